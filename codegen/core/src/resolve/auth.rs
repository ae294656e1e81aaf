//! Authentication, and the constant headers of requests.

use super::Resolver;
use super::endpoints::is_whole_url;
use super::places::{CONNECTION, is_token};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Auth, BodyFormat, KeyPlace, Member, Path, Place};
use crate::suggest::closest;
use crate::syntax::{self as spec, Header, Spanned};
use crate::text::Span;
use std::collections::HashMap;

impl Resolver<'_> {
    /// Reports authentication that a client cannot perform.
    pub(super) fn check_auth(&mut self, written: &Spanned<Auth>) {
        let span = &written.span;
        let is_in_path = |scheme: &Auth| scheme.keys().any(|key| matches!(key.place, KeyPlace::Path(_)));
        if written.value.schemes().len() > 1 && written.value.schemes().iter().any(is_in_path) {
            let help = "remove the alternatives";
            self.error(&codes::AUTH, "a key in the path cannot have alternatives", span, help);
        }
        for scheme in written.value.schemes() {
            match scheme {
                Auth::SigV4(name) if !is_signing_name(name) => {
                    let message = format!("`{}` is not a valid signing name", name.escape_debug());
                    let help = "write the service's name in signatures, such as `codeartifact`";
                    self.error(&codes::SIGNING_NAME, message, span, help);
                }
                Auth::Keys(keys) => {
                    for key in keys {
                        self.check_key(&key.place, span);
                    }
                }
                Auth::OAuth2(endpoint) => self.check_token_url(&endpoint.url, span),
                Auth::SigV4(_) | Auth::Bearer | Auth::Basic | Auth::AnyOf(_) | Auth::None => {}
            }
        }
    }

    fn check_key(&mut self, place: &KeyPlace, span: &Span) {
        let KeyPlace::Header { name, prefix } = place else { return };
        if !is_token(name) {
            let message = format!("invalid header name `{}`", name.escape_debug());
            let help = match name.split_once(':') {
                Some((name, prefix)) => format!(
                    "write `{{ header: {}, prefix: \"{} \" }}`",
                    name.escape_debug(),
                    prefix.trim().escape_debug()
                ),
                None => "use letters, digits and dashes".to_owned(),
            };
            self.error(&codes::HEADER_NAME, message, span, help);
        } else if CONNECTION.contains(&name.to_ascii_lowercase().as_str()) {
            let message = format!("the header `{name}` is set by the client");
            self.error(&codes::HEADER_NAME, message, span, "write the header for the key");
        }
        if !is_value(prefix) {
            let help = "write visible ASCII characters, as in `prefix: \"Token \"`";
            self.error(&codes::AUTH, "invalid prefix of a header value", span, help);
        }
    }

    fn check_token_url(&mut self, url: &str, span: &Span) {
        let variables = &self.document.service.variables;
        // A value that is valid in every place.
        let filled_in = variables
            .iter()
            .fold(url.to_owned(), |url, it| url.replace(&format!("{{{}}}", it.name.value), "1"));
        if !is_whole_url(&filled_in) {
            let message = "a token endpoint is an `https://` URL of host, path and query";
            let help = "write a URL that begins with `https://`, with names of `variables` for parts that differ; for a test server, use `token_url` of the client's credentials";
            self.error(&codes::AUTH, message, span, help);
        }
    }

    /// Returns the constant headers of requests, by name and value.
    pub(super) fn headers(&mut self, written: &[Header], auth: &Auth) -> Vec<(String, String)> {
        let mut first: HashMap<String, &Span> = HashMap::new();
        let mut headers = Vec::new();
        for Header { name, value } in written {
            self.check_header(name);
            self.refuse_reserved_header_of(name, auth, "constant");
            if !is_value(&value.value) {
                let help = "use visible ASCII characters, and spaces only between them";
                self.error(&codes::HEADER_NAME, "invalid header value", &value.span, help);
            }
            if let Some(first) = first.insert(name.value.to_ascii_lowercase(), &name.span) {
                let what = format!("`{}`", name.value);
                let diagnostic = Diagnostic::duplicate(&codes::HEADER_NAME, &what, &name.span, first);
                self.report(diagnostic.help("remove one of them"));
            }
            headers.push((name.value.clone(), value.value.clone()));
        }
        headers
    }

    /// Reports headers of the service that depend on an operation.
    pub(super) fn check_service_headers(&mut self, written: &[Header]) {
        for Header { name, .. } in written {
            if name.value.eq_ignore_ascii_case("content-type") {
                let help =
                    "remove it; if an operation needs another content type, write it under its `headers`";
                self.error(
                    &codes::HEADER_NAME,
                    "the content type depends on the operation",
                    &name.span,
                    help,
                );
            }
        }
    }

    /// Reports keys that the requests of an operation have no place for.
    pub(super) fn check_key_places(
        &mut self,
        written: &spec::Operation,
        auth: &Spanned<Auth>,
        path: Option<&Path>,
        bodiless: Option<&str>,
        input: &[Member],
    ) {
        let span = match &written.http {
            spec::Http::Written(http) => &http.span,
            spec::Http::Missing(_) | spec::Http::Unreadable => &written.name.span,
        };
        for key in auth.value.keys() {
            let mut help =
                "write another `auth` for this operation, as in `auth: { header: X-Api-Key }` or `auth: none`"
                    .to_owned();
            let found = match &key.place {
                KeyPlace::Header { .. } | KeyPlace::Query(_) => continue,
                KeyPlace::Path(label) => {
                    let has_label = path.is_none_or(|path| path.labels().any(|known| known == label));
                    let leads_on =
                        written.paginated.as_ref().and_then(|it| it.link.as_ref().or(it.next_url.as_ref()));
                    match leads_on {
                        _ if !has_label => {
                            let labels: Vec<&str> = path.iter().flat_map(|path| path.labels()).collect();
                            help = match closest(label, &labels) {
                                Some(close) => format!("did you mean `{{{close}}}`?"),
                                None => format!("add `{{{label}}}` to the path, or {help}"),
                            };
                            (span, format!("the path has no label `{{{label}}}` for the key"))
                        }
                        Some(url) => {
                            help = "remove `paginated`".to_owned();
                            (&url.span, "the URL of the next page would contain the key".to_owned())
                        }
                        None => continue,
                    }
                }
                KeyPlace::Body(name) => {
                    let is_parts = written.body.as_ref().is_some_and(|it| it.value == BodyFormat::Multipart);
                    let is_whole = input.iter().any(|member| member.place == Place::Payload);
                    if bodiless.is_none() && !is_parts && !is_whole {
                        continue;
                    }
                    (span, format!("the body cannot contain the key `{name}`"))
                }
            };
            let (span, message) = found;
            let diagnostic = Diagnostic::new(&codes::AUTH, message).label(span, "");
            self.report(diagnostic.label(&auth.span, "the key").help(help));
        }
    }

    /// Reports members bound to the header or parameter of a constant or a key.
    pub(super) fn check_constants(
        &mut self,
        written: &spec::Operation,
        input: &[Member],
        auth: &Spanned<Auth>,
    ) {
        for (member, resolved) in written.input.iter().zip(input) {
            let name = member.wire();
            let found = match resolved.place {
                Place::Header => {
                    let constant =
                        written.headers.iter().find(|it| it.name.value.eq_ignore_ascii_case(&name.value));
                    constant.map(|header| (&header.name.span, "this header has a constant value"))
                }
                Place::Query | Place::Path | Place::Body => {
                    let is_key = |place: &KeyPlace| match place {
                        KeyPlace::Header { .. } => false,
                        KeyPlace::Path(_) => resolved.place == Place::Path,
                        KeyPlace::Query(_) => resolved.place == Place::Query,
                        KeyPlace::Body(_) => resolved.place == Place::Body,
                    };
                    let is_key =
                        auth.value.keys().any(|key| is_key(&key.place) && key.place.name() == name.value);
                    is_key.then_some((&auth.span, "this parameter is used for the API key"))
                }
                _ => None,
            };
            if let Some((span, message)) = found {
                let diagnostic = Diagnostic::new(&codes::WIRE_NAME, message).label(&name.span, "");
                self.report(diagnostic.label(span, "here").help("remove one of them"));
            }
        }
    }
}

/// Whether a text is a valid header value or prefix of one: RFC 9110 section 5.5.
pub(super) fn is_value(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_graphic() || c == ' ') && !text.starts_with(' ')
}

/// Whether a text is valid in a credential scope, between slashes and before a comma, such as
/// `IoTSecuredTunneling`.
fn is_signing_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
}
