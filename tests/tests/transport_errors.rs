//! Errors for incomplete responses, over a real socket.

use std::net::TcpListener;
use std::time::Duration;

use speccast_runtime::client::{Builder, Handle, Retry, Service, Timeouts};
use speccast_runtime::codegen::{Auth, Endpoint, Head, HeadPart, Meta, Request, RestJson1};
use speccast_runtime::error::{ErrorKind, TimeoutKind};
use speccast_runtime::operation::Operation;
use speccast_runtime::transport::Mock;
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::{Naps, ends, with_longer_limits};
use speccast_tests::widgets::{Client, CreateWidgetInput, ListWidgetsInput, Open, WidgetError};

fn builder(server: &Server) -> Builder<Client<Open>> {
    Client::builder().endpoint_url(server.url()).retry(Retry::never())
}

fn list() -> ListWidgetsInput {
    ListWidgetsInput::builder().group("group")
}

#[tokio::test]
async fn a_truncated_body_keeps_status_headers_and_what_arrived() {
    let answer = "HTTP/1.1 200 OK\r\nx-amzn-requestid: req-9\r\ncontent-length: 100\r\n\r\n{\"widgets\"";
    let server = Server::start([Reply::raw(answer).then_close()]).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id(), Some("req-9"));
    assert_eq!(error.headers().unwrap()["content-length"], "100");
    assert_eq!(error.body().unwrap(), "{\"widgets\"");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_truncated_chunked_body_is_not_taken_for_a_whole_one() {
    let answer = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n";
    let server = Server::start([Reply::raw(answer).then_close()]).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert_eq!(error.body().unwrap(), "{}");
    assert!(error.to_string().starts_with("ListWidgets: response ended early: "), "{error}");
}

