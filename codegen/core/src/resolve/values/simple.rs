//! Values written as one text: strings, numbers, enums, timestamps and blobs.

use super::Values;
use crate::model::{self, Type, TypeId, Value};
use crate::resolve::timestamps;
use crate::suggest::suggest;
use crate::syntax::{self as spec, Literal};
use crate::text::Span;

impl<'s> Values<'s> {
    /// A value written as one text.
    pub(super) fn simple(&mut self, written: &spec::Value, ty: &Type) -> Option<Value> {
        let text = match &written.value {
            Literal::String(text) => Some(text.as_str()),
            _ => None,
        };
        let (value, wanted) = match ty {
            Type::String => (text.map(|text| Value::String(text.to_owned())), "a string"),
            Type::Enum(id) => {
                if let Some(text) = text {
                    return self.enum_value(&written.span, text, *id);
                }
                (None, "a string")
            }
            Type::IntEnum(id) => {
                if let Literal::Integer(number) = &written.value {
                    return self.int_enum_value(&written.span, *number, *id);
                }
                (None, "a number from the enum")
            }
            Type::Boolean => match written.value {
                Literal::Boolean(value) => (Some(Value::Boolean(value)), ""),
                _ => (None, "`true` or `false`"),
            },
            Type::Integer(width) => {
                let ((min, max), name) = (width.limits(), width.name());
                match written.value {
                    Literal::Integer(value) if (min..=max).contains(&value) => {
                        (Some(Value::Integer(value)), "")
                    }
                    Literal::Integer(_) => {
                        let article = if name == "integer" { "an" } else { "a" };
                        let message = format!("out of range for {article} `{name}` ({min} to {max})");
                        self.violation(&written.span, message, "");
                        return None;
                    }
                    _ => (None, "an integer"),
                }
            }
            Type::Float | Type::Double => match (&written.value, text) {
                (Literal::Integer(value), _) => (Some(Value::Float(*value as f64)), ""),
                (Literal::Float(value), _) if value.is_finite() => (Some(Value::Float(*value)), ""),
                (_, Some("NaN")) => (Some(Value::Float(f64::NAN)), ""),
                (_, Some("Infinity")) => (Some(Value::Float(f64::INFINITY)), ""),
                (_, Some("-Infinity")) => (Some(Value::Float(f64::NEG_INFINITY)), ""),
                _ => (None, "a number, or one of \"NaN\", \"Infinity\" and \"-Infinity\""),
            },
            Type::Timestamp(format) => {
                let time = timestamps::time(&written.value, *format).map(Value::Time);
                if time.is_none() {
                    self.wrong_type(written, &timestamps::wanted(*format));
                }
                return time;
            }
            Type::Date => {
                let day = text.filter(|text| model::day(text).is_some());
                (day.map(|text| Value::String(text.to_owned())), "a date such as 2026-01-31")
            }
            Type::Blob => {
                let bytes = text.filter(|text| model::base64(text).is_some());
                (bytes.map(|text| Value::String(text.to_owned())), "a base64 string")
            }
            _ => (None, "another value"),
        };
        if value.is_none() {
            self.wrong_type(written, wanted);
        }
        value
    }

    fn enum_value(&mut self, span: &Span, text: &str, id: TypeId) -> Option<Value> {
        let values = self.service.definition(id).values();
        let known = self.enums.entry(id);
        let known = known.or_insert_with(|| values.iter().map(|known| known.head.name.as_str()).collect());
        if !known.contains(text) {
            let known: Vec<&str> = values.iter().map(|known| known.head.name.as_str()).collect();
            let message = format!("`{}` is not a value of `{}`", text.escape_debug(), self.definition(id).1);
            self.mistake(span, message, suggest(text, &known));
            return None;
        }
        Some(Value::String(text.to_owned()))
    }

    fn int_enum_value(&mut self, span: &Span, number: i64, id: TypeId) -> Option<Value> {
        let values = self.service.definition(id).values();
        if !values.iter().any(|known| known.value() == Value::Integer(number)) {
            let known: Vec<String> = values.iter().map(|known| known.value().to_string()).collect();
            let message = format!("{number} is not a value of `{}`", self.definition(id).1);
            self.mistake(span, message, format!("expected one of: {}", known.join(", ")));
            return None;
        }
        Some(Value::Integer(number))
    }
}
