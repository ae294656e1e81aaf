//! Which characters nobody sees, and what every view puts in their place.

use std::borrow::Cow;

/// Whether a character reorders, hides or controls text, or is not seen itself.
///
/// In the terms of UAX #44: `General_Category` is Cc, Cf, Zl or Zp, or `Default_Ignorable_Code_Point` is set. These are
/// not hidden:
/// - a line feed, which docs and messages have; a view of one line looks for it itself;
/// - `Prepended_Concatenation_Mark`, which has a glyph;
/// - the variation selectors of the BMP, which emoji and Mongolian are written with. Those beyond it are hidden: the 240
///   of them spell any bytes, which nobody sees.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' => false,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' => {
            true
        }
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' => true,
        '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{13430}'..='\u{1343F}' => true,
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' => true,
        _ => c.is_control(),
    }
}

/// Replaces each hidden character and each line feed by U+FFFD, unless it is one of `kept`.
pub fn visible<'t>(text: &'t str, kept: &[char]) -> Cow<'t, str> {
    replaced(text, kept, |_, visible| visible.push(char::REPLACEMENT_CHARACTER))
}

/// Replaces each hidden character and each line feed by its escape, such as `\u{202e}`, unless it is one of `kept`.
pub fn escaped<'t>(text: &'t str, kept: &[char]) -> Cow<'t, str> {
    replaced(text, kept, |c, escaped| escaped.extend(c.escape_unicode()))
}

/// Breaks what a CI system takes for a command, by a hair space (U+200A): `::` at the start of a line, and `##[`,
/// `##vso[` and the like anywhere. The runners look for them past white space and escapes of terminals.
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

fn replaced<'t>(text: &'t str, kept: &[char], replace: impl Fn(char, &mut String)) -> Cow<'t, str> {
    let has_to_go = |c: char| (c == '\n' || is_hidden(c)) && !kept.contains(&c);
    let Some(first) = text.find(has_to_go) else { return Cow::Borrowed(text) };
    let mut replaced = text[..first].to_owned();
    for c in text[first..].chars() {
        if has_to_go(c) {
            replace(c, &mut replaced);
        } else {
            replaced.push(c);
        }
    }
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
