//! Names that generated modules import or use, which items of a spec must not hide.

/// Types of members from the runtime.
pub(crate) const TYPES: &[&str] = &[
    "Blob",
    "ByteStream",
    "Date",
    "Document",
    "EventStream",
    "FilePart",
    "Nullable",
    "Sensitive",
    "Timestamp",
];

/// Names of the standard library that a model's module uses, and its imports.
pub(super) const MODEL: &[&str] =
    &["BTreeMap", "Box", "Client", "From", "Option", "Result", "Self", "String", "Vec"];

/// Names that a client's module imports from the runtime if it uses them, in addition to its protocol and [`TYPES`].
pub(crate) const CLIENT: &[&str] = &[
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
    "OutputStream",
    "Paginated",
    "Request",
    "Service",
    "Validator",
];

/// Names of the standard library that a client's module uses, in addition to those of [`MODEL`].
pub(super) const CLIENT_PRELUDE: &[&str] = &["Default", "Err", "None", "Ok", "Some"];

/// Names that a validator's module imports from the runtime if it uses them; a type with such a name is written as a
/// path.
pub(crate) const VALIDATOR: &[&str] = &[
    "Check",
    "FloatRule",
    "IntegerRule",
    "LengthRule",
    "Scan",
    "SmallTable",
    "Step",
    "StringRule",
    "Table",
    "Threads",
    "Violations",
    "all_bytes",
    "all_chars",
    "is_space",
];
