//! [`syntax::Document`](crate::syntax::Document) to [`model::Service`]: resolves references, fills in
//! defaults, and reports contradictions.
//!
//! Every part continues after an error, so that one run reports all of them.

mod auth;
mod bodies;
mod constants;
mod constraints;
mod defaults;
mod docs;
mod endpoints;
mod enums;
mod errors;
mod examples;
mod failure;
mod host_prefix;
mod infinite;
mod labels;
mod one_of;
mod operations;
mod pagination;
mod patterns;
mod places;
mod routes;
mod service;
mod sizes;
mod streams;
mod structures;
mod timestamps;
mod types;
mod unions;
mod values;
mod variables;

use crate::diagnostic::{Code, Diagnostic, Severity, codes};
use crate::model::{self, ErrorId, TypeId};
use crate::parse;
use crate::source_map::SourceMap;
use crate::suggest::{closest, type_elsewhere};
use crate::syntax::{self as spec, Auth, Document, Spanned};
use crate::text::{Source, Span};
use crate::vocabulary::SIMPLE_TYPES;
use crate::vocabulary::spec::TYPES;
use crate::yaml::MAX_MISTAKES;
use std::collections::{HashMap, HashSet};

/// A resolved spec.
#[derive(Clone, Debug)]
pub struct Model {
    /// The service.
    pub service: model::Service,
    /// Facts that follow from all of its types together.
    pub facts: model::Facts,
    /// Where its items are written.
    pub source_map: SourceMap,
}

/// Resolves a spec, and reports all problems. There is no model if the text is not a spec at all; the model
/// is complete only if no diagnostic is an error.
pub fn resolve(source: &Source) -> (Option<Model>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let parsed = parse::parse(source, &mut found);
    let model = parsed.map(|(document, root)| {
        let (service, facts) = Resolver::resolve(source, &document, &mut found);
        Model { service, facts, source_map: SourceMap::new(root) }
    });
    if found.len() > MAX_MISTAKES {
        let message = format!("too many errors (over {MAX_MISTAKES}); stopped checking");
        let diagnostic = Diagnostic::new(&codes::TOO_MANY_MISTAKES, message);
        found.push(diagnostic.help("fix the first ones, or check that this is the right file"));
    }
    (model, found)
}

/// State of resolving a document.
struct Resolver<'a> {
    source: &'a Source,
    document: &'a Document,
    diagnostics: &'a mut Vec<Diagnostic>,
    types: HashMap<&'a str, (TypeId, &'a spec::NamedType)>,
    errors: HashMap<&'a str, (ErrorId, &'a spec::ErrorType)>,
    /// Names that are used.
    used: HashSet<&'a str>,
    /// Labels of the current operation's path that no member is bound to explicitly.
    open_labels: HashSet<String>,
    /// Authentication of the current operation's requests.
    auth: &'a Auth,
    protocol: Option<model::Protocol>,
    /// Whether something invalid or unknown was found that may have used any name.
    lost: bool,
    /// Defaults and constants to check when all types are known, and their places in the model.
    values: Vec<defaults::Written<'a>>,
    /// Lists and maps whose length is limited by the number of different items or keys.
    sizes: Vec<sizes::Limited<'a>>,
    /// Each `oneOf` and its alternatives, which are compared when all types are known.
    one_ofs: Vec<(TypeId, &'a [spec::Member])>,
    /// Each union with a tag, whose members are checked when all types are known.
    tagged: Vec<(TypeId, &'a [spec::Member], &'a spec::Tag)>,
    /// Aliases that are resolved.
    aliases: HashMap<TypeId, types::Resolved<'a>>,
    /// Aliases that are being resolved.
    open: Vec<TypeId>,
    patterns: patterns::Patterns<'a>,
    /// Definitions, by id; none if not resolved yet.
    definitions: Vec<Option<model::Definition>>,
}

