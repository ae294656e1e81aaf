//! The command line: arguments in, exit status out.

mod completions;
mod diff;
mod explain;
mod generate;
mod git_driver;
mod init;
mod lint;
mod revision;
mod schema;
mod specs;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Casts YAML specs of HTTP API operations into small, readable Rust clients.
#[derive(Debug, Parser)]
#[command(name = "speccast", bin_name = "speccast", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Lint(lint::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Init(init::Arguments),
    Completions(completions::Arguments),
}

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// The answer is no: the specs are wrong, or the generated code is not what they make.
    No,
    /// It could not run.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::No => Self::from(1),
            // clap exits with 2 on arguments that it does not know, too.
            Outcome::Failed => Self::from(2),
        }
    }
}

/// Runs the command that the process's arguments name: 0 done, 1 the answer is no, 2 could not run.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    };
    outcome.into()
}
