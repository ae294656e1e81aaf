//! Matchers of the generated clients, against a loop written by hand and three regular expression engines.
//!
//! `cargo bench -p speccast-generated --bench matchers` prints the median time of a check in nanoseconds; with
//! `-- --instructions` after it, how many instructions one takes (needs valgrind). Every check includes the
//! length, counted in characters.

#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

mod by_hand;
mod cases;
mod engines;
mod harness;

use std::hint::black_box;

use speccast_generated::codeartifact::{ListPackagesInput, validator};

use self::cases::{Case, cases};
use self::harness::{Contestant, Row};

fn main() {
    let cases = cases();
    for case in &cases {
        assert_alike(case);
    }
    let mut rows: Vec<Row> = cases.iter().flat_map(rows).collect();
    rows.extend([
        list("ListPackages, short", &cases, |case| &case.short),
        list("ListPackages, longest", &cases, |case| &case.longest),
    ]);
    harness::run(&rows);
}

/// The contestants must decide alike, or their times cannot be compared.
fn assert_alike(case: &Case) {
    let checks = [
        Box::new(case.by_hand) as Box<dyn Fn(&str) -> bool>,
        Box::new(regex(case)),
        Box::new(regex_lite(case)),
        Box::new(regress(case)),
    ];
    for value in case.values() {
        let expected = case.rule.check(&value).is_ok();
        for (index, check) in checks.iter().enumerate() {
            assert_eq!(check(&value), expected, "{} in contestant {index}: {value:?}", case.name);
        }
    }
}

/// A row for each of the case's values.
fn rows(case: &Case) -> Vec<Row> {
    let Case { rule, by_hand, .. } = *case;
    let values =
        [("short", Some(&case.short)), ("longest", Some(&case.longest)), ("wide", case.wide.as_ref())];
    let row = |(label, value): (&str, Option<&String>)| {
        let value = value?;
        assert!(rule.check(value).is_ok(), "{}: {value}", case.name);
        Some(Row {
            name: format!("{}, {label}", case.name),
            contestants: [
                Contestant::of(value, move |value| rule.check(value).is_ok()),
                Contestant::of(value, by_hand),
                Contestant::of(value, regex(case)),
                Contestant::of(value, regex_lite(case)),
                Contestant::of(value, regress(case)),
            ]
            .map(Some),
        })
    };
    values.into_iter().filter_map(row).collect()
}

/// All parameters of `ListPackages` that are strings, in one check.
fn list(name: &str, cases: &[Case], value: impl Fn(&Case) -> &String) -> Row {
    let case = |name: &str| cases.iter().find(|case| case.name == name).unwrap();
    let text = |name: &str| value(case(name)).clone();
    let input = ListPackagesInput::new(text("DomainName"), text("RepositoryName"))
        .domain_owner(text("AccountId"))
        .namespace(text("PackageName"))
        .package_prefix(text("PackageName"))
        .next_token(text("PaginationToken"));
    let names =
        ["DomainName", "AccountId", "RepositoryName", "PackageName", "PackageName", "PaginationToken"];
    let all = names.map(|name| (case(name), text(name)));
    Row {
        name: name.to_owned(),
        contestants: [
            Contestant::of(&input, |input| validator::list_packages_input(input).is_ok()),
            each(&all, |case| case.by_hand),
            each(&all, regex),
            each(&all, regex_lite),
            each(&all, regress),
        ]
        .map(Some),
    }
}

/// A check of all values, each by what `make` makes for it.
fn each<F: Fn(&str) -> bool + 'static>(all: &[(&Case, String)], make: impl Fn(&Case) -> F) -> Contestant {
    let checks: Vec<(F, String)> = all.iter().map(|(case, value)| (make(case), value.clone())).collect();
    Contestant::new(move || checks.iter().all(|(check, value)| check(black_box(value))))
}

fn regex(case: &Case) -> impl Fn(&str) -> bool + use<> {
    engines::regex(&case.rust, case.lengths.clone()).unwrap()
}

fn regex_lite(case: &Case) -> impl Fn(&str) -> bool + use<> {
    engines::regex_lite(&case.rust, case.lengths.clone()).unwrap()
}

fn regress(case: &Case) -> impl Fn(&str) -> bool + use<> {
    engines::regress(case.ecma, case.lengths.clone()).unwrap()
}
