//! Hashes that tell texts apart.

/// A name for some texts in their order: 16 hexadecimal digits, the same on every machine and in every version, by
/// FNV-1a. It protects from no one: whoever can change a text can look for another with the same name.
pub fn fingerprint<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        // A byte that is in no UTF-8 text parts them.
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
