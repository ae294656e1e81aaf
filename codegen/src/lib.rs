//! speccast casts hand-written YAML specs of HTTP API operations into small, readable Rust clients.
//!
//! Text goes in, files come out; nothing is read or written on the way, so that the same specs give the same bytes
//! wherever they are:
//!
//! ```
//! use speccast::{Options, Source, generate};
//!
//! let spec = Source::new("ping.yaml", r#"
//! speccast: 1
//! service:
//!   name: Ping
//!   protocol: restJson1
//!   endpoint: "https://ping.{region}.example.com"
//!   auth: none
//! operations:
//!   Ping:
//!     http: GET /ping
//!     in: query
//!     input:
//!       word: { type: string, required: true, length: { max: 10 } }
//!     output:
//!       word: string
//! "#);
//! let generated = generate(&[spec], &Options::default())?;
//! assert_eq!(generated.modules, ["ping"]);
//! assert!(generated.files[2].text.contains(r#".string("word", &input.word, StringRule::at_most(10))"#));
//! # Ok::<(), speccast::Diagnostics>(())
//! ```
//!
//! [`Build`] does this from a `build.rs`; the binary `speccast` does it from the command line. The phases are those of
//! `ARCHITECTURE.md`: a [`Source`] is parsed to [`spec`], lowered to [`ir`], emitted and printed.

mod build_script;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod diff;
pub mod edges;
mod emit;
mod format;
mod generate;
#[cfg(feature = "cli")]
pub mod init;
pub mod input;
pub mod ir;
mod json;
pub mod lock;
mod lower;
pub mod output;
mod parse;
#[cfg(feature = "cli")]
pub mod schema;
mod source;
pub mod spec;
mod yaml;

pub use build_script::{Build, BuildError};
pub use diagnostic::Diagnostics;
pub use generate::{Generated, GeneratedFile, Options, generate, lint};
pub use source::{Source, Span};
pub use speccast_pattern as pattern;

/// The generator's version, which a lock file records.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
