//! Number of attempts, waits between them, and requests that are never repeated.

use std::time::Duration;

use speccast_runtime::client::{Builder, Retry, Timeouts};
use speccast_runtime::error::ErrorKind;
use speccast_runtime::transport::{Mock, TransportErrorKind};
use speccast_tests::time::{Naps, TestClock, noon};
use speccast_tests::widgets::{
    Client, ConflictException, CreateWidget, CreateWidgetInput, InternalServerException, ListWidgets,
    ListWidgetsInput, Open, ThrottlingException,
};

/// A client with a mock and a sleeper that never really sleeps.
fn client(configure: impl FnOnce(Builder<Client>) -> Builder<Client>) -> (Client<Open>, Mock, Naps) {
    let (mock, naps) = (Mock::new(), Naps::default());
    let builder = Client::builder()
        .endpoint_url("https://widgets.example.com")
        .transport(mock.clone())
        .sleeper(naps.clone())
        .clock(TestClock::at(noon()))
        // The naps of timers would be over at once.
        .timeouts(Timeouts::none());
    (configure(builder).build().unwrap(), mock, naps)
}

fn list() -> ListWidgetsInput {
    ListWidgetsInput::builder().group("group")
}

fn create() -> CreateWidgetInput {
    CreateWidgetInput::builder().name("cog")
}

fn status(code: u16) -> http::Response<&'static str> {
    http::Response::builder().status(code).body("").unwrap()
}

fn throttled(retry_after: &str) -> http::Response<&'static str> {
    let response = http::Response::builder().status(429).header("Retry-After", retry_after);
    response.body(r#"{"code":"ThrottlingException"}"#).unwrap()
}

fn seconds(naps: &Naps) -> Vec<u64> {
    naps.taken().iter().map(Duration::as_secs).collect()
}

#[tokio::test]
async fn a_success_is_not_repeated() {
    let (client, mock, naps) = client(|b| b);
    mock.json(200, &serde_json::json!({}));
    client.list_widgets(list()).await.unwrap();
    assert_eq!((mock.requests().len(), naps.taken().len()), (1, 0));
}

#[tokio::test]
async fn three_attempts_with_jittered_waits() {
    let mut waits = Vec::new();
    for _ in 0..20 {
        let (client, mock, naps) = client(|b| b);
        mock.response(status(503)).response(status(500)).response(status(504));
        let error = client.list_widgets(list()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 504, "the last answer counts");
        assert_eq!(mock.requests().len(), 3);
        let taken = naps.taken();
        assert_eq!(taken.len(), 2);
        assert!(taken[0] <= Duration::from_secs(1) && taken[1] <= Duration::from_secs(2), "{taken:?}");
        waits.push(taken[0]);
    }
    waits.dedup();
    assert!(waits.len() > 1, "full jitter: {waits:?}");
}

#[tokio::test]
async fn a_later_attempt_may_succeed() {
    let (client, mock, _) = client(|b| b);
    mock.response(status(502)).json(200, &serde_json::json!({ "widgets": [{ "name": "cog" }] }));
    let output = client.list_widgets(list()).await.unwrap();
    assert_eq!(output.widgets.unwrap()[0].name, "cog");
}

