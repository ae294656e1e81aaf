//! Members outside of a JSON body: the verbs that write them, and the parts of a head that they are read from.

use super::{ident, method, runtime, string, value};
use crate::plan::{
    BodyFormat, FormStyle, Json, ListStyle, Member, Operation, Place, Protocol, Service, Shape, Stream,
    StreamEnd, StreamFormat, TimestampFormat, Type, UnionForm, Value,
};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

/// The kind of a whole body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PayloadKind {
    Json,
    Text,
    Blob,
    Stream,
}

fn payload_kind(member: &Member, protocol: Protocol) -> PayloadKind {
    match member.ty.plain() {
        Type::String | Type::Enum(_) if member.of.is_raw(protocol) => PayloadKind::Text,
        Type::Blob => PayloadKind::Blob,
        Type::ByteStream | Type::EventStream(_) => PayloadKind::Stream,
        _ => PayloadKind::Json,
    }
}

/// The format of a body with members, if it is not JSON.
pub(super) fn format(body: BodyFormat) -> Option<TokenStream> {
    match body {
        BodyFormat::Json => None,
        BodyFormat::Form(FormStyle::Plain) => Some(quote!(.form())),
        BodyFormat::Form(FormStyle::Brackets) => Some(quote!(.bracket_form())),
        BodyFormat::Multipart => Some(quote!(.multipart())),
    }
}

/// The media type of a member that is the whole body, if its type does not decide.
pub(super) fn media_type(member: &Member) -> Option<TokenStream> {
    Some(method("media_type", [string(member.of.media_type.as_ref()?)]))
}

/// The media type for `Accept`, unless a header of the operation or a member of the input sets it.
pub(super) fn accept(operation: &Operation) -> Option<TokenStream> {
    let is_accept = |member: &Member| {
        member.of.place == Place::Header && member.of.wire_name.eq_ignore_ascii_case("accept")
    };
    let media_type =
        operation.output.members.iter().find_map(|member| match (&member.of.media_type, &member.of.stream) {
            (Some(media_type), _) => Some(media_type.as_str()),
            (None, Some(Stream::Events { format: StreamFormat::Sse, .. })) => Some("text/event-stream"),
            (None, Some(Stream::Events { format: StreamFormat::Ndjson, .. })) => Some("application/x-ndjson"),
            (None, Some(Stream::Bytes) | None) => None,
        });
    let is_constant = operation.of.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("accept"));
    let is_given = is_constant || operation.input.members.iter().any(is_accept);
    Some(method("header", ["Accept", media_type.filter(|_| !is_given)?].map(string)))
}

