//! Unions.

use super::types::Resolved;
use super::{Resolver, timestamps};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, Member, Shape};
use crate::syntax::{self as spec, Place};
use crate::text::Span;
use std::collections::HashMap;

impl<'a> Resolver<'a> {
    pub(super) fn union(&mut self, name: &str, members: &'a [spec::Member], span: &Span) -> Shape {
        if members.is_empty() {
            self.error(&codes::EMPTY_UNION, "a union needs a member", span, "write it `name: type`");
        }
        let mut on_wire: HashMap<&str, &Span> = HashMap::new();
        let mut resolved = Vec::new();
        for member in members {
            let wire_name = member.wire_name.as_ref().unwrap_or(&member.name);
            self.check_name(wire_name);
            if let Some(first) = on_wire.insert(&wire_name.value, &wire_name.span) {
                let message = format!("two members would be `{}` on the wire", wire_name.value);
                let diagnostic =
                    Diagnostic::new(&codes::WIRE_NAME, message).label(&wire_name.span, "again here");
                self.report(diagnostic.label(first, "first here").help("give one of them another `name`"));
            }
            resolved.push(self.union_member(member, name));
        }
        Shape::Union(resolved)
    }

    fn union_member(&mut self, written: &'a spec::Member, holder: &str) -> Member {
        let refused = [
            (written.required.as_ref(), "`required`: a union has just one of its members"),
            (
                written.nullable.as_ref(),
                "`nullable`: a union has just one of its members, and that has a value",
            ),
            (written.default.as_ref().map(|default| &default.span), "`default`: one of them is always there"),
            (written.idempotency_token.as_ref(), "`idempotencyToken`: only a member of an input has"),
            (written.place.as_ref().map(|place| &place.span), "`in`: it is sent with the union"),
            (written.media_type.as_ref().map(|it| &it.span), "`mediaType`: only a whole body has"),
            (written.stream.as_ref().map(|it| &it.span), "`stream`: only a whole body has"),
        ];
        for (span, why) in refused {
            if let Some(span) = span {
                self.error(&codes::UNION_MEMBER, format!("a union's member has no {why}"), span, "remove it");
            }
        }
        let head = self.member_head(written);
        let Resolved { target, format, .. } = self.member_type(written, holder);
        let format = format.unwrap_or_else(|| self.timestamps_of(Place::Body));
        Member {
            head,
            wire_name: written.wire_name.as_ref().unwrap_or(&written.name).value.clone(),
            place: model::Place::Body,
            media_type: None,
            stream: None,
            target: timestamps::with_format(target, format),
            required: false,
            nullable: false,
            default: None,
            idempotency_token: false,
        }
    }
}
