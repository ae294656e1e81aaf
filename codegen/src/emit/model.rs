//! `model.rs`: inputs, outputs, types and errors.

use super::{docs, ident, runtime, string, ty};
use crate::format::{Block, Page};
use crate::ir::{
    Bounds, Check, Constraint, Enum, ErrorType, Member, Operation, PatternUse, Place, Retryable, Service,
    Structure, Type, TypeDef,
};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!("Inputs, outputs, types and errors of {}.", service.name)));
    page.item(imports(service));
    for operation in &service.operations {
        inputs_and_outputs(&mut page, operation);
    }
    for def in &service.types {
        match def {
            TypeDef::Structure(data) => {
                page.item(structure(data, &described(data.doc.as_deref(), &data.rust_name), false));
                page.block(builder(data));
            }
            TypeDef::Enum(data) => page.block(string_enum(data)),
            TypeDef::Union(_) | TypeDef::IntEnum(_) => {}
        }
    }
    for error in &service.errors {
        let doc = described(error.structure.doc.as_deref(), &error.structure.rust_name);
        page.item(structure(&error.structure, &doc, true));
        page.block(modeled_error(error));
    }
    page
}

fn imports(service: &Service) -> TokenStream {
    let maps = all_structures(service).any(|data| data.members.iter().any(|member| holds_map(&member.ty)));
    let maps = maps.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let enums = service.types.iter().any(|def| matches!(def, TypeDef::Enum(_)));
    let macros = [
        ("builder", !service.operations.is_empty()),
        ("modeled_error", !service.errors.is_empty()),
        ("operation_error", !service.operations.is_empty()),
        ("string_enum", enums),
    ];
    let macros = macros.iter().filter(|(_, used)| *used).map(|(name, _)| ident(name));
    let (serde, path) = (runtime::serde(), runtime::macros());
    quote! {
        use #serde::{Deserialize, Serialize};
        use #path::{#(#macros),*};
        #maps
    }
}

fn all_structures(service: &Service) -> impl Iterator<Item = &Structure> {
    let types = service.types.iter().filter_map(|def| match def {
        TypeDef::Structure(data) => Some(data),
        _ => None,
    });
    let operations = service.operations.iter().flat_map(|operation| [&operation.input, &operation.output]);
    operations.chain(types).chain(service.errors.iter().map(|error| &error.structure))
}

fn holds_map(ty: &Type) -> bool {
    match ty {
        Type::Map { .. } => true,
        Type::List { item, .. } => holds_map(item),
        _ => false,
    }
}

fn inputs_and_outputs(page: &mut Page, operation: &Operation) {
    let method = &operation.method;
    let of = |what: &str| vec![format!("{what} of [`Client::{method}`](super::Client::{method}).")];
    page.item(structure(&operation.input, &of("Input"), false));
    page.block(builder(&operation.input));
    page.item(structure(&operation.output, &of("Output"), false));
    page.block(builder(&operation.output));
    let mut block = Block::new("operation_error!");
    block.docs(&of("Errors"));
    block.open(&format!("pub enum {}", operation.error));
    block.entries(operation.errors.iter().map(|error| ident(error).to_string()));
    page.block(block);
}

/// A type's own doc, or its name in place of one.
fn described(doc: Option<&str>, name: &str) -> Vec<String> {
    docs::prose(&doc.map_or_else(|| format!("`{name}`, which the spec does not describe."), str::to_owned))
}

