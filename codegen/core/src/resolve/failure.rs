//! Failures and the statuses of success.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Failure, FailureCondition, FailurePlace, FailureSource, RateLimit, Value};
use crate::syntax::{self as spec, Literal, Spanned};

impl Resolver<'_> {
    /// Resolves the `failure` of the service.
    pub(super) fn failure(&mut self) -> Failure {
        let written = &self.document.service.failure;
        if let (Some(span), Some(protocol), false) = (&written.span, self.protocol, self.is_http()) {
            let message = format!("`failure` is not valid with `{}`", protocol.name());
            self.error(&codes::PROTOCOL_KEY, message, span, "remove `failure`, or write `protocol: http`");
        }
        Failure {
            code: self.failure_places(&written.code),
            message: self.failure_places(&written.message),
            request_id: self.failure_places(&written.request_id),
            retry_after: self.failure_places(&written.retry_after),
            retry: self.failure_places(&written.retry),
            rate_limits: self.rate_limits(&written.rate_limits),
            at: written.at.as_ref().map(|at| at.value.clone()).unwrap_or_default(),
            when: written
                .when
                .as_ref()
                .and_then(|(pointer, equals)| self.failure_condition(pointer, equals.as_ref())),
        }
    }

    fn rate_limits(&mut self, written: &[spec::RateLimit]) -> Vec<RateLimit> {
        for (index, limit) in written.iter().enumerate() {
            let Some(name) = &limit.name else {
                if written.len() > 1 {
                    let help = "add `name`, as in `name: requests`";
                    self.error(&codes::FAILURE, "one of several rate limits has no name", &limit.start, help);
                }
                continue;
            };
            let mut others = written[..index].iter().filter_map(|other| other.name.as_ref());
            if let Some(first) = others.find(|other| other.value == name.value) {
                let diagnostic =
                    Diagnostic::duplicate(&codes::FAILURE, "rate limit", &name.span, &first.span);
                self.report(diagnostic.help("give each limit its own name"));
            }
        }
        written.iter().map(|limit| self.rate_limit(limit)).collect()
    }

    fn rate_limit(&mut self, written: &spec::RateLimit) -> RateLimit {
        let mut statuses = Vec::new();
        for status in &written.statuses {
            let message = match status.value {
                429 | 529 => format!("{} is always a rate limit", status.value),
                400..=599 if !statuses.contains(&status.value) => {
                    statuses.push(status.value);
                    continue;
                }
                400..=599 => format!("duplicate status {}", status.value),
                _ => format!("{} is not a status of an error", status.value),
            };
            self.error(&codes::STATUS, message, &status.span, "remove it");
        }
        RateLimit {
            name: written.name.as_ref().map(|name| name.value.clone()),
            limit: self.failure_places(&written.limit),
            remaining: self.failure_places(&written.remaining),
            reset: self.failure_places(&written.reset),
            statuses,
        }
    }

    fn failure_places(&mut self, written: &[spec::FailurePlace]) -> Vec<FailurePlace> {
        let mut places = Vec::new();
        for place in written {
            let source = match &place.source {
                spec::FailureSource::Pointer(pointer) => FailureSource::Pointer(pointer.value.clone()),
                spec::FailureSource::Header(name) => {
                    self.check_header(name);
                    FailureSource::Header(name.value.clone())
                }
            };
            places.push(FailurePlace {
                source,
                unit: place.unit.as_ref().map(|unit| unit.value).unwrap_or_default(),
            });
        }
        places
    }

    fn failure_condition(
        &mut self,
        pointer: &Spanned<String>,
        equals: Option<&spec::Value>,
    ) -> Option<FailureCondition> {
        let pointer = pointer.value.clone();
        let Some(equals) = equals else { return Some(FailureCondition { pointer, equals: None }) };
        let equals = match &equals.value {
            Literal::Boolean(value) => Value::Boolean(*value),
            Literal::Integer(value) => Value::Integer(*value),
            Literal::String(value) => Value::String(value.clone()),
            Literal::Unreadable => return None,
            Literal::Null | Literal::Float(_) | Literal::List(_) | Literal::Map(_) => {
                let help = "write a string, an integer, `true` or `false`";
                self.error(&codes::FAILURE, "expected a string, an integer or a boolean", &equals.span, help);
                return None;
            }
        };
        Some(FailureCondition { pointer, equals: Some(equals) })
    }

    /// The statuses of an operation's success.
    pub(super) fn statuses(&mut self, written: &spec::Operation) -> Vec<u16> {
        let mut statuses = Vec::new();
        for status in &written.statuses {
            if !(200..400).contains(&status.value) {
                let message = format!("{} is not a success status", status.value);
                self.error(
                    &codes::STATUS,
                    message,
                    &status.span,
                    "write statuses from 200 to 399; others belong to `errors`",
                );
            } else if statuses.contains(&status.value) {
                let message = format!("duplicate status {}", status.value);
                self.error(&codes::STATUS, message, &status.span, "remove one of them");
            }
            statuses.push(status.value);
        }
        statuses
    }
}
