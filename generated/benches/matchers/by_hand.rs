//! What one would write by hand: the length in characters, then a loop over them.

fn has_length(value: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&value.chars().count())
}

fn is_space(c: char) -> bool {
    // What ECMA-262 calls white space, in terms of Unicode's.
    c == '\u{feff}' || c.is_whitespace() && c != '\u{85}'
}

pub(crate) fn domain_name(value: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if !has_length(value, 2, 50) {
        return false;
    }
    let last = value.chars().count() - 1;
    for (index, c) in value.chars().enumerate() {
        let fits = match index {
            0 => c.is_ascii_lowercase(),
            _ if index == last => is_word(c),
            _ => is_word(c) || c == '-',
        };
        if !fits {
            return false;
        }
    }
    true
}

pub(crate) fn account_id(value: &str) -> bool {
    has_length(value, 12, 12) && value.chars().all(|c| c.is_ascii_digit())
}

pub(crate) fn repository_name(value: &str) -> bool {
    if !has_length(value, 2, 100) {
        return false;
    }
    for (index, c) in value.chars().enumerate() {
        let is_mark = index > 0 && matches!(c, '.' | '_' | '-');
        if !c.is_ascii_alphanumeric() && !is_mark {
            return false;
        }
    }
    true
}

pub(crate) fn package_name(value: &str) -> bool {
    has_length(value, 1, 255) && value.chars().all(|c| c != '#' && c != '/' && !is_space(c))
}

pub(crate) fn pagination_token(value: &str) -> bool {
    has_length(value, 1, 2000) && value.chars().all(|c| !is_space(c))
}

pub(crate) fn image_build_version_arn(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("arn:aws") else { return false };
    let mut parts = rest.split(':');
    let (_, service, region) = (parts.next(), parts.next(), parts.next());
    let (account, resource) = (parts.next(), parts.next());
    service == Some("imagebuilder")
        && region.is_some_and(|region| !region.is_empty())
        && account.is_some_and(is_account)
        && resource.is_some_and(is_image)
        && parts.next().is_none()
}

fn is_account(account: &str) -> bool {
    if let Some(rest) = account.strip_prefix("aws") {
        let Some(name) = rest.strip_prefix('-') else { return rest.is_empty() };
        return !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    }
    account.len() == 12 && is_number(account)
}

fn is_image(resource: &str) -> bool {
    let mut parts = resource.split('/');
    let is_name = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_');
    parts.next() == Some("image")
        && parts.next().is_some_and(|name| !name.is_empty() && name.chars().all(is_name))
        && parts
            .next()
            .is_some_and(|version| version.split('.').count() == 3 && version.split('.').all(is_number))
        && parts.next().is_some_and(is_number)
        && parts.next().is_none()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}
