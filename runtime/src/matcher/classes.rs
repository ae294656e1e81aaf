//! Character classes, parsed from text.

/// A partition of the characters; class 0 contains those of no other class.
#[derive(Clone, Debug)]
pub(super) struct Classes<const RANGES: usize> {
    /// The class of each ASCII character.
    ascii: [u8; 128],
    /// Ranges of other characters outside of class 0, in ascending order: the first character with the class
    /// in the upper bits, and the character after the last one.
    wide: [[u32; 2]; RANGES],
    /// The first range that can contain a character of each bucket.
    first: [u16; RANGES],
    count: u8,
}

impl<const RANGES: usize> Classes<RANGES> {
    /// Parses the texts described at [`Table::with_wide`](super::Table::with_wide).
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

    /// Returns the bucket of a character beyond ASCII. There are as many buckets as ranges, in ascending
    /// order; they are wider for greater characters, as ranges are.
    const fn bucket(code: u32) -> usize {
        let bits = 31 - code.leading_zeros();
        let key = (bits - 7) * 32 + ((code >> (bits - 5)) & 31);
        if RANGES >= KEYS { key as usize } else { key as usize * RANGES / KEYS }
    }

    /// Returns the number of classes.
    pub(super) const fn count(&self) -> usize {
        self.count as usize
    }

    /// Returns the class of a character known to be ASCII.
    pub(super) const fn ascii(&self, byte: u8) -> usize {
        self.ascii[byte as usize] as usize
    }

    /// Returns the class of an ASCII character.
    #[inline]
    pub(super) fn of_ascii(&self, byte: u8) -> Option<usize> {
        self.ascii.get(usize::from(byte)).map(|class| usize::from(*class))
    }

    /// Returns the class of `c`.
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

/// Number of keys of [`Classes::bucket`]: characters have 8 to 21 bits, and 5 more bits are used.
const KEYS: usize = 14 * 32;

/// The letters of classes, from the first on.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()/:;<";

/// Returns the number of a class by its letter.
pub(super) const fn class_of(letter: u8) -> u8 {
    let mut class = 0;
    while LETTERS[class] != letter {
        class += 1;
    }
    class as u8 + 1
}

/// Parses the decimal number at `at`; returns it and its end.
pub(super) const fn decimal(text: &[u8], mut at: usize) -> (u32, usize) {
    let mut number = 0;
    while at < text.len() && text[at].is_ascii_digit() {
        number = number * 10 + (text[at] - b'0') as u32;
        at += 1;
    }
    (number, at)
}

/// Parses the hexadecimal number at `at`; returns it and its end.
const fn hexadecimal(text: &[u8], mut at: usize) -> (u32, usize) {
    let mut number = 0;
    while at < text.len() && text[at].is_ascii_hexdigit() {
        let digit = if text[at].is_ascii_digit() { text[at] - b'0' } else { text[at] - b'A' + 10 };
        number = number * 16 + digit as u32;
        at += 1;
    }
    (number, at)
}

/// Returns the character of a class at `at`, and the position of the next one.
const fn member(text: &[u8], at: usize) -> (u8, usize) {
    match text[at] {
        b'\\' if text[at + 1] == b's' => (b' ', at + 2),
        b'\\' => (b'\\', at + 2),
        byte => (byte, at + 1),
    }
}
