//! Time that tests decide.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use speccast_runtime::time::{BoxFuture, Clock, Sleeper};

/// 2026-11-22T12:34:56Z.
pub fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_350_896)
}

/// A clock that shows a given time; clones share it.
#[derive(Clone, Debug)]
pub struct TestClock(Arc<Mutex<SystemTime>>);

impl TestClock {
    /// A clock that shows `time`.
    pub fn at(time: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(time)))
    }

    /// Moves it on.
    pub fn advance(&self, by: Duration) {
        *lock(&self.0) += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        *lock(&self.0)
    }
}

/// A sleeper that returns at once and records its durations; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Naps(Arc<Mutex<Vec<Duration>>>);

impl Naps {
    /// How long each sleep was meant to be.
    pub fn taken(&self) -> Vec<Duration> {
        lock(&self.0).clone()
    }
}

impl Sleeper for Naps {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        lock(&self.0).push(duration);
        Box::pin(std::future::ready(()))
    }
}

/// How long to wait for another thread or process. No machine is that slow: it only ends a test that hangs.
pub const PATIENCE: Duration = Duration::from_secs(600);

/// Waits for something that must end.
///
/// # Panics
///
/// When it hangs.
#[expect(clippy::expect_used, reason = "a test that hangs must fail")]
pub async fn ends<F: Future>(test: F) -> F::Output {
    tokio::time::timeout(PATIENCE, test).await.expect("the test hangs")
}

/// Repeats a test that waits for a limit to run out, with longer limits, until enough has happened before: a machine that
/// is busy needs more time for that.
///
/// # Panics
///
/// When minutes are too short.
#[expect(clippy::panic, reason = "a test may panic")]
pub async fn with_longer_limits(test: impl AsyncFn(Duration) -> bool) {
    for millis in [200, 2_000, 20_000, 200_000] {
        if test(Duration::from_millis(millis)).await {
            return;
        }
    }
    panic!("it never happens before the limit");
}

/// Locks a mutex, even if an earlier test panicked.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
