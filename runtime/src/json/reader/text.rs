//! Strings of JSON (RFC 8259 section 7).

use std::borrow::Cow;

use super::{DecodeError, Reader, Text};

pub(super) const NOT_UTF8: &str = "expected UTF-8";

impl<'de> Reader<'de> {
    /// Reads a string, whose quote is next.
    #[inline]
    pub(in crate::json) fn string(&mut self) -> Result<Text<'de>, DecodeError> {
        let start = self.at + 1;
        let rest = self.bytes.get(start..).unwrap_or_default();
        match rest.split_at_checked(plain(rest)) {
            Some((text, [b'"', ..])) => {
                self.advance(text.len() + 2);
                Ok(self.slice(start, start + text.len()).map(Cow::Borrowed).ok_or(NOT_UTF8))
            }
            _ => self.escaped_string(),
        }
    }

    /// Reads a string with escapes or an error, whose quote is next.
    #[cold]
    pub(super) fn escaped_string(&mut self) -> Result<Text<'de>, DecodeError> {
        self.advance(1);
        let start = self.at;
        self.end_of_string()?;
        Ok(match self.slice(start, self.at - 1) {
            Some(text) => unescape(text).map(Cow::Owned),
            None => Err(NOT_UTF8),
        })
    }

    /// Reads to the end of a string.
    pub(super) fn end_of_string(&mut self) -> Result<(), DecodeError> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            self.advance(plain(rest));
            match self.bytes.get(self.at) {
                None => return Err(DecodeError::end()),
                Some(b'"') => break self.advance(1),
                // An escaped character is not the closing quote.
                Some(b'\\') => self.advance(2),
                Some(_) => self.advance(1),
            }
        }
        Ok(())
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> Option<&'de str> {
        match self.text {
            Some(text) => text.get(start..end),
            None => std::str::from_utf8(self.bytes.get(start..end)?).ok(),
        }
    }
}

/// Returns the number of bytes before the first quote, backslash or control character.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (number, chunk) in chunks.iter().enumerate() {
        // Subtracting 1 or 32 from a smaller byte borrows, which sets the highest bit. Later bytes may be
        // wrong, since a byte borrows from the next, but the first one found is right.
        let word = u64::from_le_bytes(*chunk);
        let (quote, slash) = (word ^ (ONES * u64::from(b'"')), word ^ (ONES * u64::from(b'\\')));
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let found = control | (quote.wrapping_sub(ONES) & !quote) | (slash.wrapping_sub(ONES) & !slash);
        let found = found & (ONES << 7);
        if found != 0 {
            return number * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
    chunks.len() * 8 + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Resolves the escapes of a string (RFC 8259 section 7).
fn unescape(text: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (before, after) = rest.split_at(plain(rest.as_bytes()));
        out.push_str(before);
        let mut chars = after.chars();
        match chars.next() {
            None => return Ok(out),
            Some('\\') => {}
            Some(_) => return Err("expected no control character"),
        }
        out.push(match chars.next() {
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let (c, after) = code_point(chars.as_str())?;
                chars = after.chars();
                c
            }
            _ => return Err("expected a valid escape"),
        });
        rest = chars.as_str();
    }
}

/// Returns the character of an escape after its `\u`, which may be the first of a pair, and the rest.
fn code_point(text: &str) -> Result<(char, &str), &'static str> {
    let unit = |text: &str| {
        let digits = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u16::from_str_radix(digits, 16).ok()
    };
    let first = unit(text).ok_or("expected a valid escape")?;
    let second = text.get(4..).and_then(|rest| unit(rest.strip_prefix("\\u")?));
    let mut chars = char::decode_utf16([Some(first), second].into_iter().flatten());
    match chars.next() {
        Some(Ok(c)) => Ok((c, text.get(if c.len_utf16() == 2 { 10 } else { 4 }..).unwrap_or_default())),
        _ => Err("expected no lone surrogate"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_ends_at_the_first_special_byte() {
        for length in 0..40 {
            let text = "é\u{7f}~ !#[]xyz".chars().cycle().take(length).collect::<String>();
            assert_eq!(plain(text.as_bytes()), text.len());
            for special in ["\"", "\\", "\u{1f}", "\0"] {
                let text = format!("{text}{special}\"\0\\\"\0\\\"\0\\");
                assert_eq!(plain(text.as_bytes()), text.len() - 10, "{text:?}");
            }
        }
    }

    #[test]
    fn escapes() {
        assert_eq!(
            unescape(r#"\"\\\/\b\f\n\r\té\u00e9\ud83e\udd80"#).as_deref(),
            Ok("\"\\/\u{8}\u{c}\n\r\téé🦀")
        );
        for wrong in [
            r"\x",
            r"\u12",
            r"\u+123",
            r"\ud83e",
            r"\udd80",
            r"\ud83e\n",
            r"\ud83eA",
            "\\",
            "\u{1}",
            r"\u00é",
        ] {
            assert!(unescape(wrong).is_err(), "{wrong:?}");
        }
    }
}
