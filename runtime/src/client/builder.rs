//! The builder of a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::config::setters;
use super::{BuildError, Config, Handle, Service};
#[cfg(feature = "sigv4")]
use crate::credentials::ProvideCredentials;
use crate::credentials::ProvideToken;
use crate::retry::Retry;
use crate::time::{Clock, Sleeper};
use crate::timeout::Timeouts;
use crate::transport::Transport;
use crate::validate::ValidationPolicy;

/// Configures and builds a client `C`.
pub struct Builder<C> {
    config: Config,
    client: PhantomData<fn() -> C>,
}

impl<C: Service> Builder<C> {
    /// Takes all settings from `config`; what is set after this changes them for this client alone.
    #[must_use]
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    setters!(self => self.config);

    /// Builds the client. Nothing is sent, and no credentials are loaded yet.
    ///
    /// # Errors
    ///
    /// When something is missing or makes no sense; see [`BuildError`].
    pub fn build(self) -> Result<C, BuildError> {
        Handle::new::<C>(self.config).map(C::from)
    }
}

impl<C> Default for Builder<C> {
    fn default() -> Self {
        Self { config: Config::new(), client: PhantomData }
    }
}

impl<C> Clone for Builder<C> {
    fn clone(&self) -> Self {
        Self { config: self.config.clone(), client: PhantomData }
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Builder").field(&self.config).finish()
    }
}
