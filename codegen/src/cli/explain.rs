//! `speccast explain`

use super::Outcome;
use crate::{Source, diff, explain, input, parse};
use anstream::{eprintln, print, println};
use std::path::Path;

/// Explain a diagnostic in full, or show what becomes of a spec
///
/// With a code, such as `undefined-type`: when it comes, why, a wrong and a right example. With a rule of `speccast diff`,
/// such as `pattern-narrowed`: what it means for whom. With a spec: what is read, what it means, and the files that are made
/// of it. With nothing: all codes and rules.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A diagnostic's code, a rule of `speccast diff`, or a spec
    #[arg(value_name = "CODE|SPEC")]
    what: Option<String>,
    /// Of a spec, show the text of the files, too
    #[arg(long)]
    files: bool,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let Some(what) = &arguments.what else {
        list();
        return Outcome::Done;
    };
    // As it stands in a message, too: `error[undefined-type]`.
    let code = what.rsplit_once('[').map_or(what.as_str(), |(_, rest)| rest.trim_end_matches([']', ':']));
    if let Some(entry) = explain::find(code) {
        print!("{}", entry.render());
        return Outcome::Done;
    }
    if let Some(rule) = diff::rule(code) {
        print!("{}", rule.explain());
        return Outcome::Done;
    }
    let path = Path::new(what);
    if !path.exists() {
        let codes: Vec<&str> = explain::all().iter().map(explain::Entry::code).collect();
        eprintln!("error: `{}` is neither a diagnostic's code nor a file", what.escape_debug());
        match parse::closest(what, &codes) {
            Some(code) => eprintln!("help: did you mean `{code}`?"),
            None => eprintln!("help: `speccast explain` lists the codes"),
        }
        return Outcome::Failed;
    }
    match input::read(path) {
        Ok(source) => show(&source, arguments.files),
        Err(error) => {
            eprintln!("error: {error}");
            Outcome::Failed
        }
    }
}

fn list() {
    let width = explain::all().iter().map(|entry| entry.code().len()).max().unwrap_or_default();
    for entry in explain::all() {
        println!("{:width$}  {}", entry.code(), entry.title());
    }
    println!("\nRules of `speccast diff`:\n");
    let width = diff::rules().map(|rule| rule.id.len()).max().unwrap_or_default();
    for rule in diff::rules() {
        println!("{:width$}  {}", rule.id, rule.title);
    }
}

fn show(source: &Source, texts: bool) -> Outcome {
    let stages = explain::stages(source);
    if let Some(document) = &stages.document {
        println!("=== document: what {} says, by line\n\n{document}", source.name());
    }
    if let Some(ir) = &stages.ir {
        println!("=== IR: what it means\n\n{ir}");
    }
    if !stages.files.is_empty() {
        println!("=== files: what is generated\n");
    }
    let width = stages.files.iter().map(|file| file.path.len()).max().unwrap_or_default();
    for file in &stages.files {
        println!("{:width$}  {:>4} lines", file.path, file.text.lines().count());
    }
    for file in stages.files.iter().filter(|_| texts) {
        print!("\n--- {}\n\n{}", file.path, file.text);
    }
    if !stages.found.is_empty() {
        eprintln!("\n{}", stages.found.render(true));
    }
    if stages.found.has_errors() { Outcome::No } else { Outcome::Done }
}
