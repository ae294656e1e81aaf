//! What the tests share.

pub mod server;
pub mod time;
pub mod widgets;
