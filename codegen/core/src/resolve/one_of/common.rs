//! JSON that is a value of two types.

use super::forms::{Named, Object, Values, language};
use crate::model::{Json, Test};

/// Maximum depth of objects in a JSON example.
const DEPTH: usize = 6;

/// The values that two types have in common.
pub(super) enum Common {
    /// None: these tests distinguish objects of the first and the second type.
    None([Vec<Test>; 2]),
    /// This JSON.
    Some(String),
    /// Unknown: the difference, if any, is not examined.
    Unknown,
}

/// Whether both types have values of the same kind of JSON.
pub(super) fn has_kind_of(a: &Values<'_>, b: &Values<'_>) -> bool {
    let (a, b) = (a.kind(), b.kind());
    a == b || [a, b].contains(&Json::Any)
}

/// Finds a value that both types have; they are of one kind.
pub(super) fn common<'m>(a: &Values<'m>, b: &Values<'m>, depth: usize) -> Common {
    let none = || Common::None([Vec::new(), Vec::new()]);
    let first = |json: Option<String>| json.map_or_else(none, Common::Some);
    match (a, b) {
        (Values::Any, other) | (other, Values::Any) => {
            sample(other, depth).map_or(Common::Unknown, Common::Some)
        }
        (Values::Booleans(Some(a)), Values::Booleans(Some(b))) => first((a == b).then(|| a.to_string())),
        (Values::Booleans(a), Values::Booleans(b)) => Common::Some(a.or(*b).unwrap_or(true).to_string()),
        (Values::Numbers(Some(a)), Values::Numbers(Some(b))) => {
            first(a.iter().find(|it| b.contains(it)).cloned())
        }
        (Values::Numbers(Some(values)), Values::Numbers(None))
        | (Values::Numbers(None), Values::Numbers(Some(values))) => first(values.first().cloned()),
        (Values::Numbers(None), Values::Numbers(None)) => Common::Some("1".to_owned()),
        (Values::Texts(a), Values::Texts(b)) => {
            first(a.iter().find(|it| b.contains(it)).map(|it| quoted(it)))
        }
        (Values::Texts(texts), Values::Matching(pattern, lengths))
        | (Values::Matching(pattern, lengths), Values::Texts(texts)) => {
            let language = language(*pattern, *lengths);
            match texts.iter().find(|text| language.contains(text)) {
                None if pattern.is_none() => Common::Unknown,
                found => first(found.map(|text| quoted(text))),
            }
        }
        (Values::Matching(a, of_a), Values::Matching(b, of_b)) => {
            match language(*a, *of_a).common_witness(&language(*b, *of_b)) {
                Ok(Some(text)) => Common::Some(quoted(&text)),
                Ok(None) if a.is_some() && b.is_some() => none(),
                _ => Common::Unknown,
            }
        }
        (Values::Written(text), Values::Matching(pattern, lengths))
        | (Values::Matching(pattern, lengths), Values::Written(text))
            if language(*pattern, *lengths).contains(text) =>
        {
            Common::Some(quoted(text))
        }
        (Values::Lists(0), Values::Lists(0)) => Common::Some("[]".to_owned()),
        (Values::Objects(a), Values::Objects(b)) => objects(a, b, depth),
        _ => Common::Unknown,
    }
}

fn find<'o, 'm>(object: &'o Object<'m>, name: &str) -> Option<&'o Named<'m>> {
    object.members.iter().find(|member| member.name == name)
}

fn objects<'m>(a: &Object<'m>, b: &Object<'m>, depth: usize) -> Common {
    let told = by_values(a, b, true)
        .or_else(|| by_presence(a, b))
        .or_else(|| by_presence(b, a).map(|[b, a]| [a, b]))
        .or_else(|| by_values(a, b, false));
    match told {
        Some([a, b]) => Common::None([vec![a], vec![b]]),
        None => together(a, b, depth).map_or(Common::Unknown, Common::Some),
    }
}

