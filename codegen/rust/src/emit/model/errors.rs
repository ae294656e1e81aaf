//! What makes structures errors.

use crate::emit::place::{PayloadKind, payload_kind};
use crate::emit::{ident, string};
use crate::format::Block;
use speccast_core::ir::{ErrorType, Member, Operation, Place, Retryable};

/// The errors of an operation.
pub(super) fn operation_error(operation: &Operation, doc: &[String]) -> Block {
    let mut block = Block::new("operation_error!");
    block.docs(doc);
    block.open(&format!("pub enum {}", operation.error));
    block.entries(operation.errors.iter().map(|error| ident(error).to_string()));
    block
}

/// How an error is recognized and read.
pub(super) fn modeled_error(error: &ErrorType) -> Block {
    let mut entries = vec![format!("code: {}", string(&error.code)), format!("status: {}", error.status)];
    entries.extend(error.retryable.map(|retryable| {
        let word = match retryable {
            Retryable::Throttling => "throttling",
            Retryable::Yes => "true",
            Retryable::No => "false",
        };
        format!("retryable: {word}")
    }));
    let head: Vec<String> = error.structure.members.iter().filter_map(head_entry).collect();
    if !head.is_empty() {
        entries.push(format!("head: [{}]", head.join(", ")));
    }
    let mut block = Block::new("modeled_error!");
    block.open(&error.structure.rust_name);
    block.entries(entries);
    block
}

fn head_entry(member: &Member) -> Option<String> {
    let (name, wire_name) = (string(&member.name), string(&member.wire_name));
    match member.place {
        Place::Header => Some(format!("{name} = header {wire_name}")),
        Place::PrefixHeaders => Some(format!("{name} = prefix {wire_name}")),
        Place::StatusCode => Some(format!("{name} = status")),
        Place::Payload => Some(match payload_kind(&member.ty) {
            PayloadKind::Json => format!("{name} = payload"),
            PayloadKind::Text => format!("{name} = text_payload"),
            PayloadKind::Blob => format!("{name} = blob_payload"),
        }),
        Place::Path | Place::Query | Place::QueryParams | Place::Body => None,
    }
}
