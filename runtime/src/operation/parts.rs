//! Parts of operations other than their types.

use super::Operation;
use crate::auth::Auth;
use crate::request::{EncodeError, Text};
use crate::stream::ByteStream;
use crate::validate::Violations;

/// A function that checks an input and reports every violation.
pub type Validator<Op> = fn(&<Op as Operation>::Input) -> Result<(), Violations>;

/// A function that finds an idempotency token in an input.
pub type InputToken<Op> = for<'a> fn(&'a mut <Op as Operation>::Input) -> &'a mut dyn Token;

/// A function that puts the body of a response into an output.
pub type OutputStream<Op> = fn(&mut <Op as Operation>::Output, ByteStream);

/// An optional member that a client may fill in.
pub trait Token {
    /// Sets the token if it is absent or empty.
    ///
    /// # Errors
    /// If `make` fails.
    fn fill_in(&mut self, make: &dyn Fn() -> Result<String, EncodeError>) -> Result<(), EncodeError>;
}

impl<T: Text + From<String>> Token for Option<T> {
    fn fill_in(&mut self, make: &dyn Fn() -> Result<String, EncodeError>) -> Result<(), EncodeError> {
        if self.as_ref().is_none_or(|token| token.text().is_empty()) {
            *self = Some(make()?.into());
        }
        Ok(())
    }
}

/// Properties of an operation other than its types.
///
/// ```
/// use speccast_runtime::codegen::Meta;
///
/// const META: Meta = Meta::new("DeleteWidget").idempotent();
/// assert!(META.is_repeatable());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta {
    name: &'static str,
    is_repeatable: bool,
    auth: Option<Auth>,
    endpoint: Option<&'static str>,
    statuses: &'static [u16],
}

impl Meta {
    /// Creates an operation that changes something each time it is sent.
    pub const fn new(name: &'static str) -> Self {
        Self { name, is_repeatable: false, auth: None, endpoint: None, statuses: &[] }
    }

    /// Marks it as changing nothing.
    #[must_use]
    pub const fn readonly(mut self) -> Self {
        self.is_repeatable = true;
        self
    }

    /// Marks it as having no further effect if it is sent again (RFC 9110 section 9.2.2).
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.is_repeatable = true;
        self
    }

    /// Sets the authentication of its requests, instead of the service's.
    #[must_use]
    pub const fn auth(mut self, auth: Auth) -> Self {
        self.auth = Some(auth);
        self
    }

    /// Sets the URL of its requests, in place of the service's. A URL set by the caller for all requests has
    /// priority.
    #[must_use]
    pub const fn endpoint(mut self, url: &'static str) -> Self {
        self.endpoint = Some(url);
        self
    }

    /// Sets its statuses of success, in place of every 2xx.
    #[must_use]
    pub const fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = statuses;
        self
    }

    /// Returns the statuses of success; every 2xx if there are none.
    pub(crate) const fn own_statuses(&self) -> &'static [u16] {
        self.statuses
    }

    /// Returns how its requests are authenticated, if not as the service's.
    pub(crate) const fn own_auth(&self) -> Option<Auth> {
        self.auth
    }

    /// Returns where its requests are sent, if not to the service's endpoint.
    pub(crate) const fn own_endpoint(&self) -> Option<&'static str> {
        self.endpoint
    }

    /// Returns its name in the spec.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns whether a request that may have been processed is safe to send again.
    pub const fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }
}
