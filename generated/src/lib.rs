//! Clients that speccast generates from the specs in `specs/`. They are checked in, so that a spec change is reviewed
//! together with the generated code.
//!
//! Each service is a module: `client` calls it, `model` contains its types, `validator` its constraints.

#[rustfmt::skip]
pub mod codeartifact;
#[rustfmt::skip]
pub mod imagebuilder;

pub use speccast_runtime as runtime;
