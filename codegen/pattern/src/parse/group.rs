//! Groups: capturing, named, flags, look-around.

use super::{DEPTH_LIMIT, Node, Parser, PatternError, PatternErrorKind, PatternNoteKind};

impl Parser<'_> {
    /// What follows a `(` at `start`.
    pub(super) fn group(&mut self, start: usize) -> Result<Node, PatternError> {
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(PatternError::new(
                PatternErrorKind::TooLarge,
                start..self.at,
                format!("groups nest more than {DEPTH_LIMIT} deep"),
                "write the pattern flatter",
            ));
        }
        let outer = self.flags;
        let node = self.group_body(start)?;
        self.depth -= 1;
        if self.inline_flags {
            // `(?i)` speaks for the enclosing group, whose own end puts the flags back.
            self.inline_flags = false;
        } else {
            self.flags = outer;
        }
        Ok(node)
    }

    fn group_body(&mut self, start: usize) -> Result<Node, PatternError> {
        if !self.eat("?") {
            return self.closed(start);
        }
        if self.eat(":") {
            return self.closed(start);
        }
        for (open, behind, negative) in
            [("=", false, false), ("!", false, true), ("<=", true, false), ("<!", true, true)]
        {
            if self.eat(open) {
                let node = self.closed(start)?;
                return Ok(Node::look(behind, negative, node));
            }
        }
        if self.eat("<") {
            return self.named(start);
        }
        if self.eat("P<") {
            self.note(
                PatternNoteKind::ForeignSyntax,
                start..self.at,
                "a named group of another dialect: ECMA-262 writes `(?<name>…)`",
            );
            return self.named(start);
        }
        if self.eat(">") {
            return Err(PatternError::new(
                PatternErrorKind::NotRegular,
                start..self.at,
                "an atomic group depends on the order of attempts",
                "write `(?:…)`, or use `pattern: { unchecked: … }`",
            ));
        }
        self.modifiers(start)
    }

    /// The rest of a group whose name begins here.
    fn named(&mut self, start: usize) -> Result<Node, PatternError> {
        let rest = &self.source[self.at..];
        let Some(end) = rest.find('>') else {
            return Err(self.error(
                start..self.source.len(),
                "the group's name has no end",
                "write `(?<name>…)`",
            ));
        };
        let name = &rest[..end];
        let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$');
        if !begins || !name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            let range = self.at..self.at + end;
            return Err(self.error(range, "not a group's name", "a name has letters, digits, `_` and `$`"));
        }
        self.at += end + 1;
        self.closed(start)
    }

    /// `(?i:…)` of ECMA-262 2025, and `(?i)` of other dialects, which holds to the end of the group.
    fn modifiers(&mut self, start: usize) -> Result<Node, PatternError> {
        let mut on = true;
        let mut flags = self.flags;
        loop {
            match self.next() {
                Some('-') if on => on = false,
                Some('i') => flags.ignore_case = on,
                Some('s') => flags.dot_all = on,
                Some('m') => flags.multiline = on,
                Some(':') => {
                    self.flags = flags;
                    return self.closed(start);
                }
                Some(')') => {
                    self.note(
                        PatternNoteKind::InlineFlags,
                        start..self.at,
                        "flags for the rest of the group, as in Java: ECMA-262 writes `(?i:…)`",
                    );
                    self.flags = flags;
                    self.inline_flags = true;
                    return Ok(Node::Empty);
                }
                _ => {
                    return Err(self.error(
                        start..self.at,
                        "not a kind of group",
                        "groups begin with `(`, `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!` or `(?<name>`",
                    ));
                }
            }
        }
    }

    /// Alternatives and the `)` that closes the group opened at `start`.
    fn closed(&mut self, start: usize) -> Result<Node, PatternError> {
        let node = self.alternation()?;
        if self.eat(")") {
            return Ok(node);
        }
        Err(self.error(
            start..start + 1,
            "`(` has no `)`",
            r"close the group, or write `\(` for the character",
        ))
    }
}
