//! Reads a pattern as ECMA-262 does with the `u` flag (section 22.2.1), and what real specs write beyond
//! that: each such construct leaves a note of what it was taken to mean.

mod class;
mod escape;
mod group;
mod posix;
mod repeat;

use std::ops::Range;

use self::repeat::counts;
use super::{
    class::CharClass,
    error::{PatternError, PatternErrorKind, PatternNote, PatternNoteKind},
    node::Node,
    unicode,
};

/// Groups may nest this deep; deeper ones would only serve to overflow the stack.
const DEPTH_LIMIT: usize = 100;
/// Longest text of a pattern, in bytes.
const SOURCE_LIMIT: usize = 16 * 1024;

/// A pattern's meaning, and what was remarkable about its text.
pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) notes: Vec<PatternNote>,
}

/// Reads `source`.
pub(super) fn parse(source: &str) -> Result<Parsed, PatternError> {
    if source.len() > SOURCE_LIMIT {
        return Err(PatternError::new(
            PatternErrorKind::TooLarge,
            0..source.len(),
            format!("a pattern may have {SOURCE_LIMIT} bytes"),
            "state the lengths with `length` and keep the pattern to what a reader can follow",
        ));
    }
    let mut parser = Parser {
        source,
        at: 0,
        notes: Vec::new(),
        groups: count_groups(source),
        flags: Flags::default(),
        inline_flags: false,
        depth: 0,
    };
    let node = parser.alternation()?;
    if parser.peek().is_some() {
        // Only a `)` ends an alternation early.
        return Err(parser.error(
            parser.at..parser.at + 1,
            "`)` closes no group",
            r"write `\)` for the character",
        ));
    }
    parser.note_half_anchored(&node, source);
    parser.notes.sort_by_key(|note| note.range().start);
    Ok(Parsed { node, notes: parser.notes })
}

#[derive(Clone, Copy, Default)]
struct Flags {
    ignore_case: bool,
    dot_all: bool,
    multiline: bool,
}

struct Parser<'p> {
    source: &'p str,
    /// The next byte to read.
    at: usize,
    notes: Vec<PatternNote>,
    /// How many groups capture, in the whole pattern: whether `\1` refers to one depends on it.
    groups: u32,
    flags: Flags,
    /// Whether the group just read was flags for the rest of the enclosing one.
    inline_flags: bool,
    depth: usize,
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

    fn error(
        &self,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> PatternError {
        PatternError::new(PatternErrorKind::Syntax, range, message, help)
    }

    fn note(&mut self, kind: PatternNoteKind, range: Range<usize>, message: impl Into<String>) {
        self.notes.push(PatternNote::new(kind, range, message));
    }

    /// Alternatives, up to `)` or the end.
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
            '^' if self.flags.multiline => {
                Ok(Node::look(true, true, Node::Class(unicode::line_end().complement())))
            }
            '$' if self.flags.multiline => {
                Ok(Node::look(false, true, Node::Class(unicode::line_end().complement())))
            }
            '^' => Ok(Node::start()),
            '$' => Ok(Node::end()),
            '.' if self.flags.dot_all => Ok(Node::Class(CharClass::any())),
            '.' => Ok(Node::Class(unicode::line_end().complement())),
            '(' => self.group(start),
            '[' => Ok(Node::Class(self.class(start)?)),
            '\\' => self.escape(start),
            '*' | '+' | '?' => Err(self.error(
                start..self.at,
                format!("nothing stands before `{c}` for it to repeat"),
                format!(r"write `\{c}` for the character"),
            )),
            '{' if counts(self.source, start).is_some() => Err(self.error(
                start..self.at,
                "nothing stands before the counted repetition",
                r"write `\{` for the character",
            )),
            '{' | '}' | ']' => {
                self.note(
                    PatternNoteKind::StrayBracket,
                    start..self.at,
                    format!(r"a stray `{c}`, taken as the character: write `\{c}`"),
                );
                Ok(self.literal(c))
            }
            _ => Ok(self.literal(c)),
        }
    }

    /// What `(?<!…)` excludes before a value, and `(?!…)` after it, is never there; `start` is where the atom just read
    /// begins.
    fn note_says_nothing(&mut self, start: usize, is_first: bool) {
        let rest = &self.source[self.at..];
        let rest = rest.strip_prefix('$').unwrap_or(rest);
        let is_last = rest.is_empty() || rest.starts_with('|');
        let (side, what) = match &self.source[start..self.at] {
            behind if behind.starts_with("(?<!") && is_first => ("before the value", "behind"),
            ahead if ahead.starts_with("(?!") && is_last => ("after the value", "ahead"),
            _ => return,
        };
        if self.depth == 0 {
            self.note(
                PatternNoteKind::SaysNothing,
                start..self.at,
                format!("nothing stands {side}, so that looking {what} excludes nothing: leave it out"),
            );
        }
    }

    fn literal(&self, c: char) -> Node {
        Node::Class(self.folded(CharClass::single(c)))
    }

    /// The set and, where case is ignored, the other cases of its members.
    fn folded(&self, class: CharClass) -> CharClass {
        if self.flags.ignore_case { unicode::case_closure(&class) } else { class }
    }

    /// `^a|b$` reads as if only one end were fixed; under whole-value matching both always are.
    fn note_half_anchored(&mut self, node: &Node, source: &str) {
        let Node::Alternate(nodes) = node else { return };
        let anchored = |node: &Node, start: bool| match node {
            Node::Concat(nodes) => {
                if start { nodes.first() } else { nodes.last() }.is_some_and(|n| n.is_anchor(start))
            }
            node => node.is_anchor(start),
        };
        if nodes.iter().any(|node| anchored(node, true) != anchored(node, false)) {
            self.note(
                PatternNoteKind::HalfAnchored,
                0..source.len(),
                "an alternative has only one of `^` and `$`: each alternative has to match the whole value all the same",
            );
        }
    }
}

/// How many capturing groups a pattern opens, read without understanding it.
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
