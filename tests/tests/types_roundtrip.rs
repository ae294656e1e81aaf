//! Members of every type: written values are read back, and no response causes a panic.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::Value;
use speccast_runtime::codegen::{
    Head, HeadPart, Protocol, RestJson1, int_enum, string_enum, structure, union,
};
use speccast_runtime::response::Response;
use speccast_runtime::{Blob, Document, Sensitive, Timestamp};

string_enum! {
    enum Color {
        Red = "red",
        Green = "green",
    }
}

int_enum! {
    enum Level {
        Low = 1,
        High = 11,
    }
}

union! {
    enum Shape {
        Side(i64) = "side",
        All(Box<All>) = "all",
        Colors(Vec<Option<Color>>) = "colors",
        Made(Timestamp as date_time) = "made",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct All {
    color: Color,
    level: Option<Level>,
    shape: Option<Shape>,
    made: Timestamp,
    dates: Option<Vec<Timestamp>>,
    data: Option<Blob>,
    secret: Option<Sensitive<String>>,
    any: Option<Document>,
    sparse: Option<BTreeMap<Color, Option<f64>>>,
    dense: Option<BTreeMap<String, Level>>,
    size: i16,
}

structure! {
    AllBuilder {
        color: Color = "color",
        made: Timestamp = "made",
    } => All {
        level: Level = "level",
        shape: Shape = "shape",
        dates: Vec<Timestamp> = "dates" as date_time,
        data: Blob = "data",
        secret: Sensitive<String> = "secret",
        any: Document = "any",
        sparse: BTreeMap<Color, Option<f64>> = "sparse",
        dense: BTreeMap<String, Level> = "dense",
        size: i16 = "size" or 7,
    }
}

fn color() -> impl Strategy<Value = Color> {
    "red|green|[a-z]{0,3}".prop_map(Color::from)
}

fn time() -> impl Strategy<Value = Timestamp> {
    // The precision of a number in JSON.
    (-5_000_000_000_i64..5_000_000_000, 0_u32..1_000_000)
        .prop_map(|(seconds, micros)| Timestamp::new(seconds, micros * 1_000).unwrap())
}

fn date() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.secs()..=Timestamp::MAX.secs(), 0_u32..1_000_000_000)
        .prop_map(|(seconds, nanos)| Timestamp::new(seconds, nanos).unwrap())
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e300..1e300).prop_map(Value::from),
        "[a-z2-9:TZ.=+-]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let names =
            "color|level|shape|made|dates|data|secret|any|sparse|dense|size|side|all|colors|[a-z]{0,2}";
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((names, inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn all() -> impl Strategy<Value = All> {
    let level = || any::<i32>().prop_map(Level::from);
    let plain = (
        (color(), time(), option::of(level()), option::of(vec(date(), 0..3)), option::of(any::<Vec<u8>>())),
        (
            option::of(any::<String>()),
            option::of(json().prop_filter("`null` is absent", |json| !json.is_null())),
            option::of(btree_map(color(), option::of(-1e9..1e9), 0..4)),
            option::of(btree_map(any::<String>(), level(), 0..4)),
            any::<i16>(),
        ),
    );
    let plain = plain.prop_map(|((color, made, level, dates, data), (secret, any, sparse, dense, size))| {
        let (data, secret) = (data.map(Blob::from), secret.map(Sensitive::from));
        All { level, dates, data, secret, any, sparse, dense, size, ..All::builder().color(color).made(made) }
    });
    plain.prop_recursive(3, 8, 1, |inner| {
        let shape = prop_oneof![
            any::<i64>().prop_map(Shape::Side),
            inner.clone().prop_map(|all| Shape::All(Box::new(all))),
            vec(option::of(color()), 0..3).prop_map(Shape::Colors),
            date().prop_map(Shape::Made),
        ];
        (inner, shape).prop_map(|(all, shape)| all.shape(shape))
    })
}

const HEADS: [Head; 4] = [
    &[],
    &[("color", HeadPart::TextPayload), ("data", HeadPart::Header("x-a")), ("made", HeadPart::Header("x-a"))],
    &[
        ("data", HeadPart::BlobPayload),
        ("dates", HeadPart::Header("x-a")),
        ("dense", HeadPart::PrefixHeaders("x-")),
    ],
    &[("shape", HeadPart::Payload), ("size", HeadPart::Status), ("secret", HeadPart::Header("x-a"))],
];

fn respond(body: impl Into<Vec<u8>>, header: &str, head: Head) -> Option<All> {
    let mut response = http::Response::new(body.into());
    if let Ok(value) = header.parse() {
        response.headers_mut().insert("x-a", value);
    }
    RestJson1::decode(&Response::from(response), head).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_written_is_read_back(all in all()) {
        let request = RestJson1::put("/").payload("all", &all).finish().unwrap();
        prop_assert_eq!(respond(request.into_body(), "", &[]), Some(all.clone()));
        let plain = serde_json::to_string(&all).unwrap();
        prop_assert_eq!(serde_json::from_str::<All>(&plain).unwrap(), all);
    }

    #[test]
    fn no_response_panics(body in json(), header in "[ -~]{0,20}", garbage in any::<Vec<u8>>()) {
        for head in HEADS {
            let read = respond(body.to_string(), &header, head);
            if let Some(all) = read {
                prop_assert!(RestJson1::put("/").payload("all", &all).finish().is_ok());
            }
            respond(garbage.clone(), &header, head);
        }
    }
}
