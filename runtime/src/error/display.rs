//! An error as one useful line.

use std::fmt::{self, Write};

use super::{Cause, Error, Failure, TimeoutKind};

/// Most characters of a text of the service's that are shown; [`Error`] gives the whole of it.
const LIMIT: usize = 1000;

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = OneLine(f);
        write!(line, "{}: ", self.operation())?;
        match &self.0.cause {
            Cause::Service(service) => {
                match (service.code.as_deref().map(Cut), self.status()) {
                    (Some(code), Some(status)) => write!(line, "{code} ({})", status.as_u16())?,
                    (Some(code), None) => write!(line, "{code}")?,
                    (None, Some(status)) => write!(line, "HTTP status {status}")?,
                    (None, None) => line.write_str("refused by the service")?,
                }
                match service.message.as_deref() {
                    None | Some("") => {}
                    Some(message) => write!(line, ": {}", Cut(message))?,
                }
            }
            Cause::Failure(failure) => {
                write!(line, "{failure}")?;
                if let Some(status) = self.status() {
                    write!(line, " (HTTP status {})", status.as_u16())?;
                }
            }
        }
        match self.request_id() {
            Some(id) => write!(line, " [request {id}]"),
            None => Ok(()),
        }
    }
}

/// A text of the service's, cut where it is too long to be useful.
pub(crate) struct Cut<'a>(pub(crate) &'a str);

impl fmt::Display for Cut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(LIMIT) {
            Some((end, _)) => write!(f, "{}…", &self.0[..end]),
            None => f.write_str(self.0),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidInput(violations) => violations.fmt(f),
            Self::Encode(error) => write!(f, "could not encode the request: {error}"),
            Self::Credentials(_) => f.write_str("no credentials"),
            Self::Signing(_) => f.write_str("could not sign the request"),
            Self::Connect(_) => f.write_str("could not connect"),
            Self::Transport(_) => f.write_str("connection failed before a response arrived"),
            Self::Timeout(kind, limit) => {
                let span = match kind {
                    TimeoutKind::Credentials => "loading credentials",
                    TimeoutKind::Connect => "connecting",
                    TimeoutKind::Attempt => "the attempt",
                    TimeoutKind::Call => "the call",
                };
                write!(f, "{span} took longer than {limit:?}")
            }
            Self::Truncated(_) => f.write_str("response broke off"),
            Self::TooLarge { limit } => write!(f, "response is larger than {limit} bytes"),
            Self::Undecodable(error) => write!(f, "undecodable response: {error}"),
            Self::RepeatedToken => f.write_str("page names itself as the next one"),
            Self::TooManyPages { limit } => write!(f, "more than {limit} pages"),
        }
    }
}

/// Escapes control characters: what a service or a caller says must not become a second line of somebody's log.
pub(crate) struct OneLine<'a, 'b>(pub(crate) &'a mut fmt::Formatter<'b>);

impl Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for part in text.split_inclusive(char::is_control) {
            match part.chars().next_back() {
                Some(c) if c.is_control() => {
                    self.0.write_str(&part[..part.len() - c.len_utf8()])?;
                    write!(self.0, "{}", c.escape_default())?;
                }
                _ => self.0.write_str(part)?,
            }
        }
        Ok(())
    }
}