#[tokio::test]
async fn requests_that_may_have_been_processed_are_not_repeated() {
    for code in [500, 502, 503, 504] {
        let (client, mock, _) = client(|b| b);
        mock.response(status(code));
        let error = client.create_widget(create()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), code);
        assert_eq!(mock.requests().len(), 1);
    }
    let (client, mock, _) = client(|b| b);
    mock.failure(TransportErrorKind::Broken, "reset");
    let error = client.create_widget(create()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_retryable_internal_error_does_not_show_whether_the_request_was_processed() {
    let (client, mock, _) = client(|b| b);
    mock.error_message::<CreateWidget, InternalServerException>("sorry");
    client.create_widget(create()).await.unwrap_err();
    assert_eq!(mock.requests().len(), 1);

    mock.error_message::<CreateWidget, InternalServerException>("sorry").json(200, &serde_json::json!({}));
    client.list_widgets(list()).await.unwrap();
}

#[tokio::test]
async fn throttling_is_always_repeated() {
    let codes = ["CallRateLimitExceededException", "ThrottlingException", "SlowDown"];
    for code in codes {
        let (client, mock, _) = client(|b| b);
        mock.json(400, &serde_json::json!({ "__type": format!("com.example#{code}") }));
        mock.json(200, &serde_json::json!({ "name": "cog" }));
        client.create_widget(create()).await.unwrap();
        assert_eq!(mock.requests().len(), 2, "{code}");
    }
}

#[tokio::test]
async fn permanent_errors_are_not_retried() {
    let (client, mock, _) = client(|b| b);
    mock.error_message::<CreateWidget, ConflictException>("taken");
    let error = client.list_widgets(list()).await.unwrap_err();
    assert_eq!(error.message(), Some("taken"));
    mock.response(status(404));
    client.list_widgets(list()).await.unwrap_err();
    mock.json(200, &serde_json::json!({ "widgets": 1 }));
    let error = client.list_widgets(list()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undecodable);
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn permanent_transport_errors_are_not_retried() {
    let (client, mock, _) = client(|b| b);
    mock.failure(TransportErrorKind::Other, "no such method");
    let error = client.list_widgets(list()).await.unwrap_err();
    assert!(!error.is_retryable(), "{error:?}");
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_failure_to_connect_is_always_repeated() {
    let (client, mock, _) = client(|b| b);
    let limit = Duration::from_secs(5);
    mock.failure(TransportErrorKind::Connect, "refused");
    mock.failure(TransportErrorKind::ConnectTimeout(limit), "slow");
    mock.json(200, &serde_json::json!({ "name": "cog" }));
    client.create_widget(create()).await.unwrap();
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn a_broken_connection_is_repeated_for_what_only_reads() {
    let (client, mock, _) = client(|b| b);
    mock.failure(TransportErrorKind::Broken, "reset").json(200, &serde_json::json!({}));
    client.list_widgets(list()).await.unwrap();
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let (client, mock, naps) = client(|b| b);
    mock.response(throttled("7"));
    // The date is the server's, and so is the clock that it is measured by.
    let mut by_date = throttled("Sun, 22 Nov 2026 15:00:12 GMT");
    let date = http::HeaderValue::from_static("Sun, 22 Nov 2026 15:00:00 GMT");
    by_date.headers_mut().insert("Date", date);
    mock.response(by_date).json(200, &serde_json::json!({}));
    client.list_widgets(list()).await.unwrap();
    assert_eq!(seconds(&naps), [7, 12]);
}

#[tokio::test]
async fn without_a_date_of_the_server_the_clock_measures_retry_after() {
    let (client, mock, naps) = client(|b| b);
    mock.response(throttled("Sun, 22 Nov 2026 12:35:11 GMT")).json(200, &serde_json::json!({}));
    client.list_widgets(list()).await.unwrap();
    assert_eq!(seconds(&naps), [15]);
}

#[tokio::test]
async fn a_useless_retry_after_changes_nothing() {
    for text in ["soon", "-1", "+21", "21.5", "", "Sun, 22 Nov 2026 12:00:00 GMT"] {
        let (client, mock, naps) = client(|b| b);
        mock.response(throttled(text)).json(200, &serde_json::json!({}));
        client.list_widgets(list()).await.unwrap();
        assert!(naps.taken()[0] <= Duration::from_secs(1), "{text}");
    }
}

#[tokio::test]
async fn a_retry_after_beyond_the_longest_wait_ends_the_call() {
    let (client, mock, naps) = client(|b| b);
    mock.error::<ListWidgets, _>(
        &speccast_runtime::serde_json::from_str::<ThrottlingException>(
            r#"{"message":"later","retryAfterSeconds":21}"#,
        )
        .unwrap(),
    );
    let error = client.list_widgets(list()).await.unwrap_err();
    assert!(error.is_throttling());
    assert_eq!(error.headers().unwrap()["retry-after"], "21");
    assert!(naps.taken().is_empty());
}

#[tokio::test]
async fn a_retry_after_of_any_length_is_a_number() {
    for (name, text) in [
        ("retry-after", "99999999999999999999"),
        ("retry-after", "18446744073709551616"),
        ("x-amz-retry-after", "99999999999999999999"),
        ("x-amz-retry-after", "20001"),
    ] {
        let (client, mock, naps) = client(|b| b);
        let mut response = status(503);
        response.headers_mut().insert(name, http::HeaderValue::from_static(text));
        mock.response(response);
        let error = client.list_widgets(list()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 503, "{text}");
        assert!(naps.taken().is_empty(), "{text}");
    }
}

#[tokio::test]
async fn the_longer_of_two_retry_afters_is_waited_for() {
    for (seconds, milliseconds, wait) in [("", "7000", 7), ("3", "7000", 7), ("9", "7000", 9), ("5", "x", 5)]
    {
        let (client, mock, naps) = client(|b| b);
        let mut response = throttled(seconds);
        response.headers_mut().insert("x-amz-retry-after", http::HeaderValue::from_static(milliseconds));
        mock.response(response).json(200, &serde_json::json!({}));
        client.list_widgets(list()).await.unwrap();
        assert_eq!(naps.taken(), [Duration::from_secs(wait)], "{seconds} {milliseconds}");
    }
}

#[tokio::test]
async fn the_policy_is_the_callers() {
    let (once, mock, _) = client(|b| b.retry(Retry::never()));
    mock.response(status(503));
    once.list_widgets(list()).await.unwrap_err();
    assert_eq!(mock.requests().len(), 1);

    let policy = Retry::standard().max_attempts(8).base_delay(Duration::from_secs(8));
    let (often, mock, naps) = client(|b| b.retry(policy.max_delay(Duration::from_secs(9))));
    for _ in 0..8 {
        mock.response(status(503));
    }
    often.list_widgets(list()).await.unwrap_err();
    assert_eq!(mock.requests().len(), 8);
    assert!(naps.taken().iter().all(|nap| *nap <= Duration::from_secs(9)));
}

#[tokio::test]
async fn the_budget_of_a_client_runs_out_and_fills_again() {
    let (client, mock, _) = client(|b| b);
    let clone = client.clone();
    // 500 tokens, 5 for each retry, 2 retries for each call.
    for call in 0..50 {
        mock.response(status(503)).response(status(503)).response(status(503));
        let client = if call % 2 == 0 { &client } else { &clone };
        client.list_widgets(list()).await.unwrap_err();
    }
    assert_eq!(mock.requests().len(), 150);
    mock.response(status(503));
    client.list_widgets(list()).await.unwrap_err();
    assert_eq!(mock.requests().len(), 151, "no tokens left");

    for _ in 0..5 {
        mock.json(200, &serde_json::json!({}));
        client.list_widgets(list()).await.unwrap();
    }
    mock.response(status(503)).json(200, &serde_json::json!({}));
    client.list_widgets(list()).await.unwrap();
    assert_eq!(mock.requests().len(), 158, "five successes pay for a retry");
}

#[tokio::test]
async fn every_attempt_sends_the_same_request() {
    let (client, mock, _) = client(|b| b);
    mock.response(throttled("0")).json(200, &serde_json::json!({ "name": "cog" }));
    client.create_widget(create()).header("x-team", "a").await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].body(), requests[1].body());
    assert_eq!(requests[0].headers(), requests[1].headers());
    assert_eq!(requests[1].body(), r#"{"name":"cog"}"#);
}
