//! `speccast generate`

use super::{Outcome, specs};
use crate::generate::{Generated, Options, generate};
use crate::output::{Change, Plan};
use anstream::{eprint, eprintln, print, println};
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
    /// Also generate tests: values at and just over the edge of each constraint
    #[arg(long)]
    tests: bool,
    /// Write nothing; fail if the directory is not as the specs make it, and show the difference
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Write nothing; say what would be written
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    match try_run(arguments) {
        Ok(outcome) => outcome,
        Err(message) => {
            eprintln!("error: {message}");
            Outcome::Failed
        }
    }
}

fn try_run(arguments: &Arguments) -> Result<Outcome, String> {
    let sources = specs::read(&arguments.specs)?;
    let generated = match generate(&sources, &Options { tests: arguments.tests, ..Options::default() }) {
        Ok(generated) => generated,
        Err(diagnostics) => {
            eprintln!("{}", diagnostics.render(true));
            return Ok(Outcome::No);
        }
    };
    if !generated.warnings.is_empty() {
        eprintln!("{}\n", generated.warnings.render(true));
    }
    let plan = Plan::new(&arguments.out, &generated).map_err(|error| error.to_string())?;
    if arguments.check {
        return Ok(check(arguments, &plan));
    }
    if !arguments.dry_run {
        plan.write().map_err(|error| error.to_string())?;
    }
    summarize(arguments, &plan);
    for module in undeclared(&arguments.out, &generated) {
        println!("add to {}: #[rustfmt::skip] pub mod {module};", arguments.out.join("lib.rs").display());
    }
    Ok(Outcome::Done)
}

/// One line a change, and one that counts.
fn summarize(arguments: &Arguments, plan: &Plan) {
    for change in plan.changes() {
        let path = shown(&arguments.out, &change.path);
        match (&change.before, &change.after) {
            (None, Some(after)) => println!("   added {path} ({} lines)", after.lines().count()),
            (Some(_), None) => println!(" removed {path}"),
            _ => {
                let (plus, minus) = line_counts(change);
                println!(" changed {path} (+{plus} -{minus})");
            }
        }
    }
    let (changed, unchanged) = (plan.changes().len(), plan.unchanged());
    let verb = if arguments.dry_run { "would change" } else { "changed" };
    println!(
        "{changed} file{} {verb}, {unchanged} up to date in {}",
        plural(changed),
        arguments.out.display()
    );
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn line_counts(change: &Change) -> (usize, usize) {
    let (before, after) = (change.before.as_deref().unwrap_or(""), change.after.as_deref().unwrap_or(""));
    let diff = similar::TextDiff::from_lines(before, after);
    let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    (count(similar::ChangeTag::Insert), count(similar::ChangeTag::Delete))
}

/// Shows what differs and the command that puts it right.
fn check(arguments: &Arguments, plan: &Plan) -> Outcome {
    if plan.changes().is_empty() {
        println!("{} files up to date in {}", plan.unchanged(), arguments.out.display());
        return Outcome::Done;
    }
    for change in plan.changes() {
        let path = shown(&arguments.out, &change.path);
        let (before, after) = (change.before.as_deref().unwrap_or(""), change.after.as_deref().unwrap_or(""));
        let old = if change.before.is_some() { path.as_str() } else { "/dev/null" };
        let new = if change.after.is_some() { path.as_str() } else { "/dev/null" };
        print!("{}", similar::TextDiff::from_lines(before, after).unified_diff().header(old, new));
    }
    let count = plan.changes().len();
    eprint!("error: {count} file{} in {} ", plural(count), arguments.out.display());
    eprintln!("{} not what the specs make", if count == 1 { "is" } else { "are" });
    eprintln!("help: run `{}` and commit the result", fix(arguments));
    Outcome::No
}

/// The command that does what `--check` found undone.
fn fix(arguments: &Arguments) -> String {
    // `cargo run` tells its child the package that it runs.
    let by_cargo = std::env::var("CARGO_PKG_NAME").is_ok_and(|name| name == env!("CARGO_PKG_NAME"));
    let mut words = vec![if by_cargo { "cargo run -- generate" } else { "speccast generate" }.to_owned()];
    words.extend(arguments.specs.iter().map(|spec| quoted(&spec.to_string_lossy())));
    if arguments.out != Path::new(OUT) {
        words.push(format!("--out {}", quoted(&arguments.out.to_string_lossy())));
    }
    words.extend(arguments.tests.then(|| "--tests".to_owned()));
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

/// Modules that the crate's root does not declare yet.
fn undeclared<'a>(out: &Path, generated: &'a Generated) -> Vec<&'a str> {
    let Ok(root) = std::fs::read_to_string(out.join("lib.rs")) else {
        return Vec::new();
    };
    let declared = |module: &str| root.contains(&format!("mod {module};"));
    generated.modules.iter().map(String::as_str).filter(|module| !declared(module)).collect()
}
