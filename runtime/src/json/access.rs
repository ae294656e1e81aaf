//! Parts of a value: members of a structure, elements of a list, entries of a map, the variant of a union.

use std::borrow::Cow;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde_json::Value;

use super::de::{Content, Node};
use super::head::{HeadValue, Root};
use super::memory::{Growth, Nodes};
use super::reader::Reader;
use super::{DecodeError, MAX_DEPTH};
use crate::path::{Path, Step};
use crate::structure::open::ADDITIONAL;

/// Reads a name with the seed of a key.
fn read_name<'de, S: DeserializeSeed<'de>>(name: &str, seed: S) -> Result<S::Value, DecodeError> {
    let name: StrDeserializer<'_, DecodeError> = name.into_deserializer();
    seed.deserialize(name)
}

/// Members of a structure: exactly those of its type, each present or absent.
pub(super) struct Members<'a, 'de> {
    reader: &'a mut Reader<'de>,
    path: Option<&'a Path<'a>>,
    names: &'static [&'static str],
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
enum Phase {
    /// Outside the body. These are read first, since an invalid one only affects itself.
    Head { next: usize, is_open: bool },
    /// The open object.
    Json { is_first: bool },
    /// Members that were not given.
    Absent(Nothing),
}

/// The kind of absence.
#[derive(Clone, Copy)]
enum Nothing {
    /// The member.
    Member,
    /// The body, which is required if one of its members is.
    Body,
    /// The structure: required members get zero values.
    Zero,
}

