//! Members of a body that moved into a structure, or out of one, and maps that became additional members.

use super::members::{Fields, Role};
use super::values::Held;
use super::{At, Comparison, Found};
use crate::rules;
use crate::spec::Spec;
use speccast_core::model::{Member, Place, Type, TypeId, TypeRef};

impl Comparison<'_> {
    /// Compares members of a body that moved into a structure, or out of one; returns whether there are such.
    pub(super) fn regrouped(&mut self, old: Fields<'_>, new: Fields<'_>, at: &At, role: Role<'_>) -> bool {
        let (side, payload) = match (payload(old), payload(new)) {
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
        let in_place = [&at.old, &at.new][side].name(&payload.head.name);
        let mut moved = at.clone();
        *moved.side(side) = in_place.clone();
        let id = match payload.target.ty {
            Type::Structure(id) => Some(id),
            Type::Map { .. } if self.opened(1 - side, &payload.target, &body, &moved) => None,
            _ => return false,
        };
        let outside: Vec<Member> =
            grouped.members.iter().filter(|it| it.place != Place::Payload).cloned().collect();
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
        let inside = id.map(|id| (id, parts(spec, id, payload.required)));
        let by_side = |of_side, other| if side == 0 { (of_side, other) } else { (other, of_side) };
        if let Some((id, inside)) = &inside {
            let definition = spec.definition(&in_place, &payload.target).key("structure");
            *moved.side(side) = definition;
            let structure = Fields { members: inside, ..Fields::of_type(spec, *id) };
            let (old, new) = by_side(structure, Fields { members: &body, ..single });
            self.each_member(old, new, &moved, Role::Structure);
        }
        let (beside, outside) =
            (Fields { members: &beside, ..single }, Fields { members: &outside, ..grouped });
        let (old, new) = by_side(outside, beside);
        self.each_member(old, new, at, role);
        true
    }

    /// Compares a map that became a structure with additional members, or the reverse; returns whether it did.
    pub(super) fn reopened(&mut self, held: Held<'_>) -> bool {
        let (side, map, id) = match (&held.old.ty, &held.new.ty) {
            (Type::Structure(id), Type::Map { .. }) => (0, held.new, *id),
            (Type::Map { .. }, Type::Structure(id)) => (1, held.old, *id),
            _ => return false,
        };
        let mut at = held.at.clone();
        *at.side(side) = self.definition(held).side(side).key("structure");
        let spec = [self.old, self.new][side];
        if !self.opened(side, map, spec.service().definition(id).members(), &at) {
            return false;
        }
        let message = match side {
            0 => "a map of what were additional members",
            _ => "a structure, whose additional members were the entries of a map",
        };
        self.note(&rules::MAP_REGROUPED, held.at, message);
        true
    }

    /// Compares a map with the members of an object, which `side` has: its entries are the additional members,
    /// and may be listed ones. Returns whether the object has additional members and can be compared.
    fn opened(&mut self, side: usize, map: &TypeRef, members: &[Member], at: &At) -> bool {
        let Type::Map { key, value, sparse } = &map.ty else { return false };
        let Some(open) = members.iter().find(|it| it.place == Place::Additional) else { return false };
        let listed: Vec<&Member> = members.iter().filter(|it| it.place != Place::Additional).collect();
        let is_plain = |member: &&Member| {
            member.nullable == *sparse && member.default.is_none() && member.constant.is_none()
        };
        // A listed member is an entry of the map, and not of the additional members.
        let is_counted = map.constraints.length.is_some() || open.target.constraints.length.is_some();
        if !listed.is_empty() && (is_counted || !is_any(key) || !listed.iter().all(is_plain)) {
            return false;
        }
        let place = |member: &Member| {
            let mut at = at.clone();
            *at.side(side) = at.side(side).name(&member.head.name);
            at
        };
        let by_side = |object, map| if side == 0 { (object, map) } else { (map, object) };
        let (old, new) = by_side(&open.target, map);
        self.value(Held { old, new, at: &place(open) });
        for member in listed {
            let at = place(member);
            let (old, new) = by_side(&member.target, value);
            self.value(Held { old, new, at: &at });
            // The map does not have it.
            let mut at = at;
            *at.side(1 - side) = at.side(1 - side).name(&member.head.name);
            let at = at.key("required");
            match side {
                _ if !member.required => {}
                0 => {
                    let found = Found::new(&rules::BECAME_OPTIONAL, &at, "no longer required");
                    self.record(found.always_sent());
                }
                _ => self.note(&rules::BECAME_REQUIRED, &at, "required now"),
            }
        }
        true
    }
}

/// Returns the member that is the whole body and an object.
fn payload(fields: Fields<'_>) -> Option<&Member> {
    let payload = fields.members.iter().find(|member| member.place == Place::Payload)?;
    matches!(payload.target.ty, Type::Structure(_) | Type::Map { .. }).then_some(payload)
}

/// Returns the members of a structure. If it may be missing, so may each of them.
fn parts(spec: &Spec, id: TypeId, required: bool) -> Vec<Member> {
    let mut members = Fields::of_type(spec, id).members.to_vec();
    members.iter_mut().for_each(|member| member.required &= required);
    members
}

/// Returns whether every string is such a key.
fn is_any(key: &TypeRef) -> bool {
    key.ty == Type::String && key.constraints.is_unbounded()
}
