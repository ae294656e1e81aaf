//! Files of settings, which are read as specs are: by a table of keys, with the same diagnostics.

use crate::diagnostic::Diagnostics;
pub use crate::parse::{Fields, Walk};
pub use crate::syntax::Spanned;
use crate::text::Source;
use crate::vocabulary::{Form, Key, Mapping};
pub use crate::yaml::Node;

/// Creates a key.
pub const fn key(name: &'static str, form: Form) -> Key {
    Key { name, form, help: "" }
}

/// Creates a mapping of these keys; messages call it `what`, and help with `usage`, an imperative.
pub const fn mapping(
    what: &'static str,
    usage: &'static str,
    needed: &'static [&'static Key],
    own: &'static [&'static Key],
) -> Mapping {
    Mapping { title: "", what, usage, also: &[], needed, own }
}

/// Reads settings with `read`. A file without any, or with comments alone, has the default ones.
///
/// # Errors
/// If the text is not such a mapping, or `read` reports an error.
pub fn read<T: Default>(
    source: &Source,
    mapping: &'static Mapping,
    read: impl FnOnce(&mut Walk<'_>, &mut Fields<'_>) -> T,
) -> Result<T, Diagnostics> {
    let mut found = Vec::new();
    let is_blank = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
    let tree = if source.text().lines().all(is_blank) { None } else { crate::yaml::read(source, &mut found) };
    let walk = &mut Walk::new(source, &mut found);
    let mut settings = T::default();
    if let Some(mut fields) = tree.as_ref().and_then(|tree| walk.fields(tree, mapping)) {
        settings = read(walk, &mut fields);
        fields.finish(walk);
    }
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(source, found);
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(settings) }
}
