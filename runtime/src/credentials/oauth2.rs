//! Credentials for requesting tokens (RFC 6749).

use std::error::Error;
use std::fmt;

use http::StatusCode;

use super::SecretSource;
use crate::error::{BoxError, Cut};

/// Credentials for requesting bearer tokens: the client's own identifier and secret, or a refresh token.
///
/// The client requests a token from the service's token endpoint over its own transport and keeps it until it
/// expires. At any time, at most one request is made for all waiting calls. A new refresh token of the
/// endpoint replaces the old one. If a call is dropped while it requests a token, the next call waits for the
/// response, since a refresh token may be valid only once. `Debug` shows no secret.
///
/// ```
/// use speccast_runtime::credentials::OAuth2;
///
/// let credentials = OAuth2::client_credentials("my-client", "not-a-secret").scopes(["read"]);
/// assert!(!format!("{credentials:?}").contains("not-a-secret"));
/// ```
#[derive(Clone, Debug)]
pub struct OAuth2 {
    pub(crate) client_id: String,
    pub(crate) client_secret: Option<SecretSource>,
    pub(crate) refresh_token: Option<SecretSource>,
    pub(crate) token_url: Option<String>,
    pub(crate) scopes: Option<Vec<String>>,
    pub(crate) parameters: Vec<(String, String)>,
}

impl OAuth2 {
    /// Uses the client's own credentials (RFC 6749 section 4.4).
    pub fn client_credentials(client_id: impl Into<String>, client_secret: impl Into<SecretSource>) -> Self {
        let client_secret = Some(client_secret.into());
        let (refresh_token, token_url, scopes) = (None, None, None);
        let parameters = Vec::new();
        Self { client_id: client_id.into(), client_secret, refresh_token, token_url, scopes, parameters }
    }

    /// Uses a refresh token (RFC 6749 section 6).
    pub fn refresh_token(client_id: impl Into<String>, refresh_token: impl Into<SecretSource>) -> Self {
        let refresh_token = Some(refresh_token.into());
        let (client_secret, token_url, scopes) = (None, None, None);
        let parameters = Vec::new();
        Self { client_id: client_id.into(), client_secret, refresh_token, token_url, scopes, parameters }
    }

    /// Sets the secret of a client that has one.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<SecretSource>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// Sets the token endpoint, an `http` or `https` URL, instead of the service's.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Adds a parameter to each request for a token, such as `audience` or `account_id`. It replaces one of the spec.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sets the scopes to request, in place of those in the spec.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }
}

/// Why a client has no token; it contains no secret. It is the source of the [`Error`](crate::Error) of a
/// call.
///
/// ```
/// use speccast_runtime::credentials::OAuth2Error;
///
/// /// Whether the user must sign in again.
/// fn is_revoked<E: std::fmt::Debug>(error: &speccast_runtime::Error<E>) -> bool {
///     let reason = std::error::Error::source(error).and_then(|source| source.downcast_ref());
///     matches!(reason, Some(OAuth2Error::Refused { code: Some(code), .. }) if code == "invalid_grant")
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum OAuth2Error {
    /// The endpoint refused (RFC 6749 section 5.2).
    Refused {
        /// Status of the response.
        status: StatusCode,
        /// Code of the error, such as `invalid_grant`.
        code: Option<String>,
        /// The endpoint's description of the error, unless it contains a secret.
        description: Option<String>,
    },
    /// The response is not valid for a token endpoint.
    Response {
        /// The problem.
        reason: &'static str,
    },
    /// No response arrived.
    Transport(BoxError),
    /// The URL of the endpoint does not consist of host, port, path and query.
    TokenUrl,
    /// A secret of the client could not be loaded, or cannot be sent.
    Secret(BoxError),
}

impl fmt::Display for OAuth2Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { status, code, description } => {
                write!(f, "the token endpoint rejected the request (HTTP status {})", status.as_u16())?;
                if let Some(code) = code {
                    write!(f, ": {}", Cut(code))?;
                }
                description.as_ref().map_or(Ok(()), |text| write!(f, ": {}", Cut(text)))
            }
            Self::Response { reason } => write!(f, "the token endpoint's response {reason}"),
            Self::Transport(_) => f.write_str("no response from the token endpoint"),
            Self::TokenUrl => f.write_str("the URL of the token endpoint is not valid"),
            Self::Secret(_) => f.write_str("no secret for the token endpoint"),
        }
    }
}

impl Error for OAuth2Error {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Transport(source) | Self::Secret(source) => Some(&**source),
            Self::Refused { .. } | Self::Response { .. } | Self::TokenUrl => None,
        }
    }
}
