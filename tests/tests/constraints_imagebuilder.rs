//! Every constraint of `ListImagePackages`, at its edges.

use speccast_generated::imagebuilder::model::*;
use speccast_generated::imagebuilder::validator::{self, list_image_packages_input};
use speccast_runtime::validate::Found;
use speccast_tests::constraints::*;

const IMAGE: &str = "arn:aws:imagebuilder:us-west-2:123456789012:image/name/1.0.0/1";

fn input() -> ListImagePackagesInput {
    ListImagePackagesInput::builder().image_build_version_arn(IMAGE)
}

const ARN: Member = Member {
    path: "/imageBuildVersionArn",
    rule: validator::IMAGE_BUILD_VERSION_ARN,
    check: |value| {
        list_image_packages_input(&ListImagePackagesInput::builder().image_build_version_arn(value))
    },
};
const NEXT_TOKEN: Member = Member {
    path: "/nextToken",
    rule: validator::PAGINATION_TOKEN,
    check: |value| list_image_packages_input(&input().next_token(value)),
};

/// The parts of an ARN: a usual value, valid alternatives, and invalid ones, separated by `|`.
const PARTS: [(&str, &str, &str); 9] = [
    ("arn:aws", "arn:aws", "|arn|arn:|arn:aw|ARN:aws|arn:AWS| arn:aws|\narn:aws|xarn:aws"),
    ("", "|-cn|-us-gov|-iso-b|s| |é😀|\0|\n|/", ":|:x"),
    (":imagebuilder:", ":imagebuilder:", "|:|::|:imagebuilder|:Imagebuilder:|:imagebuilders:"),
    ("us-west-2", "us-west-2|x|*| |\0|é😀|\n|/|imagebuilder", "|:|a:b"),
    (
        ":123456789012:",
        ":123456789012:|:000000000000:|:aws:|:aws-cn:|:aws-us-gov:|:aws--:|:aws-a-:",
        "|:|::|:12345678901:|:1234567890123:|:12345678901a:|:aw:|:awss:|:aws-:|:aws-A:|:aws-1:|:aws_a:\
         |:aws123456789012:|:١٢٣٤٥٦٧٨٩٠١٢:|:123456789012\n:|:*:",
    ),
    ("image/", "image/", "|image|image:|images/|Image/|image//|component/|image-recipe/"),
    ("name", "name|a|0|-|_|a-b_c-0|--|zz9", "|Name|a.b|a b|é|a/b|a\n|a\0|a*|a^|😀"),
    (
        "/1.0.0",
        "/1.0.0|/0.0.0|/00.01.002|/12345678901234567890.1.1",
        "|/|/1.0|/1.0.0.0|/1..0|/.0.0|/1.0.|/1.0.x|/x.x.x|/1,0,0|/1a0.0|/-1.0.0|/1.0.٠|/1 .0.0",
    ),
    ("/1", "/1|/0|/01|/99999999999999999999", "|/|/a|/1/|/1/1|/1a|/-1|/1\n|/1 |/1\0|/１|1"),
];

#[test]
fn every_part_of_an_arn() {
    let with = |index: usize, part: &str| -> String {
        PARTS.iter().enumerate().map(|(at, (usual, ..))| if at == index { part } else { usual }).collect()
    };
    assert_eq!(with(0, "arn:aws"), IMAGE);
    for (index, (_, good, bad)) in PARTS.iter().enumerate() {
        for (parts, expected) in [(good, FITS), (bad, PATTERN)] {
            for part in parts.split('|') {
                ARN.holds(&[(&with(index, part), expected)]);
            }
        }
    }
}

