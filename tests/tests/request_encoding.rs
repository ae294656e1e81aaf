//! The form of members on the wire, byte for byte.

use std::collections::BTreeMap;

use serde::Serialize;
use speccast_runtime::codegen::{self, Request, RestJson1, string_enum};
use speccast_runtime::error::EncodeError;
use speccast_runtime::{Blob, Sensitive, Timestamp};

string_enum! {
    /// Color of a widget.
    pub enum Color {
        Red = "red",
        DarkBlue = "dark blue",
    }
}

fn uri(request: Request) -> String {
    request.finish().unwrap().uri().to_string()
}

fn query(value: &(impl speccast_runtime::codegen::Texts + ?Sized)) -> String {
    uri(RestJson1::get("/").query("k", value))
}

fn body(request: Request) -> (Option<String>, String) {
    let request = request.finish().unwrap();
    let content_type = request.headers().get("content-type");
    let content_type = content_type.map(|value| value.to_str().unwrap().to_owned());
    (content_type, String::from_utf8(request.into_body().to_vec()).unwrap())
}

fn json(request: Request) -> String {
    let (content_type, body) = body(request);
    assert_eq!(content_type.as_deref(), Some("application/json"));
    body
}

fn header(value: &(impl speccast_runtime::codegen::Texts + ?Sized)) -> Option<String> {
    let request = RestJson1::get("/").header("X-Test", value).finish().unwrap();
    request.headers().get("x-test").map(|value| value.to_str().unwrap().to_owned())
}

#[test]
fn every_byte_but_the_unreserved_is_percent_encoded() {
    for byte in 0..128_u8 {
        let c = char::from(byte);
        let expected = match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '~' => c.to_string(),
            _ => format!("%{byte:02X}"),
        };
        assert_eq!(query(c.to_string().as_str()), format!("/?k={expected}"));
    }
    assert_eq!(query("ü€😀"), "/?k=%C3%BC%E2%82%AC%F0%9F%98%80");
    assert_eq!(uri(RestJson1::get("/").query("a b&=", "c")), "/?a%20b%26%3D=c");
}

#[test]
fn query_members() {
    assert_eq!(query(&None::<String>), "/");
    assert_eq!(query(&Vec::<String>::new()), "/");
    assert_eq!(query(&None::<Vec<String>>), "/");
    assert_eq!(query(""), "/?k=");
    assert_eq!(query(&Some(String::new())), "/?k=");
    assert_eq!(query(&vec!["a", "", "b c"]), "/?k=a&k=&k=b%20c");
    assert_eq!(query(&Some(vec![1, 2])), "/?k=1&k=2");
    assert_eq!(query(&false), "/?k=false");
    assert_eq!(query(&Some(true)), "/?k=true");
    assert_eq!(query(&0), "/?k=0");
    assert_eq!(query(&i64::MIN), "/?k=-9223372036854775808");
    assert_eq!(query(&i8::MIN), "/?k=-128");
    assert_eq!(query(&Some(Color::DarkBlue)), "/?k=dark%20blue");
    assert_eq!(query(&Color::from("mauve")), "/?k=mauve");
}

#[test]
fn floats() {
    assert_eq!(query(&1.5_f32), "/?k=1.5");
    assert_eq!(query(&0.1_f32), "/?k=0.1");
    assert_eq!(query(&-0.25), "/?k=-0.25");
    assert_eq!(query(&f64::NAN), "/?k=NaN");
    assert_eq!(query(&f64::INFINITY), "/?k=Infinity");
    assert_eq!(query(&f32::NEG_INFINITY), "/?k=-Infinity");
}

#[test]
fn query_keeps_the_order_of_calls() {
    let request = RestJson1::post("/p?list-type=2").query("b", "1").query("a", "2").query("b", "3");
    assert_eq!(uri(request), "/p?list-type=2&b=1&a=2&b=3");
}

#[test]
fn explicit_query_members_win_over_a_map() {
    let map = BTreeMap::from([("a b".to_owned(), "map"), ("c".to_owned(), "map")]);
    let request = RestJson1::get("/").query("a b", "member").query_map(&map);
    assert_eq!(uri(request), "/?a%20b=member&c=map");
}

