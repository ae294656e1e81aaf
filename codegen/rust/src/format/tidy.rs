//! What prettyplease leaves that a person would not.

use super::{ASSERT, BLANK, BREAK, calls};
use std::borrow::Cow;

/// Blank lines where they were asked for, chains without their mark, `a..=b` without a space inside macro calls, and
/// arguments on one line.
pub(super) fn tidy(printed: &str) -> String {
    let mut tidied = String::with_capacity(printed.len());
    for line in printed.lines() {
        if line.trim() == BLANK {
            tidied.push('\n');
        } else if line.trim().strip_prefix('.').and_then(|call| call.strip_suffix("()")) != Some(BREAK) {
            tidied.push_str(&close_up(call_macro(line)));
            tidied.push('\n');
        }
    }
    // A call that moves to the left makes room for those inside it.
    loop {
        let gathered = calls::gather(&tidied);
        if gathered == tidied {
            return gathered;
        }
        tidied = gathered;
    }
}

/// The line with the macro that it calls, if that was printed as a function.
fn call_macro(line: &str) -> Cow<'_, str> {
    let (indentation, code) = line.split_at(line.len() - line.trim_start().len());
    let arguments = code.strip_prefix(ASSERT);
    arguments.map_or(line.into(), |arguments| format!("{indentation}assert_eq!({arguments}").into())
}

/// Drops the spaces that macro calls have after `..=` and a sign, and before the colon after a name in JSON; not in
/// comments and literals.
fn close_up(line: Cow<'_, str>) -> Cow<'_, str> {
    let is_loose = ["..= ", "\" : ", "- "].iter().any(|loose| line.contains(loose));
    if !is_loose || line.trim_start().starts_with("//") {
        return line;
    }
    let mut closed = String::with_capacity(line.len());
    let mut rest = &*line;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '"' => string_end(rest),
            'r' if !closed.ends_with(|c: char| c.is_alphanumeric() || c == '_') => raw_end(rest),
            '\'' => char_end(rest),
            _ => c.len_utf8(),
        };
        let (token, after) = rest.split_at(taken);
        closed.push_str(token);
        rest = match token {
            "=" if closed.ends_with("..=") => after.trim_start_matches(' '),
            // A sign, not a difference.
            "-" if ["(-", "[-", ", -"].iter().any(|sign| closed.ends_with(sign)) => {
                after.trim_start_matches(' ')
            }
            _ if token.ends_with('"') && after.starts_with(" : ") => &after[1..],
            _ => after,
        };
    }
    closed.into()
}

/// Length of the raw string literal that `text` begins with; 1 for any other `r`.
fn raw_end(text: &str) -> usize {
    let fence = text[1..].len() - text[1..].trim_start_matches('#').len();
    let begin = 1 + fence;
    if !text[begin..].starts_with('"') {
        return 1;
    }
    let end = format!("\"{}", "#".repeat(fence));
    text[begin + 1..].find(&end).map_or(text.len(), |at| begin + 1 + at + end.len())
}

/// Length of the string literal that `text` begins with.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Length of the character literal that `text` begins with; 1 for the quote of a lifetime.
fn char_end(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some(_)) => chars.find(|(_, c)| *c == '\'').map_or(text.len(), |(at, _)| at + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn ranges_in_macros() {
        assert_eq!(
            tidy("matches!(b, b'a'..= b'z' | b'\\''..= b'9')\n"),
            "matches!(b, b'a'..=b'z' | b'\\''..=b'9')\n"
        );
    }

    #[test]
    fn what_is_tidy_stays() {
        let printed = "x(\n    a,\n    |v| {\n        v\n            .f(\n                vec![- 1],\n            )\n    },\n)\n";
        let tidied = tidy(printed);
        assert_eq!(tidied, "x(a, |v| {\n    v.f(vec![-1])\n})\n");
        assert_eq!(tidy(&tidied), tidied);
    }

    #[test]
    fn literals_and_comments_stay() {
        for line in [
            "f(\"a..= b\\\"..= \")\n",
            "f(r\"..= \")\n",
            "f(r#\"\"..= \"#)\n",
            "/// a..= b\n",
            "x<'a>(\"..= \")\n",
        ] {
            assert_eq!(tidy(line), line);
        }
    }
}
