//! The driver of every call: from encoded bytes to a collected response, with authentication, timeouts and
//! retries. It does not depend on an operation's types, so it is compiled once.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode, Uri, header};

use super::encoding::{accept, decoded};
use super::endpoint::{Base, fill_in};
use super::handle::{Handle, Shared};
use super::identity::missing;
use super::reconnect::{Reconnecting, Reopener};
use super::redirect::Followed;
use crate::auth::Auth;
use crate::error::{DecodeError, EncodeError, Failure, RetryClass, TimeoutKind};
use crate::failure::RetryAfter;
use crate::operation::HostPrefix;
use crate::random;
use crate::response::{Identifiers, Response};
use crate::retry::Attempts;
use crate::stream::{Arrival, ByteStream, Reopen};
use crate::time::BoxFuture;
use crate::timeout::Timers;
use crate::trace;
use crate::transport::{Body, TransportError, TransportErrorKind};
use crate::url;

/// Maximum size of an error's body, in bytes.
const MAX_ERROR_SIZE: usize = 1 << 20;
/// Media type of server-sent events.
const EVENTS: &str = "text/event-stream";

/// The parts of a call that the driver needs.
#[derive(Clone)]
pub(crate) struct Plan {
    /// Name of the operation.
    pub(crate) operation: &'static str,
    /// The request in origin form.
    pub(crate) request: http::Request<ByteStream>,
    /// The path of the request, with labels in place of values.
    pub(crate) template: &'static str,
    /// Length of the endpoint's own path, which is a prefix of the request's path. The driver sets it.
    pub(crate) prefix: usize,
    /// Whether the body of a successful response is streamed.
    pub(crate) streams: bool,
    /// Whether to reopen a stream whose connection breaks.
    pub(crate) reconnect: Option<Reconnecting>,
    /// The URL of the request that the service returned, in place of the request's own.
    pub(crate) url: Option<String>,
    /// Authentication of the operation, if not the service's.
    pub(crate) auth: Option<Auth>,
    /// Endpoint of the operation, if not the service's.
    pub(crate) endpoint: Option<&'static str>,
    /// Whether the operation may be performed twice.
    pub(crate) repeatable: bool,
    /// The limit of the whole call.
    pub(crate) timeout: Option<Duration>,
    /// Places of the request's identifier in responses.
    pub(crate) ids: Identifiers,
    /// Whether a status is a success.
    pub(crate) is_success: fn(StatusCode) -> bool,
    /// Whether the spec has an outcome for a status, of success or failure.
    pub(crate) is_modeled: fn(StatusCode) -> bool,
    /// Whether a response is a failure.
    pub(crate) is_failure: fn(&Response) -> bool,
    /// Classifies a failed response for a retry.
    pub(crate) refusal: fn(&Response) -> Refusal,
}

/// A failed response, classified for a retry.
pub(crate) struct Refusal {
    pub(crate) class: RetryClass,
    pub(crate) code: Option<String>,
    /// The times that the service asks to wait; the longest counts.
    pub(crate) waits: Vec<RetryAfter>,
}

/// The last response of a call, of any status.
pub(crate) struct Answer {
    pub(crate) response: Response,
    /// The body, if it is streamed.
    pub(crate) body: Option<ByteStream>,
    /// Whether a retry was not possible because the request's body was spent.
    pub(crate) spent: bool,
}

/// Why the response is missing or incomplete, and the received part.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) failure: Failure,
    pub(crate) response: Option<Response>,
    /// Whether a retry was not possible because the request's body was spent.
    pub(crate) spent: bool,
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        Self { failure, response: None, spent: false }
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        match error.kind() {
            TransportErrorKind::Connect => Self::Connect(Box::new(error)),
            TransportErrorKind::ConnectTimeout(limit) => Self::Timeout(TimeoutKind::Connect, limit),
            TransportErrorKind::Broken | TransportErrorKind::Other => Self::Transport(Box::new(error)),
        }
    }
}

