//! Limits of the memory of decoded values.

use super::DecodeError;

/// Memory that is always allowed, in bytes.
const LEAST: usize = 4 << 20;

/// Allowed memory as a multiple of the text's size.
const TIMES: usize = 5;

/// Used and allowed memory, in bytes.
///
/// The memory of a value is not limited by its text: `{}` may be a structure of a thousand bytes. So
/// allocations are counted, rather too high than too low, and too many are an error.
#[derive(Clone, Debug)]
pub(super) struct Memory {
    taken: usize,
    limit: usize,
}

impl Memory {
    /// Creates the limit for a text of this size.
    pub(super) fn new(text: usize) -> Self {
        Self { taken: 0, limit: text.saturating_mul(TIMES).max(LEAST) }
    }

    /// Counts more memory.
    #[inline]
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), DecodeError> {
        self.grow(bytes, 0)
    }

    /// Counts more memory, while `copied` bytes exist twice.
    #[inline]
    fn grow(&mut self, bytes: usize, copied: usize) -> Result<(), DecodeError> {
        self.taken = self.taken.saturating_add(bytes);
        if self.taken.saturating_add(copied) > self.limit {
            return Err(DecodeError::too_large(self.limit));
        }
        Ok(())
    }
}

/// Memory of a list that grows like a [`Vec`]: to four elements, then to twice as many each time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Growth {
    length: usize,
    capacity: usize,
}

impl Growth {
    /// Counts one more element of `size` bytes.
    #[inline]
    pub(super) fn push(&mut self, size: usize, memory: &mut Memory) -> Result<(), DecodeError> {
        if self.length == self.capacity {
            let more = self.capacity.max(4);
            memory.grow(more.saturating_mul(size), self.capacity.saturating_mul(size))?;
            self.capacity += more;
        }
        self.length += 1;
        Ok(())
    }
}

/// Memory of a map that grows like a [`BTreeMap`](std::collections::BTreeMap): in nodes of 11 entries, which
/// are half full if keys arrive in order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Nodes {
    length: usize,
}

impl Nodes {
    /// Counts one more entry of `size` bytes.
    #[inline]
    pub(super) fn push(&mut self, size: usize, memory: &mut Memory) -> Result<(), DecodeError> {
        let node = size.saturating_mul(11) + 16;
        let more = if self.length == 0 { node } else { node / 5 + 8 };
        self.length += 1;
        memory.take(more)
    }
}
