//! The unique names of a scope.

use speccast_core::SourceMap;
use speccast_core::diagnostic::{Diagnostic, codes};
use speccast_core::source_map::{KeyPart, KeyPath};
use std::collections::HashMap;

/// A position in the spec, which is only computed for a diagnostic.
pub(super) type At<'a> = &'a dyn Fn() -> KeyPath;

/// The Rust names of a scope and their owners.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) taken: HashMap<String, Owner>,
}

/// The owner of a name.
#[derive(Debug)]
pub(super) enum Owner {
    /// A generated item, with its description.
    Generator(String),
    /// An item at this position in the spec.
    Spec(KeyPath),
}

impl Scope {
    /// Reserves `name` for a generated item; `what` describes it.
    pub(super) fn reserve(&mut self, name: &str, what: &str) {
        self.taken.insert(name.to_owned(), Owner::Generator(what.to_owned()));
    }

    /// Reserves `name` for the item at `at`. An empty name is ignored.
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
        let help = if is_key(&at) { RENAME_KEY } else { "rename one of them with `rust:`" };
        Err(match first {
            Owner::Spec(first) => diagnostic.label(&source_map.locate(first).0, format!("first `{name}`")),
            Owner::Generator(what) => diagnostic.help(format!("`{name}` is {what}")),
        }
        .help(help))
    }
}

/// Help for a duplicate name of a key, which the spec can change.
pub(super) const RENAME_KEY: &str = "rename the key";

/// Returns whether a path leads to a key, which has no `rust:`.
pub(super) fn is_key(at: &KeyPath) -> bool {
    at.parts().contains(&KeyPart::Key("auth"))
}
