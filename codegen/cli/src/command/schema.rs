//! `speccast schema`

use super::Outcome;
use crate::schema::schema;
use std::io::{ErrorKind, Write};

/// Print the JSON Schema of the spec language, for editors
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(Arguments {}: &Arguments) -> Outcome {
    // Who closes the pipe has read enough.
    match std::io::stdout().write_all(schema().as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Outcome::Failed,
        _ => Outcome::Done,
    }
}
