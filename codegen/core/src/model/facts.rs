//! Facts that follow from all types of a service together.

use super::{Member, Service, Shape, TypeId};

/// Facts about the types of a service that no definition states on its own, computed once.
#[derive(Clone, Debug)]
pub struct Facts {
    requests: Vec<bool>,
    responses: Vec<bool>,
    infinite: Vec<bool>,
    cycles: Vec<usize>,
}

/// A member of a structure or union whose value directly contains a value of another one, without a list or
/// map between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Containment {
    /// Index of the member.
    pub member: usize,
    /// The type that it contains.
    pub contained: TypeId,
    /// Whether there are values without it.
    pub optional: bool,
}

impl Facts {
    /// Computes the facts of a service.
    pub fn new(service: &Service) -> Self {
        let inputs = service.operations.iter().flat_map(|operation| &operation.input);
        let outputs = service.operations.iter().flat_map(|operation| &operation.output);
        let errors = service.errors.iter().flat_map(|error| &error.members);
        let infinite = infinite(service);
        Self {
            requests: reachable(service, inputs),
            responses: reachable(service, outputs.chain(errors)),
            cycles: cycles(service, |_| true),
            infinite,
        }
    }

    /// Returns whether clients send values of a type.
    pub fn in_request(&self, id: TypeId) -> bool {
        self.requests[id.index()]
    }

    /// Returns whether services send values of a type; such values may have members and enum values that the
    /// spec does not name.
    pub fn in_response(&self, id: TypeId) -> bool {
        self.responses[id.index()]
    }

    /// Returns whether a type is infinite: each of its values would contain another one.
    pub fn is_infinite(&self, id: TypeId) -> bool {
        self.infinite[id.index()]
    }

    /// Returns the number of the cycle that a type is part of. Two types have the same number if values of
    /// each can directly contain values of the other.
    pub fn cycle(&self, id: TypeId) -> usize {
        self.cycles[id.index()]
    }

    /// Returns the types of each cycle that consists of infinite types, in spec order.
    pub(crate) fn infinite_cycles(&self, service: &Service) -> Vec<Vec<TypeId>> {
        let cycle = cycles(service, |id| self.is_infinite(id));
        let mut members: Vec<Vec<TypeId>> = vec![Vec::new(); service.types.len()];
        for id in service.ids().filter(|id| self.is_infinite(*id)) {
            members[cycle[id.index()]].push(id);
        }
        let is_cycle = |ids: &Vec<TypeId>| match ids.as_slice() {
            [] => false,
            [id] => service.containments(*id).iter().any(|it| it.contained == *id),
            _ => true,
        };
        let mut cycles: Vec<Vec<TypeId>> = members.into_iter().filter(is_cycle).collect();
        cycles.sort();
        cycles
    }
}

impl Service {
    /// Returns the ids of all types.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.types.len()).map(TypeId::new)
    }

    /// Returns the members of a structure or union whose values directly contain a structure or union.
    pub fn containments(&self, id: TypeId) -> Vec<Containment> {
        let definition = self.definition(id);
        let is_union = matches!(definition.shape, Shape::Union(..));
        let contains = |(member, it): (usize, &Member)| match it.target.ty {
            super::Type::Structure(contained) | super::Type::Union(contained) => {
                Some(Containment { member, contained, optional: is_union || !it.required || it.nullable })
            }
            _ => None,
        };
        definition.members().iter().enumerate().filter_map(contains).collect()
    }
}

/// Returns the structures and unions that values of these members contain, at any depth.
fn reachable<'a>(service: &'a Service, roots: impl Iterator<Item = &'a Member>) -> Vec<bool> {
    let mut found = vec![false; service.types.len()];
    let mut open: Vec<&Member> = roots.collect();
    while let Some(member) = open.pop() {
        if let Some(id) = member.target.contained()
            && !std::mem::replace(&mut found[id.index()], true)
        {
            open.extend(service.definition(id).members());
        }
    }
    found
}

/// Finds infinite types: structures that require one, and unions of nothing but infinite types.
fn infinite(service: &Service) -> Vec<bool> {
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); service.types.len()];
    // Number of members that must be found finite before the type is.
    let mut wanted = vec![0_usize; service.types.len()];
    for id in service.ids() {
        let definition = service.definition(id);
        let contained = service.containments(id);
        let is_union = matches!(definition.shape, Shape::Union(..));
        let all = is_union && contained.len() == definition.members().len() && !contained.is_empty();
        let needed = contained.iter().filter(|it| all || !it.optional);
        wanted[id.index()] = if all { 1 } else { needed.clone().count() };
        needed.for_each(|it| holders[it.contained.index()].push(id));
    }
    let mut infinite = vec![true; service.types.len()];
    let mut open: Vec<TypeId> = service.ids().filter(|id| wanted[id.index()] == 0).collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut infinite[id.index()], false) {
            continue;
        }
        for holder in &holders[id.index()] {
            let wanted = &mut wanted[holder.index()];
            *wanted = wanted.saturating_sub(1);
            if *wanted == 0 {
                open.push(*holder);
            }
        }
    }
    infinite
}

/// Returns the strongly connected component of each type that `counts`, by Kosaraju's algorithm: a walk along the edges
/// gives an order, in whose reverse each walk against the edges finds a component.
fn cycles(service: &Service, counts: impl Fn(TypeId) -> bool) -> Vec<usize> {
    let mut contained: Vec<Vec<usize>> = vec![Vec::new(); service.types.len()];
    let mut holders = contained.clone();
    for id in service.ids().filter(|id| counts(*id)) {
        for it in service.containments(id).iter().filter(|it| counts(it.contained)) {
            contained[id.index()].push(it.contained.index());
            holders[it.contained.index()].push(id.index());
        }
    }
    let (mut order, mut seen) = (Vec::new(), vec![false; contained.len()]);
    (0..contained.len()).for_each(|start| walk(&contained, start, &mut seen, |node| order.push(node)));
    let mut cycles = vec![0; contained.len()];
    seen.fill(false);
    for (number, start) in order.into_iter().rev().enumerate() {
        walk(&holders, start, &mut seen, |node| cycles[node] = number);
    }
    cycles
}

/// Walks to what was not seen, and calls `leave` with each node after those that it leads to.
fn walk(edges: &[Vec<usize>], start: usize, seen: &mut [bool], mut leave: impl FnMut(usize)) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    // No recursion, since types may be nested deeply.
    let mut open = vec![(start, edges[start].iter())];
    while let Some((node, next)) = open.last_mut() {
        match next.find(|next| !seen[**next]) {
            Some(next) => {
                seen[*next] = true;
                open.push((*next, edges[*next].iter()));
            }
            None => {
                leave(*node);
                open.pop();
            }
        }
    }
}