fn structure(data: &Structure, doc: &[String], is_error: bool) -> TokenStream {
    let doc = docs::attributes(doc);
    let name = ident(&data.rust_name);
    let default = is_error.then(|| quote!(Default,));
    // A file that holds an input is written by hand, and a misspelt member should be noticed.
    let strict = (!data.in_response).then(|| quote!(#[serde(deny_unknown_fields)]));
    let serde = runtime::SERDE;
    let fields = data.members.iter().map(|member| field(member, data.in_request));
    quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", crate = #serde)]
        #strict
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

fn field(member: &Member, in_request: bool) -> TokenStream {
    let doc = docs::attributes(&member_doc(member, in_request));
    let name = ident(&member.rust_name);
    let serde_name = if member.place == Place::Body { &member.wire_name } else { &member.name };
    let rename =
        (camel_case(&member.rust_name) != *serde_name).then(|| quote!(#[serde(rename = #serde_name)]));
    let ty = ty(&member.ty);
    let ty = if member.required { ty } else { quote!(Option<#ty>) };
    quote! {
        #doc
        #rename
        pub #name: #ty,
    }
}

/// What serde's `rename_all = "camelCase"` makes of a field's name.
fn camel_case(field: &str) -> String {
    let mut camel = String::new();
    for (index, word) in field.split('_').filter(|word| !word.is_empty()).enumerate() {
        let mut chars = word.chars();
        let first =
            chars.next().map(|c| if index == 0 { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() });
        camel.extend(first.into_iter().chain(chars));
    }
    camel
}

/// The doc of a member, where it travels if not where one would look, and what its value must satisfy.
fn member_doc(member: &Member, in_request: bool) -> Vec<String> {
    let mut lines = match &member.doc {
        Some(doc) => docs::prose(doc),
        None if member.name == "message" => vec!["What the service says of it.".to_owned()],
        None => docs::prose(&format!("The member `{}`.", member.name)),
    };
    match member.place {
        Place::Header => lines.push(format!("Travels in the {} header.", docs::code(&member.wire_name))),
        Place::StatusCode => lines.push("The status code of the response.".to_owned()),
        _ => {}
    }
    lines.extend(member.checks.iter().filter_map(|check| constraint_note(check, in_request)));
    lines
}

/// What a value must satisfy. A response is never checked, but its documented constraints tell a reader what to expect.
fn constraint_note(check: &Check, in_request: bool) -> Option<String> {
    let demand = match check {
        Check::Named(constant, _) => format!("satisfy [`{constant}`](super::validator::{constant})"),
        Check::Inline(Constraint::String { length: None, pattern: Some(pattern) }) => {
            format!("match {}", pattern_text(pattern))
        }
        Check::Inline(constraint) => format!("be {}", constraint_text(constraint)),
        _ => return None,
    };
    Some(if in_request { format!("Must {demand}.") } else { format!("Documented to {demand}.") })
}

/// A pattern as docs show it.
fn pattern_text(pattern: &PatternUse) -> String {
    let checked = if pattern.matcher.is_some() { "" } else { " (not checked)" };
    format!("{}{checked}", docs::code(&pattern.source))
}

/// A constraint in words, as it goes on after "must be".
pub(super) fn constraint_text(constraint: &Constraint) -> String {
    match constraint {
        Constraint::String { length, pattern } => {
            let length = length.as_ref().map(|length| format!("{} characters long", bounds_text(length)));
            let pattern = pattern.as_ref().map(|pattern| format!("matching {}", pattern_text(pattern)));
            length.into_iter().chain(pattern).collect::<Vec<_>>().join(", ")
        }
        Constraint::Integer(range) => bounds_text(range),
        Constraint::Float(range) => bounds_text(range),
        Constraint::Unique => "without equal items".to_owned(),
        Constraint::Length(length) => format!("{} entries long", bounds_text(length)),
    }
}

fn bounds_text<T: std::fmt::Display + PartialEq>(bounds: &Bounds<T>) -> String {
    match bounds {
        Bounds::AtLeast(min) => format!("at least {min}"),
        Bounds::AtMost(max) => format!("at most {max}"),
        Bounds::Between(min, max) if min == max => format!("{min}"),
        Bounds::Between(min, max) => format!("{min} to {max}"),
    }
}

/// How many required members `new` takes one by one.
pub(super) const MAX_ARGUMENTS: usize = 3;

fn builder(data: &Structure) -> Block {
    let entry = |member: &Member| format!("{}: {}", ident(&member.rust_name), compact(&ty(&member.ty)));
    let (required, optional): (Vec<&Member>, Vec<&Member>) =
        data.members.iter().partition(|member| member.required);
    let mut block = Block::new("builder!");
    let name = &data.rust_name;
    if required.len() > MAX_ARGUMENTS {
        block.open_nested(&format!("{name}::new({name}Required"), required.into_iter().map(entry), ")");
    } else {
        let arguments = required.into_iter().map(entry).collect::<Vec<_>>().join(", ");
        block.open(&format!("{name}::new({arguments})"));
    }
    block.entries(optional.into_iter().map(entry));
    block
}

/// A type without the spaces that tokens print with.
fn compact(ty: &TokenStream) -> String {
    ty.to_string().replace(" < ", "<").replace(" >", ">").replace(" ,", ",")
}

fn string_enum(data: &Enum) -> Block {
    let mut block = Block::new("string_enum!");
    block.docs(&described(data.doc.as_deref(), &data.rust_name));
    block.open(&format!("pub enum {}", data.rust_name));
    for value in &data.values {
        block.entry_docs(&value.doc.as_deref().map(docs::prose).unwrap_or_default());
        block.entries([format!("{} = {}", ident(&value.rust_name), string(&value.value))]);
    }
    block
}

fn modeled_error(error: &ErrorType) -> Block {
    let mut entries = vec![format!("code: {}", string(&error.code)), format!("status: {}", error.status)];
    entries.extend(error.retryable.map(|retryable| {
        let word = match retryable {
            Retryable::Throttling => "throttling",
            Retryable::Yes => "true",
            Retryable::No => "false",
        };
        format!("retryable: {word}")
    }));
    let head: Vec<String> = error.structure.members.iter().filter_map(head_entry).collect();
    if !head.is_empty() {
        entries.push(format!("head: [{}]", head.join(", ")));
    }
    let mut block = Block::new("modeled_error!");
    block.open(&error.structure.rust_name);
    block.entries(entries);
    block
}

fn head_entry(member: &Member) -> Option<String> {
    let name = string(&member.name);
    match member.place {
        Place::Header => Some(format!("{name} = header {}", string(&member.wire_name))),
        Place::StatusCode => Some(format!("{name} = status")),
        _ => None,
    }
}
