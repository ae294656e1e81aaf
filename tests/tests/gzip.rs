//! Compressed responses over real sockets: whole, cut, corrupt, huge, and events in them.

use std::io::Write as _;
use std::time::Duration;

use allocation_counter::measure;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use speccast_runtime::client::{Config, Retry};
use speccast_runtime::error::ErrorKind;
use speccast_runtime::stream::StreamErrorKind;
use speccast_runtime::transport::{Body, Mock};
use speccast_tests::fixtures::streams::{self, ChatEvent, ChatInput, DownloadInput};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;
use speccast_tests::widgets::{Client, ListWidgetsInput, Open, Signed};

use crate::streams::Pieces;

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

/// A response in gzip.
fn reply(status: &str, body: &[u8]) -> Reply {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n\
         content-length: {length}\r\n\r\n"
    );
    Reply::raw([head.as_bytes(), body].concat())
}

fn client(server: &Server, config: Config) -> Client {
    let builder = Client::<Open>::builder().config(config).endpoint_url(server.url());
    builder.retry(Retry::never()).build().unwrap()
}

fn list() -> ListWidgetsInput {
    ListWidgetsInput::builder().group("group")
}

const PAGE: &[u8] = br#"{"nextToken":"t1"}"#;

#[tokio::test]
async fn a_compressed_response_is_decoded() {
    let two_members = [gzip(&PAGE[..5]), gzip(&PAGE[5..])].concat();
    let chunked = {
        let body = gzip(PAGE);
        let head = "HTTP/1.1 200 OK\r\ncontent-encoding: X-GZip\r\ntransfer-encoding: chunked\r\n\r\n";
        let chunks = body.iter().flat_map(|byte| [b"1\r\n".as_slice(), &[*byte], b"\r\n"].concat());
        let chunks: Vec<u8> = chunks.collect();
        Reply::raw([head.as_bytes(), &chunks, b"0\r\n\r\n"].concat())
    };
    let plain = Reply::json("200 OK", std::str::from_utf8(PAGE).unwrap());
    let script = [reply("200 OK", &gzip(PAGE)), reply("200 OK", &two_members), chunked, plain];
    let server = Server::start(script).unwrap();
    let client = client(&server, Config::new());
    for _ in 0..4 {
        let (output, response) = ends(client.list_widgets(list()).send_with_response()).await.unwrap();
        assert_eq!(output.next_token.as_deref(), Some("t1"));
        assert_eq!(response.body(), PAGE);
        assert_eq!(response.header("content-encoding"), None);
    }
    assert_eq!(server.connections(), 1);
    assert!(server.requests().iter().all(|request| request.header("accept-encoding") == Some("gzip")));

    let error = br#"{"message":"slow down"}"#;
    let script = [reply("429 Too Many Requests", &gzip(error)), reply("500 Oops", b"")];
    let server = Server::start(script).unwrap();
    let client = self::client(&server, Config::new());
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Service, Some("slow down")));
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.body().map(Bytes::len)),
        (ErrorKind::Service, Some(0)),
        "an empty body is empty"
    );
}

#[tokio::test]
async fn a_length_is_not_that_of_the_decoded_body() {
    let server = Server::start([reply("200 OK", &gzip(PAGE))]).unwrap();
    let call = client(&server, Config::new()).list_widgets(list());
    let (_, response) = ends(call.send_with_response()).await.unwrap();
    assert_eq!(response.header("content-length"), None);
}

/// Who asks for an encoding has the body as it is.
#[tokio::test]
async fn a_caller_that_asks_for_an_encoding_decodes_it() {
    let body = gzip(PAGE);
    let server = Server::start([reply("200 OK", &body), reply("200 OK", &body)]).unwrap();
    let client = client(&server, Config::new());
    for (coding, received) in [("gzip", Some("gzip")), ("identity", Some("identity"))] {
        let call = client.list_widgets(list()).header("accept-encoding", coding);
        let error = ends(call.send()).await.unwrap_err();
        assert_eq!(error.body().unwrap(), &body[..]);
        assert!(error.to_string().contains("content encoding gzip"), "{error}");
        assert_eq!(server.requests().last().unwrap().header("accept-encoding"), received);
    }
}

