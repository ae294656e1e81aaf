//! A set of small numbers.

/// A set of numbers that needs no memory if all are small.
#[derive(Debug, Default)]
pub(super) struct Set {
    small: u64,
    large: Vec<u64>,
    count: usize,
}

impl Set {
    #[inline]
    pub(super) fn has(&self, number: usize) -> bool {
        let word = match number / 64 {
            0 => Some(&self.small),
            word => self.large.get(word - 1),
        };
        word.is_some_and(|word| (word >> (number % 64)) & 1 == 1)
    }

    /// Returns how many numbers it has.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Adds a number that it does not have.
    #[inline]
    pub(super) fn add(&mut self, number: usize) {
        self.count += 1;
        let word = match number / 64 {
            0 => &mut self.small,
            word => {
                if self.large.len() < word {
                    self.large.resize(word, 0);
                }
                match self.large.get_mut(word - 1) {
                    Some(word) => word,
                    None => return,
                }
            }
        };
        *word |= 1 << (number % 64);
    }
}
