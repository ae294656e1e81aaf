//! Spec text with a name, and positions in it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A place in a source: byte offsets, end exclusive.
pub type Span = Range<usize>;

/// A line and a column, both from 1; the column counts characters.
type Position = (usize, usize);

/// The text of one spec and its name in messages.
///
/// The generator reads no files: its caller provides the text. A clone shares the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: Arc<str>,
    origin: Option<Arc<str>>,
    text: Arc<Text>,
}

/// A text with positions that are computed on first use.
#[derive(Debug)]
struct Text {
    text: String,
    /// Byte offsets in ascending order, about [`STEP`] apart, and their positions.
    known: OnceLock<Vec<(usize, Position)>>,
}

/// Number of bytes between two precomputed positions.
const STEP: usize = 4096;

/// Returns the path in a name: `PATH` of `git:REV:PATH`, and any other name unchanged.
pub fn path_in_revision(name: &str) -> &str {
    let path = name.strip_prefix("git:").and_then(|rest| rest.split_once(':'));
    path.map_or(name, |(_, path)| path)
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Text {}

impl Source {
    /// Creates a source called `name`, usually its path as the user would write it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = Text { text: text.into(), known: OnceLock::new() };
        Self { name: Arc::from(name.into()), origin: None, text: Arc::new(text) }
    }

    /// Sets the name in generated files: a path that does not depend on the current directory. Only the
    /// caller knows the project's root.
    #[must_use]
    pub fn with_origin(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(Arc::from(origin.into()));
        self
    }

    /// Returns the name in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text.text
    }

    /// Returns the name in generated files: the origin, or the file's name.
    pub fn origin(&self) -> &str {
        self.origin.as_deref().unwrap_or_else(|| self.file_name())
    }

    /// Returns the last part of the name's path.
    pub fn file_name(&self) -> &str {
        let path = path_in_revision(&self.name);
        path.rsplit(['/', '\\']).next().unwrap_or(path)
    }

    /// Returns the nearest valid span: inside the text and on character boundaries.
    pub fn clamp(&self, span: &Span) -> Span {
        let text = self.text();
        let mut start = span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = span.end.clamp(start, text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }

    /// Returns line and column of a byte offset, without counting from the start of the text.
    pub fn line_column(&self, offset: usize) -> Position {
        let known = self.text.known.get_or_init(|| positions(self.text()));
        let index = known.partition_point(|(known, _)| *known <= offset).saturating_sub(1);
        let (start, position) = known.get(index).copied().unwrap_or((0, (1, 1)));
        let end = self.clamp(&(offset..offset)).start;
        self.text().get(start..end).unwrap_or_default().chars().fold(position, after)
    }

    /// Returns the line that contains a byte offset, without its line end.
    pub fn line(&self, offset: usize) -> &str {
        let offset = self.clamp(&(offset..offset)).start;
        let start = self.text()[..offset].rfind('\n').map_or(0, |at| at + 1);
        self.text()[start..].lines().next().unwrap_or_default()
    }
}

fn positions(text: &str) -> Vec<(usize, Position)> {
    let mut known = vec![(0, (1, 1))];
    let (mut position, mut next) = ((1, 1), STEP);
    for (offset, c) in text.char_indices() {
        if offset >= next {
            known.push((offset, position));
            next = offset + STEP;
        }
        position = after(position, c);
    }
    known
}

fn after((line, column): Position, c: char) -> Position {
    if c == '\n' { (line + 1, 1) } else { (line, column + 1) }
}

#[cfg(test)]
mod tests {
    use super::{STEP, Source, after};

    #[test]
    fn positions_are_what_counting_from_the_start_gives() {
        let text = "ä\n🦀 b\n\n".repeat(STEP) + &"ü".repeat(3 * STEP) + "\nend";
        let source = Source::new("a.yaml", text.as_str());
        for (offset, _) in text.char_indices().step_by(97).chain([(0, ' '), (text.len(), ' ')]) {
            let expected = text[..offset].chars().fold((1, 1), after);
            assert_eq!(source.line_column(offset), expected, "{offset}");
            assert_eq!(source.line(offset), text.lines().nth(expected.0 - 1).unwrap_or_default());
        }
    }
}
