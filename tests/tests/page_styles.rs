//! Each style of pagination over a real socket: requests, the end of a listing, and errors.

use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use speccast_runtime::client::{Call, ResumePoint, Retry};
use speccast_runtime::credentials::Token;
use speccast_runtime::error::{ErrorKind, Failure};
use speccast_runtime::operation::Paginated;
use speccast_runtime::transport::Mock;
use speccast_tests::fixtures::page_styles::{self as api, Client};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;

const SECRET: &str = "s3cr3t-token";

fn client(server: &Server) -> Client {
    let builder = Client::builder().endpoint_url(server.url()).token(Token::new(SECRET));
    builder.retry(Retry::never()).build().unwrap()
}

fn ok(body: impl AsRef<str>) -> Reply {
    Reply::json("200 OK", body.as_ref())
}

/// A page with these headers.
fn with(headers: &str, body: &str) -> Reply {
    Reply::raw(format!("HTTP/1.1 200 OK\r\n{headers}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

/// The items of a whole listing, its error if there is one, and the requests from `path` on.
struct Listed<T> {
    items: Vec<T>,
    error: Option<(ErrorKind, String)>,
    asked: Vec<String>,
}

async fn list<Op: Paginated>(
    script: impl IntoIterator<Item = Reply>,
    call: impl FnOnce(&Client) -> Call<Op>,
) -> Listed<Op::Item>
where
    Op::Error: std::fmt::Debug,
{
    let server = Server::start(script).unwrap();
    let mut listing = call(&client(&server)).items();
    let (mut items, mut error) = (Vec::new(), None);
    ends(async {
        while let Some(item) = listing.next().await {
            match item {
                Ok(item) => items.push(item),
                Err(found) => error = Some((found.kind(), found.to_string())),
            }
        }
    })
    .await;
    let query = |line: &str| line.split(' ').nth(1).unwrap_or_default().to_owned();
    let asked = server.requests().iter().map(|request| query(request.line())).collect();
    Listed { items, error, asked }
}

fn ids(things: Vec<api::Thing>) -> Vec<String> {
    things.into_iter().map(|thing| thing.id.unwrap_or_default()).collect()
}

/// Asserts the items and requests of a listing that ends without an error.
macro_rules! assert_listed {
    ($listed:expr, ids: $items:expr, $asked:expr) => {{
        let listed = $listed;
        assert_eq!((listed.error, listed.asked), (None, $asked.map(str::to_owned).to_vec()));
        assert_eq!(ids(listed.items), $items);
    }};
    ($listed:expr, $items:expr, $asked:expr) => {{
        let listed = $listed;
        assert_eq!((listed.error, listed.asked), (None, $asked.map(str::to_owned).to_vec()));
        assert_eq!(listed.items, $items);
    }};
}

/// Asserts that a listing failed as pagination does, after these items and requests.
macro_rules! assert_failed {
    ($listed:expr, $items:expr, $asked:expr, $message:expr) => {{
        let listed = $listed;
        let (kind, message) = listed.error.expect("an error");
        assert_eq!((kind, message.as_str()), (ErrorKind::Pagination, $message));
        assert_eq!((listed.items.len(), listed.asked.len()), ($items, $asked));
    }};
}

#[tokio::test]
async fn pages_end_where_all_items_were_returned() {
    let page = |ids: &str| ok(format!(r#"{{"meta":{{"count":5}},"things":[{ids}]}}"#));
    // The service has its own limit of a page, and the last page is shorter.
    let script = [page(r#"{"id":"a"},{"id":"b"}"#), page(r#"{"id":"c"},{"id":"d"}"#), page(r#"{"id":"e"}"#)];
    let listed =
        list(script, |client| client.list_counted(api::ListCountedInput::builder().per_page(100))).await;
    let asked = ["/counted?per_page=100", "/counted?page=2&per_page=100", "/counted?page=3&per_page=100"];
    assert_listed!(listed, ids: ["a", "b", "c", "d", "e"], asked);
}

#[tokio::test]
async fn pages_end_at_an_empty_page_if_the_total_is_never_reached() {
    let page = |body: &str| ok(body);
    let script = [page(r#"{"meta":{"count":9},"things":[{"id":"b"}]}"#), page(r#"{"things":[]}"#)];
    let listed = list(script, |client| client.list_counted(api::ListCountedInput::builder().page(2))).await;
    assert_listed!(listed, ids: ["b"], ["/counted?page=2", "/counted?page=3"]);
}

#[tokio::test]
async fn numbers_until_a_page_is_empty() {
    let input = || api::ListNumberedInput::builder().per_page(2);
    let script = [ok(r#"[{"id":"a"},{"id":"b"}]"#), ok(r#"[{"id":"c"}]"#), ok("[]")];
    let listed = list(script, |client| client.list_numbered(input())).await;
    let asked = ["/numbered?per_page=2", "/numbered?page=2&per_page=2", "/numbered?page=3&per_page=2"];
    assert_listed!(listed, ids: ["a", "b", "c"], asked);

    // A listing begins at the caller's position.
    let listed =
        list([ok(r#"[{"id":"x"}]"#), ok("[]")], |client| client.list_numbered(input().page(7))).await;
    assert_listed!(listed, ids: ["x"], ["/numbered?page=7&per_page=2", "/numbered?page=8&per_page=2"]);
    let listed = list([ok("[]")], |client| client.list_numbered(input())).await;
    assert_listed!(listed, ids: [""; 0], ["/numbered?per_page=2"]);
}

#[tokio::test]
async fn numbers_up_to_a_total() {
    let page = |id: &str| ok(format!(r#"{{"meta":{{"pages":3}},"things":[{{"id":"{id}"}}]}}"#));
    let input = api::ListTotalInput::builder;
    // Pages are numbered from zero, and an empty one is not the last.
    let empty = ok(r#"{"meta":{"pages":3},"things":[]}"#);
    let listed = list([page("a"), empty, page("c")], |client| client.list_total(input())).await;
    assert_listed!(listed, ids: ["a", "c"], ["/total", "/total?page=1", "/total?page=2"]);

    // Where the total is left out, the listing ends at an empty page.
    let script = [ok(r#"{"things":[{"id":"a"}]}"#), ok(r#"{"meta":{},"things":[]}"#)];
    let listed = list(script, |client| client.list_total(input())).await;
    assert_listed!(listed, ids: ["a"], ["/total", "/total?page=1"]);
    let listed = list([ok(r#"{"meta":{"pages":0},"things":[]}"#)], |client| client.list_total(input())).await;
    assert_listed!(listed, ids: [""; 0], ["/total"]);
}

#[tokio::test]
async fn numbers_as_long_as_there_is_more() {
    let page = |more: bool, things: &str| ok(format!(r#"{{"data":{{"more":{more},"things":[{things}]}}}}"#));
    let input = api::ListMoreInput::builder;
    let script = [page(true, r#"{"id":"a"}"#), page(true, ""), page(true, ""), page(false, r#"{"id":"b"}"#)];
    let listed = list(script, |client| client.list_more(input())).await;
    assert_listed!(listed, ids: ["a", "b"], ["/more", "/more?page=2", "/more?page=3", "/more?page=4"]);

    // An absent value means false.
    for last in [r#"{"data":{"things":[{"id":"a"}]}}"#, r#"{"data":{"more":null,"things":[{"id":"a"}]}}"#] {
        let listed = list([ok(last)], |client| client.list_more(input())).await;
        assert_listed!(listed, ids: ["a"], ["/more"]);
    }
    let listed = list([ok("{}")], |client| client.list_more(input())).await;
    assert_listed!(listed, ids: [""; 0], ["/more"]);
}

#[tokio::test]
async fn offsets_count_the_items() {
    let page = |things: &str| ok(format!(r#"{{"data":{{"inner":{{"things":{{{things}}}}}}}}}"#));
    let script = [page(r#""x":{"id":"a"},"y":{"id":"b"}"#), page(r#""z":{"id":"c"}"#), ok("{}")];
    let listed = list(script, |client| client.list_offset(api::ListOffsetInput::builder())).await;
    let things =
        [("x", "a"), ("y", "b"), ("z", "c")].map(|(key, id)| (key.to_owned(), api::Thing::builder().id(id)));
    assert_listed!(listed, things, ["/offset", "/offset?skip=2", "/offset?skip=3"]);

    // The default of the member is the first offset, as in SCIM.
    let page = |things: &str| with("x-total: 3", &format!(r#"{{"things":[{things}]}}"#));
    let input = api::ListOffsetTotalInput::builder;
    let script = [page(r#""a","b""#), page(r#""c""#)];
    let listed = list(script, |client| client.list_offset_total(input())).await;
    assert_listed!(listed, ["a", "b", "c"], ["/offset-total", "/offset-total?startIndex=3"]);
    // A total that is too large does not prevent the end.
    let listed = list([page(r#""a""#), page("")], |client| client.list_offset_total(input())).await;
    assert_listed!(listed, ["a"], ["/offset-total", "/offset-total?startIndex=2"]);

    let page = |more: bool, things: &str| ok(format!(r#"{{"hasMore":{more},"things":[{things}]}}"#));
    let input = api::ListOffsetMoreInput::builder;
    let script = [page(true, r#""a","b""#), page(false, r#""c""#)];
    let listed = list(script, |client| client.list_offset_more(input().offset(5))).await;
    assert_listed!(listed, ["a", "b", "c"], ["/offset-more?offset=5", "/offset-more?offset=7"]);
    // There is more, but the next request would be the same again.
    let listed = list([page(true, "")], |client| client.list_offset_more(input())).await;
    let message = "ListOffsetMore: the service reports more pages, but no link or token for the next one";
    assert_failed!(listed, 0, 1, message);
}

#[tokio::test]
async fn the_last_item_leads_to_the_next_page() {
    let page = |more: bool, ids: &[&str]| {
        let data: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        ok(format!(r#"{{"has_more":{more},"data":[{}]}}"#, data.join(",")))
    };
    let input = api::ListAfterInput::builder;
    let script = [page(true, &["a", "b/1"]), page(false, &["c"])];
    let listed = list(script, |client| client.list_after(input())).await;
    assert_listed!(listed, ids: ["a", "b/1", "c"], ["/after", "/after?starting_after=b%2F1"]);
    let listed = list([page(false, &[])], |client| client.list_after(input())).await;
    assert_listed!(listed, ids: [""; 0], ["/after"]);

    // There is no last item to continue from, although there is more.
    let listed = list([page(true, &["a"]), page(true, &[])], |client| client.list_after(input())).await;
    let message = "ListAfter: the service reports more pages, but no link or token for the next one";
    assert_failed!(listed, 1, 2, message);
    // A service that ignores the parameter.
    let script = [page(true, &["a"]), page(true, &["a"]), page(true, &["a"])];
    let listed = list(script, |client| client.list_after(input())).await;
    assert_failed!(listed, 2, 2, "ListAfter: pagination loop: the service returned the same token twice");

    // Without `hasMore`, an empty page is the last. The item may be the whole body's, and its number nested.
    let script = [ok(r#"[{"node":{"number":7}},{"node":{"number":9}}]"#), ok("[]")];
    let listed = list(script, |client| client.list_after_number(api::ListAfterNumberInput::builder())).await;
    assert_eq!((listed.items.len(), listed.error), (2, None));
    assert_eq!(listed.asked, ["/after-number", "/after-number?since=9"]);
}

#[tokio::test]
async fn several_tokens_and_tokens_that_are_numbers() {
    let page = |rest: &str| ok(format!(r#"{{"things":[{{"id":"a"}}]{rest}}}"#));
    let input = api::ListTokensInput::builder;
    // Each of them may be absent; without any, the listing ends.
    let script = [
        page(r#","next":{"name":"n"},"nextVersion":2"#),
        page(r#","nextVersion":3"#),
        page(r#","next":{"name":"m"},"nextVersion":0"#),
        page(r#","next":{"name":""},"nextVersion":null"#),
    ];
    let listed = list(script, |client| client.list_tokens(input())).await;
    let asked = ["/tokens", "/tokens?name=n&version=2", "/tokens?version=3", "/tokens?name=m"];
    assert_listed!(listed, ids: ["a"; 4], asked);

    let page = |more: bool, last: i64| ok(format!(r#"{{"has_more":{more},"last_id":{last},"data":[{{}}]}}"#));
    let input = api::ListCursorInput::builder;
    let listed = list([page(true, 9), page(false, 11)], |client| client.list_cursor(input())).await;
    assert_listed!(listed, ids: ["", ""], ["/cursor", "/cursor?after_id=9"]);
    let listed = list([ok(r#"{"has_more":true}"#)], |client| client.list_cursor(input())).await;
    assert_failed!(
        listed,
        0,
        1,
        "ListCursor: the service reports more pages, but no link or token for the next one"
    );
}

/// The ways to tokens, items and totals may be null on either side of a structure.
#[tokio::test]
async fn what_may_be_null_is_looked_through() {
    let input = api::SearchBoxesInput::builder;
    let script = [
        ok(r#"{"box":{"more":true,"next":"t1","inner":{"id":"x","things":[{"id":"a"}]}}}"#),
        ok(r#"{"box":{"more":true,"next":"t2","inner":null}}"#),
        ok(r#"{"box":{"more":false,"next":null,"inner":{"id":"y","things":null}}}"#),
    ];
    let listed = list(script, |client| client.search_boxes(input())).await;
    assert_listed!(listed, ids: ["a"], ["/boxes", "/boxes", "/boxes"]);
    let listed = list([ok("{}")], |client| client.search_boxes(input())).await;
    assert_listed!(listed, ids: [""; 0], ["/boxes"]);

    let input = || api::CountBoxesInput::builder().r#box(api::Case::builder().more(true));
    let page = |pages: &str| {
        let inner = format!(r#"{{"id":"x","pages":{pages},"things":[{{"id":"a"}}]}}"#);
        ok(format!(r#"{{"box":{{"more":true,"inner":{inner}}}}}"#))
    };
    let script = [page("2"), page("2")];
    let listed = list(script, |client| client.count_boxes(input())).await;
    assert_listed!(listed, ids: ["a", "a"], ["/boxes/count", "/boxes/count"]);
    let script = [page("null"), ok(r#"{"box":{"more":true,"inner":null}}"#)];
    let listed = list(script, |client| client.count_boxes(input())).await;
    assert_listed!(listed, ids: ["a"], ["/boxes/count", "/boxes/count"]);

    let input = api::FollowBoxesInput::builder;
    let script =
        [ok(r#"{"more":true,"items":[{"id":"a"},{"id":"b"}]}"#), ok(r#"{"more":null,"items":null}"#)];
    let listed = list(script, |client| client.follow_boxes(input())).await;
    assert_eq!((listed.items.len(), listed.error, listed.asked.len()), (2, None, 2));
}

#[tokio::test]
async fn links_below_a_path_of_the_endpoint() {
    let script = [
        with("link: </api/v2/linked/a?page=2>; rel=next", "[]"),
        with("link: <?page=3>; rel=next", "[]"),
        ok("[]"),
    ];
    let server = Server::start(script).unwrap();
    let builder = Client::builder().endpoint_url(format!("{}/api", server.url())).token(Token::new(SECRET));
    let mut pages = builder.build().unwrap().list_linked(api::ListLinkedInput::builder().owner("a")).pages();
    for _ in 0..3 {
        ends(pages.next()).await.unwrap().unwrap();
    }
    let lines: Vec<String> = server.requests().iter().map(|request| request.line().to_owned()).collect();
    let expected = ["/api/linked/a", "/api/v2/linked/a?page=2", "/api/v2/linked/a?page=3"];
    assert_eq!(lines, expected.map(|path| format!("GET {path} HTTP/1.1")));
}

#[tokio::test]
async fn links_are_followed() {
    let input = || api::ListLinkedInput::builder().owner("o/w").labels(vec!["x".to_owned()]).x_trace("t1");
    // Relative to the path, relative to the page itself, absolute; the last page has other links only.
    let script = [
        with(r#"link: <?after=b%2F1>; rel="next", </linked/o%2Fw>; rel=first"#, r#"[{"id":"a"}]"#),
        with("link: </x>; rel=prev\r\nlink: <./w?page=3>; title=\"a, b\"; rel=\"last next\"", "[]"),
        with("link: </linked/o%2Fw>; rel=prev", r#"[{"id":"c"}]"#),
    ];
    let server = Server::start(script).unwrap();
    let mut pages = client(&server).list_linked(input()).pages();
    let mut found = Vec::new();
    ends(async {
        while let Some(page) = pages.next().await {
            found.push(page.unwrap().things.unwrap().len());
        }
    })
    .await;
    assert_eq!((found, pages.resume_point()), (vec![1, 0, 1], None));
    let requests = server.requests();
    let asked: Vec<&str> = requests.iter().map(|request| request.line()).collect();
    let expected = [
        "GET /linked/o%2Fw?labels=x HTTP/1.1",
        "GET /linked/o%2Fw?after=b%2F1 HTTP/1.1",
        "GET /linked/w?page=3 HTTP/1.1",
    ];
    assert_eq!(asked, expected);
    // Everything else in the request is unchanged.
    for request in &requests {
        assert_eq!(request.header("x-trace"), Some("t1"));
        assert_eq!(request.header("authorization"), Some(format!("Bearer {SECRET}").as_str()));
    }
}

#[tokio::test]
async fn a_link_beside_text_of_any_encoding_is_followed() {
    let mut reply =
        b"HTTP/1.1 200 OK\r\nlink: </b>; title=\"caf\xe9\"; rel=next\r\ncontent-length: 2\r\n\r\n".to_vec();
    reply.extend(b"[]");
    let listed = list([Reply::raw(reply), ok("[]")], |client| {
        client.list_linked(api::ListLinkedInput::builder().owner("a"))
    })
    .await;
    assert_listed!(listed, ids: [""; 0], ["/linked/a", "/b"]);
}

#[tokio::test]
async fn a_link_to_the_page_itself_is_a_loop() {
    let itself = || with("link: </linked/a>; rel=next", r#"[{"id":"a"}]"#);
    let input = || api::ListLinkedInput::builder().owner("a");
    let listed = list([itself(), itself()], |client| client.list_linked(input())).await;
    let message = "ListLinked: pagination loop: the service returned the same token twice";
    assert_failed!(listed, 1, 1, message);
    let other = || with("link: </linked/b>; rel=next", "[]");
    let script = [other(), itself(), other(), itself(), other(), itself(), other(), itself()];
    let listed = list(script, |client| client.list_linked(input())).await;
    assert_eq!(listed.error.unwrap().1, message);
    assert!(listed.asked.len() <= 6, "{:?}", listed.asked);
}

#[tokio::test]
async fn a_service_that_ignores_the_number_is_found_out() {
    let page = || ok(r#"[{"id":"a"}]"#);
    let listed =
        list([(); 9].map(|()| page()), |client| client.list_numbered(api::ListNumberedInput::builder()))
            .await;
    let message = "ListNumbered: pagination loop: the service keeps returning the same page";
    assert_failed!(listed, 3, 3, message);
}

fn urls(next: &str) -> Reply {
    ok(serde_json::json!({ "links": { "pages": { "next": next } }, "things": [{ "id": "a" }] }).to_string())
}

#[tokio::test]
async fn urls_are_followed() {
    let input = || api::ListUrlsInput::builder().per_page(2);
    let script = [urls("urls?page=2#top"), urls("/urls?page=3&q=a b"), urls("")];
    let listed = list(script, |client| client.list_urls(input())).await;
    assert_listed!(listed, ids: ["a"; 3], ["/urls?per_page=2", "/urls?page=2", "/urls?page=3&q=a%20b"]);
    for last in ["{}", r#"{"links":{"pages":{"next":null}}}"#] {
        let listed = list([ok(last)], |client| client.list_urls(input())).await;
        assert_listed!(listed, ids: [""; 0], ["/urls?per_page=2"]);
    }
    let listed = list([urls("http://")], |client| client.list_urls(input())).await;
    assert_failed!(listed, 1, 1, "ListUrls: the URL of the next page is not valid");
}

/// A key that the service repeats in its URLs is neither stored nor sent twice.
#[tokio::test]
async fn a_key_in_a_url_is_dropped() {
    let next = format!(r#"{{"next":"/keyed?page=2&key={SECRET}","things":[{{}}]}}"#);
    let server = Server::start([ok(next), ok("{}")]).unwrap();
    let builder =
        Client::builder().endpoint_url(server.url()).token(Token::new("t")).api_key(Token::new(SECRET));
    let mut pages = builder.build().unwrap().list_keyed(api::ListKeyedInput::builder()).pages();
    ends(pages.next()).await.unwrap().unwrap();
    let stored = serde_json::to_string(pages.resume_point().unwrap()).unwrap();
    assert!(stored.ends_with("/keyed?page=2\"}") && !stored.contains(SECRET), "{stored}");
    ends(pages.next()).await.unwrap().unwrap();
    let lines: Vec<String> = server.requests().iter().map(|request| request.line().to_owned()).collect();
    let expected =
        ["GET /keyed?key=", "GET /keyed?page=2&key="].map(|line| format!("{line}{SECRET} HTTP/1.1"));
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn a_url_of_the_service_itself_is_absolute_or_not() {
    // A script cannot contain the address of its own server, but a stored point can.
    let (first, second) = (Server::start([]).unwrap(), Server::start([ok("{}")]).unwrap());
    let point = serde_json::json!({ "input": {}, "url": format!("{}/urls?page=2", second.url()) });
    let point: ResumePoint<api::ListUrlsInput> = serde_json::from_value(point).unwrap();
    let call = |server: &Server| client(server).list_urls(api::ListUrlsInput::builder());
    let mut pages = call(&second).pages().resume_at(point.clone());
    ends(pages.next()).await.unwrap().unwrap();
    assert_eq!(second.requests()[0].line(), "GET /urls?page=2 HTTP/1.1");

    // The origin of a stored point is checked like that of a response.
    let mut pages = call(&first).pages().resume_at(point);
    let error = ends(pages.next()).await.unwrap().unwrap_err();
    assert!(matches!(error.failure(), Some(Failure::OtherOrigin { .. })), "{error}");
    assert_eq!((first.connections(), second.connections()), (0, 1));
}

/// A server of another origin gets no request, for every form of the URL, and no error shows the credentials.
#[tokio::test]
async fn a_url_of_another_origin_is_refused() {
    let foreign = Server::start([ok("{}"), ok("{}"), ok("{}")]).unwrap();
    let address = foreign.address();
    for next in [
        format!("http://{address}/urls?page=2"),
        format!("//{address}/urls?page=2"),
        format!("http://user:password@{address}/"),
        format!("HTTP://{address}"),
        "https://evil.example/urls?token=abc".to_owned(),
        format!("https://127.0.0.1:{}/", address.port()),
    ] {
        let server = Server::start([urls(&next), ok("{}")]).unwrap();
        let mut pages = client(&server).list_urls(api::ListUrlsInput::builder()).pages();
        let error = ends(async {
            pages.next().await.unwrap().unwrap();
            pages.next().await.unwrap().unwrap_err()
        })
        .await;
        assert_eq!(error.kind(), ErrorKind::Pagination, "{next}");
        let Some(Failure::OtherOrigin { origin }) = error.failure() else { panic!("{next}: {error:?}") };
        let shown = format!("{error} {error:?} {pages:?}");
        assert!(shown.contains("the next page has another origin") && shown.contains(origin), "{shown}");
        assert!(![SECRET, "password", "abc"].iter().any(|secret| shown.contains(secret)), "{shown}");
        assert!(ends(pages.next()).await.is_none());
        assert_eq!(server.requests().len(), 1, "{next}");
    }
    let link = format!("link: <http://{address}/x>; rel=next");
    let listed =
        list([with(&link, "[]")], |client| client.list_linked(api::ListLinkedInput::builder().owner("a")))
            .await;
    let message =
        format!("ListLinked: the next page has another origin, http://{address}; no request was sent to it");
    assert_eq!(listed.error, Some((ErrorKind::Pagination, message)));
    assert_eq!((foreign.connections(), foreign.requests().len()), (0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// For every form of the URL, requests go to the service's own origin.
    #[test]
    fn no_url_leads_elsewhere(
        url in r"([hH]ttps?:)?[/\\]{0,3}([a-z]{0,3}(:[a-z]?)?@)?(api\.example|evil|\[::1\]|)(\.com|:443|:44|\.)?[/\\?#.]{0,3}\PC{0,8}",
    ) {
        let mock = Mock::new();
        let body = serde_json::json!({ "links": { "pages": { "next": url } }, "things": [] });
        mock.json(200, &body).json(200, &serde_json::json!({}));
        let builder = Client::builder().endpoint_url("https://api.example/v1").transport(mock.clone());
        let client = builder.token(Token::new(SECRET)).retry(Retry::never()).build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut pages = client.list_urls(api::ListUrlsInput::builder()).pages();
            pages.next().await.unwrap().unwrap();
            if let Some(Err(error)) = pages.next().await {
                assert_eq!(error.kind(), ErrorKind::Pagination, "{url}: {error}");
            }
        });
        for request in mock.requests() {
            let origin = (request.uri().scheme_str(), request.uri().authority().map(|it| it.as_str()));
            prop_assert_eq!(origin, (Some("https"), Some("api.example")));
        }
    }
}

/// Requests one page, stores the position, and resumes in another client.
async fn resumed<Op>(script: [Reply; 2], call: impl Fn(&Client) -> Call<Op>) -> (String, String)
where
    Op: Paginated<Input: Serialize + DeserializeOwned>,
    Op::Error: std::fmt::Debug,
    Op::Output: std::fmt::Debug,
{
    let server = Server::start(script).unwrap();
    let mut pages = call(&client(&server)).pages();
    ends(pages.next()).await.unwrap().unwrap();
    let stored = serde_json::to_string(pages.resume_point().unwrap()).unwrap();
    drop(pages);
    let mut pages =
        call(&client(&server)).pages().resume_at(serde_json::from_str::<ResumePoint<_>>(&stored).unwrap());
    ends(pages.next()).await.unwrap().unwrap();
    assert!(ends(pages.next()).await.is_none());
    (stored.replace(&server.url(), "URL"), server.requests()[1].line().to_owned())
}

#[tokio::test]
async fn each_style_can_be_resumed() {
    let page = |id: &str| ok(format!(r#"{{"has_more":{},"data":[{{"id":"{id}"}}]}}"#, id == "a"));
    let found =
        resumed([page("a"), page("b")], |client| client.list_after(api::ListAfterInput::builder())).await;
    let stored = r#"{"input":{"starting_after":"a"}}"#;
    assert_eq!(found, (stored.to_owned(), "GET /after?starting_after=a HTTP/1.1".to_owned()));

    let call = |client: &Client| client.list_numbered(api::ListNumberedInput::builder().per_page(5));
    let found = resumed([ok(r#"[{"id":"a"}]"#), ok("[]")], call).await;
    let stored = r#"{"input":{"page":2,"per_page":5}}"#;
    assert_eq!(found, (stored.to_owned(), "GET /numbered?page=2&per_page=5 HTTP/1.1".to_owned()));

    let call = |client: &Client| client.list_urls(api::ListUrlsInput::builder().per_page(5));
    let found = resumed([urls("/urls?page=2"), ok("{}")], call).await;
    let stored = r#"{"input":{"per_page":5},"url":"URL/urls?page=2"}"#;
    assert_eq!(found, (stored.to_owned(), "GET /urls?page=2 HTTP/1.1".to_owned()));
}
