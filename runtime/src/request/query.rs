//! The query of a request.

use serde::Serialize;

use super::{EncodeError, Form, Request, Text, Texts, form, json, percent};
use crate::json::Part;
use crate::json::ser::ToJson;
use crate::validate::member::Member;

impl Request {
    /// Adds a member to the query. A list repeats the key; absent values and empty lists are left out.
    pub fn query(mut self, name: &'static str, value: &(impl Texts + ?Sized)) -> Self {
        value.for_each(Form::Plain, &mut |text| append(&mut self.query, name, text));
        self
    }

    /// Adds a list to the query as one value, with this text between its items; absent values and empty lists
    /// are left out. A comma in an item is escaped, one between items is not.
    ///
    /// ```
    /// use speccast_runtime::codegen::RestJson1;
    ///
    /// let request = RestJson1::get("/things").query_list("ids", ",", &vec!["a,b", "c"]).finish()?;
    /// assert_eq!(request.uri(), "/things?ids=a%2Cb,c");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn query_list(
        mut self,
        name: &'static str,
        separator: &'static str,
        value: &(impl Texts + ?Sized),
    ) -> Self {
        let mut is_first = true;
        value.for_each(Form::Plain, &mut |text| {
            if std::mem::take(&mut is_first) {
                append(&mut self.query, name, text);
            } else {
                go_on(&mut self.query, separator, text);
            }
        });
        self
    }

    /// Adds a structure or a map to the query, a parameter for each value in it: `name[key]=value`. Absent values and empty
    /// lists are left out; values are written as in a form.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use speccast_runtime::codegen::Http;
    ///
    /// let born = BTreeMap::from([("from", 1815), ("until", 1852)]);
    /// let request = Http::get("/people").query_nested("born", &born).finish()?;
    /// assert_eq!(request.uri(), "/people?born%5Bfrom%5D=1815&born%5Buntil%5D=1852");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn query_nested(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.and_then(|request| append_nested(&mut request.query, name, &value))
    }

    /// Adds a value to the query as JSON, unless it is absent.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    ///
    /// let request = Http::get("/containers").query_json("filter", &vec![1, 2]).finish()?;
    /// assert_eq!(request.uri(), "/containers?filter=%5B1%2C2%5D");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn query_json(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.and_then(|request| {
            if let Some(json) = json(name, &value)? {
                append(&mut request.query, name, &json);
            }
            Ok(())
        })
    }

    /// Adds every entry of a map to the query, except for keys that are already there.
    pub fn query_map<'v, K: Text + 'v, V: Texts + 'v, M: Member>(mut self, map: &'v M) -> Self
    where
        &'v M::Value: IntoIterator<Item = (&'v K, &'v V)>,
    {
        let explicit = self.query.len();
        for (key, value) in map.value().into_iter().flatten() {
            let key = key.text();
            if !contains(&self.query[..explicit], &key) {
                value.for_each(Form::Plain, &mut |text| append(&mut self.query, &key, text));
            }
        }
        self
    }
}

/// Appends `name=text`.
fn append(query: &mut String, name: &str, text: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    percent::encode(query, name);
    query.push('=');
    percent::encode(query, text);
}

/// Appends another item to the last value.
fn go_on(query: &mut String, separator: &str, text: &str) {
    match separator {
        "," => query.push(','),
        separator => percent::encode(query, separator),
    }
    percent::encode(query, text);
}

/// Appends each value in a structure or a map, with the names that lead to it in brackets: `name[key]=text`.
fn append_nested(query: &mut String, name: &'static str, value: &dyn ToJson) -> Result<(), EncodeError> {
    form::values(name, value, |way, text| {
        let key = way.iter().fold(name.to_owned(), |key, part| match part {
            Part::Name(name) => format!("{key}[{name}]"),
            Part::Index(index) => format!("{key}[{index}]"),
        });
        append(query, &key, text);
        Ok(())
    })
}

/// Returns whether an encoded query has the key `name`.
fn contains(query: &str, name: &str) -> bool {
    query.split('&').filter(|pair| !pair.is_empty()).any(|pair| {
        let key = pair.split('=').next().unwrap_or_default();
        percent::decode_form(key).eq(name.bytes())
    })
}
