//! todo

pub mod pattern;
