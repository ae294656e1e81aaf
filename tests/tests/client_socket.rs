//! Calls over a real socket: requests, responses, and requests that are never sent.

use std::time::Duration;

use speccast_runtime::client::{BuildError, Builder, Config, Retry};
use speccast_runtime::error::ErrorKind;
use speccast_runtime::transport::Mock;
use speccast_runtime::validate::{ConstraintKind, Validation};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;
use speccast_tests::widgets::{
    Client, Color, CreateWidgetInput, ListWidgetsInput, Open, ThrottlingException, Token, Widget, WidgetError,
};

fn builder(server: &Server) -> Builder<Client<Open>> {
    Client::builder().endpoint_url(server.url()).retry(Retry::never())
}

fn list() -> ListWidgetsInput {
    ListWidgetsInput::builder().group("my group")
}

fn ok() -> Reply {
    Reply::json("200 OK", "{}")
}

#[tokio::test]
async fn a_request_and_its_answer() {
    let body = r#"{"widgets":[{"name":"cog","weight":3}],"nextToken":"t1","new":null}"#;
    let server = Server::start([Reply::json("200 OK", body)]).unwrap();
    let client = builder(&server).user_agent("my-app/1.0").build().unwrap();
    let input = list().color(Color::Red).max_results(50).next_token("a/b=");
    let output = ends(client.list_widgets(input).send()).await.unwrap();
    assert_eq!(output.widgets, Some(vec![Widget::builder().name("cog")]));
    assert_eq!(output.next_token.as_deref(), Some("t1"));

    let request = server.requests().remove(0);
    assert_eq!(
        request.line(),
        "GET /v1/groups/my%20group/widgets?color=red&max-results=50&next-token=a%2Fb%3D HTTP/1.1"
    );
    assert_eq!(request.header("host"), Some(server.address().to_string().as_str()));
    assert_eq!(request.header("user-agent"), Some("my-app/1.0"));
    assert_eq!(request.header("accept-encoding"), Some("gzip"));
    assert_eq!(request.header("content-type"), None);
    assert_eq!(request.header("authorization"), None);
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn a_body_and_its_type() {
    let server = Server::start([Reply::json("201 Created", r#"{"name":"cog"}"#)]).unwrap();
    let url = format!("{}/base/", server.url());
    let client = builder(&server).endpoint_url(url).build().unwrap();
    let call = client.create_widget(CreateWidgetInput::builder().name("cög"));
    ends(call.send()).await.unwrap();
    let request = server.requests().remove(0);
    assert_eq!(request.line(), "POST /base/v1/widgets HTTP/1.1");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("content-length"), Some("15"));
    assert!(request.header("user-agent").unwrap().starts_with("speccast-runtime/"));
    assert_eq!(request.body, r#"{"name":"cög"}"#.as_bytes());
}

#[tokio::test]
async fn a_refusal_keeps_everything() {
    let refusal = "HTTP/1.1 429 Slow\r\nx-amzn-requestid: req-7\r\nretry-after: soon\r\n\
                   x-amzn-errortype: ThrottlingException:http://x/\r\ncontent-length: 28\r\n\r\n\
                   {\"message\":\"Rate exceeded\"} ";
    let server = Server::start([Reply::raw(refusal)]).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    let modeled = error.modeled();
    let Some(WidgetError::ThrottlingException(ThrottlingException { message, .. })) = modeled else {
        panic!("{error:?}");
    };
    assert_eq!(message.as_deref(), Some("Rate exceeded"));
    assert_eq!(error.to_string(), "ListWidgets: ThrottlingException (429): Rate exceeded [request req-7]");
    assert_eq!(error.headers().unwrap()["retry-after"], "soon");
    assert_eq!(error.body().unwrap().len(), 28);
}

#[tokio::test]
async fn a_folded_header_is_one_line() {
    let refusal = "HTTP/1.1 400 Bad Request\r\nx-amzn-requestid:\r\n req-8\r\nx-note: a\r\n\t b\r\n  c\r\n\
                   x-amzn-errortype: ThrottlingException:\r\n http://x/\r\ncontent-length: 2\r\n\r\n{}";
    let server = Server::start([Reply::raw(refusal)]).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.to_string(), "ListWidgets: ThrottlingException (400) [request req-8]");
    assert_eq!(error.headers().unwrap()["x-note"], "a b c");
}

/// hyper's own limit is 100.
#[tokio::test]
async fn a_response_may_have_256_headers() {
    let response = |headers: usize| {
        let headers: String = (1..headers).map(|number| format!("x-{number}: {number}\r\n")).collect();
        Reply::raw(format!("HTTP/1.1 400 Bad Request\r\n{headers}content-length: 2\r\n\r\n{{}}"))
    };
    let server = Server::start([response(256), response(257)]).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.headers().unwrap()["x-255"], "255");
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}

/// Some servers compress anyway, or send a byte order mark.
#[tokio::test]
async fn a_body_that_does_not_begin_as_json_does() {
    let gzip = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n\u{1f}\u{8}";
    let server = Server::start([Reply::raw(gzip), Reply::json("200 OK", "\u{feff}{\"nextToken\":\"t\"}")]);
    let server = server.unwrap();
    let client = builder(&server).build().unwrap();
    let call = client.list_widgets(list()).header("accept-encoding", "identity");
    let error = ends(call.send()).await.unwrap_err();
    let reason = "undecodable response: not JSON (content encoding gzip)";
    assert_eq!(error.to_string(), format!("ListWidgets: {reason} (HTTP status 200)"));
    let output = ends(client.list_widgets(list()).send()).await.unwrap();
    assert_eq!(output.next_token.as_deref(), Some("t"));
}

/// RFC 9110 section 5.5 allows bytes beyond ASCII in a value.
#[tokio::test]
async fn a_header_beyond_ascii_is_text() {
    let answer = "HTTP/1.1 200 OK\r\nx-name: Gr\u{f6}\u{df}e\r\ncontent-length: 2\r\n\r\n{}";
    let server = Server::start([Reply::raw(answer)]).unwrap();
    let call = builder(&server).build().unwrap().list_widgets(list());
    let (_, response) = ends(call.send_with_response()).await.unwrap();
    assert_eq!(response.header("x-name"), Some("Gr\u{f6}\u{df}e"));
}

#[tokio::test]
async fn a_page_of_a_proxy_is_not_an_error_of_the_service() {
    let page = "<html><h1>Too Many Requests</h1></html>";
    let proxy = format!(
        "HTTP/1.1 429 Slow\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n{page}",
        page.len()
    );
    let server = Server::start([Reply::raw(proxy), Reply::json("429 Slow", "{}")]).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(
        (error.modeled(), error.code(), error.body().unwrap().as_ref()),
        (None, None, page.as_bytes())
    );
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert!(error.modeled().is_some() && error.is_inferred(), "{error}");
}

#[tokio::test]
async fn connections_are_used_again_and_shared() {
    let server = Server::start([ok(), ok(), ok(), ok()]).unwrap();
    let config = Config::new().endpoint_url(server.url());
    let first = Client::<Open>::builder().config(config.clone()).build().unwrap();
    let second = Client::<Open>::builder().config(config).build().unwrap();
    ends(async {
        for client in [&first, &first.clone(), &second, &first] {
            client.list_widgets(list()).await.unwrap();
            // The connection goes back to the pool when its task gets to it.
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
        }
    })
    .await;
    assert_eq!((server.requests().len(), server.connections()), (4, 1));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let redirect = "HTTP/1.1 301 Moved\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
    let server = Server::start([Reply::raw(redirect), ok()]).unwrap();
    let client = builder(&server).build().unwrap();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Service, 301));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn dropping_the_future_cancels() {
    let server = Server::start([Reply::silence()]).unwrap();
    let client = builder(&server).build().unwrap();
    let until = async |happened: fn(&Server) -> bool| {
        while !happened(&server) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    ends(async {
        tokio::select! {
            answer = client.list_widgets(list()).send() => panic!("{answer:?}"),
            () = until(|server| server.requests().len() == 1) => {}
        }
        until(|server| server.hang_ups() == 1).await;
    })
    .await;
}

#[tokio::test]
async fn an_invalid_input_is_sent_only_if_the_policy_says_so() {
    let server = Server::start([ok(), ok(), ok(), ok(), ok()]).unwrap();
    let strict = builder(&server).build().unwrap();
    let relaxed = builder(&server).validation(Validation::Off).build().unwrap();
    let bad = || ListWidgetsInput::builder().group("g").max_results(0).color("blue");
    ends(async {
        let error = strict.list_widgets(bad()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.violations().unwrap().iter().count(), 3, "every violation at once");
        assert_eq!(server.requests().len(), 0);

        strict.list_widgets(bad()).validation(Validation::Off).await.unwrap();
        strict.list_widgets(bad()).validation(Validation::Warn).await.unwrap();
        relaxed.list_widgets(bad()).await.unwrap();
        relaxed.list_widgets(bad()).validation(Validation::Reject).await.unwrap_err();

        let new_colors = Validation::Reject.except(ConstraintKind::Enum, Validation::Off);
        strict.list_widgets(list().color("blue")).validation(new_colors).await.unwrap();
        let error = strict.list_widgets(bad()).validation(new_colors).await.unwrap_err();
        assert_eq!(error.violations().unwrap().iter().count(), 2);
    })
    .await;
    assert_eq!(server.requests().len(), 4);
    assert!(server.requests()[0].line().contains("color=blue&max-results=0"));
}

#[tokio::test]
async fn headers_of_a_call() {
    let server = Server::start([ok()]).unwrap();
    let builder = Client::<Token>::builder().endpoint_url(server.url()).retry(Retry::never());
    let token = speccast_runtime::credentials::Token::new("abc");
    let client = builder.token(token).build().unwrap();
    let call = client.list_widgets(list()).header("X-Team", "one").header("x-team", "two");
    let call = call.header("User-Agent", "mine").header("Authorization", "forged");
    ends(call.send()).await.unwrap();
    let request = server.requests().remove(0);
    assert_eq!(request.header("x-team"), Some("two"));
    assert_eq!(request.header("user-agent"), Some("mine"));
    assert_eq!(request.header("authorization"), Some("Bearer abc"));

    for (name, value) in [
        ("x-team", "a\r\nx-evil: 1"),
        ("x team", "a"),
        ("x-team", "\0"),
        ("Host", "evil.example"),
        ("Content-Length", "0"),
        ("transfer-encoding", "chunked"),
    ] {
        let error = client.list_widgets(list()).header(name, value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode, "{name}");
    }
    let call = (0..40_000).fold(client.list_widgets(list()), |call, n| call.header(&format!("x-{n}"), "a"));
    assert_eq!(call.await.unwrap_err().kind(), ErrorKind::Encode);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn settings_of_a_client_override_its_configuration_in_any_order() {
    let (own, shared) = (Mock::new(), Mock::new());
    let config = Config::new().region("eu-west-1").user_agent("shared/1").transport(shared.clone());
    let set = |b: Builder<Client<Open>>| b.region("eu-north-1").transport(own.clone());
    let before = set(Client::builder()).config(config.clone());
    let after = set(Client::builder().config(Config::new().user_agent("other/1")).config(config));
    for builder in [before, after] {
        own.json(200, &serde_json::json!({}));
        builder.build().unwrap().list_widgets(list()).await.unwrap();
        let request = own.requests().pop().unwrap();
        assert_eq!(request.uri().host(), Some("widgets.eu-north-1.example.com"));
        assert_eq!(request.headers()["user-agent"], "shared/1");
    }
    assert!(shared.requests().is_empty());
}

#[test]
fn a_client_that_makes_no_sense_is_not_built() {
    let builder = || Client::<Open>::builder().transport(Mock::new());
    let error = |builder: Builder<Client<Open>>| builder.build().unwrap_err();
    assert!(matches!(error(builder()), BuildError::Endpoint(_)));
    for region in ["x.evil.example/#", "", "-a", "a@b", "a b", "é"] {
        let found = error(builder().region(region));
        assert!(matches!(found, BuildError::Endpoint(_)), "{region}: {found}");
        let found = error(builder().region(region).endpoint_url("https://widgets.example.com"));
        assert!(matches!(found, BuildError::Endpoint(_)), "{region}: {found}");
    }
    let plain = error(builder().region("plain-1"));
    assert!(matches!(plain, BuildError::EndpointUrl { .. }), "not encrypted: {plain}");
    assert!(matches!(error(builder().endpoint_url("ftp://a")), BuildError::EndpointUrl { .. }));
    let agent = builder().region("eu-central-1").user_agent("a\r\nb");
    assert!(matches!(error(agent), BuildError::UserAgent));
    builder().region("plain-1").endpoint_url("http://localhost").build().unwrap();
}
