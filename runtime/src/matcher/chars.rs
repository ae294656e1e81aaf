//! Tests of characters, and of all characters of a value.

/// Returns whether `is` is true for every character of `value`.
///
/// The result is that of `value.chars().all(is)`. It is faster for ASCII, whose bytes are tested many at
/// once.
///
/// ```
/// use speccast_runtime::codegen::{all_chars, is_space};
///
/// assert!(all_chars("left-pad", |c| !is_space(c)));
/// assert!(!all_chars("left pad", |c| !is_space(c)));
/// ```
#[inline]
pub fn all_chars(value: &str, is: impl Fn(char) -> bool) -> bool {
    if value.is_ascii() {
        // Without an early exit and with bytes known to be ASCII, compilers can use vector instructions.
        return value.bytes().fold(true, |all, byte| all & is(char::from(byte & 0x7f)));
    }
    all_wide(value, is)
}

/// A separate function, so that the ASCII case is optimized by itself.
#[inline(never)]
fn all_wide(value: &str, is: impl Fn(char) -> bool) -> bool {
    value.chars().all(is)
}

/// Returns whether `is` is true for every byte of `value`, a string or a part of its bytes.
///
/// The result is that of `value.bytes().all(is)`; many bytes are tested at once.
///
/// ```
/// use speccast_runtime::codegen::all_bytes;
///
/// assert!(all_bytes("111122223333", |b| b.is_ascii_digit()));
/// assert!(!all_bytes(b"x1", |b| b.is_ascii_digit()));
/// ```
#[inline]
pub fn all_bytes(value: &(impl AsRef<[u8]> + ?Sized), is: impl Fn(u8) -> bool) -> bool {
    value.as_ref().iter().fold(true, |all, &byte| all & is(byte))
}

/// Returns whether `c` is white space by ECMA-262's `\s` (WhiteSpace and LineTerminator).
///
/// It differs from [`char::is_whitespace`] in two characters: U+FEFF is included, U+0085 is not.
#[inline(always)]
#[must_use]
pub const fn is_space(c: char) -> bool {
    // Without a branch for ASCII, the most common case.
    if c.is_ascii() { (c == ' ') | matches!(c, '\t'..='\r') } else { is_wide_space(c) }
}

/// Tests blocks first; most characters are in none of them.
#[inline(always)]
const fn is_wide_space(c: char) -> bool {
    match c as u32 >> 8 {
        0x00 => c == '\u{a0}',
        0x16 => c == '\u{1680}',
        0x20 => {
            matches!(c, '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}')
        }
        0x30 => c == '\u{3000}',
        0xfe => c == '\u{feff}',
        _ => false,
    }
}
