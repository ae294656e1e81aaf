//! Clients that speccast generates from the specs in `specs/`, checked in so that a change of a spec is reviewed with
//! what it does to the code.
//!
//! Each service is a module: `client` calls it, `model` holds its types, `validator` its constraints.

#[rustfmt::skip]
pub mod codeartifact;
#[rustfmt::skip]
pub mod imagebuilder;

pub use speccast_runtime as runtime;
