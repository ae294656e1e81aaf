//! An error as one useful line.

use std::fmt::{self, Write};

use super::{Cause, Error, Failure, TimeoutKind};

/// Most characters of a service's message that are shown; the whole of it is in [`Error::message`].
const MESSAGE_LIMIT: usize = 1000;

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = OneLine(f);
        write!(line, "{}: ", self.operation())?;
        match &self.0.cause {
            Cause::Service(service) => {
                match (&service.code, self.status()) {
                    (Some(code), Some(status)) => write!(line, "{code} ({})", status.as_u16())?,
                    (Some(code), None) => line.write_str(code)?,
                    (None, Some(status)) => write!(line, "HTTP status {status}")?,
                    (None, None) => line.write_str("refused by the service")?,
                }
                if let Some(message) = &service.message {
                    write_message(&mut line, message)?;
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

/// Writes `: message`, cut where it is too long to be useful.
fn write_message(line: &mut impl Write, message: &str) -> fmt::Result {
    match message.char_indices().nth(MESSAGE_LIMIT) {
        Some((end, _)) => write!(line, ": {}…", &message[..end]),
        None if message.is_empty() => Ok(()),
        None => write!(line, ": {message}"),
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

/// Escapes control characters: what a service says must not become a second line of somebody's log.
struct OneLine<'a, 'b>(&'a mut fmt::Formatter<'b>);

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
