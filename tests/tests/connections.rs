//! Connections over real sockets: dropped calls close them, and idle ones are limited.

use std::collections::BTreeMap;
use std::future::Future as _;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use bytes::Bytes;
use speccast_runtime::client::{Config, Retry, Timeouts};
use speccast_runtime::transport::{Body, Hyper, Transport, TransportError};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::{PATIENCE, ends};
use speccast_tests::widgets::{Client, CreateWidgetInput, ListWidgetsInput, Open};

/// More than the buffers of any socket.
pub(crate) const LARGE: usize = 64 << 20;

/// A body of a request that records when it is dropped.
struct Upload(Arc<AtomicUsize>);

impl AsRef<[u8]> for Upload {
    fn as_ref(&self) -> &[u8] {
        static ZEROS: [u8; LARGE] = [b'0'; LARGE];
        &ZEROS
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// A server that accepts one connection, reads a first byte, and writes `reply`. On a signal, it reads the
/// rest and reports its size.
struct Deaf {
    url: String,
    accepted: mpsc::Receiver<()>,
    go_on: mpsc::Sender<()>,
    rest: mpsc::Receiver<usize>,
}

impl Deaf {
    fn start(reply: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (accept, accepted) = mpsc::channel();
        let (go_on, wait) = mpsc::channel();
        let (report, rest) = mpsc::channel();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            stream.read_exact(&mut [0]).unwrap();
            stream.write_all(reply.as_bytes()).unwrap();
            accept.send(()).unwrap();
            wait.recv().unwrap();
            report.send(rest_of(&mut stream)).unwrap();
        });
        Self { url, accepted, go_on, rest }
    }

    /// Waits until a request has come.
    async fn accepted(&self) {
        until(|| self.accepted.try_recv().is_ok()).await;
    }

    /// How much of the request was on its way when the client hung up.
    fn rest(self) -> usize {
        self.go_on.send(()).unwrap();
        self.rest.recv_timeout(PATIENCE).unwrap()
    }
}

/// Reads until the other side hangs up.
fn rest_of(stream: &mut TcpStream) -> usize {
    let (mut piece, mut rest) = (vec![0; 1 << 16], 0);
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return rest,
            Ok(read) => rest += read,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                panic!("the client does not hang up")
            }
            Err(_) => return rest,
        }
    }
}

pub(crate) async fn until(mut happened: impl FnMut() -> bool) {
    let wait = async {
        while !happened() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    ends(wait).await;
}

pub(crate) fn upload(url: &str, dropped: &Arc<AtomicUsize>) -> http::Request<Body> {
    let body = Body::from(Bytes::from_owner(Upload(Arc::clone(dropped))));
    http::Request::post(url).body(body).unwrap()
}

async fn read(response: Result<http::Response<Body>, TransportError>) -> Vec<u8> {
    let (_, mut body) = response.unwrap().into_parts();
    let mut whole = Vec::new();
    while let Some(piece) = body.next().await {
        whole.extend_from_slice(&piece.unwrap());
    }
    whole
}

/// No task is left: neither the request nor a writer.
pub(crate) fn assert_no_task() {
    assert_eq!(tokio::runtime::Handle::current().metrics().num_alive_tasks(), 0);
}

#[tokio::test]
async fn a_cancelled_upload_is_gone() {
    let (server, dropped) = (Deaf::start(""), Arc::default());
    let transport = Hyper::new(None).unwrap();
    tokio::select! {
        response = transport.send(upload(&server.url, &dropped)) => panic!("{response:?}"),
        () = server.accepted() => {}
    }
    assert_eq!(dropped.load(Ordering::SeqCst), 1);
    assert_no_task();
    assert!(server.rest() < LARGE);
}

#[tokio::test]
async fn an_upload_that_is_answered_early_is_gone() {
    for (reply, expected) in [
        ("HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\n{}", "{}"),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", "{}"),
        ("HTTP/1.1 204 No Content\r\n\r\n", ""),
    ] {
        let (server, dropped) = (Deaf::start(reply), Arc::default());
        let transport = Hyper::new(None).unwrap();
        let response = ends(transport.send(upload(&server.url, &dropped))).await;
        let body = ends(read(response)).await;
        assert_eq!(String::from_utf8(body).unwrap(), expected);
        assert_eq!(dropped.load(Ordering::SeqCst), 1, "{reply}");
        assert_no_task();
        server.accepted().await;
        assert!(server.rest() < LARGE);
    }
}

/// A server that responds and closes each connection before it has read everything, which resets it.
fn resetting(response: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            stream.read_exact(&mut [0]).unwrap();
            stream.write_all(response).unwrap();
        }
    });
    url
}

