//! Ways through a value: from its beginning or from its end.

use std::str::Chars;

/// Which end of what is left a [`Scan`](super::Scan) goes on at.
pub trait Direction: Copy + Steps {}

/// From the beginning to the end.
#[derive(Clone, Copy, Debug)]
pub struct Forward;

/// From the end to the beginning.
#[derive(Clone, Copy, Debug)]
pub struct Backward;

impl Direction for Forward {}
impl Direction for Backward {}

/// What a direction decides, and nobody else needs.
pub trait Steps {
    /// What is left past `text`, if it is next.
    fn past<'a>(rest: &'a str, text: &str) -> Option<&'a str>;

    /// The next character.
    fn next(rest: &mut Chars<'_>) -> Option<char>;

    /// The character of `passed` that came last.
    fn last(passed: &str) -> Option<char>;

    /// The next bytes, so many of them, and those that are left.
    fn split(rest: &str, length: usize) -> (&str, &str);

    /// The same of bytes.
    fn split_bytes(rest: &[u8], length: usize) -> (&[u8], &[u8]);

    /// The next byte.
    fn byte(rest: &[u8]) -> Option<&u8>;

    /// How many bytes come before the first one for which `is` holds.
    fn before(rest: &[u8], is: impl Fn(&u8) -> bool) -> usize;
}

impl Steps for Forward {
    #[inline]
    fn past<'a>(rest: &'a str, text: &str) -> Option<&'a str> {
        rest.strip_prefix(text)
    }

    #[inline]
    fn next(rest: &mut Chars<'_>) -> Option<char> {
        rest.next()
    }

    #[inline]
    fn last(passed: &str) -> Option<char> {
        passed.chars().next_back()
    }

    #[inline]
    fn split(rest: &str, length: usize) -> (&str, &str) {
        rest.split_at(length)
    }

    #[inline]
    fn split_bytes(rest: &[u8], length: usize) -> (&[u8], &[u8]) {
        rest.split_at(length)
    }

    #[inline]
    fn byte(rest: &[u8]) -> Option<&u8> {
        rest.first()
    }

    #[inline]
    fn before(rest: &[u8], is: impl Fn(&u8) -> bool) -> usize {
        rest.iter().position(is).unwrap_or(rest.len())
    }
}

impl Steps for Backward {
    #[inline]
    fn past<'a>(rest: &'a str, text: &str) -> Option<&'a str> {
        rest.strip_suffix(text)
    }

    #[inline]
    fn next(rest: &mut Chars<'_>) -> Option<char> {
        rest.next_back()
    }

    #[inline]
    fn last(passed: &str) -> Option<char> {
        passed.chars().next()
    }

    #[inline]
    fn split(rest: &str, length: usize) -> (&str, &str) {
        let (left, next) = rest.split_at(rest.len() - length);
        (next, left)
    }

    #[inline]
    fn split_bytes(rest: &[u8], length: usize) -> (&[u8], &[u8]) {
        let (left, next) = rest.split_at(rest.len() - length);
        (next, left)
    }

    #[inline]
    fn byte(rest: &[u8]) -> Option<&u8> {
        rest.last()
    }

    #[inline]
    fn before(rest: &[u8], is: impl Fn(&u8) -> bool) -> usize {
        rest.iter().rev().position(is).unwrap_or(rest.len())
    }
}

/// The characters that come next for which `is` holds, at most `most`: how many there are, and how many bytes they take.
#[inline]
pub(super) fn run<D: Direction>(rest: &str, most: u64, is: impl Fn(char) -> bool) -> (u64, usize) {
    let bytes = rest.as_bytes();
    let (near, _) = D::split_bytes(bytes, bytes.len().min(usize::try_from(most).unwrap_or(usize::MAX)));
    let length = ascii_run::<D>(near, &is);
    let (_, left) = D::split_bytes(near, length);
    if D::byte(left).is_none_or(u8::is_ascii) {
        (length as u64, length)
    } else {
        wide_run::<D>(rest, length, most, is)
    }
}

/// How many characters come next that are ASCII and for which `is` holds.
#[inline]
fn ascii_run<D: Direction>(bytes: &[u8], is: impl Fn(char) -> bool) -> usize {
    let is_end = |byte: &u8| !byte.is_ascii() || !is(char::from(*byte));
    // Most runs end soon; one that does not is followed many bytes at a time.
    let (first, mut rest) = D::split_bytes(bytes, bytes.len().min(16));
    let length = D::before(first, is_end);
    if length < first.len() {
        return length;
    }
    while !rest.is_empty() {
        let (many, left) = D::split_bytes(rest, rest.len().min(64));
        if !many.iter().fold(true, |all, byte| all & byte.is_ascii() & is(char::from(byte & 0x7f))) {
            return bytes.len() - rest.len() + D::before(many, is_end);
        }
        rest = left;
    }
    bytes.len()
}

/// Goes on past `length` characters of ASCII.
fn wide_run<D: Direction>(rest: &str, length: usize, most: u64, is: impl Fn(char) -> bool) -> (u64, usize) {
    let mut count = length as u64;
    let (_, mut left) = D::split(rest, length);
    let mut chars = left.chars();
    while count < most && D::next(&mut chars).is_some_and(&is) {
        count += 1;
        left = chars.as_str();
    }
    (count, rest.len() - left.len())
}
