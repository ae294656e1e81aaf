//! Settings of a comparison: accepted changes, and a project's own severities.

use super::change::{Change, Report};
use super::rules::{rule, rules};
use super::verdict::Wire;
use speccast_core::diagnostic::{Diagnostic, Diagnostics, codes};
use speccast_core::did_you_mean;
use speccast_core::settings::{self, Node, Spanned, Walk};
use speccast_core::text::{Source, Span};
use speccast_core::vocabulary::{Form, Key, Mapping};

/// A project's severities by rule, and changes to ignore.
///
/// ```yaml
/// severity:
///   error-removed: breaking        # or dangerous, compatible
/// ignore:
///   - rule: max-length-decreased
///     path: types/Name/*           # optional; `*` matches any text
///     fingerprint: 91d0a6f3c2b4e857   # optional: this one change
///     reason: No user has longer names; we checked.
/// ```
#[derive(Clone, Debug, Default)]
pub struct Settings {
    source: Option<Source>,
    severities: Vec<(&'static str, Wire)>,
    ignored: Vec<Ignore>,
}

/// Changes to ignore.
#[derive(Clone, Debug)]
struct Ignore {
    span: Span,
    rule: &'static str,
    path: Option<String>,
    fingerprint: Option<String>,
}

impl Settings {
    /// Reads settings.
    ///
    /// # Errors
    /// If there are unknown keys, rules or severities.
    pub fn parse(source: &Source) -> Result<Self, Diagnostics> {
        let (severities, ignored) = settings::read(source, SETTINGS, |walk, fields| {
            let severities = fields.get(SEVERITY).map(|node| walk.entries(node, severity));
            let ignored = fields.get(IGNORE).map(|node| walk.list(node, ignore));
            (severities.unwrap_or_default(), ignored.unwrap_or_default())
        })?;
        Ok(Self { source: Some(source.clone()), severities, ignored })
    }

    /// Changes severities and moves ignored changes.
    ///
    /// # Errors
    /// If entries ignore nothing, which can be removed.
    pub fn apply(&self, report: &mut Report) -> Result<(), Diagnostics> {
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
                Diagnostic::new(&codes::UNUSED_IGNORE, format!("this entry ignores no `{}`", entry.rule))
                    .label(&entry.span, "")
                    .help("remove it, or fix its path")
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

/// Returns whether a text matches a pattern with `*` for any text.
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

const fn key(name: &'static str) -> Key {
    settings::key(name, Form::Text)
}

const SEVERITY: &Key = &key("severity");
const IGNORE: &Key = &key("ignore");
const SETTINGS: &Mapping =
    &settings::mapping("the settings", "write `severity:` or `ignore:`", &[], &[SEVERITY, IGNORE]);

const RULE: &Key = &key("rule");
const PATH: &Key = &key("path");
const FINGERPRINT: &Key = &key("fingerprint");
const REASON: &Key = &key("reason");
const IGNORED: &Mapping = &settings::mapping(
    "an ignored change",
    "write `{ rule: ID, reason: … }`",
    &[RULE, REASON],
    &[RULE, PATH, FINGERPRINT, REASON],
);

fn known_rule(walk: &mut Walk<'_>, id: &str, span: &Span) -> Option<&'static str> {
    let found = rule(id).map(|rule| rule.id);
    if found.is_none() {
        let ids: Vec<&str> = rules().map(|rule| rule.id).collect();
        let help = did_you_mean(id, &ids).unwrap_or_else(|| "`speccast explain` lists the rules".to_owned());
        let unknown = Diagnostic::new(&codes::UNKNOWN_RULE, format!("unknown rule `{id}`"));
        walk.report(unknown.label(span, "").help(help));
    }
    found
}

/// The severity of a rule's changes.
fn severity(walk: &mut Walk<'_>, id: Spanned<String>, node: &Node) -> Option<(&'static str, Wire)> {
    let id = known_rule(walk, &id.value, &id.span);
    let name = walk.verbatim(node)?;
    let wire = Wire::ALL.into_iter().find(|wire| wire.name() == name);
    if wire.is_none() {
        let known = Wire::ALL.map(Wire::name);
        walk.report(Diagnostic::unknown(&codes::UNKNOWN_SEVERITY, "severity", name, &node.span, &known));
    }
    Some((id?, wire?))
}

fn ignore(walk: &mut Walk<'_>, node: &Node) -> Option<Ignore> {
    let mut fields = walk.fields(node, IGNORED)?;
    let [rule, path, fingerprint, _] = [RULE, PATH, FINGERPRINT, REASON].map(|key| {
        let node = fields.get(key)?;
        walk.verbatim(node).map(|text| (text.to_owned(), &node.span))
    });
    fields.finish(walk);
    let rule = rule.and_then(|(id, span)| known_rule(walk, &id, span))?;
    let text = |value: Option<(String, &Span)>| value.map(|(text, _)| text);
    Some(Ignore { span: node.span.clone(), rule, path: text(path), fingerprint: text(fingerprint) })
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
