//! Values that travel as text: in a path, a query, a header.

use std::borrow::Cow;

use crate::string_enum::StringEnum;

/// A value that is one text.
pub trait Text {
    /// The text.
    fn text(&self) -> Cow<'_, str>;
}

/// A value that is any number of texts: a [`Text`], an [`Option`] or a list of these.
pub trait Texts {
    /// Calls `visit` with each text, in order.
    fn for_each(&self, visit: &mut dyn FnMut(&str));

    /// Whether it is a list, which a header writes otherwise than a single text.
    fn is_list(&self) -> bool {
        false
    }
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

impl<E: StringEnum> Text for E {
    fn text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

impl<T: Text + ?Sized> Texts for T {
    fn for_each(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.text());
    }
}

impl<T: Texts> Texts for Option<T> {
    fn for_each(&self, visit: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.for_each(visit);
        }
    }

    fn is_list(&self) -> bool {
        self.as_ref().is_some_and(Texts::is_list)
    }
}

impl<T: Texts> Texts for [T] {
    fn for_each(&self, visit: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| value.for_each(visit));
    }

    fn is_list(&self) -> bool {
        true
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn for_each(&self, visit: &mut dyn FnMut(&str)) {
        self.as_slice().for_each(visit);
    }

    fn is_list(&self) -> bool {
        true
    }
}

/// The name of a number that JSON cannot write (Smithy, "Float and double serialization").
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
