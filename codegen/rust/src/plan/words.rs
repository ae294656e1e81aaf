//! The words of a name, and keywords.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Keywords that have a raw form, by the edition of Rust that first reserves them: Rust reference, Keywords.
///
/// Generated code does not know the edition of the crate that contains it, so every keyword of any edition is written
/// raw, which all editions since 2018 allow.
pub(super) const KEYWORDS: &[(u16, &[&str])] = &[
    (
        2015,
        &[
            "abstract", "as", "become", "box", "break", "const", "continue", "do", "else", "enum", "extern",
            "false", "final", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
            "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true",
            "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
        ],
    ),
    (2018, &["async", "await", "dyn", "try"]),
    (2024, &["gen"]),
];

/// Keywords that have no raw form. `_` is not a name at all.
pub(super) const NEVER_RAW: &[&str] = &["Self", "crate", "self", "super"];

/// Returns whether a name is a device name on Windows, so that no file or folder can have it.
pub(super) fn is_device(name: &str) -> bool {
    let is_port = |rest: &str| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit());
    matches!(name, "aux" | "con" | "nul" | "prn")
        || ["com", "lpt"].iter().any(|port| name.strip_prefix(port).is_some_and(is_port))
}

/// Returns whether a name is a keyword that is written raw.
pub(crate) fn is_raw(name: &str) -> bool {
    KEYWORDS.iter().any(|(_, words)| words.contains(&name))
}

/// Returns a name in `snake_case`.
pub(crate) fn snake(name: &str) -> String {
    with_plurals(name).to_snake_case()
}

/// Returns a name in `UpperCamelCase`.
pub(super) fn camel(name: &str) -> String {
    with_plurals(name).to_upper_camel_case()
}

/// Returns a name in `SCREAMING_CASE`.
pub(crate) fn shouty(name: &str) -> String {
    with_plurals(name).to_shouty_snake_case()
}

/// Capitalizes plural acronyms and those with a version, so that each is one word: `ACLs` as `Acls`, `IPv6` as `Ipv6`.
fn with_plurals(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_upper = |c: char| c.is_ascii_uppercase();
        let is_run = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        let end =
            if is_upper(first) { rest.find(|c| !is_run(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (run, after) = rest.split_at(end);
        let is_acronym = run.matches(is_upper).count() > 1;
        if is_acronym && (is_plural(after) || is_version(after)) {
            text.push(first);
            text.push_str(&run[1..].to_ascii_lowercase());
        } else {
            text.push_str(run);
        }
        rest = after;
    }
    text
}

/// Returns whether an acronym is followed by an `s` at the end of its word.
fn is_plural(after: &str) -> bool {
    after.strip_prefix('s').is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Returns whether an acronym is followed by a version, such as `v6`.
fn is_version(after: &str) -> bool {
    after.strip_prefix('v').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, NEVER_RAW, camel, shouty, snake};

    #[test]
    fn plural_acronyms_are_one_word() {
        for (name, expected) in [
            ("ACLs", "acls"),
            ("urlIDs", "url_ids"),
            ("EC2InstanceIDs", "ec2_instance_ids"),
            ("VPCs", "vpcs"),
            ("IDsByARN", "ids_by_arn"),
            ("APIsV2", "apis_v2"),
            ("IPv6CIDRs", "ipv6_cidrs"),
            ("IPv6", "ipv6"),
            ("DBInstanceARNs", "db_instance_arns"),
            ("TapeARNs", "tape_arns"),
            ("WebACLs-2", "web_acls_2"),
            ("IDs2", "ids2"),
            ("EC2IDs", "ec2ids"),
            ("GPUs_per_node", "gpus_per_node"),
            // These are not plurals.
            ("DNSsec", "dn_ssec"),
            ("Is", "is"),
            ("SSEKMSKeyId", "ssekms_key_id"),
            ("HTTPStatus", "http_status"),
            ("S3Uri", "s3_uri"),
            ("maxResults", "max_results"),
        ] {
            assert_eq!(snake(name), expected, "{name}");
            assert_eq!(shouty(name), expected.to_uppercase(), "{name}");
        }
        assert_eq!(camel("ACLs"), "Acls");
        assert_eq!(camel("EC2InstanceIDs"), "Ec2InstanceIds");
        assert_eq!(camel("IPv6CIDRs"), "Ipv6Cidrs");
    }

    /// The camel case and the snake case of a name have the same words.
    #[test]
    fn every_plural_acronym_is_one_word_in_every_place() {
        let plain = ["List", "by", "Instance", "Name", "For"];
        let acronyms = ["ACLs", "IDs", "ARNs", "CIDRs", "URLs", "APIs", "VPCs", "AZs", "ENIs", "OUs", "EC2s"];
        for acronym in acronyms {
            for before in plain {
                for after in plain.map(capitalized).iter().chain([&String::new()]) {
                    let name = format!("{before}{acronym}{after}");
                    let words = [before, acronym, after].map(str::to_lowercase);
                    let expected = words.join("_").trim_end_matches('_').to_owned();
                    assert_eq!(snake(&name), expected, "{name}");
                    assert_eq!(snake(&camel(&name)), expected, "{name}");
                    assert_eq!(snake(&expected), expected, "{name}");
                    assert_eq!(snake(&shouty(&name)), expected, "{name}");
                }
            }
        }
    }

    fn capitalized(word: &str) -> String {
        camel(word)
    }

    #[test]
    fn the_compiler_knows_each_keyword() {
        let words = KEYWORDS.iter().flat_map(|(_, words)| *words);
        for word in words.clone() {
            // syn knows no edition after 2021.
            let is_new = KEYWORDS.iter().any(|(edition, words)| *edition > 2021 && words.contains(word));
            assert_eq!(syn::parse_str::<syn::Ident>(word).is_err(), !is_new, "{word}");
            assert!(syn::parse_str::<syn::Ident>(&format!("r#{word}")).is_ok(), "{word}");
        }
        assert!(NEVER_RAW.iter().all(|word| !words.clone().any(|raw| raw == word)));
    }
}
