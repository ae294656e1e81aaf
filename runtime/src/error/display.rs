//! Errors as one line of text.

use std::fmt::{self, Write};

use super::{Cause, Error, Failure, TimeoutKind};
use crate::transport::TransportError;

/// Maximum number of characters shown of a text from the service; [`Error`] has the whole text.
const LIMIT: usize = 1000;

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = OneLine(f);
        write!(line, "{}: ", self.operation())?;
        match &self.0.cause {
            Cause::Service(service) => {
                match (service.code.as_deref().map(Cut), self.status()) {
                    (Some(code), Some(status)) if service.inferred => {
                        write!(line, "{code} (inferred from status {})", status.as_u16())?;
                    }
                    (Some(code), Some(status)) => write!(line, "{code} ({})", status.as_u16())?,
                    (Some(code), None) => write!(line, "{code}")?,
                    (None, Some(status)) => write!(line, "HTTP status {status}")?,
                    (None, None) => line.write_str("rejected by the service")?,
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
        if self.is_body_spent() {
            line.write_str(", not retried: part of the streamed body was already sent")?;
        }
        match self.request_id() {
            Some(id) => write!(line, " [request {}]", Cut(id)),
            None => Ok(()),
        }
    }
}

/// A text from the service, shown up to the limit.
pub(crate) struct Cut<T>(pub(crate) T);

impl<T: fmt::Display> fmt::Display for Cut<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Bounded::write(f, format_args!("{}", self.0))
    }
}

impl<T: fmt::Debug> fmt::Debug for Cut<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            Bounded::write(f, format_args!("{:#?}", self.0))
        } else {
            Bounded::write(f, format_args!("{:?}", self.0))
        }
    }
}

/// Writes up to a number of characters, and then an ellipsis.
struct Bounded<'a, 'b> {
    f: &'a mut fmt::Formatter<'b>,
    left: usize,
    is_cut: bool,
}

impl<'a, 'b> Bounded<'a, 'b> {
    fn write(f: &'a mut fmt::Formatter<'b>, what: fmt::Arguments<'_>) -> fmt::Result {
        let mut bounded = Self { f, left: LIMIT, is_cut: false };
        let written = bounded.write_fmt(what);
        if bounded.is_cut { bounded.f.write_char('…') } else { written }
    }
}

impl Write for Bounded<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match text.char_indices().nth(self.left) {
            None => {
                self.left -= text.chars().count();
                self.f.write_str(text)
            }
            Some((end, _)) => {
                self.f.write_str(&text[..end])?;
                // The error stops the writer early.
                self.is_cut = true;
                Err(fmt::Error)
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidInput(violations) => violations.fmt(f),
            Self::Encode(error) => write!(f, "could not encode the request: {error}"),
            Self::Credentials(reason) => write!(f, "no credentials: {}", Cut(reason)),
            Self::Signing(reason) => write!(f, "could not sign the request: {}", Cut(reason)),
            Self::Connect(reason) => match reason.downcast_ref::<TransportError>() {
                Some(error) => Cut(error).fmt(f),
                None => write!(f, "could not connect: {}", Cut(reason)),
            },
            Self::Transport(reason) => {
                write!(f, "connection failed before a response arrived: {}", Cut(cause(&**reason)))
            }
            Self::Timeout(kind, limit) => {
                let span = match kind {
                    TimeoutKind::Credentials => "loading credentials",
                    TimeoutKind::Connect => "connecting",
                    TimeoutKind::Attempt => "the attempt",
                    TimeoutKind::Call => "the call",
                };
                write!(f, "{span} took longer than {limit:?}")
            }
            Self::Truncated(reason) => write!(f, "response ended early: {}", Cut(cause(&**reason))),
            Self::TooLarge { limit } => write!(f, "response is larger than {limit} bytes"),
            Self::Undecodable(error) => write!(f, "undecodable response: {}", Cut(error)),
            Self::Redirect(reason) => reason.fmt(f),
            Self::RepeatedToken => f.write_str("pagination loop: the service returned the same token twice"),
            Self::RepeatedPage => f.write_str("pagination loop: the service keeps returning the same page"),
            Self::NoNextPage => {
                f.write_str("the service reports more pages, but no link or token for the next one")
            }
            Self::OtherOrigin { origin } => {
                write!(f, "the next page has another origin, {}; no request was sent to it", Cut(origin))
            }
            Self::PageUrl => f.write_str("the URL of the next page is not valid"),
            Self::TooManyPages { limit } => write!(f, "more than {limit} pages"),
        }
    }
}

/// Returns the source of a transport's error, or the error itself.
fn cause<'a>(error: &'a (dyn std::error::Error + 'static)) -> &'a (dyn std::error::Error + 'static) {
    error.downcast_ref().map_or(error, TransportError::cause)
}

/// Escapes control characters, so that text from a service or a caller cannot add lines to a log.
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
