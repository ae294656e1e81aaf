//! `speccast diff --git-driver`, which git runs instead of its built-in diff.
//!
//! The arguments are `path old-file old-hex old-mode new-file new-hex new-mode`; after a rename, also the new
//! path and git's message; for a conflict, the path alone. The exit status is always 0, since git stops the
//! whole log otherwise.

use crate::Source;
use anstream::{print, println};
use speccast_core::text::{escaped, inert, visible};
use speccast_diff::{compare, report};

/// Prints the meaning of a file's change; a plain diff, unless both sides are valid specs.
pub(super) fn run(arguments: &[String], everything: bool) {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [path, old, _, _, new, _, _] => show(path, old, path, new, everything),
        [path, old, _, _, new, _, _, new_path, ..] => show(path, old, new_path, new, everything),
        [path] => println!("speccast diff {}: unresolved merge conflict", shown(path)),
        _ => println!("speccast diff: expected seven or nine arguments from git, found {}", arguments.len()),
    }
}

fn show(old_path: &str, old_file: &str, new_path: &str, new_file: &str, everything: bool) {
    let (before, after) = (read(old_file), read(new_file));
    let name = |path, there: bool| if there { shown(path) } else { "/dev/null".to_owned() };
    println!("\u{1b}[1mspeccast diff {}\u{1b}[0m", shown(new_path));
    if old_path != new_path {
        println!("renamed from {}", shown(old_path));
    }
    let old: Vec<Source> = before.iter().map(|text| Source::new(old_path, text.as_str())).collect();
    let new: Vec<Source> = after.iter().map(|text| Source::new(new_path, text.as_str())).collect();
    match compare(&old, &new) {
        Ok(found) => print!("{}", report::human(&found, report::Style { color: true, everything })),
        Err(diagnostics) => {
            let first =
                diagnostics.iter().next().map(speccast_core::diagnostic::Finding::line).unwrap_or_default();
            println!("cannot compare specs: {}", inert(&first));
            let (old, new) = (before.as_deref().unwrap_or(""), after.as_deref().unwrap_or(""));
            let header = (name(old_path, before.is_some()), name(new_path, after.is_some()));
            let diff = similar::TextDiff::from_lines(old, new);
            let diff = diff.unified_diff().header(&header.0, &header.1).to_string();
            print!("{}", inert(&visible(&diff, &['\n', '\t'])));
        }
    }
    println!();
}

/// Returns a file's name on one line.
fn shown(path: &str) -> String {
    inert(&escaped(path, &[])).into_owned()
}

/// Returns the text of a file; none for `/dev/null`, which git passes for a missing file.
fn read(file: &str) -> Option<String> {
    let bytes = if file == "/dev/null" || file == "nul" { None } else { std::fs::read(file).ok() };
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
