//! The Rust name of an item, by its kind.

use crate::plan::{imports, words};
use speccast_core::model::Head;

/// The kind of a name, which determines its case and the reserved names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The module of a service.
    Module,
    /// A structure, union, enum or error.
    Type,
    /// The prefix of an operation's types.
    Operation,
    /// A value of an enum or a member of a union.
    Variant,
    /// A member.
    Field,
    /// A method of a client, or a function.
    Function,
    /// The rule of a named type.
    Constant,
}

/// Methods of prelude traits that clients, inputs and builders have; a method with the same name would hide them.
const HIDDEN: &[&str] = &["clone", "into", "to_owned", "try_into"];

/// Whether the generated model uses a type with this name; a type of the spec with this name gets the suffix `Value`.
fn is_of_model(name: &str) -> bool {
    imports::MODEL.contains(&name) || imports::TYPES.contains(&name)
}

/// Whether a client's module imports or uses this name; an operation with this name gets the suffix `Operation`.
pub(crate) fn is_of_client(name: &str) -> bool {
    imports::CLIENT.contains(&name) || imports::CLIENT_PRELUDE.contains(&name)
}

/// Returns the type of an operation whose types have the prefix `base`.
pub(super) fn operation_type(base: &str) -> String {
    if is_of_client(base) || is_of_model(base) { format!("{base}Operation") } else { base.to_owned() }
}

/// Returns the Rust name of an item; empty if there is no valid name, which [`Names::new`](super::Names::new) reports.
///
/// Keywords with a raw form are returned unchanged (the emitters write `r#type`).
pub fn rust_name(kind: Kind, head: &Head) -> String {
    make(kind, head).unwrap_or_default()
}

/// Returns the Rust name of an item, or the message and label of the error.
pub(super) fn make(kind: Kind, head: &Head) -> Result<String, (String, String)> {
    let text = head.rust.as_ref().unwrap_or(&head.name);
    let message = || format!("`{}` has no valid Rust name", text.escape_debug());
    if let Some(odd) = text.chars().find(|c| !c.is_ascii()) {
        return Err((message(), format!("`{}` is not ASCII", odd.escape_debug())));
    }
    let name = match kind {
        Kind::Module | Kind::Field | Kind::Function => {
            let name = words::snake(text);
            // A trailing underscore distinguishes a name from a keyword or another name.
            let end = text.len() - text.trim_end_matches('_').len();
            if head.rust.is_some() { name + &"_".repeat(end) } else { name }
        }
        Kind::Type | Kind::Operation | Kind::Variant => words::camel(text),
        Kind::Constant => words::shouty(text),
    };
    if !name.contains(|c: char| c.is_ascii_alphanumeric()) {
        return Err((message(), "no letter or digit here".to_owned()));
    }
    let name = if name.starts_with(|c: char| c.is_ascii_digit()) { digit_first(kind, &name) } else { name };
    Ok(avoid(kind, name))
}

/// Returns a name that does not begin with a digit: `_1st`, or `V1` if it must begin with a capital.
fn digit_first(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Type | Kind::Operation | Kind::Variant => format!("V{name}"),
        Kind::Constant => format!("V_{name}"),
        Kind::Module | Kind::Field | Kind::Function => format!("_{name}"),
    }
}