impl<'a, 'de> Members<'a, 'de> {
    fn new(
        reader: &'a mut Reader<'de>,
        path: Option<&'a Path<'a>>,
        names: &'static [&'static str],
        covered: usize,
        phase: Phase,
    ) -> Self {
        Self {
            reader,
            path,
            names,
            covered,
            given: Set::default(),
            next: 0,
            phase,
            root: None,
            current: ("", Content::Absent),
            additional: None,
            nodes: Nodes::default(),
        }
    }

    /// Members of the open object.
    pub(super) fn of_json(
        reader: &'a mut Reader<'de>,
        path: Option<&'a Path<'a>>,
        names: &'static [&'static str],
        covered: usize,
    ) -> Self {
        Self::new(reader, path, names, covered, Phase::Json { is_first: true })
    }

    /// Members of the root; its object may be open already.
    pub(super) fn of_root(
        reader: &'a mut Reader<'de>,
        names: &'static [&'static str],
        covered: usize,
        root: &'a Root<'a>,
        is_open: bool,
    ) -> Self {
        root.names.set(names);
        Self { root: Some(root), ..Self::new(reader, None, names, covered, Phase::Head { next: 0, is_open }) }
    }

    /// Members of a structure that replaces an absent one; all are absent (Smithy, "Client error
    /// correction").
    pub(super) fn zero(
        reader: &'a mut Reader<'de>,
        path: Option<&'a Path<'a>>,
        names: &'static [&'static str],
        covered: usize,
    ) -> Result<Self, DecodeError> {
        // A structure that requires itself has no zero value.
        if path.map_or(0, Path::depth) >= MAX_DEPTH {
            return Err(DecodeError::custom("missing, and without a zero value"));
        }
        Ok(Self::new(reader, path, names, covered, Phase::Absent(Nothing::Zero)))
    }

    /// Returns the position of a member, if the structure has it.
    #[inline]
    fn position(&self, name: &str) -> Option<usize> {
        if self.names.get(self.next).is_some_and(|next| *next == name) {
            return Some(self.next);
        }
        self.names.iter().position(|known| *known == name)
    }

    /// Advances to the next member, in `current`.
    fn advance(&mut self) -> Result<Option<&'static str>, DecodeError> {
        loop {
            let (index, content) = match &mut self.phase {
                Phase::Head { next, is_open } => {
                    let part = self.root.and_then(|root| root.nth(*next));
                    *next += 1;
                    match part {
                        Some((name, content)) => {
                            let index = self.names.iter().position(|known| *known == name);
                            let Some(index) = index.filter(|index| !self.given.has(*index)) else { continue };
                            let is_null = matches!(content, Content::Json) && self.reader.null();
                            (index, if is_null { Content::NoBody } else { content })
                        }
                        None if *is_open => {
                            self.phase = Phase::Json { is_first: true };
                            continue;
                        }
                        None => {
                            let needs_body = self.root.is_some_and(|root| root.needs_body);
                            self.phase =
                                Phase::Absent(if needs_body { Nothing::Body } else { Nothing::Member });
                            continue;
                        }
                    }
                }
                Phase::Json { is_first } => {
                    let Some(name) = self.reader.member(is_first)? else {
                        (self.phase, self.next) = (Phase::Absent(Nothing::Member), 0);
                        continue;
                    };
                    let index = name.as_ref().ok().and_then(|name| self.position(name));
                    let wanted = index.filter(|index| {
                        let is_wanted =
                            |root: &Root<'_>| self.names.get(*index).is_some_and(|name| root.wants(name));
                        !self.given.has(*index) && self.root.is_none_or(is_wanted)
                    });
                    let Some(index) = wanted else {
                        if index.is_none() && self.names.last() == Some(&ADDITIONAL) {
                            let name = name.map_err(DecodeError::custom)?;
                            self.reader.memory.take(name.len())?;
                            (self.additional, self.current) = (Some(name), (ADDITIONAL, Content::Json));
                            return Ok(Some(ADDITIONAL));
                        }
                        self.reader.skip()?;
                        continue;
                    };
                    self.next = index + 1;
                    (index, if self.reader.null() { Content::NullMember } else { Content::Json })
                }
                Phase::Absent(nothing) => {
                    let index = self.next;
                    self.next += 1;
                    if index >= self.names.len() {
                        return Ok(None);
                    }
                    if self.given.has(index) || self.names.get(index) == Some(&ADDITIONAL) {
                        continue;
                    }
                    let content = match nothing {
                        Nothing::Member => Content::Absent,
                        Nothing::Body => Content::NoBody,
                        Nothing::Zero => Content::Zero,
                    };
                    (index, content)
                }
            };
            let Some(name) = self.names.get(index) else { return Ok(None) };
            self.given.add(index);
            self.current = (name, content);
            return Ok(Some(name));
        }
    }
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let Some(name) = self.advance()? else { return Ok(None) };
        match &self.additional {
            Some(name) => read_name(name, seed).map(Some),
            None => seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let (name, content) = std::mem::replace(&mut self.current, ("", Content::Absent));
        if let Some(name) = self.additional.take() {
            let size = size_of::<V::Value>();
            self.nodes.push(size + size_of::<String>(), &mut self.reader.memory)?;
            let path = Path::new(self.path, Step::Key(&name));
            let node = Node::part(self.reader, content, &path, size);
            return seed.deserialize(node).map_err(|error| error.at(&path));
        }
        let path = Path::new(self.path, Step::Member(name));
        let node = Node::part(self.reader, content, &path, self.covered);
        seed.deserialize(node).map_err(|error| error.at(&path))
    }
}

/// A set of numbers that needs no memory if all are small.
#[derive(Debug, Default)]
struct Set {
    small: u64,
    large: Vec<u64>,
}

impl Set {
    fn has(&self, number: usize) -> bool {
        let word = match number / 64 {
            0 => Some(&self.small),
            word => self.large.get(word - 1),
        };
        word.is_some_and(|word| (word >> (number % 64)) & 1 == 1)
    }

    fn add(&mut self, number: usize) {
        let word = match number / 64 {
            0 => &mut self.small,
            word => {
                if self.large.len() < word {
                    self.large.resize(word, 0);
                }
                match self.large.get_mut(word - 1) {
                    Some(word) => word,
                    None => return,
                }
            }
        };
        *word |= 1 << (number % 64);
    }
}

