//! The words that values can be, and their meanings.

use super::{Word, Words};
use crate::model::{
    self, Auth, BodyFormat, ClientAuth, ErrorStatus, FormStyle, ListStyle, Place, Retryable, StreamFormat,
    TimestampFormat, Type, WaitUnit,
};
use crate::syntax::AwsPart;

/// Protocols in which each operation has a method and a path; the others are keys of [`protocol`](super::protocol).
pub const REST_PROTOCOLS: &[Word] = &[
    ("http", "JSON over plain HTTP, with members in the path, the query, headers and the body."),
    ("restJson1", "AWS's JSON over HTTP (Smithy's restJson1)."),
];

macro_rules! words {
    ($(#[$doc:meta] $constant:ident: $ty:ident = $what:literal { $($value:ident $(($arg:expr))? = $word:literal: $meaning:literal;)* })*) => {
        /// The words alone: the oldest Rust that is supported takes no field of a constant in another one.
        pub(super) mod list {
            use super::Word;

            $(pub(in crate::vocabulary) const $constant: &[Word] = &[$(($word, $meaning)),*];)*
        }
        $(
            #[$doc]
            pub const $constant: &Words<$ty> =
                &Words { what: $what, words: list::$constant, values: &[$($ty::$value $(($arg))?),*] };
        )*
    };
}

words! {
    /// Names of the simple types. The place of a timestamp decides its format, unless one is given.
    SIMPLE_TYPES: Type = "type" {
        String = "string": "Text.";
        Boolean = "boolean": "`true` or `false`.";
        Integer(model::Integer::Byte) = "byte": "Signed 8-bit integer.";
        Integer(model::Integer::Short) = "short": "Signed 16-bit integer.";
        Integer(model::Integer::Integer) = "integer": "Signed 32-bit integer.";
        Integer(model::Integer::Long) = "long": "Signed 64-bit integer.";
        Float = "float": "32-bit floating-point number.";
        Double = "double": "64-bit floating-point number.";
        Timestamp(TimestampFormat::EpochSeconds) = "timestamp": "Point in time, in the format that `format` or the place defines.";
        Date = "date": "Calendar date, without a time zone: `2026-01-31`.";
        Blob = "blob": "Bytes; base64 in JSON.";
        Document = "document": "Any JSON value.";
    }
    /// Words of `without`.
    AWS_PARTS: AwsPart = "part of regional endpoints" {
        China = "aws-cn": "The regions of China, `cn-*`.";
        Europe = "aws-eusc": "The regions of the European Sovereign Cloud, `eusc-*`.";
        Fips = "fips": "FIPS endpoints.";
        DualStack = "dualStack": "Endpoints with IPv4 and IPv6.";
    }
    /// Words of `auth`.
    AUTH: Auth = "authentication scheme" {
        None = "none": "No authentication.";
        Bearer = "bearer": "A bearer token: RFC 6750.";
        Basic = "basic": "User and password: RFC 7617.";
    }
    /// Words of `as`.
    WAIT_UNITS: WaitUnit = "unit of time" {
        Seconds = "seconds": "Seconds, or a date. The default.";
        Millis = "milliseconds": "Milliseconds.";
        EpochSeconds = "epoch-seconds": "A point in time, in seconds since 1970.";
        EpochMillis = "epoch-millis": "A point in time, in milliseconds since 1970.";
        DateTime = "date-time": "A point in time, in RFC 3339 or HTTP's format.";
        Duration = "duration": "A duration with units, such as `6m0s` or `20ms`.";
    }
    /// Words of `clientAuth`.
    CLIENT_AUTHS: ClientAuth = "client authentication" {
        Basic = "basic": "With HTTP Basic.";
        Body = "body": "With `client_id` and `client_secret` in the body.";
    }
    /// Words of `body`.
    BODIES: BodyFormat = "body format" {
        Json = "json": "A JSON object.";
        Form(FormStyle::Plain) = "form": "A form (`application/x-www-form-urlencoded`) of simple values; a list repeats its name.";
        Multipart = "multipart": "Parts (`multipart/form-data`): a blob is sent as a file, a structure or map as JSON, another type as text. A list repeats its name.";
    }
    /// Words of `form`.
    FORM_STYLES: FormStyle = "notation" {
        Brackets = "brackets": "Names and indexes of nested members in brackets: `items[0][price]=7`.";
    }
    /// Words of `style`.
    LIST_STYLES: ListStyle = "style" {
        Repeat = "repeat": "`ids=1&ids=2`.";
        Comma = "comma": "`ids=1,2`. A comma in an item is escaped.";
        Brackets = "brackets": "`ids[]=1&ids[]=2`, and `range[min]=1&range[max]=2` for a structure or a map. The brackets are escaped.";
        Space = "space": "`ids=1%202`.";
        Pipe = "pipe": "`ids=1%7C2`, with `|` between the items.";
        Semicolon = "semicolon": "`ids=1%3B2`, with `;` between the items.";
        Json = "json": "The value as JSON, of any type: `filters={\"label\":[\"a\"]}`.";
    }
    /// Words of `in`: the four that an operation allows come first.
    PLACES: Place = "place" {
        Path = "path": "In the path, in place of the label with its name. The member must be required.";
        Query = "query": "In the query string. A list repeats the parameter.";
        Header = "header": "In a header.";
        Body = "body": "As a member of the JSON body.";
        QueryParams = "queryParams": "A map whose entries are parameters of the query string.";
        PrefixHeaders = "prefixHeaders": "A map whose entries are headers; `name` is the prefix of their names. `\"\"` means all headers.";
        Payload = "payload": "As the whole body.";
        Additional = "additional": "As the unlisted members of a JSON object: a map.";
        StatusCode = "statusCode": "As the status of a response: an `integer`.";
    }
    /// Words of `format`.
    FORMATS: TimestampFormat = "format" {
        DateTime = "date-time": "`2026-01-31T12:00:00Z`: RFC 3339. The default in paths and queries, and everywhere with the protocol `http`.";
        HttpDate = "http-date": "`Sat, 31 Jan 2026 12:00:00 GMT`: RFC 9110. The default in headers.";
        EpochSeconds = "epoch-seconds": "Seconds since 1970. The default in JSON bodies.";
        EpochMillis = "epoch-millis": "Milliseconds since 1970.";
        Rfc2822 = "rfc2822": "`Sat, 31 Jan 2026 12:00:00 +0000`: RFC 2822.";
        Iso8601 = "iso8601": "`2026-01-31T12:00:00+0000`: ISO 8601 with an offset without a colon.";
        Iso8601Millis = "iso8601-millis": "`2026-01-31T12:00:00.000+0000`: the same with milliseconds.";
        Sql = "sql": "`2026-01-31 12:00:00`, in UTC.";
    }
    /// Words of the `format` of a stream.
    STREAM_FORMATS: StreamFormat = "stream format" {
        Sse = "sse": "For a `stream`: server-sent events. The event name selects a member of the union; the data is JSON.";
        Ndjson = "ndjson": "For a `stream`: a JSON value on each line.";
    }
    /// Words of an error's `status`.
    ANY_STATUS: ErrorStatus = "status" {
        Default = "default": "Any other error of the operation: with an unknown code, or without a code and with a body that is empty or has a member of this error.";
        Class(4) = "4XX": "Any other error of the operation with a status from 400 to 499.";
        Class(5) = "5XX": "Any other error of the operation with a status from 500 to 599.";
    }
    /// Words of `retryable`.
    RETRYABLE: Retryable = "`retryable`" {
        Throttling = "throttling": "Yes: the request was not processed, because of a rate limit or overload. Every operation is retried.";
        Yes = "true": "Yes. With a status from 500 to 599 the request may have been processed, so only operations that are safe to repeat are retried.";
        No = "false": "No.";
    }
}
