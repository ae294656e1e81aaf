//! Spec text with a name, and positions in it.

use std::ops::Range;
use std::sync::Arc;

/// A place in a source: byte offsets, end exclusive.
pub type Span = Range<usize>;

/// The text of one spec and the name that messages call it by.
///
/// The generator reads no files: whoever calls it brings the text. A clone shares the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: Arc<str>,
    origin: Option<Arc<str>>,
    text: Arc<str>,
}

impl Source {
    /// A source called `name`, usually its path as the user would write it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: Arc::from(name.into()), origin: None, text: Arc::from(text.into()) }
    }

    /// The same, as generated files are to name it: by a path that is the same from whichever directory the generator
    /// runs, which only who knows the project can tell.
    #[must_use]
    pub fn with_origin(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(Arc::from(origin.into()));
        self
    }

    /// The name that messages use.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What generated files call it: what was given as its origin, or else its file's name.
    pub fn origin(&self) -> &str {
        self.origin.as_deref().unwrap_or_else(|| self.file_name())
    }

    /// The last part of the name.
    pub fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// Whether this is the same source, and not only one that says the same.
    #[cfg(feature = "cli")]
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.text, &other.text) && Arc::ptr_eq(&self.name, &other.name)
    }

    /// A span inside the text and on character bounds, whatever it was.
    pub(crate) fn clamp(&self, span: &Span) -> Span {
        let start = self.text.floor_char_boundary(span.start.min(self.text.len()));
        start..self.text.ceil_char_boundary(span.end.clamp(start, self.text.len()))
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// Control characters and those that reorder or hide text.
pub(crate) fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}
