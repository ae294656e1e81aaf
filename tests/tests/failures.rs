//! Failures of plain HTTP, read where the service has them, over a real socket.

use std::time::{Duration, SystemTime};

use speccast_runtime::client::{Retry, Timeouts};
use speccast_runtime::error::{Error, ErrorKind, RetryAfter, RetryClass};
use speccast_runtime::transport::Mock;
use speccast_tests::fixtures::failures::{
    CardDeclined, Client, Create, CreateInput, Get, GetError, GetInput, OtherClientError, Refused,
};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::{Naps, TestClock, ends, noon};

fn reply(head: &str, body: &str) -> Reply {
    Reply::raw(format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

fn client(server: &Server) -> Client {
    Client::builder().endpoint_url(server.url()).retry(Retry::never()).build().unwrap()
}

async fn fails(head: &str, body: &str) -> Error<GetError> {
    let server = Server::start([reply(head, body)]).unwrap();
    ends(client(&server).get(GetInput::builder()).send()).await.unwrap_err()
}

#[tokio::test]
async fn codes_messages_and_members() {
    let body =
        r#"{"error":{"code":"card_declined","message":"No","reason":"stolen","amount":3},"trace":"t-1"}"#;
    let error = fails("402 Payment Required", body).await;
    let Some(GetError::CardDeclined(found)) = error.modeled() else { panic!("{error:?}") };
    assert_eq!((found.reason.as_deref(), found.amount), (Some("stolen"), 3));
    assert_eq!(error.to_string(), "Get: card_declined (402): No [request t-1]");
    // The same status with a code that no error has.
    let error = fails("402 Payment Required\r\nx-trace: t-2", r#"{"error":{"code":"stolen_card"}}"#).await;
    assert!(matches!(error.modeled(), Some(GetError::OtherClientError(_))), "{error:?}");
    assert_eq!((error.code(), error.request_id()), (Some("stolen_card"), Some("t-2")));
    // A number.
    let error = fails("402 Payment Required", r#"{"error":{"code":20003}}"#).await;
    assert!(matches!(error.modeled(), Some(GetError::Expired(_))), "{error:?}");
    // A code that is null or empty counts as absent; the next place is used.
    let error =
        fails("400 Bad Request\r\nx-error: card_declined", r#"{"error":{"code":null,"type":""}}"#).await;
    assert!(matches!(error.modeled(), Some(GetError::CardDeclined(_))), "{error:?}");
}

#[tokio::test]
async fn classes_of_statuses_and_the_rest() {
    for (head, body) in [("418 Teapot", r#"{"error":{"field":"cup"}}"#), ("499 Odd", "<html>")] {
        let error = fails(head, body).await;
        assert!(matches!(error.modeled(), Some(GetError::OtherClientError(_))), "{error:?}");
    }
    for body in ["", "<html>", r#"{"error":"down"}"#] {
        let error = fails("502 Bad Gateway", body).await;
        assert!(matches!(error.modeled(), Some(GetError::OtherError(_))), "{error:?}");
        assert_eq!(error.retry_class(), RetryClass::IfRepeatable);
    }
    let error = fails("404 Not Found", "").await;
    assert!(matches!(error.modeled(), Some(GetError::NotFound(_))) && !error.is_inferred(), "{error:?}");
    assert_eq!(error.to_string(), "Get: NotFound (404)");
}

#[tokio::test]
async fn a_success_may_be_a_failure() {
    let error = fails("200 OK", r#"{"ok":false,"error":{"type":"ratelimited","text":"Slow down"}}"#).await;
    assert_eq!(error.kind(), ErrorKind::Service);
    assert!(matches!(error.modeled(), Some(GetError::OtherError(_))), "{error:?}");
    assert!(error.is_throttling());
    assert_eq!(error.to_string(), "Get: ratelimited (200): Slow down");
    for body in [r#"{"ok":true,"name":"a"}"#, r#"{"name":"a"}"#, r#"{"ok":"false","name":"a"}"#] {
        let server = Server::start([reply("200 OK", body)]).unwrap();
        let output = ends(client(&server).get(GetInput::builder()).send()).await.unwrap();
        assert_eq!(output.name.as_deref(), Some("a"));
    }
}

#[tokio::test]
async fn waits_are_known_and_respected() {
    let reset = noon() + Duration::from_secs(9);
    let seconds = reset.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let body = r#"{"error":{"wait":1500}}"#;
    let at_reset = format!("429 Too Many Requests\r\nx-reset: {seconds}");
    assert_eq!(fails(&at_reset, body).await.retry_after(), Some(RetryAfter::At(reset)));
    let error = fails("429 Too Many Requests\r\nretry-after: 4", body).await;
    assert_eq!(error.retry_after(), Some(RetryAfter::In(Duration::from_secs(4))));
    let error = fails("429 Too Many Requests", body).await;
    assert_eq!(error.retry_after(), Some(RetryAfter::In(Duration::from_millis(1500))));
    // Only if the limit was reached: some services send it with every response.
    let error = fails(&at_reset.replace("429 Too Many Requests", "502 Bad Gateway"), "").await;
    assert_eq!(error.retry_after(), None);
    // No header of AWS.
    let error = fails("429 Too Many Requests\r\nx-amz-retry-after: 7", "").await;
    assert_eq!(error.retry_after(), None);

    let script = [reply(&at_reset, ""), reply("200 OK", r#"{"name":"a"}"#)];
    let server = Server::start(script).unwrap();
    let naps = Naps::default();
    let builder =
        Client::builder().endpoint_url(server.url()).clock(TestClock::at(noon())).sleeper(naps.clone());
    let client = builder.timeouts(Timeouts::none()).build().unwrap();
    ends(client.get(GetInput::builder()).send()).await.unwrap();
    assert!(naps.taken().contains(&Duration::from_secs(9)), "{:?}", naps.taken());
}

#[tokio::test]
async fn statuses_of_success() {
    for (head, body) in [("201 Created", "{}"), ("202 Accepted", r#"{"name":"a"}"#), ("304 Not Modified", "")]
    {
        let bytes = format!("HTTP/1.1 {head}\r\n\r\n");
        let response = if body.is_empty() { Reply::raw(bytes) } else { reply(head, body) };
        let server = Server::start([response]).unwrap();
        let output = ends(client(&server).create(CreateInput::builder()).send()).await.unwrap();
        assert_eq!(output.status.map(|status| status.to_string()).as_deref(), head.split(' ').next());
    }
    for head in ["200 OK", "204 No Content", "302 Found"] {
        let server = Server::start([reply(head, "")]).unwrap();
        let error = ends(client(&server).create(CreateInput::builder()).send()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Service, "{head}");
    }
}

#[tokio::test]
async fn a_mock_answers_as_the_service_does() {
    let mock = Mock::new();
    let client = Client::builder().transport(mock.clone()).retry(Retry::never()).build().unwrap();
    mock.error_message::<Get, CardDeclined>("No");
    let error = ends(client.get(GetInput::builder()).send()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(GetError::CardDeclined(_))), "{error:?}");
    assert_eq!((error.code(), error.message()), (Some("card_declined"), Some("No")));
    mock.error_message::<Get, Refused>("No");
    let error = ends(client.get(GetInput::builder()).send()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(GetError::Refused(_))), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    mock.error_message::<Create, OtherClientError>("No");
    let error = ends(client.create(CreateInput::builder()).send()).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
}
