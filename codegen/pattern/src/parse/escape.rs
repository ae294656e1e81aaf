//! Escapes outside classes, and those of single characters anywhere.

use super::{Node, Parser, PatternError, PatternErrorKind, PatternNoteKind, unicode};

/// What ECMA-262 calls a syntax character: with the `u` flag, the only ones that a backslash takes literally.
const SYNTAX: &str = r"^$\.*+?()[]{}|/";

impl Parser<'_> {
    /// What follows a `\` at `start`, outside a class.
    pub(super) fn escape(&mut self, start: usize) -> Result<Node, PatternError> {
        if let Some(set) = self.set_escape(start)? {
            return Ok(Node::Class(set));
        }
        match self.peek() {
            Some(c @ ('b' | 'B')) => {
                self.next();
                Ok(self.boundary(c == 'B'))
            }
            Some(c @ ('A' | 'z' | 'Z')) => {
                self.next();
                let instead = if c == 'A' { '^' } else { '$' };
                self.note(
                    PatternNoteKind::ForeignAnchor,
                    start..self.at,
                    format!(r"`\{c}` is an anchor of other dialects, taken as `{instead}`"),
                );
                Ok(if c == 'A' { Node::start() } else { Node::end() })
            }
            Some('0'..='9') => self.digits(start),
            Some('k') => Err(back_reference(start..start + 2)),
            _ => {
                let code = self.character_escape(start)?;
                Ok(match char::from_u32(code) {
                    Some(c) => self.literal(c),
                    None => {
                        self.note_surrogate(start);
                        Node::never()
                    }
                })
            }
        }
    }

    /// `\b` is either of two places: after a word's last character, or before its first.
    fn boundary(&self, negative: bool) -> Node {
        let word = || Node::Class(self.folded(unicode::word()));
        let pair = |before: bool, after: bool| {
            Node::concat(vec![Node::look(true, !before, word()), Node::look(false, !after, word())])
        };
        if negative {
            Node::Alternate(vec![pair(true, true), pair(false, false)])
        } else {
            Node::Alternate(vec![pair(true, false), pair(false, true)])
        }
    }

    fn digits(&mut self, start: usize) -> Result<Node, PatternError> {
        let rest = &self.source[self.at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..digits].parse::<u32>().unwrap_or(u32::MAX);
        if (1..=self.groups).contains(&number) {
            return Err(back_reference(start..self.at + digits));
        }
        let value = self.octal().and_then(char::from_u32);
        value.map(|c| self.literal(c)).ok_or_else(|| {
            self.error(
                start..start + 1 + digits,
                "refers to a group that is not there",
                "name the character as `\\u0038`",
            )
        })
    }

    /// An escape for one code point; a surrogate on its own is one here, since classes have ranges of them.
    pub(super) fn character_escape(&mut self, start: usize) -> Result<u32, PatternError> {
        let Some(c) = self.next() else {
            return Err(self.error(
                start..start + 1,
                "nothing follows the backslash",
                r"write `\\` for the character",
            ));
        };
        let code = match c {
            't' => 9,
            'n' => 10,
            'v' => 11,
            'f' => 12,
            'r' => 13,
            '0' if !self.peek().is_some_and(|c| c.is_ascii_digit()) => 0,
            'c' => match self.next() {
                Some(letter) if letter.is_ascii_alphabetic() => u32::from(letter) % 32,
                _ => {
                    return Err(self.error(
                        start..self.at,
                        r"`\c` names no control character",
                        r"write `\cA` to `\cZ`",
                    ));
                }
            },
            'x' => self.hexadecimal(start)?,
            'u' => self.unicode(start)?,
            c if SYNTAX.contains(c) => u32::from(c),
            c if c.is_ascii_alphanumeric() => {
                return Err(self.error(
                    start..self.at,
                    format!(r"`\{c}` has no meaning"),
                    format!("leave out the backslash if `{c}` is meant"),
                ));
            }
            c => {
                self.note(
                    PatternNoteKind::IdentityEscape,
                    start..self.at,
                    format!("an escape that ECMA-262 refuses, taken as the character: write `{c}`"),
                );
                u32::from(c)
            }
        };
        Ok(code)
    }

    fn hexadecimal(&mut self, start: usize) -> Result<u32, PatternError> {
        if self.peek() == Some('{') {
            let code = self.braced(start)?;
            self.note(
                PatternNoteKind::ForeignSyntax,
                start..self.at,
                format!(r"`\x{{…}}` is of other dialects: write `\u{{{code:X}}}`"),
            );
            return Ok(code);
        }
        self.hex_digits(2)
            .ok_or_else(|| self.error(start..self.at, r"`\x` takes two hexadecimal digits", r"write `\x1F`"))
    }

    /// `\u1234`, `\u{12345}`, and a pair of surrogates, which is one character.
    fn unicode(&mut self, start: usize) -> Result<u32, PatternError> {
        if self.peek() == Some('{') {
            return self.braced(start);
        }
        let Some(lead) = self.hex_digits(4) else {
            return Err(self.error(
                start..self.at,
                r"`\u` takes four hexadecimal digits",
                r"write `\u00E9` or `\u{1F600}`",
            ));
        };
        if (0xD800..0xDC00).contains(&lead) {
            let before = self.at;
            if self.eat("\\u") {
                if let Some(trail @ 0xDC00..0xE000) = self.hex_digits(4) {
                    return Ok(0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00));
                }
                self.at = before;
            }
        }
        Ok(lead)
    }

    fn hex_digits(&mut self, count: usize) -> Option<u32> {
        let digits = self.source.get(self.at..self.at + count)?;
        let all = digits.bytes().all(|b| b.is_ascii_hexdigit());
        let code = u32::from_str_radix(digits, 16).ok().filter(|_| all)?;
        self.at += count;
        Some(code)
    }

    fn braced(&mut self, start: usize) -> Result<u32, PatternError> {
        let inside = &self.source[self.at + 1..];
        let end = inside.find('}').unwrap_or(0);
        let digits = &inside[..end];
        let code = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|code| *code <= 0x10_FFFF && digits.bytes().all(|b| b.is_ascii_hexdigit()));
        self.at += 1 + end + usize::from(end > 0);
        code.ok_or_else(|| {
            self.error(start..self.at, "not a code point", r"write up to six hexadecimal digits: `\u{1F600}`")
        })
    }
}

fn back_reference(range: std::ops::Range<usize>) -> PatternError {
    PatternError::new(
        PatternErrorKind::NotRegular,
        range,
        "a back-reference is not regular",
        "spell the repeated part out, or use `pattern: { unchecked: … }`, which documents the pattern and checks nothing",
    )
}
