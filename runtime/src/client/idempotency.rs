//! Idempotency tokens: a service recognizes a repeated request by its token.

use std::sync::Arc;

use crate::error::{BoxError, EncodeError};
use crate::random;

/// Generates idempotency tokens.
#[derive(Clone)]
pub(super) struct Tokens(Arc<dyn Fn() -> Result<String, BoxError> + Send + Sync>);

impl Tokens {
    pub(super) fn new(make: impl Fn() -> Result<String, BoxError> + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    pub(super) fn make(&self) -> Result<String, EncodeError> {
        (self.0)().map_err(|reason| EncodeError::IdempotencyToken { reason: reason.to_string() })
    }

    /// Creates a generator of UUIDs from the random bits of `source`.
    fn random(source: fn(&mut [u8]) -> Result<(), BoxError>) -> Self {
        Self::new(move || {
            let mut bits = [0; 16];
            source(&mut bits)?;
            Ok(uuid(u128::from_ne_bytes(bits)))
        })
    }
}

impl Default for Tokens {
    fn default() -> Self {
        Self::random(random::fill)
    }
}

/// Returns a UUID of version 4 (RFC 9562 section 5.4) with these bits.
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
    use super::*;

    #[test]
    fn version_and_variant() {
        assert_eq!(uuid(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef), "01234567-89ab-4def-8123-456789abcdef");
    }

    #[test]
    fn without_randomness_there_is_no_token() {
        let tokens = Tokens::random(|bits| {
            bits[0] = 7;
            Err("out of entropy".into())
        });
        let reason = "out of entropy".to_owned();
        assert_eq!(tokens.make(), Err(EncodeError::IdempotencyToken { reason }));
    }
}
