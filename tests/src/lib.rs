//! Code that tests share.

#![allow(clippy::incompatible_msrv, reason = "tests run with the newest compiler")]

pub mod bodies;
pub mod checked;
mod checks;
pub mod constraints;
pub mod consumer;
pub mod decoders;
pub mod diff;
pub mod edges;
pub mod ending;
pub mod fixtures;
pub mod grammar;
pub mod judge;
pub mod mutation;
pub mod patterns;
pub mod project;
pub mod refusal;
pub mod server;
pub mod services;
pub mod sizes;
pub mod time;
pub mod tree;
pub mod widgets;
