//! Which characters nobody sees, and what every view puts in their place.

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
pub fn visible(text: &str, kept: &[char]) -> String {
    text.chars().map(|c| if has_to_go(c, kept) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Replaces each hidden character and each line feed by its escape, such as `\u{202e}`, unless it is one of `kept`.
pub fn escaped(text: &str, kept: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if has_to_go(c, kept) {
            escaped.extend(c.escape_unicode());
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn has_to_go(c: char, kept: &[char]) -> bool {
    (c == '\n' || is_hidden(c)) && !kept.contains(&c)
}
