//! What differs between two specs: the data that every report is made of.

use super::rules::Rule;
use super::spec::Spec;
use super::verdict::{Direction, Verdict};
use super::witness::Witness;
use speccast_core::Source;
use std::sync::Arc;

/// All that differs between two sets of specs.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The worst of what is judged.
    pub verdict: Verdict,
    /// The specs that were compared, in the order of the new ones; those that are gone come last.
    pub specs: Vec<Pair>,
    /// What differs, spec by spec, in the order of its lines. Settings have been applied.
    pub changes: Vec<Change>,
    /// Changes that a setting ignores: not judged, and not among [`Self::changes`].
    pub ignored: Vec<Change>,
}

/// A spec before and after.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The module that the service becomes, after the change if there is one.
    pub module: String,
    /// What the service is called.
    pub service: String,
    /// The spec before, unless it is new.
    pub old: Option<Source>,
    /// The spec after, unless it is gone.
    pub new: Option<Source>,
    /// The worst of its changes.
    pub verdict: Verdict,
    /// What both say.
    pub(super) specs: [Option<Arc<Spec>>; 2],
}

/// One difference.
#[derive(Clone, Debug)]
pub struct Change {
    /// Index of its spec in [`Report::specs`].
    pub spec: usize,
    /// The rule that it falls under.
    pub rule: &'static Rule,
    /// What it means. `wire` may be worse or better than the rule's own, since constraints are decided.
    pub verdict: Verdict,
    /// Which ways the thing travels; none where it does not travel at all.
    pub directions: Vec<Direction>,
    /// What it is about, short: `ListWidgets.input.color`, `Color`.
    pub subject: String,
    /// What differs, in a line, as it goes on after the subject and a colon.
    pub message: String,
    /// Values that one spec accepts and the other refuses.
    pub witnesses: Vec<Witness>,
    /// Why something could not be decided, and other remarks, a line each.
    pub notes: Vec<String>,
    /// The keys that lead to it in the new spec, or in the old one if it is gone: `types/Color/enum/red`.
    pub path: String,
    /// Where the old spec says it, or where the new thing would have been.
    pub old: Option<Location>,
    /// Where the new spec says it, or where the old thing would be.
    pub new: Option<Location>,
    /// Where a named type is used that this is a part of: paths in the new spec.
    pub places: Vec<String>,
    /// Tells this change from others, whatever lines are added elsewhere: 16 hexadecimal digits.
    pub fingerprint: String,
}

/// A line of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The spec's name: a path, or `git:REV:PATH`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// The text of the line, as it stands: it may hold anything.
    pub text: String,
    /// Whether the thing is there, be it that the spec does not say what the change is about. If not, this is the nearest
    /// thing around it.
    pub exact: bool,
}

impl Report {
    /// How many changes there are of each level: compatible, dangerous, breaking; docs and order not among them.
    pub fn counts(&self) -> [usize; 3] {
        super::verdict::Wire::ALL
            .map(|wire| self.shown(false).filter(|change| change.verdict.wire == wire).count())
    }

    /// The changes to be shown: with those of docs and order, or without.
    pub fn shown(&self, everything: bool) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| everything || !change.rule.is_minor_matter())
    }

    /// How many changes of docs and order there are.
    pub fn hidden(&self) -> usize {
        self.changes.iter().filter(|change| change.rule.is_minor_matter()).count()
    }
}

impl Change {
    /// Which ways the thing travels, in words.
    pub fn direction(&self) -> &'static str {
        match self.directions.as_slice() {
            [Direction::Request] => "request",
            [Direction::Response] => "response",
            [] => "none",
            _ => "request and response",
        }
    }
}
