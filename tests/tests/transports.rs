//! What every transport to a network does alike, over real sockets: hyper, reqwest, and tower around either.

use std::cell::Cell;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use speccast_runtime::client::{Builder, Config, Retry, Timeouts};
use speccast_runtime::error::{ErrorKind, RetryClass};
use speccast_runtime::reqwest;
use speccast_runtime::stream::ByteStream;
use speccast_runtime::time::BoxFuture;
use speccast_runtime::transport::{
    self, Body, Hyper, Reqwest, Tower, Transport, TransportError, TransportErrorKind,
};
use speccast_tests::fixtures::streams::{self, DownloadInput, UploadInput};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::{Naps, ends};
use speccast_tests::widgets::{Client, CreateWidgetInput, ListWidgetsInput, Open};
use tower::ServiceBuilder;
use tower::limit::ConcurrencyLimit;
use tower::timeout::Timeout;

use crate::streams::Pieces;

/// A transport as a service, which layers can be put around.
fn service(
    transport: Arc<dyn Transport>,
) -> impl tower::Service<
    http::Request<Body>,
    Response = http::Response<Body>,
    Error = TransportError,
    Future: Send,
> + Clone
+ Send
+ 'static {
    tower::service_fn(move |request| {
        let transport = Arc::clone(&transport);
        async move { transport.send(request).await }
    })
}

fn reqwest_transport() -> Reqwest {
    Reqwest::new(reqwest::Client::builder().no_proxy()).unwrap()
}

/// Every transport, by a name.
fn all() -> [(&'static str, Arc<dyn Transport>); 3] {
    let hyper: Arc<dyn Transport> = Arc::new(Hyper::new(None).unwrap());
    let tower = ServiceBuilder::new().concurrency_limit(8).service(service(Arc::clone(&hyper)));
    [("hyper", hyper), ("reqwest", Arc::new(reqwest_transport())), ("tower", Arc::new(Tower::new(tower)))]
}

fn builder(url: String, transport: Arc<dyn Transport>) -> Builder<Client> {
    Client::<Open>::builder().endpoint_url(url).retry(Retry::never()).transport(transport)
}

/// A transport can sign what is sent: each attempt, with what the client added.
#[tokio::test]
async fn a_transport_signs_each_attempt() {
    let server = Server::start([
        Reply::raw("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"),
        Reply::json("200 OK", "{}"),
    ])
    .unwrap();
    let (hyper, attempts) = (Hyper::new(None).unwrap(), Arc::new(AtomicUsize::new(0)));
    let signing = transport::from_fn(move |mut request: http::Request<Body>| {
        let attempt = attempts.fetch_add(1, Ordering::Relaxed);
        let signature = format!("{} {} {attempt}", request.method(), request.uri().path());
        request.headers_mut().insert("x-signature", signature.parse().unwrap());
        let hyper = hyper.clone();
        async move { hyper.send(request).await }
    });
    let client = Client::<Open>::builder().endpoint_url(server.url()).transport(signing);
    let client = client.sleeper(Naps::default()).timeouts(Timeouts::none());
    ends(client.build().unwrap().list_widgets(list()).send()).await.unwrap();
    let signatures: Vec<_> =
        server.requests().iter().filter_map(|it| it.header("x-signature").map(str::to_owned)).collect();
    let path = server.requests()[0].line().split(['?', ' ']).nth(1).unwrap().to_owned();
    assert_eq!(signatures, [format!("GET {path} 0"), format!("GET {path} 1")]);
}

fn list() -> ListWidgetsInput {
    ListWidgetsInput::builder().group("g/h é")
}

const OK: &str = r#"{"name":"cog","nextToken":"t1","size":8}"#;

#[tokio::test]
async fn requests_and_responses_are_the_same() {
    for (name, transport) in all() {
        let (ok, empty) = (|| Reply::json("200 OK", OK), Reply::raw("HTTP/1.1 204 No Content\r\n\r\n"));
        let server = Server::start([ok(), ok(), empty, Reply::json("404 Not Found", "{}")]).unwrap();
        let client = builder(server.url(), transport).build().unwrap();
        let call = client.list_widgets(list().next_token("a/b='+ ~")).header("x-own", "v").send();
        assert_eq!(ends(call).await.unwrap().next_token.as_deref(), Some("t1"));
        ends(client.create_widget(CreateWidgetInput::builder().name("cög")).send()).await.unwrap();
        ends(client.create_widget(CreateWidgetInput::builder().name("cog")).send()).await.unwrap();
        let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Service, 404));
        let requests = server.requests();
        let (first, second) = (&requests[0], &requests[1]);
        assert_eq!(
            first.line(),
            "GET /v1/groups/g%2Fh%20%C3%A9/widgets?next-token=a%2Fb%3D%27%2B%20~ HTTP/1.1",
            "{name}"
        );
        assert_eq!(first.header("host"), Some(server.address().to_string().as_str()));
        assert_eq!((first.header("x-own"), first.header("accept-encoding")), (Some("v"), Some("gzip")));
        assert_eq!(
            (first.header("content-length"), first.header("transfer-encoding")),
            (None, None),
            "{name}"
        );
        assert_eq!(
            (second.line(), second.header("content-length")),
            ("POST /v1/widgets HTTP/1.1", Some("15"))
        );
        assert_eq!((requests.len(), server.connections()), (4, 1), "{name}");
    }
}

