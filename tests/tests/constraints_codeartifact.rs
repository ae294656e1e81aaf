//! Every constraint of `ListPackages`, at its edges.

use speccast_generated::codeartifact::model::*;
use speccast_generated::codeartifact::validator::{self, list_packages_input};
use speccast_runtime::validate::{Constraint, ConstraintKind, Found};
use speccast_tests::constraints::*;

fn input() -> ListPackagesInput {
    ListPackagesInput::builder().domain("my-domain").repository("my-repo")
}

const DOMAIN: Member = Member {
    path: "/domain",
    rule: validator::DOMAIN_NAME,
    check: |value| list_packages_input(&ListPackagesInput::builder().domain(value).repository("my-repo")),
};
const DOMAIN_OWNER: Member = Member {
    path: "/domainOwner",
    rule: validator::ACCOUNT_ID,
    check: |value| list_packages_input(&input().domain_owner(value)),
};
const REPOSITORY: Member = Member {
    path: "/repository",
    rule: validator::REPOSITORY_NAME,
    check: |value| list_packages_input(&ListPackagesInput::builder().domain("my-domain").repository(value)),
};
const NAMESPACE: Member = Member {
    path: "/namespace",
    rule: validator::PACKAGE_NAMESPACE,
    check: |value| list_packages_input(&input().namespace(value)),
};
const PACKAGE_PREFIX: Member = Member {
    path: "/packagePrefix",
    rule: validator::PACKAGE_NAME,
    check: |value| list_packages_input(&input().package_prefix(value)),
};
const NEXT_TOKEN: Member = Member {
    path: "/nextToken",
    rule: validator::PAGINATION_TOKEN,
    check: |value| list_packages_input(&input().next_token(value)),
};

#[test]
fn domain() {
    DOMAIN.holds(&[
        ("", BOTH),
        ("a", BOTH),
        ("ab", FITS),
        (&format!("a{}9", "-".repeat(48)), FITS),
        (&"a".repeat(50), FITS),
        (&"a".repeat(51), BOTH),
        ("zz-0--9a", FITS),
        ("0a", PATTERN),
        ("-a", PATTERN),
        ("a-", PATTERN),
        ("Ab", PATTERN),
        ("aB", PATTERN),
        ("a_b", PATTERN),
        ("a.b", PATTERN),
        ("a b", PATTERN),
        ("ab\n", PATTERN),
        ("\nab", PATTERN),
        ("a\0b", PATTERN),
        ("aéb", PATTERN),
        ("a`{b", PATTERN),
        // Characters are counted: this has 98 UTF-16 code units and 194 bytes.
        (&format!("a{}b", "𝒳".repeat(48)), PATTERN),
        (&format!("a{}b", "𝒳".repeat(49)), BOTH),
    ]);
}

#[test]
fn domain_owner() {
    DOMAIN_OWNER.holds(&[
        ("", BOTH),
        ("12345678901", BOTH),
        ("123456789012", FITS),
        ("000000000000", FITS),
        ("1234567890123", BOTH),
        ("12345678901\n", PATTERN),
        ("123456789012\n", BOTH),
        ("12345678901a", PATTERN),
        ("1234-5678-90", PATTERN),
        ("-12345678901", PATTERN),
        ("+12345678901", PATTERN),
        (" 12345678901", PATTERN),
        ("12345678901\0", PATTERN),
        ("12345678901/", PATTERN),
        ("12345678901:", PATTERN),
        // Digits, but not ASCII digits.
        (&"١".repeat(12), PATTERN),
        (&"１".repeat(12), PATTERN),
        (&"𝟙".repeat(12), PATTERN),
        // Twelve bytes, but not twelve characters.
        ("١٢٣٤٥٦", BOTH),
    ]);
}

#[test]
fn repository() {
    REPOSITORY.holds(&[
        ("", BOTH),
        ("a", BOTH),
        ("aZ", FITS),
        ("9-", FITS),
        ("A._-", FITS),
        (&"Z".repeat(100), FITS),
        (&"Z".repeat(101), BOTH),
        (".a", PATTERN),
        ("_a", PATTERN),
        ("-a", PATTERN),
        ("a/b", PATTERN),
        ("a@b", PATTERN),
        ("a[b", PATTERN),
        ("a b", PATTERN),
        ("ab\n", PATTERN),
        ("a\0", PATTERN),
        ("ßs", PATTERN),
        // Folding case would make it a `K`.
        ("a\u{212a}", PATTERN),
        (&format!("a{}", "😀".repeat(99)), PATTERN),
        (&format!("a{}", "😀".repeat(100)), BOTH),
    ]);
}

#[test]
fn namespace_and_package_prefix() {
    for member in [NAMESPACE, PACKAGE_PREFIX] {
        member.holds(&[
            ("", BOTH),
            ("a", FITS),
            ("@scope", FITS),
            ("org.apache.commons", FITS),
            ("é\u{301}𝒳\0", FITS),
            (&"a".repeat(255), FITS),
            (&"a".repeat(256), LENGTH),
            (&"😀".repeat(255), FITS),
            (&"😀".repeat(256), LENGTH),
            (&format!("{}/", "a".repeat(255)), BOTH),
            ("#", PATTERN),
            ("/", PATTERN),
            ("a/b", PATTERN),
            ("a#", PATTERN),
            (" a", PATTERN),
            ("a\n", PATTERN),
            ("a\u{a0}", PATTERN),
            ("\u{feff}a", PATTERN),
            ("a\u{2028}b", PATTERN),
            ("a\u{85}b", FITS),
        ]);
        let expected = ECMA_SPACES.replace(' ', " #/");
        assert_eq!(refused_characters(member.rule), expected, "{}", member.path);
    }
}

