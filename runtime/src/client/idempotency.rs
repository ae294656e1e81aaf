//! Tokens by which a service knows a request that it has had before.

use std::sync::Arc;

/// Makes idempotency tokens.
#[derive(Clone)]
pub(super) struct Tokens(Arc<dyn Fn() -> String + Send + Sync>);

impl Tokens {
    pub(super) fn new(make: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    pub(super) fn make(&self) -> String {
        (self.0)()
    }
}

impl Default for Tokens {
    fn default() -> Self {
        Self::new(|| uuid(fastrand::u128(..)))
    }
}

/// A UUID of version 4 (RFC 9562 section 5.4) of these bits.
fn uuid(random: u128) -> String {
    let version = random & !(0xf << 76) | 0x4 << 76;
    let bits = version & !(0b11 << 62) | 0b10 << 62;
    let part = |shift: u32, digits: u32| bits >> shift & ((1 << (4 * digits)) - 1);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        part(96, 8),
        part(80, 4),
        part(64, 4),
        part(48, 4),
        part(0, 12)
    )
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn version_and_variant() {
        assert_eq!(uuid(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef), "01234567-89ab-4def-8123-456789abcdef");
    }
}