#[tokio::test]
async fn bodies_are_streams_in_both_directions() {
    let pieces = || Pieces(vec![Ok::<_, Infallible>("some"), Ok("more")].into_iter());
    for (name, transport) in all() {
        // The rest of the response never comes.
        let begun = "HTTP/1.1 200 OK\r\netag: e1\r\ncontent-length: 100\r\n\r\nsome bytes";
        let server = Server::start([
            Reply::json("200 OK", OK),
            Reply::json("200 OK", OK),
            Reply::json("200 OK", OK),
            Reply::raw(begun).then_wait(),
        ])
        .unwrap();
        let builder = streams::Client::builder().endpoint_url(server.url()).transport(transport);
        let client = builder.retry(Retry::never()).build().unwrap();
        let upload = |data: ByteStream| client.upload(UploadInput::builder().name("a").data(data)).send();
        ends(upload(ByteStream::from_stream(pieces()).with_length(8))).await.unwrap();
        ends(upload(ByteStream::from_stream(pieces()))).await.unwrap();
        ends(upload(ByteStream::default())).await.unwrap();
        let requests = server.requests();
        let framing = |index: usize| {
            let request = &requests[index];
            (request.header("content-length"), request.header("transfer-encoding"))
        };
        assert_eq!([framing(0), framing(1)], [(Some("8"), None), (None, Some("chunked"))], "{name}");
        assert_eq!(framing(2), (Some("0"), None), "{name}");
        assert!(requests[..2].iter().all(|request| request.body == b"somemore"), "{name}");

        let mut data = ends(client.download(DownloadInput::builder().name("a")).send()).await.unwrap().data;
        let mut received = Vec::new();
        while received.len() < 10 {
            received.extend_from_slice(&ends(data.next()).await.unwrap().unwrap());
        }
        assert_eq!(received, b"some bytes", "{name}");
        drop(data);
    }
}

