//! Values that are skipped, or read twice.

use serde::de::Error;

use super::{DecodeError, Reader};

/// Maximum number of times that unions may examine a byte, on average.
const MAX_LOOKS: usize = 32;

impl Reader<'_> {
    /// Skips a value.
    pub(in crate::json) fn skip(&mut self) -> Result<(), DecodeError> {
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
    pub(in crate::json) fn inside<T>(
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
    pub(in crate::json) fn peek_with<T>(
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
    pub(in crate::json) fn leave(&mut self, depth: usize) -> Result<(), DecodeError> {
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
}

#[cfg(test)]
mod tests {
    use super::*;

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
