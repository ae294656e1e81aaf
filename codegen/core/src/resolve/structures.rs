//! Structures: inputs, outputs, errors and the data they are made of.

use super::names::{Kind, Scope};
use super::places::Places;
use super::types::{Checked, Head, holds_unknown, is_unknown};
use super::{Lowering, timestamps};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir;
use crate::syntax::{self as spec, Place, Spanned};

/// What a structure is for, which decides where its members may travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The input of an operation.
    Input {
        /// Where members travel that don't say.
        place: Place,
        /// The operation's method, if that sends no body.
        bodiless: Option<&'static str>,
    },
    /// The output of an operation.
    Output,
    /// An error: its members may be missing whatever the spec says, since an answer may come from a proxy.
    Error,
    /// A part of one of these.
    Data,
}

impl<'a> Lowering<'a> {
    /// Lowers members to a structure; who may send it and what checks it is found out at the end.
    pub(super) fn structure(&mut self, head: Head, members: &'a [spec::Member], role: Role) -> ir::Structure {
        let Head { name, rust_name, doc, deprecated } = head;
        let mut fields = Scope::default();
        let mut places = Places::new(role);
        let mut lowered = Vec::new();
        for member in members {
            if self.is_full() {
                break;
            }
            lowered.push(self.member(member, &rust_name, &mut fields, &mut places));
        }
        self.check_places(&places);
        if role == Role::Output {
            self.remark_on_output(members);
        }
        ir::Structure {
            name,
            rust_name,
            deprecated,
            doc,
            in_request: false,
            in_response: false,
            members: lowered,
            validator: None,
        }
    }

    /// Remarks upon `output: { list: TYPE }` and `{ type: TYPE }`, which are members of these names, and may be meant as
    /// what the whole answer is.
    fn remark_on_output(&mut self, members: &[spec::Member]) {
        let [member] = members else { return };
        let spec::Type::Name(ty) = &member.ty else { return };
        let (what, body) = match member.name.value.as_str() {
            "list" => ("is an array", "document"),
            "type" if self.types.contains_key(ty.value.as_str()) => ("has that type", ty.value.as_str()),
            _ => return,
        };
        let message = format!("this is an object with a member called `{}`", member.name.value);
        let diagnostic = Diagnostic::new(&codes::DOUBTFUL_OUTPUT, message).label(&member.name.span, "");
        let help = format!("write `body: {{ type: {body}, in: payload }}` if the answer itself {what}");
        self.report(diagnostic.help(help));
    }

    fn member(
        &mut self,
        written: &'a spec::Member,
        holder: &str,
        fields: &mut Scope,
        places: &mut Places<'a>,
    ) -> ir::Member {
        let rust_name = self.rust_name(Kind::Field, &written.name, written.rust.as_ref());
        if !rust_name.is_empty()
            && let Err(diagnostic) = fields.take(&rust_name, &written.name.span)
        {
            self.report(diagnostic);
        }
        let place = self.place(written, places.role);
        let doc = self.doc(written.doc.as_ref());
        let deprecated = self.deprecated(written.deprecated.as_ref());
        let owner = written.rust.as_ref().unwrap_or(&written.name);
        let owner = Spanned { value: format!("{holder}_{}", owner.value), span: written.name.span.clone() };
        let Checked { ty, checks, format } = self.ty(&written.ty, &written.constraints, &owner);
        let ty = timestamps::with_format(ty, format.unwrap_or_else(|| timestamps::of_place(place)));
        if !holds_unknown(&ty) {
            self.check_type_of_place(written, place, &ty, places.role);
        }
        self.check_wire_name(written, place, places);
        let idempotency_token = self.idempotency_token(written, &ty, places);
        let default = self.default(written, &ty, holder);
        let required = written.required.is_some() && !matches!(places.role, Role::Error);
        ir::Member {
            name: written.name.value.clone(),
            rust_name,
            wire_name: written.wire_name.as_ref().unwrap_or(&written.name).value.clone(),
            place: match place {
                Place::Path => ir::Place::Path,
                // No service with an unreadable place is emitted.
                Place::Query | Place::Unreadable => ir::Place::Query,
                Place::QueryParams => ir::Place::QueryParams,
                Place::Header => ir::Place::Header,
                Place::PrefixHeaders => ir::Place::PrefixHeaders,
                Place::Payload => ir::Place::Payload,
                Place::StatusCode => ir::Place::StatusCode,
                Place::Body => ir::Place::Body,
            },
            required: required && default.is_none() && !idempotency_token,
            ty,
            default,
            idempotency_token,
            deprecated,
            doc,
            checks,
        }
    }

    /// Whether the client makes up the member's value; a mistake in that is reported.
    fn idempotency_token(
        &mut self,
        written: &'a spec::Member,
        ty: &ir::Type,
        places: &mut Places<'a>,
    ) -> bool {
        let Some(span) = &written.idempotency_token else {
            return false;
        };
        let message = if !matches!(places.role, Role::Input { .. }) {
            "only a member of an input marks a request and its repetitions"
        } else if *ty.plain() != ir::Type::String && !is_unknown(ty) {
            "what marks a request is a string"
        } else if written.default.is_some() {
            "what marks a request has no default: each request gets another value"
        } else if places.token.replace(span).is_some() {
            "one member is enough to mark a request"
        } else {
            return true;
        };
        self.error(&codes::IDEMPOTENCY_TOKEN, message, span, "remove `idempotencyToken`");
        false
    }

    pub(super) fn define_structure(&mut self, head: Head, members: &'a [spec::Member]) {
        // The place is kept, so that types written in place come after the structure that holds them.
        let at = self.lowered.len();
        let structure = self.structure(head, members, Role::Data);
        self.lowered.insert(at, ir::TypeDef::Structure(structure));
    }
}
