//! Lists and maps, with `null` among their values or without, and keys of any kind.

#![expect(clippy::type_complexity, reason = "a test may nest what it likes")]

use std::collections::{BTreeMap, HashMap};

use speccast_runtime::codegen::{Protocol, RestJson1, string_enum, structure};
use speccast_runtime::response::Response;
use speccast_runtime::validate::{Check, StringRule};
use speccast_runtime::{Document, Sensitive, Timestamp};

string_enum! {
    enum Color {
        Red = "red",
        Green = "green",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Bag {
    list: Option<Vec<Option<String>>>,
    map: Option<BTreeMap<String, Option<i32>>>,
    nested: Option<BTreeMap<String, Vec<Option<BTreeMap<Color, Option<Bag>>>>>>,
    dense: Option<BTreeMap<String, i32>>,
    hashed: Option<HashMap<Sensitive<String>, Option<Timestamp>>>,
    hidden: Option<BTreeMap<Sensitive<String>, i32>>,
    any: Option<BTreeMap<String, Document>>,
}

structure! {
    Bag {
        list: Vec<Option<String>> = "list",
        map: BTreeMap<String, Option<i32>> = "map",
        nested: BTreeMap<String, Vec<Option<BTreeMap<Color, Option<Bag>>>>> = "nested",
        dense: BTreeMap<String, i32> = "dense",
        hashed: HashMap<Sensitive<String>, Option<Timestamp>> = "hashed",
        hidden: BTreeMap<Sensitive<String>, i32> = "hidden",
        any: BTreeMap<String, Document> = "any",
    }
}

fn bag() -> Bag {
    let inner = Bag::builder().list([None::<String>]);
    let colors = BTreeMap::from([(Color::Green, None), (Color::Red, Some(inner)), ("mauve".into(), None)]);
    Bag::builder()
        .list([Some("a"), None])
        .map([("x", None), ("y", Some(1)), ("z", None)])
        .nested([("n", [None, Some(colors)])])
        .hashed([("k", None::<Timestamp>)])
}

const BAG: &str = concat!(
    r#"{"list":["a",null],"map":{"x":null,"y":1,"z":null},"#,
    r#""nested":{"n":[null,{"red":{"list":[null]},"green":null,"mauve":null}]},"hashed":{"k":null}}"#,
);

fn respond(body: &str) -> Result<Bag, speccast_runtime::error::DecodeError> {
    RestJson1::decode(&Response::from(http::Response::new(body.to_owned())), &[])
}

#[test]
fn null_is_kept_in_sparse_ones() {
    let request = RestJson1::put("/").payload("bag", &bag()).finish().unwrap();
    assert_eq!(request.body(), BAG);
    assert_eq!(respond(BAG).unwrap(), bag());
    assert_eq!(serde_json::from_str::<Bag>(BAG).unwrap(), bag());
}

#[test]
fn null_is_left_out_of_dense_maps_and_is_wrong_in_dense_lists() {
    let read = respond(r#"{"dense":{"a":null,"b":1,"c":null}}"#).unwrap();
    assert_eq!(read.dense, Some(BTreeMap::from([("b".to_owned(), 1)])));
    assert_eq!(respond(r#"{"nested":{"n":[null],"m":null}}"#).unwrap().nested.unwrap().len(), 1);
    let error = respond(r#"{"nested":{"n":null,"m":[{"red":[]}]}}"#).unwrap_err();
    assert_eq!(error.path(), "/nested/m/0/red");
    let list: Result<Vec<i32>, _> = RestJson1::decode(&Response::from(http::Response::new("[1,null]")), &[]);
    assert_eq!(list.unwrap_err().path(), "/1");
    // To a document, `null` is a value.
    let any = respond(r#"{"any":{"a":null,"b":[null]}}"#).unwrap().any.unwrap();
    assert_eq!(any["a"], Document::Null);
}

#[test]
fn keys_of_enums_are_ordered_as_their_values_are_listed() {
    let map = BTreeMap::from([(Color::from("a"), 1), (Color::Green, 2), (Color::Red, 3)]);
    assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"red":3,"green":2,"a":1}"#);
    assert!(map.keys().is_sorted());
}

#[test]
fn checks_take_them_as_they_are() {
    let bag = bag().hidden([("h", 1)]);
    let violations = Check::new()
        .length("list", &bag.list, ..=1)
        .each("list", &bag.list, |list, at, text| list.string(at, text, StringRule::at_least(2)))
        .entries("map", &bag.map, |map, at, key, value| {
            map.string(at, key, StringRule::any().pattern("[xy]", |key| key != "z")).integer(at, value, 2..)
        })
        .entries("nested", &bag.nested, |map, at, _, list| {
            map.each(at, list, |list, at, map| {
                list.entries(at, map, |map, at, color, bag| {
                    map.known(at, color)
                        .nested(at, bag, |check, bag: &Bag| check.length("list", &bag.list, 2..))
                })
            })
        })
        .entries("hashed", &bag.hashed, |map, at, key, time| {
            assert!(time.is_none());
            map.string(at, key, StringRule::at_least(2)).string(at, key, StringRule::at_most(0))
        })
        .entries("hidden", &bag.hidden, |map, at, _, value| map.integer(at, value, ..=0))
        .entries("dense", &bag.dense, |map, at, key, _| map.string(at, key, StringRule::at_least(2)))
        .finish()
        .unwrap_err();
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    assert_eq!(
        paths,
        [
            "/list",
            "/list/0",
            "/map/y",
            "/map/z",
            "/nested/n/1/red/list",
            "/nested/n/1/mauve",
            "/hashed/***",
            "/hashed/***",
            "/hidden/***",
        ]
    );
}
