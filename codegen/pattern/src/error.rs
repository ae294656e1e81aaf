//! Errors, and notes about patterns that are accepted.

use std::{error::Error, fmt, ops::Range};

/// Why a pattern is refused. The range is in bytes of the pattern's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    kind: PatternErrorKind,
    range: Range<usize>,
    message: String,
    help: String,
}

/// The kind of a [`PatternError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PatternErrorKind {
    /// Not a regular expression in any dialect that is understood.
    Syntax,
    /// A construct that no finite automaton can check, such as a back-reference.
    NotRegular,
    /// Beyond a limit on the size of patterns or automata.
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

    /// A construct that no automaton can check.
    pub(crate) fn not_regular(range: Range<usize>, message: &str, help: &str) -> Self {
        Self::new(PatternErrorKind::NotRegular, range, message, help)
    }

    /// A text beyond a limit.
    pub(crate) fn limit(range: Range<usize>, message: impl Into<String>, help: &str) -> Self {
        Self::new(PatternErrorKind::TooLarge, range, message, help)
    }

    /// An automaton beyond a limit, for this reason.
    pub(crate) fn too_large(reason: &str) -> Self {
        let help = "state the lengths with `length` instead of counted repetitions, or use `pattern: { unchecked: … }`";
        Self::limit(0..0, format!("the pattern is too large: {reason}"), help)
    }

    /// The same error, about the whole of `source` if it is about no part of it.
    pub(crate) fn over(mut self, source: &str) -> Self {
        if self.range.is_empty() {
            self.range = 0..source.len();
        }
        self
    }

    /// What kind of error this is.
    #[must_use]
    pub fn kind(&self) -> PatternErrorKind {
        self.kind
    }

    /// Where, in bytes of the pattern's text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What is wrong, in a few words.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.range.start)
    }
}

impl Error for PatternError {}

/// Something that a pattern says in a way that dialects read differently, or that says less than it seems to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternNote {
    kind: PatternNoteKind,
    range: Range<usize>,
    message: String,
}

/// The kind of a [`PatternNote`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PatternNoteKind {
    /// `\_`, `\-` outside a class: an escape that ECMA-262 refuses with the `u` flag, taken literally.
    IdentityEscape,
    /// `\p{Alnum}` and kin: a property name of Java's.
    JavaProperty,
    /// `[\w-.]`: a hyphen beside a class escape, taken literally.
    ClassRange,
    /// `{`, `}` or `]` that closes or opens nothing, taken literally.
    StrayBracket,
    /// `(?i)`, `(?s)` for the rest of a group.
    InlineFlags,
    /// `\A`, `\z`: anchors of other dialects.
    ForeignAnchor,
    /// `\x{60}`, `\037`, `[a&&[^b]]` and other syntax of other dialects.
    ForeignSyntax,
    /// `a{2}+`, `${1,5}`: a quantifier on a quantifier or on a condition.
    DoubleQuantifier,
    /// `^a|b$`: each alternative has to match the whole value, whatever its anchors.
    HalfAnchored,
    /// `^` or `$` where it can never hold, or a surrogate on its own.
    MatchesNothing,
    /// `[A-z]`: a range that runs over the punctuation between `Z` and `a`.
    SuspiciousRange,
    /// `[:alpha:]`: a class of these characters, where POSIX has one of letters in further brackets.
    PosixClass,
    /// `(?<!a)` where a value begins, `(?!a)` where it ends: nothing stands there that it could exclude.
    SaysNothing,
}

impl PatternNote {
    pub(crate) fn new(kind: PatternNoteKind, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { kind, range, message: message.into() }
    }

    /// What kind of note this is.
    #[must_use]
    pub fn kind(&self) -> PatternNoteKind {
        self.kind
    }

    /// Where, in bytes of the pattern's text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What it was taken to mean.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether ECMA-262 with the `u` flag refuses what the note is about.
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
