//! Listings over several pages.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use speccast_runtime::client::{ResumePoint, Retry};
use speccast_runtime::error::ErrorKind;
use speccast_runtime::transport::{self, Body, Mock, TransportErrorKind};
use speccast_tests::widgets::{Client, ListWidgets, ListWidgetsInput, ListWidgetsOutput, Widget};

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().endpoint_url("https://widgets.example.com");
    builder.transport(mock.clone()).retry(Retry::never()).build().unwrap()
}

fn list() -> ListWidgetsInput {
    ListWidgetsInput::builder().group("group")
}

/// A page with these widgets, and the token of the next one if it is not empty.
fn page(names: &[&str], next: &str) -> ListWidgetsOutput {
    let output = ListWidgetsOutput::builder()
        .widgets(names.iter().map(|n| Widget::builder().name(*n)).collect::<Vec<_>>());
    if next.is_empty() { output } else { output.next_token(next) }
}

fn script(pages: &[(&[&str], &str)]) -> Mock {
    let mock = Mock::new();
    for (names, next) in pages {
        mock.output::<ListWidgets>(&page(names, next));
    }
    mock
}

/// The token of the page at which a listing resumes.
fn token(point: Option<&ResumePoint<ListWidgetsInput>>) -> Option<&str> {
    point.and_then(|point| point.input().next_token.as_deref())
}

/// The page of an input.
fn at(input: ListWidgetsInput) -> Option<ResumePoint<ListWidgetsInput>> {
    Some(input.into())
}

/// The token in each request.
fn tokens(mock: &Mock) -> Vec<String> {
    let token = |request: &http::Request<_>| {
        let query = request.uri().query().unwrap_or_default();
        query.split('&').find_map(|p| p.strip_prefix("next-token=")).unwrap_or("-").to_owned()
    };
    mock.requests().iter().map(token).collect()
}

