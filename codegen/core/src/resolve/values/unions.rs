//! Values of unions, written as their JSON but with member names of the API.

use super::Values;
use crate::model::{Json, Member, Tag, Test, TypeId, UnionForm, Value};
use crate::suggest::{closest, suggest};
use crate::syntax::{self as spec, Literal, Spanned};

impl<'s> Values<'s> {
    /// The value of a union: the name and the value of its member.
    pub(super) fn union(&mut self, written: &spec::Value, id: TypeId) -> Option<Value> {
        let (variants, union) = self.definition(id);
        let (variant, value) = match self.service.form(id) {
            UnionForm::Named if self.is_unknown(written, variants) => return self.unknown(written),
            UnionForm::Named => self.named(written, variants, union)?,
            UnionForm::Tagged(tag) => return self.tagged(written, variants, union, tag),
            UnionForm::Told(alternatives) => {
                let Some(variant) = told(alternatives, variants, &written.value) else {
                    if self.is_response && !alternatives.is_empty() {
                        return self.unknown(written);
                    }
                    if !alternatives.is_empty() {
                        self.wrong_type(written, &format!("an alternative of `{union}`"));
                    }
                    return None;
                };
                (variant, written)
            }
        };
        let value = self.value(value, &variant.target)?;
        Some(Value::Map(vec![(variant.head.name.clone(), value)]))
    }

    /// Returns whether a value in a response is of a member that the union does not list: neither a listed one
    /// nor a misspelled one.
    fn is_unknown(&self, written: &spec::Value, variants: &[Member]) -> bool {
        let Literal::Map(entries) = &written.value else { return false };
        let known: Vec<&str> = variants.iter().map(|variant| variant.head.name.as_str()).collect();
        let [(name, _)] = entries.as_slice() else { return false };
        self.is_response && closest(&name.value, &known).is_none() && !known.contains(&name.value.as_str())
    }

    /// Returns JSON that a union keeps as it is, under the empty name.
    fn unknown(&mut self, written: &spec::Value) -> Option<Value> {
        self.document(written).map(|json| Value::Map(vec![(String::new(), json)]))
    }

    fn named<'w>(
        &mut self,
        written: &'w spec::Value,
        variants: &'s [Member],
        union: &str,
    ) -> Option<(&'s Member, &'w spec::Value)> {
        let Literal::Map(entries) = &written.value else {
            self.wrong_type(written, "a mapping of one member");
            return None;
        };
        let [(name, value)] = entries.as_slice() else {
            self.mistake(&written.span, "a union must have exactly one member", "write `{ MEMBER: VALUE }`");
            return None;
        };
        let variant = variants.iter().find(|variant| variant.head.name == name.value);
        if variant.is_none() {
            let known: Vec<&str> = variants.iter().map(|variant| variant.head.name.as_str()).collect();
            self.unknown_member(name, union, &known);
        }
        Some((variant?, value))
    }

    fn tagged(
        &mut self,
        written: &spec::Value,
        variants: &'s [Member],
        union: &str,
        tag: &Tag,
    ) -> Option<Value> {
        let Literal::Map(entries) = &written.value else {
            return self.wrong_type(written, &format!("a mapping with the tag `{}`", tag.name));
        };
        let Some((_, found)) = entries.iter().find(|(name, _)| name.value == tag.name) else {
            // Perhaps it is written as the value of a union without a tag.
            let untagged = match entries.as_slice() {
                [(name, _)] => variants.iter().find(|variant| variant.head.name == name.value),
                _ => None,
            };
            let message = format!("missing tag `{}` of `{union}`", tag.name);
            self.mistake(&written.span, message, with_tag(tag, untagged, variants));
            return None;
        };
        let text = match &found.value {
            Literal::String(text) if !tag.is_number => text.clone(),
            Literal::Integer(number) if tag.is_number => number.to_string(),
            _ => return self.wrong_type(found, if tag.is_number { "an integer" } else { "a string" }),
        };
        let Some(variant) = variants.iter().find(|variant| variant.wire_name == text) else {
            let known: Vec<&str> = variants.iter().map(|variant| variant.wire_name.as_str()).collect();
            if self.is_response && closest(&text, &known).is_none() {
                return self.unknown(written);
            }
            let message = format!("`{}` is not a tag of `{union}`", text.escape_debug());
            self.mistake(&found.span, message, suggest(&text, &known));
            return None;
        };
        let others = entries.iter().filter(|(name, _)| name.value != tag.name).cloned();
        let value = match &tag.content {
            None => Spanned { value: Literal::Map(others.collect()), span: written.span.clone() },
            Some(content) => {
                let others: Vec<_> = others.collect();
                match others.as_slice() {
                    [(name, value)] if name.value == *content => value.clone(),
                    _ => {
                        let message =
                            format!("expected the members `{}` and `{content}` of `{union}`", tag.name);
                        let help = format!("write `{{ {}: {text}, {content}: … }}`", tag.name);
                        self.mistake(&written.span, message, help);
                        return None;
                    }
                }
            }
        };
        let value = self.value(&value, &variant.target)?;
        Some(Value::Map(vec![(variant.head.name.clone(), value)]))
    }
}

/// How to write a value with its tag.
fn with_tag(Tag { name, content, .. }: &Tag, untagged: Option<&Member>, variants: &[Member]) -> String {
    match untagged {
        Some(Member { wire_name, .. }) => {
            let content = content.as_deref().map(|content| format!("{content}: ")).unwrap_or_default();
            format!("write `{{ {name}: {wire_name}, {content}… }}`, as in JSON")
        }
        None => {
            let mut known = variants.iter().map(|variant| variant.wire_name.as_str());
            let first = known.next().unwrap_or_default();
            let others = known.take(4).map(|known| format!(" or `{known}`")).collect::<String>();
            format!("add `{name}: {first}`{others}")
        }
    }
}

/// Returns the alternative of a value.
pub(in crate::resolve) fn told<'s>(
    alternatives: &[Json],
    variants: &'s [Member],
    written: &Literal,
) -> Option<&'s Member> {
    let index = alternatives.iter().position(|json| fits(json, written))?;
    variants.get(index)
}

/// Whether a value has this form. Timestamps and blobs are written as strings here.
fn fits(json: &Json, written: &Literal) -> bool {
    match (json, written) {
        (Json::Any, _)
        | (Json::Boolean, Literal::Boolean(_))
        | (Json::Number, Literal::Integer(_) | Literal::Float(_))
        | (Json::Text, Literal::String(_))
        | (Json::List, Literal::List(_)) => true,
        (Json::OneOf(values), Literal::String(text)) => values.contains(text),
        (Json::OneOf(values), Literal::Integer(number)) => values.contains(&number.to_string()),
        (Json::OneOf(values), Literal::Boolean(value)) => values.contains(&value.to_string()),
        (Json::Matching(pattern), Literal::String(text)) => {
            pattern.parsed.as_ref().is_none_or(|parsed| parsed.is_match(text))
        }
        (Json::Object(tests), Literal::Map(entries)) => {
            let has = |name: &str, json: &Json| {
                entries.iter().any(|(known, value)| known.value == name && fits(json, &value.value))
            };
            tests.iter().all(|test| match test {
                Test::Has(name, json) => has(name, json),
                Test::Lacks(name, json) => !has(name, json),
            })
        }
        _ => false,
    }
}
