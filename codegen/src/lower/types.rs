//! Types: what a reference stands for, and what must hold for its values.

use super::constraints::{self, Effective};
use super::names::{Kind, Scope};
use super::structures::Role;
use super::{Lowering, primitive};
use crate::diagnostic::Diagnostic;
use crate::ir;
use crate::source::Span;
use crate::spec::{self, Constraints, EnumValue, Spanned};
use std::collections::HashMap;

/// How many types may be no more than a name, or a list or map, of the next.
const MAX_ALIASES: usize = 32;

/// A type and what must hold for its values.
pub(super) type Checked = (ir::Type, Vec<ir::Check>);

impl<'a> Lowering<'a> {
    /// Lowers every named type, in the order written.
    pub(super) fn lower_types(&mut self) {
        let document = self.document;
        for named in &document.types {
            match &named.ty {
                spec::Type::Structure(members, _) => {
                    let rust_name =
                        self.rust_names.get(named.name.value.as_str()).cloned().unwrap_or_default();
                    let doc = self.doc(named.doc.as_ref());
                    self.define_structure(rust_name, doc, members);
                    self.refuse_constraints(&named.constraints, "a structure");
                }
                spec::Type::Enum(values, span) => {
                    let rust_name =
                        self.rust_names.get(named.name.value.as_str()).cloned().unwrap_or_default();
                    let doc = self.doc(named.doc.as_ref());
                    self.define_enum(rust_name, doc, values, span);
                    self.refuse_constraints(&named.constraints, "an enum");
                }
                _ => self.rule(named),
            }
        }
    }

    fn refuse_constraints(&mut self, constraints: &Constraints, what: &str) {
        let Constraints { length, range, pattern } = constraints;
        let spans = [
            length.as_ref().map(|it| it.span.clone()),
            range.as_ref().map(|it| it.span.clone()),
            pattern.as_ref().map(|it| it.source.span.clone()),
        ];
        for span in spans.into_iter().flatten() {
            self.error("constraint-kind", format!("{what} has no such constraint"), &span, "remove it");
        }
    }

    /// The rule of a named type that is neither structure nor enum.
    fn rule(&mut self, named: &'a spec::NamedType) {
        let Some((ty, _)) = self.contents(named) else {
            return;
        };
        self.check_constraints(&ty, &named.constraints);
        let doc = self.doc(named.doc.as_ref());
        let effective = self.effective(named);
        let Some(constraint) = self.constraint(&ty, &effective) else {
            return;
        };
        let constant = self.constant(named);
        self.take(|it| &mut it.constant_scope, &constant, &named.name.span);
        let type_name = named.name.value.clone();
        self.rules.push(ir::Rule { constant, type_name, doc, constraint });
    }

    /// A type where it is used, with the constraints written beside it. `owner` names what is written in place.
    pub(super) fn ty(
        &mut self,
        ty: &'a spec::Type,
        own: &'a Constraints,
        owner: &Spanned<String>,
    ) -> Option<Checked> {
        match ty {
            spec::Type::Name(name) => match primitive(&name.value) {
                Some(ty) => {
                    self.check_constraints(&ty, own);
                    let effective = Effective::default().replaced_by(own, owner);
                    let check = self.constraint(&ty, &effective).map(ir::Check::Inline);
                    Some((ty, check.into_iter().collect()))
                }
                None => self.named(name, own, owner),
            },
            spec::Type::List(item, _) => {
                let (item, checks) = self.ty(&item.ty, &item.constraints, &item_of(owner))?;
                Some(self.collection(
                    ir::Type::List { item: Box::new(item), sparse: false },
                    checks,
                    own,
                    owner,
                ))
            }
            spec::Type::Map(item, _) => {
                let (item, checks) = self.ty(&item.ty, &item.constraints, &item_of(owner))?;
                let (key, value) = (Box::new(ir::Type::String), Box::new(item));
                Some(self.collection(ir::Type::Map { key, value, sparse: false }, checks, own, owner))
            }
            spec::Type::Structure(members, _) => {
                let rust_name = self.rust_name(Kind::Type, owner, None);
                self.take(|it| &mut it.type_scope, &rust_name, &owner.span);
                self.define_structure(rust_name.clone(), None, members);
                self.refuse_constraints(own, "a structure");
                Some((ir::Type::Structure(rust_name.clone()), vec![ir::Check::Nested(rust_name)]))
            }
            spec::Type::Enum(values, span) => {
                let rust_name = self.rust_name(Kind::Type, owner, None);
                self.take(|it| &mut it.type_scope, &rust_name, &owner.span);
                self.define_enum(rust_name.clone(), None, values, span);
                self.refuse_constraints(own, "an enum");
                Some((ir::Type::Enum(rust_name), vec![ir::Check::Known]))
            }
        }
    }

