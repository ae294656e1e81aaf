//! speccast generates small, readable Rust clients from hand-written YAML specs of HTTP API operations.
//!
//! The functions are pure: text to files. They do no I/O, so the same specs give the same bytes everywhere:
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
//! This crate is the command `speccast`. A build script only needs the crate `speccast-build`.

mod command;
pub mod init;
pub mod report;
pub mod schema;

pub use command::run;
pub use speccast_build::{
    Build, BuildError, Generated, GeneratedFile, Options, VERSION, edges, generate, input, lint, lock, output,
};
pub use speccast_core::{Diagnostics, Source, Span, diagnostic, model, vocabulary};
pub use speccast_diff as diff;
pub use speccast_pattern as pattern;
