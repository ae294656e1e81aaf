//! The headers of a request.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{EncodeError, Form, Texts};

/// Headers that belong to the connection: `host` would lead a request to another server behind the same address, the
/// others would tell it where the next request begins.
const RESERVED: [&str; 4] = ["connection", "content-length", "host", "transfer-encoding"];

/// How many headers a member or a caller may add: more than any server takes, and so few that a map of those of both
/// and of the signature can hold them, which panics beyond 24,576.
const MAX_HEADERS: usize = 10_000;

/// Appends a header, unless its value is absent. An empty list is an empty header (Smithy's protocol test
/// RestJsonNullAndEmptyHeaders). A sensitive value is marked, so that `Debug` and compression do without it.
pub(super) fn append(
    headers: &mut HeaderMap,
    name: &str,
    value: &(impl Texts + ?Sized),
    is_sensitive: bool,
) -> Result<(), EncodeError> {
    let form = if value.is_list() { Form::HeaderElement } else { Form::Header };
    let mut texts = Vec::new();
    value.for_each(form, &mut |text| texts.push(text.to_owned()));
    if texts.is_empty() && !value.is_list() {
        return Ok(());
    }
    let (header, mut text) = parse(headers, name, &texts.join(", "))?;
    text.set_sensitive(is_sensitive || value.is_sensitive());
    headers.append(header, text);
    Ok(())
}

/// The name and value of a header beside `others`, if HTTP allows them and they do not break the connection.
pub(crate) fn parse(
    others: &HeaderMap,
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), EncodeError> {
    if others.len() >= MAX_HEADERS {
        return Err(EncodeError::TooManyHeaders);
    }
    let header = || name.to_owned();
    // Refuses every control character but the tab, CR, LF and NUL among them.
    let (Ok(parsed), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) else {
        return Err(EncodeError::InvalidHeader { header: header() });
    };
    if RESERVED.contains(&parsed.as_str()) {
        return Err(EncodeError::ReservedHeader { header: header() });
    }
    Ok((parsed, value))
}

/// Adds headers that each request has, but for those that this one has already.
pub(crate) fn fill_in(headers: &mut HeaderMap, constants: &[(&str, &str)]) -> Result<(), EncodeError> {
    for (name, value) in constants {
        if !headers.contains_key(*name) {
            let (name, value) = parse(headers, name, value)?;
            headers.insert(name, value);
        }
    }
    Ok(())
}

/// An element of a list, as a quoted string (RFC 9110 section 5.6.4) where it would not come back as it is.
pub(crate) fn quote(element: Cow<'_, str>) -> Cow<'_, str> {
    let needed = element.is_empty() || element.trim() != element || element.contains([',', '"']);
    if !needed {
        return element;
    }
    format!("\"{}\"", element.replace('\\', "\\\\").replace('"', "\\\"")).into()
}
