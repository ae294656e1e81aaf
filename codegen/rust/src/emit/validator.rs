//! `validator.rs`: each constraint once, a function for each input, and below each of these the matchers that it needs.

mod check;
mod rule;

pub(super) use rule::words;

use super::{docs, ident, import, matcher, runtime};
use crate::format::Page;
use crate::plan::{Check, Definition, Matcher, Service};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashSet;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!(
        "Constraints of {}, each defined once, and a check for each input.",
        service.name()
    )));
    let mut matchers = Matchers(service.matchers.iter().collect());
    for rule in &service.rules {
        page.item(rule::constant(rule));
        matchers.define(&mut page, [[Check::Inline(rule.constraint.clone())].as_slice()]);
    }
    for operation in &service.operations {
        page.item(check::input(&operation.input));
        matchers.define(&mut page, checks(&operation.input));
    }
    for def in &service.types {
        if let Some(function) = &def.validator {
            page.item(check::definition(def, function));
            matchers.define(&mut page, checks(def));
        }
    }
    page.imports(imports(&page.names()));
    page
}

/// The checks of each member.
fn checks<'m>(data: &'m Definition) -> impl Iterator<Item = &'m [Check]> {
    data.members.iter().map(|member| member.checks.as_slice())
}

/// One line for each imported module.
fn imports(named: &HashSet<&str>) -> TokenStream {
    let used = runtime::VALIDATOR.iter().copied().filter(|name| named.contains(*name));
    let runtime = import(&runtime::codegen(), used);
    quote! {
        use super::model::*;
        #runtime
    }
}

/// The matchers that are not defined yet. Each is defined below the first item that uses it.
struct Matchers<'s>(Vec<&'s Matcher>);

impl Matchers<'_> {
    /// Defines the functions that checks need.
    fn define<'c>(&mut self, page: &mut Page, checks: impl IntoIterator<Item = &'c [Check]>) {
        let mut functions = Vec::new();
        checks.into_iter().for_each(|checks| gather(checks, &mut functions));
        for function in functions {
            if let Some(at) = self.0.iter().position(|matcher| matcher.function == function) {
                page.item(definition(self.0.remove(at)));
            }
        }
    }
}

/// The functions that checks use, at every depth.
fn gather<'c>(checks: &'c [Check], functions: &mut Vec<&'c str>) {
    for check in checks {
        match check {
            Check::Inline(constraint) => functions.extend(constraint.matcher.as_deref()),
            Check::Each(items) => gather(items, functions),
            Check::Entries { keys, values } => {
                gather(keys, functions);
                gather(values, functions);
            }
            Check::Named(..) | Check::Unique | Check::Known | Check::Nested(_) => {}
        }
    }
}

/// The path of a function, where a parameter of the same name would hide it.
fn function_path(function: &str) -> TokenStream {
    const PARAMETERS: [&str; 8] = ["at", "check", "input", "item", "key", "list", "map", "value"];
    let name = ident(function);
    if PARAMETERS.contains(&function) { quote!(self::#name) } else { quote!(#name) }
}

/// The function for a pattern.
fn definition(matcher: &Matcher) -> TokenStream {
    let doc = docs::attributes(&[format!(
        "Whether the whole of `value` matches {}.",
        docs::code(matcher.pattern.source())
    )]);
    let name = ident(&matcher.function);
    let body = matcher::matcher(&matcher.pattern);
    quote! {
        #doc
        fn #name(value: &str) -> bool {
            #body
        }
    }
}
