//! Following redirects (RFC 9110 section 15.4).

use std::sync::Arc;

use http::header::{self, HeaderName};
use http::uri::Scheme;
use http::{HeaderMap, Method, StatusCode, Uri};

use super::driver::{Answer, Failed, Plan};
use super::handle::Shared;
use crate::auth::Auth;
use crate::error::{Failure, RedirectError, TimeoutKind};
use crate::response::Response;
use crate::stream::{ByteStream, Reopen};
use crate::timeout::Timers;
use crate::{trace, url};

/// Headers that are also sent to another origin. Any other header may contain a secret: services choose the
/// header of an API key, and a call can add headers.
const HARMLESS: [HeaderName; 8] = [
    header::ACCEPT,
    header::ACCEPT_LANGUAGE,
    header::IF_MODIFIED_SINCE,
    header::IF_NONE_MATCH,
    header::IF_RANGE,
    HeaderName::from_static("last-event-id"),
    header::RANGE,
    header::USER_AGENT,
];

/// The result of an attempt, including its redirects.
pub(super) struct Followed {
    pub(super) outcome: Result<Answer, Failed>,
    /// Authentication of the last request.
    pub(super) auth: Auth,
    pub(super) is_redirected: bool,
}

impl Shared {
    /// Makes an attempt: sends the request, and follows redirects if the client does so.
    pub(super) async fn follow(
        &self,
        request: &http::Request<ByteStream>,
        auth: Auth,
        plan: &Plan,
        reopen: &Option<Arc<dyn Reopen>>,
        timers: &mut Timers,
    ) -> Followed {
        if self.max_redirects == 0 {
            let outcome = self.attempt(request, Some(auth), plan, reopen, timers).await;
            return Followed { outcome, auth, is_redirected: false };
        }
        let mut trail = Trail::start(request.clone(), auth);
        loop {
            let outcome = self.attempt(&trail.request, trail.auth, plan, reopen, timers).await;
            let turned = match &outcome {
                Ok(Answer { response, .. }) => trail.turn(response, plan, self.max_redirects),
                Err(_) => Ok(false),
            };
            let outcome = match (outcome, turned) {
                (Ok(answer), Ok(true)) => {
                    trace::redirected(answer.response.status().as_u16());
                    continue;
                }
                (Ok(Answer { response, .. }), Err(reason)) => {
                    let spent = reason == RedirectError::BodySpent;
                    Err(Failed { failure: Failure::Redirect(reason), response: Some(response), spent })
                }
                (Ok(answer), Ok(false)) => Ok(answer),
                (Err(failed), _) if trail.visited.is_empty() => Err(failed),
                (Err(failed), _) => Err(failed.after_a_redirect()),
            };
            let auth = trail.auth.unwrap_or(Auth::None);
            return Followed { outcome, auth, is_redirected: !trail.visited.is_empty() };
        }
    }
}

impl Failed {
    /// After a redirect, a failure to connect does not mean that nothing was sent.
    fn after_a_redirect(self) -> Self {
        let failure = match self.failure {
            Failure::Connect(error) => Failure::Transport(error),
            Failure::Timeout(TimeoutKind::Connect, limit) => {
                Failure::Transport(format!("no connection after {limit:?}").into())
            }
            failure => failure,
        };
        Self { failure, ..self }
    }
}

/// The requests of an attempt.
struct Trail {
    /// The next request, without credentials.
    request: http::Request<ByteStream>,
    /// Its authentication; `None` at another origin.
    auth: Option<Auth>,
    /// The keys of the service in the query.
    keys: Auth,
    visited: Vec<(Method, Uri)>,
}

impl Trail {
    fn start(request: http::Request<ByteStream>, auth: Auth) -> Self {
        Self { request, auth: Some(auth), keys: auth, visited: Vec::new() }
    }

    /// Turns the request into the one that a response redirects to. Returns whether there is one: an outcome
    /// of the operation for this status has priority.
    fn turn(&mut self, response: &Response, plan: &Plan, limit: u32) -> Result<bool, RedirectError> {
        let status = response.status();
        let is_redirect =
            matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) && !(plan.is_modeled)(status);
        let Some(location) = response.header("location").filter(|_| is_redirect) else { return Ok(false) };
        let here = self.request.uri().clone();
        let there = self.target(&here, location)?;
        let is_own = url::is_same_origin(&here, &there);
        let changed = method(status, self.request.method());
        let has_body = changed.is_none() && self.request.body().length() != Some(0);
        let method = changed.clone().unwrap_or_else(|| self.request.method().clone());
        if !is_own && (has_body || !matches!(method, Method::GET | Method::HEAD)) {
            return Err(RedirectError::OtherOrigin { origin: url::origin(&there) });
        }
        if has_body && self.request.body().is_spent() {
            return Err(RedirectError::BodySpent);
        }
        self.visited.push((self.request.method().clone(), here));
        if self.visited.iter().any(|(known, url)| *known == method && *url == there) {
            return Err(RedirectError::Loop);
        }
        if self.visited.len() > usize::try_from(limit).unwrap_or(usize::MAX) {
            return Err(RedirectError::TooMany { limit });
        }
        if changed.is_some() {
            *self.request.body_mut() = ByteStream::default();
            remove_headers(self.request.headers_mut(), |name| !is_about_body(name));
        }
        if !is_own {
            // Permanently, even if a later redirect leads back: the other origin chose that request.
            self.auth = None;
            remove_headers(self.request.headers_mut(), |name| HARMLESS.contains(name));
        }
        *self.request.method_mut() = method;
        *self.request.uri_mut() = there;
        Ok(true)
    }

    /// Returns the URL that a response to a request at `here` redirects to. A key that the server repeats in
    /// it is removed.
    fn target(&self, here: &Uri, location: &str) -> Result<Uri, RedirectError> {
        let there = url::resolve(here, location).ok_or(RedirectError::Location)?;
        let is_http = [Scheme::HTTP, Scheme::HTTPS].iter().any(|scheme| there.scheme() == Some(scheme));
        if !is_http || there.authority().is_none_or(|authority| authority.as_str().contains('@')) {
            return Err(RedirectError::Location);
        }
        if here.scheme() == Some(&Scheme::HTTPS) && there.scheme() == Some(&Scheme::HTTP) {
            return Err(RedirectError::Unencrypted);
        }
        Ok(url::without_parameters(there, |name| self.keys.is_query_key(name)))
    }
}

/// Returns the method of the request after a redirect, which then has no body; `None` if neither changes.
fn method(status: StatusCode, method: &Method) -> Option<Method> {
    match status {
        StatusCode::SEE_OTHER if *method != Method::HEAD => Some(Method::GET),
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND if *method == Method::POST => Some(Method::GET),
        _ => None,
    }
}

/// Returns whether a header describes the body, or contains its hash.
fn is_about_body(name: &HeaderName) -> bool {
    name.as_str().starts_with("content-") || name.as_str() == "x-amz-content-sha256"
}

fn remove_headers(headers: &mut HeaderMap, is_kept: impl Fn(&HeaderName) -> bool) {
    let removed: Vec<_> = headers.keys().filter(|name| !is_kept(name)).cloned().collect();
    for name in removed {
        headers.remove(name);
    }
}
