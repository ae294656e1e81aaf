//! Bodies that are sent or arrive piece by piece, and events in them.
//!
//! [`ByteStream`] is a member that a spec describes with `stream: true`, in either direction. [`EventStream`] is one that it
//! describes with `stream: TYPE`. The decoders are pure: they are fed bytes, and know nothing of connections.

mod arriving;
mod bytes;
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

/// The largest event that is received unless a limit is set: 16 MiB.
pub(crate) const MAX_EVENT_SIZE: usize = 16 << 20;
