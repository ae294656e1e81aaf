//! Operations: method and path, members, and what belongs together.

use super::Lowering;
use super::names::Kind;
use super::structures::Role;
use crate::diagnostic::Diagnostic;
use crate::ir;
use crate::parse::suggest;
use crate::source::Span;
use crate::spec::{self, Place, Spanned};

const METHODS: &[(&str, ir::HttpMethod)] = &[
    ("DELETE", ir::HttpMethod::Delete),
    ("GET", ir::HttpMethod::Get),
    ("HEAD", ir::HttpMethod::Head),
    ("PATCH", ir::HttpMethod::Patch),
    ("POST", ir::HttpMethod::Post),
    ("PUT", ir::HttpMethod::Put),
];

impl<'a> Lowering<'a> {
    /// Lowers every operation.
    pub(super) fn operations(&mut self) -> Vec<ir::Operation> {
        let document = self.document;
        document.operations.iter().filter_map(|operation| self.operation(operation)).collect()
    }

    fn operation(&mut self, written: &'a spec::Operation) -> Option<ir::Operation> {
        let rust_name = self.rust_name(Kind::Type, &written.name, written.rust.as_ref());
        let method = self.rust_name(Kind::Function, &written.name, written.rust.as_ref());
        let doc = self.doc(written.doc.as_ref());
        let http = written.http.as_ref().and_then(|http| self.http(http));
        let default = written.place.as_ref().map_or(Place::Body, |place| place.value);
        let input = self.structure(format!("{rust_name}Input"), None, &written.input, Role::Input(default));
        let output = self.structure(format!("{rust_name}Output"), None, &written.output, Role::Output);
        let errors = self.errors_of(written);
        let pagination = self.pagination(written, &input, &output);
        let (http_method, path) = http?;
        let place = &written.http.as_ref()?.span;
        self.check_labels(written, &path, place);
        self.check_body(written, http_method, &input, place);
        Some(ir::Operation {
            name: written.name.value.clone(),
            error: format!("{rust_name}Error"),
            rust_name,
            method,
            doc,
            deprecated: None,
            route: ir::Route::Http { method: http_method, path },
            readonly: written.readonly,
            idempotent: written.idempotent,
            input,
            output,
            errors,
            pagination,
            examples: Vec::new(),
        })
    }

    fn http(&mut self, http: &Spanned<String>) -> Option<(ir::HttpMethod, String)> {
        let (method, path) = http.value.split_once(' ').unwrap_or((&http.value, ""));
        let known = METHODS.iter().find(|(name, _)| *name == method);
        let path = path.trim();
        // RFC 3986 section 3.3, pchar, and the braces of labels.
        let fits = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/{}".contains(c);
        if known.is_none() {
            let methods: Vec<&str> = METHODS.iter().map(|(name, _)| *name).collect();
            let message = format!("`{method}` is no HTTP method");
            self.error("http", message, &http.span, suggest(method, &methods));
        } else if !path.starts_with('/') || !path.chars().all(fits) {
            let message = "`http` is a method and a path, as in `GET /v1/things/{id}`";
            self.error("http", message, &http.span, "a query string comes from members with `in: query`");
            return None;
        }
        known.map(|(_, method)| (*method, path.to_owned()))
    }

    /// Labels of the path and members that travel in it belong to each other.
    fn check_labels(&mut self, written: &spec::Operation, path: &str, place: &Span) {
        let Some(labels) = labels(path) else {
            self.error("http", "a label of the path is not closed", place, "write it `{name}`");
            return;
        };
        let in_path = |member: &&spec::Member| {
            let travels = member.place.as_ref().or(written.place.as_ref());
            travels.is_some_and(|place| place.value == Place::Path)
        };
        let members: Vec<&Spanned<String>> = written
            .input
            .iter()
            .filter(in_path)
            .map(|member| member.wire_name.as_ref().unwrap_or(&member.name))
            .collect();
        for label in &labels {
            if !members.iter().any(|member| member.value == *label) {
                let message = format!("no member fills the label `{{{label}}}`");
                self.error("label", message, place, "add a required member with `in: path`");
            }
        }
        for member in members {
            if !labels.contains(&member.value.as_str()) {
                let message = format!("the path has no label `{{{}}}`", member.value);
                let diagnostic = Diagnostic::error("label", message).label(&member.span, "");
                self.report(diagnostic.label(place, "the path").help("add the label, or change `in`"));
            }
        }
    }

    fn check_body(
        &mut self,
        written: &spec::Operation,
        method: ir::HttpMethod,
        input: &ir::Structure,
        place: &Span,
    ) {
        let body = input.members.iter().find(|member| member.place == ir::Place::Body);
        if let (ir::HttpMethod::Get | ir::HttpMethod::Head, Some(member)) = (method, body)
            && let Some(member) = written.input.iter().find(|written| written.name.value == member.name)
        {
            let message = "this method sends no body, and this member travels in it";
            let diagnostic = Diagnostic::error("body", message).label(&member.name.span, "");
            self.report(diagnostic.label(place, "the method").help("add `in: query`"));
        }
    }
}

/// The names in the labels of a path; `None` if one is not closed.
fn labels(path: &str) -> Option<Vec<&str>> {
    let mut labels = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find(['{', '}']) {
        if rest[open..].starts_with('}') {
            return None;
        }
        let close = rest[open..].find('}')? + open;
        let label = &rest[open + 1..close];
        let label = label.strip_suffix('+').unwrap_or(label);
        if label.is_empty() || label.contains(['{', '/']) {
            return None;
        }
        labels.push(label);
        rest = &rest[close + 1..];
    }
    Some(labels)
}
