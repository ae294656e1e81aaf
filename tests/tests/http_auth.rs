//! Authentication of plain HTTP, variables of endpoints and constant headers, over a real socket.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use speccast_runtime::client::{BuildError, Builder, Retry};
use speccast_runtime::credentials::{OAuth2, OAuth2Error, ProvideToken, SecretSource, Token, TokenError};
use speccast_runtime::error::ErrorKind;
use speccast_runtime::time::BoxFuture;
use speccast_runtime::transport::{self, Body, Mock};
use speccast_tests::fixtures::http_auth::{
    AnonymousInput, AnyOfInput, BasicInput, BearerInput, BeforePortInput, BodyKeysInput, BuilderExt as _,
    Client, EmptyBodyKeyInput, FormKeyInput, KeyInput, OAuthInBodyInput, OAuthInput, OAuthOfTenantInput,
    OptionalInput, PathKeyInput, PrefixedInput, QueryKeyInput, RestOfHostInput, TwoKeysInput,
    TwoQueryKeysInput, UploadInput,
};
use speccast_tests::server::{Received, Reply, Server};
use speccast_tests::time::{TestClock, ends, noon};

const SECRET: &str = "not-a-secret";

fn no_content() -> Reply {
    Reply::raw("HTTP/1.1 204 No Content\r\n\r\n")
}

