//! Each limit ends the right thing, and not too much.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use speccast_runtime::client::{Builder, Retry, Timeouts};
use speccast_runtime::credentials::{Credentials, CredentialsError, ProvideCredentials};
use speccast_runtime::error::{ErrorKind, TimeoutKind};
use speccast_runtime::time::BoxFuture;
use speccast_runtime::transport::{Body, Mock, TransportErrorKind};
use speccast_tests::time::ends;
use speccast_tests::widgets::{Client, CreateWidgetInput, ListWidgetsInput, Open, Signed};

const SHORT: Duration = Duration::from_millis(50);

fn builder(mock: &Mock) -> Builder<Client<Open>> {
    let builder = Client::builder().endpoint_url("https://widgets.example.com");
    builder.transport(mock.clone()).retry(Retry::standard().base_delay(Duration::ZERO))
}

fn list() -> ListWidgetsInput {
    ListWidgetsInput::builder().group("group")
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_followed_by_another() {
    let mock = Mock::new();
    let client = builder(&mock).timeouts(Timeouts::none().attempt(SHORT)).build().unwrap();
    mock.silence().json(200, &serde_json::json!({}));
    ends(client.list_widgets(list()).send()).await.unwrap();

    mock.silence();
    let call = client.create_widget(CreateWidgetInput::builder().name("cog"));
    let error = ends(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Attempt));
    assert_eq!(error.to_string(), "CreateWidget: the attempt took longer than 50ms");
    assert_eq!(mock.requests().len(), 3, "what may have been done is not done again");
}

#[tokio::test]
async fn a_call_ends_however_many_attempts_it_has_left() {
    let mock = Mock::new();
    let client = builder(&mock).timeouts(Timeouts::none().call(SHORT)).build().unwrap();
    mock.silence();
    let error = ends(client.list_widgets(list()).send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Call));
    assert!(!error.is_retryable());
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn waits_between_attempts_count_and_keep_the_last_response() {
    let mock = Mock::new();
    let response = http::Response::builder().status(429).header("retry-after", "10");
    mock.response(response.header("x-amzn-requestid", "req-3").body("{}").unwrap());
    let call = builder(&mock).build().unwrap().list_widgets(list()).timeout(SHORT);
    let error = ends(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Call));
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (429, Some("req-3")));
}

#[tokio::test]
async fn a_limit_of_the_call_replaces_that_of_the_client() {
    let mock = Mock::new();
    let timeouts = Timeouts::none().call(Duration::from_secs(60));
    let client = builder(&mock).timeouts(timeouts).build().unwrap();
    mock.silence();
    let error = ends(client.list_widgets(list()).timeout(SHORT).send()).await;
    assert!(error.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_limit_applies_to_each_page_of_a_listing() {
    let mock = Mock::new();
    let client = builder(&mock).build().unwrap();
    mock.json(200, &serde_json::json!({ "nextToken": "t1" })).silence();
    let mut pages = client.list_widgets(list()).timeout(SHORT).pages();
    pages.next().await.unwrap().unwrap();
    tokio::time::sleep(SHORT * 2).await;
    let error = ends(pages.next()).await.unwrap().unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_body_that_never_ends_ends_with_the_call() {
    struct Never;
    impl futures_core::Stream for Never {
        type Item = Result<bytes::Bytes, speccast_runtime::transport::TransportError>;

        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Pending
        }
    }
    let mock = Mock::new();
    mock.response(http::Response::builder().status(201).body(Body::from_stream(Never)).unwrap());
    let call = builder(&mock).build().unwrap().list_widgets(list()).timeout(SHORT);
    let error = ends(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Call));
    assert_eq!(error.status().unwrap(), 201);
}

/// Never has any.
#[derive(Debug)]
struct NoCredentials;

impl ProvideCredentials for NoCredentials {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn loading_credentials_counts_for_the_call() {
    let builder = Client::<Signed>::builder().region("eu-central-1").transport(Mock::new());
    let client = builder.credentials(NoCredentials).build().unwrap();
    let call = client.list_widgets(list()).timeout(SHORT);
    let error = ends(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Call));
}

#[tokio::test]
async fn a_handshake_that_is_never_answered_counts_as_connecting() {
    // Accepts connections through a listener's backlog, without responding.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let builder = Client::<Open>::builder().endpoint_url(url).retry(Retry::never());
    let client = builder.timeouts(Timeouts::none().connect(SHORT)).build().unwrap();
    let start = Instant::now();
    let call = client.create_widget(CreateWidgetInput::builder().name("cog"));
    let error = ends(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Connect));
    assert!(error.is_connect() && error.is_retryable());
    assert!(start.elapsed() >= SHORT);
}

#[tokio::test]
async fn an_answer_in_time_is_not_disturbed() {
    let mock = Mock::new();
    let timeouts = Timeouts::new().attempt(Duration::ZERO).call(Duration::ZERO);
    let client = builder(&mock).timeouts(timeouts).build().unwrap();
    mock.json(200, &serde_json::json!({}));
    client.list_widgets(list()).await.unwrap();
    mock.failure(TransportErrorKind::Other, "no");
    let error = client.list_widgets(list()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}
