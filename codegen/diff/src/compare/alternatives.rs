//! Types that became one of the alternatives of a `oneOf`, or the reverse.

use super::members::variant;
use super::values::Held;
use super::{Comparison, Found};
use crate::rules;
use crate::spec::Spec;
use crate::verdict::Direction;
use speccast_core::model::{Member, Shape, Type, TypeRef, UnionForm};
use std::mem::discriminant;

impl Comparison<'_> {
    /// Compares a type with the alternative of a `oneOf` that corresponds to it; returns whether there is one.
    pub(super) fn chosen_among(&mut self, held: Held<'_>) -> bool {
        let Held { old, new, at } = held;
        let (side, id, single) = match (&old.ty, &new.ty) {
            (Type::Union(_), Type::Union(_)) => return false,
            (Type::Union(id), _) => (0, *id, new),
            (_, Type::Union(id)) => (1, *id, old),
            _ => return false,
        };
        let specs = [self.old, self.new];
        let (spec, of_single) = (specs[side], specs[1 - side]);
        let Shape::Union(members, form @ UnionForm::Told(_)) = &spec.service().definition(id).shape else {
            return false;
        };
        let Some(kept) = corresponding(members, spec, single, of_single) else { return false };
        let other = members.iter().enumerate().find(|(index, _)| *index != kept);
        let other = other.map(|(_, other)| variant(spec, other, form));
        let (union, noun) = (spec.noun(&Type::Union(id)), of_single.noun(&single.ty));
        let key = self.type_key(held);
        match side {
            0 => {
                let found = Found::new(&rules::NO_LONGER_ONE_OF, &key, format!("{noun}, {union} before"));
                self.record(match other {
                    Some(other) if found.at.direction != Some(Direction::Response) => found.lost(other),
                    _ => found,
                });
            }
            _ => {
                let found = Found::new(&rules::BECAME_ONE_OF, &key, format!("{union}, {noun} before"));
                self.record(match other {
                    Some(other) => found.gained(other),
                    None => found,
                });
            }
        }
        let kept = &members[kept];
        let mut at = at.clone();
        *at.side(side) = self.definition(held).side(side).key("oneOf").name(&kept.head.name);
        let (old, new) = if side == 0 { (&kept.target, single) } else { (single, &kept.target) };
        self.value(Held { old, new, at: &at });
        true
    }
}

/// Returns the alternative that is most like a type: of the same name, or else the only one of its kind.
fn corresponding(members: &[Member], spec: &Spec, single: &TypeRef, of_single: &Spec) -> Option<usize> {
    let is_same = |it: &TypeRef| match (it.ty.id(), single.ty.id()) {
        (Some(one), Some(other)) => spec.names.ty(one) == of_single.names.ty(other),
        _ => it.ty == single.ty,
    };
    let is_like = |it: &TypeRef| {
        discriminant(&it.ty) == discriminant(&single.ty)
            || [&it.ty, &single.ty].iter().all(|ty| is_number(ty))
            || [&it.ty, &single.ty].iter().all(|ty| matches!(ty, Type::String | Type::Enum(_)))
    };
    let targets = || members.iter().map(|member| &member.target);
    targets().position(is_same).or_else(|| {
        let at = targets().position(is_like)?;
        (targets().filter(|it| is_like(it)).count() == 1).then_some(at)
    })
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer(_) | Type::IntEnum(_) | Type::Float | Type::Double)
}
