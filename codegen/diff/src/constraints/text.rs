//! Strings: length and pattern together, and lists of values.

use super::{Answer, BoundRules, Part, Patterns, bound};
use crate::rules;
use crate::witness::Value;
use speccast_core::ir::{Constraint, Length, PatternUse};
use speccast_pattern::{Language, Lengths, Pattern, Undecided};
use std::rc::Rc;

/// Of a string in characters, and of a blob in bytes.
pub(super) static LENGTH: BoundRules = BoundRules {
    key: "length",
    min: [
        &rules::MIN_LENGTH_ADDED,
        &rules::MIN_LENGTH_INCREASED,
        &rules::MIN_LENGTH_DECREASED,
        &rules::MIN_LENGTH_REMOVED,
    ],
    max: [
        &rules::MAX_LENGTH_ADDED,
        &rules::MAX_LENGTH_INCREASED,
        &rules::MAX_LENGTH_DECREASED,
        &rules::MAX_LENGTH_REMOVED,
    ],
};

/// What is demanded of a string.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Text<'a> {
    length: Option<&'a Length>,
    pattern: Option<&'a PatternUse>,
}

impl<'a> Text<'a> {
    /// What constraints demand of a string.
    pub(crate) fn new(constraints: impl Iterator<Item = &'a Constraint>) -> Self {
        constraints.fold(Self::default(), |text, constraint| match constraint {
            Constraint::String { length, pattern } => {
                Self { length: length.as_ref(), pattern: pattern.as_ref() }
            }
            _ => text,
        })
    }

    fn ends(&self) -> (Option<u64>, Option<u64>) {
        self.length.map_or((None, None), Length::ends)
    }

    fn lengths(&self) -> Lengths {
        let (min, max) = self.ends();
        (min.unwrap_or(0), max)
    }

    fn compiled(&self, patterns: &mut Patterns) -> Result<Option<Rc<Pattern>>, String> {
        self.pattern.map(|pattern| patterns.get(pattern)).transpose()
    }
}

/// A shortest string of these lengths that a pattern allows.
fn shortest(pattern: &Result<Option<Rc<Pattern>>, String>, lengths: Lengths) -> Answer {
    if lengths.1.is_some_and(|max| max < lengths.0) {
        return Answer::No;
    }
    match pattern {
        Ok(pattern) => answer(Language::new(pattern.as_deref(), lengths).shortest()),
        Err(reason) => Answer::Unknown(reason.clone()),
    }
}

fn answer(found: Result<Option<String>, Undecided>) -> Answer {
    match found {
        Ok(None) => Answer::No,
        Ok(Some(value)) => Answer::Yes(Value::Text(value)),
        Err(undecided) => Answer::Unknown(undecided.to_string()),
    }
}

/// The values of these lengths shorter than `min`.
fn below((low, high): Lengths, min: u64) -> Lengths {
    match min.checked_sub(1) {
        Some(most) => (low, Some(high.map_or(most, |high| high.min(most)))),
        None => (1, Some(0)),
    }
}

/// The values of these lengths longer than `max`.
fn above((low, high): Lengths, max: Option<u64>) -> Lengths {
    match max.and_then(|max| max.checked_add(1)) {
        Some(least) => (low.max(least), high),
        None => (1, Some(0)),
    }
}

/// The parts of a string's constraints that changed.
pub(crate) fn texts(old: Text<'_>, new: Text<'_>, patterns: &mut Patterns) -> Vec<Part> {
    let (was, is) = (old.compiled(patterns), new.compiled(patterns));
    let ((old_min, old_max), (new_min, new_max)) = (old.ends(), new.ends());
    let (before, after) = (old.lengths(), new.lengths());
    let unit = " characters";
    let min = bound(
        &LENGTH,
        false,
        (old_min.as_ref(), new_min.as_ref()),
        unit,
        || shortest(&was, below(before, after.0)),
        || shortest(&is, below(after, before.0)),
    );
    let max = bound(
        &LENGTH,
        true,
        (old_max.as_ref(), new_max.as_ref()),
        unit,
        || shortest(&was, above(before, after.1)),
        || shortest(&is, above(after, before.1)),
    );
    let mut parts: Vec<Part> = [min, max].into_iter().flatten().collect();
    parts.extend(pattern(&old, &new, &was, &is));
    // A pattern and a length may say the same, so that parts together change nothing.
    if parts.len() > 1 && parts.iter().all(|part| part.lost == Answer::No && part.gained == Answer::No) {
        let key = parts.last().map_or("pattern", |part| part.key);
        return vec![Part {
            rule: &rules::CONSTRAINTS_REWRITTEN,
            key,
            bound: None,
            message: "length and pattern together accept the same values as before".to_owned(),
            lost: Answer::No,
            gained: Answer::No,
            enforced: true,
        }];
    }
    parts
}

