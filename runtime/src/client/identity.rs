//! Who the caller is, and how a request says so.

use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, header};

use super::BuildError;
use crate::credentials::{Cache, Expiring, ProvideToken, Token, present};
#[cfg(feature = "sigv4")]
use crate::credentials::{Credentials, ProvideCredentials};
use crate::error::{BoxError, Failure, TimeoutKind};
use crate::service::Auth;
#[cfg(feature = "sigv4")]
use crate::sign::Signer;
use crate::time::Sleeper;

/// A provider, with what it gave last.
pub(super) struct Kept<P: ?Sized, T> {
    cache: Cache<T>,
    provider: Arc<P>,
}

impl<P: ?Sized, T: Clone> Kept<P, T> {
    fn new(provider: Arc<P>) -> Arc<Self> {
        let cache = Cache::new();
        Arc::new(Self { cache, provider })
    }
}

pub(super) type KeptToken = Arc<Kept<dyn ProvideToken, Token>>;
#[cfg(feature = "sigv4")]
pub(super) type KeptCredentials = Arc<Kept<dyn ProvideCredentials, Credentials>>;

/// The providers of a configuration.
#[derive(Clone, Default)]
pub(super) struct Identities {
    token: Option<KeptToken>,
    #[cfg(feature = "sigv4")]
    credentials: Option<KeptCredentials>,
}

impl Identities {
    #[cfg(feature = "sigv4")]
    pub(super) fn set_credentials(&mut self, provider: Arc<dyn ProvideCredentials>) {
        self.credentials = Some(Kept::new(provider));
    }

    pub(super) fn set_token(&mut self, provider: Arc<dyn ProvideToken>) {
        self.token = Some(Kept::new(provider));
    }

    /// What these are, and what `base` has besides.
    pub(super) fn or(self, base: Self) -> Self {
        Self {
            token: self.token.or(base.token),
            #[cfg(feature = "sigv4")]
            credentials: self.credentials.or(base.credentials),
        }
    }

    /// The identity that a service wants.
    pub(super) fn resolve(self, auth: Auth, region: Option<&str>) -> Result<Identity, BuildError> {
        match auth {
            Auth::None => Ok(Identity::None),
            Auth::Bearer => self.token.map(Identity::Bearer).ok_or(BuildError::NoToken),
            #[cfg(feature = "sigv4")]
            Auth::SigV4(service) => Ok(Identity::SigV4 {
                signer: Signer::new(
                    region.ok_or(crate::service::EndpointError::RegionMissing)?.to_owned(),
                    service,
                ),
                credentials: self.credentials.ok_or(BuildError::NoCredentials)?,
            }),
            #[cfg(not(feature = "sigv4"))]
            Auth::SigV4(_) => {
                let _ = region;
                Err(BuildError::NoSigner)
            }
        }
    }
}

/// How a client's requests say who sent them.
pub(super) enum Identity {
    /// Not at all.
    None,
    /// By a bearer token.
    Bearer(KeptToken),
    /// By a signature.
    #[cfg(feature = "sigv4")]
    SigV4 { signer: Signer, credentials: KeptCredentials },
}

impl Identity {
    /// Whether a request's date is part of what it says.
    pub(super) fn is_dated(&self) -> bool {
        !matches!(self, Self::None | Self::Bearer(_))
    }

    /// Makes a request that is otherwise complete say who sent it, with a token or credentials that are good at `now`.
    /// A signature gets the date that `signed_at` tells once the credentials are there.
    pub(super) async fn authorize(
        &self,
        request: &mut http::Request<Bytes>,
        now: SystemTime,
        signed_at: impl Fn() -> SystemTime,
        patience: Patience<'_>,
    ) -> Result<(), Failure> {
        match self {
            Self::None => {}
            Self::Bearer(kept) => {
                let load = async {
                    let value = kept.provider.provide_token().await?;
                    let expires = value.expires();
                    Ok(Expiring { value, expires })
                };
                let header = bearer(&kept.cache.get(now, load, patience.end()).await?)
                    .map_err(|error| Failure::Credentials(error.into()))?;
                request.headers_mut().insert(header::AUTHORIZATION, header);
            }
            #[cfg(feature = "sigv4")]
            Self::SigV4 { signer, credentials: kept } => {
                let load = async {
                    let loaded = kept.provider.provide_credentials().await.and_then(Credentials::check);
                    let value = loaded?;
                    let expires = value.expiry();
                    Ok(Expiring { value, expires })
                };
                let credentials = kept.cache.get(now, load, patience.end()).await?;
                signer.sign(request, &credentials, signed_at()).map_err(Failure::Signing)?;
            }
        }
        #[cfg(not(feature = "sigv4"))]
        let _ = signed_at;
        Ok(())
    }
}

/// How long to wait for credentials.
#[derive(Clone, Copy)]
pub(super) struct Patience<'a> {
    pub(super) limit: Option<Duration>,
    pub(super) sleeper: &'a dyn Sleeper,
}

impl Patience<'_> {
    /// Is ready, with the failure, when the wait was too long.
    async fn end(self) -> Failure {
        match self.limit {
            Some(limit) => {
                self.sleeper.sleep(limit).await;
                Failure::Timeout(TimeoutKind::Credentials, limit)
            }
            None => pending().await,
        }
    }
}

/// The header of a bearer token (RFC 6750 section 2.1).
fn bearer(token: &Token) -> Result<HeaderValue, BoxError> {
    let Some(secret) = present(token.secret()) else {
        return Err("the token is blank".into());
    };
    let value = HeaderValue::try_from(format!("Bearer {secret}"));
    let mut value = value.map_err(|_| {
        // In words of its own, so that it cannot have the token in it.
        "the token has characters that are not valid in a header"
    })?;
    value.set_sensitive(true);
    Ok(value)
}
