//! JSON in headers.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::{Form, Text, Texts};
use crate::types::{Document, Sensitive, base64};

/// A document, borrowed, as text of a header: what [`json_header`] and [`base64_json_header`] return.
pub struct JsonHeader<'a, T: ?Sized> {
    value: &'a T,
    is_base64: bool,
}

/// A document that is sent as its JSON, in ASCII.
///
/// ```
/// use speccast_runtime::codegen::{Text, json_header};
///
/// let value = speccast_runtime::serde_json::json!({ "path": "/é" });
/// assert_eq!(json_header(&value).text(), r#"{"path":"/\u00e9"}"#);
/// ```
pub fn json_header<T: ?Sized>(value: &T) -> JsonHeader<'_, T> {
    JsonHeader { value, is_base64: false }
}

/// A document that is sent as its JSON in base64 (Smithy, "mediaType trait").
///
/// ```
/// use speccast_runtime::codegen::{Text, base64_json_header};
///
/// assert_eq!(base64_json_header(&speccast_runtime::serde_json::json!([1])).text(), "WzFd");
/// ```
pub fn base64_json_header<T: ?Sized>(value: &T) -> JsonHeader<'_, T> {
    JsonHeader { value, is_base64: true }
}

impl<T: ?Sized> fmt::Debug for JsonHeader<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A document may be sensitive.
        f.write_str("JsonHeader(..)")
    }
}

impl Text for JsonHeader<'_, Document> {
    fn text(&self) -> Cow<'_, str> {
        let json = self.value.to_string();
        if self.is_base64 { base64::encode(json.as_bytes()) } else { ascii(&json) }.into()
    }
}

impl Text for JsonHeader<'_, Sensitive<Document>> {
    fn text(&self) -> Cow<'_, str> {
        let value = JsonHeader { value: self.value.expose(), is_base64: self.is_base64 };
        value.text().into_owned().into()
    }

    fn is_sensitive(&self) -> bool {
        true
    }
}

impl<T> Texts for JsonHeader<'_, Option<T>>
where
    for<'a> JsonHeader<'a, T>: Text,
{
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str)) {
        if let Some(value) = self.value {
            JsonHeader { value, is_base64: self.is_base64 }.for_each(form, visit);
        }
    }

    fn is_sensitive(&self) -> bool {
        let value = self.value.as_ref();
        value.is_some_and(|value| Text::is_sensitive(&JsonHeader { value, is_base64: self.is_base64 }))
    }
}

/// Escapes the characters of JSON beyond ASCII; only its strings have such characters.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() && c != '\u{7f}' {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}