type Compiled = Result<Option<Rc<Pattern>>, String>;

fn pattern(old: &Text<'_>, new: &Text<'_>, was: &Compiled, is: &Compiled) -> Option<Part> {
    if old.pattern == new.pattern || same(old.pattern, new.pattern) {
        return None;
    }
    let without = |from: &Compiled, lengths: Lengths, other: &Compiled| match (from, other) {
        (Ok(from), Ok(other)) => {
            let all = Language::new(other.as_deref(), (0, None));
            answer(Language::new(from.as_deref(), lengths).difference_witness(&all))
        }
        (Err(reason), _) | (_, Err(reason)) => Answer::Unknown(reason.clone()),
    };
    let (lost, gained) = (without(was, old.lengths(), is), without(is, new.lengths(), was));
    let quoted =
        |pattern: Option<&PatternUse>| pattern.map(|it| format!("`{}`", it.source)).unwrap_or_default();
    let (rule, message) = match (old.pattern, new.pattern) {
        (Some(old), Some(new)) if old.source == new.source => {
            let message = if new.matcher.is_some() {
                "the pattern is checked now"
            } else {
                "the pattern is no longer checked"
            };
            let (lost, gained) = (Answer::No, Answer::No);
            let rule = &rules::PATTERN_EQUIVALENT;
            let message = message.to_owned();
            return Some(Part { rule, key: "pattern", bound: None, message, lost, gained, enforced: false });
        }
        (None, new) => (&rules::PATTERN_ADDED, format!("must match {}", quoted(new))),
        (old, None) => (&rules::PATTERN_REMOVED, format!("need no longer match {}", quoted(old))),
        (old, new) => {
            let (rule, what) = match (&lost, &gained) {
                (Answer::Unknown(_), _) | (_, Answer::Unknown(_)) => {
                    (&rules::PATTERN_UNDECIDED, "another pattern")
                }
                (Answer::No, Answer::No) => (&rules::PATTERN_EQUIVALENT, "the same values match"),
                (Answer::No, _) => (&rules::PATTERN_WIDENED, "more values match"),
                (_, Answer::No) => (&rules::PATTERN_NARROWED, "fewer values match"),
                _ => (&rules::PATTERN_CHANGED, "other values match"),
            };
            (rule, format!("{what}: {}, before {}", quoted(new), quoted(old)))
        }
    };
    // Nobody enforces a pattern that is not checked.
    let enforced = old.pattern.is_some_and(|pattern| pattern.matcher.is_some());
    Some(Part { rule, key: "pattern", bound: None, message, lost, gained, enforced })
}

/// Whether both are checked, or both not, and are written alike.
fn same(old: Option<&PatternUse>, new: Option<&PatternUse>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => old.source == new.source && old.matcher.is_some() == new.matcher.is_some(),
        (None, None) => true,
        _ => false,
    }
}

/// What is lost and gained where any string of `text` was allowed and now one of `values`.
pub(crate) fn choices(text: Text<'_>, values: &[&str], patterns: &mut Patterns) -> (Answer, Answer) {
    let all = text.compiled(patterns);
    let listed = patterns.of_values(values.iter().copied());
    match (all, listed) {
        (Ok(all), Ok(listed)) => {
            let all = Language::new(all.as_deref(), text.lengths());
            let listed = Language::new(Some(&listed), (0, None));
            (answer(all.difference_witness(&listed)), answer(listed.difference_witness(&all)))
        }
        (Err(reason), _) | (_, Err(reason)) => (Answer::Unknown(reason.clone()), Answer::Unknown(reason)),
    }
}
