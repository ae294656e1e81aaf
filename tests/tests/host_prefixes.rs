//! Prefixes of hosts, and JSON in headers.

use speccast_runtime::codegen::{Head, HeadPart, Http, Protocol, RestJson1, structure};
use speccast_runtime::error::EncodeError;
use speccast_runtime::operation::{self, HostPrefix};
use speccast_runtime::response::Response;
use speccast_runtime::transport::Mock;
use speccast_runtime::{Document, Sensitive};
use speccast_tests::fixtures::host_prefixes::{Client, DiscoverInput, GetJob, GetJobInput};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;

fn job(account: &str) -> GetJobInput {
    GetJobInput::builder().account_id(account).job("a")
}

#[tokio::test]
async fn a_prefix_precedes_the_host() {
    let mock = Mock::new();
    let client = Client::builder().region("eu-west-1").transport(mock.clone()).build().unwrap();
    mock.json(200, &serde_json::json!({}));
    ends(client.get_job(job("Acme-1")).send()).await.unwrap();
    mock.json(200, &serde_json::json!({}));
    ends(client.discover(DiscoverInput::builder()).send()).await.unwrap();
    let uris: Vec<String> = mock.requests().iter().map(|request| request.uri().to_string()).collect();
    let expected = [
        "https://acme-1.control.eu-west-1.example.com/jobs/a",
        "https://data-control.eu-west-1.example.com/discover",
    ];
    assert_eq!(uris, expected);
    assert_eq!(mock.requests()[0].headers()["x-account-id"], "Acme-1");
    for bad in ["", "a.b", "-a", "a-", "a/b", "a@b", "a:1", "é", &"a".repeat(64)] {
        let error = ends(client.get_job(job(bad)).send()).await.unwrap_err().to_string();
        assert!(error.contains("host label 'accountId' is not a DNS label"), "{error}");
    }
    assert_eq!(mock.requests().len(), 2, "nothing is sent to another host");
}

#[tokio::test]
async fn a_caller_s_url_has_no_prefix() {
    let server = Server::start([Reply::json("200 OK", "{}")]).unwrap();
    let client = Client::builder().endpoint_url(server.url()).build().unwrap();
    ends(client.get_job(job("acme")).send()).await.unwrap();
    let [request] = server.requests().try_into().unwrap();
    assert_eq!(request.header("host"), Some(server.address().to_string().as_str()));
}

#[test]
fn a_request_has_its_prefix_as_an_extension() {
    let request = operation::encode::<GetJob>(&job("acme")).unwrap();
    assert_eq!(request.extensions().get(), Some(&HostPrefix("acme.".to_owned())));
    let error = Http::get("/").host_prefix("{a}.").finish().unwrap_err();
    assert_eq!(error, EncodeError::LabelMismatch { label: "a".to_owned() });
    let error = Http::get("/").host_label("a", "a").finish().unwrap_err();
    assert_eq!(error, EncodeError::HostLabel { label: "a" });
}

#[derive(Debug, PartialEq)]
struct Context {
    plain: Option<Document>,
    encoded: Option<Document>,
}

structure! {
    Context {
        plain: Document = "plain",
        encoded: Document = "encoded",
    }
}

const HEAD: Head =
    &[("plain", HeadPart::JsonHeader("x-plain")), ("encoded", HeadPart::Base64JsonHeader("x-encoded"))];

#[test]
fn json_in_headers_comes_back() {
    let value: Document = serde_json::json!({ "path": "/é\u{1f600}\u{7f}", "list": [1, null, "a, b"] });
    let request = RestJson1::get("/")
        .json_header("x-plain", &value)
        .base64_json_header("x-encoded", &Some(value.clone()))
        .json_header("x-secret", &Some(Sensitive::new(value.clone())))
        .json_header("x-absent", &None::<Document>)
        .finish()
        .unwrap();
    let headers = request.headers();
    assert_eq!(headers["x-plain"], r#"{"list":[1,null,"a, b"],"path":"/\u00e9\ud83d\ude00\u007f"}"#);
    assert!(headers["x-secret"].is_sensitive() && !headers.contains_key("x-absent"));
    let mut response = http::Response::new("{}");
    *response.headers_mut() = headers.clone();
    let read: Context = RestJson1::decode(&Response::from(response), HEAD).unwrap();
    assert_eq!((read.plain.as_ref(), read.encoded.as_ref()), (Some(&value), Some(&value)));
}

#[test]
fn a_header_that_is_not_json_costs_only_its_own_member() {
    for (plain, encoded) in [("{", "WzFd"), ("[1]", "Wz Fd"), ("[1]", "gA=="), ("[1", "WzFd")] {
        let response = http::Response::builder().header("x-plain", plain).header("x-encoded", encoded);
        let response = Response::from(response.body("{}").unwrap());
        let read: Context = Http::decode(&response, HEAD).unwrap();
        assert_eq!(read.plain.is_some(), plain == "[1]");
        assert_eq!(read.encoded.is_some(), encoded == "WzFd");
    }
}
