//! The labels of a path.

use super::{EncodeError, Form, Request, Text, Texts, percent};
use crate::error::BoxError;
use crate::variable::is_label;

impl Request {
    /// Replaces a label with a member. A greedy label keeps its slashes. An empty value, or one with a
    /// segment `.` or `..`, is an error, since the request would have another path (RFC 3986 section 5.2.4).
    pub fn label(self, name: &'static str, value: &(impl Text + ?Sized)) -> Self {
        self.and_then(|request| replace(&mut request.path, name, &value.text()))
    }

    /// Replaces a label with an idempotency token, which the client fills in before. Without one, it is an error.
    pub fn token_label(self, name: &'static str, value: &Option<impl Text>) -> Self {
        match value {
            Some(value) => self.label(name, value),
            None => self.and_then(|_| Err(EncodeError::EmptyLabel { label: name })),
        }
    }

    /// Replaces a label with a list as one value, with this text between its items. An empty list is an error.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    ///
    /// let request = Http::get("/questions/{ids}").label_list("ids", ";", &vec!["1", "2;3"]).finish()?;
    /// assert_eq!(request.uri(), "/questions/1;2%3B3");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn label_list(
        self,
        name: &'static str,
        separator: &'static str,
        value: &(impl Texts + ?Sized),
    ) -> Self {
        let mut texts = Vec::new();
        value.for_each(Form::Plain, &mut |text| texts.push(text.to_owned()));
        self.and_then(|request| replace_list(&mut request.path, name, separator, &texts))
    }

    /// Leaves a label for the client, which replaces it with a key when it authenticates the request.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    ///
    /// let request = Http::post("/bot{token}/sendMessage").key_label("token").finish()?;
    /// assert_eq!(request.uri(), "/bot{token}/sendMessage");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn key_label(mut self, name: &'static str) -> Self {
        self.keys.push(name);
        self
    }

    /// Sets what precedes the host of the endpoint, unless the caller has set an endpoint.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    /// use speccast_runtime::operation::HostPrefix;
    ///
    /// let request = Http::get("/").host_prefix("{account}.").host_label("account", "acme").finish()?;
    /// assert_eq!(request.extensions().get(), Some(&HostPrefix("acme.".to_owned())));
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn host_prefix(mut self, template: &'static str) -> Self {
        self.host_prefix = Some(template.to_owned());
        self
    }

    /// Replaces a label of the host's prefix with a member. A value that is not a DNS label is an error: the request
    /// would be sent elsewhere.
    pub fn host_label(self, name: &'static str, value: &(impl Text + ?Sized)) -> Self {
        self.and_then(|request| {
            let value = value.text();
            let prefix = request.host_prefix.take().filter(|_| is_label(&value));
            let prefix = prefix.ok_or(EncodeError::HostLabel { label: name })?;
            request.host_prefix = Some(prefix.replace(&format!("{{{name}}}"), &value));
            Ok(())
        })
    }
}

/// Replaces `{name}` or `{name+}` with `value`.
fn replace(path: &mut String, name: &'static str, value: &str) -> Result<(), EncodeError> {
    if value.is_empty() {
        return Err(EncodeError::EmptyLabel { label: name });
    }
    let plain = format!("{{{name}}}");
    let greedy = format!("{{{name}+}}");
    let mut encoded = String::with_capacity(value.len());
    let label = if path.contains(&plain) {
        percent::encode(&mut encoded, value);
        plain
    } else if path.contains(&greedy) {
        percent::encode_greedy(&mut encoded, value);
        greedy
    } else {
        return Err(EncodeError::LabelMismatch { label: name.to_owned() });
    };
    // The encoded value has no `{`, so it cannot be taken for another label.
    *path = path.replacen(&label, &encoded, 1);
    if encoded.split('/').any(|segment| segment == "." || segment == "..") {
        return Err(EncodeError::DotSegment { label: name });
    }
    Ok(())
}

/// Replaces `{name}` with the items of a list.
fn replace_list(
    path: &mut String,
    name: &'static str,
    separator: &str,
    items: &[String],
) -> Result<(), EncodeError> {
    if items.is_empty() || items == [""] {
        return Err(EncodeError::EmptyLabel { label: name });
    }
    let mut encoded = String::new();
    for (index, item) in items.iter().enumerate() {
        match separator {
            _ if index == 0 => {}
            // Characters of a path: RFC 3986 section 3.3.
            "," | ";" => encoded.push_str(separator),
            _ => percent::encode(&mut encoded, separator),
        }
        percent::encode(&mut encoded, item);
    }
    let label = format!("{{{name}}}");
    if !path.contains(&label) {
        return Err(EncodeError::LabelMismatch { label: name.to_owned() });
    }
    *path = path.replacen(&label, &encoded, 1);
    if encoded == "." || encoded == ".." {
        return Err(EncodeError::DotSegment { label: name });
    }
    Ok(())
}

/// Checks that every label was replaced except for those of keys.
pub(super) fn check_replaced(path: &str, keys: &[&str]) -> Result<(), EncodeError> {
    for rest in path.split('{').skip(1) {
        let label = rest.split(['}', '+']).next().unwrap_or(rest);
        if !keys.contains(&label) {
            return Err(EncodeError::LabelMismatch { label: label.to_owned() });
        }
    }
    Ok(())
}

/// Replaces the label that was left for a key; a path that the service redirects to has none.
///
/// # Errors
/// If the key leads to another path. The error does not contain the key.
pub(crate) fn fill_in(path: &mut String, label: &str, key: &str) -> Result<(), BoxError> {
    let label = format!("{{{label}}}");
    let mut encoded = String::with_capacity(key.len());
    percent::encode_segment(&mut encoded, key);
    if !path.contains(&label) {
        return Ok(());
    }
    *path = path.replacen(&label, &encoded, 1);
    let path = path.split('?').next().unwrap_or_default();
    if path.split('/').any(|segment| segment == "." || segment == "..") {
        return Err("the key is not valid in a path".into());
    }
    Ok(())
}
