//! A JSON reader that reads each byte once (RFC 8259).
//!
//! Values that a type needs are parsed strictly. Others are skipped without validation: only strings and
//! brackets are recognized.

use std::borrow::Cow;

use serde::de::Error;

use super::memory::Memory;
use super::numbers::Number;
use super::{DecodeError, MAX_DEPTH};
use crate::response::MissingMembers;

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Maximum number of missing members reported for one response.
const MAX_REPORTS: usize = 100;

/// Maximum number of times that unions may examine a byte, on average.
const MAX_LOOKS: usize = 32;

/// A string of JSON, or its error. Invalid strings have an end, so reading can continue after them.
pub(super) type Text<'de> = Result<Cow<'de, str>, &'static str>;

/// The name of a member.
pub(super) enum Name<'de> {
    /// Its bytes, with nothing escaped.
    Plain(&'de [u8]),
    Escaped(Text<'de>),
}

/// A position in a text.
#[derive(Clone, Debug)]
pub(super) struct Reader<'de> {
    bytes: &'de [u8],
    /// The same text, if all of it is UTF-8.
    text: Option<&'de str>,
    at: usize,
    /// Number of open lists and objects.
    depth: usize,
    pub(super) memory: Memory,
    reports: usize,
    /// Number of open lists and objects when a union began to look ahead.
    looking: Option<usize>,
    /// Bytes that were read again.
    again: usize,
    /// What happens if required members are missing.
    pub(super) missing: MissingMembers,
    /// Position of the last member's name.
    pub(super) name: usize,
    /// Number of bytes examined, as a measure of work.
    #[cfg(test)]
    pub(super) steps: usize,
}

