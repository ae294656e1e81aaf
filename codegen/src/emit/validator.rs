//! `validator.rs`: each constraint once, a function for each input, and below each of these the matchers that it needs.

mod check;
mod rule;

use super::{docs, ident, import, matcher, named, runtime};
use crate::format::Page;
use crate::ir::{Check, Constraint, Matcher, Service, Structure, TypeDef, Union};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{HashMap, HashSet};
use std::slice;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!(
        "Constraints of {}, each defined once, and a check for each input.",
        service.name
    )));
    let mut matchers = Matchers::new(service);
    let mut items = Vec::new();
    for rule in &service.rules {
        items.push(rule::constant(service, rule, &matchers));
        items.extend(matchers.of([slice::from_ref(&Check::Inline(rule.constraint.clone()))]));
    }
    for operation in &service.operations {
        items.push(check::input(&operation.input, &matchers));
        items.extend(matchers.of(checks(&operation.input)));
    }
    for def in &service.types {
        match def {
            TypeDef::Structure(data @ Structure { validator: Some(function), .. }) => {
                items.push(check::structure(data, function, &matchers));
                items.extend(matchers.of(checks(data)));
            }
            TypeDef::Union(data @ Union { validator: Some(function), .. }) => {
                items.push(check::union(data, function, &matchers));
                items.extend(matchers.of(data.variants.iter().map(|variant| variant.checks.as_slice())));
            }
            TypeDef::Structure(_) | TypeDef::Union(_) | TypeDef::Enum(_) | TypeDef::IntEnum(_) => {}
        }
    }
    page.item(imports(&items));
    items.into_iter().for_each(|item| page.item(item));
    page
}

/// What is checked of each member.
fn checks(data: &Structure) -> impl Iterator<Item = &[Check]> {
    data.members.iter().map(|member| member.checks.as_slice())
}

/// One line for each place that something comes from.
fn imports(items: &[TokenStream]) -> TokenStream {
    let named = named(items);
    let used = runtime::VALIDATOR.iter().copied().filter(|name| named.contains(*name));
    let runtime = import(&runtime::codegen(), used);
    quote! {
        use super::model::*;
        #runtime
    }
}

/// The functions that match patterns, one for each pattern.
struct Matchers<'s> {
    /// By the name of each function, the one that matches the same pattern and is first.
    first: HashMap<&'s str, &'s Matcher>,
    /// Those that have been defined.
    defined: HashSet<&'s str>,
}

impl<'s> Matchers<'s> {
    fn new(service: &'s Service) -> Self {
        let mut by_pattern: HashMap<&str, &Matcher> = HashMap::new();
        let of_same_pattern =
            |matcher: &'s Matcher| *by_pattern.entry(matcher.pattern.source()).or_insert(matcher);
        let functions = service.matchers.iter().map(|matcher| matcher.function.as_str());
        let first = functions.zip(service.matchers.iter().map(of_same_pattern)).collect();
        Self { first, defined: HashSet::new() }
    }

    /// The function that does what the one of this name would do.
    fn path(&self, function: &str) -> TokenStream {
        function_path(self.first.get(function).map_or(function, |matcher| &matcher.function))
    }

    /// The functions that checks need and that have not been defined yet.
    fn of<'c>(&mut self, checks: impl IntoIterator<Item = &'c [Check]>) -> Vec<TokenStream> {
        let mut functions = Vec::new();
        checks.into_iter().for_each(|checks| gather(checks, &mut functions));
        let matchers = functions.into_iter().filter_map(|function| self.first.get(function).copied());
        let new: Vec<&Matcher> = matchers.filter(|matcher| self.defined.insert(&matcher.function)).collect();
        new.into_iter().map(definition).collect()
    }
}

/// The functions that checks name, at every depth.
fn gather<'c>(checks: &'c [Check], functions: &mut Vec<&'c str>) {
    for check in checks {
        match check {
            Check::Inline(Constraint::String { pattern: Some(pattern), .. }) => {
                functions.extend(pattern.matcher.as_deref());
            }
            Check::Each(items) => gather(items, functions),
            Check::Entries { keys, values } => {
                gather(keys, functions);
                gather(values, functions);
            }
            Check::Inline(_) | Check::Named(..) | Check::Known | Check::Nested(_) => {}
        }
    }
}

/// A function as it is named where parameters of the same name would hide it.
fn function_path(function: &str) -> TokenStream {
    const PARAMETERS: [&str; 8] = ["at", "check", "input", "item", "key", "list", "map", "value"];
    let name = ident(function);
    if PARAMETERS.contains(&function) { quote!(self::#name) } else { quote!(#name) }
}

/// The function that a pattern becomes.
fn definition(matcher: &Matcher) -> TokenStream {
    let doc = docs::attributes(&[format!(
        "Whether all of `value` matches {}.",
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
