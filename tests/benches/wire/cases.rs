//! Requests, responses and events.

use std::future::poll_fn;
use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use futures_core::Stream;
use speccast_generated::codeartifact::{
    AllowPublish, AllowUpstream, ListPackagesInput, ListPackagesOutput, PackageFormat,
};
use speccast_runtime::codegen::{Http, Protocol, Request, RestJson1};
use speccast_runtime::response::Response;
use speccast_runtime::stream::EventStream;
use speccast_tests::fixtures::streams::ChatEvent;

use super::by_hand;
use super::measure::Case;

/// Events of a stream.
const EVENTS: usize = 100_000;

pub(crate) fn cases() -> Vec<Case> {
    let [packages_http, packages_rest] = [page(100), page(100)];
    let [events, events_by_hand] = [stream(), stream()];
    vec![
        case("request, `http`", 100, || request(Http::post("/v1/packages"))),
        case("request, `restJson1`", 100, || request(RestJson1::post("/v1/packages"))),
        case("response of 100 items, `http`", 20, move || decode::<Http>(&packages_http)),
        case("response of 100 items, `restJson1`", 20, move || decode::<RestJson1>(&packages_rest)),
        case("100,000 server-sent events, `EventStream`", 3, move || read(&events)),
        case("100,000 server-sent events, by hand", 3, move || read_by_hand(&events_by_hand)),
    ]
}

fn case(name: &'static str, calls: u32, run: impl Fn() + 'static) -> Case {
    Case { name, calls, run: Box::new(run) }
}

/// The request of an operation as it is generated.
fn request(request: Request) {
    let input = ListPackagesInput::builder()
        .domain("my-domain")
        .repository("my-repo")
        .domain_owner("111122223333")
        .format(PackageFormat::Npm)
        .namespace("namespace")
        .package_prefix("left-")
        .max_results(1000)
        .next_token("eyJwYWdlIjoyfQ==")
        .publish(AllowPublish::Allow)
        .upstream(AllowUpstream::Block);
    let request = request
        .query("domain", &input.domain)
        .query("domain-owner", &input.domain_owner)
        .query("repository", &input.repository)
        .query("format", &input.format)
        .header("x-namespace", &input.namespace)
        .field("packagePrefix", &input.package_prefix)
        .field("maxResults", &input.max_results)
        .field("nextToken", &input.next_token)
        .field("publish", &input.publish)
        .field("upstream", &input.upstream);
    black_box(request.finish().unwrap());
}

/// A page of packages.
fn page(count: usize) -> Response {
    let package = |number: usize| {
        format!(
            r#"{{"format":"npm","namespace":"namespace","package":"package-{number}","originConfiguration":{{"restrictions":{{"publish":"ALLOW","upstream":"BLOCK"}}}}}}"#
        )
    };
    let packages: Vec<String> = (0..count).map(package).collect();
    let body = format!(r#"{{"nextToken":"eyJwYWdlIjoyfQ==","packages":[{}]}}"#, packages.join(","));
    http::Response::new(Bytes::from(body)).into()
}

fn decode<P: Protocol>(response: &Response) {
    let output: ListPackagesOutput = P::decode(response, &[]).unwrap();
    assert_eq!(black_box(output).packages.map(|packages| packages.len()), Some(100));
}

/// Events of a conversation, in pieces of a size that sockets have.
fn stream() -> Vec<Bytes> {
    let event = |number: usize| match number % 10 {
        0 => format!("event: start\ndata: {{\"id\":\"message-{number}\"}}\n\n"),
        _ => format!("event: delta\ndata: {{\"text\":\"some words \",\"index\":{number}}}\n\n"),
    };
    let text = Bytes::from((0..EVENTS).map(event).collect::<String>());
    (0..text.len()).step_by(16 << 10).map(|at| text.slice(at..text.len().min(at + (16 << 10)))).collect()
}

/// Pieces that are there at once.
struct Pieces(std::vec::IntoIter<Bytes>);

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

fn read(pieces: &[Bytes]) {
    let body = speccast_runtime::ByteStream::from_stream(Pieces(Vec::from(pieces).into_iter()));
    let mut events = EventStream::<ChatEvent>::named_sse(body);
    let mut count = 0;
    let mut cx = Context::from_waker(Waker::noop());
    let mut next = Box::pin(poll_fn(|cx| Pin::new(&mut events).poll_next(cx)));
    while let Poll::Ready(Some(event)) = next.as_mut().poll(&mut cx) {
        black_box(event.unwrap());
        count += 1;
    }
    assert_eq!(count, EVENTS);
}

fn read_by_hand(pieces: &[Bytes]) {
    let mut count = 0;
    by_hand::events(pieces, |event| {
        black_box(event);
        count += 1;
    });
    assert_eq!(count, EVENTS);
}
