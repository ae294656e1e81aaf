//! Boxes that keep recursive types finite in size.

use speccast_core::Model;
use speccast_core::model::TypeId;
use std::collections::HashSet;

/// Maximum number of types in a cycle for which the fewest boxes are searched; in larger cycles, every member that can
/// be boxed is boxed.
const MANY_TYPES: usize = 1_000;

/// Returns the members to box, so that no type contains itself: in spec order, each member that would close a cycle.
pub(super) fn boxes(model: &Model, order: &[TypeId]) -> HashSet<(TypeId, usize)> {
    let (service, facts) = (&model.service, &model.facts);
    let mut sizes = vec![0_usize; service.types.len()];
    service.ids().for_each(|id| sizes[facts.cycle(id)] += 1);
    // Members that cannot be boxed do not form a cycle.
    let required = |id| service.containments(id).into_iter().filter(|it| !it.optional).map(|it| it.contained);
    let mut kept: Vec<Vec<TypeId>> = service.ids().map(|id| required(id).collect()).collect();
    let mut boxes = HashSet::new();
    for from in order.iter().copied() {
        for it in service.containments(from).into_iter().filter(|it| it.optional) {
            let many = sizes[facts.cycle(from)] > MANY_TYPES;
            let is_cycle = facts.cycle(from) == facts.cycle(it.contained);
            if is_cycle && (many || reaches(&kept, it.contained, from)) {
                boxes.insert((from, it.member));
            } else {
                kept[from.index()].push(it.contained);
            }
        }
    }
    boxes
}

fn reaches(kept: &[Vec<TypeId>], start: TypeId, goal: TypeId) -> bool {
    let mut seen: HashSet<TypeId> = HashSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        if at == goal {
            return true;
        }
        if seen.insert(at) {
            open.extend(&kept[at.index()]);
        }
    }
    false
}
