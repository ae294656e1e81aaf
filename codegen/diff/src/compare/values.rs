//! Values: their types, and what they must satisfy.

use super::{At, Comparison, Found};
use crate::constraints::{self, Answer, Numbers, Text};
use crate::rules;
use crate::witness::Value;
use speccast_core::ir::{Bounds, Check, Constraint, Enum, IntEnum, Integer, Length, TimestampFormat, Type};

/// What a value is, and what is checked of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'s> {
    pub(super) ty: &'s Type,
    pub(super) checks: &'s [Check],
}

impl<'s> Held<'s> {
    fn item(&self, ty: &'s Type) -> Self {
        let each = self.checks.iter().find_map(|check| match check {
            Check::Each(items) => Some(items.as_slice()),
            _ => None,
        });
        Self { ty, checks: each.unwrap_or_default() }
    }

    fn entries(&self, key: &'s Type, value: &'s Type) -> (Self, Self) {
        let entries = self.checks.iter().find_map(|check| match check {
            Check::Entries { keys, values } => Some((keys.as_slice(), values.as_slice())),
            _ => None,
        });
        let (keys, values) = entries.unwrap_or_default();
        (Self { ty: key, checks: keys }, Self { ty: value, checks: values })
    }
}

impl Comparison<'_> {
    /// Compares what stands at `at`: a member, a union's member, or what a list or map holds.
    pub(super) fn value(&mut self, old: Held<'_>, new: Held<'_>, at: &At) {
        self.meet(0, old.ty);
        self.meet(1, new.ty);
        let definitions = self.definitions(at);
        self.marks(old.ty, new.ty, at);
        match (old.ty.plain(), new.ty.plain()) {
            (Type::Structure(old), Type::Structure(new)) => self.structures(old, new, &definitions),
            (Type::Union(old), Type::Union(new)) => self.unions(old, new, &definitions),
            (Type::Enum(old), Type::Enum(new)) => self.enums(old, new, &definitions),
            (Type::IntEnum(old), Type::IntEnum(new)) => self.int_enums(old, new, &definitions),
            (Type::List { item, sparse }, Type::List { item: new_item, sparse: new_sparse }) => {
                self.sparse(*sparse, *new_sparse, &definitions);
                self.sizes(old, new, at, false);
                self.unique(old, new, at);
                self.value(old.item(item), new.item(new_item), &definitions.key("list"));
            }
            (
                Type::Map { key, value, sparse },
                Type::Map { key: new_key, value: new_value, sparse: new_sparse },
            ) => {
                self.sparse(*sparse, *new_sparse, &definitions);
                self.sizes(old, new, at, false);
                let (keys, values) = old.entries(key, value);
                let (new_keys, new_values) = new.entries(new_key, new_value);
                self.value(keys, new_keys, &definitions.key("key"));
                self.value(values, new_values, &definitions.key("map"));
            }
            (Type::Timestamp(was), Type::Timestamp(is)) if was != is => {
                let message = format!("{}, {} before", format_name(*is), format_name(*was));
                let at = self.declared(at, "format");
                self.note(&rules::TIMESTAMP_FORMAT_CHANGED, &at, message);
            }
            (Type::Blob, Type::Blob) => self.sizes(old, new, at, true),
            (was, is) => self.scalars((was, old.checks), (is, new.checks), at),
        }
    }

    fn scalars(&mut self, (was, old): (&Type, &[Check]), (is, new): (&Type, &[Check]), at: &At) {
        let (before, after) = (self.old, self.new);
        let (old, new): (Vec<&Constraint>, Vec<&Constraint>) =
            (before.constraints(old).collect(), after.constraints(new).collect());
        match (was, is) {
            (Type::String, Type::String) => {
                let (old, new) = (text_of(&old), text_of(&new));
                let parts = constraints::texts(old, new, &mut self.patterns);
                self.parts(parts, at);
            }
            (Type::Integer(old_width), Type::Integer(width)) => {
                let (old, new) = (Numbers::new(*old_width, range(&old)), Numbers::new(*width, range(&new)));
                if old_width != width {
                    let wider = width_bits(*width) > width_bits(*old_width);
                    let rule = if wider { &rules::TYPE_WIDENED } else { &rules::TYPE_NARROWED };
                    self.retyped(rule, was, is, constraints::width(old, new), at);
                }
                self.parts(constraints::numbers(old, new), at);
            }
            (Type::Float | Type::Double, Type::Float | Type::Double) => {
                if was != is {
                    let (rule, changes) = match is {
                        Type::Double => {
                            (&rules::TYPE_WIDENED, (Answer::No, Answer::Yes(Value::Float(1e300))))
                        }
                        _ => (&rules::TYPE_NARROWED, (Answer::Yes(Value::Float(1e300)), Answer::No)),
                    };
                    self.retyped(rule, was, is, changes, at);
                }
                self.parts(constraints::floats(float_range(&old), float_range(&new)), at);
            }
            (Type::Integer(_), Type::Float | Type::Double) => {
                let gained = Answer::Yes(Value::Float(0.5));
                self.retyped(&rules::TYPE_WIDENED, was, is, (Answer::No, gained), at);
            }
            (Type::Float | Type::Double, Type::Integer(_)) => {
                let lost = Answer::Yes(Value::Float(0.5));
                self.retyped(&rules::TYPE_NARROWED, was, is, (lost, Answer::No), at);
            }
            (Type::String, Type::Enum(name)) => {
                let values: Vec<&str> = values_of(after.string_enum(name));
                let answers = constraints::choices(text_of(&old), &values, &mut self.patterns);
                self.chosen(&rules::BECAME_ENUM, "one of a list now", answers, at);
            }
            (Type::Enum(name), Type::String) => {
                let values: Vec<&str> = values_of(before.string_enum(name));
                let (gained, lost) = constraints::choices(text_of(&new), &values, &mut self.patterns);
                self.chosen(&rules::NO_LONGER_ENUM, "no longer one of a list", (lost, gained), at);
            }
            (Type::Integer(width), Type::IntEnum(name)) => {
                let values = numbers_of(after.int_enum(name));
                let all = Numbers::new(*width, range(&old));
                let answers = (all.other_than(&values), all.first_outside(&values));
                self.chosen(&rules::BECAME_ENUM, "one of a list now", answers, at);
            }
            (Type::IntEnum(name), Type::Integer(width)) => {
                let values = numbers_of(before.int_enum(name));
                let all = Numbers::new(*width, range(&new));
                let answers = (all.first_outside(&values), all.other_than(&values));
                self.chosen(&rules::NO_LONGER_ENUM, "no longer one of a list", answers, at);
            }
            (was, is) if was == is => {}
            (was, is) => {
                let at = self.type_key(at);
                self.note(&rules::TYPE_CHANGED, &at, format!("{}, {} before", noun(is), noun(was)));
            }
        }
    }
}