#[tokio::test]
async fn items_of_all_pages_in_order() {
    let mock = script(&[(&["a", "b"], "t1"), (&[], "t2"), (&["c"], "")]);
    let mut items = client(&mock).list_widgets(list()).items();
    let mut names = Vec::new();
    while let Some(item) = items.next().await {
        names.push(item.unwrap().name);
    }
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(tokens(&mock), ["-", "t1", "t2"]);
    assert!(items.next().await.is_none(), "and nothing more");
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn pages_without_items_are_pages() {
    let mock = script(&[(&[], "t1"), (&["a"], "")]);
    let mut pages = client(&mock).list_widgets(list()).pages();
    assert_eq!(pages.next().await.unwrap().unwrap(), page(&[], "t1"));
    assert_eq!(pages.next().await.unwrap().unwrap(), page(&["a"], ""));
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_empty_token_is_the_end() {
    let mock = Mock::new();
    mock.json(200, &serde_json::json!({ "widgets": [], "nextToken": "" }));
    let mut pages = client(&mock).list_widgets(list()).pages();
    pages.next().await.unwrap().unwrap();
    assert!(pages.next().await.is_none());
    assert_eq!(pages.resume_point(), None);
}

#[tokio::test]
async fn a_page_that_names_itself_is_delivered_before_the_error() {
    let mock = script(&[(&["a"], "t1"), (&["b"], "t1")]);
    let mut items = client(&mock).list_widgets(list()).items();
    assert_eq!(items.next().await.unwrap().unwrap().name, "a");
    assert_eq!(items.next().await.unwrap().unwrap().name, "b");
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert!(items.next().await.is_none());
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn an_error_ends_the_listing_and_its_page_can_be_resumed_at() {
    let mock = script(&[(&["a"], "t1"), (&["b"], "t2")]);
    mock.failure(TransportErrorKind::Broken, "reset");
    let client = client(&mock);
    let mut pages = client.list_widgets(list()).pages();
    assert_eq!(pages.resume_point(), at(list()).as_ref());
    pages.next().await.unwrap().unwrap();
    assert_eq!(pages.resume_point(), at(list().next_token("t1")).as_ref());
    pages.next().await.unwrap().unwrap();
    assert!(pages.next().await.unwrap().is_err());
    assert!(pages.next().await.is_none());
    assert_eq!(pages.resume_point(), at(list().next_token("t2")).as_ref());

    mock.output::<ListWidgets>(&page(&["c"], ""));
    let failed = pages.resume_point().unwrap().clone();
    let mut pages = client.list_widgets(list()).pages().resume_at(failed);
    assert_eq!(pages.next().await.unwrap().unwrap(), page(&["c"], ""));
    assert!(pages.next().await.is_none());
    assert_eq!(tokens(&mock), ["-", "t1", "t2", "t2"]);
}

#[tokio::test]
async fn items_resume_at_the_page_of_the_next_item() {
    let mock = script(&[(&["a"], "t1"), (&["b", "c"], "t2")]);
    let mut items = client(&mock).list_widgets(list()).items();
    items.next().await.unwrap().unwrap();
    assert_eq!(token(items.resume_point()), Some("t1"));
    items.next().await.unwrap().unwrap();
    assert_eq!(token(items.resume_point()), Some("t1"), "`c` is on that page");
    items.next().await.unwrap().unwrap();
    assert_eq!(token(items.resume_point()), Some("t2"));
}

#[tokio::test]
async fn only_the_callers_own_input_is_validated() {
    let long = "a-token-of-more-than-twenty-characters";
    let longer = "a-token-of-more-than-twenty-characters-2";
    let mock = script(&[(&["a"], long), (&["b"], longer), (&["c"], "")]);
    let client = client(&mock);
    let mut pages = client.list_widgets(list()).pages();
    for _ in 0..3 {
        pages.next().await.unwrap().unwrap();
    }
    assert_eq!(tokens(&mock), ["-", long, longer]);

    let mut pages = client.list_widgets(list().next_token(long)).pages();
    assert_eq!(pages.next().await.unwrap().unwrap_err().kind(), ErrorKind::InvalidInput);
    assert!(pages.next().await.is_none());

    mock.output::<ListWidgets>(&page(&["c"], ""));
    let resumed = || list().next_token(long);
    let mut pages = client.list_widgets(list()).pages().resume_at(resumed());
    pages.next().await.unwrap().unwrap();
    let mut pages = client.list_widgets(ListWidgetsInput::builder().group("g")).pages().resume_at(resumed());
    assert_eq!(pages.next().await.unwrap().unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(mock.requests().len(), 4);
}

#[tokio::test]
async fn a_listing_begins_at_the_page_of_the_input() {
    let mock = script(&[(&["b"], "t2"), (&["c"], "t2")]);
    let mut pages = client(&mock).list_widgets(list().next_token("t1")).pages();
    assert_eq!(token(pages.resume_point()), Some("t1"));
    pages.next().await.unwrap().unwrap();
    pages.next().await.unwrap().unwrap();
    assert!(pages.next().await.unwrap().is_err(), "t2 named itself");
    assert_eq!(tokens(&mock), ["t1", "t2"]);
}

#[tokio::test]
async fn more_pages_than_allowed_are_an_error_after_the_last_one_allowed() {
    let mock = script(&[(&["a"], "t1"), (&["b"], "t2")]);
    let mut items = client(&mock).list_widgets(list()).items().max_pages(2);
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    assert_eq!(items.next().await.unwrap().unwrap_err().kind(), ErrorKind::Pagination);
    assert_eq!(token(items.resume_point()), Some("t2"));
    assert_eq!(mock.requests().len(), 2);

    let mock = script(&[(&["a"], "t1"), (&["b"], "")]);
    let mut pages = client(&mock).list_widgets(list()).pages().max_pages(2);
    pages.next().await.unwrap().unwrap();
    pages.next().await.unwrap().unwrap();
    assert!(pages.next().await.is_none(), "two were enough");
}

#[tokio::test]
async fn a_cancelled_next_loses_no_page() {
    let gate = Arc::new(Mutex::new((false, 0)));
    let shared = Arc::clone(&gate);
    let slow = transport::from_fn(move |_| {
        let gate = Arc::clone(&shared);
        gate.lock().unwrap().1 += 1;
        async move {
            poll_fn(|_| if gate.lock().unwrap().0 { Poll::Ready(()) } else { Poll::Pending }).await;
            Ok(http::Response::new(Body::from(r#"{"widgets":[{"name":"a"}]}"#)))
        }
    });
    let builder = Client::<speccast_tests::widgets::Open>::builder().transport(slow);
    let client = builder.endpoint_url("https://widgets.example.com").build().unwrap();
    let mut items = client.list_widgets(list()).items();
    for _ in 0..3 {
        let mut next = pin!(items.next());
        let mut context = Context::from_waker(Waker::noop());
        assert!(next.as_mut().poll(&mut context).is_pending());
    }
    gate.lock().unwrap().0 = true;
    assert_eq!(items.next().await.unwrap().unwrap().name, "a");
    assert_eq!(gate.lock().unwrap().1, 1, "one request, although `next` was dropped three times");
}

#[tokio::test]
async fn both_are_streams_that_can_be_moved() {
    fn stream<S: Stream + Unpin + Send + 'static>(stream: S) -> S {
        stream
    }
    let mock = script(&[(&["a"], "t1"), (&["b"], "")]);
    let client = client(&mock);
    let _ = stream(client.list_widgets(list()).pages());
    let mut items = stream(client.list_widgets(list()).items());
    let first = poll_fn(|cx| Pin::new(&mut items).poll_next(cx)).await;
    assert_eq!(first.unwrap().unwrap().name, "a");
    assert_eq!(items.next().await.unwrap().unwrap().name, "b");
    tokio::spawn(client.list_widgets(list()).into_future()).await.unwrap().unwrap_err();
}

#[tokio::test]
async fn a_loop_of_several_pages_is_found() {
    // A service that loops over three pages.
    let served = Arc::new(Mutex::new(0));
    let count = Arc::clone(&served);
    let round = transport::from_fn(move |_| {
        let mut count = count.lock().unwrap();
        *count += 1;
        let body = format!(r#"{{"widgets":[{{"name":"a"}}],"nextToken":"t{}"}}"#, *count % 3);
        async move { Ok(http::Response::new(Body::from(body))) }
    });
    let builder = Client::<speccast_tests::widgets::Open>::builder().transport(round);
    let client = builder.endpoint_url("https://widgets.example.com").build().unwrap();
    let mut pages = client.list_widgets(list()).pages();
    let error = loop {
        match pages.next().await.unwrap() {
            Ok(_) => assert!(*served.lock().unwrap() < 20, "it is not found"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn the_response_of_a_page_is_at_hand() {
    let mock = Mock::new();
    for (limit, next) in [("9", "t1"), ("8", "")] {
        let body = serde_json::json!({ "widgets": [{ "name": "a" }], "nextToken": next }).to_string();
        let response = http::Response::builder().header("x-ratelimit-remaining", limit).body(body).unwrap();
        mock.response(response);
    }
    let client = client(&mock);
    let mut pages = client.list_widgets(list()).pages();
    assert!(pages.response().is_none());
    for limit in ["9", "8"] {
        pages.next().await.unwrap().unwrap();
        assert_eq!(pages.response().unwrap().header("x-ratelimit-remaining"), Some(limit));
    }
    assert!(pages.next().await.is_none());
    assert_eq!(pages.response().unwrap().header("x-ratelimit-remaining"), Some("8"));

    mock.output::<ListWidgets>(&page(&["a"], ""));
    let mut items = client.list_widgets(list()).items();
    items.next().await.unwrap().unwrap();
    assert_eq!(items.response().unwrap().status(), 200);
}
