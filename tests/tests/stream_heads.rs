//! Streams whose head has another length or media type than their body.

use speccast_runtime::FilePart;
use speccast_runtime::client::Retry;
use speccast_runtime::error::ErrorKind;
use speccast_runtime::stream::ByteStream;
use speccast_tests::fixtures::parts::{self, Client as Parts};
use speccast_tests::fixtures::streams::{
    ChatInput, Client, DownloadInput, ExportInput, UploadInput, WatchInput,
};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;

fn client(server: &Server) -> Client {
    Client::builder().endpoint_url(server.url()).retry(Retry::never()).build().unwrap()
}

/// Without a body, the length is that of the response to another request (RFC 9110 section 8.6).
#[tokio::test]
async fn a_response_without_a_body_may_have_a_length() {
    let head = "HTTP/1.1 304 Not Modified\r\nETag: \"e1\"\r\nContent-Length: 5\r\n\r\n";
    let server = Server::start([Reply::raw(head), Reply::raw(head)]).unwrap();
    let client = client(&server);
    for _ in 0..2 {
        let output = ends(client.download(DownloadInput::builder().name("a")).send()).await.unwrap();
        assert_eq!(output.etag.as_deref(), Some("\"e1\""));
        assert!(ends(output.data.collect(10)).await.unwrap().is_empty());
    }
    assert_eq!(server.connections(), 1);
}

/// A transfer coding overrides the length (RFC 9112 section 6.3).
#[tokio::test]
async fn the_length_of_a_body_in_chunks_has_no_meaning() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\nTransfer-Encoding: chunked\r\n\r\n";
    let line = "f\r\n{\"key\":\"a key\"}\r\n0\r\n\r\n";
    let upload = "a\r\n{\"size\":1}\r\n0\r\n\r\n";
    let script =
        [format!("{head}{line}"), format!("{head}{upload}")].map(|text| Reply::raw(text).then_close());
    let server = Server::start(script).unwrap();
    let mut rows = ends(client(&server).export(ExportInput::builder()).send()).await.unwrap().rows;
    assert_eq!(ends(rows.next()).await.unwrap().unwrap().key, "a key");
    assert!(ends(rows.next()).await.is_none());
    let upload = client(&server).upload(UploadInput::builder().name("a").data("b"));
    assert_eq!(ends(upload.send()).await.unwrap().size, Some(1));
}

/// Such a document would be a stream without events.
#[tokio::test]
async fn a_document_is_not_a_stream_of_events() {
    let body = r#"{"error":{"message":"overloaded"}}"#;
    for media_type in ["application/json", "text/html; charset=utf-8", "Application/Problem+JSON"] {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {}", body.len());
        let server = Server::start([Reply::raw(format!("{head}\r\n\r\n{body}"))]).unwrap();
        let error = ends(client(&server).watch(WatchInput::builder()).send()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Undecodable);
        assert_eq!(error.body().map(|kept| &kept[..]), Some(body.as_bytes()));
        let essence = media_type.split(';').next().unwrap();
        let expected =
            format!("Watch: undecodable response: not server-sent events ({essence}) (HTTP status 200)");
        assert_eq!(error.to_string(), expected);
    }
}

/// Not every server sets the media type.
#[tokio::test]
async fn events_of_another_media_type_are_read() {
    for header in ["", "Content-Type: text/plain\r\n", "Content-Type: application/octet-stream\r\n"] {
        let body = "event: text\ndata: Hi\n\ndata: [DONE]\n\n";
        let head = format!("HTTP/1.1 200 OK\r\n{header}Content-Length: {}\r\n\r\n", body.len());
        let server = Server::start([Reply::raw(head + body)]).unwrap();
        let chat = client(&server).chat(ChatInput::builder().text("Hi"));
        let mut events = ends(chat.send()).await.unwrap().events;
        assert!(ends(events.next()).await.unwrap().is_ok());
        assert!(ends(events.next()).await.is_none());
    }
}

/// The sum of the lengths that a caller sets need not be a number of 64 bits.
#[tokio::test]
async fn lengths_of_parts_beyond_64_bits() {
    let server = Server::start([Reply::json("200 OK", "{}")]).unwrap();
    let client = Parts::builder().endpoint_url(server.url()).retry(Retry::never()).build().unwrap();
    let file = |length| FilePart::from(ByteStream::from_reader(&b"bytes"[..]).with_length(length));
    let input = parts::UploadInput::builder().file(file(u64::MAX)).others([file(7)]);
    ends(client.upload(input).send()).await.unwrap();
    let request = server.requests().remove(0);
    assert_eq!(request.header("content-length"), None);
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
}
