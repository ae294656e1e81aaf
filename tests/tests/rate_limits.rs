//! Rate limits of responses, and what a service reports of retries, over a real socket.

use std::time::{Duration, SystemTime};

use speccast_runtime::client::{Builder, Retry, Timeouts};
use speccast_runtime::error::{Error, RetryAfter, RetryClass};
use speccast_tests::fixtures::failures::{Client, CreateError, CreateInput, GetInput};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::{Naps, TestClock, ends, noon};

fn reply(head: &str, body: &str) -> Reply {
    Reply::raw(format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

fn builder(server: &Server) -> Builder<Client> {
    Client::builder().endpoint_url(server.url()).timeouts(Timeouts::none())
}

async fn fails(head: &str, body: &str) -> Error<CreateError> {
    let server = Server::start([reply(head, body)]).unwrap();
    let client = builder(&server).retry(Retry::never()).build().unwrap();
    ends(client.create(CreateInput::builder()).send()).await.unwrap_err()
}

#[tokio::test]
async fn a_limit_is_known_of_errors_and_outputs() {
    let reset = noon() + Duration::from_secs(9);
    let seconds = reset.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let headers = format!("x-limit: 60\r\nx-remaining: 0\r\nx-limit-reset: {seconds}");
    let limit = fails(&format!("403 Forbidden\r\n{headers}"), "").await.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining), (Some(60), Some(0)));
    assert_eq!(limit.reset, Some(RetryAfter::At(reset)));
    // The second place.
    let limit = fails("404 Not Found", r#"{"error":{"left":7}}"#).await.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining, limit.reset), (None, Some(7), None));
    // No other header is read, if the spec has places.
    assert_eq!(fails("404 Not Found\r\nx-ratelimit-remaining: 7", "").await.rate_limit(), None);

    let server = Server::start([reply("200 OK\r\nx-remaining: 41", r#"{"name":"a"}"#)]).unwrap();
    let client = builder(&server).build().unwrap();
    let (_, response) = ends(client.get(GetInput::builder()).send_with_response()).await.unwrap();
    assert_eq!(response.rate_limit().and_then(|limit| limit.remaining), Some(41));
}

#[tokio::test]
async fn a_service_may_have_several_limits() {
    let headers = "x-limit: 60\r\nx-remaining: 59\r\nx-limit-tokens: 90000\r\nx-remaining-tokens: 900\r\n\
                   x-reset-tokens: 1m30s";
    let error = fails(&format!("404 Not Found\r\n{headers}"), "").await;
    let limits = error.rate_limits();
    let shown: Vec<_> = limits.iter().map(|it| (it.name, it.limit, it.remaining)).collect();
    assert_eq!(shown, [(Some("requests"), Some(60), Some(59)), (Some("tokens"), Some(90_000), Some(900))]);
    assert_eq!(limits[1].reset, Some(RetryAfter::In(Duration::from_secs(90))));
    // The one that is reached first.
    assert_eq!(error.rate_limit(), Some(limits[1]));
    let error = fails("404 Not Found\r\nx-remaining: 3", "").await;
    assert_eq!(error.rate_limits().len(), 1);
    assert_eq!(error.rate_limit().and_then(|it| it.name), Some("requests"));
    // Either limit may be the reason of the status.
    let error = fails("403 Forbidden\r\nx-remaining: 5\r\nx-remaining-tokens: 0", "").await;
    assert!(error.is_throttling());
}

#[tokio::test]
async fn a_status_of_the_limit_is_throttling_only_if_the_limit_is_reached() {
    for (head, class) in [
        ("403 Forbidden\r\nx-remaining: 0", RetryClass::Throttling),
        ("403 Forbidden\r\nretry-after: 3", RetryClass::Throttling),
        ("403 Forbidden\r\nx-remaining: 1", RetryClass::Never),
        // When a limit is reset is in every response.
        ("403 Forbidden\r\nx-reset: 1795350896", RetryClass::Never),
        ("403 Forbidden", RetryClass::Never),
        ("404 Not Found\r\nx-remaining: 0", RetryClass::Never),
        ("429 Too Many Requests\r\nx-remaining: 1", RetryClass::Throttling),
    ] {
        assert_eq!(fails(head, "").await.retry_class(), class, "{head}");
    }
}

#[tokio::test]
async fn the_service_decides_about_a_retry() {
    for (head, class) in [
        ("409 Conflict\r\nx-should-retry: true", RetryClass::Always),
        ("500 Internal Server Error\r\nx-should-retry: TRUE", RetryClass::IfRepeatable),
        ("429 Too Many Requests\r\nx-should-retry: true", RetryClass::Throttling),
        // Even what the spec has as retryable.
        ("429 Too Many Requests\r\nx-should-retry: false", RetryClass::Never),
        ("500 Internal Server Error\r\nx-should-retry: false", RetryClass::Never),
        ("409 Conflict\r\nx-should-retry: maybe", RetryClass::Never),
        ("500 Internal Server Error\r\nx-should-retry: 1", RetryClass::IfRepeatable),
    ] {
        assert_eq!(fails(head, "").await.retry_class(), class, "{head}");
    }
    for (body, class) in [
        (r#"{"error":{"retryable":true}}"#, RetryClass::Always),
        (r#"{"error":{"retryable":"false"}}"#, RetryClass::Never),
        (r#"{"error":{"retryable":1}}"#, RetryClass::Never),
    ] {
        assert_eq!(fails("409 Conflict", body).await.retry_class(), class, "{body}");
    }
}

#[tokio::test]
async fn codes_in_bodies_ask_for_fewer_requests() {
    for code in [
        "overloaded_error",
        "rate_limit_error",
        "rate_limit_exceeded",
        "rate_limited",
        "ratelimited",
        "too_many_requests",
    ] {
        let body = format!(r#"{{"error":{{"code":"{code}"}}}}"#);
        assert!(fails("400 Bad Request", &body).await.is_throttling(), "{code}");
    }
    assert!(!fails("400 Bad Request", r#"{"error":{"code":"RATE_LIMITED"}}"#).await.is_throttling());
}

#[tokio::test]
async fn throttled_requests_are_sent_again() {
    let reset = noon() + Duration::from_secs(9);
    let seconds = reset.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let limited = format!("403 Forbidden\r\nx-remaining: 0\r\nx-reset: {seconds}");
    let locked = "409 Conflict\r\nx-should-retry: true";
    let script = [reply(&limited, ""), reply(locked, ""), reply("201 Created", "{}")];
    let server = Server::start(script).unwrap();
    let naps = Naps::default();
    let client = builder(&server).clock(TestClock::at(noon())).sleeper(naps.clone()).build().unwrap();
    // It may not be repeated, but nothing was done.
    ends(client.create(CreateInput::builder()).send()).await.unwrap();
    assert_eq!((server.requests().len(), naps.taken()[0]), (3, Duration::from_secs(9)));
}
