//! Hashes that tell an edit from a change of layout. They explain a difference; comparing texts finds it.

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};
use speccast_core::fingerprint;
use std::fmt::{self, Write as _};

/// Returns the hash of a spec: of its text with LF for line ends.
pub(super) fn of_text(text: &str) -> String {
    fingerprint([text.replace("\r\n", "\n").as_str()])
}

/// Returns the hash of code: of its tokens, docs and comments, so that line ends and a formatter's choices do not matter;
/// of all of its text if it is not Rust.
pub(super) fn of_code(text: &str) -> String {
    let Ok(stream) = text.trim_start_matches('\u{feff}').parse() else { return of_text(text) };
    let words = words(stream);
    let mut words: Vec<&str> = words.iter().filter(|word| !word.is_empty()).collect();
    sort_imports(&mut words);
    fingerprint(words.into_iter().chain(text.lines().filter_map(comment)))
}

/// Words in one text, so that none has memory of its own: a file has a hundred thousand.
#[derive(Default)]
struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Words {
    fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.ends.push(self.text.len());
    }

    fn push_token(&mut self, token: &impl fmt::Display) {
        // Writing to a string does not fail.
        let _ = write!(self.text, "{token}");
        self.ends.push(self.text.len());
    }

    /// Returns the last words in one.
    fn last(&self, count: usize) -> &str {
        let start = self.ends.len().checked_sub(count + 1).and_then(|at| self.ends.get(at));
        &self.text[start.copied().unwrap_or_default()..]
    }

    /// Removes the last word.
    fn pop(&mut self) {
        self.ends.pop();
        self.text.truncate(self.ends.last().copied().unwrap_or_default());
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }
}

/// Returns the tokens in order, without those that a formatter may add or drop: commas, a semicolon at the end of a
/// block, and the braces of a closure's or an arm's body and of imports, unless there is a semicolon between them.
///
/// A string is represented by its value, because docs become strings of whichever form the parser chooses. There is no
/// recursion, because a file on disk may nest deeply.
fn words(stream: TokenStream) -> Words {
    let mut words = Words::default();
    let mut open: Vec<(token_stream::IntoIter, &str)> = vec![(stream.into_iter(), "")];
    while let Some((trees, close)) = open.last_mut() {
        match trees.next() {
            None => {
                if words.last(1) == ";" {
                    words.pop();
                }
                words.push(close);
                open.pop();
            }
            Some(TokenTree::Group(group)) => {
                let before = words.last(2);
                let may_be_bare = before.ends_with('|') || before == "=>" || before == "::";
                let has_statements = || group.stream().into_iter().any(|tree| is_punct(&tree, ';'));
                let (start, end) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace if !may_be_bare || has_statements() => ("{", "}"),
                    Delimiter::Brace | Delimiter::None => ("", ""),
                };
                words.push(start);
                open.push((group.stream().into_iter(), end));
            }
            Some(TokenTree::Literal(literal)) => match syn::Lit::new(literal.clone()) {
                syn::Lit::Str(text) => words.push_token(&format_args!("{:?}", text.value())),
                _ => words.push_token(&literal),
            },
            Some(tree) if is_punct(&tree, ',') => {}
            Some(tree) => words.push_token(&tree),
        }
    }
    words
}

fn is_punct(tree: &TokenTree, char: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == char)
}

/// Sorts the words of consecutive imports, whose order is a formatter's choice.
fn sort_imports(mut words: &mut [&str]) {
    while let Some(start) = words.iter().position(|word| *word == "use") {
        let mut end = start;
        while words.get(end).is_some_and(|word| *word == "use") {
            let length = words[end..].iter().position(|word| *word == ";");
            end = length.map_or(words.len(), |length| end + length + 1);
        }
        let (imports, rest) = std::mem::take(&mut words).split_at_mut(end);
        imports[start..].sort_unstable();
        words = rest;
    }
}

/// The comment on a line, if it has one that is no doc. An odd number of quotes before it means that it is text.
fn comment(line: &str) -> Option<&str> {
    let starts = line.match_indices('/').map(|(at, _)| at);
    let at =
        starts.filter(|at| line[*at..].starts_with("//") || line[*at..].starts_with("/*")).find(|at| {
            let before = &line[..*at];
            let is_apart = before.is_empty() || before.ends_with([' ', '\t']);
            is_apart && before.matches('"').count().is_multiple_of(2)
        })?;
    let comment = line[at..].trim_end();
    let is_doc = comment.starts_with("//!") || (comment.starts_with("///") && !comment.starts_with("////"));
    (!is_doc).then_some(comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str =
        "// Generated.\n\n/// A doc.\npub fn a(b: u8, c: u8) {\n    d(&[\"x // y\", \"z\"]);\n}\n";

    #[test]
    fn layout_does_not_matter() {
        for same in [
            CODE.replace('\n', "\r\n"),
            CODE.replace("b: u8, c: u8", "\n    b: u8,\n    c: u8,\n"),
            CODE.replace("    d(", "\td( ").replace("\"z\"", "\"z\","),
            CODE.replace("{\n    d", "{d"),
        ] {
            assert_eq!(of_code(&same), of_code(CODE), "{same}");
        }
    }

    #[test]
    fn a_formatters_choices_do_not_matter() {
        for (one, other) in [
            ("use a::{c, d};\nuse a::b;\nfn e() {}", "use a::b;\nuse a::{c, d};\n\nfn e() {}"),
            ("use a::{C, b::{self, D}, e};", "use a::{\n    b::{D, self},\n    e, C,\n};"),
            ("fn a() { b(|c| d(c)) }", "fn a() {\n    b(|c| {\n        d(c)\n    })\n}"),
            ("let a = b else { return c };", "let a = b else {\n    return c;\n};"),
            ("match a { B => c, D => { e; f } G => h }", "match a { B => { c } D => { e; f }, G => { h } }"),
        ] {
            assert_eq!(of_code(one), of_code(other), "{one}");
        }
        assert_ne!(of_code("use a::{b, c};"), of_code("use a::{b, d};"));
        assert_ne!(of_code("|a| { b; }"), of_code("|a| b"));
        assert_ne!(of_code("match a { B => c, D => e }"), of_code("match a { B => e, D => c }"));
    }

    #[test]
    fn everything_else_does() {
        for other in [
            CODE.replace("A doc", "Another doc"),
            CODE.replace("Generated", "Generated elsewhere"),
            CODE.replace("u8", "u16"),
            CODE.replace("d(", "// Mine.\n    d("),
            CODE.replace(";\n", "; // mine\n"),
            CODE.replace("d(", "d( /* mine */"),
            CODE.replace("x // y", "x / y"),
            CODE.replace("\"z\"", "\" z\""),
        ] {
            assert_ne!(of_code(&other), of_code(CODE), "{other}");
        }
        assert_ne!(of_code("fn a( {"), of_code("fn b( {"), "what is not Rust is compared by its text");
        assert_ne!(of_code(&("(".repeat(100_000) + &")".repeat(100_000))), of_code(""), "without recursion");
    }

    #[test]
    fn a_spec_is_hashed_by_its_text() {
        assert_eq!(of_text("a\r\nb\n"), of_text("a\nb\n"));
        assert_ne!(of_text("a\n"), of_text("b\n"));
    }
}