#[tokio::test]
async fn failures_are_classified_alike() {
    for (name, transport) in all() {
        let cut = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
        let server = Server::start([
            Reply::hang_up(),
            Reply::raw(cut).then_close(),
            Reply::raw("junk\r\n\r\n").then_close(),
        ])
        .unwrap();
        let client = builder(server.url(), Arc::clone(&transport)).build().unwrap();
        let mut kinds = Vec::new();
        for _ in 0..3 {
            let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
            kinds.push((error.kind(), error.retry_class()));
        }
        let broken = (ErrorKind::Transport, RetryClass::IfRepeatable);
        assert_eq!(kinds, [broken, (ErrorKind::Truncated, RetryClass::IfRepeatable), broken], "{name}");

        let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let client = builder(format!("http://{nobody}"), Arc::clone(&transport)).build().unwrap();
        let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
        assert_eq!((error.kind(), error.retry_class()), (ErrorKind::Connect, RetryClass::Always), "{name}");
        assert!(error.to_string().to_lowercase().contains("refused"), "{name}: {error}");

        let server = Server::start([Reply::json("200 OK", OK), Reply::json("200 OK", OK)]).unwrap();
        let builder = streams::Client::builder().endpoint_url(server.url()).transport(transport);
        let client = builder.build().unwrap();
        let lost = Pieces(vec![Ok("some"), Err("the disk is gone")].into_iter());
        for data in [
            ByteStream::from_stream(lost),
            ByteStream::from_stream(Pieces(vec![Ok::<_, Infallible>("some")].into_iter())).with_length(5),
        ] {
            let call = client.upload(UploadInput::builder().name("a").data(data));
            let error = ends(call.send()).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.retry_class()),
                (ErrorKind::Transport, RetryClass::Never),
                "{name}: {error}"
            );
            let reason = error.to_string();
            assert!(
                reason.contains("the disk is gone") || reason.contains("shorter than its length"),
                "{name}: {error}"
            );
        }
    }
}

/// Redirects and encodings are the client's, so that neither happens twice, nor without its rules.
#[tokio::test]
async fn a_transport_neither_redirects_nor_decodes() {
    for (name, transport) in all() {
        let redirect = "HTTP/1.1 302 Found\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n";
        let gzip = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\ngzip";
        let server = Server::start([Reply::raw(redirect), Reply::raw(gzip)]).unwrap();
        let get = || http::Request::get(format!("{}/a", server.url())).body(Body::default()).unwrap();
        let response = ends(transport.send(get())).await.unwrap();
        assert_eq!(
            (response.status().as_u16(), response.headers()["location"].as_bytes()),
            (302, &b"/b"[..])
        );
        ends(response.into_body().collect()).await.unwrap();
        let response = ends(transport.send(get())).await.unwrap();
        assert_eq!(response.headers()["content-encoding"], "gzip");
        assert_eq!(ends(response.into_body().collect()).await.unwrap(), "gzip", "{name}");
        assert_eq!(server.requests().len(), 2, "{name}");
    }
}

#[tokio::test]
async fn a_dropped_call_closes_its_connection() {
    for (name, transport) in all() {
        let server = Server::start([Reply::silence()]).unwrap();
        let client = builder(server.url(), transport).build().unwrap();
        tokio::select! {
            answer = client.list_widgets(list()).send() => panic!("{name}: {answer:?}"),
            () = crate::connections::until(|| server.requests().len() == 1) => {}
        }
        crate::connections::until(|| server.hang_ups() == 1).await;
    }
}

/// What is signed must be what is sent, and `..` in a label does not lead elsewhere.
#[tokio::test]
async fn reqwest_sends_a_url_as_it_is_or_not_at_all() {
    let server = Server::start([Reply::json("200 OK", OK)]).unwrap();
    let transport = reqwest_transport();
    for path in ["/v1/groups/../widgets", "/a/%2e%2E/b", "/a?b=c'd", "/a/./b"] {
        let request = http::Request::get(format!("{}{path}", server.url())).body(Body::default()).unwrap();
        let error = ends(transport.send(request)).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Other, "{path}");
    }
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn no_error_of_reqwest_shows_a_key_in_the_url() {
    let server = Server::start([Reply::hang_up()]).unwrap();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for url in [server.url(), format!("http://{nobody}")] {
        let request = http::Request::get(format!("{url}/a?key=secret")).body(Body::default()).unwrap();
        let error = ends(reqwest_transport().send(request)).await.unwrap_err();
        let shown =
            format!("{error} {error:?} {:?}", std::error::Error::source(&error).map(ToString::to_string));
        assert!(!shown.contains("secret"), "{shown}");
    }
}

