//! A mapping with defined keys: the parser asks for each, and others are refused.

use super::walk::{Walk, is_simple_type};
use crate::diagnostic::{Diagnostic, codes};
use crate::suggest::{closest, key_elsewhere, key_elsewhere_meant, key_of_none};
use crate::syntax::{Head, Spanned};
use crate::text::Span;
use crate::vocabulary::{Form, Key, LANGUAGE, Mapping};
use crate::yaml::{self, Kind, Node};

/// A mapping as it is read key by key.
#[derive(Debug)]
pub struct Fields<'n> {
    mapping: &'static Mapping,
    span: &'n Span,
    entries: &'n [(yaml::Key, Node)],
    /// Keys that were read.
    taken: Vec<&'static str>,
    /// The key and value written in place of the mapping.
    alone: Option<(&'static str, &'n Node)>,
    asked: Vec<&'static str>,
    /// Keys whose absence is not an error.
    excused: Vec<&'static str>,
    /// An error to report, unless one of these keys appears under a similar name.
    missing: Option<(&'static [&'static Key], Diagnostic)>,
}

impl<'n> Fields<'n> {
    pub(super) fn new(mapping: &'static Mapping, node: &'n Node, entries: &'n [(yaml::Key, Node)]) -> Self {
        let (asked, excused) = (Vec::new(), Vec::new());
        Self {
            mapping,
            span: &node.span,
            entries,
            alone: None,
            asked,
            excused,
            taken: Vec::new(),
            missing: None,
        }
    }

    /// Wraps the value of `key`, written in place of a mapping with that key alone.
    pub(super) fn alone(mapping: &'static Mapping, key: &'static Key, node: &'n Node) -> Self {
        let alone = Some((key.name, node));
        Self { alone, excused: vec![key.name], ..Self::new(mapping, node, &[]) }
    }

