//! Patterns: parsed as ECMA-262 regular expressions, compiled to automata, and compared as sets of values.
//!
//! A pattern is an ECMA-262 regular expression with the `u` flag that must match a **whole** value, so `^`
//! and `$` at its ends have no effect. No regex engine is needed, and matching takes time linear in the value
//! for every pattern.
//!
//! ```
//! use speccast_pattern::Pattern;
//!
//! let pattern = Pattern::parse(r"[a-z][a-z0-9\-]{0,48}[a-z0-9]")?;
//! assert!(pattern.is_match("my-domain"));
//! assert!(!pattern.is_match("my-domain\n"));
//! assert_eq!(pattern.length_bounds(), Some((2, Some(50))));
//!
//! let error = Pattern::parse(r"(a+)\1").unwrap_err();
//! assert_eq!(error.range, 4..6);
//! assert_eq!(error.message, "a back-reference is not regular");
//! # Ok::<(), speccast_pattern::PatternError>(())
//! ```

mod automaton;
mod class;
mod decide;
mod error;
mod node;
mod parse;
mod pattern;
mod shape;
mod unicode;

pub use self::{
    automaton::{Alphabet, DEAD, Dfa, Rounds, ThreadState, Threads, compile, counting},
    class::CharClass,
    decide::{Language, Undecided},
    error::{PatternError, PatternErrorKind, PatternNote, PatternNoteKind},
    node::{Lengths, Node},
    pattern::Pattern,
    shape::{Ending, Looking, Sought},
};
