//! Providers of the AWS SDK for Rust.

use std::error::Error;
use std::iter;

use aws_credential_types::provider::{self, error::CredentialsError as SdkError};

use super::{Credentials, CredentialsError, ProvideCredentials};
use crate::time::BoxFuture;

/// A provider of the AWS SDK for Rust, such as those of `aws-config`, which support single sign-on, roles,
/// containers and instances.
///
/// ```
/// use aws_credential_types::provider::SharedCredentialsProvider;
/// use speccast_runtime::client::Config;
/// use speccast_runtime::credentials::Sdk;
///
/// // With the crate `aws-config`, the provider of its whole chain is
/// // `aws_config::default_provider::credentials::DefaultCredentialsChain::builder().build().await`.
/// fn with_sdk(config: Config, provider: SharedCredentialsProvider) -> Config {
///     config.credentials(Sdk(provider))
/// }
/// ```
///
/// A client keeps the credentials until they expire. If the provider has none, a [`Chain`](super::Chain)
/// continues with the next one; any other failure ends it.
#[derive(Clone, Debug)]
pub struct Sdk<P>(pub P);

impl<P: provider::ProvideCredentials> ProvideCredentials for Sdk<P> {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(async {
            let found = self.0.provide_credentials().await.map_err(|error| match error {
                SdkError::CredentialsNotLoaded(_) => CredentialsError::NotLoaded(reason(&error).into()),
                error => CredentialsError::Failed(reason(&error).into()),
            })?;
            let token = found.session_token().map(str::to_owned);
            let (id, secret) = (found.access_key_id(), found.secret_access_key());
            Ok(Credentials::new(id, secret, token, found.expiry()))
        })
    }
}

/// Returns the causes of an error of the SDK; its own text does not contain them.
fn reason(error: &SdkError) -> String {
    let causes = iter::successors(error.source(), |&cause| cause.source());
    let causes: Vec<_> = causes.map(ToString::to_string).collect();
    if causes.is_empty() { error.to_string() } else { causes.join(": ") }
}
