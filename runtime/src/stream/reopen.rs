//! Reopening a stream of events after its connection broke.

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::HeaderValue;

use super::ByteStream;
use crate::error::BoxError;
use crate::random;
use crate::retry::Retry;
use crate::time::BoxFuture;

/// Whether a stream of server-sent events is reopened after its connection breaks.
///
/// The client waits for the time that the server asks for (`retry:`), plus a delay with jitter that doubles
/// with each attempt. Then it sends the request again, with the header `Last-Event-ID` and current
/// credentials. It does so if the connection breaks, if nothing arrives for too long, or if the server closes
/// the connection before the event that ends the stream.
///
/// It does not reconnect after the event that ends the stream, after a response with status 204 (WHATWG HTML,
/// section 9.2.3), if no event had an identifier, or if the response is a failure that is not retryable.
///
/// ```no_run
/// use speccast_runtime::client::{Call, Reconnect};
/// # use speccast_runtime::operation::Operation;
/// # async fn example<Op: Operation>(call: Call<Op>) -> Result<(), speccast_runtime::Error<Op::Error>> {
///
/// let output = call.reconnect(Reconnect::new().max_attempts(10)).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reconnect {
    max_attempts: u32,
    backoff: Retry,
    any_operation: bool,
}

impl Reconnect {
    /// Creates a policy of five attempts without a new event, and waits of at most 30 seconds.
    pub const fn new() -> Self {
        let backoff = Retry::standard().max_delay(Duration::from_secs(30));
        Self { max_attempts: 5, backoff, any_operation: false }
    }

    /// Sets how many times in a row the stream is opened again without a new event; the default is 5.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets the maximum delay before the first attempt, added to the time that the server asks for; the
    /// default is 1 second. It doubles with each attempt.
    #[must_use]
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.backoff = self.backoff.base_delay(delay);
        self
    }

    /// Sets the maximum wait; the default is 30 seconds. If the server asks for a longer one, the stream is
    /// not opened again.
    #[must_use]
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.backoff = self.backoff.max_delay(delay);
        self
    }

    /// Opens the stream again even if the operation is not `readonly` or `idempotent` in the spec. The
    /// service must not repeat its effect if a request has the header `Last-Event-ID`.
    #[must_use]
    pub const fn any_operation(mut self) -> Self {
        self.any_operation = true;
        self
    }

    /// Returns whether the stream of an operation is opened again.
    pub(crate) const fn applies(&self, is_repeatable: bool) -> bool {
        is_repeatable || self.any_operation
    }

    /// Returns the wait before attempt number `attempt` (the first is 1), or `None` if it is too long.
    fn wait(&self, attempt: u32, asked: Duration) -> Option<Duration> {
        let limit = self.backoff.longest();
        if attempt > self.max_attempts || asked > limit {
            return None;
        }
        Some(asked.saturating_add(self.backoff.backoff(attempt, random::fraction())).min(limit))
    }
}

impl Default for Reconnect {
    fn default() -> Self {
        Self::new()
    }
}

/// Opens a stream again.
pub(crate) trait Reopen: Send + Sync {
    /// Returns the policy.
    fn policy(&self) -> Reconnect;

    /// Waits, then requests the events after this one.
    fn open(&self, last_event_id: HeaderValue, wait: Duration) -> BoxFuture<'static, Opened>;
}

/// The result of an attempt.
pub(crate) enum Opened {
    /// The events that follow.
    Stream(ByteStream),
    /// Nothing follows.
    End,
    /// The attempt failed. Another one may succeed.
    Failed(BoxError),
    /// The attempt failed, and another one would fail too.
    Refused(BoxError),
}

/// The attempts to open one stream again.
#[derive(Default)]
pub(super) struct Reopening {
    by: Option<Arc<dyn Reopen>>,
    /// Number of attempts since the last event.
    attempts: u32,
    opening: Option<BoxFuture<'static, Opened>>,
}

impl Reopening {
    pub(super) fn new(by: Option<Arc<dyn Reopen>>) -> Self {
        Self { by, attempts: 0, opening: None }
    }

    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Resets the number of attempts: there is a new event.
    pub(super) fn succeeded(&mut self) {
        self.attempts = 0;
    }

    /// Starts to open the stream again, if the policy allows it. `asked` is the time that the server asks to
    /// wait.
    pub(super) fn start(&mut self, last_event_id: Option<HeaderValue>, asked: Option<Duration>) -> bool {
        let (Some(by), Some(id)) = (&self.by, last_event_id) else { return false };
        let Some(wait) = by.policy().wait(self.attempts + 1, asked.unwrap_or_default()) else { return false };
        self.attempts += 1;
        self.opening = Some(by.open(id, wait));
        true
    }

    /// Waits for the attempt that was started, if there is one.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Opened>> {
        let Some(opening) = &mut self.opening else { return Poll::Ready(None) };
        let opened = ready!(opening.as_mut().poll(cx));
        self.opening = None;
        Poll::Ready(Some(opened))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_as_long_as_the_server_asks_and_no_longer_than_the_limit() {
        let seconds = Duration::from_secs;
        let policy = Reconnect::new().max_attempts(3);
        for _ in 0..100 {
            let wait = |attempt, asked| policy.wait(attempt, seconds(asked)).unwrap_or(Duration::MAX);
            assert!((seconds(3)..=seconds(4)).contains(&wait(1, 3)));
            assert!((seconds(3)..=seconds(7)).contains(&wait(3, 3)));
            assert!(wait(1, 0) <= seconds(1));
            assert!((seconds(29)..=seconds(30)).contains(&wait(3, 29)));
        }
        assert_eq!((policy.wait(4, seconds(0)), policy.wait(1, seconds(31))), (None, None));
    }
}
