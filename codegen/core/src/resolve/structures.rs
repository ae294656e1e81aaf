//! Members of inputs, outputs, structures, unions and errors.

use super::places::{Places, Role, is_object};
use super::types::Resolved;
use super::{Resolver, timestamps};
use crate::diagnostic::codes;
use crate::model::{self, ErrorId, Member, Shape, Type, TypeId};
use crate::syntax::{self as spec, Place, Spanned};

/// An owner of members.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holder {
    /// The input of the operation of this index.
    Input(usize),
    /// The output of the operation of this index.
    Output(usize),
    /// A structure.
    Structure(TypeId),
    /// An error.
    Error(ErrorId),
}

impl<'a> Resolver<'a> {
    /// Appends members to those that `holder`, called `name`, already has.
    pub(super) fn members(
        &mut self,
        mut resolved: Vec<Member>,
        members: impl IntoIterator<Item = &'a spec::Member>,
        (holder, name, role): (Holder, &str, Role),
    ) -> Vec<Member> {
        let mut places = Places::new(role);
        for member in members {
            if self.is_full() {
                break;
            }
            self.note_values(member, holder, resolved.len());
            resolved.push(self.member(member, name, &mut places));
        }
        self.check_places(&places);
        resolved
    }

    pub(super) fn structure(&mut self, id: TypeId, name: &str, members: &'a [spec::Member]) -> Shape {
        Shape::Structure(self.members(Vec::new(), members, (Holder::Structure(id), name, Role::Data)))
    }

    /// Warns of `output: { list: TYPE }` and `{ type: TYPE }`: these are members of these names, and may be
    /// meant as the whole body.
    pub(super) fn remark_on_output(&mut self, members: &[spec::Member]) {
        let [member] = members else { return };
        let spec::Type::Name(ty) = &member.ty else { return };
        let (what, body) = match member.name.value.as_str() {
            "list" if self.is_http() => ("is an array", format!("list: {}", ty.value)),
            "list" => ("is an array", "type: document".to_owned()),
            "type" if self.types.contains_key(ty.value.as_str()) => {
                ("has that type", format!("type: {}", ty.value))
            }
            _ => return,
        };
        let message = format!("this output is an object with a member named `{}`", member.name.value);
        let help = format!("write `body: {{ {body}, in: payload }}` if the whole response {what}");
        self.error(&codes::DOUBTFUL_OUTPUT, message, &member.name.span, help);
    }

    fn member(&mut self, written: &'a spec::Member, holder: &str, places: &mut Places<'a>) -> Member {
        if written.is_number {
            self.refuse_number(written);
        }
        let place = self.place(written, places.role);
        let head = self.head(&written.name, &written.head);
        let Resolved { target, format, .. } = self.member_type(written, holder);
        let target = timestamps::with_format(target, format.unwrap_or_else(|| self.timestamps_of(place)));
        let stream = self.stream(written, &target.ty, place, places.role);
        if !target.ty.has_error() && stream.is_none() {
            self.check_type_of_place(written, place, &target.ty, places.role);
        }
        self.check_wire_name(written, place, places);
        self.check_media_type(written, place, places.role);
        let idempotency_token = self.idempotency_token(written, &target.ty, places);
        self.check_default(written, &target.ty);
        self.check_const(written, &target.ty, place, places.role);
        let required = written.required.is_some() && !matches!(places.role, Role::Error);
        Member {
            head,
            wire_name: written.wire().value.clone(),
            place,
            // A streamed body always exists, and may be empty.
            required: (required && written.default.is_none() && !idempotency_token)
                || (stream.is_some() && matches!(places.role, Role::Output)),
            stream,
            style: self.list_style(written, place, &target.ty),
            media_type: written.media_type.as_ref().map(|media_type| media_type.value.clone()),
            nullable: self.nullable(written, place),
            target,
            // Its value is resolved when all types are known.
            default: written.default.as_ref().map(|_| model::Value::Null),
            constant: written.constant.as_ref().map(|_| model::Value::Null),
            idempotency_token,
        }
    }

    /// Returns the type of a member; one written in place is named after its owner and the member.
    pub(super) fn member_type(&mut self, written: &'a spec::Member, holder: &str) -> Resolved<'a> {
        let owner = format!("{holder}_{}", written.name.value);
        let owner = Spanned { value: owner, span: written.name.span.clone() };
        self.type_ref(&written.ty, &written.constraints, &owner)
    }

    /// Returns the notation of a member outside of the body; reports one that it does not have.
    fn list_style(&mut self, written: &'a spec::Member, place: Place, ty: &Type) -> model::ListStyle {
        use model::ListStyle::{Brackets, Comma, Json, Pipe, Repeat, Semicolon, Space};
        let Some(style) = &written.style else { return model::ListStyle::default() };
        let Some(value) = style.value else { return model::ListStyle::default() };
        let is_query = matches!(place, Place::Query | Place::Error);
        let is_list = matches!(ty, Type::List { .. } | Type::Union(_) | Type::Error);
        let has_style = match value {
            Comma | Space | Pipe | Semicolon => is_list && (is_query || place == Place::Path),
            Repeat => is_list && is_query,
            Brackets => is_query && (is_list || is_object(ty)),
            Json => is_query || place == Place::Header,
        };
        if !has_style {
            let (message, help) = match (place, value) {
                (Place::Path, _) if is_list => {
                    ("a list in the path must be one value", "write `style: comma`")
                }
                (_, Json) => (
                    "`style: json` is only valid for members in the query or a header of a request",
                    "remove `style`",
                ),
                _ if is_query && is_object(ty) => (
                    "a structure or map in the query must have `style: brackets` or `style: json`",
                    "write `style: brackets`",
                ),
                _ => (
                    "`style` is only valid for lists, structures and maps in the query or the path",
                    "remove `style`",
                ),
            };
            self.error(&codes::PLACE, message, &style.span, help);
        }
        value
    }

    /// Returns whether the value may be `null`; reports errors.
    fn nullable(&mut self, written: &'a spec::Member, place: Place) -> bool {
        let Some(span) = &written.nullable else { return false };
        let (message, help) = if !matches!(place, Place::Body | Place::Error) {
            ("`nullable` is only valid in a JSON body", "remove `nullable`; an optional member may be absent")
        } else if written.default.is_some() {
            (
                "`default` on a nullable member",
                "remove `default` if `null` has its own meaning, or else `nullable`",
            )
        } else if written.idempotency_token.is_some() {
            ("`nullable` on an idempotency token", "remove `nullable`")
        } else {
            return true;
        };
        self.error(&codes::NULLABLE, message, span, help);
        false
    }

    /// Returns whether the client fills in the value; reports errors.
    fn idempotency_token(&mut self, written: &'a spec::Member, ty: &Type, places: &mut Places<'a>) -> bool {
        let Some(span) = &written.idempotency_token else {
            return false;
        };
        let message = if !matches!(places.role, Role::Input { .. }) {
            "an idempotency token must be a member of an input"
        } else if !matches!(ty, Type::String | Type::Error) {
            "an idempotency token must be a string"
        } else if written.default.is_some() {
            "`default` on an idempotency token"
        } else if places.token.replace(span).is_some() {
            "two idempotency tokens"
        } else {
            return true;
        };
        self.error(&codes::IDEMPOTENCY_TOKEN, message, span, "remove `idempotencyToken`");
        false
    }
}
