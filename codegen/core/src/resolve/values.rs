//! Values in defaults and examples: checked against types and constraints.

mod simple;
mod unions;

pub(super) use unions::told;

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::model::{Member, Service, Stream, Type, TypeId, TypeRef, Value};
use crate::suggest::suggest;
use crate::syntax::{self as spec, Literal, Spanned};
use crate::text::{Source, Span};
use std::collections::{HashMap, HashSet};

/// The types of a service, and the problems found so far.
pub(super) struct Values<'s> {
    source: &'s Source,
    service: &'s Service,
    /// Values of enums, collected on first use.
    enums: HashMap<TypeId, HashSet<&'s str>>,
    code: &'static Code,
    found: Vec<Diagnostic>,
    /// Whether values are those of a response, whose unions may be of members that the spec does not list.
    is_response: bool,
}

impl<'s> Values<'s> {
    /// Creates checks for values of `service`; violations have this code.
    pub(super) fn new(service: &'s Service, source: &'s Source, code: &'static Code) -> Self {
        Self { source, service, enums: HashMap::new(), code, found: Vec::new(), is_response: false }
    }

    /// Returns the diagnostics.
    pub(super) fn found(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Resolves the members of an output.
    pub(super) fn output(&mut self, written: &spec::Value, members: &[Member], of: &str) -> Option<Value> {
        self.is_response = true;
        let value = self.members(written, members, of);
        self.is_response = false;
        value
    }

    /// The members of a structure or union, and its name.
    pub(super) fn definition(&self, id: TypeId) -> (&'s [Member], &'s str) {
        let definition = self.service.definition(id);
        (definition.members(), &definition.head.name)
    }

    /// Adds a diagnostic of another check.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Resolves a value of this type; problems are reported at their own places.
    pub(super) fn value(&mut self, written: &spec::Value, target: &TypeRef) -> Option<Value> {
        if target.ty == Type::Error || written.value == Literal::Unreadable {
            return None;
        }
        let value = match &target.ty {
            Type::List { item, sparse } => self.list(written, item, *sparse),
            Type::Map { key, value, sparse } => self.map(written, key, value, *sparse),
            Type::Structure(id) => {
                let (members, name) = self.definition(*id);
                self.members(written, members, name)
            }
            Type::Union(id) => self.union(written, *id),
            Type::Document => self.document(written),
            ty => self.simple(written, ty),
        }?;
        for violation in target.constraints.violations(&value, &target.ty) {
            self.violation(&written.span, violation.demand, violation.found);
        }
        Some(value)
    }

    fn list(&mut self, written: &spec::Value, item: &TypeRef, sparse: bool) -> Option<Value> {
        let Literal::List(items) = &written.value else {
            return self.wrong_type(written, "a list");
        };
        // All items are checked before the list is given up.
        let values: Vec<_> = items.iter().map(|written| self.item(written, item, sparse)).collect();
        values.into_iter().collect::<Option<_>>().map(Value::List)
    }

    fn map(&mut self, written: &spec::Value, key: &TypeRef, value: &TypeRef, sparse: bool) -> Option<Value> {
        let Literal::Map(entries) = &written.value else {
            return self.wrong_type(written, "a map");
        };
        let mut read = Vec::new();
        for (name, written) in entries {
            let name = Spanned { value: Literal::String(name.value.clone()), span: name.span.clone() };
            let name = self.value(&name, key);
            let value = self.item(written, value, sparse);
            read.push(name.zip(value).and_then(|(name, value)| match name {
                Value::String(name) => Some((name, value)),
                _ => None,
            }));
        }
        read.into_iter().collect::<Option<_>>().map(Value::Map)
    }

    fn item(&mut self, written: &spec::Value, target: &TypeRef, sparse: bool) -> Option<Value> {
        match written.value {
            Literal::Null if sparse => Some(Value::Null),
            _ => self.value(written, target),
        }
    }

    /// Resolves the members of a structure, and reports unknown and missing ones.
    pub(super) fn members(&mut self, written: &spec::Value, members: &[Member], of: &str) -> Option<Value> {
        let Literal::Map(entries) = &written.value else {
            return self.wrong_type(written, "a mapping of members");
        };
        let mut read = Vec::new();
        let by_name: HashMap<&str, &Member> =
            members.iter().map(|member| (member.head.name.as_str(), member)).collect();
        for (name, value) in entries {
            let Some(member) = by_name.get(name.value.as_str()) else {
                let known: Vec<&str> = members.iter().map(|member| member.head.name.as_str()).collect();
                self.unknown_member(name, of, &known);
                read.push(None);
                continue;
            };
            if let Some(constant) = &member.constant {
                self.constant(value, member, constant);
                continue;
            }
            let value = match member.stream {
                Some(Stream::Events { .. }) => self.list(value, &member.target, false),
                Some(Stream::Bytes) | None => self.item(value, &member.target, member.nullable),
            };
            read.push(value.map(|value| (name.value.clone(), value)));
        }
        let written_names: HashSet<&str> = entries.iter().map(|(name, _)| name.value.as_str()).collect();
        for member in members.iter().filter(|member| member.is_asked_for()) {
            if !written_names.contains(member.head.name.as_str()) {
                let start = entries.first().map_or(written.span.end, |(first, _)| first.span.end);
                let message = format!("missing `{}` of `{of}`", member.head.name);
                let diagnostic = Diagnostic::new(self.code, message);
                let diagnostic = diagnostic.label(&(written.span.start..start), "in this mapping");
                self.found.push(diagnostic.help("add it; the member is required"));
                read.push(None);
            }
        }
        read.into_iter().collect::<Option<_>>().map(Value::Map)
    }

    /// A constant, which need not be written.
    fn constant(&mut self, written: &spec::Value, member: &Member, constant: &Value) {
        if let Some(value) = self.value(written, &member.target)
            && value != *constant
            && *constant != Value::Null
        {
            let message = format!("constant `{}` has another value than {constant}", member.head.name);
            self.mistake(&written.span, message, "remove the member; the client adds it");
        }
    }

    /// Any JSON value.
    pub(super) fn document(&mut self, written: &spec::Value) -> Option<Value> {
        Some(match &written.value {
            Literal::Null => Value::Null,
            Literal::Boolean(value) => Value::Boolean(*value),
            Literal::Integer(value) => Value::Integer(*value),
            Literal::Float(value) if value.is_finite() => Value::Float(*value),
            Literal::Float(_) => return self.wrong_type(written, "a finite number"),
            Literal::String(text) => Value::String(text.clone()),
            Literal::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.document(item)).collect();
                Value::List(items.into_iter().collect::<Option<_>>()?)
            }
            Literal::Map(entries) => {
                let entry = |(name, value): &(Spanned<String>, spec::Value)| {
                    self.document(value).map(|value| (name.value.clone(), value))
                };
                let entries: Vec<_> = entries.iter().map(entry).collect();
                Value::Map(entries.into_iter().collect::<Option<_>>()?)
            }
            Literal::Unreadable => return None,
        })
    }

    pub(super) fn violation(&mut self, span: &Span, message: impl Into<String>, label: impl Into<String>) {
        let diagnostic = Diagnostic::new(self.code, message).label(span, label);
        self.found.push(diagnostic.help("change the value or its constraints"));
    }

    fn mistake(&mut self, span: &Span, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Diagnostic::new(self.code, message).label(span, "").help(help));
    }

    fn unknown_member(&mut self, name: &Spanned<String>, of: &str, known: &[&str]) {
        let message = format!("`{of}` has no member `{}`", name.value);
        self.mistake(&name.span, message, suggest(&name.value, known));
    }

    pub(super) fn wrong_type(&mut self, written: &spec::Value, wanted: &str) -> Option<Value> {
        let text = self.source.text().get(written.span.clone()).unwrap_or_default();
        let label = match written.value {
            Literal::Null => "found null",
            Literal::Boolean(_) if wanted == "a string" => "YAML reads this as a boolean",
            Literal::Integer(_) | Literal::Float(_) if wanted == "a string" => "YAML reads this as a number",
            Literal::Boolean(_) => "found a boolean",
            Literal::Float(_) if wanted == "an integer" => "found a fraction",
            Literal::Integer(_) | Literal::Float(_) => "found a number",
            Literal::String(_) => "found a string",
            Literal::List(_) => "found a list",
            Literal::Map(_) | Literal::Unreadable => "found a mapping",
        };
        let plain = matches!(written.value, Literal::Boolean(_) | Literal::Integer(_) | Literal::Float(_));
        let help = match wanted {
            "an integer" if text.trim_matches(['"', '\'']).parse::<i64>().is_ok() => {
                "remove the quotes".to_owned()
            }
            "`true` or `false`" if ["true", "false"].contains(&text.trim_matches(['"', '\''])) => {
                "remove the quotes".to_owned()
            }
            "a string" if plain => format!("quote it: \"{}\"", text.escape_debug()),
            _ if written.value == Literal::Null && *self.code == codes::DEFAULT => {
                "remove `default`".to_owned()
            }
            _ if written.value == Literal::Null && *self.code == codes::CONST => "remove `const`".to_owned(),
            _ if written.value == Literal::Null => "remove the member if it has no value".to_owned(),
            _ => match wanted.split_once(", as in ").or_else(|| wanted.split_once(" such as ")) {
                Some((_, example)) => format!("write it as in {example}"),
                None => format!("write {wanted}"),
            },
        };
        let diagnostic = Diagnostic::new(self.code, format!("expected {wanted}"));
        self.found.push(diagnostic.label(&written.span, label).help(help));
        None
    }
}
