//! What reports share: words, and text of a spec made harmless.

use crate::change::{Change, Report};
use crate::verdict::{Direction, Stale, Verdict};
use crate::witness::Witness;
use speccast_core::text::{escaped, inert};

/// Text on one line, in which nothing is hidden and nothing is a command.
pub(super) fn visible(text: &str) -> String {
    inert(&escaped(&text.replace('\t', " "), &[])).into_owned()
}

/// What became of a value, in the words of the way it travels.
pub(super) fn witness(change: &Change, witness: &Witness) -> String {
    let fate = match (change.directions.as_slice(), witness.refused_now) {
        ([Direction::Response], true) => "could be sent, now no longer",
        ([Direction::Response], false) => "was never sent, may come now",
        _ => witness.fate(),
    };
    format!("{} {fate}", witness.value)
}

/// Whether clients in use refuse what is accepted, in a few words.
pub(super) fn stale(stale: &Stale) -> String {
    match stale {
        Stale::Unaffected => "unaffected".to_owned(),
        Stale::Perhaps(reason) => format!("perhaps affected ({reason})"),
        Stale::Refuses(example) => format!("refuse {example}"),
    }
}

/// The three verdicts in a line.
pub(super) fn verdict(verdict: &Verdict) -> String {
    format!("wire: {}, crate: {}, stale clients: {}", verdict.wire, verdict.step, stale(&verdict.stale))
}

/// How many changes there are of each level, the worst one first.
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
    if parts.is_empty() { "nothing that matters".to_owned() } else { parts.join(", ") }
}

/// Where a change's named type is used, the first few.
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
