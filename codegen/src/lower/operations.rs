//! Operations and the errors they answer with.

use super::Lowering;
use super::names::Kind;
use super::structures::Role;
use crate::diagnostic::Diagnostic;
use crate::ir;
use crate::parse::suggest;
use crate::spec::{self, ErrorType, Paginated, Place, Spanned};

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
        if document.operations.is_empty() {
            let span = document.service.name.span.clone();
            self.error(
                "no-operation",
                "the spec has no operation",
                &span,
                "list at least one under `operations`",
            );
        }
        document
            .operations
            .iter()
            .filter_map(|operation| self.operation(operation))
            .collect()
    }

    fn operation(&mut self, written: &'a spec::Operation) -> Option<ir::Operation> {
        let rust_name = self.rust_name(Kind::Type, &written.name, written.rust.as_ref());
        let method = self.rust_name(Kind::Function, &written.name, written.rust.as_ref());
        let doc = self.doc(written.doc.as_ref());
        let http = self.http(written);
        let default = written
            .place
            .as_ref()
            .map_or(Place::Body, |place| place.value);
        let input = self.structure(
            format!("{rust_name}Input"),
            None,
            &written.input,
            Role::Input(default),
        );
        let output = self.structure(
            format!("{rust_name}Output"),
            None,
            &written.output,
            Role::Output,
        );
        let errors = self.errors_of(written);
        let pagination = self.pagination(written, &input, &output);
        let (http_method, path) = http?;
        self.check_labels(written, &path);
        self.check_body(written, http_method, &input);
        Some(ir::Operation {
            name: written.name.value.clone(),
            error: format!("{rust_name}Error"),
            rust_name,
            method,
            doc,
            http_method,
            path,
            readonly: written.readonly,
            idempotent: written.idempotent,
            input,
            output,
            errors,
            pagination,
        })
    }

    fn http(&mut self, written: &spec::Operation) -> Option<(ir::HttpMethod, String)> {
        let http = &written.http;
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
            self.error(
                "http",
                message,
                &http.span,
                "a query string comes from members with `in: query`",
            );
            return None;
        }
        known.map(|(_, method)| (*method, path.to_owned()))
    }

    /// Labels of the path and members that travel in it belong to each other.
    fn check_labels(&mut self, written: &spec::Operation, path: &str) {
        let Some(labels) = labels(path) else {
            self.error(
                "http",
                "a label of the path is not closed",
                &written.http.span,
                "write it `{name}`",
            );
            return;
        };
        let in_path = |member: &&spec::Member| {
            let place = member.place.as_ref().or(written.place.as_ref());
            place.is_some_and(|place| place.value == Place::Path)
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
                self.error(
                    "label",
                    message,
                    &written.http.span,
                    "add a required member with `in: path`",
                );
            }
        }
        for member in members {
            if !labels.contains(&member.value.as_str()) {
                let message = format!("the path has no label `{{{}}}`", member.value);
                let diagnostic = Diagnostic::error("label", message).label(&member.span, "");
                self.report(
                    diagnostic
                        .label(&written.http.span, "the path")
                        .help("add the label, or change `in`"),
                );
            }
        }
    }

    fn check_body(
        &mut self,
        written: &spec::Operation,
        method: ir::HttpMethod,
        input: &ir::Structure,
    ) {
        let body = input
            .members
            .iter()
            .find(|member| member.place == ir::Place::Body);
        if let (ir::HttpMethod::Get | ir::HttpMethod::Head, Some(member)) = (method, body)
            && let Some(member) = written
                .input
                .iter()
                .find(|written| written.name.value == member.name)
        {
            let message = "this method sends no body, and this member travels in it";
            let diagnostic = Diagnostic::error("body", message).label(&member.name.span, "");
            self.report(
                diagnostic
                    .label(&written.http.span, "the method")
                    .help("add `in: query`"),
            );
        }
    }

    /// The errors of the service and of the operation itself, each once.
    fn errors_of(&mut self, written: &'a spec::Operation) -> Vec<String> {
        let mut found: Vec<&'a ErrorType> = Vec::new();
        for name in self.document.service.errors.iter().chain(&written.errors) {
            match self
                .errors
                .get_key_value(name.value.as_str())
                .map(|(key, error)| (*key, *error))
            {
                Some((key, error)) => {
                    self.used.insert(key);
                    if !found
                        .iter()
                        .any(|other| other.name.value == error.name.value)
                    {
                        found.push(error);
                    }
                }
                None => {
                    let known: Vec<&str> = self
                        .document
                        .errors
                        .iter()
                        .map(|error| error.name.value.as_str())
                        .collect();
                    let message = format!("there is no error `{}`", name.value);
                    self.error(
                        "undefined-error",
                        message,
                        &name.span,
                        suggest(&name.value, &known),
                    );
                }
            }
        }
        for (index, error) in found.iter().enumerate() {
            if let Some(first) = found[..index]
                .iter()
                .find(|first| code(first) == code(error))
            {
                let message = format!(
                    "an answer with the code `{}` could be two errors",
                    code(error)
                );
                let diagnostic =
                    Diagnostic::error("same-code", message).label(&error.name.span, "this one");
                let diagnostic = diagnostic.label(&first.name.span, "or this one");
                self.report(diagnostic.help("give one of them another `code`"));
            }
        }
        let rust_names = &self.rust_names;
        found
            .iter()
            .filter_map(|error| rust_names.get(error.name.value.as_str()).cloned())
            .collect()
    }

    /// Pagination, where items are named; the rest may come from the service.
    fn pagination(
        &mut self,
        written: &spec::Operation,
        input: &ir::Structure,
        output: &ir::Structure,
    ) -> Option<ir::Pagination> {
        let own = written.paginated.as_ref()?;
        let shared = self.document.service.paginated.as_ref();
        let part = |of: fn(&Paginated) -> Option<&Spanned<String>>| {
            of(own).or(shared.and_then(of)).cloned()
        };
        let needs: [(&str, Option<Spanned<String>>); 3] = [
            ("inputToken", part(|it| it.input_token.as_ref())),
            ("outputToken", part(|it| it.output_token.as_ref())),
            ("items", part(|it| it.items.as_ref())),
        ];
        for (key, _) in needs.iter().filter(|(_, name)| name.is_none()) {
            self.error(
                "missing-key",
                format!("`paginated` needs `{key}`"),
                &own.span,
                "name the member",
            );
        }
        let [(_, input_token), (_, output_token), (_, items)] = needs;
        let page_size = part(|it| it.page_size.as_ref());
        let input_token = input_token.and_then(|name| self.page_member(&name, input, "input"));
        let output_token = output_token.and_then(|name| self.page_member(&name, output, "output"));
        let items_name = items?;
        let items = self.page_member(&items_name, output, "output");
        if let Some(size) = page_size
            && let Some(member) = self.page_member(&size, input, "input")
            && !matches!(member.ty, ir::Type::Integer(_))
        {
            self.error(
                "pagination",
                "a page's size is a whole number",
                &size.span,
                "change the member's type",
            );
        }
        let (input_token, output_token, items) = (input_token?, output_token?, items?);
        for (key, token) in [("inputToken", input_token), ("outputToken", output_token)] {
            if token.ty != ir::Type::String || token.required {
                let message = format!(
                    "`{key}` must be an optional string, and `{}` is not",
                    token.name
                );
                self.error(
                    "pagination",
                    message,
                    &own.span,
                    "the first page has no token, and neither has the last",
                );
            }
        }
        let ir::Type::List(item) = &items.ty else {
            self.error(
                "pagination",
                "a page's items are a list",
                &items_name.span,
                "name a member that is a list",
            );
            return None;
        };
        Some(ir::Pagination {
            input_token: input_token.rust_name.clone(),
            output_token: output_token.rust_name.clone(),
            items: items.rust_name.clone(),
            items_required: items.required,
            item: ir::Type::clone(item),
        })
    }

    fn page_member<'m>(
        &mut self,
        name: &Spanned<String>,
        structure: &'m ir::Structure,
        what: &str,
    ) -> Option<&'m ir::Member> {
        let found = structure
            .members
            .iter()
            .find(|member| member.name == name.value);
        if found.is_none() {
            let known: Vec<&str> = structure
                .members
                .iter()
                .map(|member| member.name.as_str())
                .collect();
            let message = format!("the {what} has no member `{}`", name.value);
            self.error(
                "pagination",
                message,
                &name.span,
                suggest(&name.value, &known),
            );
        }
        found
    }

    /// Lowers every error.
    pub(super) fn errors(&mut self) -> Vec<ir::ErrorType> {
        let document = self.document;
        document
            .errors
            .iter()
            .map(|error| self.error_type(error))
            .collect()
    }

    fn error_type(&mut self, written: &'a ErrorType) -> ir::ErrorType {
        if !(400..600).contains(&written.status.value) {
            let message = format!("{} is no status of an error", written.status.value);
            self.error(
                "status",
                message,
                &written.status.span,
                "errors have 400 to 599",
            );
        }
        let rust_name = self
            .rust_names
            .get(written.name.value.as_str())
            .cloned()
            .unwrap_or_default();
        let doc = self.doc(written.doc.as_ref());
        let mut structure = self.structure(rust_name, doc, &written.members, Role::Error);
        if !structure
            .members
            .iter()
            .any(|member| member.rust_name == "message")
        {
            structure.members.insert(0, message());
        }
        let retryable = written.retryable.map(|retryable| match retryable {
            spec::Retryable::Throttling => ir::Retryable::Throttling,
            spec::Retryable::Yes => ir::Retryable::Yes,
            spec::Retryable::No => ir::Retryable::No,
        });
        ir::ErrorType {
            structure,
            code: code(written).to_owned(),
            status: written.status.value,
            retryable,
        }
    }
}

fn code(error: &ErrorType) -> &str {
    &error.code.as_ref().unwrap_or(&error.name).value
}

/// The member that every error has.
fn message() -> ir::Member {
    ir::Member {
        name: "message".to_owned(),
        rust_name: "message".to_owned(),
        wire_name: "message".to_owned(),
        place: ir::Place::Body,
        ty: ir::Type::String,
        required: false,
        doc: None,
        checks: Vec::new(),
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
