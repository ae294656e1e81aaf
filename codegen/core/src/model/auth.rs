//! Authentication, and the credentials that a client's builder takes.

/// How requests are authenticated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Auth {
    /// AWS Signature Version 4 under this signing name.
    SigV4(String),
    /// A bearer token (RFC 6750).
    Bearer,
    /// User and password (RFC 7617).
    Basic,
    /// Keys in headers, the path, the query or the body, all of them.
    Keys(Vec<ApiKey>),
    /// Bearer tokens that the client requests (RFC 6749).
    OAuth2(TokenEndpoint),
    /// Any of these; the client uses the first that it has credentials for.
    AnyOf(Vec<Auth>),
    /// Not at all.
    #[default]
    None,
}

impl Auth {
    /// Returns the alternative schemes; a request needs one of them.
    pub fn schemes(&self) -> &[Self] {
        match self {
            Self::AnyOf(schemes) => schemes,
            one => std::slice::from_ref(one),
        }
    }

    /// Returns the keys of every scheme.
    pub fn keys(&self) -> impl Iterator<Item = &ApiKey> {
        self.schemes().iter().flat_map(|scheme| match scheme {
            Self::Keys(keys) => keys.as_slice(),
            _ => &[],
        })
    }

    /// Returns the token endpoints of every scheme.
    pub(crate) fn token_endpoints(&self) -> impl Iterator<Item = &TokenEndpoint> {
        self.schemes().iter().filter_map(|scheme| match scheme {
            Self::OAuth2(endpoint) => Some(endpoint),
            _ => None,
        })
    }

    /// Returns the headers that credentials are sent in, in lower case.
    pub fn headers(&self) -> Vec<String> {
        let mut headers = Vec::new();
        for scheme in self.schemes() {
            match scheme {
                Self::SigV4(_) | Self::Bearer | Self::Basic | Self::OAuth2(_) => {
                    headers.push("authorization".to_owned());
                }
                Self::Keys(keys) => headers.extend(keys.iter().filter_map(|key| match &key.place {
                    KeyPlace::Header { name, .. } => Some(name.to_ascii_lowercase()),
                    KeyPlace::Path(_) | KeyPlace::Query(_) | KeyPlace::Body(_) => None,
                })),
                Self::AnyOf(_) | Self::None => {}
            }
        }
        headers
    }
}

/// The name of a key that has no other.
pub const API_KEY: &str = "apiKey";

/// A key, and where it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Name of the builder's setter.
    pub name: String,
    /// Where it is sent.
    pub place: KeyPlace,
}

/// Where a key is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// In a header, after a prefix.
    Header {
        /// Name of the header.
        name: String,
        /// Text before the key; may be empty.
        prefix: String,
    },
    /// In the path, in place of the label of this name.
    Path(String),
    /// As a parameter of the query.
    Query(String),
    /// As a member of the body.
    Body(String),
}

impl KeyPlace {
    /// Returns the name on the wire, or that of the label.
    pub fn name(&self) -> &str {
        match self {
            Self::Header { name, .. } | Self::Path(name) | Self::Query(name) | Self::Body(name) => name,
        }
    }
}

/// Where a client requests tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenEndpoint {
    /// URL of the token endpoint (RFC 6749 section 3.2).
    pub url: String,
    /// Scopes that are requested (section 3.3).
    pub scopes: Vec<String>,
    /// Parameters of each request in addition to those of the standard: names and values.
    pub parameters: Vec<(String, String)>,
    /// How the client authenticates itself there.
    pub client_auth: ClientAuth,
}

/// How a client authenticates itself to a token endpoint (RFC 6749 section 2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientAuth {
    /// By HTTP Basic.
    #[default]
    Basic,
    /// By members of the body.
    Body,
}

/// A variable of endpoints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Name and documentation.
    pub head: super::Head,
    /// Value that a client has if none is given.
    pub default: Option<String>,
    /// Where it is in the URLs, which decides the characters that it may have.
    pub place: VariablePlace,
}

/// Where a variable is in a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariablePlace {
    /// The whole host or the rest of it, with a port if one is given.
    Host,
    /// The same, but the port is written in the URL.
    Domain,
    /// A label of the host, or a part of one.
    Label,
    /// The port.
    Port,
    /// A segment of the path, or a part of one.
    Segment,
}