/// Distinguishes by a member with different values, which both or one of them always has.
fn by_values<'m>(a: &Object<'m>, b: &Object<'m>, in_both: bool) -> Option<[Test; 2]> {
    for of_a in &a.members {
        let Some(of_b) = find(b, of_a.name) else { continue };
        if in_both != (of_a.required && of_b.required) || !(of_a.required || of_b.required) {
            continue;
        }
        let (values_a, values_b) = (of_a.of.values(), of_b.of.values());
        let [json_a, json_b] = if !has_kind_of(&values_a, &values_b) {
            [values_a.kind(), values_b.kind()]
        } else if let (Common::None(tests), false) =
            (common(&values_a, &values_b, DEPTH), matches!(values_a, Values::Objects(_)))
        {
            debug_assert!(tests.iter().all(Vec::is_empty), "only objects have tests");
            [values_a.json(), values_b.json()]
        } else {
            continue;
        };
        let name = of_a.name.to_owned();
        return Some(match (of_a.required, of_b.required) {
            (true, true) => [Test::Has(name.clone(), json_a), Test::Has(name, json_b)],
            (true, false) => [Test::Has(name.clone(), json_a.clone()), Test::Lacks(name, json_a)],
            (false, _) => [Test::Lacks(name.clone(), json_b.clone()), Test::Has(name, json_b)],
        });
    }
    None
}

/// Distinguishes by a member that the first always has and the second never has, or only with another kind.
fn by_presence(a: &Object<'_>, b: &Object<'_>) -> Option<[Test; 2]> {
    a.members.iter().filter(|member| member.required && find(b, member.name).is_none()).find_map(|own| {
        let json = match &b.rest {
            None => Json::Any,
            Some(rest) => {
                let (own, rest) = (own.of.values(), rest.values());
                (!has_kind_of(&own, &rest)).then(|| own.kind())?
            }
        };
        let name = own.name.to_owned();
        Some([Test::Has(name.clone(), json.clone()), Test::Lacks(name, json)])
    })
}

/// Returns an object with the required members of both.
fn together<'m>(a: &Object<'m>, b: &Object<'m>, depth: usize) -> Option<String> {
    let mut members: Vec<(&str, String)> = Vec::new();
    for member in a.members.iter().chain(&b.members).filter(|member| member.required) {
        if members.iter().any(|(name, _)| *name == member.name) {
            continue;
        }
        let of = |object: &Object<'m>| {
            let named = find(object, member.name).map(|named| named.of.clone());
            named.or_else(|| object.rest.clone())
        };
        let json = match (of(a), of(b)) {
            (Some(of_a), Some(of_b)) if depth < DEPTH => {
                match common(&of_a.values(), &of_b.values(), depth + 1) {
                    Common::Some(json) => json,
                    _ => return None,
                }
            }
            _ => sample(&member.of.values(), depth + 1)?,
        };
        members.push((member.name, json));
    }
    Some(object(&members))
}

/// Returns a short value.
pub(super) fn sample(values: &Values<'_>, depth: usize) -> Option<String> {
    if depth > DEPTH {
        return None;
    }
    Some(match values {
        Values::Any => "null".to_owned(),
        Values::Booleans(value) => value.unwrap_or(true).to_string(),
        Values::Numbers(None) => "1".to_owned(),
        Values::Numbers(Some(values)) => values.first()?.clone(),
        Values::Texts(texts) => quoted(texts.first()?),
        Values::Matching(pattern, lengths) => quoted(&language(*pattern, *lengths).shortest().ok()??),
        Values::Written(text) => quoted(text),
        Values::Lists(0) => "[]".to_owned(),
        Values::Lists(_) => return None,
        Values::Objects(of) => {
            let required = of.members.iter().filter(|member| member.required);
            let members = required.map(|it| Some((it.name, sample(&it.of.values(), depth + 1)?)));
            object(&members.collect::<Option<Vec<_>>>()?)
        }
    })
}

fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, json)| format!("{}:{json}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.escape_debug())
}
