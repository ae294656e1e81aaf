//! Structures and their builders.

use super::field::{field, on_wire};
use crate::emit::{docs, ident, runtime, ty, value};
use crate::format::{self, Block, Page, doc_line};
use crate::plan::{Definition, Member, Place, Service, Value, names};

/// Adds a structure and its macro call.
pub(super) fn define(page: &mut Page, service: &Service, data: &Definition, doc: &[String]) {
    page.text(&structure(data, &[doc, &constants(data)].concat()));
    page.block(members(service, data));
}

fn structure(data: &Definition, doc: &[String]) -> String {
    let mut lines: Vec<String> = doc.iter().map(|line| doc_line(line)).collect();
    lines.extend(data.deprecated().map(docs::deprecated_text));
    lines.extend(["#[derive(Clone, Debug, PartialEq)]", "#[non_exhaustive]"].map(str::to_owned));
    let fields = data.fields().flat_map(|member| field(data, member));
    let fields: String = fields.map(|line| format!("    {line}\n")).collect();
    let fields = if fields.is_empty() { fields } else { format!("\n{fields}") };
    lines.push(format!("pub struct {} {{{fields}}}\n", ident(&data.rust_name)));
    lines.join("\n")
}

/// Docs of members without a field.
fn constants(data: &Definition) -> Vec<String> {
    let lines = data.constants().flat_map(|(member, value)| {
        let (name, value) = (docs::code(&member.of.wire_name), docs::code(&value::json(value)));
        let doc = member.doc.map(docs::prose).unwrap_or_default();
        [format!("{name} is always {value}.")].into_iter().chain(doc)
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { lines } else { [vec![String::new()], lines].concat() }
}

/// A constant as an entry of a macro.
fn constant((member, value): (&Member, &Value)) -> String {
    let literal = value::constant(value).to_string();
    let literal = if let Value::String(_) = value { literal } else { literal.replace(' ', "") };
    format!("{} = {literal}", on_wire(member))
}

/// The builder's steps for required members, a setter for each other member, and their serde names.
fn members(service: &Service, data: &Definition) -> Block {
    let entry =
        |member: &Member| format!("{}: {} = {}", ident(&member.rust_name), ty(&member.ty), on_wire(member));
    let (required, others): (Vec<&Member>, Vec<&Member>) = data.fields().partition(|member| member.required);
    let mut block = Block::new(runtime::macro_path("structure"));
    if required.is_empty() {
        block.open(&ident(&data.rust_name).to_string());
    } else {
        let steps = required.into_iter().flat_map(|member| {
            let deprecated = member.of.head.deprecated.as_ref().map(docs::deprecated_text);
            deprecated.into_iter().chain([entry(member) + ","])
        });
        let after = format!(" => {}", ident(&data.rust_name));
        block.open_nested(&names::builder_type(&data.rust_name), steps, &after);
    }
    block.entries(data.constants().map(constant));
    let (rest, others): (Vec<&Member>, Vec<&Member>) =
        others.into_iter().partition(|member| member.of.place == Place::Additional);
    for member in others {
        if let Some(deprecated) = &member.of.head.deprecated {
            block.entry_attribute(docs::deprecated_text(deprecated));
        }
        let value = member.of.default.as_ref().filter(|_| !member.is_optional);
        block.entries([match value {
            None => entry(member),
            Some(value) => {
                let value = format::expression(&value::argument(service, &member.ty, value));
                format!("{} or {value}", entry(member))
            }
        }]);
    }
    if let Some(member) = rest.first() {
        block.entries([format!("..{}: {}", ident(&member.rust_name), ty(&member.ty))]);
    } else if !data.in_response {
        // Files with inputs are written by hand, so misspelled members are rejected.
        block.entry_attribute("..reject".to_owned());
    }
    block
}
