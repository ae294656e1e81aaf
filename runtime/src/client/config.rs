//! The configuration of clients.

use std::fmt;
use std::sync::Arc;
#[cfg(feature = "hyper")]
use std::sync::OnceLock;

use http::HeaderValue;

use super::BuildError;
use super::endpoint::Base;
use super::idempotency::Tokens;
use super::identity::Identities;
use super::trace_context::{TraceContext, TraceHeaders};
use crate::auth::API_KEY;
#[cfg(feature = "sigv4")]
use crate::credentials::ProvideCredentials;
use crate::credentials::{OAuth2, SecretSource, present};
use crate::error::BoxError;
use crate::response::MissingMembers;
use crate::retry::Retry;
use crate::time::{Clock, Sleeper, SystemClock};
use crate::timeout::Timeouts;
#[cfg(feature = "hyper")]
use crate::transport::MAX_IDLE_CONNECTIONS;
use crate::transport::Transport;
use crate::validate::ValidationPolicy;

/// Default limit of a response's size: 64 MiB.
pub(super) const MAX_RESPONSE_SIZE: usize = 64 << 20;

/// A configuration that clients can share.
///
/// Clients built from clones share the transport with its connections, and cached credentials. `Debug` shows
/// no secret.
///
/// ```
/// use speccast_runtime::client::{Config, Retry};
///
/// let config = Config::new().region("eu-central-1").retry(Retry::never());
/// // …::Client::builder().config(config.clone()).build()
/// ```
#[derive(Clone, Default)]
pub struct Config {
    pub(super) region: Option<String>,
    pub(super) endpoint_url: Option<String>,
    pub(super) use_fips: Option<bool>,
    pub(super) use_dual_stack: Option<bool>,
    pub(super) identities: Identities,
    /// Values of variables of endpoints.
    pub(super) variables: Vec<(&'static str, String)>,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) validation: Option<ValidationPolicy>,
    pub(super) missing: Option<MissingMembers>,
    pub(super) retry: Option<Retry>,
    pub(super) timeouts: Option<Timeouts>,
    pub(super) clock: Option<Arc<dyn Clock>>,
    pub(super) sleeper: Option<Arc<dyn Sleeper>>,
    pub(super) user_agent: Option<String>,
    pub(super) max_response_size: Option<usize>,
    pub(super) max_redirects: Option<u32>,
    #[cfg(feature = "hyper")]
    pub(super) max_idle_connections: Option<usize>,
    pub(super) tokens: Option<Tokens>,
    pub(super) trace_context: Option<TraceContext>,
    /// The default transport, created by the first client that needs it.
    #[cfg(feature = "hyper")]
    pub(super) shared: Arc<OnceLock<crate::transport::Hyper>>,
    /// A variable that [`Config::from_env`] could not parse; building a client reports it.
    pub(super) misread: Option<(&'static str, &'static str)>,
    /// Why the profile with the region could not be read; building a client that needs a region reports it.
    pub(super) unread: Option<String>,
}

impl Config {
    /// Creates a configuration with the defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the settings of this configuration, and those of `base` that it does not set.
    pub(super) fn over(self, base: Self) -> Self {
        // The shared transport of the base may have other limits.
        #[cfg(feature = "hyper")]
        let is_own =
            self.timeouts.is_some_and(|own| own.connect != base.timeouts.unwrap_or_default().connect)
                || self.max_idle_connections.is_some_and(|own| Some(own) != base.max_idle_connections);
        Self {
            region: self.region.clone().and_then(present).or(base.region).or(self.region),
            endpoint_url: self.endpoint_url.or(base.endpoint_url),
            use_fips: self.use_fips.or(base.use_fips),
            use_dual_stack: self.use_dual_stack.or(base.use_dual_stack),
            identities: self.identities.or(base.identities),
            // The client's own come last, and have priority.
            variables: [base.variables, self.variables].concat(),
            transport: self.transport.or(base.transport),
            validation: self.validation.or(base.validation),
            missing: self.missing.or(base.missing),
            retry: self.retry.or(base.retry),
            timeouts: self.timeouts.or(base.timeouts),
            clock: self.clock.or(base.clock),
            sleeper: self.sleeper.or(base.sleeper),
            user_agent: self.user_agent.or(base.user_agent),
            max_response_size: self.max_response_size.or(base.max_response_size),
            max_redirects: self.max_redirects.or(base.max_redirects),
            #[cfg(feature = "hyper")]
            max_idle_connections: self.max_idle_connections.or(base.max_idle_connections),
            tokens: self.tokens.or(base.tokens),
            trace_context: self.trace_context.or(base.trace_context),
            #[cfg(feature = "hyper")]
            shared: if is_own { self.shared } else { base.shared },
            misread: self.misread.or(base.misread),
            unread: self.unread.or(base.unread),
        }
    }

    pub(super) fn resolve_user_agent(&self) -> Result<HeaderValue, BuildError> {
        const DEFAULT: HeaderValue =
            HeaderValue::from_static(concat!("speccast-runtime/", env!("CARGO_PKG_VERSION")));
        let set = self.user_agent.as_ref().map_or(Ok(DEFAULT), HeaderValue::try_from);
        set.map_err(|_| BuildError::UserAgent)
    }

