//! Proxies over real sockets: a tunnel to encrypted URLs, whole URLs for others, and none for what is excepted.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use speccast_runtime::client::{Builder, Retry};
use speccast_runtime::error::ErrorKind;
use speccast_runtime::reqwest;
use speccast_runtime::transport::{Hyper, Proxy, Reqwest, Transport};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::{PATIENCE, ends};
use speccast_tests::widgets::{Client, CreateWidgetInput, ListWidgetsInput, Open};

use crate::tls::{Authority, serve, trusting};

/// A proxy that keeps the heads of the requests that it got.
struct Middle {
    address: std::net::SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Middle {
    /// A proxy that answers a `CONNECT` with this status line.
    fn start(status: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let middle = Self { address: listener.local_addr().unwrap(), heads: Arc::default() };
        let heads = Arc::clone(&middle.heads);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let heads = Arc::clone(&heads);
                // One side that hangs up is the end of a connection.
                thread::spawn(move || drop(forward(stream, status, &heads)));
            }
        });
        middle
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn forward(mut client: TcpStream, status: &str, heads: &Mutex<Vec<String>>) -> io::Result<()> {
    client.set_read_timeout(Some(PATIENCE))?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).map_err(io::Error::other)?;
    heads.lock().unwrap().push(head.clone());
    let mut words = head.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method == "CONNECT" {
        write!(client, "HTTP/1.1 {status}\r\n\r\n")?;
        if !status.starts_with("200") {
            return Ok(());
        }
        join(client, TcpStream::connect(target)?)
    } else {
        // The server is told what the proxy was, which it accepts (RFC 9112 section 3.2.2).
        let rest = target.strip_prefix("http://").ok_or_else(|| io::Error::other("not a whole URL"))?;
        let mut server = TcpStream::connect(rest.split('/').next().unwrap_or_default())?;
        server.write_all(head.as_bytes())?;
        join(client, server)
    }
}

/// Copies what each side sends to the other one.
fn join(client: TcpStream, server: TcpStream) -> io::Result<()> {
    let (mut from, mut to) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    });
    io::copy(&mut &server, &mut &client)?;
    client.shutdown(Shutdown::Both)
}

fn builder(url: &str, transport: impl Transport + 'static) -> Builder<Client> {
    Client::<Open>::builder().endpoint_url(url).retry(Retry::never()).transport(transport)
}

fn list() -> ListWidgetsInput {
    ListWidgetsInput::builder().group("group")
}

#[tokio::test]
async fn encrypted_requests_go_through_a_tunnel() {
    let (authority, proxy) = (Authority::new(), Middle::start("200 Connection established"));
    let (url, seen) = serve(authority.server());
    let target = url.strip_prefix("https://").unwrap().to_owned();
    let own = format!("http://us%3Aer:pass%20word@{}", proxy.address);
    for (proxy_url, authorization) in [(proxy.url(), None), (own, Some("Basic dXM6ZXI6cGFzcyB3b3Jk"))] {
        let hyper = Hyper::with_tls(trusting(authority.roots()).with_no_client_auth(), None);
        let hyper = hyper.proxy(Proxy::new(&proxy_url, "").unwrap());
        let client = builder(&url, hyper).build().unwrap();
        ends(client.list_widgets(list()).send()).await.unwrap();
        seen.recv().unwrap().unwrap();
        let head = proxy.heads().pop().unwrap();
        assert!(head.starts_with(&format!("CONNECT {target} HTTP/1.1\r\n")), "{head}");
        let shown = head.lines().find_map(|line| line.strip_prefix("Proxy-Authorization: "));
        assert_eq!(shown, authorization);
        // What is for the server stays encrypted.
        assert!(!head.contains("user-agent"), "{head}");
    }
    // A certificate is the server's, whatever is on the way.
    let hyper = Hyper::with_tls(trusting(Authority::new().roots()).with_no_client_auth(), None);
    let client = builder(&url, hyper.proxy(Proxy::new(&proxy.url(), "").unwrap())).build().unwrap();
    assert_eq!(ends(client.list_widgets(list()).send()).await.unwrap_err().kind(), ErrorKind::Connect);
}

