//! Trees of the pipeline as indented outlines.
//!
//! They are read off the derived `Debug`, which cannot fall behind the types: what is absent, empty or false is left out,
//! wrappers that say nothing are peeled off, and spans become line numbers.

use super::debug::{Value, is_true, read, says_nothing, start};
use super::terms::of_spec;
use crate::source::Source;
use std::fmt::Debug;

/// The longest line, indentation and line number aside.
const WIDTH: usize = 96;
/// The longest text that is shown whole, in characters.
const TEXT: usize = 64;

/// An indented line, and the line of the source that it comes from.
struct Line {
    indent: usize,
    text: String,
    at: Option<usize>,
}

/// The outline of a value; of a document, in the words of its source and with that one's line numbers.
pub(super) fn outline(value: &impl Debug, source: Option<&Source>) -> String {
    let text = format!("{value:?}");
    let value = if source.is_some() { of_spec(read(&text)) } else { read(&text) };
    let mut lines = Vec::new();
    write(&value, 0, &mut lines);
    let mut shown = String::new();
    let mut last = 0;
    for Line { indent, text, at } in lines {
        if let Some(source) = source {
            let line = at.map_or(0, |offset| source.line_column(source.clamp(&(offset..offset)).start).0);
            match line {
                0 => shown.push_str("     | "),
                line if line == last => shown.push_str("     | "),
                line => shown.push_str(&format!("{line:>4} | ")),
            }
            last = if line == 0 { last } else { line };
        }
        shown.push_str(&format!("{:indent$}{text}\n", ""));
    }
    shown
}

/// Writes what a value holds, without a name for the whole.
fn write(value: &Value, indent: usize, lines: &mut Vec<Line>) {
    match value {
        Value::At(value, _) => write(value, indent, lines),
        Value::Struct(_, fields) => {
            for (name, value) in fields.iter().filter(|(_, value)| !says_nothing(value)) {
                field(name, value, indent, lines);
            }
        }
        Value::List(items) => items.iter().for_each(|value| item(value, indent, lines)),
        Value::Tuple(name, items) if !name.is_empty() => field(name, &only(items), indent, lines),
        Value::Tuple(_, items) => items.iter().for_each(|value| item(value, indent, lines)),
        Value::Atom(_) | Value::Text(_) => lines.push(Line { indent, text: inline(value), at: start(value) }),
        Value::Span(_) => {}
    }
}

/// What stands in parentheses, spans aside.
fn only(items: &[Value]) -> Value {
    let items: Vec<Value> = items.iter().filter(|item| !matches!(item, Value::Span(_))).cloned().collect();
    match items.as_slice() {
        [item] => item.clone(),
        _ => Value::Tuple(String::new(), items),
    }
}

fn field(name: &str, value: &Value, indent: usize, lines: &mut Vec<Line>) {
    let at = start(value);
    let line = match value {
        value if is_true(value) => name.to_owned(),
        _ => format!("{name}: {}", named(value)),
    };
    if !is_branching(value) && indent + line.chars().count() <= WIDTH {
        lines.push(Line { indent, text: line, at });
        return;
    }
    match value {
        // The variant's name is on the line of the field.
        Value::Tuple(variant, items) if !variant.is_empty() => {
            lines.push(Line { indent, text: format!("{name}: {variant}"), at });
            write(&only(items), indent + 2, lines);
        }
        _ => {
            let variant = structure(value).filter(|name| !name.is_empty());
            let variant = variant.map(|name| format!(": {name}")).unwrap_or_default();
            lines.push(Line { indent, text: format!("{name}{variant}"), at });
            write(value, indent + 2, lines);
        }
    }
}

/// Whether a value holds a list of what is more than a word.
fn is_branching(value: &Value) -> bool {
    match value {
        Value::Atom(_) | Value::Text(_) | Value::Span(_) => false,
        Value::At(value, _) => is_branching(value),
        Value::List(items) => items.iter().any(is_structure),
        Value::Tuple(_, items) => items.iter().any(is_branching),
        Value::Struct(_, fields) => fields.iter().any(|(_, value)| is_branching(value)),
    }
}

fn is_structure(value: &Value) -> bool {
    match value {
        Value::At(value, _) => is_structure(value),
        Value::Struct(_, fields) => fields.iter().filter(|(_, value)| !says_nothing(value)).count() > 1,
        _ => false,
    }
}

fn item(value: &Value, indent: usize, lines: &mut Vec<Line>) {
    let line = format!("- {}", inline(value));
    if !is_branching(value) && indent + line.chars().count() <= WIDTH {
        lines.push(Line { indent, text: line, at: start(value) });
        return;
    }
    let first = lines.len();
    write(value, indent + 2, lines);
    // The first line of an item bears its mark.
    if let Some(line) = lines.get_mut(first) {
        line.indent = indent;
        line.text.insert_str(0, "- ");
    }
}

/// A value on one line.
fn inline(value: &Value) -> String {
    let joined = |items: &[Value]| {
        let items = items.iter().filter(|item| !matches!(item, Value::Span(_)));
        items.map(inline).collect::<Vec<_>>().join(", ")
    };
    match value {
        Value::Atom(atom) => atom.clone(),
        Value::Text(text) => short(text),
        Value::Span(_) => String::new(),
        Value::At(value, _) => inline(value),
        Value::List(items) => format!("[{}]", joined(items)),
        Value::Tuple(name, items) => match joined(items) {
            inner if inner.is_empty() => name.clone(),
            inner => format!("{name}({inner})"),
        },
        Value::Struct(_, fields) => {
            let fields =
                fields.iter().filter(|(_, value)| !says_nothing(value)).map(|(name, value)| match value {
                    value if is_true(value) => name.clone(),
                    value => format!("{name}: {}", named(value)),
                });
            fields.collect::<Vec<_>>().join(", ")
        }
    }
}

/// A value on one line, with the name of a structure, which may be a variant's.
fn named(value: &Value) -> String {
    match structure(value) {
        Some("") => format!("{{ {} }}", inline(value)),
        Some(name) => format!("{name} {{ {} }}", inline(value)),
        None => inline(value),
    }
}

/// The name of a structure, which may be empty.
fn structure(value: &Value) -> Option<&str> {
    match value {
        Value::Struct(name, _) => Some(name),
        Value::At(value, _) => structure(value),
        _ => None,
    }
}

/// Text without quotes where it reads as well without, and its beginning where it is long.
fn short(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-./:{}$".contains(c);
    if text.chars().count() > TEXT {
        let begin: String = text.chars().take(TEXT).collect();
        format!("\"{}…\"", begin.trim_end_matches('\\'))
    } else if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("\"{text}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[derive(Debug)]
    #[expect(dead_code, reason = "only Debug reads them")]
    struct Thing {
        name: &'static str,
        flag: bool,
        none: Option<u8>,
        some: Option<Vec<Thing>>,
        span: std::ops::Range<usize>,
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let inner = Thing { name: "a \"b\"", flag: true, none: None, some: None, span: 3..4 };
        let outer = Thing { name: "outer", flag: false, none: Some(1), some: Some(vec![inner]), span: 0..9 };
        assert_eq!(outline(&outer, None), "name: outer\nnone: 1\nsome\n  - name: \"a \\\"b\\\"\", flag\n");
    }
}
