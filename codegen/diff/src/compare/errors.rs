//! Errors, and which operations may answer with them.

use super::members::{Fields, Role};
use super::{At, Comparison, Found};
use crate::path::Path;
use crate::rules;
use crate::spec::Spec;
use crate::verdict::Direction;
use speccast_core::ir::{ErrorType, Operation, Retryable};
use std::collections::HashSet;

/// What each error of the old spec is called in the new one. They are matched by name; what is left over, by code, which is
/// all that the wire has of a name.
pub(super) fn pairs(old: &[ErrorType], new: &[ErrorType]) -> Vec<(String, String)> {
    let names = |of: &[ErrorType]| of.iter().map(|it| name(it).to_owned()).collect::<HashSet<_>>();
    let (before, after) = (names(old), names(new));
    let renamed = |error: &ErrorType| {
        let found = new.iter().find(|it| it.code == error.code && !before.contains(name(it)));
        found.map(|it| name(it).to_owned())
    };
    let pair = |error: &ErrorType| match after.get(name(error)) {
        Some(same) => Some((same.clone(), same.clone())),
        None => Some((name(error).to_owned(), renamed(error)?)),
    };
    old.iter().filter_map(pair).collect()
}

impl Comparison<'_> {
    /// Which errors an operation lists. An error that many operations gain or lose together is one change.
    pub(super) fn error_lists(&mut self, old: &Operation, new: &Operation, at: &At) {
        let (before, after) = (names(self.old, old), names(self.new, new));
        let known = self.errors.clone();
        let place = format!("operations/{}", new.name);
        for name in &after {
            let same = known.iter().find(|(_, after)| after == name).map(|(before, _)| before);
            if !same.is_some_and(|same| before.contains(same)) {
                let at = self.error_place(self.new, same.is_none(), at, name);
                let found = Found::new(&rules::ERROR_ADDED, &at, "one more error to be expected");
                self.record(found.place(place.clone()));
            }
        }
        for name in &before {
            let same = known.iter().find(|(before, _)| before == name).map(|(_, after)| after);
            if !same.is_some_and(|same| after.contains(same)) {
                let at = self.error_place(self.old, same.is_none(), at, name);
                let found = Found::new(&rules::ERROR_REMOVED, &at, "no longer to be expected");
                self.record(found.place(place.clone()));
            }
        }
    }

    /// Where a spec says that an operation has an error: where the error is defined, if only this spec does, else where it
    /// is listed.
    fn error_place(&self, spec: &Spec, only_here: bool, at: &At, name: &str) -> At {
        let direction = Some(Direction::Response);
        if only_here {
            return At::both(&Path::default().key("errors").name(name), direction);
        }
        let shared = Path::default().key("service").key("errors").name(name);
        if spec.has(&shared) {
            return At::both(&shared, direction);
        }
        At { direction, ..at.key("errors").name(name) }
    }

    /// Compares each error that is in both specs, and names the others that no operation lists.
    pub(super) fn all_errors(&mut self) {
        let (old, new) = (self.old, self.new);
        let (before, after) = (&old.service.errors, &new.service.errors);
        let known = {
            let find = |of: &'_ [ErrorType], wanted: &str| of.iter().position(|it| name(it) == wanted);
            let pairs =
                self.errors.iter().filter_map(|(old, new)| Some((find(before, old)?, find(after, new)?)));
            pairs.collect::<Vec<(usize, usize)>>()
        };
        let all = Path::default().key("errors");
        for (index, error) in after.iter().enumerate() {
            let pair = known.iter().find(|(_, after)| *after == index);
            match pair.and_then(|(index, _)| before.get(*index)) {
                Some(before) => {
                    let at = At::both(&all, Some(Direction::Response)).names(name(before), name(error));
                    self.error(before, error, &at);
                }
                None => {
                    error.structure.members.iter().for_each(|member| self.meet(1, &member.ty));
                    if !listed(new, error) {
                        let at = At::both(&all.name(name(error)), None);
                        self.note(&rules::TYPE_ADDED, &at, "a new error that no operation lists");
                    }
                }
            }
        }
        for (index, error) in before.iter().enumerate() {
            if !known.iter().any(|(before, _)| *before == index) {
                error.structure.members.iter().for_each(|member| self.meet(0, &member.ty));
                if !listed(old, error) {
                    let at = At::both(&all.name(name(error)), None);
                    self.note(&rules::TYPE_REMOVED, &at, "gone, and no operation listed it");
                }
            }
        }
    }

    fn error(&mut self, old: &ErrorType, new: &ErrorType, at: &At) {
        let (before, after) = (&old.structure, &new.structure);
        if before.name == after.name {
            self.rust_name(at, &before.rust_name, &after.rust_name);
        } else {
            let message =
                format!("the error is `{}` in Rust, `{}` before", after.rust_name, before.rust_name);
            self.note(&rules::TYPE_RENAMED, at, message);
        }
        let docs = (before.doc.as_deref(), after.doc.as_deref());
        self.remarks(at, docs, (before.deprecated.as_ref(), after.deprecated.as_ref()));
        if old.status != new.status {
            let message = format!("status {}, {} before", new.status, old.status);
            self.note(&rules::ERROR_STATUS_CHANGED, &at.key("status"), message);
        }
        if old.code != new.code {
            let message = format!("code `{}`, `{}` before", new.code, old.code);
            self.note(&rules::ERROR_CODE_CHANGED, &at.key("code"), message);
        }
        if old.retryable != new.retryable {
            let message = format!("retryable: {}, {} before", again(new.retryable), again(old.retryable));
            self.note(&rules::RETRYABLE_CHANGED, &at.key("retryable"), message);
        }
        self.members(Fields::of(before), Fields::of(after), &at.key("members"), &Role::Error);
    }
}

fn name(error: &ErrorType) -> &str {
    &error.structure.name
}

/// The errors that an operation lists, by name.
fn names(spec: &Spec, operation: &Operation) -> Vec<String> {
    let errors = operation.errors.iter().filter_map(|error| spec.error(error));
    errors.map(|error| name(error).to_owned()).collect()
}

fn listed(spec: &Spec, error: &ErrorType) -> bool {
    spec.service.operations.iter().any(|it| it.errors.contains(&error.structure.rust_name))
}

fn again(retryable: Option<Retryable>) -> &'static str {
    match retryable {
        Some(Retryable::Throttling) => "throttling",
        Some(Retryable::Yes) => "true",
        Some(Retryable::No) => "false",
        None => "unsaid",
    }
}
