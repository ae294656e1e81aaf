//! The names of one scope, none of which stands for two things.

use speccast_core::SourceMap;
use speccast_core::diagnostic::{Diagnostic, codes};
use speccast_core::source_map::{KeyPart, KeyPath};
use std::collections::HashMap;

/// Where something is written; computed only if that is reported.
pub(super) type At<'a> = &'a dyn Fn() -> KeyPath;

/// The Rust names of one scope, and what each stands for, so that none is given twice.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) taken: HashMap<String, Owner>,
}

/// What has a name.
#[derive(Debug)]
pub(super) enum Owner {
    /// What the generator makes itself, described.
    Generator(String),
    /// What is written there.
    Spec(KeyPath),
}

impl Scope {
    /// Takes `name` for what the generator makes itself; `what` describes that.
    pub(super) fn reserve(&mut self, name: &str, what: &str) {
        self.taken.insert(name.to_owned(), Owner::Generator(what.to_owned()));
    }

    /// Takes `name` for what is written at `at`. A name that could not be made is nothing to take.
    pub(super) fn take(&mut self, name: &str, at: At<'_>, source_map: &SourceMap) -> Result<(), Diagnostic> {
        if name.is_empty() {
            return Ok(());
        }
        let at = at();
        let Some(first) = self.taken.get(name) else {
            self.taken.insert(name.to_owned(), Owner::Spec(at));
            return Ok(());
        };
        let message = format!("duplicate Rust name `{name}`");
        let diagnostic = Diagnostic::new(&codes::NAME_COLLISION, message);
        let diagnostic = diagnostic.label(&source_map.locate(&at).0, "here");
        let help = if is_key(&at) { RENAME_KEY } else { "give one of them another name with `rust:`" };
        Err(match first {
            Owner::Spec(first) => {
                diagnostic.label(&source_map.locate(first).0, format!("the first `{name}`"))
            }
            Owner::Generator(what) => diagnostic.help(format!("`{name}` is {what}")),
        }
        .help(help))
    }
}

/// What to do about the name of a key, which is nothing but a name of the spec's own.
pub(super) const RENAME_KEY: &str = "give the key another name";

/// Returns whether a path leads to a key, which has no `rust:`.
pub(super) fn is_key(at: &KeyPath) -> bool {
    at.parts().contains(&KeyPart::Key("auth"))
}
