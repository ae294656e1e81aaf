//! Matchers of a sample of the corpus, against loops written by hand and three regular expression engines.
//!
//! `cargo bench -p speccast-tests --bench corpus` prints the median time of a check in nanoseconds; with `--
//! --instructions`, the number of instructions (needs valgrind); with a part of a name, only matching rows. A
//! dash means that an engine cannot compile the pattern, or that std lacks data for a hand-written loop.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a benchmark may panic")]

mod by_hand;
mod cases;
#[path = "../../../generated/benches/matchers/engines.rs"]
mod engines;
#[path = "../../../generated/benches/matchers/harness.rs"]
mod harness;

use speccast::pattern::Pattern;
use speccast_runtime::validate::StringRule;
use speccast_tests::patterns::{corpus, edges};

use self::cases::{Case, cases};
use self::engines::{regex, regex_lite, regress};
use self::harness::{Contestant, Row};

/// The client that the package's build script generates from the corpus.
mod generated {
    include!(concat!(env!("OUT_DIR"), "/corpus/speccast/include.rs"));
}
use generated::patterns;

const RULES: &[StringRule] = include!(concat!(env!("OUT_DIR"), "/corpus/rules.rs"));

fn main() {
    let cases = cases();
    let rows: Vec<Row<'_>> = cases.iter().flat_map(rows).collect();
    harness::run(&rows, || cases.iter().for_each(assert_alike));
}

fn rule(case: &Case) -> StringRule {
    let number = corpus().iter().position(|pattern| *pattern == case.pattern);
    RULES[number.expect(case.pattern)]
}

/// A row for each of the case's values.
fn rows(case: &Case) -> [Row<'_>; 2] {
    let (rule, rust) = (rule(case), case.rust.unwrap_or(case.pattern));
    [("short", &case.short), ("long", &case.long)].map(|(label, value)| Row {
        name: format!("{}, {label}", case.name),
        contestants: [
            Box::new(move || Some(Contestant::of(value, move |value: &str| rule.check(value).is_ok()))),
            Box::new(move || Some(Contestant::of(value, case.by_hand?))),
            Box::new(move || Some(Contestant::of(value, regex(rust, None)?))),
            Box::new(move || Some(Contestant::of(value, regex_lite(rust, None)?))),
            Box::new(move || Some(Contestant::of(value, regress(case.pattern, None)?))),
        ],
    })
}

/// The contestants must decide alike, or their times cannot be compared.
fn assert_alike(case: &Case) {
    let rust = case.rust.unwrap_or(case.pattern);
    let engines = [
        case.by_hand.map(|check| Box::new(check) as Box<dyn Fn(&str) -> bool>),
        regex(rust, None).map(|check| Box::new(check) as _),
        regex_lite(rust, None).map(|check| Box::new(check) as _),
        regress(case.pattern, None).map(|check| Box::new(check) as _),
    ];
    let mut values = edges(&Pattern::parse(case.pattern).unwrap());
    values.extend([case.short.clone(), case.long.clone()]);
    for value in &values {
        let expected = rule(case).check(value).is_ok();
        for check in engines.iter().flatten() {
            assert_eq!(check(value), expected, "{} on {value:?}", case.name);
        }
    }
}
