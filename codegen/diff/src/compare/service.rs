//! The service as a whole, and names that are not on the wire.

use super::{At, Comparison, Match, matched};
use crate::rules::{self, Rule};
use crate::spec::Spec;
use speccast_build::names::{Kind, rust_name};
use speccast_core::model::{Definition, Endpoint, Head, Shape, Type, TypeId, TypeRef};
use speccast_core::source_map::KeyPath;
use std::collections::HashSet;

impl Comparison<'_> {
    /// Compares everything.
    pub(super) fn service(&mut self) {
        let at = At::both(&KeyPath::default().key("service"), None);
        self.service_head(&at);
        self.endpoints(&at.key("endpoint"));
        self.operations();
        self.all_errors();
        self.unused_types();
        self.constants();
    }

    fn service_head(&mut self, at: &At) {
        let (old, new) = (self.old.service(), self.new.service());
        let protocols = [old, new].map(|service| service.protocol.name());
        self.differs(&rules::PROTOCOL_CHANGED, &at.key("protocol"), "", protocols, |name| *name);
        self.auth(&old.auth, &new.auth, at);
        self.keys(at);
        self.service_headers(at);
        self.variables(at);
        self.failure(at);
        let (was, is) = (self.old.names.module(), self.new.names.module());
        if was != is {
            let message = format!("the module is `{is}`, `{was}` before");
            let key = if self.new.has(&at.new.key("rust")) { "rust" } else { "name" };
            self.note(&rules::MODULE_RENAMED, &at.key(key), message);
        }
        if old.head.name != new.head.name {
            self.note(&rules::DOC_CHANGED, &at.key("name"), "the service's title changed");
        }
        for (key, old, new) in [
            ("version", &old.version, &new.version),
            ("source", &old.source, &new.source),
            ("doc", &old.head.doc, &new.head.doc),
        ] {
            if old != new {
                self.note(&rules::DOC_CHANGED, &at.key(key), format!("the {key} changed"));
            }
        }
    }

    /// Matches endpoint rules by their clients.
    fn endpoints(&mut self, at: &At) {
        let (old, new) = (&self.old.service().endpoints, &self.new.service().endpoints);
        let purpose = |it: &Endpoint| (it.regions.clone(), it.fips, it.dual_stack);
        for found in matched(old, new, purpose, |_, side| side) {
            match found {
                Match::Both(before, after) => {
                    let (was, is) = (&old[before].url, &new[after].url);
                    if was != is {
                        let message = format!("`{is}` for {}, `{was}` before", clients(&new[after]));
                        self.note(&rules::ENDPOINT_CHANGED, &at.names(was, is), message);
                    }
                }
                Match::Added(index) => {
                    let (url, clients) = (&new[index].url, clients(&new[index]));
                    self.note(&rules::ENDPOINT_ADDED, &at.name(url), format!("`{url}` for {clients}"));
                }
                Match::Removed(index) => {
                    let (url, clients) = (&old[index].url, clients(&old[index]));
                    self.note(&rules::ENDPOINT_REMOVED, &at.name(url), format!("no `{url}` for {clients}"));
                }
            }
        }
    }

    /// Types that no operation uses are still part of the crate.
    fn unused_types(&mut self) {
        self.unused(self.old, self.new, &rules::TYPE_REMOVED, ", which nothing used, was removed");
        self.unused(self.new, self.old, &rules::TYPE_ADDED, " was added, and nothing uses it");
    }

    fn unused(&mut self, spec: &Spec, other: &Spec, rule: &'static Rule, what: &str) {
        let used = used(spec);
        let known: HashSet<&str> = other.shapes().map(|id| other.names.ty(id)).collect();
        for id in spec.shapes().filter(|id| !used.contains(id) && !known.contains(spec.names.ty(*id))) {
            let at = At::both(&KeyPath::of_type(&spec.service().definition(id).head.name), None);
            self.note(rule, &at, format!("`{}`{what}", spec.names.ty(id)));
        }
    }

    /// Compares the public constants of named constraints.
    fn constants(&mut self) {
        let (old, new) = (constants(self.old), constants(self.new));
        let at = |index: usize, of: &[Constant<'_>]| At::both(&KeyPath::of_type(&of[index].head.name), None);
        let constraint =
            |of: &Constant<'_>| (std::mem::discriminant(&of.target.ty), of.target.constraints.clone());
        for found in matched(&old, &new, |it| &it.name, |it, _| constraint(it)) {
            match found {
                Match::Both(before, after) => {
                    let (was, is) = (&old[before], &new[after]);
                    let at =
                        At::both(&KeyPath::default().key("types"), None).names(&was.head.name, &is.head.name);
                    if was.name != is.name {
                        let message = format!("the constant `{}` is now `{}`", was.name, is.name);
                        self.note(&rules::CONSTANT_REMOVED, &at, message);
                    } else if was.head.doc != is.head.doc {
                        self.note(&rules::DOC_CHANGED, &at.key("doc"), "the doc changed");
                    }
                }
                Match::Added(index) => {
                    let message = format!("the constant `{}` was added", new[index].name);
                    self.note(&rules::CONSTANT_ADDED, &at(index, &new), message);
                }
                Match::Removed(index) => {
                    let message = format!("the constant `{}` was removed", old[index].name);
                    self.note(&rules::CONSTANT_REMOVED, &at(index, &old), message);
                }
            }
        }
    }
}

/// Returns the types that operations and errors use.
fn used(spec: &Spec) -> HashSet<TypeId> {
    let service = spec.service();
    let inputs_and_outputs = service.operations.iter().flat_map(|it| it.input.iter().chain(&it.output));
    let members = inputs_and_outputs.chain(service.errors.iter().flat_map(|it| &it.members));
    let mut open: Vec<&TypeRef> = members.map(|member| &member.target).collect();
    let mut used = HashSet::new();
    while let Some(target) = open.pop() {
        match &target.ty {
            Type::List { item, .. } => open.push(item),
            Type::Map { key, value, .. } => open.extend([key.as_ref(), value.as_ref()]),
            ty => {
                if let Some(id) = ty.id().filter(|id| used.insert(*id)) {
                    open.extend(service.definition(id).members().iter().map(|member| &member.target));
                }
            }
        }
    }
    used
}

/// The public constant of a named constraint.
struct Constant<'s> {
    name: String,
    head: &'s Head,
    target: &'s TypeRef,
}

fn constants(spec: &Spec) -> Vec<Constant<'_>> {
    let mut constants = Vec::new();
    for Definition { head, shape, .. } in &spec.service().types {
        if let Shape::Alias(target) = shape
            && !target.constraints.is_unbounded()
        {
            constants.push(Constant { name: rust_name(Kind::Constant, head), head, target });
        }
    }
    constants
}

/// Describes the clients of an endpoint.
fn clients(endpoint: &Endpoint) -> String {
    let regions = endpoint.regions.as_ref().map_or("all regions".to_owned(), |it| format!("regions `{it}`"));
    let marks = [("FIPS", endpoint.fips), ("dual stack", endpoint.dual_stack)];
    marks.iter().filter(|(_, on)| *on).fold(regions, |text, (mark, _)| format!("{text}, {mark}"))
}
