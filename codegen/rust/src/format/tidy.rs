//! What prettyplease leaves that a person would not.

use super::{ASSERT, BLANK, BREAK, calls};
use crate::tokens::length;
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
    while !rest.is_empty() {
        let (token, after) = rest.split_at(length(rest));
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