#[test]
fn an_arn_as_a_whole() {
    ARN.holds(&[
        ("", PATTERN),
        ("arn", PATTERN),
        (IMAGE, FITS),
        (&format!("{IMAGE}\n"), PATTERN),
        (&format!("{IMAGE}\n{IMAGE}"), PATTERN),
        (&format!(" {IMAGE}"), PATTERN),
        ("arn:aws:imagebuilder:us-west-2:aws:image/amazon-linux-2-x86/x.x.x", PATTERN),
        ("arn:aws-us-gov:imagebuilder:us-gov-west-1:aws-us-gov:image/amazon-linux-2_x86/2021.8.26/1", FITS),
        ("arn:aws:imagebuilder:us-west-2:123456789012:component/name/1.0.0/1", PATTERN),
        // The spec has no length, so none is checked.
        (&IMAGE.replace("name", &"n".repeat(100_000)), FITS),
        (&IMAGE.replace("/1.0.0/1", &format!("/1.0.0/{}", "1".repeat(100_000))), FITS),
    ]);
    // Every character in the places that take the most of them, and in the ones that take few.
    for (place, taken) in [
        ("us-west-2", (|c| c != ':') as fn(char) -> bool),
        ("name", |c| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_')),
    ] {
        for c in ('\0'..='\u{ffff}').chain(['\u{10000}', '\u{1f4e6}', char::MAX]) {
            let arn = IMAGE.replace(place, &c.to_string());
            assert_eq!(validator::IMAGE_BUILD_VERSION_ARN.check(&arn).is_ok(), taken(c), "{place} {c:?}");
        }
    }
}

#[test]
fn next_token() {
    NEXT_TOKEN.holds(&[
        ("", LENGTH),
        ("t", FITS),
        (" ", FITS),
        ("t \n\0é😀", FITS),
        (&"t".repeat(65_535), FITS),
        (&"t".repeat(65_536), LENGTH),
        (&"😀".repeat(65_535), FITS),
        (&"😀".repeat(65_536), LENGTH),
    ]);
}

#[test]
fn max_results() {
    let table = [(i32::MIN, RANGE), (-1, RANGE), (0, RANGE), (1, FITS), (2, FITS), (99, FITS), (100, FITS)];
    for (value, expected) in table.into_iter().chain([(101, RANGE), (1000, RANGE), (i32::MAX, RANGE)]) {
        let outcome = list_image_packages_input(&input().max_results(value));
        let expected: Vec<_> = expected.iter().map(|kind| ("/maxResults", *kind)).collect();
        assert_eq!(found(&outcome), expected, "{value}");
        for violation in outcome.err().into_iter().flatten() {
            assert_eq!(violation.found(), &Found::Number(value.into()));
        }
    }
}

/// Only outputs have strings of this type, and those are never checked; the rule is there for a caller.
#[test]
fn non_empty_string() {
    let table = [(0, LENGTH), (1, FITS), (1024, FITS), (1025, LENGTH)];
    for (length, expected) in table {
        for character in ["a", "é", "😀", "\0", "\n", " "] {
            let outcome = validator::NON_EMPTY_STRING.check(&character.repeat(length));
            let kinds: Vec<_> = found(&outcome).into_iter().map(|(_, kind)| kind).collect();
            assert_eq!(kinds, expected, "{length} {character:?}");
        }
    }
    let violations = validator::NON_EMPTY_STRING.check(&"a".repeat(1025)).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "1 validation error detected. Value with length 1025 failed to satisfy constraint: Member must have length \
         between 1 and 1024, inclusive"
    );
}

#[test]
fn every_violation_is_reported_in_the_order_of_the_members() {
    assert_eq!(list_image_packages_input(&input()), Ok(()));
    let everything =
        ListImagePackagesInput::builder().image_build_version_arn("s3cret").max_results(101).next_token("");
    let violations = list_image_packages_input(&everything).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "3 validation errors detected. \
         Value at '/imageBuildVersionArn' failed to satisfy constraint: Member must satisfy regular expression \
         pattern: ^arn:aws[^:]*:imagebuilder:[^:]+:(?:[0-9]{12}|aws(?:-[a-z-]+)?):image/[a-z0-9-_]+/[0-9]+\\.[0-9]+\
         \\.[0-9]+/[0-9]+$; \
         Value at '/maxResults' failed to satisfy constraint: Member must be between 1 and 100, inclusive; \
         Value with length 0 at '/nextToken' failed to satisfy constraint: Member must have length between 1 and \
         65535, inclusive"
    );
    assert!(!format!("{violations:?}").contains("s3cret"));
}
