//! Compares two specs of the same service.
//!
//! The comparison starts at the operations and descends on both sides at once, so each type is compared in
//! the directions in which it is sent, and types are matched by use and not by name.

mod alternatives;
mod client;
mod constants;
mod decisions;
mod errors;
mod found;
mod matched;
mod members;
mod operations;
mod pagination;
mod presence;
mod regroup;
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
use std::fmt::Display;

/// Returns all differences between two specs, in the order of lines.
pub(super) fn compare(old: &Spec, new: &Spec, index: usize) -> Vec<Change> {
    let mut comparison = Comparison::new(old, new);
    comparison.service();
    comparison.finish(index)
}

/// State of the comparison.
struct Comparison<'a> {
    old: &'a Spec,
    new: &'a Spec,
    lists: Lists,
    /// Numbers of values of types, before and after.
    counts: [Counts<'a>; 2],
    /// Matched errors: by name, and the rest by code, which is the only part of a name on the wire.
    errors: Vec<Match>,
    found: Vec<Found>,
    /// Index into `found` by rule and both paths: a difference found in both directions, or at many places,
    /// is one change.
    known: HashMap<(&'static str, KeyPath, KeyPath), usize>,
    /// Pairs of types that were compared in a direction.
    seen: HashSet<(TypeId, TypeId, Direction, [bool; 2])>,
    /// Uses of named types, before and after.
    users: [BTreeMap<String, Vec<String>>; 2],
}

/// Describes two values that differ.
fn before(new: impl Display, old: impl Display) -> String {
    format!("{new}, {old} before")
}

/// The rules and messages for something that became true, and that no longer is.
type Switch = [(&'static Rule, &'static str); 2];

/// Returns the rule and the message of a change.
fn switch(was: bool, is: bool, [on, off]: Switch) -> Option<(&'static Rule, &'static str)> {
    match (was, is) {
        (false, true) => Some(on),
        (true, false) => Some(off),
        _ => None,
    }
}

/// A place in both specs, and the direction in which it is sent.
#[derive(Clone, Debug)]
struct At {
    old: KeyPath,
    new: KeyPath,
    direction: Option<Direction>,
    /// Whether there may be a value here, before and after; not in a list that is always empty, for example.
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

    /// Returns the path in a spec: 0 for the old one, 1 for the new one.
    fn side(&mut self, side: usize) -> &mut KeyPath {
        if side == 0 { &mut self.old } else { &mut self.new }
    }

    /// Returns this place inside another one that may or may not have values.
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

    /// Records a difference, or merges it with the same one found before.
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

    /// Moves a difference of a member that every error has to its definition, so that it is one change.
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

    /// Records two values that differ, in the form of `shown`; `what` precedes them.
    fn differs<T: PartialEq, S: Display>(
        &mut self,
        rule: &'static Rule,
        at: &At,
        what: &str,
        [old, new]: [T; 2],
        shown: impl Fn(&T) -> S,
    ) {
        if old != new {
            self.note(rule, at, format!("{what}{}", before(shown(&new), shown(&old))));
        }
    }

    /// Returns where `key` of a value is written in each spec: next to the type, or in a named type. If one
    /// spec does not have it, its place corresponds to the other's.
    fn declared(&self, held: Held<'_>, key: &'static str) -> At {
        let Held { old, new, at } = held;
        let (was, is) = (self.old.declared(&at.old, old, key), self.new.declared(&at.new, new, key));
        let (beside, defined) = (at.key(key), self.definition(held).key(key));
        let elsewhere = |path: Option<&KeyPath>, beside: &KeyPath| path.is_some_and(|path| path != beside);
        let before = if elsewhere(is.as_ref(), &beside.new) { defined.old } else { beside.old.clone() };
        let after = if elsewhere(was.as_ref(), &beside.old) { defined.new } else { beside.new };
        At { old: was.unwrap_or(before), new: is.unwrap_or(after), ..*at }
    }

    /// Returns where a value's type is defined in each spec.
    fn definition(&self, Held { old, new, at }: Held<'_>) -> At {
        let (old, new) = (self.old.definition(&at.old, old), self.new.definition(&at.new, new));
        At { old, new, ..*at }
    }

    /// Records the users of a value's named types.
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

    /// Compares docs and deprecation, which every named item may have.
    fn head(&mut self, at: &At, old: &Head, new: &Head) {
        if old.doc != new.doc {
            self.note(&rules::DOC_CHANGED, &at.key("doc"), "the doc changed");
        }
        let at = at.key("deprecated");
        match (&old.deprecated, &new.deprecated) {
            (None, Some(_)) => self.note(&rules::DEPRECATED_ADDED, &at, "deprecated now"),
            (Some(_), None) => self.note(&rules::DEPRECATED_REMOVED, &at, "no longer deprecated"),
            (Some(old), Some(new)) if old != new => {
                self.note(&rules::DOC_CHANGED, &at, "the note of `deprecated` changed");
            }
            _ => {}
        }
    }

    /// Compares Rust names, if the spec's names do not explain the difference.
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
            let of = |location: &Option<super::spec::Location>| location.as_ref().map_or(0, |it| it.line);
            (of(&change.new), of(&change.old))
        };
        changes.sort_by_key(line);
        changes
    }
}