/// Elements of a list; `null` is an absent element, and only valid if elements are optional.
pub(super) struct Elements<'a, 'de> {
    reader: &'a mut Reader<'de>,
    path: Option<&'a Path<'a>>,
    /// Elements from outside the body, instead of the open list's.
    head: Option<std::vec::IntoIter<HeadValue>>,
    is_first: bool,
    index: usize,
    growth: Growth,
}

impl<'a, 'de> Elements<'a, 'de> {
    pub(super) fn of_json(reader: &'a mut Reader<'de>, path: Option<&'a Path<'a>>) -> Self {
        Self { reader, path, head: None, is_first: true, index: 0, growth: Growth::default() }
    }

    pub(super) fn of_head(
        reader: &'a mut Reader<'de>,
        path: Option<&'a Path<'a>>,
        elements: Vec<HeadValue>,
    ) -> Self {
        Self { head: Some(elements.into_iter()), ..Self::of_json(reader, path) }
    }
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        let content = match &mut self.head {
            None if self.reader.element(&mut self.is_first)? => Some(Content::Json),
            None => None,
            Some(elements) => elements.next().map(Content::Head),
        };
        let Some(content) = content else { return Ok(None) };
        let size = size_of::<T::Value>();
        self.growth.push(size, &mut self.reader.memory)?;
        let path = Path::new(self.path, Step::Index(self.index));
        self.index += 1;
        let node = Node::part(self.reader, content, &path, size);
        seed.deserialize(node).map(Some).map_err(|error| error.at(&path))
    }
}

/// Entries of a map; entries with `null` only if its values are optional.
pub(super) struct Entries<'a, 'de> {
    reader: &'a mut Reader<'de>,
    path: Option<&'a Path<'a>>,
    /// Entries from outside the body, instead of the open object's.
    head: Option<std::vec::IntoIter<(String, HeadValue)>>,
    is_first: bool,
    /// Whether `null` is an ordinary value.
    is_document: bool,
    current: (Cow<'de, str>, Content),
    nodes: Nodes,
    /// Places of the keys of entries with `null`.
    nulls: Vec<usize>,
    growth: Growth,
    is_closed: bool,
}

impl<'a, 'de> Entries<'a, 'de> {
    pub(super) fn of_json(reader: &'a mut Reader<'de>, path: Option<&'a Path<'a>>) -> Self {
        Self {
            reader,
            path,
            head: None,
            is_first: true,
            is_document: false,
            current: (Cow::Borrowed(""), Content::Absent),
            nodes: Nodes::default(),
            nulls: Vec::new(),
            growth: Growth::default(),
            is_closed: false,
        }
    }

    pub(super) fn of_document(reader: &'a mut Reader<'de>, path: Option<&'a Path<'a>>) -> Self {
        Self { is_document: true, ..Self::of_json(reader, path) }
    }

    pub(super) fn of_head(
        reader: &'a mut Reader<'de>,
        path: Option<&'a Path<'a>>,
        entries: Vec<(String, HeadValue)>,
    ) -> Self {
        Self { head: Some(entries.into_iter()), ..Self::of_json(reader, path) }
    }

