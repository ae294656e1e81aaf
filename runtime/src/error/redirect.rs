//! Why a redirect was not followed.

use std::error::Error;
use std::fmt;

use super::Cut;

/// Why a client that [follows redirects](crate::client::Config::max_redirects) did not follow one. Nothing was sent to where
/// it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectError {
    /// There are more redirects than the client follows.
    TooMany {
        /// Redirects that the client follows.
        limit: u32,
    },
    /// It leads to a request that was sent before.
    Loop,
    /// What it leads to is not a URL of `http` or `https`, or has user information.
    Location,
    /// It leads from `https` to `http`.
    Unencrypted,
    /// It leads a request with a body, or with another method than `GET` and `HEAD`, to another origin (RFC 6454).
    OtherOrigin {
        /// The origin that it leads to.
        origin: String,
    },
    /// It wants the body once more, and that is a stream of which a part was sent.
    BodySpent,
}

impl fmt::Display for RedirectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany { limit } => write!(f, "more than {limit} redirects"),
            Self::Loop => f.write_str("redirect loop"),
            Self::Location => f.write_str("redirect to an invalid URL"),
            Self::Unencrypted => f.write_str("redirect from https to http"),
            Self::OtherOrigin { origin } => {
                write!(f, "redirect of a request that may only be sent to its own origin, to {}", Cut(origin))
            }
            Self::BodySpent => f.write_str("redirect of a request"),
        }
    }
}

impl Error for RedirectError {}
