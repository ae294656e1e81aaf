//! `mod.rs`: what the service is, and the names that its users want.

use super::{docs, ident};
use crate::format::Page;
use crate::ir::{Service, Structure, TypeDef};
use quote::quote;

pub(super) fn page(service: &Service, with_tests: bool) -> Page {
    let mut page = Page::new();
    let intro = match &service.doc {
        Some(doc) => format!("{}: {}", service.name, lower_first(doc)),
        None => service.name.clone(),
    };
    page.docs(docs::prose(&intro));
    page.docs([String::new()]);
    page.docs(docs::prose(&origin(service)));
    let allow = deprecates(service)
        .then(|| quote!(#[allow(deprecated, reason = "what is deprecated is still part of the API")]));
    page.item(quote! {
        #allow
        pub mod client;
        #allow
        pub mod model;
        #allow
        pub mod validator;
    });
    if with_tests {
        page.item(quote! {
            #[cfg(test)]
            #allow
            mod tests;
        });
    }
    let operations = service.operations.iter().map(|operation| ident(&operation.rust_name));
    page.item(quote! {
        #[doc(inline)]
        pub use client::{Client, #(#operations),*};
        #[doc(inline)]
        pub use model::*;
    });
    page
}

/// Whether anything should no longer be used.
fn deprecates(service: &Service) -> bool {
    let structure = |data: &Structure| {
        data.deprecated.is_some() || data.members.iter().any(|member| member.deprecated.is_some())
    };
    let def = |def: &TypeDef| match def {
        TypeDef::Structure(data) => structure(data),
        TypeDef::Union(data) => {
            data.deprecated.is_some() || data.variants.iter().any(|variant| variant.deprecated.is_some())
        }
        TypeDef::Enum(data) => {
            data.deprecated.is_some() || data.values.iter().any(|value| value.deprecated.is_some())
        }
        TypeDef::IntEnum(data) => {
            data.deprecated.is_some() || data.values.iter().any(|value| value.deprecated.is_some())
        }
    };
    service.types.iter().any(def)
        || service.errors.iter().any(|error| structure(&error.structure))
        || service.operations.iter().any(|operation| {
            operation.deprecated.is_some() || structure(&operation.input) || structure(&operation.output)
        })
}

/// Where the facts come from.
fn origin(service: &Service) -> String {
    let mut parts = Vec::new();
    parts.extend(service.version.as_ref().map(|version| format!("API version {version}.")));
    parts.extend(service.source.as_ref().map(|source| format!("Source: {source}.")));
    if parts.is_empty() {
        parts.push(format!("The API of {}.", service.name));
    }
    parts.join(" ")
}

/// A sentence as it goes on after a colon.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
