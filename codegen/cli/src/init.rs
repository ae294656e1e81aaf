//! A first spec, and a package around it.

use crate::{Source, lint};
use heck::{ToKebabCase, ToSnakeCase};
use speccast_build::declaration;
use speccast_core::text::escaped;
use std::path::Path;

/// The first spec, with placeholders for the names of the service and its host.
const STARTER: &str = include_str!("init/starter.yaml");

/// The other files of a package. The names of their templates differ, so that tools do not take them for such
/// files.
const PACKAGE: [(&str, &str); 7] = [
    ("Cargo.toml", include_str!("init/package/manifest.toml")),
    ("src/lib.rs", include_str!("init/package/lib.txt")),
    ("examples/first_call.rs", include_str!("init/package/first_call.txt")),
    ("speccast.yaml", "specs: [specs]\nout: src\n"),
    (".github/workflows/ci.yml", include_str!("init/package/ci.yml")),
    (".gitattributes", include_str!("init/package/gitattributes.txt")),
    (".gitignore", "/target\n"),
];

/// Returns a module's name for a service, and a small valid spec.
///
/// # Errors
/// If the name has no ASCII letter or digit, or a character that is not printable ASCII.
pub fn starter(name: &str) -> Result<(String, String), String> {
    let module = name.to_snake_case();
    let visible = |c: char| c == ' ' || c.is_ascii_graphic();
    if !name.chars().all(visible) || !module.contains(|c: char| c.is_ascii_alphanumeric()) {
        let name = escaped(name, &[]);
        return Err(format!(
            "`{name}` has no valid module name\nhelp: use ASCII letters, digits and spaces, as in `Widget Works`"
        ));
    }
    // A double-quoted YAML string needs an escape for only these two.
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

/// Names that cargo or rustc use themselves, and keywords without a raw form.
const RESERVED: [&str; 13] = [
    "alloc",
    "build",
    "core",
    "crate",
    "deps",
    "examples",
    "incremental",
    "proc_macro",
    "self",
    "Self",
    "std",
    "super",
    "test",
];

/// Returns whether cargo accepts a package of this name, and Rust its library.
fn is_package(name: &str) -> bool {
    let library = name.replace('-', "_");
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        && declaration(&library) == format!("mod {library};")
        && !RESERVED.contains(&library.as_str())
}

/// Returns the files of a package for the client of a service, by path, with its spec first. The client must
/// then be generated into `src`. The package is named after its `folder` if possible, as `cargo new` does.
///
/// # Errors
/// As for [`starter`].
pub fn package(name: &str, folder: &Path) -> Result<Vec<(String, String)>, String> {
    let (module, spec) = starter(name)?;
    let found = crate::generate(&[Source::new("starter.yaml", spec.as_str())], &crate::Options::default());
    let generated = found.map_err(|error| error.to_string())?;
    let declaration = generated.modules.first().map(|module| declaration(module)).unwrap_or_default();
    let folder = folder.file_name().and_then(|name| name.to_str()).filter(|name| is_package(name));
    let package = folder.map_or_else(|| format!("client-{}", name.to_kebab_case()), str::to_owned);
    let path = declaration.trim_start_matches("mod ").trim_end_matches(';');
    let fill = |template: &str| {
        template
            .replace("PACKAGE", &package)
            .replace("LIBRARY", &package.replace('-', "_"))
            .replace("DECLARATION", &declaration)
            .replace("MODULE", path)
            .replace("VERSION", env!("CARGO_PKG_VERSION"))
            .replace("REPOSITORY", env!("CARGO_PKG_REPOSITORY"))
    };
    let files = PACKAGE.into_iter().map(|(path, template)| (path.to_owned(), fill(template)));
    Ok([(format!("specs/{module}.yaml"), spec)].into_iter().chain(files).collect())
}
