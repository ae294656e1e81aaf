//! Enums: of strings and of numbers.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, Shape};
use crate::syntax::{EnumValue, IntEnumValue, Spanned};
use crate::text::{Span, find_hidden};
use std::collections::HashMap;
use std::hash::Hash;

impl Resolver<'_> {
    pub(super) fn string_enum(&mut self, values: &[EnumValue], span: &Span) -> Shape {
        if values.is_empty() {
            self.error(&codes::EMPTY_ENUM, "an enum must have values", span, "list the values");
        }
        let mut seen = HashMap::new();
        let mut resolved = Vec::new();
        for written in values {
            let EnumValue { value, head } = written;
            if find_hidden(&value.value, &[]).is_some() {
                let help = "write the value on the wire";
                self.error(&codes::ENUM_VALUE, "enum value with hidden characters", &value.span, help);
            }
            if self.first_time(&mut seen, value.value.as_str(), value) {
                let head = self.head(value, head);
                resolved.push(model::EnumValue { head, number: None });
            }
        }
        Shape::Enum(resolved)
    }

    pub(super) fn int_enum(&mut self, values: &[IntEnumValue], span: &Span) -> Shape {
        if values.is_empty() {
            self.error(&codes::EMPTY_ENUM, "an enum must have values", span, "write `NAME: 1`");
        }
        let mut seen = HashMap::new();
        let mut resolved = Vec::new();
        for written in values {
            let IntEnumValue { name, value, head } = written;
            let head = self.head(name, head);
            // An invalid value was reported.
            let Some(value) = value else { continue };
            if self.first_time(&mut seen, value.value, value) {
                resolved.push(model::EnumValue { head, number: Some(value.value) });
            }
        }
        Shape::IntEnum(resolved)
    }

    /// Reports a duplicate value; returns whether it is the first one.
    fn first_time<'v, T: Copy + Eq + Hash, V: std::fmt::Display>(
        &mut self,
        seen: &mut HashMap<T, &'v Span>,
        key: T,
        value: &'v Spanned<V>,
    ) -> bool {
        let first = seen.get(&key);
        if let Some(first) = first {
            let what = format!("`{}`", value.value);
            let diagnostic = Diagnostic::duplicate(&codes::ENUM_VALUE, what, &value.span, first);
            self.report(diagnostic.help("remove one of them"));
            return false;
        }
        seen.insert(key, &value.span);
        true
    }
}
