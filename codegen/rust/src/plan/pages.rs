//! Pagination: fields of an input, and paths to fields of a page.

use super::{Definition, Member, Type};
use speccast_core::model;

/// How the pages of an operation are requested.
#[derive(Debug)]
pub(crate) struct Pagination {
    /// The fields of the input, and the ways to those of a page.
    pub(crate) pages: model::Pagination<Vec<PageField>>,
    /// Type of an item.
    pub(crate) item: Item,
}

/// A field on the way to a part of a page, or of the input.
#[derive(Debug)]
pub(crate) struct PageField {
    pub(crate) rust_name: String,
    /// Whether it may be absent.
    pub(crate) is_optional: bool,
    /// Whether it may also be null, if the structure is also sent.
    pub(crate) is_nullable: bool,
    /// Whether its value must not be shown.
    pub(crate) is_sensitive: bool,
}

/// The type of an item.
#[derive(Debug)]
pub(crate) enum Item {
    /// An element of a list.
    Element(Type),
    /// An entry of a map.
    Entry(Type, Type),
}

impl Pagination {
    /// Plans the pages of an operation with these members.
    pub(super) fn new(
        pages: &model::Pagination,
        input: &Definition,
        output: &Definition,
        types: &[Definition],
    ) -> Option<Self> {
        let (_, last) = fields(&output.members, &pages.items, types)?;
        let (item, members) = match last.ty.plain() {
            Type::List { item, .. } => (Item::Element(Type::clone(item)), structure(item, types)),
            Type::Map { key, value, .. } => (Item::Entry(Type::clone(key), Type::clone(value)), None),
            _ => return None,
        };
        let way = |members: &[Member], path: &[usize]| Some(fields(members, path, types)?.0);
        let pages = pages.map(
            |path| way(&input.members, path),
            |path| way(&output.members, path),
            |path| way(members?, path),
        )?;
        Some(Self { pages, item })
    }
}

/// Returns the fields on the path to a part of a page or item, and the last member.
fn fields<'p>(
    members: &'p [Member<'p>],
    path: &[usize],
    types: &'p [Definition<'p>],
) -> Option<(Vec<PageField>, &'p Member<'p>)> {
    let (mut fields, mut last, mut members) = (Vec::new(), None, Some(members));
    for index in path {
        let member = &members?[*index];
        let is_nullable = matches!(member.ty, Type::Nullable(_));
        let is_sensitive = matches!(member.ty, Type::Sensitive(_));
        let Member { rust_name, is_optional, .. } = member;
        let (rust_name, is_optional) = (rust_name.clone(), *is_optional);
        fields.push(PageField { rust_name, is_optional, is_nullable, is_sensitive });
        members = structure(&member.ty, types);
        last = Some(member);
    }
    Some((fields, last?))
}

/// The members of a structure.
fn structure<'p>(ty: &Type, types: &'p [Definition<'p>]) -> Option<&'p [Member<'p>]> {
    let Type::Structure(name) = ty.plain() else { return None };
    types.iter().find(|ty| ty.rust_name == *name).map(|def| def.members.as_slice())
}
