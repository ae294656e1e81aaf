//! Operations.

use super::matched::in_other_order;
use super::members::{Fields, Role};
use super::{At, Comparison, Found, Match, before, matched, switch};
use crate::rules;
use crate::verdict::{Direction, Step, Wire};
use speccast_core::model::{BodyFormat, FormStyle, Operation, Route};
use speccast_core::source_map::KeyPath;

impl Comparison<'_> {
    /// Matches operations by name, and the rest by method and path.
    pub(super) fn operations(&mut self) {
        let (old, new) = (&self.old.service().operations, &self.new.service().operations);
        let all = At::both(&KeyPath::default().key("operations"), None);
        let name = |of: &Operation| of.head.name.clone();
        for found in matched(old, new, name, |it, _| on_wire(&it.route)) {
            match found {
                Match::Both(before, after) => {
                    let at = all.names(&old[before].head.name, &new[after].head.name);
                    self.operation(before, after, &at);
                }
                Match::Added(at) => {
                    let (at, message) =
                        (all.name(&new[at].head.name), format!("added: {}", route(&new[at].route)));
                    self.note(&rules::OPERATION_ADDED, &at, message);
                }
                Match::Removed(at) => {
                    let (at, message) =
                        (all.name(&old[at].head.name), format!("removed: {}", route(&old[at].route)));
                    self.note(&rules::OPERATION_REMOVED, &at, message);
                }
            }
        }
        if in_other_order(old.iter().map(name), new.iter().map(name)) {
            self.note(&rules::OPERATIONS_REORDERED, &all, "the operations are in another order");
        }
    }

    fn operation(&mut self, old: usize, new: usize, at: &At) {
        let (was, is) = (self.old.names.operation(old), self.new.names.operation(new));
        let (old, new) = (&self.old.service().operations[old], &self.new.service().operations[new]);
        if old.head.name != new.head.name {
            let message = format!("`{}` before", old.head.name);
            let found = Found::new(&rules::OPERATION_RENAMED, at, message);
            // With `rust`, its Rust name may stay the same.
            self.record(if was.ty == is.ty { found.step(Step::Patch) } else { found });
        } else if was.ty != is.ty {
            self.rust_name(at, &was.ty, &is.ty);
        } else {
            self.rust_name(at, &was.method, &is.method);
        }
        self.head(at, &old.head, &new.head);
        self.route(&old.route, &new.route, &at.towards(Direction::Request));
        self.flags(old, new, &at.towards(Direction::Request));
        self.body(old, new, &at.towards(Direction::Request));
        self.own(old, new, at);
        self.pagination(old, new, at);
        let input = at.key("input").towards(Direction::Request);
        let (before, after) = (Fields::new(&old.input, &was.input), Fields::new(&new.input, &is.input));
        self.members(before, after, &input, Role::Input([&old.route, &new.route]));
        let output = at.key("output").towards(Direction::Response);
        let (before, after) = (Fields::new(&old.output, &was.output), Fields::new(&new.output, &is.output));
        self.members(before, after, &output, Role::Structure);
        self.error_lists(old, new, at);
    }

    fn route(&mut self, old: &Route, new: &Route, at: &At) {
        let http = at.key("http");
        match (old, new) {
            (Route::Http { method: old_method, path: old_path }, Route::Http { method, path }) => {
                self.differs(&rules::METHOD_CHANGED, &http, "", [old_method, method], |it| {
                    it.name().to_owned()
                });
                if old_path.without_names() != path.without_names() {
                    self.note(&rules::PATH_CHANGED, &http, format!("`{path}`, `{old_path}` before"));
                }
            }
            (Route::Target(old), Route::Target(new)) if old != new => {
                let service = At::both(&KeyPath::default().key("service").key("protocol"), at.direction);
                let found = Found::new(&rules::TARGET_CHANGED, &service, "requests have another target");
                self.record(found.place(at.new.to_string()));
            }
            // A change of protocol was reported.
            _ => {}
        }
    }

    fn body(&mut self, old: &Operation, new: &Operation, at: &At) {
        if old.body != new.body {
            let name = |body: BodyFormat| match body {
                BodyFormat::Json => "JSON",
                BodyFormat::Form(FormStyle::Plain) => "a plain form",
                BodyFormat::Form(FormStyle::Brackets) => "a form with brackets",
                BodyFormat::Multipart => "parts",
            };
            let message = before(name(new.body), name(old.body));
            let found = Found::new(&rules::BODY_FORMAT_CHANGED, &at.key("body"), message);
            // Blobs are files of another type there.
            let is_multipart = [old.body, new.body].contains(&BodyFormat::Multipart);
            self.record(if is_multipart { found.step(Step::Major) } else { found });
        }
    }

    fn flags(&mut self, old: &Operation, new: &Operation, at: &At) {
        // Old clients repeat operations that were repeatable before; those that are now repeatable are
        // repeated less than possible.
        let level = |was: bool| if was { Wire::Dangerous } else { Wire::Compatible };
        let rule = &rules::READONLY_CHANGED;
        let switches = [(rule, "changes nothing now"), (rule, "no longer documented as `readonly`")];
        if let Some((rule, message)) = switch(old.readonly, new.readonly, switches) {
            self.record(Found::new(rule, &at.key("readonly"), message).wire(level(old.readonly)));
        }
        let rule = &rules::IDEMPOTENT_CHANGED;
        let switches = [(rule, "idempotent now"), (rule, "no longer idempotent")];
        if let Some((rule, message)) = switch(old.idempotent, new.idempotent, switches) {
            let found = Found::new(rule, &at.key("idempotent"), message);
            self.record(found.wire(level(old.idempotent && !new.readonly)));
        }
    }
}

fn route(route: &Route) -> String {
    match route {
        Route::Http { method, path } => format!("{} {path}", method.name()),
        Route::Target(target) => format!("target `{target}`"),
        Route::Error => String::new(),
    }
}

/// Returns the identity of an operation on the wire.
fn on_wire(route: &Route) -> String {
    match route {
        Route::Http { method, path } => format!("{} {}", method.name(), path.without_names()),
        Route::Target(target) => target.clone(),
        Route::Error => String::new(),
    }
}
