//! Redirects over real sockets: followed only where the caller wants it, and never with a secret to another origin.

use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use proptest::prelude::*;
use speccast_runtime::client::{Builder, Config, Handle, Retry, Service};
use speccast_runtime::codegen::{
    Auth, Endpoint, Meta, OperationError, Request, RestJson1, modeled_errors, operation_error,
};
use speccast_runtime::credentials::Credentials;
use speccast_runtime::error::{ErrorKind, Failure, RedirectError};
use speccast_runtime::operation::Operation;
use speccast_runtime::stream::ByteStream;
use speccast_runtime::transport::{Mock, TransportErrorKind};
use speccast_tests::fixtures::http_auth::{
    self, BearerInput, BuilderExt as _, KeyInput, QueryKeyInput, TwoKeysInput, UploadInput,
};
use speccast_tests::fixtures::page_styles;
use speccast_tests::fixtures::streams::{self, UploadInput as FileInput};
use speccast_tests::server::{Received, Reply, Server};
use speccast_tests::time::{TestClock, ends, noon};
use speccast_tests::widgets::{Client, CreateWidgetInput, ListWidgetsInput, Open, Signed, WidgetError};

use crate::streams::Pieces;

fn redirect(status: u16, location: &str) -> Reply {
    Reply::raw(format!(
        "HTTP/1.1 {status} Elsewhere\r\nlocation: {location}\r\ncontent-length: 2\r\n\r\n{{}}"
    ))
}

