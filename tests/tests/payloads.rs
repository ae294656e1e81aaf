//! Members that are a whole body, and members outside it, of requests, responses and errors.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use speccast_runtime::codegen::{
    HeadPart, Protocol, Request, RestJson1, modeled_error, operation_error, serde_structure, string_enum,
    structure, union,
};
use speccast_runtime::error::DecodeError;
use speccast_runtime::operation;
use speccast_runtime::response::Response;
use speccast_runtime::{Blob, Document, Sensitive};
use speccast_tests::widgets::Get;

string_enum! {
    enum Color {
        Red = "red",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Shape {
    side: i32,
    note: Option<String>,
}

structure! {
    ShapeBuilder {
        side: i32 = "side",
    } => Shape {
        note: String = "note",
    }
}

union! {
    enum Choice {
        Side(i32) = "side",
    }
}

fn body(request: Request) -> (Option<String>, String) {
    let request = request.finish().unwrap();
    let content_type = request.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
    (content_type, String::from_utf8(request.into_body().into()).unwrap())
}

fn of(content_type: &str, body: &str) -> (Option<String>, String) {
    (Some(content_type.to_owned()), body.to_owned())
}

#[test]
fn of_requests() {
    let shape = Shape { side: 1, note: None };
    let json = r#"{"side":1}"#;
    assert_eq!(body(RestJson1::put("/").payload("shape", &shape)), of("application/json", json));
    assert_eq!(
        body(RestJson1::put("/").payload("shape", &Some(shape.clone()))),
        of("application/json", json)
    );
    assert_eq!(
        body(RestJson1::put("/").json_payload("shape", &Some(Sensitive::new(Document::Null)))),
        of("application/json", "null")
    );
    assert_eq!(
        body(RestJson1::put("/").json_payload("choice", &Some(Choice::Side(1)))),
        of("application/json", json)
    );
    assert_eq!(body(RestJson1::put("/").json_payload("list", &vec![1])), of("application/json", "[1]"));
    assert_eq!(body(RestJson1::put("/").text_payload("t")), of("text/plain", "t"));
    assert_eq!(body(RestJson1::put("/").text_payload(&Some(Color::Red))), of("text/plain", "red"));
    assert_eq!(body(RestJson1::put("/").text_payload(&Some(String::new()))), of("text/plain", ""));
    assert_eq!(body(RestJson1::put("/").text_payload(&None::<Color>)), (None, String::new()));
    assert_eq!(body(RestJson1::put("/").blob_payload(&Blob::from("b"))), of("application/octet-stream", "b"));
}

#[test]
fn a_form_has_the_values_of_json() {
    let shape = Shape { side: -1, note: Some("a&b=[c] ü".to_owned()) };
    let form = "application/x-www-form-urlencoded";
    let nested = RestJson1::post("/").bracket_form().field("shape", &shape).field("none", &None::<i32>);
    assert_eq!(body(nested), of(form, "shape[side]=-1&shape[note]=a%26b%3D%5Bc%5D+%C3%BC"));
    let numbers = RestJson1::post("/").form().field("n", &[f64::NAN, 0.5]).field("b", &true);
    assert_eq!(body(numbers), of(form, "n=NaN&n=0.5&b=true"));
    let document = serde_json::json!({ "a": null, "b": [], "c": [[1]], "d": {} });
    let document = RestJson1::post("/").bracket_form().field("d", &document);
    assert_eq!(body(document), of(form, "d[a]=&d[c][0][0]=1"));
    assert_eq!(body(RestJson1::post("/").form()), of(form, ""));
    let error = RestJson1::post("/").form().field("shape", &shape).finish().unwrap_err();
    assert_eq!(
        error.to_string(),
        "member 'shape' cannot be written in a form: a form can only contain simple values and lists of them"
    );
}

#[test]
fn a_media_type_is_that_of_a_body() {
    let csv = |text: &Option<String>| body(RestJson1::put("/").media_type("text/csv").text_payload(text));
    assert_eq!(csv(&Some("t".to_owned())), of("text/csv", "t"));
    assert_eq!(csv(&None), (None, String::new()));
    let own = RestJson1::put("/").media_type("text/csv").header("Content-Type", "a/b").text_payload("t");
    assert_eq!(body(own), of("a/b", "t"), "a member decides");
}

#[test]
fn an_absent_structure_is_an_empty_one_and_nothing_else_is_sent() {
    assert_eq!(body(RestJson1::put("/").payload("shape", &None::<Shape>)), of("application/json", "{}"));
    let secret = RestJson1::put("/").payload("shape", &None::<Sensitive<Shape>>);
    assert_eq!(body(secret), of("application/json", "{}"));
    assert_eq!(body(RestJson1::put("/").json_payload("choice", &None::<Choice>)), (None, String::new()));
    assert_eq!(body(RestJson1::put("/").json_payload("document", &None::<Document>)), (None, String::new()));
}

#[test]
fn maps_outside_the_body_may_be_absent() {
    let map = BTreeMap::from([("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned())]);
    let lists = BTreeMap::from([(Color::Red, vec!["x", "y"])]);
    let request = |query: &Option<BTreeMap<String, String>>| {
        RestJson1::get("/")
            .query("a", "explicit")
            .query_map(query)
            .query_map(&lists)
            .prefix_headers("x-meta-", query)
            .prefix_headers("x-color-", &lists)
            .finish()
            .unwrap()
    };
    let full = request(&Some(map));
    assert_eq!(full.uri(), "/?a=explicit&b=2&red=x&red=y");
    assert_eq!(
        (&full.headers()["x-meta-a"], &full.headers()["x-color-red"]),
        (&"1".parse().unwrap(), &"x, y".parse().unwrap())
    );
    let empty = request(&None);
    assert_eq!((empty.uri().to_string().as_str(), empty.headers().len()), ("/?a=explicit&red=x&red=y", 1));
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Output<T> {
    status: i32,
    meta: Option<BTreeMap<String, String>>,
    whole: T,
}

fn respond<T: DeserializeOwned>(body: &[u8], part: HeadPart) -> Result<T, DecodeError> {
    let head: &'static [(&str, HeadPart)] = Box::leak(Box::new([
        ("status", HeadPart::Status),
        ("meta", HeadPart::PrefixHeaders("X-Meta-")),
        ("whole", part),
    ]));
    let response = http::Response::builder().status(201).header("x-meta-one", "1").header("x-metaphor", "no");
    let response = Response::from(response.body(body.to_vec()).unwrap());
    RestJson1::decode::<Output<T>>(&response, head).map(|output| {
        assert_eq!((output.status, output.meta), (201, Some(BTreeMap::from([("one".into(), "1".into())]))));
        output.whole
    })
}

#[test]
fn of_responses() {
    let json = br#"{"side":1,"status":7,"meta":{"x":"y"},"whole":3}"#;
    let shape = Shape { side: 1, note: None };
    assert_eq!(respond(json, HeadPart::Payload), Ok(shape.clone()));
    assert_eq!(respond(json, HeadPart::Payload), Ok(Some(shape)));
    assert_eq!(respond(b"[1,null]", HeadPart::Payload), Ok(vec![Some(1), None]));
    assert_eq!(respond(b"1.5", HeadPart::Payload), Ok(Document::from(1.5)));
    assert_eq!(respond("h\u{e9}".as_bytes(), HeadPart::TextPayload), Ok("h\u{e9}".to_owned()));
    assert_eq!(respond(b"red", HeadPart::TextPayload), Ok(Some(Color::Red)));
    assert_eq!(respond(b"\xff", HeadPart::BlobPayload), Ok(Some(Blob::from([255]))));
    assert_eq!(respond(b"s", HeadPart::TextPayload), Ok(Sensitive::<String>::from("s")));
}

#[test]
fn headers_of_one_prefix_may_have_values_of_any_simple_type() {
    #[derive(Deserialize)]
    struct Output {
        counts: BTreeMap<Color, Option<i32>>,
        secrets: Option<BTreeMap<Sensitive<String>, Sensitive<String>>>,
    }
    let response =
        http::Response::builder().header("x-n-red", "1").header("x-n-blue", "2").header("x-s-a", "b");
    let head = &[("counts", HeadPart::PrefixHeaders("x-n-")), ("secrets", HeadPart::PrefixHeaders("X-S-"))];
    let output: Output = RestJson1::decode(&Response::from(response.body("").unwrap()), head).unwrap();
    assert_eq!(output.counts, BTreeMap::from([(Color::Red, Some(1)), ("blue".into(), Some(2))]));
    assert_eq!(output.secrets, Some(BTreeMap::from([("a".into(), "b".into())])));
    let absent: Output = RestJson1::decode(&Response::from(http::Response::new("")), head).unwrap();
    assert_eq!((absent.counts.len(), absent.secrets), (0, None));
}

#[test]
fn an_empty_body_is_an_absent_member() {
    assert_eq!(respond(b"", HeadPart::Payload), Ok(None::<Shape>));
    assert_eq!(respond(b"null", HeadPart::Payload), Ok(None::<Shape>));
    for body in [&b""[..], b"null"] {
        let error = respond::<Shape>(body, HeadPart::Payload).unwrap_err();
        assert_eq!(error.to_string(), "missing: expected a body at '/whole'", "a required member");
    }
    assert_eq!(respond(b"", HeadPart::TextPayload), Ok(None::<String>));
    assert_eq!(respond(b"", HeadPart::TextPayload), Ok(String::new()));
    assert_eq!(respond(b"", HeadPart::BlobPayload), Ok(Blob::default()));
}

#[test]
fn a_bad_body_is_not_a_bad_header() {
    let path = |error: DecodeError| error.path().to_owned();
    assert_eq!(
        path(respond::<Option<Shape>>(br#"{"side":"x"}"#, HeadPart::Payload).unwrap_err()),
        "/whole/side"
    );
    assert_eq!(path(respond::<Option<Shape>>(b"{", HeadPart::Payload).unwrap_err()), "");
    let error = respond::<Option<String>>(b"\xff", HeadPart::TextPayload).unwrap_err();
    assert_eq!(error.to_string(), "the body is not UTF-8 at '/whole'");
}

operation_error! {
    enum WidgetError {
        Broken,
        Odd,
        Torn,
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Broken {
    message: Option<String>,
    meta: Option<BTreeMap<String, String>>,
    whole: Option<Document>,
}

serde_structure! {
    Broken {
        message: Member = "message";
        meta: Member = "meta";
        whole: Member = "whole";
    }
    skip
}

modeled_error! {
    Broken {
        code: "Broken",
        status: 409,
        head: ["meta" = prefix "x-meta-", "message" = header "x-message", "whole" = payload],
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Odd {
    message: Option<String>,
    status: Option<i32>,
}

serde_structure! {
    Odd {
        message: Member = "message";
        status: Member = "status";
    }
    skip
}

modeled_error! {
    Odd { code: "Odd", status: 410, retryable: retryable, head: ["message" = text_payload, "status" = status] }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Torn {
    message: Option<String>,
    image: Option<Blob>,
}

serde_structure! {
    Torn {
        message: Member = "message";
        image: Member = "image";
    }
    skip
}

modeled_error! {
    Torn { code: "Torn", status: 411, head: ["image" = blob_payload] }
}

fn refused(status: u16, code: &str, body: &[u8]) -> speccast_runtime::Error<WidgetError> {
    let response = http::Response::builder().status(status).header("x-meta-a", "1").header("x-message", "hm");
    let response = response.header("x-amzn-errortype", code).body(body.to_vec()).unwrap();
    operation::decode::<Get<WidgetError>>(response).unwrap_err()
}

fn refuse(status: u16, body: &[u8]) -> WidgetError {
    refused(status, "", body).into_modeled().unwrap()
}

#[test]
fn of_errors() {
    let meta = Some(BTreeMap::from([("a".into(), "1".into())]));
    let message = Some("hm".to_owned());
    let whole = Some(serde_json::json!([1, null]));
    assert_eq!(
        refuse(409, b"[1,null]"),
        WidgetError::Broken(Broken { message: message.clone(), meta: meta.clone(), whole })
    );
    // An invalid member only affects itself.
    let broken = WidgetError::Broken(Broken { message, meta, whole: None });
    assert_eq!(refused(409, "Broken", b"{").modeled(), Some(&broken));
    // A body that is not JSON may not come from the service.
    assert_eq!(refused(409, "", b"{").modeled(), None);
    assert_eq!(refuse(410, b"odd"), WidgetError::Odd(Odd { message: Some("odd".into()), status: Some(410) }));
    assert_eq!(refuse(410, b"\xff"), WidgetError::Odd(Odd { message: None, status: Some(410) }));
    assert_eq!(
        refuse(411, b"\xff"),
        WidgetError::Torn(Torn { message: None, image: Some(Blob::from([255])) })
    );
}

#[test]
fn a_mock_puts_members_in_their_places() {
    use speccast_runtime::transport::{Mock, Transport};

    let mock = Mock::new();
    mock.error::<Get<WidgetError>, _>(&Torn { message: None, image: Some(Blob::from([1, 255])) });
    mock.error::<Get<WidgetError>, _>(&Odd { message: Some("odd".into()), status: None });
    let whole = Some(serde_json::json!({ "a": 1 }));
    mock.error::<Get<WidgetError>, _>(&Broken { message: Some("m".into()), meta: None, whole });
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let next = || {
        runtime.block_on(async {
            let (head, mut body) = mock.send(http::Request::default()).await.unwrap().into_parts();
            let mut bytes = Vec::new();
            while let Some(piece) = body.next().await {
                bytes.extend_from_slice(&piece.unwrap());
            }
            (head, bytes)
        })
    };
    assert_eq!(next().1, [1, 255]);
    assert_eq!(next().1, b"odd");
    let (head, body) = next();
    assert_eq!((head.status.as_u16(), &head.headers["x-message"]), (409, &"m".parse().unwrap()));
    assert_eq!(
        (&head.headers["x-amzn-errortype"], body.as_slice()),
        (&"Broken".parse().unwrap(), br#"{"a":1}"#.as_slice())
    );
}