impl Comparison<'_> {
    /// What is said of a type besides what it is: that it is a secret, that it is boxed.
    fn marks(&mut self, old: &Type, new: &Type, at: &At) {
        let marks = |ty: &Type| {
            let (mut sensitive, mut boxed, mut ty) = (false, false, ty);
            while let Type::Sensitive(inner) | Type::Boxed(inner) = ty {
                sensitive |= matches!(ty, Type::Sensitive(_));
                boxed |= matches!(ty, Type::Boxed(_));
                ty = inner;
            }
            (sensitive, boxed)
        };
        let ((was_sensitive, was_boxed), (is_sensitive, is_boxed)) = (marks(old), marks(new));
        if was_sensitive != is_sensitive {
            let (rule, message) = if is_sensitive {
                (&rules::SENSITIVE_ADDED, "sensitive now")
            } else {
                (&rules::SENSITIVE_REMOVED, "no longer sensitive")
            };
            let at = self.declared(at, "sensitive");
            self.note(rule, &at, message);
        }
        if was_boxed != is_boxed {
            let message = if is_boxed { "`Box`ed in Rust now" } else { "no longer `Box`ed in Rust" };
            self.note(&rules::RUST_TYPE_CHANGED, at, message);
        }
    }

    fn sparse(&mut self, was: bool, is: bool, at: &At) {
        if was == is {
            return;
        }
        let (rule, message) = if is {
            (&rules::SPARSE_ADDED, "an item may be `null` now")
        } else {
            (&rules::SPARSE_REMOVED, "an item may no longer be `null`")
        };
        self.record(Found::new(rule, &at.key("sparse"), message));
    }

    fn sizes(&mut self, old: Held<'_>, new: Held<'_>, at: &At, is_blob: bool) {
        let (before, after) = (self.old, self.new);
        let parts = constraints::sizes(
            before.constraints(old.checks).find_map(length),
            after.constraints(new.checks).find_map(length),
            is_blob,
        );
        self.parts(parts, at);
    }

    fn unique(&mut self, old: Held<'_>, new: Held<'_>, at: &At) {
        let (before, after) = (self.old, self.new);
        let unique = |constraint: &Constraint| matches!(constraint, Constraint::Unique);
        let was = before.constraints(old.checks).any(unique);
        let is = after.constraints(new.checks).any(unique);
        let twice = || Answer::Yes(Value::Other("a list with an item twice".to_owned()));
        let (rule, message, lost, gained) = match (was, is) {
            (false, true) => {
                (&rules::UNIQUE_ITEMS_ADDED, "no two items may be equal now", twice(), Answer::No)
            }
            (true, false) => (&rules::UNIQUE_ITEMS_REMOVED, "items may be equal now", Answer::No, twice()),
            _ => return,
        };
        let message = message.to_owned();
        let part = constraints::Part {
            rule,
            key: "uniqueItems",
            bound: None,
            message,
            lost,
            gained,
            enforced: true,
        };
        self.parts(vec![part], at);
    }

    /// Where a value's type is said: by a named type that both specs give it, or beside it.
    pub(super) fn type_key(&self, at: &At) -> At {
        let (old, new) = (self.old.definition(&at.old), self.new.definition(&at.new));
        let at = if old == new { At { old, new, direction: at.direction } } else { at.clone() };
        if self.new.has(&at.new.key("type")) || self.old.has(&at.old.key("type")) {
            at.key("type")
        } else {
            at
        }
    }
}

