//! The headers of a request.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::{EncodeError, Form, Request, Text, Texts, ascii, json};
use crate::json::ser::ToJson;
use crate::types::base64;
use crate::validate::member::Member;

/// Headers of the connection: `host` would lead a request to another server at the same address, the others
/// would change where the request ends.
const RESERVED: [&str; 4] = ["connection", "content-length", "host", "transfer-encoding"];

/// Maximum number of headers from members or a caller: more than any server accepts, and few enough for a
/// header map, which panics above 24,576.
const MAX_HEADERS: usize = 10_000;

impl Request {
    /// Adds a header. A list is joined with commas, with quotes if needed; only absent values are left out. A
    /// line break or another control character is an error, and so is a header of the connection, such as
    /// `host`.
    pub fn header(self, name: &'static str, value: &(impl Texts + ?Sized)) -> Self {
        self.and_then(|request| append(&mut request.headers, name, value, false))
    }

    /// Adds a header with a value as JSON in ASCII, unless it is absent.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    ///
    /// let value = speccast_runtime::serde_json::json!({ "path": "/é" });
    /// let request = Http::post("/files").json_header("Api-Arg", &value).finish()?;
    /// assert_eq!(request.headers()["api-arg"], r#"{"path":"/\u00e9"}"#);
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn json_header<M: Member + Serialize>(self, name: &'static str, value: &M) -> Self {
        self.header_of_json(name, (&value, M::SENSITIVE), ascii)
    }

    /// Adds a header with a value as JSON in base64 (Smithy, "mediaType trait"), unless it is absent.
    ///
    /// ```
    /// use speccast_runtime::codegen::RestJson1;
    ///
    /// let value = speccast_runtime::serde_json::json!([1]);
    /// let request = RestJson1::post("/").base64_json_header("X-Arg", &value).finish()?;
    /// assert_eq!(request.headers()["x-arg"], "WzFd");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn base64_json_header<M: Member + Serialize>(self, name: &'static str, value: &M) -> Self {
        self.header_of_json(name, (&value, M::SENSITIVE), |json| base64::encode(json.as_bytes()))
    }

    fn header_of_json(
        self,
        name: &'static str,
        (value, is_sensitive): (&dyn ToJson, bool),
        text: fn(&str) -> String,
    ) -> Self {
        self.and_then(|request| match json(name, value)? {
            Some(json) => append(&mut request.headers, name, &text(&json), is_sensitive),
            None => Ok(()),
        })
    }

    /// Adds every entry of a map as a header with this prefix.
    pub fn prefix_headers<'v, K: Text + 'v, V: Texts + 'v, M: Member>(
        self,
        prefix: &'static str,
        map: &'v M,
    ) -> Self
    where
        &'v M::Value: IntoIterator<Item = (&'v K, &'v V)>,
    {
        self.and_then(|request| {
            map.value().into_iter().flatten().try_for_each(|(key, value)| {
                let name = format!("{prefix}{}", key.text());
                append(&mut request.headers, &name, value, M::SENSITIVE)
            })
        })
    }
}

/// Appends a header, unless its value is absent. An empty list is an empty header (Smithy's protocol test
/// RestJsonNullAndEmptyHeaders). A sensitive value is marked, so that `Debug` and compression skip it.
fn append(
    headers: &mut HeaderMap,
    name: &str,
    value: &(impl Texts + ?Sized),
    is_sensitive: bool,
) -> Result<(), EncodeError> {
    let form = if value.is_list() { Form::HeaderElement } else { Form::Header };
    let mut texts = Vec::new();
    value.for_each(form, &mut |text| texts.push(text.to_owned()));
    if texts.is_empty() && !value.is_list() {
        return Ok(());
    }
    let (header, mut text) = parse(headers, name, &texts.join(", "))?;
    text.set_sensitive(is_sensitive || value.is_sensitive());
    headers.append(header, text);
    Ok(())
}

/// Returns the name and value of an additional header, if HTTP allows them and they do not affect the
/// connection.
pub(crate) fn parse(
    others: &HeaderMap,
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), EncodeError> {
    if others.len() >= MAX_HEADERS {
        return Err(EncodeError::TooManyHeaders);
    }
    let header = || name.to_owned();
    // Refuses every control character except the tab.
    let (Ok(parsed), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) else {
        return Err(EncodeError::InvalidHeader { header: header() });
    };
    if RESERVED.contains(&parsed.as_str()) {
        return Err(EncodeError::ReservedHeader { header: header() });
    }
    Ok((parsed, value))
}

/// Adds constant headers, except those that are already there.
pub(crate) fn fill_in(headers: &mut HeaderMap, constants: &[(&str, &str)]) -> Result<(), EncodeError> {
    for (name, value) in constants {
        if !headers.contains_key(*name) {
            let (name, value) = parse(headers, name, value)?;
            headers.insert(name, value);
        }
    }
    Ok(())
}

/// Returns an element of a list, as a quoted string (RFC 9110 section 5.6.4) if it would otherwise be
/// changed.
pub(crate) fn quote(element: Cow<'_, str>) -> Cow<'_, str> {
    let needed = element.is_empty() || element.trim() != element || element.contains([',', '"']);
    if !needed {
        return element;
    }
    format!("\"{}\"", element.replace('\\', "\\\\").replace('"', "\\\"")).into()
}
