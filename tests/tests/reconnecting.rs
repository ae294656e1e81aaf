//! Streams of events that break off and are opened again, over real sockets.

use std::error::Error as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use speccast_runtime::Error;
use speccast_runtime::client::{Builder, Handle, Reconnect, Retry, Service, Timeouts};
use speccast_runtime::codegen::{Auth, Endpoint, Http};
use speccast_runtime::credentials::{ProvideToken, Token, TokenError};
use speccast_runtime::stream::{EventStream, StreamError, StreamErrorKind};
use speccast_runtime::time::BoxFuture;
use speccast_tests::fixtures::streams::{
    Change, ChatEvent, ChatInput, Client, Watch, WatchError, WatchInput,
};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::{Naps, ends, noon};

/// A response of these events, whose connection then breaks.
fn broken(events: &str) -> Reply {
    Reply::raw(format!("{}{:x}\r\n{events}\r\n", head(), events.len())).then_close()
}

/// A whole response of these events.
fn whole(events: &str) -> Reply {
    let chunk = if events.is_empty() { String::new() } else { format!("{:x}\r\n{events}\r\n", events.len()) };
    Reply::raw(format!("{}{chunk}0\r\n\r\n", head()))
}

fn head() -> &'static str {
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
}

fn status(line: &str) -> Reply {
    Reply::raw(format!("HTTP/1.1 {line}\r\ncontent-length: 0\r\n\r\n"))
}

fn event(id: u32, key: &str) -> String {
    format!("id: {id}\ndata: {{\"key\":\"{key}\"}}\n\n")
}

/// Nothing but a server, and the waits of a client.
struct Stage {
    server: Server,
    naps: Naps,
}

impl Stage {
    fn new(script: impl IntoIterator<Item = Reply>) -> Self {
        Self { server: Server::start(script).unwrap(), naps: Naps::default() }
    }

    fn set<C: Service>(&self, builder: Builder<C>) -> Builder<C> {
        let builder = builder.endpoint_url(self.server.url()).sleeper(self.naps.clone());
        builder.timeouts(Timeouts::none()).retry(Retry::never())
    }

    fn client(&self) -> Client {
        self.set(Client::builder()).build().unwrap()
    }

    async fn watch(&self, policy: Reconnect) -> EventStream<Change> {
        let call = self.client().watch(WatchInput::builder()).reconnect(policy);
        ends(call.send()).await.unwrap().changes
    }

    /// The header by which each request asks for what follows an event.
    fn asked(&self) -> Vec<Option<String>> {
        let requests = self.server.requests();
        requests.iter().map(|request| request.header("last-event-id").map(str::to_owned)).collect()
    }
}

/// The keys of the events, and the error at the end.
async fn read(events: &mut EventStream<Change>) -> (String, Option<StreamError>) {
    let mut keys = String::new();
    while let Some(event) = ends(events.next()).await {
        match event {
            Ok(event) => keys += &event.key,
            Err(error) => {
                assert!(ends(events.next()).await.is_none(), "an error is the end: {error}");
                return (keys, Some(error));
            }
        }
    }
    (keys, None)
}

#[tokio::test]
async fn continues_after_the_last_whole_event() {
    let first = format!("retry: 1500\n{}{}id: 3\ndata: {{\"ke", event(1, "a"), event(2, "b"));
    let stage = Stage::new([broken(&first), broken(&event(3, "c")), status("204 No Content")]);
    let mut events = stage.watch(Reconnect::new()).await;
    let (keys, error) = read(&mut events).await;
    assert_eq!((keys.as_str(), error.map(|error| error.to_string())), ("abc", None));
    assert_eq!(stage.asked(), [None, Some("2".to_owned()), Some("3".to_owned())]);
    let request = &stage.server.requests()[1];
    assert_eq!(
        (request.line(), request.header("accept")),
        ("GET /watch HTTP/1.1", Some("text/event-stream"))
    );
    // What the server asks for, and up to a second.
    let waits = stage.naps.taken();
    let is_fitting = |wait: &Duration| (1500..=2500).contains(&wait.as_millis());
    assert!(waits.len() == 2 && waits.iter().all(is_fitting), "{waits:?}");
    assert_eq!(events.last_event_id().as_deref(), Some("3"));
}

