//! Why a redirect was not followed.

use std::error::Error;
use std::fmt;

use super::Cut;

/// The reason why a client that [follows redirects](crate::client::Config::max_redirects) did not follow one.
/// Nothing was sent to its target.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectError {
    /// There are more redirects than the limit.
    TooMany {
        /// The limit.
        limit: u32,
    },
    /// Its target is a request that was already sent.
    Loop,
    /// Its target is not an `http` or `https` URL, or contains user information.
    Location,
    /// Its target is `http`, but the request was `https`.
    Unencrypted,
    /// Its target is another origin (RFC 6454), and the request has a body or a method other than `GET` and
    /// `HEAD`.
    OtherOrigin {
        /// The origin of the target.
        origin: String,
    },
    /// The body must be sent again, but it is a stream and a part of it was already sent.
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
                write!(f, "redirect to another origin, {}, which must not receive this request", Cut(origin))
            }
            Self::BodySpent => f.write_str("redirect that was not followed"),
        }
    }
}

impl Error for RedirectError {}
