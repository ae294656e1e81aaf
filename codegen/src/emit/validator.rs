//! `validator.rs`: each constraint once, and a function for each input.

use super::model::constraint_text;
use super::{docs, ident, matcher, runtime, string};
use crate::format::Page;
use crate::ir::{
    Bounds, Check, CheckKind, Constraint, Matcher, Member, Rule, Service, Structure, Type, TypeDef,
};
use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!(
        "Constraints of {}, each stated once, and a check for each input.",
        service.name
    )));
    let matchers: Vec<TokenStream> = service.matchers.iter().map(function).collect();
    page.item(imports(service, &matchers));
    for rule in &service.rules {
        page.item(constant(rule));
    }
    for operation in &service.operations {
        page.item(input(&operation.input));
    }
    for data in nested(service) {
        page.item(part(data));
    }
    for matcher in matchers {
        page.item(matcher);
    }
    page
}

/// Structures that have a check of their own.
fn nested(service: &Service) -> impl Iterator<Item = &Structure> {
    service.types.iter().filter_map(|def| match def {
        TypeDef::Structure(data) if data.validator.is_some() => Some(data),
        _ => None,
    })
}

fn imports(service: &Service, matchers: &[TokenStream]) -> TokenStream {
    let mut names = vec!["Check"];
    let parts = nested(service).flat_map(|data| &data.members);
    let members = service.operations.iter().flat_map(|operation| &operation.input.members).chain(parts);
    let mut constraints: Vec<&Constraint> = service.rules.iter().map(|rule| &rule.constraint).collect();
    constraints.extend(members.flat_map(|member| &member.checks).flat_map(inline));
    let strings = constraints.iter().any(|it| matches!(it, Constraint::String { .. }));
    let rules = |wanted: fn(&Constraint) -> bool| service.rules.iter().any(|rule| wanted(&rule.constraint));
    names.extend(rules(|it| matches!(it, Constraint::Integer(_))).then_some("IntegerRule"));
    names.extend(rules(|it| matches!(it, Constraint::Length(_))).then_some("LengthRule"));
    names.extend(strings.then_some("StringRule"));
    names.push("Violations");
    let names = names.into_iter().map(ident);
    let helpers: Vec<_> = runtime::MATCHER_NAMES
        .iter()
        .filter(|name| matchers.iter().any(|body| mentions(body, name)))
        .map(|name| ident(name))
        .collect();
    let matcher = runtime::matcher();
    let helpers = match helpers.as_slice() {
        [] => None,
        [helper] => Some(quote!(use #matcher::#helper;)),
        helpers => Some(quote!(use #matcher::{#(#helpers),*};)),
    };
    let path = runtime::validate();
    quote! {
        use super::model::*;
        #helpers
        use #path::{#(#names),*};
    }
}

/// Whether code names `name`.
fn mentions(code: &TokenStream, name: &str) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}

/// Constraints that stand in a check.
fn inline(check: &Check) -> Vec<&Constraint> {
    match check {
        Check::Inline(constraint) => vec![constraint],
        Check::Each(items) => items.iter().flat_map(inline).collect(),
        Check::Entries { keys, values } => keys.iter().chain(values).flat_map(inline).collect(),
        _ => Vec::new(),
    }
}

fn constant(rule: &Rule) -> TokenStream {
    let text = format!("{}: {}.", docs::code(&rule.type_name), constraint_text(&rule.constraint));
    let mut lines = vec![text];
    if let Some(doc) = &rule.doc {
        lines.push(String::new());
        lines.extend(docs::prose(doc));
    }
    let doc = docs::attributes(&lines);
    let name = ident(&rule.constant);
    let (ty, value) = match &rule.constraint {
        Constraint::String { .. } => ("StringRule", string_rule(&rule.constraint)),
        Constraint::Integer(range) => ("IntegerRule", bounds(&ident("IntegerRule"), range, integer)),
        Constraint::Float(range) => {
            ("FloatRule", bounds(&ident("FloatRule"), range, Literal::f64_unsuffixed))
        }
        Constraint::Unique => return TokenStream::new(),
        Constraint::Length(length) => ("LengthRule", bounds(&ident("LengthRule"), length, count)),
    };
    let ty = ident(ty);
    quote! {
        #doc
        pub const #name: #ty = #value;
    }
}

fn string_rule(constraint: &Constraint) -> TokenStream {
    let Constraint::String { length, pattern } = constraint else {
        return TokenStream::new();
    };
    let length = match length {
        None => quote!(StringRule::any()),
        Some(Bounds::Between(min, max)) if min == max => {
            let length = count(*min);
            quote!(StringRule::exactly(#length))
        }
        Some(Bounds::Between(min, max)) => {
            let (min, max) = (count(*min), count(*max));
            quote!(StringRule::length(#min, #max))
        }
        Some(Bounds::AtLeast(min)) => {
            let min = count(*min);
            quote!(StringRule::at_least(#min))
        }
        Some(Bounds::AtMost(max)) => {
            let max = count(*max);
            quote!(StringRule::at_most(#max))
        }
    };
    let pattern =
        pattern.as_ref().and_then(|pattern| pattern.matcher.as_ref().map(|matcher| (pattern, matcher)));
    match pattern {
        Some((pattern, matcher)) => {
            let (source, matcher) = (string(&pattern.source), ident(matcher));
            quote!(#length.pattern(#source, #matcher))
        }
        None => length,
    }
}

fn bounds<T: Copy>(rule: &proc_macro2::Ident, bounds: &Bounds<T>, number: fn(T) -> Literal) -> TokenStream {
    match bounds {
        Bounds::Between(min, max) => {
            let (min, max) = (number(*min), number(*max));
            quote!(#rule::between(#min, #max))
        }
        Bounds::AtLeast(min) => {
            let min = number(*min);
            quote!(#rule::at_least(#min))
        }
        Bounds::AtMost(max) => {
            let max = number(*max);
            quote!(#rule::at_most(#max))
        }
    }
}

/// Bounds as a Rust range.
fn range<T: Copy>(bounds: &Bounds<T>, number: fn(T) -> Literal) -> TokenStream {
    match bounds {
        Bounds::Between(min, max) => {
            let (min, max) = (number(*min), number(*max));
            quote!(#min..=#max)
        }
        Bounds::AtLeast(min) => {
            let min = number(*min);
            quote!(#min..)
        }
        Bounds::AtMost(max) => {
            let max = number(*max);
            quote!(..=#max)
        }
    }
}

fn count(value: u64) -> Literal {
    Literal::u64_unsuffixed(value)
}

fn integer(value: i64) -> Literal {
    Literal::i64_unsuffixed(value)
}

/// A model's type; by its path, where this module imports another of that name.
fn model_type(name: &str) -> TokenStream {
    let ident = ident(name);
    if runtime::VALIDATOR_NAMES.contains(&name) { quote!(super::model::#ident) } else { quote!(#ident) }
}

fn input(data: &Structure) -> TokenStream {
    let doc = format!("Checks {} and reports every violation at once.", article(&data.rust_name));
    let doc = docs::attributes(&[doc]);
    let (function, ty) = (ident(data.validator.as_deref().unwrap_or_default()), model_type(&data.rust_name));
    let calls = data.members.iter().flat_map(|member| member_checks(member, &quote!(input)));
    let parameter =
        ident(if data.members.iter().any(|member| !member.checks.is_empty()) { "input" } else { "_input" });
    quote! {
        #doc
        pub fn #function(#parameter: &#ty) -> Result<(), Violations> {
            Check::new()#(#calls)*.finish()
        }
    }
}

/// The check of a structure inside an input.
fn part(data: &Structure) -> TokenStream {
    let doc = docs::attributes(&[format!("Checks {} inside an input.", article(&data.rust_name))]);
    let (function, ty) = (ident(data.validator.as_deref().unwrap_or_default()), model_type(&data.rust_name));
    let calls = data.members.iter().flat_map(|member| member_checks(member, &quote!(value)));
    quote! {
        #doc
        pub fn #function<'c>(check: Check<'c>, value: &#ty) -> Check<'c> {
            check #(#calls)*
        }
    }
}

fn article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    format!("{article} [`{name}`]")
}

/// One call a check of a member.
fn member_checks(member: &Member, holder: &TokenStream) -> Vec<TokenStream> {
    let field = ident(&member.rust_name);
    let (name, value) = (string(&member.name), quote!(&#holder.#field));
    member.checks.iter().map(|check| call(check, &quote!(#name, #value), &member.ty)).collect()
}

/// The call of one check, `arguments` being what it is about.
fn call(check: &Check, arguments: &TokenStream, ty: &Type) -> TokenStream {
    match check {
        Check::Named(constant, kind) => {
            let constant = ident(constant);
            let verb = ident(match kind {
                CheckKind::String => "string",
                CheckKind::Integer => "integer",
                CheckKind::Float => "number",
                CheckKind::Length => "length",
            });
            quote!(.#verb(#arguments, #constant))
        }
        Check::Inline(constraint @ Constraint::String { .. }) => {
            let rule = string_rule(constraint);
            quote!(.string(#arguments, #rule))
        }
        Check::Inline(Constraint::Integer(bounds)) => {
            let range = range(bounds, integer);
            quote!(.integer(#arguments, #range))
        }
        Check::Inline(Constraint::Float(bounds)) => {
            let range = range(bounds, Literal::f64_unsuffixed);
            quote!(.number(#arguments, #range))
        }
        Check::Inline(Constraint::Unique) => quote!(.unique(#arguments)),
        Check::Inline(Constraint::Length(bounds)) => {
            let range = range(bounds, count);
            quote!(.length(#arguments, #range))
        }
        Check::Known => quote!(.known(#arguments)),
        Check::Nested(function) => {
            let name = ident(function);
            // Parameters of the same name would hide the function.
            let hidden = ["check", "input", "item", "value"].contains(&function.as_str());
            let path = if hidden { quote!(self::#name) } else { quote!(#name) };
            quote!(.nested(#arguments, #path))
        }
        Check::Each(checks) => {
            let Type::List { item, .. } = ty.plain() else {
                return TokenStream::new();
            };
            let calls = checks.iter().map(|check| call(check, &quote!(value), item));
            quote!(.each(#arguments, |item, value| item #(#calls)*))
        }
        Check::Entries { values, .. } => {
            let Type::Map { value, .. } = ty.plain() else {
                return TokenStream::new();
            };
            let calls = values.iter().map(|check| call(check, &quote!(value), value));
            quote!(.entries(#arguments, |item, _| item, |item, value| item #(#calls)*))
        }
    }
}

fn function(matcher: &Matcher) -> TokenStream {
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
