//! `generate --watch`: generates whenever a spec is saved.
//!
//! There are few specs, so polling their names, lengths and times ten times a second is cheap. It notices
//! editors that save by renaming, and network file systems, without a platform-specific crate.

use super::summary::show_change;
use super::{Arguments, Made, make, summary, to_do, write};
use crate::command::{Outcome, plural};
use crate::{GeneratedFile, Source, input};
use speccast_build::output::Change;
use speccast_core::text::shown_path;
use speccast_diff::{compare, report};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, thread};

/// Interval of polling, and time without changes after which specs count as saved.
const INTERVAL: Duration = Duration::from_millis(100);

/// The first successful run, and the files of the last one.
struct Start {
    made: Made,
    now: Vec<GeneratedFile>,
}

/// A spec, and its length and time of modification; `None` if it does not exist.
type Stamp = (PathBuf, Option<(u64, SystemTime)>);

/// Runs until the process is ended, as by Ctrl-C, or its output is closed. Ending it at any time is safe,
/// since files are replaced as a whole.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut start: Option<Start> = None;
    let mut last = settled(arguments);
    loop {
        generate(arguments, &mut start);
        let count = last.iter().filter(|stamp| stamp.1.is_some()).count();
        let waiting = format!("watching {count} spec{}; press Ctrl-C to stop", plural(count));
        if writeln!(anstream::stdout(), "{waiting}").is_err() {
            // The output is closed.
            return Outcome::Done;
        }
        while stamps(arguments) == last {
            thread::sleep(INTERVAL);
        }
        let now = settled(arguments);
        say!("");
        for difference in differences(&last, &now) {
            say!("{difference}");
        }
        last = now;
    }
}

/// Runs once: prints the summary of the first successful run, and afterwards the changes since then.
fn generate(arguments: &Arguments, start: &mut Option<Start>) {
    // The first run generates every file, since later ones are compared with it.
    let made = match make(arguments, arguments.fresh || start.is_none()) {
        Ok(made) => made,
        Err(failure) => {
            failure.show();
            return;
        }
    };
    if write(arguments, &made.update.plan).is_err() {
        return;
    }
    let Some(Start { made: first, now }) = start else {
        summary::show(arguments, &made.update.plan);
        *start = Some(Start { now: made.update.generated.files.clone(), made });
        return;
    };
    let module = |file: &GeneratedFile| file.path.split('/').next().map(str::to_owned);
    now.retain(|file| module(file).is_some_and(|module| made.update.unchanged.contains(&module)));
    now.extend(made.update.generated.files);
    let changes = changes(&first.update.generated.files, now);
    for change in &changes {
        show_change(&arguments.place, change);
    }
    match changes.len() {
        0 => say!("no changes since the start"),
        count => say!("{count} file{} changed since the start", plural(count)),
    }
    for declaration in made.update.plan.declarations() {
        say!("{}", to_do(declaration));
    }
    let others = |these: &[Source], those: &[Source]| {
        these.iter().filter(|source| !those.contains(source)).cloned().collect::<Vec<_>>()
    };
    // Both were generated from, so they are valid.
    if let Ok(report) =
        compare(&others(&first.sources, &made.sources), &others(&made.sources, &first.sources))
        && !report.changes.is_empty()
    {
        let text = report::human(&report, report::Style { color: true, everything: false });
        let _ = writeln!(anstream::stdout(), "\n{}", text.trim_end());
    }
}

/// Returns the difference between two runs.
fn changes(before: &[GeneratedFile], after: &[GeneratedFile]) -> Vec<Change> {
    let text = |files: &[GeneratedFile], path: &str| {
        files.iter().find(|file| file.path == path).map(|file| file.text.clone())
    };
    let gone = before.iter().filter(|file| text(after, &file.path).is_none());
    let all = after.iter().chain(gone).map(|file| Change {
        path: file.path.clone(),
        before: text(before, &file.path),
        after: text(after, &file.path),
        reasons: Vec::new(),
    });
    all.filter(|change| change.before != change.after).collect()
}

/// Returns the state of every spec once it is stable: an editor may take several steps to save a file.
fn settled(arguments: &Arguments) -> Vec<Stamp> {
    let mut last = stamps(arguments);
    loop {
        thread::sleep(INTERVAL);
        let now = stamps(arguments);
        if now == last {
            return now;
        }
        last = now;
    }
}

fn stamps(arguments: &Arguments) -> Vec<Stamp> {
    let mut stamps = Vec::new();
    for path in arguments.project.specs(&arguments.specs) {
        // A missing path may come back.
        let files = input::find(&path).unwrap_or_else(|_| vec![path]);
        stamps.extend(files.into_iter().map(|file| {
            let metadata = fs::metadata(&file).ok().filter(fs::Metadata::is_file);
            let stamp = metadata.and_then(|it| it.modified().ok().map(|time| (it.len(), time)));
            (file, stamp)
        }));
    }
    stamps
}

/// Describes the changes of specs between two states.
fn differences(before: &[Stamp], after: &[Stamp]) -> Vec<String> {
    let is_there =
        |stamps: &[Stamp], path: &Path| stamps.iter().any(|(other, stamp)| other == path && stamp.is_some());
    let saved = after.iter().filter(|stamp| stamp.1.is_some() && !before.contains(stamp));
    let removed = before.iter().filter(|stamp| stamp.1.is_some() && !is_there(after, &stamp.0));
    let saved = saved.map(|(path, _)| format!("{} saved", shown_path(path)));
    saved.chain(removed.map(|(path, _)| format!("{} removed", shown_path(path)))).collect()
}
