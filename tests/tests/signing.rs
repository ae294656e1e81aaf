//! AWS signatures, compared with those of another implementation, and the correction of a wrong clock.
//!
//! The literals were made by botocore 1.44.5 at 2026-11-22T12:34:56Z with the key below: those of `ListPackages` by
//! its client for the service, from the parameters of the test; the others by its `SigV4Auth`, from the bytes that a
//! request of the test has.

use std::time::Duration;

use bytes::Bytes;
use speccast_runtime::client::{Builder, Call, Handle, Service};
use speccast_runtime::codegen::{Auth, Endpoint, Meta, Request, RestJson1};
use speccast_runtime::credentials::{self, Credentials};
use speccast_runtime::error::ErrorKind;
use speccast_runtime::operation::Operation;
use speccast_runtime::transport::Mock;
use speccast_tests::time::{Naps, TestClock, noon};
use speccast_tests::widgets::{Client, CreateWidgetInput, ListWidgetsInput, Signed, WidgetError};

const TOKEN: &str = "IQoJb3JpZ2luX2VjEXAMPLE//token==";

fn keys(token: Option<&str>) -> Credentials {
    let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    credentials::from_keys("AKIDEXAMPLE", secret, token.map(str::to_owned))
}

/// A service with the signing name `codeartifact`, `imagebuilder` or `widgets`.
struct Fixed<const NAME: usize>(Handle);

const NAMES: [(&str, &[Endpoint]); 3] = [
    ("codeartifact", &[Endpoint::new("https://codeartifact.{region}.amazonaws.com")]),
    ("imagebuilder", &[Endpoint::new("https://imagebuilder.{region}.amazonaws.com")]),
    ("widgets", &[Endpoint::new("https://widgets.{region}.example.com")]),
];

impl<const NAME: usize> Service for Fixed<NAME> {
    type Protocol = RestJson1;

    const NAME: &'static str = NAMES[NAME].0;
    const AUTH: Auth = Auth::SigV4(NAMES[NAME].0);
    const ENDPOINTS: &'static [Endpoint] = NAMES[NAME].1;
}

impl<const NAME: usize> From<Handle> for Fixed<NAME> {
    fn from(handle: Handle) -> Self {
        Self(handle)
    }
}

/// An operation without input; only the request matters.
struct Fire<const REQUEST: usize>;

impl<const REQUEST: usize> Operation for Fire<REQUEST> {
    type Service = Fixed<0>;
    type Input = ();
    type Output = serde_json::Value;
    type Error = WidgetError;

    const META: Meta = Meta::new("Fire");

    fn encode((): &()) -> Request {
        match REQUEST {
            0 => RestJson1::post("/v1/packages")
                .query("domain", "my-domain")
                .query("domain-owner", "111122223333")
                .query("format", "npm")
                .query("max-results", &50)
                .query("namespace", "@scope/é ü~*")
                .query("next-token", "AAQA/+==")
                .query("package-prefix", "a+b=c&d%")
                .query("publish", "ALLOW")
                .query("repository", "my_repo.x")
                .query("upstream", "BLOCK"),
            1 => RestJson1::post("/ListImagePackages")
                .field(
                    "imageBuildVersionArn",
                    "arn:aws:imagebuilder:us-west-2:123456789012:image/name/1.0.0/1",
                )
                .field("maxResults", &25)
                .field("nextToken", "é\"\\/="),
            _ => RestJson1::get("/v1/widgets/{name}/parts")
                .label("name", "a/b c%é~.")
                .query("tag", &["b", "a", "a b"].map(str::to_owned).to_vec())
                .query("empty", "")
                .query("Upper", &1),
        }
    }
}

/// Sends a request to the service of the same number, and returns it as it was sent.
async fn sent<const N: usize>(
    region: &str,
    credentials: Credentials,
    configure: impl FnOnce(Builder<Fixed<N>>) -> Builder<Fixed<N>>,
    adapt: impl FnOnce(Call<Fire<N>>) -> Call<Fire<N>>,
) -> http::Request<Bytes> {
    let mock = Mock::new();
    mock.json(200, &serde_json::json!({}));
    let builder = Builder::<Fixed<N>>::default()
        .region(region)
        .credentials(credentials)
        .clock(TestClock::at(noon()))
        .transport(mock.clone());
    let client = configure(builder).build().unwrap();
    adapt(client.0.call::<Fire<N>>(())).await.unwrap();
    mock.requests().pop().unwrap()
}

fn header<'a>(request: &'a http::Request<Bytes>, name: &str) -> Option<&'a str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

#[track_caller]
fn assert_signed(request: &http::Request<Bytes>, scope: &str, headers: &str, signature: &str) {
    let expected = format!(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/{scope}/aws4_request, \
         SignedHeaders={headers}, Signature={signature}"
    );
    assert_eq!(header(request, "authorization"), Some(expected.as_str()));
    assert_eq!(header(request, "x-amz-date"), Some("20261122T123456Z"));
    assert_eq!(header(request, "x-amz-content-sha256"), None);
}

