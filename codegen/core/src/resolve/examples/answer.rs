//! Checks whether a response of an example leads to its outcome: by status and code.

use super::Of;
use super::json::entry;
use crate::model::{self, ErrorId, ErrorStatus, Place, Protocol};
use crate::resolve::errors::bare;
use crate::syntax::{self as spec, ExampleError, Literal};
use crate::text::Span;

impl Of<'_, '_> {
    /// Compares a response with the output or error of the example.
    pub(super) fn answer(&mut self, written: &spec::Example) {
        let Some(response) = &written.response else { return };
        match (&written.output, &written.error) {
            (Some(output), None) => {
                self.output_status(response, output);
                let members = &self.resolved.output;
                self.answer_body(response, members);
            }
            (None, Some(ExampleError::Named(name, _))) => {
                // An error that the operation does not return was reported.
                if let Some((error, _)) = self.errors.get(name.value.as_str())
                    && self.resolved.errors.contains(error)
                {
                    // The client ignores members of the body with other types.
                    self.error_status(response, *error, &name.span);
                }
            }
            _ => {}
        }
    }

    fn output_status(&mut self, response: &spec::ExampleResponse, output: &spec::Value) {
        let Some(status) = status(response) else { return };
        if !self.is_success(status.value) {
            let message = format!("`output` for a response with status {}", status.value);
            let help = match self.resolved.statuses.first() {
                Some(first) => format!("write `error` instead of `output`, or `status: {first}`"),
                None => "write `error` instead of `output`, or a status from 200 to 299".to_owned(),
            };
            self.error(&message, &status.span, &help);
            return;
        }
        if self.is_failure(response) {
            let message = "`output` for a response that is a failure according to `when`";
            self.error(message, &status.span, "write `error` instead of `output`, or change the body");
            return;
        }
        let (Some(member), Literal::Map(entries)) =
            (self.resolved.output.iter().find(|it| it.place == Place::StatusCode), &output.value)
        else {
            return;
        };
        let help = format!("write `{}: {}`", member.head.name, status.value);
        match entries.iter().find(|(name, _)| name.value == member.head.name) {
            Some((_, value)) if matches!(value.value, Literal::Integer(code) if code != i64::from(status.value)) =>
            {
                let message = format!("the response has status {}", status.value);
                self.error(&message, &value.span, &help);
            }
            Some(_) => {}
            None => {
                let start = entries.first().map_or(output.span.end, |(first, _)| first.span.end);
                let message = format!("missing `{}`, the status of the response", member.head.name);
                self.error(&message, &(output.span.start..start), &help);
            }
        }
    }

    fn error_status(&mut self, response: &spec::ExampleResponse, error: ErrorId, named: &Span) {
        let error = self.service.error(error);
        let Some(status) = status(response) else { return };
        let name = &error.head.name;
        if self.is_success(status.value) && !self.is_failure(response) {
            let message = format!("`error` for a response with status {}", status.value);
            let wanted = if let ErrorStatus::One(status) = error.status { status } else { 400 };
            let help = format!("write `status: {wanted}`");
            self.error(&message, &status.span, &help);
            return;
        }
        if self.service.protocol == model::Protocol::Http {
            self.plain_error(response, error, status, named);
            return;
        }
        let errors = self.resolved.errors.iter().map(|id| self.service.error(*id));
        let of_status: Vec<&model::ErrorType> =
            errors.filter(|it| it.status == ErrorStatus::One(status.value)).collect();
        let ErrorStatus::One(wanted) = error.status else {
            self.default_error(response, error, &of_status, named);
            return;
        };
        let with_code =
            |before: &str| format!("{before}the code: `headers: {{ x-amzn-errortype: {} }}`", error.code);
        match self.code(response, &of_status) {
            Some((code, span)) if code != error.code => {
                let message =
                    format!("the response has the code `{code}`, but `{name}` has `{}`", error.code);
                self.error(&message, span, "change the code or the error");
            }
            Some(_) => {}
            None if status.value != wanted => {
                let message = format!("the status of `{name}` is {wanted}");
                let help = with_code(&format!("write `status: {wanted}`, or "));
                self.error(&message, &status.span, &help);
            }
            None => {
                let help = with_code("add ");
                if of_status.len() > 1 {
                    let message = format!("several errors have the status of `{name}`, {}", status.value);
                    self.error(&message, named, &help);
                } else if let Some(body) =
                    response.body.as_ref().filter(|body| !may_be_of(body, error, self.service.protocol))
                {
                    let message = format!(
                        "a response without a code is `{name}` only if its body has one of the error's members"
                    );
                    self.error(&message, &body.span, &help);
                }
            }
        }
    }

