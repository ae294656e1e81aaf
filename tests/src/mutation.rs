//! Specs that somebody might write by mistake, or to do harm: others, changed by the grammar of the language.

use super::grammar;

/// Names before a colon that are odd in YAML or in Rust; the words of the language are in its vocabulary.
const KEYS: &[&str] = &[
    "streaming",
    "self",
    "Self",
    "crate",
    "_",
    "1st",
    "\"0a\"",
    "\"1\"",
    "\"{0}\"",
    "fn",
    "gen",
    "Builder",
    "AllBytes",
    "ACLs",
    "a-b",
    "a_b",
    "aB",
    "Option",
    "String",
    "Vec",
    "new",
    "\u{e9}",
    "\"\"",
    "'a b'",
    "\"\\n\"",
    "\"\\\"; }\"",
    "r#type",
    "null",
    "~",
    "<<",
];

/// What may stand after one.
const VALUES: &[&str] = &[
    "string",
    "boolean",
    "byte",
    "short",
    "integer",
    "long",
    "float",
    "double",
    "timestamp",
    "date",
    "blob",
    "document",
    "bigint",
    "restJson1",
    "{ awsJson1_0: Prefix }",
    "{ awsJson1_1: \"a\\\"b\" }",
    "none",
    "bearer",
    "basic",
    "{ sigv4: x }",
    "[bearer, { header: X-Key }, none]",
    "http",
    "path",
    "query",
    "header",
    "prefixHeaders",
    "queryParams",
    "payload",
    "statusCode",
    "body",
    "date-time",
    "http-date",
    "epoch-seconds",
    "true",
    "false",
    "null",
    "~",
    "",
    "yes",
    "no",
    "on",
    "0",
    "1",
    "-1",
    "1.0",
    "1e3",
    "0x10",
    "0o7",
    ".nan",
    "-.inf",
    "127",
    "128",
    "-129",
    "32768",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1e400",
    "-0",
    "-0.0",
    "0.1",
    "00",
    "1_000",
    "[]",
    "{}",
    "[a]",
    "[a, a]",
    "[1, 2]",
    "[[[]]]",
    "{ a: b }",
    "{ list: string }",
    "{ list: { list: Widget }, sparse: true }",
    "{ map: string }",
    "{ map: integer, key: { type: string, length: { max: 3 } } }",
    "{ structure: {} }",
    "{ structure: { a: string, b: integer } }",
    "{ union: { a: string, b: double } }",
    "{ enum: [a, b, \"1.0\"] }",
    "{ intEnum: { A: 1, B: 2 } }",
    "{ type: string, required: true }",
    "{ type: string, sensitive: true }",
    "{ type: string, default: x }",
    "{ type: integer, default: 7 }",
    "{ type: timestamp, format: http-date }",
    "{ type: timestamp, format: epoch-millis }",
    "{ type: timestamp, format: rfc2822, in: header }",
    "{ list: { type: timestamp, format: iso8601-millis } }",
    "{ type: timestamp, format: sql, default: \"2026-01-31 12:00:00\" }",
    "{ type: date, default: 2026-01-31 }",
    "{ map: string, in: additional }",
    "{ map: { list: document }, in: additional, length: { max: 3 } }",
    "{ const: x }",
    "{ const: true, in: header, name: X-A }",
    "{ const: -1.5, in: query }",
    "{ type: document, in: header, name: X-Json }",
    "{ structure: { a: integer }, in: query, style: brackets }",
    "{ list: string, in: query, style: brackets }",
    "{ type: string, nullable: true, required: true }",
    "{ stream: Widget, format: sse, end: { event: done } }",
    "{ stream: { structure: { a: string } }, format: ndjson }",
    "{ union: { a: { structure: {} }, b: Widget }, tag: type }",
    "{ union: { a: { type: string, name: 1 }, b: { type: Widget, name: 2 } }, tag: kind, content: value }",
    "{ oneOf: [string, { list: string }, { structure: { a: { const: b, required: true } } }] }",
    "{ event: done }",
    "{ oauth2: { tokenUrl: \"https://a.example.com/token\", scopes: [read] } }",
    "{ rateLimit: { remaining: /left, reset: { header: X-Reset, as: epoch-millis }, status: [403, 503] } }",
    "{ type: string, pattern: '[a-z]+', length: { min: 2, max: 5 } }",
    "{ type: string, idempotencyToken: true }",
    "{ type: string, deprecated: \"use `x` */ instead\" }",
    "{ type: blob, length: { max: 3 } }",
    "{ type: double, range: { min: 0.5, max: 1.5 } }",
    "{ list: string, uniqueItems: true, length: 3 }",
    "{ min: 1 }",
    "{ max: 0 }",
    "{ min: 5, max: 1 }",
    "{ unchecked: '(a)\\1' }",
    "'[a-z]{1,5}'",
    "'(a+)+b'",
    "'^a|b$'",
    "'['",
    "'(?=.*a)b'",
    "'\\p{L}+'",
    "'a{1000}{1000}'",
    "'(a{1,100}){1,100}'",
    "'[^\\x00-\\x7f]'",
    "'\\d{4,}'",
    "GET /",
    "POST /a/{b}",
    "GET /{a}/{b+}",
    "DELETE /a?b=c",
    "PUT a",
    "get /",
    "POST /{",
    "POST /{}",
    "\"https://example.com\"",
    "\"https://{region}.example.com\"",
    "\"http://[::1]:80/\"",
    "\"https://user@example.com/?q#f\"",
    "\"javascript:alert(1)\"",
    "throttling",
    "400",
    "404",
    "500",
    "599",
    "600",
    "\"\\\"; panic!(); //\"",
    "\"*/ fn main() {} /*\"",
    "\"</script>\"",
    "\"`[Foo](Bar)`\"",
    "\"\\u202e\"",
    "\"\\0\"",
    "\"\\n\\n```\\n\"",
    "\"{}\"",
    "\"{{x}}\"",
    "\"#\"",
    "\"\\\\\"",
    "\u{1F980}",
    "e\u{301}",
    "\u{130}",
    "|\n  text\n  more",
    ">-\n  folded",
    "!!str x",
    "&a x",
    "*a",
    "\"2026-01-31T00:00:00Z\"",
    "\"1.0\"",
    "self",
    "Self",
    "super",
    "crate",
    "type",
    "r#fn",
    "Error",
    "Result",
    "Some",
    "Ok",
    "Vec",
    "_",
];

