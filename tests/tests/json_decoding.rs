//! Decoding of successful responses.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use speccast_runtime::codegen::{
    Head, HeadPart, Meta, Protocol, Request, RestJson1, int_enum, operation_error, string_enum, structure,
    union,
};
use speccast_runtime::error::{DecodeError, ErrorKind};
use speccast_runtime::operation::{Operation, decode};
use speccast_runtime::response::Response;
use speccast_runtime::{Blob, Document, Timestamp};
use speccast_tests::widgets::Client;

string_enum! {
    /// Color of a widget.
    pub enum Color {
        Red = "red",
    }
}

/// A widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Widget {
    /// Name.
    pub widget_name: String,
    /// Size.
    pub size: Option<f64>,
    /// Color.
    pub color: Option<Color>,
    /// Parts.
    pub parts: Option<Vec<Widget>>,
}

structure! {
    WidgetBuilder {
        widget_name: String = "widgetName",
    } => Widget {
        size: f64 = "size",
        color: Color = "color",
        parts: Vec<Widget> = "parts",
    }
}

/// Everything that is required.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Required {
    /// A string.
    pub string: String,
    /// An integer.
    pub integer: i32,
    /// A long.
    pub long: i64,
    /// A double.
    pub double: f64,
    /// A boolean.
    pub boolean: bool,
    /// A list.
    pub list: Vec<String>,
    /// A map.
    pub map: BTreeMap<String, i32>,
    /// An enum.
    pub color: Color,
    /// A structure.
    pub widget: Widget,
    /// A document.
    pub document: serde_json::Value,
}

/// Output with members from everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Output {
    /// Widgets.
    pub widgets: Option<Vec<Widget>>,
    /// A map.
    pub tags: Option<BTreeMap<String, String>>,
    /// A document.
    pub document: Option<serde_json::Value>,
    /// A sparse list.
    pub sparse: Option<Vec<Option<i32>>>,
    /// From a header.
    pub retry_after: Option<i32>,
    /// From a header.
    pub flags: Option<Vec<bool>>,
    /// From a header.
    pub labels: Option<Vec<String>>,
    /// From headers.
    pub meta: Option<BTreeMap<String, String>>,
    /// The status.
    pub status: Option<i32>,
}

operation_error! {
    /// No errors.
    pub enum NoError {}
}

/// An operation.
#[derive(Debug)]
pub struct GetWidgets;

impl Operation for GetWidgets {
    type Service = Client;
    type Input = ();
    type Output = Output;
    type Error = NoError;

    const META: Meta = Meta::new("GetWidgets").readonly();
    const HEAD: Head = &[
        ("retryAfter", HeadPart::Header("Retry-After")),
        ("flags", HeadPart::Header("X-Flags")),
        ("labels", HeadPart::Header("X-Labels")),
        ("meta", HeadPart::PrefixHeaders("X-Meta-")),
        ("status", HeadPart::Status),
    ];

    fn encode(_: &()) -> Request {
        RestJson1::get("/widgets")
    }
}

fn read<T: serde::de::DeserializeOwned>(body: impl Into<Bytes>) -> Result<T, DecodeError> {
    RestJson1::decode(&Response::new(StatusCode::OK, http::HeaderMap::new(), body), &[])
}

fn refused<T: serde::de::DeserializeOwned + std::fmt::Debug>(body: &'static str) -> String {
    read::<T>(body).unwrap_err().to_string()
}

fn output(headers: &[(&str, &str)], body: &'static str) -> Output {
    let mut response = http::Response::builder().status(201);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    decode::<GetWidgets>(response.body(Bytes::from_static(body.as_bytes())).unwrap()).unwrap()
}

fn zero() -> Required {
    Required {
        string: String::new(),
        integer: 0,
        long: 0,
        double: 0.0,
        boolean: false,
        list: vec![],
        map: BTreeMap::new(),
        color: Color::from(""),
        widget: Widget::builder().widget_name(""),
        document: serde_json::Value::Null,
    }
}

#[test]
fn an_empty_body_is_an_empty_object() {
    for body in ["", "{}", " {} \n", "null"] {
        assert_eq!(read::<Required>(body), Ok(zero()), "{body:?}");
    }
}

