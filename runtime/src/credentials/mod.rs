//! Who the caller is: AWS credentials for services with signed requests, tokens for services with bearer tokens.
//!
//! With the feature `aws-credential-types`, `Sdk` adapts a provider of the AWS SDK for Rust.

mod cache;
#[cfg(feature = "sigv4")]
mod chain;
#[cfg(feature = "sigv4")]
mod environment;
#[cfg(feature = "sigv4")]
mod keys;
mod profile;
#[cfg(feature = "aws-credential-types")]
mod sdk;
#[cfg(feature = "sigv4")]
mod thread;
mod token;

#[cfg(feature = "sigv4")]
pub use self::chain::Chain;
#[cfg(feature = "sigv4")]
pub use self::environment::Environment;
#[cfg(feature = "sigv4")]
pub use self::keys::{Credentials, CredentialsError, ProvideCredentials};
#[cfg(feature = "sigv4")]
pub use self::profile::Profile;
#[cfg(feature = "aws-credential-types")]
pub use self::sdk::Sdk;
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
    Credentials::new(access_key_id, secret_access_key, session_token, None)
}