#[test]
fn next_token() {
    NEXT_TOKEN.holds(&[
        ("", BOTH),
        ("+", FITS),
        ("AAQA+/=#", FITS),
        (&"t".repeat(2000), FITS),
        (&"t".repeat(2001), LENGTH),
        (&"😀".repeat(2000), FITS),
        (&"😀".repeat(2001), LENGTH),
        (&format!("{} ", "t".repeat(2000)), BOTH),
        ("t\n", PATTERN),
        ("t t", PATTERN),
        ("t\u{85}\0", FITS),
    ]);
    assert_eq!(refused_characters(validator::PAGINATION_TOKEN), ECMA_SPACES);
    for c in NO_ECMA_SPACES.chars() {
        assert!(validator::PAGINATION_TOKEN.check(&c.to_string()).is_ok(), "{c:?}");
    }
}

#[test]
fn max_results() {
    let table = [(i32::MIN, RANGE), (-1, RANGE), (0, RANGE), (1, FITS), (2, FITS), (999, FITS), (1000, FITS)];
    for (value, expected) in table.into_iter().chain([(1001, RANGE), (i32::MAX, RANGE)]) {
        let outcome = list_packages_input(&input().max_results(value));
        let expected: Vec<_> = expected.iter().map(|kind| ("/maxResults", *kind)).collect();
        assert_eq!(found(&outcome), expected, "{value}");
        for violation in outcome.err().into_iter().flatten() {
            assert_eq!(violation.found(), &Found::Number(value.into()));
        }
    }
}

#[test]
fn enums_take_what_the_spec_names() {
    assert_eq!(PackageFormat::VALUES, ["npm", "pypi", "maven", "nuget", "generic", "ruby", "swift", "cargo"]);
    assert_eq!(AllowPublish::VALUES, ["ALLOW", "BLOCK"]);
    assert_eq!(AllowUpstream::VALUES, ["ALLOW", "BLOCK"]);
    for value in PackageFormat::VALUES {
        assert_eq!(list_packages_input(&input().format(*value)), Ok(()), "{value}");
    }
    for value in ["ALLOW", "BLOCK"] {
        assert_eq!(list_packages_input(&input().publish(value).upstream(value)), Ok(()), "{value}");
    }
    for value in ["", "NPM", "npm ", "npm\n", "npm\0", "go", "ALLOW"] {
        let outcome = list_packages_input(&input().format(value));
        assert_eq!(found(&outcome), [("/format", ConstraintKind::Enum)], "{value:?}");
    }
    for value in ["", "allow", "ALLOW ", "DENY", "npm"] {
        let outcome = list_packages_input(&input().publish(value).upstream(value));
        let both = [("/publish", ConstraintKind::Enum), ("/upstream", ConstraintKind::Enum)];
        assert_eq!(found(&outcome), both, "{value:?}");
    }
}

#[test]
fn every_violation_is_reported_in_the_order_of_the_members() {
    // Absent members violate nothing.
    assert_eq!(list_packages_input(&input()), Ok(()));
    let everything = ListPackagesInput::builder()
        .domain("S")
        .repository("s3cret/")
        .domain_owner("s3cret")
        .format("s3cret")
        .namespace("s3cret secret")
        .package_prefix("")
        .max_results(1001)
        .next_token("s3cret\n")
        .publish("s3cret")
        .upstream("s3cret");
    let violations = list_packages_input(&everything).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "13 validation errors detected. \
         Value with length 1 at '/domain' failed to satisfy constraint: Member must have length between 2 and 50, \
         inclusive; \
         Value at '/domain' failed to satisfy constraint: Member must satisfy regular expression pattern: \
         [a-z][a-z0-9\\-]{0,48}[a-z0-9]; \
         Value with length 6 at '/domainOwner' failed to satisfy constraint: Member must have length between 12 and \
         12, inclusive; \
         Value at '/domainOwner' failed to satisfy constraint: Member must satisfy regular expression pattern: \
         [0-9]{12}; \
         Value at '/repository' failed to satisfy constraint: Member must satisfy regular expression pattern: \
         [A-Za-z0-9][A-Za-z0-9._\\-]{1,99}; \
         Value at '/format' failed to satisfy constraint: Member must satisfy enum value set: [npm, pypi, maven, \
         nuget, generic, ruby, swift, cargo]; \
         Value at '/namespace' failed to satisfy constraint: Member must satisfy regular expression pattern: \
         [^#/\\s]+; \
         Value with length 0 at '/packagePrefix' failed to satisfy constraint: Member must have length between 1 and \
         255, inclusive; \
         Value at '/packagePrefix' failed to satisfy constraint: Member must satisfy regular expression pattern: \
         [^#/\\s]+; \
         Value at '/maxResults' failed to satisfy constraint: Member must be between 1 and 1000, inclusive; \
         Value at '/nextToken' failed to satisfy constraint: Member must satisfy regular expression pattern: \\S+; \
         Value at '/publish' failed to satisfy constraint: Member must satisfy enum value set: [ALLOW, BLOCK]; \
         Value at '/upstream' failed to satisfy constraint: Member must satisfy enum value set: [ALLOW, BLOCK]"
    );
    assert!(!format!("{violations:?}").contains("s3cret"));

    let first = &violations.as_slice()[0];
    assert_eq!((first.path(), first.member(), first.found()), ("/domain", "domain", &Found::Length(1)));
    assert_eq!(first.constraint(), &Constraint::Length { min: Some(2), max: Some(50) });
}

/// On its own, a value has no place.
#[test]
fn a_rule_is_independent_of_others() {
    assert_eq!(
        validator::PACKAGE_NAME.check("a/b").unwrap_err().to_string(),
        "1 validation error detected. Value failed to satisfy constraint: Member must satisfy regular expression \
         pattern: [^#/\\s]+"
    );
}
