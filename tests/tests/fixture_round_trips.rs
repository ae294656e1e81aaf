//! Cases that examples of good fixtures cannot cover: unknown, absent, invalid and non-text values, and how a
//! model is read and shown.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Value, json};
use speccast_runtime::operation::{self, Operation};
use speccast_runtime::{Sensitive, Timestamp};
use speccast_tests::fixtures::{
    alternatives, defaults, depths, map_keys, nested, nullable, numbers, payloads, ranges, recursion,
    secrets, simple_types, sparse, tags, timestamps, tokens, unions,
};

/// The request of an input.
fn request<Op: Operation>(input: &Op::Input) -> http::Request<Bytes> {
    operation::encode::<Op>(input).expect("a request")
}

/// The JSON of a request's body.
fn body(request: &http::Request<Bytes>) -> Value {
    serde_json::from_slice(request.body()).expect("JSON")
}

/// The output of an operation for a body.
fn output<Op: Operation>(body: &Value) -> Op::Output {
    let response = http::Response::new(Bytes::from(body.to_string()));
    operation::decode::<Op>(response).expect("an output")
}

/// 2026-01-31T12:00:00Z.
fn noon() -> Timestamp {
    Timestamp::from_secs(1_769_860_800)
}

#[test]
fn timestamps_of_a_model_s_own_form() {
    use timestamps::ScheduleInput;
    let input = ScheduleInput::builder()
        .day(noon())
        .date(noon())
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
    let whole = serde_json::to_value(&input).expect("JSON");
    assert_eq!(serde_json::from_value::<ScheduleInput>(whole).expect("an input"), input);
    let shortest = json!({ "day": 0, "date": "1970-01-01T00:00:00Z" });
    let read: ScheduleInput = serde_json::from_value(shortest).expect("an input");
    assert_eq!(read, ScheduleInput::builder().day(Timestamp::UNIX_EPOCH).date(Timestamp::UNIX_EPOCH));
}

#[test]
fn unknown_members_of_unions_are_kept() {
    use unions::{PutShape, PutShapeInput, Shape};
    let unknown = json!({ "shape": { "angles": [90, 45, 45] } });
    let kept = output::<PutShape>(&unknown).shape.expect("a shape");
    assert!(matches!(&kept, Shape::Unknown(member) if member.name() == "angles"));
    let input = PutShapeInput::builder().shape(kept);
    assert_eq!(body(&request::<PutShape>(&input)), unknown);
    assert!(unions::validator::put_shape_input(&input).is_ok());
}

#[test]
fn unknown_numbers_of_enums_are_kept() {
    use numbers::{Level, SetLevel, SetLevelInput};
    let input = SetLevelInput::builder()
        .level(Level::High)
        .past([Level::Low, Level::from(7)])
        .levels([Level::from(8)]);
    let request = request::<SetLevel>(&input);
    assert_eq!(request.uri(), "/levels/2?past=1&past=7");
    assert_eq!(body(&request), json!({ "levels": [8] }));
    assert_eq!(output::<SetLevel>(&json!({ "level": 9 })).level, Level::from(9));
    assert_eq!(output::<SetLevel>(&json!({})).level.as_i32(), 0);
    assert!(numbers::validator::set_level_input(&input).is_err());
}

#[test]
fn null_is_replaced_by_the_default() {
    use defaults::{PutWidget, Widget};
    let widget = Widget::builder().name("w");
    for absent in [json!({ "name": "w" }), json!({ "name": "w", "size": null, "tags": null, "since": null })]
    {
        assert_eq!(output::<PutWidget>(&json!({ "widget": absent })).widget, Some(widget.clone()));
        assert_eq!(serde_json::from_value::<Widget>(absent).expect("a widget"), widget);
    }
    let other = json!({ "widget": null, "count": null });
    assert_eq!(output::<PutWidget>(&other).count, 7);
}

