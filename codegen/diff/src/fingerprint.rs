//! Names for changes that stay the same from commit to commit.

/// A name for what some texts say together: 16 hexadecimal digits, by FNV-1a. It tells changes apart, and keeps no
/// secret.
pub(super) fn fingerprint(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        // A byte that is in no UTF-8 text parts them.
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
