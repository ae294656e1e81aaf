//! Pagination.

use super::{At, Comparison, Found};
use crate::rules::{self, Rule};
use crate::spec::Spec;
use crate::verdict::Step;
use speccast_core::model::{Counted, Member, Operation, PageStyle, Pagination, Type, TypeRef};
use speccast_core::source_map::KeyPath;

/// A part of `paginated`: its key, and its value in each spec.
type Part = (&'static str, [String; 2]);

impl Comparison<'_> {
    pub(super) fn pagination(&mut self, old: &Operation, new: &Operation, at: &At) {
        let place = at.key("paginated");
        let (before, after) = match (&old.pagination, &new.pagination) {
            (None, None) => return,
            (None, Some(_)) => return self.note(&rules::PAGINATION_ADDED, &place, "paginated now"),
            (Some(_), None) => return self.note(&rules::PAGINATION_REMOVED, &place, "no longer paginated"),
            (Some(before), Some(after)) => (before, after),
        };
        self.page_style([old, new], [before, after], &place);
        self.page_items([old, new], [before, after], &place);
        let more = [(self.old, old, before), (self.new, new, after)]
            .map(|(spec, of, pages)| pages.has_more.as_ref().map(|path| on_wire(spec, &of.output, path).0));
        self.page_part(&rules::PAGINATION_END_CHANGED, &place, ("hasMore", more.map(shown)), "`hasMore` is");
        let size = |of: &[Member], page_size: Option<usize>| {
            page_size.map_or("no member".to_owned(), |at| format!("`{}`", of[at].wire_name))
        };
        let (was, is) = (size(&old.input, before.page_size), size(&new.input, after.page_size));
        if was != is {
            let message = format!("{is} limits the page size, {was} before");
            self.note(&rules::PAGINATION_SIZE_CHANGED, &self.page_key(&place, "pageSize"), message);
        }
    }

    /// Compares how one page leads to the next.
    fn page_style(&mut self, [old, new]: [&Operation; 2], [before, after]: [&Pagination; 2], place: &At) {
        let input = |was: usize, is: usize| {
            [&old.input[was], &new.input[is]].map(|member| format!("`{}`", member.wire_name))
        };
        let (token, end) = (&rules::PAGINATION_TOKEN_CHANGED, &rules::PAGINATION_END_CHANGED);
        match (&before.style, &after.style) {
            (
                PageStyle::Cursor { tokens: was, ends_on_repeated_token: ended },
                PageStyle::Cursor { tokens: is, ends_on_repeated_token: ends },
            ) => {
                let inputs = [(old, was), (new, is)].map(|(of, tokens)| {
                    let names = tokens.iter().map(|(member, _)| of.input[*member].wire_name.clone());
                    list(names.collect())
                });
                let outputs = [(self.old, old, was), (self.new, new, is)].map(|(spec, of, tokens)| {
                    list(tokens.iter().map(|(_, path)| on_wire(spec, &of.output, path).0).collect())
                });
                self.page_part(token, place, ("inputToken", inputs), "the token of a request is in");
                self.page_part(token, place, ("outputToken", outputs), "the token of the next page is in");
                if ended != ends {
                    let message = match ends {
                        true => "the last page repeats its token now",
                        false => "the last page no longer repeats its token",
                    };
                    let place = self.page_key(place, "endsOnRepeatedToken");
                    self.note(&rules::PAGINATION_END_CHANGED, &place, message);
                }
            }
            (
                PageStyle::Count {
                    what: old_what,
                    member: was,
                    first: old_first,
                    total: old_total,
                    total_items: old_items,
                },
                PageStyle::Count { what, member: is, first, total, total_items },
            ) if old_what == what => {
                let (key, total_key) = match what {
                    Counted::Pages => ("page", "totalPages"),
                    Counted::Items => ("offset", "total"),
                };
                self.page_part(token, place, (key, input(*was, *is)), "a page is requested with");
                let firsts = [old_first, first].map(ToString::to_string);
                self.page_part(token, place, ("firstPage", firsts), "the first one is number");
                let ends = [(total_key, [old_total, total]), ("total", [old_items, total_items])];
                for (key, [was, is]) in ends {
                    let totals = [(self.old, old, was), (self.new, new, is)].map(|(spec, of, total)| {
                        shown(total.as_ref().map(|path| on_wire(spec, &of.output, path).0))
                    });
                    self.page_part(end, place, (key, totals), "the number of all is in");
                }
            }
            (PageStyle::After { member: was, from: old_from }, PageStyle::After { member: is, from }) => {
                self.page_part(token, place, ("after", input(*was, *is)), "a page is requested with");
                let from = [(self.old, old, before, old_from), (self.new, new, after, from)].map(
                    |(spec, of, pages, path)| {
                        let items = on_wire(spec, &of.output, &pages.items).1;
                        shown(Some(on_wire(spec, item_members(spec, &items), path).0))
                    },
                );
                self.page_part(token, place, ("from", from), "of the last item is sent");
            }
            (PageStyle::Link(was), PageStyle::Link(is)) => {
                // Relations are case-insensitive (RFC 8288 section 2.1.1).
                let rels = [was, is].map(|rel| format!("`{}`", rel.to_ascii_lowercase()));
                self.page_part(token, place, ("link", rels), "the relation of the next page is");
            }
            (PageStyle::NextUrl(was), PageStyle::NextUrl(is)) => {
                let urls = [(self.old, old, was), (self.new, new, is)]
                    .map(|(spec, of, path)| shown(Some(on_wire(spec, &of.output, path).0)));
                self.page_part(token, place, ("nextUrl", urls), "the URL of the next page is in");
            }
            (was, is) => {
                let message = format!("pages follow each other {}, {} before", style(is), style(was));
                self.note(&rules::PAGINATION_STYLE_CHANGED, place, message);
            }
        }
    }

    fn page_items(&mut self, [old, new]: [&Operation; 2], [before, after]: [&Pagination; 2], place: &At) {
        let (was, old_target) = on_wire(self.old, &old.output, &before.items);
        let (is, target) = on_wire(self.new, &new.output, &after.items);
        if was != is {
            let message = format!("the items are in `{is}`, `{was}` before");
            let found = Found::new(&rules::PAGINATION_ITEMS_CHANGED, &self.page_key(place, "items"), message);
            let is_same = self.same_in_rust(&old_target, &target);
            self.record(if is_same { found } else { found.step(Step::Major) });
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
fn style(style: &PageStyle) -> &'static str {
    match style {
        PageStyle::Cursor { .. } => "by tokens",
        PageStyle::Count { what: Counted::Pages, .. } => "by number",
        PageStyle::Count { what: Counted::Items, .. } => "by offset",
        PageStyle::After { .. } => "by their last items",
        PageStyle::Link(_) => "by `Link` headers",
        PageStyle::NextUrl(_) => "by URLs",
    }
}

/// Returns a member on the wire, if there is one.
fn shown(name: Option<String>) -> String {
    name.map_or_else(|| "absent".to_owned(), |name| format!("`{name}`"))
}

fn list(names: Vec<String>) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Returns the members of the structures in a list.
fn item_members<'s>(spec: &'s Spec, items: &TypeRef) -> &'s [Member] {
    match &items.ty {
        Type::List { item, .. } => match item.ty {
            Type::Structure(id) => spec.service().definition(id).members(),
            _ => &[],
        },
        _ => &[],
    }
}

/// Returns a part of a page as it is on the wire, such as `result.items`, and its type.
fn on_wire(spec: &Spec, output: &[Member], path: &[usize]) -> (String, TypeRef) {
    let (mut names, mut target, mut members) = (Vec::new(), TypeRef::new(Type::Error), output);
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