#[test]
fn secrets_hide() {
    use secrets::{Color, ListSecretsInput, Login};
    let input = ListSecretsInput::builder()
        .name("name")
        .token("t")
        .pin(1234)
        .names([Sensitive::from("one"), "two".into()])
        .key("key")
        .login(Login::builder().user("user").password("password"))
        .logins([Login::builder().user("u").password("pass")])
        .color(Color::Red);
    let shown = format!("{input:?}");
    for secret in ["name\"", "1234", "one", "password\"", "pass\"", "Red"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[test]
fn absent_items_of_sparse_lists_stay() {
    use sparse::{PutRow, PutRowInput};
    let input = PutRowInput::builder()
        .rows(vec![vec![Some("a".to_owned()), None], Vec::new()])
        .cells([None, Some("b".to_owned())])
        .by_name(BTreeMap::from([("x".to_owned(), None), ("y".to_owned(), Some(1))]))
        .parts([None, Some(sparse::Part::builder())]);
    let sent = body(&request::<PutRow>(&input));
    assert_eq!(serde_json::from_value::<PutRowInput>(sent).expect("an input"), input);
}

#[test]
fn unknown_and_secret_keys_of_maps() {
    use map_keys::{Color, PutTags, PutTagsInput};
    let input = PutTagsInput::builder().colors(BTreeMap::from([(Color::Red, 1), (Color::from("blue"), 2)]));
    assert_eq!(body(&request::<PutTags>(&input)), json!({ "colors": { "red": 1, "blue": 2 } }));
    let back = output::<PutTags>(&json!({ "colors": { "green": ["red"], "mauve": [] } }));
    let colors = BTreeMap::from([(Color::Green, vec![Color::Red]), (Color::from("mauve"), Vec::new())]);
    assert_eq!(back.colors, Some(colors));
    let wrong = PutTagsInput::builder().secrets([("too long a key", "V")]);
    let violations = map_keys::validator::put_tags_input(&wrong).expect_err("violations");
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    assert_eq!(paths, ["/secrets/***", "/secrets/***"]);
}

#[test]
fn whole_bodies_that_are_absent_or_no_text() {
    use payloads::{PutBytes, PutBytesInput, PutText, PutTextInput};
    assert!(!request::<PutText>(&PutTextInput::builder()).headers().contains_key("content-type"));
    let sent = request::<PutBytes>(&PutBytesInput::builder().data(b"\0\xff".as_slice()));
    assert_eq!(sent.body().as_ref(), b"\0\xff");
    let output = operation::decode::<PutBytes>(http::Response::new(sent.into_body())).expect("an output");
    assert_eq!((output.data, output.code), (Some(b"\0\xff".as_slice().into()), Some(200)));
}

#[test]
fn types_that_hold_themselves() {
    use recursion::{Both, PutTree, PutTreeInput, Rule, Tree};
    let tree = Tree::builder()
        .name("root")
        .next(Tree::builder().name("next").children([Tree::builder().name("leaf")]));
    let tree = tree.named(BTreeMap::from([("n".to_owned(), Tree::builder().name("named"))]));
    let both = Both::builder().left(Rule::All(Vec::new())).right(Rule::Match("m".to_owned()));
    let rule = Rule::Not(Box::new(Rule::Both(Box::new(both))));
    let input = PutTreeInput::builder().tree(tree.clone()).rule(rule);
    let sent = body(&request::<PutTree>(&input));
    assert_eq!(output::<PutTree>(&sent).tree, Some(tree));
    assert_eq!(serde_json::from_value::<PutTreeInput>(sent).expect("an input"), input);
}

#[test]
fn tokens_are_known_to_the_client() {
    use tokens::{CreateOther, CreateThing};
    assert!(CreateThing::IDEMPOTENCY_TOKEN.is_some() && CreateOther::IDEMPOTENCY_TOKEN.is_some());
}

#[test]
fn paths_lead_to_what_is_wrong_at_every_depth() {
    use depths::{DigInput, Either, Inner, Outer};
    let names = |name: &str| vec!["fine".to_owned(), name.to_owned()];
    let inner = Outer::builder().either(Either::Inner(Inner::builder().count(0)));
    let named = Either::Names(BTreeMap::from([("n".to_owned(), names("UP"))]));
    let input = DigInput::builder()
        .one([BTreeMap::from([("a/b".to_owned(), names("longer"))])])
        .two([BTreeMap::from([("x".to_owned(), vec!["abc".to_owned()])])])
        .three(names(""))
        .four(BTreeMap::from([("k".to_owned(), vec![None, Some(inner)])]))
        .five(Outer::builder().next(Outer::builder().either(named)))
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
    let input = || ranges::MixInput::builder().ratio(1.0).single(-0.5).more(2.0).less(0.25).parts([0.0, 1.0]);
    assert_eq!(mix_input(&input()), Ok(()));
    for wrong in [
        input().single(1000.1),
        input().more(1.999),
        input().less(0.26),
        input().parts([1.0_f64.next_up()]),
        ranges::MixInput::builder().ratio(f64::NAN),
    ] {
        assert!(mix_input(&wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn bodies_have_the_order_of_the_spec() {
    use simple_types::{PutThing, PutThingInput};
    let input = PutThingInput::builder()
        .name("a b")
        .part(7)
        .precise(f64::NAN)
        .ratio(1.5_f32)
        .many(5_000_000_000_i64)
        .count(0);
    let expected = r#"{"count":0,"many":5000000000,"ratio":1.5,"precise":"NaN"}"#;
    assert_eq!(request::<PutThing>(&input).body(), expected);
}

#[test]
fn paths_lead_through_structures_lists_and_maps() {
    use nested::validator::put_tree_input;
    use nested::{Node, PutTreeInput};
    let leaf = |name: &str| Node::builder().name(name);
    let root = leaf("root")
        .children([leaf("").children(Vec::<Node>::new()), leaf("fine")])
        .names(["too long a name"]);
    let input = PutTreeInput::builder()
        .root(root)
        .labels(BTreeMap::from([("a/b".to_owned(), "longer".to_owned())]))
        .rows([vec![1, -1]]);
    let violations = put_tree_input(&input).expect_err("violations");
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    let expected =
        ["/root/children/0/name", "/root/children/0/children", "/root/names/0", "/labels/a~1b", "/rows/0/1"];
    assert_eq!(paths, expected);
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    use nullable::{Part, State, UpdateIssue, UpdateIssueInput, validator};
    use speccast_runtime::Nullable;
    let written = json!({
        "number": 1,
        "milestone": null,
        "state": "open",
        "due": null,
        "labels": ["a", null],
        "part": { "name": null, "made": null },
    });
    let input: UpdateIssueInput = serde_json::from_value(written.clone()).expect("an input");
    let part = input.part.as_ref().and_then(Nullable::value).expect("a part");
    assert_eq!((part.name.is_null(), part.size, part.made), (true, None, Some(Nullable::Null)));
    assert_eq!((input.title.clone(), input.due), (None, Some(Nullable::Null)));
    let mut sent = written;
    sent.as_object_mut().expect("an object").remove("number");
    assert_eq!(body(&request::<UpdateIssue>(&input)), sent);
    let read = serde_json::to_value(&input).and_then(serde_json::from_value::<UpdateIssueInput>);
    assert_eq!(read.expect("an input"), input);
    let wrong = UpdateIssueInput::builder()
        .number(1)
        .state(State::Open)
        .milestone(0)
        .part(Part::builder().name("four").part(Part::builder().name("also")))
        .by_name(BTreeMap::from([("k".to_owned(), Part::builder().name("much"))]));
    let violations = validator::update_issue_input(&wrong).expect_err("violations");
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    assert_eq!(paths, ["/milestone", "/byName/k/name", "/part/name", "/part/part/name"]);
}

#[test]
fn null_and_absent_are_distinguished_in_requests_and_responses() {
    use nullable::{Part, UpdateIssue};
    use speccast_runtime::Nullable;
    let read = |part: Value| output::<UpdateIssue>(&json!({ "part": part, "only": { "name": null } }));
    let output = read(json!({ "name": "n", "size": null, "made": null, "part": { "size": 1 } }));
    let part = output.part.expect("a part");
    assert_eq!((part.size, part.made), (Some(Nullable::Null), Some(Nullable::Null)));
    assert_eq!(part.part, Some(Nullable::Value(Box::new(Part::builder().name(Nullable::Null).size(1)))));
    assert_eq!(output.only.expect("the other").name, None);
}

#[test]
fn a_tagged_union_keeps_unknown_members() {
    use tags::{Block, Component, Event, PostBlocks, PostBlocksInput, validator};
    let block = json!({ "size": [1, null], "type": "video", "text": "t" });
    let unknown =
        json!({ "block": block, "event": { "kind": "ended", "data": { "at": 1 } }, "row": { "type": 9 } });
    let output = output::<PostBlocks>(&unknown);
    let (Some(Block::Unknown(member)), Some(Component::Unknown(row))) = (&output.block, &output.row) else {
        panic!("{output:?}");
    };
    assert_eq!((member.name(), member.value()), ("video", &block));
    assert_eq!((row.name(), row.value()), ("9", &json!({ "type": 9 })));
    assert_eq!(serde_json::to_value(&output).expect("JSON")["event"], unknown["event"]);
    let input = PostBlocksInput::builder().block(output.block.expect("a block"));
    assert!(validator::post_blocks_input(&input).is_ok());
    assert_eq!(body(&request::<PostBlocks>(&input)), json!({ "block": block }));
    let event: Event = serde_json::from_value(json!({ "data": 1.5, "kind": "moved" })).expect("an event");
    assert_eq!(event.as_moved(), Some(&1.5));
}

#[test]
fn wrong_tags_are_errors_with_their_path() {
    use tags::PostBlocks;
    let error = |body: Value| {
        let response = http::Response::new(Bytes::from(body.to_string()));
        operation::decode::<PostBlocks>(response).expect_err("an error").to_string()
    };
    for (body, wanted) in [
        (json!({ "block": { "text": "t" } }), "/block"),
        (json!({ "block": { "type": true } }), "/block"),
        (json!({ "blocks": [{ "type": "text", "text": 1 }] }), "/blocks/0/text"),
        (json!({ "event": { "data": "a", "kind": "moved" } }), "/event/data"),
        (json!({ "event": { "kind": "moved" } }), "/event/data"),
        (json!({ "block": "text" }), "/block"),
    ] {
        let error = error(body.clone());
        assert!(error.contains(wanted), "{body}: {error}");
    }
}

#[test]
fn values_of_one_of_are_checked_at_their_place() {
    use alternatives::{Block as Paragraph, Content, SayInput};
    use tags::{Block, Event, PostBlocksInput, TextBlock};
    let input = PostBlocksInput::builder()
        .block(TextBlock::builder().text("too long"))
        .blocks([Block::from(TextBlock::builder().text("also long"))])
        .event(Event::Moved(-1.0));
    let violations = tags::validator::post_blocks_input(&input).expect_err("violations");
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    assert_eq!(paths, ["/block/text", "/blocks/0/text", "/event/data"]);
    let block = || Paragraph::builder().text("long");
    let input = SayInput::builder().content(Content::BlockList(vec![block(), block(), block()]));
    let violations = alternatives::validator::say_input(&input).expect_err("violations");
    let paths: Vec<&str> = violations.iter().map(|violation| violation.path()).collect();
    assert_eq!(paths, ["/content", "/content/0/text", "/content/1/text", "/content/2/text"]);
}

#[test]
#[expect(deprecated, reason = "a deprecated alternative is read, too")]
fn alternatives_are_told_whatever_a_service_adds() {
    use alternatives::{Choice, Content, Id, Part, Say};
    let read = |body: Value| output::<Say>(&body);
    let parts = json!([{ "radius": 1, "side": 2 }, { "new": 1 }, "text"]);
    let parts = read(json!({ "parts": parts })).parts.expect("parts");
    assert!(matches!(&parts[..], [Part::Circle(_), Part::Unknown(_), Part::Unknown(_)]), "{parts:?}");
    let ids = [json!("u_1"), json!("ABC"), json!(1), json!("other")];
    let ids: Vec<Id> = ids.into_iter().filter_map(|id| read(json!({ "id": id })).id).collect();
    assert!(matches!(&ids[..], [Id::User(_), Id::Team(_), Id::Integer(1), Id::Unknown(_)]), "{ids:?}");
    let choice = read(json!({ "choice": { "name": "n", "type": "limits", "new": {} } })).choice;
    assert!(matches!(choice, Some(Choice::Limited(_))), "{choice:?}");
    let nested = json!({ "text": "a", "content": [{ "content": "b", "text": "c" }] });
    let content: Content = serde_json::from_value(nested.clone()).expect("a content");
    assert_eq!(Some(&content), read(json!({ "content": nested })).content.as_ref());
    assert_eq!(serde_json::to_value(&content).expect("JSON"), nested);
}

/// Each union examines the whole object for its tag, but the number of looks is limited for every response.
#[test]
fn unions_inside_unions_are_looked_at_in_bounded_time() {
    use tags::PostBlocks;
    let nest = |depth: usize, padding: &str| {
        let (open, close) = (r#"{"blocks":["#.repeat(depth), r#"],"type":"group"}"#.repeat(depth));
        format!(r#"{{"block":{open}{{"type":"text","text":"{padding}"}}{close}}}"#)
    };
    let decode = |body: String| operation::decode::<PostBlocks>(http::Response::new(Bytes::from(body)));
    decode(nest(25, "t")).expect("blocks in blocks");
    let error = decode(nest(60, &"t".repeat(10_000))).expect_err("an error");
    assert!(error.to_string().contains("nested too deeply"), "{error}");
}
