//! The builder of a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::config::setters;
use super::idempotency::Tokens;
use super::trace_context::{TraceContext, TraceHeaders};
use super::{BuildError, Config, Handle, Service};
use crate::auth::API_KEY;
#[cfg(feature = "sigv4")]
use crate::credentials::ProvideCredentials;
use crate::credentials::{OAuth2, SecretSource, present};
use crate::error::BoxError;
use crate::response::MissingMembers;
use crate::retry::Retry;
use crate::time::{Clock, Sleeper};
use crate::timeout::Timeouts;
use crate::transport::Transport;
use crate::validate::ValidationPolicy;

/// Configures and builds a client `C`.
///
/// ```
/// use speccast_runtime::client::{Builder, Service};
/// use speccast_runtime::transport::Mock;
///
/// fn client<C: Service>() -> Result<C, speccast_runtime::client::BuildError> {
///     // A generated client has `Client::builder()` for this.
///     Builder::default().region("eu-central-1").transport(Mock::new()).build()
/// }
/// ```
pub struct Builder<C> {
    own: Config,
    shared: Config,
    client: PhantomData<fn() -> C>,
}

impl<C: Service> Builder<C> {
    /// Uses `config` for all settings that this builder does not set, before or after this call.
    #[must_use]
    pub fn config(mut self, config: Config) -> Self {
        self.shared = config;
        self
    }

    setters!(self => self.own);

    /// Sets a variable of the endpoint. Generated code has a setter for each variable.
    #[doc(hidden)]
    #[must_use]
    pub fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.own.variables.push((name, value.into()));
        self
    }

    /// Sets the key of this setter. Generated code has a setter for each key.
    #[doc(hidden)]
    #[must_use]
    pub fn key(mut self, setter: &'static str, key: impl Into<SecretSource>) -> Self {
        self.own.identities.set_key(setter, key.into());
        self
    }

    /// Builds the client. Nothing is sent, and no credentials are loaded yet.
    ///
    /// # Errors
    ///
    /// If a setting is missing or invalid; see [`BuildError`].
    pub fn build(self) -> Result<C, BuildError> {
        Handle::new::<C>(self.own.over(self.shared)).map(C::from)
    }
}

impl<C> Default for Builder<C> {
    fn default() -> Self {
        Self { own: Config::new(), shared: Config::new(), client: PhantomData }
    }
}

impl<C> Clone for Builder<C> {
    fn clone(&self) -> Self {
        Self { own: self.own.clone(), shared: self.shared.clone(), client: PhantomData }
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("own", &self.own).field("shared", &self.shared).finish()
    }
}
