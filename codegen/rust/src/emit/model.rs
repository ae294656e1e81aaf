//! `model.rs`: inputs, outputs, types and errors.

mod enums;
mod errors;
mod field;
mod structure;
mod unions;
mod uses;

use super::{constraints, docs, import, runtime};
use crate::format::Page;
use crate::plan::{ErrorType, Operation, Service, Type, TypeDef, UnionForm};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) use structure::{Role, is_optional};
pub(super) use unions::accessor;
use uses::Uses;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!("Inputs, outputs, types and errors of {}.", service.name)));
    page.item(imports(service));
    for operation in &service.operations {
        inputs_and_outputs(&mut page, service, operation);
    }
    let uses = Uses::new(service);
    for def in &service.types {
        let doc = def.doc().map_or_else(|| uses.doc(def.rust_name()), docs::prose);
        match def {
            TypeDef::Structure(data) => structure::define(&mut page, service, data, &doc, Role::Data),
            TypeDef::Union(data) => {
                page.block(unions::union(data, &doc));
                unions::matchers(data).into_iter().for_each(|matcher| page.item(matcher));
            }
            TypeDef::Enum(data) => page.block(enums::string_enum(data, &doc)),
            TypeDef::IntEnum(data) => page.block(enums::int_enum(data, &doc)),
        }
    }
    let (built, listed): (Vec<&ErrorType>, Vec<&ErrorType>) =
        service.errors.iter().partition(|error| errors::is_built(&error.structure));
    if !listed.is_empty() {
        page.block(errors::modeled_errors(&listed, service.protocol));
    }
    for error in built {
        structure::define(&mut page, service, &error.structure, &errors::doc(error), Role::Error);
        page.block(errors::modeled_error(error, service.protocol));
    }
    page
}

fn inputs_and_outputs(page: &mut Page, service: &Service, operation: &Operation) {
    let method = &operation.method;
    let of = |what: &str| vec![format!("{what} of [`Client::{method}`](super::Client::{method}).")];
    structure::define(page, service, &operation.input, &of("Input"), Role::Input);
    structure::define(page, service, &operation.output, &of("Output"), Role::Data);
    page.block(errors::operation_error(service, operation, &of("Errors")));
}

/// One line for each place that something comes from.
fn imports(service: &Service) -> TokenStream {
    let defines = |wanted: fn(&TypeDef) -> bool| service.types.iter().any(wanted);
    let has_form = |wanted: fn(&UnionForm) -> bool| {
        service.types.iter().any(|def| matches!(def, TypeDef::Union(data) if wanted(&data.form)))
    };
    let is_built = |error: &ErrorType| errors::is_built(&error.structure);
    let names = [
        ("int_enum", defines(|def| matches!(def, TypeDef::IntEnum(_)))),
        ("modeled_error", service.errors.iter().any(is_built)),
        ("modeled_errors", !service.errors.iter().all(is_built)),
        ("one_of", has_form(|form| matches!(form, UnionForm::Told(_)))),
        ("operation_error", true),
        ("string_enum", defines(|def| matches!(def, TypeDef::Enum(_)))),
        ("structure", true),
        ("tagged_union", has_form(|form| matches!(form, UnionForm::Tagged(_)))),
        ("union", has_form(|form| *form == UnionForm::Named)),
    ];
    let names = names.into_iter().filter(|(_, used)| *used).map(|(name, _)| name);
    let types: Vec<&Type> = constraints::checked(service).into_iter().map(|(_, ty)| ty).collect();
    let held = |name: &&str| types.iter().any(|ty| self::names(ty, name));
    let runtime = import(&runtime::codegen(), names.chain(runtime::TYPES.iter().copied().filter(held)));
    let maps = import(&quote!(std::collections), ["BTreeMap"].into_iter().filter(held));
    quote! {
        #runtime
        #maps
    }
}

/// Whether a type is written with an imported name.
fn names(ty: &Type, name: &str) -> bool {
    match ty {
        Type::List { item, .. } => names(item, name),
        Type::Map { key, value, .. } => name == "BTreeMap" || names(key, name) || names(value, name),
        Type::Sensitive(inner) => name == "Sensitive" || names(inner, name),
        Type::Nullable(inner) => name == "Nullable" || names(inner, name),
        Type::Boxed(inner) => names(inner, name),
        Type::Timestamp(_) => name == "Timestamp",
        Type::Date => name == "Date",
        Type::Blob => name == "Blob",
        Type::ByteStream => name == "ByteStream",
        Type::FilePart => name == "FilePart",
        Type::EventStream(event) => name == "EventStream" || names(event, name),
        Type::Document => name == "Document",
        _ => false,
    }
}
