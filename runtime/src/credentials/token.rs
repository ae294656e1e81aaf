//! Bearer tokens.

use std::error::Error;
use std::fmt;
use std::time::SystemTime;

use crate::time::BoxFuture;

/// A bearer token (RFC 6750), optionally with an expiry. `Debug` does not show it.
///
/// ```
/// use speccast_runtime::credentials::Token;
///
/// let token = Token::new("not-a-secret");
/// assert!(!format!("{token:?}").contains("not-a-secret"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    secret: String,
    expires: Option<SystemTime>,
}

impl Token {
    /// Creates a token that does not expire.
    pub fn new(secret: impl Into<String>) -> Self {
        Self { secret: secret.into(), expires: None }
    }

    /// Sets when the token expires; a client asks its provider for a new one in time.
    #[must_use]
    pub fn expires_at(mut self, time: SystemTime) -> Self {
        self.expires = Some(time);
        self
    }

    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    pub(crate) fn expires(&self) -> Option<SystemTime> {
        self.expires
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("secret", &"***").field("expires", &self.expires).finish()
    }
}

/// Why there is no token; it must not contain one.
pub type TokenError = Box<dyn Error + Send + Sync>;

/// Provides bearer tokens. A client keeps a token until it expires.
///
/// If the call that asks is dropped, so is the future. A provider whose request has an effect, such as one with a
/// refresh token that is valid once, should run it in a task of its own.
///
/// ```
/// use speccast_runtime::credentials::{ProvideToken, Token, TokenError};
/// use speccast_runtime::time::BoxFuture;
///
/// #[derive(Debug)]
/// struct FromFile;
///
/// impl ProvideToken for FromFile {
///     fn provide_token(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
///         Box::pin(async { Ok(Token::new(std::fs::read_to_string("token.txt")?.trim())) })
///     }
/// }
/// ```
pub trait ProvideToken: fmt::Debug + Send + Sync {
    /// Returns the current token.
    ///
    /// # Errors
    ///
    /// If there is no token. The call that needs it fails with this error as its source.
    fn provide_token(&self) -> BoxFuture<'_, Result<Token, TokenError>>;
}

impl ProvideToken for Token {
    fn provide_token(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
        let token = self.clone();
        Box::pin(async move { Ok(token) })
    }
}
