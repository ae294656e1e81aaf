//! The Rust view of a spec: models, validators and clients, for a build script or for the command line.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), speccast_build::BuildError> {
//!     speccast_build::Build::new().spec("specs/widgets.yaml").compile()
//! }
//! ```

mod build_script;
pub mod edges;
#[allow(elided_lifetimes_in_paths, reason = "a plan borrows from its model everywhere")]
mod emit;
mod format;
mod generate;
pub mod input;
pub mod lock;
pub mod output;
mod parallel;
#[allow(elided_lifetimes_in_paths, reason = "a plan borrows from its model everywhere")]
mod plan;
mod tokens;

pub use build_script::{Build, BuildError, write_depfile};
pub use emit::declaration;
pub use generate::{Generated, GeneratedFile, Options, Spec, generate, lint};
pub use plan::names;
pub use speccast_core::{Diagnostics, Source};

/// The generator's version, which a lock file records.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
