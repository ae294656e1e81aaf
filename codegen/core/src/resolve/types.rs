//! Types: resolves references and collects the constraints on their values.

use super::{Resolver, constraints::Written};
use crate::diagnostic::codes;
use crate::model::{Constraints, Definition, Head, Shape, TimestampFormat, Type, TypeId, TypeRef};
use crate::syntax::{self as spec, Spanned};
use crate::vocabulary::SIMPLE_TYPES;
use heck::ToUpperCamelCase;

/// Maximum number of steps through aliases, lists and maps.
const MAX_ALIASES: usize = 32;

/// A type where it is used.
#[derive(Clone, Debug)]
pub(super) struct Resolved<'a> {
    pub(super) target: TypeRef,
    /// Format of the timestamp that it is or contains, if the spec gives one.
    pub(super) format: Option<TimestampFormat>,
    /// Where the constraints in force are written.
    pub(super) written: Written<'a>,
}

impl Resolved<'_> {
    fn new(ty: Type, format: Option<TimestampFormat>) -> Self {
        Self { target: TypeRef::new(ty), format, written: Written::default() }
    }

    /// An invalid or unknown type, which was reported.
    fn error() -> Self {
        Self::new(Type::Error, None)
    }
}

impl<'a> Resolver<'a> {
    /// Resolves every named type, in spec order.
    pub(super) fn named_types(&mut self) {
        let document = self.document;
        for (at, named) in document.types.iter().enumerate() {
            if self.is_full() {
                break;
            }
            let id = TypeId::new(at);
            if declared(&named.ty, id).is_some() {
                let head = self.head(&named.name, &named.head);
                self.define(id, head, false, &named.ty);
                self.refuse_constraints(&named.constraints, described(&named.ty));
                continue;
            }
            if let Some(deprecated) = &named.head.deprecated {
                let message =
                    format!("`{}` has no type in Rust, so it cannot be deprecated", named.name.value);
                let help = "write `deprecated` on the members with this type";
                self.error(&codes::DEPRECATED, message, &deprecated.span, help);
            }
            let head = self.head(&named.name, &spec::Head { deprecated: None, ..named.head.clone() });
            let target = self.alias(id, named).target;
            self.definitions[at] =
                Some(Definition { head, inline: false, shape: Shape::Alias(Box::new(target)) });
        }
    }

    /// Defines a structure, union or enum.
    fn define(&mut self, id: TypeId, head: Head, inline: bool, ty: &'a spec::Type) {
        let shape = match ty {
            spec::Type::Structure(members, _) => self.structure(id, &head.name, members),
            spec::Type::Union(members, tag, span) => {
                self.tagged.extend(tag.as_deref().map(|tag| (id, members.as_slice(), tag)));
                self.union(&head.name, members, tag.as_deref(), span)
            }
            spec::Type::OneOf(alternatives, _) => {
                self.one_ofs.push((id, alternatives));
                self.one_of(&head.name, alternatives)
            }
            spec::Type::Enum(values, span) => self.string_enum(values, span),
            spec::Type::IntEnum(values, span) => self.int_enum(values, span),
            _ => return,
        };
        self.definitions[id.index()] = Some(Definition { head, inline, shape });
    }

