//! Values written as one text: strings, numbers, enums, timestamps and blobs.

use super::Values;
use crate::model::{self, Integer, Type, TypeId, Value};
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
        let string = |text: &str| Value::String(text.to_owned());
        let (value, wanted) = match (ty, &written.value) {
            (Type::Enum(id), Literal::String(text)) => return self.enum_value(&written.span, text, *id),
            (Type::IntEnum(id), Literal::Integer(number)) => {
                return self.int_enum_value(&written.span, *number, *id);
            }
            (Type::Integer(width), Literal::Integer(value)) => {
                return self.integer(&written.span, *value, *width);
            }
            (Type::Timestamp(format), literal) => {
                let time = timestamps::time(literal, *format).map(Value::Time);
                if time.is_none() {
                    self.wrong_type(written, &timestamps::wanted(*format));
                }
                return time;
            }
            (Type::Boolean, Literal::Boolean(value)) => return Some(Value::Boolean(*value)),
            (Type::Float | Type::Double, literal) => {
                (float(literal), "a number, or one of \"NaN\", \"Infinity\" and \"-Infinity\"")
            }
            (Type::String, _) => (text.map(string), "a string"),
            (Type::Date, _) => {
                (text.filter(|text| model::day(text).is_some()).map(string), "a date such as 2026-01-31")
            }
            (Type::Blob, _) => {
                (text.filter(|text| model::base64(text).is_some()).map(string), "a base64 string")
            }
            (Type::Enum(_), _) => (None, "a string"),
            (Type::IntEnum(_), _) => (None, "a number from the enum"),
            (Type::Integer(_), _) => (None, "an integer"),
            (Type::Boolean, _) => (None, "`true` or `false`"),
            _ => (None, "another value"),
        };
        if value.is_none() {
            self.wrong_type(written, wanted);
        }
        value
    }

    fn integer(&mut self, span: &Span, value: i64, width: Integer) -> Option<Value> {
        let ((min, max), name) = (width.limits(), width.name());
        if !(min..=max).contains(&value) {
            let article = if name == "integer" { "an" } else { "a" };
            self.violation(span, format!("out of range for {article} `{name}` ({min} to {max})"), "");
            return None;
        }
        Some(Value::Integer(value))
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

/// A number, or the name of one that YAML does not have.
fn float(written: &Literal) -> Option<Value> {
    let number = match written {
        Literal::Integer(value) => *value as f64,
        Literal::Float(value) if value.is_finite() => *value,
        Literal::String(text) => match text.as_str() {
            "NaN" => f64::NAN,
            "Infinity" => f64::INFINITY,
            "-Infinity" => f64::NEG_INFINITY,
            _ => return None,
        },
        _ => return None,
    };
    Some(Value::Float(number))
}
