//! Parses a pattern as ECMA-262 does with the `u` flag (section 22.2.1), and common constructs of other
//! dialects, each with a note about its interpretation.

mod class;
mod escape;
mod group;
mod posix;
mod repeat;

use std::collections::HashMap;

use crate::{
    class::CharClass,
    error::{PatternError, PatternNote, PatternNoteKind},
    node::Node,
    unicode,
};

/// Maximum depth of groups and classes together, and of quantifiers on quantifiers: each is a level of
/// recursion.
const DEPTH_LIMIT: usize = 100;
/// Maximum length of a pattern, in bytes.
const SOURCE_LIMIT: usize = 16 * 1024;

/// Returns the meaning of `source`, and notes about its text.
pub(crate) fn parse(source: &str) -> Result<(Node, Vec<PatternNote>), PatternError> {
    if source.len() > SOURCE_LIMIT {
        let message = format!("the pattern is longer than {SOURCE_LIMIT} bytes");
        let help = "use `length` for lengths, and a shorter pattern";
        return Err(PatternError::limit(0..source.len(), message, help));
    }
    let mut parser = Parser {
        source,
        at: 0,
        notes: Vec::new(),
        groups: count_groups(source),
        flags: Flags::default(),
        inline_flags: false,
        depth: 0,
        no_operands: Vec::new(),
        stacked: 0,
        members: 0,
        properties: HashMap::new(),
    };
    let node = parser.alternation()?;
    if parser.peek().is_some() {
        // Only a `)` ends an alternation early.
        let range = parser.at..parser.at + 1;
        return Err(PatternError::syntax(range, "unmatched `)`", r"write `\)` for the character"));
    }
    parser.note_half_anchored(&node);
    parser.notes.sort_by_key(|note| note.range.start);
    Ok((node, parser.notes))
}

#[derive(Clone, Copy, Default)]
struct Flags {
    ignore_case: bool,
    dot_all: bool,
    multiline: bool,
}

struct Parser<'p> {
    source: &'p str,
    /// Position of the next byte.
    at: usize,
    notes: Vec<PatternNote>,
    /// Number of capturing groups in the whole pattern, which decides whether `\1` is a back-reference.
    groups: u32,
    flags: Flags,
    /// Whether the group just parsed was flags for the rest of the enclosing one.
    inline_flags: bool,
    depth: usize,
    /// Places of `&&[` that are not an intersection.
    no_operands: Vec<usize>,
    /// Number of quantifiers after another one, in the whole pattern.
    stacked: usize,
    /// Number of class members parsed, including those parsed again.
    members: usize,
    /// Properties that were looked up, by name and negation, with the description of a Java property.
    properties: HashMap<(String, bool), (CharClass, Option<&'static str>)>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.source[self.at..].starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Adds a note about the text from `from` up to here.
    fn note(&mut self, kind: PatternNoteKind, from: usize, message: impl Into<String>) {
        self.notes.push(PatternNote::new(kind, from..self.at, message));
    }

    /// Parses alternatives, up to `)` or the end.
    fn alternation(&mut self) -> Result<Node, PatternError> {
        let mut alternatives = vec![self.sequence()?];
        while self.eat("|") {
            alternatives.push(self.sequence()?);
        }
        Ok(Node::alternate(alternatives))
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let start = self.at;
            let atom = self.atom(c)?;
            let is_first = nodes.iter().all(|node: &Node| node.is_anchor(true));
            self.note_says_nothing(start, is_first);
            nodes.push(self.quantified(atom, start)?);
        }
        Ok(Node::concat(nodes))
    }

    fn atom(&mut self, c: char) -> Result<Node, PatternError> {
        let start = self.at;
        self.next();
        match c {
            '^' if self.flags.multiline => Ok(Node::look(true, true, Node::Class(unicode::no_line_end()))),
            '$' if self.flags.multiline => Ok(Node::look(false, true, Node::Class(unicode::no_line_end()))),
            '^' => Ok(Node::start()),
            '$' => Ok(Node::end()),
            '.' if self.flags.dot_all => Ok(Node::Class(CharClass::any())),
            '.' => Ok(Node::Class(unicode::no_line_end())),
            '(' => self.group(start),
            '[' => Ok(Node::Class(self.class(start)?)),
            '\\' => self.escape(start),
            '*' | '+' | '?' => Err(PatternError::syntax(
                start..self.at,
                format!("nothing to repeat before `{c}`"),
                format!(r"write `\{c}` for the character"),
            )),
            '{' if repeat::digits(&self.source[start..]).is_some() => {
                let message = "nothing to repeat before the counted repetition";
                Err(PatternError::syntax(start..self.at, message, r"write `\{` for the character"))
            }
            '{' | '}' | ']' => {
                let message = format!(r"a stray `{c}`, interpreted as the character: write `\{c}`");
                self.note(PatternNoteKind::StrayBracket, start, message);
                Ok(self.literal(c))
            }
            _ => Ok(self.literal(c)),
        }
    }

    /// Adds a note on `(?<!…)` at the start and `(?!…)` at the end of a value, which have no effect; `start`
    /// is the position of the atom just parsed.
    fn note_says_nothing(&mut self, start: usize, is_first: bool) {
        let rest = &self.source[self.at..];
        let rest = rest.strip_prefix('$').unwrap_or(rest);
        let is_last = rest.is_empty() || rest.starts_with('|');
        let message = match &self.source[start..self.at] {
            behind if behind.starts_with("(?<!") && is_first => {
                "no effect, since nothing precedes the value: remove it"
            }
            ahead if ahead.starts_with("(?!") && is_last => {
                "no effect, since nothing follows the value: remove it"
            }
            _ => return,
        };
        if self.depth == 0 {
            self.note(PatternNoteKind::SaysNothing, start, message);
        }
    }

    fn literal(&self, c: char) -> Node {
        Node::Class(self.folded(CharClass::single(c)))
    }

    /// Returns the set, with the other cases of its members if case is ignored.
    fn folded(&self, class: CharClass) -> CharClass {
        if self.flags.ignore_case { class.case_closure() } else { class }
    }

    /// `^a|b$` looks as if only one end were fixed; here both always are.
    fn note_half_anchored(&mut self, node: &Node) {
        let Node::Alternate(nodes) = node else { return };
        if nodes.iter().any(|node| node.is_anchored(true) != node.is_anchored(false)) {
            let message =
                "an alternative has only one of `^` and `$`, but each alternative must match the whole value";
            self.note(PatternNoteKind::HalfAnchored, 0, message);
        }
    }
}

/// Counts the capturing groups of a pattern without parsing it.
fn count_groups(source: &str) -> u32 {
    let (mut count, mut in_class) = (0, false);
    let mut chars = source.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                let rest = &source[at + 1..];
                let named = ["?<", "?P<"]
                    .iter()
                    .any(|open| rest.strip_prefix(open).is_some_and(|name| !name.starts_with(['=', '!'])));
                if named || !rest.starts_with('?') {
                    count += 1;
                }
            }
            _ => {}
        }
    }
    count
}
