//! Members that always have the same value.

use super::{At, Comparison, Found};
use crate::rules;
use crate::spec::Spec;
use crate::verdict::{Step, Wire};
use speccast_core::model::{EnumValue, Member, Type, TypeRef, Value};

impl Comparison<'_> {
    /// Compares constants. Other values of their types are not sent, so there is nothing else to compare.
    pub(super) fn constant(&mut self, old: &Member, new: &Member, at: &At) {
        let at = at.key("const");
        let found = match (&old.constant, &new.constant) {
            (None, Some(is)) => {
                let found = Found::new(&rules::CONST_ADDED, &at, format!("always `{is}` now"));
                let was_always = old.required && values(self.old, &old.target.ty) == Some(vec![is.clone()]);
                if was_always { found.wire(Wire::Compatible) } else { found }
            }
            (Some(was), None) if !accepts(self.new, &new.target, was) => {
                let message = format!("no longer `{was}`, which is not valid now");
                Found::new(&rules::CONST_CHANGED, &at, message).step(Step::Major)
            }
            (Some(was), None) => {
                let found = Found::new(&rules::CONST_REMOVED, &at, format!("no longer always `{was}`"));
                if new.required { found } else { found.step(Step::Minor) }
            }
            (Some(was), Some(is)) if was != is => {
                Found::new(&rules::CONST_CHANGED, &at, format!("always `{is}`, `{was}` before"))
            }
            _ => return,
        };
        self.record(found);
    }
}

/// Returns the values of an enum.
fn values(spec: &Spec, ty: &Type) -> Option<Vec<Value>> {
    let (Type::Enum(id) | Type::IntEnum(id)) = ty else { return None };
    Some(spec.service().definition(*id).values().iter().map(EnumValue::value).collect())
}

/// Returns whether a constant is a valid value of a type.
fn accepts(spec: &Spec, target: &TypeRef, constant: &Value) -> bool {
    let fits = match (&target.ty, constant) {
        (Type::Enum(_) | Type::IntEnum(_), constant) => {
            values(spec, &target.ty).is_some_and(|values| values.contains(constant))
        }
        (Type::Integer(width), Value::Integer(number)) => {
            let (min, max) = width.limits();
            (min..=max).contains(number)
        }
        (ty, Value::Boolean(_)) => *ty == Type::Boolean,
        (ty, Value::String(_)) => *ty == Type::String,
        (ty, _) => matches!(ty, Type::Float | Type::Double),
    };
    fits && target.constraints.violations(constant, &target.ty).is_empty()
}
