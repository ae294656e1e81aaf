//! Bodies and events that are sent or received piece by piece.
//!
//! [`ByteStream`] is a member with `stream: true`, in both directions. [`EventStream`] is a member with
//! `stream: TYPE`. The decoders are pure: they take bytes, and are independent of connections.

mod arriving;
mod bytes;
mod decoder;
mod error;
mod events;
mod lines;
#[cfg(feature = "tokio")]
mod reader;
mod reopen;
mod source;
mod sse;

pub use self::bytes::ByteStream;
pub use self::error::{StreamError, StreamErrorKind};
pub use self::events::EventStream;
pub use self::lines::LineDecoder;
pub use self::reopen::Reconnect;
pub use self::sse::SseDecoder;

pub(crate) use self::arriving::Arrival;
pub(crate) use self::reopen::{Opened, Reopen};

/// Default limit of an event's size: 16 MiB.
pub(crate) const MAX_EVENT_SIZE: usize = 16 << 20;
