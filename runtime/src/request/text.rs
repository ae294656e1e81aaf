//! Values as text in paths, queries and headers.

use std::borrow::Cow;

use super::header::quote;
use crate::types::{Blob, Sensitive, Wipe};

/// A value with a textual form.
///
/// ```
/// use speccast_runtime::codegen::Text;
///
/// assert_eq!(f64::INFINITY.text(), "Infinity");
/// assert_eq!("a, b".header_element(), "\"a, b\"");
/// ```
pub trait Text {
    /// Returns the text in a path, a query or a body.
    fn text(&self) -> Cow<'_, str>;

    /// Returns the text in a header.
    fn header_text(&self) -> Cow<'_, str> {
        self.text()
    }

    /// Returns the text of an element of a list in a header, as a quoted string (RFC 9110 section 5.6.4) if
    /// it would otherwise be changed.
    fn header_element(&self) -> Cow<'_, str> {
        quote(self.header_text())
    }

    /// Returns whether the text must not be shown.
    fn is_sensitive(&self) -> bool {
        false
    }
}

/// The forms of a [`Text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// [`Text::text`].
    Plain,
    /// [`Text::header_text`].
    Header,
    /// [`Text::header_element`].
    HeaderElement,
}

/// A value with any number of texts: a [`Text`], or an [`Option`] or a list of them.
///
/// ```
/// use speccast_runtime::codegen::{Form, Texts};
///
/// let mut texts = Vec::new();
/// vec![Some(1), None, Some(2)].for_each(Form::Plain, &mut |text| texts.push(text.to_owned()));
/// assert_eq!(texts, ["1", "2"]);
/// ```
pub trait Texts {
    /// Calls `visit` with each text, in order.
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str));

    /// Returns whether it is a list, which has another form in headers.
    fn is_list(&self) -> bool {
        false
    }

    /// Returns whether one of the texts must not be shown.
    fn is_sensitive(&self) -> bool;
}

impl Text for str {
    fn text(&self) -> Cow<'_, str> {
        self.into()
    }
}

impl Text for &str {
    fn text(&self) -> Cow<'_, str> {
        (*self).into()
    }
}

impl Text for String {
    fn text(&self) -> Cow<'_, str> {
        self.into()
    }
}

impl Text for bool {
    fn text(&self) -> Cow<'_, str> {
        if *self { "true".into() } else { "false".into() }
    }
}

macro_rules! numbers {
    ($($integer:ty)* ; $($float:ty)*) => {
        $(
            impl Text for $integer {
                fn text(&self) -> Cow<'_, str> {
                    self.to_string().into()
                }
            }
        )*
        $(
            impl Text for $float {
                fn text(&self) -> Cow<'_, str> {
                    match non_finite(f64::from(*self)) {
                        Some(name) => name.into(),
                        None => self.to_string().into(),
                    }
                }
            }
        )*
    };
}

numbers!(i8 i16 i32 i64 ; f32 f64);

/// Base64.
impl Text for Blob {
    fn text(&self) -> Cow<'_, str> {
        self.to_base64().into()
    }
}

impl<T: Text + Wipe> Text for Sensitive<T> {
    fn text(&self) -> Cow<'_, str> {
        self.expose().text()
    }

    fn header_text(&self) -> Cow<'_, str> {
        self.expose().header_text()
    }

    fn header_element(&self) -> Cow<'_, str> {
        self.expose().header_element()
    }

    fn is_sensitive(&self) -> bool {
        true
    }
}

impl<T: Text + ?Sized> Texts for T {
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str)) {
        visit(&match form {
            Form::Plain => self.text(),
            Form::Header => self.header_text(),
            Form::HeaderElement => self.header_element(),
        });
    }

    fn is_sensitive(&self) -> bool {
        Text::is_sensitive(self)
    }
}

impl<T: Texts> Texts for Option<T> {
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.for_each(form, visit);
        }
    }

    fn is_list(&self) -> bool {
        self.as_ref().is_some_and(Texts::is_list)
    }

    fn is_sensitive(&self) -> bool {
        self.as_ref().is_some_and(Texts::is_sensitive)
    }
}

impl<T: Texts> Texts for [T] {
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| value.for_each(form, visit));
    }

    fn is_sensitive(&self) -> bool {
        self.iter().any(Texts::is_sensitive)
    }

    fn is_list(&self) -> bool {
        true
    }
}

impl<T: Texts + Wipe> Texts for Sensitive<Vec<T>> {
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str)) {
        self.expose().for_each(form, visit);
    }

    fn is_sensitive(&self) -> bool {
        true
    }

    fn is_list(&self) -> bool {
        true
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str)) {
        self.as_slice().for_each(form, visit);
    }

    fn is_sensitive(&self) -> bool {
        self.as_slice().is_sensitive()
    }

    fn is_list(&self) -> bool {
        true
    }
}

/// Returns the name of a number that JSON cannot represent (Smithy, "Float and double serialization").
pub(crate) fn non_finite(number: f64) -> Option<&'static str> {
    if number.is_nan() {
        Some("NaN")
    } else if number == f64::INFINITY {
        Some("Infinity")
    } else if number == f64::NEG_INFINITY {
        Some("-Infinity")
    } else {
        None
    }
}