/// Characters that mean something to YAML, to Rust, or to a reader's eye.
const TEXTS: &[&str] = &[
    "\n",
    "\t",
    " ",
    "  ",
    "\r\n",
    "\r",
    "\0",
    "\u{FEFF}",
    "\u{85}",
    "\u{2028}",
    "\u{202E}",
    "\u{1F600}",
    "\u{e9}",
    "#",
    " # ",
    ":",
    ": ",
    "-",
    "- ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    "\"",
    "\\",
    "&a ",
    "*a",
    "!t ",
    "? ",
    "|",
    ">",
    "@",
    "`",
    "~",
    "9999999999999999999999",
];

/// Names that are odd in Rust.
const NAMES: &[&str] = &[
    "gen", "type", "self", "Self", "\"0a\"", "\"1\"", "0", "Builder", "Client", "Error", "Input", "Output",
    "new", "build", "a_b", "aB", "ACLs", "_", "\"{0}\"", "Some", "String", "async", "tests", "model",
];

/// Makes texts, the same ones for the same seed.
#[derive(Clone, Debug)]
pub struct Mutator {
    state: u64,
}

impl Mutator {
    /// One that goes on from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A number below `bound`, which is not 0 (SplitMix64).
    pub fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap_or(0)
    }

    /// One of them, of which there is at least one.
    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// A name that is odd in YAML or in Rust.
    pub fn hostile(&mut self) -> &'static str {
        self.pick(KEYS)
    }

    /// A key of the language, or an odd one.
    fn key(&mut self) -> &'static str {
        if self.below(4) == 0 {
            return self.hostile();
        }
        let keys: Vec<_> = grammar::keys().map(|key| key.name).collect();
        self.pick(&keys)
    }

    /// `text` with one to five changes, some of them parts of `other`.
    pub fn mutate(&mut self, text: &str, other: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..=self.below(5) {
            text = match self.below(12) {
                0 => self.character(&text),
                1 => self.rename(&text),
                2..=4 => self.grammar(&text),
                _ => self.line(&text, other),
            };
        }
        text
    }

    /// A name for a file, with a character that is odd in one.
    pub fn file_name(&mut self) -> String {
        let odd = self.pick(TEXTS).replace(['/', '\0'], "");
        format!("a{odd}b{}", if self.below(4) == 0 { "\n::error::\u{1b}[2J##[error]" } else { "" })
    }

    /// A lock file with one to five lines or characters changed.
    pub fn forge(&mut self, lock: &str, lines: &[&str]) -> String {
        let mut lock = lock.to_owned();
        for _ in 0..=self.below(4) {
            lock = match self.below(3) {
                0 => self.character(&lock),
                1 => format!("{lock}{}\n", self.pick(lines)),
                _ => {
                    let mut all: Vec<&str> = lock.lines().collect();
                    let at = self.below(all.len().max(1));
                    all.splice(at..(at + self.below(2)).min(all.len()), [self.pick(lines)]);
                    all.join("\n") + "\n"
                }
            };
        }
        lock
    }

    /// Adds what the vocabulary allows: an operation, a type or an error, a key beside another one, or another value.
    fn grammar(&mut self, text: &str) -> String {
        let names = names(text);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if lines.is_empty() {
            return text.to_owned();
        }
        let (section, form) =
            [("operations:", "operation"), ("types:", "namedType"), ("errors:", "error")][self.below(3)];
        if self.below(4) == 0
            && let Some(at) = lines.iter().position(|line| line.trim_end() == section)
        {
            let (name, value) = (self.pick(NAMES), grammar::definition(self, form, &names));
            lines.insert(at + 1, format!("  {name}: {value}"));
            return lines.join("\n") + "\n";
        }
        let at = self.below(lines.len());
        let line = lines[at].clone();
        match (self.below(3), line.rfind('}')) {
            (0, _) => {
                if let Some(value) = grammar::value_of(self, key(&line), &names) {
                    lines[at] = format!("{}{}: {value}", indentation(&line), key(&line));
                }
            }
            // The innermost mapping of the line's end: most of those are types or members.
            (_, Some(end)) => {
                if let Some((key, value)) = grammar::sibling(self, "required", &names) {
                    lines[at] = format!("{}, {key}: {value} {}", &line[..end].trim_end(), &line[end..]);
                }
            }
            (_, None) => {
                if let Some((key, value)) = grammar::sibling(self, key(&line), &names) {
                    lines.insert(at, format!("{}{key}: {value}", indentation(&line)));
                }
            }
        }
        lines.join("\n") + "\n"
    }

    /// Gives an operation, a type or a member another name wherever it is named, in examples too.
    fn rename(&mut self, text: &str) -> String {
        let names = names(text);
        if names.is_empty() {
            return text.to_owned();
        }
        let (old, new) = (names[self.below(names.len())], self.pick(NAMES));
        let mut renamed = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(old) {
            let (before, after) = (&rest[..at], &rest[at + old.len()..]);
            let is_whole = !before.ends_with(is_part) && !after.starts_with(is_part);
            renamed.push_str(before);
            renamed.push_str(if is_whole { new } else { old });
            rest = after;
        }
        renamed + rest
    }

    /// Inserts, replaces or removes a few characters.
    fn character(&mut self, text: &str) -> String {
        let start = text.floor_char_boundary(self.below(text.len() + 1));
        let end = text.ceil_char_boundary((start + self.below(6)).min(text.len()));
        let inserted = self.pick(TEXTS);
        format!("{}{inserted}{}", &text[..start], &text[end..])
    }

    /// Changes a line, or several.
    fn line(&mut self, text: &str, other: &str) -> String {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if lines.is_empty() {
            return other.to_owned();
        }
        let at = self.below(lines.len());
        let line = lines[at].clone();
        match self.below(10) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, line),
            2 => {
                let to = self.below(lines.len());
                lines.swap(at, to);
            }
            3 => {
                let spaces = self.below(5) * 2;
                lines[at] = format!("{:spaces$}{}", "", line.trim_start());
            }
            4 => {
                let name = self.name(&line);
                // What stands in a section is known by its name elsewhere, such as an operation in the examples.
                let is_same = |other: &str| indentation(other) == "  " && key(other) == key(&line);
                for other in lines.iter_mut().filter(|other| is_same(other)) {
                    *other = with_key(other, &name);
                }
                lines[at] = with_key(&line, &name);
            }
            5 | 6 => {
                let value = self.pick(VALUES);
                lines[at] = with_value(&line, value, self.below(4));
            }
            7 => {
                let (key, value) = (self.key(), self.pick(VALUES));
                lines.insert(at + 1, format!("{}{key}: {value}", indentation(&line)));
            }
            8 => {
                let (key, value) = (self.key(), self.pick(VALUES));
                lines[at] = match line.rfind('}') {
                    Some(end) => format!("{}, {key}: {value} {}", &line[..end], &line[end..]),
                    None => format!("{line} {value}"),
                };
            }
            _ => {
                let others: Vec<&str> = other.lines().collect();
                let from = self.below(others.len().max(1));
                let part = others.iter().skip(from).take(1 + self.below(4));
                lines.splice(at..at, part.map(|line| (*line).to_owned()));
            }
        }
        lines.join("\n") + "\n"
    }

    /// A key, or a name that the line has already, in another case.
    fn name(&mut self, line: &str) -> String {
        let old = key(line);
        match self.below(4) {
            0 => old.to_uppercase(),
            1 => format!("{old}_"),
            _ => self.key().to_owned(),
        }
    }
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-.".contains(c)
}

