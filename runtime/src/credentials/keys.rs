//! AWS access keys and their providers.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use super::present;
use crate::Sensitive;
use crate::error::BoxError;
use crate::time::BoxFuture;

/// An AWS access key, optionally with a session token and an expiry.
///
/// `Debug` does not show the secrets, and they are overwritten when the last clone is dropped.
///
/// ```
/// use speccast_runtime::credentials::Credentials;
///
/// let credentials = Credentials::new("AKIDEXAMPLE", "not-a-secret", None, None);
/// assert_eq!(format!("{credentials:?}"), r#"Credentials { access_key_id: "AKIDEXAMPLE", expiry: None, .. }"#);
/// ```
#[derive(Clone)]
pub struct Credentials(Arc<Keys>);

struct Keys {
    access_key_id: Sensitive<String>,
    secret_access_key: Sensitive<String>,
    session_token: Option<Sensitive<String>>,
    expiry: Option<SystemTime>,
}

impl Credentials {
    /// Creates an access key, optionally with the token of its session. A client asks its provider for new
    /// credentials before they expire.
    ///
    /// A blank token counts as absent. With a blank identifier or secret, every call fails before anything is
    /// sent.
    pub fn new(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
        session_token: Option<String>,
        expiry: Option<SystemTime>,
    ) -> Self {
        Self(Arc::new(Keys {
            access_key_id: access_key_id.into().into(),
            secret_access_key: secret_access_key.into().into(),
            session_token: session_token.and_then(present).map(Sensitive::new),
            expiry,
        }))
    }

    /// Returns the access key's identifier, which is not a secret.
    pub fn access_key_id(&self) -> &str {
        self.0.access_key_id.expose()
    }

    /// Returns the secret access key.
    pub fn secret_access_key(&self) -> &str {
        self.0.secret_access_key.expose()
    }

    /// Returns the token of the session.
    pub fn session_token(&self) -> Option<&str> {
        self.0.session_token.as_ref().map(|token| token.expose().as_str())
    }

    /// Returns whether these are clones of the same credentials.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Checks that the key can be used for signing.
    pub(crate) fn check(self) -> Result<Self, CredentialsError> {
        let parts = [("identifier", self.access_key_id()), ("secret", self.secret_access_key())];
        match parts.iter().find(|(_, value)| present(value).is_none()) {
            Some((part, _)) => {
                Err(CredentialsError::Failed(format!("the access key's {part} is blank").into()))
            }
            None => Ok(self),
        }
    }

    /// Returns when the key expires.
    pub fn expiry(&self) -> Option<SystemTime> {
        self.0.expiry
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id())
            .field("expiry", &self.expiry())
            .finish_non_exhaustive()
    }
}

/// Why a provider has no credentials; it must not contain secrets.
#[derive(Debug)]
#[non_exhaustive]
pub enum CredentialsError {
    /// No credentials are configured. A [`Chain`](super::Chain) asks its next provider.
    NotLoaded(BoxError),
    /// Credentials are configured, but cannot be loaded. A [`Chain`](super::Chain) ends here.
    Failed(BoxError),
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::NotLoaded(reason) | Self::Failed(reason)) = self;
        reason.fmt(f)
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let (Self::NotLoaded(reason) | Self::Failed(reason)) = self;
        reason.source()
    }
}

/// Provides credentials. A client keeps them until they expire.
///
/// ```
/// use speccast_runtime::credentials::{Credentials, CredentialsError, ProvideCredentials};
/// use speccast_runtime::time::BoxFuture;
///
/// #[derive(Debug)]
/// struct Vault;
///
/// impl ProvideCredentials for Vault {
///     fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
///         Box::pin(async {
///             let secret = std::fs::read_to_string("secret.txt");
///             let secret = secret.map_err(|error| CredentialsError::Failed(error.into()))?;
///             Ok(Credentials::new("AKIDEXAMPLE", secret, None, None))
///         })
///     }
/// }
/// ```
pub trait ProvideCredentials: fmt::Debug + Send + Sync {
    /// Returns the current credentials.
    ///
    /// # Errors
    ///
    /// If there are no credentials. The call that needs them fails with this error as its source.
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>>;
}

impl ProvideCredentials for Credentials {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(async { Ok(self.clone()) })
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        (**self).provide_credentials()
    }
}
