//! A field of a structure: its docs, and how serde reads and writes it.

use super::structure::{Role, compact, default_functions, is_optional};
use crate::emit::{constraints, docs, ident, runtime, string, ty, value};
use crate::format::doc_line;
use crate::plan::{Member, Place, Stream, StreamFormat, Structure, TimestampFormat, Type, names};
use proc_macro2::TokenStream;
use quote::quote;

/// The doc of an error's message.
const MESSAGE: &str = "The service's error message.";

pub(super) fn field(data: &Structure, member: &Member, role: Role) -> TokenStream {
    let doc = docs::attributes(&doc(member, data.in_request, role));
    let deprecated = docs::deprecated(member.deprecated.as_ref());
    let serde = serde(data, member, role);
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    let name = ident(&member.rust_name);
    let ty = ty(&member.ty);
    let ty = if is_optional(member, role) { quote!(Option<#ty>) } else { ty };
    quote! {
        #doc
        #deprecated
        #serde
        pub #name: #ty,
    }
}

/// A member of an error, where a macro takes it.
pub(super) fn field_lines(data: &Structure, member: &Member) -> Vec<String> {
    let mut lines: Vec<String> =
        doc(member, data.in_request, Role::Error).iter().map(|line| doc_line(line)).collect();
    lines.extend(member.deprecated.as_ref().map(docs::deprecated_text));
    let serde: Vec<String> = serde(data, member, Role::Error).iter().map(ToString::to_string).collect();
    if !serde.is_empty() {
        lines.push(format!("#[serde({})]", serde.join(", ")));
    }
    lines.push(format!("{}: Option<{}>,", ident(&member.rust_name), compact(&ty(&member.ty))));
    lines
}

/// What serde must know: a name that it would not make, a form that is not the type's own, a default.
fn serde(data: &Structure, member: &Member, role: Role) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let in_body = member.place == Place::Body;
    let name = serde_name(member);
    if Case::of(data).apply(&member.rust_name) != name {
        let name = string(name);
        parts.push(quote!(rename = #name));
    }
    let form = timestamp_form(&member.ty).filter(|_| in_body);
    let optional = is_optional(member, role);
    if !optional && member.default.is_some() {
        let [default, or_default] = default_functions(data, member);
        let path = |function| format!("{}::{function}", data.rust_name);
        let (default, or_default) = (path(default), path(or_default));
        parts.push(quote!(default = #default, deserialize_with = #or_default));
        parts.extend(form.map(serialize_with));
    } else if optional && matches!(member.ty, Type::Nullable(_)) {
        let read = format!("{}::nullable", runtime::CODEGEN);
        parts.push(quote!(default, deserialize_with = #read, skip_serializing_if = "Option::is_none"));
        parts.extend(form.map(serialize_with));
    } else if let Some(form) = form {
        parts.extend(optional.then(|| quote!(default)));
        parts.push(quote!(with = #form));
    }
    parts
}

fn serialize_with(form: String) -> TokenStream {
    let serialize = form + "::serialize";
    quote!(serialize_with = #serialize)
}

/// The module that writes the timestamps that a value holds, if they don't write themselves so.
pub(super) fn timestamp_form(ty: &Type) -> Option<String> {
    let format = match ty {
        Type::List { item, .. } => return timestamp_form(item),
        Type::Map { value, .. } => return timestamp_form(value),
        Type::Sensitive(inner) | Type::Nullable(inner) | Type::Boxed(inner) => return timestamp_form(inner),
        Type::Timestamp(TimestampFormat::DateTime) => "date_time",
        Type::Timestamp(TimestampFormat::HttpDate) => "http_date",
        _ => return None,
    };
    Some(format!("{}::{format}", runtime::CODEGEN))
}

fn serde_name(member: &Member) -> &str {
    names::serde_name(member.place, &member.name, &member.wire_name)
}

/// What serde's `rename_all` makes of the names of a structure's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Camel,
    Pascal,
    /// As in Rust.
    Snake,
}

impl Case {
    /// The case of the first member's name or of the service's names, so that a member more changes no line but its own.
    pub(super) fn of(data: &Structure) -> Self {
        let first = data.members.first().and_then(|member| serde_name(member).chars().next());
        match first.is_some_and(|c| c.is_ascii_uppercase()) {
            true => Self::Pascal,
            false if data.snake_case => Self::Snake,
            false => Self::Camel,
        }
    }

    /// What serde calls it, if it has to know.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Camel => Some("camelCase"),
            Self::Pascal => Some("PascalCase"),
            Self::Snake => None,
        }
    }

    fn apply(self, field: &str) -> String {
        if self == Self::Snake {
            return field.to_owned();
        }
        let mut name = String::new();
        for (index, word) in field.split('_').filter(|word| !word.is_empty()).enumerate() {
            let mut chars = word.chars();
            let lower = index == 0 && self == Self::Camel;
            let first =
                chars.next().map(|c| if lower { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() });
            name.extend(first.into_iter().chain(chars));
        }
        name
    }
}

/// The doc of a member, its place if not where one would look, its default, and what its value must satisfy.
fn doc(member: &Member, in_request: bool, role: Role) -> Vec<String> {
    let mut lines = match &member.doc {
        Some(doc) => docs::prose(doc),
        None if member.name == "message" && role == Role::Error => vec![MESSAGE.to_owned()],
        None => docs::prose(&format!("The `{}` member.", member.name)),
    };
    lines.extend(place(member));
    if matches!(member.ty, Type::Nullable(_)) {
        lines.push(match member.required {
            true => "Sent as `null` if it is [`Nullable::Null`].".to_owned(),
            false => "[`Nullable::Null`] is sent as `null`, and `None` is not sent.".to_owned(),
        });
    }
    if member.idempotency_token {
        lines.push("Identifies a request and its retries. If absent, the client generates one.".to_owned());
    }
    if let Some(default) = &member.default {
        let default = docs::code(&value::json(default));
        lines.push(match role {
            Role::Input => format!("If absent, the service uses {default}."),
            Role::Error | Role::Data => format!("Defaults to {default}."),
        });
    }
    lines.extend(constraints::notes(&member.checks, &member.ty, in_request));
    lines
}

fn place(member: &Member) -> Option<String> {
    let name = || docs::code(&member.wire_name);
    match member.place {
        Place::Header => Some(format!("Sent in the {} header.", name())),
        Place::PrefixHeaders => Some(format!("Sent in headers whose names begin with {}.", name())),
        Place::QueryParams => Some("Its entries are sent in the query string.".to_owned()),
        Place::Payload => Some(match &member.stream {
            None => "Sent as the whole body.".to_owned(),
            Some(Stream::Bytes) => "Sent as the whole body, piece by piece.".to_owned(),
            Some(Stream::Events { format: StreamFormat::Sse, .. }) => {
                "Server-sent events, as they arrive.".to_owned()
            }
            Some(Stream::Events { format: StreamFormat::Ndjson, .. }) => {
                "JSON values, a line each, as they arrive.".to_owned()
            }
        }),
        Place::StatusCode => Some("The status code of the response.".to_owned()),
        Place::Path | Place::Query | Place::Body => None,
    }
}
