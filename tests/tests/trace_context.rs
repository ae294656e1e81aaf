//! Headers of a trace, over a real socket.

use std::sync::atomic::{AtomicU32, Ordering};

use speccast_runtime::client::TraceHeaders;
use speccast_runtime::credentials;
use speccast_tests::server::{Received, Reply, Server};
use speccast_tests::time::{Naps, ends};
use speccast_tests::widgets::{Client, ListWidgetsInput, Signed};

const TRACE: &str = "00-0af7651916cd43dd8448eb211c80319c";

/// The requests of a call that is attempted twice, with these headers of a trace.
async fn sent(
    inject: impl Fn(&mut TraceHeaders) + Send + Sync + 'static,
    own: Option<&str>,
) -> Vec<Received> {
    let replies = [Reply::json("503 Service Unavailable", "{}"), Reply::json("200 OK", r#"{"widgets":[]}"#)];
    let server = Server::start(replies).unwrap();
    let client = Client::<Signed>::builder()
        .region("eu-central-1")
        .endpoint_url(server.url())
        .credentials(credentials::from_keys("AKID", "not-a-secret", None))
        .sleeper(Naps::default())
        .timeouts(speccast_runtime::client::Timeouts::none())
        .trace_context(inject)
        .build()
        .unwrap();
    let mut call = client.list_widgets(ListWidgetsInput::builder().group("tools"));
    if let Some(own) = own {
        call = call.header("traceparent", own);
    }
    ends(call.send()).await.unwrap();
    server.requests()
}

#[tokio::test]
async fn each_attempt_has_its_own_and_no_signature_covers_it() {
    let attempt = AtomicU32::new(0);
    let requests = sent(
        move |headers| {
            let parent = 1 + attempt.fetch_add(1, Ordering::Relaxed);
            headers.set("traceparent", &format!("{TRACE}-{parent:016x}-01"));
            headers.set("tracestate", "vendor=1");
        },
        None,
    )
    .await;
    let parents: Vec<_> = requests.iter().map(|request| request.header("traceparent").unwrap()).collect();
    assert_eq!(parents, [format!("{TRACE}-0000000000000001-01"), format!("{TRACE}-0000000000000002-01")]);
    for request in &requests {
        assert_eq!(request.header("tracestate"), Some("vendor=1"));
        let signed = request.header("authorization").unwrap();
        assert!(signed.contains("SignedHeaders=host;") && !signed.contains("trace"), "{signed}");
    }
}

#[tokio::test]
async fn headers_of_the_request_are_kept() {
    let own = format!("{TRACE}-00000000000000ff-00");
    let requests = sent(
        |headers| {
            headers.set("traceparent", &format!("{TRACE}-0000000000000001-01"));
            headers.set("authorization", "Bearer other");
        },
        Some(&own),
    )
    .await;
    for request in &requests {
        assert_eq!(request.header("traceparent"), Some(own.as_str()));
        assert!(request.header("authorization").unwrap().starts_with("AWS4-HMAC-SHA256 "));
    }
}

#[tokio::test]
async fn invalid_values_are_not_sent() {
    let requests = sent(
        |headers| {
            headers.set("traceparent", "00-1-2-3");
            headers.set("tracestate", "a\r\nx-evil: 1");
            headers.set("host", "evil.example");
            headers.set("not a name", "1");
            headers.set("baggage", "tenant=7");
        },
        None,
    )
    .await;
    for request in &requests {
        assert_eq!((request.header("traceparent"), request.header("tracestate")), (None, None));
        assert_eq!(request.header("baggage"), Some("tenant=7"));
        assert!(!request.head.contains("evil"), "{}", request.head);
    }
}
