//! Directions of a scan: from the beginning or from the end.

use std::str::Chars;

/// The end of the remaining text at which a [`Scan`](super::Scan) continues.
pub trait Direction: Copy + Steps {}

/// From the beginning to the end.
#[derive(Clone, Copy, Debug)]
pub struct Forward;

/// From the end to the beginning.
#[derive(Clone, Copy, Debug)]
pub struct Backward;

impl Direction for Forward {}
impl Direction for Backward {}

/// Operations that depend on the direction; internal.
pub trait Steps {
    /// Returns the rest after `text`, if that is next.
    fn past<'a>(rest: &'a str, text: &str) -> Option<&'a str>;

    /// The next character.
    fn next(rest: &mut Chars<'_>) -> Option<char>;

    /// Returns the last character of `passed`.
    fn last(passed: &str) -> Option<char>;

    /// Splits off the next `length` bytes; returns them and the rest.
    fn split(rest: &str, length: usize) -> (&str, &str);

    /// The same of bytes.
    fn split_bytes(rest: &[u8], length: usize) -> (&[u8], &[u8]);

    /// The next byte.
    fn byte(rest: &[u8]) -> Option<&u8>;

    /// Returns the number of bytes before the first one for which `is` is true.
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

/// Counts the next characters for which `is` is true, at most `most`; returns their number and their bytes.
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

/// Counts the next ASCII characters for which `is` is true.
#[inline]
fn ascii_run<D: Direction>(bytes: &[u8], is: impl Fn(char) -> bool) -> usize {
    let is_end = |byte: &u8| !byte.is_ascii() || !is(char::from(*byte));
    // Most runs are short; a longer one is tested many bytes at a time.
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

/// Continues after `length` ASCII characters.
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
