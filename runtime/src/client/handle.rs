//! The part of a client that does the work.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use http::{HeaderMap, header};

use super::config::MAX_RESPONSE_SIZE;
use super::endpoint::Base;
use super::idempotency::Tokens;
use super::identity::{Grants, Identities};
use super::trace_context::TraceContext;
use super::{BuildError, Call, Config, Service};
use crate::auth::Auth;
use crate::error::EncodeError;
use crate::operation::Operation;
use crate::response::MissingMembers;
use crate::retry::{Budget, Retry};
use crate::service::{EndpointError, EndpointParams, Labels, check_region};
#[cfg(feature = "sigv4")]
use crate::sign::Signer;
use crate::time::{Clock, Sleeper};
use crate::timeout::Timeouts;
use crate::transport::Transport;
use crate::validate::ValidationPolicy;

/// A configured client without methods; a generated client wraps it. Clones share connections and the retry
/// budget. `Debug` shows no secret.
///
/// ```
/// use speccast_runtime::client::{Call, Handle};
/// use speccast_runtime::operation::Operation;
///
/// /// Any operation can be called, generated or not.
/// fn call<Op: Operation>(handle: &Handle, input: Op::Input) -> Call<Op> {
///     handle.call(input)
/// }
/// ```
#[derive(Clone)]
pub struct Handle(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub(super) service: &'static str,
    pub(super) base: Base,
    /// Labels of endpoints, for operations with their own endpoint; none if the caller set the URL of every
    /// request.
    pub(super) labels: Option<Labels>,
    #[cfg(feature = "sigv4")]
    pub(super) region: Option<String>,
    /// Authentication, unless the operation has its own.
    pub(super) auth: Auth,
    pub(super) identities: Identities,
    pub(super) grants: Grants,
    /// The signer of the service.
    #[cfg(feature = "sigv4")]
    pub(super) signer: Option<Signer>,
    pub(super) headers: HeaderMap,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) validation: ValidationPolicy,
    pub(super) missing: Option<MissingMembers>,
    pub(super) retry: Retry,
    pub(super) budget: Budget,
    pub(super) timeouts: Timeouts,
    pub(super) clock: Arc<dyn Clock>,
    /// Seconds by which the server's clock is ahead, after it refused a signature because of that.
    pub(super) skew: AtomicI64,
    pub(super) sleeper: Arc<dyn Sleeper>,
    pub(super) max_response_size: usize,
    pub(super) max_redirects: u32,
    pub(super) tokens: Tokens,
    pub(super) trace_context: Option<TraceContext>,
}

impl Handle {
    pub(super) fn new<C: Service>(config: Config) -> Result<Self, BuildError> {
        let unread = config.unread.clone();
        Self::resolve::<C>(config).map_err(|error| match (error, unread) {
            (BuildError::Endpoint(EndpointError::RegionMissing), Some(reason)) => {
                BuildError::Profile { reason }
            }
            (error, _) => error,
        })
    }

    fn resolve<C: Service>(config: Config) -> Result<Self, BuildError> {
        if let Some((name, expected)) = config.misread {
            return Err(BuildError::Environment { name, expected });
        }
        let mut region = config.region.clone();
        // Checked first, even if the endpoint does not depend on it, since it is part of a signature.
        region.as_deref().map_or(Ok(()), check_region)?;
        let (base, labels) = match &config.endpoint_url {
            Some(url) => (Base::parse(url)?, None),
            None => {
                let lower = region.as_deref().map(str::to_ascii_lowercase);
                let wanted = EndpointParams {
                    region: lower.as_deref(),
                    use_fips: config.use_fips.unwrap_or_default(),
                    use_dual_stack: config.use_dual_stack.unwrap_or_default(),
                };
                let url = wanted.resolve(C::ENDPOINTS)?;
                if url.contains("{region}") {
                    // Hosts are case-insensitive, but the service signs with its own spelling.
                    region = lower;
                }
                let labels = Labels::new(region.as_deref(), C::VARIABLES, &config.variables)?;
                (Base::parse_secure(&labels.fill_in(url)?)?, Some(labels))
            }
        };
        let user_agent = config.resolve_user_agent()?;
        let auth = config.identities.choose(C::AUTH)?;
        #[cfg(feature = "sigv4")]
        let signer = match auth {
            Auth::SigV4(service) => {
                let region = region.clone().ok_or(EndpointError::RegionMissing)?;
                Some(Signer::new(region, service))
            }
            _ => None,
        };
        Ok(Self(Arc::new(Shared {
            service: C::NAME,
            base,
            headers: HeaderMap::from_iter([(header::USER_AGENT, user_agent)]),
            transport: config.resolve_transport()?,
            validation: config.validation.unwrap_or_default(),
            missing: config.missing,
            retry: config.retry.unwrap_or_default(),
            budget: Budget::new(),
            timeouts: config.timeouts.unwrap_or_default(),
            clock: config.resolve_clock(),
            skew: AtomicI64::new(0),
            sleeper: config.resolve_sleeper()?,
            max_response_size: config.max_response_size.unwrap_or(MAX_RESPONSE_SIZE),
            max_redirects: config.max_redirects.unwrap_or(0),
            tokens: config.tokens.unwrap_or_default(),
            trace_context: config.trace_context,
            labels,
            auth,
            grants: Grants::default(),
            #[cfg(feature = "sigv4")]
            signer,
            #[cfg(feature = "sigv4")]
            region,
            identities: config.identities,
        })))
    }

    /// Prepares a call of an operation; nothing is sent until it is awaited.
    pub fn call<Op: Operation>(&self, input: Op::Input) -> Call<Op> {
        Call::new(self, input)
    }

    pub(crate) fn service(&self) -> &'static str {
        self.0.service
    }

    pub(crate) fn validation(&self) -> ValidationPolicy {
        self.0.validation
    }

    pub(crate) fn missing_members(&self) -> Option<MissingMembers> {
        self.0.missing
    }

    /// Generates an idempotency token for one call.
    pub(crate) fn make_token(&self) -> Result<String, EncodeError> {
        self.0.tokens.make()
    }

    pub(crate) fn call_timeout(&self) -> Option<Duration> {
        self.0.timeouts.call
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle")
            .field("service", &self.0.service)
            .field("endpoint", &self.0.base)
            .finish_non_exhaustive()
    }
}