/// A part of a body is one of the bytes that are sent, and other encodings are not ours.
#[tokio::test]
async fn unrequested_encodings_are_not_decoded() {
    let twice = gzip(&gzip(PAGE));
    let double = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip, gzip\r\ncontent-length: ";
    let double = [format!("{double}{}\r\n\r\n", twice.len()).as_bytes(), &twice].concat();
    let script = [reply("206 Partial Content", &gzip(PAGE)[10..]), Reply::raw(double)];
    let server = Server::start(script).unwrap();
    let client = client(&server, Config::new());
    let call = client.list_widgets(list()).header("range", "bytes=10-");
    let error = ends(call.send()).await.unwrap_err();
    assert_eq!(error.body().unwrap(), &gzip(PAGE)[10..]);
    assert_eq!(server.requests()[0].header("accept-encoding"), Some("identity"));
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.body().unwrap(), &twice);
    assert!(error.to_string().contains("content encoding gzip, gzip"), "{error}");
}

#[tokio::test]
async fn a_broken_body_is_one_that_broke_off() {
    let whole = gzip(&[PAGE, &[b' '; 5000]].concat());
    let mut corrupt = whole.clone();
    let checksum = corrupt.len() - 8;
    corrupt[checksum] ^= 1;
    let garbage = [&whole[..], b"garbage"].concat();
    for body in [&whole[..4], &whole[..30], &whole[..whole.len() - 1], &corrupt, &garbage, b"{}", PAGE] {
        let server = Server::start([reply("200 OK", body), reply("200 OK", &whole)]).unwrap();
        let client = client(&server, Config::new());
        let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Truncated, "{error}");
        assert!(error.to_string().contains("invalid gzip: "), "{error}");
        assert!(error.is_retryable(), "as any other body that broke off");
        ends(client.list_widgets(list()).send()).await.unwrap();
    }
    let cut = format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", whole.len());
    let cut = Reply::raw([cut.as_bytes(), &whole[..30]].concat()).then_close();
    let server = Server::start([cut]).unwrap();
    let error = ends(client(&server, Config::new()).list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated, "{error}");
}

/// The limit of a body counts what it is decoded to, and there is never much more than that.
#[tokio::test]
async fn a_bomb_meets_the_limit() {
    let bomb = gzip(&vec![b' '; 200 << 20]);
    assert!(bomb.len() < 300_000);
    let server = Server::start([reply("200 OK", &bomb), reply("400 Bad Request", &bomb)]).unwrap();
    let client = client(&server, Config::new().max_response_size(5 << 20));
    for limit in [5 << 20, 1 << 20] {
        let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
        assert!(error.to_string().contains(&format!("larger than {limit} bytes")), "{error}");
    }
}

/// A client of streams that has this response, in pieces of `size` bytes.
fn streaming(body: &[u8], size: usize) -> streams::Client {
    let mock = Mock::new();
    let pieces: Vec<_> = body.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let body = Body::from_stream(Pieces(pieces.into_iter()));
    mock.response(http::Response::builder().header("content-encoding", "gzip").body(body).unwrap());
    streams::Client::builder().transport(mock).build().unwrap()
}

#[test]
fn a_stream_of_any_size_takes_little_memory() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let size = 100 << 20;
    let client = streaming(&gzip(&vec![b'x'; size]), 1 << 20);
    let read = async {
        let call = client.download(DownloadInput::builder().name("a"));
        let (mut data, mut received) = (call.send().await.unwrap().data, 0);
        assert_eq!(data.length(), None);
        while let Some(piece) = data.next().await {
            received += piece.unwrap().len();
        }
        received
    };
    let mut received = 0;
    let memory = measure(|| received = runtime.block_on(read));
    assert_eq!(received, size);
    assert!(memory.bytes_max < 6 << 20, "{memory:?}");
}

