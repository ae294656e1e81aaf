//! Corrections of prettyplease's output.

use super::{ASSERT, BLANK, BREAK, calls};
use crate::tokens::length;
use std::borrow::Cow;

/// Adds blank lines, removes placeholders and the space in `a..= b` in macro calls, and joins arguments to one line.
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
    // After a call moves to the left, inner calls may fit on its line.
    loop {
        let gathered = calls::gather(&tidied);
        if gathered == tidied {
            return gathered;
        }
        tidied = gathered;
    }
}

/// Returns the line with a macro call that was printed as a function.
fn call_macro(line: &str) -> Cow<'_, str> {
    let (indentation, code) = line.split_at(line.len() - line.trim_start().len());
    let arguments = code.strip_prefix(ASSERT);
    arguments.map_or(line.into(), |arguments| format!("{indentation}assert_eq!({arguments}").into())
}

/// Removes the spaces in macro calls after `..=` and a sign, and before a colon in JSON, but not in comments and
/// literals.
fn close_up(line: Cow<'_, str>) -> Cow<'_, str> {
    let is_loose = ["..= ", "\" : ", "- "].iter().any(|loose| line.contains(loose));
    if !is_loose || line.trim_start().starts_with("//") {
        return line;
    }
    let mut closed = String::with_capacity(line.len());
    let mut rest = &*line;
    while !rest.is_empty() {
        let (token, after) = rest.split_at(length(rest));
        closed.push_str(token);
        rest = match token {
            "=" if closed.ends_with("..=") => after.trim_start_matches(' '),
            // A sign, not a subtraction.
            "-" if ["(-", "[-", ", -"].iter().any(|sign| closed.ends_with(sign)) => {
                after.trim_start_matches(' ')
            }
            _ if token.ends_with('"') && after.starts_with(" : ") => &after[1..],
            _ => after,
        };
    }
    closed.into()
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
