//! Patterns: read in their dialect, compiled to automata, and decided about.
//!
//! A pattern is an ECMA-262 regular expression with the `u` flag that has to match a **whole** value, so
//! `^` and `$` at its ends say nothing more. Reading, matching and deciding need no regex engine, and
//! matching takes time linear in the value, whatever the pattern.
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
//! assert_eq!(error.range(), 4..6);
//! assert_eq!(error.message(), "a back-reference is not regular");
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
