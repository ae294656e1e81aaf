//! Pagination.

use super::{At, Comparison, Found, switch};
use crate::rules::{self, Rule};
use crate::spec::Spec;
use crate::verdict::Step;
use speccast_core::model::{Counted, Member, Operation, PageStyle, Pagination, Type, TypeRef};
use speccast_core::source_map::KeyPath;

/// A part of `paginated`: its key, and its value in each spec.
type Part = (&'static str, [String; 2]);

/// A style with the names of members on the wire.
type Style = PageStyle<String>;

impl Comparison<'_> {
    pub(super) fn pagination(&mut self, old: &Operation, new: &Operation, at: &At) {
        let place = at.key("paginated");
        let (before, after) = match (&old.pagination, &new.pagination) {
            (None, None) => return,
            (None, Some(_)) => return self.note(&rules::PAGINATION_ADDED, &place, "paginated now"),
            (Some(_), None) => return self.note(&rules::PAGINATION_REMOVED, &place, "no longer paginated"),
            (Some(before), Some(after)) => (before, after),
        };
        let (was, is) = (on_the_wire(self.old, old, before), on_the_wire(self.new, new, after));
        let (Some(was), Some(is)) = (was, is) else { return };
        self.page_style(&was.style, &is.style, &place);
        if was.items != is.items {
            let message = format!("the items are in {}, {} before", is.items, was.items);
            let found =
                Found::new(&rules::PAGINATION_ITEMS_CHANGED, &self.page_key(&place, "items"), message);
            let target = |spec, of: &Operation, path| member_at(spec, &of.output, path).1;
            let (was, is) = (target(self.old, old, &before.items), target(self.new, new, &after.items));
            let is_same = self.same_in_rust(&was, &is);
            self.record(if is_same { found } else { found.step(Step::Major) });
        }
        let more = [&was, &is].map(|it| or_absent(&it.has_more));
        self.page_part(&rules::PAGINATION_END_CHANGED, &place, ("hasMore", more), "`hasMore` is");
        if was.page_size != is.page_size {
            let [was, is] = [was, is].map(|it| it.page_size.unwrap_or_else(|| "no member".to_owned()));
            let message = format!("{is} limits the page size, {was} before");
            self.note(&rules::PAGINATION_SIZE_CHANGED, &self.page_key(&place, "pageSize"), message);
        }
    }

    /// Compares how one page leads to the next.
    fn page_style(&mut self, old: &Style, new: &Style, place: &At) {
        let (token, end) = (&rules::PAGINATION_TOKEN_CHANGED, &rules::PAGINATION_END_CHANGED);
        match (old, new) {
            (
                PageStyle::Cursor { tokens: was, ends_on_repeated_token: ended },
                PageStyle::Cursor { tokens: is, ends_on_repeated_token: ends },
            ) => {
                let list = |names: Vec<&str>| names.join(", ");
                let inputs = [was, is].map(|tokens| list(tokens.iter().map(|it| it.0.as_str()).collect()));
                let outputs = [was, is].map(|tokens| list(tokens.iter().map(|it| it.1.as_str()).collect()));
                self.page_part(token, place, ("inputToken", inputs), "the token of a request is in");
                self.page_part(token, place, ("outputToken", outputs), "the token of the next page is in");
                let on = (end, "the last page repeats its token now");
                let off = (end, "the last page no longer repeats its token");
                if let Some((rule, message)) = switch(*ended, *ends, [on, off]) {
                    self.note(rule, &self.page_key(place, "endsOnRepeatedToken"), message);
                }
            }
            (
                PageStyle::Count {
                    what: counted,
                    member: was,
                    first: first_was,
                    total: total_was,
                    total_items: items_was,
                },
                PageStyle::Count { what, member: is, first, total, total_items },
            ) if counted == what => {
                let (key, total_key) = match what {
                    Counted::Pages => ("page", "totalPages"),
                    Counted::Items => ("offset", "total"),
                };
                self.page_part(token, place, (key, pair(was, is)), "a page is requested with");
                let firsts = [first_was, first].map(ToString::to_string);
                self.page_part(token, place, ("firstPage", firsts), "the first one is number");
                for (key, totals) in [(total_key, [total_was, total]), ("total", [items_was, total_items])] {
                    self.page_part(end, place, (key, totals.map(or_absent)), "the total number is in");
                }
            }
            (PageStyle::After { member: was, from: from_was }, PageStyle::After { member: is, from }) => {
                self.page_part(token, place, ("after", pair(was, is)), "a page is requested with");
                self.page_part(token, place, ("from", pair(from_was, from)), "of the last item is sent");
            }
            (PageStyle::Link(was), PageStyle::Link(is)) => {
                // Relations are case-insensitive (RFC 8288 section 2.1.1).
                let rels = [was, is].map(|rel| format!("`{}`", rel.to_ascii_lowercase()));
                self.page_part(token, place, ("link", rels), "the relation of the next page is");
            }
            (PageStyle::NextUrl(was), PageStyle::NextUrl(is)) => {
                self.page_part(token, place, ("nextUrl", pair(was, is)), "the URL of the next page is in");
            }
            (was, is) => {
                let message = format!("pages follow each other {}, {} before", style(is), style(was));
                self.note(&rules::PAGINATION_STYLE_CHANGED, place, message);
            }
        }
    }

    /// Reports a part that differs; `what` precedes its new value.
    fn page_part(&mut self, rule: &'static Rule, place: &At, (key, [was, is]): Part, what: &str) {
        if was != is {
            self.note(rule, &self.page_key(place, key), format!("{what} {is}, {was} before"));
        }
    }

    /// Returns where a part of `paginated` is written: in the operation, or in the service.
    fn page_key(&self, at: &At, key: &'static str) -> At {
        let shared = KeyPath::default().key("service").key("paginated").key(key);
        let of = |spec: &Spec, own: KeyPath| {
            if !spec.has(&own) && spec.has(&shared) { shared.clone() } else { own }
        };
        let own = at.key(key);
        At { old: of(self.old, own.old), new: of(self.new, own.new), ..*at }
    }
}