/// The conversion of a response's body to a stream.
pub(super) fn stream(service: &Service, member: &Member) -> Option<TokenStream> {
    let field = ident(&member.rust_name);
    let value = match member.of.stream.as_ref()? {
        Stream::Bytes => quote!(body),
        Stream::Events { format, end } => {
            // The data of a tagged union also contains the tag.
            let union = member.ty.parts().find_map(|event| service.definition(event.plain().rust_name()));
            let is_named = union.is_some_and(|def| matches!(def.shape, Shape::Union(UnionForm::Named)));
            let function = ident(match (format, is_named) {
                (StreamFormat::Sse, true) => "named_sse",
                (StreamFormat::Sse, false) => "sse",
                (StreamFormat::Ndjson, _) => "ndjson",
            });
            let end = end.as_ref().map(|end| match end {
                StreamEnd::Data(data) => method("until", [string(data)]),
                StreamEnd::Event(name) => method("until_event", [string(name)]),
            });
            quote!(EventStream::#function(body) #end)
        }
    };
    Some(quote!(const STREAM: Option<OutputStream<Self>> = Some(|output, body| output.#field = #value);))
}

/// The call that encodes a member.
pub(super) fn part(service: &Service, member: &Member, body: BodyFormat) -> TokenStream {
    let name = string(&member.of.wire_name);
    let value = given(member);
    let verb: Ident = ident(match member.of.place {
        Place::QueryParams => return quote!(.query_map(#value)),
        Place::Payload => match payload_kind(member, service.of.protocol) {
            // An absent payload is an empty object.
            PayloadKind::Json
                if service.of.protocol != Protocol::Http
                    && matches!(member.ty.plain(), Type::Structure(_)) =>
            {
                "payload"
            }
            PayloadKind::Json => "json_payload",
            PayloadKind::Text => return quote!(.text_payload(#value)),
            PayloadKind::Blob => return quote!(.blob_payload(#value)),
            PayloadKind::Stream => return quote!(.stream_payload(#value)),
        },
        Place::PrefixHeaders => "prefix_headers",
        Place::Path => return label(member),
        Place::Query => return query(member),
        Place::Header if member.of.style == ListStyle::Json => return quote!(.json_header(#name, #value)),
        Place::Header if *member.ty.plain() == Type::Document => {
            let json = head_part(member, service.of.protocol).map(|(word, _)| ident(word));
            return quote!(.#json(#name, #value));
        }
        Place::Header => "header",
        Place::Body if body == BodyFormat::Multipart => part_kind(service, &member.ty),
        Place::Additional => "additional",
        Place::Body | Place::StatusCode | Place::Error => "field",
    });
    let value = written(member);
    quote!(.#verb(#name, #value))
}

/// The call that encodes a member in the query.
fn query(member: &Member) -> TokenStream {
    let (name, value) = (string(&member.of.wire_name), written(member));
    if let Some(separator) = member.of.style.separator() {
        return quote!(.query_list(#name, #separator, #value));
    }
    let is_nested = |ty: &Type| matches!(ty.plain(), Type::Structure(_) | Type::Map { .. });
    match member.of.style {
        ListStyle::Json => quote!(.query_json(#name, #value)),
        ListStyle::Brackets if is_nested(&member.ty) => quote!(.query_nested(#name, #value)),
        ListStyle::Brackets if matches!(member.ty.plain(), Type::List { item, .. } if is_nested(item)) => {
            quote!(.query_nested(#name, #value))
        }
        ListStyle::Brackets => {
            let name = string(&format!("{}[]", member.of.wire_name));
            quote!(.query(#name, #value))
        }
        _ => quote!(.query(#name, #value)),
    }
}

/// The call that encodes a member in the path.
fn label(member: &Member) -> TokenStream {
    let (name, value) = (string(&member.of.wire_name), written(member));
    match member.of.style.separator() {
        Some(separator) => quote!(.label_list(#name, #separator, #value)),
        // An idempotency token, which the client fills in.
        None if member.of.idempotency_token => quote!(.token_label(#name, #value)),
        None => quote!(.label(#name, #value)),
    }
}

/// The member, in the wrapper for its timestamps or alternatives if there is one.
fn written(member: &Member) -> TokenStream {
    let value = given(member);
    if matches!(member.ty.plain(), Type::Union(_)) && member.of.style != ListStyle::Json {
        return match member.of.place {
            Place::Path => quote!(&codegen::json_text(#value)),
            Place::Query | Place::Header => quote!(&codegen::json_texts(#value)),
            _ => value,
        };
    }
    match timestamp_wrapper(member) {
        Some(wrapper) => quote!(&#wrapper(#value)),
        None => value,
    }
}

/// The value of the member: its constant, or its field.
fn given(member: &Member) -> TokenStream {
    match &member.of.constant {
        Some(Value::String(text)) => string(text).into_token_stream(),
        Some(constant) => {
            let constant = value::constant(constant);
            quote!(&#constant)
        }
        None => {
            let field = ident(&member.rust_name);
            quote!(&input.#field)
        }
    }
}

/// The kind of a member's part in a multipart body.
fn part_kind(service: &Service, ty: &Type) -> &'static str {
    match ty.plain() {
        Type::List { item, .. } => part_kind(service, item),
        Type::FilePart => "file",
        ty @ Type::Union(_) if is_plain(service, ty) => "field",
        Type::Structure(_) | Type::Union(_) | Type::Map { .. } | Type::Document => "json_part",
        _ => "field",
    }
}

/// Whether this is a `oneOf` of simple values.
fn is_plain(service: &Service, union: &Type) -> bool {
    let shape = service.definition(union.rust_name()).map(|def| &def.shape);
    matches!(shape, Some(Shape::Union(UnionForm::Told(told))) if told.iter().all(is_simple))
}

/// Whether JSON is a simple value.
fn is_simple(json: &Json) -> bool {
    match json {
        Json::Boolean | Json::Number | Json::Text | Json::OneOf(_) | Json::Matching(_) => true,
        Json::Any | Json::List | Json::Object(_) => false,
    }
}

/// The wrapper that writes a timestamp, or the timestamps of a list or map, in another format than that of the place.
fn timestamp_wrapper(member: &Member) -> Option<TokenStream> {
    let own = match member.of.place {
        Place::Path | Place::Query => TimestampFormat::DateTime,
        Place::Header => TimestampFormat::HttpDate,
        Place::Body | Place::Payload => TimestampFormat::EpochSeconds,
        _ => return None,
    };
    let format = timestamp_format(&member.ty).filter(|format| *format != own)?;
    let function = ident(runtime::timestamp_form(format));
    Some(quote!(codegen::#function))
}

fn timestamp_format(ty: &Type) -> Option<TimestampFormat> {
    match ty.plain() {
        Type::Timestamp(format) => Some(*format),
        Type::List { item, .. } => timestamp_format(item),
        Type::Map { value, .. } => timestamp_format(value),
        _ => None,
    }
}

/// The source of an output member outside the body.
pub(super) fn head(member: &Member, protocol: Protocol) -> Option<TokenStream> {
    let (name, wire_name) = (string(member.name()), string(&member.of.wire_name));
    let part = ident(head_part(member, protocol)?.1);
    let wire_name = is_named(member).then(|| quote!((#wire_name)));
    Some(quote!((#name, HeadPart::#part #wire_name)))
}

/// Whether a part of a head has the member's name on the wire.
pub(super) fn is_named(member: &Member) -> bool {
    matches!(member.of.place, Place::Header | Place::PrefixHeaders)
}

/// The part of a head that a member is: its word where a macro takes it, and its variant of `HeadPart`.
pub(super) fn head_part(member: &Member, protocol: Protocol) -> Option<(&'static str, &'static str)> {
    Some(match member.of.place {
        // With AWS in base64 (Smithy, `mediaType`), else as it is.
        Place::Header if *member.ty.plain() == Type::Document => match protocol {
            Protocol::Http => ("json_header", "JsonHeader"),
            Protocol::RestJson1 | Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
                ("base64_json_header", "Base64JsonHeader")
            }
        },
        Place::Header => ("header", "Header"),
        Place::PrefixHeaders => ("prefix", "PrefixHeaders"),
        Place::StatusCode => ("status", "Status"),
        Place::Payload => match payload_kind(member, protocol) {
            PayloadKind::Json => ("payload", "Payload"),
            PayloadKind::Text => ("text_payload", "TextPayload"),
            PayloadKind::Blob => ("blob_payload", "BlobPayload"),
            PayloadKind::Stream => ("stream", "Stream"),
        },
        Place::Path | Place::Query | Place::QueryParams | Place::Body | Place::Additional | Place::Error => {
            return None;
        }
    })
}
