//! `speccast completions`

use super::Outcome;
use clap::CommandFactory;
use clap_complete::Shell;

/// Print a script that completes the command line in a shell
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "speccast", &mut script);
    super::print(&script)
}
