//! Highlights Rust code for reports in HTML.

use super::escape;

/// The kind of a piece of a line; its class in the report's style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Comment,
    Keyword,
    Number,
    String,
    Type,
    Other,
}

/// Keywords in generated code.
const KEYWORDS: &[&str] = &[
    "as", "const", "crate", "else", "enum", "fn", "for", "if", "impl", "in", "let", "match", "mod", "mut",
    "pub", "ref", "return", "self", "static", "struct", "super", "true", "false", "type", "use", "where",
];

/// Returns a line of Rust as HTML.
pub(super) fn rust(line: &str) -> String {
    let mut html = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (word, length) = next(rest);
        let (text, after) = rest.split_at(length);
        match class(word) {
            Some(class) => html.push_str(&format!("<span class=\"{class}\">{}</span>", escape::html(text))),
            None => html.push_str(&escape::html(text)),
        }
        rest = after;
    }
    html
}

fn class(word: Word) -> Option<&'static str> {
    match word {
        Word::Comment => Some("c"),
        Word::Keyword => Some("k"),
        Word::Number => Some("d"),
        Word::String => Some("s"),
        Word::Type => Some("t"),
        Word::Other => None,
    }
}

/// Returns the kind and the length in bytes of the first piece of `rest`.
fn next(rest: &str) -> (Word, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    let run = |of: fn(char) -> bool| rest.find(|c| !of(c)).unwrap_or(rest.len());
    let raw =
        rest.strip_prefix("r").map(|it| it.trim_start_matches('#')).is_some_and(|it| it.starts_with('"'));
    match first {
        '/' if rest.starts_with("//") => (Word::Comment, rest.len()),
        'r' if raw => (Word::String, raw_string(rest)),
        '"' => (Word::String, string(rest)),
        '0'..='9' => (Word::Number, run(|c| c.is_ascii_alphanumeric() || c == '_')),
        c if c.is_alphabetic() || c == '_' => {
            let length = run(|c| c.is_alphanumeric() || c == '_');
            let name = &rest[..length];
            let word = match name {
                _ if KEYWORDS.contains(&name) => Word::Keyword,
                _ if c.is_uppercase() => Word::Type,
                _ => Word::Other,
            };
            (word, length)
        }
        c => (Word::Other, c.len_utf8()),
    }
}

/// Returns the length of a string literal; one that continues on the next line ends with this one.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    let open = hashes + 2;
    let close = format!("\"{}", "#".repeat(hashes));
    rest[open..].find(&close).map_or(rest.len(), |at| open + at + close.len())
}

#[cfg(test)]
mod tests {
    use super::rust;

    #[test]
    fn words() {
        let html = rust(r##"pub const A_B: T = f(12, "a\"<b", r#"c"d"#); // <i>"##);
        assert_eq!(
            html,
            "<span class=\"k\">pub</span> <span class=\"k\">const</span> <span class=\"t\">A_B</span>: \
             <span class=\"t\">T</span> = f(<span class=\"d\">12</span>, \
             <span class=\"s\">&quot;a\\&quot;&lt;b&quot;</span>, \
             <span class=\"s\">r#&quot;c&quot;d&quot;#</span>); <span class=\"c\">// &lt;i&gt;</span>"
        );
        assert_eq!(rust("\"open \u{e9}"), "<span class=\"s\">&quot;open \u{e9}</span>");
    }
}
