//! Errors: their enums, and their macros.

use super::field::field_lines;
use crate::emit::place::{head_part, is_named};
use crate::emit::{docs, ident, runtime, string};
use crate::format::Block;
use crate::plan::{
    Definition, ErrorStatus, ErrorType, Member, Operation, Place, Protocol, Retryable, Service,
};
use speccast_core::model::ErrorId;

/// The errors of an operation.
pub(super) fn operation_error(service: &Service, operation: &Operation, doc: &[String]) -> Block {
    let mut block = Block::new(runtime::macro_path("operation_error"));
    block.docs(doc);
    block.open(&format!("pub enum {}", operation.error));
    let name = |id: &ErrorId| ident(&service.error(*id).structure.rust_name).to_string();
    block.entries(operation.of.errors.iter().map(name));
    block
}

/// Whether an error is defined as a structure with a builder, because a member has a default.
pub(super) fn is_built(data: &Definition) -> bool {
    data.members.iter().any(|member| member.of.default.is_some())
}

/// The errors of a service, one entry an error.
pub(super) fn modeled_errors(errors: &[&ErrorType], protocol: Protocol) -> Block {
    let mut block = Block::table(runtime::macro_path("modeled_errors"));
    for error in errors {
        let data = &error.structure;
        block.entry_docs(&doc(error));
        if let Some(deprecated) = data.deprecated() {
            block.entry_attribute(docs::deprecated_text(deprecated));
        }
        let name = ident(&data.rust_name).to_string();
        let code = own_code(error).map(|code| format!(" = {}", string(code))).unwrap_or_default();
        let retry = retry(error).map(|word| format!(" {word}")).unwrap_or_default();
        let head = format!("{name}{code}: {}{retry}", status(error));
        if is_message_only(data) && error.of.at.is_none() {
            block.entries([head]);
            continue;
        }
        let at = error.of.at.as_ref().map(|at| format!(" at {}", string(at))).unwrap_or_default();
        block.nested_entry(
            &head,
            data.members.iter().flat_map(|member| field_lines(data, member)),
            &(heads(data, protocol) + &at),
        );
    }
    block
}

/// How an error is recognized and read.
pub(super) fn modeled_error(error: &ErrorType, protocol: Protocol) -> Block {
    let code = if is_default(error) { &error.structure.rust_name } else { &error.of.code };
    let mut entries = vec![format!("code: {}", string(code))];
    let is_http = protocol == Protocol::Http;
    entries.extend(is_http.then(|| format!("has_code: {}", error.has_own_code)));
    entries.push(format!("status: {}", status(error)));
    entries.extend(retry(error).map(|word| format!("retryable: {word}")));
    let head = heads(&error.structure, protocol);
    if !head.is_empty() {
        entries.push(head.trim_start().replacen("head ", "head: ", 1));
    }
    entries.extend(error.of.at.as_ref().map(|at| format!("at: {}", string(at))));
    let mut block = Block::new(runtime::macro_path("modeled_error"));
    block.open(&error.structure.rust_name);
    block.entries(entries);
    block
}

/// Whether an error only has the message that every error has.
fn is_message_only(data: &Definition) -> bool {
    match data.members.as_slice() {
        [only] => {
            let is_plain = only.doc.is_none() && only.of.head.deprecated.is_none() && only.checks.is_empty();
            is_plain
                && only.name() == "message"
                && only.of.wire_name == "message"
                && only.of.place == Place::Body
        }
        _ => false,
    }
}

/// The doc of an error; without one, how it is recognized.
pub(super) fn doc(error: &ErrorType) -> Vec<String> {
    if let Some(doc) = error.structure.doc() {
        return docs::prose(doc);
    }
    let code = own_code(error).map(|code| format!(", code {}", docs::code(code))).unwrap_or_default();
    vec![match error.of.status {
        ErrorStatus::One(status) => format!("Status {status}{code}."),
        ErrorStatus::Class(class) => format!("Any other error of status {class}xx."),
        ErrorStatus::Default => "Any other error.".to_owned(),
    }]
}

/// Whether an error stands for all other statuses, or for the others of one class.
fn is_default(error: &ErrorType) -> bool {
    matches!(error.of.status, ErrorStatus::Class(_) | ErrorStatus::Default)
}

/// The code of an error, if it differs from the name.
fn own_code<'m>(error: &ErrorType<'m>) -> Option<&'m str> {
    let is_name = error.of.code == error.structure.rust_name && !error.has_own_code;
    (!is_name && !is_default(error)).then_some(&error.of.code)
}

fn status(error: &ErrorType) -> String {
    match error.of.status {
        ErrorStatus::One(status) => status.to_string(),
        ErrorStatus::Class(4) => "client_error".to_owned(),
        ErrorStatus::Class(_) => "server_error".to_owned(),
        ErrorStatus::Default => "default".to_owned(),
    }
}

fn retry(error: &ErrorType) -> Option<&'static str> {
    error.of.retryable.map(|retryable| match retryable {
        Retryable::Throttling => "throttling",
        Retryable::Yes => "retryable",
        Retryable::No => "not_retryable",
    })
}

/// ` head [...]`, if members are outside the body.
fn heads(data: &Definition, protocol: Protocol) -> String {
    let heads: Vec<String> = data.members.iter().filter_map(|member| head(member, protocol)).collect();
    if heads.is_empty() { String::new() } else { format!(" head [{}]", heads.join(", ")) }
}

fn head(member: &Member, protocol: Protocol) -> Option<String> {
    let (word, _) = head_part(member, protocol)?;
    let wire_name = is_named(member).then(|| format!(" {}", string(&member.of.wire_name)));
    Some(format!("{} = {word}{}", string(member.name()), wire_name.unwrap_or_default()))
}
