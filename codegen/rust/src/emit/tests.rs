//! `tests.rs`, with `--tests`: a test for each example of the spec.

mod examples;

use super::{docs, import, runtime};
use crate::format::Page;
use crate::plan::Service;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashSet;

/// Returns the page, if the spec has examples.
pub(super) fn page(service: &Service) -> Option<Page> {
    let tests: Vec<TokenStream> =
        service.operations.iter().flat_map(|it| examples::tests(service, it)).collect();
    if tests.is_empty() {
        return None;
    }
    let mut page = Page::new();
    page.docs(docs::prose(&format!("Examples of {}.", service.name())));
    tests.into_iter().for_each(|test| page.item(test));
    page.imports(imports(service, &page.names()));
    Some(page)
}

fn imports(service: &Service, named: &HashSet<&str>) -> TokenStream {
    let used = |name: &&&str| named.contains(**name);
    let operations = service.operations.iter().filter(|operation| !operation.of.examples.is_empty());
    let operations = import(&quote!(super::client), operations.map(|operation| operation.rust_name.as_str()));
    let held = ["codegen", "http", "operation"].iter().chain(runtime::TYPES).filter(used).copied();
    let runtime = import(&runtime::root(), held);
    let maps = import(&quote!(std::collections), ["BTreeMap"].iter().filter(used).copied());
    quote! {
        #operations
        use super::model::*;
        use super::validator;
        #runtime
        #maps
    }
}
