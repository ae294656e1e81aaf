//! Pairs the specs of two sets.

use super::change::{Change, Pair, Report};
use super::compare::compare as compare_specs;
use super::rules::{self, Rule};
use super::spec::Spec;
use super::verdict::Verdict;
use speccast_core::Source;
use speccast_core::diagnostic::{Diagnostic, Diagnostics};
use speccast_core::fingerprint;
use std::sync::Arc;

/// Compares two sets of specs and judges the differences.
///
/// Single specs are compared with each other under any name; of several, those with the same file name are
/// paired, then those with the same module.
///
/// # Errors
/// If a spec has errors, reported once for equal texts. Errors in examples are ignored, and so are warnings
/// and notes.
pub fn compare(old: &[Source], new: &[Source]) -> Result<Report, Diagnostics> {
    let old = read(old, &[]);
    let new = read(new, &old);
    let mut diagnostics = Diagnostics::new();
    for side in old.iter().filter(|side| side.twin(&new).is_none()).chain(&new) {
        diagnostics.extend(&side.source, side.errors.clone());
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let mut old = old.into_iter().map(Some).collect::<Vec<_>>();
    let partners = partners(&old, &new);
    let mut report = Report::default();
    for (side, partner) in new.into_iter().zip(partners) {
        let before = partner.and_then(|index| old[index].take());
        report.add(before, Some(side));
    }
    for side in old.into_iter().flatten() {
        report.add(Some(side), None);
    }
    report.judge();
    Ok(report)
}

/// A spec of one of the sets.
struct Side {
    source: Source,
    /// Shared by both sets if they have the same text.
    spec: Option<Arc<Spec>>,
    errors: Vec<Diagnostic>,
}

impl Side {
    /// Returns the one of these with the same text.
    fn twin<'a>(&self, others: &'a [Self]) -> Option<&'a Self> {
        others.iter().find(|other| other.source.text() == self.source.text())
    }
}

/// Reads specs, except for texts that are in `others` as well.
fn read(sources: &[Source], others: &[Side]) -> Vec<Side> {
    let read = |source: &Source| {
        let mut side = Side { source: source.clone(), spec: None, errors: Vec::new() };
        (side.spec, side.errors) = match side.twin(others) {
            Some(twin) => (twin.spec.clone(), twin.errors.clone()),
            None => {
                let (spec, errors) = Spec::read(source);
                (spec.map(Arc::new), errors)
            }
        };
        side
    };
    sources.iter().map(read).collect()
}

/// Returns the partner of each new spec.
fn partners(old: &[Option<Side>], new: &[Side]) -> Vec<Option<usize>> {
    if let ([_], [_]) = (old, new) {
        return vec![Some(0)];
    }
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let same_file = |a: &Side, b: &Side| a.source.file_name() == b.source.file_name();
    let same_module = |a: &Side, b: &Side| {
        a.spec.as_ref().zip(b.spec.as_ref()).is_some_and(|(a, b)| a.names.module() == b.names.module())
    };
    for same in [same_file as fn(&Side, &Side) -> bool, same_module] {
        for (index, side) in new.iter().enumerate() {
            if partners[index].is_none() {
                partners[index] = (0..old.len())
                    .filter(|it| !partners.contains(&Some(*it)))
                    .find(|it| old[*it].as_ref().is_some_and(|old| same(old, side)));
            }
        }
    }
    partners
}

impl Report {
    fn add(&mut self, old: Option<Side>, new: Option<Side>) {
        let sources = [&old, &new].map(|side| side.as_ref().map(|side| side.source.clone()));
        let specs = [old, new].map(|side| side.and_then(|side| side.spec));
        let Some(spec) = specs[1].as_ref().or(specs[0].as_ref()) else { return };
        let index = self.specs.len();
        let changes = match &specs {
            [Some(old), Some(new)] if Arc::ptr_eq(old, new) => Vec::new(),
            [Some(old), Some(new)] => compare_specs(old, new, index),
            [Some(old), None] => vec![whole(&rules::SERVICE_REMOVED, old, index)],
            [None, Some(new)] => vec![whole(&rules::SERVICE_ADDED, new, index)],
            [None, None] => Vec::new(),
        };
        let (module, service) = (spec.names.module().to_owned(), spec.service().head.name.clone());
        let [old, new] = sources;
        self.changes.extend(changes);
        self.specs.push(Pair { module, service, old, new, verdict: Verdict::default(), specs });
    }

    /// Combines the verdicts of the changes.
    pub(super) fn judge(&mut self) {
        for pair in &mut self.specs {
            pair.verdict = Verdict::default();
        }
        for change in &self.changes {
            if let Some(pair) = self.specs.get_mut(change.spec) {
                let verdict =
                    Verdict { stale: change.verdict.stale.clone().of(&change.subject), ..change.verdict };
                pair.verdict = std::mem::take(&mut pair.verdict).or(verdict);
            }
        }
        self.verdict = self.specs.iter().fold(Verdict::default(), |sum, pair| sum.or(pair.verdict.clone()));
    }
}

/// Reports a spec that exists on one side only.
fn whole(rule: &'static Rule, spec: &Spec, index: usize) -> Change {
    let module = spec.names.module();
    let removed = rule.id == rules::SERVICE_REMOVED.id;
    let place = spec.first_line();
    let (old, new) = if removed { (Some(place), None) } else { (None, Some(place)) };
    Change {
        spec: index,
        rule,
        verdict: Verdict { wire: rule.level(None), step: rule.step, ..Verdict::default() },
        directions: Vec::new(),
        subject: spec.service().head.name.clone(),
        message: if removed { "the spec was removed" } else { "the spec was added" }.to_owned(),
        witnesses: Vec::new(),
        notes: Vec::new(),
        path: "service".to_owned(),
        old,
        new,
        places: Vec::new(),
        fingerprint: fingerprint([module, rule.id]),
    }
}
