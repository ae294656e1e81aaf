//! Deterministic automata as constant tables.

use super::classes::{Classes, class_of, decimal};

/// A deterministic automaton over character classes, small enough to read in one line.
///
/// State 0 is dead, state 1 is the start. Class 0 contains the characters of no other class.
///
/// ```
/// use speccast_runtime::codegen::Table;
///
/// /// `[a-z]+(?:-[a-z]+)*`
/// static WORDS: Table<4, 3> = Table::new("a-z -", "a2 a2b3.a2 ");
/// assert!(WORDS.matches("to-and-fro"));
/// assert!(!WORDS.matches("to--fro"));
/// ```
#[derive(Clone, Debug)]
pub struct Table<const STATES: usize, const CLASSES: usize, const RANGES: usize = 0> {
    classes: Classes<RANGES>,
    /// Position of the next state's row among all entries.
    next: [[u16; CLASSES]; STATES],
    accepting: [bool; STATES],
}

impl<const STATES: usize, const CLASSES: usize> Table<STATES, CLASSES> {
    /// Parses the table's text; an invalid text does not compile.
    ///
    /// `classes` lists the ASCII characters of class 1 (called `a` in `states`), then, after a space, of 2
    /// (`b`) and so on, `A` after `z`, `!#$%&()/:;<` after `Z`. `-` between two characters makes a range,
    /// `\s` is the space itself and `\\` the backslash.
    ///
    /// `states` has one entry for each state from 1 on: classes and the number of the state that they lead
    /// to, `*` for all classes, and at the end `.` if a value may end there, otherwise a space. Missing
    /// classes lead to state 0, and later parts of an entry override earlier ones. `{3}` before an entry
    /// repeats it for three states in a row, and `+2` or `-2` leads to the state two after or before the
    /// current one.
    ///
    /// ```
    /// use speccast_runtime::codegen::Table;
    ///
    /// /// `[a-z]{1,4}:`
    /// static SHORT: Table<7, 3> = Table::new("a-z :", "a2 {3}a+1b6 b6 .");
    /// assert!(SHORT.matches("abcd:"));
    /// assert!(!SHORT.matches("abcde:"));
    /// ```
    #[must_use]
    pub const fn new(classes: &str, states: &str) -> Self {
        Self::with_wide(classes, "", states)
    }
}

impl<const STATES: usize, const CLASSES: usize, const RANGES: usize> Table<STATES, CLASSES, RANGES> {
    /// Parses a table with classes beyond ASCII.
    ///
    /// `wide` lists their characters in ascending order: code points in hexadecimal, or ranges of them, with
    /// the letter of a class and `=` before the first of the class, as in `a=A0 1680 2000-200A b=2028`.
    #[must_use]
    pub const fn with_wide(classes: &str, wide: &str, states: &str) -> Self {
        let classes = Classes::new(classes, wide);
        assert!(STATES > 1, "a state to begin in");
        assert!(STATES * CLASSES <= u16::MAX as usize, "no more entries than can be numbered");
        assert!(classes.count() >= CLASSES, "the number of classes does not match the type");
        let mut table = Self { classes, next: [[0; CLASSES]; STATES], accepting: [false; STATES] };
        table.read_states(states.as_bytes());
        table
    }

    const fn read_states(&mut self, text: &[u8]) {
        let (mut state, mut at) = (1, 0);
        while at < text.len() {
            let (mut count, mut entry) = (1, at);
            if text[at] == b'{' {
                (count, entry) = decimal(text, at + 1);
                entry += 1;
            }
            while count > 0 {
                at = self.read_state(state, text, entry);
                state += 1;
                count -= 1;
            }
        }
        assert!(state == STATES, "the number of states does not match the type");
    }

    /// Parses the entry at `at`, and returns the position of the next one.
    const fn read_state(&mut self, state: usize, text: &[u8], mut at: usize) -> usize {
        while !matches!(text[at], b' ' | b'.') {
            let mut letter = at;
            while !matches!(text[at], b'+' | b'-' | b'0'..=b'9') {
                at += 1;
            }
            let letters = at;
            let sign = text[at];
            let (number, after) = decimal(text, if sign.is_ascii_digit() { at } else { at + 1 });
            let target = match sign {
                b'+' => state + number as usize,
                b'-' => state - number as usize,
                _ => number as usize,
            };
            assert!(target < STATES, "a state of the table");
            let row = (target * CLASSES) as u16;
            while letter < letters {
                if text[letter] == b'*' {
                    self.next[state] = [row; CLASSES];
                } else {
                    self.next[state][class_of(text[letter]) as usize] = row;
                }
                letter += 1;
            }
            at = after;
        }
        self.accepting[state] = text[at] == b'.';
        at + 1
    }

    /// Returns the next state after a character of the class.
    pub(super) const fn following(&self, state: usize, class: usize) -> usize {
        self.next[state][class] as usize / CLASSES
    }

    /// Returns whether a value may end in the state.
    pub(super) const fn accepts(&self, state: usize) -> bool {
        self.accepting[state]
    }

    /// Returns the character classes.
    pub(super) const fn classes(&self) -> &Classes<RANGES> {
        &self.classes
    }

    /// Returns whether the whole of `value` matches.
    #[must_use]
    pub fn matches(&self, value: &str) -> bool {
        let next = self.next.as_flattened();
        let bytes = value.as_bytes();
        let mut row = CLASSES;
        for (at, byte) in bytes.iter().enumerate() {
            let Some(class) = self.classes.of_ascii(*byte) else {
                return self.matches_wide(row, &value[at..]);
            };
            row = usize::from(next[row + class]);
            if row == 0 {
                return false;
            }
        }
        self.accepting[row / CLASSES]
    }

    /// Continues from the state whose row begins at `row`.
    fn matches_wide(&self, mut row: usize, rest: &str) -> bool {
        let next = self.next.as_flattened();
        for c in rest.chars() {
            row = usize::from(next[row + self.classes.of(c)]);
            if row == 0 {
                return false;
            }
        }
        self.accepting[row / CLASSES]
    }
}
