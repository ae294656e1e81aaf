//! Suggestions for common errors of YAML syntax.

use crate::diagnostic::{Diagnostic, codes};
use crate::text::Span;
use granit_parser::{ErrorKind, ScanError};

/// Returns the YAML parser's message, its place, and a suggestion.
pub(super) fn diagnostic(text: &str, error: &ScanError) -> Diagnostic {
    let mut start = error.marker().byte_offset().unwrap_or(0).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let end = rest(text, start).chars().next().map_or(start, |c| start + c.len_utf8());
    let diagnostic = Diagnostic::new(&codes::YAML_SYNTAX, format!("invalid YAML: {}", error.info()));
    match error.kind() {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::UnclosedFlowCollection { .. } => {
            diagnostic.label(&(start..end), "opened here")
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::MissingLowSurrogate => {
            let span = broken_escape(text, start).unwrap_or(start..end);
            let help =
                "in double quotes, `\\` begins an escape; put a pattern in single quotes, or write `\\\\`";
            diagnostic.label(&span, "the parser stopped here").help(help)
        }
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInPlainScalar => {
            let span = indenting_tab(text, start).unwrap_or(start..end);
            diagnostic.label(&span, "the parser stopped here").help("indent with spaces")
        }
        kind => {
            let mut diagnostic = diagnostic.label(&(start..end), "the parser stopped here");
            diagnostic.help.extend(help(kind, text, start).map(str::to_owned));
            diagnostic
        }
    }
}

fn help(kind: &ErrorKind, text: &str, start: usize) -> Option<&'static str> {
    let before = text.get(..start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let next = rest(text, start);
    // A YAML list or mapping in the middle of a word.
    let glued = (line.ends_with([']', '}']) && !next.starts_with([' ', ',', ']', '}', '\n', '\r', ':']))
        || (next.starts_with(['[', '{'])
            && !line.trim_start().is_empty()
            && !line.ends_with([' ', '[', '{', ',']));
    Some(match kind {
        _ if glued => "quote the text; in YAML, `[` and `{` begin lists and mappings",
        ErrorKind::InvalidTrailingSingleQuotedScalar => {
            "in single quotes, write `'` twice; or put the text in double quotes"
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "in double quotes, write `\\\"`; or put the text in single quotes"
        }
        ErrorKind::MappingValueNotAllowed if line.contains(": ") => {
            "quote the text; in YAML, a colon and a space end a key"
        }
        ErrorKind::MappingValueNotAllowed => "indent this line less; it continues the string above",
        ErrorKind::UnexpectedCharacter { .. } => {
            "quote the text; an unquoted string cannot begin with this character"
        }
        ErrorKind::UnknownAnchor => "quote the text; in YAML, `*` begins an alias",
        ErrorKind::SimpleKeyExpected => "write a colon after a key, and a space after the colon",
        ErrorKind::InvalidBlockScalarHeader => "after `>` or `|`, write the text on the next lines, indented",
        ErrorKind::ExpectedBlockMappingKey if line.trim().is_empty() => "indent it like the lines next to it",
        ErrorKind::ExpectedFlowMappingSeparator => {
            "put a comma between two entries, and a `}` after the last one"
        }
        ErrorKind::InvalidColonPlacement => "close the `[` or `{` above",
        ErrorKind::ExpectedFlowSequenceSeparator => {
            "put a comma between two items, and a `]` after the last one"
        }
        _ => return None,
    })
}

fn rest(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or_default()
}

/// Returns the first escape of the double-quoted text at `start` that YAML does not define (YAML 1.2, section
/// 5.7).
fn broken_escape(text: &str, start: usize) -> Option<Span> {
    let mut chars = text.get(start + 1..)?.char_indices();
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let (_, letter) = chars.next()?;
        let at = start + 1 + at;
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ if "0abtnvfre \"/\\N_LP\t\r\n".contains(letter) => continue,
            _ => 0,
        };
        let written = rest(text, at + 2).bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
        if digits == 0 || written < digits {
            return Some(at..at + 1 + letter.len_utf8() + written);
        }
    }
    None
}

/// Returns the tab at the beginning of the line of `start`, or of the first line after it that begins with
/// one.
fn indenting_tab(text: &str, start: usize) -> Option<Span> {
    let mut at = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    for line in text.get(at..)?.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line.get(..indent).and_then(|indent| indent.find('\t')) {
            return Some(at + tab..at + tab + 1);
        }
        at += line.len();
    }
    None
}
