//! Timeouts of a call.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::error::{Failure, TimeoutKind};
use crate::stream::ByteStream;
use crate::time::{BoxFuture, Sleeper};

/// Timeouts of the parts of a call; `None` means no limit.
///
/// The defaults are 10 seconds for credentials, 5 for a connection, 60 for an attempt, no limit for a call,
/// and 60 seconds without progress for a streamed body.
///
/// ```
/// use std::time::Duration;
///
/// use speccast_runtime::client::Timeouts;
///
/// let timeouts = Timeouts::new().attempt(Duration::from_secs(10)).connect(None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    pub(crate) credentials: Option<Duration>,
    pub(crate) connect: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) call: Option<Duration>,
    pub(crate) idle: Option<Duration>,
}

impl Timeouts {
    /// Returns the default timeouts.
    pub const fn new() -> Self {
        Self {
            credentials: Some(Duration::from_secs(10)),
            connect: Some(Duration::from_secs(5)),
            attempt: Some(Duration::from_secs(60)),
            call: None,
            idle: Some(Duration::from_secs(60)),
        }
    }

    /// Returns timeouts without any limit.
    pub const fn none() -> Self {
        Self { credentials: None, connect: None, attempt: None, call: None, idle: None }
    }

    /// Limits how long a call waits for credentials or a token. While the cached ones are valid, it does not
    /// wait.
    #[must_use]
    pub fn credentials(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.credentials = limit.into();
        self
    }

    /// Limits name resolution, TCP connection and TLS handshake together.
    ///
    /// The default transport implements this; a transport of your own has its own limit.
    #[must_use]
    pub fn connect(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect = limit.into();
        self
    }

    /// Limits one attempt, from obtaining a connection to the last byte of the response's body.
    #[must_use]
    pub fn attempt(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.attempt = limit.into();
        self
    }

    /// Limits the time without progress of a streamed body, in either direction. It replaces the limit of the
    /// attempt while a stream is sent; a received stream is no longer part of the attempt and the call.
    #[must_use]
    pub fn idle(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.idle = limit.into();
        self
    }

    /// Limits a whole call: credentials, every attempt, and the waits between them.
    #[must_use]
    pub fn call(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.call = limit.into();
        self
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self::new()
    }
}

/// The timers that run during a call.
#[derive(Default)]
pub(crate) struct Timers {
    call: Option<Timer>,
    attempt: Option<Timer>,
}

struct Timer {
    limit: Duration,
    end: BoxFuture<'static, ()>,
    watch: Option<Watch>,
}

/// Tracks a stream that is being sent; progress extends its time.
struct Watch {
    stream: ByteStream,
    polls: u64,
    sleeper: Arc<dyn Sleeper>,
}

impl Timer {
    fn start(sleeper: &dyn Sleeper, limit: Duration) -> Self {
        let end = sleeper.sleep(limit);
        Self { limit, end, watch: None }
    }

    /// Returns whether the time is up.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            ready!(self.end.as_mut().poll(cx));
            let Some(watch) = &mut self.watch else { return Poll::Ready(()) };
            let polls = watch.stream.polls();
            if polls == watch.polls {
                return Poll::Ready(());
            }
            watch.polls = polls;
            self.end = watch.sleeper.sleep(self.limit);
        }
    }
}

impl Timers {
    /// Starts the timer of a call.
    pub(crate) fn start_call(sleeper: &dyn Sleeper, limit: Option<Duration>) -> Self {
        Self { call: limit.map(|limit| Timer::start(sleeper, limit)), attempt: None }
    }

    /// Starts the timer of the next attempt.
    pub(crate) fn start_attempt(&mut self, sleeper: &dyn Sleeper, limit: Option<Duration>) {
        self.attempt = limit.map(|limit| Timer::start(sleeper, limit));
    }

    /// Starts the timer of an attempt with a streamed body, which ends after `limit` without progress.
    pub(crate) fn start_upload(
        &mut self,
        sleeper: &Arc<dyn Sleeper>,
        limit: Option<Duration>,
        stream: &ByteStream,
    ) {
        self.start_attempt(&**sleeper, limit);
        if let Some(timer) = &mut self.attempt {
            let (stream, sleeper) = (stream.clone(), Arc::clone(sleeper));
            timer.watch = Some(Watch { polls: stream.polls(), stream, sleeper });
        }
    }

    /// Ends the timer of an attempt; only the call's timer remains.
    pub(crate) fn end_attempt(&mut self) {
        self.attempt = None;
    }

    /// Waits for `future`, or for the first timer to run out.
    pub(crate) async fn race<F: Future + Unpin>(&mut self, mut future: F) -> Result<F::Output, Failure> {
        poll_fn(|cx| {
            // Polled first, so that a response that is ready is never discarded.
            if let Poll::Ready(output) = Pin::new(&mut future).poll(cx) {
                return Poll::Ready(Ok(output));
            }
            let timers = [(&mut self.call, TimeoutKind::Call), (&mut self.attempt, TimeoutKind::Attempt)];
            for (slot, kind) in timers {
                if let Some(timer) = slot
                    && timer.poll(cx).is_ready()
                {
                    let limit = timer.limit;
                    // A finished future may not be polled again.
                    *slot = None;
                    return Poll::Ready(Err(Failure::Timeout(kind, limit)));
                }
            }
            Poll::Pending
        })
        .await
    }
}
