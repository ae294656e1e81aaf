//! Elements of a list.

use serde::de::{DeserializeSeed, SeqAccess};

use crate::json::DecodeError;
use crate::json::head::HeadValue;
use crate::json::memory::Growth;
use crate::json::node::{Content, Node};
use crate::json::reader::Reader;
use crate::path::{Path, Step};

/// Elements of a list; `null` is an absent element, and only valid if elements are optional.
pub(in crate::json) struct Elements<'a, 'de> {
    reader: &'a mut Reader<'de>,
    path: Option<&'a Path<'a>>,
    /// Elements from outside the body, instead of the open list's.
    head: Option<std::vec::IntoIter<HeadValue>>,
    is_first: bool,
    index: usize,
    growth: Growth,
}

impl<'a, 'de> Elements<'a, 'de> {
    pub(in crate::json) fn of_json(reader: &'a mut Reader<'de>, path: Option<&'a Path<'a>>) -> Self {
        Self { reader, path, head: None, is_first: true, index: 0, growth: Growth::default() }
    }

    pub(in crate::json) fn of_head(
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
            Some(elements) => elements.next().map(|value| self.reader.hold(value)),
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
