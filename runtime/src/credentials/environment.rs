//! Credentials from environment variables.

use super::{Credentials, CredentialsError, ProvideCredentials};
use crate::env::Vars;
use crate::time::BoxFuture;

const ACCESS_KEY_ID: &str = "AWS_ACCESS_KEY_ID";
const SECRET_ACCESS_KEY: &str = "AWS_SECRET_ACCESS_KEY";
/// The older name has priority, as in botocore.
const SESSION_TOKEN: [&str; 2] = ["AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"];

/// Credentials from `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and optionally `AWS_SESSION_TOKEN` (or its
/// older name, `AWS_SECURITY_TOKEN`). Blank variables count as unset.
///
/// ```
/// use speccast_runtime::credentials::Environment;
///
/// let provider = Environment::from_vars(|name| match name {
///     "AWS_ACCESS_KEY_ID" => Some("AKIDEXAMPLE".to_owned()),
///     "AWS_SECRET_ACCESS_KEY" => Some("not-a-secret".to_owned()),
///     _ => None,
/// });
/// ```
#[derive(Clone, Debug)]
pub struct Environment(Vars);

impl Environment {
    /// Reads the variables of this process when credentials are first needed.
    pub fn new() -> Self {
        Self(Vars::process())
    }

    /// Reads variables with `get` instead of from the process.
    pub fn from_vars(get: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Vars::from_fn(get))
    }

    pub(crate) fn with(vars: Vars) -> Self {
        Self(vars)
    }

    fn load(&self) -> Result<Credentials, CredentialsError> {
        let missing = |name: &str, other: &str| {
            Err(CredentialsError::Failed(format!("{other} is set, but {name} is not").into()))
        };
        match (self.0.get(ACCESS_KEY_ID), self.0.get(SECRET_ACCESS_KEY)) {
            (Some(id), Some(secret)) => {
                let token = SESSION_TOKEN.iter().find_map(|name| self.0.get(name));
                Ok(Credentials::new(id, secret, token, None))
            }
            (Some(_), None) => missing(SECRET_ACCESS_KEY, ACCESS_KEY_ID),
            (None, Some(_)) => missing(ACCESS_KEY_ID, SECRET_ACCESS_KEY),
            (None, None) => Err(CredentialsError::NotLoaded(format!("{ACCESS_KEY_ID} is not set").into())),
        }
    }
}

impl Default for Environment {
    fn default() -> Self {
        Self::new()
    }
}

impl ProvideCredentials for Environment {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(async { self.load() })
    }
}
