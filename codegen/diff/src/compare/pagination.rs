//! How pages hang together.

use super::{At, Comparison, Found};
use crate::rules;
use crate::spec::Spec;
use crate::verdict::Step;
use speccast_core::model::{Member, Operation, Type, TypeRef};
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
        let input = |of: &Operation, index: usize| {
            let member = &of.input[index];
            (member.wire_name.clone(), member.target.clone())
        };
        let input_token = (input(old, before.input_token), input(new, after.input_token));
        let output = |old_path: &[usize], new_path: &[usize]| {
            (on_wire(self.old, &old.output, old_path), on_wire(self.new, &new.output, new_path))
        };
        let output_token = output(&before.output_token, &after.output_token);
        let items = output(&before.items, &after.items);
        let token = &rules::PAGINATION_TOKEN_CHANGED;
        for (key, rule, (was, is), what) in [
            ("inputToken", token, input_token, "the token of a request is in"),
            ("outputToken", token, output_token, "the token of the next page is in"),
            ("items", &rules::PAGINATION_ITEMS_CHANGED, items, "the items are in"),
        ] {
            let ((was, was_target), (is, target)) = (was, is);
            if was != is {
                let message = format!("{what} `{is}`, `{was}` before");
                let found = Found::new(rule, &self.page_key(&place, key), message);
                let other_items = key == "items" && !self.same_in_rust(&was_target, &target);
                self.record(if other_items { found.step(Step::Major) } else { found });
            }
        }
        if before.ends_on_repeated_token != after.ends_on_repeated_token {
            let message = match after.ends_on_repeated_token {
                true => "the last page repeats its token now",
                false => "the last page no longer repeats its token",
            };
            let place = self.page_key(&place, "endsOnRepeatedToken");
            self.note(&rules::PAGINATION_END_CHANGED, &place, message);
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
        At { old: of(self.old, own.old), new: of(self.new, own.new), ..*at }
    }
}

/// A part of a page as it is on the wire, such as `result.items`, and its type.
fn on_wire(spec: &Spec, output: &[Member], path: &[usize]) -> (String, TypeRef) {
    let (mut names, mut target, mut members) = (Vec::new(), TypeRef::new(Type::Error), output);
    for index in path {
        let member = &members[*index];
        names.push(member.wire_name.as_str());
        target = member.target.clone();
        if let Type::Structure(id) = member.target.ty {
            members = spec.service().definition(id).members();
        }
    }
    (names.join("."), target)
}
