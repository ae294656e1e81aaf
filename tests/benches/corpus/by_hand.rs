//! Hand-written checks.

fn is_line(c: char) -> bool {
    !matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// White space as ECMA-262 has it, in terms of Unicode's.
fn is_space(c: char) -> bool {
    c == '\u{feff}' || c.is_whitespace() && c != '\u{85}'
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_small_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

pub(crate) fn iam_name(value: &str) -> bool {
    (1..=64).contains(&value.len())
        && value.chars().all(|c| is_word(c) || matches!(c, '+' | '=' | ',' | '.' | '@' | '-'))
}

pub(crate) fn no_control(value: &str) -> bool {
    value.chars().all(|c| !c.is_ascii_control())
}

pub(crate) fn line(value: &str) -> bool {
    (1..=65535).contains(&value.chars().count()) && value.chars().all(is_line)
}

pub(crate) fn line_not_blank(value: &str) -> bool {
    value.chars().all(is_line) && value.chars().any(|c| !is_space(c))
}

pub(crate) fn nothing_alphabetic(value: &str) -> bool {
    !value.chars().any(char::is_alphabetic)
}

pub(crate) fn partition(value: &str) -> bool {
    ["aws", "aws-cn", "aws-us-gov"].contains(&value)
}

pub(crate) fn stack_name(value: &str) -> bool {
    (3..=128).contains(&value.len())
        && value.chars().all(|c| is_word(c) || c == '-' || c == ' ')
        && !value.starts_with(' ')
        && !value.ends_with(' ')
}

pub(crate) fn uuid(value: &str) -> bool {
    let mut parts = value.split('-');
    [8, 4, 4, 4, 12].into_iter().all(|length| parts.next().is_some_and(|part| is_small_hex(part, length)))
        && parts.next().is_none()
}

pub(crate) fn role(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("arn:aws:iam::") else { return false };
    let Some((account, name)) = rest.split_once(":role/") else { return false };
    account.len() == 12
        && account.bytes().all(|b| b.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|c| is_word(c) || matches!(c, '+' | '=' | ',' | '.' | '@' | '-' | '/'))
}

pub(crate) fn url(value: &str) -> bool {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(is_space))
}

pub(crate) fn quoted(value: &str) -> bool {
    let Some(inner) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        let fits = match c {
            '"' => false,
            '\\' => chars.next().is_some_and(is_line),
            _ => true,
        };
        if !fits {
            return false;
        }
    }
    true
}

pub(crate) fn ipv4(value: &str) -> bool {
    let is_byte = |part: &str| {
        (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
            && part.parse::<u8>().is_ok()
    };
    value.split('.').count() == 4 && value.split('.').all(is_byte)
}

pub(crate) fn mail(value: &str) -> bool {
    let Some((local, domain)) = value.split_once('@') else { return false };
    let Some((first, rest)) = domain.split_once('.') else { return false };
    let is_name = |part: &str| !part.is_empty() && part.chars().all(|c| is_word(c) || c == '-' || c == '.');
    is_name(local) && is_name(rest) && !first.is_empty() && first.chars().all(|c| is_word(c) || c == '-')
}

pub(crate) fn no_double_hyphen(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_lowercase())
        && value.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        && !value.contains("--")
}

pub(crate) fn digit_and_letter(value: &str) -> bool {
    (8..=64).contains(&value.len())
        && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        && value.bytes().any(|b| b.is_ascii_lowercase())
        && value.bytes().any(|b| b.is_ascii_digit())
}

pub(crate) fn not_aws(value: &str) -> bool {
    !value.is_empty()
        && !value.starts_with("aws:")
        && value.chars().all(|c| is_word(c) || matches!(c, '+'..='='))
}

pub(crate) fn two_words(value: &str) -> bool {
    value.split_once('-').is_some_and(|(first, second)| is_small_hex(first, 8) && is_small_hex(second, 4))
}

pub(crate) fn s3(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("s3://") else { return false };
    let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
    let is_small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (3..=63).contains(&bucket.len())
        && bucket.starts_with(is_small)
        && bucket.ends_with(is_small)
        && bucket.chars().all(|c| is_small(c) || c == '-' || c == '.')
        && key.chars().count() <= 1024
        && key.chars().all(is_line)
}

pub(crate) fn host(value: &str) -> bool {
    let Some((labels, top)) = value.rsplit_once('.') else { return false };
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    (2..=63).contains(&top.len())
        && top.bytes().all(|b| b.is_ascii_lowercase())
        && labels.split('.').count() <= 9
        && labels.split('.').all(is_label)
}

pub(crate) fn policy(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("arn:") else { return false };
    // Names contain no slash and no colon, so the last separator is the right one.
    let Some((owner, names)) = rest.rsplit_once(":policy/") else { return false };
    let Some((first, second)) = names.split_once('/') else { return false };
    let is_name = |name: &str| {
        (1..=1023).contains(&name.len()) && name.chars().all(|c| is_word(c) || c == '.' || c == '-')
    };
    (1..=63).contains(&owner.chars().count())
        && owner.chars().all(is_line)
        && is_name(first)
        && is_name(second)
}
