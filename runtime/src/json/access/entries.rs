//! Entries of a map.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, Error, MapAccess};

use super::read_name;
use crate::json::DecodeError;
use crate::json::head::HeadValue;
use crate::json::memory::{Growth, Nodes};
use crate::json::node::{Content, Node};
use crate::json::reader::Reader;
use crate::path::{Path, Step};

/// Entries of a map; entries with `null` only if its values are optional.
pub(in crate::json) struct Entries<'a, 'de> {
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
    pub(in crate::json) fn of_json(reader: &'a mut Reader<'de>, path: Option<&'a Path<'a>>) -> Self {
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

    pub(in crate::json) fn of_document(reader: &'a mut Reader<'de>, path: Option<&'a Path<'a>>) -> Self {
        Self { is_document: true, ..Self::of_json(reader, path) }
    }

    pub(in crate::json) fn of_head(
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
            self.current = (Cow::Owned(key), self.reader.hold(value));
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
