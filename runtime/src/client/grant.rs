//! Bearer tokens that a client requests (RFC 6749).

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, Uri, header};
use serde_json::{Map, Value};

use super::driver::collect;
use super::endpoint::Base;
use super::handle::Shared;
use super::identity::{basic, secret_header};
use crate::auth::TokenEndpoint;
use crate::credentials::{Cache, Expiring, OAuth2, OAuth2Error, SecretSource, Token, present};
use crate::error::{BoxError, Failure};
use crate::lock::lock;
use crate::request::percent;
use crate::time::BoxFuture;
use crate::timeout::Timers;
use crate::transport::Transport;

/// Maximum size of a token endpoint's response, in bytes.
const MAX_SIZE: usize = 1 << 20;

/// Number of calls that wait for one request if each of them is dropped. After that, a server that does not
/// respond is asked again.
const MAX_WAITS: usize = 3;

/// State of one token endpoint: data for requesting the next token.
pub(super) struct Grant {
    pub(super) endpoint: TokenEndpoint,
    pub(super) cache: Cache<Token>,
    /// The last refresh token from the endpoint.
    refreshed: Mutex<Option<String>>,
    /// A request whose call was dropped. The next call waits for its response, which may contain the only valid
    /// refresh token (RFC 6749 section 10.4).
    left: Mutex<Option<Sent>>,
}

/// A request for a token.
struct Sent {
    response: BoxFuture<'static, Result<(StatusCode, Vec<u8>), OAuth2Error>>,
    at: SystemTime,
    /// The secrets of the request, which no error may contain.
    secrets: [Option<String>; 2],
    /// Number of calls that have waited for the response.
    waits: usize,
}

/// A call's wait for the response. If it is dropped, the request is left for the next call.
struct Waiting<'a> {
    grant: &'a Grant,
    sent: Option<Sent>,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let left = self.sent.take().filter(|sent| sent.waits < MAX_WAITS);
        if left.is_some() {
            *lock(&self.grant.left) = left;
        }
    }
}

impl Grant {
    pub(super) fn new(endpoint: TokenEndpoint) -> Self {
        Self { endpoint, cache: Cache::new(), refreshed: Mutex::default(), left: Mutex::default() }
    }

    /// Drops a request that was left by a call.
    pub(super) fn give_up(&self) {
        *lock(&self.left) = None;
    }

    /// Requests a token.
    pub(super) async fn request(
        &self,
        credentials: &OAuth2,
        shared: &Shared,
    ) -> Result<Expiring<Token>, BoxError> {
        let left = lock(&self.left).take();
        if let Some(sent) = left
            && let Ok(token) = self.outcome(sent).await
            && token.expires.is_none_or(|expires| expires > shared.clock.now())
        {
            return Ok(token);
        }
        let sent = self.send(credentials, shared).await?;
        self.outcome(sent).await
    }

    /// Sends a request for a token.
    async fn send(&self, credentials: &OAuth2, shared: &Shared) -> Result<Sent, BoxError> {
        let secret = match &credentials.client_secret {
            Some(secret) => Some(load(secret).await?),
            None => None,
        };
        let kept = lock(&self.refreshed).clone();
        let refresh = match (kept, &credentials.refresh_token) {
            (Some(kept), _) => Some(kept),
            (None, Some(given)) => Some(load(given).await?),
            (None, None) => None,
        };
        let request = self.form(credentials, secret.as_deref(), refresh.as_deref(), shared)?;
        let response = Box::pin(send(Arc::clone(&shared.transport), request));
        Ok(Sent { response, at: shared.clock.now(), secrets: [secret, refresh], waits: 0 })
    }

    /// Waits for the response to a request, and returns its token.
    async fn outcome(&self, mut sent: Sent) -> Result<Expiring<Token>, BoxError> {
        sent.waits += 1;
        let Sent { at, secrets, .. } = &sent;
        let (at, secrets) = (*at, secrets.clone());
        let mut waiting = Waiting { grant: self, sent: Some(sent) };
        let response = poll_fn(|cx| match &mut waiting.sent {
            Some(sent) => sent.response.as_mut().poll(cx),
            None => Poll::Pending,
        });
        let response = response.await;
        waiting.sent = None;
        let (status, body) = response?;
        if !status.is_success() {
            // Members of RFC 6749 section 5.2.
            let refused = members(&body).unwrap_or_default();
            let is_safe =
                |text: &String| !secrets.iter().flatten().any(|secret| text.contains(secret.as_str()));
            let code = text(&refused, "error").filter(is_safe);
            let description = text(&refused, "error_description").filter(is_safe);
            return Err(OAuth2Error::Refused { status, code, description }.into());
        }
        // Members of RFC 6749 section 5.1.
        let issued = members(&body).unwrap_or_default();
        let Some(token) = text(&issued, "access_token") else {
            return Err(OAuth2Error::Response { reason: "has no token" }.into());
        };
        // The type is required, but some endpoints leave it out and issue bearer tokens.
        if text(&issued, "token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err(OAuth2Error::Response { reason: "has a token of another type than `bearer`" }.into());
        }
        if let Some(refresh) = text(&issued, "refresh_token").and_then(present) {
            *lock(&self.refreshed) = Some(refresh);
        }
        let expires = issued.get("expires_in").and_then(|seconds| after(seconds, at));
        Ok(Expiring { value: Token::new(token), expires })
    }

