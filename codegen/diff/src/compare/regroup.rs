//! Members of a body that moved into a structure, or out of one.

use super::members::{Fields, Role};
use super::{At, Comparison};
use crate::rules;
use speccast_core::model::{Member, Place, Type, TypeId};

impl Comparison<'_> {
    /// Compares members of a body that moved into a structure, or out of one; returns whether there are such.
    pub(super) fn regrouped(&mut self, old: Fields<'_>, new: Fields<'_>, at: &At, role: Role<'_>) -> bool {
        let (side, (payload, id)) = match (payload(old), payload(new)) {
            (Some(payload), None) => (0, payload),
            (None, Some(payload)) => (1, payload),
            _ => return false,
        };
        let (spec, grouped, single) = if side == 0 { (self.old, old, new) } else { (self.new, new, old) };
        // An error also has a message next to its body.
        let kept = |member: &Member| grouped.members.iter().any(|it| it.head.name == member.head.name);
        let (body, beside): (Vec<Member>, Vec<Member>) = single
            .members
            .iter()
            .cloned()
            .partition(|it| matches!(it.place, Place::Body | Place::Additional) && !kept(it));
        if body.is_empty() {
            return false;
        }
        let mut inside = Fields::of_type(spec, id).members.to_vec();
        // Without the structure, none of its members exists.
        inside.iter_mut().for_each(|member| member.required &= payload.required);
        let outside: Vec<Member> =
            grouped.members.iter().filter(|it| it.place != Place::Payload).cloned().collect();
        let in_place = [&at.old, &at.new][side].name(&payload.head.name);
        let definition = spec.definition(&in_place, &payload.target).key("structure");
        let (mut moved, mut inner) = (at.clone(), at.clone());
        *moved.side(side) = in_place.clone();
        *inner.side(side) = definition;
        let message = if side == 0 {
            format!(
                "members of `{}`, which was the whole body, are in the body themselves",
                payload.head.name
            )
        } else {
            format!("members of the body are in `{}`, which is the whole body", payload.head.name)
        };
        self.note(&rules::BODY_REGROUPED, &moved, message);
        self.uses(side, &in_place, &payload.target);
        let structure = Fields { members: &inside, ..Fields::of_type(spec, id) };
        let body = Fields { members: &body, ..single };
        let (beside, outside) =
            (Fields { members: &beside, ..single }, Fields { members: &outside, ..grouped });
        let by_side = |of_side, other| if side == 0 { (of_side, other) } else { (other, of_side) };
        for ((old, new), at, role) in
            [(by_side(structure, body), &inner, Role::Structure), (by_side(outside, beside), at, role)]
        {
            self.each_member(old, new, at, role);
        }
        true
    }
}

/// Returns the member that is the whole body and a structure, and that structure.
fn payload(fields: Fields<'_>) -> Option<(&Member, TypeId)> {
    let payload = fields.members.iter().find(|member| member.place == Place::Payload)?;
    match payload.target.ty {
        Type::Structure(id) => Some((payload, id)),
        _ => None,
    }
}
