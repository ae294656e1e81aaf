//! Base64 (RFC 4648 section 4).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes bytes, with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            // One byte becomes two characters, two become three, three become four.
            let is_padding = index > chunk.len();
            let digit = (group >> (18 - 6 * index)) as usize & 0x3f;
            text.push(if is_padding { '=' } else { char::from(ALPHABET[digit]) });
        }
    }
    text
}

/// Decodes text; padding is optional, but the rest must be valid.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let padded = text.as_bytes();
    let digits = padded.strip_suffix(b"==").or_else(|| padded.strip_suffix(b"=")).unwrap_or(padded);
    if digits.len() != padded.len() && !padded.len().is_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for chunk in digits.chunks(4) {
        let mut group = 0;
        for digit in chunk {
            group = group << 6 | value(*digit)?;
        }
        // Remaining bits must be zero, so that a value has only one form (section 3.5).
        let (shift, count) = match chunk.len() {
            4 => (0, 3),
            3 if group & 0b11 == 0 => (6, 2),
            2 if group & 0b1111 == 0 => (12, 1),
            _ => return None,
        };
        bytes.extend_from_slice(&(group << shift).to_be_bytes()[1..=count]);
    }
    Some(bytes)
}

/// Returns the six bits of a digit.
fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_of_the_rfc() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
        ];
        for (bytes, text) in vectors {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
            assert_eq!(decode(text.trim_end_matches('=')).as_deref(), Some(bytes.as_bytes()));
        }
    }

    #[test]
    fn every_byte() {
        let bytes: Vec<u8> = (0..=255).collect();
        for length in 0..=bytes.len() {
            assert_eq!(decode(&encode(&bytes[..length])).as_deref(), Some(&bytes[..length]));
        }
    }

    #[test]
    fn what_is_no_base64() {
        for text in ["Z", "Zg=", "Z===", "====", "Zh==", "Zm9=", "Zm9v=", "Zm 9v", "Zm9-", "Zg==Zg==", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
