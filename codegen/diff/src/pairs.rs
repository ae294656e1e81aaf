//! Pairs the specs of two sets.

use super::change::{Change, Pair, Report};
use super::compare::compare as compare_specs;
use super::rules::{self, Rule};
use super::spec::Spec;
use super::verdict::Verdict;
use speccast_core::Source;
use speccast_core::diagnostic::Diagnostics;
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
    let mut diagnostics = Diagnostics::new();
    let mut old = read(old, new, &mut diagnostics);
    let new = read(new, &[], &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let partners = partners(&old, &new);
    let mut report = Report::default();
    for (spec, partner) in new.into_iter().zip(partners) {
        let before = partner.and_then(|index| old[index].take());
        report.add(before, spec);
    }
    for spec in old {
        report.add(spec, None);
    }
    report.judge();
    Ok(report)
}

/// Reads specs. Errors of a text that is also in `others` are reported there.
fn read(sources: &[Source], others: &[Source], diagnostics: &mut Diagnostics) -> Vec<Option<Spec>> {
    let mut specs = Vec::new();
    for source in sources {
        let (spec, found) = Spec::read(source);
        if !others.iter().any(|other| other.text() == source.text()) {
            diagnostics.extend(source, found);
        }
        specs.push(spec);
    }
    specs
}

/// Returns the partner of each new spec.
fn partners(old: &[Option<Spec>], new: &[Option<Spec>]) -> Vec<Option<usize>> {
    if let ([_], [_]) = (old, new) {
        return vec![Some(0)];
    }
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let same_file = |a: &Spec, b: &Spec| a.source.file_name() == b.source.file_name();
    let same_module = |a: &Spec, b: &Spec| a.names.module() == b.names.module();
    for same in [same_file as fn(&Spec, &Spec) -> bool, same_module] {
        for (index, spec) in new.iter().enumerate() {
            if partners[index].is_none() {
                partners[index] = (0..old.len())
                    .filter(|it| !partners.contains(&Some(*it)))
                    .find(|it| old[*it].as_ref().zip(spec.as_ref()).is_some_and(|(old, new)| same(old, new)));
            }
        }
    }
    partners
}

impl Report {
    fn add(&mut self, old: Option<Spec>, new: Option<Spec>) {
        let Some(spec) = new.as_ref().or(old.as_ref()) else { return };
        let index = self.specs.len();
        let changes = match (&old, &new) {
            (Some(old), Some(new)) => compare_specs(old, new, index),
            (Some(old), None) => vec![whole(&rules::SERVICE_REMOVED, old, index)],
            (None, Some(new)) => vec![whole(&rules::SERVICE_ADDED, new, index)],
            (None, None) => Vec::new(),
        };
        self.changes.extend(changes);
        self.specs.push(Pair {
            module: spec.names.module().to_owned(),
            service: spec.service().head.name.clone(),
            old: old.as_ref().map(|spec| spec.source.clone()),
            new: new.as_ref().map(|spec| spec.source.clone()),
            verdict: Verdict::default(),
            specs: [old, new].map(|spec| spec.map(Arc::new)),
        });
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
