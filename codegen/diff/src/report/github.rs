//! A report as workflow commands, which GitHub shows next to the lines of a pull request.

use super::plain::{counts, places, stale, verdict, visible, witness};
use crate::change::{Change, Report};
use crate::verdict::{Stale, Wire};
use speccast_core::text::path_in_revision;
use std::fmt::Write;

/// Returns a report as annotations, with the verdicts as the last one.
pub fn github(report: &Report) -> String {
    let mut text = String::new();
    for change in report.shown(false) {
        annotation(&mut text, change);
    }
    let message = format!("{}. {}.", verdict(&report.verdict), counts(report));
    let _ = writeln!(text, "::notice title=speccast diff::{}", data(&message));
    text
}

fn annotation(text: &mut String, change: &Change) {
    let command = match change.verdict.wire {
        Wire::Breaking => "error",
        Wire::Dangerous => "warning",
        Wire::Compatible => "notice",
    };
    let mut properties = String::new();
    if let Some(location) = change.new.as_ref().or(change.old.as_ref()) {
        let (file, line, column) =
            (property(path_in_revision(&location.file)), location.line, location.column);
        let _ = write!(properties, "file={file},line={line},col={column},");
    }
    let title = property(&format!("{}: {}", change.verdict.wire, change.rule.id));
    let mut message = format!("{}: {}", change.subject, change.message);
    for value in &change.witnesses {
        let _ = write!(message, "\n{}", witness(change, value));
    }
    message.extend(change.notes.iter().chain(&places(change)).map(|note| format!("\n{note}")));
    let _ = write!(message, "\ncrate: {}", change.verdict.step);
    if change.verdict.stale != Stale::Unaffected {
        let _ = write!(message, "; stale clients: {}", stale(&change.verdict.stale));
    }
    let _ = writeln!(text, "::{command} {properties}title={title}::{}", data(&message));
}

/// Escapes the message after the last `::`, except for our own line ends.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| visible(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// Escapes a property's value, in which commas and colons have a meaning as well.
fn property(text: &str) -> String {
    visible(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}
