//! The engines: compiled once, matching the whole value, the length counted beside them.
//!
//! Each gives nothing for a pattern that it cannot compile.

use std::ops::RangeInclusive;

/// A number of characters, where one is stated.
pub(crate) type Lengths = Option<RangeInclusive<usize>>;

pub(crate) fn regex(pattern: &str, lengths: Lengths) -> Option<impl Fn(&str) -> bool + use<>> {
    let regex = regex::Regex::new(&whole(pattern)).ok()?;
    Some(move |value: &str| has_length(value, &lengths) && regex.is_match(value))
}

pub(crate) fn regex_lite(pattern: &str, lengths: Lengths) -> Option<impl Fn(&str) -> bool + use<>> {
    let regex = regex_lite::Regex::new(&whole(pattern)).ok()?;
    Some(move |value: &str| has_length(value, &lengths) && regex.is_match(value))
}

pub(crate) fn regress(pattern: &str, lengths: Lengths) -> Option<impl Fn(&str) -> bool + use<>> {
    let regex = regress::Regex::with_flags(&whole(pattern), "u").ok()?;
    Some(move |value: &str| has_length(value, &lengths) && regex.find(value).is_some())
}

/// `$` of these engines is only the end, since no flag changes that.
fn whole(pattern: &str) -> String {
    format!("^(?:{pattern})$")
}

fn has_length(value: &str, lengths: &Lengths) -> bool {
    lengths.as_ref().is_none_or(|lengths| lengths.contains(&value.chars().count()))
}
