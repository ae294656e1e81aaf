//! A report for a terminal.

use super::plain::{counts, places, stale, verdict, visible, witness};
use crate::change::{Change, Report};
use crate::spec::Location;
use crate::verdict::{Stale, Step, Wire};
use std::collections::HashSet;
use std::fmt::Write;

/// Longer code after a message's colon is shown only in the lines of the specs.
const LONG: usize = 100;

/// Appearance of a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// With terminal colors.
    pub color: bool,
    /// With changes of docs and order.
    pub everything: bool,
}

/// Returns a report for people: the verdicts, then each change with the lines of both specs.
pub fn human(report: &Report, style: Style) -> String {
    let mut text = String::new();
    if report.changes.is_empty() && report.ignored.is_empty() {
        text.push_str("the specs mean the same\n");
        return text;
    }
    let paint = Paint { on: style.color };
    let changed: HashSet<usize> = report.shown(style.everything).map(|change| change.spec).collect();
    text.push_str(&paint.bold(&visible(&verdict(&report.verdict))));
    text.push('\n');
    for (index, pair) in report.specs.iter().enumerate() {
        let mut changes = report.shown(style.everything).filter(|change| change.spec == index).peekable();
        if changes.peek().is_none() {
            continue;
        }
        // The verdict of a single spec is that of the report.
        if changed.len() > 1 {
            let line = format!("{}: {}", pair.module, verdict(&pair.verdict));
            let _ = write!(text, "\n{}\n", paint.bold(&visible(&line)));
        }
        let mut before = None;
        for change in changes {
            text.push('\n');
            push(&mut text, change, before.is_some_and(|before| alike(before, change)), paint);
            before = Some(change);
        }
    }
    let _ = write!(text, "\n{}", counts(report));
    if !style.everything && report.hidden() > 0 {
        let count = report.hidden();
        let s = if count == 1 { "" } else { "s" };
        let _ = write!(text, "; {count} change{s} of docs and order hidden (--verbose)");
    }
    text.push('\n');
    text
}

/// Returns whether both changes have the same details.
fn alike(first: &Change, second: &Change) -> bool {
    let key = |it: &Change| (it.rule.id, it.verdict.wire, it.verdict.step, it.verdict.stale.name());
    key(first) == key(second)
        && first.subject == second.subject
        && first.directions == second.directions
        && first.places == second.places
}

/// Appends one change, without the details that it shares with the one `before`.
fn push(text: &mut String, change: &Change, before: bool, paint: Paint) {
    let wire = change.verdict.wire;
    let head = format!("{wire}[{}]", change.rule.id);
    // Long code is in the lines of the specs below.
    let message = match change.message.split_once(": `") {
        Some((start, rest)) if rest.chars().count() > LONG => start,
        _ => &change.message,
    };
    let about = format!(": {}: {message}", change.subject);
    let _ = writeln!(text, "{}{}", paint.level(wire, &head), paint.bold(&visible(&about)));
    for (sign, location) in [('-', &change.old), ('+', &change.new)] {
        if let Some(location) = location {
            line(text, sign, location, paint);
        }
    }
    for value in &change.witnesses {
        remark(text, &witness(change, value));
    }
    for note in &change.notes {
        remark(text, note);
    }
    if before {
        return;
    }
    if !change.directions.is_empty() {
        remark(text, &format!("in the {}", change.direction()));
    }
    if let Some(places) = places(change) {
        remark(text, &places);
    }
    let mut sums = Vec::new();
    if change.verdict.step != Step::None {
        sums.push(format!("crate: {}", change.verdict.step));
    }
    if change.verdict.stale != Stale::Unaffected {
        sums.push(format!("stale clients: {}", stale(&change.verdict.stale)));
    }
    if !sums.is_empty() {
        remark(text, &sums.join("; "));
    }
}

/// Appends the line of a spec. A line that is only near the item is in brackets.
fn line(text: &mut String, sign: char, location: &Location, paint: Paint) {
    let place = visible(&format!("{}:{}", location.file, location.line));
    if !location.exact {
        let _ = writeln!(text, "  {sign} {place} (not there)");
        return;
    }
    let quoted = visible(location.text.trim());
    let quoted = if sign == '-' { paint.red(&quoted) } else { paint.green(&quoted) };
    let _ = writeln!(text, "  {sign} {place} | {quoted}");
}

fn remark(text: &mut String, remark: &str) {
    let _ = writeln!(text, "  = {}", visible(remark));
}

/// Colors, if enabled.
#[derive(Clone, Copy)]
struct Paint {
    on: bool,
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.on { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn red(self, text: &str) -> String {
        self.with("31", text)
    }

    fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    fn level(self, wire: Wire, text: &str) -> String {
        let code = match wire {
            Wire::Breaking => "1;31",
            Wire::Dangerous => "1;33",
            Wire::Compatible => "1;32",
        };
        self.with(code, text)
    }
}
