//! Who the caller is: AWS credentials for services that want signatures, tokens for those that want a bearer.
//!
//! With the feature `sigv4`, `ProvideCredentials` is the trait of the AWS SDKs, so a provider of `aws-config` can be given
//! as it is.

mod cache;
#[cfg(feature = "sigv4")]
mod chain;
#[cfg(feature = "sigv4")]
mod environment;
mod profile;
#[cfg(feature = "sigv4")]
mod thread;
mod token;

#[cfg(feature = "sigv4")]
pub use aws_credential_types::Credentials;
#[cfg(feature = "sigv4")]
pub use aws_credential_types::provider::{ProvideCredentials, Result, error::CredentialsError, future};

#[cfg(feature = "sigv4")]
pub use self::chain::Chain;
#[cfg(feature = "sigv4")]
pub use self::environment::Environment;
#[cfg(feature = "sigv4")]
pub use self::profile::Profile;
pub use self::token::{ProvideToken, Token, TokenError};

pub(crate) use self::cache::{Cache, Expiring};
pub(crate) use self::profile::Files;

/// Credentials that never change: an access key, and the token of a session if the key belongs to one.
///
/// ```
/// let credentials = speccast_runtime::credentials::from_keys("AKIDEXAMPLE", "not-a-secret", None);
/// assert!(!format!("{credentials:?}").contains("not-a-secret"));
/// ```
#[cfg(feature = "sigv4")]
pub fn from_keys(
    access_key_id: impl Into<String>,
    secret_access_key: impl Into<String>,
    session_token: Option<String>,
) -> Credentials {
    Credentials::new(access_key_id, secret_access_key, session_token, None, "static")
}
