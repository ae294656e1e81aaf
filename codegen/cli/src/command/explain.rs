//! `speccast explain`

use super::Outcome;
use crate::diff;
use anstream::{eprintln, print, println};
use speccast_core::diagnostic::{Code, codes};
use speccast_core::suggest;

/// Explain a diagnostic or a rule of `speccast diff`
///
/// Without an argument, lists all codes and rules.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Code of a diagnostic, such as `undefined-type`, or rule of `speccast diff`, such as `pattern-narrowed`
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let Some(argument) = &arguments.code else {
        list();
        return Outcome::Done;
    };
    // As a message shows it, too: `error[undefined-type]`.
    let name =
        argument.rsplit_once('[').map_or(argument.as_str(), |(_, rest)| rest.trim_end_matches([']', ':']));
    if let Some(code) = Code::find(name) {
        print!("{}", code.render());
        return Outcome::Done;
    }
    if let Some(rule) = diff::rule(name) {
        print!("{}", rule.explain());
        return Outcome::Done;
    }
    let codes = codes::ALL.iter().map(|code| code.name);
    let known: Vec<&str> = codes.chain(diff::rules().map(|rule| rule.id)).collect();
    eprintln!("error: unknown code `{}`", argument.escape_debug());
    match suggest::closest(name, &known) {
        Some(code) => eprintln!("help: did you mean `{code}`?"),
        None => eprintln!("help: run `speccast explain` for a list of codes"),
    }
    Outcome::Failed
}

fn list() {
    let width = codes::ALL.iter().map(|code| code.name.len()).max().unwrap_or_default();
    for code in codes::ALL {
        println!("{:width$}  {}", code.name, code.title());
    }
    println!("\nRules of `speccast diff`:\n");
    let width = diff::rules().map(|rule| rule.id.len()).max().unwrap_or_default();
    for rule in diff::rules() {
        println!("{:width$}  {}", rule.id, rule.title);
    }
}
