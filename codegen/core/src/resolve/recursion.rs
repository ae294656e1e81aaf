//! Types that hold themselves: whether they have a way out, and where a box keeps them finite in size.

use super::Lowering;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Service, Type, TypeDef};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// How many types of a cycle a message points at beside the first.
const MANY_PLACES: usize = 4;
/// How many types may hold each other before every part that can be boxed is, since looking for the least would take too
/// long.
const MANY_TYPES: usize = 1_000;

/// A type of the model that another holds with neither a list nor a map between.
#[derive(Clone, Copy, Debug)]
struct Edge {
    to: usize,
    /// Whether there is a value without it: it is optional, or one of several.
    optional: bool,
    /// Which member or variant it is.
    part: usize,
}

impl Lowering<'_> {
    /// Reports types that no value could be of, and boxes one part of every cycle of the others.
    pub(super) fn resolve_recursion(&mut self, service: &mut Service) {
        let edges = edges(service);
        let endless = endless(service, &edges);
        if endless.contains(&true) {
            self.report_endless(service, &edges, &endless);
            return;
        }
        for (from, part) in boxes(&edges) {
            let ty = match service.types.get_mut(from) {
                Some(TypeDef::Structure(data)) => data.members.get_mut(part).map(|member| &mut member.ty),
                Some(TypeDef::Union(data)) => data.variants.get_mut(part).map(|variant| &mut variant.ty),
                _ => None,
            };
            if let Some(ty) = ty {
                *ty = Type::Boxed(Box::new(ty.clone()));
            }
        }
    }

    /// One message for all the types of a cycle.
    fn report_endless(&mut self, service: &Service, edges: &[Vec<Edge>], endless: &[bool]) {
        let components = components(edges, |from, edge| endless[from] && endless[edge.to]);
        let mut places: HashMap<&str, &Span> = HashMap::new();
        for named in &self.document.types {
            if let Some(rust_name) = self.rust_names.get(named.name.value.as_str()) {
                places.insert(rust_name, &named.name.span);
            }
        }
        let mut members: HashMap<usize, Vec<&str>> = HashMap::new();
        for (at, component) in components.iter().enumerate() {
            members.entry(*component).or_default().push(name(&service.types[at]));
        }
        let mut found = Vec::new();
        for from in (0..edges.len()).filter(|from| endless[*from]) {
            let component = components[from];
            if !edges[from].iter().any(|edge| endless[edge.to] && components[edge.to] == component) {
                continue;
            }
            // The first of a cycle says it for all of them.
            let members = members.remove(&component).unwrap_or_default();
            let mut spans = members.iter().filter_map(|name| places.get(name).copied());
            let (Some(name), Some(first)) = (members.first(), spans.next()) else { continue };
            let message = format!("no value of `{name}` has an end");
            let mut diagnostic =
                Diagnostic::new(&codes::ENDLESS_TYPE, message).label(first, "it always holds itself");
            for span in spans.take(MANY_PLACES) {
                diagnostic = diagnostic.label(span, "through this");
            }
            found.push(diagnostic.help("make a member optional, or put a list or a map between"));
        }
        self.diagnostics.extend(found);
    }
}

fn name(def: &TypeDef) -> &str {
    match def {
        TypeDef::Structure(data) => &data.rust_name,
        TypeDef::Union(data) => &data.rust_name,
        TypeDef::Enum(data) => &data.rust_name,
        TypeDef::IntEnum(data) => &data.rust_name,
    }
}

/// What each type holds directly.
fn edges(service: &Service) -> Vec<Vec<Edge>> {
    let mut index: HashMap<&str, usize> = HashMap::new();
    for (at, def) in service.types.iter().enumerate() {
        index.insert(name(def), at);
    }
    let edge = |part: usize, ty: &Type, optional: bool| match ty.plain() {
        Type::Structure(name) | Type::Union(name) => {
            index.get(name.as_str()).map(|to| Edge { to: *to, optional, part })
        }
        _ => None,
    };
    let held = service.types.iter().map(|def| match def {
        TypeDef::Structure(data) => {
            let members = data.members.iter().enumerate();
            members.filter_map(|(part, member)| edge(part, &member.ty, !member.required)).collect()
        }
        TypeDef::Union(data) => {
            let variants = data.variants.iter().enumerate();
            variants.filter_map(|(part, variant)| edge(part, &variant.ty, true)).collect()
        }
        TypeDef::Enum(_) | TypeDef::IntEnum(_) => Vec::new(),
    });
    held.collect()
}

