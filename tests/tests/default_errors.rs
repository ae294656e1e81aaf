//! An error without a status of its own, over a real socket: it is every other error.

use speccast_runtime::client::Retry;
use speccast_runtime::transport::Mock;
use speccast_tests::fixtures::default_error::{ApiError, Client, Get, GetError, GetInput, Gone};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;

type Error = speccast_runtime::Error<GetError>;

async fn fails(status: &str, body: &str) -> Error {
    let server = Server::start([Reply::json(status, body)]).unwrap();
    let client = Client::builder().endpoint_url(server.url()).retry(Retry::never()).build().unwrap();
    ends(client.get(GetInput::default()).send()).await.unwrap_err()
}

/// The default error that a response becomes.
async fn other(status: &str, body: &str) -> (ApiError, Error) {
    let error = fails(status, body).await;
    let Some(GetError::ApiError(found)) = error.modeled() else { panic!("{error:?}") };
    (found.clone(), error)
}

#[tokio::test]
async fn an_unknown_code() {
    let (found, error) =
        other("410 Gone", r#"{"code":"Teapot","detail":"no coffee","reason":"moved"}"#).await;
    assert_eq!((found.code.as_deref(), found.message.as_deref()), (Some("Teapot"), Some("no coffee")));
    assert_eq!((error.code(), error.is_inferred()), (Some("Teapot"), false));
    assert_eq!(error.to_string(), "Get: Teapot (410): no coffee [request req-1]");
}

#[tokio::test]
async fn no_code_and_no_status_of_another() {
    let (found, error) = other("418 I'm a teapot", r#"{"detail":"no coffee"}"#).await;
    assert_eq!((found.status, found.message.as_deref()), (Some(418), Some("no coffee")));
    // Its name is not a code that a response has.
    assert_eq!((error.code(), error.is_inferred()), (None, false));
    let (found, _) = other("500 Internal Server Error", "").await;
    assert_eq!(found.message, None);
}

#[tokio::test]
async fn others_come_first() {
    for (status, body) in [("410 Gone", "{}"), ("400 Bad Request", r#"{"code":"Gone"}"#)] {
        let error = fails(status, body).await;
        assert!(matches!(error.modeled(), Some(GetError::Gone(_))), "{error:?}");
    }
}

/// An error page of another program in between is not an error of the service.
#[tokio::test]
async fn a_foreign_body_is_unmodeled() {
    for body in ["<html>", "[]", r#""text""#, r#"{"proxy":"down"}"#, r#"{"error":{"code":"X"}}"#] {
        let error = fails("502 Bad Gateway", body).await;
        assert!(error.modeled().is_none(), "{body}: {error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(502));
    }
}

#[tokio::test]
async fn a_mock_sends_one() {
    let mock = Mock::new();
    mock.error_message::<Get, ApiError>("no coffee").error_message::<Get, Gone>("gone");
    let client = Client::builder().transport(mock.clone()).retry(Retry::never()).build().unwrap();
    let error = client.get(GetInput::default()).send().await.unwrap_err();
    assert!(matches!(error.modeled(), Some(GetError::ApiError(_))), "{error:?}");
    let error = client.get(GetInput::default()).send().await.unwrap_err();
    assert!(matches!(error.modeled(), Some(GetError::Gone(_))), "{error:?}");
}