    /// Whether a status is a success.
    fn is_success(&self, status: u16) -> bool {
        match self.resolved.statuses.as_slice() {
            [] => (200..300).contains(&status),
            statuses => statuses.contains(&status),
        }
    }

    /// Whether a body makes a response a failure.
    fn is_failure(&self, response: &spec::ExampleResponse) -> bool {
        let Some(when) = &self.service.failure.when else { return false };
        let found = response.body.as_ref().and_then(|body| at(body, &when.pointer));
        let Some(found) = found else { return false };
        let Some(wanted) = &when.equals else {
            return match &found.value {
                Literal::Null | Literal::Boolean(false) | Literal::Unreadable => false,
                Literal::Boolean(true) | Literal::Integer(_) | Literal::Float(_) => true,
                Literal::String(text) => !text.is_empty(),
                Literal::List(items) => !items.is_empty(),
                Literal::Map(entries) => !entries.is_empty(),
            };
        };
        match (&found.value, wanted) {
            (Literal::Boolean(found), model::Value::Boolean(wanted)) => found == wanted,
            (Literal::Integer(found), model::Value::Integer(wanted)) => found == wanted,
            (Literal::String(found), model::Value::String(wanted)) => found == wanted,
            _ => false,
        }
    }

    /// Whether a response of plain HTTP is the error: by its code, or by its status among the errors without
    /// one.
    fn plain_error(
        &mut self,
        response: &spec::ExampleResponse,
        error: &model::ErrorType,
        status: &spec::Spanned<u16>,
        named: &Span,
    ) {
        let code = self.service.failure.code.iter().find_map(|place| plain_code(response, place));
        let errors: Vec<&model::ErrorType> =
            self.resolved.errors.iter().map(|id| self.service.error(*id)).collect();
        let by_code =
            code.as_ref().and_then(|code| errors.iter().find(|it| it.has_own_code && it.code == *code));
        let by_status =
            || errors.iter().find(|it| !it.has_own_code && it.status == ErrorStatus::One(status.value));
        let other = |status| errors.iter().find(move |it| it.status == status);
        let of_class = || other(ErrorStatus::Class(status.value / 100));
        let found = by_code.or_else(by_status).or_else(of_class).or_else(|| other(ErrorStatus::Default));
        if found.is_some_and(|found| found.head.name == error.head.name) {
            return;
        }
        let name = &error.head.name;
        let message = match found {
            Some(found) => format!("this response is decoded as `{}`", found.head.name),
            None => format!("this response is not decoded as `{name}`"),
        };
        let help = match (error.has_own_code, error.status) {
            (false, ErrorStatus::One(wanted)) if wanted == status.value => match code {
                Some(code) => format!("add `code: {}` to `{name}` under `errors`", code.escape_debug()),
                // Two errors with this status were reported.
                None => return,
            },
            (true, _) => format!("add the code `{}` to the response", error.code),
            (false, ErrorStatus::One(wanted)) => format!("write `status: {wanted}`"),
            (false, ErrorStatus::Class(_) | ErrorStatus::Default) => {
                "write a status and a code that no other error has".to_owned()
            }
        };
        self.error(&message, named, &help);
    }

    /// Whether a response is the default error.
    fn default_error(
        &mut self,
        response: &spec::ExampleResponse,
        error: &model::ErrorType,
        of_status: &[&model::ErrorType],
        named: &Span,
    ) {
        let name = &error.head.name;
        let body = response.body.as_ref();
        let fits =
            |error: &model::ErrorType| body.is_none_or(|body| may_be_of(body, error, self.service.protocol));
        match (self.code(response, of_status), of_status) {
            (Some((code, span)), _) => {
                if let Some(other) = self.error_of_code(code) {
                    let message = format!("the response has the code of `{}`", other.head.name);
                    self.error(&message, span, "write a code that no error has, or that error");
                }
            }
            (None, [only]) if fits(only) => {
                let message =
                    format!("a response with this status and no code is decoded as `{}`", only.head.name);
                let help = format!("write `{}`, or change the status", only.head.name);
                self.error(&message, named, &help);
            }
            (None, _) => {
                if let Some(body) = body.filter(|_| !fits(error)) {
                    let message = format!(
                        "a response without a code is `{name}` only if its body has one of the error's members"
                    );
                    self.error(&message, &body.span, "add a member of the error, or a code");
                }
            }
        }
    }

