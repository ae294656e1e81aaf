//! A file that says which changes are meant, and how bad a project takes others to be.

use super::change::{Change, Report};
use super::rules::rule;
use super::verdict::Wire;
use speccast_core::diagnostic::{Code, Diagnostic, Diagnostics, codes};
use speccast_core::source::{Source, Span};
use speccast_core::suggest::suggest;
use speccast_core::yaml::{self, Kind, Node};
use std::fmt;

/// What a project says about changes: severities by rule, and changes to be ignored.
///
/// ```yaml
/// severity:
///   error-removed: breaking        # or dangerous, compatible
/// ignore:
///   - rule: max-length-decreased
///     path: types/Name/*           # optional; `*` stands for any text
///     fingerprint: 91d0a6f3c2b4e857   # optional: this one change
///     reason: Nobody has longer names, we asked.
/// ```
#[derive(Clone, Debug, Default)]
pub struct Settings {
    source: Option<Source>,
    severities: Vec<(&'static str, Wire)>,
    ignored: Vec<Ignore>,
}

/// Changes to be ignored.
#[derive(Clone, Debug)]
struct Ignore {
    span: Span,
    rule: &'static str,
    path: Option<String>,
    fingerprint: Option<String>,
}

/// What is wrong with settings, as diagnostics.
pub type SettingsError = Diagnostics;

impl Settings {
    /// Reads settings.
    ///
    /// # Errors
    /// Everything that is wrong with them: unknown keys, rules and severities.
    pub fn parse(source: &Source) -> Result<Self, SettingsError> {
        let mut reader = Reader { found: Vec::new() };
        let mut settings = Self { source: Some(source.clone()), ..Self::default() };
        // A file of comments alone says nothing.
        let is_blank =
            source.text().lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#'));
        let tree = if is_blank { None } else { yaml::read(source, &mut reader.found) };
        for (key, node) in tree.iter().flat_map(|tree| reader.entries(tree)).collect::<Vec<_>>() {
            match key.text.as_str() {
                "severity" => settings.severities = reader.severities(node),
                "ignore" => settings.ignored = reader.ignored(node),
                other => {
                    reader.unknown(&codes::UNKNOWN_KEY, "key", other, &key.span, &["severity", "ignore"])
                }
            }
        }
        let mut diagnostics = Diagnostics::new();
        diagnostics.extend(source, reader.found);
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(settings) }
    }

    /// Changes severities and takes out what is ignored.
    ///
    /// # Errors
    /// The entries that ignore nothing: whoever wrote them can remove them.
    pub fn apply(&self, report: &mut Report) -> Result<(), SettingsError> {
        for change in &mut report.changes {
            if let Some((_, wire)) = self.severities.iter().find(|(id, _)| *id == change.rule.id) {
                change.verdict.wire = *wire;
            }
        }
        let mut used = vec![false; self.ignored.len()];
        let changes = std::mem::take(&mut report.changes);
        for change in changes {
            let fitting: Vec<usize> =
                (0..self.ignored.len()).filter(|it| self.ignored[*it].fits(&change)).collect();
            for index in &fitting {
                used[*index] = true;
            }
            let list = if fitting.is_empty() { &mut report.changes } else { &mut report.ignored };
            list.push(change);
        }
        report.judge();
        let mut diagnostics = Diagnostics::new();
        if let Some(source) = &self.source {
            let unused = self.ignored.iter().zip(used).filter(|(_, used)| !used).map(|(entry, _)| {
                Diagnostic::new(&codes::UNUSED_IGNORE, format!("no `{}` is ignored by this", entry.rule))
                    .label(&entry.span, "")
                    .help("remove it, or mend its path")
            });
            diagnostics.extend(source, unused.collect());
        }
        if diagnostics.is_empty() { Ok(()) } else { Err(diagnostics) }
    }
}

impl Ignore {
    fn fits(&self, change: &Change) -> bool {
        self.rule == change.rule.id
            && self.path.as_ref().is_none_or(|path| matches(path, &change.path))
            && self.fingerprint.as_ref().is_none_or(|it| *it == change.fingerprint)
    }
}

/// Whether a text is what a pattern says, in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    text.ends_with(end)
}

struct Reader {
    found: Vec<Diagnostic>,
}

