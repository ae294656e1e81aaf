//! Functions of a validator: matchers of patterns, and checks of inputs and of what they contain.

use super::imports::VALIDATOR;
use super::names::{Kind, Names, rust_name};
use super::words::{NEVER_RAW, snake};
use super::{Check, Definition, Member, Service, Shape};
use speccast_core::Model;
use speccast_core::model::{self, Head};
use speccast_pattern::Pattern;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A function that returns whether a whole string matches a pattern.
#[derive(Clone, Debug)]
pub(crate) struct Matcher {
    /// The function's name.
    pub(crate) function: String,
    pub(crate) pattern: Arc<Pattern>,
}

/// Parameters of a validator's functions, which hide functions with the same names.
const PARAMETERS: &[&str] = &["check", "input", "item", "value"];

/// The matchers so far: one for each pattern, named after its first use.
pub(super) struct Matchers {
    taken: HashSet<String>,
    functions: HashMap<String, String>,
    matchers: Vec<Matcher>,
}

impl Matchers {
    /// Reserves the names of the functions that check inputs, types and errors.
    pub(super) fn new(names: &Names, service: &model::Service) -> Self {
        let operations =
            service.operations.iter().enumerate().map(|(at, _)| snake(&names.operation(at).input));
        let named = service.ids().filter(|id| {
            let definition = service.definition(*id);
            definition.is_shape() && !definition.inline
        });
        let types = named.map(|id| snake(names.ty(id)));
        let errors = service.errors.iter().enumerate();
        let errors = errors.map(|(at, _)| snake(names.error(model::ErrorId::new(at))));
        let taken = operations.chain(types).chain(errors).collect();
        Self { taken, functions: HashMap::new(), matchers: Vec::new() }
    }

    /// Returns the function that matches a pattern, if the pattern is checked.
    pub(super) fn function(&mut self, pattern: &model::Pattern, owner: &str) -> Option<String> {
        let parsed = pattern.parsed.as_ref()?;
        if let Some(function) = self.functions.get(&pattern.source) {
            return Some(function.clone());
        }
        let wanted = rust_name(Kind::Function, &Head::named(owner));
        let function = self.free(&wanted);
        self.functions.insert(pattern.source.clone(), function.clone());
        self.matchers.push(Matcher { function: function.clone(), pattern: Arc::clone(parsed) });
        Some(function)
    }

    /// Returns `wanted`, or the nearest free name.
    fn free(&mut self, wanted: &str) -> String {
        let is_hidden = VALIDATOR.contains(&wanted) || PARAMETERS.contains(&wanted);
        let first = if is_hidden { format!("{wanted}_pattern") } else { wanted.to_owned() };
        let mut name = first.clone();
        let mut number = 2_usize;
        while !self.taken.insert(name.clone()) {
            name = format!("{first}_{number}");
            number += 1;
        }
        name
    }

    pub(super) fn finish(self) -> Vec<Matcher> {
        self.matchers
    }
}

/// Names the functions that check inputs and what they contain, and drops checks that cannot fail.
pub(super) fn finish<'m>(mut service: Service<'m>, model: &Model, names: &Names) -> Service<'m> {
    let checked = checked(&service);
    let functions = functions(&service, model, names, &checked);
    let finish = |def: &mut Definition| {
        let prune = |member: &mut Member| prune(&mut member.checks, &checked, &functions);
        def.members.iter_mut().for_each(prune);
        def.validator = functions.get(&def.rust_name).cloned();
    };
    service.operations.iter_mut().flat_map(|it| [&mut it.input, &mut it.output]).for_each(finish);
    service.types.iter_mut().for_each(finish);
    service.errors.iter_mut().map(|error| &mut error.structure).for_each(finish);
    service
}

/// Returns the structures and unions that can be invalid, themselves or in their contents.
fn checked(service: &Service) -> HashSet<String> {
    let mut holders: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut open: Vec<&str> = Vec::new();
    for def in &service.types {
        let mut nested = Vec::new();
        // A union may have an unknown member.
        let mut fails = matches!(def.shape, Shape::Union(_)) && !def.in_response;
        for member in &def.members {
            fails |= can_fail(&member.checks, &mut nested);
        }
        open.extend(fails.then_some(def.rust_name.as_str()));
        for contained in nested {
            holders.entry(contained).or_default().push(&def.rust_name);
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

/// Returns whether any of these checks can fail by itself. Nested types are added to `nested`.
fn can_fail<'c>(checks: &'c [Check], nested: &mut Vec<&'c str>) -> bool {
    let mut fails = false;
    for check in checks {
        fails |= match check {
            Check::Inline(constraint) => constraint.is_checked(),
            Check::Named(..) | Check::Unique | Check::Known => true,
            Check::Nested(name) => {
                nested.push(name);
                false
            }
            Check::Each(items) => can_fail(items, nested),
            Check::Entries { keys, values } => can_fail(keys, nested) | can_fail(values, nested),
        };
    }
    fails
}

/// Returns the functions that check inputs, and structures and unions inside them, by type.
fn functions(
    service: &Service,
    model: &Model,
    names: &Names,
    checked: &HashSet<String>,
) -> HashMap<String, String> {
    let inputs = service.operations.iter().map(|operation| operation.input.rust_name.as_str());
    let sent = names.order().iter().filter(|id| model.facts.in_request(**id)).map(|id| names.ty(*id));
    let sent = sent.filter(|name| checked.contains(*name));
    // Matchers already have names; those of named types and inputs were reserved.
    let never = VALIDATOR.iter().chain(NEVER_RAW).map(|name| (*name).to_owned());
    let mut taken: HashSet<String> =
        service.matchers.iter().map(|matcher| matcher.function.clone()).chain(never).collect();
    let mut functions = HashMap::new();
    for name in inputs.chain(sent) {
        let mut function = snake(name);
        while !taken.insert(function.clone()) {
            function.push('_');
        }
        functions.insert(name.to_owned(), function);
    }
    functions
}

/// Drops checks that cannot fail, and names the functions of the others.
fn prune(checks: &mut Vec<Check>, checked: &HashSet<String>, functions: &HashMap<String, String>) {
    checks.retain_mut(|check| match check {
        Check::Named(..) | Check::Inline(_) | Check::Unique | Check::Known => true,
        Check::Nested(name) => {
            let keep = checked.contains(name);
            // Types that only responses contain have no function, and nothing calls it.
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
