//! The headers of a request.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{EncodeError, Texts};

/// Appends a header, unless its value is absent or empty.
pub(super) fn append(
    headers: &mut HeaderMap,
    name: &str,
    value: &(impl Texts + ?Sized),
) -> Result<(), EncodeError> {
    let mut texts = Vec::new();
    value.for_each(&mut |text| texts.push(text.to_owned()));
    let joined = match texts.as_slice() {
        [text] if !value.is_list() => text.clone(),
        texts => texts.iter().map(|text| quote(text)).collect::<Vec<_>>().join(", "),
    };
    if joined.is_empty() {
        return Ok(());
    }
    let invalid = || EncodeError::InvalidHeader { header: name.to_owned() };
    let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
    // Refuses every control character but the tab, CR, LF and NUL among them.
    let value = HeaderValue::from_str(&joined).map_err(|_| invalid())?;
    headers.append(header, value);
    Ok(())
}

/// An element of a list, as a quoted string (RFC 9110 section 5.6.4) where it would not come back as it is.
fn quote(element: &str) -> Cow<'_, str> {
    let needed = element.is_empty() || element.trim() != element || element.contains([',', '"']);
    if !needed {
        return element.into();
    }
    format!("\"{}\"", element.replace('\\', "\\\\").replace('"', "\\\"")).into()
}
