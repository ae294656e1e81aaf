//! Values outside of a body that have their form in JSON.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::Serialize;

use super::{Form, Text, Texts};
use crate::json::ser;
use crate::json::{DecodeError, leaves};
use crate::validate::member::Member;

/// One of several simple values, borrowed, as text: what [`json_text`] returns.
pub struct JsonText<'a, T: ?Sized>(&'a T);

/// One of several simple values or lists of them, borrowed, as texts: what [`json_texts`] returns.
pub struct JsonTexts<'a, T: ?Sized>(&'a T);

/// A value whose text is that of its JSON, such as a union of a string and a number.
///
/// ```
/// use speccast_runtime::codegen::{Text, json_text};
///
/// assert_eq!(json_text(&7).text(), "7");
/// ```
pub fn json_text<T: ?Sized>(value: &T) -> JsonText<'_, T> {
    JsonText(value)
}

/// A value whose texts are those of its JSON, such as a union of a string and a list of strings.
///
/// ```
/// use speccast_runtime::codegen::{Http, json_texts};
///
/// let request = Http::get("/").query("a", &json_texts(&vec!["x", "y"])).finish()?;
/// assert_eq!(request.uri(), "/?a=x&a=y");
/// # Ok::<_, speccast_runtime::error::EncodeError>(())
/// ```
pub fn json_texts<T: ?Sized>(value: &T) -> JsonTexts<'_, T> {
    JsonTexts(value)
}

/// The texts of a value, and whether it is a list.
fn texts(value: &impl Serialize) -> (Vec<String>, bool) {
    let json = ser::to_vec(&value).ok().flatten().unwrap_or_default();
    let mut texts = Vec::new();
    // Simple values cannot fail; an unknown alternative violates the spec.
    let _ = leaves(&json, |_, text| {
        texts.push(text.to_owned());
        Ok::<_, DecodeError>(())
    });
    (texts, json.starts_with(b"["))
}

impl<T: Serialize + Member> Text for JsonText<'_, T> {
    fn text(&self) -> Cow<'_, str> {
        texts(&self.0).0.concat().into()
    }

    fn is_sensitive(&self) -> bool {
        T::SENSITIVE
    }
}

impl<T: Serialize + Member> Texts for JsonTexts<'_, T> {
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str)) {
        texts(&self.0).0.iter().for_each(|text| text.for_each(form, visit));
    }

    fn is_list(&self) -> bool {
        texts(&self.0).1
    }

    fn is_sensitive(&self) -> bool {
        T::SENSITIVE
    }
}

/// Values may be sensitive.
impl<T: ?Sized> fmt::Debug for JsonText<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonText(..)")
    }
}

/// Values may be sensitive.
impl<T: ?Sized> fmt::Debug for JsonTexts<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonTexts(..)")
    }
}

/// Escapes the characters of JSON beyond ASCII; only its strings have such characters.
pub(crate) fn ascii(json: &str) -> String {
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
