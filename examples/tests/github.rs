//! GitHub.

use crate::Waits;
use bytes::Bytes;
use speccast_examples::github::{
    Client, CreateIssueError, CreateIssueInput, GetIssueError, GetIssueInput, IssueState, ListIssuesError,
    ListIssuesInput, ListIssuesInputState, StateReason, UpdateIssueInput, UploadReleaseAssetError,
    UploadReleaseAssetInput,
};
use speccast_examples::servers::Server;
use speccast_examples::servers::github::{GitHub, RESET, TOKEN};
use speccast_runtime::client::{Builder, Retry, Timeouts};
use speccast_runtime::stream::ByteStream;
use speccast_runtime::{Nullable, Timestamp};
use std::time::Duration;

async fn start(api: GitHub) -> (Server<GitHub>, Builder<Client>, Waits) {
    let server = Server::start(api).await.unwrap();
    let waits = Waits::default();
    let builder = Client::builder().endpoint_url(server.url()).token(TOKEN);
    (server, builder.sleeper(waits.clone()).timeouts(Timeouts::none()), waits)
}

async fn client() -> (Server<GitHub>, Client) {
    let (server, builder, _) = start(GitHub::default()).await;
    (server, builder.build().unwrap())
}

fn list() -> ListIssuesInput {
    ListIssuesInput::builder().owner("octocat").repo("Hello-World")
}

fn get(number: i64) -> GetIssueInput {
    GetIssueInput::builder().owner("octocat").repo("Hello-World").issue_number(number)
}

fn create(repo: &str, title: &str) -> CreateIssueInput {
    CreateIssueInput::builder().owner("octocat").repo(repo).title(title)
}

fn upload(name: &str, data: ByteStream) -> UploadReleaseAssetInput {
    UploadReleaseAssetInput::builder()
        .owner("octocat")
        .repo("Hello-World")
        .release_id(7)
        .name(name)
        .content_type("application/zip")
        .data(data)
}

/// The links lead to another path than that of the first page.
#[tokio::test]
async fn links_lead_to_every_page() {
    let (server, client) = client().await;
    let mut issues = client.list_issues(list().state(ListIssuesInputState::All).per_page(2)).items();
    let mut numbers = Vec::new();
    while let Some(issue) = issues.next().await {
        let issue = issue.unwrap();
        numbers.push((issue.number, issue.pull_request.is_some()));
    }
    assert_eq!(numbers, [(1, false), (2, false), (3, true), (4, false), (5, false)]);
    let requests = server.requests();
    let targets: Vec<_> = requests.iter().map(|request| request.target()).collect();
    let next = "/repositories/1300192/issues?state=all&per_page=2&page=";
    let first = "/repos/octocat/Hello-World/issues?state=all&per_page=2";
    assert_eq!(targets, [first, &format!("{next}2"), &format!("{next}3")]);
    for request in &requests {
        assert_eq!(request.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
        assert_eq!(request.header("accept"), Some("application/vnd.github+json"));
        assert_eq!(request.header("x-github-api-version"), Some("2022-11-28"));
    }
}

#[tokio::test]
async fn public_repositories_are_read_without_a_token() {
    let server = Server::start(GitHub::default()).await.unwrap();
    let client = Client::builder().endpoint_url(server.url()).build().unwrap();
    let issue = client.get_issue(get(3)).await.unwrap().issue;
    assert_eq!((issue.title.as_str(), issue.body, issue.closed_at), ("Found a bug", None, None));
    assert_eq!(issue.user.unwrap().login, "octocat");
    assert_eq!(server.requests()[0].header("authorization"), None);
    let error = client.create_issue(create("Hello-World", "x")).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(CreateIssueError::Unauthorized(_))), "{error:?}");
}

#[tokio::test]
async fn issues_are_listed_by_label() {
    let (server, client) = client().await;
    let issues = client.list_issues(list().labels(["triage".to_owned()])).await.unwrap().issues;
    assert_eq!(issues.iter().map(|issue| issue.number).collect::<Vec<_>>(), [5]);
    assert_eq!(server.requests()[0].target(), "/repos/octocat/Hello-World/issues?labels=triage");
}

/// The reference documents labels as names or objects.
#[tokio::test]
async fn a_label_is_a_name_or_an_object() {
    let (_server, client) = client().await;
    let labels = client.get_issue(get(5)).await.unwrap().issue.labels;
    assert_eq!(labels[0].as_string().map(String::as_str), Some("triage"));
    let labels = client.get_issue(get(1)).await.unwrap().issue.labels;
    assert_eq!(labels[0].as_label().and_then(|label| label.color.as_deref()), Some("f29513"));
}

