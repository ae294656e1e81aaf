//! Every path of the runtime that generated code names.

use proc_macro2::TokenStream;
use quote::quote;

/// The version of the runtime's `codegen` module that the emitters write for.
pub(super) const VERSION: u32 = 1;

/// What serde's attributes call the serde that the runtime brings.
pub(super) const SERDE: &str = "speccast_runtime::serde";

/// The module of everything that generated code is made of, as serde's attributes call it.
pub(super) const CODEGEN: &str = "speccast_runtime::codegen";

/// The same.
pub(super) fn codegen() -> TokenStream {
    quote!(speccast_runtime::codegen)
}

/// The runtime itself.
pub(super) fn root() -> TokenStream {
    quote!(speccast_runtime)
}

/// JSON values, written as they are.
pub(super) fn json() -> TokenStream {
    quote!(speccast_runtime::serde_json::json)
}

/// Types of members that the runtime brings.
pub(super) const TYPES: &[&str] = &["Blob", "Document", "Sensitive", "Timestamp"];

/// Names that a client's module imports if it uses them, besides its protocol and [`TYPES`].
pub(super) const CLIENT: &[&str] = &[
    "Auth",
    "Builder",
    "Call",
    "Endpoint",
    "Handle",
    "Head",
    "HeadPart",
    "InputToken",
    "Meta",
    "Operation",
    "Paginated",
    "Request",
    "Service",
    "Validator",
];

/// Names that a validator's module imports if it uses them; a type of such a name is named by its path.
pub(super) const VALIDATOR: &[&str] = &[
    "Check",
    "FloatRule",
    "IntegerRule",
    "LengthRule",
    "Scan",
    "SmallTable",
    "StringRule",
    "Table",
    "Threads",
    "Violations",
    "all_bytes",
    "all_chars",
    "is_space",
];
