//! Members that are streams of events.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny};
use serde::ser::{Error as _, Serialize, Serializer};

use super::decoder::Decoder;
use super::reopen::Reopening;
use super::{ByteStream, Opened, StreamError, StreamErrorKind};
use crate::error::{BoxError, DecodeError};
use crate::json::{decode_member, decode_value};
use crate::lock::lock;
use crate::response::MissingMembers;
use crate::types::Wipe;

/// The events of a response, as they arrive: server-sent events or lines of JSON.
///
/// Read [`next`](Self::next), or use it as a [`Stream`]. An event that cannot be decoded is an error, and the
/// stream continues after it. Any other error is the last item, unless the stream is [opened
/// again](crate::client::Reconnect). Dropping it closes the connection, unless it was read to its end. Clones
/// share one stream: each event goes to one of them.
///
/// ```
/// use speccast_runtime::stream::EventStream;
///
/// # async fn example(mut events: EventStream<String>) -> Result<(), Box<dyn std::error::Error>> {
/// while let Some(event) = events.next().await {
///     println!("{}", event?);
/// }
/// # Ok(())
/// # }
/// ```
pub struct EventStream<T> {
    state: Arc<Mutex<State<T>>>,
    read: Read<T>,
}

/// Decodes an event from its name and data.
type Read<T> = fn(&str, &[u8], MissingMembers) -> Result<T, DecodeError>;

struct State<T> {
    /// Events in memory, for tests.
    given: VecDeque<T>,
    /// `None` after the end.
    body: Option<ByteStream>,
    piece: Bytes,
    decoder: Decoder,
    /// Bytes of the earlier bodies.
    received: u64,
    /// Number of whole events so far.
    events: u64,
    reopening: Reopening,
    /// What ends the stream.
    end: Option<End>,
    missing: MissingMembers,
}

/// What ends a stream.
#[derive(Clone, Copy)]
enum End {
    /// An event with this data, which is not one of the events.
    Data(&'static str),
    /// The event of this name, which is the last one.
    Event(&'static str),
}

impl<T: DeserializeOwned> EventStream<T> {
    /// Reads server-sent events whose data is JSON.
    pub fn sse(body: ByteStream) -> Self {
        Self::new(body, Decoder::sse(), read_data)
    }

    /// Reads server-sent events whose name selects the member of a union, and whose data is the JSON of the
    /// member's value. An event without a name is called `message`.
    pub fn named_sse(body: ByteStream) -> Self {
        Self::new(body, Decoder::sse(), read_named)
    }

    /// Reads a JSON value on each line.
    pub fn ndjson(body: ByteStream) -> Self {
        Self::new(body, Decoder::lines(), |_, line, missing| decode_value(line, missing))
    }
}

impl<T> EventStream<T> {
    /// Creates a stream of these events, for tests.
    pub fn of(events: impl IntoIterator<Item = T>) -> Self {
        let unread: Read<T> = |_, _, _| Err(DecodeError::end());
        let events_of = Self::new(ByteStream::default(), Decoder::lines(), unread);
        lock(&events_of.state).given = events.into_iter().collect();
        events_of
    }

    fn new(body: ByteStream, decoder: Decoder, read: Read<T>) -> Self {
        let reopening = Reopening::new(body.reopen());
        let state = State {
            given: VecDeque::new(),
            body: Some(body),
            piece: Bytes::new(),
            decoder,
            received: 0,
            events: 0,
            reopening,
            end: None,
            missing: MissingMembers::Reject,
        };
        Self { state: Arc::new(Mutex::new(state)), read }
    }

    /// Ends the stream at an event with this data, which is not returned. A stream without it is incomplete.
    #[must_use]
    pub fn until(self, data: &'static str) -> Self {
        lock(&self.state).end = Some(End::Data(data));
        self
    }

    /// Ends the stream after the event with this name, which is returned. A stream without it is incomplete.
    #[must_use]
    pub fn until_event(self, name: &'static str) -> Self {
        lock(&self.state).end = Some(End::Event(name));
        self
    }

    /// Sets the maximum size of an event in bytes; the default is 16 MiB.
    #[must_use]
    pub fn max_event_size(self, bytes: usize) -> Self {
        let mut state = lock(&self.state);
        state.decoder = std::mem::replace(&mut state.decoder, Decoder::lines()).max_event_size(bytes);
        drop(state);
        self
    }

    /// Sets what happens if an event lacks required members; the default is an error.
    #[must_use]
    pub fn missing_members(self, policy: MissingMembers) -> Self {
        lock(&self.state).missing = policy;
        self
    }

    /// Returns the last identifier of an event, for the header `Last-Event-ID` of a request that resumes the
    /// stream.
    pub fn last_event_id(&self) -> Option<String> {
        lock(&self.state).decoder.last_event_id().map(str::to_owned)
    }

    /// Returns how long the server asks to wait before the stream is resumed.
    pub fn retry(&self) -> Option<Duration> {
        lock(&self.state).decoder.retry()
    }

    /// Returns the next event, or `None` at the end. Dropping the future loses nothing.
    ///
    /// # Errors
    /// If an event cannot be decoded, or the stream ends early.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        let mut state = lock(&self.state);
        let state = &mut *state;
        if let Some(event) = state.given.pop_front() {
            return Poll::Ready(Some(Ok(event)));
        }
        let Some(found) = ready!(state.poll(cx)) else { return Poll::Ready(None) };
        Poll::Ready(Some(found.and_then(|()| {
            let (name, data) = state.decoder.event();
            let event = (self.read)(&name, data, state.missing);
            let undecodable = |error| StreamError::undecodable(error, state.received(), (&name, data));
            event.map_err(|error| undecodable(error).after_events(state.events))
        })))
    }
}

impl<T> State<T> {
    /// Returns what ends the stream, if the event that the decoder has is that.
    fn ends(&self) -> Option<End> {
        let (name, data) = self.decoder.event();
        self.end.filter(|end| match end {
            End::Data(end) => data == end.as_bytes(),
            End::Event(end) => name == *end,
        })
    }

