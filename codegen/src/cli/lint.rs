//! `speccast lint`

use super::{Outcome, specs};
use crate::generate::lint;
use anstream::eprintln;
use std::path::PathBuf;

/// Say everything that there is to say of specs, notes among it, and generate nothing
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Specs, or directories of specs [default: specs]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let sources = match specs::read(&arguments.specs) {
        Ok(sources) => sources,
        Err(message) => {
            eprintln!("error: {message}");
            return Outcome::Failed;
        }
    };
    let found = lint(&sources);
    if found.is_empty() {
        eprintln!("nothing to say of {} spec{}", sources.len(), if sources.len() == 1 { "" } else { "s" });
    } else {
        eprintln!("{}", found.render(true));
    }
    if found.has_errors() { Outcome::No } else { Outcome::Done }
}
