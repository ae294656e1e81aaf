//! Operations: method, path and members, and how these fit together.

use super::Resolver;
use super::labels::open_labels;
use super::places::{Role, elsewhere, is_token};
use super::structures::Holder;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, BodyFormat, HttpMethod, Member, Path, Route};
use crate::suggest::closest;
use crate::syntax::{self as spec, Http, Place, Spanned};
use crate::text::Span;
use heck::ToUpperCamelCase;
use std::collections::HashSet;

impl<'a> Resolver<'a> {
    /// Resolves every operation.
    pub(super) fn operations(&mut self) -> Vec<model::Operation> {
        let document = self.document;
        self.check_shared_pagination();
        let mut resolved = Vec::new();
        for (index, operation) in document.operations.iter().enumerate() {
            if self.is_full() {
                break;
            }
            resolved.push(self.operation(index, operation));
        }
        resolved
    }

    fn operation(&mut self, index: usize, written: &'a spec::Operation) -> model::Operation {
        let head = self.head(&written.name, &written.head);
        let route = self.route(written);
        let place = self.default_place(written);
        self.open_labels = open_labels(written);
        let auth = written.auth.as_ref().unwrap_or(&self.document.service.auth);
        self.auth = &auth.value;
        let bodiless = match &route {
            Some((Route::Http { method, .. }, _)) => {
                ["GET", "HEAD"].into_iter().find(|bodiless| *bodiless == method.name())
            }
            _ => None,
        };
        let [input_name, output_name] = ["Input", "Output"].map(|part| part_name(&head, part));
        let has_parts = written.body.as_ref().is_some_and(|body| body.value == BodyFormat::Multipart);
        let input = (Holder::Input(index), input_name.as_str(), Role::Input { place, bodiless, has_parts });
        let input = self.members(Vec::new(), &written.input, input);
        let output = (Holder::Output(index), output_name.as_str(), Role::Output);
        let output = self.members(Vec::new(), &written.output, output);
        self.remark_on_output(&written.output);
        self.check_constants(written, &input, auth);
        written.auth.iter().for_each(|auth| self.check_auth(auth));
        written.endpoint.iter().for_each(|url| self.check_url(url));
        let headers = self.headers(&written.headers, &auth.value);
        let statuses = self.statuses(written);
        let errors = self.errors_of(written);
        let pagination = self.pagination(written, &input, &output);
        if let Some((Route::Http { path, .. }, span)) = &route {
            self.check_labels(written, path, span);
            self.check_query(written, &input, path, span);
            self.check_body(written, bodiless, &input, span);
            self.check_output_body(written, bodiless, &output);
        }
        let path = route.as_ref().and_then(|(route, _)| match route {
            Route::Http { path, .. } => Some(path),
            Route::Target(_) | Route::Error => None,
        });
        self.check_key_places(written, auth, path, bodiless, &input);
        let body = self.body_format(written, bodiless, &input);
        self.remark_on_idempotent(written);
        model::Operation {
            head,
            route: route.map_or(Route::Error, |(route, _)| route),
            auth: written.auth.as_ref().map(|auth| auth.value.clone()),
            endpoint: written.endpoint.as_ref().map(|url| url.value.clone()),
            host_prefix: written.host_prefix.as_ref().and_then(|prefix| self.host_prefix(prefix, &input)),
            headers,
            statuses,
            readonly: written.readonly.is_some(),
            idempotent: written.idempotent.is_some(),
            body,
            input,
            output,
            errors,
            pagination,
            examples: Vec::new(),
        }
    }

    fn remark_on_idempotent(&mut self, written: &spec::Operation) {
        if let (Some(readonly), Some(idempotent)) = (&written.readonly, &written.idempotent) {
            let note = Diagnostic::new(&codes::IMPLIED_IDEMPOTENT, "`readonly` implies `idempotent`");
            let note = note.label(idempotent, "").label(readonly, "implies it");
            self.report(note.help("remove `idempotent`"));
        }
    }

