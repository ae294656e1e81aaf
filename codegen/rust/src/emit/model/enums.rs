//! Enums of strings and of numbers.

use super::described;
use crate::emit::{docs, ident, string};
use crate::format::Block;
use crate::plan::{Deprecated, Enum, IntEnum};

pub(super) fn string_enum(data: &Enum) -> Block {
    let mut block =
        open("string_enum!", data.doc.as_deref(), data.deprecated.as_ref(), (&data.rust_name, ""));
    for value in &data.values {
        let doc = value.doc.as_deref().or(value.value.is_empty().then_some("The empty string."));
        let doc = doc.map(docs::prose).unwrap_or_default();
        describe(&mut block, &doc, value.deprecated.as_ref());
        block.entries([format!("{} = {}", ident(&value.rust_name), string(&value.value))]);
    }
    block
}

pub(super) fn int_enum(data: &IntEnum) -> Block {
    let mut block = open("int_enum!", data.doc.as_deref(), data.deprecated.as_ref(), (&data.rust_name, ""));
    for value in &data.values {
        let doc = value.doc.as_deref().map(docs::prose).unwrap_or_default();
        describe(&mut block, &doc, value.deprecated.as_ref());
        block.entries([format!("{} = {}", ident(&value.rust_name), value.value)]);
    }
    block
}

pub(super) fn open(
    macro_name: &'static str,
    doc: Option<&str>,
    deprecated: Option<&Deprecated>,
    (rust_name, tag): (&str, &str),
) -> Block {
    let mut block = Block::new(macro_name);
    block.docs(&described(doc, rust_name, "type"));
    if let Some(deprecated) = deprecated {
        block.attribute(docs::deprecated_text(deprecated));
    }
    block.open(&format!("pub enum {rust_name}{tag}"));
    block
}

/// What stands before an entry.
pub(super) fn describe(block: &mut Block, doc: &[String], deprecated: Option<&Deprecated>) {
    block.entry_docs(doc);
    if let Some(deprecated) = deprecated {
        block.entry_attribute(docs::deprecated_text(deprecated));
    }
}
