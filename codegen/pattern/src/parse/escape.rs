//! Escapes outside classes, and those of single characters anywhere.

use super::{Node, Parser, PatternError, PatternNoteKind, unicode};

/// ECMA-262's syntax characters: with the `u` flag, only these can be escaped by a backslash.
const SYNTAX: &str = r"^$\.*+?()[]{}|/";

impl Parser<'_> {
    /// Parses an escape outside a class, after the `\` at `start`.
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
                let (instead, node) = if c == 'A' { ('^', Node::start()) } else { ('$', Node::end()) };
                let message = format!(r"`\{c}` is an anchor of other dialects, interpreted as `{instead}`");
                self.note(PatternNoteKind::ForeignAnchor, start, message);
                Ok(node)
            }
            Some('0'..='9') => self.digits(start),
            Some('k') => Err(back_reference(start..start + 2)),
            _ => {
                let code = self.character_escape(start)?;
                Ok(Node::Class(self.code_points(code, code, start)))
            }
        }
    }

    /// `\b` matches after the last character of a word and before the first.
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
            let help = r"write the character as `\u0038`";
            PatternError::syntax(start..start + 1 + digits, "refers to an unknown group", help)
        })
    }

    /// Parses an escape for one code point, possibly a lone surrogate, since classes may have ranges of them.
    pub(super) fn character_escape(&mut self, start: usize) -> Result<u32, PatternError> {
        let Some(c) = self.next() else {
            let help = r"write `\\` for the character";
            return Err(PatternError::syntax(start..start + 1, "incomplete escape", help));
        };
        Ok(match c {
            't' => 9,
            'n' => 10,
            'v' => 11,
            'f' => 12,
            'r' => 13,
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic);
                letter.map(|letter| u32::from(letter) % 32).ok_or_else(|| {
                    let message = r"`\c` without a control character";
                    PatternError::syntax(start..self.at, message, r"write `\cA` to `\cZ`")
                })?
            }
            'x' => self.hexadecimal(start)?,
            'u' => self.unicode(start)?,
            c if SYNTAX.contains(c) => u32::from(c),
            c if c.is_ascii_alphanumeric() => {
                let help = format!("write `{c}` without the backslash");
                return Err(PatternError::syntax(start..self.at, format!(r"`\{c}` has no meaning"), help));
            }
            c => {
                let message =
                    format!("an escape that ECMA-262 rejects, interpreted as the character: write `{c}`");
                self.note(PatternNoteKind::IdentityEscape, start, message);
                u32::from(c)
            }
        })
    }

    fn hexadecimal(&mut self, start: usize) -> Result<u32, PatternError> {
        if self.peek() == Some('{') {
            let code = self.braced(start)?;
            let message = format!(r"`\x{{…}}` is syntax of other dialects: write `\u{{{code:X}}}`");
            self.note(PatternNoteKind::ForeignSyntax, start, message);
            return Ok(code);
        }
        self.hex_digits(2).ok_or_else(|| {
            let message = r"`\x` takes two hexadecimal digits";
            PatternError::syntax(start..self.at, message, r"write `\x1F`")
        })
    }

    /// Parses `\u1234`, `\u{12345}`, or a pair of surrogates, which is one character.
    fn unicode(&mut self, start: usize) -> Result<u32, PatternError> {
        if self.peek() == Some('{') {
            return self.braced(start);
        }
        let lead = self.hex_digits(4).ok_or_else(|| {
            let message = r"`\u` takes four hexadecimal digits";
            PatternError::syntax(start..self.at, message, r"write `\u00E9` or `\u{1F600}`")
        })?;
        let before = self.at;
        if (0xD800..0xDC00).contains(&lead) && self.eat("\\u") {
            if let Some(trail @ 0xDC00..0xE000) = self.hex_digits(4) {
                return Ok(0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00));
            }
            self.at = before;
        }
        Ok(lead)
    }

    fn hex_digits(&mut self, count: usize) -> Option<u32> {
        let code = hex(self.source.get(self.at..self.at + count)?)?;
        self.at += count;
        Some(code)
    }

    /// Parses the code point of `{…}`.
    fn braced(&mut self, start: usize) -> Result<u32, PatternError> {
        let inside = &self.source[self.at + 1..];
        let end = inside.find('}').unwrap_or(0);
        self.at += 1 + end + usize::from(end > 0);
        hex(&inside[..end]).filter(|code| *code <= 0x10_FFFF).ok_or_else(|| {
            let help = r"write up to six hexadecimal digits: `\u{1F600}`";
            PatternError::syntax(start..self.at, "invalid code point", help)
        })
    }
}

/// Parses a number of hexadecimal digits only.
fn hex(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))
}

fn back_reference(range: std::ops::Range<usize>) -> PatternError {
    PatternError::not_regular(
        range,
        "a back-reference is not regular",
        "write out the repeated part, or use `pattern: { unchecked: … }`, which is documented but not checked",
    )
}
