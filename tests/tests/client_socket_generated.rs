//! Both generated clients over a real socket.

use std::collections::BTreeMap;
use std::time::Duration;

use speccast_generated::codeartifact::{
    Client, ListPackagesError, ListPackagesInput, ListPackagesOutput, PackageFormat, PackageSummary,
};
use speccast_generated::imagebuilder::{self, ImagePackage, ListImagePackagesInput};
use speccast_runtime::Blob;
use speccast_runtime::client::{Builder, Items, Retry, Service, Timeouts};
use speccast_runtime::credentials;
use speccast_runtime::error::{ErrorKind, TimeoutKind};
use speccast_runtime::validate::{ConstraintKind, Validation};
use speccast_tests::fixtures::{pages, prefix_headers, query_literals};
use speccast_tests::server::{Received, Reply, Server};
use speccast_tests::time::{Naps, TestClock, ends, noon};

const IMAGE: &str = "arn:aws:imagebuilder:us-west-2:123456789012:image/name/1.0.0/1";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn builder<C: Service>(server: &Server) -> Builder<C> {
    Builder::<C>::default()
        .region("eu-central-1")
        .endpoint_url(server.url())
        .credentials(credentials::from_keys("AKIDEXAMPLE", SECRET, None))
        .clock(TestClock::at(noon()))
        .retry(Retry::never())
}

fn start<C: Service>(script: impl IntoIterator<Item = Reply>) -> (C, Server) {
    let server = Server::start(script).unwrap();
    (builder(&server).build().unwrap(), server)
}

fn input() -> ListPackagesInput {
    ListPackagesInput::builder().domain("my-domain").repository("my-repo")
}

fn ok(body: &str) -> Reply {
    Reply::json("200 OK", body)
}

fn names(page: ListPackagesOutput) -> Vec<String> {
    page.packages.unwrap_or_default().into_iter().filter_map(|package| package.package).collect()
}

/// The `next-token` of each request for a page of packages, as it was sent.
fn tokens(server: &Server) -> Vec<String> {
    let token = |line: &str| {
        let target = line.strip_prefix("POST /v1/packages?domain=my-domain&repository=my-repo").unwrap();
        let token = target.strip_suffix(" HTTP/1.1").unwrap();
        token.strip_prefix("&next-token=").unwrap_or(token).to_owned()
    };
    server.requests().iter().map(|request| token(request.line())).collect()
}

/// Three pages, the second of them empty.
fn pages() -> [Reply; 3] {
    [
        ok(r#"{"packages":[{"package":"a"},{"package":"b"}],"nextToken":"t+1/="}"#),
        ok(r#"{"packages":[],"nextToken":"not valid as input"}"#),
        ok(r#"{"packages":[{"package":"c"}],"nextToken":""}"#),
    ]
}

#[tokio::test]
async fn list_packages() {
    let body = r#"{"packages":[{"format":"npm","namespace":"scope","package":"lodash","originConfiguration":
        {"restrictions":{"publish":"BLOCK","upstream":"ALLOW"}}},{"format":"go","new":1}],"nextToken":null}"#;
    let (client, server) = start::<Client>([ok(body)]);
    let call = client.list_packages(input().format(PackageFormat::Npm).max_results(2));
    let output = ends(call.send()).await.unwrap();
    let [first, second]: [PackageSummary; 2] = output.packages.unwrap().try_into().unwrap();
    assert_eq!(first.format, Some(PackageFormat::Npm));
    let restrictions = first.origin_configuration.unwrap().restrictions.unwrap();
    assert_eq!((restrictions.publish.as_str(), restrictions.upstream.as_str()), ("BLOCK", "ALLOW"));
    assert_eq!((second.format.unwrap().as_str(), second.package), ("go", None));
    assert_eq!(output.next_token, None);

    let [request] = server.requests().try_into().unwrap();
    assert_eq!(
        request.line(),
        "POST /v1/packages?domain=my-domain&repository=my-repo&format=npm&max-results=2 HTTP/1.1"
    );
    assert_eq!(request.header("host"), Some(server.address().to_string().as_str()));
    // RFC 9110 section 8.6: a POST without a body has `Content-Length: 0`.
    assert_eq!((request.header("content-length"), request.header("content-type")), (Some("0"), None));
    assert_eq!(request.header("x-amz-date"), Some("20261122T123456Z"));
    let authorization = request.header("authorization").unwrap();
    let scope = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/eu-central-1/codeartifact/aws4_request,";
    assert!(authorization.starts_with(scope), "{authorization}");
    assert!(!request.head.contains(SECRET));
}

