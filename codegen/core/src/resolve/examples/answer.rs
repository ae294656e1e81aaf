//! Checks whether a response of an example leads to its outcome: by status, code, and the JSON of its body.

use super::Of;
use crate::model::{self, ErrorId, Member, Place, Type, TypeId, UnionForm};
use crate::resolve::errors::bare;
use crate::resolve::values::told;
use crate::syntax::{self as spec, Literal};
use crate::text::Span;
use std::collections::HashMap;

impl<'s> Of<'_, 's> {
    /// Compares a response with the output or error of the example.
    pub(super) fn answer(&mut self, written: &spec::Example) {
        let Some(response) = &written.response else { return };
        match (&written.output, &written.error) {
            (Some(output), None) => {
                self.output_status(response, output);
                let members = &self.resolved.output;
                self.answer_body(response, members);
            }
            (None, Some(Some((name, _)))) => {
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
            let message = format!("a response with status {} is not an output", status.value);
            let help = match self.resolved.statuses.first() {
                Some(first) => format!("write `error` in place of `output`, or `status: {first}`"),
                None => "write `error` in place of `output`, or a status of 2xx".to_owned(),
            };
            self.error(&message, &status.span, &help);
            return;
        }
        if self.is_failure(response) {
            let message = "this response is a failure, by `when` of the service";
            self.error(message, &status.span, "write `error` in place of `output`, or another body");
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
                let message = format!("`{}` is the status of the response", member.head.name);
                self.error(&message, &(output.span.start..start), &help);
            }
        }
    }

    fn error_status(&mut self, response: &spec::ExampleResponse, error: ErrorId, named: &Span) {
        let error = self.service.error(error);
        let Some(status) = status(response) else { return };
        let name = &error.head.name;
        if self.is_success(status.value) && !self.is_failure(response) {
            let message = format!("a response with status {} is not an error", status.value);
            let help = format!("write `status: {}`", error.status.unwrap_or(400));
            self.error(&message, &status.span, &help);
            return;
        }
        if self.service.protocol == model::Protocol::Http {
            self.plain_error(response, error, status, named);
            return;
        }
        let errors = self.resolved.errors.iter().map(|id| self.service.error(*id));
        let of_status: Vec<&model::ErrorType> = errors.filter(|it| it.status == Some(status.value)).collect();
        let Some(wanted) = error.status else {
            self.default_error(response, error, &of_status, named);
            return;
        };
        let with_code =
            |before: &str| format!("{before}the code: `headers: {{ x-amzn-errortype: {} }}`", error.code);
        match self.code(response, &of_status) {
            Some((code, span)) if code != error.code => {
                let message =
                    format!("the response has the code `{code}`, but `{name}` has `{}`", error.code);
                self.error(&message, span, "write the code of the error, or the error of the code");
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
                    let message = format!("{} is not the status of `{name}` alone", status.value);
                    self.error(&message, named, &help);
                } else if let Some(body) = response.body.as_ref().filter(|body| !may_be_of(body, error)) {
                    let message =
                        format!("a response without a code is `{name}` only if its body has a member of it");
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
        found.is_some_and(|found| match (&found.value, &when.equals) {
            (Literal::Boolean(found), model::Value::Boolean(wanted)) => found == wanted,
            (Literal::Integer(found), model::Value::Integer(wanted)) => found == wanted,
            (Literal::String(found), model::Value::String(wanted)) => found == wanted,
            _ => false,
        })
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
        let by_status = || errors.iter().find(|it| !it.has_own_code && it.status == Some(status.value));
        let other = |class| errors.iter().find(move |it| it.status.is_none() && it.class == class);
        let found =
            by_code.or_else(by_status).or_else(|| other(Some(status.value / 100))).or_else(|| other(None));
        if found.is_some_and(|found| found.head.name == error.head.name) {
            return;
        }
        let name = &error.head.name;
        let message = match found {
            Some(found) => format!("this response is `{}`", found.head.name),
            None => format!("this response is not `{name}`"),
        };
        let help = match (error.has_own_code, error.status) {
            (true, _) => format!("write the code `{}` into the response", error.code),
            (false, Some(wanted)) => format!("write `status: {wanted}`"),
            (false, None) => "write a status and a code of no other error".to_owned(),
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
        let fits = |error: &model::ErrorType| body.is_none_or(|body| may_be_of(body, error));
        match (self.code(response, of_status), of_status) {
            (Some((code, span)), _) => {
                if let Some(other) = self.error_of_code(code) {
                    let message = format!("the response has the code of `{}`", other.head.name);
                    self.error(&message, span, "write the code of no error, or the error of the code");
                }
            }
            (None, [only]) if fits(only) => {
                let message = format!("a response with this status and no code is `{}`", only.head.name);
                let help = format!("write `{}`, or another status for `{name}`", only.head.name);
                self.error(&message, named, &help);
            }
            (None, _) => {
                if let Some(body) = body.filter(|_| !fits(error)) {
                    let message =
                        format!("a response without a code is `{name}` only if its body has a member of it");
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

    /// Checks the types of a JSON body's members.
    fn answer_body(&mut self, response: &spec::ExampleResponse, members: &'s [Member]) {
        let Some(body) = &response.body else { return };
        if matches!(body.value, Literal::String(_) | Literal::Unreadable) {
            return;
        }
        let payload = members.iter().find(|member| member.place == Place::Payload);
        match payload.map(|payload| &payload.target.ty) {
            Some(Type::String | Type::Enum(_) | Type::Blob) => {}
            Some(ty) => self.json(body, ty),
            None => self.json_members(body, members),
        }
    }

    fn json_members(&mut self, written: &spec::Value, members: &'s [Member]) {
        let Literal::Map(entries) = &written.value else {
            self.values.wrong_type(written, "a mapping of members");
            return;
        };
        let in_body = members.iter().filter(|member| member.place == Place::Body);
        let by_name: HashMap<&str, &Type> =
            in_body.map(|member| (member.wire_name.as_str(), &member.target.ty)).collect();
        for (name, value) in entries {
            // Unknown members are ignored, and null is the same as absent.
            if let Some(ty) = by_name.get(name.value.as_str())
                && value.value != Literal::Null
            {
                self.json(value, ty);
            }
        }
    }

    fn json(&mut self, written: &spec::Value, ty: &'s Type) {
        if *ty == Type::Error || written.value == Literal::Unreadable {
            return;
        }
        let value = &written.value;
        let (fits, wanted) = match (ty, value) {
            (Type::List { item, sparse }, Literal::List(items)) => {
                items.iter().for_each(|written| self.json_item(written, &item.ty, *sparse));
                return;
            }
            (Type::Map { value, sparse, .. }, Literal::Map(entries)) => {
                entries.iter().for_each(|(_, written)| self.json_item(written, &value.ty, *sparse));
                return;
            }
            (Type::Structure(id), _) => {
                self.json_members(written, self.values.definition(*id).0);
                return;
            }
            (Type::Union(id), _) if *self.service.form(*id) != UnionForm::Named => {
                self.json_told(written, *id);
                return;
            }
            (Type::Union(id), Literal::Map(entries)) => {
                let (variants, _) = self.values.definition(*id);
                for (name, value) in entries.iter().filter(|(_, value)| value.value != Literal::Null) {
                    if let Some(variant) = variants.iter().find(|it| it.wire_name == name.value) {
                        self.json(value, &variant.target.ty);
                    }
                }
                return;
            }
            (Type::List { .. }, _) => (false, "a list"),
            (Type::Map { .. }, _) => (false, "a map"),
            (Type::Union(_), _) => (false, "a mapping of one member"),
            (Type::String | Type::Enum(_) | Type::Blob, _) => {
                (matches!(value, Literal::String(_)), "a string")
            }
            (Type::Boolean, _) => (matches!(value, Literal::Boolean(_)), "`true` or `false`"),
            (Type::Integer(_) | Type::IntEnum(_), _) => {
                let whole = matches!(value, Literal::Float(number) if number.fract() == 0.0);
                (whole || matches!(value, Literal::Integer(_)), "a whole number")
            }
            (Type::Float | Type::Double, _) => {
                let special = matches!(value, Literal::String(text) if ["NaN", "Infinity", "-Infinity"].contains(&text.as_str()));
                (special || matches!(value, Literal::Integer(_) | Literal::Float(_)), "a number")
            }
            (Type::Timestamp(format), _) if format.is_number() => {
                let wanted = match format {
                    model::TimestampFormat::EpochMillis => "a number, the milliseconds since 1970",
                    _ => "a number, the seconds since 1970",
                };
                (matches!(value, Literal::Integer(_) | Literal::Float(_)), wanted)
            }
            (Type::Date, Literal::String(text)) => (model::day(text).is_some(), "a date, as in 2026-01-31"),
            (Type::Date, _) => (false, "a date, as in 2026-01-31"),
            (Type::Timestamp(_), _) => (matches!(value, Literal::String(_)), "a string"),
            _ => return,
        };
        if !fits {
            self.values.wrong_type(written, wanted);
        }
    }

    /// A union with a tag or of distinct forms. Unknown members are kept.
    fn json_told(&mut self, written: &spec::Value, id: TypeId) {
        let (variants, _) = self.values.definition(id);
        match self.service.form(id) {
            UnionForm::Named => {}
            UnionForm::Told(alternatives) => {
                if let Some(variant) = told(alternatives, variants, &written.value) {
                    self.json(written, &variant.target.ty);
                }
            }
            UnionForm::Tagged(tag) => {
                let named = match entry(written, &tag.name).map(|tag| &tag.value) {
                    Some(Literal::String(text)) => text.clone(),
                    Some(Literal::Integer(number)) => number.to_string(),
                    _ => {
                        self.values.wrong_type(written, &format!("a mapping with the tag `{}`", tag.name));
                        return;
                    }
                };
                let variant = variants.iter().find(|variant| variant.wire_name == named);
                let content = match &tag.content {
                    Some(content) => entry(written, content),
                    None => Some(written),
                };
                if let (Some(variant), Some(content)) = (variant, content) {
                    self.json(content, &variant.target.ty);
                }
            }
        }
    }

    fn json_item(&mut self, written: &spec::Value, ty: &'s Type, sparse: bool) {
        if !sparse || written.value != Literal::Null {
            self.json(written, ty);
        }
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
fn may_be_of(body: &spec::Value, error: &model::ErrorType) -> bool {
    if let Some(payload) = error.members.iter().find(|member| member.place == Place::Payload) {
        let is_raw = matches!(payload.target.ty, Type::String | Type::Enum(_) | Type::Blob | Type::Error);
        return is_raw || !matches!(&body.value, Literal::String(text) if !text.is_empty());
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

/// A member of a JSON object.
fn entry<'v>(body: &'v spec::Value, name: &str) -> Option<&'v spec::Value> {
    let Literal::Map(entries) = &body.value else { return None };
    entries.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
}
