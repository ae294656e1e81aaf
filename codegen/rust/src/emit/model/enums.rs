//! Enums of strings and of numbers.

use crate::emit::{docs, ident, string};
use crate::format::Block;
use crate::plan::{Deprecated, Enum, IntEnum};

pub(super) fn string_enum(data: &Enum, doc: &[String]) -> Block {
    let mut block = open("string_enum!", doc, data.deprecated.as_ref(), &data.rust_name);
    for value in &data.values {
        let doc = value.doc.as_deref().or(value.value.is_empty().then_some("The empty string."));
        let doc = doc.map(docs::prose).unwrap_or_default();
        describe(&mut block, &doc, value.deprecated.as_ref());
        block.entries([format!("{} = {}", ident(&value.rust_name), string(&value.value))]);
    }
    block
}

pub(super) fn int_enum(data: &IntEnum, doc: &[String]) -> Block {
    let mut block = open("int_enum!", doc, data.deprecated.as_ref(), &data.rust_name);
    for value in &data.values {
        let doc = value.doc.as_deref().map(docs::prose).unwrap_or_default();
        describe(&mut block, &doc, value.deprecated.as_ref());
        block.entries([format!("{} = {}", ident(&value.rust_name), value.value)]);
    }
    block
}

pub(super) fn open(
    macro_name: &'static str,
    doc: &[String],
    deprecated: Option<&Deprecated>,
    head: &str,
) -> Block {
    let mut block = Block::new(macro_name);
    block.docs(doc);
    if let Some(deprecated) = deprecated {
        block.attribute(docs::deprecated_text(deprecated));
    }
    block.open(&format!("pub enum {head}"));
    block
}

/// What stands before an entry.
pub(super) fn describe(block: &mut Block, doc: &[String], deprecated: Option<&Deprecated>) {
    block.entry_docs(doc);
    if let Some(deprecated) = deprecated {
        block.entry_attribute(docs::deprecated_text(deprecated));
    }
}
