//! Reopens the stream of a call: sends the same request, with the identifier of the last event.

use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};

use super::{Answer, Failed, Handle, Plan};
use crate::error::{BoxError, EncodeError, Failure, RetryClass};
use crate::stream::{Opened, Reconnect, Reopen};
use crate::time::BoxFuture;
use crate::trace;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The caller's policy for a stream whose connection breaks.
#[derive(Clone, Copy)]
pub(crate) struct Reconnecting {
    pub(crate) policy: Reconnect,
    /// The error of an attempt to reopen it.
    pub(crate) error: fn(Result<Answer, Failed>) -> BoxError,
}

/// Reopens the stream of one call.
pub(super) struct Reopener {
    pub(super) handle: Handle,
    pub(super) plan: Plan,
    pub(super) wanted: Reconnecting,
}

impl Reopen for Reopener {
    fn policy(&self) -> Reconnect {
        self.wanted.policy
    }

    fn open(&self, last_event_id: HeaderValue, wait: Duration) -> BoxFuture<'static, Opened> {
        let (handle, error, mut plan) = (self.handle.clone(), self.wanted.error, self.plan.clone());
        plan.request.headers_mut().insert(LAST_EVENT_ID, last_event_id);
        let (service, operation) = (handle.service(), plan.operation);
        Box::pin(trace::call(service, operation, async move {
            trace::reconnecting(wait);
            handle.0.sleeper.sleep(wait).await;
            if plan.request.body().is_spent() {
                return Opened::Refused(error(Err(Failure::Encode(EncodeError::SpentStream).into())));
            }
            let (is_failure, refusal) = (plan.is_failure, plan.refusal);
            let outcome = handle.drive(plan).await;
            let class = match &outcome {
                Ok(answer) if answer.response.status() == StatusCode::NO_CONTENT => return Opened::End,
                Ok(answer) if is_failure(&answer.response) => refusal(&answer.response).class,
                Ok(_) => RetryClass::Never,
                Err(failed) => failed.failure.retry_class(),
            };
            match outcome {
                Ok(Answer { body: Some(body), .. }) => Opened::Stream(body),
                outcome if class == RetryClass::Never => Opened::Refused(error(outcome)),
                outcome => Opened::Failed(error(outcome)),
            }
        }))
    }
}
