//! The headers of a request.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{EncodeError, Form, Texts};

/// Headers of the connection: `host` would lead a request to another server at the same address, the others
/// would change where the request ends.
const RESERVED: [&str; 4] = ["connection", "content-length", "host", "transfer-encoding"];

/// Maximum number of headers from members or a caller: more than any server accepts, and few enough for a
/// header map, which panics above 24,576.
const MAX_HEADERS: usize = 10_000;

/// Appends a header, unless its value is absent. An empty list is an empty header (Smithy's protocol test
/// RestJsonNullAndEmptyHeaders). A sensitive value is marked, so that `Debug` and compression skip it.
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

/// Returns the name and value of an additional header, if HTTP allows them and they do not affect the
/// connection.
pub(crate) fn parse(
    others: &HeaderMap,
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), EncodeError> {
    if others.len() >= MAX_HEADERS {
        return Err(EncodeError::TooManyHeaders);
    }
    let header = || name.to_owned();
    // Refuses every control character except the tab.
    let (Ok(parsed), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) else {
        return Err(EncodeError::InvalidHeader { header: header() });
    };
    if RESERVED.contains(&parsed.as_str()) {
        return Err(EncodeError::ReservedHeader { header: header() });
    }
    Ok((parsed, value))
}

/// Adds constant headers, except those that are already there.
pub(crate) fn fill_in(headers: &mut HeaderMap, constants: &[(&str, &str)]) -> Result<(), EncodeError> {
    for (name, value) in constants {
        if !headers.contains_key(*name) {
            let (name, value) = parse(headers, name, value)?;
            headers.insert(name, value);
        }
    }
    Ok(())
}

/// Returns an element of a list, as a quoted string (RFC 9110 section 5.6.4) if it would otherwise be
/// changed.
pub(crate) fn quote(element: Cow<'_, str>) -> Cow<'_, str> {
    let needed = element.is_empty() || element.trim() != element || element.contains([',', '"']);
    if !needed {
        return element;
    }
    format!("\"{}\"", element.replace('\\', "\\\\").replace('"', "\\\"")).into()
}
