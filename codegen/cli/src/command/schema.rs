//! `speccast schema`

use super::Outcome;
use crate::schema::{reference, schema};

/// Print the JSON Schema of the spec language, for editors
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print the language reference in Markdown instead
    #[arg(long)]
    reference: bool,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let text = if arguments.reference { reference() } else { schema() };
    super::print(text.as_bytes())
}
