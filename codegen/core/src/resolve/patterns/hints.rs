//! Hints for patterns that probably mean something else.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::Spanned;

/// Escapes with different meanings in double quotes and in a pattern, and their meaning in double quotes
/// (YAML 1.2, section 5.7).
const OTHERWISE: [(u8, &str); 8] = [
    (b'a', "a bell"),
    (b'b', "a backspace"),
    (b'e', "an escape character"),
    (b'_', "a no-break space"),
    (b'N', "a line end"),
    (b'L', "a line separator"),
    (b'P', "a paragraph separator"),
    (b' ', "a space"),
];

impl Resolver<'_> {
    /// Warns of valid but unlikely patterns: slashes around a pattern, and escapes that YAML replaces.
    pub(super) fn remark_on_pattern(&mut self, written: &Spanned<String>) {
        if let Some(without) = without_slashes(&written.value) {
            let message = "this pattern may not mean what it seems to mean";
            let diagnostic = Diagnostic::new(&codes::PATTERN_DOUBTFUL, message);
            let label = "the slashes are part of the value";
            self.report(diagnostic.label(&written.span, label).help(without));
        }
        let slice = self.source.text().get(written.span.clone()).unwrap_or_default().as_bytes();
        if slice.first() != Some(&b'"') {
            return;
        }
        let mut at = 1;
        while let Some(&[first, second]) = slice.get(at..at + 2) {
            let found = OTHERWISE.iter().find(|(letter, _)| first == b'\\' && second == *letter);
            if let Some((_, meaning)) = found {
                let start = written.span.start + at;
                let message = "this pattern may not mean what it seems to mean";
                let diagnostic = Diagnostic::new(&codes::PATTERN_DOUBTFUL, message);
                let diagnostic =
                    diagnostic.label(&(start..start + 2), format!("YAML reads this as {meaning}"));
                let help = "put the pattern in single quotes; in double quotes, `\\` begins a YAML escape";
                self.report(diagnostic.help(help));
                return;
            }
            at += if first == b'\\' { 2 } else { 1 };
        }
    }
}

/// Suggests a fix for a pattern that no value matches.
pub(super) fn why_empty(pattern: &str) -> String {
    let ends_ahead = || {
        let look = pattern.trim_end_matches('$').rsplit_once("(?=");
        look.is_some_and(|(_, look)| look.find(')') == Some(look.len() - 1))
    };
    if let Some(without) = without_slashes(pattern) {
        without
    } else if pattern.trim_start_matches('^').starts_with("(?<=") {
        "remove `(?<=…)`, since nothing precedes the value, or write `(?:…)`".to_owned()
    } else if ends_ahead() {
        "remove `(?=…)`, since nothing follows the value, or write `(?:…)`".to_owned()
    } else {
        "a pattern must match the whole value; check for `^` after or `$` before other text".to_owned()
    }
}

/// Suggests the spelling of a pattern written as `/…/flags`, as in JavaScript and Perl.
fn without_slashes(pattern: &str) -> Option<String> {
    let (inner, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let is_literal = !inner.is_empty() && !inner.ends_with('\\') && flags.len() <= 8;
    if !is_literal || !flags.chars().all(|c| "dgimsuvy".contains(c)) {
        return None;
    }
    let bare = inner.strip_prefix('^').unwrap_or(inner);
    let bare = bare.strip_suffix('$').filter(|bare| !bare.ends_with('\\')).unwrap_or(bare);
    let flags: String = flags.chars().filter(|c| "ims".contains(*c)).collect();
    let bare = match flags.as_str() {
        "" => bare.to_owned(),
        flags => format!("(?{flags}:{bare})"),
    };
    Some(match bare.len() {
        0..=60 => {
            format!("write `{bare}`, without slashes; if the value contains slashes, begin with `^/`")
        }
        _ => "remove the slashes, and write flags as in `(?i:…)`".to_owned(),
    })
}
