//! What decoded values may take of memory.

use super::DecodeError;

/// What a value may always take, in bytes.
const LEAST: usize = 4 << 20;

/// How many times the size of its text a value may take.
const TIMES: usize = 5;

/// Bytes of memory: how many are taken, and how many may be.
///
/// What a text becomes is not bounded by the text: `{}` may be a structure of a thousand bytes. So whatever is
/// allocated for values is counted, a little more rather than less, and too much of it is an error.
#[derive(Clone, Debug)]
pub(super) struct Memory {
    taken: usize,
    limit: usize,
}

impl Memory {
    /// For a text of this size.
    pub(super) fn new(text: usize) -> Self {
        Self { taken: 0, limit: text.saturating_mul(TIMES).max(LEAST) }
    }

    /// Takes more.
    #[inline]
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), DecodeError> {
        self.grow(bytes, 0)
    }

    /// Takes more, while `copied` bytes that are taken already are there twice.
    #[inline]
    fn grow(&mut self, bytes: usize, copied: usize) -> Result<(), DecodeError> {
        self.taken = self.taken.saturating_add(bytes);
        if self.taken.saturating_add(copied) > self.limit {
            return Err(DecodeError::too_large(self.limit));
        }
        Ok(())
    }
}

/// The memory of a list that grows as a [`Vec`] does: to four elements, then to twice as many each time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Growth {
    length: usize,
    capacity: usize,
}

impl Growth {
    /// Takes what one more element of `size` bytes takes.
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

/// The memory of a map that grows as a [`BTreeMap`](std::collections::BTreeMap) does: in nodes of 11 entries, which
/// are half full where keys arrive in order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Nodes {
    length: usize,
}

impl Nodes {
    /// Takes what one more entry of `size` bytes takes.
    #[inline]
    pub(super) fn push(&mut self, size: usize, memory: &mut Memory) -> Result<(), DecodeError> {
        let node = size.saturating_mul(11) + 16;
        let more = if self.length == 0 { node } else { node / 5 + 8 };
        self.length += 1;
        memory.take(more)
    }
}
