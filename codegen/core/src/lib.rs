//! The spec language: parses a spec, resolves it to a model of the service, and reports problems.
//!
//! [`resolve`] parses a [`Source`] to a document and resolves that to a [`Model`].
//! This crate reads no files and does not depend on what is generated.

// Tests share the grammar of the fuzzer, which names the language by the package of the command.
#[cfg(test)]
extern crate self as speccast;

pub mod diagnostic;
mod fingerprint;
pub mod model;
mod number;
mod parse;
mod resolve;
pub mod settings;
pub mod source_map;
mod suggest;
mod syntax;
pub mod text;
pub mod vocabulary;
mod yaml;

pub use diagnostic::Diagnostics;
pub use fingerprint::fingerprint;
pub use resolve::{Model, resolve};
pub use source_map::SourceMap;
pub use suggest::did_you_mean;
pub use text::{Source, Span};
pub use yaml::MAX_BYTES;
