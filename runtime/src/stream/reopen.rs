//! Opening a stream of events again after it broke off.

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::HeaderValue;

use super::ByteStream;
use crate::error::BoxError;
use crate::random;
use crate::retry::Retry;
use crate::time::BoxFuture;

/// Whether a stream of server-sent events that breaks off is opened again, from where it broke off.
///
/// The client waits as long as the server asks for (`retry:`) and for a delay with jitter that doubles from one attempt to
/// the next, and sends the request again with the header `Last-Event-ID` and current credentials. It does so if the
/// connection breaks, if nothing arrives for too long, and if the server closes the connection before the event that ends
/// the stream. It does not after that event, after a response with the status 204 (WHATWG HTML, section 9.2.3), if no event
/// had an identifier, and if the response is a failure that would be one again.
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
    /// Five attempts without a new event, and waits of at most 30 seconds.
    pub const fn new() -> Self {
        let backoff = Retry::standard().max_delay(Duration::from_secs(30));
        Self { max_attempts: 5, backoff, any_operation: false }
    }

    /// Sets how often in a row the stream is opened again without a new event; 5 by default.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets what the delay before the first attempt is at most, besides what the server asks for; 1 second by default. It
    /// doubles from one attempt to the next.
    #[must_use]
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.backoff = self.backoff.base_delay(delay);
        self
    }

    /// Sets the longest wait; 30 seconds by default. If the server asks for a longer one, the stream is not opened again.
    #[must_use]
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.backoff = self.backoff.max_delay(delay);
        self
    }

    /// Opens the stream again even if the spec does not have the operation as `readonly` or `idempotent`. The service must
    /// not carry out again a request that has the header `Last-Event-ID`.
    #[must_use]
    pub const fn any_operation(mut self) -> Self {
        self.any_operation = true;
        self
    }

    /// Whether the stream of an operation is opened again, which may or may not be repeated.
    pub(crate) const fn applies(&self, is_repeatable: bool) -> bool {
        is_repeatable || self.any_operation
    }

    /// How long to wait before attempt number `attempt` (the first is 1), or `None` if that is too long.
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

/// What opens a stream again.
pub(crate) trait Reopen: Send + Sync {
    /// When to do so.
    fn policy(&self) -> Reconnect;

    /// Waits, and requests what follows an event.
    fn open(&self, last_event_id: HeaderValue, wait: Duration) -> BoxFuture<'static, Opened>;
}

/// What became of the attempt.
pub(crate) enum Opened {
    /// What follows the event.
    Stream(ByteStream),
    /// Nothing follows.
    End,
    /// Nothing came. Another attempt may succeed.
    Failed(BoxError),
    /// Nothing came, and another attempt would fail alike.
    Refused(BoxError),
}

/// The attempts to open one stream again.
#[derive(Default)]
pub(super) struct Reopening {
    by: Option<Arc<dyn Reopen>>,
    /// How many there were since the last event.
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

    /// There is a new event.
    pub(super) fn succeeded(&mut self) {
        self.attempts = 0;
    }

    /// Starts to open the stream again, if that is wanted. `asked` is how long the server asks to wait.
    pub(super) fn start(&mut self, last_event_id: Option<HeaderValue>, asked: Option<Duration>) -> bool {
        let (Some(by), Some(id)) = (&self.by, last_event_id) else { return false };
        let Some(wait) = by.policy().wait(self.attempts + 1, asked.unwrap_or_default()) else { return false };
        self.attempts += 1;
        self.opening = Some(by.open(id, wait));
        true
    }

    /// Waits for the attempt that was started, if one was.
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