#[tokio::test]
async fn null_clears_and_what_is_absent_stays() {
    let (server, client) = client().await;
    let input = || UpdateIssueInput::builder().owner("octocat").repo("Hello-World").issue_number(2);
    let closed = input().state(IssueState::Closed).state_reason(StateReason::NotPlanned);
    let issue = client.update_issue(closed).await.unwrap().issue;
    assert_eq!((issue.state, issue.state_reason), (IssueState::Closed, Some(StateReason::NotPlanned)));
    assert_eq!(issue.milestone.unwrap().title, "v1.0");

    let cleared = input()
        .milestone(Nullable::Null)
        .state_reason(Nullable::Null)
        .labels(["bug".to_owned(), "good first issue".to_owned()]);
    let issue = client.update_issue(cleared).await.unwrap().issue;
    assert_eq!((issue.state, issue.state_reason, issue.milestone), (IssueState::Closed, None, None));
    assert_eq!(issue.labels.len(), 2);
    let sent =
        serde_json::json!({ "milestone": null, "state_reason": null, "labels": ["bug", "good first issue"] });
    assert_eq!(server.requests()[1].json(), sent);
}

#[tokio::test]
async fn a_file_is_uploaded_as_it_is() {
    let (server, client) = client().await;
    let asset = client.upload_release_asset(upload("a.zip", ByteStream::from("PK"))).await.unwrap().asset;
    assert_eq!((asset.size, asset.content_type.as_str(), asset.label), (2, "application/zip", None));

    let data = Bytes::from_static(&[0, 159, 146, 150]);
    let reader = ByteStream::from_reader(std::io::Cursor::new(data.clone())).with_length(4);
    let asset = client.upload_release_asset(upload("b.zip", reader)).await.unwrap().asset;
    assert_eq!(asset.size, 4);
    let request = &server.requests()[1];
    assert_eq!((request.header("content-length"), &request.body), (Some("4"), &data));
    assert_eq!(request.header("accept"), Some("application/vnd.github+json"));

    let error = client.upload_release_asset(upload("a.zip", ByteStream::from("PK"))).await.unwrap_err();
    let Some(UploadReleaseAssetError::ValidationFailed(failed)) = error.modeled() else {
        panic!("{error:?}")
    };
    assert_eq!(failed.errors.as_ref().unwrap()[0].code, "already_exists");
}

#[tokio::test]
async fn errors_are_told_apart() {
    let (_server, builder, _) = start(GitHub::default()).await;
    let client = builder.retry(Retry::never()).build().unwrap();
    let error = client.get_issue(get(404)).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(GetIssueError::NotFound(_))), "{error:?}");
    assert_eq!((error.message(), error.request_id()), (Some("Not Found"), Some("0A1B:2C3D")));
    let fails = |repo, title| client.create_issue(create(repo, title));
    let error = fails("Hello-World", "").await.unwrap_err();
    let Some(CreateIssueError::ValidationFailed(failed)) = error.modeled() else { panic!("{error:?}") };
    let [field] = failed.errors.as_deref().unwrap() else { panic!("{failed:?}") };
    assert_eq!((field.field.as_deref(), field.code.as_str()), (Some("title"), "missing_field"));
    let error = fails("no-issues", "x").await.unwrap_err();
    assert!(matches!(error.modeled(), Some(CreateIssueError::Gone(_))), "{error:?}");
    let error = fails("read-only", "x").await.unwrap_err();
    let Some(CreateIssueError::Forbidden(forbidden)) = error.modeled() else { panic!("{error:?}") };
    assert!(forbidden.remaining > Some(0) && !error.is_throttling(), "{forbidden:?}");
    let error = fails("busy", "x").await.unwrap_err();
    assert!(matches!(error.modeled(), Some(CreateIssueError::Unavailable(_))), "{error:?}");
}

#[tokio::test]
async fn the_primary_rate_limit_is_an_error_that_names_its_end() {
    let (_server, builder, _) = start(GitHub::default().remaining(0)).await;
    let error = builder.build().unwrap().list_issues(list()).await.unwrap_err();
    let Some(ListIssuesError::Forbidden(forbidden)) = error.modeled() else { panic!("{error:?}") };
    let reset = Timestamp::from_secs(RESET.try_into().unwrap());
    assert_eq!((forbidden.remaining, forbidden.reset), (Some(0), Some(reset)));
    let limit = error.rate_limit().unwrap();
    assert!(error.is_throttling() && limit.limit == Some(5000) && limit.remaining == Some(0), "{limit:?}");
}

#[tokio::test]
async fn the_secondary_rate_limit_is_waited_for() {
    let (server, builder, waits) = start(GitHub::default().refusals(2)).await;
    let client = builder.retry(Retry::standard().max_delay(Duration::from_secs(120))).build().unwrap();
    client.create_issue(create("Hello-World", "x")).await.unwrap();
    assert_eq!(server.requests().len(), 3);
    assert!(waits.all().iter().all(|wait| *wait >= Duration::from_secs(60)), "{waits:?}");
}

#[tokio::test]
async fn a_token_is_not_shown() {
    let (_server, builder, _) = start(GitHub::default()).await;
    let client = builder.token("ghp_another-of-the-tests").build().unwrap();
    let error = client.list_issues(list()).await.unwrap_err();
    assert!(matches!(error.modeled(), Some(ListIssuesError::Unauthorized(_))), "{error:?}");
    assert!(!format!("{error} {error:?} {client:?}").contains("of-the-tests"), "{error:?}");
}
