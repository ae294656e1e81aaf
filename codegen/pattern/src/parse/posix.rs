//! POSIX classes such as `[:alpha:]`, which every dialect accepts with another meaning.

use super::{Parser, PatternError, PatternNote, PatternNoteKind};

/// The replacement in brackets for each class (POSIX.1-2024 section 9.3.5, in the POSIX locale).
const CLASSES: [(&str, &str); 13] = [
    ("alnum", "0-9A-Za-z"),
    ("alpha", "A-Za-z"),
    ("blank", r" \t"),
    ("cntrl", r"\x00-\x1F\x7F"),
    ("digit", "0-9"),
    ("graph", "!-~"),
    ("lower", "a-z"),
    ("print", " -~"),
    ("punct", r"!-\/:-@\[-\x60{-~"),
    ("space", r"\s"),
    ("upper", "A-Z"),
    ("word", r"\w"),
    ("xdigit", "0-9A-Fa-f"),
];

/// Returns a class at the beginning of `text`: its length, its name and its replacement.
fn class_at(text: &str) -> Option<(usize, &str, &'static str)> {
    let (name, _) = text.strip_prefix("[:")?.split_once(":]")?;
    let (_, meaning) = CLASSES.iter().find(|(known, _)| *known == name)?;
    Some((name.len() + "[::]".len(), name, meaning))
}

impl Parser<'_> {
    /// Refuses `[:alpha:]` inside brackets: it would leave an unmatched `]`, and means letters in other
    /// dialects.
    pub(super) fn refuse_posix_class(&self, from: usize) -> Result<(), PatternError> {
        let Some((length, name, meaning)) = class_at(&self.source[from..]) else {
            return Ok(());
        };
        let message = format!("`[:{name}:]` is a POSIX class, which ECMA-262 does not have");
        Err(PatternError::syntax(from..from + length, message, format!("write `{meaning}` instead")))
    }

    /// Adds a note on `[:alpha:]` outside of brackets, which is a class of colons and these letters.
    pub(super) fn note_posix_class(&mut self, start: usize) {
        if let Some((length, _, meaning)) = class_at(&self.source[start..]) {
            let message = format!("a class of these characters; for the POSIX class write `[{meaning}]`");
            self.notes.push(PatternNote::new(PatternNoteKind::PosixClass, start..start + length, message));
        }
    }
}
