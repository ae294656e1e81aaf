//! Enums of numbers that keep unknown values.

#![deny(deprecated)]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use speccast_runtime::Sensitive;
use speccast_runtime::codegen::{HeadPart, Protocol, RestJson1, int_enum};
use speccast_runtime::validate::{Check, ConstraintKind, Found};

int_enum! {
    /// How loud it is.
    pub enum Level {
        Low = 1,
        /// Too loud.
        High = 11,
        #[deprecated = "nobody hears it"]
        Below = -1,
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sound {
    level: Level,
    others: Option<Vec<Level>>,
}

#[test]
fn numbers_both_ways() {
    assert_eq!(Level::VALUES, [1, 11, -1]);
    assert_eq!((Level::from(11), Level::High.as_i32(), i32::from(Level::Low)), (Level::High, 11, 1));
    let Level::Unknown(number) = Level::from(7) else { panic!() };
    assert_eq!((number.as_i32(), Level::from(7).to_string()), (7, "7".into()));
    let sound: Sound = serde_json::from_str(r#"{"level":11,"others":[1,-1,7]}"#).unwrap();
    assert_eq!(sound.level, Level::High);
    assert_eq!(serde_json::to_string(&sound).unwrap(), r#"{"level":11,"others":[1,-1,7]}"#);
    assert!(serde_json::from_str::<Level>("\"11\"").is_err());
    assert!(serde_json::from_str::<Level>("1.5").is_err());
    assert!(serde_json::from_str::<Level>("3000000000").is_err());
}

#[test]
fn in_places() {
    let request = RestJson1::get("/{level}")
        .label("level", &Level::Low)
        .query("level", &Some(vec![Level::High, Level::from(7)]))
        .header("x-level", &Level::High)
        .field("levels", &BTreeMap::from([("a", Level::High)]));
    let request = request.finish().unwrap();
    assert_eq!(request.uri(), "/1?level=11&level=7");
    assert_eq!(request.headers()["x-level"], "11");
    assert_eq!(request.body(), r#"{"levels":{"a":11}}"#);
}

#[test]
fn in_responses() {
    let respond = |body: &'static str, header: &str| {
        let response = http::Response::builder().header("x-others", header).body(body).unwrap();
        let head = &[("others", HeadPart::Header("x-others"))];
        RestJson1::decode::<Sound>(&response.into(), head).unwrap()
    };
    assert_eq!(
        respond(r#"{"level":7}"#, "1, 8"),
        Sound { level: Level::from(7), others: Some(vec![Level::Low, Level::from(8)]) }
    );
    // A missing value becomes 0 (Smithy, "Client error correction").
    assert_eq!(respond("{}", "loud"), Sound { level: Level::from(0), others: None });
}

#[test]
fn a_violation_names_the_numbers() {
    let levels = (Level::Low, Some(Level::from(7)), Some(Sensitive::new(Level::from(-5))), None::<Level>);
    let checked = Check::new()
        .known("a", &levels.0)
        .known("b", &levels.1)
        .known("c", &levels.2)
        .known("d", &levels.3)
        .each("e", &vec![Level::from(8)], |list, at, level| list.known(at, level))
        .finish();
    let violations = checked.unwrap_err();
    let told: Vec<_> = violations.iter().map(|v| (v.path(), v.found().clone())).collect();
    assert_eq!(told, [("/b", Found::Number(7)), ("/c", Found::Number(-5)), ("/e/0", Found::Number(8))]);
    assert_eq!(violations.as_slice()[0].constraint().kind(), ConstraintKind::Enum);
    assert_eq!(
        violations.as_slice()[0].to_string(),
        "Value at '/b' failed to satisfy constraint: Member must satisfy enum value set: [1, 11, -1]"
    );
}
