//! What the matchers of generated clients stand on: a cursor over a value, and automata as constant tables.
//!
//! A pattern is compiled when code is generated, so nothing here parses one, allocates, or takes more than
//! time linear in the value.

mod classes;
mod scan;
mod table;
mod threads;

pub use scan::{Counts, Scan};
pub use table::Table;
pub use threads::Threads;

/// Characters that are tested together.
const RUN: usize = 32;

/// Whether `is` holds for every character of `value`.
///
/// It says what `value.chars().all(is)` does, in a fraction of the time where `value` is ASCII: a run of bytes
/// is tested as a whole, without a branch, for which processors have instructions.
///
/// ```
/// use speccast_runtime::matcher::{all_chars, is_space};
///
/// assert!(all_chars("left-pad", |c| !is_space(c)));
/// assert!(!all_chars("left pad", |c| !is_space(c)));
/// ```
#[inline]
pub fn all_chars(value: &str, is: impl Fn(char) -> bool) -> bool {
    let mut rest = value;
    while let Some((run, after)) = rest.split_at_checked(RUN) {
        // Masked so that the compiler, too, knows that `is` is asked about ASCII only.
        if !run.is_ascii() || !run.bytes().fold(true, |all, byte| all & is(char::from(byte & 0x7f))) {
            break;
        }
        rest = after;
    }
    rest.chars().all(is)
}

/// Whether `c` is white space as `\s` has it in ECMA-262 (WhiteSpace and LineTerminator).
///
/// It differs from [`char::is_whitespace`] in two characters: U+FEFF is one here, U+0085 is none.
#[inline]
#[inline]
#[must_use]
pub const fn is_space(c: char) -> bool {
    // Most characters are ASCII, and two comparisons tell there.
    if c.is_ascii() { matches!(c, '\t'..='\r' | ' ') } else { is_wide_space(c) }
}

const fn is_wide_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}
