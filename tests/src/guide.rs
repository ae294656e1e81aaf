//! The guide's client, and its Rust examples, each in a function of its own.

#![allow(unused, missing_docs, reason = "they are examples")]

/// The crate that the guide's reader makes.
pub mod my_api {
    include!(concat!(env!("OUT_DIR"), "/guide/speccast/include.rs"));
}

include!(concat!(env!("OUT_DIR"), "/guide/snippets.rs"));
