//! Hashes that tell an edit from a change of layout. They explain a difference; whether there is one is never decided by
//! a hash.

mod style;

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

/// The hash of a spec: the first 128 bits of SHA-256 of its text with LF for line ends.
pub(super) fn of_text(text: &str) -> String {
    let mut hash = hmac_sha256::Hash::new();
    hash.update(text.replace("\r\n", "\n"));
    hex(hash)
}

/// The hash of code: of its tokens, docs and comments, so that line ends and layout do not matter. Nothing if the text
/// is no Rust.
pub(super) fn of_code(text: &str) -> Option<String> {
    let stream: TokenStream = text.trim_start_matches('\u{feff}').parse().ok()?;
    let mut tokens = flat(stream);
    style::forget(&mut tokens);
    let mut hash = hmac_sha256::Hash::new();
    let comments = text.lines().filter_map(comment);
    for word in tokens.iter().map(String::as_str).chain(comments) {
        hash.update(word);
        hash.update("\n");
    }
    Some(hex(hash))
}

fn hex(hash: hmac_sha256::Hash) -> String {
    hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The tokens in order. The value of a string stands for it, because docs become strings of whichever form the parser
/// chooses. Without recursion, for what is on disk may be nested deeply.
fn flat(stream: TokenStream) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut open: Vec<(token_stream::IntoIter, &str)> = vec![(stream.into_iter(), "")];
    while let Some((trees, close)) = open.last_mut() {
        match trees.next() {
            None => {
                tokens.push((*close).to_owned());
                open.pop();
            }
            Some(TokenTree::Group(group)) => {
                let (start, end) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                tokens.push(start.to_owned());
                open.push((group.stream().into_iter(), end));
            }
            Some(TokenTree::Literal(literal)) => tokens.push(match syn::Lit::new(literal.clone()) {
                syn::Lit::Str(text) => format!("{:?}", text.value()),
                _ => literal.to_string(),
            }),
            Some(tree) => tokens.push(tree.to_string()),
        }
    }
    tokens
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
        assert_eq!(of_code("fn a( {"), None);
        assert!(of_code(&("(".repeat(100_000) + &")".repeat(100_000))).is_some(), "without recursion");
    }

    #[test]
    fn a_spec_is_hashed_by_its_text() {
        assert_eq!(of_text("a\r\nb\n"), of_text("a\nb\n"));
        assert_eq!(
            of_text(""),
            "e3b0c44298fc1c149afbf4c8996fb924",
            "the start of what `sha256sum` says of nothing"
        );
    }
}