#[tokio::test]
async fn a_response_that_arrived_before_a_reset_is_not_lost() {
    let url = resetting(b"HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\n{}");
    let transport = Hyper::new(None).unwrap();
    for _ in 0..20 {
        let response = ends(transport.send(upload(&url, &Arc::default()))).await;
        assert_eq!(ends(read(response)).await, b"{}");
    }
}

/// Without a response, the reset is the error.
#[tokio::test]
async fn an_upload_that_is_reset_is_an_error() {
    let url = resetting(b"");
    let transport = Hyper::new(None).unwrap();
    let error = ends(transport.send(upload(&url, &Arc::default()))).await.unwrap_err();
    assert_eq!(error.kind(), speccast_runtime::transport::TransportErrorKind::Broken);
}

#[tokio::test]
async fn an_upload_whose_response_is_not_read_is_gone() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{";
    let (server, dropped) = (Deaf::start(reply), Arc::default());
    let transport = Hyper::new(None).unwrap();
    let response = ends(transport.send(upload(&server.url, &dropped))).await.unwrap();
    assert_eq!(dropped.load(Ordering::SeqCst), 0, "it is still being sent");
    drop(response);
    assert_eq!(dropped.load(Ordering::SeqCst), 1);
    assert_no_task();
    assert!(server.rest() < LARGE);
}

/// The same with a whole client, whose attempts time out.
#[tokio::test]
async fn an_upload_that_takes_too_long_is_gone() {
    let server = Deaf::start("");
    let builder = Client::<Open>::builder().endpoint_url(&*server.url).retry(Retry::never());
    let client = builder.timeouts(Timeouts::new().attempt(Duration::from_millis(500))).build().unwrap();
    let call = client.create_widget(CreateWidgetInput::builder().name("x".repeat(LARGE)));
    let call = call.validation(speccast_runtime::validate::Validation::Off);
    assert!(ends(call.send()).await.unwrap_err().is_timeout());
    assert_no_task();
    // On a machine that is busy it may have been too long already for connecting.
    if server.accepted.recv_timeout(Duration::from_secs(1)).is_ok() {
        assert!(server.rest() < LARGE);
    }
}

#[tokio::test]
async fn a_connection_is_used_again_after_an_upload_that_was_read() {
    let ok = || Reply::json("200 OK", r#"{"name":"cog"}"#);
    let server = Server::start([ok(), ok(), ok()]).unwrap();
    let client = Client::<Open>::builder().endpoint_url(server.url()).build().unwrap();
    for size in [1 << 20, 10, 1 << 22] {
        let call = client.create_widget(CreateWidgetInput::builder().name("x".repeat(size)));
        ends(call.validation(speccast_runtime::validate::Validation::Off).send()).await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 1));
}

/// Accepts `count` requests, each on its own connection, before it responds. Returns its URL, and the
/// connections.
fn gathering(count: usize) -> (String, mpsc::Receiver<Vec<TcpStream>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut streams = Vec::new();
        for stream in listener.incoming().take(count) {
            let mut stream = stream.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.push(byte[0]);
            }
            streams.push(stream);
        }
        for stream in &mut streams {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
        }
        sender.send(streams).unwrap();
    });
    (url, receiver)
}