    /// Returns the route of requests, and its place.
    fn route(&mut self, written: &'a spec::Operation) -> Option<(Route, &'a Span)> {
        let target = self.document.service.protocol.as_ref().and_then(|protocol| protocol.target.as_ref());
        match &written.http {
            Http::Written(http) if self.is_aws_json() => {
                let message = "`http` is not valid with this protocol";
                self.error(
                    &codes::HTTP,
                    message,
                    &http.span,
                    "remove `http`; the operation's name is sent in a header",
                );
                None
            }
            Http::Written(http) => {
                let (method, path) = self.http(http)?;
                Some((Route::Http { method, path }, &http.span))
            }
            _ if self.is_aws_json() => {
                if !is_token(&written.name.value) {
                    let message = "the operation's name is sent in a header, and has invalid characters";
                    let help = "write the name in the API's reference; set another name in Rust with `rust:`";
                    self.error(&codes::PROTOCOL, message, &written.name.span, help);
                }
                let target = format!("{}.{}", target?.value, written.name.value);
                Some((Route::Target(target), &written.name.span))
            }
            Http::Missing(span) if self.protocol.is_some() => {
                let diagnostic = Diagnostic::new(&codes::MISSING_KEY, "an operation needs `http`");
                let diagnostic = diagnostic.label(span, "in this mapping");
                self.report(diagnostic.help("add its method and path, as in `http: GET /v1/things/{id}`"));
                None
            }
            Http::Missing(_) | Http::Unreadable => None,
        }
    }

    /// Returns the default place of input members.
    fn default_place(&mut self, written: &spec::Operation) -> Place {
        let Some(place) = &written.place else {
            return Place::Body;
        };
        let message = match place.value {
            Place::Body | Place::Error => return place.value,
            _ if self.is_aws_json() => "`in` is not valid with this protocol: every member is in the body",
            Place::Path | Place::Query | Place::Header => return place.value,
            _ => "not valid for all members of an input",
        };
        self.error(&codes::PLACE, message, &place.span, "remove `in`, or move it to a member");
        Place::Body
    }

    fn http(&mut self, http: &Spanned<String>) -> Option<(HttpMethod, Path)> {
        let (method, path) = http.value.split_once(' ').unwrap_or((&http.value, ""));
        let known = HttpMethod::of_name(method)
            .filter(|known| known.is_usual() || closest(method, &HttpMethod::USUAL).is_none());
        let path = path.trim();
        // Valid characters: RFC 3986 sections 3.3 and 3.4, and the braces of labels.
        let is_pchar = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/".contains(c);
        let (path, query) = Path::split(path);
        let is_path = path.starts_with('/') && path.chars().all(|c| is_pchar(c) || "{}".contains(c));
        let is_pair = |pair: &str| !pair.is_empty() && !pair.starts_with('=');
        let is_query =
            |query: &str| query.chars().all(|c| is_pchar(c) || c == '?') && query.split('&').all(is_pair);
        if known.is_none() {
            let message = format!("`{}` is not an HTTP method", method.escape_debug());
            self.error(&codes::HTTP, message, &http.span, method_instead_of(method));
        } else if !is_path {
            let message = "expected a method and a path, as in `GET /v1/things/{id}`";
            let help = match path.split_once("://").map(|(_, rest)| rest.split_once('/')) {
                Some(rest) => {
                    let path = rest.map_or("", |(_, path)| path);
                    format!("write `{method} /{path}`; the host belongs to `endpoint` of the `service`")
                }
                None => format!("write `{method} /{path}`"),
            };
            self.error(&codes::HTTP, message, &http.span, help);
            return None;
        } else if !query.is_none_or(is_query) {
            let message = "invalid query in `http`";
            let help = "write a constant query, as in `GET /things?list-type=2`; other parameters are members with `in: query`";
            self.error(&codes::HTTP, message, &http.span, help);
            return None;
        } else if let Some(at) = broken_escape(&http.value) {
            let span = self.inside(http, at..at + 1);
            let help = "write two hexadecimal digits after `%`, as in `%2F`; `%` itself is `%25`";
            self.error(&codes::HTTP, "incomplete escape", &span, help);
        }
        if path.split('/').any(|segment| matches!(segment, "." | "..")) {
            let help = "remove the segment; proxies and servers would remove it from the URL";
            self.error(&codes::HTTP, "segment `.` or `..` in a path", &http.span, help);
        }
        let route = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
        Some((known?, Path::parse(&route).unwrap_or_else(|| Path::literal(&route))))
    }