impl<'de> Reader<'de> {
    pub(super) fn new(bytes: &'de [u8]) -> Self {
        Self {
            bytes,
            text: std::str::from_utf8(bytes).ok(),
            // Some servers send a byte order mark, which a parser may ignore (RFC 8259 section 8.1).
            at: if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 },
            depth: 0,
            memory: Memory::new(bytes.len()),
            reports: 0,
            looking: None,
            again: 0,
            missing: MissingMembers::FillIn,
            name: 0,
            #[cfg(test)]
            steps: 0,
        }
    }

    /// Returns the remaining text.
    pub(super) fn rest(&self) -> &'de [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Returns whether another missing member may be reported.
    pub(super) fn may_report(&mut self) -> bool {
        self.reports += 1;
        self.reports <= MAX_REPORTS
    }

    /// Returns the number of open lists and objects.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        #[cfg(test)]
        {
            self.steps += bytes;
        }
    }

    /// Returns the next byte that is not white space, without reading it.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.advance(1),
                byte => return byte.copied(),
            }
        }
    }

    /// Returns the error of invalid JSON here.
    pub(super) fn syntax(&mut self, expected: &str) -> DecodeError {
        match self.peek() {
            None => DecodeError::end(),
            Some(_) => DecodeError::syntax(self.at, expected),
        }
    }

    /// Returns the error of a value of another type; the value may be a secret.
    pub(super) fn mismatch(&mut self, expected: &str) -> DecodeError {
        let found = match self.peek() {
            None => return DecodeError::end(),
            Some(b'"') => "a string",
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'-' | b'0'..=b'9') => "a number",
            Some(_) if self.is_word(b"null") => "null",
            Some(_) if self.is_word(b"true") || self.is_word(b"false") => "a boolean",
            Some(_) => return DecodeError::syntax(self.at, expected),
        };
        DecodeError::mismatch(expected, found)
    }

    /// Checks that only white space is left.
    pub(super) fn end(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(DecodeError::syntax(self.at, "the end of the body")),
        }
    }

    /// Opens a list or an object, whose bracket is next.
    pub(super) fn open(&mut self) -> Result<(), DecodeError> {
        self.advance(1);
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(DecodeError::too_deep(MAX_DEPTH)) } else { Ok(()) }
    }

    fn close(&mut self) {
        self.advance(1);
        self.depth -= 1;
    }

    /// Returns whether the object has another member, whose name comes next.
    #[inline]
    pub(super) fn has_member(&mut self, is_first: bool) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(b'}') => {
                self.close();
                return Ok(false);
            }
            Some(b',') if !is_first => self.advance(1),
            Some(_) if is_first => {}
            _ => return Err(self.syntax("`,` or `}`")),
        }
        if self.peek() != Some(b'"') {
            return Err(self.syntax("the name of a member"));
        }
        self.name = self.at;
        Ok(true)
    }

    /// Reads a name and its `:` if it is this one, in which JSON escapes nothing.
    #[inline]
    pub(super) fn is_named(&mut self, name: &str) -> bool {
        let rest = self.bytes.get(self.at + 1..).and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let is_next = matches!(rest, Some([b'"', b':', ..]));
        if is_next {
            self.advance(name.len() + 3);
        }
        is_next
    }

    /// Reads the name of a member, whose quote is next, and its `:`.
    pub(super) fn name(&mut self) -> Result<Name<'de>, DecodeError> {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let name = match rest.split_at_checked(plain(rest)) {
            Some((name, [b'"', ..])) => {
                self.advance(name.len() + 2);
                Name::Plain(name)
            }
            _ => Name::Escaped(self.escaped_string()?),
        };
        if self.peek() != Some(b':') {
            return Err(self.syntax("`:`"));
        }
        self.advance(1);
        Ok(name)
    }

    /// Reads the text of the next member's name and its `:`; `None` after the last one.
    #[inline]
    pub(super) fn member(&mut self, is_first: &mut bool) -> Result<Option<Text<'de>>, DecodeError> {
        if !self.has_member(std::mem::replace(is_first, false))? {
            return Ok(None);
        }
        let name = self.name()?;
        Ok(Some(self.text_of(name)))
    }

    /// Returns the text of the last name.
    #[inline]
    pub(super) fn text_of(&self, name: Name<'de>) -> Text<'de> {
        let start = self.name + 1;
        match name {
            Name::Plain(name) => self.slice(start, start + name.len()).map(Cow::Borrowed).ok_or(NOT_UTF8),
            Name::Escaped(name) => name,
        }
    }

    /// Returns whether the list has another element, which comes next.
    pub(super) fn element(&mut self, is_first: &mut bool) -> Result<bool, DecodeError> {
        let was_first = std::mem::replace(is_first, false);
        match self.peek() {
            Some(b']') => {
                self.close();
                Ok(false)
            }
            Some(b',') if !was_first => {
                self.advance(1);
                // After a comma, another element must follow.
                if self.peek() == Some(b']') { Err(self.syntax("an element")) } else { Ok(true) }
            }
            Some(_) if was_first => Ok(true),
            _ => Err(self.syntax("`,` or `]`")),
        }
    }

    /// Returns whether this whole word is next.
    fn is_word(&self, word: &[u8]) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.strip_prefix(word).is_some_and(|after| !after.first().is_some_and(u8::is_ascii_alphanumeric))
    }

    /// Returns whether a value is next.
    pub(super) fn is_value(&mut self) -> bool {
        matches!(self.peek(), Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9'))
            || [&b"null"[..], b"true", b"false"].iter().any(|word| self.is_word(word))
    }

    /// Reads a word if it is next.
    pub(super) fn word(&mut self, word: &[u8]) -> bool {
        let is_next = self.is_word(word);
        if is_next {
            self.advance(word.len());
        }
        is_next
    }

    /// Reads a `null` if it is next.
    #[inline]
    pub(super) fn null(&mut self) -> bool {
        self.peek() == Some(b'n') && self.word(b"null")
    }

    /// Reads a string, whose quote is next.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Text<'de>, DecodeError> {
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
    fn escaped_string(&mut self) -> Result<Text<'de>, DecodeError> {
        self.advance(1);
        let start = self.at;
        self.end_of_string()?;
        Ok(match self.slice(start, self.at - 1) {
            Some(text) => unescape(text).map(Cow::Owned),
            None => Err(NOT_UTF8),
        })
    }

    /// Reads to the end of a string.
    fn end_of_string(&mut self) -> Result<(), DecodeError> {
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

    fn slice(&self, start: usize, end: usize) -> Option<&'de str> {
        match self.text {
            Some(text) => text.get(start..end),
            None => std::str::from_utf8(self.bytes.get(start..end)?).ok(),
        }
    }

    /// Reads an integer of at most 18 digits, if nothing else is next.
    #[inline]
    pub(super) fn small_integer(&mut self) -> Option<i64> {
        let rest = self.bytes.get(self.at..)?;
        let is_negative = rest.first() == Some(&b'-');
        let digits = rest.get(usize::from(is_negative)..)?;
        let (mut value, mut count) = (0_i64, 0);
        while let Some(digit @ b'0'..=b'9') = digits.get(count) {
            if count == 18 {
                return None;
            }
            value = value * 10 + i64::from(digit - b'0');
            count += 1;
        }
        let is_other = matches!(digits.get(count), Some(b'.' | b'e' | b'E' | b'+' | b'-'));
        // `-0` is not an integer in documents, which distinguish it from `0`.
        if count == 0 || is_other || (digits.first() == Some(&b'0') && (count > 1 || is_negative)) {
            return None;
        }
        self.advance(count + usize::from(is_negative));
        Some(if is_negative { -value } else { value })
    }

    /// Reads a number.
    pub(super) fn number(&mut self) -> Result<Number<'de>, DecodeError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_part = |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
        let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let number = self.slice(self.at, self.at + length).and_then(Number::parse);
        let number = number.ok_or_else(|| DecodeError::syntax(self.at, "a number"))?;
        self.advance(length);
        Ok(number)
    }

    /// Skips a value.
    pub(super) fn skip(&mut self) -> Result<(), DecodeError> {
        // One bit for each bracket, set for a list.
        let (outer, mut kinds) = (self.depth, 0_u128);
        loop {
            match self.peek() {
                None => return Err(DecodeError::end()),
                Some(b'"') => {
                    self.advance(1);
                    self.end_of_string()?;
                }
                Some(open @ (b'{' | b'[')) => {
                    self.open()?;
                    kinds = (kinds << 1) | u128::from(open == b'[');
                    continue;
                }
                Some(close @ (b'}' | b']')) if self.depth > outer && (close == b']') == (kinds & 1 == 1) => {
                    self.close();
                    kinds >>= 1;
                }
                Some(b',' | b':') if self.depth > outer => {
                    self.advance(1);
                    continue;
                }
                Some(b',' | b':' | b'}' | b']') => return Err(self.syntax("a value")),
                Some(_) => {
                    let rest = self.bytes.get(self.at..).unwrap_or_default();
                    let is_end = |byte: &u8| {
                        matches!(byte, b',' | b':' | b'}' | b']' | b'{' | b'[' | b'"')
                            || byte.is_ascii_whitespace()
                    };
                    self.advance(rest.iter().position(is_end).unwrap_or(rest.len()));
                }
            }
            if self.depth == outer {
                return Ok(());
            }
        }
    }

    /// Reads the list or object whose bracket is next with `read`, and skips the rest of it.
    #[inline]
    pub(super) fn inside<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let depth = self.depth;
        self.open()?;
        let value = read(self)?;
        self.leave(depth)?;
        Ok(value)
    }

    /// Looks ahead with `look`, and returns to this position.
    ///
    /// Nested unions may examine the same bytes at each depth; a limit prevents responses that cause too much
    /// work.
    pub(super) fn peek_with<T>(
        &mut self,
        look: impl FnOnce(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let before = self.clone();
        self.looking = Some(self.depth);
        let seen = look(self)?;
        let again = before.again + (self.at - before.at);
        *self = Self { again, ..before };
        if again > self.bytes.len().saturating_mul(MAX_LOOKS) {
            return Err(Error::custom("unions are nested too deeply"));
        }
        Ok(seen)
    }

    /// Skips the rest of the lists and objects that were opened since there were `depth` of them.
    #[inline]
    pub(super) fn leave(&mut self, depth: usize) -> Result<(), DecodeError> {
        if self.depth > depth && self.looking != Some(depth) { self.skip_to(depth) } else { Ok(()) }
    }

    #[cold]
    fn skip_to(&mut self, depth: usize) -> Result<(), DecodeError> {
        while self.depth > depth {
            match self.peek() {
                Some(b']' | b'}') => self.close(),
                Some(b',' | b':') => self.advance(1),
                _ => self.skip()?,
            }
        }
        Ok(())
    }

    /// Reads the name of a member again, from its quote.
    pub(super) fn again(&mut self, place: usize) -> Result<Text<'de>, DecodeError> {
        let here = std::mem::replace(&mut self.at, place);
        let name = self.string();
        self.at = here;
        name
    }
}

const NOT_UTF8: &str = "expected UTF-8";

/// Returns the number of bytes before the first quote, backslash or control character.
#[inline]
fn plain(bytes: &[u8]) -> usize {
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

    #[test]
    fn skipping_reads_nothing_but_strings_and_brackets() {
        let skip = |text: &str| {
            let mut reader = Reader::new(text.as_bytes());
            reader.skip().and_then(|()| reader.end())
        };
        for text in [
            r#""\ud800""#,
            "\"\u{1}\"",
            "NaN",
            "01e999",
            "[1,,:]",
            r#"{"a" 1 "]"}"#,
            r#"["\"]"]"#,
            r#"{"a":[{}],"b":tru}"#,
        ] {
            assert!(skip(text).is_ok(), "{text}");
        }
        for text in ["", " ", "[", "{", r#""a"#, r#""a\"#, "]", "}", ",", "[}", "{]", "[{]}", "1 2", "[]]"] {
            assert!(skip(text).is_err(), "{text}");
        }
    }
}
