//! Paths through a spec, by its own keys.

use std::fmt;

/// The keys that lead to a node of a spec.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Path(Vec<Part>);

/// One key, or one item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    /// A key of the language.
    Key(&'static str),
    /// A name that the spec gives, or an item that is one.
    Name(String),
}

impl Part {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Key(key) => key,
            Self::Name(name) => name,
        }
    }
}

impl Path {
    /// This and a key of the language.
    pub(super) fn key(&self, key: &'static str) -> Self {
        self.with(Part::Key(key))
    }

    /// This and a name.
    pub(super) fn name(&self, name: &str) -> Self {
        self.with(Part::Name(name.to_owned()))
    }

    fn with(&self, part: Part) -> Self {
        let mut parts = self.0.clone();
        parts.push(part);
        Self(parts)
    }

    /// The definition of a named type.
    pub(super) fn of_type(name: &str) -> Self {
        Self::default().key("types").name(name)
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.0
    }

    /// The named type that this is, or is in.
    pub(super) fn named_type(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Part::Key("types"), Part::Name(name), ..] => Some(name),
            _ => None,
        }
    }

    /// The operation whose input has this member.
    pub(super) fn operation_of_input(&self) -> Option<Self> {
        match self.0.as_slice() {
            [Part::Key("operations"), Part::Name(name), Part::Key("input"), Part::Name(_)] => {
                Some(Self::default().key("operations").name(name))
            }
            _ => None,
        }
    }

    /// What this is about, as a person would call it: `ListWidgets.input.color`, `Widget.tags[]`.
    pub(super) fn subject(&self) -> String {
        let mut subject = String::new();
        for (index, part) in self.0.iter().enumerate() {
            let after = index.checked_sub(1).and_then(|before| self.0.get(before));
            let part = match part {
                // A value of an enum and an endpoint's URL are told in the message.
                Part::Name(_) if matches!(after, Some(Part::Key("enum" | "intEnum" | "endpoint"))) => {
                    continue;
                }
                Part::Name(name) => name,
                Part::Key(key @ ("input" | "output")) => *key,
                Part::Key("list") => {
                    subject.push_str("[]");
                    continue;
                }
                Part::Key("map") => {
                    subject.push_str("{}");
                    continue;
                }
                Part::Key("key") => "(keys)",
                // What is said of the service itself has no name before it.
                Part::Key("service") if index == 0 => "service",
                Part::Key(_) => continue,
            };
            if !subject.is_empty() {
                subject.push('.');
            }
            subject.push_str(part);
        }
        subject
    }
}

impl fmt::Display for Path {
    /// As a JSON Pointer (RFC 6901 section 3) without the slash at its start.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "/" };
            write!(f, "{separator}{}", part.text().replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}
