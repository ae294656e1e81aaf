//! Decisions about sets of values: emptiness, inclusion, bounds on the length, and shortest witnesses.

mod machine;
mod sample;

use std::{error::Error, fmt};

use self::machine::Machine;
use crate::{automaton::Dfa, node::Lengths, pattern::Pattern};

/// The values that match a pattern and have a length within bounds.
///
/// ```
/// use speccast_pattern::{Language, Pattern};
///
/// let old = Pattern::parse("[a-z]+")?;
/// let new = Pattern::parse("[a-z0-9]+")?;
/// let before = Language::new(Some(&old), (1, Some(50)));
/// let after = Language::new(Some(&new), (1, Some(63)));
/// assert_eq!(before.is_subset_of(&after), Ok(true));
/// assert_eq!(after.difference_witness(&before), Ok(Some("0".to_owned())));
/// # Ok::<(), speccast_pattern::PatternError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Language<'a> {
    pattern: Option<&'a Pattern>,
    lengths: Lengths,
}

/// A question whose automaton or search exceeds the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undecided;

impl fmt::Display for Undecided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the patterns are too large to compare")
    }
}

impl Error for Undecided {}

impl<'a> Language<'a> {
    /// Returns the values that match `pattern`, if given, and have a length within the bounds.
    #[must_use]
    pub fn new(pattern: Option<&'a Pattern>, lengths: Lengths) -> Self {
        Self { pattern, lengths }
    }

    /// Returns whether there is no value.
    ///
    /// # Errors
    /// If the automaton or the search exceeds the limits.
    pub fn is_empty(&self) -> Result<bool, Undecided> {
        self.machine()?.is_empty()
    }

    /// Returns a shortest value, if there is one.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    pub fn shortest(&self) -> Result<Option<String>, Undecided> {
        self.machine()?.shortest()
    }

    /// Returns whether every value is in `other` as well.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    pub fn is_subset_of(&self, other: &Self) -> Result<bool, Undecided> {
        for machine in self.without(other)? {
            if !machine.is_empty()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns whether both have the same values.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    pub fn is_equivalent(&self, other: &Self) -> Result<bool, Undecided> {
        Ok(self.is_subset_of(other)? && other.is_subset_of(self)?)
    }

    /// Returns a shortest value that is not in `other`, if there is one.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    pub fn difference_witness(&self, other: &Self) -> Result<Option<String>, Undecided> {
        let machines = self.without(other)?;
        let found: Result<Vec<Option<String>>, _> = machines.iter().map(Machine::shortest).collect();
        Ok(found?.into_iter().flatten().min_by_key(|value| value.chars().count()))
    }

    /// Returns a shortest value that is in both, if there is one.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    ///
    /// ```
    /// use speccast_pattern::{Language, Pattern};
    ///
    /// let [ids, names] = [Pattern::parse("[a-c][0-9]*")?, Pattern::parse("[a-z]{2,}")?];
    /// let [ids, names] = [&ids, &names].map(|pattern| Language::new(Some(pattern), (0, None)));
    /// assert_eq!(ids.common_witness(&names), Ok(None));
    /// let short = Language::new(None, (0, Some(1)));
    /// assert_eq!(ids.common_witness(&short), Ok(Some("a".to_owned())));
    /// # Ok::<(), speccast_pattern::PatternError>(())
    /// ```
    pub fn common_witness(&self, other: &Self) -> Result<Option<String>, Undecided> {
        let ((ours, of_ours), (theirs, of_theirs)) = (self.parts()?, other.parts()?);
        let lengths = both(of_ours, of_theirs);
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => Machine::meeting(ours, theirs, lengths),
            (one, other) => Machine::new(one.or(other), None, lengths),
        }
        .shortest()
    }

    /// Returns the values that are not in `other`: too short, too long, or of a valid length without
    /// matching.
    fn without(&self, other: &Self) -> Result<Vec<Machine<'a>>, Undecided> {
        let (ours, lengths) = self.parts()?;
        let (theirs, (low, high)) = other.parts()?;
        let mut machines = Vec::new();
        if low > lengths.0 {
            machines.push(Machine::new(ours, None, both(lengths, (0, Some(low - 1)))));
        }
        if let Some(high) = high {
            machines.push(Machine::new(ours, None, both(lengths, (high.saturating_add(1), None))));
        }
        if theirs.is_some() {
            machines.push(Machine::new(ours, theirs, lengths));
        }
        Ok(machines)
    }

    /// Returns the least and the greatest length of a value, the second `None` if unbounded; none if there is
    /// no value.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    pub fn length_bounds(&self) -> Result<Option<Lengths>, Undecided> {
        let (dfa, lengths) = self.parts()?;
        let layers = Machine::new(dfa, None, lengths).layers()?;
        Ok(layers.least(lengths).map(|least| (least, layers.greatest(lengths.1))))
    }

    /// Returns a lower and an upper bound of the number of values, `u64::MAX` for more than can be counted.
    /// They are equal unless counting would take too long.
    ///
    /// # Errors
    /// As for [`Self::is_empty`].
    ///
    /// ```
    /// use speccast_pattern::{Language, Pattern};
    ///
    /// let pattern = Pattern::parse("[a-c]{1,2}|x*")?;
    /// assert_eq!(Language::new(Some(&pattern), (0, Some(9))).count(), Ok((12 + 10, 12 + 10)));
    /// assert_eq!(Language::new(Some(&pattern), (0, None)).count(), Ok((u64::MAX, u64::MAX)));
    /// # Ok::<(), speccast_pattern::PatternError>(())
    /// ```
    pub fn count(&self) -> Result<(u64, u64), Undecided> {
        Ok(self.machine()?.count())
    }

    /// Returns whether `value` is one of the values.
    #[must_use]
    pub fn contains(&self, value: &str) -> bool {
        has_length(value, self.lengths) && self.pattern.is_none_or(|pattern| pattern.is_match(value))
    }

    fn machine(&self) -> Result<Machine<'a>, Undecided> {
        let (dfa, lengths) = self.parts()?;
        Ok(Machine::new(dfa, None, lengths))
    }

    /// Returns the automaton, if there is a pattern, and the bounds on the length.
    fn parts(&self) -> Result<(Option<&'a Dfa>, Lengths), Undecided> {
        let Some(pattern) = self.pattern else { return Ok((None, self.lengths)) };
        let (dfa, lengths) = pattern.automaton().ok_or(Undecided)?;
        Ok((Some(dfa), both(lengths, self.lengths)))
    }
}

/// Returns whether the number of characters is within the bounds.
pub(crate) fn has_length(value: &str, (min, max): Lengths) -> bool {
    (min..=max.unwrap_or(u64::MAX)).contains(&(value.chars().count() as u64))
}

/// Returns the intersection of both bounds.
fn both(a: Lengths, b: Lengths) -> Lengths {
    (a.0.max(b.0), a.1.into_iter().chain(b.1).min())
}