fn reply(status: &str, body: &str) -> Reply {
    Reply::raw(format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

fn builder(server: &Server) -> Builder<Client> {
    Client::builder().endpoint_url(server.url()).retry(Retry::never()).token("service-token")
}

/// The request of one call.
async fn sent<F: Future<Output = Result<O, E>>, O: std::fmt::Debug, E: std::fmt::Debug>(
    set: impl FnOnce(Builder<Client>) -> Builder<Client>,
    call: impl FnOnce(Client) -> F,
) -> Received {
    let server = Server::start([no_content()]).unwrap();
    let client = set(builder(&server)).build().unwrap();
    ends(call(client)).await.unwrap();
    let [request] = server.requests().try_into().unwrap();
    request
}

#[tokio::test]
async fn every_scheme() {
    let request = sent(|it| it, |client| client.bearer(BearerInput::builder()).send()).await;
    assert_eq!(request.header("authorization"), Some("Bearer service-token"));
    assert_eq!(request.header("accept"), Some("application/vnd.example+json"));
    assert_eq!(request.header("x-api-version"), Some("2026-01-31"));

    let set = |it: Builder<Client>| it.basic("Aladdin", "open sesame");
    let request = sent(set, |client| client.basic(BasicInput::builder()).send()).await;
    // RFC 7617 section 2.
    assert_eq!(request.header("authorization"), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    let set = |it: Builder<Client>| it.basic("sk_test", "");
    let request = sent(set, |client| client.basic(BasicInput::builder()).send()).await;
    assert_eq!(request.header("authorization"), Some("Basic c2tfdGVzdDo="));

    let set = |it: Builder<Client>| it.api_key(SECRET);
    let request = sent(set, |client| client.key(KeyInput::builder()).send()).await;
    assert_eq!((request.header("x-api-key"), request.header("authorization")), (Some(SECRET), None));
    let request = sent(set, |client| client.prefixed(PrefixedInput::builder()).send()).await;
    assert_eq!(request.header("authorization"), Some("Token not-a-secret"));
    let set = |it: Builder<Client>| it.api_key("a&b=c/é");
    let request = sent(set, |client| client.query_key(QueryKeyInput::builder().name("n")).send()).await;
    assert_eq!(request.line(), "GET /query-key?name=n&key=a%26b%3Dc%2F%C3%A9 HTTP/1.1");
    let request = sent(set, |client| client.query_key(QueryKeyInput::builder()).send()).await;
    assert_eq!(request.line(), "GET /query-key?key=a%26b%3Dc%2F%C3%A9 HTTP/1.1");

    let set = |it: Builder<Client>| it.api_key("k-1").application_key("k-2");
    let request = sent(set, |client| client.two_keys(TwoKeysInput::builder()).send()).await;
    assert_eq!(
        (request.header("dd-api-key"), request.header("dd-application-key")),
        (Some("k-1"), Some("k-2"))
    );

    let set = |it: Builder<Client>| it.api_key("a&b").user_token("c d");
    let request = sent(set, |client| client.two_query_keys(TwoQueryKeysInput::builder()).send()).await;
    assert_eq!(request.line(), "GET /two-query-keys?v=1&key=a%26b&token=c%20d HTTP/1.1");

    let set = |it: Builder<Client>| it.api_key("123:a/b");
    let input = PathKeyInput::builder().id("{token}").text("x");
    let request = sent(set, |client| client.path_key(input).send()).await;
    assert_eq!(request.line(), "POST /bot123:a%2Fb/messages/%7Btoken%7D HTTP/1.1");

    let set = |it: Builder<Client>| it.api_key("a\"b").client_id("id").client_secret("s");
    let request = sent(set, |client| client.body_keys(BodyKeysInput::builder().name("n")).send()).await;
    assert_eq!(str::from_utf8(&request.body), Ok(r#"{"secret":"s","client_id":"id","name":"n"}"#));
    let request = sent(set, |client| client.body_keys(BodyKeysInput::builder()).send()).await;
    assert_eq!(str::from_utf8(&request.body), Ok(r#"{"secret":"s","client_id":"id"}"#));
    let request = sent(set, |client| client.empty_body_key(EmptyBodyKeyInput::builder()).send()).await;
    assert_eq!(str::from_utf8(&request.body), Ok(r#"{"token":"a\"b"}"#));
    assert_eq!(request.header("content-type"), Some("application/json"));
    let set = |it: Builder<Client>| it.api_key("a&b c");
    let request = sent(set, |client| client.form_key(FormKeyInput::builder().name("n")).send()).await;
    assert_eq!(str::from_utf8(&request.body), Ok("name=n&token=a%26b+c"));
    let request = sent(set, |client| client.form_key(FormKeyInput::builder()).send()).await;
    assert_eq!(str::from_utf8(&request.body), Ok("token=a%26b+c"));

    let request = sent(|it| it, |client| client.anonymous(AnonymousInput::builder()).send()).await;
    assert_eq!(request.header("authorization"), None);
}

/// A redirect leads to a path without a label, or to a request without a body.
#[tokio::test]
async fn keys_in_the_path_and_the_body_are_not_added_after_a_redirect() {
    let moved = |status: u16| {
        Reply::raw(format!("HTTP/1.1 {status} Moved\r\nLocation: /moved\r\nContent-Length: 0\r\n\r\n"))
    };
    let server = Server::start([moved(307), no_content(), moved(303), no_content()]).unwrap();
    let client = builder(&server).max_redirects(1).api_key("k").client_id("id").client_secret("s");
    let client = client.build().unwrap();
    ends(client.path_key(PathKeyInput::builder().id("1")).send()).await.unwrap();
    ends(client.body_keys(BodyKeysInput::builder()).send()).await.unwrap();
    let requests = server.requests();
    let lines: Vec<_> =
        requests.iter().map(|request| request.line().split(" HTTP").next().unwrap()).collect();
    assert_eq!(lines, ["POST /botk/messages/1", "POST /moved", "POST /body-keys", "GET /moved"]);
    assert!(!requests[2].body.is_empty() && requests[3].body.is_empty());
}

#[tokio::test]
async fn the_first_scheme_that_there_are_credentials_for() {
    let server = Server::start([no_content(), no_content(), no_content(), no_content()]).unwrap();
    let set = || Client::builder().endpoint_url(server.url()).retry(Retry::never());
    // `bearer` of the service itself is not enough: another client has no credentials for it.
    let shared = set().token("t").basic("u", "p").api_key("k").build().unwrap();
    ends(shared.any_of(AnyOfInput::builder()).send()).await.unwrap();
    ends(shared.optional(OptionalInput::builder()).send()).await.unwrap();
    let only_token = set().token("t").build().unwrap();
    ends(only_token.optional(OptionalInput::builder()).send()).await.unwrap();
    let requests = server.requests();
    let sent: Vec<_> =
        requests.iter().map(|it| (it.header("authorization"), it.header("x-api-key"))).collect();
    assert_eq!(sent, [(Some("Bearer t"), None), (None, Some("k")), (None, None)]);
}

#[tokio::test]
async fn missing_credentials_name_the_setter() {
    let error = Client::builder().transport(Mock::new()).tenant("acme").build().unwrap_err();
    assert!(matches!(error, BuildError::NoToken), "{error}");
    let client = Client::builder().transport(Mock::new()).tenant("acme").token("t").build().unwrap();
    macro_rules! reason {
        ($call:expr) => {{
            let error = ends($call.send()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Credentials);
            std::error::Error::source(&error).unwrap().to_string()
        }};
    }
    let said = |setters: &str| format!("the service requires credentials: set them with {setters}");
    assert_eq!(reason!(client.basic(BasicInput::builder())), said("`Builder::basic`"));
    assert_eq!(reason!(client.key(KeyInput::builder())), said("`Builder::api_key`"));
    let both = said("`Builder::api_key` and `BuilderExt::application_key`");
    assert_eq!(reason!(client.two_keys(TwoKeysInput::builder())), both);
    assert_eq!(reason!(client.o_auth(OAuthInput::builder())), said("`Builder::oauth2`"));
}

/// Gives another secret each time.
#[derive(Debug, Default)]
struct Counter(Arc<AtomicUsize>);

impl ProvideToken for Counter {
    fn provide_token(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move { Ok(Token::new(format!("k-{number}"))) })
    }
}

#[tokio::test]
async fn providers_are_asked_once() {
    let (user, key) = (Counter::default(), Counter::default());
    let asked = [Arc::clone(&user.0), Arc::clone(&key.0)];
    let server = Server::start([no_content(), no_content(), no_content()]).unwrap();
    let client = builder(&server).basic(user, "p").api_key(key).build().unwrap();
    for _ in 0..2 {
        ends(client.key(KeyInput::builder()).send()).await.unwrap();
    }
    ends(client.basic(BasicInput::builder()).send()).await.unwrap();
    let keys: Vec<_> = server.requests().iter().map(|it| it.header("x-api-key").map(str::to_owned)).collect();
    assert_eq!(keys, [Some("k-0".to_owned()), Some("k-0".to_owned()), None]);
    assert_eq!(asked.map(|asked| asked.load(Ordering::Relaxed)), [1, 1]);
}

#[tokio::test]
async fn no_secret_is_shown() {
    let builder = || {
        let keys =
            Client::builder().api_key(SECRET).application_key(SECRET).basic(SECRET, SECRET).token(SECRET);
        keys.oauth2(OAuth2::client_credentials("me", SECRET).token_url("https://auth.example.com"))
    };
    let source = SecretSource::from(SECRET);
    let mock = Mock::new();
    let client = builder().tenant("acme").transport(mock.clone()).build().unwrap();
    assert!(!format!("{:?} {source:?} {client:?}", builder()).contains(SECRET));
    mock.json(500, &"");
    let error = ends(client.query_key(QueryKeyInput::builder()).send()).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(SECRET));
    for secret in ["..", "", " "] {
        let client = builder().api_key(secret).tenant("acme").transport(mock.clone()).build().unwrap();
        let error = ends(client.path_key(PathKeyInput::builder().id("1")).send()).await.unwrap_err();
        // `bot..` is a name like others.
        assert_eq!(error.kind() == ErrorKind::Credentials, secret != "..", "{error}");
    }
    mock.json(500, &"");
    let error = ends(client.path_key(PathKeyInput::builder().id("1")).send()).await.unwrap_err();
    let path = mock.requests().last().unwrap().uri().path().to_owned();
    assert!(path.contains(SECRET) && !format!("{error} {error:?} {error:#?}").contains(SECRET));
    mock.json(500, &"");
    let error = ends(client.form_key(FormKeyInput::builder()).send()).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(SECRET));
    mock.json(500, &"");
    let _ = ends(client.key(KeyInput::builder()).send()).await.unwrap_err();
    let requests = mock.requests();
    assert!(requests.last().unwrap().headers()["x-api-key"].is_sensitive());
    // Invalid values are not shown either.
    for (bad, secret) in [("line\nbreak", "line"), ("", "")] {
        let client = builder().api_key(bad).basic("a:b", SECRET).tenant("acme").transport(Mock::new());
        let client = client.build().unwrap();
        for error in [
            ends(client.key(KeyInput::builder()).send()).await.unwrap_err().to_string(),
            format!("{:?}", ends(client.basic(BasicInput::builder()).send()).await.unwrap_err()),
        ] {
            assert!(!error.contains(SECRET) && (secret.is_empty() || !error.contains(secret)), "{error}");
        }
    }
}

#[tokio::test]
async fn variables_lead_to_hosts_and_nowhere_else() {
    let mock = Mock::new();
    let builder = || Client::builder().transport(mock.clone()).token("t");
    let error = builder().build().unwrap_err().to_string();
    let missing = "the endpoint requires a variable: set it with `BuilderExt::tenant`";
    assert_eq!(error, missing);
    let client = builder().tenant("acme").build().unwrap();
    mock.json(200, &serde_json::json!({}));
    ends(client.bearer(BearerInput::builder()).send()).await.unwrap();
    mock.json(200, &serde_json::json!({}));
    ends(client.upload(UploadInput::builder()).send()).await.unwrap();
    let client = builder().tenant("acme").host("localhost:8443").api_version("v2").domain("eu.example.org");
    let client = client.build().unwrap();
    mock.json(200, &serde_json::json!({}));
    ends(client.bearer(BearerInput::builder()).send()).await.unwrap();
    mock.json(200, &serde_json::json!({}));
    ends(client.rest_of_host(RestOfHostInput::builder()).send()).await.unwrap();
    mock.json(200, &serde_json::json!({}));
    ends(client.before_port(BeforePortInput::builder()).send()).await.unwrap();
    let uris: Vec<String> = mock.requests().iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(
        uris,
        [
            "https://api.example.com/v1/bearer",
            "https://acme.uploads.example.com/upload",
            "https://localhost:8443/v2/bearer",
            "https://files.localhost:8443/rest",
            "https://api.eu.example.org:8443/port",
        ]
    );
    for bad in ["evil.example/", "a@evil.example", "evil.example#", ""] {
        let error = builder().tenant("acme").host(bad).build().unwrap_err().to_string();
        assert!(error.starts_with("the value of `BuilderExt::host` is not a host"), "{error}");
    }
    for bad in ["evil.example:1", "evil.example/", "a@evil.example", "a..b", ""] {
        let error = builder().tenant("acme").domain(bad).build().unwrap_err().to_string();
        assert!(
            error.starts_with("the value of `BuilderExt::domain` is not a host without a port"),
            "{error}"
        );
    }
    assert!(builder().tenant("acme.evil").build().is_err());
    assert!(builder().tenant("acme").api_version("..").build().is_err());
}

#[tokio::test]
async fn a_caller_s_url_is_for_every_operation() {
    let server = Server::start([no_content()]).unwrap();
    let client = builder(&server).build().unwrap();
    ends(client.upload(UploadInput::builder().name("a")).send()).await.unwrap();
    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.line(), "POST /upload HTTP/1.1");
    assert_eq!(request.header("accept"), Some("text/plain"));
    assert_eq!(request.header("content-type"), Some("application/merge-patch+json"));
}

fn token(name: &str, seconds: u32) -> Reply {
    let body = format!(r#"{{"access_token":"{name}","token_type":"Bearer","expires_in":{seconds}}}"#);
    reply("200 OK", &body)
}

fn oauth(server: &Server, credentials: OAuth2) -> Client {
    let credentials = credentials.token_url(format!("{}/token?a=b", server.url()));
    builder(server).clock(TestClock::at(noon())).oauth2(credentials).build().unwrap()
}

#[tokio::test]
async fn token_endpoints_of_a_customer() {
    let mock = Mock::new();
    mock.json(200, &serde_json::json!({ "access_token": "t-1", "token_type": "Bearer" }));
    mock.json(200, &serde_json::json!({}));
    let credentials =
        OAuth2::client_credentials("me", "s").parameter("account_id", "a b").parameter("audience", "x");
    let builder = Client::builder().transport(mock.clone()).token("t").tenant("acme").oauth2(credentials);
    let client = builder.build().unwrap();
    ends(client.o_auth_of_tenant(OAuthOfTenantInput::builder()).send()).await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].uri().to_string(), "https://acme.auth.example.com/token");
    let body = "grant_type=account_credentials&account_id=a+b&audience=x";
    assert_eq!(requests[0].body().as_ref(), body.as_bytes());
}

#[tokio::test]
async fn a_token_is_requested_once_and_kept() {
    let server = Server::start([token("t-1", 3600), no_content(), no_content()]).unwrap();
    let client = oauth(&server, OAuth2::client_credentials("my client", "s:1"));
    for _ in 0..2 {
        ends(client.o_auth(OAuthInput::builder()).send()).await.unwrap();
    }
    let [request, first, second] = server.requests().try_into().unwrap();
    assert_eq!(request.line(), "POST /token?a=b HTTP/1.1");
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    // `my+client:s%3A1`, form-encoded before base64.
    assert_eq!(request.header("authorization"), Some("Basic bXkrY2xpZW50OnMlM0Ex"));
    let body = "grant_type=client_credentials&scope=read+write%3Aall";
    assert_eq!(std::str::from_utf8(&request.body), Ok(body));
    for call in [first, second] {
        assert_eq!(call.header("authorization"), Some("Bearer t-1"));
    }
}

#[tokio::test]
async fn a_client_may_authenticate_itself_in_the_body() {
    let server = Server::start([token("t-1", 3600), no_content()]).unwrap();
    let client = oauth(&server, OAuth2::client_credentials("me", SECRET).scopes(["a", "b"]));
    ends(client.o_auth_in_body(OAuthInBodyInput::builder()).send()).await.unwrap();
    let [request, _] = server.requests().try_into().unwrap();
    assert_eq!(request.header("authorization"), None);
    let body = "grant_type=client_credentials&scope=a+b&client_id=me&client_secret=not-a-secret";
    assert_eq!(std::str::from_utf8(&request.body), Ok(body));
}

#[tokio::test]
async fn a_refresh_token_is_replaced_by_the_endpoint() {
    let issued = r#"{"access_token":"t-1","token_type":"bearer","expires_in":"5","refresh_token":"r-2"}"#;
    let script = [reply("200 OK", issued), no_content(), token("t-2", 3600), no_content()];
    let server = Server::start(script).unwrap();
    let client = oauth(&server, OAuth2::refresh_token("me", "r-1"));
    for _ in 0..2 {
        // The first token is about to expire, and is replaced before the second call.
        ends(client.o_auth(OAuthInput::builder()).send()).await.unwrap();
    }
    let requests = server.requests();
    let bodies: Vec<_> = requests.iter().filter_map(|it| std::str::from_utf8(&it.body).ok()).collect();
    assert!(bodies[0].starts_with("grant_type=refresh_token&refresh_token=r-1&scope="), "{}", bodies[0]);
    assert!(bodies[2].starts_with("grant_type=refresh_token&refresh_token=r-2&scope="), "{}", bodies[2]);
    assert_eq!(requests[3].header("authorization"), Some("Bearer t-2"));
}

/// A refresh token may be valid only once, so the response to a request for a token must not be lost.
#[tokio::test]
async fn a_token_that_a_dropped_call_requested_is_not_lost() {
    let (arrive, arrives) = tokio::sync::watch::channel(false);
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let requested = Arc::clone(&bodies);
    let transport = transport::from_fn(move |request: http::Request<Body>| {
        let (mut arrives, requested) = (arrives.clone(), Arc::clone(&requested));
        async move {
            let (head, mut body) = request.into_parts();
            if head.uri.path() != "/token" {
                return Ok(http::Response::new(Body::from("")));
            }
            let mut form = Vec::new();
            while let Some(piece) = body.next().await {
                form.extend_from_slice(&piece?);
            }
            let number = {
                let mut requested = requested.lock().unwrap();
                requested.push(String::from_utf8(form).unwrap());
                requested.len()
            };
            arrives.wait_for(|arrived| *arrived).await.unwrap();
            let issued = format!(
                r#"{{"access_token":"t-{number}","token_type":"bearer","expires_in":5,"refresh_token":"r-{}"}}"#,
                number + 1
            );
            Ok(http::Response::new(Body::from(issued)))
        }
    });
    let credentials = OAuth2::refresh_token("me", "r-1");
    let client =
        Client::builder().token("t").tenant("acme").transport(transport).oauth2(credentials).build().unwrap();
    let call = || Box::pin(client.o_auth(OAuthInput::builder()).send());
    let waker = std::task::Waker::noop();
    let mut context = std::task::Context::from_waker(waker);
    for _ in 0..2 {
        assert!(call().as_mut().poll(&mut context).is_pending());
    }
    arrive.send(true).unwrap();
    ends(call()).await.unwrap();
    ends(call()).await.unwrap();
    let bodies = bodies.lock().unwrap();
    let sent: Vec<bool> = ["r-1", "r-2"]
        .iter()
        .zip(&*bodies)
        .map(|(token, body)| body.contains(&format!("refresh_token={token}")))
        .collect();
    assert_eq!((bodies.len(), sent), (2, vec![true, true]), "{bodies:?}");
}

/// A server that does not respond is asked again.
#[tokio::test]
async fn a_request_for_a_token_is_given_up_after_a_few_calls() {
    let requested = Arc::new(AtomicUsize::new(0));
    let number = Arc::clone(&requested);
    let transport = transport::from_fn(move |_| {
        number.fetch_add(1, Ordering::Relaxed);
        std::future::pending()
    });
    let credentials = OAuth2::refresh_token("me", "r-1");
    let client =
        Client::builder().token("t").tenant("acme").transport(transport).oauth2(credentials).build().unwrap();
    let waker = std::task::Waker::noop();
    for _ in 0..4 {
        let mut call = Box::pin(client.o_auth(OAuthInput::builder()).send());
        assert!(call.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_pending());
    }
    assert_eq!(requested.load(Ordering::Relaxed), 2);
}

/// RFC 6749 section 5.1 requires the type, but some endpoints leave it out.
#[tokio::test]
async fn a_token_without_a_type_is_a_bearer_token() {
    let script = [reply("200 OK", r#"{"access_token":"t-1","token_type":null}"#), no_content()];
    let server = Server::start(script).unwrap();
    let client = oauth(&server, OAuth2::client_credentials("me", SECRET));
    ends(client.o_auth(OAuthInput::builder()).send()).await.unwrap();
    assert_eq!(server.requests()[1].header("authorization"), Some("Bearer t-1"));
}

#[tokio::test]
async fn calls_at_once_share_one_request_for_a_token() {
    let tokens = Arc::new(AtomicUsize::new(0));
    let requested = Arc::clone(&tokens);
    let transport = transport::from_fn(move |request| {
        let is_token = request.uri().path() == "/token";
        if is_token {
            requested.fetch_add(1, Ordering::Relaxed);
        }
        async move {
            // Other calls get a turn while the token is on its way.
            tokio::task::yield_now().await;
            let issued = r#"{"access_token":"t","token_type":"bearer","expires_in":3600}"#;
            Ok(http::Response::new(Body::from(if is_token { issued } else { "" })))
        }
    });
    let credentials = OAuth2::client_credentials("me", SECRET);
    let client =
        Client::builder().token("t").tenant("acme").transport(transport).oauth2(credentials).build().unwrap();
    let calls: Vec<_> = (0..10).map(|_| tokio::spawn(client.o_auth(OAuthInput::builder()).send())).collect();
    for call in calls {
        ends(call).await.unwrap().unwrap();
    }
    assert_eq!(tokens.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_token_that_is_refused_is_replaced_once() {
    let refused = || reply("401 Unauthorized", "");
    let script = [token("t-1", 3600), refused(), token("t-2", 3600), refused()];
    let server = Server::start(script).unwrap();
    let url = format!("{}/token", server.url());
    let client = Client::builder().endpoint_url(server.url()).token("t");
    let client = client.oauth2(OAuth2::client_credentials("me", SECRET).token_url(url)).build().unwrap();
    let error = ends(client.o_auth(OAuthInput::builder()).send()).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    let tokens: Vec<_> =
        server.requests().iter().filter_map(|it| Some(it.header("authorization")?.to_owned())).collect();
    assert_eq!((tokens[1].as_str(), tokens[3].as_str()), ("Bearer t-1", "Bearer t-2"));
}

#[tokio::test]
async fn what_a_token_endpoint_refuses() {
    for (response, expected) in [
        (
            reply("400 Bad Request", r#"{"error":"invalid_grant","error_description":"revoked"}"#),
            "the token endpoint rejected the request (HTTP status 400): invalid_grant: revoked",
        ),
        (
            reply("401 Unauthorized", r#"{"error":"invalid_client","error_description":"bad not-a-secret"}"#),
            "the token endpoint rejected the request (HTTP status 401): invalid_client",
        ),
        (
            reply("503 Service Unavailable", "<html>"),
            "the token endpoint rejected the request (HTTP status 503)",
        ),
        (reply("200 OK", "{}"), "the token endpoint's response has no token"),
        (
            reply("200 OK", r#"{"access_token":"t","token_type":"mac"}"#),
            "the token endpoint's response has a token of another type than `bearer`",
        ),
        (Reply::hang_up(), "no response from the token endpoint"),
    ] {
        let server = Server::start([response]).unwrap();
        let client = oauth(&server, OAuth2::client_credentials("me", SECRET));
        let error = ends(client.o_auth(OAuthInput::builder()).send()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        let source = std::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), expected);
        assert!(source.downcast_ref::<OAuth2Error>().is_some());
        assert!(!format!("{error:?}").contains(SECRET));
    }
}

/// A setter of a service must not hide a setter of every builder, or be hidden by it.
#[test]
fn the_setters_of_every_builder_are_known() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let text = ["runtime/src/client/config.rs", "runtime/src/client/builder.rs"].map(read).concat();
    let method = regex::Regex::new(r"pub fn (\w+)\(\s*(?:mut )?(?:\$this|self)\b").unwrap();
    let found: BTreeSet<&str> = method.captures_iter(&text).map(|it| it.get(1).unwrap().as_str()).collect();
    let names = read("codegen/rust/src/plan/names/naming.rs");
    let list = names.split("\nconst BUILDER").nth(1).and_then(|rest| rest.split("];").next()).unwrap();
    let known: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    assert_eq!(known, found);
}
