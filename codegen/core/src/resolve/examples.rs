//! Examples: checked against the operation's types and constraints.

mod answer;
mod json;

use super::Resolver;
use super::operations::part_name;
use super::places::is_token;
use super::values::Values;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{
    self, BodyFormat, ErrorId, Example, ExampleBody, ExampleOutcome, ExampleRequest, ExampleResponse,
    HttpMethod, Member, Path, Place, Route, Value,
};
use crate::suggest::suggest;
use crate::syntax::{self as spec, ExampleError, Literal, Spanned};
use crate::text::Span;
use std::collections::HashMap;

impl<'a> Resolver<'a> {
    /// Resolves every example and adds it to its operation.
    pub(super) fn fill_in_examples(&mut self, service: &mut model::Service) {
        let document = self.document;
        let docs = document
            .examples
            .iter()
            .map(|of| of.examples.iter().map(|example| self.doc(example.doc.as_ref())).collect::<Vec<_>>());
        let docs: Vec<Vec<Option<String>>> = docs.collect();
        let mut found: HashMap<&str, Vec<Example>> = HashMap::new();
        let mut values = Values::new(service, self.source, &codes::EXAMPLE);
        // Every operation was resolved, in spec order.
        let operations: HashMap<&str, _> = document
            .operations
            .iter()
            .zip(&service.operations)
            .map(|(written, resolved)| (written.name.value.as_str(), (written, resolved)))
            .collect();
        for (written, docs) in document.examples.iter().zip(docs) {
            let name = &written.operation;
            let Some((operation, resolved)) = operations.get(name.value.as_str()) else {
                let known: Vec<&str> =
                    document.operations.iter().map(|operation| operation.name.value.as_str()).collect();
                let (code, what) = (&codes::UNDEFINED_OPERATION, "operation");
                values.report(Diagnostic::unknown(code, what, &name.value, &name.span, &known));
                continue;
            };
            let (service, errors) = (&*service, &self.errors);
            let mut of = Of { document, errors, service, resolved, operation, values: &mut values };
            let examples = written.examples.iter().zip(docs);
            let examples = examples.filter_map(|(example, doc)| of.example(example, doc));
            found.insert(&name.value, examples.collect());
        }
        let diagnostics = values.found();
        for operation in &mut service.operations {
            operation.examples = found.remove(operation.head.name.as_str()).unwrap_or_default();
        }
        self.diagnostics.extend(diagnostics);
    }
}

/// The operation of some examples.
struct Of<'o, 's> {
    document: &'o spec::Document,
    errors: &'o HashMap<&'o str, (ErrorId, &'o spec::ErrorType)>,
    service: &'s model::Service,
    resolved: &'s model::Operation,
    operation: &'o spec::Operation,
    values: &'o mut Values<'s>,
}

impl Of<'_, '_> {
    fn example(&mut self, written: &spec::Example, doc: Option<String>) -> Option<Example> {
        let input = self.input(written);
        let comes_to = written.output.is_some() || written.error.is_some();
        if written.request.is_none() && written.response.is_none() && !comes_to {
            let message = "example without `request` or `response`";
            self.error(message, &written.span, "add `request`, or `response` with `output` or `error`");
        }
        let request = written.request.as_ref().map(|request| self.request(request, input.as_ref()));
        let outcome = self.outcome(written);
        self.answer(written);
        let response = written.response.as_ref().map(|response| self.response(response, outcome));
        Some(Example { doc, input: input?, request: flip(request)?, response: flip(response)? })
    }

    fn input(&mut self, written: &spec::Example) -> Option<Value> {
        let (members, name) = (&self.resolved.input, part_name(&self.resolved.head, "Input"));
        if let Some(input) = &written.input {
            return self.values.members(input, members, &name);
        }
        let needed = members.iter().filter(|member| member.is_asked_for());
        let needed: Vec<String> = needed.take(5).map(|member| format!("{}: …", member.head.name)).collect();
        if needed.is_empty() {
            return Some(Value::Map(Vec::new()));
        }
        let message = format!("missing `input` in an example of `{}`", self.operation.name.value);
        let help = format!("add `input: {{ {} }}`", needed.join(", "));
        self.error(&message, &written.span, &help);
        None
    }

    fn request(&mut self, written: &spec::ExampleRequest, input: Option<&Value>) -> Option<ExampleRequest> {
        if written.method.is_none()
            && written.uri.is_none()
            && written.headers.is_empty()
            && written.body.is_none()
        {
            let help = "add `method`, `uri`, `headers` or `body`";
            self.error("empty request", &written.span, help);
        }
        let method = written.method.as_ref().map(|method| self.method(method));
        let uri = written.uri.as_ref().map(|uri| self.uri(uri));
        let members = &self.resolved.input;
        let is_form = self.resolved.body != BodyFormat::Json;
        let body = written.body.as_ref().map(|body| self.body(body, members, is_form));
        self.check_boundary(&written.headers);
        self.check_defaults(&written.headers, input);
        Some(ExampleRequest {
            method: flip(method)?,
            uri,
            headers: self.headers(&written.headers),
            body: flip(body)?,
        })
    }