    fn collection(
        &mut self,
        ty: ir::Type,
        item_checks: Vec<ir::Check>,
        own: &'a Constraints,
        owner: &Spanned<String>,
    ) -> Checked {
        self.check_constraints(&ty, own);
        let effective = Effective::default().replaced_by(own, owner);
        let length = self.constraint(&ty, &effective).map(ir::Check::Inline);
        let each = (!item_checks.is_empty()).then(|| match ty {
            ir::Type::Map { .. } => ir::Check::Entries { keys: Vec::new(), values: item_checks },
            _ => ir::Check::Each(item_checks),
        });
        (ty, length.into_iter().chain(each).collect())
    }

    /// A reference to one of the `types`.
    fn named(
        &mut self,
        name: &Spanned<String>,
        own: &'a Constraints,
        owner: &Spanned<String>,
    ) -> Option<Checked> {
        let named = self.find_type(name)?;
        let rust_name = self.rust_names.get(named.name.value.as_str()).cloned().unwrap_or_default();
        match &named.ty {
            spec::Type::Structure(..) => {
                self.refuse_constraints(own, "a structure");
                return Some((ir::Type::Structure(rust_name.clone()), vec![ir::Check::Nested(rust_name)]));
            }
            spec::Type::Enum(..) => {
                self.refuse_constraints(own, "an enum");
                return Some((ir::Type::Enum(rust_name), vec![ir::Check::Known]));
            }
            _ => {}
        }
        let (ty, inner) = self.contents(named)?;
        self.check_constraints(&ty, own);
        let effective = self.effective(named).replaced_by(own, owner);
        let constraint = self.constraint(&ty, &effective);
        let check = constraint.map(|constraint| match constraints::is_empty(own) {
            true => ir::Check::Named(self.constant(named), kind(&constraint)),
            false => ir::Check::Inline(constraint),
        });
        Some((ty, check.into_iter().chain(inner).collect()))
    }

    /// What a named type that is neither structure nor enum holds, without the constraints on the whole.
    fn contents(&mut self, named: &'a spec::NamedType) -> Option<Checked> {
        let name = named.name.value.as_str();
        if let Some(done) = self.contents.get(name) {
            return done.clone();
        }
        if self.open.contains(&name) {
            let message = format!("`{name}` holds nothing but itself");
            let help = "a type may refer to itself from a member of a structure";
            self.error("endless-type", message, &named.name.span, help);
            return None;
        }
        if self.open.len() == MAX_ALIASES {
            let message = format!(
                "`{name}` is the end of more than {MAX_ALIASES} types, each another name of the next"
            );
            self.error("endless-type", message, &named.name.span, "use fewer names");
            return None;
        }
        self.open.push(name);
        let checked = match &named.ty {
            spec::Type::Name(target) => match primitive(&target.value) {
                Some(ty) => Some((ty, Vec::new())),
                None => self.named(target, &EMPTY, &named.name),
            },
            ty => self.ty(ty, &EMPTY, &named.name),
        };
        self.open.pop();
        let checked = checked.map(|(ty, mut checks)| {
            checks.retain(|check| !is_constraint(check));
            (ty, checks)
        });
        self.contents.insert(name, checked.clone());
        checked
    }

