//! Our signatures, compared with those of AWS's own signer, for all kinds of requests that a client can send.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use bytes::Bytes;
use proptest::prelude::*;
use speccast_runtime::client::{Builder, Handle, Service};
use speccast_runtime::codegen::{Auth, Endpoint, Meta, Request, RestJson1};
use speccast_runtime::credentials::Credentials;
use speccast_runtime::operation::Operation;
use speccast_runtime::transport::Mock;
use speccast_runtime::types::Blob;
use speccast_tests::time::TestClock;
use speccast_tests::widgets::WidgetError;

/// Services by their signing names.
struct Named<const NAME: usize>(Handle);

const NAMES: [&str; 4] = ["codeartifact", "execute-api", "a", "Über.service"];

impl<const NAME: usize> Service for Named<NAME> {
    const NAME: &'static str = NAMES[NAME];
    type Protocol = RestJson1;

    const AUTH: Auth = Auth::SigV4(NAMES[NAME]);
    const ENDPOINTS: &'static [Endpoint] = &[];
}

impl<const NAME: usize> From<Handle> for Named<NAME> {
    fn from(handle: Handle) -> Self {
        Self(handle)
    }
}

/// Sends the request that its input describes.
struct Send<const NAME: usize>;

#[derive(Clone, Debug)]
struct Parts {
    method: http::Method,
    template: &'static str,
    label: String,
    query: BTreeMap<String, Vec<String>>,
    values: Vec<String>,
    body: Option<Vec<u8>>,
}

impl<const NAME: usize> Operation for Send<NAME> {
    type Service = Named<NAME>;
    type Input = Parts;
    type Output = serde_json::Value;
    type Error = WidgetError;

    const META: Meta = Meta::new("Send");

    fn encode(parts: &Parts) -> Request {
        let request = Request::new(parts.method.clone(), parts.template).label("label", &parts.label);
        let request = request.query_map(&parts.query).blob_payload(&parts.body.clone().map(Blob::from));
        // One header for each, so that a name comes again.
        parts.values.iter().fold(request, |request, value| request.header("x-values", value))
    }
}

/// Everything that a signature depends on.
#[derive(Clone, Debug)]
struct Case {
    name: usize,
    parts: Parts,
    base: String,
    headers: Vec<(String, String)>,
    region: String,
    token: Option<String>,
    key: (String, String),
    time: u64,
}

impl Case {
    fn time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.time)
    }

    /// The request as a client signs and sends it.
    async fn sent<const NAME: usize>(&self) -> http::Request<Bytes> {
        let mock = Mock::new();
        mock.json(200, &serde_json::json!({}));
        let (id, secret) = &self.key;
        let client = Builder::<Named<NAME>>::default()
            .endpoint_url(&self.base)
            .region(&self.region)
            .credentials(Credentials::new(id, secret, self.token.clone(), None))
            .clock(TestClock::at(self.time()))
            .transport(mock.clone())
            .build()
            .unwrap();
        let call = client.0.call::<Send<NAME>>(self.parts.clone());
        self.headers.iter().fold(call, |call, (name, value)| call.header(name, value)).await.unwrap();
        mock.requests().pop().unwrap()
    }

    /// The headers that AWS's signer adds to a request that is otherwise as it was sent.
    fn official(&self, request: &http::Request<Bytes>) -> Vec<(String, String)> {
        // botocore's list, as ours.
        let unsigned = "authorization baggage connection expect keep-alive proxy-authenticate \
                        proxy-authorization te traceparent tracestate trailer transfer-encoding upgrade \
                        user-agent x-amzn-trace-id";
        let mut settings = SigningSettings::default();
        settings.excluded_headers = Some(unsigned.split(' ').map(Cow::Borrowed).collect());
        let (id, secret) = &self.key;
        let identity =
            aws_credential_types::Credentials::new(id, secret, self.token.clone(), None, "test").into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(NAMES[self.name])
            .time(self.time())
            .settings(settings)
            .build()
            .unwrap()
            .into();
        let mut headers = Vec::new();
        for (name, value) in request.headers() {
            // What the client accepts is added after the signature.
            if !["accept-encoding", "authorization", "x-amz-date", "x-amz-security-token"]
                .contains(&name.as_str())
            {
                headers.push((name.as_str(), std::str::from_utf8(value.as_bytes()).unwrap()));
            }
        }
        let (method, uri) = (request.method().as_str(), request.uri().to_string());
        let body = SignableBody::Bytes(request.body());
        let signable = SignableRequest::new(method, uri, headers.into_iter(), body).unwrap();
        let (instructions, _) = sign(signable, &params).unwrap().into_parts();
        let headers = instructions.headers();
        headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

/// A path with a label, whose segments may contain any characters of a URI.
fn path() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        Just("").boxed(),
        Just(".").boxed(),
        Just("..").boxed(),
        prop::sample::select(vec!["%2F", "%2e", "%", "%zz", "%c3%A9", "%25", "...", "~-_.", "é", "テスト"])
            .boxed(),
        prop::sample::select(vec!["a+b", "a=b&c", "!$'()*,;", ":@", "|^"]).boxed(),
        Just("{label}").boxed(),
    ];
    let segments = prop::collection::vec(segment, 0..6);
    segments.prop_map(|segments| {
        let path = format!("/{}", segments.join("/"));
        // One label exactly.
        let path = path.replacen("{label}", "\0", 1).replace("{label}", "b");
        if path.contains('\0') { path.replace('\0', "{label}") } else { format!("{path}/{{label}}") }
    })
}

