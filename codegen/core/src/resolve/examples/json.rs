//! Checks the types in a JSON body of an example.

use super::Of;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Member, Place, TimestampFormat, Type, TypeId, UnionForm, day};
use crate::resolve::values::told;
use crate::syntax::{self as spec, Literal};
use std::collections::HashMap;

impl<'s> Of<'_, 's> {
    /// Checks the types of a JSON body's members.
    pub(super) fn answer_body(&mut self, response: &spec::ExampleResponse, members: &'s [Member]) {
        let Some(body) = &response.body else { return };
        if matches!(body.value, Literal::String(_) | Literal::Unreadable) {
            return;
        }
        let payload = members.iter().find(|member| member.place == Place::Payload);
        match payload {
            Some(payload) if payload.is_raw(self.service.protocol) => {}
            Some(payload) => self.json(body, &payload.target.ty),
            None => self.json_members(body, members),
        }
    }

    fn json_members(&mut self, written: &spec::Value, members: &'s [Member]) {
        let Literal::Map(entries) = &written.value else {
            self.values.wrong_type(written, "a mapping of members");
            return;
        };
        let in_body = members.iter().filter(|member| member.place == Place::Body);
        let by_name: HashMap<&str, &Type> =
            in_body.map(|member| (member.wire_name.as_str(), &member.target.ty)).collect();
        for (name, value) in entries {
            // Unknown members are ignored, and null is the same as absent.
            if let Some(ty) = by_name.get(name.value.as_str())
                && value.value != Literal::Null
            {
                self.json(value, ty);
            }
        }
    }

    fn json(&mut self, written: &spec::Value, ty: &'s Type) {
        match (ty, &written.value) {
            (Type::Error, _) | (_, Literal::Unreadable) => {}
            (Type::List { item, sparse }, Literal::List(items)) => {
                items.iter().for_each(|written| self.json_item(written, &item.ty, *sparse));
            }
            (Type::Map { value, sparse, .. }, Literal::Map(entries)) => {
                entries.iter().for_each(|(_, written)| self.json_item(written, &value.ty, *sparse));
            }
            (Type::Structure(id), _) => self.json_members(written, self.values.definition(*id).0),
            (Type::Union(id), _) if *self.service.form(*id) != UnionForm::Named => {
                self.json_told(written, *id);
            }
            (Type::Union(id), Literal::Map(entries)) => {
                let (variants, _) = self.values.definition(*id);
                for (name, value) in entries.iter().filter(|(_, value)| value.value != Literal::Null) {
                    if let Some(variant) = variants.iter().find(|it| it.wire_name == name.value) {
                        self.json(value, &variant.target.ty);
                    }
                }
            }
            (Type::Timestamp(format), Literal::String(text))
                if *format != TimestampFormat::Sql && lacks_offset(text) =>
            {
                let message = "a time without an offset";
                let diagnostic = Diagnostic::new(&codes::EXAMPLE, message).label(&written.span, "");
                self.values.report(diagnostic.help("add `format: sql` to the member, which reads it as UTC"));
            }
            (ty, value) => {
                if let Some(wanted) = unfit(ty, value) {
                    self.values.wrong_type(written, wanted);
                }
            }
        }
    }

    /// A union with a tag or of distinct forms. Unknown members are kept.
    fn json_told(&mut self, written: &spec::Value, id: TypeId) {
        let (variants, _) = self.values.definition(id);
        match self.service.form(id) {
            UnionForm::Named => {}
            UnionForm::Told(alternatives) => {
                if let Some(variant) = told(alternatives, variants, &written.value) {
                    self.json(written, &variant.target.ty);
                }
            }
            UnionForm::Tagged(tag) => {
                let named = match entry(written, &tag.name).map(|tag| &tag.value) {
                    Some(Literal::String(text)) => text.clone(),
                    Some(Literal::Integer(number)) => number.to_string(),
                    _ => {
                        self.values.wrong_type(written, &format!("a mapping with the tag `{}`", tag.name));
                        return;
                    }
                };
                let variant = variants.iter().find(|variant| variant.wire_name == named);
                let content = match &tag.content {
                    Some(content) => entry(written, content),
                    None => Some(written),
                };
                if let (Some(variant), Some(content)) = (variant, content) {
                    self.json(content, &variant.target.ty);
                }
            }
        }
    }

    fn json_item(&mut self, written: &spec::Value, ty: &'s Type, sparse: bool) {
        if !sparse || written.value != Literal::Null {
            self.json(written, ty);
        }
    }
}

/// What a type wants in place of this JSON, if it cannot be a value of the type. The client checks no more.
fn unfit(ty: &Type, value: &Literal) -> Option<&'static str> {
    let is_number = matches!(value, Literal::Integer(_) | Literal::Float(_));
    let text = if let Literal::String(text) = value { Some(text.as_str()) } else { None };
    let in_quotes = text.is_some_and(|text| text.parse::<f64>().is_ok_and(f64::is_finite));
    let (fits, wanted) = match ty {
        Type::List { .. } => (false, "a list"),
        Type::Map { .. } => (false, "a map"),
        Type::Union(_) => (false, "a mapping of one member"),
        Type::String | Type::Enum(_) | Type::Blob => (text.is_some(), "a string"),
        Type::Boolean => (matches!(value, Literal::Boolean(_)), "`true` or `false`"),
        Type::Integer(_) | Type::IntEnum(_) => {
            let is_fraction = matches!(value, Literal::Float(number) if number.fract() != 0.0);
            (is_number && !is_fraction, "an integer")
        }
        Type::Float | Type::Double => {
            let is_special = text.is_some_and(|text| ["NaN", "Infinity", "-Infinity"].contains(&text));
            (is_number || is_special, "a number")
        }
        Type::Timestamp(TimestampFormat::EpochMillis) => {
            (is_number || in_quotes, "a number of milliseconds since 1970")
        }
        Type::Timestamp(format) if format.is_number() => {
            (is_number || in_quotes, "a number of seconds since 1970")
        }
        Type::Timestamp(_) => (text.is_some(), "a string"),
        Type::Date => (text.is_some_and(|text| day(text).is_some()), "a date such as 2026-01-31"),
        Type::Document | Type::Structure(_) | Type::Error => return None,
    };
    (!fits).then_some(wanted)
}

/// A member of a JSON object.
pub(super) fn entry<'v>(body: &'v spec::Value, name: &str) -> Option<&'v spec::Value> {
    let Literal::Map(entries) = &body.value else { return None };
    entries.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
}

/// Whether this is a date and a time of day, and nothing about its distance from UTC.
fn lacks_offset(text: &str) -> bool {
    let Some((day, time)) = text.split_once(['T', ' ']) else { return false };
    let is_time = time.len() >= 5 && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    is_time && self::day(day).is_some()
}
