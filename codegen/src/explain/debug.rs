//! What a derived `Debug` writes, read back as a tree.

/// A value as `Debug` shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A number, a variant without fields, or anything else that is not looked into.
    Atom(String),
    /// A string, escaped as `Debug` does.
    Text(String),
    /// `Name { field: value }`.
    Struct(String, Vec<(String, Value)>),
    /// `Name(value)`, and tuples, which have no name.
    Tuple(String, Vec<Value>),
    /// `[value]`, `{value}` and `{key: value}`.
    List(Vec<Value>),
    /// A span, by its start.
    Span(usize),
    /// A value and the start of its span.
    At(Box<Value>, usize),
}

/// Whether a field with this value says nothing.
pub(super) fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Atom(atom) => atom == "None" || atom == "false",
        Value::List(items) => items.is_empty(),
        Value::Struct(_, fields) => !fields.is_empty() && fields.iter().all(|(_, value)| says_nothing(value)),
        Value::Span(_) => true,
        Value::At(value, _) => says_nothing(value),
        Value::Text(_) | Value::Tuple(..) => false,
    }
}

/// Whether the name of a field says it all.
pub(super) fn is_true(value: &Value) -> bool {
    match value {
        Value::Atom(atom) => atom == "true",
        Value::At(value, _) => is_true(value),
        _ => false,
    }
}

/// The source offset that a value begins at.
pub(super) fn start(value: &Value) -> Option<usize> {
    match value {
        Value::Atom(_) | Value::Text(_) => None,
        Value::Span(at) | Value::At(_, at) => Some(*at),
        Value::Struct(_, fields) => fields.iter().filter_map(|(_, value)| start(value)).min(),
        Value::Tuple(_, items) | Value::List(items) => items.iter().filter_map(start).min(),
    }
}

/// Reads a value; whatever else than derived `Debug` it meets, it takes for an atom.
pub(super) fn read(text: &str) -> Value {
    Reader { rest: text }.value()
}

/// The key of a map's entry.
fn name_of(key: &Value) -> String {
    match key {
        Value::Atom(text) | Value::Text(text) => text.clone(),
        _ => "…".to_owned(),
    }
}

/// Reads what a derived `Debug` writes; whatever else it meets, it takes for an atom.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self) -> Value {
        self.skip();
        match self.rest.chars().next() {
            Some('"') => return Value::Text(self.quoted('"')),
            Some('\'') => return Value::Atom(format!("'{}'", self.quoted('\''))),
            Some('[') => return Value::List(self.items('[', ']')),
            Some('{') => return Value::List(self.items('{', '}')),
            _ => {}
        }
        let name = self.word();
        match self.rest.chars().next() {
            Some('(') => {
                let items = self.items('(', ')');
                peeled(name, items)
            }
            Some(' ') if self.rest.starts_with(" {") => self.structure(name),
            _ => atom(name),
        }
    }

    fn structure(&mut self, name: String) -> Value {
        self.rest = &self.rest[2..];
        let mut fields = Vec::new();
        loop {
            self.skip();
            if self.rest.is_empty() || self.take("}") {
                break;
            }
            let field = self.word();
            let before = self.rest.len();
            self.take(":");
            let value = self.value();
            fields.push((field, value));
            // What does not go on is not read any further.
            if self.rest.len() == before {
                self.rest = "";
            }
        }
        summarized(name, fields)
    }

    /// What stands between two brackets; of entries of a map, `key: value`, a structure of one field.
    fn items(&mut self, open: char, close: char) -> Vec<Value> {
        self.rest = self.rest.strip_prefix(open).unwrap_or(self.rest);
        let mut items = Vec::new();
        loop {
            self.skip();
            let before = self.rest.len();
            if self.rest.is_empty() || self.take(&close.to_string()) {
                return items;
            }
            let item = self.value();
            items.push(if self.take(":") {
                Value::Struct(String::new(), vec![(name_of(&item), self.value())])
            } else {
                item
            });
            if self.rest.len() == before {
                self.rest = "";
            }
        }
    }

    /// A string or a character without its quotes, escapes as they are.
    fn quoted(&mut self, quote: char) -> String {
        let text = &self.rest[1..];
        let mut escaped = false;
        for (at, c) in text.char_indices() {
            if c == quote && !escaped {
                self.rest = &text[at + 1..];
                return text[..at].to_owned();
            }
            escaped = c == '\\' && !escaped;
        }
        self.rest = "";
        text.to_owned()
    }

    fn word(&mut self) -> String {
        let end = self.rest.find(|c: char| " ,:()[]{}\"'".contains(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', ',']);
    }

    fn take(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

fn atom(word: String) -> Value {
    let span = word
        .split_once("..")
        .and_then(|(start, end)| Some((start.parse().ok()?, end.parse::<usize>().ok()?)));
    span.map_or(Value::Atom(word), |(start, _)| Value::Span(start))
}

/// `Some(x)` and `Variant(Variant { … })` are what they hold.
fn peeled(name: String, mut items: Vec<Value>) -> Value {
    match items.as_slice() {
        // Where it is said is all that there is of a mark.
        [Value::Span(at)] if name == "Some" => Value::At(Box::new(Value::Atom("true".to_owned())), *at),
        // That it is there says something.
        [value @ Value::Struct(..)] if name == "Some" && says_nothing(value) => {
            let mark = Value::Atom("true".to_owned());
            start(value).map_or(mark.clone(), |at| Value::At(Box::new(mark), at))
        }
        [_] if name == "Some" => items.remove(0),
        [Value::Struct(inner, _)] if *inner == name => items.remove(0),
        _ => Value::Tuple(name, items),
    }
}

/// A spanned value is the value, and a compiled pattern the text that it was compiled from.
fn summarized(name: String, mut fields: Vec<(String, Value)>) -> Value {
    match name.as_str() {
        "Spanned" if fields.len() == 2 => match (fields.remove(0).1, fields.remove(0).1) {
            (value, Value::Span(at)) => Value::At(Box::new(value), at),
            (value, _) => value,
        },
        "Pattern" if fields.iter().any(|(name, _)| name == "automaton") => fields.swap_remove(0).1,
        _ => Value::Struct(name, fields),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn whatever_it_reads_it_ends() {
        for text in
            ["", "}", "A {", "A { b", "A { b: ", "A(", "[[", "\"a", "{a: b", "A { } }", "(,)", ":", "a:b"]
        {
            let _ = read(text);
        }
    }
}