/// Describes a style.
fn style(style: &Style) -> &'static str {
    match style {
        PageStyle::Cursor { .. } => "by tokens",
        PageStyle::Count { what: Counted::Pages, .. } => "by number",
        PageStyle::Count { what: Counted::Items, .. } => "by offset",
        PageStyle::After { .. } => "by their last items",
        PageStyle::Link(_) => "by `Link` headers",
        PageStyle::NextUrl(_) => "by URLs",
    }
}

fn pair(old: &str, new: &str) -> [String; 2] {
    [old, new].map(str::to_owned)
}

fn or_absent(name: &Option<String>) -> String {
    name.clone().unwrap_or_else(|| "absent".to_owned())
}

/// Returns pagination with the names of members on the wire, such as `result.items`.
fn on_the_wire(spec: &Spec, of: &Operation, pages: &Pagination) -> Option<Pagination<String>> {
    let name = |members: &[Member], path: &[usize]| Some(format!("`{}`", member_at(spec, members, path).0));
    let item = match &member_at(spec, &of.output, &pages.items).1.ty {
        Type::List { item, .. } => item.ty.id(),
        _ => None,
    };
    let item = item.map_or(&[][..], |id| spec.service().definition(id).members());
    pages.map(|path| name(&of.input, path), |path| name(&of.output, path), |path| name(item, path))
}

/// Returns the name of a member on the wire, and its type.
fn member_at(spec: &Spec, members: &[Member], path: &[usize]) -> (String, TypeRef) {
    let (mut names, mut target, mut members) = (Vec::new(), TypeRef::new(Type::Error), members);
    for index in path {
        let Some(member) = members.get(*index) else { break };
        names.push(member.wire_name.as_str());
        target = member.target.clone();
        if let Type::Structure(id) = member.target.ty {
            members = spec.service().definition(id).members();
        }
    }
    (names.join("."), target)
}
