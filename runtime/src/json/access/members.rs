//! Members of a structure.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::read_name;
use super::set::Set;
use crate::json::DecodeError;
use crate::json::head::Root;
use crate::json::memory::Nodes;
use crate::json::node::{Content, Node};
use crate::json::reader::{Name, Reader};
use crate::path::{Path, Step};
use crate::structure::members::NAME;
use crate::structure::open::ADDITIONAL;

/// Members of a structure: exactly those of its type, each present or absent.
pub(in crate::json) struct Members<'a, 'de> {
    reader: &'a mut Reader<'de>,
    path: Option<&'a Path<'a>>,
    names: &'static [&'static str],
    /// Whether JSON escapes nothing in the names.
    are_plain: bool,
    /// See [`Node::covered`].
    covered: usize,
    /// Members that were given.
    given: Set,
    /// Probable position of the next one.
    next: usize,
    phase: Phase,
    root: Option<&'a Root<'a>>,
    /// The member whose name was given last.
    current: (&'static str, Content),
    /// Its name, if the type does not list it but keeps such members.
    additional: Option<Cow<'de, str>>,
    nodes: Nodes,
}

/// The source of the next members.
#[derive(Clone, Copy)]
pub(in crate::json) enum Phase {
    /// Outside the body. These are read first, since an invalid one only affects itself.
    Head { next: usize, is_open: bool },
    /// The open object.
    Json { is_first: bool },
    /// Members that were not given.
    Absent(Nothing),
}

/// The kind of absence.
#[derive(Clone, Copy)]
pub(in crate::json) enum Nothing {
    /// The member.
    Member,
    /// The body, which is required if one of its members is.
    Body,
    /// The structure: required members get zero values.
    Zero,
}

/// What a source has next.
enum Next {
    /// The member at this position.
    Member(usize, Content),
    /// A member that the type does not list but keeps.
    Additional,
    /// Nothing of interest; more may follow.
    Other,
    End,
}

