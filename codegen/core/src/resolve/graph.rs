//! What can only be said of all types together: who sends them, and which need a check.

use super::snake;
use crate::ir::{Check, Constraint, Member, Service, Structure, Type, TypeDef};
use std::collections::{HashMap, HashSet};

/// Fills in who sends a structure or union and what checks it, and drops checks of what cannot be wrong.
pub(super) fn finish(mut service: Service) -> Service {
    let inputs = service.operations.iter().map(|operation| &operation.input);
    let requests = reachable(&service, inputs);
    let outputs = service.operations.iter().map(|operation| &operation.output);
    let responses = reachable(&service, outputs.chain(service.errors.iter().map(|error| &error.structure)));
    let checked = checked(&service);
    let functions = functions(&service, &requests, &checked);
    for operation in &mut service.operations {
        prune_members(&mut operation.input.members, &checked, &functions);
        operation.input.validator = functions.get(&operation.input.rust_name).cloned();
        operation.input.in_request = true;
        prune_members(&mut operation.output.members, &checked, &functions);
        operation.output.in_response = true;
    }
    for error in &mut service.errors {
        prune_members(&mut error.structure.members, &checked, &functions);
        error.structure.in_response = true;
    }
    for def in &mut service.types {
        match def {
            TypeDef::Structure(data) => {
                prune_members(&mut data.members, &checked, &functions);
                data.validator = functions.get(&data.rust_name).cloned();
                data.in_request = requests.contains(&data.rust_name);
                data.in_response = responses.contains(&data.rust_name);
            }
            TypeDef::Union(data) => {
                for variant in &mut data.variants {
                    prune(&mut variant.checks, &checked, &functions);
                }
                data.validator = functions.get(&data.rust_name).cloned();
                data.in_request = requests.contains(&data.rust_name);
                data.in_response = responses.contains(&data.rust_name);
            }
            TypeDef::Enum(_) | TypeDef::IntEnum(_) => {}
        }
    }
    let used = used_matchers(&service);
    service.matchers.retain(|matcher| used.contains(&matcher.function));
    service
}

/// The parts of a type: what each is, and what is checked of it.
fn parts(def: &TypeDef) -> Vec<(&Type, &[Check])> {
    match def {
        TypeDef::Structure(data) => {
            data.members.iter().map(|member| (&member.ty, member.checks.as_slice())).collect()
        }
        TypeDef::Union(data) => {
            data.variants.iter().map(|variant| (&variant.ty, variant.checks.as_slice())).collect()
        }
        TypeDef::Enum(_) | TypeDef::IntEnum(_) => Vec::new(),
    }
}

/// A structure's or union's Rust name.
fn name(def: &TypeDef) -> Option<&str> {
    match def {
        TypeDef::Structure(data) => Some(&data.rust_name),
        TypeDef::Union(data) => Some(&data.rust_name),
        TypeDef::Enum(_) | TypeDef::IntEnum(_) => None,
    }
}

/// Names of the structures and unions that `roots` hold, directly or not.
fn reachable<'a>(service: &'a Service, roots: impl Iterator<Item = &'a Structure>) -> HashSet<String> {
    let index: HashMap<&str, &TypeDef> =
        service.types.iter().filter_map(|def| Some((name(def)?, def))).collect();
    let mut found = HashSet::new();
    let mut open: Vec<&Type> = roots.flat_map(|root| &root.members).map(|member| &member.ty).collect();
    while let Some(ty) = open.pop() {
        if let Some(name) = ty.structure()
            && found.insert(name.to_owned())
        {
            open.extend(index.get(name).into_iter().flat_map(|def| parts(def)).map(|(ty, _)| ty));
        }
    }
    found
}

/// Names of the structures and unions in which something can be wrong, themselves or in what they hold.
fn checked(service: &Service) -> HashSet<String> {
    let mut holders: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut open: Vec<&str> = Vec::new();
    for def in &service.types {
        let Some(name) = name(def) else { continue };
        let mut nested = Vec::new();
        // A union may be of a member that the spec does not name.
        let mut says = matches!(def, TypeDef::Union(_));
        for (_, checks) in parts(def) {
            says |= says_itself(checks, &mut nested);
        }
        open.extend(says.then_some(name));
        for held in nested {
            holders.entry(held).or_default().push(name);
        }
    }
    let mut checked = HashSet::new();
    while let Some(name) = open.pop() {
        if checked.insert(name.to_owned()) {
            open.extend(holders.get(name).into_iter().flatten());
        }
    }
    checked
}

