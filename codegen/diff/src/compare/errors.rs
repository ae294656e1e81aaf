//! Errors, and the operations that return them.

use super::matched::in_other_order;
use super::members::{Fields, Role};
use super::{At, Comparison, Found, Match};
use crate::rules::{self, Rule};
use crate::spec::Spec;
use crate::verdict::Direction;
use speccast_core::model::{ErrorId, ErrorStatus, Operation, Protocol, Retryable};
use speccast_core::source_map::KeyPath;
use speccast_core::vocabulary::RETRYABLE;

impl Comparison<'_> {
    /// Compares the errors of an operation. An error that many operations gain or lose together is one
    /// change.
    pub(super) fn error_lists(&mut self, old: &Operation, new: &Operation, at: &At) {
        let place = format!("operations/{}", new.head.name);
        for (side, spec, of, other, rule, message) in [
            (1, self.new, new, old, &rules::ERROR_ADDED, "error added to the operation"),
            (0, self.old, old, new, &rules::ERROR_REMOVED, "error removed from the operation"),
        ] {
            for id in &of.errors {
                let partner = self.partner(side, *id);
                if !partner.is_some_and(|partner| other.errors.contains(&partner)) {
                    let at = self.error_place(spec, partner.is_none(), at, *id);
                    self.record(Found::new(rule, &at, message).place(place.clone()));
                }
            }
        }
        let before = old.errors.iter().map(|id| self.partner(0, *id));
        if in_other_order(before.flatten(), new.errors.iter().copied()) {
            let at = At { direction: Some(Direction::Response), ..at.key("errors") };
            self.note(&rules::ERRORS_REORDERED, &at, "the errors are in another order");
        }
    }

    /// Returns the corresponding error of the other spec.
    fn partner(&self, side: usize, id: ErrorId) -> Option<ErrorId> {
        self.errors.iter().find_map(|found| {
            let Match::Both(old, new) = *found else { return None };
            let pair = [ErrorId::new(old), ErrorId::new(new)];
            (pair[side] == id).then_some(pair[1 - side])
        })
    }

    /// Returns where a spec gives an operation an error: the definition of the error if only this spec has
    /// it, or else its place in the list.
    fn error_place(&self, spec: &Spec, only_here: bool, at: &At, id: ErrorId) -> At {
        let direction = Some(Direction::Response);
        let name = &spec.service().error(id).head.name;
        if only_here {
            return At::both(&KeyPath::default().key("errors").name(name), direction);
        }
        let shared = KeyPath::default().key("service").key("errors").name(name);
        if spec.has(&shared) {
            return At::both(&shared, direction);
        }
        At { direction, ..at.key("errors").name(name) }
    }

    /// Compares each error of both specs, and reports the others if no operation lists them.
    pub(super) fn all_errors(&mut self) {
        for found in self.errors.clone() {
            match found {
                Match::Both(old, new) => self.error(ErrorId::new(old), ErrorId::new(new)),
                Match::Added(at) => {
                    self.unlisted(self.new, at, &rules::TYPE_ADDED, "error added that no operation lists");
                }
                Match::Removed(at) => {
                    self.unlisted(
                        self.old,
                        at,
                        &rules::TYPE_REMOVED,
                        "error removed that no operation listed",
                    );
                }
            }
        }
    }

    /// Reports an error of one spec that no operation lists.
    fn unlisted(&mut self, spec: &Spec, index: usize, rule: &'static Rule, message: &str) {
        let id = ErrorId::new(index);
        if !spec.service().operations.iter().any(|it| it.errors.contains(&id)) {
            let path = KeyPath::default().key("errors").name(&spec.service().error(id).head.name);
            self.note(rule, &At::both(&path, None), message);
        }
    }

    fn error(&mut self, old: ErrorId, new: ErrorId) {
        let (was, is) = (self.old.names.error(old), self.new.names.error(new));
        let (old, new) = (self.old.service().error(old), self.new.service().error(new));
        let all = At::both(&KeyPath::default().key("errors"), Some(Direction::Response));
        let at = &all.names(&old.head.name, &new.head.name);
        if old.head.name == new.head.name {
            self.rust_name(at, was, is);
        } else {
            self.note(&rules::TYPE_RENAMED, at, format!("the error is `{is}` in Rust, `{was}` before"));
        }
        self.head(at, &old.head, &new.head);
        let statuses = [old.status, new.status];
        self.differs(&rules::ERROR_STATUS_CHANGED, &at.key("status"), "status ", statuses, |it| *it);
        let place = |at: &Option<&str>| match *at {
            None => "where all errors have them".to_owned(),
            Some("") => "in the body itself".to_owned(),
            Some(at) => format!("at `{at}`"),
        };
        let places = [old, new].map(|error| error.at.as_deref());
        self.differs(&rules::ERROR_PLACE_CHANGED, &at.key("at"), "members ", places, place);
        // A default error has the code of each response.
        let codes = [old, new]
            .map(|error| (&error.code, error.has_own_code && self.new.service().protocol == Protocol::Http));
        if codes[0] != codes[1] && statuses.iter().all(|status| matches!(status, ErrorStatus::One(_))) {
            let message = format!("code `{}`, `{}` before", new.code, old.code);
            self.note(&rules::ERROR_CODE_CHANGED, &at.key("code"), message);
        }
        let retries = [old.retryable, new.retryable];
        self.differs(&rules::RETRYABLE_CHANGED, &at.key("retryable"), "retryable: ", retries, again);
        let (before, after) = (Fields::new(&old.members, was), Fields::new(&new.members, is));
        self.members(before, after, &at.key("members"), Role::Error);
    }
}

fn again(retryable: &Option<Retryable>) -> &'static str {
    retryable.as_ref().map_or("by status", |it| RETRYABLE.word(it))
}
