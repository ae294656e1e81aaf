//! Calls that prettyplease breaks one argument a line, and a person would not.

use super::WIDTH;

/// Puts arguments on the line of their call where they fit, but for the body of a closure that comes last.
pub(super) fn gather(printed: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    // Where calls begin whose end has not come yet.
    let mut open: Vec<usize> = Vec::new();
    for line in printed.lines() {
        lines.push(line.to_owned());
        if opens_call(line) {
            open.push(lines.len() - 1);
        } else if line.trim_start().starts_with(')')
            && let Some(start) = open.pop()
            && indent(line) == indent(&lines[start])
        {
            let call = lines.split_off(start);
            lines.extend(on_one_line(&call).or_else(|| around_closure(&call)).unwrap_or(call));
        }
    }
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// Whether arguments follow on the next lines. A parenthesis alone could begin a tuple, whose commas matter.
fn opens_call(line: &str) -> bool {
    let callee = line.strip_suffix('(').and_then(|line| line.chars().next_back());
    let is_call = callee.is_some_and(|c| c.is_ascii_alphanumeric() || "_!>".contains(c));
    is_call && !line.trim_start().starts_with("//")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The whole call on one line.
fn on_one_line(call: &[String]) -> Option<Vec<String>> {
    let [first, arguments @ .., last] = call else { return None };
    let arguments = side_by_side(arguments, indent(first) + 4)?;
    let line = format!("{first}{}{}", arguments.trim_end_matches(','), last.trim_start());
    fits(&line).then(|| vec![line])
}

/// The call on one line as far as the body of a closure, its last argument.
fn around_closure(call: &[String]) -> Option<Vec<String>> {
    let [first, arguments @ .., last] = call else { return None };
    let inner = indent(first) + 4;
    let closure = arguments.iter().position(|line| line.ends_with('{'))?;
    let (before, closure) = arguments.split_at(closure);
    let [head, body @ .., end] = closure else { return None };
    let is_closure = |line: &String| line.trim_start().starts_with('|');
    let is_last = end.trim() == "}," && indent(end) == inner && body.iter().all(|line| indent(line) > inner);
    if !is_last || !is_closure(head) || before.iter().any(is_closure) {
        return None;
    }
    let space = if before.is_empty() { "" } else { " " };
    let head = format!("{first}{}{space}{}", side_by_side(before, inner)?, head.trim_start());
    let end = format!("{}}}{}", " ".repeat(indent(first)), last.trim_start());
    let body = body.iter().map(|line| line[4..].to_owned());
    fits(&head).then(|| [head].into_iter().chain(body).chain([end]).collect())
}

/// Arguments that have a line each, on one.
fn side_by_side(arguments: &[String], inner: usize) -> Option<String> {
    let whole = |line: &String| indent(line) == inner && line.ends_with(',');
    let words: Vec<&str> = arguments.iter().map(|line| line.trim_start()).collect();
    arguments.iter().all(whole).then(|| words.join(" "))
}

fn fits(line: &str) -> bool {
    line.chars().count() <= WIDTH
}

#[cfg(test)]
mod tests {
    use super::gather;

    #[test]
    fn arguments_go_on_one_line() {
        assert_eq!(gather("f(\n    a,\n    g(\n        b,\n    ),\n)\n"), "f(a, g(b))\n");
        let long = format!("f(\n    {},\n    b,\n)\n", "a".repeat(100));
        assert_eq!(gather(&long), long);
    }

    #[test]
    fn a_closure_has_its_body_below() {
        let call = "x.each(\n    a,\n    |item, v| {\n        item\n            .f(v)\n            .g(v)\n    },\n)\n";
        assert_eq!(gather(call), "x.each(a, |item, v| {\n    item\n        .f(v)\n        .g(v)\n})\n");
    }

    #[test]
    fn tuples_and_comments_stay() {
        for text in ["let x = (\n    a,\n);\n", "/// f(\n/// )\n"] {
            assert_eq!(gather(text), text);
        }
    }
}
