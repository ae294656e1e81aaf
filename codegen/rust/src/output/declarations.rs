//! Declarations of generated modules in the user's own files.

use super::disk;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A line that the user must add to or remove from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The file that declares modules.
    pub file: PathBuf,
    /// The module.
    pub module: String,
    /// Whether the line is missing; otherwise, its module no longer exists.
    pub add: bool,
}

/// Returns which modules of `made` are not declared, and which modules of `gone` still are.
///
/// Empty if no file could declare them.
pub(super) fn missing_and_stale(root: &Path, made: &[String], gone: &[String]) -> Vec<Declaration> {
    let files: Vec<(PathBuf, BTreeSet<String>)> = candidates(root)
        .filter_map(|path| disk::read_code(&path).ok().flatten().map(|text| (path, modules(&text))))
        .collect();
    let Some((first, _)) = files.first() else {
        return Vec::new();
    };
    let is_declared = |module: &&String| files.iter().any(|(_, modules)| modules.contains(module.as_str()));
    let missing = made.iter().filter(|module| !is_declared(module));
    let missing =
        missing.map(|module| Declaration { file: first.clone(), module: module.clone(), add: true });
    let stale = files.iter().flat_map(|(file, modules)| {
        let gone = gone.iter().filter(|module| modules.contains(module.as_str()));
        gone.map(|module| Declaration { file: file.clone(), module: module.clone(), add: false })
    });
    missing.chain(stale).collect()
}

/// Returns the declarations of new modules if no file could contain them yet.
pub(super) fn first<'a>(root: &Path, new: impl Iterator<Item = &'a str>) -> Vec<Declaration> {
    if candidates(root).any(|file| file.is_file()) {
        return Vec::new();
    }
    let file = root.join("lib.rs");
    new.map(|module| Declaration { file: file.clone(), module: module.to_owned(), add: true }).collect()
}

/// Returns the files that may declare the modules of a directory.
fn candidates(root: &Path) -> impl Iterator<Item = PathBuf> {
    let beside = root.file_name().map(|name| root.with_file_name(name).with_extension("rs"));
    ["lib.rs", "main.rs", "mod.rs"].map(|name| root.join(name)).into_iter().chain(beside)
}

/// Returns the names of modules that are declared anywhere in a file, without `r#`. The tokens of a declaration are
/// `mod`, a name and a semicolon.
fn modules(text: &str) -> BTreeSet<String> {
    let Ok(stream) = text.parse::<proc_macro2::TokenStream>() else {
        return BTreeSet::new();
    };
    let (mut found, mut open) = (BTreeSet::new(), vec![stream]);
    while let Some(stream) = open.pop() {
        let trees: Vec<_> = stream.into_iter().collect();
        for three in trees.windows(3) {
            if three[0].to_string() == "mod" && three[2].to_string() == ";" {
                let name = three[1].to_string();
                found.insert(name.strip_prefix("r#").unwrap_or(&name).to_owned());
            }
        }
        open.extend(trees.into_iter().filter_map(|tree| match tree {
            proc_macro2::TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found_and_comments_are_not() {
        let text = "// mod no;\n#[rustfmt::skip]\npub mod a;\npub(crate) mod r#type ;\nmod b { mod c; } /* mod d; */";
        assert_eq!(modules(text).into_iter().collect::<Vec<_>>(), ["a", "c", "type"]);
        assert!(modules("mod a; {").is_empty(), "no Rust");
    }
}
