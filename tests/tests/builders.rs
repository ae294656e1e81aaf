//! Arguments of setters, and the order of a builder's required members.

use speccast_runtime::codegen::{int_enum, string_enum, structure, union};
use speccast_runtime::{Blob, Document, Nullable, Sensitive, Timestamp};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::SystemTime;

string_enum! {
    /// A color.
    pub enum Color {
        Red = "red",
        Green = "green",
    }
}

int_enum! {
    /// A level.
    pub enum Level {
        Low = 1,
    }
}

union! {
    /// A shape.
    pub enum Shape {
        Name(String) = "name" => as_name,
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Tree {
    name: String,
    next: Option<Box<Tree>>,
}

structure! {
    TreeBuilder {
        name: String = "name",
    } => Tree {
        next: Box<Tree> = "next",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct All {
    text: Option<String>,
    color: Option<Color>,
    level: Option<Level>,
    shape: Option<Shape>,
    tree: Option<Tree>,
    data: Option<Blob>,
    made: Option<Timestamp>,
    any: Option<Document>,
    byte: Option<i8>,
    ratio: Option<f32>,
    good: Option<bool>,
    secret: Option<Sensitive<String>>,
    pin: Option<Sensitive<i16>>,
    cleared: Option<Nullable<i64>>,
    labels: Option<Vec<String>>,
    sizes: Option<Vec<i16>>,
    trees: Option<Vec<Tree>>,
    secrets: Option<Vec<Sensitive<String>>>,
    sparse: Option<Vec<Option<String>>>,
    gaps: Option<Vec<Option<i16>>>,
    nested: Option<Vec<Vec<Color>>>,
    tags: Option<BTreeMap<String, String>>,
    counts: Option<BTreeMap<Color, i64>>,
    lists: Option<BTreeMap<String, Vec<String>>>,
    hidden: Option<Sensitive<Vec<String>>>,
    size: i16,
    note: String,
    parts: Vec<String>,
}

structure! {
    All {
        text: String = "text",
        color: Color = "color",
        level: Level = "level",
        shape: Shape = "shape",
        tree: Tree = "tree",
        data: Blob = "data",
        made: Timestamp = "made",
        any: Document = "any",
        byte: i8 = "byte",
        ratio: f32 = "ratio",
        good: bool = "good",
        secret: Sensitive<String> = "secret",
        pin: Sensitive<i16> = "pin",
        cleared: Nullable<i64> = "cleared",
        labels: Vec<String> = "labels",
        sizes: Vec<i16> = "sizes",
        trees: Vec<Tree> = "trees",
        secrets: Vec<Sensitive<String>> = "secrets",
        sparse: Vec<Option<String>> = "sparse",
        gaps: Vec<Option<i16>> = "gaps",
        nested: Vec<Vec<Color>> = "nested",
        tags: BTreeMap<String, String> = "tags",
        counts: BTreeMap<Color, i64> = "counts",
        lists: BTreeMap<String, Vec<String>> = "lists",
        hidden: Sensitive<Vec<String>> = "hidden",
        size: i16 = "size" or 10,
        note: String = "note" or "none",
        parts: Vec<String> = "parts" or ["a"],
    }
}

fn all() -> All {
    All::builder()
}

/// Strings as JSON, to compare the results of setters with different arguments.
fn json(all: All) -> serde_json::Value {
    serde_json::to_value(all).expect("JSON")
}

#[test]
fn one_value_or_an_option_of_one() {
    let owned = "x".to_owned();
    assert_eq!(all().text("x").text, Some(owned.clone()));
    for set in [all().text(Some("x")), all().text(&owned), all().text(Some(owned.clone())), all().text('x')] {
        assert_eq!(set.text, Some(owned.clone()));
    }
    assert_eq!(all().text("x").text(None::<&str>).text, None, "nothing is set again");
    for set in
        [all().color(Color::Red), all().color("red"), all().color(Some("red")), all().color(Some(Color::Red))]
    {
        assert_eq!(set.color, Some(Color::Red));
    }
    assert_eq!(all().level(1).level(Some(Level::Low)).level, Some(Level::Low));
    assert_eq!(all().shape(Some(Shape::Name(owned))).shape, Some(Shape::Name("x".to_owned())));
    assert_eq!(all().data(b"x").data(Some([0_u8, 1])).data, Some(Blob::from([0, 1])));
    assert_eq!(all().made(Some(SystemTime::UNIX_EPOCH)).made, Some(Timestamp::UNIX_EPOCH));
    let tree = || Tree::builder().name("t");
    assert_eq!(all().tree(tree()), all().tree(Some(tree())));
    assert_eq!(tree().next(tree()), tree().next(Some(Box::new(tree()))));
}

#[test]
fn numbers_and_documents_are_taken_as_they_are() {
    let set = all().byte(-3).ratio(0.5).good(true).pin(7);
    assert_eq!(
        (set.byte, set.ratio, set.good, set.pin.clone()),
        (Some(-3), Some(0.5), Some(true), Some(Sensitive::new(7)))
    );
    let set = set.byte(Some(4)).ratio(None).good(None).pin(Some(8));
    assert_eq!((set.byte, set.ratio, set.good, set.pin), (Some(4), None, None, Some(Sensitive::new(8))));
    assert_eq!(all().any(serde_json::json!("x")).any, Some("x".into()));
    assert_eq!(all().any(Document::Null).any, Some(Document::Null), "null is a document");
    assert_eq!(all().any(None).any, None);
}

#[test]
fn secrets_and_nulls() {
    let secret = Some(Sensitive::from("s"));
    assert_eq!((all().secret("s").secret, all().secret(Some("s")).secret), (secret.clone(), secret.clone()));
    assert_eq!(all().secret(Sensitive::from("s")).secret, secret);
    assert_eq!(all().secret(secret.clone()).secret, secret);
    assert_eq!(all().hidden(["s"]).hidden, Some(Sensitive::new(vec!["s".to_owned()])));
    assert_eq!(all().cleared(7).cleared, Some(Nullable::Value(7)));
    assert_eq!(all().cleared(Some(7)).cleared, Some(Nullable::Value(7)));
    assert_eq!(all().cleared(Nullable::Null).cleared, Some(Nullable::Null));
    assert_eq!(all().cleared(None::<i64>).cleared, None, "what is absent is not sent");
}

#[test]
fn lists_take_any_iterator() {
    let bugs = Some(vec!["bug".to_owned(), "ui".to_owned()]);
    let owned = vec!["bug".to_owned(), "ui".to_owned()];
    for set in [
        all().labels(["bug", "ui"]),
        all().labels(&owned),
        all().labels("bug,ui".split(',')),
        all().labels(Some(["bug", "ui"])),
        all().labels(owned.clone()),
        all().labels(Some(owned)),
    ] {
        assert_eq!(set.labels, bugs);
    }
    assert_eq!(all().labels(None::<Vec<String>>).labels, None);
    assert_eq!(all().labels(Vec::<String>::new()).labels, Some(Vec::new()), "empty is not absent");
    assert_eq!(all().sizes([1, 2]).sizes(Some(vec![3])).sizes, Some(vec![3]));
    assert_eq!(all().trees([Tree::builder().name("t")]).trees.map(|it| it.len()), Some(1));
    assert_eq!(json(all().secrets(["s"]))["secrets"], serde_json::json!(["s"]));
    assert_eq!(json(all().sparse([Some("a"), None]))["sparse"], serde_json::json!(["a", null]));
    assert_eq!(json(all().sparse(["a"]))["sparse"], serde_json::json!(["a"]));
    assert_eq!(json(all().gaps([Some(1), None]))["gaps"], serde_json::json!([1, null]));
    assert_eq!(json(all().nested([["red"], ["mauve"]]))["nested"], serde_json::json!([["red"], ["mauve"]]));
}

#[test]
fn maps_take_any_iterator_of_pairs() {
    let expected = serde_json::json!({ "a": "b" });
    let map = HashMap::from([("a", "b")]);
    let lent = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
    for set in [all().tags([("a", "b")]), all().tags(&lent), all().tags(Some(map.clone())), all().tags(map)] {
        assert_eq!(json(set)["tags"], expected);
    }
    assert_eq!(
        all().counts([("red", 1), ("mauve", 2)]).counts,
        all().counts([(Color::Red, 1), (Color::from("mauve"), 2)]).counts
    );
    assert_eq!(json(all().lists([("a", HashSet::from(["b"]))]))["lists"], serde_json::json!({ "a": ["b"] }));
}

#[test]
fn a_default_is_the_value_of_an_absent_member() {
    let set = all().size(1).note(Some("n")).parts(["b"]);
    assert_eq!((set.size, set.note.as_str(), set.parts.len()), (1, "n", 1));
    assert_eq!(set.size(None).note(None::<&str>).parts(None::<[&str; 0]>), all());
}

#[test]
fn a_builder_can_be_kept_halfway() {
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Move {
        from: String,
        to: String,
        count: i64,
        notes: Vec<String>,
        note: Option<String>,
    }

    structure! {
        MoveBuilder {
            from: String = "from",
            to: String = "to",
            count: i64 = "count",
            notes: Vec<String> = "notes",
        } => Move {
            note: String = "note",
        }
    }

    let from_a = Move::builder().from("a");
    let shown = format!("{from_a:?}");
    let moves = ["b", "c"].map(|to| from_a.clone().to(to).count(1).notes(["n"]).note("x"));
    assert_eq!(moves.map(|it| it.to), ["b", "c"]);
    assert_eq!(shown, r#"MoveBuilder(("a",))"#);
}
