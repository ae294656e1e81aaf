//! `speccast completions`

use super::Outcome;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;

/// Print a script that completes the command line in a shell
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Shell that is to read it
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "speccast", &mut script);
    // Who closes the pipe has read enough.
    match std::io::stdout().write_all(&script) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Outcome::Failed,
        _ => Outcome::Done,
    }
}
