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

/// Whether `c` is white space as `\s` has it in ECMA-262 (WhiteSpace and LineTerminator).
///
/// It differs from [`char::is_whitespace`] in two characters: U+FEFF is one here, U+0085 is none.
#[must_use]
pub const fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r'
            | ' '
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
            | '\u{feff}'
    )
}
