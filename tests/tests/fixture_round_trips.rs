//! Values of every type and place, through the code generated from the good fixtures: onto the wire, and back from what
//! is there.

#![expect(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Value, json};
use speccast_runtime::operation::{self, Operation};
use speccast_runtime::{Blob, Sensitive, Timestamp};
use speccast_tests::fixtures::{
    aws_json_10, aws_json_11, blobs, defaults, depths, documents, greedy, map_keys, numbers, payloads,
    prefix_headers, query_params, ranges, recursion, secrets, sparse, timestamps, tokens, unions,
};

/// The request of an input.
fn request<Op: Operation>(input: &Op::Input) -> http::Request<Bytes> {
    operation::encode::<Op>(input).expect("a request")
}

/// The JSON of a request's body.
fn body(request: &http::Request<Bytes>) -> Value {
    serde_json::from_slice(request.body()).expect("JSON")
}

/// What an operation makes of a body.
fn output<Op: Operation>(body: &Value) -> Op::Output {
    let response = http::Response::new(Bytes::from(body.to_string()));
    operation::decode::<Op>(response).expect("an output")
}

/// 2026-01-31T12:00:00Z.
fn noon() -> Timestamp {
    Timestamp::from_secs(1_769_860_800)
}

#[test]
fn timestamps_in_every_form() {
    use timestamps::{Schedule, ScheduleInput};
    let input = ScheduleInput::new(noon(), noon())
        .since(noon())
        .until(noon())
        .days([noon(), noon()])
        .start(noon())
        .end(noon())
        .at(noon())
        .moment(noon())
        .dates([noon()])
        .by_name(BTreeMap::from([("a".to_owned(), Some(noon())), ("b".to_owned(), None)]))
        .secrets([Some(Sensitive::new(noon())), None]);
    let request = request::<Schedule>(&input);
    let date = "2026-01-31T12%3A00%3A00Z";
    assert_eq!(
        request.uri().to_string(),
        format!("/days/{date}?since={date}&until=1769860800&day={date}&day={date}")
    );
    assert_eq!(request.headers()["x-start"], "Sat, 31 Jan 2026 12:00:00 GMT");
    assert_eq!(request.headers()["x-end"], "2026-01-31T12:00:00Z");
    let sent = json!({
        "at": 1_769_860_800,
        "moment": "2026-01-31T12:00:00Z",
        "date": "Sat, 31 Jan 2026 12:00:00 GMT",
        "dates": ["2026-01-31T12:00:00Z"],
        "byName": { "a": "2026-01-31T12:00:00Z", "b": null },
        "secrets": ["Sat, 31 Jan 2026 12:00:00 GMT", null],
    });
    assert_eq!(body(&request), sent);
    let whole = serde_json::to_value(&input).expect("JSON");
    assert_eq!(serde_json::from_value::<ScheduleInput>(whole).expect("an input"), input);
    let shortest = json!({ "day": 0, "date": "1970-01-01T00:00:00Z" });
    let read: ScheduleInput = serde_json::from_value(shortest).expect("an input");
    assert_eq!(read, ScheduleInput::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH));

    let response = http::Response::builder().header("Last-Modified", "Sat, 31 Jan 2026 12:00:00 GMT");
    let response =
        response.body(r#"{"at":1769860800,"moments":["2026-01-31T13:00:00+01:00"]}"#).expect("a response");
    let output = operation::decode::<Schedule>(response).expect("an output");
    assert_eq!((output.modified, output.at, output.moments), (Some(noon()), noon(), Some(vec![noon()])));
}

