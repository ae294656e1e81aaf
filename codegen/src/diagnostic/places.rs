//! Lines and columns of many places in one text, without counting from its beginning for each.

use super::{Finding, Label};
use crate::source::{Source, Span};

/// How many bytes there are between two places that are known beforehand, more or less.
const STEP: usize = 4096;

/// The most findings that are listed for tools.
pub(super) const LISTED: usize = 1000;

/// A line and a column, both from 1; the column counts characters.
pub(super) type Position = (usize, usize);

/// The places of one source.
pub(super) struct Places<'a> {
    source: &'a Source,
    /// Byte offsets in ascending order, and where they are.
    known: Vec<(usize, Position)>,
}

impl<'a> Places<'a> {
    fn new(source: &'a Source) -> Self {
        let mut known = vec![(0, (1, 1))];
        let mut here = (1, 1);
        let mut next = STEP;
        for (offset, c) in source.text().char_indices() {
            if offset >= next {
                known.push((offset, here));
                next = offset + STEP;
            }
            here = after(here, c);
        }
        Self { source, known }
    }

    /// The span of a label, inside the text, and where it starts and ends.
    pub(super) fn of(&self, label: &Label) -> (Span, Position, Position) {
        let span = self.source.clamp(&label.span);
        let (start, end) = (self.at(span.start), self.at(span.end));
        (span, start, end)
    }

    fn at(&self, offset: usize) -> Position {
        let index = self.known.partition_point(|(known, _)| *known <= offset);
        let (known, here) =
            index.checked_sub(1).and_then(|index| self.known.get(index)).copied().unwrap_or((0, (1, 1)));
        self.source.text().get(known..offset).unwrap_or_default().chars().fold(here, after)
    }
}

fn after((line, column): Position, c: char) -> Position {
    if c == '\n' { (line + 1, 1) } else { (line, column + 1) }
}

/// What `write` makes of each of the findings that are listed, with the places of its source.
pub(super) fn each<T>(findings: &[Finding], mut write: impl FnMut(&Finding, &Places<'_>) -> T) -> Vec<T> {
    let listed = &findings[..findings.len().min(LISTED)];
    let mut written = Vec::new();
    for of_one_source in listed.chunk_by(|a, b| a.source.is(&b.source)) {
        let places = Places::new(&of_one_source[0].source);
        written.extend(of_one_source.iter().map(|finding| write(finding, &places)));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{Places, STEP};
    use crate::source::Source;

    #[test]
    fn they_are_what_counting_from_the_beginning_gives() {
        let text = "ä\n🦀 b\n\n".repeat(STEP) + &"ü".repeat(3 * STEP) + "\nend";
        let source = Source::new("a.yaml", text.as_str());
        let places = Places::new(&source);
        for (offset, _) in text.char_indices().step_by(97).chain([(0, ' '), (text.len(), ' ')]) {
            assert_eq!(places.at(offset), source.line_column(offset), "{offset}");
        }
    }
}