    /// Returns the form-encoded request (RFC 6749 sections 4.4.2 and 6).
    fn form(
        &self,
        credentials: &OAuth2,
        secret: Option<&str>,
        refresh: Option<&str>,
        shared: &Shared,
    ) -> Result<http::Request<Bytes>, BoxError> {
        let own = credentials.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let own: Vec<(&str, &str)> = own.collect();
        let is_own = |name: &str| own.iter().any(|(known, _)| *known == name);
        let others = self.endpoint.parameters.iter().copied().filter(|(name, _)| !is_own(name));
        let parameters: Vec<(&str, &str)> = others.chain(own.iter().copied()).collect();
        let is_type = |(name, _): &&(&str, &str)| *name == "grant_type";
        let grant = match (refresh, parameters.iter().find(is_type)) {
            (Some(_), _) => "refresh_token",
            (None, Some((_, grant))) => grant,
            (None, None) => "client_credentials",
        };
        let mut form = "grant_type=".to_owned();
        percent::encode_form(&mut form, grant);
        for (name, value) in parameters.iter().filter(|it| !is_type(it)) {
            append(&mut form, name, value);
        }
        if let Some(token) = refresh {
            append(&mut form, "refresh_token", token);
        }
        let scopes =
            credentials.scopes.as_ref().map_or_else(|| self.endpoint.scopes.join(" "), |own| own.join(" "));
        if !scopes.is_empty() {
            append(&mut form, "scope", &scopes);
        }
        let mut request = http::Request::new(Bytes::new());
        let headers = request.headers_mut();
        match secret {
            Some(secret) if !self.endpoint.in_body => {
                // Both are form-encoded first (RFC 6749 section 2.3.1).
                let encoded = |text: &str| {
                    let mut encoded = String::new();
                    percent::encode_form(&mut encoded, text);
                    encoded
                };
                headers.insert(
                    header::AUTHORIZATION,
                    basic(&encoded(&credentials.client_id), &encoded(secret))?,
                );
            }
            secret => {
                append(&mut form, "client_id", &credentials.client_id);
                secret.iter().for_each(|secret| append(&mut form, "client_secret", secret));
            }
        }
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, form_type);
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        super::endpoint::fill_in(headers, &shared.headers);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url(credentials, shared)?;
        *request.body_mut() = form.into();
        Ok(request)
    }

    fn url(&self, credentials: &OAuth2, shared: &Shared) -> Result<Uri, OAuth2Error> {
        let own = credentials.token_url.as_deref();
        let filled_in = shared.labels.as_ref().and_then(|labels| labels.fill_in(self.endpoint.url).ok());
        let url = own.or(filled_in.as_deref()).unwrap_or(self.endpoint.url);
        let (base, query) = url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
        // Only the caller may choose an unencrypted endpoint.
        let base = if own.is_some() { Base::parse(base) } else { Base::parse_secure(base) };
        let query = query.map_or_else(String::new, |query| format!("?{query}"));
        base.ok().and_then(|base| base.whole(&query).ok()).ok_or(OAuth2Error::TokenUrl)
    }
}

/// Returns the members of a response; none if it is not a JSON object.
fn members(body: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(body).ok()
}

fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name)?.as_str().map(str::to_owned)
}

/// Returns the time after a number of seconds, which some endpoints write as a string.
fn after(seconds: &Value, now: SystemTime) -> Option<SystemTime> {
    let seconds = seconds.as_f64().or_else(|| seconds.as_str()?.trim().parse().ok())?;
    now.checked_add(Duration::try_from_secs_f64(seconds.max(0.0)).ok()?)
}

pub(super) fn append(form: &mut String, name: &str, value: &str) {
    form.push('&');
    form.push_str(name);
    form.push('=');
    percent::encode_form(form, value);
}

/// Loads a secret of the client.
async fn load(source: &SecretSource) -> Result<String, OAuth2Error> {
    let token = source.0.provide_token().await.map_err(OAuth2Error::Secret)?;
    present(token.secret().to_owned()).ok_or_else(|| OAuth2Error::Secret("it is blank".into()))
}

async fn send(
    transport: Arc<dyn Transport>,
    request: http::Request<Bytes>,
) -> Result<(StatusCode, Vec<u8>), OAuth2Error> {
    let response = transport.send(request.map(Into::into)).await;
    let response = response.map_err(|error| OAuth2Error::Transport(Box::new(error)))?;
    let (head, body) = response.into_parts();
    let mut collected = Vec::new();
    // The call and its wait for credentials have their own timers.
    let whole = collect(None, MAX_SIZE, body, &mut collected, &mut Timers::default()).await;
    match whole {
        Ok(()) => Ok((head.status, collected)),
        Err(Failure::Truncated(error)) => Err(OAuth2Error::Transport(error)),
        Err(_) => Err(OAuth2Error::Response { reason: "is too large" }),
    }
}

/// Returns the header of a bearer token (RFC 6750 section 2.1).
pub(super) fn bearer(token: &Token) -> Result<HeaderValue, BoxError> {
    secret_header("Bearer ", token.secret(), "token")
}
