//! The command line.

/// Prints a line with hidden characters escaped. A closed output, as after `| head`, is not a failure.
macro_rules! say {
    ($($text:tt)*) => { $crate::command::print_line(anstream::stdout(), &format!($($text)*)) };
}

/// Prints a line with hidden characters escaped to standard error.
macro_rules! complain {
    ($($text:tt)*) => { $crate::command::print_line(anstream::stderr(), &format!($($text)*)) };
}

mod completions;
mod diff;
mod explain;
mod generate;
mod git_driver;
mod init;
mod lint;
mod man;
mod project;
mod revision;
mod schema;

use clap::{Parser, Subcommand};
use speccast_core::text::{inert, visible};
use std::io::Write;
use std::process::ExitCode;

/// Generates Rust clients from YAML specs of HTTP API operations.
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
    Man(man::Arguments),
}

/// Result of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Success.
    Done,
    /// A negative result: the specs have errors, or generated code is out of date.
    No,
    /// The command could not run.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::No => Self::from(1),
            // clap also exits with 2 on invalid arguments.
            Outcome::Failed => Self::from(2),
        }
    }
}

/// Runs the command of the process's arguments. Exit status: 0 success, 1 negative result, 2 could not run.
pub fn run() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| {
        // clap prints arguments unescaped.
        let is_odd = |text: &str| inert(&visible(text, &[])) != text;
        if std::env::args_os().any(|it| is_odd(&it.to_string_lossy())) {
            complain!("{}", error.to_string().trim_end());
            std::process::exit(error.exit_code());
        }
        error.exit()
    });
    let result = match arguments.command {
        Command::Generate(arguments) => generate::run(arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => Ok(schema::run(&arguments)),
        Command::Init(arguments) => init::run(&arguments),
        Command::Completions(arguments) => Ok(completions::run(&arguments)),
        Command::Man(arguments) => man::run(&arguments),
    };
    let outcome = result.unwrap_or_else(|message| {
        complain!("error: {message}");
        Outcome::Failed
    });
    outcome.into()
}

/// Characters kept in output of several lines.
const LINES: &[char] = &['\n'];

/// Prints a text for another program. A closed pipe is not a failure.
fn print(text: &[u8]) -> Outcome {
    match std::io::stdout().write_all(text) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Outcome::Failed,
        _ => Outcome::Done,
    }
}

fn print_line(mut to: impl Write, text: &str) {
    let _ = writeln!(to, "{}", inert(&visible(text, LINES)));
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
