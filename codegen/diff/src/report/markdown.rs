//! A report in Markdown, for a comment on a pull request.

use super::escape::{code, fence, markdown as text, words};
use super::plain::{counts, facts, places, visible, witness};
use crate::change::{Change, Report};
use crate::spec::Location;
use crate::verdict::{Stale, Verdict};
use std::fmt::Write;

/// First line of the report, by which a program finds its own comment to replace it.
const MARK: &str = "<!-- speccast diff -->";
/// GitHub accepts comments of 65,536 characters.
const LONGEST: usize = 60_000;

/// Returns a report as Markdown: the verdicts, then each change. A report too long for a comment ends with
/// the number of changes left out.
///
/// With `everything`, changes of docs and order are included.
pub fn markdown(report: &Report, everything: bool) -> String {
    let mut page = format!("{MARK}\n### speccast: {}\n\n", summary(report));
    if report.changes.is_empty() && report.ignored.is_empty() {
        return page;
    }
    let Verdict { wire, step, stale } = &report.verdict;
    let _ = write!(
        page,
        "| on the wire | the generated crate | clients that enforce the old spec |\n|---|---|---|\n| **{wire}** | **{step}** | {} |\n",
        stale_text(stale)
    );
    let total = report.shown(everything).count();
    let mut shown = 0;
    for (index, pair) in report.specs.iter().enumerate() {
        let mut section = String::new();
        for change in report.shown(everything).filter(|change| change.spec == index) {
            let mut entry = String::new();
            push(&mut entry, change);
            if page.len() + section.len() + entry.len() > LONGEST {
                break;
            }
            section.push_str(&entry);
            shown += 1;
        }
        if !section.is_empty() {
            let _ = write!(page, "\n#### {}\n{section}", words(&pair.service));
        }
    }
    if shown < total {
        let _ = write!(page, "\n{} more changes do not fit into a comment.\n", total - shown);
    }
    page
}

fn summary(report: &Report) -> String {
    if report.changes.is_empty() && report.ignored.is_empty() {
        return "the specs mean the same".to_owned();
    }
    counts(report)
}

fn stale_text(stale: &Stale) -> String {
    match stale {
        Stale::Unaffected => "unaffected".to_owned(),
        Stale::Perhaps(reason) => format!("**perhaps affected**: {}", words(reason)),
        Stale::Refuses(example) => format!("**refuse** {}", words(example)),
    }
}

fn push(page: &mut String, change: &Change) {
    let wire = change.verdict.wire;
    let _ = write!(page, "\n- **{wire}** · {}: {}\n", code(&change.subject), text(&change.message));
    for value in &change.witnesses {
        let _ = writeln!(page, "  - {}", text(&witness(change, value)));
    }
    for note in change.notes.iter().cloned().chain(places(change)) {
        let _ = writeln!(page, "  - {}", text(&note));
    }
    let lines: Vec<String> = [('-', &change.old), ('+', &change.new)]
        .iter()
        .filter_map(|(sign, at)| line(*sign, at.as_ref()))
        .collect();
    if !lines.is_empty() {
        let lines = lines.concat();
        let fence = fence(&lines);
        let _ = write!(page, "\n  {fence}diff\n{lines}  {fence}\n");
    }
    let _ = write!(
        page,
        "\n  <details><summary>{}; {}</summary>\n\n  {}\n\n  </details>\n",
        change.rule.id,
        facts(change).join("; "),
        text(change.rule.explanation)
    );
}

fn line(sign: char, location: Option<&Location>) -> Option<String> {
    let location = location.filter(|location| location.exact)?;
    Some(format!("  {sign} {}\n", visible(location.text.trim())))
}
