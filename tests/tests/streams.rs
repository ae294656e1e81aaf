//! Streamed bodies over real sockets: whole, cut, slow, large, sent and received.

use std::convert::Infallible;
use std::io::Read as _;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use allocation_counter::measure;
use bytes::Bytes;
use futures_core::Stream;
use speccast_runtime::client::{Builder, Retry, Timeouts};
use speccast_runtime::error::{ErrorKind, RetryClass};
use speccast_runtime::stream::{ByteStream, StreamErrorKind};
use speccast_runtime::transport::{self, Body, Mock, TransportError, TransportErrorKind};
use speccast_runtime::{FilePart, operation};
use speccast_tests::fixtures::forms::{Client as Forms, CreateCustomerInput};
use speccast_tests::fixtures::parts::{self, Client as Parts};
use speccast_tests::fixtures::streams::{
    ChatEvent, ChatInput, Client, Download, DownloadInput, DownloadOutput, ExportInput, FollowInput,
    LinesInput, ReplaceInput, ReplyEvent, ReplyInput, Upload, UploadInput, WatchInput,
};
use speccast_tests::server::{Received, Reply, Server};
use speccast_tests::time::ends;

/// Pieces that are there at once.
pub(crate) struct Pieces<T>(pub(crate) std::vec::IntoIter<T>);

impl<T: Unpin> Stream for Pieces<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.next())
    }
}

fn pieces(pieces: &[&'static str]) -> Pieces<Result<&'static [u8], Infallible>> {
    let pieces: Vec<_> = pieces.iter().map(|piece| Ok(piece.as_bytes())).collect();
    Pieces(pieces.into_iter())
}

fn builder(server: &Server) -> Builder<Client> {
    Client::builder().endpoint_url(server.url())
}

fn client(server: &Server) -> Client {
    builder(server).retry(Retry::never()).build().unwrap()
}

/// A response in chunks, without its end.
fn chunked(headers: &str, chunks: &[&str]) -> String {
    let chunks: String = chunks.iter().map(|chunk| format!("{:x}\r\n{chunk}\r\n", chunk.len())).collect();
    format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n{headers}\r\n{chunks}")
}

async fn download(client: &Client) -> ByteStream {
    ends(client.download(DownloadInput::builder().name("a")).send()).await.unwrap().data
}

#[tokio::test]
async fn a_download_in_chunks() {
    let whole = chunked("etag: e1\r\n", &["some ", "by", "tes"]) + "0\r\n\r\n";
    let server = Server::start([Reply::raw(whole.clone()), Reply::raw(whole)]).unwrap();
    let client = client(&server);
    let call = client.download(DownloadInput::builder().name("a")).send_with_response();
    let (DownloadOutput { data, etag, .. }, response) = ends(call).await.unwrap();
    assert_eq!((etag.as_deref(), data.length(), response.body().len()), (Some("e1"), None, 0));
    assert_eq!(ends(data.collect(10)).await.unwrap(), "some bytes");
    let error = ends(download(&client).await.collect(9)).await.unwrap_err();
    assert_eq!(error.kind(), StreamErrorKind::TooLarge(9));
    assert_eq!(server.connections(), 1, "a stream that was read to its end gives its connection back");
}

#[tokio::test]
async fn a_download_that_is_cut_tells_how_far_it_got() {
    let ranges = "accept-ranges: bytes\r\netag: \"e1\"\r\n";
    let weak = "accept-ranges: bytes\r\netag: W/\"e1\"\r\n";
    let announced = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n0123456789";
    let cut = [chunked(ranges, &["01234", "56789"]), chunked(weak, &["0123456789"]), announced.to_owned()];
    let server = Server::start(cut.map(|cut| Reply::raw(cut).then_close())).unwrap();
    let client = client(&server);
    for is_resumable in [true, false, false] {
        let mut data = download(&client).await;
        let mut received = Vec::new();
        let error = loop {
            match ends(data.next()).await.expect("an error") {
                Ok(piece) => received.extend_from_slice(&piece),
                Err(error) => break error,
            }
        };
        assert_eq!(received, b"0123456789");
        assert_eq!((error.kind(), error.received()), (StreamErrorKind::Broken, 10));
        assert_eq!(error.is_resumable(), is_resumable, "{error}");
        assert!(error.to_string().starts_with("stream ended early after 10 bytes"), "{error}");
        assert!(ends(data.next()).await.is_none(), "an error is the end");
    }
}

#[tokio::test]
async fn a_download_must_make_progress() {
    let server = Server::start([Reply::raw(chunked("", &["01234"])).then_wait()]).unwrap();
    let limit = Duration::from_millis(50);
    let timeouts = Timeouts::none().idle(limit);
    let client = builder(&server).timeouts(timeouts).build().unwrap();
    let mut data = download(&client).await;
    assert_eq!(ends(data.next()).await.unwrap().unwrap(), "01234");
    let error = ends(data.next()).await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.received()), (StreamErrorKind::Idle(limit), 5));
}