/// Which types no value could be of: a structure that needs one of them, a union of nothing but them.
fn endless(service: &Service, edges: &[Vec<Edge>]) -> Vec<bool> {
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    // How many parts must be found to be finite before the whole is.
    let mut wanted = vec![0_usize; edges.len()];
    for (from, def) in service.types.iter().enumerate() {
        let all_held = match def {
            TypeDef::Union(data) => edges[from].len() == data.variants.len() && !data.variants.is_empty(),
            _ => false,
        };
        for edge in edges[from].iter().filter(|edge| all_held || !edge.optional) {
            holders[edge.to].push(from);
        }
        wanted[from] = match def {
            TypeDef::Union(_) => usize::from(all_held),
            _ => edges[from].iter().filter(|edge| !edge.optional).count(),
        };
    }
    let mut endless = vec![true; edges.len()];
    let mut open: Vec<usize> = (0..edges.len()).filter(|at| wanted[*at] == 0).collect();
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut endless[at], false) {
            continue;
        }
        for holder in &holders[at] {
            wanted[*holder] = wanted[*holder].saturating_sub(1);
            if wanted[*holder] == 0 {
                open.push(*holder);
            }
        }
    }
    endless
}

/// The parts to box, so that no type holds itself: in the order of the spec, each that would close a cycle.
fn boxes(edges: &[Vec<Edge>]) -> Vec<(usize, usize)> {
    let components = components(edges, |_, _| true);
    // Parts that cannot be boxed are there whatever comes; they make no cycle among themselves.
    let mut kept: Vec<Vec<usize>> = edges
        .iter()
        .map(|held| held.iter().filter(|edge| !edge.optional).map(|edge| edge.to).collect())
        .collect();
    let mut sizes = vec![0_usize; edges.len()];
    components.iter().for_each(|component| sizes[*component] += 1);
    let mut boxes = Vec::new();
    for (from, held) in edges.iter().enumerate() {
        for edge in held.iter().filter(|edge| edge.optional) {
            let many = sizes[components[from]] > MANY_TYPES;
            if components[from] == components[edge.to] && (many || reaches(&kept, edge.to, from)) {
                boxes.push((from, edge.part));
            } else {
                kept[from].push(edge.to);
            }
        }
    }
    boxes
}

fn reaches(kept: &[Vec<usize>], start: usize, goal: usize) -> bool {
    let mut seen: HashSet<usize> = HashSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        if at == goal {
            return true;
        }
        if seen.insert(at) {
            open.extend(&kept[at]);
        }
    }
    false
}

/// Which types hold each other, as numbers that are equal for those that do: Tarjan's algorithm without recursion.
fn components(edges: &[Vec<Edge>], counts: impl Fn(usize, &Edge) -> bool) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut component = vec![UNSEEN; edges.len()];
    let (mut seen, mut waiting) = (0, Vec::new());
    for root in 0..edges.len() {
        let mut path: Vec<(usize, usize)> = Vec::new();
        if order[root] == UNSEEN {
            path.push((root, 0));
        }
        while let Some((at, next)) = path.pop() {
            if next == 0 {
                order[at] = seen;
                low[at] = seen;
                seen += 1;
                waiting.push(at);
            }
            if let Some(edge) = edges[at].get(next) {
                path.push((at, next + 1));
                if !counts(at, edge) {
                    continue;
                }
                if order[edge.to] == UNSEEN {
                    path.push((edge.to, 0));
                } else if component[edge.to] == UNSEEN {
                    low[at] = low[at].min(order[edge.to]);
                }
                continue;
            }
            if low[at] == order[at] {
                while let Some(member) = waiting.pop() {
                    component[member] = at;
                    if member == at {
                        break;
                    }
                }
            }
            if let Some((holder, _)) = path.last() {
                low[*holder] = low[*holder].min(low[at]);
            }
        }
    }
    component
}
