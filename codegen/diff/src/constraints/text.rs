//! Strings: length and pattern together, and lists of values.

use super::{Answer, Ends, Part, bounds};
use crate::rules;
use crate::witness::Value;
use speccast_core::model::Pattern;
use speccast_pattern::{Language, Lengths, Undecided};

/// The strings of a length and a pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub(super) ends: Ends<u64>,
    pub(super) pattern: Option<&'a Pattern>,
}

impl<'a> Text<'a> {
    fn lengths(&self) -> Lengths {
        (self.ends.0.unwrap_or(0), self.ends.1)
    }

    /// Returns the strings of other lengths, or why they cannot be decided.
    fn of_lengths(&self, lengths: Lengths) -> Result<Language<'a>, String> {
        match self.pattern {
            None => Ok(Language::new(None, lengths)),
            Some(Pattern { parsed: Some(pattern), .. }) => Ok(Language::new(Some(pattern), lengths)),
            Some(_) => Err("a pattern that is not checked cannot be compared".to_owned()),
        }
    }

    /// Returns a shortest string that `other`'s pattern refuses.
    fn refused_by_pattern(&self, other: &Self) -> Answer {
        match (self.of_lengths(self.lengths()), other.of_lengths((0, None))) {
            (Ok(language), Ok(other)) => answer(language.difference_witness(&other)),
            (Err(reason), _) | (_, Err(reason)) => Answer::Unknown(reason),
        }
    }

    /// Returns a shortest string outside of the bounds of length.
    fn outside(&self, (min, max): Ends<u64>) -> Answer {
        let (low, high) = self.lengths();
        let below = min.and_then(|min| min.checked_sub(1));
        let below = below.map(|most| (low, Some(high.map_or(most, |high| high.min(most)))));
        let above = max.and_then(|max| max.checked_add(1)).map(|least| (low.max(least), high));
        match below.or(above).filter(|(low, high)| high.is_none_or(|high| *low <= high)) {
            Some(lengths) => match self.of_lengths(lengths) {
                Ok(language) => answer(language.shortest()),
                Err(reason) => Answer::Unknown(reason),
            },
            None => Answer::No,
        }
    }

    /// Returns whether a string is accepted.
    pub(super) fn has(&self, text: &str) -> bool {
        self.of_lengths(self.lengths()).is_ok_and(|language| language.contains(text))
    }

    /// Returns whether a string is certainly refused.
    pub(super) fn lacks(&self, text: &str) -> bool {
        let all = Language::new(None, self.lengths());
        !self.of_lengths(self.lengths()).unwrap_or(all).contains(text)
    }

    /// Returns the values lost and gained if these strings were accepted and now those that match `listed`.
    pub(super) fn choices(&self, listed: &speccast_pattern::Pattern) -> (Answer, Answer) {
        let listed = Language::new(Some(listed), (0, None));
        match self.of_lengths(self.lengths()) {
            Ok(all) => (answer(all.difference_witness(&listed)), answer(listed.difference_witness(&all))),
            Err(reason) => (Answer::Unknown(reason.clone()), Answer::Unknown(reason)),
        }
    }
}

fn answer(found: Result<Option<String>, Undecided>) -> Answer {
    match found {
        Ok(value) => value.map(Value::Text).into(),
        Err(undecided) => Answer::Unknown(undecided.to_string()),
    }
}

/// Returns the changed parts of a string's constraints.
pub(super) fn changed(old: Text<'_>, new: Text<'_>) -> Vec<Part> {
    let lengths = (old.ends, new.ends);
    let mut parts =
        bounds(&rules::LENGTH, " characters", lengths, |side, beyond| side.of(old, new).outside(beyond));
    parts.extend(pattern_changed(old, new));
    parts
}

fn pattern_changed(old: Text<'_>, new: Text<'_>) -> Option<Part> {
    if old.pattern == new.pattern {
        return None;
    }
    let (lost, gained) = (old.refused_by_pattern(&new), new.refused_by_pattern(&old));
    let (rule, message) = match (old.pattern, new.pattern) {
        (Some(old), Some(new)) if old.source == new.source => {
            let now = if new.parsed.is_some() { "checked now" } else { "no longer checked" };
            let part = Part::new(&rules::PATTERN_EQUIVALENT, "pattern", format!("the pattern is {now}"));
            return Some(Part { enforced: false, ..part });
        }
        (Some(old), Some(new)) => {
            let (rule, what) = match (&lost, &gained) {
                (Answer::Unknown(_), _) | (_, Answer::Unknown(_)) => {
                    (&rules::PATTERN_UNDECIDED, "another pattern")
                }
                (Answer::No, Answer::No) => (&rules::PATTERN_EQUIVALENT, "the same values match"),
                (Answer::No, _) => (&rules::PATTERN_WIDENED, "more values match"),
                (_, Answer::No) => (&rules::PATTERN_NARROWED, "fewer values match"),
                _ => (&rules::PATTERN_CHANGED, "other values match"),
            };
            (rule, format!("{what}: `{}`, before `{}`", new.source, old.source))
        }
        (None, new) => (&rules::PATTERN_ADDED, format!("must match `{}`", new?.source)),
        (Some(old), None) => (&rules::PATTERN_REMOVED, format!("need no longer match `{}`", old.source)),
    };
    // A pattern that is not checked is not enforced.
    let enforced = old.pattern.is_some_and(|pattern| pattern.parsed.is_some());
    Some(Part { lost, gained, enforced, ..Part::new(rule, "pattern", message) })
}
