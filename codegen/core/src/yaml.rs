//! Strict YAML: parses text to a tree of nodes with spans, or reports diagnostics.
//!
//! A spec is one UTF-8 document without anchors, aliases, tags, directives or duplicate keys, at most 4 MiB
//! long and 32 levels deep. Everything else of YAML 1.2 is allowed. With these limits, a spec has the same
//! meaning for every reader and parser.

#[cfg(test)]
mod agreement;
mod key;
mod scalar;
mod syntax;
mod tree;

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::text::{Source, Span};
use granit_parser::{Event, Parser, ScalarStyle, ScanError};
pub(crate) use scalar::Scalar;
use std::collections::HashMap;
pub use tree::Node;
pub(crate) use tree::{Key, Kind};

/// Maximum size of a spec, in bytes: three times the largest public service with all of its operations.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Maximum nesting depth of mappings and lists.
const MAX_DEPTH: usize = 32;
/// Maximum number of errors; parsing stops after them.
pub(crate) const MAX_MISTAKES: usize = 10_000;

/// Number of keys up to which comparing each pair is cheaper than hashing.
const FEW: usize = 16;

/// Characters that end a line in YAML 1.1 but not in 1.2.
const OTHER_BREAKS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// Parses the source's document, or reports why it is invalid.
pub(crate) fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let text = source.text();
    if text.len() > MAX_BYTES {
        let message = format!("spec larger than {MAX_BYTES} bytes");
        diagnostics
            .push(Diagnostic::new(&codes::TOO_LARGE, message).help("split it into one spec per service"));
        return None;
    }
    if text.starts_with('\u{FEFF}') {
        diagnostics.push(
            Diagnostic::new(&codes::BYTE_ORDER_MARK, "byte-order mark at the beginning of a spec")
                .label(&(0..'\u{FEFF}'.len_utf8()), "this character is invisible")
                .help("save the file as UTF-8 without a BOM"),
        );
        return None;
    }
    if let Some((at, c)) = text.match_indices(OTHER_BREAKS).next() {
        diagnostics.push(
            Diagnostic::new(&codes::HIDDEN_CHARACTER, "only some YAML parsers end the line here")
                .label(&(at..at + c.len()), "this character is invisible")
                .help("remove it, or write `\\u0085`, `\\u2028` or `\\u2029` in double quotes"),
        );
    }
    let options = granit_parser::options! {
        emit_comments: false,
        disallow_directives: true,
    };
    let mut reader = Reader {
        text,
        parser: Parser::new_from_str_with_options(text, options),
        diagnostics,
        depth: 0,
        flow: 0,
    };
    match reader.document() {
        Ok(node) => node,
        Err(error) => {
            diagnostics.push(syntax::diagnostic(text, &error));
            None
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    diagnostics: &'a mut Vec<Diagnostic>,
    depth: usize,
    /// Number of open levels in flow style.
    flow: usize,
}

type Read<T> = Result<T, ScanError>;

impl<'a> Reader<'a> {
    /// Returns the next relevant event, with its span.
    fn next(&mut self) -> Read<(Event<'a>, Span)> {
        // So many errors have one cause, such as a file of another kind.
        if self.diagnostics.len() > MAX_MISTAKES {
            return Ok((Event::StreamEnd, self.text.len()..self.text.len()));
        }
        match self.parser.next_event() {
            None => Ok((Event::StreamEnd, self.text.len()..self.text.len())),
            Some(event) => {
                let (event, span) = event?;
                let span = span.byte_range().unwrap_or(0..0);
                Ok((event, span))
            }
        }
    }

    fn document(&mut self) -> Read<Option<Node>> {
        let mut root = None;
        let mut documents = 0;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentEnd => {}
                Event::StreamEnd => break,
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents == 2 {
                        self.refuse(
                            &codes::SECOND_DOCUMENT,
                            "a spec must be a single YAML document",
                            &span,
                            "second document",
                        );
                    }
                }
                event => {
                    if root.is_none() && self.text[..span.start].lines().any(|line| line.starts_with("...")) {
                        self.refuse(
                            &codes::SECOND_DOCUMENT,
                            "a spec must be a single YAML document",
                            &span,
                            "second document, after `...`",
                        );
                    }
                    let node = self.node(event, span)?;
                    root = root.or(Some(node));
                }
            }
        }
        if root.is_none() {
            self.diagnostics.push(
                Diagnostic::new(&codes::EMPTY_SPEC, "the spec is empty")
                    .help("write `speccast: 1`, then `service:` and `operations:`"),
            );
        }
        Ok(root)
    }

    /// Parses the node that `event` starts.
    fn node(&mut self, event: Event<'a>, span: Span) -> Read<Node> {
        if let Some(tag) = event.tag() {
            let tag = format!("`{}`", tag.original());
            self.refuse(&codes::YAML_TAG, "YAML tag in a spec", &span, &format!("tagged {tag}"));
        }
        if event.anchor_id().is_some_and(|id| id > 0) && !event.is_alias() {
            let help = "define a type under `types` instead";
            self.fix(&codes::YAML_ANCHOR, "YAML anchor in a spec", &span, help);
        }
        let kind = match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                // In YAML 1.1, a colon before a question mark is special in flow style.
                if plain && (text.starts_with(['?', ':']) || self.flow > 0 && text.contains(":?")) {
                    let message = "YAML parsers disagree about this value";
                    self.fix(&codes::YAML_SYNTAX, message, &span, "quote it, or remove the `?` or `:`");
                    Kind::Refused
                } else {
                    Kind::Scalar { text: text.into_owned(), plain }
                }
            }
            Event::SequenceStart(..) => return self.nested(span, Self::sequence),
            Event::MappingStart(..) => return self.nested(span, Self::mapping),
            Event::StreamEnd => Kind::Refused,
            _ => {
                self.fix(&codes::YAML_ANCHOR, "YAML alias in a spec", &span, "repeat the value");
                Kind::Refused
            }
        };
        Ok(Node { span: self.trim(span), kind })
    }

    fn nested(&mut self, span: Span, read: fn(&mut Self) -> Read<(Kind, Span)>) -> Read<Node> {
        self.depth += 1;
        if self.depth == MAX_DEPTH + 1 {
            let message = format!("more than {MAX_DEPTH} levels of nesting");
            self.refuse(&codes::TOO_DEEP, &message, &span, "too deep");
        }
        // A node inside a flow collection is in flow style.
        let is_flow =
            self.flow > 0 || self.text.get(span.start..).is_some_and(|text| text.starts_with(['{', '[']));
        self.flow += usize::from(is_flow);
        let (kind, end) = read(self)?;
        self.flow -= usize::from(is_flow);
        self.depth -= 1;
        let span = self.trim(span.start..end.end.max(span.end));
        Ok(Node { span, kind })
    }

    fn sequence(&mut self) -> Read<(Kind, Span)> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd | Event::StreamEnd, end) => {
                    return Ok((Kind::Sequence(items), end));
                }
                (event, span) => items.push(self.node(event, span)?),
            }
        }
    }

    fn mapping(&mut self) -> Read<(Kind, Span)> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd | Event::StreamEnd, end) => {
                    self.drop_duplicates(&mut entries);
                    return Ok((Kind::Mapping(entries), end));
                }
                (event, span) => self.node(event, span)?,
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            let (key, plain) = match key {
                Node { span, kind: Kind::Scalar { text, plain } } => (Key { span, text }, plain),
                Node { kind: Kind::Refused, .. } => continue,
                node => {
                    let (code, found) = (&codes::KEY_NOT_SCALAR, node.what());
                    self.diagnostics.push(Diagnostic::expected(code, "a key", found, &node.span));
                    continue;
                }
            };
            if let Some((message, help)) = key::doubt(self.text, &key.span, plain) {
                self.fix(&codes::YAML_SYNTAX, message, &key.span, help);
                continue;
            }
            entries.push((key, value));
        }
    }

    /// Reports keys that were written before, and drops their entries.
    fn drop_duplicates(&mut self, entries: &mut Vec<(Key, Node)>) {
        let is_new = |at: usize| entries[..at].iter().all(|(key, _)| key.text != entries[at].0.text);
        if entries.len() <= FEW && (0..entries.len()).all(is_new) {
            return;
        }
        let mut first: HashMap<String, Span> = HashMap::new();
        entries.retain(|(Key { text, span }, _)| match first.get(text) {
            None => first.insert(text.clone(), span.clone()).is_none(),
            Some(first) => {
                if self.diagnostics.len() <= MAX_MISTAKES {
                    let what = format!("key `{text}`");
                    let diagnostic = Diagnostic::duplicate(&codes::DUPLICATE_KEY, what, span, first);
                    self.diagnostics.push(diagnostic.help("remove or rename one of them"));
                }
                false
            }
        });
    }

    fn refuse(&mut self, code: &'static Code, message: &str, span: &Span, label: &str) {
        self.diagnostics.push(Diagnostic::new(code, message).label(&self.trim(span.clone()), label));
    }

    /// Reports a problem with its fix.
    fn fix(&mut self, code: &'static Code, message: &str, span: &Span, help: &str) {
        let span = self.trim(span.clone());
        self.diagnostics.push(Diagnostic::new(code, message).label(&span, "").help(help));
    }

    /// Returns the span without trailing white space, which block nodes have.
    fn trim(&self, span: Span) -> Span {
        let text = self.text.get(span.clone()).unwrap_or_default();
        span.start..span.start + text.trim_end().len()
    }
}
