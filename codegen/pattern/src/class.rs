//! Sets of Unicode scalar values.

/// Scalar values are numbered without the gap that the surrogates leave, so that a set is a list of
/// plain intervals and its complement needs no special case.
const GAP_START: u32 = 0xD800;
const GAP: u32 = 0x800;
/// The number of the last scalar value, U+10FFFF.
const LAST: u32 = 0x10_FFFF - GAP;

/// A set of characters (Unicode scalar values), kept as sorted disjoint ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CharClass {
    /// Inclusive ranges of numbered scalar values; neighbours are merged.
    ranges: Vec<(u32, u32)>,
}

fn number(c: char) -> u32 {
    let code = u32::from(c);
    if code < GAP_START { code } else { code - GAP }
}

fn character(number: u32) -> char {
    let code = if number < GAP_START { number } else { number + GAP };
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

impl CharClass {
    /// The set without members.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Every scalar value.
    #[must_use]
    pub fn any() -> Self {
        Self { ranges: vec![(0, LAST)] }
    }

    /// White space as `\s` has it in ECMA-262.
    #[must_use]
    pub fn space() -> Self {
        super::unicode::space()
    }

    /// Exactly `c`.
    #[must_use]
    pub fn single(c: char) -> Self {
        Self { ranges: vec![(number(c), number(c))] }
    }

    /// The union of inclusive ranges, in any order.
    #[must_use]
    pub fn from_ranges(ranges: impl IntoIterator<Item = (char, char)>) -> Self {
        Self::normalized(
            ranges.into_iter().filter(|(lo, hi)| lo <= hi).map(|(lo, hi)| (number(lo), number(hi))).collect(),
        )
    }

    /// The scalar values among the code points `lo..=hi`; surrogates are none.
    #[must_use]
    pub(super) fn from_code_points(lo: u32, hi: u32) -> Self {
        let at_least = if (GAP_START..GAP_START + GAP).contains(&lo) { GAP_START + GAP } else { lo };
        let at_most = if (GAP_START..GAP_START + GAP).contains(&hi) { GAP_START - 1 } else { hi };
        match (char::from_u32(at_least), char::from_u32(at_most)) {
            (Some(lo), Some(hi)) => Self::from_ranges([(lo, hi)]),
            _ => Self::empty(),
        }
    }

    fn normalized(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (lo, hi) in ranges {
            match merged.last_mut() {
                Some(last) if lo <= last.1.saturating_add(1) => last.1 = last.1.max(hi),
                _ => merged.push((lo, hi)),
            }
        }
        Self { ranges: merged }
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether `c` is a member.
    #[must_use]
    pub fn contains(&self, c: char) -> bool {
        let n = number(c);
        let after = self.ranges.partition_point(|&(lo, _)| lo <= n);
        after > 0 && self.ranges[after - 1].1 >= n
    }

    /// The members of either set.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::normalized(self.ranges.iter().chain(&other.ranges).copied().collect())
    }

    /// The characters that are no members.
    #[must_use]
    pub fn complement(&self) -> Self {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(lo, hi) in &self.ranges {
            if lo > next {
                ranges.push((next, lo - 1));
            }
            next = hi + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        Self { ranges }
    }

    /// The members of both sets.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let (mut i, mut j) = (0, 0);
        let mut ranges = Vec::new();
        while let (Some(a), Some(b)) = (self.ranges.get(i), other.ranges.get(j)) {
            let (lo, hi) = (a.0.max(b.0), a.1.min(b.1));
            if lo <= hi {
                ranges.push((lo, hi));
            }
            if a.1 < b.1 { i += 1 } else { j += 1 }
        }
        Self { ranges }
    }

    /// The members of `self` that are no members of `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.intersection(&other.complement())
    }

    /// Whether every member is one of `other` too.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        self.difference(other).is_empty()
    }

    /// Whether no character is in both sets.
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.intersection(other).is_empty()
    }

    /// Whether every member is ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.ranges.last().is_none_or(|&(_, hi)| hi < 0x80)
    }

    /// The only member, if there is just one.
    #[must_use]
    pub fn as_single(&self) -> Option<char> {
        match self.ranges.as_slice() {
            [(lo, hi)] if lo == hi => Some(character(*lo)),
            _ => None,
        }
    }

    /// How many characters are members.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.ranges.iter().map(|(lo, hi)| hi - lo + 1).sum()
    }

    /// The inclusive ranges, ascending.
    pub fn ranges(&self) -> impl DoubleEndedIterator<Item = (char, char)> + '_ {
        self.ranges.iter().map(|&(lo, hi)| (character(lo), character(hi)))
    }

    /// The first characters at which a sequence of sets may change its answer, for [`super::alphabet`].
    pub(super) fn starts(&self) -> impl Iterator<Item = u32> + '_ {
        self.ranges.iter().flat_map(|&(lo, hi)| [lo, hi + 1])
    }

    /// The set of one interval of numbered scalar values.
    pub(super) fn of_numbers(ranges: Vec<(u32, u32)>) -> Self {
        Self::normalized(ranges)
    }

    /// Whether the numbered scalar value is a member.
    pub(super) fn contains_number(&self, n: u32) -> bool {
        let after = self.ranges.partition_point(|&(lo, _)| lo <= n);
        after > 0 && self.ranges[after - 1].1 >= n
    }

    /// One past the number of the last scalar value.
    pub(super) const END: u32 = LAST + 1;

    /// The member that reads best in an example: a letter or digit if there is one, else printable ASCII.
    #[must_use]
    pub fn representative(&self) -> Option<char> {
        let preferred = [('a', 'z'), ('A', 'Z'), ('0', '9'), ('!', '~'), (' ', ' '), ('\u{a1}', '\u{ac}')];
        preferred
            .into_iter()
            .find_map(|range| self.intersection(&Self::from_ranges([range])).ranges().next())
            .or_else(|| self.ranges().next())
            .map(|(lo, _)| lo)
    }
}