    /// Advances to the next entry that is not `null`, in `current`.
    fn advance(&mut self) -> Result<bool, DecodeError> {
        if let Some(entries) = &mut self.head {
            let Some((key, value)) = entries.next() else { return Ok(false) };
            self.current = (Cow::Owned(key), Content::Head(value));
            return Ok(true);
        }
        loop {
            let Some(key) = self.reader.member(&mut self.is_first)? else { return Ok(false) };
            if !self.is_document && self.reader.null() {
                self.growth.push(size_of::<usize>(), &mut self.reader.memory)?;
                self.nulls.push(self.reader.name);
                continue;
            }
            let key = key.map_err(DecodeError::custom)?;
            self.reader.memory.take(key.len())?;
            self.current = (key, Content::Json);
            return Ok(true);
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        if !self.advance()? {
            return Ok(None);
        }
        read_name(&self.current.0, seed).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let (key, content) = std::mem::replace(&mut self.current, (Cow::Borrowed(""), Content::Absent));
        let size = size_of::<V::Value>();
        // Keys are strings, or enums of strings, which are smaller.
        self.nodes.push(size + size_of::<String>(), &mut self.reader.memory)?;
        let path = Path::new(self.path, Step::Key(&key));
        let node = Node::part(self.reader, content, &path, size);
        seed.deserialize(node).map_err(|error| error.at(&path))
    }

    /// Entries with `null` come last. If the first of them cannot be read, the type is not optional, and
    /// neither can the others.
    fn next_entry_seed<K: DeserializeSeed<'de>, V: DeserializeSeed<'de>>(
        &mut self,
        key_seed: K,
        value_seed: V,
    ) -> Result<Option<(K::Value, V::Value)>, DecodeError> {
        if !self.is_closed {
            if self.advance()? {
                let key = read_name(&self.current.0, key_seed)?;
                return self.next_value_seed(value_seed).map(|value| Some((key, value)));
            }
            self.is_closed = true;
        }
        let Some(place) = self.nulls.pop() else { return Ok(None) };
        let key = self.reader.again(place)?.map_err(DecodeError::custom)?;
        let path = Path::new(self.path, Step::Key(&key));
        let node = Node::part(self.reader, Content::Null, &path, 0);
        let Ok(value) = value_seed.deserialize(node) else { return Ok(None) };
        self.nodes.push(size_of::<V::Value>() + size_of::<String>(), &mut self.reader.memory)?;
        Ok(Some((read_name(&key, key_seed)?, value)))
    }
}

/// The only member of a union.
pub(super) struct Variant<'a, 'de> {
    reader: &'a mut Reader<'de>,
    path: Option<&'a Path<'a>>,
    name: Cow<'de, str>,
    covered: usize,
}

impl<'a, 'de> Variant<'a, 'de> {
    /// Memory of an unknown member of a union, besides its name and the parts of its value.
    pub(super) const UNKNOWN: usize = size_of::<(String, Value)>();

    pub(super) fn new(
        reader: &'a mut Reader<'de>,
        path: Option<&'a Path<'a>>,
        name: Cow<'de, str>,
        variants: &'static [&'static str],
        covered: usize,
    ) -> Result<Self, DecodeError> {
        if !variants.contains(&&*name) {
            reader.memory.take(Self::UNKNOWN + name.len())?;
        }
        Ok(Self { reader, path, name, covered })
    }

    /// Reads the value with `read`, with its path.
    fn read<T>(self, read: impl FnOnce(Node<'_, 'de>) -> Result<T, DecodeError>) -> Result<T, DecodeError> {
        let path = Path::new(self.path, Step::Key(&self.name));
        let node = Node::part(self.reader, Content::Json, &path, self.covered);
        read(node).map_err(|error| error.at(&path))
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), DecodeError> {
        Ok((read_name(&self.name, seed)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        self.reader.skip()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, DecodeError> {
        self.read(|node| seed.deserialize(node))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, DecodeError> {
        self.read(|node| node.deserialize_seq(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.read(|node| node.deserialize_struct("", fields, visitor))
    }
}

/// A variant without a value, which no member of a union is.
pub(super) struct UnitVariant<'de>(pub(super) Cow<'de, str>);

impl UnitVariant<'_> {
    fn refuse<T>() -> Result<T, DecodeError> {
        Err(DecodeError::mismatch("an object", "a string"))
    }
}

impl<'de> EnumAccess<'de> for UnitVariant<'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), DecodeError> {
        Ok((read_name(&self.0, seed)?, self))
    }
}

impl<'de> VariantAccess<'de> for UnitVariant<'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, DecodeError> {
        Self::refuse()
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, DecodeError> {
        Self::refuse()
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, DecodeError> {
        Self::refuse()
    }
}