    /// The constraints of a named type, those of the types that it renames among them.
    ///
    /// `contents` has refused a type that renames itself.
    fn effective(&self, named: &'a spec::NamedType) -> Effective<'a> {
        let mut chain = vec![named];
        let mut next = Some(named);
        while let Some(spec::Type::Name(target)) = next.map(|named| &named.ty) {
            let renamed = primitive(&target.value).is_none().then(|| self.types.get(target.value.as_str()));
            next = renamed.flatten().copied();
            chain.extend(next);
        }
        chain.iter().rev().fold(Effective::default(), |inherited, named| {
            inherited.replaced_by(&named.constraints, &named.name)
        })
    }

    /// The name of the constant that holds a named type's rule.
    fn constant(&mut self, named: &spec::NamedType) -> String {
        self.rust_name(Kind::Constant, &named.name, named.rust.as_ref())
    }

    fn define_structure(&mut self, rust_name: String, doc: Option<String>, members: &'a [spec::Member]) {
        // The place is kept, so that types written in place come after the structure that holds them.
        let at = self.lowered.len();
        let structure = self.structure(rust_name, doc, members, Role::Data);
        self.lowered.insert(at, ir::TypeDef::Structure(structure));
    }

    fn define_enum(&mut self, rust_name: String, doc: Option<String>, values: &[EnumValue], span: &Span) {
        if values.is_empty() {
            self.error("empty-enum", "an enum needs a value", span, "list its values");
        }
        let mut variants = Scope::default();
        let mut seen: HashMap<&str, &Span> = HashMap::new();
        let mut lowered: Vec<ir::EnumValue> = Vec::new();
        for value in values {
            if value.value.value.is_empty() || value.value.value.chars().any(super::docs::is_hidden) {
                let help = "write the value as it is on the wire";
                self.error("enum-value", "an enum's value is visible text", &value.value.span, help);
            }
            if let Some(first) = seen.insert(&value.value.value, &value.value.span) {
                let diagnostic =
                    Diagnostic::error("enum-value", format!("`{}` stands here twice", value.value.value));
                let diagnostic = diagnostic.label(&value.value.span, "again here");
                self.report(diagnostic.label(first, "first here"));
                continue;
            }
            if value.value.value.is_empty() {
                continue;
            }
            let variant = self.rust_name(Kind::Variant, &value.value, value.rust.as_ref());
            if let Err(diagnostic) = variants.take(&variant, &value.value.span)
                && !variant.is_empty()
            {
                self.report(diagnostic);
            }
            let doc = self.doc(value.doc.as_ref());
            lowered.push(ir::EnumValue {
                rust_name: variant,
                value: value.value.value.clone(),
                deprecated: None,
                doc,
            });
        }
        self.lowered.push(ir::TypeDef::Enum(ir::Enum {
            name: rust_name.clone(),
            rust_name,
            deprecated: None,
            doc,
            values: lowered,
        }));
    }
}

/// No constraints of one's own.
const EMPTY: Constraints = Constraints { length: None, range: None, pattern: None };

/// What the items of something are called, where that needs a name.
fn item_of(owner: &Spanned<String>) -> Spanned<String> {
    Spanned { value: format!("{}Item", owner.value), span: owner.span.clone() }
}

fn is_constraint(check: &ir::Check) -> bool {
    matches!(check, ir::Check::Named(..) | ir::Check::Inline(_))
}

fn kind(constraint: &ir::Constraint) -> ir::CheckKind {
    match constraint {
        ir::Constraint::String { .. } => ir::CheckKind::String,
        ir::Constraint::Integer(_) => ir::CheckKind::Integer,
        ir::Constraint::Float(_) => ir::CheckKind::Float,
        ir::Constraint::Length(_) | ir::Constraint::Unique => ir::CheckKind::Length,
    }
}
