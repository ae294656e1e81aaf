//! How pages hang together.

use super::{At, Comparison, Found};
use crate::rules;
use crate::spec::Spec;
use crate::verdict::Step;
use speccast_core::model::{Member, Operation};
use speccast_core::source_map::KeyPath;

impl Comparison<'_> {
    pub(super) fn pagination(&mut self, old: &Operation, new: &Operation, at: &At) {
        let place = at.key("paginated");
        let (before, after) = match (&old.pagination, &new.pagination) {
            (None, None) => return,
            (None, Some(_)) => return self.note(&rules::PAGINATION_ADDED, &place, "paginated now"),
            (Some(_), None) => return self.note(&rules::PAGINATION_REMOVED, &place, "no longer paginated"),
            (Some(before), Some(after)) => (before, after),
        };
        let input_token = (&old.input[before.input_token], &new.input[after.input_token]);
        let output_token = (&old.output[before.output_token], &new.output[after.output_token]);
        let items = (&old.output[before.items], &new.output[after.items]);
        let token = &rules::PAGINATION_TOKEN_CHANGED;
        for (key, rule, (was, is), what) in [
            ("inputToken", token, input_token, "the token that a request travels in"),
            ("outputToken", token, output_token, "the token of the next page travels in"),
            ("items", &rules::PAGINATION_ITEMS_CHANGED, items, "the items are in"),
        ] {
            if was.wire_name != is.wire_name {
                let message = format!("{what} `{}`, `{}` before", is.wire_name, was.wire_name);
                let found = Found::new(rule, &self.page_key(&place, key), message);
                let other_items = key == "items" && !self.same_in_rust(&was.target, &is.target);
                self.record(if other_items { found.step(Step::Major) } else { found });
            }
        }
        let size = |of: &[Member], page_size: Option<usize>| {
            page_size.map_or("no member".to_owned(), |at| format!("`{}`", of[at].wire_name))
        };
        let (was, is) = (size(&old.input, before.page_size), size(&new.input, after.page_size));
        if was != is {
            let message = format!("{is} bounds a page, {was} before");
            self.note(&rules::PAGINATION_SIZE_CHANGED, &self.page_key(&place, "pageSize"), message);
        }
    }

    /// Where a part of `paginated` is written: in the operation, or in the service.
    fn page_key(&self, at: &At, key: &'static str) -> At {
        let shared = KeyPath::default().key("service").key("paginated").key(key);
        let of = |spec: &Spec, own: KeyPath| {
            if !spec.has(&own) && spec.has(&shared) { shared.clone() } else { own }
        };
        let own = at.key(key);
        At { old: of(self.old, own.old), new: of(self.new, own.new), direction: at.direction }
    }
}