#[tokio::test]
async fn a_proxy_that_refuses_is_a_failure_to_connect() {
    for (status, reason) in
        [("407 Proxy Authentication Required", "authorization"), ("403 Forbidden", "unsuccessful")]
    {
        let proxy = Middle::start(status);
        let hyper = Hyper::new(None).unwrap().proxy(Proxy::new(&proxy.url(), "").unwrap());
        let client = builder("https://127.0.0.1:9", hyper).build().unwrap();
        let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert!(error.to_string().contains(reason), "{error}");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let hyper = Hyper::new(None).unwrap().proxy(Proxy::new(&format!("http://{nobody}"), "").unwrap());
    let client = builder("http://127.0.0.1:9", hyper).build().unwrap();
    assert_eq!(ends(client.list_widgets(list()).send()).await.unwrap_err().kind(), ErrorKind::Connect);
}

#[tokio::test]
async fn requests_in_the_clear_have_the_whole_url() {
    let proxy = Middle::start("");
    let server = Server::start((0..3).map(|_| Reply::json("200 OK", r#"{"name":"cog"}"#))).unwrap();
    let own = format!("http://user:@{}", proxy.address);
    let hyper = Hyper::new(None).unwrap().proxy(Proxy::new(&own, "").unwrap());
    let client = builder(&server.url(), hyper).build().unwrap();
    ends(client.list_widgets(list()).send()).await.unwrap();
    ends(client.create_widget(CreateWidgetInput::builder().name("cog")).send()).await.unwrap();
    let first = &server.requests()[0];
    assert_eq!(first.line(), format!("GET {}/v1/groups/group/widgets HTTP/1.1", server.url()));
    assert_eq!(first.header("host"), Some(server.address().to_string().as_str()));
    assert_eq!(first.header("proxy-authorization"), Some("Basic dXNlcjo="));
    assert_eq!((server.requests().len(), proxy.heads().len()), (2, 1), "the connection is used again");

    let reqwest_proxy = reqwest::Proxy::http(proxy.url()).unwrap().basic_auth("user", "");
    let reqwest = Reqwest::new(reqwest::Client::builder().proxy(reqwest_proxy)).unwrap();
    ends(builder(&server.url(), reqwest).build().unwrap().list_widgets(list()).send()).await.unwrap();
    let last = &server.requests()[2];
    assert_eq!((last.line(), last.header("proxy-authorization")), (first.line(), Some("Basic dXNlcjo=")));
    assert_eq!(proxy.heads().len(), 2);
}

#[tokio::test]
async fn excepted_hosts_are_reached_directly() {
    let proxy = Middle::start("200 OK");
    let server = Server::start([Reply::json("200 OK", "{}"), Reply::json("200 OK", "{}")]).unwrap();
    for except in ["127.0.0.0/8", "example.com, 127.0.0.1"] {
        let hyper = Hyper::new(None).unwrap().proxy(Proxy::new(&proxy.url(), except).unwrap());
        ends(builder(&server.url(), hyper).build().unwrap().list_widgets(list()).send()).await.unwrap();
    }
    assert_eq!((server.requests().len(), proxy.heads().len()), (2, 0));
}

/// A transport of a client does not read the environment unless it is told to.
#[tokio::test]
#[ignore = "another test runs it"]
async fn in_a_process_with_a_proxy() {
    let server = Server::start([Reply::json("200 OK", "{}"), Reply::json("200 OK", "{}")]).unwrap();
    let client = Client::<Open>::builder().endpoint_url(server.url()).build().unwrap();
    ends(client.list_widgets(list()).send()).await.unwrap();
    let hyper = Hyper::new(None).unwrap().proxy(Proxy::from_env().unwrap());
    let error =
        ends(builder(&server.url(), hyper).build().unwrap().list_widgets(list()).send()).await.unwrap_err();
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Connect, 1));
}

#[test]
fn the_environment_counts_only_if_it_is_asked_for() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "proxies::in_a_process_with_a_proxy", "--include-ignored", "--nocapture"]);
    for name in ["ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "REQUEST_METHOD", "http_proxy"] {
        child.env_remove(name);
    }
    let output = child.env("HTTP_PROXY", format!("http://{nobody}")).output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && shown.contains("1 passed"), "{shown}{errors}");
}
