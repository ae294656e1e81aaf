//! How a YAML tree is walked: each look at a node gives a value, or a diagnostic and nothing.
//!
//! Mappings and lists are walked here, so that one bad key hides nothing else; single values are left to `serde_yaml`,
//! which knows what YAML takes them for.

mod literal;

use super::fields::Fields;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Source;
use crate::suggest::suggest;
use crate::syntax::{Number, Spanned};
use crate::yaml::{Kind, MAX_MISTAKES, Node};
use serde_yaml::Value;

/// The source being read and what was found in it so far.
pub(super) struct Walk<'a> {
    source: &'a Source,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(source: &'a Source, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Self { source, diagnostics }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Says that `node` is not what belongs there, unless it was refused as a whole.
    pub(super) fn wrong_type(&mut self, node: &Node, wanted: &str, help: Option<String>) {
        if matches!(node.kind, Kind::Refused) {
            return;
        }
        let mut diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("{wanted} belongs here"))
            .label(&node.span, format!("this is {}", node.what()));
        diagnostic.help.extend(help);
        self.report(diagnostic);
    }

    /// A string. What YAML takes for something else must be quoted, so that all its readers agree.
    pub(super) fn string(&mut self, node: &Node) -> Option<Spanned<String>> {
        let Kind::Scalar { text, plain } = &node.kind else {
            self.wrong_type(node, "a string", None);
            return None;
        };
        let taken_for = match self.value(node) {
            _ if !plain => None,
            Some(Value::String(_)) => None,
            Some(Value::Number(_)) => Some("a number"),
            Some(Value::Bool(_)) => Some("a boolean"),
            Some(Value::Null) => Some("nothing"),
            _ => Some("something else"),
        };
        if taken_for == Some("nothing") && node.span.is_empty() {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a string belongs here");
            let here = node.span.start.saturating_sub(1)..node.span.start;
            self.report(diagnostic.label(&here, "nothing is written here"));
            return None;
        }
        if let Some(taken_for) = taken_for {
            let label = format!("YAML takes this for {taken_for}");
            let diagnostic =
                Diagnostic::new(&codes::WRONG_TYPE, "a string belongs here").label(&node.span, label);
            self.report(diagnostic.help(format!("quote it: \"{}\"", text.escape_debug())));
            return None;
        }
        Some(Spanned { value: text.clone(), span: node.span.clone() })
    }

    /// A whole number.
    pub(super) fn integer<T: TryFrom<i128>>(&mut self, node: &Node, wanted: &str) -> Option<Spanned<T>> {
        let value = match self.value(node) {
            Some(Value::Number(number)) => {
                let wide = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
                wide.and_then(|wide| T::try_from(wide).ok())
            }
            _ => None,
        };
        if value.is_none() {
            self.not_one(node, wanted);
        }
        value.map(|value| Spanned { value, span: node.span.clone() })
    }

    /// A number, whole or not, but neither infinite nor NaN.
    pub(super) fn number(&mut self, node: &Node, wanted: &str) -> Option<Spanned<Number>> {
        let value = match self.value(node) {
            Some(Value::Number(number)) => {
                let float = || number.as_f64().filter(|float| float.is_finite()).map(Number::Float);
                number.as_i64().map(Number::Integer).or_else(float)
            }
            _ => None,
        };
        if value.is_none() {
            self.not_one(node, wanted);
        }
        value.map(|value| Spanned { value, span: node.span.clone() })
    }

    /// Says that `node` is not the number that belongs there.
    fn not_one(&mut self, node: &Node, wanted: &str) {
        if let Kind::Scalar { text: inner, plain } = &node.kind {
            let text = self.source.text().get(node.span.clone()).unwrap_or_default();
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("{wanted} belongs here"));
            let mut diagnostic = diagnostic.label(&node.span, format!("`{text}` is not one"));
            let is_quoted = !plain && inner.parse::<f64>().is_ok();
            diagnostic.help.extend(is_quoted.then(|| "leave out the quotes".to_owned()));
            self.report(diagnostic);
        } else {
            self.wrong_type(node, wanted, None);
        }
    }

    /// A doc. A comment that seems to be the rest of it is remarked upon.
    pub(super) fn doc(&mut self, node: &Node) -> Option<Spanned<String>> {
        let doc = self.string(node)?;
        let rest = self.source.text().get(node.span.end..).unwrap_or_default();
        let rest = rest.lines().next().unwrap_or_default();
        // Comments that are meant as such follow a whole sentence, or stand apart.
        let ends = doc.value.ends_with(['.', '!', '?', ')', ':', ';']);
        let comment = rest.strip_prefix(" #").filter(|comment| !ends || !comment.starts_with([' ', '#']));
        if let (Kind::Scalar { plain: true, .. }, Some(comment)) = (&node.kind, comment) {
            let start = node.span.end + 1;
            let span = start..start + 1 + comment.trim_end().len();
            let diagnostic = Diagnostic::new(&codes::COMMENT_IN_DOC, "a comment cuts this doc short");
            let diagnostic =
                diagnostic.label(&span, "YAML takes this for a comment").label(&node.span, "the doc");
            self.report(diagnostic.help("quote the doc, or put two spaces before a comment"));
        }
        Some(doc)
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, node: &Node) -> Option<bool> {
        match self.value(node) {
            Some(Value::Bool(value)) => Some(value),
            _ if matches!(node.kind, Kind::Refused) => None,
            _ => {
                let text = self.source.text().get(node.span.clone()).unwrap_or_default();
                let label = match node.kind {
                    Kind::Scalar { .. } => format!("`{text}` is neither"),
                    _ => format!("this is {}", node.what()),
                };
                let mut diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "`true` or `false` belongs here");
                diagnostic.help.extend(boolean_meant(&node.kind));
                self.report(diagnostic.label(&node.span, label));
                None
            }
        }
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, words: &[(&str, T)]) -> Option<Spanned<T>> {
        let text = self.string(node)?;
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let diagnostic =
                Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{}` is not known here", text.value))
                    .label(&node.span, "");
            self.report(diagnostic.help(suggest(&text.value, &known)));
        }
        found.map(|(_, value)| Spanned { value: *value, span: text.span })
    }

    /// Whether so much was found that the rest is not worth a look.
    pub(super) fn is_full(&self) -> bool {
        self.diagnostics.len() > MAX_MISTAKES
    }

    fn unless_full<T>(&mut self, look: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.is_full() { None } else { look(self) }
    }

    /// The items of a list.
    pub(super) fn list<T>(
        &mut self,
        node: &Node,
        mut item: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        match &node.kind {
            Kind::Sequence(items) => {
                items.iter().filter_map(|node| self.unless_full(|walk| item(walk, node))).collect()
            }
            _ if node.is_null() => Vec::new(),
            _ => {
                self.wrong_type(node, "a list", Some(list_meant(&node.kind)));
                Vec::new()
            }
        }
    }

    /// The entries of a mapping whose keys the author chooses.
    pub(super) fn entries<T>(
        &mut self,
        node: &Node,
        mut entry: impl FnMut(&mut Self, Spanned<String>, &Node) -> Option<T>,
    ) -> Vec<T> {
        match &node.kind {
            Kind::Mapping(entries) => entries
                .iter()
                .filter_map(|(key, node)| {
                    let name = Spanned { value: key.text.clone(), span: key.span.clone() };
                    self.unless_full(|walk| entry(walk, name, node))
                })
                .collect(),
            _ if node.is_null() => Vec::new(),
            _ => {
                let help = "write each of them as `NAME: …`".to_owned();
                self.wrong_type(node, "a mapping", Some(help));
                Vec::new()
            }
        }
    }

    /// A mapping whose keys the language knows; `what` is what messages call it.
    pub(super) fn fields<'n>(&mut self, node: &'n Node, what: &'n str) -> Option<Fields<'n>> {
        match &node.kind {
            Kind::Mapping(entries) => Some(Fields::new(what, node, entries)),
            _ => {
                self.wrong_type(node, &format!("{what}, a mapping,"), form_of(what).map(str::to_owned));
                None
            }
        }
    }

    /// What YAML takes a single value for.
    fn value(&self, node: &Node) -> Option<Value> {
        match &node.kind {
            Kind::Scalar { .. } => serde_yaml::from_str(self.source.text().get(node.span.clone())?).ok(),
            _ => None,
        }
    }
}

/// What to write for a word that is meant as a boolean.
pub(super) fn boolean_meant(kind: &Kind) -> Option<String> {
    let Kind::Scalar { text, plain } = kind else { return None };
    match text.to_lowercase().as_str() {
        "true" | "false" if !plain => Some("leave out the quotes".to_owned()),
        "yes" | "on" | "y" | "true" => Some("write `true`".to_owned()),
        "no" | "off" | "n" | "false" => Some("write `false`".to_owned()),
        _ => None,
    }
}

/// What to write for something that is meant as a list.
fn list_meant(kind: &Kind) -> String {
    match kind {
        Kind::Scalar { text, .. } if text.len() < 40 => format!("write `[{}]`", text.escape_debug()),
        _ => "write it as `[…, …]`, or each item after a `-` on a line of its own".to_owned(),
    }
}

/// How a mapping is written, by what messages call it.
fn form_of(what: &str) -> Option<&'static str> {
    Some(match what {
        "a member" | "a type" => {
            "write `NAME: TYPE`, or `NAME: { type: TYPE, … }`; a list is `NAME: { list: TYPE }`"
        }
        "an item's type" | "a map's key" => "write a type's name, or `{ type: TYPE, … }`",
        "an operation" => "write `NAME: { http: GET /path, … }`",
        "an error" => "write `NAME: { status: 404 }`",
        "`range`" => "write `{ min: 1, max: 100 }`, or one of the two",
        "`length`" => "write a number, or `{ min: 1, max: 100 }`, or one of the two",
        "`paginated`" => "write `{ items: MEMBER }`, naming the list that an answer brings",
        "an endpoint" => "write `{ url: \"https://service.example.com\" }`",
        "a spec" => "a spec begins with `speccast: 1`, then `service:` and `operations:`",
        _ => return None,
    })
}
