//! Unions: one member, known or not.

#![deny(deprecated)]

use serde_json::json;
use speccast_runtime::codegen::{Protocol, RestJson1, structure, union};
use speccast_runtime::validate::{Check, Found, StringRule};
use speccast_runtime::{Blob, Sensitive, Timestamp};
use speccast_tests::fixtures::tags::{Block, BlockDivider, Client, PostBlocksInput};
use speccast_tests::server::{Reply, Server};
use speccast_tests::time::ends;

union! {
    /// A shape.
    pub enum Shape {
        /// Radius of a circle.
        Radius(f64) = "radius" => as_radius,
        Square(Square) = "square" => as_square,
        Label(Sensitive<String>) = "the-label" => as_label,
        /// Others.
        Group(Vec<Shape>) = "group" => as_group,
        Since(Timestamp as date_time) = "since" => as_since,
        Inner(Box<Shape>) = "inner" => as_inner,
        #[deprecated = "use radius"]
        Diameter(f64) = "diameter",
        Image(Blob) = "image",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Square {
    side: f64,
    note: Option<String>,
}

structure! {
    SquareBuilder {
        side: f64 = "side",
    } => Square {
        note: String = "note",
    }
}

fn read(json: serde_json::Value) -> Result<Shape, String> {
    serde_json::from_value(json).map_err(|error| error.to_string())
}

fn write(shape: &Shape) -> String {
    let request = RestJson1::put("/").json_payload("shape", shape).finish().unwrap();
    String::from_utf8(request.into_body().into()).unwrap()
}

#[test]
fn every_member_both_ways() {
    let members = [
        (Shape::Radius(1.5), r#"{"radius":1.5}"#),
        (Shape::Square(Square::builder().side(2.0)), r#"{"square":{"side":2.0}}"#),
        (Shape::Label("x".into()), r#"{"the-label":"x"}"#),
        (Shape::Group(vec![Shape::Radius(1.0)]), r#"{"group":[{"radius":1.0}]}"#),
        (Shape::Since(Timestamp::UNIX_EPOCH), r#"{"since":"1970-01-01T00:00:00Z"}"#),
        (Shape::Inner(Box::new(Shape::Radius(2.5))), r#"{"inner":{"radius":2.5}}"#),
        (Shape::Image(Blob::from("f")), r#"{"image":"Zg=="}"#),
    ];
    for (shape, json) in members {
        assert_eq!(write(&shape), json);
        assert_eq!(serde_json::from_str::<Shape>(json).unwrap(), shape);
    }
}

#[test]
fn accessors() {
    let shape = Shape::Square(Square::builder().side(2.0));
    assert_eq!(shape.as_square().unwrap().side, 2.0);
    assert_eq!(shape.as_radius(), None);
    assert_eq!(Shape::Inner(Box::new(shape.clone())).as_inner().unwrap().as_square(), shape.as_square());
    assert_eq!(Shape::Label("s".into()).as_label().unwrap().expose(), "s");
    assert!(Shape::Since(Timestamp::MAX).as_since().is_some());
}

#[test]
fn an_unknown_member_is_kept_as_it_came() {
    let json = json!({ "angles": [90, null, { "a": null }] });
    let shape = read(json.clone()).unwrap();
    let Shape::Unknown(member) = &shape else { panic!("{shape:?}") };
    assert_eq!((member.name(), member.value()), ("angles", &json["angles"]));
    assert_eq!(write(&shape), json.to_string());
    assert_eq!(serde_json::to_value(&shape).unwrap(), json);
    assert!(!format!("{shape:?}").contains("90"));
}

#[test]
fn one_member_is_needed() {
    for wrong in
        [json!({}), json!({ "radius": 1.0, "diameter": 2.0 }), json!("radius"), json!(null), json!([])]
    {
        assert!(read(wrong.clone()).is_err(), "{wrong}");
    }
}

#[derive(Debug, PartialEq, serde::Deserialize)]
struct Output {
    shape: Shape,
    others: Option<Vec<Shape>>,
}

fn respond(body: &str) -> Result<Output, speccast_runtime::error::DecodeError> {
    RestJson1::decode(&http::Response::new(body.to_owned()).into(), &[])
}

#[test]
fn in_a_response_null_members_do_not_count() {
    let output = respond(r#"{"shape":{"radius":1,"square":null,"new":null,"__type":"Shape"}}"#).unwrap();
    assert_eq!(output.shape, Shape::Radius(1.0));
    let error = respond(r#"{"shape":{"radius":1,"diameter":1}}"#).unwrap_err();
    assert_eq!((error.path(), error.reason()), ("/shape", "a union must have exactly one member"));
    let error = respond(r#"{"shape":{"radius":1},"others":[{"square":{"side":"wide"}}]}"#).unwrap_err();
    assert_eq!(error.path(), "/others/0/square/side");
}

#[test]
fn in_a_response_a_missing_union_is_an_unknown_one() {
    let output = respond("{}").unwrap();
    let Shape::Unknown(member) = output.shape else { panic!() };
    assert_eq!((member.name(), member.value()), ("", &serde_json::Value::Null));
    assert!(respond(r#"{"shape":{"radius":1},"others":[null]}"#).is_err());
}

fn check_square<'a>(check: Check<'a>, square: &Square) -> Check<'a> {
    check.number("side", &square.side, 0.0..)
}

fn check_shape<'a>(check: Check<'a>, shape: &Shape) -> Check<'a> {
    check
        .known_member(shape)
        .number("radius", &shape.as_radius(), 0.0..=10.0)
        .nested("square", &shape.as_square(), check_square)
        .string("the-label", &shape.as_label(), StringRule::at_most(2))
        .each("group", &shape.as_group(), |list, at, shape| list.nested(at, shape, check_shape))
        .nested("inner", &shape.as_inner(), check_shape)
}

fn violations(shape: &Shape) -> Vec<String> {
    let checked = Check::new().nested("shape", &Some(shape.clone()), check_shape).finish();
    checked.err().into_iter().flatten().map(|violation| violation.to_string()).collect()
}

#[test]
fn checks_read_like_those_of_structures() {
    assert!(violations(&Shape::Radius(10.0)).is_empty());
    assert_eq!(
        violations(&Shape::Radius(10.5)),
        ["Value at '/shape/radius' failed to satisfy constraint: Member must be between 0 and 10, inclusive"]
    );
    let bad = Shape::Group(vec![
        Shape::Inner(Box::new(Shape::Label("abc".into()))),
        Shape::Square(Square::builder().side(-1.0)),
        read(json!({ "angles": 1 })).unwrap(),
    ]);
    assert_eq!(
        violations(&bad),
        [
            "Value with length 3 at '/shape/group/0/inner/the-label' failed to satisfy constraint: \
             Member must have length less than or equal to 2",
            "Value at '/shape/group/1/square/side' failed to satisfy constraint: \
             Member must be greater than or equal to 0",
            "Value at '/shape/group/2' failed to satisfy constraint: Member must satisfy enum value set: \
             [radius, square, the-label, group, since, inner, diameter, image]",
        ]
    );
    let found = Check::new().nested("shape", &bad, check_shape).finish().unwrap_err();
    assert_eq!(found.as_slice()[1].found(), &Found::Float(-1.0));
}

#[tokio::test]
async fn what_a_service_adds_can_be_sent_back() {
    let block = r#"{"type":"video","seconds":3}"#;
    let replies = [
        Reply::json("200 OK", &format!(r#"{{"block":{block},"blocks":[{block}]}}"#)),
        Reply::json("200 OK", "{}"),
    ];
    let server = Server::start(replies).unwrap();
    let client = Client::builder().endpoint_url(server.url()).build().unwrap();
    let divider = Block::from(BlockDivider::builder());
    let output =
        ends(async { client.post_blocks(PostBlocksInput::builder().block(divider)).await }).await.unwrap();
    let input = PostBlocksInput::builder().block(output.block.unwrap()).blocks(output.blocks);
    ends(async { client.post_blocks(input).await }).await.unwrap();
    let sent: serde_json::Value = serde_json::from_slice(&server.requests()[1].body).unwrap();
    let block = json!({ "type": "video", "seconds": 3 });
    assert_eq!(sent, json!({ "block": block, "blocks": [block] }));
}
