//! The command line: arguments in, exit status out.

/// Prints a line in which nothing is hidden. That nobody reads it any more, as after `| head`, is no failure.
macro_rules! say {
    ($($text:tt)*) => { $crate::command::print_line(anstream::stdout(), &format!($($text)*)) };
}

/// Prints a line in which nothing is hidden, to the standard error output.
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
    let arguments = Arguments::try_parse().unwrap_or_else(|error| {
        // clap shows an argument as it is.
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

/// What a text of several lines is shown with.
const LINES: &[char] = &['\n'];

/// Prints a whole text for another program. A closed pipe is not a failure: its reader has read enough.
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
