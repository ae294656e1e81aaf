//! Sets of characters.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// The neighbours of the surrogates, which are neighbours themselves. `ClassUnicode` does not join ranges that end and
/// begin here, and cannot negate them: a [`CharClass`] has one range across.
const GAP: (char, char) = ('\u{D7FF}', '\u{E000}');

/// A set of characters (Unicode scalar values).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharClass(ClassUnicode);

impl CharClass {
    /// The set, with one range across the gap if both of its neighbours are members.
    pub(crate) fn new(set: ClassUnicode) -> Self {
        let mut class = Self(set);
        if class.contains(GAP.0) && class.contains(GAP.1) {
            class.0.push(ClassUnicodeRange::new(GAP.0, GAP.1));
        }
        class
    }

    /// The empty set.
    #[must_use]
    pub(crate) fn empty() -> Self {
        Self(ClassUnicode::empty())
    }

    /// The set of all characters.
    #[must_use]
    pub fn any() -> Self {
        Self::from_ranges([('\0', char::MAX)])
    }

    /// The white space of `\s` (ECMA-262, WhiteSpace and LineTerminator): with U+FEFF, without U+0085.
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

    /// The set of `c` alone.
    #[must_use]
    pub fn single(c: char) -> Self {
        Self::from_ranges([(c, c)])
    }

    /// The union of inclusive ranges, in any order.
    #[must_use]
    pub fn from_ranges(ranges: impl IntoIterator<Item = (char, char)>) -> Self {
        Self::new(ClassUnicode::new(ranges.into_iter().map(|(lo, hi)| ClassUnicodeRange::new(lo, hi))))
    }

    /// The characters among the code points `lo..=hi`, which may be surrogates.
    pub(crate) fn from_code_points(lo: u32, hi: u32) -> Self {
        let mut code_points = lo..=hi;
        let lowest = code_points.find_map(char::from_u32);
        Self::from_ranges(lowest.map(|lo| (lo, code_points.rev().find_map(char::from_u32).unwrap_or(lo))))
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.ranges().is_empty()
    }

    /// Whether `c` is in the set.
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

    /// The characters of either set.
    pub(crate) fn union(&self, other: &Self) -> Self {
        self.changed(|set| set.union(&other.0))
    }

    /// The characters that are not in the set.
    #[must_use]
    pub fn complement(&self) -> Self {
        self.changed(ClassUnicode::negate)
    }

    /// The characters of both sets.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.changed(|set| set.intersect(&other.0))
    }

    /// The characters that are not in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.changed(|set| set.difference(&other.0))
    }

    /// The set with the other cases of its characters, by simple case folding, as ECMA-262 has it with `iu`.
    pub(crate) fn case_closure(&self) -> Self {
        // This fails only without the tables, which `Cargo.toml` asks for.
        self.changed(|set| set.try_case_fold_simple().unwrap_or_default())
    }

    /// Whether all characters are in `other`.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        self.difference(other).is_empty()
    }

    /// Whether no character is in both sets.
    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        self.intersection(other).is_empty()
    }

    /// Whether all characters are ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.0.is_ascii()
    }

    /// The character of a set of one.
    #[must_use]
    pub fn as_single(&self) -> Option<char> {
        let mut ranges = self.ranges();
        ranges.next().filter(|(lo, hi)| lo == hi && ranges.next().is_none()).map(|(only, _)| only)
    }

    /// The number of characters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ranges().map(|(lo, hi)| (lo..=hi).count()).sum()
    }

    /// The inclusive ranges, ascending, none next to another.
    pub fn ranges(&self) -> impl DoubleEndedIterator<Item = (char, char)> + '_ {
        self.0.ranges().iter().map(|range| (range.start(), range.end()))
    }

    /// The character that reads best in an example: a letter or digit if there is one, else printable ASCII.
    pub(crate) fn representative(&self) -> Option<char> {
        let preferred = [('a', 'z'), ('A', 'Z'), ('0', '9'), ('!', '~'), (' ', ' '), ('\u{a1}', '\u{ac}')];
        preferred
            .into_iter()
            .find_map(|range| Self::from_ranges([range]).intersection(self).ranges().next())
            .or_else(|| self.ranges().next())
            .map(|(lo, _)| lo)
    }
}