#[test]
fn blobs_in_every_place() {
    use blobs::{PutBlob, PutBlobInput, PutBlobOutput};
    let bytes = Blob::from(b"\xff\xfe\x00");
    let input = PutBlobInput::new("data").tag(bytes.clone()).tags([bytes.clone(), Blob::from("")]);
    let input = input.mark(bytes.clone()).chunks([bytes.clone()]).key("0123456789abcdef");
    let request = request::<PutBlob>(&input);
    assert_eq!(request.uri(), "/blobs?tag=%2F%2F4A&t=%2F%2F4A&t=");
    assert_eq!(request.headers()["x-mark"], "//4A");
    let sent = json!({ "data": "ZGF0YQ==", "chunks": ["//4A"], "key": "MDEyMzQ1Njc4OWFiY2RlZg==" });
    assert_eq!(body(&request), sent);
    assert_eq!(blobs::validator::put_blob_input(&input), Ok(()));
    assert!(blobs::validator::put_blob_input(&PutBlobInput::new("nine byte")).is_err());

    let response = http::Response::builder().header("X-Mark", "//4A").body(r#"{"data":"//4A"}"#);
    let output = operation::decode::<PutBlob>(response.expect("a response")).expect("an output");
    assert_eq!(output, PutBlobOutput::new().mark(bytes.clone()).data(bytes));
}

#[test]
fn documents_keep_what_they_hold() {
    use documents::{PutDocument, PutDocumentInput};
    let any = json!({ "a": [1, null, { "b": 1.5 }], "c": null, "d": "e" });
    let input = PutDocumentInput::new(any.clone())
        .documents([json!(null), any.clone()])
        .by_name(BTreeMap::from([("x".to_owned(), None), ("y".to_owned(), Some(any.clone()))]))
        .secret(any.clone());
    let sent = body(&request::<PutDocument>(&input));
    let expected = json!({
        "document": any, "documents": [null, any], "byName": { "x": null, "y": any }, "secret": any,
    });
    assert_eq!(sent, expected);
    assert_eq!(output::<PutDocument>(&sent).document, Some(any));
}

#[test]
fn unions_of_everything() {
    use unions::{Part, PutShape, PutShapeInput, Same, Shape, Shapes};
    let inner = Shapes::new().shapes([Shape::Side(2.0)]).first(Shape::Name("n".to_owned()));
    let shapes = [
        (Shape::Radius(1.5), json!({ "radius": 1.5 })),
        (Shape::Name("a".to_owned()), json!({ "shape-name": "a" })),
        (Shape::Parts(vec![Part::new().size(3)]), json!({ "parts": [{ "size": 3 }] })),
        (Shape::Same(Same::Text("t".to_owned())), json!({ "same": { "text": "t" } })),
        (Shape::UnknownValue(true), json!({ "unknown": true })),
        (Shape::Sealed("s".into()), json!({ "sealed": "s" })),
        (
            Shape::Group(inner),
            json!({ "group": { "shapes": [{ "side": 2.0 }], "first": { "shape-name": "n" } } }),
        ),
    ];
    for (shape, json) in shapes {
        let sent = body(&request::<PutShape>(&PutShapeInput::new(shape.clone())));
        assert_eq!(sent["shape"], json);
        assert_eq!(output::<PutShape>(&sent).shape, Some(shape));
    }
    let unknown = json!({ "shape": { "angles": [90, 45, 45] } });
    let kept = output::<PutShape>(&unknown).shape.expect("a shape");
    assert!(matches!(&kept, Shape::Unknown(member) if member.name() == "angles"));
    let input = PutShapeInput::new(kept);
    assert_eq!(body(&request::<PutShape>(&input)), unknown);
    assert!(unions::validator::put_shape_input(&input).is_err());
}

#[test]
fn enums_of_numbers_in_every_place() {
    use numbers::{Level, SetLevel, SetLevelInput, SetLevelInputMode};
    let input = SetLevelInput::new(Level::High)
        .past([Level::Low, Level::from(7)])
        .before(Level::Low)
        .levels([Level::High])
        .by_name(BTreeMap::from([("a".to_owned(), Some(Level::Low)), ("b".to_owned(), None)]))
        .mode(SetLevelInputMode::Below);
    let request = request::<SetLevel>(&input);
    assert_eq!(request.uri(), "/levels/2?past=1&past=7");
    assert_eq!(request.headers()["x-before"], "1");
    assert_eq!(body(&request), json!({ "levels": [2], "byName": { "a": 1, "b": null }, "mode": -1 }));
    assert_eq!(output::<SetLevel>(&json!({ "level": 9 })).level, Level::from(9));
    assert_eq!(output::<SetLevel>(&json!({})).level.as_i32(), 0);
    assert!(numbers::validator::set_level_input(&input).is_err());
}

#[test]
fn defaults_stand_for_what_is_absent() {
    use defaults::{Broken, Color, Level, PutWidget, PutWidgetError, PutWidgetInput, Widget};
    let widget = Widget::new("w");
    let sent = body(&request::<PutWidget>(&PutWidgetInput::new().widget(widget.clone())));
    let all = json!({
        "name": "w", "color": "green", "level": 2, "size": 10, "tiny": -1, "ratio": 0.5, "single": 2.0,
        "whole": true, "label": "a \"label\"", "secret": "", "tags": [], "names": {}, "since": 1_769_860_800,
        "date": "Thu, 01 Jan 1970 00:00:00 GMT", "data": "YQ==", "any": false,
    });
    let (mut sent_widget, mut expected) = (sent["widget"].clone(), all.clone());
    // An HTTP date has fractions of a second or not, as its writer likes.
    sent_widget["date"].take();
    expected["date"].take();
    assert_eq!(sent_widget, expected);
    for absent in [json!({ "name": "w" }), json!({ "name": "w", "size": null, "tags": null, "since": null })]
    {
        let output = output::<PutWidget>(&json!({ "widget": absent }));
        assert_eq!(output.widget, Some(widget.clone()));
        assert_eq!((output.count, output.etag.as_str()), (7, "none"));
        assert_eq!(serde_json::from_value::<Widget>(absent).expect("a widget"), widget);
    }
    let other = widget
        .clone()
        .color(Color::Red)
        .level(Level::Low)
        .size(1)
        .tags(["t".to_owned()])
        .since(noon())
        .date(noon());
    let sent = body(&request::<PutWidget>(&PutWidgetInput::new().widget(other.clone())));
    assert_eq!(output::<PutWidget>(&sent).widget, Some(other));
    assert_eq!(request::<PutWidget>(&PutWidgetInput::new()).uri(), "/widgets");

    let response = http::Response::builder().status(400).header("x-amzn-errortype", "Broken").body("{}");
    let error = operation::decode::<PutWidget>(response.expect("a response")).expect_err("an error");
    assert_eq!(error.modeled(), Some(&PutWidgetError::Broken(Broken::new().tries(3))));
}

#[test]
fn secrets_travel_and_hide() {
    use secrets::{Color, ListSecrets, ListSecretsInput, Login};
    let input = ListSecretsInput::new("name")
        .token("t")
        .pin(1234)
        .names([Sensitive::from("one"), "two".into()])
        .key("key")
        .login(Login::new("user", "password"))
        .logins([Login::new("u", "pass").into()])
        .color(Color::Red);
    let request = request::<ListSecrets>(&input);
    assert_eq!(request.uri(), "/secrets/name?token=t&pin=1234&names=one&names=two");
    assert_eq!(request.headers()["x-key"], "key");
    let sent = json!({
        "login": { "user": "user", "password": "password" },
        "logins": [{ "user": "u", "password": "pass" }],
        "color": "red",
    });
    assert_eq!(body(&request), sent);
    let shown = format!("{input:?}");
    for secret in ["name\"", "1234", "one", "password\"", "pass\"", "Red"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    let output = output::<ListSecrets>(&json!({ "secrets": ["one"], "next": "n" }));
    assert_eq!(output.secrets, Some(vec!["one".into()]));
    assert_eq!(output.next, Some("n".into()));
}

#[test]
fn absent_items_of_sparse_lists_stay() {
    use sparse::{PutRow, PutRowInput};
    let input = PutRowInput::new(vec![vec![Some("a".to_owned()), None], Vec::new()])
        .cells([None, Some("b".to_owned())])
        .by_name(BTreeMap::from([("x".to_owned(), None), ("y".to_owned(), Some(1))]))
        .parts([None, Some(sparse::Part::new())]);
    let sent = body(&request::<PutRow>(&input));
    let expected = json!({
        "cells": [null, "b"], "byName": { "x": null, "y": 1 }, "rows": [["a", null], []], "parts": [null, {}],
    });
    assert_eq!(sent, expected);
    assert_eq!(output::<PutRow>(&sent).cells, input.cells);
    assert_eq!(serde_json::from_value::<PutRowInput>(sent).expect("an input"), input);
}

#[test]
fn keys_of_maps_of_every_kind() {
    use map_keys::{Color, PutTags, PutTagsInput};
    let input = PutTagsInput::new()
        .colors(BTreeMap::from([(Color::Red, 1), (Color::from("blue"), 2)]))
        .secrets(BTreeMap::from([(Sensitive::from("k"), "v".to_owned())]))
        .lists(BTreeMap::from([("k".to_owned(), vec!["v".to_owned()])]));
    let sent = body(&request::<PutTags>(&input));
    assert_eq!(
        sent,
        json!({ "colors": { "red": 1, "blue": 2 }, "secrets": { "k": "v" }, "lists": { "k": ["v"] } })
    );
    let back = output::<PutTags>(&json!({ "colors": { "green": ["red"], "mauve": [] } }));
    let colors = BTreeMap::from([(Color::Green, vec![Color::Red]), (Color::from("mauve"), Vec::new())]);
    assert_eq!(back.colors, Some(colors));
    let wrong = PutTagsInput::new().secrets(BTreeMap::from([("too long a key".into(), "V".to_owned())]));
    let violations = map_keys::validator::put_tags_input(&wrong).expect_err("violations");
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    assert_eq!(paths, ["/secrets/***", "/secrets/***"]);
}

#[test]
fn whole_bodies_of_every_kind() {
    use payloads::*;
    let content_type = |request: &http::Request<Bytes>| {
        request.headers().get("content-type").map(|value| value.to_str().expect("text").to_owned())
    };
    let sent = request::<PutStructure>(&PutStructureInput::new("i", Body::new().size(2).at(noon())));
    assert_eq!(
        (sent.uri().path(), content_type(&sent).as_deref()),
        ("/structure/i", Some("application/json"))
    );
    assert_eq!(body(&sent), json!({ "size": 2, "at": 1_769_860_800 }));
    let response =
        http::Response::builder().header("X-Kind", "k").body(sent.into_body()).expect("a response");
    let output = operation::decode::<PutStructure>(response).expect("an output");
    assert_eq!(output, PutStructureOutput::new().body(Body::new().size(2).at(noon())).kind("k"));

    let response =
        http::Response::builder().status(400).header("x-amzn-errortype", "Broken").body(r#"{"size":3}"#);
    let error = operation::decode::<PutStructure>(response.expect("a response")).expect_err("an error");
    let Some(PutStructureError::Broken(broken)) = error.modeled() else { unreachable!("{error}") };
    assert_eq!(broken.detail, Some(Body::new().size(3)));

    let sent = request::<PutUnion>(&PutUnionInput::new().shape(Shape::Side(1.0)));
    assert_eq!(body(&sent), json!({ "side": 1.0 }));
    let output = operation::decode::<PutUnion>(http::Response::new(sent.into_body())).expect("an output");
    assert_eq!(output.shape, Shape::Side(1.0));

    let sent = request::<PutDocument>(&PutDocumentInput::new().any(json!([1, null])));
    let output = operation::decode::<PutDocument>(http::Response::new(sent.into_body())).expect("an output");
    assert_eq!(output.any, Some(json!([1, null])));

    let sent = request::<PutText>(&PutTextInput::new().text("täxt"));
    assert_eq!(
        (sent.body().as_ref(), content_type(&sent).as_deref()),
        ("täxt".as_bytes(), Some("text/plain"))
    );
    let output = operation::decode::<PutText>(http::Response::new(sent.into_body())).expect("an output");
    assert_eq!(output.text.as_deref(), Some("täxt"));
    assert_eq!(content_type(&request::<PutText>(&PutTextInput::new())), None);

    let sent = request::<PutColor>(&PutColorInput::new().color(Color::Red));
    let output = operation::decode::<PutColor>(http::Response::new(sent.into_body())).expect("an output");
    assert_eq!(output.color, Color::Red);

    let sent = request::<PutBytes>(&PutBytesInput::new(b"\0\xff".as_slice()));
    assert_eq!(content_type(&sent).as_deref(), Some("application/octet-stream"));
    let output = operation::decode::<PutBytes>(http::Response::new(sent.into_body())).expect("an output");
    assert_eq!((output.data, output.code), (Some(b"\0\xff".as_slice().into()), Some(200)));
}

#[test]
fn maps_in_headers_and_queries() {
    use prefix_headers::{PutThing, PutThingInput, PutThingOutput};
    use query_params::{FindMore, FindMoreInput, FindThings, FindThingsInput};
    let meta = BTreeMap::from([("a".to_owned(), "1".to_owned()), ("b-c".to_owned(), "2".to_owned())]);
    let sent = request::<PutThing>(&PutThingInput::new().meta(meta.clone()).single("s"));
    assert_eq!(sent.headers()["x-meta-a"], "1");
    assert_eq!(sent.headers()["x-single"], "s");
    let mut response = http::Response::new(Bytes::from_static(br#"{"body":"b"}"#));
    *response.headers_mut() = sent.headers().clone();
    let output = operation::decode::<PutThing>(response).expect("an output");
    assert_eq!(output, PutThingOutput::new(meta).body("b"));

    let params =
        BTreeMap::from([("page".to_owned(), "lost".to_owned()), ("q r".to_owned(), "x&y".to_owned())]);
    let sent = request::<FindThings>(&FindThingsInput::new().page(1).params(params));
    assert_eq!(sent.uri(), "/things?page=1&q%20r=x%26y");
    let params = BTreeMap::from([("a".to_owned(), vec!["1".to_owned(), "2".to_owned()])]);
    assert_eq!(request::<FindMore>(&FindMoreInput::new(params)).uri(), "/more?a=1&a=2");
}

#[test]
fn types_that_hold_themselves() {
    use recursion::{Both, PutTree, PutTreeInput, Rule, Tree};
    let tree = Tree::new("root").next(Tree::new("next").children([Tree::new("leaf")]));
    let tree = tree.named(BTreeMap::from([("n".to_owned(), Tree::new("named"))]));
    let both = Both::new(Rule::All(Vec::new()), Rule::Match("m".to_owned()));
    let rule = Rule::Not(Box::new(Rule::Both(Box::new(both))));
    let input = PutTreeInput::new(tree.clone()).rule(rule);
    let sent = body(&request::<PutTree>(&input));
    let expected = json!({
        "tree": {
            "name": "root",
            "next": { "name": "next", "children": [{ "name": "leaf" }] },
            "named": { "n": { "name": "named" } },
        },
        "rule": { "not": { "both": { "left": { "all": [] }, "right": { "match": "m" } } } },
    });
    assert_eq!(sent, expected);
    assert_eq!(output::<PutTree>(&sent).tree, Some(tree));
    assert_eq!(serde_json::from_value::<PutTreeInput>(sent).expect("an input"), input);
}

#[test]
fn greedy_labels_keep_their_slashes() {
    let input = greedy::GetFileInput::new("b/c", "d/e f");
    assert_eq!(request::<greedy::GetFile>(&input).uri(), "/b%2Fc/files/d/e%20f");
}

#[test]
fn tokens_are_known_to_the_client() {
    use tokens::{CreateOther, CreateOtherInput, CreateThing, CreateThingInput};
    assert!(CreateThing::IDEMPOTENCY_TOKEN.is_some() && CreateOther::IDEMPOTENCY_TOKEN.is_some());
    let input = CreateThingInput::new("n").client_token("mine");
    assert_eq!(body(&request::<CreateThing>(&input)), json!({ "clientToken": "mine", "name": "n" }));
    let input = CreateOtherInput::new().token("mine");
    assert_eq!(request::<CreateOther>(&input).headers()["x-token"], "mine");
}

#[test]
fn operations_named_by_a_header() {
    use aws_json_11::{ListWidgets, ListWidgetsInput, Ping, PingInput, Widget};
    let sent = request::<ListWidgets>(&ListWidgetsInput::new("g").since(noon()));
    assert_eq!((sent.method(), sent.uri().path()), (&http::Method::POST, "/"));
    assert_eq!(sent.headers()["content-type"], "application/x-amz-json-1.1");
    assert_eq!(body(&sent), json!({ "group": "g", "since": 1_769_860_800 }));
    assert_eq!(body(&request::<Ping>(&PingInput::new())), json!({}));
    let back =
        output::<ListWidgets>(&json!({ "widgets": [{ "Name": "w", "made": "2026-01-31T12:00:00Z" }] }));
    assert_eq!(back.widgets, Some(vec![Widget::new().name("w").made(noon())]));
    assert_eq!(sent.headers()["x-amz-target"], "Widgets_20260131.ListWidgets");
    let older = request::<aws_json_10::Ping>(&aws_json_10::PingInput::new());
    assert_eq!(older.headers()["content-type"], "application/x-amz-json-1.0");
    assert_eq!(older.headers()["x-amz-target"], "Widgets_20260131.Ping");
}

#[test]
fn paths_lead_to_what_is_wrong_at_every_depth() {
    use depths::{DigInput, Either, Inner, Outer};
    let names = |name: &str| vec!["fine".to_owned(), name.to_owned()];
    let inner = Outer::new().either(Either::Inner(Inner::new().count(0)));
    let named = Either::Names(BTreeMap::from([("n".to_owned(), names("UP"))]));
    let input = DigInput::new()
        .one([BTreeMap::from([("a/b".to_owned(), names("longer"))])])
        .two([BTreeMap::from([("x".to_owned(), vec!["abc".to_owned()])])])
        .three(names(""))
        .four(BTreeMap::from([("k".to_owned(), vec![None, Some(inner)])]))
        .five(Outer::new().next(Outer::new().either(named)))
        .six(BTreeMap::from([("k".to_owned(), vec![0.5, 0.75])]));
    let violations = depths::validator::dig_input(&input).expect_err("violations");
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    let expected = [
        "/one/0/a~1b/1",
        "/two/0/x",
        "/two/0/x/0",
        "/three",
        "/three/1",
        "/four/k/1/either/inner/count",
        "/five/next/either/names/n/1",
        "/six/k/1",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn fractions_at_the_edge_of_their_ranges() {
    use ranges::validator::mix_input;
    let input = || ranges::MixInput::new(1.0).single(-0.5).more(2.0).less(0.25).parts([0.0, 1.0]);
    assert_eq!(mix_input(&input()), Ok(()));
    for wrong in [
        input().single(1000.1),
        input().more(1.999),
        input().less(0.26),
        input().parts([1.0_f64.next_up()]),
        ranges::MixInput::new(f64::NAN),
    ] {
        assert!(mix_input(&wrong).is_err(), "{wrong:?}");
    }
}
