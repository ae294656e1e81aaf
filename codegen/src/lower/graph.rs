//! What can only be said of all structures together: who sends them, which need a check, and whether any could be
//! filled at all.

use super::Lowering;
use super::snake;
use crate::diagnostic::Diagnostic;
use crate::ir::{Check, Constraint, Service, Structure, Type, TypeDef};
use std::collections::{HashMap, HashSet};

/// Fills in who sends a structure and what checks it, and drops checks of what cannot be wrong.
pub(super) fn finish(mut service: Service) -> Service {
    let requests = reachable(&service, service.operations.iter().map(|operation| &operation.input));
    let outputs = service.operations.iter().map(|operation| &operation.output);
    let responses = reachable(&service, outputs.chain(service.errors.iter().map(|error| &error.structure)));
    let checked = checked(&service);
    for operation in &mut service.operations {
        prune(&mut operation.input, &checked);
        operation.input.validator = Some(snake(&operation.input.rust_name));
        operation.input.in_request = true;
        operation.output.in_response = true;
    }
    for error in &mut service.errors {
        error.structure.in_response = true;
    }
    for structure in service.types.iter_mut().filter_map(structure_mut) {
        prune(structure, &checked);
        let sent = requests.contains(&structure.rust_name) && checked.contains(&structure.rust_name);
        structure.validator = sent.then(|| snake(&structure.rust_name));
        structure.in_request = requests.contains(&structure.rust_name);
        structure.in_response = responses.contains(&structure.rust_name);
    }
    let used = used_matchers(&service);
    service.matchers.retain(|matcher| used.contains(&matcher.function));
    service
}

/// Functions that a rule or a check refers to; nothing checks what only a service sends.
fn used_matchers(service: &Service) -> HashSet<String> {
    fn inline<'c>(check: &'c Check, found: &mut Vec<&'c Constraint>) {
        match check {
            Check::Inline(constraint) => found.push(constraint),
            Check::Each(items) => items.iter().for_each(|item| inline(item, found)),
            Check::Entries { keys, values } => keys.iter().chain(values).for_each(|item| inline(item, found)),
            _ => {}
        }
    }
    let mut constraints: Vec<&Constraint> = service.rules.iter().map(|rule| &rule.constraint).collect();
    let inputs = service.operations.iter().map(|operation| &operation.input);
    let checked = inputs.chain(structures(service)).filter(|structure| structure.validator.is_some());
    for check in checked.flat_map(|structure| &structure.members).flat_map(|member| &member.checks) {
        inline(check, &mut constraints);
    }
    let matcher = |constraint: &&Constraint| match constraint {
        Constraint::String { pattern: Some(pattern), .. } => pattern.matcher.clone(),
        _ => None,
    };
    constraints.iter().filter_map(matcher).collect()
}

fn structure_mut(def: &mut TypeDef) -> Option<&mut Structure> {
    match def {
        TypeDef::Structure(structure) => Some(structure),
        _ => None,
    }
}

fn structures(service: &Service) -> impl Iterator<Item = &Structure> {
    service.types.iter().filter_map(|def| match def {
        TypeDef::Structure(structure) => Some(structure),
        _ => None,
    })
}

/// Names of the structures that `roots` hold, directly or not.
fn reachable<'a>(service: &'a Service, roots: impl Iterator<Item = &'a Structure>) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut open: Vec<&Structure> = roots.collect();
    while let Some(structure) = open.pop() {
        for name in structure.members.iter().filter_map(|member| member.ty.structure()) {
            if found.insert(name.to_owned()) {
                open.extend(structures(service).find(|structure| structure.rust_name == name));
            }
        }
    }
    found
}

/// Names of the structures in which something can be wrong, themselves or in what they hold.
fn checked(service: &Service) -> HashSet<String> {
    let mut checked = HashSet::new();
    loop {
        let more: Vec<String> = structures(service)
            .filter(|structure| !checked.contains(&structure.rust_name))
            .filter(|structure| {
                structure.members.iter().any(|member| member.checks.iter().any(|check| says(check, &checked)))
            })
            .map(|structure| structure.rust_name.clone())
            .collect();
        if more.is_empty() {
            return checked;
        }
        checked.extend(more);
    }
}

/// Whether a check can ever fail.
fn says(check: &Check, checked: &HashSet<String>) -> bool {
    match check {
        Check::Named(..) | Check::Inline(_) | Check::Known => true,
        Check::Nested(name) => checked.contains(name),
        Check::Each(items) => items.iter().any(|item| says(item, checked)),
        Check::Entries { keys, values } => keys.iter().chain(values).any(|item| says(item, checked)),
    }
}

fn prune(structure: &mut Structure, checked: &HashSet<String>) {
    fn keep(checks: &mut Vec<Check>, checked: &HashSet<String>) {
        checks.retain(|check| says(check, checked));
        for check in checks {
            match check {
                Check::Nested(name) => *name = snake(name),
                Check::Each(items) => keep(items, checked),
                Check::Entries { keys, values } => {
                    keep(keys, checked);
                    keep(values, checked);
                }
                _ => {}
            }
        }
    }
    for member in &mut structure.members {
        keep(&mut member.checks, checked);
    }
}

impl Lowering<'_> {
    /// Reports structures that hold themselves with neither a list nor a map between: they would be of endless size.
    pub(super) fn report_endless(&mut self) {
        let mut direct: HashMap<&str, Vec<&str>> = HashMap::new();
        for def in &self.lowered {
            if let TypeDef::Structure(structure) = def {
                let held = structure.members.iter().filter_map(|member| match &member.ty {
                    Type::Structure(name) => Some(name.as_str()),
                    _ => None,
                });
                direct.insert(&structure.rust_name, held.collect());
            }
        }
        let mut found = Vec::new();
        for named in &self.document.types {
            let Some(start) = self.rust_names.get(named.name.value.as_str()) else {
                continue;
            };
            let mut seen: HashSet<&str> = HashSet::new();
            let mut open: Vec<&str> = direct.get(start.as_str()).cloned().unwrap_or_default();
            while let Some(name) = open.pop() {
                if seen.insert(name) {
                    open.extend(direct.get(name).into_iter().flatten());
                }
            }
            if seen.contains(start.as_str()) {
                let message = format!("`{}` would hold itself", named.name.value);
                let diagnostic = Diagnostic::error("endless-type", message).label(&named.name.span, "");
                found.push(
                    diagnostic.help("put a list or a map between: a structure cannot hold itself directly"),
                );
            }
        }
        self.diagnostics.extend(found);
    }
}