/// A query as a template may have it, valid or not.
fn query() -> impl Strategy<Value = String> {
    let text = prop::sample::select(vec![
        "", "a", "b", "A", "a-b", "%20", "+", "%", "%4", "%zz", "%7e", "%c3%a9", "é", "a=b", "/", "?", ":",
        "*", "'", "(", ",", ";", "@", "~", "%2B", "%26",
    ]);
    let pair = prop_oneof![
        text.clone().prop_map(str::to_owned),
        (text.clone(), text).prop_map(|(a, b)| format!("{a}={b}"))
    ];
    prop::collection::vec(pair, 0..6).prop_map(|pairs| pairs.join("&"))
}

fn parts() -> impl Strategy<Value = Parts> {
    let method = prop::sample::select(vec![
        http::Method::GET,
        http::Method::HEAD,
        http::Method::POST,
        http::Method::PUT,
        http::Method::PATCH,
        http::Method::DELETE,
    ]);
    let label = "\\PC{1,8}|[ -~]{1,8}"
        .prop_filter("a label is no dot segment", |label| label != "." && label != "..");
    let values = prop::collection::vec("[ -~\té]{0,12}", 0..4);
    let body = prop::option::of(prop::collection::vec(any::<u8>(), 0..200));
    let map = prop::collection::btree_map(".{0,6}", prop::collection::vec(".{0,6}", 0..3), 0..4);
    (method, path(), query(), label, map, values, body).prop_map(
        |(method, path, literal, label, query, values, body)| Parts {
            method,
            // Templates are constants of a program.
            template: Box::leak(format!("{path}?{literal}").into_boxed_str()),
            label,
            query,
            values,
            body,
        },
    )
}

fn case() -> impl Strategy<Value = Case> {
    let host = prop::sample::select(vec![
        "https://example.com",
        "https://EXAMPLE.com:443",
        "https://example.com:8443",
        "http://example.com:80",
        "http://example.com:443",
        "http://[::1]:4566",
    ]);
    let prefix = "(/[a-z.~%é!$&'()*+,;=:@-]{0,5}){0,3}/?";
    let base = (host, prefix).prop_map(|(host, prefix)| format!("{host}{prefix}"));
    let name = prop_oneof![
        "x-[a-z0-9-]{1,6}",
        prop::sample::select(vec![
            "accept",
            "Content-Type",
            "User-Agent",
            "TE",
            "traceparent",
            "X-Amzn-Trace-Id",
            "cookie"
        ])
        .prop_map(str::to_owned)
    ];
    let headers = prop::collection::vec((name, "[ -~\téテ]{0,16}"), 0..5);
    // A blank one is refused.
    let secret = "[ -~]{0,40}[!-~][ -~]{0,39}";
    let token = prop::option::of("[!-~]{1,40}");
    // The first and the last second that a signature can express, leap days, and random times.
    let times = vec![0, 253_402_300_799, 951_782_400, 4_107_542_399, 1_795_350_896];
    let time = prop_oneof![prop::sample::select(times), 0_u64..253_402_300_800];
    let region = prop_oneof!["[a-z]{2}-[a-z]{4,9}-[1-9]", "[a-z0-9][a-z0-9-]{0,20}[a-z0-9]"];
    (0..NAMES.len(), parts(), base, headers, region, token, ("[!-~]{1,20}", secret), time).prop_map(
        |(name, parts, base, headers, region, token, key, time)| Case {
            name,
            parts,
            base,
            headers,
            region,
            token,
            key,
            time,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn signatures_are_those_of_the_official_signer(case in case()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let request = runtime.block_on(async {
            match case.name {
                0 => case.sent::<0>().await,
                1 => case.sent::<1>().await,
                2 => case.sent::<2>().await,
                _ => case.sent::<3>().await,
            }
        });
        let official = case.official(&request);
        let names: Vec<&str> = official.iter().map(|(name, _)| name.as_str()).collect();
        let expected: &[&str] = match case.token {
            Some(_) => &["x-amz-date", "authorization", "x-amz-security-token"],
            None => &["x-amz-date", "authorization"],
        };
        prop_assert_eq!(names, expected);
        for (name, value) in &official {
            prop_assert_eq!(request.headers()[name].as_bytes(), value.as_bytes(), "{}", name);
            prop_assert_eq!(request.headers().get_all(name).iter().count(), 1);
        }
    }
}