#[tokio::test]
async fn a_query_is_signed() {
    let request = sent::<0>("eu-central-1", keys(None), |b| b, |c| c).await;
    assert_signed(
        &request,
        "eu-central-1/codeartifact",
        "host;x-amz-date",
        "c522628d198d96ec127222cd2e04a51eeab717edce1c22244b7c432324221fea",
    );
    assert_eq!(header(&request, "x-amz-security-token"), None);
}

/// A service refuses a signature for another region than its own; only a service at a caller's URL may have a
/// name with capitals.
#[tokio::test]
async fn the_region_of_a_signature_is_that_of_the_host() {
    for (url, scope) in [(None, "/eu-central-1/codeartifact/"), (Some("https://a.example"), "/EU-Central-1/")]
    {
        let own = |builder: Builder<Fixed<0>>| match url {
            Some(url) => builder.endpoint_url(url),
            None => builder,
        };
        let request = sent::<0>("EU-Central-1", keys(None), own, |call| call).await;
        assert!(header(&request, "authorization").unwrap().contains(scope), "{request:?}");
    }
}

#[tokio::test]
async fn a_session_token_is_sent_and_signed() {
    let request = sent::<0>("eu-central-1", keys(Some(TOKEN)), |b| b, |c| c).await;
    assert_signed(
        &request,
        "eu-central-1/codeartifact",
        "host;x-amz-date;x-amz-security-token",
        "2e37940ab1fd604d5e18e58eea22842f4ff651b8915b94a34edc4457bc4e823c",
    );
    assert_eq!(header(&request, "x-amz-security-token"), Some(TOKEN));
    assert!(request.headers()["x-amz-security-token"].is_sensitive());
    assert!(request.headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn a_callers_header_is_signed_unless_proxies_may_change_it() {
    let add = |call: Call<Fire<0>>| {
        let call = call.header("X-Team", "  a   b ").header("traceparent", "00-1");
        call.header("X-Amzn-Trace-Id", "Root=1").header("authorization", "forged")
    };
    let request = sent::<0>("eu-central-1", keys(None), |b| b, add).await;
    assert_signed(
        &request,
        "eu-central-1/codeartifact",
        "host;x-amz-date;x-team",
        "68d70399f6ae989fe6281e15d555f76f576a46932263473c6427754c58ecdab7",
    );
    assert_eq!(header(&request, "traceparent"), Some("00-1"));
}

#[tokio::test]
async fn the_port_and_the_path_of_an_endpoint_are_signed() {
    let local = |builder: Builder<_>| builder.endpoint_url("http://LOCALHOST:4566/base%20path/");
    let request = sent::<0>("eu-central-1", keys(None), local, |c| c).await;
    assert_signed(
        &request,
        "eu-central-1/codeartifact",
        "host;x-amz-date",
        "77f805164f5937850f325402f4aa762c499d1a73bec1beb2040a02c62b7d4d9c",
    );
    assert_eq!(request.uri().path(), "/base%20path/v1/packages");
}

/// A transport sends the number of a port, and leaves out the scheme's own.
#[tokio::test]
async fn a_port_is_signed_as_it_is_sent() {
    let authorization = async |url: &'static str| {
        let request = sent::<0>("eu-central-1", keys(None), |b| b.endpoint_url(url), |c| c).await;
        header(&request, "authorization").unwrap().to_owned()
    };
    let plain = authorization("https://localhost").await;
    assert_eq!(authorization("https://localhost:0443").await, plain);
    assert_ne!(authorization("https://localhost:80").await, plain);
    assert_eq!(authorization("http://localhost:08080").await, authorization("http://localhost:8080").await);
}

#[tokio::test]
async fn a_body_is_signed() {
    let request = sent::<1>("us-west-2", keys(None), |b| b, |c| c).await;
    assert_signed(
        &request,
        "us-west-2/imagebuilder",
        "content-type;host;x-amz-date",
        "4b847e1b1110efbdc4e7da09ff1b678a4da87dc105cf854637361c05970f4f5e",
    );
    let request = sent::<1>("us-west-2", keys(Some(TOKEN)), |b| b, |c| c).await;
    assert_signed(
        &request,
        "us-west-2/imagebuilder",
        "content-type;host;x-amz-date;x-amz-security-token",
        "b85f5d6a49ccaf256dce7af55c2678d9e82119137a2fe50ca8ff26337b7d49fb",
    );
}

#[tokio::test]
async fn an_encoded_path_is_encoded_once_more_for_the_signature() {
    let request = sent::<2>("eu-central-1", keys(None), |b| b, |c| c).await;
    assert_eq!(request.uri().path(), "/v1/widgets/a%2Fb%20c%25%C3%A9~./parts");
    assert_signed(
        &request,
        "eu-central-1/widgets",
        "host;x-amz-date",
        "32799e81be1e8a1f631de00c203e344da7134ea31535dccd67f6a2ee6b6d5d06",
    );
}

/// A response of a server with the clock `date` that refuses a signature.
fn refusal(code: &'static str, date: &'static str) -> http::Response<&'static str> {
    let response = http::Response::builder().status(403);
    let response = response.header("x-amzn-errortype", code).header("date", date);
    response.body(r#"{"message":"Signature expired"}"#).unwrap()
}

fn widgets(mock: &Mock, clock: &TestClock) -> Client<Signed> {
    let builder = Client::<Signed>::builder().region("eu-central-1");
    let builder = builder.credentials(keys(None)).clock(clock.clone()).sleeper(Naps::default());
    builder.timeouts(speccast_runtime::client::Timeouts::none()).transport(mock.clone()).build().unwrap()
}

#[tokio::test]
async fn a_skewed_clock_is_corrected_once_and_for_later_calls() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let client = widgets(&mock, &clock);
    // The server is ten minutes ahead.
    mock.response(refusal("InvalidSignatureException", "Sun, 22 Nov 2026 12:44:56 GMT"));
    mock.json(200, &serde_json::json!({ "name": "cog" }));
    // Not idempotent, but the server refused it, so it is safe.
    client.create_widget(CreateWidgetInput::builder().name("cog")).await.unwrap();

    clock.advance(Duration::from_secs(1));
    mock.json(200, &serde_json::json!({ "name": "cog" }));
    client.create_widget(CreateWidgetInput::builder().name("cog")).await.unwrap();

    let dates: Vec<_> = mock.requests().iter().map(|r| header(r, "x-amz-date").unwrap().to_owned()).collect();
    assert_eq!(dates, ["20261122T123456Z", "20261122T124456Z", "20261122T124457Z"]);
}