    /// Advances to the next event, which the decoder then contains.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<(), StreamError>>> {
        loop {
            match ready!(self.reopening.poll(cx)) {
                None => {}
                Some(Opened::Stream(body)) => {
                    self.decoder.restart();
                    (self.body, self.piece) = (Some(body), Bytes::new());
                }
                Some(Opened::End) => return Poll::Ready(None),
                Some(Opened::Failed(_)) if self.reopen() => continue,
                Some(Opened::Failed(error) | Opened::Refused(error)) => {
                    return Poll::Ready(Some(Err(self.error(StreamErrorKind::Reconnect, error))));
                }
            }
            let Some(body) = &mut self.body else { return Poll::Ready(None) };
            match self.decoder.next(&mut self.piece) {
                Ok(true) => return Poll::Ready(self.found().then_some(Ok(()))),
                Ok(false) => {}
                Err(limit) => {
                    self.close();
                    let error = StreamError::new(StreamErrorKind::TooLarge(limit), self.received, None);
                    return Poll::Ready(Some(Err(error.after_events(self.events))));
                }
            }
            match ready!(Pin::new(body).poll_next(cx)) {
                Some(Ok(piece)) => self.piece = piece,
                Some(Err(error)) => {
                    self.close();
                    if !self.reopen() {
                        let error = error.after_events(self.events).at(self.received);
                        let is_resumable = self.resume_id().is_some();
                        return Poll::Ready(Some(Err(error.resumable(is_resumable))));
                    }
                }
                None => {
                    if self.decoder.end() && (self.end.is_none() || self.ends().is_some()) {
                        let is_event = self.found();
                        self.close();
                        return Poll::Ready(is_event.then_some(Ok(())));
                    }
                    self.close();
                    if !self.reopen() {
                        return Poll::Ready(self.broken().map(Err));
                    }
                }
            }
        }
    }

    /// Counts the event that the decoder has; returns whether it is one of the stream's events.
    fn found(&mut self) -> bool {
        let end = self.ends();
        if end.is_some() {
            self.close();
        }
        let is_event = !matches!(end, Some(End::Data(_)));
        if is_event {
            self.events += 1;
            self.reopening.succeeded();
        }
        is_event
    }

    /// Returns why a body that has ended was not the whole stream; `None` if it was.
    fn broken(&self) -> Option<StreamError> {
        let reason = match (self.end, self.reopening.attempts()) {
            (Some(End::Data(end) | End::Event(end)), _) => format!("the final `{end}` is missing"),
            (None, 0) => return None,
            (None, attempts) => format!("{attempts} attempts without a new event"),
        };
        Some(self.error(StreamErrorKind::Broken, reason.into()))
    }

