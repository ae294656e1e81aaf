//! How pages hang together.

use super::{At, Comparison, Found};
use crate::path::Path;
use crate::rules::{self, Rule};
use crate::verdict::Step;
use speccast_core::ir::{Member, Operation, Pagination, Structure};

impl Comparison<'_> {
    pub(super) fn pagination(&mut self, old: &Operation, new: &Operation, at: &At) {
        let place = at.key("paginated");
        let (before, after) = match (&old.pagination, &new.pagination) {
            (None, None) => return,
            (None, Some(_)) => return self.note(&rules::PAGINATION_ADDED, &place, "paginated now"),
            (Some(_), None) => return self.note(&rules::PAGINATION_REMOVED, &place, "no longer paginated"),
            (Some(before), Some(after)) => (before, after),
        };
        let names = |of: fn(&Pagination) -> &str, structures: [&Structure; 2]| {
            [(before, structures[0]), (after, structures[1])].map(|(it, structure)| wire(structure, of(it)))
        };
        let (inputs, outputs) = ([&old.input, &new.input], [&old.output, &new.output]);
        let token = |what: &str| format!("the token {what} travels in");
        let parts: [(_, &'static Rule, _, String); 3] = [
            (
                "inputToken",
                &rules::PAGINATION_TOKEN_CHANGED,
                names(|it| &it.input_token, inputs),
                token("that a request"),
            ),
            (
                "outputToken",
                &rules::PAGINATION_TOKEN_CHANGED,
                names(|it| &it.output_token, outputs),
                token("of the next page"),
            ),
            (
                "items",
                &rules::PAGINATION_ITEMS_CHANGED,
                names(|it| &it.items, outputs),
                "the items are in".to_owned(),
            ),
        ];
        for (key, rule, [was, is], what) in parts {
            if was != is {
                let message = format!("{what} `{is}`, `{was}` before");
                let other_items = key == "items" && before.item != after.item;
                let found = Found::new(rule, &self.page_key(&place, key), message);
                self.record(if other_items { found.step(Step::Major) } else { found });
            }
        }
        let size =
            |it: &Pagination, structure: &Structure| it.page_size.as_ref().map(|name| wire(structure, name));
        let (was, is) = (size(before, &old.input), size(after, &new.input));
        if was != is {
            let shown =
                |name: Option<String>| name.map_or("no member".to_owned(), |name| format!("`{name}`"));
            let message = format!("{} bounds a page, {} before", shown(is), shown(was));
            self.note(&rules::PAGINATION_SIZE_CHANGED, &self.page_key(&place, "pageSize"), message);
        }
    }

    /// Where a part of `paginated` is said: by the operation, or by the service.
    fn page_key(&self, at: &At, key: &'static str) -> At {
        let shared = Path::default().key("service").key("paginated").key(key);
        let of = |spec: &crate::spec::Spec, own: Path| {
            if !spec.has(&own) && spec.has(&shared) { shared.clone() } else { own }
        };
        let own = at.key(key);
        At { old: of(self.old, own.old), new: of(self.new, own.new), direction: at.direction }
    }
}

/// The name on the wire of a structure's field.
fn wire(structure: &Structure, field: &str) -> String {
    let found = structure.members.iter().find(|member: &&Member| member.rust_name == field);
    found.map_or_else(|| field.to_owned(), |member| member.wire_name.clone())
}
