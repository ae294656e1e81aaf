//! Rust code as tokens, without a parser: enough to format it, to find its names, and to compare it independently of
//! its layout.

use std::collections::HashSet;

/// The tokens of code in order: words and numbers, literals, comments and docs, and every other character except white
/// space.
///
/// Any text has tokens. The end of a literal or a comment that lacks one is the end of the text.
pub(crate) fn tokens(code: &str) -> impl Iterator<Item = &str> {
    let mut rest = code;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let (token, after) = rest.split_at(length(rest));
        rest = after;
        (!token.is_empty()).then_some(token)
    })
}

/// Every name in this code that is resolved in its scope: no field or method, and only the start of a path.
pub(crate) fn names(code: &str) -> HashSet<&str> {
    let mut before = [""; 2];
    let mut names = HashSet::new();
    for token in tokens(code) {
        let is_part = matches!(before, [_, "."] | [":", ":"]);
        if !is_part && token.starts_with(is_word) {
            names.insert(token);
        }
        before = [before[1], token];
    }
    names
}

/// Length in bytes of the token that a text begins with, or of one character of white space; 0 if the text is empty.
pub(crate) fn length(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    match first {
        '"' => quoted(text),
        '\'' => character(text),
        '/' if text.starts_with("//") => {
            text.find('\n').map_or(text.len(), |end| text[..end].trim_end().len())
        }
        '/' if text.starts_with("/*") => comment(text),
        c if is_word(c) => word(text),
        c => c.len_utf8(),
    }
}

/// Whether a character can be part of a word or a number.
fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// A word, or the literal whose prefix it is.
fn word(text: &str) -> usize {
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    let (word, after) = text.split_at(end);
    let fence = after.len() - after.trim_start_matches('#').len();
    match (word, &after[fence..]) {
        ("r" | "br" | "cr", rest) if rest.starts_with('"') => {
            let close = format!("\"{}", &after[..fence]);
            rest[1..].find(&close).map_or(text.len(), |at| end + fence + 1 + at + close.len())
        }
        ("r", rest) if fence == 1 && rest.starts_with(is_word) => end + fence + self::word(rest),
        ("b" | "c", _) if after.starts_with('"') => end + quoted(after),
        ("b", _) if after.starts_with('\'') => end + character(after),
        _ => end,
    }
}

/// A string in quotes.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A character in quotes; the quote of a lifetime alone.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some(_)) => chars.find(|(_, c)| *c == '\'').map_or(text.len(), |(at, _)| at + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// A comment that may contain others.
fn comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(next) = text[at..].find(['/', '*']).map(|next| at + next) {
        at = next + 2;
        match text.get(next..at) {
            Some("/*") => depth += 1,
            Some("*/") if depth == 1 => return at,
            Some("*/") => depth -= 1,
            _ => at = next + 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{names, tokens};

    fn all(code: &str) -> Vec<&str> {
        tokens(code).collect()
    }

    #[test]
    fn literals_and_comments_are_whole() {
        for token in [
            "\"a \\\" b\"",
            "r\"a \\\"",
            "br##\"a \"# b\"##",
            "b\"a b\"",
            "' '",
            "'\\''",
            "b'\\\\'",
            "'\u{e9}'",
            "// a \"b",
            "/* a /* b */ \" */",
            "r#type",
            "\u{e9}t\u{e9}",
            "0x1f_u8",
        ] {
            assert_eq!(all(&format!("( {token}\n)")), ["(", token, ")"]);
        }
    }

    #[test]
    fn white_space_separates() {
        assert_eq!(all(" a::b\t<'c>..=1 "), ["a", ":", ":", "b", "<", "'", "c", ">", ".", ".", "=", "1"]);
        assert_eq!(all("// a \r\n/// b"), ["// a", "/// b"]);
        assert_eq!(all("r # \"a\""), ["r", "#", "\"a\""]);
    }

    #[test]
    fn any_text_has_tokens() {
        for text in ["\"a", "r#\"a\"", "/* a", "/*/", "/* a *", "'", "'\\", "'\\'", "b'", "/", "r#", "\u{a0}"]
        {
            assert_eq!(all(text).concat(), text.trim(), "{text}");
        }
    }

    #[test]
    fn names_are_looked_up_where_they_stand() {
        let names = names("a::b(c.d, [E { f: G }], \"h\", |i| -> J<k> { l }) // m");
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        assert_eq!(names, ["E", "G", "J", "a", "c", "f", "i", "k", "l"]);
    }
}
