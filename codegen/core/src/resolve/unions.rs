//! Unions.

use super::types::Resolved;
use super::{Resolver, timestamps};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, Member, Shape, Type, UnionForm};
use crate::syntax::{self as spec, Place};
use crate::text::Span;
use std::collections::HashMap;

impl<'a> Resolver<'a> {
    pub(super) fn union(
        &mut self,
        name: &str,
        members: &'a [spec::Member],
        tag: Option<&'a spec::Tag>,
        span: &Span,
    ) -> Shape {
        if members.is_empty() {
            self.error(&codes::EMPTY_UNION, "a union must have members", span, "write `NAME: TYPE`");
        }
        let mut on_wire: HashMap<&str, &Span> = HashMap::new();
        let mut resolved = Vec::new();
        for member in members {
            let wire_name = member.wire();
            self.check_name(wire_name);
            if let Some(first) = on_wire.insert(&wire_name.value, &wire_name.span) {
                self.refuse_same_name(wire_name, first);
            }
            resolved.push(self.union_member(member, name));
        }
        let is_number = self.has_numbers(members, tag.is_some());
        let form = tag.map_or(UnionForm::Named, |spec::Tag { name, content }| {
            let content = content.as_ref().map(|content| content.value.clone());
            UnionForm::Tagged(model::Tag { name: name.value.clone(), is_number, content })
        });
        Shape::Union(resolved, form)
    }

    /// The alternatives of a `oneOf`.
    pub(super) fn one_of(&mut self, name: &str, alternatives: &'a [spec::Member]) -> Shape {
        let members = alternatives.iter().map(|it| self.union_member(it, name));
        Shape::Union(members.collect(), UnionForm::Told(Vec::new()))
    }

    /// Whether the members' names on the wire are numbers; reports a mix, and numbers without a tag.
    fn has_numbers(&mut self, members: &'a [spec::Member], has_tag: bool) -> bool {
        let numbers = members.iter().filter(|member| member.is_number).count();
        for member in
            members.iter().filter(|member| member.is_number && !(has_tag && numbers == members.len()))
        {
            self.refuse_number(member);
        }
        numbers > 0
    }

    /// Reports a number as the name on the wire of a member without a tag.
    pub(super) fn refuse_number(&mut self, member: &'a spec::Member) {
        if let Some(name) = &member.wire_name {
            let help = format!(
                "quote it: \"{}\"; numbers are only valid if all members of a union with a `tag` have them",
                name.value
            );
            let diagnostic = Diagnostic::expected(&codes::WRONG_TYPE, "a string", "a number", &name.span);
            self.report(diagnostic.help(help));
        }
    }

    /// Reports tags that are also members, and members that cannot contain a tag.
    pub(super) fn check_tags(&mut self, service: &model::Service) {
        for (id, written, tag) in std::mem::take(&mut self.tagged) {
            self.check_name(&tag.name);
            if let Some(content) = &tag.content {
                self.check_name(content);
                if content.value == tag.name.value {
                    let message = "`tag` and `content` name the same member";
                    self.error(
                        &codes::TAG,
                        message,
                        &content.span,
                        "write the member with the value as `content`",
                    );
                }
                continue;
            }
            for (member, written) in service.definition(id).members().iter().zip(written) {
                let span = &written.name.span;
                let Type::Structure(inner) = member.target.ty else {
                    if !member.target.ty.has_error() {
                        let message = format!(
                            "`{}` is not a structure, so it cannot contain the tag",
                            member.head.name
                        );
                        let help =
                            "make it a structure, or add `content: NAME` if the value is in another member";
                        self.error(&codes::TAG, message, span, help);
                    }
                    continue;
                };
                let inner = service.definition(inner);
                if inner.members().iter().any(|it| it.place == Place::Additional) {
                    let message =
                        format!("`{}` has additional members, which would contain the tag", inner.head.name);
                    let diagnostic = Diagnostic::new(&codes::TAG, message).label(span, "");
                    let help = "remove the member with `in: additional`";
                    self.report(diagnostic.label(&tag.name.span, "the tag").help(help));
                }
                if inner.members().iter().any(|it| it.wire_name == tag.name.value) {
                    let message =
                        format!("the tag `{}` is also a member of `{}`", tag.name.value, inner.head.name);
                    let diagnostic = Diagnostic::new(&codes::TAG, message).label(&tag.name.span, "the tag");
                    let diagnostic = diagnostic.label(span, "has a member of this name");
                    let help = format!("remove `{}` from the structure; the union adds it", tag.name.value);
                    self.report(diagnostic.help(help));
                }
            }
        }
    }

    fn union_member(&mut self, written: &'a spec::Member, holder: &str) -> Member {
        let refused = [
            (written.required.as_ref(), "required"),
            (written.nullable.as_ref(), "nullable"),
            (written.default.as_ref().map(|default| &default.span), "default"),
            (written.constant.as_ref().map(|it| &it.span), "const"),
            (written.idempotency_token.as_ref(), "idempotencyToken"),
            (written.place.as_ref().map(|place| &place.span), "in"),
            (written.media_type.as_ref().map(|it| &it.span), "mediaType"),
            (written.style.as_ref().map(|it| &it.span), "style"),
            (written.stream.as_ref().map(|it| &it.span), "stream"),
        ];
        for (span, key) in refused {
            if let Some(span) = span {
                self.error(
                    &codes::UNION_MEMBER,
                    format!("`{key}` on a member of a union"),
                    span,
                    "remove it",
                );
            }
        }
        let head = self.head(&written.name, &written.head);
        let Resolved { target, format, .. } = self.member_type(written, holder);
        let format = format.unwrap_or_else(|| self.timestamps_of(Place::Body));
        Member {
            head,
            wire_name: written.wire().value.clone(),
            place: Place::Body,
            media_type: None,
            style: model::ListStyle::default(),
            stream: None,
            target: timestamps::with_format(target, format),
            required: false,
            nullable: false,
            default: None,
            constant: None,
            idempotency_token: false,
        }
    }
}
