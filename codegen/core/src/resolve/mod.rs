//! [`spec::Document`] to [`ir::Service`]: names are made, references resolved, defaults filled in, and everything that
//! cannot be is reported.
//!
//! Every part goes on after a mistake, so that one run shows them all; the caller drops the result if there was one.

mod aliases;
mod constraints;
mod defaults;
mod docs;
mod endpoints;
mod enums;
mod errors;
mod examples;
mod graph;
mod labels;
mod names;
mod operations;
mod pagination;
mod patterns;
mod places;
mod recursion;
mod routes;
mod service;
mod structures;
mod timestamps;
mod types;
mod unions;
mod values;
mod violations;

use crate::diagnostic::{Code, Diagnostic, Severity, codes};
use crate::source::{Source, Span};
use crate::suggest::{suggest, type_elsewhere};
use crate::syntax::{self as spec, Document, Spanned};
use crate::yaml::MAX_MISTAKES;
use crate::{ir, parse};
pub use names::CLIENT_NAMES;
use names::{Functions, Kind, Scope};
use std::collections::{HashMap, HashSet};

/// Resolves a spec, and reports everything that is wrong with it. The service is whole only if nothing reported is an
/// error.
pub fn resolve(source: &Source) -> (Option<ir::Service>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let document = parse::parse(source, &mut found);
    let service = document.map(|document| lower(source, &document, &mut found));
    if found.len() > MAX_MISTAKES {
        let message = format!("more than {MAX_MISTAKES} mistakes were found, and the rest was not looked at");
        let diagnostic = Diagnostic::new(&codes::TOO_MANY_MISTAKES, message);
        found.push(diagnostic.help("mend the first ones, or see whether this is the file that was meant"));
    }
    (service, found)
}

/// Lowers a document. What it returns is whole only if nothing reported is an error.
fn lower(source: &Source, document: &Document, diagnostics: &mut Vec<Diagnostic>) -> ir::Service {
    // What was not read may have been what refers to something.
    let lost = diagnostics.iter().any(|found| found.severity == Severity::Error);
    let mut lowering = Lowering { lost, ..Lowering::new(source, document, diagnostics) };
    lowering.read_protocol();
    lowering.name_types();
    lowering.lower_types();
    lowering.refuse_repeated_errors();
    lowering.refuse_too_many_errors();
    let errors = lowering.errors();
    let operations = lowering.operations();
    lowering.compare_routes();
    lowering.report_unused();
    let mut service = lowering.service(operations, errors);
    lowering.fill_in_defaults(&mut service);
    lowering.fill_in_examples(&mut service);
    lowering.resolve_recursion(&mut service);
    graph::finish(service)
}

/// What lowering knows while it goes through a document.
struct Lowering<'a> {
    source: &'a Source,
    document: &'a Document,
    diagnostics: &'a mut Vec<Diagnostic>,
    types: HashMap<&'a str, &'a spec::NamedType>,
    errors: HashMap<&'a str, &'a spec::ErrorType>,
    /// Names that something refers to.
    used: HashSet<&'a str>,
    /// Labels of the path of the operation at hand that no member says it fills.
    open_labels: HashSet<&'a str>,
    /// Rust names of named structures, enums and errors, by their API names.
    rust_names: HashMap<&'a str, String>,
    type_scope: Scope,
    constant_scope: Scope,
    functions: Functions,
    protocol: Option<ir::Protocol>,
    /// Where names are written that collide with others, which was reported.
    collided: HashSet<usize>,
    /// Whether something was written that could not be read or found, and so may have referred to anything.
    lost: bool,
    defaults: defaults::Defaults<'a>,
    /// What named types hold that the model has no type for, as far as it is known.
    contents: HashMap<&'a str, types::Checked>,
    /// Named types whose contents are being looked at.
    open: Vec<&'a str>,
    /// Each checked pattern, by where it is written; none if it does not compile.
    compiled_at: HashMap<usize, Option<patterns::Compiled>>,
    lowered: Vec<ir::TypeDef>,
    rules: Vec<ir::Rule>,
    matchers: Vec<ir::Matcher>,
}

