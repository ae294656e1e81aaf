//! Classes of POSIX, `[:alpha:]`, which look alike in every dialect and mean the same in none.

use super::{Parser, PatternError, PatternNote, PatternNoteKind};

/// What to write in brackets for the class of a name (POSIX.1-2024 section 9.3.5, in the POSIX locale).
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

/// A class at the beginning of `text`: how long it is, its name, and what to write for it.
fn class_at(text: &str) -> Option<(usize, &str, &'static str)> {
    let (name, _) = text.strip_prefix("[:")?.split_once(":]")?;
    let (_, meaning) = CLASSES.iter().find(|(known, _)| *known == name)?;
    Some((name.len() + "[::]".len(), name, meaning))
}

impl Parser<'_> {
    /// Refuses `[:alpha:]` inside of brackets, of which a `]` would be left over, where other dialects have letters.
    pub(super) fn refuse_posix_class(&self, from: usize) -> Result<(), PatternError> {
        let Some((length, name, meaning)) = class_at(&self.source[from..]) else {
            return Ok(());
        };
        let message = format!("`[:{name}:]` is a class of POSIX, which ECMA-262 does not have");
        Err(PatternError::syntax(from..from + length, message, format!("write `{meaning}` in its place")))
    }

    /// Remarks upon `[:alpha:]` that is not inside of brackets, a class of colons and these letters.
    pub(super) fn note_posix_class(&mut self, start: usize) {
        if let Some((length, _, meaning)) = class_at(&self.source[start..]) {
            let message = format!("one of these characters; for a class of POSIX write `[{meaning}]`");
            self.notes.push(PatternNote::new(PatternNoteKind::PosixClass, start..start + length, message));
        }
    }
}
