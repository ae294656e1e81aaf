//! The summary of a run.

use super::{Arguments, reasons, shown, to_do};
use crate::command::plural;
use speccast_build::output::{Change, LockState, Plan, Reason};
use speccast_core::text::shown_path;
use std::path::Path;

/// Prints a line for each change, and the counts.
pub(super) fn show(arguments: &Arguments, plan: &Plan) {
    let is_kept = |change: &&Change| change.is_kept() && !arguments.force;
    for change in plan.changes() {
        if is_kept(&change) {
            say!("    kept {}: {}", shown(&arguments.place, &change.path), reasons(change));
        } else {
            show_change(&arguments.place, change);
        }
    }
    match (plan.lock_state(), plan.lock_path()) {
        (LockState::Missing, Some(path)) => say!("   added {}", shown_path(path)),
        (LockState::OutOfDate | LockState::Conflict(_), Some(path)) => {
            say!(" changed {}", shown_path(path))
        }
        _ => {}
    }
    let changed = plan.changes().iter().filter(|change| !is_kept(change)).count();
    let verb = if arguments.dry_run { "would change" } else { "changed" };
    say!(
        "{changed} file{} {verb}, {} up to date in {}",
        plural(changed),
        plan.unchanged(),
        shown_path(&arguments.place)
    );
    let first = plan.first_declarations();
    for declaration in plan.declarations().iter().chain(&first) {
        say!("{}", to_do(declaration));
    }
    if let Some(first) = first.first() {
        let file = shown_path(&first.file);
        say!(
            "{file} does not exist yet: create it in a package that depends on speccast-runtime, or declare the module in another file with #[path]"
        );
    }
}

/// Prints the change of a file.
pub(super) fn show_change(out: &Path, change: &Change) {
    let path = shown(out, &change.path);
    match (&change.before, &change.after) {
        (None, Some(after)) => say!("   added {path} ({} lines)", after.lines().count()),
        (Some(_), None) => say!(" removed {path}"),
        _ => {
            let (plus, minus) = line_counts(change);
            let why = what_was_there(change).map(|reason| format!(": {reason}")).unwrap_or_default();
            say!(" changed {path} (+{plus} -{minus}){why}");
        }
    }
}

/// Returns why a file was replaced, if it did not contain what was generated before.
fn what_was_there(change: &Change) -> Option<&Reason> {
    let is_other = |reason: &&Reason| {
        reason.is_by_hand() || matches!(reason, Reason::Reformatted | Reason::MergeConflict)
    };
    change.reasons.iter().find(is_other)
}

fn line_counts(change: &Change) -> (usize, usize) {
    let (before, after) = (change.before.as_deref().unwrap_or(""), change.after.as_deref().unwrap_or(""));
    let diff = similar::TextDiff::from_lines(before, after);
    let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    (count(similar::ChangeTag::Insert), count(similar::ChangeTag::Delete))
}