#[tokio::test]
async fn list_image_packages() {
    let body = r#"{"requestId":"r-1","imagePackageList":[{"packageName":"bash","packageVersion":"5.2"}]}"#;
    let (client, server) = start::<imagebuilder::Client>([ok(body)]);
    let call = client.list_image_packages(
        ListImagePackagesInput::builder().image_build_version_arn(IMAGE).max_results(100),
    );
    let output = ends(call.send()).await.unwrap();
    assert_eq!(output.request_id.as_deref(), Some("r-1"));
    let bash = ImagePackage::builder().package_name("bash").package_version("5.2");
    assert_eq!((output.image_package_list, output.next_token), (Some(vec![bash]), None));

    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.line(), "POST /ListImagePackages HTTP/1.1");
    assert_eq!(request.header("content-type"), Some("application/json"));
    let body = format!(r#"{{"imageBuildVersionArn":"{IMAGE}","maxResults":100}}"#);
    assert_eq!(request.header("content-length"), Some(body.len().to_string().as_str()));
    assert_eq!(str::from_utf8(&request.body).unwrap(), body);
    assert!(request.header("authorization").unwrap().contains("/eu-central-1/imagebuilder/aws4_request,"));
}

#[tokio::test]
async fn every_page_and_every_item() {
    let (client, server) = start::<Client>(pages().into_iter().chain(pages()));
    ends(async {
        let mut pages = client.list_packages(input()).pages();
        let mut found = Vec::new();
        while let Some(page) = pages.next().await {
            found.push(names(page.unwrap()));
        }
        assert_eq!(found, [vec!["a", "b"], vec![], vec!["c"]]);
        assert_eq!(pages.resume_point(), None);

        let mut items = client.list_packages(input()).items();
        let mut found = Vec::new();
        while let Some(item) = items.next().await {
            found.push(item.unwrap().package.unwrap());
        }
        assert_eq!(found, ["a", "b", "c"]);
    })
    .await;
    // The service's tokens are not validated, and an empty one ends the listing.
    let sent = ["", "t%2B1%2F%3D", "not%20valid%20as%20input"];
    assert_eq!(tokens(&server), [sent, sent].concat());
}

