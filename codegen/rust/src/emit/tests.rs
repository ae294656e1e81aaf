//! `tests.rs`, if asked for: a test for each example of the spec.

mod examples;

use super::{docs, import, named, runtime};
use crate::format::Page;
use crate::plan::Service;
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the page, if the spec has examples.
pub(super) fn page(service: &Service) -> Option<Page> {
    let tests: Vec<TokenStream> =
        service.operations.iter().flat_map(|it| examples::tests(service, it)).collect();
    if tests.is_empty() {
        return None;
    }
    let mut page = Page::new();
    page.docs(docs::prose(&format!("Examples of {}.", service.name)));
    page.item(imports(service, &tests));
    tests.into_iter().for_each(|test| page.item(test));
    Some(page)
}

fn imports(service: &Service, tests: &[TokenStream]) -> TokenStream {
    let named = named(tests);
    let used = |name: &&&str| named.contains(**name);
    let operations = service.operations.iter().filter(|operation| !operation.examples.is_empty());
    let operations = import(&quote!(super::client), operations.map(|operation| operation.rust_name.as_str()));
    let root = runtime::root();
    let modules = import(&root, ["http", "json", "operation"].iter().filter(used).copied());
    let held = import(&root, runtime::TYPES.iter().filter(used).copied());
    let maps = import(&quote!(std::collections), ["BTreeMap"].iter().filter(used).copied());
    quote! {
        #operations
        use super::model::*;
        use super::validator;
        #modules
        #held
        #maps
    }
}
