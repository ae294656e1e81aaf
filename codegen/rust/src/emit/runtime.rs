//! Every path of the runtime that generated code names.

use proc_macro2::TokenStream;
use quote::quote;

/// What serde's attributes call the serde that the runtime brings.
pub(super) const SERDE: &str = "speccast_runtime::serde";

/// What serde's attributes call the forms of timestamps.
pub(super) const TIMESTAMP: &str = "speccast_runtime::timestamp";

/// The module of these forms, as clients import it.
pub(super) const TIMESTAMP_MODULE: &str = "timestamp";

/// Types of members that the runtime brings.
pub(super) const TYPES: &[&str] = &["Blob", "Document", "Sensitive", "Timestamp"];

/// What of the runtime's root only some clients name: the types of pages' items, and forms of timestamps.
pub(super) const CLIENT_TYPES: &[&str] = &["Blob", "Document", "Sensitive", "Timestamp", TIMESTAMP_MODULE];

/// JSON values, written as they are.
pub(super) fn json() -> TokenStream {
    quote!(speccast_runtime::serde_json::json)
}

/// Derive macros of serde.
pub(super) fn serde() -> TokenStream {
    quote!(speccast_runtime::serde)
}

/// Macros that define types, and the types that members have.
pub(super) fn root() -> TokenStream {
    quote!(speccast_runtime)
}

/// Constraints and their checks.
pub(super) fn validate() -> TokenStream {
    quote!(speccast_runtime::validate)
}

/// Clients and services.
pub(super) fn client() -> TokenStream {
    quote!(speccast_runtime::client)
}

/// Operations.
pub(super) fn operation() -> TokenStream {
    quote!(speccast_runtime::operation)
}

/// Names that a validator module imports.
pub(super) const VALIDATOR_NAMES: &[&str] =
    &["Check", "FloatRule", "IntegerRule", "LengthRule", "Ok", "Result", "StringRule", "Violations"];

/// Those of them that only some modules need.
pub(super) const RULES: &[&str] = &["FloatRule", "IntegerRule", "LengthRule", "StringRule"];

/// What matchers are made of.
pub(super) fn matcher() -> TokenStream {
    quote!(speccast_runtime::matcher)
}

/// Names that matchers may use, in the order of an import.
pub(super) const MATCHER_NAMES: &[&str] =
    &["Scan", "SmallTable", "Table", "Threads", "all_bytes", "all_chars", "is_space"];
