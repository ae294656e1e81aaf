//! Differences during the comparison.

use super::At;
use crate::change::Change;
use crate::path::{named_type, subject};
use crate::rules::Rule;
use crate::spec::Spec;
use crate::verdict::{Direction, Stale, Step, Verdict, Wire};
use crate::witness::{Value, Witness};
use speccast_core::fingerprint;
use std::collections::BTreeMap;

/// A difference.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) rule: &'static Rule,
    pub(super) at: At,
    verdict: Verdict,
    directions: Vec<Direction>,
    message: String,
    witnesses: Vec<Witness>,
    notes: Vec<String>,
    places: Vec<String>,
}

impl Found {
    /// Creates a difference with the rule's own level and step.
    pub(super) fn new(rule: &'static Rule, at: &At, message: impl Into<String>) -> Self {
        Self {
            rule,
            at: at.clone(),
            verdict: Verdict { wire: rule.level(at.direction), step: rule.step, stale: Stale::Unaffected },
            directions: at.direction.into_iter().collect(),
            message: message.into(),
            witnesses: Vec::new(),
            notes: Vec::new(),
            places: Vec::new(),
        }
    }

    pub(super) fn wire(mut self, wire: Wire) -> Self {
        self.verdict.wire = wire;
        self
    }

    pub(super) fn step(mut self, step: Step) -> Self {
        self.verdict.step = step;
        self
    }

    pub(super) fn stale(mut self, stale: Stale) -> Self {
        self.verdict.stale = stale;
        self
    }

    pub(super) fn witness(mut self, witness: Option<Witness>) -> Self {
        self.witnesses.extend(witness);
        self
    }

    /// Adds a value that is now accepted, if there can be one. A client of the old spec does not send it.
    pub(super) fn gained(self, value: Value) -> Self {
        match (self.at.filled[1], self.at.direction) {
            (false, _) => return self,
            (true, Some(Direction::Response)) => self,
            (true, _) => self.stale(Stale::Refuses(value.to_string())),
        }
        .witness(Some(Witness::accepted_now(value)))
    }

    /// Adds a value that is now refused, if there can be one.
    pub(super) fn lost(self, value: Value) -> Self {
        match self.at.filled[0] {
            true => self.witness(Some(Witness::refused_now(value))),
            false => self.wire(Wire::Compatible),
        }
    }

    /// Notes that clients of the old spec always send the member.
    pub(super) fn always_sent(self) -> Self {
        match self.at.direction {
            Some(Direction::Request) => self.stale(Stale::Refuses("requests without it".to_owned())),
            _ => self,
        }
    }

    pub(super) fn remark(mut self, note: Option<String>) -> Self {
        add(&mut self.notes, note.into_iter().collect());
        self
    }

    pub(super) fn place(mut self, place: String) -> Self {
        self.places.push(place);
        self
    }

    /// Moves the difference to another place, which represents `place`.
    pub(super) fn move_to(&mut self, at: At, place: String) {
        self.at = at;
        self.places.push(place);
    }

    /// Merges the same difference in another direction or at another place.
    pub(super) fn merge(&mut self, other: Self) {
        self.verdict = std::mem::take(&mut self.verdict).or(other.verdict);
        add(&mut self.directions, other.directions);
        self.directions.sort_unstable();
        add(&mut self.witnesses, other.witnesses);
        add(&mut self.notes, other.notes);
        add(&mut self.places, other.places);
    }

    pub(super) fn into_change(
        self,
        old: &Spec,
        new: &Spec,
        users: &[BTreeMap<String, Vec<String>>; 2],
        spec: usize,
    ) -> Change {
        let (before, after) = (old.locate(&self.at.old), new.locate(&self.at.new));
        let (path, side) = if after.exact || !before.exact { (&self.at.new, 1) } else { (&self.at.old, 0) };
        let mut places = self.places;
        if let Some(named) = named_type(path) {
            add(&mut places, users[side].get(named).cloned().unwrap_or_default());
        }
        let path_text = path.to_string();
        Change {
            spec,
            rule: self.rule,
            fingerprint: fingerprint([new.names.module(), self.rule.id, &path_text, &self.message]),
            subject: subject(path),
            path: path_text,
            verdict: self.verdict,
            directions: self.directions,
            message: self.message,
            witnesses: self.witnesses,
            notes: self.notes,
            old: Some(before),
            new: Some(after),
            places,
        }
    }
}

/// Appends items that are not in the list.
fn add<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
    for item in more {
        if !to.contains(&item) {
            to.push(item);
        }
    }
}
