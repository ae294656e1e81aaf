//! Codes: the name, severity and explanation of each kind of diagnostic.
//!
//! An explanation is a Markdown file in `explanations/`, named after its code: a heading `# code: title`, the text, and
//! examples in fenced blocks that start with `yaml wrong` or `yaml right`. An example leaves out what [`complete`] adds.

use super::Severity;

/// The rule that a diagnostic belongs to.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// Name in kebab case, as shown in brackets; stable across versions.
    pub name: &'static str,
    /// Severity of its diagnostics.
    pub severity: Severity,
    /// The Markdown file.
    explanation: &'static str,
}

/// A piece of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Line(&'static str),
    Wrong(&'static str),
    Right(&'static str),
}

impl Code {
    pub(super) const fn new(name: &'static str, severity: Severity, explanation: &'static str) -> Self {
        Self { name, severity, explanation }
    }

    /// Returns the code of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        super::codes::ALL.iter().copied().find(|code| code.name == name)
    }

    /// Returns what it means, in a line.
    pub fn title(&self) -> &'static str {
        let heading = self.explanation.lines().next().unwrap_or_default();
        heading.split_once(": ").map_or(heading, |(_, title)| title)
    }

    /// Returns the explanation without heading and examples.
    pub fn text(&self) -> String {
        self.show(|piece| match piece {
            Piece::Line(line) => Some(line.to_owned()),
            Piece::Wrong(_) | Piece::Right(_) => None,
        })
    }

    /// Returns the explanation as Markdown, without its heading.
    pub fn markdown(&self) -> String {
        let example = |title, example| Some(format!("{title}:\n\n```yaml\n{example}\n```"));
        self.show(|piece| match piece {
            Piece::Line(line) => Some(line.to_owned()),
            Piece::Wrong(text) => example("Wrong", text),
            Piece::Right(text) => example("Right", text),
        })
    }

    /// Returns the explanation for a terminal: examples are indented.
    pub fn render(&self) -> String {
        let example = |title: &str, example: &str| {
            let indent = |line: &str| if line.is_empty() { String::new() } else { format!("    {line}") };
            let lines: Vec<String> = example.lines().map(indent).collect();
            Some(format!("{title}:\n\n{}", lines.join("\n")))
        };
        let text = self.show(|piece| match piece {
            Piece::Line(line) => Some(line.to_owned()),
            Piece::Wrong(text) => example("Wrong", text),
            Piece::Right(text) => example("Right", text),
        });
        format!("{}: {}\n\n{text}\n", self.name, self.title())
    }

    /// Returns the examples of the error; if there are several, they cause it together.
    pub fn wrong(&self) -> Vec<&'static str> {
        let example = |piece| if let Piece::Wrong(example) = piece { Some(example) } else { None };
        self.pieces().into_iter().filter_map(example).collect()
    }

    /// Returns the examples of the fix.
    pub fn right(&self) -> Vec<&'static str> {
        let example = |piece| if let Piece::Right(example) = piece { Some(example) } else { None };
        self.pieces().into_iter().filter_map(example).collect()
    }

    fn show(&self, piece: impl FnMut(Piece) -> Option<String>) -> String {
        self.pieces().into_iter().filter_map(piece).collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = self.explanation.split_once('\n').map_or("", |(_, rest)| rest);
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

/// Returns an example as a whole spec: the keys that every spec has are added if they are missing.
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
