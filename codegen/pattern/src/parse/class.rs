//! Classes in brackets.

use super::{CharClass, Parser, PatternError, PatternNoteKind, unicode};

/// One member of a class as written.
pub(super) enum Member {
    /// One code point, possibly a surrogate on its own.
    Code(u32),
    /// A class escape such as `\w`.
    Set(CharClass),
}

impl Parser<'_> {
    /// What follows a `[` at `start`.
    pub(super) fn class(&mut self, start: usize) -> Result<CharClass, PatternError> {
        self.note_posix_class(start);
        let negative = self.eat("^");
        let mut set = CharClass::empty();
        loop {
            let from = self.at;
            if self.eat("]") {
                break;
            }
            if let Some(operand) = self.intersection_operand()? {
                set = set.intersection(&operand);
                continue;
            }
            let first = self.member(start)?;
            let hyphen = self.at;
            if !self.source[self.at..].starts_with("-]") && self.eat("-") {
                let last = self.member(start)?;
                set = set.union(&self.range(first, last, from, hyphen)?);
            } else {
                set = set.union(&self.single(first, from));
            }
        }
        let set = self.folded(set);
        Ok(if negative { set.complement() } else { set })
    }

    fn member(&mut self, start: usize) -> Result<Member, PatternError> {
        let from = self.at;
        match self.next() {
            None => Err(self.error(
                start..start + 1,
                "`[` has no `]`",
                r"close the class, or write `\[` for the character",
            )),
            Some('\\') => self.class_escape(from),
            Some('[') => self.refuse_posix_class(from).map(|()| Member::Code(u32::from('['))),
            Some(c) => Ok(Member::Code(u32::from(c))),
        }
    }

    fn single(&mut self, member: Member, from: usize) -> CharClass {
        match member {
            Member::Set(set) => set,
            Member::Code(code) => {
                let set = CharClass::from_code_points(code, code);
                if set.is_empty() {
                    self.note_surrogate(from);
                }
                set
            }
        }
    }

    pub(super) fn note_surrogate(&mut self, from: usize) {
        self.note(
            PatternNoteKind::MatchesNothing,
            from..self.at,
            r"a surrogate on its own, which no character is: write `\u{10000}-\u{10FFFF}` for the characters beyond U+FFFF",
        );
    }

    fn range(
        &mut self,
        first: Member,
        last: Member,
        from: usize,
        hyphen: usize,
    ) -> Result<CharClass, PatternError> {
        match (first, last) {
            (Member::Code(lo), Member::Code(hi)) if lo > hi => Err(self.error(
                from..self.at,
                "the range is in the wrong order",
                r"write the smaller one first, or `\-` for a hyphen",
            )),
            (Member::Code(lo), Member::Code(hi)) => {
                if (u32::from('A')..=u32::from('Z')).contains(&lo)
                    && (u32::from('a')..=u32::from('z')).contains(&hi)
                {
                    self.note(
                        PatternNoteKind::SuspiciousRange,
                        from..self.at,
                        r"the range holds `[`, `\`, `]`, `^`, `_` and the backquote too",
                    );
                }
                let set = CharClass::from_code_points(lo, hi);
                if set.is_empty() {
                    self.note_surrogate(from);
                }
                Ok(set)
            }
            (first, last) => {
                self.note(
                    PatternNoteKind::ClassRange,
                    hyphen..hyphen + 1,
                    r"a hyphen beside a class escape, taken as the character: write `\-`",
                );
                let ends = self.single(first, from).union(&self.single(last, hyphen + 1));
                Ok(ends.union(&CharClass::single('-')))
            }
        }
    }

    /// `&&[…]` of Java and Rust, read so only where ECMA-262 has no reading: a `]` would be left over.
    fn intersection_operand(&mut self) -> Result<Option<CharClass>, PatternError> {
        if !self.source[self.at..].starts_with("&&[") {
            return Ok(None);
        }
        let (start, notes) = (self.at, self.notes.len());
        self.at += "&&[".len();
        let operand = self.class(start + 2)?;
        if self.peek() != Some(']') {
            self.at = start;
            self.notes.truncate(notes);
            return Ok(None);
        }
        self.note(
            PatternNoteKind::ForeignSyntax,
            start..self.at,
            "an intersection, as in Java and Rust: with the `u` flag ECMA-262 has none",
        );
        Ok(Some(operand))
    }

    fn class_escape(&mut self, start: usize) -> Result<Member, PatternError> {
        if let Some(set) = self.set_escape(start)? {
            return Ok(Member::Set(set));
        }
        match self.peek() {
            Some('b') => {
                self.next();
                Ok(Member::Code(8))
            }
            Some('-') => {
                self.next();
                Ok(Member::Code(u32::from('-')))
            }
            Some('0'..='9') => {
                let value = self.octal();
                match value {
                    Some(value) => Ok(Member::Code(value)),
                    None => self.character_escape(start).map(Member::Code),
                }
            }
            _ => self.character_escape(start).map(Member::Code),
        }
    }

    /// `\0`, and octal digits as in C, which ECMA-262 knows without the `u` flag only.
    pub(super) fn octal(&mut self) -> Option<u32> {
        let rest = &self.source[self.at..];
        let longest = if rest.starts_with(['0', '1', '2', '3']) { 3 } else { 2 };
        let digits = rest.bytes().take(longest).take_while(|b| (b'0'..=b'7').contains(b)).count();
        let value = u32::from_str_radix(&rest[..digits], 8).ok()?;
        let from = self.at - 1;
        self.at += digits;
        let plain_nul = digits == 1 && value == 0 && !self.peek().is_some_and(|c| c.is_ascii_digit());
        if !plain_nul {
            self.note(
                PatternNoteKind::ForeignSyntax,
                from..self.at,
                format!(r"an octal escape: write `\x{value:02X}`"),
            );
        }
        Some(value)
    }

    /// `\d`, `\D`, `\w`, `\W`, `\s`, `\S`, `\p{…}`, `\P{…}`, if one stands here.
    pub(super) fn set_escape(&mut self, start: usize) -> Result<Option<CharClass>, PatternError> {
        let Some(c) = self.peek() else {
            return Ok(None);
        };
        let set = match c {
            'd' | 'D' => unicode::digit(),
            'w' | 'W' => self.folded(unicode::word()),
            's' | 'S' => unicode::space(),
            'p' | 'P' => {
                self.next();
                let set = self.property(start)?;
                return Ok(Some(if c == 'P' { set.complement() } else { set }));
            }
            _ => return Ok(None),
        };
        self.next();
        Ok(Some(if c.is_ascii_uppercase() { set.complement() } else { set }))
    }

    fn property(&mut self, start: usize) -> Result<CharClass, PatternError> {
        let name = if self.eat("{") {
            let rest = &self.source[self.at..];
            let Some(end) = rest.find('}') else {
                return Err(self.error(start..self.at, "the property has no `}`", r"write `\p{L}`"));
            };
            let name = rest[..end].to_owned();
            self.at += end + 1;
            name
        } else {
            // `\pL` of Java, Perl and Rust.
            let Some(c) = self.next().filter(char::is_ascii_uppercase) else {
                return Err(self.error(start..self.at, r"`\p` names no property", r"write `\p{L}`"));
            };
            self.note(
                PatternNoteKind::ForeignSyntax,
                start..self.at,
                format!(r"a property without braces: write `\p{{{c}}}`"),
            );
            c.to_string()
        };
        if let Some(set) = unicode::property(&name) {
            return Ok(set);
        }
        let Some((set, meaning)) = unicode::java_property(&name) else {
            return Err(self.error(
                start..self.at,
                format!("no Unicode property is called `{name}`"),
                r"ECMA-262 knows general categories (`L`, `Nd`), scripts (`Script=Greek`) and binary properties (`Alphabetic`)",
            ));
        };
        self.note(
            PatternNoteKind::JavaProperty,
            start..self.at,
            format!("`{name}` is a property of Java's, taken as {meaning}"),
        );
        Ok(set)
    }
}
