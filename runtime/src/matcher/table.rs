//! Deterministic automata as constant tables.

/// A deterministic automaton over classes of characters, small enough to be read in one line.
///
/// State 0 matches nothing any more, state 1 is the first. Class 0 holds the characters that no other class
/// does.
///
/// ```
/// use speccast_runtime::matcher::Table;
///
/// /// `[a-z]+(?:-[a-z]+)*`
/// static WORDS: Table<4, 3> = Table::new("a-z -", "a2 a2b3. a2 ");
/// assert!(WORDS.matches("to-and-fro"));
/// assert!(!WORDS.matches("to--fro"));
/// ```
#[derive(Clone, Debug)]
pub struct Table<const STATES: usize, const CLASSES: usize, const RANGES: usize = 0> {
    /// The class of each ASCII character.
    ascii: [u8; 128],
    /// Ranges of other characters that are not of class 0, in ascending order.
    wide: [(u32, u32, u8); RANGES],
    next: [[u16; CLASSES]; STATES],
    accepting: [bool; STATES],
}

impl<const STATES: usize, const CLASSES: usize> Table<STATES, CLASSES> {
    /// Reads the table's text; a text that is none does not compile.
    ///
    /// `classes` lists the ASCII characters of class 1 (called `a` in `states`), then, after a space, of 2
    /// (`b`) and so on, `A` after `z`. `-` between two characters makes a range, `\s` is the space itself and
    /// `\\` the backslash.
    ///
    /// `states` has one entry for each state from 1 on: the classes that lead on and the number of the state
    /// they lead to, `*` for all classes, and at the end `.` if a value may end there, else a space. What an
    /// entry does not say leads to state 0; what it says later holds.
    #[must_use]
    pub const fn new(classes: &str, states: &str) -> Self {
        Self::with_wide(classes, "", states)
    }
}

impl<const STATES: usize, const CLASSES: usize, const RANGES: usize> Table<STATES, CLASSES, RANGES> {
    /// Reads a table that tells characters beyond ASCII apart too.
    ///
    /// `wide` lists them in ascending order: code points in hexadecimal, or ranges of them, the letter of
    /// their class and `=` before the first of a class, as in `a=A0 1680 2000-200A b=2028`.
    #[must_use]
    pub const fn with_wide(classes: &str, wide: &str, states: &str) -> Self {
        let mut table = Self {
            ascii: [0; 128],
            wide: [(0, 0, 0); RANGES],
            next: [[0; CLASSES]; STATES],
            accepting: [false; STATES],
        };
        table.read_classes(classes.as_bytes());
        table.read_wide(wide.as_bytes());
        table.read_states(states.as_bytes());
        table
    }

    const fn read_classes(&mut self, text: &[u8]) {
        assert!(CLASSES <= 53, "a letter for each class");
        let mut class = 1;
        let mut at = 0;
        while at < text.len() {
            if text[at] == b' ' {
                class += 1;
                at += 1;
                continue;
            }
            let (first, next) = member(text, at);
            let range = next + 1 < text.len() && text[next] == b'-' && text[next + 1] != b' ';
            let (last, next) = if range { member(text, next + 1) } else { (first, next) };
            at = next;
            let mut byte = first;
            while byte <= last {
                self.ascii[byte as usize] = class;
                byte += 1;
            }
        }
        assert!(
            class as usize + 1 == CLASSES || text.is_empty() && CLASSES == 1,
            "as many classes as the type says"
        );
    }

    const fn read_wide(&mut self, text: &[u8]) {
        let (mut at, mut range, mut class) = (0, 0, 0);
        while at < text.len() {
            if at + 1 < text.len() && text[at + 1] == b'=' {
                class = Self::class(text[at]);
                at += 2;
            }
            let (first, after) = hexadecimal(text, at);
            let (last, after) = if after < text.len() && text[after] == b'-' {
                hexadecimal(text, after + 1)
            } else {
                (first, after)
            };
            assert!(range == 0 || self.wide[range - 1].1 < first, "in ascending order");
            assert!(first <= last && class < CLASSES, "a range of a class");
            self.wide[range] = (first, last, class as u8);
            range += 1;
            at = after + 1;
        }
        assert!(range == RANGES, "as many ranges as the type says");
    }

    const fn read_states(&mut self, text: &[u8]) {
        let mut state = 1;
        let mut at = 0;
        while at < text.len() {
            if matches!(text[at], b' ' | b'.') {
                self.accepting[state] = text[at] == b'.';
                state += 1;
                at += 1;
                continue;
            }
            let first = at;
            while !text[at].is_ascii_digit() {
                at += 1;
            }
            let last = at;
            let mut target = 0;
            while at < text.len() && text[at].is_ascii_digit() {
                target = target * 10 + (text[at] - b'0') as u16;
                at += 1;
            }
            assert!((target as usize) < STATES, "a state of the table");
            let mut letter = first;
            while letter < last {
                if text[letter] == b'*' {
                    self.next[state] = [target; CLASSES];
                } else {
                    self.next[state][Self::class(text[letter])] = target;
                }
                letter += 1;
            }
        }
        assert!(state == STATES, "as many states as the type says");
    }

    /// The number of the class that a letter of the text stands for.
    const fn class(letter: u8) -> usize {
        (match letter {
            b'a'..=b'z' => letter - b'a' + 1,
            b'A'..=b'Z' => letter - b'A' + 27,
            _ => letter,
        }) as usize
    }

    /// Whether all of `value` matches.
    #[must_use]
    pub fn matches(&self, value: &str) -> bool {
        let mut state = 1_usize;
        for c in value.chars() {
            let class = match self.ascii.get(c as usize) {
                Some(class) => *class,
                None => self.wide_class(c),
            };
            state = self.next[state][class as usize] as usize;
            if state == 0 {
                return false;
            }
        }
        self.accepting[state]
    }

    #[cold]
    fn wide_class(&self, c: char) -> u8 {
        let code = u32::from(c);
        let at = self.wide.partition_point(|range| range.1 < code);
        self.wide.get(at).map_or(0, |&(first, _, class)| if first <= code { class } else { 0 })
    }
}

/// The character of a class that stands at `at`, and where the next one does.
const fn member(text: &[u8], at: usize) -> (u8, usize) {
    match text[at] {
        b'\\' if text[at + 1] == b's' => (b' ', at + 2),
        b'\\' => (b'\\', at + 2),
        byte => (byte, at + 1),
    }
}

/// The number that stands at `at`, and where it ends.
const fn hexadecimal(text: &[u8], mut at: usize) -> (u32, usize) {
    let mut number = 0;
    while at < text.len() && text[at].is_ascii_hexdigit() {
        let digit = if text[at].is_ascii_digit() { text[at] - b'0' } else { text[at] - b'A' + 10 };
        number = number * 16 + digit as u32;
        at += 1;
    }
    (number, at)
}
