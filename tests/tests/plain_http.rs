//! JSON over plain HTTP, over a real socket: any top level, strict responses, errors by their status.

use speccast_runtime::Timestamp;
use speccast_runtime::client::{Builder, Retry};
use speccast_runtime::error::{Error, ErrorKind, RetryClass};
use speccast_runtime::response::MissingMembers;
use speccast_tests::fixtures::plain_http::{
    Client, FindPropertiesInput, GetTaskError, GetTaskInput, ListFolderInput, ListTasksInput,
    ReplaceLabelsInput, SearchInput, UpdateTaskInput,
};
use speccast_tests::fixtures::styles::{self, FilterInput, SearchInput as SearchInput2};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;

/// A response with this status, its reason, headers and body.
fn reply(head: &str, body: &str) -> Reply {
    Reply::raw(format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

fn start(script: impl IntoIterator<Item = Reply>) -> (Builder<Client>, Server) {
    let server = Server::start(script).unwrap();
    (Client::builder().endpoint_url(server.url()).retry(Retry::never()), server)
}

async fn update(
    body: &str,
    policy: Option<MissingMembers>,
) -> Result<(i64, String), Error<impl std::fmt::Debug>> {
    let (builder, _server) = start([reply("200 OK", body)]);
    let builder = match policy {
        Some(policy) => builder.missing_members(policy),
        None => builder,
    };
    let client = builder.build().unwrap();
    ends(client.update_task(UpdateTaskInput::builder().id(7)).send())
        .await
        .map(|output| (output.id, output.title))
}

#[tokio::test]
async fn a_body_may_be_a_list() {
    let (builder, server) =
        start([reply("200 OK\r\nx-total: 1", r#"[{"id":7,"title":"Mow","owner":null}]"#)]);
    let client = builder.build().unwrap();
    let output = ends(client.list_tasks(ListTasksInput::builder()).send()).await.unwrap();
    assert_eq!((output.tasks.len(), output.tasks[0].title.as_str(), output.total), (1, "Mow", Some(1)));
    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.line(), "GET /tasks HTTP/1.1");
    let amazon = request.head.to_lowercase().contains("amz");
    assert!(!amazon, "{}", request.head);
}

#[tokio::test]
async fn a_body_may_be_a_map_or_a_number() {
    let (builder, server) =
        start([reply("200 OK", "7"), reply("200 OK", r#"{"mow":[{"id":7,"title":"Mow"}]}"#)]);
    let client = builder.build().unwrap();
    let input = ReplaceLabelsInput::builder().labels([("a", "b")]);
    assert_eq!(ends(client.replace_labels(input).send()).await.unwrap().count, 7);
    let output = ends(client.search(SearchInput::builder().words(["mow"])).send()).await.unwrap();
    assert_eq!(output.hits["mow"][0].title, "Mow");
    assert_eq!(server.requests()[0].body, br#"{"a":"b"}"#);
}

#[tokio::test]
async fn lists_in_the_query_have_their_notation() {
    let server = Server::start([reply("200 OK", "{}"), reply("200 OK", "{}")]).unwrap();
    let client = styles::Client::builder().endpoint_url(server.url()).build().unwrap();
    let input = SearchInput2::builder().days([Timestamp::UNIX_EPOCH]);
    let input = input.labels(["a,b", "c"]).words(["d", "e"]).ids([1, 2]).states(["open", "closed"]);
    ends(client.search(input).send()).await.unwrap();
    ends(client.filter(FilterInput::builder().titles(["a|b", "c"]).tagged(["d", "e"])).send()).await.unwrap();
    let lines: Vec<String> = server.requests().iter().map(|it| it.line().to_owned()).collect();
    let search = "labels=a%2Cb,c&words=d%20e&ids%5B%5D=1&ids%5B%5D=2&states=open&states=closed\
                  &days=1970-01-01T00%3A00%3A00Z";
    let expected = [
        format!("GET /search?{search} HTTP/1.1"),
        "GET /filter?titles=a%7Cb%7Cc&tagged=d%3Be HTTP/1.1".into(),
    ];
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn any_method_is_sent() {
    let (builder, server) =
        start([reply("200 OK", r#"{"tasks":[]}"#), reply("207 Multi-Status", r#"{"properties":{"a":"b"}}"#)]);
    let client = builder.build().unwrap();
    ends(client.list_folder(ListFolderInput::builder().path("a/b")).send()).await.unwrap();
    let input = FindPropertiesInput::builder().path("a").names(vec!["a".to_owned()]);
    let output = ends(client.find_properties(input).send()).await.unwrap();
    assert_eq!(output.properties.unwrap()["a"], "b");
    let [list, find] = server.requests().try_into().unwrap();
    assert_eq!((list.line(), list.body.as_slice()), ("LIST /folders/a/b HTTP/1.1", &b""[..]));
    assert_eq!(
        (find.line(), find.body.as_slice()),
        ("PROPFIND /folders/a HTTP/1.1", &br#"{"names":["a"]}"#[..])
    );
}

#[tokio::test]
async fn a_body_of_a_get_is_sent() {
    let (builder, server) = start([reply("200 OK", "{}")]);
    let client = builder.build().unwrap();
    ends(client.search(SearchInput::builder().words(vec!["mow".to_owned()])).send()).await.unwrap();
    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.body, br#"{"words":["mow"]}"#);
}

#[tokio::test]
async fn a_required_member_that_is_missing_is_an_error_with_its_path() {
    let error = update(r#"{"id":7,"title":null}"#, None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undecodable);
    let text = "UpdateTask: undecodable response: missing: expected a value at '/title' (HTTP status 200)";
    assert_eq!(error.to_string(), text);
    let filled = update(r#"{"id":7}"#, Some(MissingMembers::FillIn)).await.unwrap();
    assert_eq!(filled, (7, String::new()));
    let (builder, _server) = start([reply("200 OK", r#"[{"id":7,"title":"Mow","owner":{}}]"#)]);
    let client = builder.build().unwrap();
    let error = ends(client.list_tasks(ListTasksInput::builder()).send()).await.unwrap_err();
    assert!(error.to_string().contains("at '/tasks/0/owner/name'"), "{error}");
}

/// Of each call, too.
#[tokio::test]
async fn a_call_may_fill_in_what_is_missing() {
    let (builder, _server) = start([reply("200 OK", r#"{"id":7}"#), reply("200 OK", r#"{"id":7}"#)]);
    let client = builder.missing_members(MissingMembers::FillIn).build().unwrap();
    let call = || client.update_task(UpdateTaskInput::builder().id(7));
    assert_eq!(ends(call().send()).await.unwrap().title, "");
    let strict = call().missing_members(MissingMembers::Reject);
    assert_eq!(ends(strict.send()).await.unwrap_err().kind(), ErrorKind::Undecodable);
}

#[tokio::test]
async fn an_absent_body_with_required_members_is_always_an_error() {
    for policy in [None, Some(MissingMembers::FillIn), Some(MissingMembers::Reject)] {
        for body in ["", "null"] {
            let error = update(body, policy).await.unwrap_err();
            assert!(error.to_string().contains("missing: expected a body"), "{error}");
        }
    }
}

/// The protocols of AWS fill in by default, and a caller may want otherwise.
#[tokio::test]
async fn a_client_of_aws_may_be_strict() {
    use speccast_tests::fixtures::numbers::{Client, Level, SetLevelInput};
    let server = Server::start([reply("200 OK", "{}"), reply("200 OK", "{}")]).unwrap();
    let client = Client::builder().region("us-east-1").endpoint_url(server.url()).build().unwrap();
    let call = || client.set_level(SetLevelInput::builder().level(Level::Low));
    assert_eq!(ends(call().send()).await.unwrap().level.as_i32(), 0);
    let strict = call().missing_members(MissingMembers::Reject);
    let error = ends(strict.send()).await.unwrap_err();
    assert!(error.to_string().contains("missing: expected a value at '/level'"), "{error}");
}

#[tokio::test]
async fn a_header_that_is_bad_costs_only_itself_unless_it_is_required() {
    let (builder, _server) = start([reply("200 OK\r\nx-total: many", "[]")]);
    let client = builder.build().unwrap();
    let output = ends(client.list_tasks(ListTasksInput::builder()).send()).await.unwrap();
    assert_eq!(output.total, None);
}

async fn fails(head: &str, body: &str) -> Error<GetTaskError> {
    let (builder, _server) = start([reply(head, body)]);
    let client = builder.build().unwrap();
    ends(client.get_task(GetTaskInput::builder().id(7)).send()).await.unwrap_err()
}

#[tokio::test]
async fn the_status_distinguishes_errors() {
    for body in ["", "Not found", r#"{"error":{"code":"X"}}"#, r#"{"message":"No such task"}"#, "[1]"] {
        let error = fails("404 Not Found\r\nx-request-id: r-1", body).await;
        assert!(matches!(error.modeled(), Some(GetTaskError::NotFound(_))), "{body}: {error:?}");
        // The status is the rule here: nothing is inferred.
        assert!(error.to_string().starts_with("GetTask: NotFound (404)"), "{error}");
        assert_eq!((error.is_inferred(), error.request_id()), (false, Some("r-1")));
    }
    let error = fails("409 Conflict", r#"{"detail":"Locked","holder":"Ann","until":"soon"}"#).await;
    let Some(GetTaskError::Conflict(conflict)) = error.modeled() else { panic!("{error:?}") };
    // A member of the wrong type costs only itself.
    assert_eq!((conflict.holder.as_deref(), conflict.until), (Some("Ann"), None));
    assert_eq!(error.message(), Some("Locked"));
    let error = fails("403 Forbidden", r#"{"message":"No"}"#).await;
    assert!(error.modeled().is_none());
    assert_eq!(error.to_string(), "GetTask: HTTP status 403 Forbidden: No");
    // Headers with AWS's error codes are ignored here.
    let error = fails("400 Bad Request\r\nx-amzn-errortype: NotFound", r#"{"code":"NotFound"}"#).await;
    assert_eq!((error.modeled(), error.code()), (None, None));
}

#[tokio::test]
async fn statuses_that_ask_for_another_attempt() {
    for (head, class) in [
        ("408 Request Timeout", RetryClass::IfRepeatable),
        ("425 Too Early", RetryClass::Always),
        ("429 Too Many Requests", RetryClass::Throttling),
        ("500 Internal Server Error", RetryClass::IfRepeatable),
        ("501 Not Implemented", RetryClass::Never),
        ("502 Bad Gateway", RetryClass::IfRepeatable),
        ("503 Service Unavailable", RetryClass::IfRepeatable),
        ("504 Gateway Timeout", RetryClass::IfRepeatable),
        ("529 Overloaded", RetryClass::Throttling),
    ] {
        assert_eq!(fails(head, "").await.retry_class(), class, "{head}");
        // Codes of AWS's services have no meaning here.
        let error = fails("400 Bad Request", r#"{"code":"ThrottlingException"}"#).await;
        assert_eq!(error.retry_class(), RetryClass::Never);
    }
}
