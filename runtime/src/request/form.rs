//! Forms: `application/x-www-form-urlencoded` (URL standard, section 5).

use super::{EncodeError, percent};
use crate::error::DecodeError;
use crate::json::ser::{self, ToJson};
use crate::json::{Part, leaves};

/// An unfinished form.
pub(super) struct Form {
    pairs: String,
    /// Whether names and indices of nested parts are in brackets.
    has_brackets: bool,
}

impl Form {
    pub(super) fn new(has_brackets: bool) -> Self {
        Self { pairs: String::new(), has_brackets }
    }

    /// Adds a member, unless it is absent. Values are written as in JSON; null is empty.
    pub(super) fn append(&mut self, name: &'static str, value: &dyn ToJson) -> Result<(), EncodeError> {
        self.append_as(name, name, value)
    }

    /// Adds a part of a member under a name of its own.
    pub(super) fn append_as(
        &mut self,
        member: &'static str,
        name: &str,
        value: &dyn ToJson,
    ) -> Result<(), EncodeError> {
        values(member, value, |way, text| self.pair(name, way, text))
    }

    fn pair(&mut self, name: &str, way: &[Part], text: &str) -> Result<(), Reason> {
        let start = self.pairs.len();
        if start > 0 {
            self.pairs.push('&');
        }
        percent::encode_form(&mut self.pairs, name);
        match way {
            // A list repeats the name.
            [Part::Index(_)] if !self.has_brackets => {}
            [_, ..] if !self.has_brackets => {
                self.pairs.truncate(start);
                return Err(Reason("a form can only contain simple values and lists of them".to_owned()));
            }
            way => way.iter().for_each(|part| self.bracket(part)),
        }
        self.pairs.push('=');
        percent::encode_form(&mut self.pairs, text);
        Ok(())
    }

    /// Brackets are written unescaped, which every service accepts; those in a name are escaped.
    fn bracket(&mut self, part: &Part) {
        self.pairs.push('[');
        match part {
            Part::Name(name) => percent::encode_form(&mut self.pairs, name),
            Part::Index(index) => self.pairs.push_str(&index.to_string()),
        }
        self.pairs.push(']');
    }

    /// Returns the names of the members so far.
    pub(super) fn names(&self) -> Vec<String> {
        let pairs = self.pairs.split('&');
        let names = pairs.map(|pair| pair.split(['=', '[']).next().unwrap_or_default());
        let names = names.map(|name| percent::decode_form(name).collect::<Vec<u8>>());
        names.map(|name| String::from_utf8_lossy(&name).into_owned()).collect()
    }

    /// Returns the whole form.
    pub(super) fn finish(self) -> String {
        self.pairs
    }
}

/// Calls `visit` with each value that a member has in JSON, and the way to it; with none, if the member is absent.
pub(super) fn values(
    name: &'static str,
    value: &dyn ToJson,
    visit: impl FnMut(&[Part], &str) -> Result<(), Reason>,
) -> Result<(), EncodeError> {
    let failed = |reason: String| EncodeError::Form { member: name, reason };
    match ser::to_vec(value).map_err(|error| failed(error.to_string()))? {
        Some(json) => leaves(&json, visit).map_err(|Reason(reason)| failed(reason)),
        None => Ok(()),
    }
}

/// Why a value cannot be represented in a form.
pub(super) struct Reason(String);

impl From<DecodeError> for Reason {
    fn from(error: DecodeError) -> Self {
        Self(error.to_string())
    }
}
