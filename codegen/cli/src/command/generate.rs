//! `speccast generate`

mod check;
mod summary;
mod watch;

use super::Outcome;
use super::project::Project;
use crate::{Source, input};
use anstream::eprintln;
use speccast_build::output::{Change, Declaration, Directory, Plan, Update, UpdateError};
use speccast_build::{Generated, Options, generate, write_depfile};
use speccast_core::diagnostic::Diagnostics;
use speccast_core::text::{is_hidden, shown_path};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Generate the modules of specs, writing only what changed
///
/// The settings of a project are in `speccast.yaml`, here or in a directory above; `speccast init` writes it:
/// `specs: [PATH, …]`, `out: DIR` and `tests: true`. Its paths are relative to the file, and arguments
/// override it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Specs, or directories of specs [default: those of speccast.yaml, or specs and *.speccast.yaml]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// Output directory, with a folder for each service [default: that of speccast.yaml, or of speccast.lock, or generated/src]
    #[arg(long, value_name = "DIR", alias = "output")]
    out: Option<PathBuf>,
    /// Also generate a test for each example; recorded in the lock file
    #[arg(long, overrides_with = "no_tests")]
    tests: bool,
    /// Generate no tests, and remove existing ones
    #[arg(long)]
    no_tests: bool,
    /// Write nothing; fail if generated code is out of date, and show the reasons and differences
    #[arg(long, conflicts_with_all = ["dry_run", "watch", "force"])]
    check: bool,
    /// Write nothing; list what would be written
    #[arg(long, conflicts_with = "watch")]
    dry_run: bool,
    /// Also replace and remove files that were edited by hand
    #[arg(long)]
    force: bool,
    /// Generate all files, even if they are unchanged according to `speccast.lock`
    #[arg(long)]
    fresh: bool,
    /// Generate whenever a spec is saved, until Ctrl-C
    #[arg(long)]
    watch: bool,
    /// Neither read nor write `speccast.lock`, as in an action of a build system: other modules are ignored,
    /// and existing generated files are replaced
    #[arg(long, conflicts_with_all = ["check", "dry_run", "force", "fresh", "no_tests", "watch"])]
    no_lock: bool,
    /// File to write last, after everything is generated
    #[arg(long, value_name = "FILE", requires = "no_lock")]
    stamp: Option<PathBuf>,
    /// File for a rule in Make's syntax: the stamp depends on the specs
    #[arg(long, value_name = "FILE", requires = "stamp")]
    depfile: Option<PathBuf>,
    /// Path of the spec to name in generated files; for one spec only
    #[arg(long, value_name = "PATH", requires = "no_lock")]
    origin: Option<String>,
    /// Settings of the project.
    #[arg(skip)]
    project: Project,
    /// Output directory.
    #[arg(skip)]
    place: PathBuf,
}

/// The specs, and what was generated from them.
struct Made {
    sources: Vec<Source>,
    update: Update,
}

/// Why nothing can be written.
enum Failure {
    /// A file cannot be read or written.
    Message(String),
    /// The specs have errors.
    Specs(Diagnostics),
}

impl Failure {
    fn of(error: impl ToString) -> Self {
        Self::Message(error.to_string())
    }

