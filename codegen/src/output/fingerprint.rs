//! Hashes that tell an edit from a change of layout. They explain a difference; whether there is one is never decided by
//! a hash.

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
    forget_style(&mut tokens);
    let mut hash = hmac_sha256::Hash::new();
    let comments = text.lines().filter_map(comment);
    for word in tokens.iter().map(String::as_str).filter(|token| !token.is_empty()).chain(comments) {
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

/// Blanks or sorts what a formatter may choose: a comma before a closing delimiter, a semicolon after a `return` there,
/// braces around the body of a closure or an arm that is one expression, the order of names that are imported together.
fn forget_style(tokens: &mut [String]) {
    let mut open = Vec::new();
    for at in 0..tokens.len() {
        match tokens[at].as_str() {
            "(" | "[" | "{" => open.push(at),
            ")" | "]" | "}" => {
                let Some(start) = open.pop() else { continue };
                if tokens[at - 1] == "," || tokens[at - 1] == ";" && is_return(&tokens[start + 1..at - 1]) {
                    tokens[at - 1].clear();
                }
                let before = |token: &str, back: usize| start >= back && tokens[start - back] == token;
                let (is_arm, is_import) =
                    (before(">", 1) && before("=", 2), before(":", 1) && before(":", 2));
                if is_import {
                    sort_names(&mut tokens[start + 1..at]);
                } else if tokens[at] == "}" && (is_arm || before("|", 1)) {
                    let has_comma = tokens.get(at + 1).is_some_and(|next| next == ",");
                    if is_expression(&tokens[start + 1..at]) {
                        tokens[start].clear();
                        // An arm without braces ends with a comma.
                        let is_last = tokens.get(at + 1).is_none_or(|next| next == "}");
                        tokens[at] =
                            if is_arm && !has_comma && !is_last { ",".to_owned() } else { String::new() };
                    } else if is_arm && has_comma {
                        tokens[at + 1].clear();
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether the last statement of a body is a `return`.
fn is_return(body: &[String]) -> bool {
    let last = body.rsplit(|token| matches!(token.as_str(), ";" | "{" | "}")).next();
    last.and_then(<[String]>::first).is_some_and(|token| token == "return")
}

fn is_expression(body: &[String]) -> bool {
    let mut depth = 0_usize;
    for token in body {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => return false,
            _ => {}
        }
    }
    !body.is_empty()
}

/// Sorts what commas part, outside of inner braces.
fn sort_names(names: &mut [String]) {
    let (mut parts, mut part, mut depth) = (Vec::new(), Vec::new(), 0_usize);
    for name in names.iter_mut().map(std::mem::take).filter(|name| !name.is_empty()) {
        match name.as_str() {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(name);
    }
    parts.push(part);
    parts.sort_unstable();
    let sorted = parts.join(&",".to_owned());
    for (place, name) in names.iter_mut().zip(sorted) {
        *place = name;
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
