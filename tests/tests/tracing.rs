//! Events for `tracing`, and data that must not be in them.

use std::env;
use std::fmt::{Debug, Write};
use std::process::Command;
use std::sync::{Arc, Mutex};

use speccast_runtime::client::{Retry, Timeouts};
use speccast_runtime::credentials;
use speccast_runtime::transport::{Mock, TransportErrorKind};
use speccast_runtime::validate::Validation;
use speccast_tests::fixtures::http_auth::{self, QueryKeyInput};
use speccast_tests::time::Naps;
use speccast_tests::widgets::{Client, Color, ListWidgetsInput, Open, Signed};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Records every span and event of all levels and libraries.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Log {
    fn write(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut Line)) {
        let mut line = Line(format!("{} {}", metadata.level(), metadata.target()));
        record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.write(span.metadata(), |line| {
            write!(line.0, " span {}", span.metadata().name()).unwrap();
            span.record(line);
        });
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line("record".to_owned());
        values.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.write(event.metadata(), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Runs a test alone in a process: the first thread that meets a span or an event decides for the whole process whether
/// anything listens, and threads of other tests would.
fn run_alone(name: &str) {
    let mut command = Command::new(env::current_exe().unwrap());
    let output = command.args(["--exact", name]).env(ALONE, "").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// Variable of the process that runs one test.
const ALONE: &str = "SPECCAST_TEST_ALONE";

#[tokio::test]
async fn a_span_for_each_call_and_an_event_for_each_attempt_without_secrets() {
    if env::var_os(ALONE).is_none() {
        return run_alone("tracing::a_span_for_each_call_and_an_event_for_each_attempt_without_secrets");
    }
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let mock = Mock::new();
    let refusal = http::Response::builder().status(503).header("x-amzn-requestid", "req-5");
    mock.response(refusal.body("hidden").unwrap()).json(200, &serde_json::json!({ "widgets": [] }));
    let client = Client::<Signed>::builder()
        .region("eu-central-1")
        .credentials(credentials::from_keys("AKID", "hidden", Some("hidden".to_owned())))
        .transport(mock)
        .sleeper(Naps::default())
        .timeouts(Timeouts::none())
        .build()
        .unwrap();
    let call = client.list_widgets(ListWidgetsInput::builder().group("hidden, and long"));
    call.validation(Validation::Warn).header("x-key", "hidden").await.unwrap();
    drop(guard);

    let lines = log.0.lock().unwrap().clone();
    let has = |texts: &[&str]| lines.iter().any(|line| texts.iter().all(|text| line.contains(text)));
    assert!(has(&["DEBUG", "span call", "service=\"Widgets\"", "operation=\"ListWidgets\""]), "{lines:#?}");
    assert!(has(&["span call", "otel.name=Widgets/ListWidgets"]), "{lines:#?}");
    assert!(has(&["WARN", "invalid request", "'/group'"]), "{lines:#?}");
    assert!(has(&["DEBUG", "response", "attempt=1", "status=503", "req-5"]), "{lines:#?}");
    assert!(has(&["DEBUG", "trying again", "attempt=2"]), "{lines:#?}");
    assert!(has(&["DEBUG", "response", "attempt=2", "status=200"]), "{lines:#?}");
    assert!(!has(&["hidden"]), "{lines:#?}");
}

/// The attributes of the span of each attempt, and what was recorded at its end.
fn attempts(lines: &[String]) -> Vec<String> {
    let ours = |line: &&String| line.contains("span attempt") || line.starts_with("record");
    lines.iter().filter(ours).map(|line| line.replace("DEBUG speccast_runtime::trace ", "")).collect()
}

#[tokio::test]
async fn a_span_for_each_attempt_with_the_names_of_opentelemetry() {
    if env::var_os(ALONE).is_none() {
        return run_alone("tracing::a_span_for_each_attempt_with_the_names_of_opentelemetry");
    }
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let mock = Mock::new();
    mock.failure(TransportErrorKind::Connect, "refused");
    mock.response(http::Response::builder().status(503).body("").unwrap());
    mock.json(200, &serde_json::json!({ "widgets": [] }));
    let builder = Client::<Open>::builder().region("eu-central-1").transport(mock).sleeper(Naps::default());
    let client = builder.timeouts(Timeouts::none()).build().unwrap();
    let input = ListWidgetsInput::builder().group("hidden").color(Color::Red).max_results(10);
    client.list_widgets(input).await.unwrap();
    drop(guard);
    let start = "span attempt otel.kind=\"client\" otel.name=GET /v1/groups/{group}/widgets http.request.method=\"GET\" \
        server.address=\"widgets.eu-central-1.example.com\" server.port=443 \
        url.full=https://widgets.eu-central-1.example.com/v1/groups/{group}/widgets?color=REDACTED&max-results=REDACTED";
    let expected = [
        start.to_owned(),
        "record error.type=\"connect\"".to_owned(),
        "record otel.status_code=\"ERROR\"".to_owned(),
        format!("{start} http.request.resend_count=1"),
        "record http.response.status_code=503".to_owned(),
        "record error.type=\"503\"".to_owned(),
        "record otel.status_code=\"ERROR\"".to_owned(),
        format!("{start} http.request.resend_count=2"),
        "record http.response.status_code=200".to_owned(),
    ];
    assert_eq!(attempts(&log.0.lock().unwrap()), expected);
}

#[tokio::test]
async fn a_key_in_the_query_is_in_no_span() {
    if env::var_os(ALONE).is_none() {
        return run_alone("tracing::a_key_in_the_query_is_in_no_span");
    }
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let mock = Mock::new();
    mock.json(200, &serde_json::json!({})).failure(TransportErrorKind::Broken, "reset");
    let builder =
        http_auth::Client::builder().endpoint_url("https://127.0.0.1:8443/hidden?%").transport(mock.clone());
    assert!(builder.build().is_err());
    let builder = http_auth::Client::builder().endpoint_url("https://127.0.0.1:8443").transport(mock.clone());
    let client = builder.token("hidden").api_key("hidden").retry(Retry::never()).build().unwrap();
    client.query_key(QueryKeyInput::builder()).await.unwrap();
    client.query_key(QueryKeyInput::builder()).await.unwrap_err();
    drop(guard);
    assert!(mock.requests()[0].uri().to_string().ends_with("key=hidden"));
    let lines = log.0.lock().unwrap().clone();
    assert!(lines.iter().any(|line| line.contains("server.port=8443")), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.contains("hidden")), "{lines:#?}");
}
