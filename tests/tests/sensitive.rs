//! Secrets: where they are sent, and where they must not appear.

use std::collections::{BTreeMap, HashSet};

use speccast_runtime::codegen::{
    Head, HeadPart, Protocol, RestJson1, int_enum, string_enum, structure, union,
};
use speccast_runtime::response::Response;
use speccast_runtime::types::Wipe;
use speccast_runtime::validate::{Check, StringRule};
use speccast_runtime::{Blob, Document, Sensitive, Timestamp};

string_enum! {
    enum Color {
        Red = "red",
    }
}

int_enum! {
    enum Level {
        Low = 1,
    }
}

union! {
    enum Secret {
        Text(String) = "text",
        Card(Card) = "card",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Card {
    number: String,
    color: Color,
    level: Level,
    notes: Option<Vec<Option<String>>>,
    of: Option<BTreeMap<String, Box<Secret>>>,
    made: Option<Timestamp>,
    any: Option<Document>,
    image: Option<Blob>,
    weight: Option<f32>,
}

structure! {
    CardBuilder {
        number: String = "number",
        color: Color = "color",
        level: Level = "level",
    } => Card {
        notes: Vec<Option<String>> = "notes",
        of: BTreeMap<String, Box<Secret>> = "of",
        made: Timestamp = "made",
        any: Document = "any",
        image: Blob = "image",
        weight: f32 = "weight",
    }
}

fn card() -> Card {
    Card::builder()
        .number("4111")
        .color("violet")
        .level(7)
        .notes([Some("s3cret".to_owned()), None])
        .of(BTreeMap::from([("s3cret".to_owned(), Box::new(Secret::Text("s3cret".into())))]))
        .made(Timestamp::from_secs(7))
        .any(serde_json::json!({ "s3cret": ["s3cret", 1] }))
        .image("s3cret")
        .weight(1.5)
}

#[derive(Debug, Clone, PartialEq)]
struct Input {
    password: Sensitive<String>,
    card: Option<Sensitive<Card>>,
    pins: Option<Sensitive<Vec<i32>>>,
}

structure! {
    InputBuilder {
        password: Sensitive<String> = "password",
    } => Input {
        card: Sensitive<Card> = "card",
        pins: Sensitive<Vec<i32>> = "pins",
    }
}

fn input() -> Input {
    Input::builder().password("s3cret").card(card()).pins([4111, 4112])
}

#[test]
fn debug_shows_nothing_of_it() {
    assert_eq!(
        format!("{:?}", input()),
        "Input { password: Sensitive(***), card: Some(Sensitive(***)), pins: Some(Sensitive(***)) }"
    );
}

#[test]
fn it_compares_as_its_value() {
    let secrets: HashSet<Sensitive<String>> = ["a", "b", "a"].map(Into::into).into();
    assert_eq!(secrets.len(), 2);
    assert!(Sensitive::new(1) < Sensitive::new(2));
    assert_eq!(input(), input());
    assert_eq!(input().password.into_exposed(), "s3cret");
}

#[test]
fn it_is_wiped_member_by_member() {
    let mut card = card();
    card.wipe();
    assert_eq!((card.number.as_str(), card.notes, card.level), ("", Some(vec![]), Level::from(0)));
    assert_eq!((card.of, card.made), (Some(BTreeMap::new()), Some(Timestamp::UNIX_EPOCH)));
    assert_eq!((card.any, card.image, card.weight), (Some(Document::Null), Some(Blob::default()), Some(0.0)));
    assert!(card.color.as_str().bytes().all(|byte| byte == 0), "{:?}", card.color);
    let mut secret = Sensitive::new(Secret::Card(self::card()));
    secret.wipe();
    let Secret::Card(card) = secret.expose() else { panic!("still a card") };
    assert_eq!(card.number, "");
}

#[test]
fn it_is_sent_as_its_value() {
    let input = input();
    let request = RestJson1::put("/{password}")
        .label("password", &input.password)
        .query("pins", &input.pins)
        .header("x-password", &Some(input.password.clone()))
        .header("x-pins", &input.pins)
        .prefix_headers("x-m-", &Sensitive::new(BTreeMap::from([("a".to_owned(), Sensitive::new(1))])))
        .field("pins", &input.pins)
        .field("none", &None::<Sensitive<String>>)
        .finish()
        .unwrap();
    assert_eq!(request.uri(), "/s3cret?pins=4111&pins=4112");
    assert_eq!(
        (&request.headers()["x-password"], &request.headers()["x-pins"]),
        (&"s3cret".parse().unwrap(), &"4111, 4112".parse().unwrap())
    );
    assert_eq!(request.headers()["x-m-a"], "1");
    assert_eq!(request.body(), r#"{"pins":[4111,4112]}"#);
    let text = RestJson1::put("/").text_payload(&Some(input.password.clone())).finish().unwrap();
    assert_eq!(text.body(), "s3cret");

    let json = serde_json::to_string(&input).unwrap();
    assert_eq!(serde_json::from_str::<Input>(&json).unwrap(), input);
    let head: Head = &[("password", HeadPart::Header("x-password"))];
    let response = http::Response::builder().header("x-password", "s3cret");
    let response = Response::from(response.body(json).unwrap());
    assert_eq!(RestJson1::decode::<Input>(&response, head).unwrap(), input);
}

#[test]
fn no_error_has_it() {
    for body in [
        r#"{"password":"x","pins":[4111,"4112"]}"#,
        r#"{"password":"x","pins":[99999999999]}"#,
        r#"{"password":41112}"#,
        r#"{"password":"x","card":{"number":"1","color":"red","level":4111111111}}"#,
    ] {
        let response = Response::from(http::Response::new(body.to_owned()));
        let error = RestJson1::decode::<Input>(&response, &[]).unwrap_err();
        assert!(error.reason().ends_with("what was found is sensitive"), "{error}");
        assert_eq!(error.path().matches('/').count(), 1, "{error}");
        assert!(serde_json::from_str::<Input>(body).is_err());
    }
}

fn check_card<'a>(check: Check<'a>, card: &Card) -> Check<'a> {
    check.string("number", &card.number, StringRule::exactly(3)).known("color", &card.color).each(
        "notes",
        &card.notes,
        |list, at, note| list.string(at, note, StringRule::at_most(2)),
    )
}

#[test]
fn checks_see_through_it_and_tell_nothing() {
    let input = input();
    let keys = BTreeMap::from([(Sensitive::<String>::from("s3cret"), 1)]);
    let violations = Check::new()
        .string("password", &input.password, StringRule::any().pattern("x", |_| false))
        .nested("card", &input.card, check_card)
        .length("pins", &input.pins, ..=1)
        .each("pins", &input.pins, |list, at, pin| list.integer(at, pin, ..=4111))
        .entries("keys", &keys, |map, at, key, _| map.string(at, key, StringRule::at_most(1)))
        .finish()
        .unwrap_err();
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    let expected =
        ["/password", "/card/number", "/card/color", "/card/notes/0", "/pins", "/pins/1", "/keys/***"];
    assert_eq!(paths, expected);
    assert!(!violations.to_string().contains("s3cret"), "{violations}");
}