impl<'a> Lowering<'a> {
    fn new(source: &'a Source, document: &'a Document, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            source,
            document,
            diagnostics,
            types: document.types.iter().map(|named| (named.name.value.as_str(), named)).collect(),
            errors: document.errors.iter().map(|error| (error.name.value.as_str(), error)).collect(),
            used: HashSet::new(),
            open_labels: HashSet::new(),
            rust_names: HashMap::new(),
            type_scope: Scope::default(),
            constant_scope: Scope::default(),
            functions: Functions::default(),
            protocol: None,
            collided: HashSet::new(),
            lost: false,
            defaults: HashMap::new(),
            contents: HashMap::new(),
            open: Vec::new(),
            compiled_at: HashMap::new(),
            lowered: Vec::new(),
            rules: Vec::new(),
            matchers: Vec::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.is_full() {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether so much was found that the rest is not looked at.
    fn is_full(&self) -> bool {
        self.diagnostics.len() > MAX_MISTAKES
    }

    fn error(
        &mut self,
        code: &'static Code,
        message: impl Into<String>,
        span: &Span,
        help: impl Into<String>,
    ) {
        self.report(Diagnostic::new(code, message).label(span, "").help(help));
    }

    /// The Rust name of something: of `rust`, if that is written, else of its own name. An error is reported.
    fn rust_name(&mut self, kind: Kind, name: &Spanned<String>, rust: Option<&Spanned<String>>) -> String {
        let made = names::rust_name(kind, rust.unwrap_or(name));
        made.unwrap_or_else(|diagnostic| {
            self.report(diagnostic);
            String::new()
        })
    }

    /// Takes a Rust name in a scope of the service.
    fn take(&mut self, scope: fn(&mut Self) -> &mut Scope, name: &str, span: &Span) {
        if !name.is_empty()
            && let Err(diagnostic) = scope(self).take(name, span)
        {
            self.collided.insert(span.start);
            self.report(diagnostic);
        }
    }

    /// Names every operation, type and error before anything refers to one.
    fn name_types(&mut self) {
        self.type_scope.reserve("Client", "the client itself");
        for operation in &self.document.operations {
            let name = self.rust_name(Kind::Operation, &operation.name, operation.rust.as_ref());
            self.take(|it| &mut it.type_scope, &names::operation(&name), &operation.name.span);
            self.functions.keep(snake(&format!("{name}Input")));
            for (suffix, what) in [("Input", "its input"), ("Output", "its output"), ("Error", "its errors")]
            {
                let what = format!("what `{}` names {what}", operation.name.value);
                self.type_scope.reserve(&format!("{name}{suffix}"), &what);
            }
        }
        for named in &self.document.types {
            let is_model = matches!(
                named.ty,
                spec::Type::Structure(..)
                    | spec::Type::Union(..)
                    | spec::Type::Enum(..)
                    | spec::Type::IntEnum(..)
            );
            if is_model {
                self.name_type(&named.name, named.rust.as_ref());
            }
            if primitive(&named.name.value).is_some() {
                let message = format!("`{}` is a simple type already", named.name.value);
                self.used.insert(&named.name.value);
                self.error(&codes::NAME_COLLISION, message, &named.name.span, "give the type another name");
            }
        }
        for error in &self.document.errors {
            self.name_type(&error.name, error.rust.as_ref());
        }
    }

    fn name_type(&mut self, name: &'a Spanned<String>, rust: Option<&Spanned<String>>) {
        let rust_name = self.rust_name(Kind::Type, name, rust);
        self.take(|it| &mut it.type_scope, &rust_name, &name.span);
        self.functions.keep(snake(&rust_name));
        self.rust_names.insert(&name.value, rust_name);
    }

    /// The named type that `name` refers to.
    fn find_type(&mut self, name: &Spanned<String>) -> Option<&'a spec::NamedType> {
        let found = self.types.get_key_value(name.value.as_str()).map(|(key, named)| (*key, *named));
        match found {
            Some((key, named)) => {
                self.used.insert(key);
                Some(named)
            }
            None => {
                // Nobody reads a list that is longer.
                let known = self.document.types.iter().take(100).map(|named| named.name.value.as_str());
                let known: Vec<&str> = known.chain(SIMPLE.iter().map(|(name, _)| *name)).collect();
                let help = type_elsewhere(&name.value).unwrap_or_else(|| suggest(&name.value, &known));
                let message = format!("there is no type `{}`", name.value);
                self.lost = true;
                self.error(&codes::UNDEFINED_TYPE, message, &name.span, help);
                None
            }
        }
    }

    /// Reports what nothing refers to, unless a mistake may be the reason.
    fn report_unused(&mut self) {
        if self.lost {
            return;
        }
        let document = self.document;
        let types = document.types.iter().map(|named| &named.name);
        for name in types.chain(document.errors.iter().map(|error| &error.name)) {
            if !self.used.contains(name.value.as_str()) {
                let message = format!("nothing refers to `{}`", name.value);
                let diagnostic = Diagnostic::new(&codes::UNUSED, message).label(&name.span, "");
                self.report(diagnostic.help("remove it, or refer to it"));
            }
        }
        self.report_unused_pagination();
    }
}

/// A type's name as a function's.
pub fn snake(name: &str) -> String {
    heck::ToSnakeCase::to_snake_case(name)
}

/// The simple types by name.
const SIMPLE: &[(&str, ir::Type)] = &[
    ("string", ir::Type::String),
    ("boolean", ir::Type::Boolean),
    ("byte", ir::Type::Integer(ir::Integer::Byte)),
    ("short", ir::Type::Integer(ir::Integer::Short)),
    ("integer", ir::Type::Integer(ir::Integer::Integer)),
    ("long", ir::Type::Integer(ir::Integer::Long)),
    ("float", ir::Type::Float),
    ("double", ir::Type::Double),
    ("timestamp", ir::Type::Timestamp(ir::TimestampFormat::EpochSeconds)),
    ("blob", ir::Type::Blob),
    ("document", ir::Type::Document),
];

fn primitive(name: &str) -> Option<ir::Type> {
    SIMPLE.iter().find(|(known, _)| *known == name).map(|(_, ty)| ty.clone())
}
