//! Tests of characters, and of all those of a value.

/// Whether `is` holds for every character of `value`.
///
/// It says what `value.chars().all(is)` does, in a fraction of the time where `value` is ASCII, whose bytes are
/// tested many at once.
///
/// ```
/// use speccast_runtime::matcher::{all_chars, is_space};
///
/// assert!(all_chars("left-pad", |c| !is_space(c)));
/// assert!(!all_chars("left pad", |c| !is_space(c)));
/// ```
#[inline]
pub fn all_chars(value: &str, is: impl Fn(char) -> bool) -> bool {
    if !value.is_ascii() {
        return value.chars().all(is);
    }
    // No end before the last byte, and bytes that can be seen to be ASCII: what compilers make vectors of.
    value.bytes().fold(true, |all, byte| all & is(char::from(byte & 0x7f)))
}

/// Whether `c` is white space as `\s` has it in ECMA-262 (WhiteSpace and LineTerminator).
///
/// It differs from [`char::is_whitespace`] in two characters: U+FEFF is one here, U+0085 is none.
#[inline]
#[must_use]
pub const fn is_space(c: char) -> bool {
    // Without a branch for ASCII, where most characters are.
    if c.is_ascii() { (c == ' ') | matches!(c, '\t'..='\r') } else { is_wide_space(c) }
}

/// Whether `c` is white space beyond ASCII.
const fn is_wide_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}
