//! Which checks of inputs generated code has, read off its text; for build scripts as well.

/// A list of functions, each of which holds cases of an operation against its check; `validator` is the text of the
/// module of that path.
pub(crate) fn list(validator: &str, path: &str) -> String {
    // Checks of what an input holds have a lifetime.
    let names = validator.split("\npub fn ").skip(1).filter_map(|rest| rest.split('(').next());
    let checks = names.filter(|name| !name.contains('<'));
    let checks = checks.map(|name| format!("|cases| checked::wrong(cases, {path}::validator::{name}),\n"));
    format!("&[\n{}]", checks.collect::<String>())
}