    /// Returns the error of the operation with this code.
    fn error_of_code(&self, code: &str) -> Option<&model::ErrorType> {
        self.resolved.errors.iter().map(|id| self.service.error(*id)).find(|error| error.code == code)
    }

    /// Returns the code of a response, and its place, as the client finds it. A member that an error of the
    /// status has is the code only if its value is the code of an error of the operation.
    fn code<'r>(
        &self,
        response: &'r spec::ExampleResponse,
        of_status: &[&model::ErrorType],
    ) -> Option<(&'r str, &'r Span)> {
        let header =
            response.headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case("x-amzn-errortype"));
        let header = header.and_then(|(_, value)| Some((bare(&value.value)?, &value.span)));
        let in_body = || {
            CODES.iter().find_map(|name| {
                let value = entry(response.body.as_ref()?, name)?;
                let Literal::String(text) = &value.value else { return None };
                let code = bare(text)?;
                let may_be_data = of_status.iter().any(|error| has_member(error, name));
                (!may_be_data || self.error_of_code(code).is_some()).then_some((code, &value.span))
            })
        };
        header.or_else(in_body)
    }
}

/// Returns the code at a place of a response.
fn plain_code(response: &spec::ExampleResponse, place: &model::FailurePlace) -> Option<String> {
    let text = match &place.source {
        model::FailureSource::Header(name) => {
            let header = response.headers.iter().find(|(found, _)| found.value.eq_ignore_ascii_case(name));
            header.map(|(_, value)| value.value.clone())
        }
        model::FailureSource::Pointer(pointer) => match &at(response.body.as_ref()?, pointer)?.value {
            Literal::String(text) => Some(text.clone()),
            Literal::Integer(number) => Some(number.to_string()),
            _ => None,
        },
    };
    text.filter(|text| !text.trim().is_empty())
}

/// The value at a JSON Pointer.
fn at<'v>(body: &'v spec::Value, pointer: &str) -> Option<&'v spec::Value> {
    pointer.split('/').skip(1).try_fold(body, |value, name| {
        let name = name.replace("~1", "/").replace("~0", "~");
        match &value.value {
            Literal::List(items) => items.get(name.parse::<usize>().ok()?),
            _ => entry(value, &name),
        }
    })
}

/// Returns the status of a response; an invalid one was reported.
fn status(response: &spec::ExampleResponse) -> Option<&spec::Spanned<u16>> {
    response.status.as_ref().filter(|status| (200..600).contains(&status.value))
}

/// Members of a body that may be the code of an error, in the order in which the client reads them.
const CODES: [&str; 3] = ["code", "Code", "__type"];

/// Members of a body that may be the message of an error.
const MESSAGES: [&str; 3] = ["message", "Message", "errorMessage"];

/// Whether a client takes a response without a code for the only error of its status.
fn may_be_of(body: &spec::Value, error: &model::ErrorType, protocol: Protocol) -> bool {
    if let Some(payload) = error.members.iter().find(|member| member.place == Place::Payload) {
        return payload.is_raw(protocol) || !matches!(&body.value, Literal::String(text) if !text.is_empty());
    }
    match &body.value {
        Literal::Map(entries) => {
            let is_message = |name: &str| MESSAGES.contains(&name);
            let mut names = entries.iter().map(|(name, _)| name.value.as_str());
            let other_code = CODES.iter().any(|name| {
                let is_code =
                    |value: &spec::Value| !matches!(value.value, Literal::Null | Literal::String(_));
                entry(body, name).is_some_and(is_code) && !has_member(error, name)
            });
            !other_code
                && (entries.is_empty() || names.any(|name| is_message(name) || has_member(error, name)))
        }
        Literal::String(text) => text.is_empty(),
        Literal::Unreadable => true,
        _ => false,
    }
}

fn has_member(error: &model::ErrorType, name: &str) -> bool {
    error.members.iter().any(|member| member.place == Place::Body && member.wire_name == name)
}