impl Handle {
    /// Sends the request with retries, and returns the last response of any status.
    ///
    /// The future is in a box, so that those of operations are small.
    pub(crate) fn drive(&self, plan: Plan) -> BoxFuture<'static, Result<Answer, Failed>> {
        Box::pin(self.clone().attempts(plan))
    }

    async fn attempts(self, mut plan: Plan) -> Result<Answer, Failed> {
        let shared = &*self.0;
        let reopen = plan.reconnect.filter(|wanted| wanted.policy.applies(plan.repeatable)).map(|wanted| {
            let plan = Plan { repeatable: true, ..plan.clone() };
            Arc::new(Reopener { handle: self.clone(), plan, wanted }) as Arc<dyn Reopen>
        });
        let mut request = std::mem::take(&mut plan.request);
        let path = request.uri().path().len();
        let prefix = request.extensions_mut().remove::<HostPrefix>();
        let url = shared.url(request.uri(), plan.endpoint, prefix.as_ref());
        *request.uri_mut() = url.map_err(Failure::Encode)?;
        plan.prefix = request.uri().path().len().saturating_sub(path);
        if let Some(url) = &plan.url {
            plan.prefix = 0;
            *request.uri_mut() = within_origin(request.uri(), url)?;
        }
        let auth = match plan.auth {
            Some(own) => shared.identities.choose(own).map_err(missing)?,
            None => shared.auth,
        };
        fill_in(request.headers_mut(), &shared.headers);

        let mut timers = Timers::start_call(&*shared.sleeper, plan.timeout);
        let mut attempts = Attempts::first(&shared.retry, &shared.budget, plan.repeatable);
        loop {
            let span = trace::Attempt::start(attempts.number(), &request, &plan);
            let followed = span.run(shared.follow(&request, auth, &plan, &reopen, &mut timers)).await;
            let Followed { mut outcome, auth, is_redirected } = followed;
            timers.end_attempt();
            let (cause, wait) = match &outcome {
                Ok(Answer { response, .. }) => {
                    let is_failure = (plan.is_failure)(response);
                    span.answered(response, is_failure);
                    if !is_failure {
                        attempts.succeeded();
                        return outcome;
                    }
                    shared.cause_of_refusal(response, auth, plan.refusal)
                }
                Err(failed) => {
                    span.failed(failed.response.as_ref(), &failed.failure);
                    shared.cause_of_failure(failed, auth, plan.refusal)
                }
            };
            if is_redirected && !plan.repeatable {
                // An earlier request of the attempt may have had an effect.
                return outcome;
            }
            let Some(delay) = attempts.after(cause, wait, random::fraction()) else {
                return outcome;
            };
            if request.body().is_spent() {
                match &mut outcome {
                    Ok(answer) => answer.spent = true,
                    Err(failed) => failed.spent = true,
                }
                return outcome;
            }
            trace::retrying(attempts.number(), delay);
            if !delay.is_zero() {
                let slept = timers.race(shared.sleeper.sleep(delay)).await;
                slept.map_err(|failure| Failed {
                    failure,
                    // Not the response to the call, but the best hint at why it took so long.
                    response: outcome.map_or_else(|failed| failed.response, |answer| Some(answer.response)),
                    spent: false,
                })?;
            }
        }
    }
}

impl Shared {
    /// The URL of a request in origin form, whose operation may have an endpoint of its own and a prefix of the host.
    fn url(
        &self,
        origin: &Uri,
        endpoint: Option<&'static str>,
        prefix: Option<&HostPrefix>,
    ) -> Result<Uri, EncodeError> {
        let (own, prefixed);
        let base = match (endpoint, &self.labels) {
            (Some(url), Some(labels)) => {
                let url = labels.fill_in(url).map_err(EncodeError::Endpoint)?;
                own = Base::parse_secure(&url).map_err(|_| EncodeError::Uri)?;
                &own
            }
            // The caller wants all requests to be sent there.
            _ => &self.base,
        };
        let base = match (prefix, &self.labels) {
            (Some(HostPrefix(prefix)), Some(_)) => {
                prefixed = base.prefixed(prefix).ok_or(EncodeError::Uri)?;
                &prefixed
            }
            _ => base,
        };
        base.join(origin).map_err(|_| EncodeError::Uri)
    }

