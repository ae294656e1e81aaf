//! A field of a structure: its docs, and its name on the wire.

use crate::emit::{absent, constraints, docs, ident, runtime, string, ty, value};
use crate::format::doc_line;
use crate::plan::{Definition, Member, Place, Shape, Stream, StreamFormat, TimestampFormat, Type, names};

/// The doc of an error's message.
const MESSAGE: &str = "The service's error message.";

/// A field of a structure.
pub(super) fn field(data: &Definition, member: &Member) -> Vec<String> {
    let ty = absent(ty(&member.ty), member.is_optional);
    described(data, member, format!("pub {}: {ty},", ident(&member.rust_name)))
}

/// A member of an error, as lines of a macro.
pub(super) fn field_lines(data: &Definition, member: &Member) -> Vec<String> {
    let entry = format!("{}: Option<{}> = {},", ident(&member.rust_name), ty(&member.ty), on_wire(member));
    described(data, member, entry)
}

/// A line below the docs and attributes of a member.
fn described(data: &Definition, member: &Member, line: String) -> Vec<String> {
    let mut lines: Vec<String> = doc(data, member).iter().map(|line| doc_line(line)).collect();
    lines.extend(member.of.head.deprecated.as_ref().map(docs::deprecated_text));
    lines.push(line);
    lines
}

/// A member's serde name, and the format of its timestamps if it is not their default.
pub(super) fn on_wire(member: &Member) -> String {
    let name = string(serde_name(member));
    // Outside the body, only if the value cannot be read without it.
    let is_told =
        |form: &TimestampFormat| matches!(form, TimestampFormat::EpochMillis | TimestampFormat::Sql);
    let form = timestamp_form(&member.ty).filter(|form| member.of.place == Place::Body || is_told(form));
    form.map_or_else(|| name.to_string(), |form| format!("{name} as {}", runtime::timestamp_form(form)))
}

/// The format of the timestamps in a value, if it is not their default.
pub(super) fn timestamp_form(ty: &Type) -> Option<TimestampFormat> {
    match ty {
        Type::List { item, .. } => timestamp_form(item),
        Type::Map { value, .. } => timestamp_form(value),
        Type::Sensitive(inner) | Type::Nullable(inner) | Type::Boxed(inner) => timestamp_form(inner),
        Type::Timestamp(format) => Some(*format).filter(|format| *format != TimestampFormat::EpochSeconds),
        _ => None,
    }
}

fn serde_name<'m>(member: &'m Member) -> &'m str {
    names::serde_name(member.of.place, member.name(), &member.of.wire_name)
}

/// The doc of a member, its place if it is not the usual one, its default, and its constraints. Without any of these,
/// the name on the wire, since `missing_docs` requires a doc.
fn doc(data: &Definition, member: &Member) -> Vec<String> {
    let mut lines = match &member.doc {
        Some(doc) => docs::prose(doc),
        None if member.name() == "message" && matches!(data.shape, Shape::Error) => {
            vec![MESSAGE.to_owned()]
        }
        None => Vec::new(),
    };
    lines.extend(place(member));
    if matches!(member.ty, Type::Nullable(_)) {
        lines.push(match member.required {
            true => "Sent as `null` if it is [`Nullable::Null`].".to_owned(),
            false => "[`Nullable::Null`] is sent as `null`, and `None` is not sent.".to_owned(),
        });
    }
    if member.of.idempotency_token {
        lines.push("Identifies a request and its retries. If absent, the client generates one.".to_owned());
    }
    if let Some(default) = &member.of.default {
        let default = docs::code(&value::json(default));
        lines.push(match data.shape {
            Shape::Input => format!("If absent, the service uses {default}."),
            _ => format!("Defaults to {default}."),
        });
    }
    lines.extend(constraints::notes(&member.checks, &member.ty, data.in_request));
    if lines.is_empty() {
        lines.push(on_the_wire(member));
    }
    lines
}

fn on_the_wire(member: &Member) -> String {
    let name = docs::code(&member.of.wire_name);
    match member.of.place {
        Place::Path => "Part of the path.".to_owned(),
        Place::Query => format!("Sent in the query as {name}."),
        _ => format!("On the wire: {name}."),
    }
}

fn place(member: &Member) -> Option<String> {
    let name = || docs::code(&member.of.wire_name);
    match member.of.place {
        Place::Header => Some(format!("Sent in the {} header.", name())),
        Place::PrefixHeaders => Some(format!("Sent in headers whose names begin with {}.", name())),
        Place::QueryParams => Some("Its entries are sent in the query string.".to_owned()),
        Place::Payload => Some(match &member.of.stream {
            None => "Sent as the whole body.".to_owned(),
            Some(Stream::Bytes) => "Sent as the whole body, piece by piece.".to_owned(),
            Some(Stream::Events { format: StreamFormat::Sse, .. }) => {
                "Server-sent events, as they arrive.".to_owned()
            }
            Some(Stream::Events { format: StreamFormat::Ndjson, .. }) => {
                "JSON values, one per line, as they arrive.".to_owned()
            }
        }),
        Place::Additional => Some("Members of the JSON object that the spec does not list.".to_owned()),
        Place::StatusCode => Some("The status code of the response.".to_owned()),
        Place::Path | Place::Query | Place::Body | Place::Error => None,
    }
}
