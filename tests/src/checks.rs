//! The checks of generated code, found in its text. The build script includes this file.

/// Returns an array expression with a [`Check`](crate::checked::Check) for each operation of the module `path`, whose
/// file `validator.rs` has this text.
pub(crate) fn list(validator: &str, path: &str) -> String {
    // Checks of structures and unions have a lifetime.
    let names = validator.split("\npub fn ").skip(1).filter_map(|rest| rest.split('(').next());
    let checks = names.filter(|name| !name.contains('<'));
    let checks = checks.map(|name| format!("|cases| checked::wrong(cases, {path}::validator::{name}),\n"));
    format!("&[\n{}]", checks.collect::<String>())
}