    fn of_update(error: UpdateError) -> Self {
        match error {
            UpdateError::Specs(diagnostics) => Self::Specs(diagnostics),
            UpdateError::Output(error) => Self::of(error),
        }
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

pub(super) fn run(mut arguments: Arguments) -> Result<Outcome, String> {
    arguments.project = Project::find()?;
    arguments.place = arguments.project.out(arguments.out.as_deref())?;
    let arguments = &arguments;
    if arguments.watch {
        return Ok(watch::run(arguments));
    }
    if arguments.no_lock {
        return Ok(without_lock(arguments).map_or_else(|failure| failure.show(), |()| Outcome::Done));
    }
    let made = match make(arguments, arguments.fresh) {
        Ok(made) => made,
        Err(failure) => return Ok(failure.show()),
    };
    if arguments.check {
        return Ok(check::check(arguments, &made.update.plan));
    }
    if let Err(outcome) = write(arguments, &made.update.plan) {
        return Ok(outcome);
    }
    summary::show(arguments, &made.update.plan);
    Ok(Outcome::Done)
}

/// Generates everything without writing, and prints warnings.
fn make(arguments: &Arguments, fresh: bool) -> Result<Made, Failure> {
    let found = arguments.project.find_specs(&arguments.specs).map_err(Failure::Message)?;
    let directory = Directory::open(&arguments.place).map_err(Failure::of)?.made_by(env!("SPECCAST_BUILD"));
    let sources: Result<Vec<Source>, _> = found.files.iter().map(|file| directory.read(file)).collect();
    let sources = sources.map_err(Failure::of)?;
    let options = arguments.options(|| directory.has_tests());
    let update = directory.update(&sources, &found.folders, &options, fresh).map_err(Failure::of_update)?;
    show_warnings(&update.generated);
    Ok(Made { sources, update })
}

fn show_warnings(generated: &Generated) {
    if !generated.warnings.is_empty() {
        eprintln!("{}\n", generated.warnings.render(true));
    }
}

/// Generates into a directory that a build system manages.
fn without_lock(arguments: &Arguments) -> Result<(), Failure> {
    let found = arguments.project.find_specs(&arguments.specs).map_err(Failure::Message)?;
    let sources: Result<Vec<Source>, _> = found.files.iter().map(|file| input::read(file)).collect();
    let mut sources = sources.map_err(Failure::of)?;
    if let Some(origin) = &arguments.origin {
        let [source] = sources.as_mut_slice() else {
            let count = sources.len();
            return Err(Failure::Message(format!("`--origin` requires one spec, found {count}")));
        };
        *source = source.clone().with_origin(origin);
    }
    let generated = generate(&sources, &arguments.options(|| false)).map_err(Failure::Specs)?;
    show_warnings(&generated);
    Plan::new(&arguments.place, &generated).and_then(|plan| plan.write()).map_err(Failure::of)?;
    let Some(stamp) = &arguments.stamp else { return Ok(()) };
    let written = |path: &Path, result: io::Result<()>| {
        result.map_err(|error| Failure::Message(format!("cannot write {}: {error}", shown_path(path))))
    };
    if let Some(depfile) = &arguments.depfile {
        // A spec may be added to a directory.
        let inputs = [found.folders, found.files].concat();
        written(depfile, write_depfile(depfile, stamp, &inputs))?;
    }
    written(stamp, fs::write(stamp, ""))
}

impl Arguments {
    fn options(&self, has_tests: impl FnOnce() -> bool) -> Options {
        let wanted = if self.tests || self.no_tests { Some(self.tests) } else { self.project.tests };
        let mut options = Options::default();
        options.tests = wanted.unwrap_or_else(has_tests);
        options
    }
}

/// Writes the files, unless that is not requested or would discard manual edits.
fn write(arguments: &Arguments, plan: &Plan) -> Result<(), Outcome> {
    if !arguments.force && plan.refused().next().is_some() {
        complain!("error: these files may have been edited by hand, so nothing was written:");
        for change in plan.refused() {
            complain!("  {}: {}", shown(&arguments.place, &change.path), reasons(change));
        }
        let (check, force) = (command(arguments, &["--check"]), command(arguments, &["--force"]));
        complain!("help: `{check}` shows the edits; move them to the specs, or discard them with `{force}`");
        return Err(Outcome::No);
    }
    let written = match (arguments.dry_run, arguments.force) {
        (true, _) => Ok(()),
        (false, true) => plan.write_over(),
        (false, false) => plan.write(),
    };
    written.map_err(|error| Failure::of(error).show())
}

/// Returns this command with other flags, for the user to run.
fn command(arguments: &Arguments, flags: &[&str]) -> String {
    // `cargo run` sets this variable to the package that it runs.
    let by_cargo = std::env::var("CARGO_PKG_NAME").is_ok_and(|name| name == env!("CARGO_PKG_NAME"));
    let mut words = vec![if by_cargo { "cargo run -- generate" } else { "speccast generate" }.to_owned()];
    words.extend(arguments.specs.iter().map(|spec| quoted(&spec.to_string_lossy())));
    words.extend(arguments.out.iter().map(|out| format!("--out {}", quoted(&out.to_string_lossy()))));
    words.extend(arguments.tests.then(|| "--tests".to_owned()));
    words.extend(arguments.no_tests.then(|| "--no-tests".to_owned()));
    words.extend(flags.iter().map(|flag| (*flag).to_owned()));
    words.join(" ")
}

/// Quotes a word for a POSIX shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+,@%".contains(c);
    if word.chars().all(plain) && !word.is_empty() {
        word.to_owned()
    } else if word.contains(|c: char| c == '\n' || is_hidden(c)) {
        // Supported by bash, ksh, zsh and POSIX.1-2024.
        format!("$'{}'", escaped_for_shell(word))
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Escapes a word for `$'…'`, with hidden characters as octal bytes.
fn escaped_for_shell(word: &str) -> String {
    let mut escaped = String::new();
    for c in word.chars() {
        if c == '\n' || is_hidden(c) {
            escaped.extend(c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("\\{byte:03o}")));
        } else {
            escaped.extend(['\\'].into_iter().filter(|_| c == '\'' || c == '\\').chain([c]));
        }
    }
    escaped
}

fn shown(out: &Path, path: &str) -> String {
    shown_path(&out.join(path))
}

/// Describes why a file differs, in one line.
fn reasons(change: &Change) -> String {
    change.reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Describes what the user must change in the file that declares modules.
fn to_do(declaration: &Declaration) -> String {
    let (file, module) = (shown_path(&declaration.file), speccast_build::declaration(&declaration.module));
    if declaration.add {
        format!("add to {file}: #[rustfmt::skip] pub {module}")
    } else {
        format!("remove from {file}: {module}")
    }
}
