//! Listings whose requests have the token inside a structure, and failures with status 200, over a real socket.

use std::time::Duration;

use speccast_runtime::client::Retry;
use speccast_runtime::error::{ErrorKind, RetryAfter};
use speccast_runtime::transport::Mock;
use speccast_tests::fixtures::graphql::{
    Client, Issues, IssuesError, IssuesInput, IssuesInputVariables, RateLimited, SearchContactsInput,
    SearchContactsInputPagination, SearchTeamsInput,
};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;

fn client(server: &Server) -> Client {
    Client::builder().endpoint_url(server.url()).token("t").retry(Retry::never()).build().unwrap()
}

fn ok(body: &str) -> Reply {
    Reply::json("200 OK", body)
}

/// The bodies of the requests, without the constant query.
fn bodies(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let body = |body: &[u8]| {
        let mut body: serde_json::Value = serde_json::from_slice(body).unwrap();
        body.as_object_mut().unwrap().remove("query");
        body.to_string()
    };
    requests.iter().map(|request| body(&request.body)).collect()
}

#[tokio::test]
async fn a_token_inside_a_structure() {
    let page = |id: &str, more: bool, end: &str| {
        let body = format!(
            r#"{{"data":{{"issues":{{"nodes":[{{"id":"{id}"}}],"pageInfo":{{"hasNextPage":{more},"endCursor":"{end}"}}}}}},"errors":[]}}"#
        );
        ok(&body)
    };
    let server =
        Server::start([page("a", true, "c1"), page("b", true, "c2"), page("c", false, "c3")]).unwrap();
    let variables = IssuesInputVariables::builder().first(1);
    let mut items = client(&server).issues(IssuesInput::builder().variables(variables)).items();
    let mut ids = Vec::new();
    while let Some(item) = ends(items.next()).await {
        ids.push(item.unwrap().id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(
        bodies(&server),
        [
            r#"{"variables":{"first":1}}"#,
            r#"{"variables":{"after":"c1","first":1}}"#,
            r#"{"variables":{"after":"c2","first":1}}"#
        ]
    );
}

#[tokio::test]
async fn structures_are_created_for_a_token() {
    let pages = [r#"{"data":[{"id":"a"}]}"#, r#"{"data":[{"id":"b"}]}"#, r#"{"data":[]}"#];
    let server = Server::start(pages.map(ok)).unwrap();
    let mut items = client(&server).search_teams(SearchTeamsInput::builder()).items();
    while let Some(item) = ends(items.next()).await {
        item.unwrap();
    }
    let asked = ["{}", r#"{"cursor":{"inner":{"after":"a"}}}"#, r#"{"cursor":{"inner":{"after":"b"}}}"#];
    assert_eq!(bodies(&server), asked);
}

#[tokio::test]
async fn a_page_number_inside_a_structure() {
    let server =
        Server::start([r#"{"pages":2,"data":[{"id":"a"}]}"#, r#"{"pages":2,"data":[{"id":"b"}]}"#].map(ok));
    let server = server.unwrap();
    let pagination = SearchContactsInputPagination::builder().order("name");
    let mut items =
        client(&server).search_contacts(SearchContactsInput::builder().pagination(pagination)).items();
    while let Some(item) = ends(items.next()).await {
        item.unwrap();
    }
    let asked = [r#"{"pagination":{"order":"name"}}"#, r#"{"pagination":{"order":"name","page":2}}"#];
    assert_eq!(bodies(&server), asked);
}

#[tokio::test]
async fn errors_in_a_successful_response() {
    for errors in ["null", "[]", "false", "\"\"", "{ }"] {
        let server = Server::start([ok(&format!(r#"{{"data":null,"errors":{errors}}}"#))]).unwrap();
        let output = ends(client(&server).issues(IssuesInput::builder()).send()).await.unwrap();
        assert_eq!(output.data, None, "{errors}");
    }
    for errors in [r#"[{"message":"no"}]"#, "true", "\"no\"", "1", r#"{"a":1}"#] {
        let server = Server::start([ok(&format!(r#"{{"data":null,"errors":{errors}}}"#))]).unwrap();
        let error = ends(client(&server).issues(IssuesInput::builder()).send()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Service, "{errors}");
    }
    let body = r#"{"errors":[{"message":"Slow down","extensions":{"code":"RATE_LIMITED"}}]}"#;
    let reply = format!(
        "HTTP/1.1 200 OK\r\nx-reset-after: 1m0.5s\r\nx-reset-at: 2026-01-31T12:00:00Z\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let server = Server::start([Reply::raw(reply)]).unwrap();
    let error = ends(client(&server).issues(IssuesInput::builder()).send()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(IssuesError::RateLimited(_))) && error.is_throttling());
    assert_eq!(error.retry_after(), Some(RetryAfter::In(Duration::from_millis(60_500))));
    let reply = format!(
        "HTTP/1.1 200 OK\r\nx-reset-at: 1970-01-01T00:00:07Z\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let server = Server::start([Reply::raw(reply)]).unwrap();
    let error = ends(client(&server).issues(IssuesInput::builder()).send()).await.unwrap_err();
    let at = std::time::UNIX_EPOCH + Duration::from_secs(7);
    assert_eq!(error.retry_after(), Some(RetryAfter::At(at)));
}

#[tokio::test]
async fn a_mock_responds_with_such_an_error() {
    let mock = Mock::new();
    mock.error_message::<Issues, RateLimited>("Slow down");
    let client = Client::builder().transport(mock).token("t").retry(Retry::never()).build().unwrap();
    let error = ends(client.issues(IssuesInput::builder()).send()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(IssuesError::RateLimited(_))), "{error}");
}
