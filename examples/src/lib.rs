//! Clients of well-known APIs, each generated from a spec in `specs/` that was written by hand from the API's reference.
//!
//! Copy the spec that you need and change it. Each API has a program in `examples/`, which runs against a server in the
//! same process or, with a credential from the environment, against the real service.

#[rustfmt::skip]
pub mod anthropic;
#[rustfmt::skip]
pub mod github;
#[rustfmt::skip]
pub mod hetzner;
#[rustfmt::skip]
pub mod slack;
#[rustfmt::skip]
pub mod stripe;

pub mod servers;
