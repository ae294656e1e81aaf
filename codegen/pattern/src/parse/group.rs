//! Groups: capturing, named, flags, look-around.

use super::{DEPTH_LIMIT, Node, Parser, PatternError, PatternNoteKind};

impl Parser<'_> {
    /// Parses a group after the `(` at `start`.
    pub(super) fn group(&mut self, start: usize) -> Result<Node, PatternError> {
        self.deeper(start)?;
        let outer = self.flags;
        let node = self.group_body(start)?;
        self.depth -= 1;
        if self.inline_flags {
            // `(?i)` applies to the enclosing group, whose end restores the flags.
            self.inline_flags = false;
        } else {
            self.flags = outer;
        }
        Ok(node)
    }

    /// Enters the group or class that begins at `start`.
    pub(super) fn deeper(&mut self, start: usize) -> Result<(), PatternError> {
        self.depth += 1;
        if self.depth <= DEPTH_LIMIT {
            return Ok(());
        }
        let message = format!("groups and classes are nested more than {DEPTH_LIMIT} deep");
        Err(PatternError::limit(start..self.at, message, "nest fewer groups and classes"))
    }

    fn group_body(&mut self, start: usize) -> Result<Node, PatternError> {
        if !self.eat("?") || self.eat(":") {
            return self.closed(start);
        }
        let looks = [("=", false, false), ("!", false, true), ("<=", true, false), ("<!", true, true)];
        if let Some((_, behind, negative)) = looks.into_iter().find(|(open, ..)| self.eat(open)) {
            return Ok(Node::look(behind, negative, self.closed(start)?));
        }
        if self.eat("<") {
            return self.named(start);
        }
        if self.eat("P<") {
            self.note(
                PatternNoteKind::ForeignSyntax,
                start,
                "a named group of another dialect: ECMA-262 writes `(?<name>…)`",
            );
            return self.named(start);
        }
        if self.eat(">") {
            return Err(PatternError::not_regular(
                start..self.at,
                "an atomic group depends on the order of attempts",
                "write `(?:…)`, or use `pattern: { unchecked: … }`",
            ));
        }
        self.modifiers(start)
    }

    /// Parses the rest of a named group, from its name.
    fn named(&mut self, start: usize) -> Result<Node, PatternError> {
        let Some((name, _)) = self.source[self.at..].split_once('>') else {
            let range = start..self.source.len();
            return Err(PatternError::syntax(range, "unclosed group name", "write `(?<name>…)`"));
        };
        let begins = |c: char| c.is_alphabetic() || matches!(c, '_' | '$');
        if !name.starts_with(begins) || !name.chars().all(|c| begins(c) || c.is_numeric()) {
            let (range, help) = (self.at..self.at + name.len(), "use letters, digits, `_` and `$`");
            return Err(PatternError::syntax(range, "invalid group name", help));
        }
        self.at += name.len() + 1;
        self.closed(start)
    }

    /// Parses `(?i:…)` of ECMA-262 2025, and `(?i)` of other dialects, which applies to the end of the group.
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
                        start,
                        "flags for the rest of the group, as in Java: ECMA-262 writes `(?i:…)`",
                    );
                    self.flags = flags;
                    self.inline_flags = true;
                    return Ok(Node::Empty);
                }
                _ => {
                    return Err(PatternError::syntax(
                        start..self.at,
                        "unknown kind of group",
                        "groups begin with `(`, `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!` or `(?<name>`",
                    ));
                }
            }
        }
    }

    /// Parses alternatives and the `)` of the group opened at `start`.
    fn closed(&mut self, start: usize) -> Result<Node, PatternError> {
        let node = self.alternation()?;
        if self.eat(")") {
            return Ok(node);
        }
        Err(PatternError::syntax(
            start..start + 1,
            "unclosed `(`",
            r"close the group, or write `\(` for the character",
        ))
    }
}
