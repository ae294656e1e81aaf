//! `speccast lint`

use super::project::Project;
use super::{Outcome, plural};
use crate::{lint, report};
use anstream::{eprintln, print, println};
use speccast_core::diagnostic::Diagnostics;
use std::path::PathBuf;

/// Check specs without generating code
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Specs, or directories of specs [default: those of speccast.yaml, or specs and *.speccast.yaml]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Human,
    /// For tools, in the format documented in DIAGNOSTICS.md
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// Annotations of lines in GitHub Actions
    Github,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let sources = Project::find()?.read(&arguments.specs)?;
    let found = lint(&sources);
    match arguments.format {
        Format::Human => human(&found, sources.len()),
        Format::Json => println!("{}", report::json(&found)),
        Format::Sarif => println!("{}", report::sarif(&found)),
        Format::Github => print!("{}", report::github(&found)),
    }
    Ok(if found.has_errors() { Outcome::No } else { Outcome::Done })
}

fn human(found: &Diagnostics, specs: usize) {
    if found.is_empty() {
        eprintln!("{specs} spec{} checked, no problems found", plural(specs));
    } else {
        eprintln!("{}", found.render(true));
    }
}
