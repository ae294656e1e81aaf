//! Verdicts on whole specs, compared with values of their structures: generated specs are edited at random,
//! and a small interpreter decides which values each accepts.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};
use speccast::Source;
use speccast::diff::{Report, Stale, Step, Wire, compare};
use std::fmt::Write;

/// The type of a member, with limits, so that all of its edges can be tested.
#[derive(Clone, Debug, PartialEq)]
enum Type {
    Text(u64, u64),
    Number(i64, i64),
    Choice(Vec<&'static str>),
    List(Box<Type>, u64),
    /// A structure that comes later in the list.
    Structure(usize),
}

#[derive(Clone, Debug, PartialEq)]
struct Member {
    name: &'static str,
    required: bool,
    ty: Type,
}

#[derive(Clone, Debug, PartialEq)]
struct Structure {
    name: String,
    /// Whether it is written in place.
    inline: bool,
    members: Vec<Member>,
}

/// The first structure is the input.
type Model = Vec<Structure>;

const NAMES: [&str; 6] = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"];
const CHOICES: [&str; 4] = ["red", "green", "blue", "white"];

fn spec(name: &str, model: &Model) -> Source {
    let mut text = String::from(
        "speccast: 1\nservice: { name: W, protocol: restJson1, endpoint: \"https://w.example.com\", auth: none }\n\
         operations:\n  Act:\n    http: POST /act\n    input:\n",
    );
    for member in members(model, &model[0]) {
        let _ = writeln!(text, "      {member}");
    }
    text.push_str("types:\n  Unused: { enum: [x] }\n");
    for structure in model[1..].iter().filter(|it| !it.inline) {
        let _ = writeln!(
            text,
            "  {}: {{ structure: {{ {} }} }}",
            structure.name,
            members(model, structure).join(", ")
        );
    }
    Source::new(name, text)
}

/// The keys of a type.
fn keys(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Text(min, max) => format!("type: string, length: {{ min: {min}, max: {max} }}"),
        Type::Number(min, max) => format!("type: integer, range: {{ min: {min}, max: {max} }}"),
        Type::Choice(values) => format!("enum: [{}]", values.join(", ")),
        Type::List(item, max) => format!("list: {{ {} }}, length: {{ max: {max} }}", keys(model, item)),
        Type::Structure(index) if model[*index].inline => {
            format!("structure: {{ {} }}", members(model, &model[*index]).join(", "))
        }
        Type::Structure(index) => format!("type: {}", model[*index].name),
    }
}

fn members(model: &Model, structure: &Structure) -> Vec<String> {
    let member = |it: &Member| {
        let required = if it.required { ", required: true" } else { "" };
        format!("{}: {{ {}{required} }}", it.name, keys(model, &it.ty))
    };
    structure.members.iter().map(member).collect()
}

/// Whether a value has the type. If `strict`, unknown members are refused.
fn accepts(model: &Model, ty: &Type, value: &Value, strict: bool) -> bool {
    match (ty, value) {
        (Type::Text(min, max), Value::String(text)) => (*min..=*max).contains(&(text.chars().count() as u64)),
        (Type::Number(min, max), Value::Number(number)) => {
            number.as_i64().is_some_and(|it| (*min..=*max).contains(&it))
        }
        (Type::Choice(values), Value::String(text)) => values.contains(&text.as_str()),
        (Type::List(item, max), Value::Array(items)) => {
            items.len() as u64 <= *max && items.iter().all(|it| accepts(model, item, it, strict))
        }
        (Type::Structure(index), Value::Object(found)) => {
            let members = &model[*index].members;
            members.iter().all(|member| match found.get(member.name) {
                Some(value) => accepts(model, &member.ty, value, strict),
                None => !member.required,
            }) && (!strict || found.keys().all(|name| members.iter().any(|member| member.name == name)))
        }
        _ => false,
    }
}

/// Values of a type: at its edges, with and without optional members.
fn samples(model: &Model, ty: &Type) -> Vec<Value> {
    match ty {
        Type::Text(min, max) => [*min, *max].iter().map(|count| json!("a".repeat(*count as usize))).collect(),
        Type::Number(min, max) => vec![json!(min), json!(max)],
        Type::Choice(values) => values.iter().map(|value| json!(value)).collect(),
        Type::List(item, max) => {
            let items = samples(model, item);
            let most = vec![items[0].clone(); *max as usize];
            items.into_iter().map(|item| json!([item])).chain([json!([]), json!(most)]).collect()
        }
        Type::Structure(index) => {
            let members = &model[*index].members;
            let all: Vec<Vec<Value>> = members.iter().map(|member| samples(model, &member.ty)).collect();
            let full: Map<String, Value> = members
                .iter()
                .zip(&all)
                .map(|(member, values)| (member.name.to_owned(), values[0].clone()))
                .collect();
            let mut found = vec![Value::Object(full.clone())];
            for (member, values) in members.iter().zip(&all) {
                for value in &values[1..] {
                    let mut one = full.clone();
                    one.insert(member.name.to_owned(), value.clone());
                    found.push(Value::Object(one));
                }
                if !member.required {
                    let mut one = full.clone();
                    one.remove(member.name);
                    found.push(Value::Object(one));
                }
            }
            found
        }
    }
}

