//! Walks a YAML tree: each method returns a value, or reports a diagnostic and returns nothing.
//!
//! Mappings and lists are walked here, so that one invalid key does not hide others; `yaml` decides the types
//! of single values.

mod literal;

use super::fields::Fields;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::suggest::did_you_mean;
use crate::syntax::{Deprecated, Number, Spanned};
use crate::text::{Source, Span};
use crate::vocabulary::{self, Mapping, Words};
use crate::yaml::{Key, Kind, MAX_MISTAKES, Node, Scalar};

/// Maximum length, in bytes, of a value shown in a message.
pub(super) const SHOWN: usize = 40;

/// The source being parsed and the diagnostics so far.
#[derive(Debug)]
pub struct Walk<'a> {
    source: &'a Source,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    /// Starts to parse `source`, adding problems to `diagnostics`.
    pub fn new(source: &'a Source, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self { source, diagnostics }
    }

    /// Adds a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports an error with an empty label.
    pub(super) fn error(
        &mut self,
        code: &'static Code,
        message: impl Into<String>,
        span: &Span,
        help: impl Into<String>,
    ) {
        self.report(Diagnostic::new(code, message).label(span, "").help(help));
    }

    /// Reports that `node` is not what is expected, unless it was refused before.
    pub(super) fn expected(&mut self, what: &str, node: &Node, help: Option<String>) {
        let text = self.source.text().get(node.span.clone()).unwrap_or_default();
        let found = match &node.kind {
            Kind::Refused => return,
            Kind::Scalar { .. } if text.is_empty() => "nothing".to_owned(),
            Kind::Scalar { .. } if text.len() < SHOWN => format!("`{text}`"),
            _ => node.what().to_owned(),
        };
        // What is not there is shown where it would begin.
        let start = node.span.start;
        let span = if text.is_empty() { start.saturating_sub(1)..start } else { node.span.clone() };
        self.report(Diagnostic::expected(&codes::WRONG_TYPE, what, found, &span).instead(help));
    }

    /// A string. Text that YAML reads as another type must be quoted, so that all parsers agree.
    pub(super) fn string(&mut self, node: &Node) -> Option<Spanned<String>> {
        let Kind::Scalar { text, .. } = &node.kind else {
            self.expected("a string", node, alone(node));
            return None;
        };
        let found = match node.scalar() {
            Some(Scalar::Integer(_) | Scalar::Float(_)) => "a number",
            Some(Scalar::Boolean(_)) => "a boolean",
            Some(Scalar::Null) if node.span.is_empty() => "nothing",
            Some(Scalar::Null) => "null",
            Some(Scalar::String) | None => "",
        };
        if found.is_empty() {
            return Some(Spanned::new(text.clone(), &node.span));
        }
        let (start, end) = (node.span.start, node.span.end);
        let span = if found == "nothing" { start.saturating_sub(1)..start } else { start..end };
        let help = (found != "nothing").then(|| format!("quote it: \"{}\"", text.escape_debug()));
        self.report(Diagnostic::expected(&codes::WRONG_TYPE, "a string", found, &span).instead(help));
        None
    }

    /// A single value as it is written, of any YAML type.
    pub fn verbatim<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        let text = node.text().filter(|_| !node.is_null());
        if text.is_none() {
            self.expected("a string", node, alone(node));
        }
        text
    }

    /// A whole number. `example` is what to write instead of another value.
    pub(super) fn integer<T: TryFrom<i128>>(
        &mut self,
        node: &Node,
        what: &str,
        example: &str,
    ) -> Option<Spanned<T>> {
        self.numeric(node, what, example, |number| match number {
            Scalar::Integer(number) => T::try_from(number).ok(),
            _ => None,
        })
    }

    /// A finite number.
    pub(super) fn number(&mut self, node: &Node) -> Option<Spanned<Number>> {
        self.numeric(node, "a number", "range: { min: 1, max: 100 }", |number| match number {
            Scalar::Integer(number) => match i64::try_from(number) {
                Ok(number) => Some(Number::Integer(number)),
                Err(_) => u64::try_from(number).ok().map(|number| Number::Float(number as f64)),
            },
            Scalar::Float(number) if number.is_finite() => Some(Number::Float(number)),
            _ => None,
        })
    }

    fn numeric<T>(
        &mut self,
        node: &Node,
        what: &str,
        example: &str,
        read: impl FnOnce(Scalar) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let value = node.scalar().and_then(read);
        if value.is_none() {
            let is_quoted =
                matches!(&node.kind, Kind::Scalar { text, plain: false } if text.parse::<f64>().is_ok());
            let help = if is_quoted {
                "remove the quotes".to_owned()
            } else {
                format!("write it as in `{example}`")
            };
            self.expected(what, node, Some(help));
        }
        value.map(|value| Spanned::new(value, &node.span))
    }

    /// A doc. Warns of a comment that seems to be the rest of it.
    pub(super) fn doc(&mut self, node: &Node) -> Option<Spanned<String>> {
        let doc = self.string(node)?;
        let rest = self.source.text().get(node.span.end..).unwrap_or_default();
        let rest = rest.lines().next().unwrap_or_default();
        // Intended comments follow a whole sentence, or a gap.
        let ends = doc.value.ends_with(['.', '!', '?', ')', ':', ';']);
        let comment = rest.strip_prefix(" #").filter(|comment| !ends || !comment.starts_with([' ', '#']));
        if let (Kind::Scalar { plain: true, .. }, Some(comment)) = (&node.kind, comment) {
            let start = node.span.end + 1;
            let span = start..start + 1 + comment.trim_end().len();
            let diagnostic = Diagnostic::new(&codes::COMMENT_IN_DOC, "the comment ends this doc");
            let diagnostic =
                diagnostic.label(&span, "YAML reads this as a comment").label(&node.span, "the doc");
            self.report(diagnostic.help("quote the doc, or put two spaces before the `#`"));
        }
        Some(doc)
    }

    /// `true`, `false`, or a text that names the replacement.
    pub(super) fn deprecated(&mut self, node: &Node) -> Option<Deprecated> {
        let note = match &node.kind {
            Kind::Scalar { text, plain: true } if text == "true" => None,
            Kind::Scalar { text, plain: true } if text == "false" => return None,
            Kind::Scalar { .. } => Some(self.string(node)?),
            _ => {
                self.expected("`true`, or a string that names the replacement", node, None);
                return None;
            }
        };
        Some(Deprecated { span: node.span.clone(), note })
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, node: &Node) -> Option<bool> {
        match node.scalar() {
            Some(Scalar::Boolean(value)) => Some(value),
            _ => {
                self.expected("`true` or `false`", node, boolean_meant(&node.kind));
                None
            }
        }
    }

    /// One of a few words. `help` returns the suggestion for an unknown word.
    pub(super) fn word<T: Clone>(
        &mut self,
        node: &Node,
        words: &'static Words<T>,
        help: Option<String>,
    ) -> Option<Spanned<T>> {
        let Spanned { value: text, span } = self.string(node)?;
        let found = words.find(&text).cloned();
        if found.is_none() {
            let names = words.names();
            let diagnostic = Diagnostic::unknown(&codes::UNKNOWN_WORD, words.what, &text, &span, &names);
            self.report(diagnostic.instead(help));
        }
        found.map(|value| Spanned { value, span })
    }

    /// Whether there are too many diagnostics to continue.
    pub(super) fn is_full(&self) -> bool {
        self.diagnostics.len() > MAX_MISTAKES
    }

    fn unless_full<T>(&mut self, look: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.is_full() { None } else { look(self) }
    }

    /// The items of a list.
    pub fn list<T>(&mut self, node: &Node, mut item: impl FnMut(&mut Self, &Node) -> Option<T>) -> Vec<T> {
        match &node.kind {
            Kind::Sequence(items) => {
                items.iter().filter_map(|node| self.unless_full(|walk| item(walk, node))).collect()
            }
            _ if node.is_null() => Vec::new(),
            _ => {
                self.expected("a list", node, Some(list_meant(&node.kind)));
                Vec::new()
            }
        }
    }

    /// One item, or a list of them.
    pub(crate) fn one_or_more<T>(
        &mut self,
        node: &Node,
        mut item: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        match &node.kind {
            Kind::Sequence(_) => self.list(node, item),
            _ => item(self, node).into_iter().collect(),
        }
    }

    /// The entries of a mapping whose keys the author chooses.
    pub fn entries<T>(
        &mut self,
        node: &Node,
        mut entry: impl FnMut(&mut Self, Spanned<String>, &Node) -> Option<T>,
    ) -> Vec<T> {
        match &node.kind {
            Kind::Mapping(entries) => entries
                .iter()
                .filter_map(|(key, node)| {
                    let name = Spanned::new(key.text.clone(), &key.span);
                    self.unless_full(|walk| match glued(key, node) {
                        Some(help) => {
                            walk.error(&codes::WRONG_TYPE, "entry without a value", &key.span, help);
                            None
                        }
                        None => entry(walk, name, node),
                    })
                })
                .collect(),
            _ if node.is_null() => Vec::new(),
            _ => {
                self.expected("a mapping", node, Some(entries_meant(&node.kind)));
                Vec::new()
            }
        }
    }

    /// A mapping with defined keys.
    pub fn fields<'n>(&mut self, node: &'n Node, mapping: &'static Mapping) -> Option<Fields<'n>> {
        match &node.kind {
            Kind::Mapping(entries) => Some(Fields::new(mapping, node, entries)),
            _ => {
                self.expected_mapping(node, mapping, None);
                None
            }
        }
    }

    /// A mapping with defined keys, or the value of one of them alone.
    pub(super) fn fields_or<'n>(
        &mut self,
        node: &'n Node,
        mapping: &'static Mapping,
        key: &'static vocabulary::Key,
    ) -> Option<Fields<'n>> {
        match &node.kind {
            Kind::Scalar { .. } => Some(Fields::alone(mapping, key, node)),
            _ => self.fields(node, mapping),
        }
    }

    /// Reports that a mapping is expected.
    pub(super) fn expected_mapping(&mut self, node: &Node, mapping: &'static Mapping, help: Option<String>) {
        let usage = Some(mapping.usage.to_owned()).filter(|usage| !usage.is_empty());
        self.expected(&format!("a mapping for {}", mapping.what), node, help.or(usage));
    }
}

