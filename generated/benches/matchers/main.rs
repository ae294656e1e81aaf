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

use speccast_generated::codeartifact::{ListPackagesInput, validator};

use self::cases::{Case, List, cases};
use self::engines::{regex, regex_lite, regress};
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
            ],
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
    let list: List<'_> = names.map(|name| (case(name), text(name)));
    Row {
        name: name.to_owned(),
        contestants: [
            Contestant::of(&input, |input| validator::list_packages_input(input).is_ok()),
            Contestant::all(&list, |case| case.by_hand),
            Contestant::all(&list, regex),
            Contestant::all(&list, regex_lite),
            Contestant::all(&list, regress),
        ],
    }
}
