//! Deterministic automata with few states, whose steps are shifts.

use super::table::Table;

/// The next state from each state, for one character: six bits each, by which to shift the next character's
/// word. No lookup depends on the state, so the processor can look up many characters at once.
type Word = u64;

const BITS: u32 = 6;
const MOST_STATES: usize = (Word::BITS / BITS) as usize;
/// Number of characters between checks for a dead state.
const CHUNK: usize = 8;

/// A [`Table`] of at most ten states. It takes two kilobytes and is several times faster.
///
/// ```
/// use speccast_runtime::codegen::SmallTable;
///
/// /// `[a-z]+(?:-[a-z]+)*`
/// static WORDS: SmallTable<4, 3> = SmallTable::new("a-z -", "a2 a2b3.a2 ");
/// assert!(WORDS.matches("to-and-fro"));
/// assert!(!WORDS.matches("to--fro"));
/// ```
#[derive(Clone, Debug)]
pub struct SmallTable<const STATES: usize, const CLASSES: usize, const RANGES: usize = 0> {
    table: Table<STATES, CLASSES, RANGES>,
    of_class: [Word; CLASSES],
    /// The words of ASCII characters; other bytes lead to the dead state.
    of_byte: [Word; 256],
}

impl<const STATES: usize, const CLASSES: usize> SmallTable<STATES, CLASSES> {
    /// Parses the text described at [`Table::new`].
    #[must_use]
    pub const fn new(classes: &str, states: &str) -> Self {
        Self::with_wide(classes, "", states)
    }
}

impl<const STATES: usize, const CLASSES: usize, const RANGES: usize> SmallTable<STATES, CLASSES, RANGES> {
    /// Parses a table with classes beyond ASCII; see [`Table::with_wide`].
    #[must_use]
    pub const fn with_wide(classes: &str, wide: &str, states: &str) -> Self {
        assert!(STATES <= MOST_STATES, "no more states than fit into a word");
        let table = Table::with_wide(classes, wide, states);
        let (mut of_class, mut of_byte) = ([0; CLASSES], [0; 256]);
        let mut class = 0;
        while class < CLASSES {
            let mut state = 0;
            while state < STATES {
                let shift = BITS * table.following(state, class) as u32;
                of_class[class] |= (shift as Word) << (BITS * state as u32);
                state += 1;
            }
            class += 1;
        }
        let mut byte = 0;
        while byte < 128 {
            of_byte[byte as usize] = of_class[table.classes().ascii(byte)];
            byte += 1;
        }
        Self { table, of_class, of_byte }
    }

    /// Returns whether the whole of `value` matches.
    #[must_use]
    pub fn matches(&self, value: &str) -> bool {
        let mut state = State::FIRST;
        let (chunks, rest) = value.as_bytes().as_chunks::<CHUNK>();
        for (number, chunk) in chunks.iter().enumerate() {
            let after = state.after(chunk, &self.of_byte);
            if after.is_dead() {
                return !chunk.is_ascii() && self.matches_wide(state, &value[number * CHUNK..]);
            }
            state = after;
        }
        let after = state.after(rest, &self.of_byte);
        if after.is_dead() && !rest.is_ascii() {
            return self.matches_wide(state, &value[chunks.len() * CHUNK..]);
        }
        self.table.accepts(after.number())
    }

    /// Continues from a state.
    fn matches_wide(&self, mut state: State, rest: &str) -> bool {
        for c in rest.chars() {
            state = state.next(self.of_class[self.table.classes().of(c)]);
            if state.is_dead() {
                return false;
            }
        }
        self.table.accepts(state.number())
    }
}

/// The shift for the next word; the upper bits are meaningless.
#[derive(Clone, Copy)]
struct State(Word);

impl State {
    const FIRST: Self = Self(BITS as Word);

    #[inline]
    fn next(self, word: Word) -> Self {
        Self(word.wrapping_shr(self.0 as u32))
    }

    #[inline]
    fn after(self, bytes: &[u8], words: &[Word; 256]) -> Self {
        bytes.iter().fold(self, |state, byte| state.next(words[usize::from(*byte)]))
    }

    #[inline]
    fn number(self) -> usize {
        ((self.0 % (1 << BITS)) / Word::from(BITS)) as usize
    }

    #[inline]
    fn is_dead(self) -> bool {
        self.number() == 0
    }
}