fn ty(later: std::ops::Range<usize>) -> impl Strategy<Value = Type> {
    let scalar = prop_oneof![
        (0..4_u64, 0..4_u64).prop_map(|(min, more)| Type::Text(min, min + more)),
        (-3..4_i64, 0..4_i64).prop_map(|(min, more)| Type::Number(min, min + more)),
        prop::sample::subsequence(CHOICES.to_vec(), 1..=3).prop_map(Type::Choice),
    ]
    .boxed();
    let single = if later.is_empty() {
        scalar
    } else {
        prop_oneof![2 => scalar, 1 => later.prop_map(Type::Structure)].boxed()
    };
    (single, prop::option::of(1..4_u64)).prop_map(|(single, list)| match (list, single) {
        // A type written in place is so only in a member.
        (Some(max), single @ (Type::Text(..) | Type::Number(..))) => Type::List(Box::new(single), max),
        (_, single) => single,
    })
}

fn model() -> impl Strategy<Value = Model> {
    let structure = |index: usize| {
        let member = (any::<bool>(), ty(index + 1..3)).prop_map(|(required, ty)| (required, ty));
        let members = prop::collection::vec(member, 1..4);
        (members, any::<bool>()).prop_map(move |(members, inline)| {
            let members = members.into_iter().zip(NAMES);
            let members = members.map(|((required, ty), name)| Member { name, required, ty }).collect();
            Structure { name: format!("Kind{index}"), inline, members }
        })
    };
    (structure(0), structure(1), structure(2)).prop_map(|(a, b, c)| vec![a, b, c])
}

/// One change of a spec.
#[derive(Clone, Debug)]
enum Edit {
    Rename,
    MoveInPlace,
    Reorder,
    Required,
    Remove,
    Add(bool, Type),
    Retype(Type),
}

impl Edit {
    /// Whether it is one of names, order and places alone.
    fn is_of_names(&self) -> bool {
        matches!(self, Self::Rename | Self::MoveInPlace | Self::Reorder)
    }

    fn apply(&self, model: &mut Model, structure: Index, member: Index) {
        let at = structure.index(model.len());
        let structure = &mut model[at];
        let index = if structure.members.is_empty() { 0 } else { member.index(structure.members.len()) };
        match self {
            Self::Rename => structure.name = format!("Renamed{at}"),
            Self::MoveInPlace => structure.inline = !structure.inline,
            Self::Reorder => structure.members.reverse(),
            Self::Required => structure.members[index].required = !structure.members[index].required,
            Self::Remove if structure.members.len() > 1 => drop(structure.members.remove(index)),
            Self::Remove => {}
            Self::Add(required, ty) => {
                let member = Member { name: NAMES[5], required: *required, ty: ty.clone() };
                structure.members.retain(|it| it.name != NAMES[5]);
                structure.members.push(member);
            }
            // Structures keep their order, so that none contains itself.
            Self::Retype(ty) => structure.members[index].ty = ty.clone(),
        }
    }
}

fn edits() -> impl Strategy<Value = Vec<(Edit, Index, Index)>> {
    let edit = prop_oneof![
        Just(Edit::Rename),
        Just(Edit::MoveInPlace),
        Just(Edit::Reorder),
        Just(Edit::Required),
        Just(Edit::Remove),
        (any::<bool>(), ty(0..0)).prop_map(|(required, ty)| Edit::Add(required, ty)),
        ty(0..0).prop_map(Edit::Retype),
    ];
    prop::collection::vec((edit, any::<Index>(), any::<Index>()), 0..4)
}

fn compared(old: &Model, new: &Model) -> Report {
    compare(&[spec("old.yaml", old)], &[spec("new.yaml", new)])
        .unwrap_or_else(|diagnostics| panic!("{diagnostics}\n{}", spec("new.yaml", new).text()))
}

/// A value that one spec accepts and the other does not.
fn lost(from: &Model, to: &Model, strict: bool) -> Option<Value> {
    let root = Type::Structure(0);
    samples(from, &root).into_iter().find(|value| !accepts(to, &root, value, strict))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn verdicts_agree_with_values(old in model(), edits in edits()) {
        let mut new = old.clone();
        for (edit, structure, member) in &edits {
            edit.apply(&mut new, *structure, *member);
        }
        let report = compared(&old, &new);
        let refused = lost(&old, &new, true);
        prop_assert_eq!(report.verdict.wire == Wire::Compatible, refused.is_none(), "{:?}: {:?}", report.verdict, refused);
        if report.verdict.wire == Wire::Dangerous {
            // Only unknown members are refused.
            prop_assert_eq!(lost(&old, &new, false), None);
        }
        // If the type changes, no other change is reported.
        if report.changes.iter().all(|change| change.rule.id != "type-changed") {
            let refused = lost(&new, &old, false);
            prop_assert_eq!(report.verdict.stale == Stale::Unaffected, refused.is_none(), "{:?}: {:?}", report.verdict, refused);
        }
    }

    #[test]
    fn names_order_and_places_of_types_change_nothing_on_the_wire(old in model(), edits in edits()) {
        let mut new = old.clone();
        for (edit, structure, member) in edits.iter().filter(|(edit, ..)| edit.is_of_names()) {
            edit.apply(&mut new, *structure, *member);
        }
        let report = compared(&old, &new);
        prop_assert_eq!(report.verdict.wire, Wire::Compatible);
        prop_assert_eq!(&report.verdict.stale, &Stale::Unaffected);
        prop_assert_eq!(old == new, report.changes.is_empty() && old == new);
    }

    #[test]
    fn the_same_spec_has_no_changes(old in model()) {
        let report = compared(&old, &old);
        prop_assert!(report.changes.is_empty());
        prop_assert_eq!(report.verdict.step, Step::None);
    }
}
