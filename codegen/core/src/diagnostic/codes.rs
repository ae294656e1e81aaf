//! Every code, sorted by name.

use super::{Code, Severity};

macro_rules! codes {
    ($($severity:ident $constant:ident = $name:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub const $constant: Code =
                Code::new($name, Severity::$severity, include_str!(concat!("explanations/", $name, ".md")));
        )*

        /// All of them.
        pub const ALL: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    Error AMBIGUOUS_WORD = "ambiguous-word";
    Error AUTH = "auth";
    Error BODY = "body";
    Error BYTE_ORDER_MARK = "byte-order-mark";
    Warning COMMENT_IN_DOC = "comment-in-doc";
    Error CONST = "const";
    Error CONSTRAINT_KIND = "constraint-kind";
    Error DEFAULT = "default";
    Error DEPRECATED = "deprecated";
    Note DOUBTFUL_OUTPUT = "doubtful-output";
    Error DUPLICATE_ERROR = "duplicate-error";
    Error DUPLICATE_KEY = "duplicate-key";
    Error EMPTY_BOUNDS = "empty-bounds";
    Error EMPTY_ENUM = "empty-enum";
    Error EMPTY_SPEC = "empty-spec";
    Error EMPTY_UNION = "empty-union";
    Error ENDLESS_TYPE = "endless-type";
    Error ENDPOINT = "endpoint";
    Error ENUM_VALUE = "enum-value";
    Error ERROR_CODE = "error-code";
    Error EXAMPLE = "example";
    Error FAILURE = "failure";
    Error GENERATOR_BUG = "generator-bug";
    Error HEADER_NAME = "header-name";
    Error HIDDEN_CHARACTER = "hidden-character";
    Error HTTP = "http";
    Error IDEMPOTENCY_TOKEN = "idempotency-token";
    Note IMPLIED_IDEMPOTENT = "implied-idempotent";
    Note IMPLIED_LENGTH = "implied-length";
    Error KEY_NOT_SCALAR = "key-not-scalar";
    Error LABEL = "label";
    Error MAP_KEY = "map-key";
    Error MESSAGE = "message";
    Error MISSING_KEY = "missing-key";
    Error NAME_COLLISION = "name-collision";
    Error NO_OPERATION = "no-operation";
    Error NULLABLE = "nullable";
    Error ONE_OF = "one-of";
    Error PAGINATION = "pagination";
    Error PATTERN = "pattern";
    Warning PATTERN_DIALECT = "pattern-dialect";
    Warning PATTERN_DOUBTFUL = "pattern-doubtful";
    Error PATTERN_EMPTY = "pattern-empty";
    Error PATTERN_LENGTH = "pattern-length";
    Error PLACE = "place";
    Error PROTOCOL = "protocol";
    Error PROTOCOL_KEY = "protocol-key";
    Error RANGE_WIDTH = "range-width";
    Note RETRYABLE = "retryable";
    Error RUST_NAME = "rust-name";
    Error SAME_CODE = "same-code";
    Error SAME_MODULE = "same-module";
    Warning SAME_ROUTE = "same-route";
    Error SECOND_DOCUMENT = "second-document";
    Error SIGNING_NAME = "signing-name";
    Note SINGLE_VALUE = "single-value";
    Error STATUS = "status";
    Error STREAMING = "streaming";
    Error TAG = "tag";
    Error TOO_DEEP = "too-deep";
    Error TOO_LARGE = "too-large";
    Error TOO_MANY_MISTAKES = "too-many-mistakes";
    Error TWO_TYPES = "two-types";
    Error UNDEFINED_ERROR = "undefined-error";
    Error UNDEFINED_OPERATION = "undefined-operation";
    Error UNDEFINED_TYPE = "undefined-type";
    Error UNION_MEMBER = "union-member";
    Error UNKNOWN_KEY = "unknown-key";
    Error UNKNOWN_RULE = "unknown-rule";
    Error UNKNOWN_SEVERITY = "unknown-severity";
    Error UNKNOWN_VERSION = "unknown-version";
    Error UNKNOWN_WORD = "unknown-word";
    Warning UNUSED = "unused";
    Error UNUSED_IGNORE = "unused-ignore";
    Error VARIABLE = "variable";
    Error WIRE_NAME = "wire-name";
    Error WRONG_TYPE = "wrong-type";
    Error YAML_ANCHOR = "yaml-anchor";
    Error YAML_SYNTAX = "yaml-syntax";
    Error YAML_TAG = "yaml-tag";
}