/// What the server has flushed is there, however little it is, and whatever pieces it comes in.
#[tokio::test]
async fn events_are_there_as_they_happen() {
    let delta = format!("event: delta\ndata: {{\"text\":\"{}\"}}\n\n", "x".repeat(100_000));
    for size in [1, 7, 1 << 20] {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(b"event: start\ndata: {\"id\":\"m1\"}\n\n").unwrap();
        encoder.flush().unwrap();
        encoder.write_all(delta.as_bytes()).unwrap();
        encoder.flush().unwrap();
        // The rest never comes.
        let head =
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n".as_bytes();
        let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
        let chunks: Vec<u8> = encoder.get_ref().chunks(size).flat_map(chunk).collect();
        let server = Server::start([Reply::raw([head, &chunks].concat()).then_wait()]).unwrap();
        let client = streams::Client::builder().endpoint_url(server.url()).build().unwrap();
        let call = client.chat(ChatInput::builder().text("Hi")).send();
        let mut events = ends(call).await.unwrap().events;
        let first = ends(events.next()).await.unwrap().unwrap();
        assert!(matches!(first, ChatEvent::Start(start) if start.id == "m1"));
        let second = ends(events.next()).await.unwrap().unwrap();
        assert!(matches!(second, ChatEvent::Delta(delta) if delta.text.len() == 100_000));
    }
}

/// The rest of a stream that was decoded cannot be requested by its place.
#[tokio::test]
async fn a_stream_that_breaks_off_is_not_resumable() {
    let whole = gzip(&(0..u16::MAX).flat_map(u16::to_be_bytes).collect::<Vec<_>>());
    let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\naccept-ranges: bytes\r\netag: \"e1\"\r\n";
    let head = format!("{head}content-length: {}\r\n\r\n", whole.len());
    let cut = Reply::raw([head.as_bytes(), &whole[..whole.len() / 2]].concat()).then_close();
    let server = Server::start([cut]).unwrap();
    let client = streams::Client::builder().endpoint_url(server.url()).build().unwrap();
    let mut data = ends(client.download(DownloadInput::builder().name("a")).send()).await.unwrap().data;
    let error = loop {
        if let Err(error) = ends(data.next()).await.expect("an error") {
            break error;
        }
    };
    assert_eq!((error.kind(), error.is_resumable()), (StreamErrorKind::Broken, false));
    assert!(ends(data.next()).await.is_none(), "an error is the end");
}

/// A proxy may change what a client accepts, so a signature does not cover it, unless the caller sets it.
#[tokio::test]
async fn a_signature_does_not_cover_what_the_client_accepts() {
    let server = Server::start([reply("200 OK", &gzip(PAGE)), Reply::json("200 OK", "{}")]).unwrap();
    let credentials = speccast_runtime::credentials::Credentials::new("AKIDEXAMPLE", "secret", None, None);
    let builder = Client::<Signed>::builder().endpoint_url(server.url()).region("eu-central-1");
    let client = builder.credentials(credentials).build().unwrap();
    ends(client.list_widgets(list()).send()).await.unwrap();
    let own = client.list_widgets(list()).header("accept-encoding", "identity");
    ends(own.timeout(Duration::from_secs(60)).send()).await.unwrap();
    let signed: Vec<_> = server
        .requests()
        .iter()
        .map(|request| {
            let authorization = request.header("authorization").unwrap();
            authorization.contains("accept-encoding")
        })
        .collect();
    assert_eq!(signed, [false, true]);
}

/// The bytes of a download, or that it broke off.
fn downloaded(body: &[u8], size: usize) -> Option<Bytes> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let call = streaming(body, size).download(DownloadInput::builder().name("a"));
        call.send().await.unwrap().data.collect(1 << 20).await.ok()
    })
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces(plain in proptest::collection::vec(any::<u8>(), 0..5_000), size in 1_usize..3_000) {
        prop_assert_eq!(downloaded(&gzip(&plain), size), Some(Bytes::from(plain)));
    }

    /// Neither a panic nor other bytes: what is damaged is an error.
    #[test]
    fn damage_is_found(plain in "[a-c]{0,2000}", at in any::<usize>(), flip in 1_u8.., size in 1_usize..300) {
        let mut damaged = gzip(plain.as_bytes());
        // But for the time and the operating system, which mean nothing.
        let at = 10 + at % (damaged.len() - 10);
        damaged[at] ^= flip;
        let read = downloaded(&damaged, size);
        prop_assert!(read.is_none_or(|read| read == plain.as_bytes()));
        downloaded(&damaged[at..], size);
    }
}
