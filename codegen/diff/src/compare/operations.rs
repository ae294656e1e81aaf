//! Operations.

use super::members::{Fields, Role, in_other_order};
use super::{At, Comparison, Found};
use crate::path::Path;
use crate::rules;
use crate::verdict::{Direction, Step, Wire};
use speccast_core::ir::{Operation, Route};

impl Comparison<'_> {
    /// Operations are matched by name; what is left over, by method and path.
    pub(super) fn operations(&mut self) {
        let (old, new) = (&self.old.service.operations, &self.new.service.operations);
        let all = Path::default().key("operations");
        let named = |of: &'_ [Operation], name: &str| of.iter().any(|it| it.name == name);
        let mut gone: Vec<&Operation> = old.iter().filter(|it| !named(new, &it.name)).collect();
        for operation in new {
            if let Some(before) = old.iter().find(|it| it.name == operation.name) {
                self.operation(before, operation, &At::both(&all.name(&operation.name), None));
                continue;
            }
            let moved = gone.iter().position(|before| same_route(&before.route, &operation.route));
            match moved.map(|index| gone.remove(index)) {
                Some(before) => {
                    let at = At::both(&all, None).names(&before.name, &operation.name);
                    let found =
                        Found::new(&rules::OPERATION_RENAMED, &at, format!("`{}` before", before.name));
                    // With `rust`, it may keep its name there.
                    let kept = before.rust_name == operation.rust_name;
                    self.record(if kept { found.step(Step::Patch) } else { found });
                    self.operation(before, operation, &at);
                }
                None => {
                    let at = At::both(&all.name(&operation.name), None);
                    self.note(&rules::OPERATION_ADDED, &at, format!("new: {}", route(&operation.route)));
                    self.meet_operation(1, operation);
                }
            }
        }
        for operation in gone {
            let at = At::both(&all.name(&operation.name), None);
            self.note(&rules::OPERATION_REMOVED, &at, format!("gone: {}", route(&operation.route)));
            self.meet_operation(0, operation);
        }
        let names = |of: &[Operation]| of.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        if in_other_order(&names(old), &names(new)) {
            self.note(
                &rules::OPERATIONS_REORDERED,
                &At::both(&all, None),
                "the operations stand in another order",
            );
        }
    }

    /// Remembers the types of an operation that one spec alone has.
    fn meet_operation(&mut self, side: usize, operation: &Operation) {
        for member in operation.input.members.iter().chain(&operation.output.members) {
            self.meet(side, &member.ty);
        }
    }

    fn operation(&mut self, old: &Operation, new: &Operation, at: &At) {
        if old.name == new.name {
            let (was, is) = (&old.rust_name, &new.rust_name);
            self.rust_name(at, was, is);
            if was == is {
                self.rust_name(at, &old.method, &new.method);
            }
        }
        let docs = (old.doc.as_deref(), new.doc.as_deref());
        self.remarks(at, docs, (old.deprecated.as_ref(), new.deprecated.as_ref()));
        self.route(&old.route, &new.route, &at.towards(Direction::Request));
        self.flags(old, new, &at.towards(Direction::Request));
        self.pagination(old, new, at);
        self.met[0].extend([old.input.rust_name.clone(), old.output.rust_name.clone()]);
        self.met[1].extend([new.input.rust_name.clone(), new.output.rust_name.clone()]);
        let input = at.key("input").towards(Direction::Request);
        let labels = [labels(&old.route), labels(&new.route)];
        let (before, after) = (Fields::of(&old.input), Fields::of(&new.input));
        self.members(before, after, &input, &Role::Input { labels });
        let output = at.key("output").towards(Direction::Response);
        self.members(Fields::of(&old.output), Fields::of(&new.output), &output, &Role::Output);
        self.error_lists(old, new, at);
    }

    fn route(&mut self, old: &Route, new: &Route, at: &At) {
        let http = at.key("http");
        match (old, new) {
            (Route::Http { method: old_method, path: old_path }, Route::Http { method, path }) => {
                if old_method != method {
                    let message = format!("{}, {} before", method.name(), old_method.name());
                    self.note(&rules::METHOD_CHANGED, &http, message);
                }
                if template(old_path) != template(path) {
                    self.note(&rules::PATH_CHANGED, &http, format!("`{path}`, `{old_path}` before"));
                }
            }
            (Route::Target(old), Route::Target(new)) if old != new => {
                let service = At::both(&Path::default().key("service").key("protocol"), at.direction);
                let found = Found::new(&rules::TARGET_CHANGED, &service, "requests name another target");
                self.record(found.place(at.new.to_string()));
            }
            // Another protocol, which was reported as such.
            _ => {}
        }
    }

    fn flags(&mut self, old: &Operation, new: &Operation, at: &At) {
        // Old clients repeat what they took for repeatable; what has become so is merely repeated less than it could be.
        let level = |was: bool| if was { Wire::Dangerous } else { Wire::Compatible };
        if old.readonly != new.readonly {
            let message =
                if new.readonly { "changes nothing now" } else { "no longer said to change nothing" };
            let found = Found::new(&rules::READONLY_CHANGED, &at.key("readonly"), message);
            self.record(found.wire(level(old.readonly)));
        }
        if old.idempotent != new.idempotent {
            let message = if new.idempotent { "idempotent now" } else { "no longer idempotent" };
            let found = Found::new(&rules::IDEMPOTENT_CHANGED, &at.key("idempotent"), message);
            self.record(found.wire(level(old.idempotent && !new.readonly)));
        }
    }
}

fn route(route: &Route) -> String {
    match route {
        Route::Http { method, path } => format!("{} {path}", method.name()),
        Route::Target(target) => format!("target `{target}`"),
    }
}

fn same_route(old: &Route, new: &Route) -> bool {
    match (old, new) {
        (Route::Http { method: a, path: old }, Route::Http { method: b, path: new }) => {
            a == b && template(old) == template(new)
        }
        (old, new) => old == new,
    }
}

/// The parts of a path between braces, and outside.
fn parts(path: &str) -> impl Iterator<Item = (&str, &str)> {
    path.split('{').map(|part| part.split_once('}').unwrap_or(("", part)))
}

/// A path without the names of its labels; that one takes several segments remains.
fn template(path: &str) -> String {
    let mut template = String::new();
    for (index, (label, rest)) in parts(path).enumerate() {
        if index > 0 {
            template.push_str(if label.ends_with('+') { "{+}" } else { "{}" });
        }
        template.push_str(rest);
    }
    template
}

/// The names of a path's labels, in order.
fn labels(route: &Route) -> Vec<String> {
    match route {
        Route::Http { path, .. } => {
            parts(path).skip(1).map(|(label, _)| label.trim_end_matches('+').to_owned()).collect()
        }
        Route::Target(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn names_of_labels_are_no_part_of_a_path() {
        assert_eq!(template("/v1/{group}/widgets/{rest+}"), "/v1/{}/widgets/{+}");
        assert_eq!(template("/v1/{name}/widgets/{all+}"), "/v1/{}/widgets/{+}");
        assert_ne!(template("/v1/{name}"), template("/v1/{name+}"));
        assert_eq!(template("/plain"), "/plain");
    }
}
