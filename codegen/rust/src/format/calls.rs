//! Calls and imports that prettyplease splits into one argument per line, although they fit on fewer.

use super::fits;

/// Joins the arguments of a call to its line if they fit, except for the body of a closure as the last argument. Does
/// the same with the contents of attributes and imports.
pub(super) fn gather(printed: &str) -> String {
    // Most items have no lines to join.
    if !printed.lines().any(|line| opens(line) || begins_body(line)) {
        return printed.to_owned();
    }
    let mut lines: Vec<String> = Vec::new();
    // First lines of calls that are not complete.
    let mut open: Vec<usize> = Vec::new();
    for line in whole_calls(printed) {
        let closes = line.trim_start().starts_with([')', '}']);
        open.retain(|start| indent(&lines[*start]) <= indent(&line));
        let start = open.pop_if(|start| closes && indent(&lines[*start]) == indent(&line));
        lines.push(line);
        if let Some(start) = start {
            let call = lines.split_off(start);
            lines.extend(on_one_line(&call).or_else(|| around_last(&call)).unwrap_or(call));
        } else if lines.last().is_some_and(|line| opens(line)) {
            open.push(lines.len() - 1);
        }
    }
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// Returns the lines, with a closure's receiver and its only call on one line.
fn whole_calls(printed: &str) -> Vec<String> {
    let mut lines: Vec<String> = printed.lines().map(str::to_owned).collect();
    let mut at = 1;
    while at + 1 < lines.len() {
        let receiver = lines[at].trim_start();
        let inner = indent(&lines[at]) + 4;
        let is_receiver = receiver.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let follows = indent(&lines[at + 1]) == inner && lines[at + 1].trim_start().starts_with('.');
        if begins_body(&lines[at - 1]) && is_receiver && follows {
            let rest = &lines[at + 2..];
            let length = rest.iter().take_while(|line| indent(line) >= inner).count();
            let is_only =
                rest[..length].iter().all(|line| indent(line) > inner || !line.trim_start().starts_with('.'));
            if is_only {
                let call = lines.remove(at + 1);
                lines[at].push_str(call.trim_start());
                lines[at + 1..=at + length].iter_mut().for_each(|line| *line = line[4..].to_owned());
            }
        }
        at += 1;
    }
    lines
}

/// Whether the body of a closure follows on the next lines.
fn begins_body(line: &str) -> bool {
    line.ends_with("| {")
}

/// Returns whether arguments follow on the next lines. A single parenthesis could begin a tuple, whose trailing comma
/// has a meaning.
fn opens(line: &str) -> bool {
    let code = line.trim_start();
    let callee = line.strip_suffix('(').and_then(|line| line.chars().next_back());
    let is_call = callee.is_some_and(|c| c.is_ascii_alphanumeric() || "_!>".contains(c));
    let is_import = line.ends_with("::{") && (code.starts_with("use ") || code.starts_with("pub use "));
    is_import || is_call && !code.starts_with("//")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns the whole call on one line.
fn on_one_line(call: &[String]) -> Option<Vec<String>> {
    let [first, arguments @ .., last] = call else { return None };
    let arguments = side_by_side(arguments, indent(first) + 4)?;
    let line = format!("{first}{}{}", arguments.trim_end_matches(','), last.trim_start());
    fits(&line).then(|| vec![line])
}

/// Returns the call with the start of its last argument, a closure, or of its only argument on the first line.
fn around_last(call: &[String]) -> Option<Vec<String>> {
    let [first, arguments @ .., last] = call else { return None };
    let inner = indent(first) + 4;
    let long = arguments.iter().position(|line| line.ends_with(['{', '(', '[']))?;
    let (before, long) = arguments.split_at(long);
    let [head, body @ .., end] = long else { return None };
    let is_closure = |line: &String| line.trim_start().starts_with('|');
    let may_be_wrapped = before.is_empty() || is_closure(head) && !before.iter().any(is_closure);
    let is_last = indent(end) == inner && body.iter().all(|line| indent(line) > inner);
    let closing = end.trim_start().strip_suffix(',')?;
    if !may_be_wrapped || !is_last || !closing.chars().all(|c| "})]".contains(c)) {
        return None;
    }
    let space = if before.is_empty() { "" } else { " " };
    let head = format!("{first}{}{space}{}", side_by_side(before, inner)?, head.trim_start());
    let end = format!("{}{closing}{}", " ".repeat(indent(first)), last.trim_start());
    let body = body.iter().map(|line| line[4..].to_owned());
    fits(&head).then(|| [head].into_iter().chain(body).chain([end]).collect())
}

/// Joins arguments to one line.
fn side_by_side(arguments: &[String], inner: usize) -> Option<String> {
    // The contents of an attribute have no trailing comma.
    let last = arguments.len().saturating_sub(1);
    let whole = |(at, line): (usize, &String)| indent(line) == inner && (at == last || line.ends_with(','));
    let words: Vec<&str> = arguments.iter().map(|line| line.trim_start()).collect();
    arguments.iter().enumerate().all(whole).then(|| words.join(" "))
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
    fn the_only_argument_begins_on_the_line_of_its_call() {
        let item = "x".repeat(90);
        let call = format!("f(\n    g([\n        {item},\n    ]),\n);\n");
        assert_eq!(gather(&call), format!("f(g([\n    {item},\n]));\n"));
    }

    #[test]
    fn an_only_call_is_on_the_line_of_its_receiver() {
        let call = "|item, v| {\n    item\n        .each(\n            v,\n            f,\n        )\n}\n";
        assert_eq!(gather(call), "|item, v| {\n    item.each(v, f)\n}\n");
        let chain = "|item, v| {\n    item\n        .f(v)\n        .g(v)\n}\n";
        assert_eq!(gather(chain), chain);
    }

    #[test]
    fn attributes_and_imports() {
        assert_eq!(
            gather("#[serde(\n    a = \"b\",\n    c = \"d\"\n)]\n"),
            "#[serde(a = \"b\", c = \"d\")]\n"
        );
        assert_eq!(gather("use a::{\n    b, c,\n    d,\n};\n"), "use a::{b, c, d};\n");
    }

    #[test]
    fn tuples_and_comments_stay() {
        for text in
            ["let x = f([\n    (\n        a,\n    ),\n]);\n", "/// f(\n/// )\n", "struct A {\n    a: B,\n}\n"]
        {
            assert_eq!(gather(text), text);
        }
    }
}