impl<'a> Resolver<'a> {
    fn resolve(
        source: &'a Source,
        document: &'a Document,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> (model::Service, model::Facts) {
        // An invalid part may have used any name.
        let lost = diagnostics.iter().any(|found| found.severity == Severity::Error);
        let types = document.types.iter().enumerate();
        let errors = document.errors.iter().enumerate();
        let mut resolver = Self {
            source,
            document,
            diagnostics,
            types: types.map(|(at, it)| (it.name.value.as_str(), (TypeId::new(at), it))).collect(),
            errors: errors.map(|(at, it)| (it.name.value.as_str(), (ErrorId::new(at), it))).collect(),
            used: HashSet::new(),
            open_labels: HashSet::new(),
            auth: &document.service.auth.value,
            protocol: None,
            lost,
            values: Vec::new(),
            sizes: Vec::new(),
            one_ofs: Vec::new(),
            tagged: Vec::new(),
            aliases: HashMap::new(),
            open: Vec::new(),
            patterns: patterns::Patterns::default(),
            definitions: document.types.iter().map(|_| None).collect(),
        };
        resolver.read_protocol();
        resolver.refuse_names_of_simple_types();
        resolver.named_types();
        resolver.refuse_repeated_errors();
        resolver.refuse_too_many_errors();
        let errors = resolver.errors();
        let operations = resolver.operations();
        resolver.report_retries_without_effect(&operations);
        resolver.compare_routes();
        resolver.report_unused();
        let mut service = resolver.service(operations, errors);
        resolver.check_sizes(&service);
        resolver.fill_in_values(&mut service);
        resolver.check_tags(&service);
        resolver.tell_apart(&mut service);
        resolver.fill_in_examples(&mut service);
        let facts = model::Facts::new(&service);
        resolver.report_infinite(&service, &facts);
        (service, facts)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.is_full() {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether there are too many diagnostics to continue.
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

    /// Resolves the name and documentation of an item.
    fn head(&mut self, name: &Spanned<String>, written: &spec::Head) -> model::Head {
        let spec::Head { rust, doc, deprecated } = written;
        let doc = self.doc(doc.as_ref());
        let deprecated = deprecated.as_ref().map(|it| model::Deprecated { note: self.doc(it.note.as_ref()) });
        model::Head {
            name: name.value.clone(),
            doc,
            deprecated,
            rust: rust.as_ref().map(|rust| rust.value.clone()),
        }
    }

    fn refuse_names_of_simple_types(&mut self) {
        for named in &self.document.types {
            if SIMPLE_TYPES.find(&named.name.value).is_some() {
                let message = format!("`{}` is the name of a simple type", named.name.value);
                self.used.insert(&named.name.value);
                self.error(&codes::NAME_COLLISION, message, &named.name.span, "rename the type");
            }
        }
    }

    /// Returns the named type that `name` refers to.
    fn find_type(&mut self, name: &Spanned<String>) -> Option<(TypeId, &'a spec::NamedType)> {
        let found = self.types.get_key_value(name.value.as_str()).map(|(key, found)| (*key, *found));
        match found {
            Some((key, found)) => {
                self.used.insert(key);
                Some(found)
            }
            None => {
                // A list of more names would not be read.
                let known = self.document.types.iter().take(100).map(|named| named.name.value.as_str());
                let known: Vec<&str> = known.chain(SIMPLE_TYPES.names()).collect();
                self.lost = true;
                let mut help = type_elsewhere(&name.value);
                if help.is_none() && closest(&name.value, &known).is_none() {
                    // The types were written under another key, which was reported.
                    if self.document.meant.contains(&TYPES.name) {
                        return None;
                    }
                    let is_name = name.value.starts_with(|c: char| c.is_ascii_uppercase());
                    help = is_name.then(|| format!("define `{}` under `types`", name.value));
                }
                let diagnostic =
                    Diagnostic::unknown(&codes::UNDEFINED_TYPE, "type", &name.value, &name.span, &known);
                self.report(diagnostic.instead(help));
                None
            }
        }
    }

    /// Reports unused names, unless an error may be the reason.
    fn report_unused(&mut self) {
        if self.lost {
            return;
        }
        let document = self.document;
        let types = document.types.iter().map(|named| &named.name);
        for name in types.chain(document.errors.iter().map(|error| &error.name)) {
            if !self.used.contains(name.value.as_str()) {
                let message = format!("unused `{}`", name.value);
                self.error(&codes::UNUSED, message, &name.span, "remove it, or use it");
            }
        }
        self.report_unused_pagination();
    }
}
