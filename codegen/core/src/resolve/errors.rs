//! Errors, and the errors of each operation.

use super::Resolver;
use super::places::Role;
use super::structures::Holder;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, ErrorId, ErrorStatus, Head, Member, Retryable, Type, TypeRef};
use crate::suggest::closest;
use crate::syntax::{self as spec, ErrorType, Spanned};
use crate::text::Span;
use crate::vocabulary::spec::ERRORS;
use heck::ToSnakeCase;
use std::collections::{HashMap, HashSet};

/// Maximum number of shared errors, counted once for each operation, since code is generated for each.
const MAX_SHARED: usize = 100_000;

impl<'a> Resolver<'a> {
    /// Reports too many shared errors.
    pub(super) fn refuse_too_many_errors(&mut self) {
        if self.shares_too_many() {
            self.lost = true;
            let service = &self.document.service.errors;
            let [errors, operations] = [service.len(), self.document.operations.len()];
            let span = service.first().map_or(0..0, |first| first.span.clone());
            let message = format!("too many errors: {operations} operations with {errors} errors each");
            self.error(&codes::TOO_LARGE, message, &span, "move errors to the operations that return them");
        }
    }

    fn shares_too_many(&self) -> bool {
        self.document.service.errors.len().saturating_mul(self.document.operations.len()) > MAX_SHARED
    }

    /// Reports duplicate names in a list of errors.
    pub(super) fn refuse_repeated_errors(&mut self) {
        let document = self.document;
        let lists = document.operations.iter().map(|operation| &operation.errors);
        for names in lists.chain([&document.service.errors]) {
            let mut seen: HashMap<&str, &Span> = HashMap::new();
            for name in names {
                if let Some(first) = seen.insert(&name.value, &name.span) {
                    let (code, what) = (&codes::DUPLICATE_ERROR, format!("`{}`", name.value));
                    let diagnostic = Diagnostic::duplicate(code, what, &name.span, first);
                    self.report(diagnostic.help("remove one of them"));
                }
            }
        }
    }

