//! Something that is loaded at first use and kept until it expires.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, SystemTime};

/// How long before it expires a value is loaded anew, so that it is still good when the server looks at it.
const MARGIN: Duration = Duration::from_secs(10);

/// A value with the time from which it is useless.
#[derive(Clone)]
pub(crate) struct Expiring<T> {
    pub(crate) value: T,
    pub(crate) expires: Option<SystemTime>,
}

impl<T> Expiring<T> {
    fn is_good_at(&self, time: SystemTime) -> bool {
        self.expires.is_none_or(|expires| time < expires)
    }
}

/// Keeps a value until it expires. Of several calls that need a new one, one loads it and the others wait for that.
pub(crate) struct Cache<T> {
    kept: Mutex<Option<Expiring<T>>>,
    gate: Gate,
}

impl<T: Clone> Cache<T> {
    pub(crate) fn new() -> Self {
        Self { kept: Mutex::new(None), gate: Gate::default() }
    }

    /// The kept value if it is good at `now` and for a while longer, else what `load` gives, unless `end` comes first.
    ///
    /// While the kept value has not expired yet, failing to load a new one is no error.
    pub(crate) async fn get<E>(
        &self,
        now: SystemTime,
        load: impl Future<Output = Result<Expiring<T>, E>>,
        end: impl Future<Output = E>,
    ) -> Result<T, E> {
        if let Some(kept) = self.kept_at(now + MARGIN) {
            return Ok(kept);
        }
        let fresh = async {
            let _pass = self.gate.enter().await;
            // Another call may have loaded it while this one stood at the gate.
            if let Some(kept) = self.kept_at(now + MARGIN) {
                return Ok(kept);
            }
            let loaded = load.await?;
            *lock(&self.kept) = Some(loaded.clone());
            Ok(loaded.value)
        };
        let (mut fresh, mut end) = (pin!(fresh), pin!(end));
        let fresh = poll_fn(|cx| match fresh.as_mut().poll(cx) {
            Poll::Pending => end.as_mut().poll(cx).map(Err),
            ready => ready,
        });
        fresh.await.or_else(|error| self.kept_at(now).ok_or(error))
    }

    fn kept_at(&self, time: SystemTime) -> Option<T> {
        let kept = lock(&self.kept);
        let kept = kept.as_ref().filter(|kept| kept.is_good_at(time))?;
        Some(kept.value.clone())
    }
}

impl<T> fmt::Debug for Cache<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cache")
    }
}

/// Lets one future through at a time, on any executor; a future that is dropped makes way for the next.
#[derive(Default)]
struct Gate(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    taken: bool,
    waiting: Vec<Waker>,
}

impl Gate {
    async fn enter(&self) -> Pass<'_> {
        poll_fn(|cx| {
            let mut queue = lock(&self.0);
            if !queue.taken {
                queue.taken = true;
                return Poll::Ready(());
            }
            if !queue.waiting.iter().any(|waker| waker.will_wake(cx.waker())) {
                queue.waiting.push(cx.waker().clone());
            }
            Poll::Pending
        })
        .await;
        Pass(self)
    }
}

/// Holds the gate until it is dropped.
struct Pass<'a>(&'a Gate);

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut queue = lock(&self.0.0);
            queue.taken = false;
            std::mem::take(&mut queue.waiting)
        };
        // All of them, since the first may belong to a future that is gone.
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// Locks a mutex; nothing that runs under these locks leaves the data half changed, so a panic elsewhere is no reason
/// to give up.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
