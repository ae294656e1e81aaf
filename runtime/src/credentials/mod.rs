//! Credentials: keys, passwords and tokens, and AWS credentials for signed requests.
//!
//! [`Chain::from_env`] reads access keys from the environment and from profiles. The other sources of AWS's
//! tools (single sign-on, roles, web identity, containers, instances, programs) are in the crate
//! `aws-config`. With the feature `aws-credential-types` of this crate, its whole chain is one line:
//!
//! ```ignore
//! let config = config.credentials(Sdk(DefaultCredentialsChain::builder().build().await));
//! ```
//!
//! where `DefaultCredentialsChain` is in `aws_config::default_provider::credentials`, and `Sdk` here.

mod cache;
#[cfg(feature = "sigv4")]
mod chain;
#[cfg(feature = "sigv4")]
mod environment;
mod files;
mod ini;
#[cfg(feature = "sigv4")]
mod keys;
mod oauth2;
#[cfg(feature = "sigv4")]
mod profile;
#[cfg(feature = "aws-credential-types")]
mod sdk;
mod source;
#[cfg(feature = "sigv4")]
mod thread;
mod token;

#[cfg(feature = "sigv4")]
pub use self::chain::Chain;
#[cfg(feature = "sigv4")]
pub use self::environment::Environment;
#[cfg(feature = "sigv4")]
pub use self::keys::{Credentials, CredentialsError, ProvideCredentials};
pub use self::oauth2::{OAuth2, OAuth2Error};
#[cfg(feature = "sigv4")]
pub use self::profile::Profile;
#[cfg(feature = "aws-credential-types")]
pub use self::sdk::Sdk;
pub use self::source::SecretSource;
pub use self::token::{ProvideToken, Token, TokenError};

pub(crate) use self::cache::{Cache, Expiring};
pub(crate) use self::files::Files;

/// Returns a value unless it is blank. This is the rule for keys, tokens, regions and variables from every
/// source: empty or only white space means not set.
pub(crate) fn present<T: AsRef<str>>(value: T) -> Option<T> {
    (!value.as_ref().trim().is_empty()).then_some(value)
}

/// Credentials that never change: an access key, and optionally the token of its session.
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
