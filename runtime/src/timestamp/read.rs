//! Points in time read from JSON and headers: in the format of the spec, or in any unambiguous format.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Unexpected, Visitor};
use serde_json::Number;

use super::{Format, Timestamp};
use crate::types::nullable::OptionalNullable;
use crate::types::{Nullable, Sensitive, Wipe};

/// A [`Format`] as a type. It has the name of the function that writes the format, such as `date_time`.
pub trait TimestampForm {
    /// The format.
    const FORMAT: Format;
}

/// A type with timestamps: one, or an [`Option`], a list or a map of them, sensitive or not.
pub trait ReadAs<F: TimestampForm>: Sized {
    /// Deserializes every timestamp in a form.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn read_as<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Timestamps that are deserialized in a format.
///
/// ```
/// use speccast_runtime::codegen::{InForm, epoch_millis};
/// use speccast_runtime::{Timestamp, serde_json};
///
/// let time: InForm<Timestamp, epoch_millis> = serde_json::from_str("1500")?;
/// assert_eq!(time.into_inner().to_string(), "1970-01-01T00:00:01.5Z");
/// # Ok::<_, serde_json::Error>(())
/// ```
pub struct InForm<T, F>(T, PhantomData<F>);

impl<T, F> InForm<T, F> {
    /// Returns the timestamps.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T, F> fmt::Debug for InForm<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A timestamp may be sensitive.
        f.write_str("InForm(..)")
    }
}

impl<'de, F: TimestampForm, T: ReadAs<F>> Deserialize<'de> for InForm<T, F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read_as(deserializer).map(|value| Self(value, PhantomData))
    }
}

impl<F: TimestampForm> ReadAs<F> for Timestamp {
    fn read_as<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimestampVisitor(F::FORMAT))
    }
}

impl<F: TimestampForm, T: ReadAs<F>> ReadAs<F> for Option<T> {
    fn read_as<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<InForm<T, F>>::deserialize(deserializer)?.map(InForm::into_inner))
    }
}

impl<F: TimestampForm, T: ReadAs<F>> ReadAs<F> for Nullable<T> {
    fn read_as<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::read_as(deserializer).map(Self::from)
    }
}

impl<F: TimestampForm, T: ReadAs<F>> ReadAs<F> for Vec<T> {
    fn read_as<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = Vec::<InForm<T, F>>::deserialize(deserializer)?;
        Ok(values.into_iter().map(InForm::into_inner).collect())
    }
}

impl<F: TimestampForm, K: Ord + for<'k> Deserialize<'k>, T: ReadAs<F>> ReadAs<F> for BTreeMap<K, T> {
    fn read_as<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = BTreeMap::<K, InForm<T, F>>::deserialize(deserializer)?;
        Ok(values.into_iter().map(|(key, value)| (key, value.into_inner())).collect())
    }
}

impl<F: TimestampForm, T: ReadAs<F> + Wipe> ReadAs<F> for Sensitive<T> {
    fn read_as<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read_as(deserializer).map(Self::new).map_err(Self::hide)
    }
}

/// An optional nullable member, whose `null` is not the same as absent.
impl<F: TimestampForm, T: ReadAs<F>> ReadAs<F> for OptionalNullable<T> {
    fn read_as<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let OptionalNullable(value) = OptionalNullable::<InForm<T, F>>::deserialize(deserializer)?;
        Ok(Self(value.map(|value| value.into_value().map(InForm::into_inner).into())))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimestampVisitor(Format::EpochSeconds))
    }
}

/// Reads a format, or any unambiguous one.
struct TimestampVisitor(Format);

impl TimestampVisitor {
    /// The time of a number: what is before its point, and the billionths after that.
    fn number<E: de::Error>(&self, whole: i64, billionths: u32) -> Result<Timestamp, E> {
        let time = match self.0 {
            Format::EpochMillis => Timestamp::from_millis(whole, billionths),
            _ => Timestamp::new(whole, billionths),
        };
        time.ok_or_else(|| E::custom("timestamp out of range"))
    }
}

impl<'de> Visitor<'de> for TimestampVisitor {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a timestamp")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
        let text = text.trim();
        Timestamp::parse(text, self.0).or_else(|_| text.parse()).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Timestamp, E> {
        self.number(number, 0)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Timestamp, E> {
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Timestamp, E> {
        if number.is_nan() {
            return self.visit_i64(i64::MAX);
        }
        let whole = number.floor();
        // The precision of a double for any time in use.
        let millionths = ((number - whole) * 1e6).round() as u32;
        // A number that is out of range stays out of range.
        let whole = whole as i64;
        match millionths {
            // Rounded up to the next whole number.
            1_000_000 => self.number(whole.saturating_add(1), 0),
            millionths => self.number(whole, millionths * 1_000),
        }
    }

    /// A number, if any crate of the program enables serde_json's `arbitrary_precision`.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Timestamp, A::Error> {
        let number = Number::deserialize(MapAccessDeserializer::new(map)).ok();
        let Some(number) = number.and_then(|number| number.as_f64()) else {
            return Err(de::Error::invalid_type(Unexpected::Map, &self));
        };
        self.visit_f64(number)
    }

    /// In a response, the value of a missing required member.
    fn visit_none<E: de::Error>(self) -> Result<Timestamp, E> {
        Ok(Timestamp::UNIX_EPOCH)
    }
}
