//! What the code generated from the good fixtures does on the wire. `src/fixtures.rs` has it compile, and be documented,
//! without a warning.

#![expect(clippy::expect_used, reason = "a test may panic")]

use bytes::Bytes;
use speccast_runtime::operation;
use speccast_tests::fixtures::names::{TypeOfInput, Value};
use speccast_tests::fixtures::nested::validator::put_tree_input;
use speccast_tests::fixtures::nested::{Node, PutTreeInput};
use speccast_tests::fixtures::simple_types::{PutThing, PutThingInput};
use speccast_tests::fixtures::{heads, many_required};

#[test]
fn simple_types_reach_their_places() {
    let input =
        PutThingInput::new("a b", 7).text("x/y").flag(false).tiny(-1).small(2).tags(["p".into(), "q".into()]);
    let input = input.count(0).many(5_000_000_000_i64).ratio(1.5_f32).precise(f64::NAN);
    let request = operation::encode::<PutThing>(&input).expect("a request");
    assert_eq!(request.uri(), "/things/a%20b/7?text=x%2Fy&is-flag=false&tiny=-1&tag=p&tag=q");
    assert_eq!(request.headers()["x-small"], "2");
    assert_eq!(request.body(), r#"{"count":0,"many":5000000000,"ratio":1.5,"precise":"NaN"}"#);
}

#[test]
fn heads_are_read_beside_the_body() {
    let response = http::Response::builder().status(203).header("ETag", "\"v1\"").header("X-Length", "12");
    let response =
        response.body(Bytes::from_static(br#"{"body":"text","etag":"from the body"}"#)).expect("a response");
    let output = operation::decode::<heads::GetThing>(response).expect("an output");
    assert_eq!(output.etag.as_deref(), Some("\"v1\""));
    assert_eq!((output.status, output.length, output.body.as_deref()), (Some(203), 12, Some("text")));
}

#[test]
fn constraints_hold_at_every_depth() {
    let leaf = |name: &str| Node::new(name);
    let root = leaf("root").children([leaf("").children([]), leaf("fine")]).names(["too long a name".into()]);
    let input = PutTreeInput::new(root)
        .labels(
            [("a/b".to_owned(), "longer".to_owned())]
                .into_iter()
                .collect::<std::collections::BTreeMap<_, _>>(),
        )
        .rows([vec![1, -1]]);
    let violations = put_tree_input(&input).expect_err("violations");
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    let expected =
        ["/root/children/0/name", "/root/children/0/children", "/root/names/0", "/labels/a~1b", "/rows/0/1"];
    assert_eq!(paths, expected);
}

#[test]
fn names_travel_as_the_api_has_them() {
    let input = TypeOfInput::new().r#type("t").self_("s").new_("n")._1st("f").private("p").kebab_case("k");
    let json = serde_json::to_value(&input).expect("JSON");
    assert_eq!(json["type"], "t");
    assert_eq!(json["self"], "s");
    assert_eq!(json["new"], "n");
    assert_eq!(json["1st"], "f");
    assert_eq!(json["_private"], "p");
    assert_eq!(json["kebab-case"], "k");
    assert_eq!(Value::from("1.0"), Value::V10);
}

#[test]
fn many_required_members_are_a_structure() {
    let required = many_required::MoveInputRequired {
        from: "a".to_owned(),
        to: "b".to_owned(),
        count: 3,
        what: many_required::Kind::Bag,
    };
    assert_eq!(many_required::MoveInput::new(required).note("careful").count, 3);
}