    /// Resolves a type where it is used, with its constraints there. `owner` is the base of the name of a
    /// type written in place.
    pub(super) fn type_ref(
        &mut self,
        ty: &'a spec::Type,
        own: &'a spec::Constraints,
        owner: &Spanned<String>,
    ) -> Resolved<'a> {
        match ty {
            spec::Type::Name(name) => match SIMPLE_TYPES.find(&name.value).cloned() {
                Some(ty) => self.constrained(Resolved::new(ty, None), own),
                None => self.named(name, own),
            },
            spec::Type::List { item, sparse } => {
                let Resolved { target, format, .. } =
                    self.type_ref(&item.ty, &item.constraints, &part_of(owner, "Item"));
                let ty = Type::List { item: Box::new(target), sparse: *sparse };
                self.constrained(Resolved::new(ty, format), own)
            }
            spec::Type::Map { key, value, sparse } => {
                let key = key.as_ref().map(|key| self.key(key, owner));
                let key = Box::new(key.unwrap_or_else(|| TypeRef::new(Type::String)));
                let Resolved { target, format, .. } =
                    self.type_ref(&value.ty, &value.constraints, &part_of(owner, "Item"));
                let ty = Type::Map { key, value: Box::new(target), sparse: *sparse };
                self.constrained(Resolved::new(ty, format), own)
            }
            spec::Type::Unreadable => {
                self.lost = true;
                self.constrained(Resolved::error(), own)
            }
            _ => {
                self.refuse_constraints(own, described(ty));
                // Reserves the id: types inside this one come after it.
                let id = TypeId::new(self.definitions.len());
                self.definitions.push(None);
                let head = Head::named(owner.value.to_upper_camel_case());
                self.define(id, head, true, ty);
                declared(ty, id)
                    .map_or_else(Resolved::error, |ty| sensitive(ty, None, own.sensitive.is_some()))
            }
        }
    }

    /// The keys of a map.
    fn key(&mut self, key: &'a spec::Item, owner: &Spanned<String>) -> TypeRef {
        let target = self.type_ref(&key.ty, &key.constraints, &part_of(owner, "Key")).target;
        if !matches!(target.ty, Type::String | Type::Enum(_) | Type::Error) {
            let span = match &key.ty {
                spec::Type::Name(name) => &name.span,
                _ => &owner.span,
            };
            self.error(
                &codes::MAP_KEY,
                "the key of a map must be a string or an enum",
                span,
                "change the type of the key",
            );
        }
        target
    }

    /// A reference to one of the `types`.
    fn named(&mut self, name: &Spanned<String>, own: &'a spec::Constraints) -> Resolved<'a> {
        let Some((id, named)) = self.find_type(name) else {
            return self.constrained(Resolved::error(), own);
        };
        if let Some(ty) = declared(&named.ty, id) {
            self.refuse_constraints(own, described(&named.ty));
            return sensitive(ty, Some(id), own.sensitive.is_some() || named.constraints.sensitive.is_some());
        }
        let mut inner = self.alias(id, named);
        inner.target = TypeRef { named: Some(id), own: Constraints::default(), ..inner.target };
        self.constrained(inner, own)
    }

    /// Resolves an alias and its constraints.
    fn alias(&mut self, id: TypeId, named: &'a spec::NamedType) -> Resolved<'a> {
        if let Some(done) = self.aliases.get(&id) {
            return done.clone();
        }
        let name = &named.name.value;
        if self.open.contains(&id) {
            let message = format!("recursive type `{name}` is infinite");
            let help = "put the reference into a member of a structure";
            self.error(&codes::ENDLESS_TYPE, message, &named.name.span, help);
            return Resolved::error();
        }
        if self.open.len() == MAX_ALIASES {
            let message = format!("more than {MAX_ALIASES} aliases between `{name}` and its type");
            self.error(&codes::ENDLESS_TYPE, message, &named.name.span, "use fewer aliases");
            return Resolved::error();
        }
        self.open.push(id);
        let resolved = self.type_ref(&named.ty, &named.constraints, &named.name);
        self.open.pop();
        self.aliases.insert(id, resolved.clone());
        resolved
    }

    /// Adds the constraints written where a type is used.
    fn constrained(&mut self, inner: Resolved<'a>, own: &'a spec::Constraints) -> Resolved<'a> {
        let Resolved { target, format: inner_format, written } = inner;
        let written = written.replaced_by(own);
        let own_constraints = self.constraints(&target.ty, own, &written);
        let constraints = target.constraints.replaced_by(&own_constraints);
        let target = TypeRef { own: own_constraints, constraints, ..target };
        self.note_size(&target, own, &written);
        Resolved { target, format: own.format.as_ref().map(|own| own.value).or(inner_format), written }
    }
}

/// Returns the type of a structure, union or enum.
fn declared(ty: &spec::Type, id: TypeId) -> Option<Type> {
    Some(match ty {
        spec::Type::Structure(..) => Type::Structure(id),
        spec::Type::Union(..) | spec::Type::OneOf(..) => Type::Union(id),
        spec::Type::Enum(..) => Type::Enum(id),
        spec::Type::IntEnum(..) => Type::IntEnum(id),
        _ => return None,
    })
}

fn sensitive<'a>(ty: Type, named: Option<TypeId>, sensitive: bool) -> Resolved<'a> {
    let mut resolved = Resolved::new(ty, None);
    resolved.target.named = named;
    resolved.target.constraints.sensitive = sensitive;
    resolved
}

/// Returns what messages call such a type.
fn described(ty: &spec::Type) -> &'static str {
    match ty {
        spec::Type::Structure(..) => "a structure",
        spec::Type::Union(..) => "a union",
        spec::Type::OneOf(..) => "a `oneOf`",
        _ => "an enum",
    }
}

/// Returns the name of a part of a type written in place.
fn part_of(owner: &Spanned<String>, part: &str) -> Spanned<String> {
    Spanned { value: format!("{}{part}", owner.value), span: owner.span.clone() }
}
