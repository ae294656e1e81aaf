//! Constant headers of requests.

use super::fields::Fields;
use super::walk::{Walk, is_simple_type};
use crate::syntax::Header;
use crate::vocabulary::Key;
use crate::yaml::{Kind, Node};

/// Constant headers of requests. A type in place of a value is meant for a member.
pub(super) fn headers(walk: &mut Walk<'_>, fields: &mut Fields<'_>, key: &'static Key) -> Vec<Header> {
    fields.entries(walk, key, |walk, name, node: &Node| {
        let is_type = match &node.kind {
            Kind::Scalar { .. } => is_simple_type(node),
            Kind::Mapping(_) | Kind::Sequence(_) => true,
            Kind::Refused => false,
        };
        if is_type {
            let help = "write the constant value, or use a member with `in: header`";
            walk.expected("a header value", node, Some(help.to_owned()));
            return None;
        }
        Some(Header { name, value: walk.string(node)? })
    })
}
