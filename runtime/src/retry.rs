//! Decides when a failed attempt is repeated, and after which wait: a state machine without timers and random
//! numbers.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Tokens of a fresh [`Budget`].
const FULL: u32 = 500;

/// Number of attempts of a call and the waits between them. The default is the AWS SDKs' standard mode: 3
/// attempts, and exponential backoff with full jitter from 1 second to 20 seconds.
///
/// The policy does not decide which failures are retried. Throttling and failures to connect always are. A
/// status of 500, 502, 503 or 504, a broken connection and a timed-out attempt are retried only for
/// operations that may be repeated: read-only, idempotent, or with an idempotency token.
///
/// A `Retry-After` (seconds or a date) or `x-amz-retry-after` (milliseconds) header is respected; if a
/// response has both, the longer one counts. If it exceeds the longest wait, the call ends: an earlier
/// attempt would be pointless, and a longer wait is the caller's decision.
///
/// ```
/// use std::time::Duration;
///
/// use speccast_runtime::client::Retry;
///
/// let patient = Retry::standard().max_attempts(5).base_delay(Duration::from_secs(2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    max_attempts: u32,
    base: Duration,
    cap: Duration,
}

impl Retry {
    /// Returns the standard policy.
    pub const fn standard() -> Self {
        Self { max_attempts: 3, base: Duration::from_secs(1), cap: Duration::from_secs(20) }
    }

    /// Returns a policy with one attempt per call.
    pub const fn never() -> Self {
        Self::standard().max_attempts(1)
    }

    /// Sets the number of attempts, including the first; 0 means 1.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// Sets the longest wait before the second attempt; it doubles with each attempt.
    #[must_use]
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base = delay;
        self
    }

    /// Sets the longest wait between two attempts.
    #[must_use]
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.cap = delay;
        self
    }

    /// Returns the longest wait.
    pub(crate) const fn longest(&self) -> Duration {
        self.cap
    }

    /// Returns the wait after attempt number `attempt` (the first is 1); `random` is in `0.0..1.0`.
    pub(crate) fn backoff(&self, attempt: u32, random: f64) -> Duration {
        let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
        self.base.saturating_mul(doubled).min(self.cap).mul_f64(random.clamp(0.0, 1.0))
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::standard()
    }
}

/// Why an attempt failed, as a reason for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The server did nothing, because of its load or its limits.
    Throttling,
    /// The server did nothing, for another temporary reason.
    Refused,
    /// There was no connection, so nothing was sent.
    Connect,
    /// An internal error or a broken connection: the server may have acted.
    Transient,
    /// The attempt took too long: the server may have acted, or may still.
    Timeout,
    /// The server refused the signature's date, or a cached token; the next attempt uses another one.
    Identity,
    /// Another attempt would fail as well.
    Permanent,
}

impl Cause {
    /// Returns whether to try again, for an operation that may or may not be `repeatable`.
    fn allows(self, repeatable: bool) -> bool {
        match self {
            Self::Throttling | Self::Refused | Self::Connect | Self::Identity => true,
            Self::Transient | Self::Timeout => repeatable,
            Self::Permanent => false,
        }
    }

    /// Returns the cost of another attempt; timeouts cost more, since they use a server's resources for
    /// longest.
    fn cost(self) -> u32 {
        match self {
            Self::Timeout => 10,
            Self::Identity => 0,
            _ => 5,
        }
    }
}

/// Retry tokens shared by the calls of a client, so that a service that is down does not get three times the
/// load.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(FULL))
    }

    fn take(&self, tokens: u32) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(tokens)).is_ok()
    }

    fn give(&self, tokens: u32) {
        let add = |left: u32| Some(left.saturating_add(tokens).min(FULL));
        // The closure always returns a value, so there is no error.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct Attempts<'a> {
    policy: &'a Retry,
    budget: &'a Budget,
    repeatable: bool,
    made: u32,
    renewed: bool,
    held: u32,
}

impl<'a> Attempts<'a> {
    /// Starts a call with its first attempt.
    pub(crate) fn first(policy: &'a Retry, budget: &'a Budget, repeatable: bool) -> Self {
        Self { policy, budget, repeatable, made: 1, renewed: false, held: 0 }
    }

    /// Returns the number of the current attempt; the first is 1.
    pub(crate) fn number(&self) -> u32 {
        self.made
    }

    /// Returns whether to make another attempt after a failure, and after which wait.
    pub(crate) fn after(
        &mut self,
        cause: Cause,
        retry_after: Option<Duration>,
        random: f64,
    ) -> Option<Duration> {
        if !cause.allows(self.repeatable) || self.made >= self.policy.max_attempts {
            return None;
        }
        let delay = if cause == Cause::Identity {
            if self.renewed {
                return None;
            }
            self.renewed = true;
            Duration::ZERO
        } else {
            let asked = retry_after.unwrap_or_default();
            if asked > self.policy.cap {
                return None;
            }
            self.policy.backoff(self.made, random).max(asked)
        };
        if !self.budget.take(cause.cost()) {
            return None;
        }
        self.held = cause.cost();
        self.made += 1;
        Some(delay)
    }

    /// Refunds the last attempt's cost after a success; a first attempt adds a token instead.
    pub(crate) fn succeeded(&self) {
        self.budget.give(self.held.max(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap() {
        let policy = Retry::standard();
        let longest = |attempt| policy.backoff(attempt, 1.0).as_secs();
        assert_eq!([1, 2, 3, 5, 6, 40].map(longest), [1, 2, 4, 16, 20, 20]);
        assert_eq!(policy.backoff(2, 0.25), Duration::from_millis(500));
        assert_eq!(policy.backoff(2, 0.0), Duration::ZERO);
    }

    #[test]
    fn a_timeout_costs_more_and_success_gives_the_last_cost_back() {
        let (policy, budget) = (Retry::standard(), Budget::new());
        let mut attempts = Attempts::first(&policy, &budget, true);
        assert!(attempts.after(Cause::Timeout, None, 0.5).is_some());
        assert!(attempts.after(Cause::Transient, None, 0.5).is_some());
        assert_eq!(budget.0.load(Ordering::Relaxed), 485);
        attempts.succeeded();
        assert_eq!(budget.0.load(Ordering::Relaxed), 490);
        Attempts::first(&policy, &budget, true).succeeded();
        assert_eq!(budget.0.load(Ordering::Relaxed), 491);
    }

    #[test]
    fn a_skewed_clock_is_corrected_once() {
        let (policy, budget) = (Retry::standard(), Budget::new());
        let mut attempts = Attempts::first(&policy, &budget, false);
        assert_eq!(attempts.after(Cause::Identity, None, 0.5), Some(Duration::ZERO));
        assert_eq!(attempts.after(Cause::Identity, None, 0.5), None);
    }
}