/// Image Builder sends the token in the body.
#[tokio::test]
async fn every_image_package() {
    let script = [
        ok(r#"{"imagePackageList":[{"packageName":"bash"}],"nextToken":"t\"1"}"#),
        ok(r#"{"nextToken":"t2"}"#),
        ok(r#"{"imagePackageList":[{"packageName":"zsh"}],"nextToken":""}"#),
    ];
    let (client, server) = start::<imagebuilder::Client>(script);
    let call = client
        .list_image_packages(ListImagePackagesInput::builder().image_build_version_arn(IMAGE).max_results(1));
    let mut items = call.items();
    let mut found = Vec::new();
    while let Some(item) = ends(items.next()).await {
        found.push(item.unwrap().package_name.unwrap());
    }
    assert_eq!(found, ["bash", "zsh"]);
    let bodies: Vec<String> =
        server.requests().into_iter().map(|request| String::from_utf8(request.body).unwrap()).collect();
    let start = format!(r#"{{"imageBuildVersionArn":"{IMAGE}","maxResults":1"#);
    let rest = ["}", r#","nextToken":"t\"1"}"#, r#","nextToken":"t2"}"#];
    assert_eq!(bodies, rest.map(|rest| format!("{start}{rest}")));
}

#[tokio::test]
async fn a_repeated_token_is_an_error_after_its_page() {
    let page = r#"{"packages":[{"package":"a"}],"nextToken":"t1"}"#;
    let (client, server) = start::<Client>([ok(page), ok(page), ok(page)]);
    let mut pages = client.list_packages(input()).pages();
    ends(async {
        assert_eq!(names(pages.next().await.unwrap().unwrap()), ["a"]);
        assert_eq!(names(pages.next().await.unwrap().unwrap()), ["a"]);
        let error = pages.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert_eq!(
            error.to_string(),
            "ListPackages: pagination loop: the service returned the same token twice"
        );
        assert!(pages.next().await.is_none());
    })
    .await;
    assert_eq!(tokens(&server), ["", "t1"]);
}

#[tokio::test]
async fn a_listing_continues_at_the_page_that_failed() {
    let [first, second, third] = pages();
    let denied = r#"{"__type":"AccessDeniedException","message":"Not today"}"#;
    let (client, server) = start::<Client>([first, Reply::json("403 Forbidden", denied), second, third]);
    ends(async {
        let mut items = client.list_packages(input()).items();
        for name in ["a", "b"] {
            assert_eq!(items.next().await.unwrap().unwrap().package.as_deref(), Some(name));
        }
        let error = items.next().await.unwrap().unwrap_err();
        assert!(matches!(error.modeled(), Some(ListPackagesError::AccessDeniedException(_))));
        assert_eq!(error.to_string(), "ListPackages: AccessDeniedException (403): Not today [request req-1]");
        assert!(items.next().await.is_none());

        let failed = items.resume_point().unwrap().clone();
        let mut items = client.list_packages(input()).items().resume_at(failed);
        assert_eq!(items.next().await.unwrap().unwrap().package.as_deref(), Some("c"));
        assert!(items.next().await.is_none());
    })
    .await;
    assert_eq!(tokens(&server), ["", "t%2B1%2F%3D", "t%2B1%2F%3D", "not%20valid%20as%20input"]);
}

#[tokio::test]
async fn an_invalid_input_is_not_sent_unless_the_call_says_so() {
    let (client, server) = start::<Client>([ok("{}"), ok("{}"), ok("{}")]);
    let invalid = || input().max_results(0).format("golang");
    ends(async {
        let error = client.list_packages(invalid()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let paths: Vec<_> = error.violations().unwrap().iter().map(|violation| violation.path()).collect();
        assert_eq!(paths, ["/format", "/maxResults"]);
        let mut pages = client.list_packages(invalid()).pages();
        assert_eq!(pages.next().await.unwrap().unwrap_err().kind(), ErrorKind::InvalidInput);
        let but_enums = Validation::Reject.except(ConstraintKind::Enum, Validation::Off);
        let error = client.list_packages(invalid()).validation(but_enums).await.unwrap_err();
        assert_eq!(error.violations().unwrap().as_slice().len(), 1);
        assert_eq!((server.requests().len(), server.connections()), (0, 0));

        client.list_packages(invalid()).validation(Validation::Warn).await.unwrap();
        client.list_packages(invalid()).validation(Validation::Off).await.unwrap();
        client.list_packages(input().format("golang")).validation(but_enums).await.unwrap();
    })
    .await;
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests[0].line().contains("&format=golang&max-results=0 "), "{}", requests[0].line());
    // The call's policy ends with the call.
    let again = ends(client.list_packages(invalid()).send()).await;
    assert_eq!(again.unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn a_throttled_call_waits_as_it_is_asked_to() {
    let throttled = "HTTP/1.1 429 Too Many Requests\r\nx-amzn-errortype: ThrottlingException\r\n\
                     retry-after: 17\r\ncontent-length: 2\r\n\r\n{}";
    let server = Server::start([Reply::raw(throttled), Reply::raw(throttled), ok("{}")]).unwrap();
    let naps = Naps::default();
    // The naps of timers would be over at once.
    let builder = builder::<Client>(&server).sleeper(naps.clone()).timeouts(Timeouts::none());
    let client = builder.retry(Retry::standard()).build().unwrap();
    ends(client.list_packages(input()).send()).await.unwrap();
    assert_eq!(naps.taken(), [Duration::from_secs(17); 2]);
    assert_eq!(tokens(&server), ["", "", ""]);
}

#[tokio::test]
async fn a_call_s_own_timeout() {
    let (client, _server) = start::<Client>([Reply::silence()]);
    let limit = Duration::from_millis(50);
    let call = client.list_packages(input()).timeout(limit);
    let error = ends(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutKind::Call));
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "ListPackages: the call took longer than 50ms");
}

/// A call owns its client, so it can move to another task.
#[tokio::test]
async fn a_call_outlives_its_client() {
    let (client, _server) = start::<Client>([ok(r#"{"packages":[{"package":"a"}]}"#)]);
    let call = client.list_packages(input());
    drop(client);
    let output = tokio::spawn(call.into_future()).await.unwrap().unwrap();
    assert_eq!(names(output), ["a"]);
}

/// The items of a listing, and the requested paths.
macro_rules! listed {
    ($call:ident, $input:expr, $pages:expr, $change:expr) => {{
        let (client, server) = start::<pages::Client>($pages.map(ok));
        let mut items = $change(client.$call($input).items());
        let mut found = Vec::new();
        let error = ends(async {
            while let Some(item) = items.next().await {
                match item {
                    Ok(item) => found.push(item),
                    Err(error) => return Some(error.kind()),
                }
            }
            None
        });
        let error = error.await;
        let asked = server.requests().iter().map(|request| request.line().to_owned()).collect::<Vec<_>>();
        (found, error, asked)
    }};
}

#[tokio::test]
async fn tokens_and_items_inside_structures() {
    let pages =
        [r#"{"result":{"foos":["a","b"],"nextToken":"t1"}}"#, r#"{"result":{"nextToken":"t2"}}"#, "{}"];
    let (found, error, asked) = listed!(list_foos, pages::ListFoosInput::builder(), pages, |items| items);
    assert_eq!((found, error), (vec!["a".to_owned(), "b".to_owned()], None));
    let lines = ["GET /foos HTTP/1.1", "GET /foos?nextToken=t1 HTTP/1.1", "GET /foos?nextToken=t2 HTTP/1.1"];
    assert_eq!(asked, lines);

    let pages = [r#"{"inner":{"bytes":["YQ=="],"next.token":"t1"}}"#, r#"{"inner":{"bytes":["Yg=="]}}"#];
    let (found, error, asked) = listed!(list_inner, pages::ListInnerInput::builder(), pages, |items| items);
    assert_eq!((found, error, asked.len()), (vec![Blob::from(*b"a"), Blob::from(*b"b")], None, 2));
    let (found, error, asked) = listed!(list_inner, pages::ListInnerInput::builder(), ["{}"], |items| items);
    assert_eq!((found, error, asked.len()), (vec![], None, 1));
}

#[tokio::test]
async fn items_that_are_a_map_and_a_token_that_is_required() {
    let pages = [r#"{"bars":{"x":"1","y":"2"},"token":"t1"}"#, r#"{"token":"t2"}"#, r#"{"bars":{"z":"3"}}"#];
    let (found, error, asked) = listed!(list_bars, pages::ListBarsInput::builder(), pages, |items| items);
    let entry = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!((found, error), (vec![entry("x", "1"), entry("y", "2"), entry("z", "3")], None));
    assert_eq!(asked.len(), 3);

    let pages = [r#"{"result":{"bazs":{"a":{"id":"1"}}},"token":"t1"}"#, r#"{"token":""}"#];
    let (found, error, asked) = listed!(list_bazs, pages::ListBazsInput::builder(), pages, |items| items);
    assert_eq!((found, error), (vec![(pages::Kind::A, pages::Handle::builder().id("1"))], None));
    assert_eq!(asked, ["GET /bazs HTTP/1.1", "GET /bazs?token=t1 HTTP/1.1"]);
}

#[tokio::test]
async fn a_repeated_token_is_the_end_if_the_spec_or_the_caller_has_it_so() {
    let pages = [r#"{"events":["a"],"token":"t1"}"#, r#"{"events":["b"],"token":"t2"}"#, r#"{"token":"t2"}"#];
    let input = pages::GetLogsInput::builder;
    let (found, error, asked) = listed!(get_logs, input(), pages, |items| items);
    assert_eq!((found.as_slice(), error), (&["a".to_owned(), "b".to_owned()][..], None));
    let lines = ["GET /logs HTTP/1.1", "GET /logs?token=t1 HTTP/1.1", "GET /logs?token=t2 HTTP/1.1"];
    assert_eq!(asked, lines);

    // The caller goes before the spec, in either direction.
    let strict = |items: Items<pages::GetLogs>| items.ends_on_repeated_token(false);
    let (found, error, _) = listed!(get_logs, input(), pages, strict);
    assert_eq!((found.len(), error), (2, Some(ErrorKind::Pagination)));
    let pages = [r#"{"bars":{"x":"1"},"token":"t1"}"#, r#"{"bars":{"y":"2"},"token":"t1"}"#];
    let patient = |items: Items<pages::ListBars>| items.ends_on_repeated_token(true);
    let (found, error, asked) = listed!(list_bars, pages::ListBarsInput::builder(), pages, patient);
    assert_eq!((found.len(), error, asked.len()), (2, None, 2));
}

#[tokio::test]
async fn a_query_of_the_request_itself_is_sent() {
    let (client, server) = start::<query_literals::Client>([ok("{}"), ok("{}")]);
    ends(async {
        client
            .list_things(query_literals::ListThingsInput::builder().group("a/b").after("c d"))
            .await
            .unwrap();
        client.untag(query_literals::UntagInput::builder()).await.unwrap();
    })
    .await;
    let lines: Vec<String> = server.requests().iter().map(|request| request.line().to_owned()).collect();
    let expected = [
        "GET /things/a%2Fb?list-type=2&all&after=c%20d HTTP/1.1",
        "POST /tags?operation=untag-resource HTTP/1.1",
    ];
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn empty_headers_are_sent() {
    let (client, server) = start::<prefix_headers::Client>([ok("{}"), ok("{}")]);
    ends(async {
        let meta = BTreeMap::from([("a".to_owned(), String::new())]);
        let input = prefix_headers::ClearInput::builder().text("").list(Vec::<String>::new()).meta(meta);
        client.clear(input).await.unwrap();
        client.clear(prefix_headers::ClearInput::builder()).await.unwrap();
    })
    .await;
    let names = ["x-text", "x-list", "x-other", "x-meta-a"];
    let sent = |request: &Received| names.map(|name| request.header(name).map(str::to_owned));
    let empty = || Some(String::new());
    let requests = server.requests();
    assert_eq!(sent(&requests[0]), [empty(), empty(), None, empty()]);
    assert_eq!(sent(&requests[1]), [None, None, None, None]);
}