    /// Sends the request once and collects the response. Without `auth`, nothing of the caller's own is
    /// added.
    pub(super) async fn attempt(
        &self,
        request: &http::Request<ByteStream>,
        auth: Option<Auth>,
        plan: &Plan,
        reopen: &Option<Arc<dyn Reopen>>,
        timers: &mut Timers,
    ) -> Result<Answer, Failed> {
        let url = request.uri();
        let mut request = request.clone();
        if let Some(auth) = auth {
            // Loading credentials is part of the call, but not of the attempt.
            let now = self.clock.now();
            let authorized = self.authorize(auth, &mut request, now);
            timers.race(pin!(authorized)).await??;
            if let Some(context) = &self.trace_context {
                // Proxies may change these headers, so signatures do not cover them.
                context.inject(request.headers_mut());
            }
        }
        // After the signature, since a proxy may change this header.
        let decodes = accept(&mut request);
        let is_head = request.method() == Method::HEAD;
        let wants_events = request.headers().get(header::ACCEPT).is_some_and(|it| it == EVENTS);
        if request.body().as_bytes().is_some() {
            timers.start_attempt(&*self.sleeper, self.timeouts.attempt);
        } else {
            *request.body_mut() = request.body().for_attempt();
            timers.start_upload(&self.sleeper, self.timeouts.idle, request.body());
        }
        let request = request.map(|body| body.body());
        let response = timers.race(self.transport.send(request)).await?;
        let (mut head, mut body) = response.map_err(|error| Failure::from(error.of(url)))?.into_parts();
        if decodes {
            body = decoded(&mut head, body);
        }
        let announced = announced(&head, is_head);
        let is_success = (plan.is_success)(head.status);
        let streams = plan.streams && is_success;
        let other = if streams && wants_events { DecodeError::not_events(&head.headers) } else { None };
        if streams && other.is_none() {
            let idle = self.timeouts.idle.map(|limit| (limit, Arc::clone(&self.sleeper)));
            let arrival = Arrival { idle, announced, reopen: reopen.clone(), ..Arrival::of(&head.headers) };
            let body = ByteStream::arriving(body, arrival);
            let response = Response::new(head.status, head.headers, Bytes::new());
            let response = response.identified_by(plan.ids).of(url);
            return Ok(Answer { response, body: Some(body), spent: false });
        }
        let mut collected = Vec::new();
        let limit = self.max_response_size;
        let limit = if is_success { limit } else { limit.min(MAX_ERROR_SIZE) };
        let whole = collect(announced, limit, body, &mut collected, timers).await;
        let response = Response::new(head.status, head.headers, collected).identified_by(plan.ids).of(url);
        let failure = match whole {
            Ok(()) => other.filter(|_| !(plan.is_failure)(&response)).map(Failure::Undecodable),
            Err(failure) => Some(failure),
        };
        match failure {
            None => Ok(Answer { response, body: None, spent: false }),
            Some(failure) => Err(Failed { failure, response: Some(response), spent: false }),
        }
    }
}

/// Returns the announced length of a body. Without a body, `Content-Length` describes another response (RFC 9110
/// section 8.6), and with a transfer coding it has no meaning (RFC 9112 section 6.3).
fn announced(head: &http::response::Parts, is_head: bool) -> Option<u64> {
    let has_none = is_head || head.status == StatusCode::NOT_MODIFIED;
    if has_none || head.headers.contains_key(header::TRANSFER_ENCODING) {
        return None;
    }
    head.headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}

/// Collects a body of an announced length; if it fails, `collected` keeps the received part.
pub(super) async fn collect(
    announced: Option<u64>,
    limit: usize,
    mut body: Body,
    collected: &mut Vec<u8>,
    timers: &mut Timers,
) -> Result<(), Failure> {
    let announced = announced.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
    if announced.is_some_and(|length| length > limit) {
        return Err(Failure::TooLarge { limit });
    }
    while let Some(piece) = timers.race(pin!(body.next())).await? {
        let piece = piece.map_err(|error| Failure::Truncated(Box::new(error)))?;
        if piece.len() > limit - collected.len() {
            return Err(Failure::TooLarge { limit });
        }
        let length = collected.len() + piece.len();
        if length > collected.capacity() {
            // Doubles the capacity up to the announced length, which is not allocated in advance.
            let capacity = collected.capacity().saturating_mul(2).min(announced.unwrap_or(limit));
            collected.reserve_exact(capacity.max(length) - collected.len());
        }
        collected.extend_from_slice(&piece);
    }
    Ok(())
}

/// Returns a URL from the service if it has the origin of the request, since credentials must not be sent
/// elsewhere.
fn within_origin(request: &Uri, url: &str) -> Result<Uri, Failure> {
    let found = url::resolve(request, url).ok_or(Failure::PageUrl)?;
    if !url::is_same_origin(request, &found) {
        return Err(Failure::OtherOrigin { origin: url::origin(&found) });
    }
    let mut parts = request.clone().into_parts();
    parts.path_and_query = found.into_parts().path_and_query;
    Uri::from_parts(parts).map_err(|_| Failure::PageUrl)
}
