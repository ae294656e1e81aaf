//! A chain of credentials providers.

use std::sync::Arc;

use super::{Credentials, CredentialsError, Environment, Profile, ProvideCredentials};
use crate::env::Vars;
use crate::time::BoxFuture;

/// Asks providers in order until one has credentials.
///
/// If a provider has no credentials, the next one is asked. Any other failure ends the search, so that broken
/// credentials are not silently replaced by others.
///
/// ```
/// use speccast_runtime::credentials::{Chain, Environment, Profile};
///
/// let chain = Chain::new(Environment::new()).or(Profile::new().name("dev"));
/// ```
#[derive(Clone, Debug)]
pub struct Chain(Vec<Arc<dyn ProvideCredentials>>);

impl Chain {
    /// Creates a chain that starts with `first`.
    pub fn new(first: impl ProvideCredentials + 'static) -> Self {
        Self(vec![Arc::new(first)])
    }

    /// Adds a provider that is asked if the earlier ones have no credentials.
    #[must_use]
    pub fn or(mut self, next: impl ProvideCredentials + 'static) -> Self {
        self.0.push(Arc::new(next));
        self
    }

    /// Returns the chain that [`Config::from_env`](crate::client::Config::from_env) uses: the environment,
    /// then the profile files.
    ///
    /// The other sources of AWS's tools (single sign-on, roles, containers, instances) are in `aws-config`.
    /// The feature `aws-credential-types` accepts its providers.
    pub fn from_env() -> Self {
        Self::with(Vars::process())
    }

    pub(crate) fn with(vars: Vars) -> Self {
        Self::new(Environment::with(vars.clone())).or(Profile::with(vars))
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let mut tried = Vec::new();
        for provider in &self.0 {
            match provider.provide_credentials().await {
                Err(CredentialsError::NotLoaded(reason)) => tried.push(reason.to_string()),
                loaded => return loaded,
            }
        }
        Err(CredentialsError::NotLoaded(tried.join("; ").into()))
    }
}

impl ProvideCredentials for Chain {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.load())
    }
}
