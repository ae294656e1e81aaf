//! Bytes.

use super::text;
use crate::emit::is_shown;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Bytes written in base64 as an expression; as text, where they are text that can be read.
pub(super) fn expression(base64: &str) -> TokenStream {
    let bytes = decode(base64);
    match std::str::from_utf8(&bytes) {
        Ok(readable) if is_shown(readable) => match text(readable) {
            (literal, true) => quote!(Blob::from(#literal)),
            (string, false) => quote!(Blob::from(#string.as_str())),
        },
        _ => {
            let bytes = Literal::byte_string(&bytes);
            quote!(Blob::from(#bytes))
        }
    }
}

/// The bytes of base64 (RFC 4648 section 4), which the front end read before.
fn decode(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(digit).collect();
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3);
    for chunk in digits.chunks(4) {
        let group = chunk.iter().fold(0_u32, |group, digit| group << 6 | u32::from(*digit));
        let group = group << (6 * (4 - chunk.len()));
        bytes.extend_from_slice(&group.to_be_bytes()[1..chunk.len().max(1)]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn vectors_of_the_rfc() {
        let vectors = [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmE=", "fooba")];
        for (text, bytes) in vectors {
            assert_eq!(decode(text), bytes.as_bytes());
        }
    }
}
