//! Types: what a reference stands for, and what must hold for its values.

use super::constraints::{self, Effective};
use super::names::Kind;
use super::{Lowering, primitive};
use crate::diagnostic::codes;
use crate::ir::{self, Check, TimestampFormat, Type};
use crate::syntax::{self as spec, Constraints, Spanned};

/// A type and what must hold for its values.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    pub(super) ty: Type,
    pub(super) checks: Vec<Check>,
    /// How the timestamp that it is or holds is written, if the spec says that.
    pub(super) format: Option<TimestampFormat>,
}

impl Checked {
    fn new(ty: Type, checks: Vec<Check>) -> Self {
        Self { ty, checks, format: None }
    }

    /// What stands for a type that could not be read or found, which was reported.
    pub(super) fn unknown() -> Self {
        Self::new(Type::Structure(String::new()), Vec::new())
    }

    fn sensitive(mut self, sensitive: bool) -> Self {
        if sensitive && !matches!(self.ty, Type::Sensitive(_)) {
            self.ty = Type::Sensitive(Box::new(self.ty));
        }
        self
    }
}

/// What a type of the model is called, and what is said of it.
pub(super) struct Head {
    pub(super) name: String,
    pub(super) rust_name: String,
    pub(super) doc: Option<String>,
    pub(super) deprecated: Option<ir::Deprecated>,
}

/// Whether a type could not be read or found; nothing more is to be said of it.
pub(super) fn is_unknown(ty: &Type) -> bool {
    matches!(ty.plain(), Type::Structure(name) if name.is_empty())
}

/// Whether a type that could not be read or found is in it.
pub(super) fn holds_unknown(ty: &Type) -> bool {
    match ty.plain() {
        Type::List { item, .. } => holds_unknown(item),
        Type::Map { key, value, .. } => holds_unknown(key) || holds_unknown(value),
        plain => is_unknown(plain),
    }
}

impl<'a> Lowering<'a> {
    /// Lowers every named type, in the order written.
    pub(super) fn lower_types(&mut self) {
        let document = self.document;
        for named in &document.types {
            if self.is_full() {
                break;
            }
            let name = self.rust_names.get(named.name.value.as_str()).cloned().unwrap_or_default();
            if self.define(name, &named.ty, Some(named)).is_some() {
                self.refuse_constraints(&named.constraints, described(&named.ty));
                continue;
            }
            if let Some(deprecated) = &named.deprecated {
                let message = format!("`{}` is no type in Rust that could be deprecated", named.name.value);
                let help = "write `deprecated` beside each member that has the type";
                self.error(&codes::DEPRECATED, message, &deprecated.span, help);
            }
            self.rule(named);
        }
    }

    /// Defines what a type written out says, if the model has a type for it; `named` is where it got a name.
    fn define(
        &mut self,
        rust_name: String,
        ty: &'a spec::Type,
        named: Option<&'a spec::NamedType>,
    ) -> Option<Checked> {
        let declared = declared(ty, &rust_name)?;
        let head = Head {
            name: named.map_or_else(|| rust_name.clone(), |named| named.name.value.clone()),
            rust_name,
            doc: self.doc(named.and_then(|named| named.doc.as_ref())),
            deprecated: self.deprecated(named.and_then(|named| named.deprecated.as_ref())),
        };
        match ty {
            spec::Type::Structure(members, _) => self.define_structure(head, members),
            spec::Type::Union(members, span) => self.define_union(head, members, span),
            spec::Type::Enum(values, span) => self.define_enum(head, values, span),
            spec::Type::IntEnum(values, span) => self.define_int_enum(head, values, span),
            _ => {}
        }
        Some(declared)
    }

    /// A type where it is used, with the constraints written beside it. `owner` names what is written in place.
    pub(super) fn ty(
        &mut self,
        ty: &'a spec::Type,
        own: &'a Constraints,
        owner: &Spanned<String>,
    ) -> Checked {
        match ty {
            spec::Type::Name(name) => match primitive(&name.value) {
                Some(ty) => self.constrained(Checked::new(ty, Vec::new()), own, owner),
                None => self.named(name, own, owner),
            },
            spec::Type::List { item, sparse } => {
                let Checked { ty, checks, format } =
                    self.ty(&item.ty, &item.constraints, &part_of(owner, "Item"));
                let checks = if checks.is_empty() { Vec::new() } else { vec![Check::Each(checks)] };
                let ty = Type::List { item: Box::new(ty), sparse: *sparse };
                self.constrained(Checked { ty, checks, format }, own, owner)
            }
            spec::Type::Map { key, value, sparse } => {
                let key = key.as_ref().map(|key| self.key(key, owner));
                let key = key.unwrap_or_else(|| Checked::new(Type::String, Vec::new()));
                let Checked { ty, checks, format } =
                    self.ty(&value.ty, &value.constraints, &part_of(owner, "Item"));
                let entries = Check::Entries { keys: key.checks, values: checks };
                let said = matches!(&entries, Check::Entries { keys, values } if !keys.is_empty() || !values.is_empty());
                let checks = if said { vec![entries] } else { Vec::new() };
                let ty = Type::Map { key: Box::new(key.ty), value: Box::new(ty), sparse: *sparse };
                self.constrained(Checked { ty, checks, format }, own, owner)
            }
            spec::Type::Unreadable => {
                self.lost = true;
                self.constrained(Checked::unknown(), own, owner)
            }
            _ => {
                let name = self.rust_name(Kind::Type, owner, None);
                self.take(|it| &mut it.type_scope, &name, &owner.span);
                self.refuse_constraints(own, described(ty));
                let checked = self.define(name, ty, None).unwrap_or_else(Checked::unknown);
                checked.sensitive(own.sensitive.is_some())
            }
        }
    }

