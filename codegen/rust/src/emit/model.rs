//! `model.rs`: inputs, outputs, types and errors.

mod enums;
mod errors;
mod field;
mod structure;
mod unions;
mod uses;

use super::{docs, import, runtime};
use crate::format::Page;
use crate::plan::{Definition, ErrorType, Operation, Service, Shape, Type};
use proc_macro2::TokenStream;
use quote::quote;

use uses::Uses;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!("Inputs, outputs, types and errors of {}.", service.name())));
    page.imports(imports(service));
    for operation in &service.operations {
        inputs_and_outputs(&mut page, service, operation);
    }
    let uses = Uses::new(service);
    for def in &service.types {
        let doc = def.doc().map_or_else(|| uses.doc(&def.rust_name), docs::prose);
        match &def.shape {
            Shape::Input | Shape::Error | Shape::Structure => {
                structure::define(&mut page, service, def, &doc)
            }
            Shape::Union(form) => {
                page.block(unions::union(def, form, &doc));
                unions::matchers(def, form).into_iter().for_each(|matcher| page.item(matcher));
            }
            Shape::Enum(values) => page.block(enums::define("string_enum", def, values, &doc)),
            Shape::IntEnum(values) => page.block(enums::define("int_enum", def, values, &doc)),
        }
    }
    let (built, listed): (Vec<&ErrorType>, Vec<&ErrorType>) =
        service.errors.iter().partition(|error| errors::is_built(&error.structure));
    if !listed.is_empty() {
        page.block(errors::modeled_errors(&listed, service.of.protocol));
    }
    for error in built {
        structure::define(&mut page, service, &error.structure, &errors::doc(error));
        page.block(errors::modeled_error(error, service.of.protocol));
    }
    page
}

fn inputs_and_outputs(page: &mut Page, service: &Service, operation: &Operation) {
    let method = &operation.method;
    let of = |what: &str| vec![format!("{what} of [`Client::{method}`](super::Client::{method}).")];
    structure::define(page, service, &operation.input, &of("Input"));
    structure::define(page, service, &operation.output, &of("Output"));
    page.block(errors::operation_error(service, operation, &of("Errors")));
}

/// One line for each imported module.
fn imports(service: &Service) -> TokenStream {
    let types: Vec<&Type> =
        service.definitions().flat_map(Definition::fields).map(|member| &member.ty).collect();
    let held = |name: &&str| types.iter().any(|ty| self::names(ty, name));
    let runtime = import(&runtime::codegen(), runtime::TYPES.iter().copied().filter(held));
    let maps = import(&quote!(std::collections), ["BTreeMap"].into_iter().filter(held));
    quote! {
        #runtime
        #maps
    }
}

/// Whether a type is written with this name.
fn names(ty: &Type, name: &str) -> bool {
    ty.rust_name() == name || ty.parts().any(|part| names(part, name))
}
