//! Prose of a spec as lines of a doc comment.
//!
//! Prose is plain text with inline code and http(s) links. Everything else that Markdown, HTML or rustdoc would act on is
//! escaped, so that no doc can become code, a doctest, a link or markup.

use crate::plan::Deprecated;
use proc_macro2::TokenStream;
use quote::quote;
use speccast_core::text::visible;

/// The widest line of a doc comment's text, so that it fits a page of 100 columns.
const WIDTH: usize = 92;

/// `#[doc = " …"]` for each line.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// `#[deprecated]`, with the note of the spec.
pub(super) fn deprecated_text(deprecated: &Deprecated) -> String {
    match &deprecated.note {
        Some(note) => format!("#[deprecated = {}]", super::string(&one_line(note))),
        None => "#[deprecated]".to_owned(),
    }
}

/// Prose on one line; rustdoc renders notes as docs.
fn one_line(note: &str) -> String {
    let paragraphs: Vec<String> = note.split("\n\n").map(|paragraph| words(paragraph).join(" ")).collect();
    at_start(&paragraphs.join(" "))
}

/// The lines of a text whose paragraphs are separated by blank lines, wrapped.
pub(super) fn prose(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n") {
        let words = words(paragraph);
        if words.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrap(&words));
    }
    lines
}

/// The lines of a text of our own, which may have links to items.
pub(super) fn ours(text: &str) -> Vec<String> {
    wrap(&text.split(' ').map(str::to_owned).collect::<Vec<_>>())
}

/// Any text as inline code.
pub(super) fn code(text: &str) -> String {
    let text = visible(text, &[]);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The words of a paragraph, escaped; a span of code is part of one word.
fn words(paragraph: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut rest = paragraph;
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            rest = &rest[c.len_utf8()..];
        } else if let Some((text, after)) = code_span(rest) {
            word.push_str(&code(&text.split_whitespace().collect::<Vec<_>>().join(" ")));
            rest = after;
        } else {
            // An unpaired backtick is a plain character.
            let from = if c == '`' { c.len_utf8() } else { 0 };
            let end =
                rest[from..].find(|c: char| c.is_whitespace() || c == '`').map_or(rest.len(), |at| at + from);
            let (plain, after) = rest.split_at(end);
            word.push_str(&escape(plain));
            rest = after;
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// The span of code that `text` begins with, and what follows it.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let fence = text.len() - text.trim_start_matches('`').len();
    if fence == 0 {
        return None;
    }
    let inner = &text[fence..];
    let mut from = 0;
    while let Some(open) = inner[from..].find('`').map(|at| at + from) {
        let run = inner[open..].len() - inner[open..].trim_start_matches('`').len();
        if run == fence {
            return Some((&inner[..open], &inner[open + run..]));
        }
        from = open + run;
    }
    None
}

/// A word with Markdown's special characters escaped.
fn escape(word: &str) -> String {
    if let Some(at) = word.find("https://").or_else(|| word.find("http://")) {
        let (before, rest) = word.split_at(at);
        let end = rest.find(|c: char| c.is_whitespace() || "<>\"`".contains(c)).unwrap_or(rest.len());
        let link = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
        let after = &rest[link.len()..];
        if link.len() > "https://".len() {
            return format!("{}<{link}>{}", escape_text(before), escape_text(after));
        }
    }
    escape_text(word)
}

fn escape_text(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    for (at, c) in word.char_indices() {
        let inside_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let special = match c {
            '\\' | '`' | '*' | '[' | '<' | '&' | '~' | '|' => true,
            '_' => {
                !(inside_word(word[..at].chars().next_back()) && inside_word(word[at + 1..].chars().next()))
            }
            // These begin a quote, a heading, a list or a rule at the start of a line, which is where a word may land.
            '>' => at == 0,
            '#' | '+' | '-' | '=' => at == 0 && word.chars().all(|other| other == c),
            '!' => word[at + 1..].starts_with('['),
            ':' => word[at + 1..].starts_with("//"),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn wrap(words: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(at_start(word)),
        }
    }
    lines
}

/// Text at the start of a line, where a number would begin a list.
fn at_start(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    let word = rest.split(' ').next();
    let is_list = digits > 0 && matches!(word, Some("." | ")"));
    if is_list { format!("{number}\\{rest}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn prose_stays_prose() {
        let cases = [
            ("Lists `a_b` and [Foo].", "Lists `a_b` and \\[Foo]."),
            ("snake_case and _this_", "snake_case and \\_this\\_"),
            ("<b>bold</b> & more", "\\<b>bold\\</b> \\& more"),
            ("# no heading", "\\# no heading"),
            ("See https://example.com/a_b.", "See <https://example.com/a_b>."),
            ("1. no list", "1\\. no list"),
            ("A name of RFC 1123.", "A name of RFC 1123."),
            ("one ` alone", "one \\` alone"),
            ("a `b`, then (`c`)", "a `b`, then (`c`)"),
        ];
        for (text, doc) in cases {
            assert_eq!(prose(text), [doc], "{text}");
        }
    }

    #[test]
    fn paragraphs_are_kept_and_indentation_is_not() {
        assert_eq!(prose("one\n\n    fn main() {}\n\ntwo"), ["one", "", "fn main() {}", "", "two"]);
    }

    #[test]
    fn code_is_fenced_by_more_backticks_than_it_holds() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }

    #[test]
    fn code_hides_nothing() {
        assert_eq!(code("a\n\u{202e}b\u{200b}"), "`a\u{fffd}\u{fffd}b\u{fffd}`");
    }
}