#[test]
fn labels() {
    let request = || RestJson1::get("/v1/{group}/{path+}");
    assert_eq!(uri(request().label("group", "a/b c").label("path", "x/y z")), "/v1/a%2Fb%20c/x/y%20z");
    assert_eq!(uri(RestJson1::get("/{n}/{b}").label("n", &-7).label("b", &true)), "/-7/true");
    assert_eq!(uri(RestJson1::get("/{c}").label("c", &Color::Red)), "/red");
    // A value cannot pass for another label.
    assert_eq!(uri(request().label("group", "{path+}").label("path", "p")), "/v1/%7Bpath%2B%7D/p");
    assert_eq!(uri(RestJson1::get("/{g}").label("g", "?a#b%2F")), "/%3Fa%23b%252F");
}

#[test]
fn labels_that_lead_elsewhere_are_errors() {
    let error = |group: &str, path: &str| {
        let request = RestJson1::get("/v1/{group}/{path+}").label("group", group).label("path", path);
        request.finish().unwrap_err()
    };
    assert_eq!(error("", "p"), EncodeError::EmptyLabel { label: "group" });
    assert_eq!(error("g", ""), EncodeError::EmptyLabel { label: "path" });
    assert_eq!(error("..", "p"), EncodeError::DotSegment { label: "group" });
    assert_eq!(error("g", "a/../../b"), EncodeError::DotSegment { label: "path" });
    assert_eq!(error("g", "./a"), EncodeError::DotSegment { label: "path" });
    // The first error is reported.
    assert_eq!(error("", ".."), EncodeError::EmptyLabel { label: "group" });
    assert_eq!(error("", "p").to_string(), "path label 'group' is empty");

    assert_eq!(uri(RestJson1::get("/{g}").label("g", "...")), "/...");
    let unreplaced = RestJson1::get("/{g}").finish().unwrap_err();
    assert_eq!(unreplaced, EncodeError::LabelMismatch { label: "g".into() });
    let unknown = RestJson1::get("/").label("g", "x").finish().unwrap_err();
    assert_eq!(unknown, EncodeError::LabelMismatch { label: "g".into() });
}

