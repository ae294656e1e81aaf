//! Checks the types in a JSON body of an example.

use super::Of;
use crate::model::{self, Member, Place, Type, TypeId, UnionForm};
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
        match payload.map(|payload| &payload.target.ty) {
            Some(Type::String | Type::Enum(_) | Type::Blob) => {}
            Some(ty) => self.json(body, ty),
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
        if *ty == Type::Error || written.value == Literal::Unreadable {
            return;
        }
        let value = &written.value;
        let (fits, wanted) = match (ty, value) {
            (Type::List { item, sparse }, Literal::List(items)) => {
                items.iter().for_each(|written| self.json_item(written, &item.ty, *sparse));
                return;
            }
            (Type::Map { value, sparse, .. }, Literal::Map(entries)) => {
                entries.iter().for_each(|(_, written)| self.json_item(written, &value.ty, *sparse));
                return;
            }
            (Type::Structure(id), _) => {
                self.json_members(written, self.values.definition(*id).0);
                return;
            }
            (Type::Union(id), _) if *self.service.form(*id) != UnionForm::Named => {
                self.json_told(written, *id);
                return;
            }
            (Type::Union(id), Literal::Map(entries)) => {
                let (variants, _) = self.values.definition(*id);
                for (name, value) in entries.iter().filter(|(_, value)| value.value != Literal::Null) {
                    if let Some(variant) = variants.iter().find(|it| it.wire_name == name.value) {
                        self.json(value, &variant.target.ty);
                    }
                }
                return;
            }
            (Type::List { .. }, _) => (false, "a list"),
            (Type::Map { .. }, _) => (false, "a map"),
            (Type::Union(_), _) => (false, "a mapping of one member"),
            (Type::String | Type::Enum(_) | Type::Blob, _) => {
                (matches!(value, Literal::String(_)), "a string")
            }
            (Type::Boolean, _) => (matches!(value, Literal::Boolean(_)), "`true` or `false`"),
            (Type::Integer(_) | Type::IntEnum(_), _) => {
                let whole = matches!(value, Literal::Float(number) if number.fract() == 0.0);
                (whole || matches!(value, Literal::Integer(_)), "an integer")
            }
            (Type::Float | Type::Double, _) => {
                let special = matches!(value, Literal::String(text) if ["NaN", "Infinity", "-Infinity"].contains(&text.as_str()));
                (special || matches!(value, Literal::Integer(_) | Literal::Float(_)), "a number")
            }
            (Type::Timestamp(format), _) if format.is_number() => {
                let wanted = match format {
                    model::TimestampFormat::EpochMillis => "a number of milliseconds since 1970",
                    _ => "a number of seconds since 1970",
                };
                (matches!(value, Literal::Integer(_) | Literal::Float(_)), wanted)
            }
            (Type::Date, Literal::String(text)) => (model::day(text).is_some(), "a date such as 2026-01-31"),
            (Type::Date, _) => (false, "a date such as 2026-01-31"),
            (Type::Timestamp(_), _) => (matches!(value, Literal::String(_)), "a string"),
            _ => return,
        };
        if !fits {
            self.values.wrong_type(written, wanted);
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

/// A member of a JSON object.
pub(super) fn entry<'v>(body: &'v spec::Value, name: &str) -> Option<&'v spec::Value> {
    let Literal::Map(entries) = &body.value else { return None };
    entries.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
}