#[tokio::test]
async fn a_server_that_lags_behind_gets_its_own_time() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    mock.response(refusal("RequestInTheFuture", "Sat, 21 Nov 2026 12:34:56 GMT"));
    mock.response(refusal("RequestInTheFuture", "Sat, 21 Nov 2026 12:34:56 GMT"));
    let call = widgets(&mock, &clock).list_widgets(ListWidgetsInput::builder().group("group"));
    let error = call.await.unwrap_err();
    assert_eq!(error.code(), Some("RequestInTheFuture"));
    let dates: Vec<_> = mock.requests().iter().map(|r| header(r, "x-amz-date").unwrap().to_owned()).collect();
    assert_eq!(dates, ["20261122T123456Z", "20261121T123456Z"], "once, not twice");
}

/// The date of a response from a cache is when the server sent it (RFC 9111 section 4.2.3).
#[tokio::test]
async fn a_cached_response_does_not_show_the_time() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    let mut cached = refusal("RequestTimeTooSkewed", "Sun, 22 Nov 2026 08:34:56 GMT");
    cached.headers_mut().insert("age", http::HeaderValue::from_static("14400"));
    mock.response(cached);
    let error = widgets(&mock, &clock).list_widgets(ListWidgetsInput::builder().group("group")).await;
    assert_eq!(error.unwrap_err().code(), Some("RequestTimeTooSkewed"));
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_wrong_key_is_not_taken_for_a_wrong_clock() {
    let (mock, clock) = (Mock::new(), TestClock::at(noon()));
    mock.response(refusal("SignatureDoesNotMatch", "Sun, 22 Nov 2026 12:35:56 GMT"));
    let error = widgets(&mock, &clock).list_widgets(ListWidgetsInput::builder().group("group")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Service);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_key_that_no_header_can_hold_is_an_error_without_it() {
    let mock = Mock::new();
    let builder = Client::<Signed>::builder().region("eu-central-1").transport(mock.clone());
    for credentials in [
        credentials::from_keys("AKID\nX", "hidden", None),
        credentials::from_keys("AKID", "hidden", Some("hid\r\nden: 1".to_owned())),
    ] {
        let client = builder.clone().credentials(credentials).build().unwrap();
        let error = client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Signing);
        assert!(!format!("{error:?}{error}").contains("hid"), "{error:?}");
    }
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_date_that_no_clock_shows_is_not_believed() {
    for date in
        ["Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 2500 00:00:00 GMT", "Wed, 31 Dec 1969 23:59:59 GMT"]
    {
        let (mock, clock) = (Mock::new(), TestClock::at(noon()));
        let client = widgets(&mock, &clock);
        mock.response(refusal("RequestTimeTooSkewed", date));
        client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap_err();
        clock.advance(Duration::from_secs(60));
        mock.json(200, &serde_json::json!({}));
        client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap();
        let last = mock.requests().pop().unwrap();
        assert_eq!(header(&last, "x-amz-date"), Some("20261122T123556Z"), "{date}");
    }
}

#[tokio::test]
async fn a_time_that_a_signature_cannot_hold_is_an_error() {
    // 10000-01-01T00:00:00Z, and a year before 1970.
    let late = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_800);
    for time in [late, std::time::SystemTime::UNIX_EPOCH - Duration::from_secs(400_000_000_000)] {
        let client = widgets(&Mock::new(), &TestClock::at(time));
        let error = client.list_widgets(ListWidgetsInput::builder().group("group")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Signing);
    }
}

#[tokio::test]
async fn a_header_beyond_ascii_is_signed() {
    let request = sent::<0>("eu-central-1", keys(None), |b| b, |c| c.header("x-team", "テスト é")).await;
    assert!(header(&request, "authorization").unwrap().contains("host;x-amz-date;x-team"));
}
