//! Constants.

use super::walk::Walk;
use crate::syntax::{Literal, Spanned, Type, Value};
use crate::yaml::Node;

/// The value that a member always has.
pub(super) fn constant(walk: &mut Walk<'_>, node: &Node) -> Value {
    walk.refuse_date(node);
    let mut constant = walk.literal(node);
    if matches!(constant.value, Literal::Null | Literal::List(_) | Literal::Map(_)) {
        let help = "write the value that is always sent, as in `const: 1`";
        walk.expected("a string, a number or a boolean", node, Some(help.to_owned()));
        constant.value = Literal::Unreadable;
    }
    constant
}

/// The type of a constant that follows from its value.
pub(super) fn type_of(constant: &Value) -> Type {
    let name = match constant.value {
        Literal::String(_) => "string",
        Literal::Boolean(_) => "boolean",
        Literal::Integer(_) => "long",
        Literal::Float(_) => "double",
        Literal::Null | Literal::List(_) | Literal::Map(_) | Literal::Unreadable => return Type::Unreadable,
    };
    Type::Name(Spanned::new(name.to_owned(), &constant.span))
}
