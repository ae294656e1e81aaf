//! Percent-encoding (RFC 3986 section 2.1).

/// Appends `text`, encoded except for the unreserved characters of RFC 3986 section 2.3.
pub(crate) fn encode(out: &mut String, text: impl AsRef<[u8]>) {
    encode_except(out, text.as_ref().iter().copied(), b"-._~");
}

/// Appends `text` as in forms (URL standard, section 5.2): a space is `+`, and what is encoded differs from
/// [`encode`] by `*` and `~`.
pub(crate) fn encode_form(out: &mut String, text: &str) {
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push('+');
        }
        encode_except(out, word.bytes(), b"*-._");
    }
}

/// Appends `text`, encoded except for unreserved characters and slashes.
pub(crate) fn encode_greedy(out: &mut String, text: impl AsRef<[u8]>) {
    encode_except(out, text.as_ref().iter().copied(), b"-._~/");
}

/// Appends `text`, encoded except for unreserved characters and colons, which are part of some keys.
pub(crate) fn encode_segment(out: &mut String, text: &str) {
    encode_except(out, text.bytes(), b"-._~:");
}

/// Appends a text of a query, in any encoding, in the encoding of signatures.
#[cfg(feature = "sigv4")]
pub(crate) fn encode_again(out: &mut String, text: &str) {
    encode_except(out, decode_form(text), b"-._~");
}

fn encode_except(out: &mut String, text: impl Iterator<Item = u8>, kept: &[u8]) {
    for byte in text {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let digits = [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
            out.push('%');
            out.extend(digits.iter().flatten().map(char::to_ascii_uppercase));
        }
    }
}

/// Decodes a text of a query; `+` is a space, and a `%` without two digits is kept.
pub(crate) fn decode_form(text: &str) -> impl Iterator<Item = u8> {
    let mut rest = text.as_bytes();
    std::iter::from_fn(move || {
        let [byte, tail @ ..] = rest else { return None };
        rest = tail;
        Some(match byte {
            b'%' => match digits(tail) {
                Some(decoded) => {
                    rest = &tail[2..];
                    decoded
                }
                None => b'%',
            },
            b'+' => b' ',
            byte => *byte,
        })
    })
}

/// Returns the byte of the two digits that come first.
fn digits(text: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*text.get(at)?).to_digit(16);
    let (high, low) = (digit(0)?, digit(1)?);
    u8::try_from(high << 4 | low).ok()
}
