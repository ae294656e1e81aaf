//! Every path of the runtime that generated code names.

use proc_macro2::TokenStream;
use quote::quote;

/// What serde's attributes call the serde that the runtime brings.
pub(super) const SERDE: &str = "speccast_runtime::serde";

/// Derive macros of serde.
pub(super) fn serde() -> TokenStream {
    quote!(speccast_runtime::serde)
}

/// Macros that define types.
pub(super) fn macros() -> TokenStream {
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
    &["Check", "IntegerRule", "LengthRule", "Ok", "Result", "StringRule", "Violations"];

/// What matchers are made of.
pub(super) fn matcher() -> TokenStream {
    quote!(speccast_runtime::matcher)
}

/// Names that matchers may use, in the order of an import.
pub(super) const MATCHER_NAMES: &[&str] = &["Scan", "Table", "Threads", "all_chars", "is_space"];
