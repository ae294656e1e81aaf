//! A value that is loaded on first use and kept until it expires.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::{Duration, SystemTime};

use crate::error::{BoxError, Failure};
use crate::lock::lock;

/// A value is replaced this long before it expires, so that it is still valid when the server checks it.
const MARGIN: Duration = Duration::from_secs(10);

/// A value with its expiry.
#[derive(Clone)]
pub(crate) struct Expiring<T> {
    pub(crate) value: T,
    pub(crate) expires: Option<SystemTime>,
}

/// Keeps a value until it expires. If several calls need a new one, one of them loads it and the others wait;
/// a failure is shared by all of them.
pub(crate) struct Cache<T>(Mutex<State<T>>);

struct State<T> {
    kept: Option<Expiring<T>>,
    /// Number of the current or last load.
    load: u64,
    running: bool,
    /// Number and error of the last load that failed.
    failed: Option<(u64, SharedError)>,
    /// Calls that wait for the end of the load.
    waiting: Vec<Waker>,
}

type SharedError = Arc<dyn Error + Send + Sync>;

impl<T: Clone> State<T> {
    fn kept_at(&self, time: SystemTime) -> Option<T> {
        let kept = self.kept.as_ref()?;
        kept.expires.is_none_or(|expires| time < expires).then(|| kept.value.clone())
    }
}

/// What a call that needs a new value does.
enum Turn<'a, T: Clone> {
    Load(Running<'a, T>),
    Done(Result<T, SharedError>),
}

impl<T: Clone> Cache<T> {
    pub(crate) fn new() -> Self {
        let state = State { kept: None, load: 0, running: false, failed: None, waiting: Vec::new() };
        Self(Mutex::new(state))
    }

    /// Returns the kept value if it is valid for long enough, otherwise the result of `load`, unless `end`
    /// comes first.
    ///
    /// A failed load is not an error while the kept value is still valid.
    pub(crate) async fn get(
        &self,
        now: SystemTime,
        load: impl Future<Output = Result<Expiring<T>, BoxError>>,
        end: impl Future<Output = Failure>,
    ) -> Result<T, Failure> {
        let kept = lock(&self.0).kept_at(now + MARGIN);
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let fresh = async {
            match self.turn(now).await {
                Turn::Load(running) => running.finish(load.await),
                Turn::Done(result) => result,
            }
        };
        let (mut fresh, mut end) = (pin!(fresh), pin!(end));
        let fresh = poll_fn(|cx| match fresh.as_mut().poll(cx) {
            Poll::Pending => end.as_mut().poll(cx).map(Err),
            Poll::Ready(result) => Poll::Ready(result.map_err(Failure::Credentials)),
        });
        fresh.await.or_else(|error| lock(&self.0).kept_at(now).ok_or(error))
    }

    /// Forgets the kept value; returns whether there was one.
    pub(crate) fn clear(&self) -> bool {
        lock(&self.0).kept.take().is_some()
    }

    /// Waits for a running load, or starts one.
    async fn turn(&self, now: SystemTime) -> Turn<'_, T> {
        let mut awaited = u64::MAX;
        poll_fn(|cx| {
            let mut state = lock(&self.0);
            if let Some(kept) = state.kept_at(now + MARGIN) {
                return Poll::Ready(Turn::Done(Ok(kept)));
            }
            if let Some((load, error)) = &state.failed
                && *load >= awaited
            {
                return Poll::Ready(Turn::Done(Err(Arc::clone(error))));
            }
            if !state.running {
                state.running = true;
                state.load += 1;
                return Poll::Ready(Turn::Load(Running(self)));
            }
            awaited = state.load;
            if !state.waiting.iter().any(|waker| waker.will_wake(cx.waker())) {
                state.waiting.push(cx.waker().clone());
            }
            Poll::Pending
        })
        .await
    }
}

impl<T> fmt::Debug for Cache<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cache")
    }
}

/// A running load.
struct Running<'a, T>(&'a Cache<T>);

impl<T: Clone> Running<'_, T> {
    /// Ends the load and passes its result to the calls that wait.
    fn finish(self, loaded: Result<Expiring<T>, BoxError>) -> Result<T, SharedError> {
        let mut state = lock(&self.0.0);
        match loaded {
            Ok(loaded) => {
                state.kept = Some(loaded.clone());
                Ok(loaded.value)
            }
            Err(error) => {
                let error = SharedError::from(error);
                state.failed = Some((state.load, Arc::clone(&error)));
                Err(error)
            }
        }
    }
}

impl<T> Drop for Running<'_, T> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = lock(&self.0.0);
            state.running = false;
            std::mem::take(&mut state.waiting)
        };
        // All of them, since the first may belong to a dropped future.
        waiting.into_iter().for_each(Waker::wake);
    }
}
