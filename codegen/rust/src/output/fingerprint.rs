//! Hashes that distinguish an edit from a change of layout. They explain differences, which are found by comparing
//! texts.

use crate::tokens::tokens;
use speccast_core::fingerprint;

/// Returns the hash of a spec's text with LF as line ends.
pub(super) fn of_text(text: &str) -> String {
    fingerprint([text.replace("\r\n", "\n").as_str()])
}

/// Returns the hash of code: of its tokens, docs and comments, so that line ends and a formatter's choices do not matter.
pub(super) fn of_code(text: &str) -> String {
    let mut words = words(text.trim_start_matches('\u{feff}'));
    sort_imports(&mut words);
    fingerprint(words.into_iter().filter(|word| !word.is_empty()))
}

/// A bracket that is open: the place of its word, whether a formatter may add or drop it, and whether a semicolon is in it.
struct Open {
    at: usize,
    may_be_bare: bool,
    has_statements: bool,
}

/// Returns the tokens in order, without those that a formatter may add or remove: commas, a semicolon at the end of a
/// block, and braces without a semicolon inside around bodies of closures and match arms and in imports.
fn words(code: &str) -> Vec<&str> {
    let (mut words, mut open) = (Vec::new(), Vec::<Open>::new());
    for token in tokens(code) {
        match token {
            "," => continue,
            ";" => open.iter_mut().last().into_iter().for_each(|open| open.has_statements = true),
            "(" | "[" | "{" => {
                let before = words.as_slice();
                let may_be_bare = matches!(before, [.., "|"] | [.., "=", ">"] | [.., ":", ":"]);
                let may_be_bare = token == "{" && may_be_bare;
                open.push(Open { at: words.len(), may_be_bare, has_statements: false });
            }
            ")" | "]" | "}" => {
                words.pop_if(|last| *last == ";");
                if let Some(open) = open.pop().filter(|open| open.may_be_bare && !open.has_statements) {
                    words[open.at] = "";
                    continue;
                }
            }
            _ => {}
        }
        words.push(token);
    }
    words
}

/// Sorts the words of consecutive imports, whose order a formatter may change.
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
        assert_ne!(of_code("fn a( {"), of_code("fn b( {"), "what is not Rust, too");
        assert_ne!(of_code(&("(".repeat(100_000) + &")".repeat(100_000))), of_code(""), "without recursion");
    }

    #[test]
    fn a_spec_is_hashed_by_its_text() {
        assert_eq!(of_text("a\r\nb\n"), of_text("a\nb\n"));
        assert_ne!(of_text("a\n"), of_text("b\n"));
    }
}
