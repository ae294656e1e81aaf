//! What tells the time and what waits: the two things a client would otherwise take from its surroundings.

use std::fmt::Debug;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

/// A future that may be stored and moved between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Tells the time of day: for signatures, for credentials that expire, and for a `Retry-After` that is a date.
///
/// No timeout is measured with it, so a clock that jumps ends no call early.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use speccast_runtime::time::Clock;
///
/// /// Always the same time, for a test.
/// #[derive(Debug)]
/// struct Stopped;
///
/// impl Clock for Stopped {
///     fn now(&self) -> SystemTime {
///         SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
///     }
/// }
/// ```
pub trait Clock: Debug + Send + Sync {
    /// The current time.
    fn now(&self) -> SystemTime;
}

/// The operating system's clock.
///
/// There is none on `wasm32-unknown-unknown`, where asking for it panics: set another
/// [clock](crate::client::Builder::clock) there.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Waits: between two attempts, and for a timeout to run out.
///
/// ```
/// use std::time::Duration;
///
/// use speccast_runtime::time::{BoxFuture, Sleeper};
///
/// /// Waits for nothing, for a test of retries.
/// #[derive(Debug)]
/// struct Restless;
///
/// impl Sleeper for Restless {
///     fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
///         Box::pin(std::future::ready(()))
///     }
/// }
/// ```
pub trait Sleeper: Debug + Send + Sync {
    /// A future that is ready after `duration`, counted from its first poll or from this call.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// Waits with tokio's timer, so it must be polled inside a tokio runtime whose time driver is enabled.
#[cfg(feature = "hyper")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioSleeper;

#[cfg(feature = "hyper")]
impl Sleeper for TokioSleeper {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}
