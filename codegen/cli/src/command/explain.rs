//! `speccast explain`

use super::Outcome;
use crate::{diff, schema};
use anstream::{print, println};
use speccast_core::diagnostic::{Code, codes};
use speccast_core::did_you_mean;
use speccast_core::vocabulary::{Key, MAPPINGS, Mapping, Word};

/// Explain a diagnostic, a rule of `speccast diff` or a key of a spec
///
/// Without an argument, lists all codes and rules.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Code of a diagnostic, such as `undefined-type`; rule of `speccast diff`, such as `pattern-narrowed`; or key, such as
    /// `length`
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    let Some(argument) = &arguments.code else {
        list();
        return Ok(Outcome::Done);
    };
    // Also accepts the form of a message: `error[undefined-type]`.
    let name =
        argument.rsplit_once('[').map_or(argument.as_str(), |(_, rest)| rest.trim_end_matches([']', ':']));
    let code = Code::find(name).map(Code::render);
    let rule = diff::rule(name).map(|rule| rule.explain());
    let texts: Vec<String> = code.into_iter().chain(rule).chain(keys(name)).collect();
    if !texts.is_empty() {
        print!("{}", texts.join("\n"));
        return Ok(Outcome::Done);
    }
    let codes = codes::ALL.iter().map(|code| code.name);
    let keys = MAPPINGS.iter().flat_map(|mapping| mapping.own).map(|key| key.name);
    let known: Vec<&str> = codes.chain(diff::rules().map(|rule| rule.id)).chain(keys).collect();
    let help =
        did_you_mean(name, &known).unwrap_or_else(|| "run `speccast explain` for a list of codes".to_owned());
    Err(format!("unknown code `{argument}`\nhelp: {help}"))
}

/// Describes a key in each mapping that allows it, its words, and the keys of its value.
fn keys(name: &str) -> Option<String> {
    let mut meanings: Vec<(&Key, Vec<&str>)> = Vec::new();
    for mapping in MAPPINGS {
        for key in mapping.own.iter().filter(|key| key.name == name) {
            match meanings.iter_mut().find(|(known, _)| known.help == key.help) {
                Some((_, mappings)) => mappings.push(mapping.what),
                None => meanings.push((key, vec![mapping.what])),
            }
        }
    }
    let meaning = |(key, mappings): (&Key, Vec<&str>)| {
        let words = schema::list(&key.form.words());
        format!("Key `{name}` of {}:\n\n{}\n{words}", mappings.join(", "), key.help)
    };
    let mut values: Vec<&Mapping> = meanings.iter().filter_map(|(key, _)| key.form.mapping()).collect();
    values.dedup_by_key(|mapping| mapping.what);
    let within = values.into_iter().map(|mapping| {
        let keys: Vec<Word> = mapping.keys().map(|key| (key.name, key.help)).collect();
        format!("Keys of {}:\n{}", mapping.what, schema::list(&keys))
    });
    let within: Vec<String> = within.collect();
    let texts: Vec<String> = meanings.into_iter().map(meaning).chain(within).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
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
