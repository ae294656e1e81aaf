//! Classes of characters, read from text.

/// A partition of the characters: class 0 holds those that no other class does.
#[derive(Clone, Debug)]
pub(super) struct Classes<const RANGES: usize> {
    /// The class of each ASCII character.
    ascii: [u8; 128],
    /// Ranges of other characters that are not of class 0, in ascending order: the first character with the class in the
    /// bits above it, and what is next to the last one.
    wide: [[u32; 2]; RANGES],
    /// The first range that a character of each bucket can be in.
    first: [u16; RANGES],
    count: u8,
}

impl<const RANGES: usize> Classes<RANGES> {
    /// Reads the texts that [`Table::with_wide`](super::Table::with_wide) describes.
    pub(super) const fn new(narrow: &str, wide: &str) -> Self {
        let mut classes = Self { ascii: [0; 128], wide: [[0; 2]; RANGES], first: [0; RANGES], count: 1 };
        classes.read_narrow(narrow.as_bytes());
        classes.read_wide(wide.as_bytes());
        classes
    }

    const fn read_narrow(&mut self, text: &[u8]) {
        let mut at = 0;
        while at < text.len() {
            if text[at] == b' ' {
                self.count += 1;
                at += 1;
                continue;
            }
            let (first, next) = member(text, at);
            let range = next + 1 < text.len() && text[next] == b'-' && text[next + 1] != b' ';
            let (last, next) = if range { member(text, next + 1) } else { (first, next) };
            at = next;
            let mut byte = first;
            while byte <= last {
                self.ascii[byte as usize] = self.count;
                byte += 1;
            }
        }
        self.count += 1;
    }

    const fn read_wide(&mut self, text: &[u8]) {
        let (mut at, mut range, mut class) = (0, 0, 0);
        while at < text.len() {
            if at + 1 < text.len() && text[at + 1] == b'=' {
                class = class_of(text[at]);
                at += 2;
            }
            let (first, after) = hexadecimal(text, at);
            let (last, after) = if after < text.len() && text[after] == b'-' {
                hexadecimal(text, after + 1)
            } else {
                (first, after)
            };
            assert!(range == 0 || self.wide[range - 1][1] <= first, "in ascending order");
            assert!(first <= last && class < self.count, "a range of a class");
            self.wide[range] = [first | (class as u32) << CODE_BITS, last + 1];
            range += 1;
            at = after + 1;
        }
        assert!(range == RANGES, "the number of ranges does not match the type");
        self.fill_buckets();
    }

    const fn fill_buckets(&mut self) {
        let (mut range, mut bucket) = (0, 0);
        while bucket < RANGES {
            while range < RANGES && Self::bucket(self.wide[range][1] - 1) < bucket {
                range += 1;
            }
            self.first[bucket] = range as u16;
            bucket += 1;
        }
    }

    /// The bucket that a character beyond ASCII is in: as many as there are ranges, in ascending order, and the wider
    /// the greater the characters are, as ranges are.
    const fn bucket(code: u32) -> usize {
        let bits = 31 - code.leading_zeros();
        let key = (bits - 7) * 32 + ((code >> (bits - 5)) & 31);
        if RANGES >= KEYS { key as usize } else { key as usize * RANGES / KEYS }
    }

    /// How many classes there are.
    pub(super) const fn count(&self) -> usize {
        self.count as usize
    }

    /// The class of an ASCII character, which is known to be one.
    pub(super) const fn ascii(&self, byte: u8) -> usize {
        self.ascii[byte as usize] as usize
    }

    /// The class that an ASCII character is in.
    #[inline]
    pub(super) fn of_ascii(&self, byte: u8) -> Option<usize> {
        self.ascii.get(usize::from(byte)).map(|class| usize::from(*class))
    }

    /// The class that `c` is in.
    #[inline]
    pub(super) fn of(&self, c: char) -> usize {
        match self.ascii.get(c as usize) {
            Some(class) => usize::from(*class),
            None => self.of_wide(u32::from(c)),
        }
    }

    #[inline]
    fn of_wide(&self, code: u32) -> usize {
        let mut at = self.first.get(Self::bucket(code)).map_or(RANGES, |&first| usize::from(first));
        while let Some(&[first, end]) = self.wide.get(at) {
            if code < end {
                let class = (first >> CODE_BITS) as usize;
                return if first & CODES <= code { class } else { 0 };
            }
            at += 1;
        }
        0
    }
}

/// Bits of a code point.
const CODE_BITS: u32 = 24;
const CODES: u32 = (1 << CODE_BITS) - 1;

/// How many keys [`Classes::bucket`] tells apart: characters have 8 to 21 bits, and 5 of them are looked at besides.
const KEYS: usize = 14 * 32;

/// The letters of classes, from the first on.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()/:;<";

/// The number of the class that a letter stands for.
pub(super) const fn class_of(letter: u8) -> u8 {
    let mut class = 0;
    while LETTERS[class] != letter {
        class += 1;
    }
    class as u8 + 1
}

/// The decimal number that stands at `at`, and where it ends.
pub(super) const fn decimal(text: &[u8], mut at: usize) -> (u32, usize) {
    let mut number = 0;
    while at < text.len() && text[at].is_ascii_digit() {
        number = number * 10 + (text[at] - b'0') as u32;
        at += 1;
    }
    (number, at)
}

/// The hexadecimal number that stands at `at`, and where it ends.
const fn hexadecimal(text: &[u8], mut at: usize) -> (u32, usize) {
    let mut number = 0;
    while at < text.len() && text[at].is_ascii_hexdigit() {
        let digit = if text[at].is_ascii_digit() { text[at] - b'0' } else { text[at] - b'A' + 10 };
        number = number * 16 + digit as u32;
        at += 1;
    }
    (number, at)
}

/// The character of a class that stands at `at`, and where the next one does.
const fn member(text: &[u8], at: usize) -> (u8, usize) {
    match text[at] {
        b'\\' if text[at + 1] == b's' => (b' ', at + 2),
        b'\\' => (b'\\', at + 2),
        byte => (byte, at + 1),
    }
}
