//! Clock and sleeper: the two parts of the environment that a client depends on.

use std::fmt::Debug;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

/// A future that may be stored and moved between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The time of day, for signatures, expiring credentials, and dates in `Retry-After`.
///
/// Timeouts do not use it, so a clock that jumps does not end a call early.
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
    /// Returns the current time.
    fn now(&self) -> SystemTime;
}

/// The operating system's clock.
///
/// It panics on `wasm32-unknown-unknown`, which has no clock: set another
/// [clock](crate::client::Builder::clock) there.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// Waits between attempts and for timeouts.
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
    /// Returns a future that is ready after `duration`, counted from this call or from its first poll.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// Waits with tokio's timer; it must be polled inside a tokio runtime with time enabled.
#[cfg(feature = "tokio")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioSleeper;

#[cfg(feature = "tokio")]
impl Sleeper for TokioSleeper {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}