impl<'a, 'de> Members<'a, 'de> {
    #[inline]
    pub(in crate::json) fn new(
        reader: &'a mut Reader<'de>,
        path: Option<&'a Path<'a>>,
        root: Option<&'a Root<'a>>,
        names: &'static [&'static str],
        are_plain: bool,
        (covered, phase): (usize, Phase),
    ) -> Self {
        Self {
            reader,
            path,
            names,
            are_plain,
            covered,
            given: Set::default(),
            next: 0,
            phase,
            root,
            current: ("", Content::Absent),
            additional: None,
            nodes: Nodes::default(),
        }
    }

    /// Returns the position of a member, if the structure has it.
    fn position(&self, name: &Name<'_>) -> Option<usize> {
        let name = match name {
            Name::Plain(name) => name,
            Name::Escaped(name) => name.as_ref().ok()?.as_bytes(),
        };
        self.names.iter().position(|known| known.as_bytes() == name)
    }

    /// Returns whether a member counts as absent.
    #[inline]
    fn is_unwanted(&self, index: usize) -> bool {
        let wants = |root: &Root<'_>| self.names.get(index).is_some_and(|name| root.wants(name));
        self.root.is_some_and(|root| !wants(root))
    }

    /// Advances to the next member, in `current`; returns its position.
    fn advance(&mut self) -> Result<Option<usize>, DecodeError> {
        if let Some(index) = self.expected() {
            return Ok(Some(index));
        }
        loop {
            let next = match self.phase {
                Phase::Json { is_first } => self.next_of_json(is_first)?,
                Phase::Head { next, is_open } => self.next_outside(next, is_open),
                Phase::Absent(nothing) => self.next_absent(nothing),
            };
            let (index, content) = match next {
                Next::Member(index, content) => (index, content),
                Next::Additional => return Ok(Some(self.names.len() - 1)),
                Next::Other => continue,
                Next::End => return Ok(None),
            };
            let Some(name) = self.names.get(index) else { return Ok(None) };
            self.given.add(index);
            self.current = (name, content);
            return Ok(Some(index));
        }
    }

    /// Advances to the member after the last one, if it is next and its name is written as usual.
    ///
    /// It repeats parts of the general way, since decoding is slower with functions for both.
    #[inline]
    fn expected(&mut self) -> Option<usize> {
        let (Phase::Json { is_first }, None, true) = (self.phase, self.root, self.are_plain) else {
            return None;
        };
        let index = self.next;
        let name = self.names.get(index)?;
        if self.given.has(index) || !self.reader.is_named(name, is_first) {
            return None;
        }
        self.phase = Phase::Json { is_first: false };
        self.next = index + 1;
        self.given.add(index);
        self.current = (name, if self.reader.null() { Content::NullMember } else { Content::Json });
        Some(index)
    }

    fn next_outside(&mut self, next: usize, is_open: bool) -> Next {
        let Some((name, content)) = self.root.and_then(|root| root.nth(next, self.reader)) else {
            let needs_body = self.root.is_some_and(|root| root.needs_body);
            self.phase = match (is_open, needs_body) {
                (true, _) => Phase::Json { is_first: true },
                (false, true) => Phase::Absent(Nothing::Body),
                (false, false) => Phase::Absent(Nothing::Member),
            };
            return Next::Other;
        };
        self.phase = Phase::Head { next: next + 1, is_open };
        match self.names.iter().position(|known| *known == name) {
            Some(index) if !self.given.has(index) => {
                let is_null = matches!(content, Content::Json) && self.reader.null();
                Next::Member(index, if is_null { Content::NoBody } else { content })
            }
            _ => Next::Other,
        }
    }

    fn next_of_json(&mut self, is_first: bool) -> Result<Next, DecodeError> {
        if !self.reader.has_member(is_first)? {
            (self.phase, self.next) = (Phase::Absent(Nothing::Member), 0);
            return Ok(if self.given.count() == self.names.len() { Next::End } else { Next::Other });
        }
        self.phase = Phase::Json { is_first: false };
        let name = self.reader.name()?;
        let Some(index) = self.position(&name) else { return self.unlisted(name) };
        if self.given.has(index) || self.is_unwanted(index) {
            self.reader.skip()?;
            return Ok(Next::Other);
        }
        self.next = index + 1;
        Ok(Next::Member(index, if self.reader.null() { Content::NullMember } else { Content::Json }))
    }

    /// A member that the type does not list.
    fn unlisted(&mut self, name: Name<'de>) -> Result<Next, DecodeError> {
        if self.names.last() != Some(&ADDITIONAL) {
            self.reader.skip()?;
            return Ok(Next::Other);
        }
        let name = self.reader.text_of(name).map_err(DecodeError::custom)?;
        self.reader.memory.take(name.len())?;
        (self.additional, self.current) = (Some(name), (ADDITIONAL, Content::Json));
        Ok(Next::Additional)
    }

    fn next_absent(&mut self, nothing: Nothing) -> Next {
        let index = self.next;
        self.next += 1;
        match self.names.get(index) {
            None => Next::End,
            Some(name) if self.given.has(index) || *name == ADDITIONAL => Next::Other,
            Some(_) => Next::Member(
                index,
                match nothing {
                    Nothing::Member => Content::Absent,
                    Nothing::Body => Content::NoBody,
                    Nothing::Zero => Content::Zero,
                },
            ),
        }
    }
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let Some(index) = self.advance()? else { return Ok(None) };
        match &self.additional {
            Some(name) => read_name(name, seed).map(Some),
            None => seed.deserialize(Key { index, name: self.current.0 }).map(Some),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let (name, content) = self.current;
        let additional = self.additional.take();
        let (step, covered) = match &additional {
            None => (Step::Member(name), self.covered),
            Some(name) => {
                let size = size_of::<V::Value>();
                self.nodes.push(size + size_of::<String>(), &mut self.reader.memory)?;
                (Step::Key(name), size)
            }
        };
        let path = Path::new(self.path, step);
        let node = Node::part(self.reader, content, &path, covered);
        seed.deserialize(node).map_err(|error| error.at(&path))
    }
}

/// The name of a member that a structure lists.
struct Key {
    index: usize,
    name: &'static str,
}

impl<'de> Deserializer<'de> for Key {
    type Error = DecodeError;

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        if name == NAME { visitor.visit_u64(self.index as u64) } else { visitor.visit_newtype_struct(self) }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_borrowed_str(self.name)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