    pub(super) fn resolve_clock(&self) -> Arc<dyn Clock> {
        self.clock.clone().unwrap_or_else(|| Arc::new(SystemClock))
    }

    /// Returns the sleeper, or the default one.
    pub(super) fn resolve_sleeper(&self) -> Result<Arc<dyn Sleeper>, BuildError> {
        let set = self.sleeper.clone();
        #[cfg(feature = "tokio")]
        return Ok(set.unwrap_or_else(|| Arc::new(crate::time::TokioSleeper)));
        #[cfg(not(feature = "tokio"))]
        set.ok_or(BuildError::NoSleeper)
    }

    /// Returns the transport, or the default one.
    pub(super) fn resolve_transport(&self) -> Result<Arc<dyn Transport>, BuildError> {
        if let Some(transport) = &self.transport {
            return Ok(Arc::clone(transport));
        }
        #[cfg(feature = "hyper")]
        {
            if let Some(hyper) = self.shared.get() {
                return Ok(Arc::new(hyper.clone()));
            }
            let hyper = crate::transport::Hyper::new(self.timeouts.unwrap_or_default().connect);
            let limit = self.max_idle_connections.unwrap_or(MAX_IDLE_CONNECTIONS);
            let hyper = hyper.map_err(BuildError::Transport)?.max_idle_connections(limit);
            Ok(Arc::new(self.shared.get_or_init(|| hyper).clone()))
        }
        #[cfg(not(feature = "hyper"))]
        Err(BuildError::NoTransport)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.region)
            // Not as it was written: an invalid URL may contain a password.
            .field("endpoint_url", &self.endpoint_url.as_deref().map(Base::parse))
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("transport", &self.transport)
            .field("validation", &self.validation)
            .field("missing_members", &self.missing)
            .field("retry", &self.retry)
            .field("timeouts", &self.timeouts)
            .field("clock", &self.clock)
            .field("sleeper", &self.sleeper)
            .field("user_agent", &self.user_agent)
            .field("max_response_size", &self.max_response_size)
            .field("max_redirects", &self.max_redirects)
            .finish_non_exhaustive()
    }
}