#[test]
fn headers() {
    assert_eq!(header("plain value"), Some("plain value".into()));
    assert_eq!(header(&None::<String>), None);
    assert_eq!(header(&None::<Vec<String>>), None);
    // Empty differs from absent.
    assert_eq!(header(""), Some(String::new()));
    assert_eq!(header(&Some("")), Some(String::new()));
    assert_eq!(header(&Vec::<String>::new()), Some(String::new()));
    assert_eq!(header(&Some(Vec::<i32>::new())), Some(String::new()));
    assert_eq!(header(&Some(3)), Some("3".into()));
    assert_eq!(header("a, b"), Some("a, b".into()));
    assert_eq!(header(&vec!["a", "b,c", "d\"e\\", ""]), Some(r#"a, "b,c", "d\"e\\", """#.into()));
    assert_eq!(header(&vec![true, false]), Some("true, false".into()));
}

#[test]
fn no_header_breaks_a_line() {
    for value in ["a\r\nHost: evil", "a\n", "\r", "a\0b", "\x7f", "\x1b[0m"] {
        let error = RestJson1::get("/").header("X-Test", value).finish().unwrap_err();
        assert_eq!(error, EncodeError::InvalidHeader { header: "X-Test".into() });
        assert!(!error.to_string().contains("evil"), "{error}");
        let list = RestJson1::get("/").header("X-Test", &vec!["ok", value]).finish();
        assert_eq!(list.unwrap_err(), error);
    }
    let map = BTreeMap::from([("a\r\nb", "value")]);
    let error = RestJson1::get("/").prefix_headers("X-Meta-", &map).finish().unwrap_err();
    assert_eq!(error, EncodeError::InvalidHeader { header: "X-Meta-a\r\nb".into() });
    assert!(!error.to_string().contains('\n'));
}

#[test]
fn no_member_replaces_a_header_of_the_connection() {
    for name in ["Host", "content-length", "Transfer-Encoding", "connection"] {
        let map = BTreeMap::from([(name, "evil.example")]);
        let error = RestJson1::get("/").prefix_headers("", &map).finish().unwrap_err();
        assert_eq!(error, EncodeError::ReservedHeader { header: name.into() });
    }
}

#[test]
fn headers_have_a_limit() {
    let map: BTreeMap<String, String> = (0..40_000).map(|n| (n.to_string(), n.to_string())).collect();
    let error = RestJson1::get("/").prefix_headers("x-", &map).finish().unwrap_err();
    assert_eq!(error, EncodeError::TooManyHeaders);
}

#[test]
fn debug_shows_no_member() {
    let request =
        RestJson1::post("/{name}").label("name", "s3cret").query("q", "s3cret").header("x", "s3cret");
    let debug = format!("{:?}", request.field("member", "s3cret"));
    assert!(!debug.contains("s3cret") && debug.contains("POST"), "{debug}");
}

#[test]
fn prefix_headers() {
    let map = BTreeMap::from([("one", "1"), ("Two", "2"), ("none", "")]);
    let request = RestJson1::get("/").prefix_headers("X-Meta-", &map).finish().unwrap();
    assert_eq!(request.headers()["x-meta-none"], "");
    assert_eq!(request.headers()["x-meta-one"], "1");
    assert_eq!(request.headers()["x-meta-two"], "2");
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Widget {
    widget_name: String,
    size: Option<f64>,
    parts: Option<Vec<Widget>>,
    tags: Option<BTreeMap<String, i32>>,
}

impl Widget {
    fn named(name: &str) -> Self {
        Self { widget_name: name.into(), size: None, parts: None, tags: None }
    }
}

#[test]
fn no_bound_member_no_body() {
    assert_eq!(body(RestJson1::post("/")), (None, String::new()));
}

#[test]
fn json_bodies() {
    assert_eq!(json(RestJson1::post("/").field("a", &None::<String>)), "{}");
    let request = RestJson1::post("/").field("b", &1).field("none", &None::<i32>).field("a", &[""]);
    assert_eq!(json(request), r#"{"b":1,"a":[""]}"#);
    assert_eq!(json(RestJson1::post("/").field("c", &Some(Color::Red))), r#"{"c":"red"}"#);
    let text = "\"\\\n\u{1}ü";
    assert_eq!(json(RestJson1::post("/").field("t", text)), r#"{"t":"\"\\\n\u0001ü"}"#);
}

#[test]
fn absent_members_are_left_out_at_every_level() {
    let widget = Widget {
        widget_name: "cog".into(),
        size: Some(f64::NEG_INFINITY),
        parts: Some(vec![Widget::named("tooth"), Widget { parts: Some(vec![]), ..Widget::named("t") }]),
        tags: Some(BTreeMap::from([("a".into(), 1)])),
    };
    assert_eq!(
        json(RestJson1::post("/").field("widget", &widget).field("last", &true)),
        concat!(
            r#"{"widget":{"widgetName":"cog","size":"-Infinity","#,
            r#""parts":[{"widgetName":"tooth"},{"widgetName":"t","parts":[]}],"tags":{"a":1}},"last":true}"#,
        )
    );
}

#[test]
fn documents_keep_their_nulls() {
    let document = serde_json::json!({ "a": null, "b": [null, 1.5] });
    assert_eq!(json(RestJson1::post("/").field("d", &document)), r#"{"d":{"a":null,"b":[null,1.5]}}"#);
}

#[test]
fn floats_in_bodies() {
    let floats = [f64::NAN, f64::INFINITY, 0.1, 1e300];
    assert_eq!(json(RestJson1::post("/").field("f", &floats)), r#"{"f":["NaN","Infinity",0.1,1e+300]}"#);
    assert_eq!(json(RestJson1::post("/").field("f", &0.1_f32)), r#"{"f":0.1}"#);
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Shape {
    Radius(f64),
    Frame { width: i32, note: Option<String> },
    Nothing,
}

#[test]
fn unions() {
    let shapes = [Shape::Radius(1.5), Shape::Frame { width: 2, note: None }, Shape::Nothing];
    let expected = r#"{"s":[{"radius":1.5},{"frame":{"width":2}},"nothing"]}"#;
    assert_eq!(json(RestJson1::post("/").field("s", &shapes)), expected);
}

#[test]
fn keys_of_maps_are_strings() {
    let colors = [(Color::Red, 1)];
    let map: std::collections::HashMap<_, _> = colors.into_iter().collect();
    assert_eq!(json(RestJson1::post("/").field("m", &map)), r#"{"m":{"red":1}}"#);
    assert_eq!(json(RestJson1::post("/").field("m", &BTreeMap::from([(-5, true)]))), r#"{"m":{"-5":true}}"#);
    let error = RestJson1::post("/").field("m", &BTreeMap::from([(vec![1], 1)])).finish().unwrap_err();
    assert_eq!(error.to_string(), "member 'm' cannot be written as JSON: map key is not a string");
}

#[test]
fn payloads() {
    assert_eq!(json(RestJson1::put("/").payload("w", &Widget::named("cog"))), r#"{"widgetName":"cog"}"#);
    assert_eq!(json(RestJson1::put("/").payload("w", &None::<Widget>)), "{}");
    let text = body(RestJson1::put("/").text_payload("héllo"));
    assert_eq!(text, (Some("text/plain".into()), "héllo".into()));
    assert_eq!(body(RestJson1::put("/").text_payload(&None::<String>)), (None, String::new()));
    let blob = body(RestJson1::put("/").blob_payload(&Blob::from(b"\x01")));
    assert_eq!(blob, (Some("application/octet-stream".into()), "\u{1}".into()));
    assert_eq!(body(RestJson1::put("/").blob_payload(&None::<Blob>)), (None, String::new()));
    let typed =
        RestJson1::put("/").header("Content-Type", "image/png").blob_payload(&Some(Blob::from("png")));
    assert_eq!(body(typed), (Some("image/png".into()), "png".into()));
}

#[test]
fn methods() {
    let method = |request: Request| request.finish().unwrap().method().to_string();
    let requests = [
        RestJson1::get,
        RestJson1::head,
        RestJson1::post,
        RestJson1::put,
        RestJson1::patch,
        RestJson1::delete,
    ];
    assert_eq!(requests.map(|new| method(new("/"))), ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
}

#[test]
fn a_uri_has_a_limit() {
    let request = RestJson1::get("/").query("k", "x".repeat(70_000).as_str());
    assert_eq!(request.finish().unwrap_err(), EncodeError::Uri);
}

/// Headers with secrets are marked, so that no `Debug` shows them.
#[test]
fn sensitive_headers_are_marked() {
    let secret = || Sensitive::<String>::from("s3cret");
    let maps = BTreeMap::from([("a".to_owned(), secret())]);
    let whole = Some(Sensitive::from(BTreeMap::from([("b".to_owned(), "s3cret".to_owned())])));
    let time = Some(Sensitive::from(Timestamp::UNIX_EPOCH));
    let request = RestJson1::get("/")
        .header("x-one", &secret())
        .header("x-option", &Some(secret()))
        .header("x-list", &vec![secret()])
        .header("x-whole-list", &Some(Sensitive::from(vec!["s3cret".to_owned()])))
        .header("x-enum", &Sensitive::from(Color::Red))
        .header("x-time", &codegen::http_date(&time))
        .prefix_headers("x-values-", &maps)
        .prefix_headers("x-map-", &whole)
        .header("x-open", "shown")
        .header("x-open-list", &vec![Some("shown")])
        .finish()
        .unwrap();
    let open: Vec<_> = request.headers().iter().filter(|(_, value)| !value.is_sensitive()).collect();
    assert_eq!(open.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["x-open", "x-open-list"]);
    assert_eq!(request.headers().len(), 10);
    assert!(!format!("{request:?}").contains("s3cret"));
}