    /// Ends the body, which closes its connection.
    fn close(&mut self) {
        self.received = self.received();
        self.body = None;
    }

    /// Starts to open the stream again, if the policy and the stream allow it.
    fn reopen(&mut self) -> bool {
        self.reopening.start(self.resume_id(), self.decoder.retry())
    }

    /// Returns the last identifier of an event as the value of a header.
    fn resume_id(&self) -> Option<HeaderValue> {
        let id = self.decoder.last_event_id().filter(|id| !id.is_empty())?;
        HeaderValue::from_bytes(id.as_bytes()).ok()
    }

    /// Returns an error that ends the stream here.
    fn error(&self, kind: StreamErrorKind, source: BoxError) -> StreamError {
        let error = StreamError::new(kind, self.received(), Some(source));
        error.after_events(self.events).resumable(self.resume_id().is_some())
    }

    fn received(&self) -> u64 {
        self.received + self.body.as_ref().map_or(0, ByteStream::received)
    }
}

/// Decodes a value from JSON; data that is not JSON is read as a string.
fn read_data<T: DeserializeOwned>(_: &str, data: &[u8], missing: MissingMembers) -> Result<T, DecodeError> {
    json_or_string(data, |json| decode_value(json, missing))
}

/// Decodes a union from the name of its member and the member's JSON; data that is not JSON is read as a
/// string.
fn read_named<T: DeserializeOwned>(
    name: &str,
    data: &[u8],
    missing: MissingMembers,
) -> Result<T, DecodeError> {
    let name = if name.is_empty() { "message" } else { name };
    json_or_string(data, |json| decode_member(name, json, missing))
}

fn json_or_string<T>(
    data: &[u8],
    decode: impl Fn(&[u8]) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    decode(data).or_else(|error| {
        let text = serde_json::to_vec(&String::from_utf8_lossy(data)).map_err(|_| error.clone())?;
        decode(&text).map_err(|_| error)
    })
}

impl<T> Stream for EventStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<T> Clone for EventStream<T> {
    fn clone(&self) -> Self {
        Self { state: Arc::clone(&self.state), read: self.read }
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventStream")
    }
}

impl<T: Clone> EventStream<T> {
    /// Returns the events of a stream that is in memory and was not read.
    fn whole(&self) -> Option<Vec<T>> {
        let state = lock(&self.state);
        if !state.given.is_empty() {
            return Some(state.given.iter().cloned().collect());
        }
        let body = state.body.clone().filter(|body| body.as_bytes().is_some())?;
        let copy = Self::new(body, state.decoder.fresh(), self.read);
        (lock(&copy.state).end, lock(&copy.state).missing) = (state.end, state.missing);
        let mut cx = Context::from_waker(std::task::Waker::noop());
        let mut events = Vec::new();
        loop {
            match copy.poll(&mut cx) {
                Poll::Ready(Some(event)) => events.push(event.ok()?),
                Poll::Ready(None) => return Some(events),
                Poll::Pending => return None,
            }
        }
    }
}

/// Streams of events in memory are compared; others are equal if they are clones.
impl<T: Clone + PartialEq> PartialEq for EventStream<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.state, &other.state)
            || self.whole().is_some_and(|events| other.whole().is_some_and(|others| events == others))
    }
}

/// A stream cannot be represented in JSON.
impl<T> Serialize for EventStream<T> {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("a stream of events cannot be converted to JSON"))
    }
}

/// No events: those of a response are added after its other members are read.
impl<'de, T: DeserializeOwned> Deserialize<'de> for EventStream<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self::sse(ByteStream::default()))
    }
}

/// Does nothing: a stream is never part of a sensitive value.
impl<T> Wipe for EventStream<T> {
    fn wipe(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &'static str) -> EventStream<u8> {
        EventStream::ndjson(ByteStream::from(Bytes::from(text)))
    }

    #[test]
    fn the_last_line_needs_no_line_feed() {
        assert_eq!(lines("1\n2").whole(), Some(vec![1, 2]));
        assert_eq!(lines("1\n2").until("2").whole(), Some(vec![1]));
        assert_eq!(lines("1\n2").until("3").whole(), None);
    }
}
