//! The vocabulary of the spec language in one table: every key, the mapping that allows it, its form and a
//! line of help.
//!
//! The parser and its suggestions, the JSON Schema, the language reference and `explain` read this table. To
//! add a key, add its line to `vocabulary/table.rs`; a test fails until the parser reads it.

mod table;
mod words;

pub use table::*;
pub use words::*;

/// A mapping whose keys the language defines.
#[derive(Debug)]
pub struct Mapping {
    /// Heading in the reference; empty if another mapping with the same keys is shown.
    pub title: &'static str,
    /// Name in messages, with its article.
    pub what: &'static str,
    /// How to write it, in the imperative; may be empty.
    pub usage: &'static str,
    /// Mappings whose keys are allowed here, too.
    pub also: &'static [&'static Mapping],
    /// Required keys.
    pub needed: &'static [&'static Key],
    /// Its own keys.
    pub own: &'static [&'static Key],
}

/// A key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// Form of its value.
    pub form: Form,
    /// Its meaning in a line of Markdown.
    pub help: &'static str,
}

/// A word and its meaning.
pub type Word = (&'static str, &'static str);

/// The words that a value can be.
#[derive(Debug)]
pub struct Words<T: 'static> {
    /// Name of such a word in messages.
    pub what: &'static str,
    /// The words.
    pub words: &'static [Word],
    /// Values of the words, in the same order.
    pub values: &'static [T],
}

/// The form of a value.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// Any value.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A string.
    Text,
    /// A string with at least one character.
    NonEmpty,
    /// A string that matches a regular expression.
    Matching(&'static str),
    /// `true`, `false` or a string.
    BooleanOrText,
    /// A number.
    Number,
    /// An integer between the bounds, inclusive.
    Integer(i32, Option<i32>),
    /// The version of the language.
    Version,
    /// A method and a path.
    Route,
    /// One of these words.
    Words(&'static [Word]),
    /// The form of this name in [`DEFINITIONS`].
    Definition(&'static str),
    /// A mapping whose keys the language defines.
    Mapping(&'static Mapping),
    /// A mapping of names to values of a form, with at least this many entries.
    Entries(&'static Form, usize),
    /// A mapping of one name to any value.
    Entry,
    /// A list of values of a form, with at least this many items.
    List(&'static Form, usize),
    /// A list of different values of a form, with at least one item.
    Set(&'static Form),
    /// Any of these forms.
    OneOf(&'static [Form]),
    /// A form with its meaning.
    Meaning(&'static str, &'static Form),
}

impl Mapping {
    /// Returns the keys that are allowed: those of other mappings, then its own.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> {
        self.also.iter().flat_map(|mapping| mapping.own).chain(self.own).copied()
    }

    /// Returns whether a key is allowed.
    pub fn has(&self, name: &str) -> bool {
        self.keys().any(|key| key.name == name)
    }
}

impl Form {
    /// Returns the form that a definition is of.
    pub fn defined(&self) -> Option<&'static Self> {
        let Self::Definition(name) = self else { return None };
        DEFINITIONS.iter().find(|(known, _)| known == name).map(|(_, form)| form)
    }

    /// Returns how a mapping of this form is written, in the imperative, if that is documented.
    pub fn usage(&self) -> Option<&'static str> {
        match *self {
            Self::Mapping(mapping) => Some(mapping.usage).filter(|usage| !usage.is_empty()),
            Self::Definition(_) => self.defined().and_then(Self::usage),
            Self::OneOf(forms) => forms.iter().find_map(Self::usage),
            Self::List(of, _) | Self::Set(of) | Self::Meaning(_, of) => of.usage(),
            _ => None,
        }
    }

    /// Returns the mapping that a value of this form is, or that its entries or items are.
    pub fn mapping(&self) -> Option<&'static Mapping> {
        match *self {
            Self::Mapping(mapping) => Some(mapping),
            Self::Definition(_) => self.defined().and_then(Self::mapping),
            Self::OneOf(forms) => forms.iter().find_map(Self::mapping),
            Self::List(of, _) | Self::Set(of) | Self::Meaning(_, of) | Self::Entries(of, _) => of.mapping(),
            _ => None,
        }
    }

    /// Returns the words that a value can be.
    pub fn words(&self) -> Vec<Word> {
        match *self {
            Self::Words(words) => words.to_vec(),
            Self::OneOf(forms) => forms.iter().flat_map(Self::words).collect(),
            Self::List(of, _) | Self::Set(of) => of.words(),
            _ => Vec::new(),
        }
    }
}

impl<T> Words<T> {
    /// Returns the value of a word.
    pub fn find(&self, word: &str) -> Option<&'static T> {
        let mut words = self.words.iter().zip(self.values);
        words.find(|((known, _), _)| *known == word).map(|(_, value)| value)
    }

    /// Returns the word of a value; empty if there is none.
    pub fn word(&self, value: &T) -> &'static str
    where
        T: PartialEq,
    {
        let mut words = self.words.iter().zip(self.values);
        words.find(|(_, known)| *known == value).map_or("", |((word, _), _)| word)
    }

    /// Returns the words without their meanings.
    pub fn names(&self) -> Vec<&'static str> {
        self.words.iter().map(|(word, _)| *word).collect()
    }
}
