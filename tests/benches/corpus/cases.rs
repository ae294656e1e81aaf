//! A pattern for each construct and form of matcher, with values that it accepts.

use super::by_hand;

/// A pattern of the corpus, and its alternatives.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// As the corpus has it.
    pub(crate) pattern: &'static str,
    /// The same language as `regex` and `regex-lite` read it, where they take the pattern for another.
    pub(crate) rust: Option<&'static str>,
    pub(crate) by_hand: Option<fn(&str) -> bool>,
    pub(crate) short: String,
    pub(crate) long: String,
}

fn case(
    name: &'static str,
    pattern: &'static str,
    by_hand: fn(&str) -> bool,
    [short, long]: [impl Into<String>; 2],
) -> Case {
    Case { name, pattern, rust: None, by_hand: Some(by_hand), short: short.into(), long: long.into() }
}

/// One class, repeated.
fn classes() -> Vec<Case> {
    let wide = "\u{e9}\u{4e2d}-\u{3a9}".repeat(32);
    vec![
        Case {
            rust: Some("[0-9A-Za-z_+=,.@-]{1,64}"),
            ..case(
                "IAM name",
                r"[\w+=,.@-]{1,64}",
                by_hand::iam_name,
                ["build-role".to_owned(), "build.role+2".repeat(6)[..64].to_owned()],
            )
        },
        case(
            "no control character",
            r"[^\x00-\x1F\x7F]*",
            by_hand::no_control,
            ["A short text.".to_owned(), "A longer text. ".repeat(64)],
        ),
        Case {
            rust: Some(r"[^\n\r\x{2028}\x{2029}]{1,65535}"),
            ..case(
                "line",
                ".{1,65535}",
                by_hand::line,
                ["A short line.".to_owned(), "A long line, ".repeat(1000)],
            )
        },
        Case {
            // The other white space of `\s` is not in `.`.
            rust: Some(LINE_NOT_BLANK),
            ..case(
                "line, not blank",
                r".*\S.*",
                by_hand::line_not_blank,
                ["  a text".to_owned(), "a long text ".repeat(80)],
            )
        },
        case(
            "nothing alphabetic",
            r"\P{Alphabetic}*",
            by_hand::nothing_alphabetic,
            ["12:30 \u{2013} 14:00".to_owned(), "12:30\u{2013}14:00, ".repeat(64)],
        ),
        Case {
            by_hand: None,
            ..case("tag", r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", |_| true, ["cost-center".to_owned(), wide])
        },
    ]
}

const LINE_NOT_BLANK: &str = concat!(
    r"[^\n\r\x{2028}\x{2029}]*",
    r"[^\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]",
    r"[^\n\r\x{2028}\x{2029}]*",
);

/// Comparisons, tests at both ends, and scans from left to right.
fn sequences() -> Vec<Case> {
    let role = |name: &str| format!("arn:aws:iam::111122223333:role/{name}");
    vec![
        case("partition", "^(aws|aws-cn|aws-us-gov)$", by_hand::partition, ["aws", "aws-us-gov"]),
        case(
            "stack name",
            "^[-_A-Za-z-0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]$",
            by_hand::stack_name,
            ["my stack".to_owned(), "My_long stack-".repeat(9)],
        ),
        case(
            "UUID",
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            by_hand::uuid,
            ["00000000-0000-0000-0000-000000000000", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"],
        ),
        Case {
            rust: Some("arn:aws:iam::[0-9]{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+"),
            ..case(
                "role",
                r"arn:aws:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+",
                by_hand::role,
                [role("build"), role(&"service-role/".repeat(40))],
            )
        },
        Case {
            rust: Some(URL),
            ..case(
                "URL",
                r"https?:\/\/[^\s/]+(\/[^\s]*)?",
                by_hand::url,
                [
                    "https://example.com".to_owned(),
                    format!("https://example.com/{}", "path/to/it?q=1&".repeat(40)),
                ],
            )
        },
        Case {
            rust: Some(r#""(\\[^\n\r\x{2028}\x{2029}]|[^\\"])*""#),
            ..case(
                "quoted text",
                r#""(\\.|[^\\"])*""#,
                by_hand::quoted,
                [r#""a \"b\"""#.to_owned(), format!("\"{}\"", r#"some \"quoted\" text "#.repeat(30))],
            )
        },
    ]
}

const URL: &str = concat!(
    r"https?://[^/\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]+",
    r"(/[^\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]*)?",
);

/// Patterns that need an automaton.
fn automata() -> Vec<Case> {
    let byte = "([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    let address: &str = Box::leak(format!("({byte}\\.){{3}}{byte}").into_boxed_str());
    vec![
        case("IPv4 address", address, by_hand::ipv4, ["10.0.0.1", "255.249.199.100"]),
        Case {
            rust: Some(r"[0-9A-Za-z_.-]+@[0-9A-Za-z_-]+\.[0-9A-Za-z_.-]+"),
            ..case(
                "mail address",
                r"[\w.-]+@[\w-]+\.[\w.-]+",
                by_hand::mail,
                [
                    "me@example.com".to_owned(),
                    format!("{}@{}.com", "first.last-".repeat(20), "example".repeat(30)),
                ],
            )
        },
        case(
            "no double hyphen",
            "^(?!.*--)[a-z][a-z-]*$",
            by_hand::no_double_hyphen,
            ["my-name".to_owned(), "a-long-name-".repeat(20)],
        ),
        case(
            "digit and letter",
            "(?=.*[0-9])(?=.*[a-z])[a-z0-9]{8,64}",
            by_hand::digit_and_letter,
            ["passw0rd".to_owned(), "abcdefgh".repeat(7) + "0123456"],
        ),
        case(
            "not aws:",
            "(?!aws:)[a-zA-Z+-=._:/]+",
            by_hand::not_aws,
            ["team/cost".to_owned(), "team/cost=7:".repeat(20)],
        ),
        Case {
            rust: Some(r"[0-9a-f]{8}(?-u:\b)-[0-9a-f]{4}(?-u:\b)"),
            ..case(
                "word boundaries",
                r"^[0-9a-f]{8}\b-[0-9a-f]{4}\b$",
                by_hand::two_words,
                ["00000000-0000", "f81d4fae-7dec"],
            )
        },
        Case {
            rust: Some(r"s3://([a-z0-9][a-z0-9-.]{1,61}[a-z0-9])(/([^\n\r\x{2028}\x{2029}]{0,1024}))?"),
            ..case(
                "S3 address",
                "s3://([a-z0-9][a-z0-9-.]{1,61}[a-z0-9])(/(.{0,1024}))?",
                by_hand::s3,
                [
                    "s3://my-bucket".to_owned(),
                    format!("s3://{}/{}", "my.bucket".repeat(7), "path/to/it.txt?&".repeat(64)),
                ],
            )
        },
        case(
            "host name",
            r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,8}\.[a-z]{2,63}",
            by_hand::host,
            ["www.example.com".to_owned(), "a-host-name.".repeat(9) + "example"],
        ),
        Case {
            rust: Some(
                r"arn:[^\n\r\x{2028}\x{2029}]{1,63}:policy/[a-zA-Z0-9_\.-]{1,1023}/[a-zA-Z0-9_\.-]{1,1023}",
            ),
            ..case(
                "policy",
                r"arn:.{1,63}:policy/[a-zA-Z0-9_\.-]{1,1023}/[a-zA-Z0-9_\.-]{1,1023}",
                by_hand::policy,
                [
                    "arn:aws:iot:us-east-1:111122223333:policy/a/b".to_owned(),
                    format!("arn:aws:iot:us-east-1:111122223333:policy/{0}/{0}", "my_policy".repeat(110)),
                ],
            )
        },
    ]
}

pub(crate) fn cases() -> Vec<Case> {
    [classes(), sequences(), automata()].into_iter().flatten().collect()
}