impl Reader {
    fn error(
        &mut self,
        code: &'static Code,
        message: impl fmt::Display,
        span: &Span,
        help: impl Into<String>,
    ) {
        self.found.push(Diagnostic::new(code, message.to_string()).label(span, "").help(help));
    }

    fn unknown(&mut self, code: &'static Code, what: &str, name: &str, span: &Span, known: &[&str]) {
        let message = format!("there is no {what} `{}`", name.escape_debug());
        self.error(code, message, span, suggest(name, known));
    }

    fn entries<'n>(&mut self, node: &'n Node) -> Vec<(&'n yaml::Key, &'n Node)> {
        match &node.kind {
            Kind::Mapping(entries) => entries.iter().map(|(key, value)| (key, value)).collect(),
            _ => {
                let message = format!("this is {}, and a mapping belongs here", node.what());
                self.error(&codes::WRONG_TYPE, message, &node.span, "write `key: value`");
                Vec::new()
            }
        }
    }

    fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        match &node.kind {
            Kind::Scalar { text, .. } if !node.is_null() => Some(text),
            _ => {
                let message = format!("this is {}, and a text belongs here", node.what());
                self.error(&codes::WRONG_TYPE, message, &node.span, "write a text");
                None
            }
        }
    }

    fn rule(&mut self, id: &str, span: &Span) -> Option<&'static str> {
        let found = rule(id).map(|rule| rule.id);
        if found.is_none() {
            let close = super::rules::rules().map(|rule| rule.id);
            let close = close.map(|known| (strsim::osa_distance(id, known), known)).min();
            let help = match close.filter(|(distance, known)| *distance <= known.len() / 3) {
                Some((_, known)) => format!("did you mean `{known}`?"),
                None => "`speccast explain` lists the rules".to_owned(),
            };
            self.error(&codes::UNKNOWN_RULE, format!("there is no rule `{}`", id.escape_debug()), span, help);
        }
        found
    }

    fn severities(&mut self, node: &Node) -> Vec<(&'static str, Wire)> {
        let mut severities = Vec::new();
        for (key, value) in self.entries(node) {
            let id = self.rule(&key.text, &key.span);
            let Some(name) = self.text(value) else { continue };
            match Wire::ALL.into_iter().find(|wire| wire.name() == name) {
                Some(wire) => severities.extend(id.map(|id| (id, wire))),
                None => {
                    let known = Wire::ALL.map(Wire::name);
                    self.unknown(&codes::UNKNOWN_SEVERITY, "severity", name, &value.span, &known);
                }
            }
        }
        severities
    }

    fn ignored(&mut self, node: &Node) -> Vec<Ignore> {
        let Kind::Sequence(items) = &node.kind else {
            let message = format!("this is {}, and a list belongs here", node.what());
            self.error(&codes::WRONG_TYPE, message, &node.span, "write `- rule: ID`");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.ignore(item)).collect()
    }

    fn ignore(&mut self, node: &Node) -> Option<Ignore> {
        let (mut id, mut path, mut fingerprint, mut reason) = (None, None, None, false);
        for (key, value) in self.entries(node) {
            let text = self.text(value).map(str::to_owned);
            match key.text.as_str() {
                "rule" => id = text.and_then(|text| self.rule(&text, &value.span)),
                "path" => path = text,
                "fingerprint" => fingerprint = text,
                "reason" => reason = text.is_some(),
                other => {
                    let known = ["rule", "path", "fingerprint", "reason"];
                    self.unknown(&codes::UNKNOWN_KEY, "key", other, &key.span, &known);
                }
            }
        }
        if !reason {
            self.error(&codes::MISSING_KEY, "who ignores a change says why", &node.span, "add `reason: …`");
        }
        if id.is_none() && self.found.is_empty() {
            self.error(&codes::MISSING_KEY, "this ignores no rule", &node.span, "add `rule: ID`");
        }
        Some(Ignore { span: node.span.clone(), rule: id?, path, fingerprint })
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_any_text() {
        assert!(matches("types/Name/length/max", "types/Name/length/max"));
        assert!(matches("types/*/length/*", "types/Name/length/max"));
        assert!(matches("*", ""));
        assert!(!matches("types/*/length", "types/Name/length/max"));
        assert!(!matches("types/Name", "types/Names"));
        assert!(!matches("a*a", "a"));
    }
}