    /// Returns the errors of the service and of the operation, without duplicates.
    pub(super) fn errors_of(&mut self, written: &'a spec::Operation) -> Vec<ErrorId> {
        let mut found: Vec<(ErrorId, &'a ErrorType)> = Vec::new();
        let mut listed: HashSet<&str> = HashSet::new();
        let shared = if self.shares_too_many() { &[] } else { &self.document.service.errors[..] };
        for name in shared.iter().chain(&written.errors) {
            match self.errors.get_key_value(name.value.as_str()).map(|(key, found)| (*key, *found)) {
                Some((key, error)) => {
                    self.used.insert(key);
                    if listed.insert(key) {
                        found.push(error);
                    }
                }
                None => {
                    self.lost = true;
                    let known: Vec<&str> =
                        self.document.errors.iter().map(|error| error.name.value.as_str()).collect();
                    let diagnostic = Diagnostic::unknown(
                        &codes::UNDEFINED_ERROR,
                        "error",
                        &name.value,
                        &name.span,
                        &known,
                    );
                    let is_close = closest(&name.value, &known).is_some();
                    // The errors were written under another key, which was reported.
                    if !is_close && self.document.meant.contains(&ERRORS.name) {
                        continue;
                    }
                    let help = format!("define it as `{}: {{ status: … }}` under `errors`", name.value);
                    self.report(diagnostic.instead((!is_close).then_some(help)));
                }
            }
        }
        self.refuse_same_marks(found.iter().map(|(_, error)| *error));
        found.into_iter().map(|(id, _)| id).collect()
    }

    /// Reports errors of an operation that a client cannot distinguish.
    fn refuse_same_marks(&mut self, errors: impl Iterator<Item = &'a ErrorType>) {
        let mut known: HashMap<Mark<'_>, &ErrorType> = HashMap::new();
        for error in errors {
            let mark = self.mark(error);
            if let Some(first) = known.get(&mark) {
                let (message, help) = match mark {
                    Mark::Code(code) => {
                        (format!("two errors with the code `{code}`"), "change the `code` of one of them")
                    }
                    Mark::Status(status) => (
                        format!("two errors with the status {status} and no code"),
                        "add a `code` to each, and `failure: { code: … }` to the service",
                    ),
                    Mark::Other(status) => (
                        format!("two errors with the status `{status}`"),
                        "write the `status` of one of them",
                    ),
                };
                let diagnostic =
                    Diagnostic::new(&codes::SAME_CODE, message).label(&error.name.span, "this one");
                let diagnostic = diagnostic.label(&first.name.span, "or this one");
                self.report(diagnostic.help(help));
            } else {
                known.insert(mark, error);
            }
        }
    }

    /// Reports `retryable` errors after which an operation is not sent again: from 500 on, the service may
    /// have acted.
    pub(super) fn report_retries_without_effect(&mut self, operations: &[model::Operation]) {
        let mut affected: HashMap<ErrorId, &str> = HashMap::new();
        for operation in operations.iter().filter(|operation| !operation.is_repeatable()) {
            for error in &operation.errors {
                affected.entry(*error).or_insert(&operation.head.name);
            }
        }
        let document = self.document;
        for (index, error) in document.errors.iter().enumerate() {
            let (Some(retryable), Some(status)) = (&error.retryable, &error.status) else { continue };
            let is_servers = matches!(status.value, ErrorStatus::One(500..));
            let may_have_acted = retryable.value == Retryable::Yes && is_servers;
            if let Some(name) = affected.get(&ErrorId::new(index)).filter(|_| may_have_acted) {
                let message = format!(
                    "`retryable` has no effect: `{name}` is not retried after `{}`",
                    error.name.value
                );
                let diagnostic = Diagnostic::new(&codes::RETRYABLE, message).label(&retryable.span, "");
                let help = format!(
                    "write `retryable: throttling` if the service did nothing, or \
                     `idempotent: true` on `{name}` if it is safe to repeat"
                );
                self.report(diagnostic.label(&status.span, "not safe to repeat").help(help));
            }
        }
    }

    /// Resolves every error.
    pub(super) fn errors(&mut self) -> Vec<model::ErrorType> {
        let document = self.document;
        let members = &document.service.error_members;
        if document.errors.len().saturating_mul(members.len()) > MAX_SHARED {
            let message = format!(
                "too many members: {} errors with {} members each",
                document.errors.len(),
                members.len()
            );
            let span = members.first().map_or(0..0, |first| first.name.span.clone());
            self.error(&codes::TOO_LARGE, message, &span, "move members to the errors that have them");
            return Vec::new();
        }
        let errors = document.errors.iter().enumerate();
        errors.map(|(index, error)| self.error_type(ErrorId::new(index), error)).collect()
    }

    /// Returns the identification of an error: in plain HTTP, its status if it has no code.
    fn mark(&self, error: &'a ErrorType) -> Mark<'a> {
        match error.status.as_ref().map(|status| status.value) {
            Some(other @ (ErrorStatus::Class(_) | ErrorStatus::Default)) => Mark::Other(other),
            Some(ErrorStatus::One(status)) if self.is_http() && error.code.is_none() => Mark::Status(status),
            Some(ErrorStatus::One(_)) | None => Mark::Code(code(error)),
        }
    }

    /// Reports a code that no response can have.
    fn check_code(&mut self, code: &Spanned<String>) {
        let bare = bare(&code.value);
        if bare != Some(&code.value) && !code.value.is_empty() {
            let message = format!("`{}` is not a valid error code", code.value.escape_debug());
            let help = match bare {
                Some(bare) => {
                    format!("write `code: {bare}`; the client ignores what precedes `#` or follows `:`")
                }
                None => "write the code from the API's reference".to_owned(),
            };
            self.error(&codes::ERROR_CODE, message, &code.span, help);
        }
    }

    /// Reports a status, a place or a code that the error cannot have.
    fn check_error(&mut self, written: &'a ErrorType) {
        if let Some(Spanned { value: ErrorStatus::One(status), span }) = &written.status
            && !(400..600).contains(status)
            && !(self.document.service.failure.when.is_some() && (200..300).contains(status))
        {
            let message = format!("{status} is not a status of an error");
            let help = match self.is_http() && (200..300).contains(status) {
                true => {
                    "write a status from 400 to 599; if the body marks failures, add `failure: { when: { pointer: /ok, equals: false } }` to the service"
                }
                false => "write a status from 400 to 599",
            };
            self.error(&codes::STATUS, message, span, help);
        }
        if let Some(at) = written.at.as_ref().filter(|_| !self.is_http()) {
            let message = "`at` is only valid with `protocol: http`";
            self.error(&codes::FAILURE, message, &at.span, "remove `at`");
        }
        match &written.code {
            Some(code) if is_default(written) => {
                let help = "remove `code`, or write the status of the error";
                self.error(&codes::ERROR_CODE, "`code` on a default error", &code.span, help);
            }
            Some(code) => self.check_name(code),
            None => {}
        }
        if let Some(code) = written.code.as_ref().filter(|_| self.is_http())
            && self.document.service.failure.code.is_empty()
        {
            let help = "add the place of codes to the `service`, as in `failure: { code: /error/code }`";
            self.error(&codes::FAILURE, "`code` without the place of codes in a response", &code.span, help);
        }
        if !is_default(written) && !self.is_http() {
            self.check_code(written.code.as_ref().unwrap_or(&written.name));
        }
    }

    fn error_type(&mut self, id: ErrorId, written: &'a ErrorType) -> model::ErrorType {
        self.check_error(written);
        let head = self.head(&written.name, &written.head);
        let own = |name: &str| written.members.iter().any(|own| own.name.value == name);
        let shared = self.document.service.error_members.iter().filter(|shared| !own(&shared.name.value));
        let all: Vec<&'a spec::Member> = shared.chain(&written.members).collect();
        let has_message = all.iter().any(|member| is_message(member));
        let own = if has_message { Vec::new() } else { vec![message()] };
        let holder = (Holder::Error(id), head.name.as_str(), Role::Error);
        let members = self.members(own, all.iter().copied(), holder);
        let named = all.iter().zip(&members).find(|(written, _)| is_message(written));
        if let Some((written, member)) = named.filter(|_| has_message)
            && !(member.target.ty == Type::String
                && written.default.is_none()
                && !member.target.constraints.sensitive)
            && member.target.ty != Type::Error
        {
            let help = "write `type: string`, or give the member another name with `rust:`";
            self.error(
                &codes::MESSAGE,
                "the `message` of an error must be a string",
                &written.name.span,
                help,
            );
        }
        // An invalid status was reported.
        let status = written.status.as_ref().map_or(ErrorStatus::One(500), |status| status.value);
        model::ErrorType {
            head,
            code: if is_default(written) { String::new() } else { code(written).to_owned() },
            status,
            has_own_code: written.code.is_some(),
            at: written.at.as_ref().map(|at| at.value.clone()),
            retryable: written.retryable.as_ref().map(|it| it.value),
            members,
        }
    }
}

/// Identification of an error among those of its operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Mark<'a> {
    /// Its code.
    Code(&'a str),
    /// Its status.
    Status(u16),
    /// It is the default error, of all statuses or of one class.
    Other(ErrorStatus),
}

/// Returns a code without its namespace and URI, as a client compares it (Smithy restJson1, "Operation error
/// serialization").
pub(super) fn bare(code: &str) -> Option<&str> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.split_once('#').map_or(code, |(_, name)| name).trim();
    (!code.is_empty()).then_some(code)
}

fn code(error: &ErrorType) -> &str {
    &error.code.as_ref().unwrap_or(&error.name).value
}

fn is_default(error: &ErrorType) -> bool {
    matches!(error.status, Some(Spanned { value: ErrorStatus::Class(_) | ErrorStatus::Default, .. }))
}

/// Whether a member is the message of its error.
fn is_message(member: &spec::Member) -> bool {
    member.head.rust.as_ref().unwrap_or(&member.name).value.to_snake_case() == "message"
}

/// The `message` of every error.
fn message() -> Member {
    Member {
        head: Head::named("message"),
        wire_name: "message".to_owned(),
        place: model::Place::Body,
        media_type: None,
        style: model::ListStyle::default(),
        stream: None,
        target: TypeRef::new(Type::String),
        required: false,
        nullable: false,
        default: None,
        constant: None,
        idempotency_token: false,
    }
}