fn ok() -> Reply {
    Reply::json("200 OK", r#"{"name":"cog","nextToken":"t1","size":8}"#)
}

fn builder(server: &Server) -> Builder<Client> {
    Client::<Open>::builder().endpoint_url(server.url()).retry(Retry::never()).max_redirects(5)
}

fn list() -> ListWidgetsInput {
    ListWidgetsInput::builder().group("group")
}

/// Why a redirect was not followed.
fn reason<E>(error: &speccast_runtime::Error<E>) -> &RedirectError {
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(!error.is_retryable());
    match error.failure() {
        Some(Failure::Redirect(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

fn lines(server: &Server) -> Vec<String> {
    let requests = server.requests();
    requests.iter().map(|request| request.line().trim_end_matches(" HTTP/1.1").to_owned()).collect()
}

/// Methods and bodies of RFC 9110 sections 15.4.2 to 15.4.9.
#[tokio::test]
async fn methods_and_bodies_are_those_of_the_standard() {
    for (status, again) in [
        (301, "GET /b?x=1"),
        (302, "GET /b?x=1"),
        (303, "GET /b?x=1"),
        (307, "POST /b?x=1"),
        (308, "POST /b?x=1"),
    ] {
        let server = Server::start([redirect(status, "/a/../b?x=1#part"), ok()]).unwrap();
        let client = builder(&server).build().unwrap();
        ends(client.create_widget(CreateWidgetInput::builder().name("cog")).send()).await.unwrap();
        assert_eq!(lines(&server), ["POST /v1/widgets", again], "{status}");
        let [first, second] = server.requests().try_into().unwrap();
        let is_whole = again.starts_with("POST");
        let body = |request: &Received| (request.body.clone(), request.header("content-type").is_some());
        assert_eq!(body(&second), if is_whole { body(&first) } else { (vec![], false) }, "{status}");
        assert_eq!(second.header("content-length").is_some(), is_whole);
        assert_eq!(server.connections(), 1, "a redirect gives its connection back");
    }
    for (status, again) in [(301, "PUT /b"), (302, "PUT /b"), (303, "GET /b"), (307, "PUT /b")] {
        let server = Server::start([redirect(status, "/b"), ok()]).unwrap();
        let client = streams::Client::builder().endpoint_url(server.url()).max_redirects(1).build().unwrap();
        ends(client.upload(FileInput::builder().name("a").data("data")).send()).await.unwrap();
        assert_eq!(lines(&server), ["PUT /files/a", again]);
    }
}

#[tokio::test]
async fn other_responses_are_not_redirects() {
    let none = Reply::raw("HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n");
    let server =
        Server::start([none, redirect(300, "/b"), redirect(304, "/b"), redirect(305, "/b")]).unwrap();
    let client = builder(&server).build().unwrap();
    for status in [302, 300, 304, 305] {
        let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Service, status));
    }
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn their_number_is_bounded_and_loops_are_found() {
    let server = Server::start([redirect(302, "/1"), redirect(302, "/2"), redirect(302, "/3")]).unwrap();
    let client = builder(&server).max_redirects(2).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(reason(&error), &RedirectError::TooMany { limit: 2 });
    assert_eq!(error.to_string(), "ListWidgets: more than 2 redirects (HTTP status 302)");
    assert_eq!(error.response().unwrap().header("location"), Some("/3"));
    assert_eq!(server.requests().len(), 3);

    let script = [redirect(302, "/1"), redirect(302, "/2"), redirect(302, "/1"), ok()];
    let server = Server::start(script).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(reason(&error), &RedirectError::Loop);
    assert_eq!(server.requests().len(), 3);
    // Another method is another request.
    let server = Server::start([redirect(303, "/v1/widgets"), ok()]).unwrap();
    let client = builder(&server).build().unwrap();
    ends(client.create_widget(CreateWidgetInput::builder().name("cog")).send()).await.unwrap();
}

/// Each request of a client that has every kind of secret.
struct Secrets {
    here: Server,
    there: Server,
    client: http_auth::Client,
}

impl Secrets {
    fn start(script: impl FnOnce(&Server) -> Vec<Reply>) -> Self {
        let there = Server::start((0..9).map(|_| Reply::raw("HTTP/1.1 204 No Content\r\n\r\n"))).unwrap();
        let here = Server::start(script(&there)).unwrap();
        let builder = http_auth::Client::builder().endpoint_url(here.url()).retry(Retry::never());
        let builder =
            builder.max_redirects(3).token("secret-1").api_key("secret-2").application_key("secret-3");
        // A trace may tell as much.
        let builder = builder.trace_context(|headers| headers.set("tracestate", "own=secret-7"));
        Self { client: builder.build().unwrap(), here, there }
    }

    /// Makes a call of each kind, with a header of its own that may be a secret as well.
    async fn call(&self) {
        let cookie = ("cookie", "id=secret-4");
        let client = &self.client;
        ends(client.bearer(BearerInput::builder()).header(cookie.0, cookie.1).send()).await.unwrap();
        ends(client.key(KeyInput::builder()).header("x-own", "secret-5").send()).await.unwrap();
        let named = QueryKeyInput::builder().name("n");
        ends(client.query_key(named).header("proxy-authorization", "secret-6").send()).await.unwrap();
        ends(client.two_keys(TwoKeysInput::builder()).header("user-agent", "me/1").send()).await.unwrap();
    }
}

#[tokio::test]
async fn no_secret_gets_to_another_origin() {
    let secrets = Secrets::start(|there| {
        // A server may repeat the key of the query in what it redirects to.
        let to = |path: &str| redirect(302, &format!("{}{path}", there.url()));
        vec![to("/a"), to("/b"), to("/c?key=secret-2&page=2"), to("/d")]
    });
    secrets.call().await;
    assert_eq!(lines(&secrets.there), ["GET /a", "GET /b", "GET /c?page=2", "GET /d"]);
    for request in secrets.there.requests() {
        assert!(!request.head.contains("secret"), "{}", request.head);
        assert_eq!(request.header("accept"), Some("application/vnd.example+json"));
        assert_eq!(request.header("host"), Some(secrets.there.address().to_string().as_str()));
    }
    assert_eq!(secrets.there.requests()[3].header("user-agent"), Some("me/1"));
    assert!(secrets.here.requests().iter().all(|request| request.head.contains("secret")));
}

/// The other origin has chosen the request, so it is not worth a secret even if it leads back.
#[tokio::test]
async fn no_secret_comes_back_from_another_origin() {
    let mock = Mock::new();
    for location in ["https://other.example/a", "https://api.example.com/v1/b"] {
        mock.response(http::Response::builder().status(307).header("location", location).body("").unwrap());
    }
    mock.response(http::Response::builder().status(204).body("").unwrap());
    let builder = http_auth::Client::builder().tenant("acme").transport(mock.clone()).max_redirects(3);
    let client = builder.token("secret-1").build().unwrap();
    ends(client.bearer(BearerInput::builder()).send()).await.unwrap();
    let secrets = mock
        .requests()
        .iter()
        .map(|request| request.headers().contains_key("authorization"))
        .collect::<Vec<_>>();
    assert_eq!(secrets, [true, false, false]);
}

#[tokio::test]
async fn at_the_same_origin_a_request_is_authenticated_anew() {
    let secrets = Secrets::start(|_| {
        let no_content = || Reply::raw("HTTP/1.1 204 No Content\r\n\r\n");
        let pairs = ["/a", "b", "/c?key=secret-2&page=2", "/d"].map(|to| [redirect(302, to), no_content()]);
        pairs.into_iter().flatten().collect()
    });
    secrets.call().await;
    let requests = secrets.here.requests();
    let [_, bearer, _, key, _, query, _, both] = requests.try_into().unwrap();
    assert_eq!(bearer.header("authorization"), Some("Bearer secret-1"));
    assert_eq!(bearer.header("cookie"), Some("id=secret-4"));
    assert_eq!((key.line(), key.header("x-api-key")), ("GET /b HTTP/1.1", Some("secret-2")));
    assert_eq!(query.line(), "GET /c?page=2&key=secret-2 HTTP/1.1", "and the key is there once");
    assert_eq!(
        (both.header("dd-api-key"), both.header("dd-application-key")),
        (Some("secret-2"), Some("secret-3"))
    );
}

/// The requests of a call that is signed, as it was redirected.
async fn signed(group: &str, redirects: &[&str]) -> Vec<http::Request<Bytes>> {
    let mock = Mock::new();
    for location in redirects {
        mock.response(http::Response::builder().status(307).header("location", *location).body("").unwrap());
    }
    mock.json(200, &serde_json::json!({}));
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", Some("session".to_owned()), None);
    let builder = Client::<Signed>::builder().region("eu-central-1").credentials(credentials);
    let builder = builder.clock(TestClock::at(noon())).max_redirects(3).transport(mock.clone());
    builder.build().unwrap().list_widgets(ListWidgetsInput::builder().group(group)).await.unwrap();
    mock.requests()
}

#[tokio::test]
async fn a_signature_is_made_for_each_request_of_its_origin() {
    let redirected = signed("one", &["/v1/groups/two/widgets"]).await;
    let direct = signed("two", &[]).await;
    assert_eq!((redirected[1].uri(), redirected[1].headers()), (direct[0].uri(), direct[0].headers()));
    assert_ne!(redirected[0].headers()["authorization"], redirected[1].headers()["authorization"]);

    let foreign = &signed("one", &["https://widgets.us-east-1.example.com/"]).await[1];
    for header in ["authorization", "x-amz-date", "x-amz-security-token"] {
        assert!(!foreign.headers().contains_key(header));
    }
}

#[tokio::test]
async fn a_body_stays_at_its_origin() {
    let there = Server::start([ok(), ok(), ok()]).unwrap();
    for (status, is_refused) in [(301, false), (302, false), (303, false), (307, true), (308, true)] {
        let here = Server::start([redirect(status, &format!("{}/a", there.url()))]).unwrap();
        let before = there.requests().len();
        let call = builder(&here).build().unwrap().create_widget(CreateWidgetInput::builder().name("cog"));
        let outcome = ends(call.send()).await;
        assert_eq!(there.requests().len() - before, usize::from(!is_refused), "{status}");
        if is_refused {
            let error = outcome.unwrap_err();
            assert_eq!(reason(&error), &RedirectError::OtherOrigin { origin: there.url() });
        }
    }
    assert!(
        there.requests().iter().all(|request| request.body.is_empty() && request.line().starts_with("GET"))
    );

    let here = Server::start([redirect(307, &there.url())]).unwrap();
    let client = streams::Client::builder().endpoint_url(here.url()).max_redirects(1).build().unwrap();
    let error = ends(client.upload(FileInput::builder().name("a").data("data")).send()).await.unwrap_err();
    assert!(error.to_string().contains(&there.url()), "{error}");
    assert_eq!(there.requests().len(), 3);
}

/// A call to `https://api.example.com`, and where it is redirected to.
async fn redirected_to(location: &str) -> (Mock, Result<(), speccast_runtime::Error<WidgetError>>) {
    let mock = Mock::new();
    mock.response(http::Response::builder().status(302).header("location", location).body("").unwrap());
    mock.json(200, &serde_json::json!({}));
    let builder = Client::<Open>::builder().endpoint_url("https://api.example.com").max_redirects(3);
    let client = builder.transport(mock.clone()).build().unwrap();
    (mock, client.list_widgets(list()).await.map(drop))
}

#[tokio::test]
async fn encryption_is_not_given_up() {
    for location in ["http://api.example.com/", "HTTP://other.example/", "http://api.example.com:443/"] {
        let (mock, outcome) = redirected_to(location).await;
        assert_eq!(reason(&outcome.unwrap_err()), &RedirectError::Unencrypted, "{location}");
        assert_eq!(mock.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_redirect_to_an_invalid_url_is_an_error() {
    for location in [
        "ftp://a/",
        "javascript:alert(1)",
        "https://",
        "//a b/",
        "https://u:p@a/",
        "mailto:a@b",
        "file:///etc",
    ] {
        let (mock, outcome) = redirected_to(location).await;
        assert_eq!(reason(&outcome.unwrap_err()), &RedirectError::Location, "{location}");
        assert_eq!(mock.requests().len(), 1);
    }
    for (location, uri) in [
        ("//other.example/a", "https://other.example/a"),
        ("?b", "https://api.example.com/v1/groups/group/widgets?b"),
        ("a b", "https://api.example.com/v1/groups/group/a%20b"),
        ("https://API.example.com:443/x", "https://API.example.com:443/x"),
    ] {
        let (mock, outcome) = redirected_to(location).await;
        outcome.unwrap();
        assert_eq!(mock.requests()[1].uri(), uri);
    }
}

#[tokio::test]
async fn a_stream_is_sent_again_only_if_it_can_be_had_again() {
    let pieces = || Pieces(vec![Ok::<_, std::convert::Infallible>(Bytes::from_static(b"data"))].into_iter());
    let server =
        Server::start([redirect(307, "/b"), ok(), redirect(307, "/b"), redirect(303, "/c"), ok()]).unwrap();
    let client = streams::Client::builder().endpoint_url(server.url()).max_redirects(1).build().unwrap();
    let upload = |data: ByteStream| client.upload(FileInput::builder().name("a").data(data)).send();
    ends(upload(ByteStream::from_fn(pieces).with_length(4))).await.unwrap();
    let error = ends(upload(ByteStream::from_stream(pieces()))).await.unwrap_err();
    assert_eq!(reason(&error), &RedirectError::BodySpent);
    assert!(error.is_body_spent());
    assert_eq!(
        error.to_string(),
        "Upload: redirect that was not followed (HTTP status 307), not retried: part of the streamed body was already sent"
    );
    // Where the body is not wanted again, it does not matter.
    ends(upload(ByteStream::from_stream(pieces()))).await.unwrap();
    let requests = server.requests();
    let bodies: Vec<_> = requests.iter().map(|request| std::str::from_utf8(&request.body).unwrap()).collect();
    assert_eq!(bodies, ["data", "data", "data", "data", ""]);
}

modeled_errors! {
    /// The widget is elsewhere.
    WidgetMoved: 301,
}

operation_error! {
    /// Errors of `Find`.
    pub enum FindError { WidgetMoved }
}

/// An operation that has outcomes for redirects.
struct Find<E>(PhantomData<fn() -> E>);

impl<E: OperationError> Operation for Find<E> {
    type Service = Client;
    type Input = ();
    type Output = ();
    type Error = E;

    const META: Meta = Meta::new("Find").statuses(&[200, 302]);

    fn encode((): &()) -> Request {
        RestJson1::get("/")
    }
}

#[tokio::test]
async fn outcomes_of_the_operation_come_first() {
    let script = [redirect(302, "/a"), redirect(301, "/b"), redirect(307, "/c"), Reply::json("200 OK", "{}")];
    let server = Server::start(script).unwrap();
    let builder = Builder::<Own>::default().endpoint_url(server.url()).max_redirects(3);
    let handle = builder.build().unwrap();
    let (_, response) = ends(handle.0.call::<Find<FindError>>(()).send_with_response()).await.unwrap();
    assert_eq!((response.status().as_u16(), response.header("location")), (302, Some("/a")));
    let error = ends(handle.0.call::<Find<FindError>>(()).send()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(FindError::WidgetMoved(_))), "{error}");
    ends(handle.0.call::<Find<FindError>>(()).send()).await.unwrap();
    assert_eq!(server.requests().len(), 4);
}

/// A client without methods.
struct Own(Handle);

impl From<Handle> for Own {
    fn from(handle: Handle) -> Self {
        Self(handle)
    }
}

impl Service for Own {
    type Protocol = RestJson1;

    const NAME: &'static str = "Widgets";
    const AUTH: Auth = Auth::None;
    const ENDPOINTS: &'static [Endpoint] = &[];
}

/// An attempt begins where the operation does.
#[tokio::test]
async fn a_read_is_attempted_again_from_its_start() {
    let busy = Reply::json("503 Service Unavailable", "{}");
    let server = Server::start([redirect(302, "/a"), busy, redirect(302, "/b"), ok()]).unwrap();
    let retry = Retry::standard().base_delay(Duration::ZERO);
    let client = builder(&server).retry(retry).build().unwrap();
    ends(client.list_widgets(list()).send()).await.unwrap();
    let start = "GET /v1/groups/group/widgets";
    assert_eq!(lines(&server), [start, "GET /a", start, "GET /b"]);
}

/// What has redirected a request that may not be repeated has perhaps carried it out: even what is always safe to send
/// again, such as a request without a connection, is not.
#[tokio::test]
async fn a_write_is_not_attempted_again_after_a_redirect() {
    for failure in [TransportErrorKind::Connect, TransportErrorKind::ConnectTimeout(Duration::from_secs(5))] {
        let mock = Mock::new();
        mock.response(http::Response::builder().status(303).header("location", "/made").body("").unwrap());
        mock.failure(failure, "no route").json(200, &serde_json::json!({}));
        let config = Config::new().max_redirects(1).retry(Retry::standard().base_delay(Duration::ZERO));
        let builder = Client::<Open>::builder().config(config).endpoint_url("https://api.example.com");
        let client = builder.transport(mock.clone()).build().unwrap();
        let error =
            ends(client.create_widget(CreateWidgetInput::builder().name("cog")).send()).await.unwrap_err();
        assert_eq!((error.kind(), mock.requests().len()), (ErrorKind::Transport, 2), "{error}");
    }
    let busy = Reply::json("429 Too Many Requests", "{}");
    let server = Server::start([redirect(303, "/made"), busy, ok()]).unwrap();
    let client = builder(&server).retry(Retry::standard().base_delay(Duration::ZERO)).build().unwrap();
    ends(client.create_widget(CreateWidgetInput::builder().name("cog")).send()).await.unwrap_err();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_config_that_is_shared_has_it_too() {
    let server = Server::start([redirect(302, "/a"), ok()]).unwrap();
    let config = Config::new().max_redirects(1);
    let client = Client::<Open>::builder().config(config).endpoint_url(server.url()).build().unwrap();
    ends(client.list_widgets(list()).send()).await.unwrap();
}

/// A listing goes on where its last page was, but only at the service's own origin.
#[tokio::test]
async fn pages_follow_where_a_page_was() {
    let page = |link: &str| {
        Reply::raw(format!(
            "HTTP/1.1 200 OK\r\nlink: <{link}>; rel=next\r\ncontent-length: 12\r\n\r\n[{{\"id\":\"a\"}}]"
        ))
    };
    let last = || Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]");
    let there = Server::start([page("?page=2"), last()]).unwrap();
    let away = redirect(302, &format!("{}/list", there.url()));
    let here = Server::start([redirect(302, "/moved/list"), page("?page=2"), last(), away]).unwrap();
    let builder = page_styles::Client::builder().endpoint_url(here.url()).token("secret").max_redirects(2);
    let client = builder.build().unwrap();
    let list = async || {
        let mut pages = client.list_linked(page_styles::ListLinkedInput::builder().owner("me")).pages();
        let mut outcomes = Vec::new();
        while let Some(page) = ends(pages.next()).await {
            outcomes.push(page.map(drop).map_err(|error| error.kind()));
        }
        outcomes
    };
    assert_eq!(list().await, [Ok(()), Ok(())]);
    assert_eq!(list().await, [Ok(()), Err(ErrorKind::Pagination)]);
    assert_eq!(lines(&here)[..3], ["GET /linked/me", "GET /moved/list", "GET /moved/list?page=2"]);
    assert_eq!(lines(&there), ["GET /list"]);
}

/// As services with a storage of their own do: the download, or the rest of it, is at another origin.
#[tokio::test]
async fn a_download_comes_from_another_origin() {
    let rest = "HTTP/1.1 206 Partial Content\r\ncontent-length: 5\r\n\r\nbytes";
    let there = Server::start([Reply::raw(rest)]).unwrap();
    let here = Server::start([redirect(302, &format!("{}/a?signature=x", there.url()))]).unwrap();
    let client = streams::Client::builder().endpoint_url(here.url()).max_redirects(1).build().unwrap();
    let call = client.download(streams::DownloadInput::builder().name("a"));
    let call = call.header("range", "bytes=5-").header("if-range", "\"e1\"").header("x-own", "secret");
    let data = ends(call.send()).await.unwrap().data;
    assert_eq!(ends(data.collect(10)).await.unwrap(), "bytes");
    let request = there.requests().remove(0);
    assert_eq!(request.line(), "GET /a?signature=x HTTP/1.1");
    let kept = ["range", "if-range", "accept", "x-own"].map(|name| request.header(name));
    assert_eq!(kept, [Some("bytes=5-"), Some("\"e1\""), Some("image/png"), None]);
}

/// The origin of a request: its scheme, host and port.
fn origin(request: &http::Request<Bytes>) -> (String, String, u16) {
    let (uri, port) = (request.uri(), request.uri().port_u16());
    let scheme = uri.scheme_str().unwrap().to_owned();
    let port = port.unwrap_or(if scheme == "https" { 443 } else { 80 });
    (scheme, uri.host().unwrap().to_ascii_lowercase(), port)
}

proptest! {
    /// Wherever a service leads: what is secret stays at its origin, and nothing gives up encryption.
    #[test]
    fn no_redirects_lead_a_secret_elsewhere(
        operation in 0..4_usize,
        hops in prop::collection::vec((prop::sample::select(vec![301_u16, 302, 303, 307, 308]), prop::sample::select(vec![
            "/a",
            "b?c=d",
            "//other.example/e",
            "http://api.example.com/f",
            "https://api.example.com/g?key=secret-2",
            "https://API.example.com:443/h",
            "https://api.example.com:8443/i",
            "https://acme.uploads.example.com/j",
            "https://api.example.com.evil.example/k?key=secret-2&l=m",
            "https://api.example.com@evil.example/n",
        ])), 0..6),
    ) {
        let mock = Mock::new();
        for (status, location) in &hops {
            // Only a server that was sent a key in the query repeats it.
            let location = if operation == 2 { (*location).to_owned() } else { location.replace("secret-2", "o") };
            let response = http::Response::builder().status(*status).header("location", location);
            mock.response(response.body("").unwrap());
        }
        mock.response(http::Response::builder().status(204).body("").unwrap());
        let builder = http_auth::Client::builder().tenant("acme").token("secret-1").api_key("secret-2");
        let builder = builder.transport(mock.clone()).retry(Retry::never()).max_redirects(4);
        let client = builder.build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let _ = match operation {
                0 => client.bearer(BearerInput::builder()).send().await.map(drop).map_err(drop),
                1 => client.key(KeyInput::builder()).send().await.map(drop).map_err(drop),
                2 => client.query_key(QueryKeyInput::builder()).send().await.map(drop).map_err(drop),
                _ => client.upload(UploadInput::builder().name("secret-3")).send().await.map(drop).map_err(drop),
            };
        });
        let requests = mock.requests();
        prop_assert!((1..=5).contains(&requests.len()));
        let own = origin(&requests[0]);
        let mut is_own = true;
        for request in &requests {
            is_own &= origin(request) == own;
            let headers: Vec<&str> = request.headers().values().map(|value| value.to_str().unwrap()).collect();
            let text = format!("{} {headers:?} {:?}", request.uri(), request.body());
            prop_assert!(is_own || !text.contains("secret"), "{text}");
            // At its own origin, the request has its credentials, and has them once.
            let credentials = text.matches("secret-1").count() + text.matches("secret-2").count();
            prop_assert_eq!(credentials, usize::from(is_own), "{}", text);
            prop_assert_eq!(request.uri().scheme_str(), Some("https"));
        }
    }
}
