//! Constants: members with a fixed value.

use super::Resolver;
use super::auth::is_value;
use super::places::Role;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Type;
use crate::syntax::{self as spec, Literal, Place};

impl Resolver<'_> {
    /// Reports a constant that is not valid for its member, without checking its value.
    pub(super) fn check_const(&mut self, written: &spec::Member, ty: &Type, place: Place, role: Role) {
        let Some(constant) = &written.constant else {
            self.suggest_const(written, role);
            return;
        };
        let text = match &constant.value {
            Literal::String(text) => text.as_str(),
            _ => "-",
        };
        let is_input = matches!(role, Role::Input { .. });
        let beside = [
            (written.default.as_ref().map(|it| &it.span), "default"),
            (written.nullable.as_ref(), "nullable"),
            (written.idempotency_token.as_ref(), "idempotencyToken"),
            (written.constraints.sensitive.as_ref(), "sensitive"),
        ];
        if let Some((span, key)) = beside.iter().find_map(|(span, key)| span.map(|span| (span, key))) {
            let message = format!("`{key}` on a constant");
            self.error(&codes::CONST, message, span, format!("remove `{key}`, or `const`"));
            return;
        }
        let (message, help) = if has_no_constants(ty) {
            ("a constant must be a string, an enum value, a number or a boolean", "remove `const`")
        } else if role == Role::Error {
            ("`const` on a member of an error", "remove it; to identify the error, write its `code`")
        } else if !is_input && !matches!(place, Place::Body | Place::Error) {
            ("a constant of a response must be in its body", "remove `const`, or the member")
        } else if place == Place::Payload {
            ("`const` on the whole body", "remove `const`, or `in: payload`")
        } else if place == Place::Path && text.is_empty() {
            ("empty value in the path", "write the value of this path segment")
        } else if place == Place::Header && !is_value(text) {
            ("invalid header value", "use visible ASCII characters, and spaces only between them")
        } else {
            return;
        };
        self.error(&codes::CONST, message, &constant.span, help);
    }

    /// Suggests `const` in place of an enum of one value that is also the default.
    fn suggest_const(&mut self, written: &spec::Member, role: Role) {
        if let (spec::Type::Enum(values, span), Some(default)) = (&written.ty, &written.default)
            && let [only] = values.as_slice()
            && default.value == Literal::String(only.value.value.clone())
            && role != Role::Error
        {
            let note = Diagnostic::new(&codes::SINGLE_VALUE, "enum of one value that is also the default")
                .label(span, "");
            let value = only.value.value.escape_debug();
            self.report(
                note.help(format!("if the value is always sent, replace both by `const: \"{value}\"`")),
            );
        }
    }
}

/// Whether a type has no constants.
pub(super) fn has_no_constants(ty: &Type) -> bool {
    match ty {
        Type::String
        | Type::Boolean
        | Type::Integer(_)
        | Type::Float
        | Type::Double
        | Type::Enum(_)
        | Type::IntEnum(_)
        | Type::Error => false,
        Type::Timestamp(_)
        | Type::Date
        | Type::Blob
        | Type::Document
        | Type::List { .. }
        | Type::Map { .. }
        | Type::Structure(_)
        | Type::Union(_) => true,
    }
}
