//! Tables of values on the edge of a constraint.

use speccast_runtime::validate::{ConstraintKind, StringRule, Violations};

/// The kinds of constraints that a value violates.
pub type Kinds = &'static [ConstraintKind];

/// Nothing.
pub const FITS: Kinds = &[];
/// Its length only.
pub const LENGTH: Kinds = &[ConstraintKind::Length];
/// Its range only.
pub const RANGE: Kinds = &[ConstraintKind::Range];
/// Its pattern only.
pub const PATTERN: Kinds = &[ConstraintKind::Pattern];
/// Its length and its pattern, in this order.
pub const BOTH: Kinds = &[ConstraintKind::Length, ConstraintKind::Pattern];

/// White space as ECMA-262 has it: WhiteSpace, with the whole of Unicode's `Zs`, and LineTerminator.
pub const ECMA_SPACES: &str = "\t\n\u{b}\u{c}\r \u{a0}\u{1680}\
    \u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\
    \u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";

/// Characters that look like space, or are space elsewhere but not in ECMA-262; and NUL.
pub const NO_ECMA_SPACES: &str = "\0\u{1c}\u{7f}\u{85}\u{180e}\u{200b}\u{2060}\u{1f4e6}";

/// Each violation's path and kind.
pub fn found(outcome: &Result<(), Violations>) -> Vec<(&str, ConstraintKind)> {
    let violations = outcome.as_ref().err().into_iter().flatten();
    violations.map(|violation| (violation.path(), violation.constraint().kind())).collect()
}

/// A member of an input that has a rule.
pub struct Member {
    /// Its path.
    pub path: &'static str,
    /// Its rule.
    pub rule: StringRule,
    /// Checks an input that is valid except for this value of the member.
    pub check: fn(&str) -> Result<(), Violations>,
}

impl Member {
    /// Compares the results of the rule and of the input's check for each value with the table.
    ///
    /// # Panics
    ///
    /// Where they differ.
    pub fn holds(&self, table: &[(&str, Kinds)]) {
        for (value, expected) in table {
            let excerpt: String = value.chars().take(60).collect();
            let alone = self.rule.check(value);
            let kinds: Vec<_> = expected.iter().map(|kind| ("", *kind)).collect();
            assert_eq!(found(&alone), kinds, "the rule of {} and {excerpt:?}", self.path);
            let inside = (self.check)(value);
            let kinds: Vec<_> = expected.iter().map(|kind| (self.path, *kind)).collect();
            assert_eq!(found(&inside), kinds, "{} {excerpt:?}", self.path);
        }
    }
}

/// Returns all characters that a rule refuses between two letters.
pub fn refused_characters(rule: StringRule) -> String {
    let refused = |c: &char| rule.check(&format!("a{c}z")).is_err();
    ('\0'..=char::MAX).filter(refused).collect()
}
