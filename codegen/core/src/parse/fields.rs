//! A mapping whose keys the language knows: each is asked for, and what nobody asked for is refused.

use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::suggest::{closest, key_elsewhere, list};
use crate::syntax::Spanned;
use crate::yaml::{Key, Node};

/// A mapping of known keys, as it is read key by key.
pub(super) struct Fields<'n> {
    what: &'n str,
    span: &'n Span,
    entries: &'n [(Key, Node)],
    known: Vec<&'static str>,
    /// Keys that are answered, and never suggested.
    refused: Vec<&'static str>,
    /// What is to be said unless one of these keys is there under a name that is not quite its own.
    missing: Vec<(Vec<&'static str>, Diagnostic)>,
}

impl<'n> Fields<'n> {
    pub(super) fn new(what: &'n str, node: &'n Node, entries: &'n [(Key, Node)]) -> Self {
        Self { what, span: &node.span, entries, known: Vec::new(), refused: Vec::new(), missing: Vec::new() }
    }

    /// The value of `key`, if it is written.
    pub(super) fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        self.entries.iter().find(|(entry, _)| entry.text == key).map(|(_, node)| node)
    }

    /// The value of `key`, which must be written.
    pub(super) fn need(&mut self, key: &'static str) -> Option<&'n Node> {
        let node = self.get(key);
        if node.is_none() {
            let diagnostic = Diagnostic::new(&codes::MISSING_KEY, format!("{} needs `{key}`", self.what));
            self.lack(&[key], diagnostic.label(&self.start(), "in this mapping"));
        }
        node
    }

    /// Has `diagnostic` said, which is about one of these keys not being there.
    pub(super) fn lack(&mut self, keys: &[&'static str], diagnostic: Diagnostic) {
        self.missing.push((keys.to_vec(), diagnostic));
    }

    /// Where the mapping begins: up to its first key.
    pub(super) fn start(&self) -> Span {
        self.span.start..self.entries.first().map_or(self.span.end, |(first, _)| first.span.end)
    }

    /// The value of `key`, a string, if it is written.
    pub(super) fn text(&mut self, walk: &mut Walk<'_>, key: &'static str) -> Option<Spanned<String>> {
        self.get(key).and_then(|node| if key == "doc" { walk.doc(node) } else { walk.string(node) })
    }

    /// The value of `key`, a boolean; `false` if it is not written.
    pub(super) fn flag(&mut self, walk: &mut Walk<'_>, key: &'static str) -> bool {
        self.get(key).and_then(|node| walk.boolean(node)).unwrap_or(false)
    }

    /// Where `key` is said to be true.
    pub(super) fn mark(&mut self, walk: &mut Walk<'_>, key: &'static str) -> Option<Span> {
        let node = self.get(key)?;
        walk.boolean(node)?.then(|| node.span.clone())
    }

    /// Where `key` is written, which the caller refuses with a reason of its own.
    pub(super) fn refused(&mut self, key: &'static str) -> Option<&'n Span> {
        self.refused.push(key);
        self.entries.iter().find(|(entry, _)| entry.text == key).map(|(entry, _)| &entry.span)
    }

    /// Where the mapping stands.
    pub(super) fn span(&self) -> &'n Span {
        self.span
    }

    /// Refuses every key that was not asked for, and says which are missing. Returns the keys that were meant by others.
    pub(super) fn finish(self, walk: &mut Walk<'_>) -> Vec<&'static str> {
        let is_known = |key: &Key| self.known.iter().chain(&self.refused).any(|known| *known == key.text);
        let is_written = |known: &&str| self.entries.iter().any(|(key, _)| key.text == *known);
        let open: Vec<&'static str> = self.known.iter().copied().filter(|known| !is_written(known)).collect();
        let has_map = self.entries.iter().any(|(key, _)| key.text == "map");
        let mut meant = Vec::new();
        for (key, value) in self.entries.iter().filter(|(key, _)| !is_known(key)) {
            if walk.is_full() {
                break;
            }
            let message = format!("{} has no key `{}`", self.what, key.text);
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, message).label(&key.span, "");
            let comma_made_it = value.is_null() && key.text.contains(' ');
            let of_map = has_map && ["values", "value", "keys"].contains(&key.text.as_str());
            let elsewhere = key_elsewhere(&key.text).filter(|(here, _)| self.known.contains(here));
            let close = closest(&key.text, &open);
            let help = match (elsewhere, close) {
                _ if comma_made_it => {
                    "a comma in `{ … }` starts a new key: quote the text that holds it".to_owned()
                }
                _ if of_map => {
                    "`map: TYPE` itself names the values' type, and `key:` beside it the keys'".to_owned()
                }
                (Some((here, help)), _) => {
                    meant.push(here);
                    help
                }
                (None, Some(close)) => {
                    meant.push(close);
                    format!("did you mean `{close}`?")
                }
                (None, None) => match closest(&key.text, &self.known) {
                    Some(close) => format!("remove it, if it is to be `{close}`, which is here already"),
                    None => list(&self.known),
                },
            };
            walk.report(diagnostic.help(help));
        }
        for (keys, diagnostic) in self.missing {
            if !keys.iter().any(|key| meant.contains(key)) {
                walk.report(diagnostic);
            }
        }
        meant
    }
}
