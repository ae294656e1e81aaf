//! Formats of bodies, and media types.

use super::Resolver;
use super::places::{Role, is_list, is_simple, is_token};
use crate::diagnostic::codes;
use crate::model::{BodyFormat, FormStyle, Member, Type, TypeRef};
use crate::syntax::{self as spec, Place, Spanned};

impl<'a> Resolver<'a> {
    /// The format of a request's body; JSON if the spec's is invalid.
    pub(super) fn body_format(
        &mut self,
        written: &'a spec::Operation,
        bodiless: Option<&str>,
        input: &[Member],
    ) -> BodyFormat {
        let Some(body) = &written.body else {
            return BodyFormat::default();
        };
        let payload = written.input.iter().zip(input).find(|(_, it)| it.place == Place::Payload);
        let has_members = input.iter().any(|it| matches!(it.place, Place::Body | Place::Additional));
        let message = match (bodiless, payload) {
            _ if self.is_aws_json() => "every body is JSON with this protocol".to_owned(),
            (Some(method), _) => format!("a `{method}` request has no body"),
            (None, Some((payload, _))) => format!("`{}` is the whole body", payload.name.value),
            (None, None) if !has_members && !written.input.is_empty() => {
                "`body` without a member in the body".to_owned()
            }
            (None, None) => {
                self.check_form(written, body.value, input);
                return body.value;
            }
        };
        self.error(&codes::BODY, message, &body.span, "remove `body`");
        BodyFormat::default()
    }

    /// Reports members of responses that never have a body: RFC 9110 sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5.
    pub(super) fn check_output_body(
        &mut self,
        written: &'a spec::Operation,
        bodiless: Option<&str>,
        output: &[Member],
    ) {
        let is_empty = |status: &Spanned<u16>| matches!(status.value, 204 | 205 | 304);
        let response = match (bodiless, written.statuses.as_slice()) {
            (Some("HEAD"), _) => "a response to `HEAD`".to_owned(),
            (_, statuses @ [first, ..]) if statuses.iter().all(is_empty) => {
                format!("a response with the status {}", first.value)
            }
            _ => return,
        };
        let mut members = written.output.iter().zip(output);
        if let Some((member, _)) = members.find(|(_, it)| matches!(it.place, Place::Body | Place::Payload)) {
            let message = format!("{response} has no body, but `{}` is in it", member.name.value);
            let help = "write `in: header`, or remove the member";
            self.error(&codes::BODY, message, &member.name.span, help);
        }
    }

    /// Reports members that the format cannot represent.
    fn check_form(&mut self, written: &'a spec::Operation, format: BodyFormat, input: &[Member]) {
        if format == BodyFormat::Json {
            return;
        }
        for (member, resolved) in written.input.iter().zip(input) {
            let name = member.wire();
            if resolved.place == Place::Header && name.value.eq_ignore_ascii_case("content-type") {
                let message = format!("`Content-Type` of this body is always `{}`", format.media_type());
                self.error(
                    &codes::HEADER_NAME,
                    message,
                    &name.span,
                    "remove the member; the client sets the header",
                );
            }
            if format == BodyFormat::Multipart && resolved.place == Place::Additional {
                let message = "additional members in a multipart body";
                self.error(&codes::BODY, message, &member.name.span, "write a member for each part");
            }
            if format == BodyFormat::Multipart && resolved.place == Place::Body {
                self.check_file(member, &resolved.target);
            }
            let ty = match (&resolved.target.ty, resolved.place) {
                (Type::Map { value, .. }, Place::Additional) => &value.ty,
                (ty, _) => ty,
            };
            let fits = match format {
                BodyFormat::Json | BodyFormat::Form(FormStyle::Brackets) | BodyFormat::Multipart => true,
                BodyFormat::Form(FormStyle::Plain) => is_simple(ty) || is_list(ty) || self.is_plain(ty, true),
            };
            let is_body = matches!(resolved.place, Place::Body | Place::Additional);
            if is_body && !fits && *ty != Type::Error {
                let message = "a plain form can only contain simple values and lists of them";
                let help = "write `body: { form: brackets }` if the API expects `items[0][price]=7`";
                self.error(&codes::BODY, message, &member.name.span, help);
            }
        }
    }

    /// Reports constraints on files, which are never in memory as a whole.
    fn check_file(&mut self, member: &spec::Member, target: &TypeRef) {
        let file = match &target.ty {
            Type::List { item, .. } => item,
            _ => target,
        };
        if file.ty == Type::Blob && (!file.constraints.is_unbounded() || file.constraints.sensitive) {
            let message = "constraints on a file, which may be a stream";
            self.error(&codes::STREAMING, message, &member.name.span, "remove them, also from the type");
        }
    }

    /// Reports an invalid media type, and one of a member that is not the body.
    pub(super) fn check_media_type(&mut self, member: &spec::Member, place: Place, role: Role) {
        let Some(media_type) = &member.media_type else { return };
        let (text, span) = (media_type.value.as_str(), &media_type.span);
        let essence = text.split(';').next().unwrap_or_default().trim_end();
        let is_type = essence.split_once('/').is_some_and(|(ty, subtype)| is_token(ty) && is_token(subtype));
        if !(matches!(role, Role::Input { .. } | Role::Output) && place == Place::Payload) {
            let message = "`mediaType` on a member that is not the whole body";
            self.error(&codes::PLACE, message, span, "add `in: payload`, or remove `mediaType`");
        } else if !is_type || !text.chars().all(|c| c == '\t' || (' '..='~').contains(&c)) {
            let message = "invalid media type";
            self.error(&codes::BODY, message, span, "write a type and a subtype, as in `text/csv`");
        } else if matches!(role, Role::Input { .. }) && essence.contains('*') {
            let help =
                "write one media type; if callers choose it, add a member `Content-Type` with `in: header`";
            self.error(&codes::BODY, "expected one media type, found a range", span, help);
        }
    }
}
