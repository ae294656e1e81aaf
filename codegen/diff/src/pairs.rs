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
    let mut partners = of_same_file(old, new);
    let old: Vec<Side> = old.iter().map(Side::read).collect();
    let read = |(source, partner): (&Source, &Option<usize>)| match partner.map(|index| &old[index]) {
        // Most specs do not change; one that does not is read once.
        Some(same) if same.source.text() == source.text() => Side { source: source.clone(), ..same.clone() },
        _ => Side::read(source),
    };
    let new: Vec<Side> = new.iter().zip(&partners).map(read).collect();
    let mut diagnostics = Diagnostics::new();
    let is_repeated = |side: &&Side| new.iter().any(|other| other.source.text() == side.source.text());
    for side in old.iter().filter(|side| !is_repeated(side)).chain(&new) {
        diagnostics.extend(&side.source, side.errors.clone());
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    pair(&mut partners, &old, &new, |old, new| {
        old.spec.as_ref().zip(new.spec.as_ref()).is_some_and(|(a, b)| a.names.module() == b.names.module())
    });
    let mut old: Vec<Option<Side>> = old.into_iter().map(Some).collect();
    let mut report = Report::default();
    for (side, partner) in new.into_iter().zip(partners) {
        report.add(partner.and_then(|index| old[index].take()), Some(side));
    }
    for side in old.into_iter().flatten() {
        report.add(Some(side), None);
    }
    report.judge();
    Ok(report)
}

/// A spec of one of the sets.
#[derive(Clone)]
struct Side {
    source: Source,
    /// Shared with its partner if both have the same text.
    spec: Option<Arc<Spec>>,
    errors: Vec<Diagnostic>,
}

impl Side {
    fn read(source: &Source) -> Self {
        let (spec, errors) = Spec::read(source);
        Self { source: source.clone(), spec: spec.map(Arc::new), errors }
    }
}

/// Returns the partner of each new spec by file name; single specs are partners under any name.
fn of_same_file(old: &[Source], new: &[Source]) -> Vec<Option<usize>> {
    if let ([_], [_]) = (old, new) {
        return vec![Some(0)];
    }
    let mut partners = vec![None; new.len()];
    pair(&mut partners, old, new, |old, new| old.file_name() == new.file_name());
    partners
}

/// Gives each new spec without a partner the first old one without one that is the same.
fn pair<T>(partners: &mut [Option<usize>], old: &[T], new: &[T], is_same: impl Fn(&T, &T) -> bool) {
    for (index, spec) in new.iter().enumerate() {
        if partners[index].is_none() {
            partners[index] =
                (0..old.len()).find(|it| !partners.contains(&Some(*it)) && is_same(&old[*it], spec));
        }
    }
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