    /// The keys of a map.
    fn key(&mut self, key: &'a spec::Item, owner: &Spanned<String>) -> Checked {
        let checked = self.ty(&key.ty, &key.constraints, &part_of(owner, "Key"));
        let plain = checked.ty.plain();
        if !matches!(plain, Type::String | Type::Enum(_)) && !is_unknown(plain) {
            let span = match &key.ty {
                spec::Type::Name(name) => &name.span,
                _ => &owner.span,
            };
            self.error(&codes::MAP_KEY, "a map's key is a string or an enum", span, "change the key's type");
        }
        checked
    }

    /// A type that the model has no type for, under what is said beside it.
    fn constrained(&mut self, inner: Checked, own: &'a Constraints, owner: &Spanned<String>) -> Checked {
        self.check_constraints(&inner.ty, own);
        let effective = Effective::default().replaced_by(own, owner);
        let constraint = self.constraint(&inner.ty, &effective).map(Check::Inline);
        in_force(inner, &effective, constraint)
    }

    /// A reference to one of the `types`.
    fn named(&mut self, name: &Spanned<String>, own: &'a Constraints, owner: &Spanned<String>) -> Checked {
        let Some(named) = self.find_type(name) else {
            return self.constrained(Checked::unknown(), own, owner);
        };
        let rust_name = self.rust_names.get(named.name.value.as_str()).map_or("", String::as_str);
        if let Some(declared) = declared(&named.ty, rust_name) {
            self.refuse_constraints(own, described(&named.ty));
            return declared.sensitive(own.sensitive.is_some() || named.constraints.sensitive.is_some());
        }
        let inner = self.contents(named);
        self.check_constraints(&inner.ty, own);
        let effective = self.effective(named).replaced_by(own, owner);
        let constraint =
            self.constraint(&inner.ty, &effective).map(|constraint| match constraints::is_empty(own) {
                true => Check::Named(self.constant(named), kind(&constraint)),
                false => Check::Inline(constraint),
            });
        in_force(inner, &effective, constraint)
    }
}

/// A type of the model, where it is used.
fn declared(ty: &spec::Type, rust_name: &str) -> Option<Checked> {
    let name = rust_name.to_owned();
    Some(match ty {
        spec::Type::Structure(..) => Checked::new(Type::Structure(name.clone()), vec![Check::Nested(name)]),
        spec::Type::Union(..) => Checked::new(Type::Union(name.clone()), vec![Check::Nested(name)]),
        spec::Type::Enum(..) => Checked::new(Type::Enum(name), vec![Check::Known]),
        spec::Type::IntEnum(..) => Checked::new(Type::IntEnum(name), vec![Check::Known]),
        _ => return None,
    })
}

/// What messages call such a type.
pub(super) fn described(ty: &spec::Type) -> &'static str {
    match ty {
        spec::Type::Structure(..) => "a structure",
        spec::Type::Union(..) => "a union",
        _ => "an enum",
    }
}

fn in_force(inner: Checked, effective: &Effective<'_>, constraint: Option<Check>) -> Checked {
    let unique = effective.unique().then_some(Check::Inline(ir::Constraint::Unique));
    let checks = constraint.into_iter().chain(unique).chain(inner.checks).collect();
    let format = effective.format.or(inner.format);
    Checked { ty: inner.ty, checks, format }.sensitive(effective.sensitive)
}

/// What a part of something is called, where that needs a name.
fn part_of(owner: &Spanned<String>, part: &str) -> Spanned<String> {
    Spanned { value: format!("{}{part}", owner.value), span: owner.span.clone() }
}

fn kind(constraint: &ir::Constraint) -> ir::CheckKind {
    match constraint {
        ir::Constraint::String { .. } => ir::CheckKind::String,
        ir::Constraint::Integer(_) => ir::CheckKind::Integer,
        ir::Constraint::Float(_) => ir::CheckKind::Float,
        ir::Constraint::Length(_) | ir::Constraint::Unique => ir::CheckKind::Length,
    }
}