#[test]
fn without_a_runtime_reqwest_is_an_error() {
    let request = http::Request::get("http://127.0.0.1:9/").body(Body::default()).unwrap();
    let transport = reqwest_transport();
    let mut sent = transport.send(request);
    let mut context = Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(Err(error)) = sent.as_mut().poll(&mut context) else { panic!("it waits for nothing") };
    assert_eq!(error.kind(), TransportErrorKind::Other);
}

/// Layers see one request at a time, and errors of the transport inside keep their kind.
#[tokio::test]
async fn layers_of_tower_apply() {
    let hyper: Arc<dyn Transport> = Arc::new(Hyper::new(None).unwrap());
    let limited = Tower::new(ConcurrencyLimit::new(service(Arc::clone(&hyper)), 1));
    let server = Server::start([Reply::silence(), Reply::json("200 OK", OK)]).unwrap();
    let client = builder(server.url(), Arc::new(limited)).build().unwrap();
    let first = tokio::spawn(client.list_widgets(list()).send());
    crate::connections::until(|| server.requests().len() == 1).await;
    let second = tokio::spawn(client.list_widgets(list()).send());
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.connections(), 1, "the second waits for the first");
    first.abort();
    ends(second).await.unwrap().unwrap();

    let slow = Server::start([Reply::silence()]).unwrap();
    let timed = Timeout::new(service(hyper), Duration::from_millis(50));
    let client = builder(slow.url(), Arc::new(Tower::new(timed))).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!((error.kind(), error.retry_class()), (ErrorKind::Transport, RetryClass::IfRepeatable));
    assert!(error.to_string().contains("timed out"), "{error}");
}

/// A service that is `Clone` and `Send`, which is all that is asked of it.
#[derive(Clone, Default)]
struct Counting(Cell<usize>);

impl tower::Service<http::Request<Body>> for Counting {
    type Response = http::Response<http_body_of::Trailing>;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.set(self.0.get() + 1);
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let ready = self.0.get();
        Box::pin(async move {
            match request.uri().path() {
                "/connect" => Err(TransportError::new(TransportErrorKind::Connect, "no route").into()),
                "/other" => Err("it is closed".into()),
                _ => Ok(http::Response::new(http_body_of::Trailing(ready))),
            }
        })
    }
}

mod http_body_of {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use bytes::Bytes;
    use http_body::Frame;

    /// A body of some frames, with trailers between them.
    pub(super) struct Trailing(pub(super) usize);

    impl http_body::Body for Trailing {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            self.0 += 1;
            Poll::Ready(match self.0 {
                2 | 4 => Some(Ok(Frame::data(Bytes::from_static(b"data ")))),
                3 => Some(Ok(Frame::trailers(http::HeaderMap::new()))),
                _ => None,
            })
        }
    }
}

#[tokio::test]
async fn a_service_need_only_be_clone_and_send() {
    let transport = Tower::new(Counting::default());
    let send = async |path: &str| {
        let uri = format!("https://example.com{path}");
        transport.send(http::Request::get(uri).body(Body::default()).unwrap()).await
    };
    for _ in 0..2 {
        // Each request has a clone that was made ready once.
        let body = send("/").await.unwrap().into_body();
        assert_eq!(body.collect().await.unwrap(), Bytes::from("data data "));
    }
    assert_eq!(send("/connect").await.unwrap_err().kind(), TransportErrorKind::Connect);
    assert_eq!(send("/other").await.unwrap_err().kind(), TransportErrorKind::Broken);
    let config = Config::new().transport(transport);
    assert!(format!("{config:?}").contains("Tower"));
}
