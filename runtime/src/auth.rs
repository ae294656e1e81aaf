//! How requests are authenticated: schemes as data.

/// How requests are authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Auth {
    /// AWS Signature Version 4, with this signing name.
    SigV4(&'static str),
    /// A bearer token (RFC 6750 section 2.1).
    Bearer,
    /// User and password (RFC 7617).
    Basic,
    /// API keys, all of which are sent: in headers, the path, the query or the body.
    Keys(&'static [ApiKey]),
    /// A bearer token that the client requests (RFC 6749).
    OAuth2(TokenEndpoint),
    /// Any of these: the first that the client has credentials for. If [`Auth::None`] is one of them,
    /// requests without credentials are allowed.
    AnyOf(&'static [Auth]),
    /// Without credentials.
    None,
}

impl Auth {
    /// Returns the alternative schemes; a request needs one of them.
    pub(crate) fn schemes(&self) -> &[Self] {
        match self {
            Self::AnyOf(schemes) => schemes,
            one => std::slice::from_ref(one),
        }
    }

    /// Returns whether a query parameter contains a key.
    pub(crate) fn is_query_key(&self, parameter: &str) -> bool {
        let is_key = |key: &ApiKey| matches!(key.place, KeyPlace::Query(name) if name == parameter);
        self.schemes().iter().any(|scheme| matches!(scheme, Self::Keys(keys) if keys.iter().any(is_key)))
    }
}

/// An API key: the place where it is sent, and the client's setter for it.
///
/// ```
/// use speccast_runtime::codegen::{ApiKey, Auth};
///
/// const AUTH: Auth = Auth::Keys(&[ApiKey::header("X-Api-Key", "api_key")]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ApiKey {
    pub(crate) place: KeyPlace,
    pub(crate) setter: &'static str,
}

/// Where a key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum KeyPlace {
    /// In a header, after a prefix.
    Header(&'static str, &'static str),
    /// In the path, in place of this label.
    Path(&'static str),
    /// In the query.
    Query(&'static str),
    /// In the body.
    Body(&'static str),
}

/// The setter of a key without a name: [`Builder::api_key`](crate::client::Builder::api_key).
pub(crate) const API_KEY: &str = "api_key";

impl ApiKey {
    /// Creates a key in the header `name`.
    pub const fn header(name: &'static str, setter: &'static str) -> Self {
        Self { place: KeyPlace::Header(name, ""), setter }
    }

    /// Creates a key in the header `name` after a prefix, such as `Token `.
    pub const fn prefixed(name: &'static str, prefix: &'static str, setter: &'static str) -> Self {
        Self { place: KeyPlace::Header(name, prefix), setter }
    }

    /// Creates a key in the path, in place of the label `name`.
    pub const fn path(name: &'static str, setter: &'static str) -> Self {
        Self { place: KeyPlace::Path(name), setter }
    }

    /// Creates a key in the member `name` of a JSON body or a form.
    pub const fn body(name: &'static str, setter: &'static str) -> Self {
        Self { place: KeyPlace::Body(name), setter }
    }

    /// Creates a key in the parameter `name` of the query.
    pub const fn query(name: &'static str, setter: &'static str) -> Self {
        Self { place: KeyPlace::Query(name), setter }
    }
}

/// Where a client requests tokens (RFC 6749 section 3.2).
///
/// ```
/// use speccast_runtime::codegen::{Auth, TokenEndpoint};
///
/// const AUTH: Auth = Auth::OAuth2(TokenEndpoint::new("https://auth.example.com/token").scopes(&["read"]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenEndpoint {
    pub(crate) url: &'static str,
    pub(crate) scopes: &'static [&'static str],
    pub(crate) parameters: &'static [(&'static str, &'static str)],
    pub(crate) in_body: bool,
}

impl TokenEndpoint {
    /// Creates an endpoint at which the client authenticates by HTTP Basic.
    pub const fn new(url: &'static str) -> Self {
        Self { url, scopes: &[], parameters: &[], in_body: false }
    }

    /// Sets the scopes to request.
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }

    /// Sets parameters of each request in addition to those of RFC 6749. A `grant_type` replaces the default
    /// one.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [(&'static str, &'static str)]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Sends `client_id` and `client_secret` in the body, instead of HTTP Basic.
    #[must_use]
    pub const fn client_auth_in_body(mut self) -> Self {
        self.in_body = true;
        self
    }
}
