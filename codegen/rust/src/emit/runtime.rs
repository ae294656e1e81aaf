//! Every path of the runtime in generated code.

use crate::plan::{Protocol, TimestampFormat};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) use crate::plan::imports::{CLIENT, TYPES, VALIDATOR};

/// The version of the runtime's `codegen` module that the emitters write for.
pub(super) const VERSION: u32 = 1;

/// The module with everything that generated code uses.
pub(super) fn codegen() -> TokenStream {
    quote!(speccast_runtime::codegen)
}

/// The runtime itself.
pub(super) fn root() -> TokenStream {
    quote!(speccast_runtime)
}

/// The path of a macro that a module calls for each of its items, and `!`.
///
/// It is written in full, since rustc needs time in proportion to the square of the calls of a macro that is imported.
pub(super) fn macro_path(name: &str) -> String {
    format!("speccast_runtime::codegen::{name}!")
}

/// The name of a timestamp format: of the function that writes it, and of the type that reads it.
pub(super) fn timestamp_form(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::DateTime => "date_time",
        TimestampFormat::HttpDate => "http_date",
        TimestampFormat::EpochSeconds => "epoch_seconds",
        TimestampFormat::EpochMillis => "epoch_millis",
        TimestampFormat::Rfc2822 => "rfc2822",
        TimestampFormat::Iso8601 => "iso8601",
        TimestampFormat::Iso8601Millis => "iso8601_millis",
        TimestampFormat::Sql => "sql",
    }
}

/// The name of a protocol's type.
pub(super) fn protocol_name(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Http => "Http",
        Protocol::RestJson1 => "RestJson1",
        Protocol::AwsJson1_0 => "AwsJson1_0",
        Protocol::AwsJson1_1 => "AwsJson1_1",
    }
}

/// JSON values, written as they are.
pub(super) fn json() -> TokenStream {
    quote!(speccast_runtime::serde_json::json)
}
