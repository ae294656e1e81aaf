//! The spec language: text to a resolved service, and what is wrong with it.
//!
//! [`resolve`](fn@resolve) parses a [`Source`] to a [`syntax::Document`] and resolves that to a [`ir::Service`]. Nothing
//! here reads a file or knows what is generated.

pub mod diagnostic;
pub mod ir;
pub mod json;
pub mod parse;
pub mod resolve;
pub mod source;
pub mod suggest;
pub mod syntax;
pub mod vocabulary;
pub mod yaml;

pub use diagnostic::Diagnostics;
pub use resolve::resolve;
pub use source::{Source, Span};
