//! The comparison of two specs that mean the same service.
//!
//! It walks down from the operations, on both sides at once, so that every type is met in the directions that it
//! travels, and types are matched by where they are used, whatever they are called.

mod decisions;
mod errors;
mod found;
mod members;
mod operations;
mod pagination;
mod service;
mod types;
mod values;

use self::found::Found;
use super::change::Change;
use super::constraints::Patterns;
use super::path::Path;
use super::rules::{self, Rule};
use super::spec::Spec;
use super::verdict::Direction;
use speccast_core::ir::Deprecated;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

/// Everything that differs between two specs, in the order of their lines.
pub(super) fn compare(old: &Spec, new: &Spec, index: usize) -> Vec<Change> {
    let mut comparison = Comparison::new(old, new);
    comparison.service();
    comparison.finish(index)
}

/// What is known while two specs are compared.
struct Comparison<'a> {
    old: &'a Spec,
    new: &'a Spec,
    patterns: Patterns,
    /// Errors that correspond, by their names before and after.
    errors: Rc<[(String, String)]>,
    found: Vec<Found>,
    /// Index into `found` by rule and both paths: a thing met in both directions, or at many places, is one change.
    known: HashMap<(&'static str, Path, Path), usize>,
    /// Pairs of types that were compared in a direction, by their Rust names.
    seen: HashSet<(String, String, Direction)>,
    /// Rust names of types that were met, before and after.
    met: [HashSet<String>; 2],
    /// Where named types are used, before and after.
    users: [BTreeMap<String, Vec<String>>; 2],
}

/// A place in both specs, and which way travels what is there.
#[derive(Clone, Debug)]
struct At {
    old: Path,
    new: Path,
    direction: Option<Direction>,
}

impl At {
    fn both(path: &Path, direction: Option<Direction>) -> Self {
        Self { old: path.clone(), new: path.clone(), direction }
    }

    fn key(&self, key: &'static str) -> Self {
        Self { old: self.old.key(key), new: self.new.key(key), direction: self.direction }
    }

    fn name(&self, name: &str) -> Self {
        self.names(name, name)
    }

    fn names(&self, old: &str, new: &str) -> Self {
        Self { old: self.old.name(old), new: self.new.name(new), direction: self.direction }
    }

    fn towards(&self, direction: Direction) -> Self {
        Self { direction: Some(direction), ..self.clone() }
    }
}

impl<'a> Comparison<'a> {
    fn new(old: &'a Spec, new: &'a Spec) -> Self {
        Self {
            old,
            new,
            patterns: Patterns::default(),
            errors: errors::pairs(&old.service.errors, &new.service.errors).into(),
            found: Vec::new(),
            known: HashMap::new(),
            seen: HashSet::new(),
            met: Default::default(),
            users: Default::default(),
        }
    }

    /// Keeps what was found, with what was found of the same thing before.
    fn record(&mut self, found: Found) {
        let key = (found.rule.id, found.at.old.clone(), found.at.new.clone());
        match self.known.get(&key) {
            Some(&index) => self.found[index].merge(found),
            None => {
                self.known.insert(key, self.found.len());
                self.found.push(found);
            }
        }
    }

    fn note(&mut self, rule: &'static Rule, at: &At, message: impl Into<String>) {
        self.record(Found::new(rule, at, message));
    }

    /// Where `key` of a value is said in either spec: beside it, or by a named type. Where one does not say it, the place
    /// that corresponds to the other's.
    fn declared(&self, at: &At, key: &'static str) -> At {
        let (old, new) = (self.old.declared(&at.old, key), self.new.declared(&at.new, key));
        let like = |other: &Path, beside: &Path, spec: &Spec, path: &Path| {
            if *other == beside.key(key) { path.key(key) } else { spec.definition(path).key(key) }
        };
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) => {
                let new = like(&old, &at.old, self.new, &at.new);
                (old, new)
            }
            (None, Some(new)) => {
                let old = like(&new, &at.new, self.old, &at.old);
                (old, new)
            }
            (None, None) => (at.old.key(key), at.new.key(key)),
        };
        At { old, new, direction: at.direction }
    }

    /// Where a value's type is defined in either spec. Remembers who uses its named types.
    fn definitions(&mut self, at: &At) -> At {
        for (side, spec, path) in [(0, self.old, &at.old), (1, self.new, &at.new)] {
            for name in spec.aliases(path) {
                let users = self.users[side].entry(name.to_owned()).or_default();
                let user = path.to_string();
                if !users.contains(&user) {
                    users.push(user);
                }
            }
        }
        At { old: self.old.definition(&at.old), new: self.new.definition(&at.new), direction: at.direction }
    }

    /// Docs and deprecation, which every named thing may have.
    fn remarks(
        &mut self,
        at: &At,
        (old_doc, new_doc): (Option<&str>, Option<&str>),
        (old, new): (Option<&Deprecated>, Option<&Deprecated>),
    ) {
        if old_doc != new_doc {
            self.note(&rules::DOC_CHANGED, &at.key("doc"), "the doc changed");
        }
        let at = at.key("deprecated");
        match (old, new) {
            (None, Some(_)) => self.note(&rules::DEPRECATED_ADDED, &at, "deprecated now"),
            (Some(_), None) => self.note(&rules::DEPRECATED_REMOVED, &at, "no longer deprecated"),
            (Some(old), Some(new)) if old.note != new.note => {
                self.note(&rules::DOC_CHANGED, &at, "the note beside `deprecated` changed");
            }
            _ => {}
        }
    }

    /// A name in Rust that the spec's names do not explain.
    fn rust_name(&mut self, at: &At, old: &str, new: &str) {
        if old != new {
            let at = at.key("rust");
            self.note(&rules::RUST_NAME_CHANGED, &at, format!("`{new}` in Rust, `{old}` before"));
        }
    }

    fn finish(self, index: usize) -> Vec<Change> {
        let Self { old, new, found, users, .. } = self;
        let mut changes: Vec<Change> =
            found.into_iter().map(|found| found.into_change(old, new, &users, index)).collect();
        let line = |change: &Change| {
            let of = |location: &Option<super::change::Location>| location.as_ref().map_or(0, |it| it.line);
            (of(&change.new), of(&change.old))
        };
        changes.sort_by_key(line);
        changes
    }
}
