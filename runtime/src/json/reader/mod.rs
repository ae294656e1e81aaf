//! A JSON reader that reads each byte once (RFC 8259).
//!
//! Values that a type needs are parsed strictly. Others are skipped without validation: only strings and
//! brackets are recognized.

mod skip;
mod text;

use std::borrow::Cow;

use super::head::HeadValue;
use super::memory::Memory;
use super::node::Content;
use super::numbers::Number;
use super::{DecodeError, MAX_DEPTH};
use crate::response::MissingMembers;
use text::{NOT_UTF8, plain};

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Maximum number of missing members reported for one response.
const MAX_REPORTS: usize = 100;

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
    /// The last value outside the body, until it is taken.
    held: HeadValue,
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
            held: HeadValue::default(),
            #[cfg(test)]
            steps: 0,
        }
    }

    /// Returns the remaining text.
    pub(super) fn rest(&self) -> &'de [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Holds a value outside the body, as the content of the node that is read next. So contents need no memory.
    pub(super) fn hold(&mut self, value: HeadValue) -> Content {
        self.held = value;
        Content::Head
    }

    /// Returns the value outside the body that is held.
    pub(super) fn take_held(&mut self) -> HeadValue {
        std::mem::take(&mut self.held)
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

    /// Reads the next member's name and its `:` if it is this one, in which JSON escapes nothing, without white space.
    #[inline]
    pub(super) fn is_named(&mut self, name: &str, is_first: bool) -> bool {
        let start = self.at + usize::from(!is_first);
        let end = start + 1 + name.len();
        let is_next = (is_first || self.bytes.get(self.at) == Some(&b','))
            && self.bytes.get(start) == Some(&b'"')
            && self.bytes.get(start + 1..end) == Some(name.as_bytes())
            && matches!(self.bytes.get(end..), Some([b'"', b':', ..]));
        if is_next {
            self.name = start;
            self.advance(end + 2 - self.at);
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

    /// Reads the name of a member again, from its quote.
    pub(super) fn again(&mut self, place: usize) -> Result<Text<'de>, DecodeError> {
        let here = std::mem::replace(&mut self.at, place);
        let name = self.string();
        self.at = here;
        name
    }
}
