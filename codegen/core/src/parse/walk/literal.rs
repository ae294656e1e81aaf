//! Words that YAML parsers disagree on, and values of the API.

use super::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::{self as spec, Literal, Spanned};
use crate::yaml::{Key, Kind, Node, Scalar};

impl Walk<'_> {
    /// A value of the API; only its type decides its meaning.
    pub(in crate::parse) fn literal(&mut self, node: &Node) -> spec::Value {
        let value = match &node.kind {
            Kind::Refused => Literal::Unreadable,
            Kind::Sequence(items) => Literal::List(items.iter().map(|node| self.literal(node)).collect()),
            Kind::Mapping(entries) => {
                let entry = |(key, node): &(Key, Node)| {
                    (Spanned::new(key.text.clone(), &key.span), self.literal(node))
                };
                Literal::Map(entries.iter().map(entry).collect())
            }
            Kind::Scalar { text, plain: false } => Literal::String(text.clone()),
            Kind::Scalar { text, plain: true }
                if self.refuse_too_large(node, text) || self.refuse_number(node, text) =>
            {
                Literal::Unreadable
            }
            Kind::Scalar { text, plain: true } => match node.scalar() {
                Some(Scalar::Null) => Literal::Null,
                Some(Scalar::Boolean(value)) => Literal::Boolean(value),
                Some(Scalar::Integer(number)) => {
                    i64::try_from(number).map_or(Literal::Unreadable, Literal::Integer)
                }
                Some(Scalar::Float(number)) => Literal::Float(number),
                Some(Scalar::String) | None => {
                    self.refuse_ambiguous(node);
                    Literal::String(text.clone())
                }
            },
        };
        Spanned::new(value, &node.span)
    }

    /// Reports a number too large for every type, which some YAML parsers read as a string or another number.
    fn refuse_too_large(&mut self, node: &Node, text: &str) -> bool {
        let digits = text.trim_start_matches(['-', '+']);
        let is_hex = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok()
            || digits.strip_prefix("0x").is_some_and(is_hex);
        let is_held = match node.scalar() {
            Some(Scalar::Integer(number)) => i64::try_from(number).is_ok(),
            Some(Scalar::Float(number)) => number.is_finite(),
            _ => false,
        };
        // A number with leading zeros, or without digits before the point, is a string even if it is small.
        let is_large = text.parse::<f64>().map_or(true, |number| number.abs() >= 2_f64.powi(63));
        if !is_number || is_held || !is_large {
            return false;
        }
        let help = format!("quote it if it is a string: \"{text}\"");
        let what = "a 64-bit number";
        let diagnostic = Diagnostic::expected(&codes::WRONG_TYPE, what, "a larger number", &node.span);
        self.report(diagnostic.help(help));
        true
    }

    /// Reports a text that YAML 1.1 reads as a number, octal if it begins with a zero, with a base of 60 if it has
    /// colons.
    fn refuse_number(&mut self, node: &Node, text: &str) -> bool {
        let unsigned = text.trim_start_matches(['-', '+']);
        let digits = unsigned.replace('_', "");
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_old = unsigned.starts_with(|c: char| c.is_ascii_digit())
            && node.scalar() == Some(Scalar::String)
            && (is_digits(&digits) || digits.split(':').all(is_digits));
        if is_old {
            let message = "some YAML parsers read this as another number";
            let number = digits.trim_start_matches('0');
            let help = match is_digits(number) {
                true => format!("write {number} for a number, or \"{text}\" for a string"),
                false => format!("quote it: \"{text}\""),
            };
            self.error(&codes::AMBIGUOUS_WORD, message, &node.span, help);
        }
        is_old
    }

    /// Reports a text that YAML 1.1 reads as a boolean.
    pub(in crate::parse) fn refuse_ambiguous(&mut self, node: &Node) {
        if let Kind::Scalar { text, plain: true } = &node.kind
            && ["no", "on", "off", "yes"].contains(&text.to_lowercase().as_str())
        {
            let message = "some YAML parsers read this as a boolean";
            self.error(&codes::AMBIGUOUS_WORD, message, &node.span, format!("quote it: \"{text}\""));
        }
    }

    /// Reports a text that YAML 1.1 reads as a date.
    pub(in crate::parse) fn refuse_date(&mut self, node: &Node) {
        let is_date = |text: &str| {
            let mut parts = text.split('-');
            let mut digits = |least, most| {
                parts.next().is_some_and(|part| {
                    (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
                })
            };
            digits(4, 4) && digits(1, 2) && digits(1, 2) && parts.next().is_none()
        };
        if let Kind::Scalar { text, plain: true } = &node.kind
            && is_date(text)
        {
            let message = "some YAML parsers read this as a date";
            self.error(&codes::AMBIGUOUS_WORD, message, &node.span, format!("quote it: \"{text}\""));
        }
    }
}
