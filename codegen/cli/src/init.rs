//! A spec to start from.

use crate::{Source, lint};
use heck::{ToKebabCase, ToSnakeCase};
use speccast_core::text::escaped;

/// The starter, with the service's name and its host's to be filled in.
const STARTER: &str = include_str!("init/starter.yaml");

/// A module's name for a service, and a small spec of it that is valid as it is.
///
/// # Errors
/// Where no name can be made of this one: it has no ASCII letter or digit, or is not all printable ASCII.
pub fn starter(name: &str) -> Result<(String, String), String> {
    let module = name.to_snake_case();
    let visible = |c: char| c == ' ' || c.is_ascii_graphic();
    if !name.chars().all(visible) || !module.contains(|c: char| c.is_ascii_alphanumeric()) {
        let name = escaped(name, &[]);
        return Err(format!(
            "`{name}` has no valid module name\nhelp: use letters, digits and spaces, as in `Widget Works`"
        ));
    }
    // A double-quoted string of YAML takes what a single-quoted one does, but for these two.
    let quoted = format!("\"{}\"", name.trim().replace('\\', "\\\\").replace('"', "\\\""));
    let plain = name.trim().chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    let plain =
        plain && !["true", "false", "null", "nan", "inf"].contains(&name.trim().to_lowercase().as_str());
    let spec = STARTER
        .replace("STARTER_HOST", &name.to_kebab_case())
        .replace("STARTER_NAME", if plain { name.trim() } else { &quoted });
    let found = lint(&[Source::new("starter.yaml", spec.as_str())]);
    if found.is_empty() { Ok((module, spec)) } else { Err(found.to_string()) }
}
