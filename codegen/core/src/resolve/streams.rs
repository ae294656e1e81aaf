//! Streamed bodies: bytes and events.

use super::Resolver;
use super::places::Role;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, StreamFormat, Type};
use crate::suggest::suggest;
use crate::syntax::{self as spec, Place};
use crate::text::Span;

impl<'a> Resolver<'a> {
    /// Returns how a member is streamed, if it is; reports errors.
    pub(super) fn stream(
        &mut self,
        written: &'a spec::Member,
        ty: &Type,
        place: Place,
        role: Role,
    ) -> Option<model::Stream> {
        let stream = written.stream.as_ref()?;
        let is_input = matches!(role, Role::Input { .. });
        let is_part = matches!(role, Role::Input { has_parts: true, .. }) && place == Place::Body;
        let (message, help) = if self.is_aws_json() {
            ("streams are not valid with this protocol", "remove `stream`")
        } else if !is_input && role != Role::Output {
            ("`stream` on a member that is not a body", "remove `stream`, or move the member")
        } else if is_part {
            ("`stream` on a file, which can always be a stream", "remove `stream`")
        } else if place != Place::Payload {
            ("a stream must be the whole body", "write `in: payload`, or remove `in`")
        } else if stream.events && is_input {
            ("a request cannot be a stream of events", "write `stream: true` on a `blob`")
        } else if !stream.events && !matches!(ty, Type::Blob | Type::Error) {
            (
                "`stream: true` is only valid for a `blob`",
                "write `type: blob`, or in an output `stream: TYPE` with `format: sse` or `format: ndjson`",
            )
        } else {
            self.check_beside_stream(written);
            if stream.events {
                return self.events(written, stream, ty);
            }
            return Some(model::Stream::Bytes);
        };
        self.error(&codes::STREAMING, message, &stream.span, help);
        None
    }

    fn events(&mut self, written: &spec::Member, stream: &spec::Stream, ty: &Type) -> Option<model::Stream> {
        let Some(format) = &stream.format else {
            let message = format!("missing `format` of the events of `{}`", written.name.value);
            let diagnostic = Diagnostic::new(&codes::MISSING_KEY, message).label(&stream.span, "");
            self.report(
                diagnostic
                    .help("add `format: sse` for server-sent events, or `format: ndjson` for lines of JSON"),
            );
            return None;
        };
        if let (Some(end), StreamFormat::Ndjson) = (&stream.end, format.value) {
            let message = "`end` is not valid with `format: ndjson`";
            self.error(&codes::STREAMING, message, &end.span, "remove `end`");
        }
        if let Some(end) = &stream.end
            && let model::StreamEnd::Event(name) = &end.value
        {
            self.check_last_event(name, &end.span, ty);
        }
        let end = stream.end.as_ref().map(|end| end.value.clone());
        Some(model::Stream::Events { format: format.value, end })
    }

    /// Reports the name of a last event that a union of events does not have.
    fn check_last_event(&mut self, name: &str, span: &Span, ty: &Type) {
        let Type::Union(id) = ty else { return };
        let Some(definition) = self.definitions.get(id.index()).and_then(Option::as_ref) else { return };
        let known: Vec<&str> = match &definition.shape {
            model::Shape::Union(members, model::UnionForm::Named | model::UnionForm::Tagged(_)) => {
                members.iter().map(|member| member.wire_name.as_str()).collect()
            }
            _ => return,
        };
        if !known.contains(&name) {
            let message = format!("`{}` has no event `{}`", definition.head.name, name.escape_debug());
            let help = suggest(name, &known);
            self.error(&codes::STREAMING, message, span, help);
        }
    }

    /// Reports constraints and defaults of a stream, which is never in memory as a whole.
    fn check_beside_stream(&mut self, written: &spec::Member) {
        let values = [
            ("default", written.default.as_ref().map(|it| &it.span)),
            ("const", written.constant.as_ref().map(|it| &it.span)),
            ("idempotencyToken", written.idempotency_token.as_ref()),
        ];
        let constraints = written.constraints.written().filter(|(key, _)| *key != "format");
        for (key, span) in constraints.chain(values.into_iter().filter_map(|(key, span)| Some((key, span?))))
        {
            let message = format!("`{key}` on a stream");
            self.error(&codes::STREAMING, message, span, format!("remove `{key}`"));
        }
    }
}
