//! The consequences of an attempt's end for the next one, and for the server's clock.

use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use http::StatusCode;

use super::driver::{Failed, Refusal};
use super::handle::Shared;
use crate::auth::Auth;
use crate::error::{ErrorKind, Failure, RetryClass, TimeoutKind};
use crate::response::Response;
use crate::retry::Cause;
use crate::timestamp::{Format, Timestamp};
use crate::trace;

/// The difference between both clocks from which a signature may be refused; AWS services accept five
/// minutes.
const SKEW: Duration = Duration::from_secs(4 * 60);

/// A difference that no clock has, even if it starts in 1970; a date further away is ignored.
const MAX_SKEW: Duration = Duration::from_secs(100 * 366 * 24 * 60 * 60);

impl Shared {
    /// Classifies a failure for a retry.
    pub(super) fn cause_of_failure(
        &self,
        failed: &Failed,
        auth: Auth,
        refusal: fn(&Response) -> Refusal,
    ) -> (Cause, Option<Duration>) {
        let kind = failed.failure.kind();
        // The head of an error response is enough.
        if let ErrorKind::Truncated | ErrorKind::TooLarge | ErrorKind::Timeout(TimeoutKind::Attempt) = kind
            && let Some(response) =
                failed.response.as_ref().filter(|response| !response.status().is_success())
        {
            let (cause, wait) = self.cause_of_refusal(response, auth, refusal);
            if cause != Cause::Permanent {
                return (cause, wait);
            }
        }
        let cause = match &failed.failure {
            Failure::Timeout(TimeoutKind::Attempt, _) => Cause::Timeout,
            failure => match failure.retry_class() {
                RetryClass::Never => Cause::Permanent,
                RetryClass::IfRepeatable => Cause::Transient,
                RetryClass::Always => Cause::Connect,
                RetryClass::Throttling => Cause::Throttling,
            },
        };
        (cause, None)
    }

    /// Classifies an error of the service for a retry, with the time to wait.
    pub(super) fn cause_of_refusal(
        &self,
        response: &Response,
        auth: Auth,
        refusal: fn(&Response) -> Refusal,
    ) -> (Cause, Option<Duration>) {
        let refusal = refusal(response);
        let now = date_of(response).unwrap_or_else(|| self.clock.now());
        let wait = refusal.waits.iter().map(|wait| wait.from(now)).max();
        let cause = match refusal.class {
            RetryClass::Throttling => Cause::Throttling,
            RetryClass::Always => Cause::Refused,
            RetryClass::IfRepeatable => Cause::Transient,
            RetryClass::Never if self.corrects_clock(response, auth, refusal.code.as_deref()) => {
                Cause::Identity
            }
            RetryClass::Never
                if response.status() == StatusCode::UNAUTHORIZED && self.give_up_token(auth) =>
            {
                Cause::Identity
            }
            RetryClass::Never => Cause::Permanent,
        };
        (cause, wait)
    }

    /// Returns the time for signatures: the clock's, corrected by the server's.
    pub(super) fn server_time(&self) -> SystemTime {
        let skew = self.skew.load(Ordering::Relaxed);
        let by = Duration::from_secs(skew.unsigned_abs());
        let now = self.clock.now();
        let corrected = if skew < 0 { now.checked_sub(by) } else { now.checked_add(by) };
        corrected.unwrap_or(now)
    }

    /// Whether the server rejected a signature because of its date; if so, the next one uses the server's date.
    fn corrects_clock(&self, response: &Response, auth: Auth, code: Option<&str>) -> bool {
        let certain = match code {
            Some("RequestTimeTooSkewed" | "RequestExpired" | "RequestInTheFuture") => true,
            // These codes have other causes too, so the dates must differ.
            Some("InvalidSignatureException" | "SignatureDoesNotMatch" | "AuthFailure") => false,
            _ => return false,
        };
        let (Some(server), true) = (date_of(response), matches!(auth, Auth::SigV4(_))) else {
            return false;
        };
        if !certain && distance(server, self.server_time()) < SKEW {
            return false;
        }
        let now = self.clock.now();
        let skew = distance(server, now);
        if skew > MAX_SKEW {
            return false;
        }
        let seconds = skew.as_secs().cast_signed();
        let seconds = if server < now { -seconds } else { seconds };
        self.skew.store(seconds, Ordering::Relaxed);
        trace::clock_skewed(seconds);
        true
    }
}

/// Returns when the server sent a response (RFC 9110 section 6.6.1). A cache has sent one with an `Age` later.
fn date_of(response: &Response) -> Option<SystemTime> {
    let is_cached = response.header("age").is_some();
    response.texts("date").find_map(http_date).filter(|_| !is_cached)
}

/// Parses a date in one of HTTP's formats (RFC 9110 section 5.6.7); signatures cannot have one before 1970.
fn http_date(text: &str) -> Option<SystemTime> {
    let time = Timestamp::parse(text, Format::HttpDate).ok()?.system_time()?;
    (time >= SystemTime::UNIX_EPOCH).then_some(time)
}

/// Returns the difference between two times.
fn distance(one: SystemTime, other: SystemTime) -> Duration {
    one.duration_since(other).unwrap_or_else(|error| error.duration())
}
