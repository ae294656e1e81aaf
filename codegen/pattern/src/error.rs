//! Errors, and notes about patterns that are accepted.

use std::{error::Error, fmt, ops::Range};

/// Why a pattern is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatternError {
    /// Kind of error.
    pub kind: PatternErrorKind,
    /// Range in bytes of the pattern.
    pub range: Range<usize>,
    /// The problem, in a few words.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

/// The kind of a [`PatternError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PatternErrorKind {
    /// Not a regular expression in any known dialect.
    Syntax,
    /// A construct that a finite automaton cannot check, such as a back-reference.
    NotRegular,
    /// Over a limit on the size of patterns or automata.
    TooLarge,
}

impl PatternError {
    fn new(
        kind: PatternErrorKind,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { kind, range, message: message.into(), help: help.into() }
    }

    /// Not a regular expression.
    pub(crate) fn syntax(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new(PatternErrorKind::Syntax, range, message, help)
    }

    /// A construct that an automaton cannot check.
    pub(crate) fn not_regular(range: Range<usize>, message: &str, help: &str) -> Self {
        Self::new(PatternErrorKind::NotRegular, range, message, help)
    }

    /// A pattern over a limit.
    pub(crate) fn limit(range: Range<usize>, message: impl Into<String>, help: &str) -> Self {
        Self::new(PatternErrorKind::TooLarge, range, message, help)
    }

    /// An automaton over a limit, with the reason.
    pub(crate) fn too_large(reason: &str) -> Self {
        let help = "use `length` instead of counted repetitions, or `pattern: { unchecked: … }`";
        Self::limit(0..0, format!("the pattern is too large: {reason}"), help)
    }

    /// Returns the error with the range of the whole `source` if it has none.
    pub(crate) fn over(mut self, source: &str) -> Self {
        if self.range.is_empty() {
            self.range = 0..source.len();
        }
        self
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.range.start)
    }
}

impl Error for PatternError {}

/// A construct with another meaning in other dialects, or with less effect than it seems to have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatternNote {
    /// Kind of note.
    pub kind: PatternNoteKind,
    /// Range in bytes of the pattern.
    pub range: Range<usize>,
    /// How it was interpreted.
    pub message: String,
}

/// The kind of a [`PatternNote`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PatternNoteKind {
    /// `\_`, `\-` outside a class: an escape that ECMA-262 refuses with the `u` flag, taken literally.
    IdentityEscape,
    /// `\p{Alnum}` and the like: a property name of Java.
    JavaProperty,
    /// `[\w-.]`: a hyphen next to a class escape, taken literally.
    ClassRange,
    /// An unmatched `{`, `}` or `]`, taken literally.
    StrayBracket,
    /// `(?i)`, `(?s)` for the rest of a group.
    InlineFlags,
    /// `\A`, `\z`: anchors of other dialects.
    ForeignAnchor,
    /// `\x{60}`, `\037`, `[a&&[^b]]` and the like.
    ForeignSyntax,
    /// `a{2}+`, `${1,5}`: a quantifier on a quantifier or on a condition.
    DoubleQuantifier,
    /// `^a|b$`: each alternative must match the whole value, with or without anchors.
    HalfAnchored,
    /// `^` or `$` where it can never match, or a lone surrogate.
    MatchesNothing,
    /// `[A-z]`: a range that includes the punctuation between `Z` and `a`.
    SuspiciousRange,
    /// `[:alpha:]`: a class of these characters; in POSIX, letters if in further brackets.
    PosixClass,
    /// `(?<!a)` at the start of a value, `(?!a)` at its end: there is nothing to exclude.
    SaysNothing,
}

impl PatternNote {
    pub(crate) fn new(kind: PatternNoteKind, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { kind, range, message: message.into() }
    }

    /// Returns whether ECMA-262 with the `u` flag refuses the construct.
    #[must_use]
    pub fn is_extension(&self) -> bool {
        !matches!(
            self.kind,
            PatternNoteKind::HalfAnchored
                | PatternNoteKind::MatchesNothing
                | PatternNoteKind::SuspiciousRange
                | PatternNoteKind::PosixClass
                | PatternNoteKind::SaysNothing
        )
    }
}

impl fmt::Display for PatternNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.range.start)
    }
}
