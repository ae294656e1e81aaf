//! Errors, and which operations may answer with them.

use super::members::{Fields, Role};
use super::{At, Comparison, Found};
use crate::diff::path::Path;
use crate::diff::rules;
use crate::diff::spec::Spec;
use crate::diff::verdict::Direction;
use crate::ir::{ErrorType, Operation, Retryable};

impl Comparison<'_> {
    /// Which errors an operation lists. An error that many operations gain or lose together is one change.
    pub(super) fn error_lists(&mut self, old: &Operation, new: &Operation, at: &At) {
        let names = |spec: &Spec, operation: &Operation| -> Vec<String> {
            operation.errors.iter().filter_map(|error| spec.error(error)).map(name).collect()
        };
        let (before, after) = (names(self.old, old), names(self.new, new));
        for name in after.iter().filter(|name| !before.contains(name)) {
            let at = self.error_place(self.new, self.old, at, name);
            let found = Found::new(&rules::ERROR_ADDED, &at, "one more error to be expected");
            self.record(found.place(format!("operations/{}", new.name)));
        }
        for name in before.iter().filter(|name| !after.contains(name)) {
            let at = self.error_place(self.old, self.new, at, name);
            let found = Found::new(&rules::ERROR_REMOVED, &at, "no longer to be expected");
            self.record(found.place(format!("operations/{}", new.name)));
        }
    }

    /// Where a spec says that an operation has an error that the `other` does not say it has: where the error is defined, if
    /// it is altogether new, else where it is listed.
    fn error_place(&self, spec: &Spec, other: &Spec, at: &At, name: &str) -> At {
        let direction = Some(Direction::Response);
        let defined = Path::default().key("errors").name(name);
        if !other.has(&defined) {
            return At::both(&defined, direction);
        }
        let shared = Path::default().key("service").key("errors").name(name);
        if spec.has(&shared) {
            return At::both(&shared, direction);
        }
        At { direction, ..at.key("errors").name(name) }
    }

    /// Compares each error that is in both specs, and names the others that no operation lists.
    pub(super) fn all_errors(&mut self) {
        let (old, new) = (&self.old.service.errors, &self.new.service.errors);
        let all = Path::default().key("errors");
        for error in new {
            let at = At::both(&all.name(&error.structure.name), Some(Direction::Response));
            match old.iter().find(|before| before.structure.name == error.structure.name) {
                Some(before) => self.error(before, error, &at),
                None if !listed(self.new, error) => {
                    let at = At { direction: None, ..at };
                    self.note(&rules::TYPE_ADDED, &at, "a new error that no operation lists");
                }
                None => {}
            }
        }
        for error in old {
            let known = new.iter().any(|after| after.structure.name == error.structure.name);
            if !known && !listed(self.old, error) {
                let at = At::both(&all.name(&error.structure.name), None);
                self.note(&rules::TYPE_REMOVED, &at, "gone, and no operation listed it");
            }
        }
    }

    fn error(&mut self, old: &ErrorType, new: &ErrorType, at: &At) {
        let (before, after) = (&old.structure, &new.structure);
        self.rust_name(at, &before.rust_name, &after.rust_name);
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

fn name(error: &ErrorType) -> String {
    error.structure.name.clone()
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
