//! Differences between two specs: the data of every report.

use super::rules::Rule;
use super::spec::{Location, Spec};
use super::verdict::{Direction, Verdict};
use super::witness::Witness;
use speccast_core::Source;
use std::sync::Arc;

/// The differences between two sets of specs.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The worst verdicts of the changes.
    pub verdict: Verdict,
    /// The specs that were compared, in the order of the new ones, with removed ones last.
    pub specs: Vec<Pair>,
    /// The changes, spec by spec in the order of lines, after settings were applied.
    pub changes: Vec<Change>,
    /// Changes that a setting ignores; not judged, and not in [`Self::changes`].
    pub ignored: Vec<Change>,
}

/// A spec before and after.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Name of the generated module, after the change if the spec still exists.
    pub module: String,
    /// Title of the service.
    pub service: String,
    /// The spec before; none if it is new.
    pub old: Option<Source>,
    /// The spec after; none if it was removed.
    pub new: Option<Source>,
    /// The worst verdicts of its changes.
    pub verdict: Verdict,
    /// Both specs, resolved.
    pub(super) specs: [Option<Arc<Spec>>; 2],
}

/// One difference.
#[derive(Clone, Debug)]
pub struct Change {
    /// Index of its spec in [`Report::specs`].
    pub spec: usize,
    /// Its rule.
    pub rule: &'static Rule,
    /// Its verdicts. `wire` may differ from the rule's own, since constraints are decided.
    pub verdict: Verdict,
    /// Directions in which the item is sent; empty if it is not sent.
    pub directions: Vec<Direction>,
    /// The item that changed, in short: `ListWidgets.input.color`, `Color`.
    pub subject: String,
    /// The difference, in a line that continues after the subject and a colon.
    pub message: String,
    /// Values that one spec accepts and the other refuses.
    pub witnesses: Vec<Witness>,
    /// Why something could not be decided, and other notes, a line each.
    pub notes: Vec<String>,
    /// Keys of its path in the new spec, or in the old one if it was removed: `types/Color/enum/red`.
    pub path: String,
    /// Place in the old spec, or the place where the new item would be.
    pub old: Option<Location>,
    /// Place in the new spec, or the place where the old item would be.
    pub new: Option<Location>,
    /// Where the named type that contains it is used: paths in the new spec.
    pub places: Vec<String>,
    /// Identifies the change even if other lines move: 16 hexadecimal digits.
    pub fingerprint: String,
}

impl Report {
    /// Returns the number of changes of each level: compatible, dangerous, breaking; without those of docs
    /// and order.
    pub fn counts(&self) -> [usize; 3] {
        super::verdict::Wire::ALL
            .map(|wire| self.shown(false).filter(|change| change.verdict.wire == wire).count())
    }

    /// Returns the changes to show, with or without those of docs and order.
    pub fn shown(&self, everything: bool) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| everything || !change.rule.is_minor_matter())
    }

    /// Returns the number of changes of docs and order.
    pub fn hidden(&self) -> usize {
        self.changes.iter().filter(|change| change.rule.is_minor_matter()).count()
    }
}

impl Change {
    /// Returns the directions, in words.
    pub fn direction(&self) -> &'static str {
        match self.directions.as_slice() {
            [Direction::Request] => "request",
            [Direction::Response] => "response",
            [] => "none",
            _ => "request and response",
        }
    }
}
