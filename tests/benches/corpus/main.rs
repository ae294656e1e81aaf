//! Matchers of a sample of the corpus, against loops written by hand and three regular expression engines.
//!
//! `cargo bench -p speccast-tests --bench corpus` prints the median time of a check in nanoseconds; with
//! `-- --instructions` after it, how many instructions one takes (needs valgrind). A dash stands where an engine cannot
//! compile the pattern, or where std has not what a loop by hand would need.

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

/// The client that the package's build script makes of the corpus.
mod generated {
    include!(concat!(env!("OUT_DIR"), "/corpus/speccast/include.rs"));
}
use generated::patterns;

const RULES: &[StringRule] = include!(concat!(env!("OUT_DIR"), "/corpus/rules.rs"));

fn main() {
    let rows: Vec<Row> = cases().iter().flat_map(rows).collect();
    harness::run(&rows);
}

/// A row for each of the case's values, once the contestants are known to decide alike.
fn rows(case: &Case) -> Vec<Row> {
    let number = corpus().iter().position(|pattern| *pattern == case.pattern);
    let rule = RULES[number.expect(case.pattern)];
    let make = |value: &String| {
        let rust = case.rust.unwrap_or(case.pattern);
        [
            Some(Contestant::of(value, move |value: &str| rule.check(value).is_ok())),
            case.by_hand.map(|check| Contestant::of(value, check)),
            regex(rust, None).map(|check| Contestant::of(value, check)),
            regex_lite(rust, None).map(|check| Contestant::of(value, check)),
            regress(case.pattern, None).map(|check| Contestant::of(value, check)),
        ]
    };
    let mut values = edges(&Pattern::parse(case.pattern).unwrap());
    values.extend([case.short.clone(), case.long.clone()]);
    for value in &values {
        let answers =
            make(value).map(|contestant| contestant.is_none_or(|it| it.call() == rule.check(value).is_ok()));
        assert_eq!(answers, [true; 5], "{} on {value:?}", case.name);
    }
    [("short", &case.short), ("long", &case.long)]
        .map(|(label, value)| Row { name: format!("{}, {label}", case.name), contestants: make(value) })
        .into()
}