#[tokio::test]
async fn a_break_without_identifiers_is_an_error() {
    for is_wanted in [true, false] {
        let stage = Stage::new([broken("data: {\"key\":\"a\"}\n\ndata: {\"k")]);
        let call = stage.client().watch(WatchInput::builder());
        let call = if is_wanted { call.reconnect(Reconnect::new()) } else { call };
        let mut events = ends(call.send()).await.unwrap().changes;
        let (keys, error) = read(&mut events).await;
        let error = error.unwrap();
        assert_eq!(
            (keys.as_str(), error.kind(), error.is_resumable()),
            ("a", StreamErrorKind::Broken, false)
        );
        assert_eq!((error.events(), error.received()), (1, 28));
        let text = error.to_string();
        assert!(text.starts_with("stream ended early after 28 bytes and 1 event: "), "{text}");
        assert_eq!(stage.server.requests().len(), 1);
    }
}

#[tokio::test]
async fn unless_it_is_wanted_the_break_is_an_error_that_can_be_resumed() {
    let stage = Stage::new([broken(&event(1, "a"))]);
    let call = stage.client().watch(WatchInput::builder());
    let mut events = ends(call.send()).await.unwrap().changes;
    let (_, error) = read(&mut events).await;
    let error = error.unwrap();
    assert!(error.is_resumable());
    let text = error.to_string();
    assert!(
        text.starts_with("stream ended early after 25 bytes and 1 event, and can be resumed: "),
        "{text}"
    );
    assert_eq!(stage.server.requests().len(), 1);
}

#[tokio::test]
async fn a_server_that_closes_is_called_again_until_it_has_nothing_new() {
    let script = [event(1, "a"), String::new(), event(2, "b"), String::new(), String::new()];
    let stage = Stage::new(script.iter().map(|events| whole(events)));
    let mut events = stage.watch(Reconnect::new().max_attempts(2)).await;
    let (keys, error) = read(&mut events).await;
    let error = error.unwrap();
    assert_eq!((keys.as_str(), error.kind(), error.is_resumable()), ("ab", StreamErrorKind::Broken, true));
    assert!(error.to_string().ends_with("2 attempts without a new event"), "{error}");
    assert_eq!((error.events(), error.received()), (2, 50));
    assert_eq!(stage.server.requests().len(), 5);
}

#[tokio::test]
async fn a_failure_that_may_pass_is_an_attempt() {
    let stage = Stage::new([
        broken(&event(1, "a")),
        status("503 Service Unavailable"),
        Reply::hang_up(),
        broken(&event(2, "b")),
        status("204 No Content"),
    ]);
    let mut events = stage.watch(Reconnect::new().max_attempts(3)).await;
    assert!(matches!(read(&mut events).await, (keys, None) if keys == "ab"));
    assert_eq!(stage.server.requests().len(), 5);
}

#[tokio::test]
async fn a_failure_that_stays_ends_it_with_the_operations_error() {
    for (line, attempts) in [("404 Not Found", 1), ("503 Service Unavailable", 2)] {
        let script = [broken(&event(1, "a")), status(line), status(line), status(line)];
        let stage = Stage::new(script);
        let mut events = stage.watch(Reconnect::new().max_attempts(2)).await;
        let (keys, error) = read(&mut events).await;
        let error = error.unwrap();
        assert_eq!((keys.as_str(), error.kind()), ("a", StreamErrorKind::Reconnect));
        assert_eq!((error.events(), error.received(), error.is_resumable()), (1, 25, true));
        let source = error.source().unwrap().downcast_ref::<Error<WatchError>>().unwrap();
        assert!(line.starts_with(source.status().unwrap().as_str()), "{source}");
        assert!(error.to_string().contains("could not be reopened"), "{error}");
        assert_eq!(stage.server.requests().len(), 1 + attempts);
    }
}

