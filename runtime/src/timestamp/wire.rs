//! Points in time as they are written into JSON, queries, paths and headers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, Serializer};

use super::read::TimestampForm;
use super::{Format, Timestamp};
use crate::request::{Form, Text, Texts};
use crate::types::{Nullable, Sensitive, Wipe};

/// Nanoseconds of a microsecond, the precision of a JSON number for current times.
const MICRO: u32 = 1_000;

impl Serialize for Timestamp {
    /// Writes seconds since 1970, down to the microsecond.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let micros = self.nanos / MICRO;
        if micros == 0 {
            return serializer.serialize_i64(self.seconds);
        }
        let total = i128::from(self.seconds) * 1_000_000 + i128::from(micros);
        // Exact until the year 2255; after that it may round, but not up to the next second.
        let number = total as f64 / 1e6;
        serializer.serialize_f64(if number.floor() as i64 > self.seconds {
            number.next_down()
        } else {
            number
        })
    }
}

impl Text for Timestamp {
    /// A date-time, as in queries and paths.
    fn text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }

    /// An http-date.
    fn header_text(&self) -> Cow<'_, str> {
        self.format(Format::HttpDate).to_string().into()
    }

    /// Unquoted, its comma notwithstanding.
    fn header_element(&self) -> Cow<'_, str> {
        self.header_text()
    }
}

/// Timestamps of a request in a format; returned by [`date_time`](fn@date_time) and the functions of the other
/// formats.
pub struct As<'a, T: ?Sized>(&'a T, Format);

impl<T: ?Sized> fmt::Debug for As<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A timestamp may be sensitive.
        f.write_str("As(..)")
    }
}

/// A type with timestamps: one, or an [`Option`], a list or a map of them, sensitive or not.
pub trait WriteAs {
    /// Serializes every timestamp in a form.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write_as<S: Serializer>(&self, format: Format, serializer: S) -> Result<S::Ok, S::Error>;
}

impl<T: WriteAs> Serialize for As<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write_as(self.1, serializer)
    }
}

impl WriteAs for Timestamp {
    fn write_as<S: Serializer>(&self, format: Format, serializer: S) -> Result<S::Ok, S::Error> {
        match format {
            Format::EpochSeconds => self.serialize(serializer),
            Format::EpochMillis => serializer.serialize_i64(self.millis()),
            format => serializer.collect_str(&self.format(format)),
        }
    }
}

impl<T: WriteAs> WriteAs for Option<T> {
    fn write_as<S: Serializer>(&self, format: Format, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&As(value, format)),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: WriteAs> WriteAs for Nullable<T> {
    fn write_as<S: Serializer>(&self, format: Format, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value() {
            Some(value) => value.write_as(format, serializer),
            None => serializer.serialize_unit(),
        }
    }
}

impl<T: WriteAs> WriteAs for Vec<T> {
    fn write_as<S: Serializer>(&self, format: Format, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|value| As(value, format)))
    }
}

impl<K: Serialize, T: WriteAs> WriteAs for BTreeMap<K, T> {
    fn write_as<S: Serializer>(&self, format: Format, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, As(value, format))))
    }
}

impl<T: WriteAs + Wipe> WriteAs for Sensitive<T> {
    fn write_as<S: Serializer>(&self, format: Format, serializer: S) -> Result<S::Ok, S::Error> {
        self.expose().write_as(format, serializer)
    }
}

impl Text for As<'_, Timestamp> {
    fn text(&self) -> Cow<'_, str> {
        self.0.format(self.1).to_string().into()
    }

    fn header_element(&self) -> Cow<'_, str> {
        self.text()
    }
}

impl Text for As<'_, Sensitive<Timestamp>> {
    fn text(&self) -> Cow<'_, str> {
        self.0.expose().format(self.1).to_string().into()
    }

    fn is_sensitive(&self) -> bool {
        true
    }

    fn header_element(&self) -> Cow<'_, str> {
        self.text()
    }
}

impl<T> Texts for As<'_, Option<T>>
where
    for<'a> As<'a, T>: Texts,
{
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str)) {
        if let Some(value) = self.0 {
            As(value, self.1).for_each(form, visit);
        }
    }

    fn is_list(&self) -> bool {
        self.0.as_ref().is_some_and(|value| As(value, self.1).is_list())
    }

    fn is_sensitive(&self) -> bool {
        self.0.as_ref().is_some_and(|value| Texts::is_sensitive(&As(value, self.1)))
    }
}

impl<T> Texts for As<'_, Vec<T>>
where
    for<'a> As<'a, T>: Texts,
{
    fn for_each(&self, form: Form, visit: &mut dyn FnMut(&str)) {
        self.0.iter().for_each(|value| As(value, self.1).for_each(form, visit));
    }

    fn is_sensitive(&self) -> bool {
        self.0.iter().any(|value| Texts::is_sensitive(&As(value, self.1)))
    }

    fn is_list(&self) -> bool {
        true
    }
}

macro_rules! formats {
    ($($name:ident: $format:ident),* $(,)?) => {
        $(
            #[doc = concat!("Timestamps that are written as [`Format::", stringify!($format), "`], in any place.")]
            ///
            /// ```
            /// use speccast_runtime::Timestamp;
            /// use speccast_runtime::codegen::{self, RestJson1};
            ///
            #[doc = concat!("let since = codegen::", stringify!($name), "(&Some(Timestamp::UNIX_EPOCH));")]
            /// let request = RestJson1::get("/").query("since", &since);
            /// ```
            pub fn $name<T: ?Sized>(value: &T) -> As<'_, T> {
                As(value, Format::$format)
            }

            #[doc = concat!("[`Format::", stringify!($format), "`] as a type: what timestamps are read [as](super::read::ReadAs).")]
            #[allow(non_camel_case_types, reason = "it has the name of the function that writes the form")]
            #[derive(Debug)]
            pub enum $name {}

            impl TimestampForm for $name {
                const FORMAT: Format = Format::$format;
            }
        )*
    };
}

formats! {
    date_time: DateTime,
    http_date: HttpDate,
    epoch_seconds: EpochSeconds,
    epoch_millis: EpochMillis,
    rfc2822: Rfc2822,
    iso8601: Iso8601,
    iso8601_millis: Iso8601Millis,
    sql: Sql,
}
