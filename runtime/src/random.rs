//! Random bits from the operating system.

use crate::error::BoxError;

/// Fills `bytes` with random ones.
///
/// # Errors
/// If the system has none. Bytes that were filled before the failure must not be used.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), BoxError> {
    getrandom::getrandom(bytes).map_err(|error| format!("the system has no random bits: {error}").into())
}

/// There is no operating system on this target.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) fn fill(_: &mut [u8]) -> Result<(), BoxError> {
    Err("this target has no random bits: set `idempotency_tokens`".into())
}

/// A random number in `0.0..1.0` for the jitter of waits; just below 1, which is the longest wait, if the system has no
/// random bits.
pub(crate) fn fraction() -> f64 {
    let mut bits = [u8::MAX; 4];
    if fill(&mut bits).is_err() {
        bits = [u8::MAX; 4];
    }
    f64::from(u32::from_ne_bytes(bits)) / 2_f64.powi(32)
}
