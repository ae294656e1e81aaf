//! Short hashes of texts.

/// Returns the FNV-1a hash of texts in their order, as 16 hexadecimal digits.
///
/// It is the same on every machine and in every version. It is not cryptographic: it detects changes, not attacks.
pub fn fingerprint<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        // No UTF-8 text contains this byte, so it separates the parts.
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
