//! The runtime of generated clients.
//!
//! Pure parts, without threads, sockets or clock: [`operation`] (inputs to requests, responses to outputs), [`validate`]
//! (constraints), [`error`], [`types`] and [`timestamp`] (members that the standard library has no type for), and
//! [`codegen`], of which generated code is made.
//!
//! What drives them: [`client`] (configuration, calls, retries, pages), [`credentials`], [`transport`] (hyper, a mock for
//! tests, or your own) and [`time`] (clock and sleeper). Without default features there is no transport to a
//! network and no sleeper; both are given by whoever builds a client.

#[cfg(feature = "blocking")]
pub mod blocking;
pub mod client;
pub mod codegen;
pub mod credentials;
pub mod error;
pub mod operation;
pub mod response;
pub mod time;
pub mod timestamp;
pub mod transport;
pub mod types;
pub mod validate;

mod builder;
mod call;
mod env;
mod include;
mod int_enum;
mod json;
mod matcher;
mod modeled;
mod paginate;
mod path;
mod protocol;
mod request;
mod retry;
mod service;
#[cfg(feature = "sigv4")]
mod sign;
mod string_enum;
mod timeout;
mod trace;
mod union;

pub use bytes;
pub use http;
pub use serde;
pub use serde_json;

pub use error::Error;
pub use timestamp::Timestamp;
pub use types::{Blob, Document, Sensitive};