#[tokio::test]
async fn it_does_not_wait_longer_than_the_limit() {
    let stage = Stage::new([broken(&format!("retry: 30001\n{}", event(1, "a")))]);
    let mut events = stage.watch(Reconnect::new()).await;
    let (_, error) = read(&mut events).await;
    assert!(error.unwrap().is_resumable());
    assert_eq!((events.retry(), stage.server.requests().len()), (Some(Duration::from_millis(30_001)), 1));
}

#[tokio::test]
async fn an_operation_that_may_not_be_repeated_is_not_unless_the_caller_says_so() {
    let text = "id: 1\nevent: text\ndata: a\n\n";
    let last = "id: 2\nevent: text\ndata: b\n\ndata: [DONE]\n\nevent: text\ndata: c\n\n";
    for policy in [Reconnect::new(), Reconnect::new().any_operation()] {
        let stage = Stage::new([whole(text), broken(last)]);
        let call = stage.client().chat(ChatInput::builder().text("Hi")).reconnect(policy);
        let mut events = ends(call.send()).await.unwrap().events;
        assert!(matches!(ends(events.next()).await, Some(Ok(ChatEvent::Text(text))) if text == "a"));
        if policy == Reconnect::new() {
            let error = ends(events.next()).await.unwrap().unwrap_err();
            assert_eq!((error.kind(), error.is_resumable()), (StreamErrorKind::Broken, true));
            assert_eq!(stage.server.requests().len(), 1);
            continue;
        }
        assert!(matches!(ends(events.next()).await, Some(Ok(ChatEvent::Text(text))) if text == "b"));
        // The event that ends the stream ends it for good.
        assert!(ends(events.next()).await.is_none());
        let requests = stage.server.requests();
        assert_eq!((requests.len(), requests[0].body.clone()), (2, requests[1].body.clone()));
        assert_eq!(requests[1].header("last-event-id"), Some("1"));
    }
}

/// A service with the operations of another one, and bearer tokens.
struct WithTokens(Handle);

impl From<Handle> for WithTokens {
    fn from(handle: Handle) -> Self {
        Self(handle)
    }
}

impl Service for WithTokens {
    type Protocol = Http;

    const NAME: &'static str = "WithTokens";
    const AUTH: Auth = Auth::Bearer;
    const ENDPOINTS: &'static [Endpoint] = &[];
}

/// Tokens that expire at once.
#[derive(Debug, Default)]
struct Tokens(AtomicU32);

impl ProvideToken for Tokens {
    fn provide_token(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move { Ok(Token::new(format!("token-{number}")).expires_at(noon())) })
    }
}

#[tokio::test]
async fn each_request_has_fresh_credentials() {
    let stage = Stage::new([broken(&event(1, "a")), broken(&event(2, "b")), status("204 No Content")]);
    let clock = speccast_tests::time::TestClock::at(noon());
    let builder = stage.set(Builder::<WithTokens>::default()).clock(clock);
    let client =
        builder.token(speccast_runtime::credentials::SecretSource::from(Tokens::default())).build().unwrap();
    let call = client.0.call::<Watch>(WatchInput::builder()).reconnect(Reconnect::new());
    let mut events = ends(call.send()).await.unwrap().changes;
    assert!(matches!(read(&mut events).await, (keys, None) if keys == "ab"));
    let requests = stage.server.requests();
    let sent: Vec<_> = requests.iter().map(|request| request.header("authorization").unwrap()).collect();
    assert_eq!(sent, ["Bearer token-0", "Bearer token-1", "Bearer token-2"]);
}
