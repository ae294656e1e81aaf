//! `tests.rs`, for those who ask for it: the examples of a spec, and values at and just over the edge of every
//! constraint.

mod edges;
mod enums;
mod examples;
mod sides;

use super::{docs, ident, import, named, runtime};
use crate::format::Page;
use crate::ir::{Service, TypeDef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::HashSet;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    let mut names = Names::default();
    let mut items = examples::tests(service, &mut names);
    let has_examples = !items.is_empty();
    let edges = "alues at and just over the edge of each";
    page.docs(docs::prose(&match has_examples {
        true => format!("Examples of {}, and v{edges} of its constraints.", service.name),
        false => format!("V{edges} constraint of {}.", service.name),
    }));
    items.extend(service.rules.iter().filter_map(|rule| edges::rule_test(service, rule, &mut names)));
    items.extend(edges::structure_tests(service, &mut names));
    items.extend(service.types.iter().filter_map(|def| match def {
        TypeDef::Enum(data) => Some(enums::string_enum(data, &mut names)),
        TypeDef::IntEnum(data) => Some(enums::int_enum(data, &mut names)),
        TypeDef::Structure(_) | TypeDef::Union(_) => None,
    }));
    page.item(imports(service, &items, has_examples));
    items.into_iter().for_each(|item| page.item(item));
    page
}

fn imports(service: &Service, items: &[TokenStream], has_examples: bool) -> TokenStream {
    let named = named(items);
    let used = |name: &&&str| named.contains(**name);
    let names = service.operations.iter().flat_map(|operation| {
        let input = &operation.input.rust_name;
        [input, &operation.output.rust_name].map(String::as_str)
    });
    let defs = service.types.iter().map(|def| match def {
        TypeDef::Structure(data) => data.rust_name.as_str(),
        TypeDef::Union(data) => data.rust_name.as_str(),
        TypeDef::Enum(data) => data.rust_name.as_str(),
        TypeDef::IntEnum(data) => data.rust_name.as_str(),
    });
    let models = names.chain(defs).any(|name| used(&&name));
    let models = models.then(|| {
        quote!(
            use super::model::*;
        )
    });
    let validator = used(&&"validator").then(|| {
        quote!(
            use super::validator;
        )
    });
    let operations = service.operations.iter().filter(|operation| !operation.examples.is_empty());
    let operations: Vec<&str> = operations.map(|operation| operation.rust_name.as_str()).collect();
    let operations = import(&quote!(super::client), operations);
    let modules: &[&str] =
        if has_examples { &["codegen", "http", "operation", "validate"] } else { &["validate"] };
    let runtime = modules.iter().chain(runtime::TYPES).filter(used).copied();
    let runtime = import(&runtime::root(), runtime);
    let maps = import(&quote!(std::collections), ["BTreeMap"].iter().filter(used).copied());
    quote! {
        #operations
        #models
        #validator
        #runtime
        #maps
    }
}

/// Names of functions, which are made of names that were not made to be told apart.
#[derive(Debug, Default)]
struct Names(HashSet<String>);

impl Names {
    /// The name itself, or another if it is taken.
    fn take(&mut self, name: &str) -> Ident {
        let mut name = name.to_owned();
        while !self.0.insert(name.clone()) {
            name.push_str("_too");
        }
        ident(&name)
    }
}

fn test(name: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        #[test]
        fn #name() {
            #body
        }
    }
}