/// Setters of both [`Config`] and [`Builder`](super::Builder): each changes the configuration `$config` of
/// `$this`.
macro_rules! setters {
    ($this:ident => $config:expr) => {
        /// Sets the region. It must be one DNS label, so that it cannot lead a signed request to another
        /// host; in an endpoint of the service it is case-insensitive. A blank one counts as not set.
        #[must_use]
        pub fn region(mut $this, region: impl Into<String>) -> Self {
            let region = region.into();
            if $config.region.is_none() || present(&region).is_some() {
                $config.region = Some(region);
            }
            $this
        }

        /// Sends every request to this `http` or `https` URL, instead of the service's endpoint.
        #[must_use]
        pub fn endpoint_url(mut $this, url: impl Into<String>) -> Self {
            $config.endpoint_url = Some(url.into());
            $this
        }

        /// Sets whether to use an endpoint with FIPS 140 validated cryptography. It has no effect on an
        /// endpoint URL that is set. The client's own cryptography depends on [features](crate#features).
        #[must_use]
        pub fn use_fips(mut $this, wanted: bool) -> Self {
            $config.use_fips = Some(wanted);
            $this
        }

        /// Sets whether to use an endpoint that supports IPv6 as well. It has no effect on an endpoint URL
        /// that is set.
        #[must_use]
        pub fn use_dual_stack(mut $this, wanted: bool) -> Self {
            $config.use_dual_stack = Some(wanted);
            $this
        }

        /// Sets the source of credentials. They are cached until they expire.
        #[cfg(feature = "sigv4")]
        #[must_use]
        pub fn credentials(mut $this, provider: impl ProvideCredentials + 'static) -> Self {
            $config.identities.set_credentials(Arc::new(provider));
            $this
        }

        /// Sets the bearer token, or a source of tokens. They are cached until they expire.
        #[must_use]
        pub fn token(mut $this, token: impl Into<SecretSource>) -> Self {
            $config.identities.set_token(token.into());
            $this
        }

        /// Sets user and password, or their sources. If the service expects an API key as the user, pass an
        /// empty password.
        #[must_use]
        pub fn basic(mut $this, user: impl Into<SecretSource>, password: impl Into<SecretSource>) -> Self {
            $config.identities.set_basic(user.into(), password.into());
            $this
        }

        /// Sets the API key, or a source of keys. They are cached until they expire.
        #[must_use]
        pub fn api_key(mut $this, key: impl Into<SecretSource>) -> Self {
            $config.identities.set_key(API_KEY, key.into());
            $this
        }

        /// Sets the credentials for requesting bearer tokens.
        #[must_use]
        pub fn oauth2(mut $this, credentials: OAuth2) -> Self {
            $config.identities.set_oauth2(credentials);
            $this
        }

        /// Sets the transport.
        #[must_use]
        pub fn transport(mut $this, transport: impl Transport + 'static) -> Self {
            $config.transport = Some(Arc::new(transport));
            $this
        }

        /// Sets what happens to an input that violates constraints; the default is to reject it.
        #[must_use]
        pub fn validation(mut $this, policy: impl Into<ValidationPolicy>) -> Self {
            $config.validation = Some(policy.into());
            $this
        }

        /// Sets what happens if a response lacks required members; by default, the protocol decides.
        #[must_use]
        pub fn missing_members(mut $this, policy: MissingMembers) -> Self {
            $config.missing = Some(policy);
            $this
        }

        /// Sets the retry policy.
        #[must_use]
        pub fn retry(mut $this, policy: Retry) -> Self {
            $config.retry = Some(policy);
            $this
        }

        /// Sets the timeouts of a call.
        #[must_use]
        pub fn timeouts(mut $this, timeouts: Timeouts) -> Self {
            #[cfg(feature = "hyper")]
            if $config.timeouts.unwrap_or_default().connect != timeouts.connect {
                // The transport shared by clones has another limit.
                $config.shared = Arc::default();
            }
            $config.timeouts = Some(timeouts);
            $this
        }

        /// Sets the clock.
        #[must_use]
        pub fn clock(mut $this, clock: impl Clock + 'static) -> Self {
            $config.clock = Some(Arc::new(clock));
            $this
        }

        /// Sets the sleeper, for timeouts and waits between attempts.
        #[must_use]
        pub fn sleeper(mut $this, sleeper: impl Sleeper + 'static) -> Self {
            $config.sleeper = Some(Arc::new(sleeper));
            $this
        }

        /// Sets the User-Agent header (RFC 9110 section 10.1.5); the default is this crate's name and
        /// version.
        #[must_use]
        pub fn user_agent(mut $this, user_agent: impl Into<String>) -> Self {
            $config.user_agent = Some(user_agent.into());
            $this
        }

        /// Sets the maximum size of a response's body in bytes; the default is 64 MiB. The limit of an
        /// error's body is 1 MiB, or this one if it is smaller.
        ///
        /// Decoding uses at most five times the memory of the body, or 4 MiB if that is more.
        #[must_use]
        pub fn max_response_size(mut $this, bytes: usize) -> Self {
            $config.max_response_size = Some(bytes);
            $this
        }

        /// Sets how many redirects an attempt follows (RFC 9110 section 15.4): 301, 302, 303, 307 and 308 with
        /// a `Location`, unless the operation has an output or an error for the status. The default is 0: a
        /// redirect is an error of the service.
        ///
        /// After 303, and after 301 and 302 in response to `POST`, the next request is a `GET` without a
        /// body; otherwise it is unchanged. At the same origin, it is authenticated again. To another origin,
        /// only `GET` and `HEAD` without a body are sent, without credentials and without headers that may
        /// contain a secret. If a redirect cannot be followed, the call fails with a
        /// [`RedirectError`](crate::error::RedirectError).
        ///
        /// The timeout of an attempt applies to each of its requests. After a redirect, an attempt is only
        /// retried if the operation is repeatable.
        #[must_use]
        pub fn max_redirects(mut $this, limit: u32) -> Self {
            $config.max_redirects = Some(limit);
            $this
        }

        /// Sets how many idle connections the default transport keeps; the default is 100; see
        /// [`Hyper::max_idle_connections`](crate::transport::Hyper::max_idle_connections). A custom transport
        /// has its own limit.
        #[cfg(feature = "hyper")]
        #[must_use]
        pub fn max_idle_connections(mut $this, limit: usize) -> Self {
            if $config.max_idle_connections != Some(limit) {
                // The transport shared by clones has another limit.
                $config.shared = Arc::default();
            }
            $config.max_idle_connections = Some(limit);
            $this
        }

        /// Sets the generator of idempotency tokens, for calls whose input has none. If it fails, the call
        /// fails with [`EncodeError::IdempotencyToken`](crate::error::EncodeError::IdempotencyToken), and
        /// nothing is sent.
        ///
        /// The default generates UUIDs from random bits of the operating system (RFC 9562 section 5.4).
        /// `wasm32-unknown-unknown` has none, so set a generator there.
        #[must_use]
        pub fn idempotency_tokens(
            mut $this,
            make: impl Fn() -> Result<String, BoxError> + Send + Sync + 'static,
        ) -> Self {
            $config.tokens = Some(Tokens::new(make));
            $this
        }

        /// Sets a function that adds the headers of a trace, such as `traceparent` (W3C Trace Context), to
        /// each attempt. It is called once for each attempt, inside its span if the feature `tracing` is
        /// enabled. Signatures do not cover these headers.
        #[must_use]
        pub fn trace_context(
            mut $this,
            inject: impl Fn(&mut TraceHeaders) + Send + Sync + 'static,
        ) -> Self {
            $config.trace_context = Some(TraceContext::new(inject));
            $this
        }
    };
}
pub(super) use setters;

impl Config {
    setters!(self => self);
}