#[tokio::test]
async fn a_truncated_refusal_is_judged_by_its_head() {
    let head = "x-amzn-errortype: ThrottlingException\r\ncontent-length: 50\r\n\r\n{";
    let throttled = format!("HTTP/1.1 400 Bad Request\r\n{head}");
    let created = Reply::json("200 OK", r#"{"name":"cog"}"#);
    let server = Server::start([Reply::raw(throttled).then_close(), created]).unwrap();
    let builder = builder(&server).retry(Retry::standard()).sleeper(Naps::default());
    let client = builder.timeouts(Timeouts::none()).build().unwrap();
    let call = client.create_widget(CreateWidgetInput::builder().name("cog"));
    ends(call.send()).await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_refusal_that_is_too_large_or_too_slow_is_judged_by_its_head() {
    let head = "HTTP/1.1 400 Bad Request\r\nx-amzn-errortype: ThrottlingException\r\n";
    let large = Reply::raw(format!("{head}content-length: 1000\r\n\r\n"));
    let slow = Reply::raw(format!("{head}content-length: 5\r\n\r\n{{"));
    let created = Reply::json("200 OK", r#"{"name":"cog"}"#);
    let script = [large, slow, created];
    with_longer_limits(async |limit| {
        let server = Server::start(script.clone()).unwrap();
        let retry = Retry::standard().base_delay(Duration::ZERO);
        let builder = builder(&server).retry(retry).timeouts(Timeouts::new().attempt(limit));
        let client = builder.max_response_size(100).build().unwrap();
        let call = client.create_widget(CreateWidgetInput::builder().name("cog"));
        match ends(call.send()).await {
            // A head did not arrive in time.
            Err(error) if error.is_timeout() && error.status().is_none() => false,
            outcome => {
                outcome.unwrap();
                assert_eq!(server.requests().len(), 3);
                true
            }
        }
    })
    .await;
}

/// `HEAD /v1/widgets`.
struct Probe;

impl Operation for Probe {
    type Service = Prober;
    type Input = ();
    type Output = ProbeOutput;
    type Error = WidgetError;

    const META: Meta = Meta::new("Probe").readonly();
    const HEAD: Head = &[("size", HeadPart::Header("content-length")), ("tags", HeadPart::Header("x-tags"))];

    fn encode((): &()) -> Request {
        RestJson1::head("/v1/widgets")
    }
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct ProbeOutput {
    size: Option<i64>,
    tags: Option<Vec<String>>,
}

#[tokio::test]
async fn a_response_to_head_announces_a_body_that_is_not_sent() {
    let server = Server::start([Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")]).unwrap();
    let client: Prober = Builder::default()
        .endpoint_url(server.url())
        .retry(Retry::never())
        .max_response_size(100)
        .build()
        .unwrap();
    let output = ends(client.0.call::<Probe>(()).send()).await.unwrap();
    assert_eq!(output.size, Some(1_000_000));
}

#[tokio::test]
async fn a_mock_sends_a_list_in_a_header_as_a_service_does() {
    let tags = Some(vec!["a".to_owned(), "b, \"c\"".to_owned(), String::new()]);
    let mock = Mock::new();
    mock.output::<Probe>(&ProbeOutput { size: None, tags: tags.clone() });
    let builder = Builder::<Prober>::default().endpoint_url("https://widgets.example.com");
    let client = builder.transport(mock).build().unwrap();
    let output = client.0.call::<Probe>(()).await.unwrap();
    assert_eq!(output.tags, tags);
}

/// A client of [`Probe`].
struct Prober(Handle);

impl Service for Prober {
    type Protocol = RestJson1;

    const NAME: &'static str = "Prober";
    const AUTH: Auth = Auth::None;
    const ENDPOINTS: &'static [Endpoint] = &[];
}

impl From<Handle> for Prober {
    fn from(handle: Handle) -> Self {
        Self(handle)
    }
}

#[tokio::test]
async fn an_answer_that_announces_too_much_is_not_read() {
    let head = "HTTP/1.1 200 OK\r\nx-amzn-requestid: req-9\r\ncontent-length: 1000000\r\n\r\n";
    let server = Server::start([Reply::raw(head)]).unwrap();
    let client = builder(&server).max_response_size(999_999).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("req-9")));
}

#[tokio::test]
async fn an_answer_that_grows_too_large_is_not_read_on() {
    let chunk = format!("5\r\n{}\r\n", "x".repeat(5));
    let answer = |chunks| {
        let body = chunk.repeat(chunks);
        Reply::raw(format!("HTTP/1.1 500 Oh\r\ntransfer-encoding: chunked\r\n\r\n{body}0\r\n\r\n"))
    };
    let server = Server::start([answer(2), answer(3)]).unwrap();
    let client = builder(&server).max_response_size(10).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Service, "just small enough");
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.body().unwrap().len() <= 10);
    assert_eq!(error.to_string(), "ListWidgets: response is larger than 10 bytes (HTTP status 500)");
}

#[tokio::test]
async fn the_body_of_an_error_has_its_own_limit() {
    let head = |status, length| format!("HTTP/1.1 {status} Oh\r\ncontent-length: {length}\r\n\r\n");
    let json = |length| format!(r#"{{"message":"{}"}}"#, "x".repeat(length - r#"{"message":""}"#.len()));
    let whole = |status, length| Reply::raw(head(status, length) + &json(length));
    let (largest, larger) = (1 << 20, (1 << 20) + 1);
    let chunks = format!("{larger:x}\r\n{}\r\n0\r\n\r\n", "x".repeat(larger));
    let chunked = Reply::raw(format!("HTTP/1.1 404 Oh\r\ntransfer-encoding: chunked\r\n\r\n{chunks}"));
    let script = [whole(500, largest), Reply::raw(head(503, larger)), chunked, whole(200, larger)];
    let server = Server::start(script).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!((error.kind(), error.message().unwrap().len()), (ErrorKind::Service, largest - 14));
    for status in [503, 404] {
        let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::TooLarge, status));
        assert!(error.to_string().contains("response is larger than 1048576 bytes"), "{error}");
    }
    ends(client.list_widgets(list()).send()).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_breaks_is_tried_again_only_for_what_reads() {
    let script = [Reply::hang_up(), Reply::json("200 OK", "{}"), Reply::hang_up()];
    let server = Server::start(script).unwrap();
    let builder = builder(&server).retry(Retry::standard()).sleeper(Naps::default());
    let client = builder.timeouts(Timeouts::none()).build().unwrap();
    ends(client.list_widgets(list()).send()).await.unwrap();
    let call = client.create_widget(CreateWidgetInput::builder().name("cog"));
    let error = ends(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_retryable() && error.status().is_none());
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_refused_connection_is_tried_three_times() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let naps = Naps::default();
    let builder = Client::<Open>::builder().endpoint_url(format!("http://{address}"));
    let builder = builder.sleeper(naps.clone()).timeouts(Timeouts::none());
    let call = builder.build().unwrap().create_widget(CreateWidgetInput::builder().name("cog"));
    let error = ends(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_connect());
    assert_eq!(naps.taken().len(), 2);
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.to_lowercase().contains("refused"), "{source}");
    let line = error.to_string();
    let reason = line.strip_prefix(&format!("CreateWidget: could not connect to {address}: ")).unwrap();
    assert!(reason.to_lowercase().contains("refused") && !reason.contains("connect:"), "{line}");
}

#[tokio::test]
async fn a_slow_answer_times_out() {
    let server = Server::start([Reply::silence()]).unwrap();
    let timeouts = Timeouts::new().attempt(Duration::from_millis(100));
    let client = builder(&server).timeouts(timeouts).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Attempt));
    assert!(error.is_timeout() && error.status().is_none());
}

#[tokio::test]
async fn a_slow_body_times_out_and_keeps_what_arrived() {
    let reply = Reply::raw("HTTP/1.1 200 OK\r\nx-amzn-requestid: req-1\r\ncontent-length: 14\r\n\r\n{");
    with_longer_limits(async |limit| {
        let server = Server::start([reply.clone()]).unwrap();
        let client = builder(&server).timeouts(Timeouts::new().attempt(limit)).build().unwrap();
        let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Attempt));
        if error.body().is_none_or(|body| body.is_empty()) {
            // It did not arrive in time.
            return false;
        }
        assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("req-1")));
        assert_eq!(error.body().unwrap(), "{");
        true
    })
    .await;
}

#[tokio::test]
async fn invalid_http_is_a_broken_connection() {
    let server = Server::start([Reply::raw("hello\r\n\r\n").then_close()]).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}
