//! The runtime of generated clients.
//!
//! The pure parts use no threads, sockets or clock: [`operation`] (inputs to requests, responses to outputs),
//! [`validate`] (constraints), [`error`], [`types`] and [`timestamp`] (types that the standard library
//! lacks), and [`codegen`] (items that generated code uses).
//!
//! The rest drives them: [`client`] (configuration, calls, retries, pages), [`credentials`], [`transport`]
//! (hyper, a mock for tests, or your own) and [`time`] (clock and sleeper). Without default features there is
//! no network transport and no sleeper; pass your own to the client's builder.
//!
//! # Features
//!
//! | Feature | Default | Adds |
//! |---|---|---|
//! | `hyper` | yes | a transport over hyper and rustls, and a sleeper |
//! | `ring` | yes | TLS with ring |
//! | `aws-lc-rs` | | TLS with AWS-LC; it is used instead of ring if both are enabled |
//! | `sigv4` | yes | AWS signatures |
//! | `tracing` | yes | spans for each call and attempt, with the names of OpenTelemetry |
//! | `gzip` | | compressed responses |
//! | `proxy` | | a proxy for the transport over hyper |
//! | `reqwest` | | a transport over reqwest |
//! | `tower` | | any tower service as a transport |
//! | `tokio` | yes | a sleeper, and streams of bytes as `AsyncRead`; `hyper` and `reqwest` enable it |
//! | `blocking` | | calls without `async` |
//! | `chrono`, `jiff`, `time` | | conversions between [`Timestamp`] and [`Date`] and the types of these crates |
//! | `aws-credential-types` | | credentials from providers of the AWS SDK for Rust |
//!
//! FIPS endpoints ([`use_fips`](client::Config::use_fips)) require a validated module in the client too:
//! enable `aws-lc-rs`, and the feature `fips` of rustls in your own package.
//!
//! Features of [`serde_json`] apply to a whole program. This crate enables `float_roundtrip` and
//! `unbounded_depth`, which make floats exact and add a method. It also works if another crate enables
//! `arbitrary_precision` (then a [`Document`] keeps a number's digits) or `preserve_order` (then it keeps the
//! order of its members).

#[cfg(feature = "blocking")]
pub mod blocking;
pub mod client;
pub mod codegen;
pub mod credentials;
pub mod error;
pub mod operation;
pub mod response;
pub mod stream;
pub mod time;
pub mod timestamp;
pub mod transport;
pub mod types;
pub mod validate;

mod auth;
mod call;
mod env;
mod failure;
mod include;
mod int_enum;
mod into_member;
mod json;
mod lock;
mod matcher;
mod modeled;
mod paginate;
mod path;
mod protocol;
mod random;
mod rate_limit;
mod request;
mod retry;
mod service;
#[cfg(feature = "sigv4")]
mod sign;
mod string_enum;
mod structure;
mod timeout;
mod trace;
mod union;
mod url;
mod variable;

pub use bytes;
pub use http;
#[cfg(feature = "reqwest")]
pub use reqwest;
#[cfg(feature = "hyper")]
pub use rustls;
pub use serde;
pub use serde_json;

pub use error::Error;
pub use stream::{ByteStream, EventStream};
pub use timestamp::{Date, Timestamp};
pub use types::{Blob, Document, FilePart, Nullable, Sensitive};