/// Whether any of these checks can fail whatever types hold; those of other types are added to `nested`.
fn says_itself<'c>(checks: &'c [Check], nested: &mut Vec<&'c str>) -> bool {
    let mut says = false;
    for check in checks {
        says |= match check {
            Check::Named(..) | Check::Inline(_) | Check::Known => true,
            Check::Nested(name) => {
                nested.push(name);
                false
            }
            Check::Each(items) => says_itself(items, nested),
            Check::Entries { keys, values } => says_itself(keys, nested) | says_itself(values, nested),
        };
    }
    says
}

/// The functions that check inputs, and structures and unions inside them, by what they check.
fn functions(
    service: &Service,
    requests: &HashSet<String>,
    checked: &HashSet<String>,
) -> HashMap<String, String> {
    let inputs = service.operations.iter().map(|operation| operation.input.rust_name.as_str());
    let sent = service.types.iter().filter_map(name);
    let sent = sent.filter(|name| requests.contains(*name) && checked.contains(*name));
    // Matchers have their names already; those of named types and inputs were kept free for this.
    let mut taken: HashSet<String> =
        service.matchers.iter().map(|matcher| matcher.function.clone()).collect();
    let mut functions = HashMap::new();
    for name in inputs.chain(sent) {
        functions.insert(name.to_owned(), free(&mut taken, snake(name)));
    }
    functions
}

/// A name that nothing has yet.
fn free(taken: &mut HashSet<String>, wanted: String) -> String {
    let mut name = wanted;
    while !taken.insert(name.clone()) {
        name.push('_');
    }
    name
}

/// Drops checks of what cannot be wrong, and names the functions of the others.
fn prune(checks: &mut Vec<Check>, checked: &HashSet<String>, functions: &HashMap<String, String>) {
    checks.retain_mut(|check| match check {
        Check::Named(..) | Check::Inline(_) | Check::Known => true,
        Check::Nested(name) => {
            let keep = checked.contains(name);
            // What only a service sends has no function; nothing calls it.
            *name = functions.get(name).cloned().unwrap_or_else(|| snake(name));
            keep
        }
        Check::Each(items) => {
            prune(items, checked, functions);
            !items.is_empty()
        }
        Check::Entries { keys, values } => {
            prune(keys, checked, functions);
            prune(values, checked, functions);
            !(keys.is_empty() && values.is_empty())
        }
    });
}

fn prune_members(members: &mut [Member], checked: &HashSet<String>, functions: &HashMap<String, String>) {
    for member in members {
        prune(&mut member.checks, checked, functions);
    }
}

/// Calls `look` with every constraint that stands in these checks.
fn inline<'c>(checks: &'c [Check], look: &mut impl FnMut(&'c Constraint)) {
    for check in checks {
        match check {
            Check::Inline(constraint) => look(constraint),
            Check::Each(items) => inline(items, look),
            Check::Entries { keys, values } => {
                inline(keys, look);
                inline(values, look);
            }
            Check::Named(..) | Check::Known | Check::Nested(_) => {}
        }
    }
}

/// Functions that a rule or a check refers to; nothing checks what only a service sends.
fn used_matchers(service: &Service) -> HashSet<String> {
    let mut used = HashSet::new();
    let mut look = |constraint: &Constraint| {
        if let Constraint::String { pattern: Some(pattern), .. } = constraint {
            used.extend(pattern.matcher.clone());
        }
    };
    service.rules.iter().for_each(|rule| look(&rule.constraint));
    for operation in &service.operations {
        operation.input.members.iter().for_each(|member| inline(&member.checks, &mut look));
    }
    for def in &service.types {
        let validator = match def {
            TypeDef::Structure(data) => data.validator.as_ref(),
            TypeDef::Union(data) => data.validator.as_ref(),
            TypeDef::Enum(_) | TypeDef::IntEnum(_) => None,
        };
        if validator.is_some() {
            parts(def).into_iter().for_each(|(_, checks)| inline(checks, &mut look));
        }
    }
    used
}