    /// Returns the value of `key`, if it is written.
    pub fn get(&mut self, key: &'static Key) -> Option<&'n Node> {
        debug_assert!(self.mapping.has(key.name), "{} has no key `{}`", self.mapping.what, key.name);
        let alone = self.alone.filter(|(name, _)| *name == key.name).map(|(_, node)| node);
        self.entry(key.name).map(|(_, node)| node).or(alone)
    }

    /// Returns the value of `key` and marks the key as read.
    pub(super) fn take(&mut self, key: &'static Key) -> Option<&'n Node> {
        let node = self.get(key);
        self.taken.push(key.name);
        node
    }

    /// Returns the entry of a name that may not be a key; the caller reports it.
    pub(super) fn entry(&mut self, name: &'static str) -> Option<&'n (yaml::Key, Node)> {
        self.asked.push(name);
        if self.taken.contains(&name) {
            return None;
        }
        self.entries.iter().find(|(entry, _)| entry.text == name)
    }

    /// Reports `diagnostic` for the absence of these keys.
    pub(super) fn lack(&mut self, keys: &'static [&'static Key], diagnostic: Diagnostic) {
        self.missing = Some((keys, diagnostic));
    }

    /// Marks a required key as optional.
    pub(super) fn excuse(&mut self, key: &'static Key) {
        self.excused.push(key.name);
    }

    /// Returns the span from the start of the mapping to its first key.
    pub(super) fn start(&self) -> Span {
        self.span.start..self.entries.first().map_or(self.span.end, |(first, _)| first.span.end)
    }

    /// Reads the value of `key`, if it is written.
    pub(super) fn read<T>(
        &mut self,
        walk: &mut Walk<'_>,
        key: &'static Key,
        read: impl FnOnce(&mut Walk<'_>, &'n Node) -> Option<T>,
    ) -> Option<T> {
        self.get(key).and_then(|node| read(walk, node))
    }

    /// Reads the value of `key`, a list, which is empty if the key is absent.
    pub(super) fn list<T>(
        &mut self,
        walk: &mut Walk<'_>,
        key: &'static Key,
        item: impl FnMut(&mut Walk<'_>, &Node) -> Option<T>,
    ) -> Vec<T> {
        self.get(key).map(|node| walk.list(node, item)).unwrap_or_default()
    }

    /// Reads the value of `key`, an item or a list of them.
    pub(super) fn one_or_more<T>(
        &mut self,
        walk: &mut Walk<'_>,
        key: &'static Key,
        item: impl FnMut(&mut Walk<'_>, &Node) -> Option<T>,
    ) -> Vec<T> {
        self.get(key).map(|node| walk.one_or_more(node, item)).unwrap_or_default()
    }

    /// Reads the value of `key`, a mapping whose keys the author chooses.
    pub(super) fn entries<T>(
        &mut self,
        walk: &mut Walk<'_>,
        key: &'static Key,
        entry: impl FnMut(&mut Walk<'_>, Spanned<String>, &Node) -> Option<T>,
    ) -> Vec<T> {
        self.get(key).map(|node| walk.entries(node, entry)).unwrap_or_default()
    }

    /// Reads `rust`, `doc` and `deprecated`, where the mapping has them.
    pub(super) fn head(&mut self, walk: &mut Walk<'_>) -> Head {
        let find = |name| self.mapping.keys().find(|key| key.name == name);
        let [rust, doc, deprecated] = ["rust", "doc", "deprecated"].map(find);
        Head {
            rust: rust.and_then(|key| self.text(walk, key)),
            doc: doc.and_then(|key| self.text(walk, key)),
            deprecated: deprecated.and_then(|key| self.read(walk, key, |walk, node| walk.deprecated(node))),
        }
    }

    /// Returns the value of `key`, a string, if it is written.
    pub(super) fn text(&mut self, walk: &mut Walk<'_>, key: &'static Key) -> Option<Spanned<String>> {
        self.get(key).and_then(|node| if key.name == "doc" { walk.doc(node) } else { walk.string(node) })
    }

    /// Returns the place where `key` is set to true.
    pub(super) fn mark(&mut self, walk: &mut Walk<'_>, key: &'static Key) -> Option<Span> {
        let node = self.get(key)?;
        if let (Kind::Sequence(_), "required") = (&node.kind, key.name) {
            let help = "write `required: true` on each of these members";
            walk.expected("`true` or `false`", node, Some(help.to_owned()));
            return None;
        }
        // An invalid value is probably `true`, so that no further error follows from it.
        (walk.boolean(node) != Some(false)).then(|| node.span.clone())
    }

    /// Reports unknown and missing keys, and values that are empty where the language has none. Returns the keys that
    /// unknown ones were probably meant for.
    pub fn finish(self, walk: &mut Walk<'_>) -> Vec<&'static str> {
        let mut meant = self.excused.clone();
        self.report_unknown(walk, &mut meant);
        self.report_missing(walk, &meant);
        let is_short = |node: &Node| match &node.kind {
            Kind::Scalar { text, .. } => text.is_empty(),
            Kind::Sequence(items) => items.len() < 2,
            Kind::Mapping(_) | Kind::Refused => false,
        };
        for (key, value) in self.entries.iter().filter(|(_, value)| is_short(value)) {
            let known = self.mapping.keys().find(|known| known.name == key.text);
            if let Some(expected) = known.and_then(|known| too_short(&known.form, value)) {
                let help = format!("fill it in, or remove `{}`", key.text);
                walk.expected(expected, value, Some(help));
            }
        }
        if let Some((keys, diagnostic)) = self.missing
            && !keys.iter().any(|key| meant.contains(&key.name))
        {
            walk.report(diagnostic);
        }
        meant
    }

    fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(key, _)| key.text == name)
    }

    fn report_unknown(&self, walk: &mut Walk<'_>, meant: &mut Vec<&'static str>) {
        for (key, value) in self.entries.iter().filter(|(key, _)| !self.asked.contains(&key.text.as_str())) {
            if walk.is_full() {
                break;
            }
            let known: Vec<&'static str> = self.mapping.keys().map(|key| key.name).collect();
            let help = self.replacement(&key.text, value, &known).map(|(key, help)| {
                meant.extend(key);
                help
            });
            let diagnostic = Diagnostic::unknown(&codes::UNKNOWN_KEY, "key", &key.text, &key.span, &known);
            walk.report(diagnostic.instead(help));
        }
    }

    /// What to write in place of an unknown key, and the key that it was probably meant for.
    fn replacement(
        &self,
        key: &str,
        value: &Node,
        known: &[&'static str],
    ) -> Option<(Option<&'static str>, String)> {
        let open: Vec<&'static str> = known.iter().copied().filter(|name| !self.has(name)).collect();
        if value.is_null() && key.contains(' ') {
            let help = "in `{ … }` a comma starts a new key; quote the text";
            return Some((None, help.to_owned()));
        }
        let is_type =
            |name| self.entries.iter().any(|(key, ty)| key.text == "type" && ty.text() == Some(name));
        if (self.has("map") || is_type("map")) && ["values", "value", "keys"].contains(&key) {
            let help =
                "write `map: TYPE` with the type of the values, and `key: TYPE` for other keys than strings";
            return Some((None, help.to_owned()));
        }
        if let Some((here, help)) = key_elsewhere(key, known) {
            return Some((Some(here), help));
        }
        if let Some(close) = closest(key, &open) {
            return Some((Some(close), format!("did you mean `{close}`?")));
        }
        if let Some(help) = key_of_none(key) {
            return Some((None, help.to_owned()));
        }
        if let Some(close) = closest(key, known) {
            let help = format!("remove it; the mapping already has `{close}`");
            return Some((None, help));
        }
        if let Some((here, help)) = key_elsewhere_meant(key, &open) {
            return Some((Some(here), help));
        }
        let has_members = known.contains(&"members");
        (has_members && is_simple_type(value))
            .then(|| (None, format!("write `members: {{ {}: … }}`", key.escape_debug())))
    }

    fn report_missing(&self, walk: &mut Walk<'_>, meant: &[&'static str]) {
        let is_missing = |key: &&&'static Key| !self.has(key.name) && !meant.contains(&key.name);
        let missing: Vec<&'static Key> = self.mapping.needed.iter().filter(is_missing).copied().collect();
        if !missing.is_empty() {
            let names = missing.iter().map(|key| format!("`{}`", key.name)).collect::<Vec<_>>().join(" and ");
            let message = format!("{} needs {names}", self.mapping.what);
            let diagnostic =
                Diagnostic::new(&codes::MISSING_KEY, message).label(&self.start(), "in this mapping");
            walk.report(diagnostic.help(how_to_add(&missing, self.mapping)));
        }
    }
}

/// What to write for keys that are missing.
fn how_to_add(missing: &[&'static Key], mapping: &'static Mapping) -> String {
    if let [key] = missing
        && let Some(usage) = key.form.usage()
    {
        return format!("add `{}`: {usage}", key.name);
    }
    if let [Key { form: Form::Version, name, .. }] = missing {
        return format!("add `{name}: {LANGUAGE}`");
    }
    if missing.len() == mapping.needed.len() && !mapping.usage.is_empty() {
        return mapping.usage.to_owned();
    }
    let keys = missing.iter().map(|key| format!("`{}: …`", key.name)).collect::<Vec<_>>();
    format!("add {}", keys.join(" and "))
}

/// What is expected instead of an empty string or a list with too few items; definitions report their own reason.
fn too_short(form: &Form, value: &Node) -> Option<&'static str> {
    match (form, &value.kind) {
        (Form::NonEmpty, Kind::Scalar { text, plain: false }) if text.is_empty() => {
            Some("at least one character")
        }
        (Form::List(_, 1), Kind::Sequence(items)) if items.is_empty() => Some("at least one item"),
        (Form::List(_, 2..), Kind::Sequence(items)) if items.len() < 2 => Some("at least two items"),
        (Form::OneOf(forms), _) => forms.iter().find_map(|form| too_short(form, value)),
        (Form::Meaning(_, form), _) => too_short(form, value),
        _ => None,
    }
}
