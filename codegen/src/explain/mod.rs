//! What there is to say of each diagnostic: when it comes, why it matters, a wrong and a right example.
//!
//! An entry is a Markdown file of this folder, named after its code: a heading `code: title`, the text, and the examples in
//! fenced blocks that begin with `yaml wrong` or `yaml right`. An example leaves out what [`complete`] adds to it. A test
//! lints every example.

mod catalogue;
mod debug;
mod outline;
mod stages;
mod terms;

use catalogue::CATALOGUE;
pub use stages::{Stages, stages};

/// What there is to say of one code.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    code: &'static str,
    /// The file, whole.
    file: &'static str,
}

/// A piece of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Line(&'a str),
    Wrong(&'a str),
    Right(&'a str),
}

/// The entry of a code.
pub fn find(code: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.code == code)
}

/// All entries, in the order of their codes.
pub fn all() -> &'static [Entry] {
    CATALOGUE
}

impl Entry {
    /// The code, which diagnostics show in brackets.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What it means, in a line.
    pub fn title(&self) -> &'static str {
        let heading = self.file.lines().next().unwrap_or_default();
        heading.split_once(": ").map_or(heading, |(_, title)| title)
    }

    /// The text without heading and examples.
    pub fn text(&self) -> String {
        let lines = self.pieces().into_iter().filter_map(|piece| match piece {
            Piece::Line(line) => Some(line),
            Piece::Wrong(_) | Piece::Right(_) => None,
        });
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// The entry as Markdown, without its heading.
    pub fn markdown(&self) -> String {
        let shown = |piece| match piece {
            Piece::Line(line) => line.to_owned(),
            Piece::Wrong(example) => format!("Wrong:\n\n```yaml\n{example}\n```"),
            Piece::Right(example) => format!("Right:\n\n```yaml\n{example}\n```"),
        };
        self.pieces().into_iter().map(shown).collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// Examples of the mistake; where there are several, they make it together.
    pub fn wrong(&self) -> Vec<&'static str> {
        let pieces = self.pieces().into_iter();
        pieces
            .filter_map(|piece| if let Piece::Wrong(example) = piece { Some(example) } else { None })
            .collect()
    }

    /// Examples of how to mend it.
    pub fn right(&self) -> Vec<&'static str> {
        let pieces = self.pieces().into_iter();
        pieces
            .filter_map(|piece| if let Piece::Right(example) = piece { Some(example) } else { None })
            .collect()
    }

    /// The entry for a terminal: examples are indented.
    pub fn render(&self) -> String {
        let indented = |example: &str| {
            let lines = example
                .lines()
                .map(|line| if line.is_empty() { String::new() } else { format!("    {line}") });
            lines.collect::<Vec<_>>().join("\n")
        };
        let shown = |piece| match piece {
            Piece::Line(line) => line.to_owned(),
            Piece::Wrong(example) => format!("Wrong:\n\n{}", indented(example)),
            Piece::Right(example) => format!("Right:\n\n{}", indented(example)),
        };
        let text = self.pieces().into_iter().map(shown).collect::<Vec<_>>().join("\n");
        format!("{}: {}\n\n{}\n", self.code, self.title(), text.trim())
    }

    fn pieces(&self) -> Vec<Piece<'static>> {
        let mut pieces = Vec::new();
        let mut rest = self.file.split_once('\n').map_or("", |(_, rest)| rest);
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            let Some(kind) = line.strip_prefix("```yaml ") else {
                pieces.push(Piece::Line(line));
                continue;
            };
            let (example, after) = rest.split_once("\n```\n").unwrap_or((rest, ""));
            rest = after;
            pieces.push(if kind == "wrong" { Piece::Wrong(example) } else { Piece::Right(example) });
        }
        pieces
    }
}

/// What an example leaves out, by key.
const LEFT_OUT: &[(&str, &str)] = &[
    ("speccast", "speccast: 1\n"),
    (
        "service",
        "service:\n  name: Widgets\n  protocol: restJson1\n  endpoint: \"https://widgets.example.com\"\n  auth: none\n",
    ),
    ("operations", "operations:\n  Ping: { http: GET /ping }\n"),
];

/// An example as a whole spec: the keys that every spec has are added where they are missing.
pub fn complete(example: &str) -> String {
    let has = |key: &str| {
        let written = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
        example.lines().any(written)
    };
    let mut spec: String = LEFT_OUT.iter().filter(|(key, _)| !has(key)).map(|(_, text)| *text).collect();
    spec.push_str(example);
    spec.push('\n');
    spec
}
