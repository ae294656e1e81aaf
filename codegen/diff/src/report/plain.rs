//! Texts that reports share, and text of a spec made harmless.

use crate::change::{Change, Report};
use crate::verdict::{Direction, Stale, Verdict};
use crate::witness::Witness;
use speccast_core::text::{escaped, inert};

/// Returns text on one line, with hidden characters and commands escaped.
pub(super) fn visible(text: &str) -> String {
    inert(&escaped(&text.replace('\t', " "), &[])).into_owned()
}

/// Describes what happens to a value, depending on its direction.
pub(super) fn witness(change: &Change, witness: &Witness) -> String {
    let fate = match (change.directions.as_slice(), witness.refused_now) {
        ([Direction::Response], true) => "could be sent, no longer sent now",
        ([Direction::Response], false) => "was never sent, may be sent now",
        _ => witness.fate(),
    };
    format!("{} {fate}", witness.value)
}

/// Describes in a few words whether deployed clients refuse accepted values.
pub(super) fn stale(stale: &Stale) -> String {
    match stale {
        Stale::Unaffected => "unaffected".to_owned(),
        Stale::Perhaps(reason) => format!("perhaps affected ({reason})"),
        Stale::Refuses(example) => format!("refuse {example}"),
    }
}

/// Returns the three verdicts in a line.
pub(super) fn verdict(verdict: &Verdict) -> String {
    format!("wire: {}, crate: {}, stale clients: {}", verdict.wire, verdict.step, stale(&verdict.stale))
}

/// Returns a change's other verdicts and its direction.
pub(super) fn facts(change: &Change) -> Vec<String> {
    let Verdict { step, stale, .. } = &change.verdict;
    let stale = (*stale != Stale::Unaffected).then(|| format!("stale clients: {}", stale.name()));
    let direction = (!change.directions.is_empty()).then(|| format!("in the {}", change.direction()));
    [Some(format!("crate: {step}")), stale, direction].into_iter().flatten().collect()
}

/// Returns the number of changes of each level, the worst one first.
pub(super) fn counts(report: &Report) -> String {
    let [compatible, dangerous, breaking] = report.counts();
    let mut parts: Vec<String> =
        [(breaking, "breaking"), (dangerous, "dangerous"), (compatible, "compatible")]
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}"))
            .collect();
    if !report.ignored.is_empty() {
        parts.push(format!("{} ignored", report.ignored.len()));
    }
    if parts.is_empty() { "no relevant changes".to_owned() } else { parts.join(", ") }
}

/// Names the first uses of a change's named type.
pub(super) fn places(change: &Change) -> Option<String> {
    const SHOWN: usize = 5;
    let more = change.places.len().saturating_sub(SHOWN);
    let shown = change.places.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    match change.places.len() {
        0 => None,
        1 => Some(format!("used at {shown}")),
        count => Some(format!("used at {count} places: {shown}{more}")),
    }
}