    /// Checks a URI as it is on the wire, and returns it without the path of the endpoint.
    fn uri(&mut self, written: &Spanned<String>) -> String {
        let uri = written.value.as_str();
        if !uri.starts_with('/') || !uri.chars().all(|c| c.is_ascii_graphic()) {
            let help = "write a path and a query, as in `/things/1?all=true`";
            self.error("invalid `uri`", &written.span, help);
            return uri.to_owned();
        }
        let root = Path::literal("/");
        let template = match &self.resolved.route {
            Route::Http { path, .. } => path,
            Route::Target(_) => &root,
            Route::Error => return uri.to_owned(),
        };
        let uri = uri.split('#').next().unwrap_or_default();
        let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
        let bases = self.bases();
        let below = bases.iter().filter_map(|base| below(path, base));
        let fits = |path: &&str| template.matches(path) && template.missing_in(query).is_none();
        // A label that is not closed was reported.
        let found = below.into_iter().find(fits).or(template.is_unclosed().then_some(path));
        match found {
            Some(path) if query.is_empty() => path.to_owned(),
            Some(path) => format!("{path}?{query}"),
            None => {
                let base = bases.first().copied().unwrap_or_default();
                let message = format!(
                    "`uri` does not match the path of `{}`, `{base}{template}`",
                    self.operation.name.value
                );
                let whole = bases.iter().find(|base| !base.is_empty() && fits(&path));
                let help = match whole {
                    Some(base) => format!("write `{base}{uri}`, with the path of the endpoint"),
                    None => "change `uri`, or remove it".to_owned(),
                };
                self.error(&message, &written.span, &help);
                uri.to_owned()
            }
        }
    }

    /// The paths of the endpoints that its requests may be sent to.
    fn bases(&self) -> Vec<&str> {
        let path = |url: &'_ str| {
            let start = url.find("://").map_or(0, |at| at + 3);
            url[start..].find('/').map(|at| start + at)
        };
        let urls = match &self.resolved.endpoint {
            Some(url) => vec![url.as_str()],
            None => self.service.endpoints.iter().map(|rule| rule.url.as_str()).collect(),
        };
        urls.into_iter().map(|url| path(url).map_or("", |at| url[at..].trim_end_matches('/'))).collect()
    }

    fn method(&mut self, written: &Spanned<String>) -> Option<HttpMethod> {
        let known = HttpMethod::of_name(&written.value);
        let own = match &self.resolved.route {
            Route::Http { method, .. } => Some(method.clone()),
            Route::Target(_) | Route::Error => HttpMethod::of_name("POST"),
        };
        // An invalid method was reported at its place.
        if let Some(own) = own
            && known.as_ref() != Some(&own)
            && !matches!(self.operation.http, spec::Http::Unreadable)
        {
            let name = own.name();
            let message = format!("the method of `{}` is `{name}`", self.operation.name.value);
            self.error(&message, &written.span, &format!("write `{name}`, or remove `method`"));
        }
        known
    }

    /// Reports the content type of parts, whose boundary is random.
    fn check_boundary(&mut self, written: &[(Spanned<String>, Spanned<String>)]) {
        let is_content_type = |name: &str| name.eq_ignore_ascii_case("content-type");
        if self.resolved.body == BodyFormat::Multipart
            && let Some((name, _)) = written.iter().find(|(name, _)| is_content_type(&name.value))
        {
            self.error("the boundary of parts is random", &name.span, "remove this header");
        }
    }

    /// Reports headers of members that are absent: their defaults are the service's, and are not sent.
    fn check_defaults(&mut self, written: &[(Spanned<String>, Spanned<String>)], input: Option<&Value>) {
        let Some(Value::Map(given)) = input else { return };
        for (name, _) in written {
            let is_absent = |member: &&Member| {
                member.place == Place::Header
                    && member.wire_name.eq_ignore_ascii_case(&name.value)
                    && member.default.is_some()
                    && given.iter().all(|(given, _)| *given != member.head.name)
            };
            if let Some(member) = self.resolved.input.iter().find(is_absent) {
                let message = format!("the default of `{}` is not sent", member.head.name);
                let help = "set it in `input`, or write `const` on the member if it is always sent";
                self.error(&message, &name.span, help);
            }
        }
    }

