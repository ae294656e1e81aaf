//! Hidden characters, and how every view replaces them.

use std::borrow::Cow;
use std::path::Path;

/// Why a character is hidden, as the end of a sentence that starts with the character; `None` if it is
/// visible.
///
/// In the terms of UAX #44: `General_Category` is Cc, Cf, Zl or Zp, or `Default_Ignorable_Code_Point` is set.
/// Exceptions:
/// - a line feed, which docs and messages contain; a view of one line checks for it itself;
/// - `Prepended_Concatenation_Mark`, which has a glyph;
/// - the variation selectors of the BMP, which emoji and Mongolian use. Those beyond the BMP are hidden: 240
///   of them can encode any bytes.
fn reason(c: char) -> Option<&'static str> {
    Some(match c {
        '\n' | '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' => return None,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "reorders text"
        }
        '\u{2028}' | '\u{2029}' => "only some programs treat as a line end",
        '\u{200C}' | '\u{200D}' => "has no effect here",
        '\u{AD}' => "is only visible at the end of a line",
        '\u{34F}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}' => "is invisible",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "is blank",
        '\u{17B4}' | '\u{17B5}' => "is invisible",
        '\u{206A}'..='\u{206F}' | '\u{FFF0}'..='\u{FFFB}' | '\u{13430}'..='\u{1343F}' => "formats text",
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' => "formats text",
        '\u{E0000}'..='\u{E0FFF}' => "can encode hidden text",
        _ if c.is_control() => "is a control character",
        _ => return None,
    })
}

/// Whether a character reorders, hides or controls text, or is invisible itself, wherever it appears.
pub fn is_hidden(c: char) -> bool {
    reason(c).is_some()
}

/// Returns the first hidden character of a text that is not one of `kept`: its offset, and the reason.
pub fn find_hidden(text: &str, kept: &[char]) -> Option<(usize, char, &'static str)> {
    let (at, c) = unseen(text, |c| !kept.contains(&c) && is_hidden(c)).next()?;
    Some((at, c, reason(c)?))
}

/// The characters of a text that `is_unseen`, without visible joiners.
///
/// Persian and the scripts of India use U+200C and U+200D, and emoji are joined by U+200D: each changes the
/// character before it. After ASCII, a blank or another hidden character it has no effect.
fn unseen(text: &str, is_unseen: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, char)> {
    let mut before = ' ';
    text.char_indices().filter(move |(_, c)| {
        let after = std::mem::replace(&mut before, *c);
        let joins = |c| matches!(c, '\u{200C}' | '\u{200D}');
        is_unseen(*c) && !(joins(*c) && !after.is_ascii() && !after.is_whitespace() && !is_hidden(after))
    })
}

/// Replaces each hidden character and each line feed by U+FFFD, unless it is one of `kept`.
pub fn visible<'t>(text: &'t str, kept: &[char]) -> Cow<'t, str> {
    replaced(text, kept, |_, visible| visible.push(char::REPLACEMENT_CHARACTER))
}

/// Replaces each hidden character and each line feed by its escape, such as `\u{202e}`, unless it is one of `kept`.
pub fn escaped<'t>(text: &'t str, kept: &[char]) -> Cow<'t, str> {
    replaced(text, kept, |c, escaped| escaped.extend(c.escape_unicode()))
}

/// Breaks commands to a CI system with a hair space (U+200A): `::` at the start of a line, and `##[`, `##vso[` and
/// similar texts anywhere. The runners ignore white space and terminal escapes before them.
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains("##") && !text.contains("::") {
        return Cow::Borrowed(text);
    }
    let mut inert = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let start = line.len() - line.trim_start().len();
        let (space, mut rest) = line.split_at(start);
        inert.push_str(space);
        if let Some(after) = rest.strip_prefix("::") {
            inert.push_str(":\u{200a}:");
            rest = after;
        }
        while let Some(at) = rest.find("##") {
            let hashes = rest[at..].len() - rest[at..].trim_start_matches('#').len();
            let (before, after) = rest.split_at(at + hashes);
            inert.push_str(before);
            if after.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[') {
                inert.push('\u{200a}');
            }
            rest = after;
        }
        inert.push_str(rest);
    }
    Cow::Owned(inert)
}

/// Returns a path on one line, with hidden characters escaped.
pub fn shown_path(path: &Path) -> String {
    escaped(&path.to_string_lossy(), &[]).into_owned()
}

fn replaced<'t>(text: &'t str, kept: &[char], replace: impl Fn(char, &mut String)) -> Cow<'t, str> {
    let mut replaced = String::new();
    let mut copied = 0;
    for (at, c) in unseen(text, |c| (c == '\n' || is_hidden(c)) && !kept.contains(&c)) {
        replaced.push_str(&text[copied..at]);
        replace(c, &mut replaced);
        copied = at + c.len_utf8();
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(&text[copied..]);
    Cow::Owned(replaced)
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn commands_are_broken() {
        for text in
            ["::error::x", " \t::error::x", "##[error]x", "a ###[x]", "##vso[task]", "a\n::x\n", "####[x"]
        {
            let inert = inert(text);
            assert!(!inert.lines().any(|line| line.trim_start().starts_with("::")), "{inert}");
            assert!(!inert.contains("##[") && !inert.contains("##vso["), "{inert}");
            assert_eq!(inert.replace('\u{200a}', ""), text);
        }
        for text in ["a ::b", "# [x]", "## x [y]", "C::D\n"] {
            assert_eq!(inert(text), text);
        }
    }
}