/// The names that a spec defines, such as those of operations and members.
fn names(text: &str) -> Vec<&str> {
    let names = text.lines().filter_map(|line| line.trim().split_once(':')).map(|(name, _)| name);
    names
        .filter(|name| !name.is_empty() && name.chars().all(is_part))
        .filter(|name| !KEYS.contains(name) && !grammar::keys().any(|key| key.name == *name))
        .collect()
}

fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// The first key of a line.
fn key(line: &str) -> &str {
    line.trim().split(':').next().unwrap_or_default()
}

/// The line with another first key.
fn with_key(line: &str, key: &str) -> String {
    let (before, rest) = (indentation(line), line.trim_start());
    match rest.split_once(": ") {
        Some((_, value)) => format!("{before}{key}: {value}"),
        None => format!("{before}{key}:"),
    }
}

/// The line with another value behind its `which`th colon.
fn with_value(line: &str, value: &str, which: usize) -> String {
    let colons: Vec<usize> = line.match_indices(": ").map(|(at, _)| at + 2).collect();
    let Some(&start) = colons.get(which).or(colons.last()) else { return format!("{line} {value}") };
    let rest = &line[start..];
    let end = rest.find([',', '}']).map_or(line.len(), |at| start + at);
    format!("{}{value}{}", &line[..start], &line[end..])
}
