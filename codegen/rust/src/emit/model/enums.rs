//! Enums of strings and of numbers.

use crate::emit::{docs, ident, runtime, string};
use crate::format::Block;
use crate::plan::{Definition, Deprecated, EnumValue};

pub(super) fn define(macro_name: &str, def: &Definition, values: &[EnumValue], doc: &[String]) -> Block {
    let mut block = open(macro_name, doc, def.deprecated(), &def.rust_name);
    for EnumValue { of, rust_name } in values {
        let name = &of.head.name;
        let (literal, is_empty) = match of.number {
            None => (string(name).to_string(), name.is_empty()),
            Some(number) => (number.to_string(), false),
        };
        let doc = of.head.doc.as_deref().or(is_empty.then_some("The empty string."));
        describe(&mut block, &doc.map(docs::prose).unwrap_or_default(), of.head.deprecated.as_ref());
        block.entries([format!("{} = {literal}", ident(rust_name))]);
    }
    block
}

pub(super) fn open(macro_name: &str, doc: &[String], deprecated: Option<&Deprecated>, head: &str) -> Block {
    let mut block = Block::new(runtime::macro_path(macro_name));
    block.docs(doc);
    if let Some(deprecated) = deprecated {
        block.attribute(docs::deprecated_text(deprecated));
    }
    block.open(&format!("pub enum {head}"));
    block
}

/// Adds docs and attributes of the next entry.
pub(super) fn describe(block: &mut Block, doc: &[String], deprecated: Option<&Deprecated>) {
    block.entry_docs(doc);
    if let Some(deprecated) = deprecated {
        block.entry_attribute(docs::deprecated_text(deprecated));
    }
}
