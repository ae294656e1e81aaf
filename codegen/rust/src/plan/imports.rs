//! Names that generated modules import or use, which nothing of a spec may hide.

/// Types of members that the runtime brings.
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

/// Names of the standard library that a model's module uses, and those that it imports for itself.
pub(super) const MODEL: &[&str] =
    &["BTreeMap", "Box", "Client", "From", "Option", "Result", "Self", "String", "Vec"];

/// Names that a client's module imports from the runtime if it uses them, besides its protocol and [`TYPES`].
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

/// Names of the standard library that a client's module uses, besides those of [`MODEL`].
pub(super) const CLIENT_PRELUDE: &[&str] = &["Default", "Err", "None", "Ok", "Some"];

/// Names that a validator's module imports from the runtime if it uses them; a type of such a name is named by its path.
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