#[test]
fn missing_and_null_required_members_are_zero() {
    let body = r#"{
        "string": null, "integer": null, "long": null, "double": null, "boolean": null, "list": null,
        "map": null, "color": null, "widget": null, "document": null
    }"#;
    assert_eq!(read::<Required>(body), Ok(zero()));
    let widgets = read::<Vec<Widget>>(r#"[{"size": 1}]"#).unwrap();
    assert_eq!(widgets, [Widget::builder().widget_name("").size(1.0)]);
    assert!(matches!(zero().color, Color::Unknown(_)));
}

#[test]
fn null_is_absent() {
    let widget: Widget = read(r#"{"widgetName": "w", "size": null, "color": null}"#).unwrap();
    assert_eq!(widget, Widget::builder().widget_name("w"));
    let map: BTreeMap<String, i32> = read(r#"{"a": 1, "b": null}"#).unwrap();
    assert_eq!(map, BTreeMap::from([("a".into(), 1)]));
}

#[test]
fn null_in_a_dense_list_is_an_error() {
    assert_eq!(refused::<Vec<i32>>("[1, null]"), "expected a number, found null at '/1'");
    let error = refused::<Widget>(r#"{"parts": [{"parts": [null]}]}"#);
    assert_eq!(error, "expected an object, found null at '/parts/0/parts/0'");
    assert_eq!(read::<Vec<Option<i32>>>("[1, null]"), Ok(vec![Some(1), None]));
}

#[test]
fn unknown_fields_are_skipped() {
    let body = r#"{"@x": [{"y": [null]}], "WidgetName": 1, "widgetName": "w", "__type": "Widget"}"#;
    assert_eq!(read::<Widget>(body), Ok(Widget::builder().widget_name("w")));
}

#[test]
fn a_number_beyond_every_float_costs_only_what_wants_it() {
    let widget: Widget = read(r#"{"widgetName":"1e999","new":[1e999,{"a":-1E+400}],"size":2}"#).unwrap();
    assert_eq!((widget.widget_name.as_str(), widget.size), ("1e999", Some(2.0)));
    assert_eq!(
        refused::<Widget>(r#"{"size":1e999}"#),
        "expected a number in the range of a float at '/size'"
    );
    let digits = "9".repeat(400);
    let widget: Widget = read(format!(r#"{{"widgetName":"x","new":{digits}}}"#)).unwrap();
    assert_eq!(widget.widget_name, "x");
}

/// The range is that of the member's own type, in a header as in the body.
#[test]
fn a_number_beyond_a_float_is_not_infinite() {
    assert_eq!(read::<f32>("3.4028234663852886e38"), Ok(f32::MAX));
    // Rounded once: the nearest double is halfway between two floats, and would go to the other one.
    assert_eq!(read::<f32>("1.00000005960464477539062500001"), Ok(1.0 + f32::EPSILON));
    for number in ["1e39", "-1e39", "1e300"] {
        let error = read::<f32>(number).unwrap_err().to_string();
        assert_eq!(error, "expected a number in the range of a float");
        assert_eq!(read::<f64>(number), Ok(number.parse().unwrap()));
        let response = http::Response::builder().header("x-size", number).body("").unwrap();
        let head: Head = &[("size", HeadPart::Header("x-size"))];
        let output: Sizes = RestJson1::decode(&response.into(), head).unwrap();
        assert_eq!(output.size, None);
    }
}

#[derive(Deserialize)]
struct Sizes {
    size: Option<f32>,
}

/// RFC 8259 section 8.1.
#[test]
fn a_byte_order_mark_is_ignored() {
    assert_eq!(read::<Vec<i32>>("\u{feff}[1]"), Ok(vec![1]));
    assert_eq!(refused::<Vec<i32>>("\u{feff}[x]"), "invalid JSON at byte 4: expected a number at '/0'");
    assert_eq!(refused::<Vec<i32>>("[\u{feff}1]"), "invalid JSON at byte 1: expected a number at '/0'");
}

#[test]
fn unknown_enum_values_are_kept() {
    let widget: Widget = read(r#"{"widgetName": "w", "color": "mauve"}"#).unwrap();
    assert_eq!(widget.color.unwrap().as_str(), "mauve");
}

#[test]
fn numbers() {
    assert_eq!(read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read::<f64>("5"), Ok(5.0));
    assert_eq!(read::<f64>("0.1234567890123456789"), Ok(0.123_456_789_012_345_68));
    assert_eq!(read::<f32>("\"-Infinity\""), Ok(f32::NEG_INFINITY));
    assert_eq!(read::<f64>("\"Infinity\""), Ok(f64::INFINITY));
    assert!(read::<f64>("\"NaN\"").unwrap().is_nan());
    for wrong in ["\"inf\"", "\"1\"", "true", "[]"] {
        assert!(read::<f64>(wrong).is_err(), "{wrong}");
    }
    for wrong in ["128", "1.5", "\"1\"", "\"NaN\""] {
        assert!(read::<i8>(wrong).is_err(), "{wrong}");
    }
}

int_enum! {
    /// Level of noise.
    pub enum Level {
        Low = 1,
    }
}

union! {
    /// A count.
    pub enum Count {
        Exact(i64) = "exact",
    }
}

#[test]
fn whole_numbers_are_integers_however_they_are_written() {
    for one in ["1", "1.0", "1.000", "10e-1", "0.1e1", "0.1E+1", "100.0e-02"] {
        assert_eq!(read::<i8>(one), Ok(1), "{one}");
        assert_eq!(read::<i16>(one), Ok(1), "{one}");
        assert_eq!(read::<i32>(one), Ok(1), "{one}");
        assert_eq!(read::<i64>(one), Ok(1), "{one}");
        assert_eq!(read::<u64>(one), Ok(1), "{one}");
        assert_eq!(read::<Level>(one), Ok(Level::Low), "{one}");
        assert_eq!(read::<Vec<Option<i32>>>(format!("[{one},null]")), Ok(vec![Some(1), None]), "{one}");
        assert_eq!(read::<BTreeMap<String, Level>>(format!(r#"{{"a":{one}}}"#)).unwrap()["a"], Level::Low);
        assert_eq!(read::<Count>(format!(r#"{{"exact":{one}}}"#)), Ok(Count::Exact(1)), "{one}");
    }
    for zero in ["-0", "-0.0", "0e5", "0.0e-99999999999999999999"] {
        assert_eq!(read::<i32>(zero), Ok(0), "{zero}");
    }
    assert_eq!(read::<i32>("1e3"), Ok(1000));
    assert_eq!(read::<i32>("-2147483648.0"), Ok(i32::MIN));
    assert_eq!(read::<i64>("-9.223372036854775808e18"), Ok(i64::MIN));
    assert_eq!(read::<i64>("9223372036854775807.0"), Ok(i64::MAX), "beyond the whole numbers of a double");
    assert_eq!(read::<u64>("1.8446744073709551615e19"), Ok(u64::MAX));
}

#[test]
fn other_numbers_are_not_integers() {
    for (number, reason) in [
        ("1.5", "expected an integer, found a number with a fraction"),
        ("1e-1", "expected an integer, found a number with a fraction"),
        ("2147483648", "expected an integer from -2147483648 to 2147483647"),
        ("-2147483649.0", "expected an integer from -2147483648 to 2147483647"),
        ("1e99999999999999999999", "expected an integer from -2147483648 to 2147483647"),
        ("01", "invalid JSON at byte 22: expected a number"),
        ("1.", "invalid JSON at byte 22: expected a number"),
    ] {
        let error = read::<BTreeMap<String, Vec<i32>>>(format!(r#"{{"numbers-of-it": [ 1,{number}]}}"#));
        let error = error.unwrap_err();
        assert_eq!((error.path(), error.reason()), ("/numbers-of-it/1", reason), "{number}");
    }
    let error = read::<Vec<Count>>(r#"[{"exact":1},{"exact":1.5}]"#).unwrap_err();
    assert_eq!(error.path(), "/1/exact");
}

#[test]
fn unrequested_values_are_not_read() {
    for unknown in [
        r#""\ud800""#,
        r#""\x""#,
        "\"\t\u{0}\"",
        "NaN",
        "-Infinity",
        "01e999",
        "tru",
        "[,]",
        r#"{"a":1,}"#,
        r#"{"widgetName":[{"]}":"}"}]}"#,
    ] {
        for body in [
            format!(
                r#"{{"new":{unknown},"widgetName":"w","parts":[{{"other":{unknown},"widgetName":"p"}}]}}"#
            ),
            format!(
                r#"{{"parts":[{{"widgetName":"p","\ud800":{unknown}}}],"widgetName":"w","new": {unknown} }}"#
            ),
        ] {
            let expected = Widget::builder().widget_name("w").parts(vec![Widget::builder().widget_name("p")]);
            assert_eq!(read::<Widget>(body.clone()), Ok(expected), "{body}");
        }
    }
    let bytes = b"{\"new\":\"\xff\",\"\xfe\":[\"\xff\"],\"widgetName\":\"\xc3\xa9\"}";
    assert_eq!(read::<Widget>(&bytes[..]), Ok(Widget::builder().widget_name("\u{e9}")));
    for unfinished in ["[", "{", r#""a"#, r#""a\"#, "[}", "}", "]", "", "1 2"] {
        let body = format!(r#"{{"new":{unfinished},"widgetName":"w"}}"#);
        assert!(read::<Widget>(body.clone()).is_err(), "{body}");
    }
}

#[test]
fn a_bad_value_of_a_known_member_is_named() {
    for (value, reason) in [
        (&br#""\ud800""#[..], "expected no lone surrogate"),
        (br#""\x""#, "expected a valid escape"),
        (b"\"\xff\"", "expected UTF-8"),
        (b"\"\t\"", "expected no control character"),
        (b"nul", "invalid JSON at byte 25: expected a string"),
        (b"<p>", "invalid JSON at byte 25: expected a string"),
    ] {
        let body = [br#"{"parts":[{"widgetName": "#, value, b"}],\"size\":1}"].concat();
        let error = read::<Widget>(body).unwrap_err();
        assert_eq!((error.path(), error.reason()), ("/parts/0/widgetName", reason));
    }
    let error = read::<BTreeMap<String, i32>>(r#"{"\ud800":1}"#).unwrap_err();
    assert_eq!(error.reason(), "expected no lone surrogate");
    let error = read::<Widget>(r#"{"parts":[{"size":1]}"#).unwrap_err();
    assert_eq!(error.to_string(), "invalid JSON at byte 19: expected `,` or `}` at '/parts/0'");
    assert_eq!(refused::<Widget>(r#"{"parts":[{"size":1"#), "invalid JSON: unexpected end of the body");
}

#[test]
fn of_a_repeated_member_the_first_counts() {
    let widget = read::<Widget>(r#"{"widgetName":"a","size":1,"widgetName":7,"size":2}"#);
    assert_eq!(widget, Ok(Widget::builder().widget_name("a").size(1.0)));
}

#[test]
fn a_structure_may_have_many_members_in_any_order() {
    macro_rules! many {
        ($($name:ident)*) => {
            #[derive(Debug, PartialEq, Deserialize)]
            struct Many { $($name: u8,)* }
            let names = [$(stringify!($name)),*];
            let member = |(number, name): (usize, &&str)| format!("\"{name}\":{number}");
            let body: Vec<String> = names.iter().enumerate().map(member).rev().collect();
            let many: Many = read(format!("{{{0},{0}}}", body.join(","))).unwrap();
            let values = [$(many.$name),*];
            assert!(values.iter().map(|value| usize::from(*value)).eq(0..names.len()));
        };
    }
    many! {
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3
        d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7
        h0 h1 h2 h3 h4 h5 h6 h7 h8 h9 i0 i1 i2 i3 i4 i5 i6 i7 i8 i9 j0 j1 j2 j3 j4 j5 j6 j7 j8 j9 k0 k1 k2 k3
        k4 k5 k6 k7 k8 k9 l0 l1 l2 l3 l4 l5 l6 l7 l8 l9 m0 m1 m2 m3 m4 m5 m6 m7 m8 m9 n0 n1 n2 n3 n4 n5 n6 n7
    }
}

#[test]
fn a_body_of_another_type_is_named() {
    let read = |content_type: &str, body: &'static str| {
        let response = http::Response::builder().header("content-type", content_type).body(body).unwrap();
        RestJson1::decode::<Widget>(&response.into(), &[]).map_err(|error| error.to_string())
    };
    let html = "<!DOCTYPE html><title>Sign in</title>";
    assert_eq!(read("text/html; charset=utf-8", html), Err("not JSON (text/html)".into()));
    assert_eq!(read("text/plain", "OK"), Err("not JSON (text/plain)".into()));
    assert_eq!(read("application/xml", r#"{"widgetName":"w""#), Err("not JSON (application/xml)".into()));
    for json in ["", "application/json", "application/x-amz-json-1.1", "application/problem+json"] {
        assert_eq!(read(json, html), Err("invalid JSON at byte 0: expected an object".into()), "{json}");
    }
    // The content type does not matter if the body is JSON.
    assert_eq!(read("text/html", r#"{"widgetName":"w"}"#), Ok(Widget::builder().widget_name("w")));
    assert_eq!(
        read("text/html", r#"{"widgetName":1}"#),
        Err("expected a string, found a number at '/widgetName'".into())
    );
    let refused = |body| super::json_decoding::read::<()>(body).is_err();
    assert!(refused("<html></html>") && refused("OK") && refused("nulls") && !refused(r#"{"a":1}"#));
}

#[test]
fn reasons_are_in_the_words_of_json() {
    assert_eq!(refused::<Count>(r#""exact""#), "expected an object, found a string");
    assert_eq!(refused::<Count>("[1]"), "expected an object, found a list");
    assert_eq!(refused::<Timestamp>("[]"), "expected a timestamp, found a list");
    assert_eq!(refused::<Timestamp>("true"), "expected a timestamp, found a boolean");
    assert_eq!(refused::<Timestamp>(r#"{"a":1}"#), "expected a timestamp, found an object");
    assert_eq!(refused::<Vec<Timestamp>>("[1e30]"), "timestamp out of range at '/0'");
    assert_eq!(refused::<Color>("{}"), "expected a string, found an object");
    assert_eq!(refused::<Level>(r#""1""#), "expected a number, found a string");
    assert_eq!(refused::<Document>("nope"), "invalid JSON at byte 0: expected a value");
    assert_eq!(refused::<Vec<Document>>("[1e999]"), "expected a number in the range of a float at '/0'");
    assert_eq!(refused::<Vec<Blob>>(r#"["?"]"#), "expected base64 at '/0'");
}

#[test]
fn a_wrong_type_is_told_with_its_path_and_without_its_value() {
    let body = r#"{"widgetName": "w", "parts": [{"widgetName": {"secret": "x"}}]}"#;
    let error = read::<Widget>(body).unwrap_err();
    assert_eq!(error.path(), "/parts/0/widgetName");
    assert_eq!(error.reason(), "expected a string, found an object");
    assert_eq!(refused::<Widget>(r#"{"color": 5}"#), "expected a string, found a number at '/color'");
    assert_eq!(refused::<Widget>("[]"), "expected an object, found a list");
    assert_eq!(refused::<Vec<bool>>(r#"["yes"]"#), "expected a boolean, found a string at '/0'");
    let error = refused::<BTreeMap<String, i32>>(r#"{"a/b~": "x"}"#);
    assert_eq!(error, "expected a number, found a string at '/a~1b~0'");
}

#[test]
fn invalid_json_is_rejected() {
    for body in
        ["{} x", "{}{}", "{", "[1,]", "{\"a\":1,}", "<html>", "{\u{feff}}", "{\"widgetName\": \"\u{1}\"}"]
    {
        assert!(read::<Widget>(body).is_err(), "{body:?}");
    }
    assert!(read::<Widget>(&b"{\"widgetName\":\"\xff\"}"[..]).is_err());
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read::<serde_json::Value>(nested(128)).is_ok());
    let error = read::<serde_json::Value>(nested(129)).unwrap_err();
    assert_eq!(error.to_string(), "nested more than 128 levels deep");
    // In an unknown member, and far deeper than a stack allows.
    assert!(read::<Widget>(format!("{{\"x\": {}}}", nested(1_000_000))).is_err());
    let brackets = format!(r#"{{"widgetName": "{}\\\"["}}"#, "[".repeat(500));
    assert!(read::<Widget>(brackets).is_ok());
}

#[test]
fn documents_are_kept_as_they_are() {
    let output = output(&[], r#"{"document": {"a": [null, {"b": null}]}, "sparse": [null, 1]}"#);
    assert_eq!(output.document, Some(serde_json::json!({ "a": [null, { "b": null }] })));
    assert_eq!(output.sparse, Some(vec![None, Some(1)]));
}

#[test]
fn head_members_come_from_the_head_alone() {
    let body = r#"{"retryAfter": 1, "status": 500, "meta": {"a": "body"}, "tags": {"t": "u"}}"#;
    let from_body = output(&[], body);
    assert_eq!(from_body.retry_after, None);
    assert_eq!(from_body.status, Some(201));
    assert_eq!(from_body.meta, None);
    assert_eq!(from_body.tags, Some(BTreeMap::from([("t".into(), "u".into())])));

    let headers = [
        ("retry-after", " 7 "),
        ("x-flags", "true, false"),
        ("x-labels", r#"a, "b,c""#),
        ("x-labels", "d"),
        ("X-Meta-One", "1"),
    ];
    let from_head = output(&headers, body);
    assert_eq!(from_head.retry_after, Some(7));
    assert_eq!(from_head.flags, Some(vec![true, false]));
    assert_eq!(from_head.labels, Some(vec!["a".into(), "b,c".into(), "d".into()]));
    assert_eq!(from_head.meta, Some(BTreeMap::from([("one".into(), "1".into())])));
}

#[test]
fn a_bad_header_costs_only_its_own_member() {
    let headers = [("retry-after", "Fri, 31 Dec 1999 23:59:59 GMT"), ("x-flags", "yes"), ("x-labels", "a")];
    let output = output(&headers, r#"{"widgets": []}"#);
    assert_eq!((output.retry_after, output.flags), (None, None));
    assert_eq!(output.labels, Some(vec!["a".into()]));
    assert_eq!(output.widgets, Some(vec![]));
}

#[test]
fn an_undecodable_response_loses_nothing() {
    let response = http::Response::builder()
        .header("x-amzn-RequestId", "id-1")
        .body(Bytes::from_static(br#"{"widgets": [{"size": "big"}]}"#))
        .unwrap();
    let error = decode::<GetWidgets>(response).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Undecodable);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.request_id(), Some("id-1"));
    assert_eq!(error.body().unwrap(), &r#"{"widgets": [{"size": "big"}]}"#);
    assert_eq!(
        error.to_string(),
        "GetWidgets: undecodable response: expected a number, found a string at '/widgets/0/size' \
         (HTTP status 200) [request id-1]",
    );
    assert!(!error.is_retryable());
}

/// A union.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Shape {
    /// A circle.
    Radius(f64),
    /// Nothing.
    Nothing,
    /// A frame.
    Frame {
        /// Its width.
        width: i32,
    },
}

#[test]
fn unions() {
    let body =
        r#"[{"radius": 1, "frame": null, "__type": "x"}, "nothing", {"frame": {"width": 2}}, {"frame": {}}]"#;
    let shapes: Vec<Shape> = read(body).unwrap();
    let frame = |width| Shape::Frame { width };
    assert_eq!(shapes, [Shape::Radius(1.0), Shape::Nothing, frame(2), frame(0)]);
    assert_eq!(
        refused::<Vec<Shape>>(r#"[{"radius": "x"}]"#),
        "expected a number, found a string at '/0/radius'"
    );
    assert_eq!(
        refused::<Vec<Shape>>(r#"[{"radius": 1, "frame": {}}]"#),
        "a union must have exactly one member at '/0'"
    );
    assert_eq!(refused::<Vec<Shape>>("[{}]"), "a union must have exactly one member at '/0'");
}
