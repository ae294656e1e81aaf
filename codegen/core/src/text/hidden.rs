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
