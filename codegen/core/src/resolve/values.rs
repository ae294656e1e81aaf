//! Values that a spec writes, in defaults and examples: checked against their types and constraints.

mod simple;

use super::types::is_unknown;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::ir::{self, Check, Constraint, Type, TypeDef, Value};
use crate::source::{Source, Span};
use crate::suggest::suggest;
use crate::syntax::{self as spec, Literal, Spanned};
use speccast_pattern::Pattern;
use std::collections::{HashMap, HashSet};

/// The types and constraints of a service, and what was found against them.
pub(super) struct Values<'s> {
    source: &'s Source,
    types: HashMap<&'s str, &'s TypeDef>,
    rules: HashMap<&'s str, &'s Constraint>,
    pub(super) matchers: HashMap<&'s str, &'s Pattern>,
    /// Values of the enums that were looked at.
    enums: HashMap<&'s str, HashSet<&'s str>>,
    code: &'static Code,
    found: Vec<Diagnostic>,
}

impl<'s> Values<'s> {
    /// Checks for the values of `service`, whose checks are still as they were lowered; violations have this code.
    pub(super) fn new(service: &'s ir::Service, source: &'s Source, code: &'static Code) -> Self {
        let name = |def: &'s TypeDef| match def {
            TypeDef::Structure(data) => data.rust_name.as_str(),
            TypeDef::Union(data) => data.rust_name.as_str(),
            TypeDef::Enum(data) => data.rust_name.as_str(),
            TypeDef::IntEnum(data) => data.rust_name.as_str(),
        };
        Self {
            source,
            types: service.types.iter().map(|def| (name(def), def)).collect(),
            rules: service.rules.iter().map(|rule| (rule.constant.as_str(), &rule.constraint)).collect(),
            matchers: service.matchers.iter().map(|it| (it.function.as_str(), &it.pattern)).collect(),
            enums: HashMap::new(),
            code,
            found: Vec::new(),
        }
    }

    /// What was found.
    pub(super) fn found(self) -> Vec<Diagnostic> {
        self.found
    }

    /// The structure, union or enum of this Rust name.
    pub(super) fn definition(&self, rust_name: &str) -> Option<&'s TypeDef> {
        self.types.get(rust_name).copied()
    }

    /// Adds what a check elsewhere found.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The value of what is written, if it is of that type; what is wrong with it is reported at its own place.
    pub(super) fn value(&mut self, written: &spec::Value, ty: &Type, checks: &[Check]) -> Option<Value> {
        let ty = ty.plain();
        if is_unknown(ty) || written.value == Literal::Unreadable {
            return None;
        }
        let value = match ty {
            Type::List { item, sparse } => self.list(written, item, *sparse, checks),
            Type::Map { key, value, sparse } => self.map(written, key, value, *sparse, checks),
            Type::Structure(name) => match self.types.get(name.as_str()) {
                Some(TypeDef::Structure(data)) => self.members(written, &data.members, &data.name),
                _ => None,
            },
            Type::Union(name) => match self.types.get(name.as_str()) {
                Some(TypeDef::Union(data)) => self.union(written, data),
                _ => None,
            },
            Type::Document => self.document(written),
            _ => self.simple(written, ty),
        }?;
        for check in checks {
            let constraint = match check {
                Check::Named(constant, _) => self.rules.get(constant.as_str()).copied(),
                Check::Inline(constraint) => Some(constraint),
                _ => None,
            };
            if let Some(constraint) = constraint {
                self.satisfies(&written.span, &value, ty, constraint);
            }
        }
        Some(value)
    }

    fn list(&mut self, written: &spec::Value, item: &Type, sparse: bool, checks: &[Check]) -> Option<Value> {
        let Literal::List(items) = &written.value else {
            return self.wrong_type(written, "a list");
        };
        let each = checks.iter().find_map(|check| match check {
            Check::Each(checks) => Some(checks.as_slice()),
            _ => None,
        });
        let each = each.unwrap_or_default();
        // Every item is looked at, before one that is wrong makes the whole wrong.
        let values: Vec<_> = items.iter().map(|written| self.item(written, item, sparse, each)).collect();
        values.into_iter().collect::<Option<_>>().map(Value::List)
    }

    fn map(
        &mut self,
        written: &spec::Value,
        key: &Type,
        value: &Type,
        sparse: bool,
        checks: &[Check],
    ) -> Option<Value> {
        let Literal::Map(entries) = &written.value else {
            return self.wrong_type(written, "a map");
        };
        let parts = checks.iter().find_map(|check| match check {
            Check::Entries { keys, values } => Some((keys.as_slice(), values.as_slice())),
            _ => None,
        });
        let (keys, values) = parts.unwrap_or_default();
        let mut read = Vec::new();
        for (name, written) in entries {
            let name = Spanned { value: Literal::String(name.value.clone()), span: name.span.clone() };
            let name = self.value(&name, key, keys);
            let value = self.item(written, value, sparse, values);
            read.push(name.zip(value).and_then(|(name, value)| match name {
                Value::String(name) => Some((name, value)),
                _ => None,
            }));
        }
        read.into_iter().collect::<Option<_>>().map(Value::Map)
    }

    fn item(&mut self, written: &spec::Value, ty: &Type, sparse: bool, checks: &[Check]) -> Option<Value> {
        match written.value {
            Literal::Null if sparse => Some(Value::Null),
            _ => self.value(written, ty, checks),
        }
    }

    /// A structure's members: those that are written must be its own, and those that it needs must be written.
    pub(super) fn members(
        &mut self,
        written: &spec::Value,
        members: &[ir::Member],
        of: &str,
    ) -> Option<Value> {
        let Literal::Map(entries) = &written.value else {
            return self.wrong_type(written, "a mapping of members");
        };
        let mut read = Vec::new();
        let by_name: HashMap<&str, &ir::Member> =
            members.iter().map(|member| (member.name.as_str(), member)).collect();
        for (name, value) in entries {
            let Some(member) = by_name.get(name.value.as_str()) else {
                let known: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
                self.unknown_member(name, of, &known);
                read.push(None);
                continue;
            };
            let value = self.value(value, &member.ty, &member.checks);
            read.push(value.map(|value| (name.value.clone(), value)));
        }
        let written_names: HashSet<&str> = entries.iter().map(|(name, _)| name.value.as_str()).collect();
        for member in members.iter().filter(|member| member.required) {
            if !written_names.contains(member.name.as_str()) {
                let start = entries.first().map_or(written.span.end, |(first, _)| first.span.end);
                let message = format!("`{of}` needs `{}`", member.name);
                let diagnostic = Diagnostic::new(self.code, message);
                let diagnostic = diagnostic.label(&(written.span.start..start), "in this mapping");
                self.found.push(diagnostic.help("add it: the member is required"));
                read.push(None);
            }
        }
        read.into_iter().collect::<Option<_>>().map(Value::Map)
    }

    fn union(&mut self, written: &spec::Value, data: &ir::Union) -> Option<Value> {
        let Literal::Map(entries) = &written.value else {
            return self.wrong_type(written, "a mapping of one member");
        };
        let [(name, value)] = entries.as_slice() else {
            self.violation(&written.span, "a union has just one of its members", "");
            return None;
        };
        let Some(variant) = data.variants.iter().find(|variant| variant.name == name.value) else {
            let known: Vec<&str> = data.variants.iter().map(|variant| variant.name.as_str()).collect();
            self.unknown_member(name, &data.name, &known);
            return None;
        };
        let value = self.value(value, &variant.ty, &variant.checks)?;
        Some(Value::Map(vec![(name.value.clone(), value)]))
    }

    /// Any JSON value.
    pub(super) fn document(&mut self, written: &spec::Value) -> Option<Value> {
        Some(match &written.value {
            Literal::Null => Value::Null,
            Literal::Boolean(value) => Value::Boolean(*value),
            Literal::Integer(value) => Value::Integer(*value),
            Literal::Float(value) if value.is_finite() => Value::Float(*value),
            Literal::Float(_) => return self.wrong_type(written, "a number that JSON has"),
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
        self.found.push(diagnostic.help("change the value, or what is said of it"));
    }

    fn unknown_member(&mut self, name: &Spanned<String>, of: &str, known: &[&str]) {
        let message = format!("`{of}` has no member `{}`", name.value);
        let diagnostic = Diagnostic::new(self.code, message).label(&name.span, "");
        self.found.push(diagnostic.help(suggest(&name.value, known)));
    }

    pub(super) fn wrong_type(&mut self, written: &spec::Value, wanted: &str) -> Option<Value> {
        let text = self.source.text().get(written.span.clone()).unwrap_or_default();
        let label = match written.value {
            Literal::Null => "this is nothing",
            Literal::Boolean(_) if wanted == "a string" => "YAML takes this for a boolean",
            Literal::Integer(_) | Literal::Float(_) if wanted == "a string" => "YAML takes this for a number",
            Literal::Boolean(_) => "this is a boolean",
            Literal::Float(_) if wanted == "a whole number" => "this is not whole",
            Literal::Integer(_) | Literal::Float(_) => "this is a number",
            Literal::String(_) => "this is text",
            Literal::List(_) => "this is a list",
            Literal::Map(_) | Literal::Unreadable => "this is a mapping",
        };
        let plain = matches!(written.value, Literal::Boolean(_) | Literal::Integer(_) | Literal::Float(_));
        let help = match wanted {
            "a whole number" if text.trim_matches(['"', '\'']).parse::<i64>().is_ok() => {
                "leave out the quotes".to_owned()
            }
            "`true` or `false`" if ["true", "false"].contains(&text.trim_matches(['"', '\''])) => {
                "leave out the quotes".to_owned()
            }
            "a string" if plain => format!("quote it: \"{}\"", text.escape_debug()),
            _ if written.value == Literal::Null && *self.code == codes::DEFAULT => {
                "leave `default` out".to_owned()
            }
            _ if written.value == Literal::Null => "leave the member out where it has no value".to_owned(),
            _ => "write a value of the member's type".to_owned(),
        };
        let diagnostic = Diagnostic::new(self.code, format!("{wanted} belongs here"));
        self.found.push(diagnostic.label(&written.span, label).help(help));
        None
    }
}
