//! `speccast schema`

use super::Outcome;
use crate::schema::{reference, schema};
use std::io::{ErrorKind, Write};

/// Print the JSON Schema of the spec language, for editors
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print the language reference in Markdown instead
    #[arg(long)]
    reference: bool,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let text = if arguments.reference { reference() } else { schema() };
    // Who closes the pipe has read enough.
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Outcome::Failed,
        _ => Outcome::Done,
    }
}
