//! What generated clients stand on.
//!
//! Pure parts, without threads, sockets or clock: [`operation`] (requests made, responses read), [`validate`]
//! (constraints), [`error`], [`service`] (endpoints), and the macros that generated models are made of.

pub mod error;
pub mod json;
pub mod modeled;
pub mod operation;
pub mod request;
pub mod response;
pub mod service;
pub mod string_enum;
pub mod validate;

mod builder;
mod path;
mod trace;

pub use bytes;
pub use http;
pub use serde;
pub use serde_json;

pub use error::Error;
