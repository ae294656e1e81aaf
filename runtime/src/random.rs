//! Random bits from the operating system.

use crate::error::BoxError;

/// Fills `bytes` with random ones.
///
/// # Errors
/// If the system has no random bytes. Bytes filled before the failure must not be used.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), BoxError> {
    getrandom::getrandom(bytes)
        .map_err(|error| format!("the system provides no random numbers: {error}").into())
}

/// This target has no operating system.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) fn fill(_: &mut [u8]) -> Result<(), BoxError> {
    Err("this target provides no random numbers: set `idempotency_tokens`".into())
}

/// Returns a random number in `0.0..1.0` for jitter; if the system has none, a number just below 1, for the
/// longest wait.
pub(crate) fn fraction() -> f64 {
    let mut bits = [0; 4];
    if fill(&mut bits).is_err() {
        bits = [u8::MAX; 4];
    }
    f64::from(u32::from_ne_bytes(bits)) / 2_f64.powi(32)
}
