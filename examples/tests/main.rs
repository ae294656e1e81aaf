//! Calls of the generated clients to servers that respond as the real APIs do.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod anthropic;
mod github;
mod hetzner;
mod slack;
mod stripe;

use speccast_runtime::time::{BoxFuture, Sleeper};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Does not wait, and keeps how long it was asked to.
#[derive(Clone, Debug, Default)]
pub struct Waits(Arc<Mutex<Vec<Duration>>>);

impl Waits {
    /// The waits so far.
    pub fn all(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }
}

impl Sleeper for Waits {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}
