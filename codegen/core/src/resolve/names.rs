//! Rust names from API names.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::Spanned;
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::collections::{HashMap, HashSet};

/// What a name is for, which decides its case and what it may not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Module,
    Type,
    /// What an operation's types begin with.
    Operation,
    Variant,
    Field,
    Function,
    Constant,
}

/// Types that the generated model itself names; a type of the spec with such a name gets `Value` added.
const MODEL_NAMES: &[&str] = &[
    "BTreeMap",
    "Blob",
    "Box",
    "Client",
    "Deserialize",
    "Document",
    "From",
    "Option",
    "Result",
    "Self",
    "Sensitive",
    "Serialize",
    "String",
    "Timestamp",
    "Vec",
];

/// Names that a client's module imports or uses; an operation of such a name gets `Operation` added.
pub const CLIENT_NAMES: &[&str] = &[
    "Auth",
    "Builder",
    "Call",
    "Default",
    "Endpoint",
    "Err",
    "Handle",
    "Head",
    "HeadPart",
    "InputToken",
    "Items",
    "Meta",
    "None",
    "Ok",
    "Operation",
    "OutputToken",
    "Paginated",
    "Protocol",
    "Request",
    "Service",
    "Some",
    "Validator",
];

/// The type of an operation whose own types begin with `base`.
pub(super) fn operation(base: &str) -> String {
    let taken = CLIENT_NAMES.contains(&base) || MODEL_NAMES.contains(&base);
    if taken { format!("{base}Operation") } else { base.to_owned() }
}

/// The Rust name for `written`, which is an API name or what `rust:` says.
///
/// Keywords stay themselves where Rust has a raw form for them (the emitters write `r#type`).
pub(super) fn rust_name(kind: Kind, written: &Spanned<String>) -> Result<String, Diagnostic> {
    let text = &written.value;
    if let Some(odd) = text.chars().find(|c| !c.is_ascii()) {
        let message = format!("no Rust name can be made of `{}`", text.escape_debug());
        let diagnostic = Diagnostic::new(&codes::RUST_NAME, message);
        return Err(diagnostic
            .label(&written.span, format!("`{}` is not ASCII", odd.escape_debug()))
            .help("say which name to use with `rust:`"));
    }
    let name = match kind {
        Kind::Module | Kind::Field | Kind::Function => text.to_snake_case(),
        Kind::Type | Kind::Operation | Kind::Variant => text.to_upper_camel_case(),
        Kind::Constant => text.to_shouty_snake_case(),
    };
    if !name.contains(|c: char| c.is_ascii_alphanumeric()) {
        let message = format!("no Rust name can be made of `{}`", text.escape_debug());
        let diagnostic =
            Diagnostic::new(&codes::RUST_NAME, message).label(&written.span, "no letter or digit here");
        return Err(diagnostic.help("say which name to use with `rust:`"));
    }
    let name = if name.starts_with(|c: char| c.is_ascii_digit()) { digit_first(kind, &name) } else { name };
    Ok(avoid(kind, name))
}

/// A name may not begin with a digit: `_1st`, and `V1` for what must begin with a capital.
fn digit_first(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Type | Kind::Operation | Kind::Variant => format!("V{name}"),
        Kind::Constant => format!("V_{name}"),
        Kind::Module | Kind::Field | Kind::Function => format!("_{name}"),
    }
}

/// Another name where this one is taken by what surrounds it.
fn avoid(kind: Kind, name: String) -> String {
    match kind {
        Kind::Type if MODEL_NAMES.contains(&name.as_str()) => name + "Value",
        Kind::Variant if name == "Unknown" || name == "Self" => name + "Value",
        // `new` makes the structure, so no setter can have that name; the others have no raw form.
        Kind::Field | Kind::Function | Kind::Module
            if ["new", "self", "super", "crate"].contains(&name.as_str()) =>
        {
            name + "_"
        }
        Kind::Function if name == "builder" => name + "_",
        _ => name,
    }
}

/// The Rust names of one scope, and where each comes from, so that none is given twice.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashMap<String, (String, Option<Span>)>,
}

impl Scope {
    /// Takes `name` for what the generator makes itself; `what` says what that is.
    pub(super) fn reserve(&mut self, name: &str, what: &str) {
        self.taken.insert(name.to_owned(), (what.to_owned(), None));
    }

    /// Takes `name` for what is written at `span`.
    pub(super) fn take(&mut self, name: &str, span: &Span) -> Result<(), Diagnostic> {
        let Some((what, first)) = self.taken.get(name) else {
            let what = format!("the first `{name}`");
            self.taken.insert(name.to_owned(), (what, Some(span.clone())));
            return Ok(());
        };
        let diagnostic = Diagnostic::new(
            &codes::NAME_COLLISION,
            format!("the Rust name `{name}` would stand for two things"),
        )
        .label(span, "here");
        Err(match first {
            Some(first) => diagnostic.label(first, what.clone()),
            None => diagnostic.help(format!("`{name}` is {what}")),
        }
        .help("give one of them another name with `rust:`"))
    }
}

/// Functions that nobody outside their module names, so that any name will do that is not taken.
#[derive(Debug, Default)]
pub(super) struct Functions {
    taken: HashSet<String>,
}

impl Functions {
    /// Keeps a name for the function that checks something.
    pub(super) fn keep(&mut self, name: String) {
        self.taken.insert(name);
    }

    /// `wanted`, or what is nearest to it: neither what a validator's module imports nor what a parameter hides.
    pub(super) fn make(&mut self, wanted: &str) -> String {
        let reserved = ["all_chars", "check", "input", "is_space", "item", "value"];
        let first = if reserved.contains(&wanted) { format!("{wanted}_pattern") } else { wanted.to_owned() };
        let others = (2_usize..).map(|number| format!("{first}_{number}"));
        let name = std::iter::once(first.clone()).chain(others).find(|name| !self.taken.contains(name));
        let name = name.unwrap_or(first);
        self.taken.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, rust_name};
    use crate::syntax::Spanned;

    fn name(kind: Kind, text: &str) -> Option<String> {
        rust_name(kind, &Spanned { value: text.to_owned(), span: 0..text.len() }).ok()
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
        assert_eq!(name(Kind::Field, "new").as_deref(), Some("new_"));
        assert_eq!(name(Kind::Type, "String").as_deref(), Some("StringValue"));
        assert_eq!(name(Kind::Variant, "unknown").as_deref(), Some("UnknownValue"));
        assert_eq!(name(Kind::Variant, "*"), None);
        assert_eq!(name(Kind::Field, "größe"), None);
    }
}
