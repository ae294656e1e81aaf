//! Enums of strings and of numbers, and unions.

use super::described;
use super::field::timestamp_form;
use crate::emit::{constraints, docs, ident, string, ty};
use crate::format::Block;
use crate::plan::words::snake;
use crate::plan::{Deprecated, Enum, IntEnum, Member, Union};

pub(super) fn string_enum(data: &Enum) -> Block {
    let mut block = open("string_enum!", data.doc.as_deref(), data.deprecated.as_ref(), &data.rust_name);
    for value in &data.values {
        let doc = value.doc.as_deref().or(value.value.is_empty().then_some("The empty string."));
        let doc = doc.map(docs::prose).unwrap_or_default();
        describe(&mut block, &doc, value.deprecated.as_ref());
        block.entries([format!("{} = {}", ident(&value.rust_name), string(&value.value))]);
    }
    block
}

pub(super) fn int_enum(data: &IntEnum) -> Block {
    let mut block = open("int_enum!", data.doc.as_deref(), data.deprecated.as_ref(), &data.rust_name);
    for value in &data.values {
        let doc = value.doc.as_deref().map(docs::prose).unwrap_or_default();
        describe(&mut block, &doc, value.deprecated.as_ref());
        block.entries([format!("{} = {}", ident(&value.rust_name), value.value)]);
    }
    block
}

pub(super) fn union(data: &Union) -> Block {
    let mut block = open("union!", data.doc.as_deref(), data.deprecated.as_ref(), &data.rust_name);
    for variant in &data.variants {
        let mut doc = variant.doc.as_deref().map(docs::prose).unwrap_or_default();
        doc.extend(constraints::notes(&variant.checks, &variant.ty, data.in_request));
        describe(&mut block, &doc, variant.deprecated.as_ref());
        if let Some(form) = timestamp_form(&variant.ty) {
            block.entry_attribute(format!("#[serde(with = \"{form}\")]"));
        }
        let ty = super::structure::compact(&ty(&variant.ty));
        let (name, wire_name) = (ident(&variant.rust_name), string(&variant.wire_name));
        block.entries([format!("{name}({ty}) = {wire_name} => {}", accessor(variant))]);
    }
    block
}

/// The method that gives the value of a union's member, if it is that one.
pub(in crate::emit) fn accessor(variant: &Member) -> String {
    format!("as_{}", snake(&variant.rust_name))
}

fn open(
    macro_name: &'static str,
    doc: Option<&str>,
    deprecated: Option<&Deprecated>,
    rust_name: &str,
) -> Block {
    let mut block = Block::new(macro_name);
    block.docs(&described(doc, rust_name, "type"));
    if let Some(deprecated) = deprecated {
        block.attribute(docs::deprecated_text(deprecated));
    }
    block.open(&format!("pub enum {rust_name}"));
    block
}

/// What stands before an entry.
fn describe(block: &mut Block, doc: &[String], deprecated: Option<&Deprecated>) {
    block.entry_docs(doc);
    if let Some(deprecated) = deprecated {
        block.entry_attribute(docs::deprecated_text(deprecated));
    }
}
