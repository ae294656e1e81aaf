//! Values outside the body.

use std::str::FromStr;

use bytes::Bytes;
use serde::de::Error;

use crate::json::DecodeError;
use crate::json::node::non_finite;
use crate::json::numbers::{Float, finite};
use crate::timestamp::{Format, Timestamp};

/// A value outside the body: text that the target type interprets.
#[derive(Clone, Debug)]
pub(in crate::json) enum HeadValue {
    Text(String),
    /// JSON.
    Json(String),
    Map(Vec<(String, String)>),
    /// The whole body, which must be UTF-8.
    Body(Bytes),
    /// The whole body.
    Bytes(Bytes),
}

impl Default for HeadValue {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl HeadValue {
    pub(in crate::json) fn text(self) -> Result<String, DecodeError> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Body(body) => match std::str::from_utf8(&body) {
                Ok(text) => Ok(text.to_owned()),
                Err(_) => Err(DecodeError::custom("the body is not UTF-8")),
            },
            Self::Json(_) | Self::Map(_) | Self::Bytes(_) => {
                Err(DecodeError::custom("expected another type"))
            }
        }
    }

    pub(in crate::json) fn parse<T: FromStr>(self, expected: &str) -> Result<T, DecodeError> {
        let wrong = |_| DecodeError::custom(format_args!("expected {expected} in the header"));
        self.text()?.trim().parse().map_err(wrong)
    }

    pub(in crate::json) fn float<T: Float>(self) -> Result<T, DecodeError> {
        let text = self.text()?;
        finite(text.trim()).map_or_else(|| non_finite(text.trim()), Ok)
    }

    /// Splits into the elements of a list.
    pub(in crate::json) fn elements(self) -> Result<Vec<Self>, DecodeError> {
        Ok(split_list(&self.text()?).into_iter().map(Self::Text).collect())
    }

    /// Returns the entries of a map.
    pub(in crate::json) fn entries(self) -> Result<Vec<(String, Self)>, DecodeError> {
        match self {
            Self::Map(entries) => {
                Ok(entries.into_iter().map(|(key, value)| (key, Self::Text(value))).collect())
            }
            _ => Err(DecodeError::custom("expected another type")),
        }
    }
}

/// Splits a comma-separated list (RFC 9110 section 5.6.1); elements may be quoted strings (5.6.4).
fn split_list(text: &str) -> Vec<String> {
    let (mut elements, mut element) = (Vec::new(), String::new());
    let (mut quoted, mut was_quoted) = (false, false);
    let mut chars = text.chars();
    let mut end = |element: &mut String, was_quoted: &mut bool| {
        let taken = std::mem::take(element);
        let taken = if *was_quoted { taken } else { taken.trim().to_owned() };
        if *was_quoted || !taken.is_empty() {
            elements.push(taken);
        }
        *was_quoted = false;
    };
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => element.extend(chars.next()),
            '"' if quoted => quoted = false,
            '"' if element.trim().is_empty() => {
                element.clear();
                (quoted, was_quoted) = (true, true);
            }
            ',' if !quoted => end(&mut element, &mut was_quoted),
            // Space after a closing quote.
            ' ' | '\t' if was_quoted && !quoted => {}
            c => element.push(c),
        }
    }
    end(&mut element, &mut was_quoted);
    join_dates(elements)
}

/// Joins dates of HTTP and RFC 2822 again, which have a comma after the day of the week.
fn join_dates(elements: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(elements.len());
    for element in elements {
        if let Some(last) = joined.last_mut()
            && last.ends_with("day") | (last.len() == 3)
            && let date = format!("{last}, {element}")
            && Timestamp::parse(&date, Format::HttpDate).is_ok()
        {
            *last = date;
        } else {
            joined.push(element);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::split_list;

    #[test]
    fn lists() {
        assert_eq!(split_list("a, b ,,c"), ["a", "b", "c"]);
        assert_eq!(split_list(r#""b,c" , "\"d\"", "", e"f"#), ["b,c", "\"d\"", "", "e\"f"]);
        assert!(split_list("").is_empty());
        let dates = "Mon, 16 Dec 2019 23:48:18 GMT, Monday, 16-Dec-19 23:48:18 GMT, \
                     Mon, 16 Dec 2019 23:48:18 +0100, Mon, x GMT";
        let expected = [
            "Mon, 16 Dec 2019 23:48:18 GMT",
            "Monday, 16-Dec-19 23:48:18 GMT",
            "Mon, 16 Dec 2019 23:48:18 +0100",
            "Mon",
            "x GMT",
        ];
        assert_eq!(split_list(dates), expected);
    }
}
