//! Matchers of the generated clients, against a loop written by hand and three regular expression engines.
//!
//! `cargo bench -p speccast-generated --bench matchers` prints the median time of a check in nanoseconds; with
//! `-- --instructions` after it, how many instructions one takes (needs valgrind); with part of a name, those rows only.
//! Every check includes the length, counted in characters.

#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

mod by_hand;
mod cases;
mod engines;
mod harness;

use std::hint::black_box;
use std::rc::Rc;

use speccast_generated::codeartifact::{ListPackagesInput, validator};

use self::cases::{Case, cases};
use self::harness::{Contestant, Row};

fn main() {
    let cases = cases();
    let mut rows: Vec<Row<'_>> = cases.iter().flat_map(rows).collect();
    rows.extend([
        list("ListPackages, short", &cases, |case| &case.short),
        list("ListPackages, longest", &cases, |case| &case.longest),
    ]);
    harness::run(&rows, || cases.iter().for_each(assert_alike));
}

/// The contestants must decide alike, or their times cannot be compared.
fn assert_alike(case: &Case) {
    let checks = [
        Box::new(case.by_hand) as Box<dyn Fn(&str) -> bool>,
        Box::new(regex(case)),
        Box::new(regex_lite(case)),
        Box::new(regress(case)),
    ];
    for value in [&case.short, &case.longest].into_iter().chain(&case.wide) {
        assert!(case.rule.check(value).is_ok(), "{}: {value}", case.name);
    }
    for value in case.values() {
        let expected = case.rule.check(&value).is_ok();
        for (index, check) in checks.iter().enumerate() {
            assert_eq!(check(&value), expected, "{} in contestant {index}: {value:?}", case.name);
        }
    }
}

/// A row for each of the case's values.
fn rows<'a>(case: &'a Case) -> Vec<Row<'a>> {
    let Case { rule, by_hand, .. } = *case;
    let values =
        [("short", Some(&case.short)), ("longest", Some(&case.longest)), ("wide", case.wide.as_ref())];
    let row = |(label, value): (&str, Option<&'a String>)| {
        let value = value?;
        Some(Row {
            name: format!("{}, {label}", case.name),
            contestants: [
                Box::new(move || Some(Contestant::of(value, move |value| rule.check(value).is_ok()))),
                Box::new(move || Some(Contestant::of(value, by_hand))),
                Box::new(move || Some(Contestant::of(value, regex(case)))),
                Box::new(move || Some(Contestant::of(value, regex_lite(case)))),
                Box::new(move || Some(Contestant::of(value, regress(case)))),
            ],
        })
    };
    values.into_iter().filter_map(row).collect()
}

/// All parameters of `ListPackages` that are strings, in one check.
fn list<'a>(name: &str, cases: &'a [Case], value: impl Fn(&Case) -> &String) -> Row<'a> {
    let case = |name: &str| cases.iter().find(|case| case.name == name).unwrap();
    let text = |name: &str| value(case(name)).clone();
    let input = ListPackagesInput::builder()
        .domain(text("DomainName"))
        .repository(text("RepositoryName"))
        .domain_owner(text("AccountId"))
        .namespace(text("PackageName"))
        .package_prefix(text("PackageName"))
        .next_token(text("PaginationToken"));
    let names =
        ["DomainName", "AccountId", "RepositoryName", "PackageName", "PackageName", "PaginationToken"];
    let all = Rc::new(names.map(|name| (case(name), text(name))));
    let [hand, other, lite, back] = std::array::from_fn(|_| Rc::clone(&all));
    Row {
        name: name.to_owned(),
        contestants: [
            Box::new(move || {
                Some(Contestant::of(&input, |input| validator::list_packages_input(input).is_ok()))
            }),
            Box::new(move || Some(each(&*hand, |case| case.by_hand))),
            Box::new(move || Some(each(&*other, regex))),
            Box::new(move || Some(each(&*lite, regex_lite))),
            Box::new(move || Some(each(&*back, regress))),
        ],
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