    fn headers(&mut self, written: &[(Spanned<String>, Spanned<String>)]) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        for (name, value) in written {
            if !is_token(&name.value) {
                let message = format!("invalid header name `{}`", name.value.escape_debug());
                self.error(&message, &name.span, "use letters, digits and dashes");
            }
            if !value.value.chars().all(|c| c == '\t' || (' '..='~').contains(&c)) {
                self.error(
                    "invalid header value",
                    &value.span,
                    "write the value on the wire, in visible ASCII",
                );
            }
            headers.push((name.value.clone(), value.value.clone()));
        }
        headers
    }

    /// A body: text if the body or the example is text, otherwise JSON.
    fn body(&mut self, written: &spec::Value, members: &[Member], is_form: bool) -> Option<ExampleBody> {
        let payload = members.iter().find(|member| member.place == Place::Payload);
        let protocol = self.service.protocol;
        let is_text = is_form || payload.is_some_and(|member| member.is_raw(protocol));
        match &written.value {
            Literal::String(text) => Some(ExampleBody::Text(text.clone())),
            Literal::Unreadable => None,
            _ if is_text => {
                self.error("expected a string for this body", &written.span, "write a string");
                None
            }
            Literal::Map(_) | Literal::List(_) => self.values.document(written).map(ExampleBody::Json),
            _ => {
                let help = "write a mapping or list for JSON, or a string for other text";
                self.error("expected JSON or text for the body", &written.span, help);
                None
            }
        }
    }

    fn response(
        &mut self,
        written: &spec::ExampleResponse,
        outcome: Option<ExampleOutcome>,
    ) -> Option<ExampleResponse> {
        if let Some(status) = &written.status
            && !(200..600).contains(&status.value)
        {
            self.error(
                "a response must have a status from 200 to 599",
                &status.span,
                "write the status on the wire",
            );
        }
        let members = &self.resolved.output;
        // A body of an error does not have the output's members.
        let members =
            if matches!(outcome, Some(ExampleOutcome::Output(_))) { members.as_slice() } else { &[] };
        let body = written.body.as_ref().map(|body| self.body(body, members, false));
        let headers = self.headers(&written.headers);
        Some(ExampleResponse {
            status: written.status.as_ref()?.value,
            headers,
            body: flip(body)?,
            outcome: outcome?,
        })
    }

    /// Returns the outcome: exactly one output or error.
    fn outcome(&mut self, written: &spec::Example) -> Option<ExampleOutcome> {
        let output = written.output.as_ref().map(|output| {
            let (members, name) = (&self.resolved.output, part_name(&self.resolved.head, "Output"));
            self.values.output(output, members, &name).map(ExampleOutcome::Output)
        });
        let error = written.error.as_ref().map(|error| match error {
            ExampleError::Named(name, value) => self.modeled(name, value),
            ExampleError::Unreadable => None,
        });
        match (&written.response, &written.output, &written.error) {
            (Some(response), None, None) => {
                let help = "add `output` or `error`";
                self.error("response without `output` or `error`", &response.span, help);
            }
            (None, Some(output), _) => {
                self.error("`output` without a response", &output.span, "add `response`");
            }
            (None, None, Some(ExampleError::Named(name, _))) => {
                self.error("`error` without a response", &name.span, "add `response`");
            }
            (Some(_), Some(output), Some(_)) => {
                self.error("`output` and `error` in one example", &output.span, "remove one of the two");
            }
            _ => {}
        }
        output.or(error).flatten()
    }

    fn modeled(&mut self, name: &Spanned<String>, value: &spec::Value) -> Option<ExampleOutcome> {
        let known = self.errors.get(name.value.as_str());
        let own = self.document.service.errors.iter().chain(&self.operation.errors);
        let own: Vec<&str> = own.map(|name| name.value.as_str()).collect();
        let error = known.filter(|_| own.contains(&name.value.as_str()));
        let Some((error, _)) = error else {
            let message = format!("`{}` does not return `{}`", self.operation.name.value, name.value);
            let help = match known {
                Some(_) => "add it to the operation's `errors`".to_owned(),
                None => suggest(&name.value, &own),
            };
            self.error(&message, &name.span, &help);
            return None;
        };
        let value = match value.value {
            Literal::Null => Value::Map(Vec::new()),
            _ => self.values.members(value, &self.service.error(*error).members, &name.value)?,
        };
        Some(ExampleOutcome::Error { error: *error, value })
    }

    fn error(&mut self, message: &str, span: &Span, help: &str) {
        self.values.report(Diagnostic::new(&codes::EXAMPLE, message).label(span, "").help(help));
    }
}

/// What follows the path of an endpoint, in which a variable is a segment.
fn below<'p>(path: &'p str, base: &str) -> Option<&'p str> {
    let segments = base.matches('/').count();
    let end = path.match_indices('/').nth(segments).map_or(path.len(), |(at, _)| at);
    let fits = Path::parse(base).is_some_and(|base| base.matches(&path[..end]));
    fits.then_some(&path[end..])
}

/// The outer `None` means an error, the inner one an absent value.
#[expect(clippy::option_option, reason = "that is what it takes apart")]
fn flip<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}