fn text_of<'c>(constraints: &[&'c Constraint]) -> Text<'c> {
    Text::new(constraints.iter().copied())
}

fn range<'c>(constraints: &[&'c Constraint]) -> Option<&'c Bounds<i64>> {
    constraints.iter().find_map(|constraint| match constraint {
        Constraint::Integer(range) => Some(range),
        _ => None,
    })
}

fn float_range<'c>(constraints: &[&'c Constraint]) -> Option<&'c Bounds<f64>> {
    constraints.iter().find_map(|constraint| match constraint {
        Constraint::Float(range) => Some(range),
        _ => None,
    })
}

fn length(constraint: &Constraint) -> Option<&Length> {
    match constraint {
        Constraint::Length(length) => Some(length),
        _ => None,
    }
}

fn values_of(def: Option<&Enum>) -> Vec<&str> {
    def.map(|def| def.values.iter().map(|value| value.value.as_str()).collect()).unwrap_or_default()
}

fn numbers_of(def: Option<&IntEnum>) -> Vec<i32> {
    def.map(|def| def.values.iter().map(|value| value.value).collect()).unwrap_or_default()
}

fn format_name(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::DateTime => "date-time",
        TimestampFormat::HttpDate => "http-date",
        TimestampFormat::EpochSeconds => "epoch-seconds",
    }
}

/// A type as a message calls it.
pub(super) fn noun(ty: &Type) -> String {
    match ty {
        Type::String => "a string".to_owned(),
        Type::Boolean => "a boolean".to_owned(),
        Type::Integer(width) => format!("a whole number of {} bits", width_bits(*width)),
        Type::Float => "a number of 32 bits".to_owned(),
        Type::Double => "a number of 64 bits".to_owned(),
        Type::Timestamp(_) => "a timestamp".to_owned(),
        Type::Blob => "a blob".to_owned(),
        Type::Document => "any JSON".to_owned(),
        Type::List { .. } => "a list".to_owned(),
        Type::Map { .. } => "a map".to_owned(),
        Type::Structure(name) => format!("the structure `{name}`"),
        Type::Union(name) => format!("the union `{name}`"),
        Type::Enum(name) | Type::IntEnum(name) => format!("the enum `{name}`"),
        Type::Sensitive(inner) | Type::Boxed(inner) => noun(inner),
    }
}

fn width_bits(width: Integer) -> u8 {
    match width {
        Integer::Byte => 8,
        Integer::Short => 16,
        Integer::Integer => 32,
        Integer::Long => 64,
    }
}
