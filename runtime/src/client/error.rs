//! Errors of building a client.

use std::error::Error;
use std::fmt;

use crate::service::EndpointError;

/// Why a client cannot be built from its configuration.
///
/// `Debug` shows the message as well, because a `main` that returns a `Result` prints `Debug`.
///
/// ```
/// use speccast_runtime::client::BuildError;
///
/// let message = "the service requires a bearer token: set one, or a token provider, with `Builder::token`";
/// assert_eq!(BuildError::NoToken.to_string(), message);
/// assert_eq!(format!("{:?}", BuildError::NoToken), message);
/// ```
#[non_exhaustive]
pub enum BuildError {
    /// The region is missing or invalid, or the service has no matching endpoint.
    Endpoint(EndpointError),
    /// The endpoint is not an absolute `http` or `https` URL with only host, port and path.
    EndpointUrl {
        /// The problem.
        reason: &'static str,
    },
    /// The service requires signatures, but no credentials provider is set.
    NoCredentials,
    /// The service requires signatures, but this build of the runtime cannot sign: enable the feature
    /// `sigv4`.
    NoSigner,
    /// The service requires a bearer token, but none is set: see [`Builder::token`](super::Builder::token).
    NoToken,
    /// The service requires credentials that are not set.
    MissingCredentials {
        /// The setters to call, in words.
        setters: String,
    },
    /// No transport is set, and this build of the runtime has no default: set one, or enable the feature
    /// `hyper`.
    NoTransport,
    /// No sleeper is set, and this build of the runtime has none: set one, or enable the feature `tokio`.
    NoSleeper,
    /// The default transport cannot be created, since there is no cryptography provider.
    Transport(std::io::Error),
    /// The User-Agent is not a valid header.
    UserAgent,
    /// The region should come from a profile, but its files cannot be read, or do not contain it.
    Profile {
        /// The problem, with file and line.
        reason: String,
    },
    /// An environment variable has an invalid value.
    Environment {
        /// Name of the variable.
        name: &'static str,
        /// Description of valid values.
        expected: &'static str,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Endpoint(error) => error.fmt(f),
            Self::EndpointUrl { reason } => write!(f, "the endpoint's URL {reason}"),
            Self::NoCredentials => f.write_str(
                "the service requires signed requests: set a provider with `Builder::credentials`",
            ),
            Self::NoSigner => f.write_str(
                "the service requires signed requests: enable the feature `sigv4` of speccast-runtime",
            ),
            Self::NoToken => f.write_str(
                "the service requires a bearer token: set one, or a token provider, with `Builder::token`",
            ),
            Self::MissingCredentials { setters } => {
                write!(f, "the service requires credentials: set them with {setters}")
            }
            Self::NoTransport => {
                f.write_str("no transport: set one, or enable the feature `hyper` of speccast-runtime")
            }
            Self::NoSleeper => {
                f.write_str("no sleeper: set one, or enable the feature `tokio` of speccast-runtime")
            }
            Self::Transport(error) => write!(f, "TLS is not available: {error}"),
            Self::UserAgent => f.write_str("the User-Agent is not a valid header"),
            Self::Profile { reason } => write!(f, "the region cannot be read: {reason}"),
            Self::Environment { name, expected } => {
                write!(f, "the environment variable {name} is not {expected}")
            }
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        // The text of other errors includes their cause.
        match self {
            Self::Transport(error) => error.source(),
            _ => None,
        }
    }
}

impl From<EndpointError> for BuildError {
    fn from(error: EndpointError) -> Self {
        Self::Endpoint(error)
    }
}
