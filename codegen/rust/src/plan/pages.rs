//! Pages: fields of an input, and ways to fields of a page.

use super::{Counted, Member, Structure, Type, TypeDef};
use speccast_core::model;

/// How the pages of an operation are requested.
#[derive(Debug)]
pub(crate) struct Pagination {
    /// The step from a page to the next one.
    pub(crate) step: PageStep,
    /// The way to a boolean that is true if there are more pages.
    pub(crate) has_more: Option<Vec<PageField>>,
    /// The way to the items.
    pub(crate) items: Vec<PageField>,
    /// Type of an item.
    pub(crate) item: Item,
}

/// The step from a page to the next one.
#[derive(Debug)]
pub(crate) enum PageStep {
    /// It has tokens for it.
    Cursor {
        tokens: Vec<Token>,
        /// Whether the last page repeats its token.
        ends_on_repeated_token: bool,
    },
    /// The client counts.
    Count {
        what: Counted,
        field: String,
        first: i64,
        /// The way to the number of all of them.
        total: Option<Vec<PageField>>,
        /// The way to the number of all items, where pages are counted.
        total_items: Option<Vec<PageField>>,
    },
    /// Its last item leads to it.
    After {
        field: String,
        /// The way from an item to what stands for it.
        from: Vec<PageField>,
    },
    /// It has a link of this relation.
    Link(String),
    /// The way to its URL.
    NextUrl(Vec<PageField>),
}

/// A token.
#[derive(Debug)]
pub(crate) struct Token {
    /// Input field that takes it.
    pub(crate) field: String,
    /// Whether that must not be shown.
    pub(crate) is_sensitive: bool,
    /// The way to it.
    pub(crate) path: Vec<PageField>,
}

/// A field on the way to a part of a page.
#[derive(Debug)]
pub(crate) struct PageField {
    pub(crate) rust_name: String,
    /// Whether it may be absent.
    pub(crate) is_optional: bool,
    /// Whether it may be null apart from that, which what is sent too may be.
    pub(crate) is_nullable: bool,
}

/// What a page has several of.
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
        input: &Structure,
        output: &Structure,
        types: &[TypeDef],
    ) -> Option<Self> {
        let field = |member: usize| input.members[member].rust_name.clone();
        let path = |path: &Vec<usize>| fields(&output.members, path, types).map(|(fields, _)| fields);
        let (items, last) = fields(&output.members, &pages.items, types)?;
        let item = match last.ty.plain() {
            Type::List { item, .. } => Item::Element(Type::clone(item)),
            Type::Map { key, value, .. } => Item::Entry(Type::clone(key), Type::clone(value)),
            _ => return None,
        };
        let step = match &pages.style {
            model::PageStyle::Cursor { tokens, ends_on_repeated_token } => {
                let token = |(member, way): &(usize, Vec<usize>)| {
                    let is_sensitive = matches!(input.members[*member].ty, Type::Sensitive(_));
                    Some(Token { field: field(*member), is_sensitive, path: path(way)? })
                };
                let tokens = tokens.iter().map(token).collect::<Option<_>>()?;
                PageStep::Cursor { tokens, ends_on_repeated_token: *ends_on_repeated_token }
            }
            model::PageStyle::Count { what, member, first, total, total_items } => {
                let [total, total_items] = [total, total_items].map(|it| it.as_ref().and_then(path));
                PageStep::Count { what: *what, field: field(*member), first: *first, total, total_items }
            }
            model::PageStyle::After { member, from } => {
                let Item::Element(element) = &item else { return None };
                let members = structure(element, types)?;
                PageStep::After { field: field(*member), from: fields(members, from, types)?.0 }
            }
            model::PageStyle::Link(rel) => PageStep::Link(rel.clone()),
            model::PageStyle::NextUrl(url) => PageStep::NextUrl(path(url)?),
        };
        Some(Self { step, has_more: pages.has_more.as_ref().and_then(path), items, item })
    }
}

/// The fields on the way to a part of a page or of an item, and the last member.
fn fields<'p>(
    members: &'p [Member],
    path: &[usize],
    types: &'p [TypeDef],
) -> Option<(Vec<PageField>, &'p Member)> {
    let (mut fields, mut last, mut members) = (Vec::new(), None, Some(members));
    for index in path {
        let member = &members?[*index];
        let is_optional = !member.required && member.default.is_none();
        let is_nullable = matches!(member.ty, Type::Nullable(_));
        fields.push(PageField { rust_name: member.rust_name.clone(), is_optional, is_nullable });
        members = structure(&member.ty, types);
        last = Some(member);
    }
    Some((fields, last?))
}

/// The members of a structure.
fn structure<'p>(ty: &Type, types: &'p [TypeDef]) -> Option<&'p [Member]> {
    let Type::Structure(name) = ty.plain() else { return None };
    types.iter().find(|ty| ty.rust_name() == name).map(TypeDef::members)
}