#[tokio::test]
async fn dropping_a_download_closes_the_connection() {
    let server = Server::start([Reply::raw(chunked("", &["01234"])).then_wait()]).unwrap();
    let client = client(&server);
    let mut data = download(&client).await;
    assert_eq!(ends(data.next()).await.unwrap().unwrap(), "01234");
    drop(data);
    ends(async {
        while server.hang_ups() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn an_error_is_collected() {
    let refusal = Reply::json("404 Not Found", r#"{"message":"no such file"}"#);
    let server = Server::start([refusal]).unwrap();
    let call = client(&server).download(DownloadInput::builder().name("a")).send();
    let error = ends(call).await.unwrap_err();
    assert_eq!(error.message(), Some("no such file"));
    assert!(error.modeled().is_some());
}

#[test]
fn a_download_is_read_by_a_blocking_reader() {
    let whole = chunked("", &["some ", "bytes"]) + "0\r\n\r\n";
    let server = Server::start([Reply::raw(whole.clone()), Reply::raw(whole)]).unwrap();
    let client = client(&server);
    let mut text = String::new();
    let output = client.download(DownloadInput::builder().name("a")).wait().unwrap();
    output.data.wait().read_to_string(&mut text).unwrap();
    assert_eq!(text, "some bytes");
    let output = client.download(DownloadInput::builder().name("a")).wait().unwrap();
    let lengths: Vec<usize> = output.data.wait().map(|piece| piece.unwrap().len()).collect();
    assert_eq!(lengths, [5, 5]);
}

#[tokio::test]
async fn an_upload_of_known_and_unknown_length() {
    let ok = || Reply::json("200 OK", r#"{"size":8}"#);
    let server = Server::start([ok(), ok(), ok(), ok()]).unwrap();
    let client = client(&server);
    let known = ByteStream::from_stream(pieces(&["some", "", "more"])).with_length(8);
    let unknown = ByteStream::from_stream(pieces(&["some", "more"]));
    let read = ByteStream::from_reader(&b"somemore"[..]);
    for data in [known, unknown, read, "somemore".into()] {
        ends(client.upload(UploadInput::builder().name("a").data(data)).send()).await.unwrap();
    }
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.body == b"somemore"));
    assert!(requests.iter().all(|request| request.header("content-type") == Some("image/png")));
    let lengths: Vec<_> = requests.iter().map(|request| request.header("content-length")).collect();
    assert_eq!(lengths, [Some("8"), None, None, Some("8")]);
    assert_eq!(requests[1].header("transfer-encoding"), Some("chunked"));
}

#[tokio::test]
async fn an_upload_has_as_many_bytes_as_it_announces() {
    for (length, reason) in [(9, "shorter"), (7, "longer")] {
        let server = Server::start([]).unwrap();
        let data = ByteStream::from_stream(pieces(&["some", "more"])).with_length(length);
        let error = ends(client(&server).upload(UploadInput::builder().name("a").data(data)).send())
            .await
            .unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(reason), "{source}");
        assert_eq!((error.kind(), error.retry_class()), (ErrorKind::Transport, RetryClass::Never));
    }
}

#[tokio::test]
async fn a_source_that_fails_is_named() {
    let failing = Pieces(vec![Ok("some"), Err("the disk is gone")].into_iter());
    let server = Server::start([]).unwrap();
    let upload = UploadInput::builder().name("a").data(ByteStream::from_stream(failing));
    let error = ends(client(&server).upload(upload).send()).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("the disk is gone"), "{source}");
    assert_eq!(error.retry_class(), RetryClass::Never);
}

#[tokio::test]
async fn an_upload_that_can_be_had_once_is_sent_once() {
    let busy = || Reply::json("503 Service Unavailable", "{}");
    let ok = Reply::json("200 OK", r#"{"size":8}"#);
    let server = Server::start([busy(), busy(), ok]).unwrap();
    let client = builder(&server).retry(Retry::standard().base_delay(Duration::ZERO)).build().unwrap();
    let once = ByteStream::from_stream(pieces(&["some", "more"]));
    let error = ends(client.upload(UploadInput::builder().name("a").data(once)).send()).await.unwrap_err();
    assert!(error.is_body_spent());
    assert_eq!(
        error.to_string(),
        "Upload: HTTP status 503 Service Unavailable, not retried: part of the streamed body was already sent"
    );
    assert_eq!(server.requests().len(), 1);

    let spent = ByteStream::from_stream(pieces(&["some", "more"]));
    assert_eq!(ends(spent.clone().next()).await.unwrap().unwrap(), "some");
    let error = ends(client.upload(UploadInput::builder().name("a").data(spent)).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode);

    let made = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&made);
    let again = ByteStream::from_fn(move || {
        counted.fetch_add(1, Ordering::Relaxed);
        pieces(&["some", "more"])
    });
    ends(client.upload(UploadInput::builder().name("a").data(again)).send()).await.unwrap();
    assert_eq!((server.requests().len(), made.load(Ordering::Relaxed)), (3, 2));
    assert!(server.requests().iter().all(|request| request.body == b"somemore"));
}

#[tokio::test]
async fn an_upload_that_was_not_begun_is_sent_again() {
    let mock = Mock::new();
    mock.failure(TransportErrorKind::Connect, "refused").json(200, &serde_json::json!({ "size": 8 }));
    let retry = Retry::standard().base_delay(Duration::ZERO);
    let client = Client::builder().transport(mock.clone()).retry(retry).build().unwrap();
    let once = ByteStream::from_stream(pieces(&["some", "more"]));
    ends(client.upload(UploadInput::builder().name("a").data(once)).send()).await.unwrap();
    assert_eq!(mock.requests()[1].body(), "somemore");
}

#[tokio::test]
async fn an_upload_may_take_longer_than_an_attempt_but_must_make_progress() {
    /// A stream that never has a piece.
    struct Stuck;

    impl Stream for Stuck {
        type Item = Result<Bytes, Infallible>;

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Pending
        }
    }

    let server = Server::start([]).unwrap();
    let timeouts = Timeouts::none().idle(Duration::from_millis(50));
    let client = builder(&server).timeouts(timeouts).retry(Retry::never()).build().unwrap();
    let call = client.upload(UploadInput::builder().name("a").data(ByteStream::from_stream(Stuck)));
    assert!(ends(call.send()).await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_stream_is_optional_unless_it_is_required() {
    let server = Server::start([Reply::json("200 OK", "{}")]).unwrap();
    ends(client(&server).replace(ReplaceInput::builder()).send()).await.unwrap();
    let request = server.requests().remove(0);
    assert_eq!((request.header("content-type"), request.header("content-length")), (None, Some("0")));
}

#[test]
fn a_pure_request_has_bytes() {
    let bytes = operation::encode::<Upload>(&UploadInput::builder().name("a").data("data")).unwrap();
    assert_eq!(bytes.body(), "data");
    let stream = UploadInput::builder().name("a").data(ByteStream::from_stream(pieces(&["data"])));
    let error = operation::encode::<Upload>(&stream).unwrap_err();
    assert_eq!(error.to_string(), "the body is a stream");
    assert!(operation::encode_stream::<Upload>(&stream).is_ok());
}

#[tokio::test]
async fn a_mock_has_a_stream_as_its_output() {
    let mock = Mock::new();
    mock.output::<Download>(&DownloadOutput::builder().data("some bytes"));
    let client = Client::builder().transport(mock).build().unwrap();
    assert_eq!(ends(download(&client).await.collect(100)).await.unwrap(), "some bytes");
}

#[tokio::test]
async fn events_in_pieces_of_any_size() {
    let text = "\u{FEFF}event: start\r\ndata: {\"id\":\"m1\"}\r\n\r\nevent: text\ndata: é\n\nevent: new\ndata: 1\n\n\
                event: delta\ndata: {}\n\nevent: delta\rdata: {\"text\":\"a\"}\r\rdata: [DONE]\n\n";
    let bytes: Vec<&str> = text.char_indices().map(|(at, c)| &text[at..at + c.len_utf8()]).collect();
    let server = Server::start([Reply::raw(chunked("", &bytes) + "0\r\n\r\n")]).unwrap();
    let mut events = ends(client(&server).chat(ChatInput::builder().text("Hi")).send()).await.unwrap().events;
    assert!(matches!(ends(events.next()).await, Some(Ok(ChatEvent::Start(start))) if start.id == "m1"));
    assert!(matches!(ends(events.next()).await, Some(Ok(ChatEvent::Text(text))) if text == "é"));
    let unknown = ends(events.next()).await.unwrap().unwrap();
    assert_eq!(format!("{unknown:?}"), r#"Unknown(UnknownMember { name: "new", .. })"#);
    let error = ends(events.next()).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), StreamErrorKind::Undecodable);
    assert!(error.to_string().ends_with("missing: expected a value at '/delta/text'"), "{error}");
    // Some services send an error in place of an event.
    assert_eq!(error.event(), Some(("delta", b"{}".as_slice())));
    assert!(matches!(ends(events.next()).await, Some(Ok(ChatEvent::Delta(delta))) if delta.text == "a"));
    assert!(ends(events.next()).await.is_none());
    let request = server.requests().remove(0);
    assert_eq!(request.header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn events_that_break_off() {
    let start = "event: start\ndata: {\"id\":\"m1\"}\n\nid: 7\nevent: text\nda";
    let whole = Reply::raw(chunked("", &[start]) + "0\r\n\r\n");
    let server = Server::start([whole, Reply::raw(chunked("", &[start])).then_close()]).unwrap();
    let client = client(&server);
    for reason in ["the final `[DONE]` is missing", "connection broke"] {
        let mut events = ends(client.chat(ChatInput::builder().text("Hi")).send()).await.unwrap().events;
        assert!(ends(events.next()).await.unwrap().is_ok());
        let error = ends(events.next()).await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.received()), (StreamErrorKind::Broken, start.len() as u64));
        assert!(error.to_string().contains(reason), "{error}");
        assert!(ends(events.next()).await.is_none());
    }
}

#[tokio::test]
async fn events_of_one_type_and_what_the_stream_says_of_itself() {
    let text =
        "retry: 1500\nid: 1\ndata: {\"key\":\"a\"}\n\nevent: named\nid: 2\ndata: {\"key\":\"b\"}\n\n: end";
    let server = Server::start([Reply::raw(chunked("", &[text]) + "0\r\n\r\n")]).unwrap();
    let mut changes = ends(client(&server).watch(WatchInput::builder()).send()).await.unwrap().changes;
    let mut keys = Vec::new();
    while let Some(change) = ends(changes.next()).await {
        keys.push(change.unwrap().key);
    }
    assert_eq!(keys, ["a", "b"]);
    assert_eq!(changes.last_event_id().as_deref(), Some("2"));
    assert_eq!(changes.retry(), Some(Duration::from_millis(1500)));
}

#[tokio::test]
async fn lines_and_a_line_that_is_too_long() {
    let text = "{\"key\":\"a\"}\n\r\n{\"key\":1}\n{\"key\":\"b\",\"value\":2}\n{\"key\":\"0123456789012345678901234\"}";
    let server = Server::start([Reply::raw(chunked("x-of: all\r\n", &[text]) + "0\r\n\r\n")]).unwrap();
    let output = ends(client(&server).export(ExportInput::builder()).send()).await.unwrap();
    assert_eq!(output.of.as_deref(), Some("all"));
    let mut rows = output.rows.max_event_size(25);
    assert_eq!(ends(rows.next()).await.unwrap().unwrap().key, "a");
    let error = ends(rows.next()).await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.event()),
        (StreamErrorKind::Undecodable, Some(("", b"{\"key\":1}".as_slice())))
    );
    assert_eq!(ends(rows.next()).await.unwrap().unwrap().value, Some(2));
    assert_eq!(ends(rows.next()).await.unwrap().unwrap_err().kind(), StreamErrorKind::TooLarge(25));
    assert!(ends(rows.next()).await.is_none());
}

