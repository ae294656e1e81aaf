//! The patterns of both operations, with values that they accept.

use speccast_generated::runtime::validate::StringRule;
use speccast_generated::{codeartifact, imagebuilder};

use super::by_hand;
use super::engines::Lengths;

/// White space of ECMA-262, for the engines in which `\s` means something else.
const NO_SPACE: &str = concat!(
    r"[^\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}",
    r"\x{202f}\x{205f}\x{3000}\x{feff}]+"
);

/// A rule of a generated client, and what it is compared with.
pub(crate) struct Case {
    /// Name of the type in the spec.
    pub(crate) name: &'static str,
    pub(crate) rule: StringRule,
    pub(crate) lengths: Lengths,
    pub(crate) by_hand: fn(&str) -> bool,
    /// The pattern as ECMA-262 reads it.
    pub(crate) ecma: &'static str,
    /// The same language as `regex` and `regex-lite` read it.
    pub(crate) rust: String,
    pub(crate) short: String,
    pub(crate) longest: String,
    /// One as long as `longest`, of characters beyond ASCII, if there is one.
    pub(crate) wide: Option<String>,
}

impl Case {
    /// Values that match, and near ones that do not.
    pub(crate) fn values(&self) -> Vec<String> {
        let mut values = vec![String::new(), "\n".to_owned()];
        for value in [&self.short, &self.longest].into_iter().chain(&self.wide) {
            values.push(value.clone());
            let others = ["a", "-", ":", "#", " ", "\n", "\u{85}", "\u{feff}", "\u{e9}"];
            values.extend(
                others.iter().flat_map(|other| [format!("{value}{other}"), format!("{other}{value}")]),
            );
            values.extend(
                value.char_indices().map(|(at, _)| format!("{}\u{3000}{}", &value[..at], &value[at..])),
            );
        }
        values
    }
}

pub(crate) fn cases() -> Vec<Case> {
    use codeartifact::validator::{ACCOUNT_ID, DOMAIN_NAME, PACKAGE_NAME, PAGINATION_TOKEN, REPOSITORY_NAME};
    let domain = r"[a-z][a-z0-9\-]{0,48}[a-z0-9]";
    let repository = r"[A-Za-z0-9][A-Za-z0-9._\-]{1,99}";
    let arn = "^arn:aws[^:]*:imagebuilder:[^:]+:(?:[0-9]{12}|aws(?:-[a-z-]+)?):image/[a-z0-9-_]+/[0-9]+\\.[0-9]+\
               \\.[0-9]+/[0-9]+$";
    vec![
        Case {
            name: "DomainName",
            rule: DOMAIN_NAME,
            lengths: Some(2..=50),
            by_hand: by_hand::domain_name,
            ecma: domain,
            rust: domain.to_owned(),
            short: "my-domain".to_owned(),
            longest: "my-domain-7".repeat(5)[..50].to_owned(),
            wide: None,
        },
        Case {
            name: "AccountId",
            rule: ACCOUNT_ID,
            lengths: Some(12..=12),
            by_hand: by_hand::account_id,
            ecma: "[0-9]{12}",
            rust: "[0-9]{12}".to_owned(),
            short: "111122223333".to_owned(),
            longest: "111122223333".to_owned(),
            wide: None,
        },
        Case {
            name: "RepositoryName",
            rule: REPOSITORY_NAME,
            lengths: Some(2..=100),
            by_hand: by_hand::repository_name,
            ecma: repository,
            rust: repository.to_owned(),
            short: "my-repo".to_owned(),
            longest: "My_repo.7-".repeat(10),
            wide: None,
        },
        Case {
            name: "PackageName",
            rule: PACKAGE_NAME,
            lengths: Some(1..=255),
            by_hand: by_hand::package_name,
            ecma: r"[^#/\s]+",
            rust: NO_SPACE.replacen("[^", "[^#/", 1),
            short: "left-pad".to_owned(),
            longest: "com.example.tools".repeat(15),
            wide: Some("\u{e9}\u{4e2d}\u{1f980}".repeat(85)),
        },
        Case {
            name: "PaginationToken",
            rule: PAGINATION_TOKEN,
            lengths: Some(1..=2000),
            by_hand: by_hand::pagination_token,
            ecma: r"\S+",
            rust: NO_SPACE.to_owned(),
            short: "eyJwYWdlIjoyfQ==".to_owned(),
            longest: "eyJwYWdlIjoyfQ==".repeat(125),
            wide: Some("\u{e9}\u{4e2d}\u{1f980}a".repeat(500)),
        },
        Case {
            name: "ImageBuildVersionArn",
            rule: imagebuilder::validator::IMAGE_BUILD_VERSION_ARN,
            lengths: None,
            by_hand: by_hand::image_build_version_arn,
            ecma: arn,
            rust: arn.to_owned(),
            short: "arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.0.0/1".to_owned(),
            // No length is stated; names of images end at 128.
            longest: format!(
                "arn:aws-us-gov:imagebuilder:us-gov-west-1:111122223333:image/{}/1024.2048.4096/8192",
                "base_web-".repeat(14),
            ),
            wide: None,
        },
    ]
}
