//! The engines: compiled once, matching the whole value, the length counted beside them.

use super::cases::Case;

pub(crate) fn regex(case: &Case) -> impl Fn(&str) -> bool + use<> {
    let regex = regex::Regex::new(&whole(&case.rust)).unwrap();
    let lengths = case.lengths.clone();
    move |value| lengths.contains(&value.chars().count()) && regex.is_match(value)
}

pub(crate) fn regex_lite(case: &Case) -> impl Fn(&str) -> bool + use<> {
    let regex = regex_lite::Regex::new(&whole(&case.rust)).unwrap();
    let lengths = case.lengths.clone();
    move |value| lengths.contains(&value.chars().count()) && regex.is_match(value)
}

pub(crate) fn regress(case: &Case) -> impl Fn(&str) -> bool + use<> {
    let regex = regress::Regex::with_flags(&format!("^(?:{})$", case.ecma), "u").unwrap();
    let lengths = case.lengths.clone();
    move |value| lengths.contains(&value.chars().count()) && regex.find(value).is_some()
}

/// `$` of these engines is only the end, since no flag says otherwise.
fn whole(pattern: &str) -> String {
    format!("^(?:{pattern})$")
}