fn closed(streams: &[TcpStream]) -> usize {
    let is_closed = |mut stream: &TcpStream| {
        stream.set_nonblocking(true).unwrap();
        !matches!(stream.read(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock)
    };
    streams.iter().filter(|stream| is_closed(stream)).count()
}

/// How many of as many calls at once as there are connections keep theirs.
async fn kept(count: usize, config: Config) -> usize {
    let (url, streams) = gathering(count);
    let client = Client::<Open>::builder().config(config).endpoint_url(url).build().unwrap();
    let call = || tokio::spawn(client.list_widgets(ListWidgetsInput::builder().group("group")).send());
    let calls: Vec<_> = (0..count).map(|_| call()).collect();
    for call in calls {
        ends(call).await.unwrap().unwrap();
    }
    let streams = streams.recv_timeout(PATIENCE).unwrap();
    // The network may need a moment to report it; that no connection is closed later cannot be tested.
    let (mut last, mut since) = (usize::MAX, Instant::now());
    until(|| {
        let now = closed(&streams);
        if now != last {
            (last, since) = (now, Instant::now());
        }
        since.elapsed() > Duration::from_millis(300)
    })
    .await;
    count - last
}

#[tokio::test]
async fn idle_connections_are_bounded() {
    assert_eq!(kept(12, Config::new().max_idle_connections(5)).await, 5);
    assert_eq!(kept(3, Config::new().max_idle_connections(0)).await, 0);
    assert_eq!(kept(3, Config::new().max_idle_connections(5)).await, 3);
    assert_eq!(kept(110, Config::new()).await, 100, "the default");
}

/// One client has as many connections as calls at once, and keeps no more than its limit.
#[tokio::test]
async fn one_client_at_any_concurrency() {
    for (calls, left) in [(1, 1), (64, 64), (1_000, 100)] {
        let patient = Config::new().timeouts(Timeouts::none());
        assert_eq!(kept(calls, patient).await, left, "{calls} calls at once");
    }
}

/// However many calls there are, there are no more connections than calls at once.
#[tokio::test]
async fn connections_are_used_again_by_calls_at_once() {
    const AT_ONCE: usize = 64;
    const EACH: usize = 16;
    let server = Server::start((0..AT_ONCE * EACH).map(|_| Reply::json("200 OK", "{}"))).unwrap();
    let client =
        Client::<Open>::builder().endpoint_url(server.url()).timeouts(Timeouts::none()).build().unwrap();
    let worker = |client: Client| async move {
        for _ in 0..EACH {
            client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap();
        }
    };
    let workers: Vec<_> = (0..AT_ONCE).map(|_| tokio::spawn(worker(client.clone()))).collect();
    for worker in workers {
        ends(worker).await.unwrap();
    }
    assert_eq!(server.requests().len(), AT_ONCE * EACH);
    assert!(server.connections() <= AT_ONCE, "{} connections", server.connections());
}

#[tokio::test]
async fn idle_connections_end_with_their_clients() {
    let ok = Reply::json("200 OK", "{}");
    let server = Server::start([ok]).unwrap();
    let client = Client::<Open>::builder().endpoint_url(server.url()).build().unwrap();
    ends(client.list_widgets(ListWidgetsInput::builder().group("group")).send()).await.unwrap();
    assert_eq!(server.open_connections(), 1);
    drop(client);
    until(|| server.open_connections() == 0).await;
}

/// Runtimes of tests come and go; a client that outlives one must not wait for its event loop.
#[test]
fn connections_stay_in_their_runtime() {
    let server = Server::start((0..4).map(|_| Reply::json("200 OK", "{}"))).unwrap();
    let client = Client::<Open>::builder().endpoint_url(server.url()).build().unwrap();
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let call =
        async || ends(client.list_widgets(ListWidgetsInput::builder().group("group")).send()).await.unwrap();
    let first = runtime();
    first.block_on(call());
    runtime().block_on(call());
    drop(runtime());
    first.block_on(call());
    drop(first);
    runtime().block_on(call());
    assert_eq!((server.requests().len(), server.connections()), (4, 3));
}

#[test]
fn without_a_runtime_a_call_is_an_error() {
    let client = Client::<Open>::builder().endpoint_url("http://127.0.0.1:9").build().unwrap();
    let mut call = pin!(client.list_widgets(ListWidgetsInput::builder().group("group")).send());
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else { panic!("it waits for nothing") };
    assert!(error.to_string().contains("Tokio") && !error.is_retryable(), "{error}");
}

/// A server that closes an idle connection costs no call.
#[tokio::test]
async fn a_connection_that_was_closed_meanwhile_is_not_used() {
    let once = |_| Reply::json("200 OK", r#"{"name":"cog"}"#).then_close();
    let server = Server::start((0..5).map(once)).unwrap();
    let builder = Client::<Open>::builder().endpoint_url(server.url()).retry(Retry::never());
    let client = builder.build().unwrap();
    for _ in 0..5 {
        ends(client.create_widget(CreateWidgetInput::builder().name("cog")).send()).await.unwrap();
        until(|| server.open_connections() == 0).await;
        // One iteration of the event loop, in which the client receives it.
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let statistics =
        BTreeMap::from([("requests", server.requests().len()), ("connections", server.connections())]);
    assert_eq!(statistics, BTreeMap::from([("requests", 5), ("connections", 5)]));
}
