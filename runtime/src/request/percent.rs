//! Percent-encoding (RFC 3986 section 2.1).

/// Appends `text`, encoded but for the unreserved characters of RFC 3986 section 2.3.
pub(crate) fn encode(out: &mut String, text: impl AsRef<[u8]>) {
    encode_except(out, text.as_ref(), b"-._~");
}

/// Appends `text`, encoded but for unreserved characters and its slashes.
pub(crate) fn encode_greedy(out: &mut String, text: impl AsRef<[u8]>) {
    encode_except(out, text.as_ref(), b"-._~/");
}

fn encode_except(out: &mut String, text: &[u8], kept: &[u8]) {
    for &byte in text {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let digits = [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
            out.push('%');
            out.extend(digits.iter().flatten().map(char::to_ascii_uppercase));
        }
    }
}

/// The bytes of a text of a query, where `+` is a space; a `%` without two digits stands for itself.
#[cfg(feature = "sigv4")]
pub(crate) fn decode_form(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        let digit = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        rest = tail;
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                out.extend(u8::try_from(high << 4 | low));
                rest = &tail[2..];
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(*byte),
        }
    }
    out
}
