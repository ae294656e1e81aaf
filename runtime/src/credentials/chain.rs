//! Several providers, asked in turn.

use std::sync::Arc;

use super::{Credentials, CredentialsError, Environment, Profile, ProvideCredentials};
use crate::env::Vars;
use crate::time::BoxFuture;

/// Asks providers in turn until one has credentials.
///
/// A provider that has none to offer lets the next one try; any other failure ends the search, since credentials that
/// were meant but are broken should not give way to others.
///
/// ```
/// use speccast_runtime::credentials::{Chain, Environment, Profile};
///
/// let chain = Chain::new(Environment::new()).or(Profile::new().name("dev"));
/// ```
#[derive(Clone, Debug)]
pub struct Chain(Vec<Arc<dyn ProvideCredentials>>);

impl Chain {
    /// A chain that asks `first` before any other.
    pub fn new(first: impl ProvideCredentials + 'static) -> Self {
        Self(vec![Arc::new(first)])
    }

    /// Asks `next` if none of those before has credentials.
    #[must_use]
    pub fn or(mut self, next: impl ProvideCredentials + 'static) -> Self {
        self.0.push(Arc::new(next));
        self
    }

    /// What [`Config::from_env`](crate::client::Config::from_env) uses: the environment, then the profile files.
    ///
    /// The rest of the chain of AWS's tools (single sign-on, roles, containers, instances) is in `aws-config`. The
    /// feature `aws-credential-types` accepts its providers.
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