    /// Reports members that repeat a parameter of the constant query.
    fn check_query(&mut self, written: &spec::Operation, input: &[Member], path: &Path, http: &Span) {
        for (member, resolved) in written.input.iter().zip(input) {
            let is_taken = |name: &str| path.query_keys().any(|key| key == name.as_bytes());
            if resolved.place == Place::Query && is_taken(&resolved.wire_name) {
                let name = member.wire();
                let message = format!("parameter `{}` is part of `http`", name.value);
                let diagnostic = Diagnostic::new(&codes::WIRE_NAME, message).label(&name.span, "");
                let help = "remove the member, or the parameter from `http`";
                self.report(diagnostic.label(http, "here").help(help));
            }
        }
    }

    fn check_body(
        &mut self,
        written: &spec::Operation,
        bodiless: Option<&str>,
        input: &[Member],
        place: &Span,
    ) {
        let Some(method) = bodiless else { return };
        let mut said = HashSet::new();
        // Every member was resolved, in spec order.
        for (member, resolved) in written.input.iter().zip(input) {
            if !matches!(resolved.place, Place::Body | Place::Payload | Place::Additional) {
                continue;
            }
            // The body of a GET has no general meaning (RFC 9110 section 9.3.1), but some services define
            // one.
            let is_meant = member.place.is_some() || written.place.is_some();
            if self.is_http() && method == "GET" && is_meant {
                continue;
            }
            let help = elsewhere(&resolved.target.ty);
            // Members with the same fix are reported once.
            if said.insert(help) {
                let name = &member.name.value;
                let message = format!("a `{method}` request has no body, but `{name}` is in it");
                let diagnostic = Diagnostic::new(&codes::BODY, message).label(&member.name.span, "");
                let help = match method {
                    "GET" if self.is_http() => {
                        format!("{help}, or `in: body` if the API's reference documents a body")
                    }
                    _ => help.to_owned(),
                };
                self.report(diagnostic.label(place, "the method").help(help));
            }
        }
    }
}

/// Returns the name of an operation's input or output, as Smithy names inline ones.
pub(super) fn part_name(operation: &model::Head, part: &str) -> String {
    format!("{}{part}", operation.name.to_upper_camel_case())
}

/// Returns the offset of a `%` without two hexadecimal digits.
fn broken_escape(path: &str) -> Option<usize> {
    let is_hex = |at: usize| path.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
    path.match_indices('%').map(|(at, _)| at).find(|at| !(is_hex(at + 1) && is_hex(at + 2)))
}

/// What to write instead of an unknown HTTP method.
fn method_instead_of(method: &str) -> String {
    let methods = HttpMethod::USUAL;
    let joined = methods.iter().find_map(|known| Some((known, method.strip_prefix(*known)?)));
    match joined {
        _ if method.is_empty() || method.starts_with('/') => {
            "write the method first, as in `GET /v1/things/{id}`".to_owned()
        }
        Some((known, path)) if path.starts_with('/') => format!("write `{known} {path}`"),
        _ if method == "CONNECT" => "remove the operation; a client cannot open tunnels".to_owned(),
        _ => match closest(method, &methods) {
            Some(known) => format!("did you mean `{known}`?"),
            None => "write the method in capitals, as in `GET /v1/things/{id}`".to_owned(),
        },
    }
}
