//! Streams.

use super::fields::Fields;
use super::habits;
use super::members::item;
use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::suggest::stream_format_elsewhere;
use crate::syntax::{Spanned, Stream, StreamEnd, Type};
use crate::vocabulary::{KINDS, STREAM_FORMATS, constraint, item, member, stream_end as end_keys};
use crate::yaml::{Kind, Node, Scalar};

/// The `stream` of a member, and the type of its events.
pub(super) fn stream(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> (Option<Stream>, Option<Type>) {
    let end = fields.read(walk, member::END, stream_end);
    let node = fields.get(member::STREAM);
    let is_stream = match node.map(Node::scalar) {
        None => Some(false),
        Some(Some(Scalar::Boolean(is_stream))) => Some(is_stream),
        Some(_) => None,
    };
    let (Some(node), None) = (node, is_stream) else {
        if habits::is_of_events(walk, fields) {
            return (None, Some(Type::Unreadable));
        }
        if let Some(end) = end {
            walk.error(&codes::STREAMING, "`end` without a stream of events", &end.span, "remove `end`");
        }
        let of_bytes =
            |node: &Node| Stream { span: node.span.clone(), events: false, format: None, end: None };
        return (node.filter(|_| is_stream == Some(true)).map(of_bytes), None);
    };
    let span = node.span.clone();
    if let Some(other) = KINDS.iter().find_map(|key| fields.get(key)) {
        let message = "two types for the events";
        let diagnostic = Diagnostic::new(&codes::TWO_TYPES, message).label(&other.span, "second type");
        let help = "remove it, or write `stream: true` on a `blob`";
        walk.report(diagnostic.label(&span, "first one").help(help));
    }
    let events = item(walk, node, item::MAPPING);
    for (key, span) in events.constraints.written() {
        let message = format!("`{key}` on a stream");
        walk.error(&codes::STREAMING, message, span, format!("remove `{key}`"));
    }
    let ty = Some(events.ty);
    let Some(format) = fields.take(constraint::FORMAT) else {
        return (Some(Stream { span, events: true, format: None, end }), ty);
    };
    let help = format.text().and_then(stream_format_elsewhere);
    let format = walk.word(format, STREAM_FORMATS, help.map(|format| format!("write `format: {format}`")));
    (format.map(|format| Stream { span, events: true, format: Some(format), end }), ty)
}

/// Parses what ends a stream.
fn stream_end(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<StreamEnd>> {
    if let Kind::Scalar { .. } = node.kind {
        return Some(walk.string(node)?.map(StreamEnd::Data));
    }
    let mut fields = walk.fields(node, end_keys::MAPPING)?;
    let event = fields.text(walk, end_keys::EVENT);
    fields.finish(walk);
    event.map(|event| event.map(StreamEnd::Event))
}