/// Returns another name if this one is reserved.
fn avoid(kind: Kind, name: String) -> String {
    match kind {
        Kind::Type if is_of_model(&name) => name + "Value",
        Kind::Variant if name == "Unknown" || name == "Self" => name + "Value",
        // `builder` creates the builder, so no setter or method can have this name.
        Kind::Field | Kind::Function if name == "builder" || HIDDEN.contains(&name.as_str()) => name + "_",
        // These have no raw form.
        Kind::Field | Kind::Function | Kind::Module if words::NEVER_RAW.contains(&name.as_str()) => {
            name + "_"
        }
        // A module has a folder with its name, which must be valid on every system.
        Kind::Module if words::is_device(&name) => name + "_",
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, make, operation_type};
    use crate::plan::words;
    use speccast_core::model::Head;

    fn name(kind: Kind, text: &str) -> Option<String> {
        make(kind, &Head::named(text)).ok()
    }

    fn chosen(kind: Kind, text: &str) -> Option<String> {
        make(kind, &Head { rust: Some(text.to_owned()), ..Head::default() }).ok()
    }

    #[test]
    fn cases() {
        assert_eq!(name(Kind::Field, "domainOwner").as_deref(), Some("domain_owner"));
        assert_eq!(name(Kind::Field, "Retry-After").as_deref(), Some("retry_after"));
        assert_eq!(name(Kind::Type, "ListPackages").as_deref(), Some("ListPackages"));
        assert_eq!(name(Kind::Variant, "package-version").as_deref(), Some("PackageVersion"));
        assert_eq!(name(Kind::Variant, "FIELD_VALIDATION_FAILED").as_deref(), Some("FieldValidationFailed"));
        assert_eq!(name(Kind::Constant, "DomainName").as_deref(), Some("DOMAIN_NAME"));
    }

    #[test]
    fn what_rust_does_not_allow() {
        assert_eq!(name(Kind::Variant, "1.0").as_deref(), Some("V10"));
        assert_eq!(name(Kind::Field, "1st").as_deref(), Some("_1st"));
        assert_eq!(name(Kind::Field, "self").as_deref(), Some("self_"));
        assert_eq!(name(Kind::Field, "builder").as_deref(), Some("builder_"));
        assert_eq!(name(Kind::Function, "Clone").as_deref(), Some("clone_"));
        assert_eq!(chosen(Kind::Field, "into").as_deref(), Some("into_"));
        assert_eq!(name(Kind::Field, "default").as_deref(), Some("default"));
        assert_eq!(name(Kind::Type, "String").as_deref(), Some("StringValue"));
        assert_eq!(name(Kind::Variant, "unknown").as_deref(), Some("UnknownValue"));
        for (service, module) in [("Aux", "aux_"), ("CON", "con_"), ("COM1", "com1_"), ("COM10", "com10")] {
            assert_eq!(name(Kind::Module, service).as_deref(), Some(module));
        }
        assert_eq!(chosen(Kind::Module, "nul").as_deref(), Some("nul_"));
        assert_eq!(name(Kind::Field, "aux").as_deref(), Some("aux"));
        assert_eq!(name(Kind::Variant, "*"), None);
        assert_eq!(name(Kind::Field, "größe"), None);
        assert_eq!(name(Kind::Field, "_"), None);
    }

    #[test]
    fn a_chosen_underscore_is_kept() {
        assert_eq!(chosen(Kind::Field, "gen_").as_deref(), Some("gen_"));
        assert_eq!(chosen(Kind::Function, "MyMove__").as_deref(), Some("my_move__"));
        assert_eq!(chosen(Kind::Module, "self_").as_deref(), Some("self_"));
        assert_eq!(chosen(Kind::Field, "self").as_deref(), Some("self_"));
        assert_eq!(chosen(Kind::Type, "Gen_").as_deref(), Some("Gen"), "rustc warns of `Gen_Input`");
        assert_eq!(name(Kind::Field, "gen_").as_deref(), Some("gen"));
        assert_eq!(chosen(Kind::Field, "__"), None);
    }

    /// Any name is a valid identifier, or is reported.
    #[test]
    fn names_of_any_text_are_identifiers() {
        let parts =
            ["0", "1a", "{", "}", "_", "-", "a", "Z", "s", "IDs", " ", ".", "self", "Self", "gen", "9_"];
        let kinds = [
            Kind::Module,
            Kind::Type,
            Kind::Operation,
            Kind::Variant,
            Kind::Field,
            Kind::Function,
            Kind::Constant,
        ];
        for [a, b, c] in parts.iter().flat_map(|a| parts.iter().flat_map(move |b| parts.map(|c| [*a, *b, c])))
        {
            let text = [a, b, c].concat();
            for kind in kinds {
                for name in [name(kind, &text), chosen(kind, &text)].into_iter().flatten() {
                    let name = if kind == Kind::Operation { operation_type(&name) } else { name };
                    let raw = if words::is_raw(&name) { format!("r#{name}") } else { name };
                    assert!(syn::parse_str::<syn::Ident>(&raw).is_ok(), "{text}: {raw}");
                }
            }
        }
    }
}
