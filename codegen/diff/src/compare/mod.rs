//! The comparison of two specs that mean the same service.
//!
//! It walks down from the operations, on both sides at once, so that every type is met in the directions that it
//! travels, and types are matched by where they are used, whatever they are called.

mod client;
mod decisions;
mod errors;
mod found;
mod matched;
mod members;
mod operations;
mod pagination;
mod service;
mod types;
mod values;

use self::found::Found;
use self::matched::{Match, matched};
use self::values::Held;
use super::change::Change;
use super::constraints::{Counts, Lists};
use super::rules::{self, Rule};
use super::spec::Spec;
use super::verdict::Direction;
use speccast_core::model::{ErrorType, Head, TypeId, TypeRef};
use speccast_core::source_map::{KeyPart, KeyPath};
use std::collections::{BTreeMap, HashMap, HashSet};

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
    lists: Lists,
    /// How many values types have, before and after.
    counts: [Counts<'a>; 2],
    /// Errors that correspond. What is left over by name is matched by code, which is all that the wire has of a name.
    errors: Vec<Match>,
    found: Vec<Found>,
    /// Index into `found` by rule and both paths: a thing met in both directions, or at many places, is one change.
    known: HashMap<(&'static str, KeyPath, KeyPath), usize>,
    /// Pairs of types that were compared in a direction.
    seen: HashSet<(TypeId, TypeId, Direction, [bool; 2])>,
    /// Where named types are used, before and after.
    users: [BTreeMap<String, Vec<String>>; 2],
}

/// A place in both specs, and which way travels what is there.
#[derive(Clone, Debug)]
struct At {
    old: KeyPath,
    new: KeyPath,
    direction: Option<Direction>,
    /// Whether there may be a value here, before and after: not in a list that is always empty, for one.
    filled: [bool; 2],
}

impl At {
    fn both(path: &KeyPath, direction: Option<Direction>) -> Self {
        Self { old: path.clone(), new: path.clone(), direction, filled: [true; 2] }
    }

    fn key(&self, key: &'static str) -> Self {
        Self { old: self.old.key(key), new: self.new.key(key), ..*self }
    }

    fn name(&self, name: &str) -> Self {
        self.names(name, name)
    }

    fn names(&self, old: &str, new: &str) -> Self {
        Self { old: self.old.name(old), new: self.new.name(new), ..*self }
    }

    /// The path in a spec: 0 for the old one, 1 for the new one.
    fn side(&mut self, side: usize) -> &mut KeyPath {
        if side == 0 { &mut self.old } else { &mut self.new }
    }

    /// This place, if what is around it may have something in it at all.
    fn within(mut self, filled: [bool; 2]) -> Self {
        self.filled = [self.filled[0] && filled[0], self.filled[1] && filled[1]];
        self
    }

    fn towards(&self, direction: Direction) -> Self {
        Self { direction: Some(direction), ..self.clone() }
    }
}

impl<'a> Comparison<'a> {
    fn new(old: &'a Spec, new: &'a Spec) -> Self {
        let name = |of: &'a ErrorType| of.head.name.as_str();
        Self {
            old,
            new,
            lists: Lists::default(),
            counts: [old, new].map(|spec| Counts::new(spec.service())),
            errors: matched(&old.service().errors, &new.service().errors, name, |it, _| it.code.as_str()),
            found: Vec::new(),
            known: HashMap::new(),
            seen: HashSet::new(),
            users: Default::default(),
        }
    }

    /// Keeps what was found, with what was found of the same thing before.
    fn record(&mut self, mut found: Found) {
        self.share(&mut found);
        let key = (found.rule.id, found.at.old.clone(), found.at.new.clone());
        match self.known.get(&key) {
            Some(&index) => self.found[index].merge(found),
            None => {
                self.known.insert(key, self.found.len());
                self.found.push(found);
            }
        }
    }

    /// Moves what was found of a member that every error has to where it is written, so that it is one change.
    fn share(&self, found: &mut Found) {
        let At { old, new, .. } = &found.at;
        let (was, is) = (self.old.written(old), self.new.written(new));
        if was == *old && is == *new {
            return;
        }
        let place = old.parts().iter().take(2).map(KeyPart::text).collect::<Vec<_>>().join("/");
        let (in_old, in_new) = (was != *old || self.old.has(old), is != *new || self.new.has(new));
        let at = At {
            old: if in_old { was.clone() } else { is.clone() },
            new: if in_new { is } else { was },
            direction: found.at.direction,
            filled: found.at.filled,
        };
        found.move_to(at, place);
    }

    fn note(&mut self, rule: &'static Rule, at: &At, message: impl Into<String>) {
        self.record(Found::new(rule, at, message));
    }

    /// Where `key` of a value is written in either spec: beside it, or in a named type. Where one does not have it, the
    /// place that corresponds to the other's.
    fn declared(&self, held: Held<'_>, key: &'static str) -> At {
        let Held { old, new, at } = held;
        let (was, is) = (self.old.declared(&at.old, old, key), self.new.declared(&at.new, new, key));
        let (beside, defined) = (at.key(key), self.definition(held).key(key));
        let elsewhere = |path: Option<&KeyPath>, beside: &KeyPath| path.is_some_and(|path| path != beside);
        let before = if elsewhere(is.as_ref(), &beside.new) { defined.old } else { beside.old.clone() };
        let after = if elsewhere(was.as_ref(), &beside.old) { defined.new } else { beside.new };
        At { old: was.unwrap_or(before), new: is.unwrap_or(after), ..*at }
    }

    /// Where a value's type is defined in either spec.
    fn definition(&self, Held { old, new, at }: Held<'_>) -> At {
        let (old, new) = (self.old.definition(&at.old, old), self.new.definition(&at.new, new));
        At { old, new, ..*at }
    }

    /// Remembers who uses the named types of a value.
    fn used(&mut self, Held { old, new, at }: Held<'_>) {
        self.uses(0, &at.old, old);
        self.uses(1, &at.new, new);
    }

    fn uses(&mut self, side: usize, path: &KeyPath, target: &TypeRef) {
        let spec = [self.old, self.new][side];
        for name in spec.aliases(target) {
            let users = self.users[side].entry(name.to_owned()).or_default();
            let user = path.to_string();
            if !users.contains(&user) {
                users.push(user);
            }
        }
    }

    /// Docs and deprecation, which every named thing may have.
    fn head(&mut self, at: &At, old: &Head, new: &Head) {
        if old.doc != new.doc {
            self.note(&rules::DOC_CHANGED, &at.key("doc"), "the doc changed");
        }
        let at = at.key("deprecated");
        match (&old.deprecated, &new.deprecated) {
            (None, Some(_)) => self.note(&rules::DEPRECATED_ADDED, &at, "deprecated now"),
            (Some(_), None) => self.note(&rules::DEPRECATED_REMOVED, &at, "no longer deprecated"),
            (Some(old), Some(new)) if old != new => {
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
