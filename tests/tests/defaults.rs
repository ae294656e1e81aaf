//! Members with defaults, and members that are deprecated.

#![deny(deprecated)]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use speccast_runtime::codegen::{
    Protocol, RestJson1, builder, int_enum, modeled_error, operation_error, string_enum, union,
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Widget {
    name: String,
    color: Option<Color>,
    #[serde(default = "Widget::default_size", deserialize_with = "Widget::size_or_default")]
    size: i64,
    #[serde(default = "Widget::default_ratio", deserialize_with = "Widget::ratio_or_default")]
    ratio: f32,
    #[serde(default = "Widget::default_label", deserialize_with = "Widget::label_or_default")]
    label: String,
    #[serde(default = "Widget::default_secret", deserialize_with = "Widget::secret_or_default")]
    secret: Sensitive<String>,
    #[serde(default = "Widget::default_tags", deserialize_with = "Widget::tags_or_default")]
    tags: Vec<String>,
    #[serde(default = "Widget::default_map", deserialize_with = "Widget::map_or_default")]
    map: BTreeMap<String, Option<Color>>,
    #[serde(default = "Widget::default_paint", deserialize_with = "Widget::paint_or_default")]
    paint: Color,
    #[serde(default = "Widget::default_level", deserialize_with = "Widget::level_or_default")]
    level: Level,
    #[serde(default = "Widget::default_shape", deserialize_with = "Widget::shape_or_default")]
    shape: Shape,
    #[serde(
        default = "Widget::default_made",
        deserialize_with = "Widget::made_or_default",
        serialize_with = "speccast_runtime::codegen::date_time::serialize"
    )]
    made: Timestamp,
    #[serde(default = "Widget::default_data", deserialize_with = "Widget::data_or_default")]
    data: Blob,
    #[serde(default = "Widget::default_any", deserialize_with = "Widget::any_or_default")]
    any: Document,
    #[serde(default = "Widget::default_good", deserialize_with = "Widget::good_or_default")]
    good: bool,
    #[deprecated]
    r#type: Option<String>,
}

builder! {
    WidgetBuilder {
        name: String,
    } => Widget {
        color: Color,
        size: i64 = 10 => default_size | size_or_default,
        ratio: f32 = 0.5 => default_ratio | ratio_or_default,
        label: String = "x" => default_label | label_or_default,
        secret: Sensitive<String> = "s" => default_secret | secret_or_default,
        tags: Vec<String> = ["a".to_owned()] => default_tags | tags_or_default,
        map: BTreeMap<String, Option<Color>> = BTreeMap::<String, Option<Color>>::new() => default_map | map_or_default,
        paint: Color = Color::Red => default_paint | paint_or_default,
        level: Level = Level::Low => default_level | level_or_default,
        shape: Shape = Shape::Side(1) => default_shape | shape_or_default,
        made: Timestamp = Timestamp::from_secs(60) => default_made | made_or_default,
        data: Blob = Blob::from("foo") => default_data | data_or_default,
        any: Document = serde_json::json!({ "a": null }) => default_any | any_or_default,
        good: bool = true => default_good | good_or_default,
        #[deprecated = "names suffice"]
        r#type: String,
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Many {
    a: i32,
    #[deprecated]
    b: i32,
    c: i32,
    d: Sensitive<i32>,
    #[serde(default = "Many::default_e", deserialize_with = "Many::e_or_default")]
    e: i32,
}

builder! {
    ManyBuilder {
        a: i32,
        #[deprecated] b: i32,
        c: i32,
        d: Sensitive<i32>,
    } => Many {
        e: i32 = 5 => default_e | e_or_default,
    }
}

#[test]
#[expect(deprecated, reason = "it is the test")]
fn what_is_deprecated_still_works() {
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Throttled {
    message: Option<String>,
    #[serde(default = "Throttled::default_wait", deserialize_with = "Throttled::wait_or_default")]
    wait: i32,
    #[deprecated]
    old: Option<i32>,
}

builder! {
    Throttled {
        message: String,
        wait: i32 = 3 => default_wait | wait_or_default,
        #[deprecated]
        old: i32,
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