/// Suggests the boolean for a word such as `yes`.
pub(super) fn boolean_meant(kind: &Kind) -> Option<String> {
    let Kind::Scalar { text, plain } = kind else { return None };
    match text.to_lowercase().as_str() {
        "true" | "false" if !plain => Some("remove the quotes".to_owned()),
        "yes" | "on" | "y" | "true" => Some("write `true`".to_owned()),
        "no" | "off" | "n" | "false" => Some("write `false`".to_owned()),
        text => did_you_mean(text, &["true", "false"]),
    }
}

/// Returns whether this is the name of a simple type.
pub(super) fn is_simple_type(node: &Node) -> bool {
    node.text().is_some_and(|text| vocabulary::SIMPLE_TYPES.find(text).is_some())
}

/// Suggests the only item of a list instead of the list.
fn alone(node: &Node) -> Option<String> {
    let Kind::Sequence(items) = &node.kind else { return None };
    let [item] = items.as_slice() else { return None };
    let text = item.text().filter(|text| text.len() < SHOWN)?;
    Some(format!("write `{}` without brackets", text.escape_debug()))
}

/// What to write for a key without a space after its colon, as in `{ id:long }`.
fn glued(key: &Key, value: &Node) -> Option<String> {
    let (name, rest) = key.text.split_once(':').filter(|_| value.is_null() && key.text.len() < SHOWN)?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.is_empty();
    is_name
        .then(|| format!("write a space after the colon: `{}: {}`", name.escape_debug(), rest.escape_debug()))
}

/// Suggests the spelling of a mapping that is written as a list.
fn entries_meant(kind: &Kind) -> String {
    let first = match kind {
        Kind::Sequence(items) => items.first(),
        Kind::Scalar { .. } | Kind::Mapping(_) | Kind::Refused => None,
    };
    let named = first.and_then(|item| item.text().or_else(|| item.entry("name")?.1.text()));
    match named.filter(|name| !name.is_empty() && name.len() < SHOWN) {
        Some(number) if number.parse::<f64>().is_ok() => {
            format!("write `NAME: {number}` in place of the first item")
        }
        Some(name) => format!("write `{}: …` in place of the first item", name.escape_debug()),
        None => "write each entry as `NAME: …`".to_owned(),
    }
}

/// Suggests the spelling of a list.
fn list_meant(kind: &Kind) -> String {
    match kind {
        Kind::Scalar { text, .. } if text.len() < SHOWN => {
            let items = text.split([',', ' ']).filter(|item| !item.is_empty()).collect::<Vec<_>>();
            format!("write `[{}]`", items.join(", ").escape_debug())
        }
        _ => "write `[…, …]`, or each item on a separate line after `-`".to_owned(),
    }
}
