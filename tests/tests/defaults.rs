//! Members with defaults, and members that are deprecated.

#![deny(deprecated)]

use std::collections::BTreeMap;

use speccast_runtime::codegen::{
    Protocol, RestJson1, int_enum, modeled_error, operation_error, string_enum, structure, union,
};
use speccast_runtime::operation;
use speccast_runtime::response::Response;
use speccast_runtime::{Blob, Document, Sensitive, Timestamp, serde_json};
use speccast_tests::widgets::Get;

string_enum! {
    enum Color {
        Red = "red",
        #[deprecated = "out of fashion"]
        Green = "green",
    }
}

int_enum! {
    enum Level {
        Low = 1,
    }
}

union! {
    enum Shape {
        Side(i32) = "side" => as_side,
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Widget {
    name: String,
    color: Option<Color>,
    size: i64,
    ratio: f32,
    label: String,
    secret: Sensitive<String>,
    tags: Vec<String>,
    map: BTreeMap<String, Option<Color>>,
    paint: Color,
    level: Level,
    shape: Shape,
    made: Timestamp,
    data: Blob,
    any: Document,
    good: bool,
    #[deprecated]
    r#type: Option<String>,
}

structure! {
    WidgetBuilder {
        name: String = "name",
    } => Widget {
        color: Color = "color",
        size: i64 = "size" or 10,
        ratio: f32 = "ratio" or 0.5,
        label: String = "label" or "x",
        secret: Sensitive<String> = "secret" or "s",
        tags: Vec<String> = "tags" or ["a".to_owned()],
        map: BTreeMap<String, Option<Color>> = "map" or BTreeMap::<String, Option<Color>>::new(),
        paint: Color = "paint" or Color::Red,
        level: Level = "level" or Level::Low,
        shape: Shape = "shape" or Shape::Side(1),
        made: Timestamp = "made" as date_time or Timestamp::from_secs(60),
        data: Blob = "data" or Blob::from("foo"),
        any: Document = "any" or serde_json::json!({ "a": null }),
        good: bool = "good" or true,
        #[deprecated = "names suffice"]
        r#type: String = "type",
    }
}

const DEFAULTS: &str = concat!(
    r#"{"name":"cog","size":10,"ratio":0.5,"label":"x","secret":"s","tags":["a"],"map":{},"paint":"red","level":1,"#,
    r#""shape":{"side":1},"made":"1970-01-01T00:01:00Z","data":"Zm9v","any":{"a":null},"good":true}"#,
);

fn respond(body: &str) -> Widget {
    RestJson1::decode(&Response::from(http::Response::new(body.to_owned())), &[]).unwrap()
}

#[test]
fn a_new_one_has_them() {
    let request = RestJson1::put("/").payload("w", &Widget::builder().name("cog"));
    assert_eq!(request.finish().unwrap().body(), DEFAULTS);
    let other = Widget::builder()
        .name("cog")
        .size(-1)
        .label("y")
        .secret("t")
        .tags(Vec::<String>::new())
        .good(false)
        .color("red");
    assert_eq!((other.size, other.label.as_str(), other.secret.expose().as_str()), (-1, "y", "t"));
    assert_eq!((other.tags.len(), other.good, other.color), (0, false, Some(Color::Red)));
}

#[test]
fn absent_and_null_are_the_default() {
    for read in [
        respond(DEFAULTS),
        respond(r#"{"name":"cog"}"#),
        respond(r#"{"name":"cog","size":null,"shape":null,"any":null,"tags":null,"made":null}"#),
        serde_json::from_str(r#"{"name":"cog"}"#).unwrap(),
        serde_json::from_str(r#"{"name":"cog","size":null,"secret":null}"#).unwrap(),
    ] {
        assert_eq!(read, Widget::builder().name("cog"));
    }
}

#[test]
fn what_is_there_is_read() {
    let read =
        respond(r#"{"name":"cog","size":0,"label":"","tags":[],"good":false,"made":0,"map":{"a":null}}"#);
    assert_eq!((read.size, read.label.as_str(), read.tags.len(), read.good), (0, "", 0, false));
    assert_eq!((read.made, read.map), (Timestamp::UNIX_EPOCH, BTreeMap::from([("a".to_owned(), None)])));
    let bad = RestJson1::decode::<Widget>(&Response::from(http::Response::new(r#"{"tags":[1]}"#)), &[]);
    assert_eq!(bad.unwrap_err().path(), "/tags/0");
}

#[derive(Clone, Debug, PartialEq)]
struct Many {
    a: i32,
    #[deprecated]
    b: i32,
    c: i32,
    d: Sensitive<i32>,
    e: i32,
}

structure! {
    ManyBuilder {
        a: i32 = "a",
        #[deprecated] b: i32 = "b",
        c: i32 = "c",
        d: Sensitive<i32> = "d",
    } => Many {
        e: i32 = "e" or 5,
    }
}

#[test]
#[expect(deprecated, reason = "it is the test")]
fn deprecated_items_still_work() {
    let many = Many::builder().a(1).b(2).c(3).d(4);
    assert_eq!((many.b, many.e), (2, 5));
    assert_eq!(Widget::builder().name("cog").r#type("x").r#type.as_deref(), Some("x"));
    assert_eq!(Color::from("green"), Color::Green);
}

operation_error! {
    enum WidgetError {
        Throttled,
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Throttled {
    message: Option<String>,
    wait: i32,
    #[deprecated]
    old: Option<i32>,
}

structure! {
    Throttled {
        message: String = "message",
        wait: i32 = "wait" or 3,
        #[deprecated]
        old: i32 = "old",
    }
}

modeled_error! {
    Throttled { code: "Throttled", status: 429, head: ["wait" = header "Retry-After"] }
}

#[test]
fn members_of_errors_have_them_too() {
    let refuse = |wait: &str| {
        let response = http::Response::builder().status(429).header("Retry-After", wait).body("").unwrap();
        let error = operation::decode::<Get<WidgetError>>(response).unwrap_err();
        let WidgetError::Throttled(throttled) = error.into_modeled().unwrap();
        throttled.wait
    };
    assert_eq!((refuse("7"), refuse("soon"), refuse("")), (7, 3, 3));
    assert_eq!(Throttled::default().wait, 3);
}
