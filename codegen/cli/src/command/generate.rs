//! `speccast generate`

mod check;
mod summary;
mod watch;

use super::{Outcome, specs};
use crate::Source;
use anstream::eprintln;
use speccast_build::output::{Directory, Plan};
use speccast_build::{Generated, Options, generate};
use speccast_core::diagnostic::Diagnostics;
use std::path::{Path, PathBuf};

/// Where generated modules go, if nothing is said.
const OUT: &str = "generated/src";

/// Generate the modules of specs, writing only what changed
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Specs, or directories of specs [default: specs]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// Directory that holds a folder for each service
    #[arg(long, value_name = "DIR", default_value = OUT)]
    out: PathBuf,
    /// Also generate a test for each example; the lock file remembers it
    #[arg(long, overrides_with = "no_tests")]
    tests: bool,
    /// Generate no tests, and remove those that there are
    #[arg(long)]
    no_tests: bool,
    /// Write nothing; fail if a file is not as the specs make it, say why, and show the difference
    #[arg(long, conflicts_with_all = ["dry_run", "watch", "force"])]
    check: bool,
    /// Write nothing; say what would be written
    #[arg(long, conflicts_with = "watch")]
    dry_run: bool,
    /// Replace and remove files even where they were edited by hand
    #[arg(long)]
    force: bool,
    /// Generate whenever a spec is saved, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

/// What the specs make, and what has to happen for it.
struct Made {
    sources: Vec<Source>,
    generated: Generated,
    plan: Plan,
}

/// Why there is nothing to write.
enum Failure {
    /// Something cannot be read or written.
    Message(String),
    /// The specs are wrong.
    Specs(Diagnostics),
}

impl Failure {
    fn of(error: impl ToString) -> Self {
        Self::Message(error.to_string())
    }

    fn show(&self) -> Outcome {
        match self {
            Self::Message(message) => {
                complain!("error: {message}");
                Outcome::Failed
            }
            Self::Specs(diagnostics) => {
                eprintln!("{}", diagnostics.render(true));
                Outcome::No
            }
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    if arguments.watch {
        return watch::run(arguments);
    }
    let made = match make(arguments) {
        Ok(made) => made,
        Err(failure) => return failure.show(),
    };
    if arguments.check {
        return check::check(arguments, &made.plan);
    }
    if let Err(outcome) = write(arguments, &made.plan) {
        return outcome;
    }
    summary::show(arguments, &made.plan);
    Outcome::Done
}

/// Everything but writing. Shows warnings.
fn make(arguments: &Arguments) -> Result<Made, Failure> {
    let found = specs::find(&arguments.specs).map_err(Failure::Message)?;
    let directory = Directory::open(&arguments.out).map_err(Failure::of)?;
    let sources: Result<Vec<Source>, _> = found.files.iter().map(|file| directory.read(file)).collect();
    let sources = sources.map_err(Failure::of)?;
    let tests = arguments.tests || directory.has_tests() && !arguments.no_tests;
    let mut options = Options::default();
    options.tests = tests;
    let generated = generate(&sources, &options).map_err(Failure::Specs)?;
    if !generated.warnings.is_empty() {
        eprintln!("{}\n", generated.warnings.render(true));
    }
    let plan = directory.plan(&sources, &found.folders, tests, &generated).map_err(Failure::of)?;
    Ok(Made { sources, generated, plan })
}

/// Writes, unless that is not wanted or would lose what somebody wrote.
fn write(arguments: &Arguments, plan: &Plan) -> Result<(), Outcome> {
    if !arguments.force && plan.refused().next().is_some() {
        complain!("error: this would lose what may have been written by hand, so nothing was written:");
        for change in plan.refused() {
            complain!("  {}: {}", shown(&arguments.out, &change.path), check::reasons(change));
        }
        let (check, force) = (command(arguments, &["--check"]), command(arguments, &["--force"]));
        complain!("help: `{check}` shows it; move it into the specs, or drop it with `{force}`");
        return Err(Outcome::No);
    }
    let written = match (arguments.dry_run, arguments.force) {
        (true, _) => Ok(()),
        (false, true) => plan.write_over(),
        (false, false) => plan.write(),
    };
    written.map_err(|error| Failure::of(error).show())
}

/// This command with other flags, for the user to run.
fn command(arguments: &Arguments, flags: &[&str]) -> String {
    // `cargo run` tells its child the package that it runs.
    let by_cargo = std::env::var("CARGO_PKG_NAME").is_ok_and(|name| name == env!("CARGO_PKG_NAME"));
    let mut words = vec![if by_cargo { "cargo run -- generate" } else { "speccast generate" }.to_owned()];
    words.extend(arguments.specs.iter().map(|spec| quoted(&spec.to_string_lossy())));
    if arguments.out != Path::new(OUT) {
        words.push(format!("--out {}", quoted(&arguments.out.to_string_lossy())));
    }
    words.extend(arguments.tests.then(|| "--tests".to_owned()));
    words.extend(arguments.no_tests.then(|| "--no-tests".to_owned()));
    words.extend(flags.iter().map(|flag| (*flag).to_owned()));
    words.join(" ")
}

/// A word as a POSIX shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+,@%".contains(c);
    if word.chars().all(plain) && !word.is_empty() {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

fn shown(out: &Path, path: &str) -> String {
    out.join(path).display().to_string()
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
