//! Formats of timestamps, given by the spec or by the place.

use super::Resolver;
use crate::diagnostic::codes;
use crate::model::{Protocol, Time, TimestampFormat, Type, TypeRef};
use crate::syntax::{Literal, Place};

impl Resolver<'_> {
    /// Returns the default format of timestamps in a place.
    pub(super) fn timestamps_of(&self, place: Place) -> TimestampFormat {
        if self.is_http() {
            let written = self.document.service.timestamps.as_ref();
            return written.map_or(TimestampFormat::DateTime, |format| format.value);
        }
        match place {
            Place::Path | Place::Query | Place::QueryParams => TimestampFormat::DateTime,
            Place::Header | Place::PrefixHeaders => TimestampFormat::HttpDate,
            Place::Additional | Place::Body | Place::Payload | Place::StatusCode | Place::Error => {
                TimestampFormat::EpochSeconds
            }
        }
    }

    /// Reports a format for all timestamps if the protocol has one for each place.
    pub(super) fn check_timestamps(&mut self) {
        if let (Some(written), Some(protocol)) = (&self.document.service.timestamps, self.protocol)
            && protocol != Protocol::Http
        {
            let message = format!("`timestamps` is not valid with `{}`", protocol.name());
            let help = "remove `timestamps`, and write `format` on members that differ from the protocol";
            self.error(&codes::PROTOCOL_KEY, message, &written.span, help);
        }
    }
}

/// Returns the type with the format of the timestamp that it is or contains.
pub(super) fn with_format(target: TypeRef, format: TimestampFormat) -> TypeRef {
    let boxed = |inner: Box<TypeRef>| Box::new(with_format(*inner, format));
    let ty = match target.ty {
        Type::Timestamp(_) => Type::Timestamp(format),
        Type::List { item, sparse } => Type::List { item: boxed(item), sparse },
        Type::Map { key, value, sparse } => Type::Map { key, value: boxed(value), sparse },
        other => other,
    };
    TypeRef { ty, ..target }
}

/// The point in time of a value in a spec: in RFC 3339, or in the format on the wire.
pub(super) fn time(written: &Literal, format: TimestampFormat) -> Option<Time> {
    match written {
        Literal::String(text) => Time::of_text(text, format),
        Literal::Integer(number) => Time::of_number(*number as f64, format),
        Literal::Float(number) => Time::of_number(*number, format),
        Literal::Null | Literal::Boolean(_) | Literal::List(_) | Literal::Map(_) | Literal::Unreadable => {
            None
        }
    }
}

/// What messages call such a value.
pub(super) fn wanted(format: TimestampFormat) -> String {
    let wanted = "a point in time, as in \"2026-01-31T12:00:00Z\"";
    match format {
        TimestampFormat::DateTime => wanted.to_owned(),
        format if format.is_number() => format!("{wanted} or {}", format.sample()),
        format => format!("{wanted} or {:?}", format.sample()),
    }
}
