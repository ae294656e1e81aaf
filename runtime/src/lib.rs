//! What generated clients stand on.

pub use serde;
