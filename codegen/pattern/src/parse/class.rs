//! Classes in brackets, and escapes for sets of characters.

use std::collections::HashSet;

use super::{CharClass, Parser, PatternError, PatternNote, PatternNoteKind, SOURCE_LIMIT, unicode};

/// Maximum number of class members parsed; one can be parsed again for each `&&[` before it that turns out to
/// be literal.
const MEMBERS_LIMIT: usize = 2 * SOURCE_LIMIT;

/// A member of a class.
enum Member {
    /// A code point, possibly a lone surrogate.
    Code(u32),
    /// A class escape such as `\w`.
    Set(CharClass),
}

impl Parser<'_> {
    /// Parses a class after the `[` at `start`.
    pub(super) fn class(&mut self, start: usize) -> Result<CharClass, PatternError> {
        self.note_posix_class(start);
        let negative = self.eat("^");
        // Joined once: a union for each member would take quadratic time.
        let mut ranges: Vec<(char, char)> = Vec::new();
        // Repeated members have no effect, and may have hundreds of ranges.
        let (source, mut seen) = (self.source, HashSet::new());
        while !self.eat("]") {
            let from = self.at;
            if let Some(operand) = self.intersection_operand()? {
                ranges = CharClass::from_ranges(ranges).intersection(&operand).ranges().collect();
                seen.clear();
                continue;
            }
            let first = self.member(start)?;
            let hyphen = self.at;
            let members = if !source[hyphen..].starts_with("-]") && self.eat("-") {
                let last = self.member(start)?;
                self.range(first, last, from, hyphen)?
            } else {
                vec![self.set(first, from)]
            };
            if seen.insert(&source[from..self.at]) {
                ranges.extend(members.iter().flat_map(CharClass::ranges));
            }
        }
        let set = self.folded(CharClass::from_ranges(ranges));
        Ok(if negative { set.complement() } else { set })
    }

    fn member(&mut self, start: usize) -> Result<Member, PatternError> {
        let from = self.at;
        self.members += 1;
        if self.members > MEMBERS_LIMIT {
            let message = format!("its classes have more than {MEMBERS_LIMIT} members");
            return Err(PatternError::limit(start..from, message, "write fewer `&&[`"));
        }
        match self.next() {
            None => {
                let help = r"close the class, or write `\[` for the character";
                Err(PatternError::syntax(start..start + 1, "unclosed `[`", help))
            }
            Some('\\') => self.class_escape(from),
            Some('[') => self.refuse_posix_class(from).map(|()| Member::Code(u32::from('['))),
            Some(c) => Ok(Member::Code(u32::from(c))),
        }
    }

    fn set(&mut self, member: Member, from: usize) -> CharClass {
        match member {
            Member::Set(set) => set,
            Member::Code(code) => self.code_points(code, code, from),
        }
    }

    /// Returns the characters among `lo..=hi`, written at `from`; adds a note if there are none.
    pub(super) fn code_points(&mut self, lo: u32, hi: u32, from: usize) -> CharClass {
        let set = CharClass::from_code_points(lo, hi);
        if set.is_empty() {
            let message = r"a lone surrogate, which is not a character: write `\u{10000}-\u{10FFFF}` for the characters beyond U+FFFF";
            self.note(PatternNoteKind::MatchesNothing, from, message);
        }
        set
    }

    fn range(
        &mut self,
        first: Member,
        last: Member,
        from: usize,
        hyphen: usize,
    ) -> Result<Vec<CharClass>, PatternError> {
        let (Member::Code(lo), Member::Code(hi)) = (&first, &last) else {
            let message = r"a hyphen next to a class escape, interpreted as the character: write `\-`";
            self.notes.push(PatternNote::new(PatternNoteKind::ClassRange, hyphen..hyphen + 1, message));
            return Ok(vec![self.set(first, from), CharClass::single('-'), self.set(last, hyphen + 1)]);
        };
        if lo > hi {
            let (message, help) =
                ("the range is in the wrong order", r"write the smaller one first, or `\-` for a hyphen");
            return Err(PatternError::syntax(from..self.at, message, help));
        }
        if let (Some('A'..='Z'), Some('a'..='z')) = (char::from_u32(*lo), char::from_u32(*hi)) {
            let message = r"the range includes `[`, `\`, `]`, `^`, `_` and the backquote";
            self.note(PatternNoteKind::SuspiciousRange, from, message);
        }
        Ok(vec![self.code_points(*lo, *hi, from)])
    }

    /// Parses `&&[…]` of Java and Rust, but only where ECMA-262 would be left with an unmatched `]`.
    fn intersection_operand(&mut self) -> Result<Option<CharClass>, PatternError> {
        let (start, notes) = (self.at, self.notes.len());
        // It failed before, and fails again when the characters after an outer `&&[` are parsed again.
        if self.no_operands.contains(&start) || !self.eat("&&[") {
            return Ok(None);
        }
        self.deeper(start)?;
        let operand = self.class(start + 2)?;
        self.depth -= 1;
        if self.peek() != Some(']') {
            self.at = start;
            self.notes.truncate(notes);
            self.no_operands.push(start);
            return Ok(None);
        }
        let message = "an intersection, as in Java and Rust: ECMA-262 has no intersections with the `u` flag";
        self.note(PatternNoteKind::ForeignSyntax, start, message);
        Ok(Some(operand))
    }

    fn class_escape(&mut self, start: usize) -> Result<Member, PatternError> {
        if let Some(set) = self.set_escape(start)? {
            return Ok(Member::Set(set));
        }
        let code = if self.eat("b") {
            8
        } else if self.eat("-") {
            u32::from('-')
        } else if let Some(value) = self.octal() {
            value
        } else {
            self.character_escape(start)?
        };
        Ok(Member::Code(code))
    }

    /// Parses `\0` and octal digits as in C, which ECMA-262 only allows without the `u` flag.
    pub(super) fn octal(&mut self) -> Option<u32> {
        let rest = &self.source[self.at..];
        let longest = if rest.starts_with(['0', '1', '2', '3']) { 3 } else { 2 };
        let digits = rest.bytes().take(longest).take_while(|b| (b'0'..=b'7').contains(b)).count();
        let value = u32::from_str_radix(&rest[..digits], 8).ok()?;
        let from = self.at - 1;
        self.at += digits;
        let is_plain_nul = digits == 1 && value == 0 && !self.peek().is_some_and(|c| c.is_ascii_digit());
        if !is_plain_nul {
            let message = format!(r"an octal escape: write `\x{value:02X}`");
            self.note(PatternNoteKind::ForeignSyntax, from, message);
        }
        Some(value)
    }

    /// Parses `\d`, `\D`, `\w`, `\W`, `\s`, `\S`, `\p{…}` or `\P{…}` at `start`, if present.
    pub(super) fn set_escape(&mut self, start: usize) -> Result<Option<CharClass>, PatternError> {
        let Some(c) = self.peek().filter(|c| "dwspDWSP".contains(*c)) else { return Ok(None) };
        self.next();
        let is_negative = c.is_ascii_uppercase();
        let set = match c {
            'd' | 'D' => unicode::digit(),
            'w' | 'W' => self.folded(unicode::word()),
            's' | 'S' => CharClass::space(),
            _ => return self.property(start, is_negative).map(Some),
        };
        Ok(Some(if is_negative { set.complement() } else { set }))
    }

    /// Parses the name of a property, and returns its characters or the others.
    fn property(&mut self, start: usize, is_negative: bool) -> Result<CharClass, PatternError> {
        let source = self.source;
        let name = if self.eat("{") {
            let Some((name, _)) = source[self.at..].split_once('}') else {
                let message = "unclosed property";
                return Err(PatternError::syntax(start..self.at, message, r"write `\p{L}`"));
            };
            self.at += name.len() + 1;
            name
        } else {
            // `\pL` of Java, Perl and Rust.
            let from = self.at;
            let Some(c) = self.next().filter(char::is_ascii_uppercase) else {
                let message = r"`\p` without a property";
                return Err(PatternError::syntax(start..self.at, message, r"write `\p{L}`"));
            };
            let message = format!(r"a property without braces: write `\p{{{c}}}`");
            self.note(PatternNoteKind::ForeignSyntax, start, message);
            &source[from..self.at]
        };
        let key = (name.to_owned(), is_negative);
        if !self.properties.contains_key(&key) {
            let standard = unicode::property(name).map(|set| (set, None));
            let java = || unicode::java_property(name).map(|(set, meaning)| (set, Some(meaning)));
            let (set, meaning) = standard.or_else(java).ok_or_else(|| {
                PatternError::syntax(
                    start..self.at,
                    format!("unknown Unicode property `{name}`"),
                    r"use a general category (`L`, `Nd`), a script (`Script=Greek`) or a binary property (`Alphabetic`)",
                )
            })?;
            let set = if is_negative { set.complement() } else { set };
            self.properties.insert(key.clone(), (set, meaning));
        }
        let (set, meaning) = self.properties[&key].clone();
        if let Some(meaning) = meaning {
            let message = format!("`{name}` is a property of Java, interpreted as {meaning}");
            self.note(PatternNoteKind::JavaProperty, start, message);
        }
        Ok(set)
    }
}
