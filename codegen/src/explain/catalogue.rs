//! The table of entries, sorted by code.

use super::Entry;

macro_rules! catalogue {
    ($($code:literal)*) => {
        &[$(Entry { code: $code, file: include_str!(concat!($code, ".md")) }),*]
    };
}

pub(super) const CATALOGUE: &[Entry] = catalogue! {
    "ambiguous-word"
    "body"
    "byte-order-mark"
    "constraint-kind"
    "duplicate-key"
    "empty-bounds"
    "empty-enum"
    "empty-spec"
    "endless-type"
    "endpoint"
    "enum-value"
    "generator-bug"
    "header-name"
    "hidden-character"
    "http"
    "implied-length"
    "key-not-scalar"
    "label"
    "message"
    "missing-key"
    "name-collision"
    "no-operation"
    "pagination"
    "pattern"
    "pattern-dialect"
    "pattern-doubtful"
    "pattern-empty"
    "pattern-length"
    "place"
    "protocol"
    "range-width"
    "rust-name"
    "same-code"
    "same-module"
    "second-document"
    "status"
    "too-deep"
    "too-large"
    "two-types"
    "undefined-error"
    "undefined-type"
    "unknown-key"
    "unknown-version"
    "unknown-word"
    "unused"
    "wire-name"
    "wrong-type"
    "yaml-anchor"
    "yaml-syntax"
    "yaml-tag"
};