/// A type of events that is written in place.
#[tokio::test]
async fn events_of_a_type_without_a_name() {
    let text = "event: line\ndata: {\"text\":\"a\"}\n\nevent: rest\ndata: [\"b\",\"c\"]\n\n";
    let lines = "{\"text\":\"d\"}\n";
    let whole = |text: &str| Reply::raw(chunked("", &[text]) + "0\r\n\r\n");
    let server = Server::start([whole(text), whole(lines)]).unwrap();
    let client = client(&server);
    let mut logs = ends(client.follow(FollowInput::builder()).send()).await.unwrap().logs;
    let line = ends(logs.next()).await.unwrap().unwrap();
    assert_eq!(line.as_line().and_then(|line| line.text.as_deref()), Some("a"));
    let rest = ends(logs.next()).await.unwrap().unwrap();
    assert_eq!(rest.as_rest().unwrap(), &["b", "c"]);
    assert!(ends(logs.next()).await.is_none());
    let mut lines = ends(client.lines(LinesInput::builder()).send()).await.unwrap().lines;
    assert_eq!(ends(lines.next()).await.unwrap().unwrap().text, "d");
}

#[tokio::test]
async fn a_form_over_a_socket() {
    let server = Server::start([Reply::json("200 OK", r#"{"id":"c1"}"#)]).unwrap();
    let client = Forms::builder().endpoint_url(server.url()).region("r").build().unwrap();
    let input = CreateCustomerInput::builder().name("Ada").expand(["a".to_owned()]);
    ends(client.create_customer(input).send()).await.unwrap();
    let request = server.requests().remove(0);
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.body, b"name=Ada&expand[0]=a");
}

/// A body of parts, its boundary and line ends as in an example.
fn parts_of(request: &Received) -> String {
    let boundary =
        request.header("content-type").unwrap().split_once("multipart/form-data; boundary=").unwrap().1;
    assert_eq!(boundary.len(), 32);
    String::from_utf8(request.body.clone()).unwrap().replace("\r\n", "\n").replace(boundary, "BOUNDARY")
}

#[tokio::test]
async fn parts_of_bytes_and_streams() {
    let busy = || Reply::json("503 Service Unavailable", "{}");
    let ok = || Reply::json("200 OK", r#"{"id":"f1"}"#);
    let server = Server::start([ok(), ok(), busy(), ok(), busy()]).unwrap();
    let retry = Retry::standard().base_delay(Duration::ZERO);
    let client = Parts::builder().endpoint_url(server.url()).retry(retry).build().unwrap();
    let send = |file: FilePart| ends(client.upload(parts::UploadInput::builder().file(file)).send());
    send(FilePart::from("some\nbytes").file_name("a \"b\"\r\nc.txt").media_type("text/plain")).await.unwrap();
    let unknown = ByteStream::from_stream(pieces(&["so", "me"]));
    send(unknown.into()).await.unwrap();
    let again = ByteStream::from_fn(|| pieces(&["so", "me"])).with_length(4);
    send(again.into()).await.unwrap();
    let error = send(ByteStream::from_stream(pieces(&["so", "me"])).into()).await.unwrap_err();
    assert!(error.is_body_spent());

    let requests = server.requests();
    let head =
        |rest: &str| format!("--BOUNDARY\nContent-Disposition: form-data; name=\"file\"; filename=\"{rest}");
    let octets = head("file\"\nContent-Type: application/octet-stream\n\nsome\n--BOUNDARY--\n");
    let named = head("a %22b%22%0D%0Ac.txt\"\nContent-Type: text/plain\n\nsome\nbytes\n--BOUNDARY--\n");
    let sent: Vec<String> = requests.iter().map(parts_of).collect();
    assert_eq!(sent, [named, octets.clone(), octets.clone(), octets.clone(), octets]);
    let has_length = |request: &Received| request.header("content-length").is_some();
    assert_eq!(requests.iter().map(has_length).collect::<Vec<_>>(), [true, false, true, true, false]);

    let injected = FilePart::from("a").media_type("text/plain\r\nX-Evil: 1");
    assert_eq!(send(injected).await.unwrap_err().kind(), ErrorKind::Encode);
    assert_eq!(server.requests().len(), 5);
}

/// A body of `count` times `piece`, which is in memory once.
fn repeated(piece: Bytes, count: usize) -> Body {
    let pieces: Vec<Result<Bytes, TransportError>> = (0..count).map(|_| Ok(piece.clone())).collect();
    Body::from_stream(Pieces(pieces.into_iter()))
}

/// Neither received nor sent streams are ever in memory as a whole.
#[test]
fn streams_use_constant_memory() {
    const PIECE: usize = 64 << 10;
    const COUNT: usize = 256;
    static DATA: [u8; PIECE] = [b'x'; PIECE];
    let piece = Bytes::from_static(&DATA);
    let answered = piece.clone();
    let transport = transport::from_fn(move |request: http::Request<Body>| {
        let answer = repeated(answered.clone(), COUNT);
        async move {
            let mut body = request.into_body();
            let mut received = 0;
            while let Some(piece) = body.next().await {
                received += piece?.len();
            }
            let is_upload = received > 0;
            assert!(!is_upload || received == PIECE * COUNT);
            Ok(http::Response::new(if is_upload { Body::from("{}") } else { answer }))
        }
    });
    let client = Client::builder().transport(transport).timeouts(Timeouts::none()).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut received = 0;
    let allocations = measure(|| {
        runtime.block_on(async {
            let mut data = client.download(DownloadInput::builder().name("a")).await.unwrap().data;
            while let Some(piece) = data.next().await {
                received += piece.unwrap().len();
            }
            client
                .replace(ReplaceInput::builder().data(ByteStream::from(repeated(piece, COUNT))))
                .await
                .unwrap();
        });
    });
    assert_eq!(received, PIECE * COUNT);
    assert!(allocations.bytes_max < 1 << 18, "{allocations:?}");
    assert!(allocations.count_total < 300, "{allocations:?}");
}

#[test]
fn a_streaming_operation_may_share_the_route_of_another() {
    let spec = |stream: &str| {
        let text = format!(
            "speccast: 1
service: {{ name: Chat, protocol: http, endpoint: \"https://chat.example.com\", auth: none }}
operations:
  Say: {{ http: POST /messages, output: {{ text: string }} }}
  Stream: {{ http: POST /messages, output: {{ events: {{ {stream} }} }} }}
types:
  Event: {{ structure: {{ text: string }} }}
"
        );
        speccast::lint(&[speccast::Source::new("chat.yaml", text)]).to_string()
    };
    assert_eq!(spec("stream: Event, format: sse"), "");
    assert!(spec("list: Event").contains("warning[same-route]"));
}

#[tokio::test]
async fn the_last_event_is_known_by_its_name() {
    let delta = "event: delta\ndata: {\"type\":\"delta\",\"text\":\"a\"}\n\n";
    let done = "event: done\ndata: {\"type\":\"done\",\"tokens\":1}\n\n";
    // The first connection stays open: the last event is enough.
    let whole = Reply::raw(chunked("content-type: text/event-stream\r\n", &[delta, done])).then_wait();
    let end = format!("{}0\r\n\r\n", chunked("content-type: text/event-stream\r\n", &[delta]));
    let server = Server::start([whole, Reply::raw(end).then_close()]).unwrap();
    let client = client(&server);
    let mut events = ends(client.reply(ReplyInput::builder()).send()).await.unwrap().events;
    assert!(matches!(ends(events.next()).await, Some(Ok(ReplyEvent::Delta(_)))));
    assert!(matches!(ends(events.next()).await, Some(Ok(ReplyEvent::Done(_)))));
    assert!(ends(events.next()).await.is_none());
    drop(events);
    let mut events = ends(client.reply(ReplyInput::builder()).send()).await.unwrap().events;
    assert!(matches!(ends(events.next()).await, Some(Ok(ReplyEvent::Delta(_)))));
    let error = ends(events.next()).await.unwrap().unwrap_err();
    assert_eq!(error.kind(), StreamErrorKind::Broken);
    assert!(ends(events.next()).await.is_none());
}
