//! `generate --check`: reports files that are out of date, why, and how to update them.

use super::{Arguments, command, reasons, shown, to_do};
use crate::command::{Outcome, plural};
use speccast_build::output::{LockState, Plan, Reason};
use speccast_core::text::{inert, shown_path, visible};
use std::io::Write;

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const PLAIN: &str = "\u{1b}[0m";

/// Prints each file that differs with the reason and a diff, then the fix.
pub(super) fn check(arguments: &Arguments, plan: &Plan) -> Outcome {
    if plan.is_done() {
        say!("{} files up to date in {}", plan.unchanged(), shown_path(&arguments.place));
        return Outcome::Done;
    }
    for change in plan.changes() {
        let path = shown(&arguments.place, &change.path);
        heading(&path, &reasons(change));
        let old = if change.before.is_some() { path.as_str() } else { "/dev/null" };
        let new = if change.after.is_some() { path.as_str() } else { "/dev/null" };
        let (before, after) = (change.before.as_deref(), change.after.as_deref());
        difference(old, new, before.unwrap_or_default(), after.unwrap_or_default());
    }
    let lock = lock(plan);
    for declaration in plan.declarations() {
        let module = &declaration.module;
        let what = if declaration.add {
            format!("does not declare `{module}`")
        } else {
            format!("declares `{module}`, but no spec generates it")
        };
        heading(&shown_path(&declaration.file), &what);
    }
    let count = plan.changes().len();
    let files = (count > 0).then(|| {
        let verb = if count == 1 { "is" } else { "are" };
        format!("{count} file{} in {} {verb} out of date", plural(count), shown_path(&arguments.place))
    });
    let declarations = plan.declarations().first().map(|first| {
        let file = shown_path(&first.file);
        format!("{file} does not declare the generated modules")
    });
    let problems: Vec<String> = files.into_iter().chain(lock).chain(declarations).collect();
    complain!("error: {}", problems.join("; "));
    helps(arguments, plan);
    Outcome::No
}

/// Prints the problem of the lock file, and returns a summary.
fn lock(plan: &Plan) -> Option<String> {
    let path = shown_path(plan.lock_path()?);
    let what = match plan.lock_state() {
        LockState::Current => return None,
        LockState::Missing => "missing".to_owned(),
        LockState::Conflict(line) => format!("merge conflict (line {line})"),
        // Generating the files updates it as well.
        LockState::OutOfDate if !plan.changes().is_empty() => return None,
        LockState::OutOfDate => "out of date".to_owned(),
    };
    heading(&path, &what);
    if plan.lock_state() == LockState::OutOfDate {
        let (before, after) = plan.lock_texts()?;
        difference(&path, &path, &before, &after);
    }
    Some(match plan.lock_state() {
        LockState::Missing => format!("{path} is missing"),
        LockState::Conflict(_) => format!("{path} has a merge conflict"),
        _ => format!("{path} is out of date"),
    })
}

fn helps(arguments: &Arguments, plan: &Plan) {
    let has = |reason: &Reason| plan.changes().iter().any(|change| change.reasons.contains(reason));
    let kept = plan.changes().iter().filter(|change| change.is_kept()).count();
    let (generate, force) = (command(arguments, &[]), command(arguments, &["--force"]));
    if plan.refused().next().is_some() {
        complain!("help: move manual edits into the specs to keep them");
        complain!("help: then run `{force}`, which discards them, and commit the result");
    } else if plan.changes().len() > kept || plan.lock_state() != LockState::Current {
        complain!("help: run `{generate}` and commit the result");
    }
    if kept > 0 {
        complain!(
            "help: files of removed specs that may have been edited are kept; remove them, or run `{force}`"
        );
    }
    if has(&Reason::Reformatted) {
        complain!("help: declare the module with `#[rustfmt::skip]`, so that rustfmt does not change it");
    }
    for declaration in plan.declarations() {
        complain!("help: {}", to_do(declaration));
    }
}

fn heading(path: &str, what: &str) {
    paint(BOLD, &format!("{path}: {what}"));
}

/// Prints a unified diff that `patch` accepts.
fn difference(old: &str, new: &str, before: &str, after: &str) {
    let diff = similar::TextDiff::from_lines(before, after);
    for line in diff.unified_diff().header(old, new).to_string().lines() {
        let color = match line.as_bytes() {
            [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => BOLD,
            [b'-', ..] => RED,
            [b'+', ..] => GREEN,
            [b'@', ..] => CYAN,
            _ => "",
        };
        paint(color, line);
    }
}

/// Prints a line, with a color if there is one.
fn paint(color: &str, line: &str) {
    let end = if color.is_empty() { "" } else { PLAIN };
    let _ = writeln!(anstream::stdout(), "{color}{}{end}", inert(&visible(line, &['\t'])));
}
