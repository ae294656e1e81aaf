//! Sets of characters.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// The characters before and after the surrogates. `ClassUnicode` does not join ranges at this gap, and
/// cannot negate them correctly; a [`CharClass`] has one range across it.
const GAP: (char, char) = ('\u{D7FF}', '\u{E000}');

/// A set of characters (Unicode scalar values).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharClass(ClassUnicode);

impl CharClass {
    /// Creates a set, with one range across the gap if both of its neighbors are members.
    pub(crate) fn new(set: ClassUnicode) -> Self {
        let mut class = Self(set);
        if class.contains(GAP.0) && class.contains(GAP.1) {
            class.0.push(ClassUnicodeRange::new(GAP.0, GAP.1));
        }
        class
    }

    /// Returns the empty set.
    #[must_use]
    pub(crate) fn empty() -> Self {
        Self(ClassUnicode::empty())
    }

    /// Returns the set of all characters.
    #[must_use]
    pub fn any() -> Self {
        Self::from_ranges([('\0', char::MAX)])
    }

    /// Returns the white space of `\s` (ECMA-262, WhiteSpace and LineTerminator): with U+FEFF, without
    /// U+0085.
    #[must_use]
    pub fn space() -> Self {
        Self::from_ranges([
            ('\t', '\r'),
            (' ', ' '),
            ('\u{a0}', '\u{a0}'),
            ('\u{1680}', '\u{1680}'),
            ('\u{2000}', '\u{200a}'),
            ('\u{2028}', '\u{2029}'),
            ('\u{202f}', '\u{202f}'),
            ('\u{205f}', '\u{205f}'),
            ('\u{3000}', '\u{3000}'),
            ('\u{feff}', '\u{feff}'),
        ])
    }

    /// Returns the set of one character.
    #[must_use]
    pub fn single(c: char) -> Self {
        Self::from_ranges([(c, c)])
    }

    /// Returns the union of inclusive ranges, in any order.
    #[must_use]
    pub fn from_ranges(ranges: impl IntoIterator<Item = (char, char)>) -> Self {
        Self::new(ClassUnicode::new(ranges.into_iter().map(|(lo, hi)| ClassUnicodeRange::new(lo, hi))))
    }

    /// Returns the characters among the code points `lo..=hi`, which may be surrogates.
    pub(crate) fn from_code_points(lo: u32, hi: u32) -> Self {
        let mut code_points = lo..=hi;
        let lowest = code_points.find_map(char::from_u32);
        Self::from_ranges(lowest.map(|lo| (lo, code_points.rev().find_map(char::from_u32).unwrap_or(lo))))
    }

    /// Returns whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.ranges().is_empty()
    }

    /// Returns whether `c` is in the set.
    #[must_use]
    pub fn contains(&self, c: char) -> bool {
        let ranges = self.0.ranges();
        let after = ranges.partition_point(|range| range.start() <= c);
        ranges[..after].last().is_some_and(|range| range.end() >= c)
    }

    fn changed(&self, change: impl FnOnce(&mut ClassUnicode)) -> Self {
        let mut set = self.0.clone();
        change(&mut set);
        Self::new(set)
    }

    /// Returns the union of both sets.
    pub(crate) fn union(&self, other: &Self) -> Self {
        self.changed(|set| set.union(&other.0))
    }

    /// Returns the complement.
    #[must_use]
    pub fn complement(&self) -> Self {
        self.changed(ClassUnicode::negate)
    }

    /// Returns the intersection of both sets.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.changed(|set| set.intersect(&other.0))
    }

    /// Returns the characters that are not in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.changed(|set| set.difference(&other.0))
    }

    /// Returns the set with the other cases of its characters, by simple case folding as in ECMA-262 with the
    /// flags `iu`.
    pub(crate) fn case_closure(&self) -> Self {
        // Fails only without the Unicode tables, which `Cargo.toml` enables.
        self.changed(|set| set.try_case_fold_simple().unwrap_or_default())
    }

    /// Returns whether all characters are in `other`.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        self.difference(other).is_empty()
    }

    /// Returns whether the sets have no common character.
    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        self.intersection(other).is_empty()
    }

    /// Returns whether all characters are ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.0.is_ascii()
    }

    /// Returns the only character of a set of one.
    #[must_use]
    pub fn as_single(&self) -> Option<char> {
        let mut ranges = self.ranges();
        ranges.next().filter(|(lo, hi)| lo == hi && ranges.next().is_none()).map(|(only, _)| only)
    }

    /// Returns the number of characters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ranges().map(|(lo, hi)| (lo..=hi).count()).sum()
    }

    /// Returns the inclusive ranges, ascending and not adjacent.
    pub fn ranges(&self) -> impl DoubleEndedIterator<Item = (char, char)> + '_ {
        self.0.ranges().iter().map(|range| (range.start(), range.end()))
    }

    /// Returns the most readable character for an example: a letter or digit, or other printable ASCII, if
    /// possible.
    pub(crate) fn representative(&self) -> Option<char> {
        let preferred = [('a', 'z'), ('A', 'Z'), ('0', '9'), ('!', '~'), (' ', ' '), ('\u{a1}', '\u{ac}')];
        preferred
            .into_iter()
            .find_map(|range| Self::from_ranges([range]).intersection(self).ranges().next())
            .or_else(|| self.ranges().next())
            .map(|(lo, _)| lo)
    }
}
