//! Sources of a client's secrets.

use std::fmt;
use std::sync::Arc;

use super::{ProvideToken, Token};

/// The source of a token, key or password: a string that never changes, a [`Token`] that may expire, or a
/// [`ProvideToken`]. `Debug` does not show a secret.
///
/// ```
/// use speccast_runtime::credentials::{SecretSource, Token};
///
/// let sources: [SecretSource; 2] = ["not-a-secret".into(), Token::new("not-a-secret").into()];
/// assert!(!format!("{sources:?}").contains("not-a-secret"));
/// ```
#[derive(Clone)]
pub struct SecretSource(pub(crate) Arc<dyn ProvideToken>);

impl<P: ProvideToken + 'static> From<P> for SecretSource {
    fn from(provider: P) -> Self {
        Self(Arc::new(provider))
    }
}

impl From<String> for SecretSource {
    fn from(secret: String) -> Self {
        Token::new(secret).into()
    }
}

impl From<&str> for SecretSource {
    fn from(secret: &str) -> Self {
        Token::new(secret).into()
    }
}

impl fmt::Debug for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretSource(..)")
    }
}
