//! Members of inputs, outputs, structures and errors.

use super::values::Held;
use super::{At, Comparison, Found};
use crate::rules;
use crate::verdict::{Direction, Stale, Step, Wire};
use speccast_core::ir::{Member, Place, Structure, Value};

/// How many required members `new` takes one by one; more of them are the fields of one argument.
const MAX_ARGUMENTS: usize = 3;

/// What members belong to.
#[derive(Clone, Debug)]
pub(super) enum Role {
    /// An input; with the names of the path's labels, before and after.
    Input { labels: [Vec<String>; 2] },
    /// An output.
    Output,
    /// An error.
    Error,
    /// A part of one of these.
    Data,
}

/// Members, and the Rust type that they belong to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'s> {
    members: &'s [Member],
    rust_name: &'s str,
}

impl<'s> Fields<'s> {
    pub(super) fn of(structure: &'s Structure) -> Self {
        Self { members: &structure.members, rust_name: &structure.rust_name }
    }
}

impl Comparison<'_> {
    /// Members are matched by name; what is left over, by place and name on the wire.
    pub(super) fn members(&mut self, old: Fields<'_>, new: Fields<'_>, at: &At, role: &Role) {
        let named = |of: Fields<'_>, name: &str| of.members.iter().any(|it| it.name == name);
        let mut gone: Vec<&Member> = old.members.iter().filter(|it| !named(new, &it.name)).collect();
        for member in new.members {
            if let Some(before) = old.members.iter().find(|it| it.name == member.name) {
                self.member(before, member, &at.name(&member.name), role);
                continue;
            }
            let same = |before: &&Member| on_wire(before, role, 0) == on_wire(member, role, 1);
            match gone.iter().position(same).map(|index| gone.remove(index)) {
                Some(before) => {
                    let at = at.names(&before.name, &member.name);
                    let message = format!("`{}` before, and the same on the wire", before.name);
                    let found = Found::new(&rules::MEMBER_RENAMED, &at, message);
                    // With `rust`, it may keep its name there.
                    let kept = before.rust_name == member.rust_name;
                    self.record(if kept { found.step(Step::Patch) } else { found });
                    self.member(before, member, &at, role);
                }
                None => self.added(member, &at.name(&member.name)),
            }
        }
        for member in gone {
            self.removed(member, &at.name(&member.name));
        }
        self.order(old, new, at, role);
    }

    fn added(&mut self, member: &Member, at: &At) {
        let rule =
            if member.required { &rules::REQUIRED_MEMBER_ADDED } else { &rules::OPTIONAL_MEMBER_ADDED };
        self.note(rule, at, if member.required { "new, and required" } else { "new" });
        self.meet(1, &member.ty);
    }

    fn removed(&mut self, member: &Member, at: &At) {
        self.meet(0, &member.ty);
        if !member.required {
            return self.note(&rules::OPTIONAL_MEMBER_REMOVED, at, "gone");
        }
        let found = Found::new(&rules::REQUIRED_MEMBER_REMOVED, at, "gone, and was required");
        self.record(found.stale(absence(at)));
    }

    fn member(&mut self, old: &Member, new: &Member, at: &At, role: &Role) {
        if old.name == new.name {
            self.rust_name(at, &old.rust_name, &new.rust_name);
        }
        let docs = (old.doc.as_deref(), new.doc.as_deref());
        self.remarks(at, docs, (old.deprecated.as_ref(), new.deprecated.as_ref()));
        self.wire(old, new, at, role);
        self.presence(old, new, at);
        self.default(old, new, at, role);
        let before = Held { ty: &old.ty, checks: &old.checks };
        self.value(before, Held { ty: &new.ty, checks: &new.checks }, at);
    }

    fn wire(&mut self, old: &Member, new: &Member, at: &At, role: &Role) {
        if old.place != new.place {
            let message = format!("{}, {} before", place(new.place), place(old.place));
            // Where all members travel that do not say, the operation says.
            let found = match self.place_of_all(at) {
                Some(all) => {
                    let message = format!("what does not say where it travels is {message}");
                    Found::new(&rules::PLACE_CHANGED, &all, message).place(at.new.to_string())
                }
                None => {
                    let at = if self.new.has(&at.new.key("in")) || self.old.has(&at.old.key("in")) {
                        at.key("in")
                    } else {
                        at.clone()
                    };
                    Found::new(&rules::PLACE_CHANGED, &at, message)
                }
            };
            self.record(found);
        } else if on_wire(old, role, 0) != on_wire(new, role, 1) {
            let message = format!("`{}` on the wire, `{}` before", new.wire_name, old.wire_name);
            self.note(&rules::WIRE_NAME_CHANGED, &at.key("name"), message);
        }
    }

    /// The operation's `in`, if both specs leave it to that where a member travels and it is not the same.
    fn place_of_all(&self, at: &At) -> Option<At> {
        let parent = |path: &crate::path::Path| path.operation_of_input().map(|it| it.key("in"));
        let (old, new) = (parent(&at.old)?, parent(&at.new)?);
        let own = self.old.has(&at.old.key("in")) || self.new.has(&at.new.key("in"));
        (!own).then_some(At { old, new, direction: at.direction })
    }

    /// Whether there must be a value.
    fn presence(&mut self, old: &Member, new: &Member, at: &At) {
        if old.idempotency_token != new.idempotency_token {
            let at = at.key("idempotencyToken");
            let (rule, message) = if new.idempotency_token {
                (&rules::IDEMPOTENCY_TOKEN_ADDED, "made up by clients, if it is absent")
            } else {
                (&rules::IDEMPOTENCY_TOKEN_REMOVED, "no longer made up by clients")
            };
            let found = Found::new(rule, &at, message);
            let found = if old.required == new.required { found } else { found.step(Step::Major) };
            return self.record(found);
        }
        let at = at.key("required");
        match (old.required, new.required) {
            (false, true) => self.note(&rules::BECAME_REQUIRED, &at, "required now"),
            (true, false) => {
                let found = Found::new(&rules::BECAME_OPTIONAL, &at, "no longer required");
                self.record(found.stale(absence(&at)));
            }
            _ => {}
        }
    }

    fn default(&mut self, old: &Member, new: &Member, at: &At, role: &Role) {
        let at = at.key("default");
        let shown = |value: &Value| format!("`{}`", text(value));
        let (rule, message) = match (&old.default, &new.default) {
            (None, Some(new)) => (&rules::DEFAULT_ADDED, format!("{} if it is absent", shown(new))),
            (Some(old), None) => {
                (&rules::DEFAULT_REMOVED, format!("no longer {} if it is absent", shown(old)))
            }
            (Some(old), Some(new)) if old != new => {
                (&rules::DEFAULT_CHANGED, format!("{} if it is absent, {} before", shown(new), shown(old)))
            }
            _ => return,
        };
        let mut found = Found::new(rule, &at, message);
        if at.direction == Some(Direction::Request) && !matches!(new.place, Place::Body | Place::Payload) {
            found = found.wire(Wire::Breaking);
        }
        let is_input = matches!(role, Role::Input { .. });
        let optional = |it: &Member| !it.required && (is_input || it.default.is_none());
        if optional(old) != optional(new) {
            found = found.step(Step::Major);
        }
        self.record(found);
    }

    /// The order of members, which decides the order of the arguments of `new`.
    fn order(&mut self, old: Fields<'_>, new: Fields<'_>, at: &At, role: &Role) {
        let names = |of: Fields<'_>| of.members.iter().map(|it| it.rust_name.clone()).collect::<Vec<_>>();
        if !in_other_order(&names(old), &names(new)) {
            return;
        }
        let arguments =
            |of: Fields<'_>| -> Vec<Member> { of.members.iter().filter(|it| it.required).cloned().collect() };
        let (before, after) = (arguments(old), arguments(new));
        let names = |of: &[Member]| of.iter().map(|it| it.rust_name.clone()).collect::<Vec<_>>();
        let few = before.len() <= MAX_ARGUMENTS && after.len() <= MAX_ARGUMENTS;
        if matches!(role, Role::Error) || !few || !in_other_order(&names(&before), &names(&after)) {
            return self.note(&rules::MEMBERS_REORDERED, at, "the members stand in another order");
        }
        let list = |of: &[Member]| names(of).join(", ");
        let message = format!("`{}::new({})`, ({}) before", new.rust_name, list(&after), list(&before));
        let silent = before.len() == after.len() && before.iter().zip(&after).all(|(a, b)| a.ty == b.ty);
        let remark = silent.then(|| "the types are the same: code compiles, and swaps the values".to_owned());
        self.record(Found::new(&rules::REQUIRED_MEMBERS_REORDERED, at, message).remark(remark));
    }
}

/// That clients of the old spec always send a member.
fn absence(at: &At) -> Stale {
    match at.direction {
        Some(Direction::Request) => Stale::Refuses("requests without it".to_owned()),
        _ => Stale::Unaffected,
    }
}

/// Whether what is in both lists stands in another order.
pub(super) fn in_other_order(old: &[String], new: &[String]) -> bool {
    let kept = old.iter().filter(|name| new.contains(name));
    !kept.eq(new.iter().filter(|name| old.contains(name)))
}

/// What tells members apart on the wire. A label of the path is known by its place alone.
fn on_wire(member: &Member, role: &Role, side: usize) -> (Place, String) {
    let name = match member.place {
        Place::StatusCode | Place::Payload | Place::QueryParams => String::new(),
        // Field names are case-insensitive: RFC 9110 section 5.1.
        Place::Header | Place::PrefixHeaders => member.wire_name.to_ascii_lowercase(),
        Place::Path => match role {
            Role::Input { labels } => labels[side]
                .iter()
                .position(|it| *it == member.wire_name)
                .map_or_else(String::new, |it| it.to_string()),
            _ => member.wire_name.clone(),
        },
        Place::Query | Place::Body => member.wire_name.clone(),
    };
    (member.place, name)
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "in the path",
        Place::Query => "in the query string",
        Place::QueryParams => "the query string",
        Place::Header => "in a header",
        Place::PrefixHeaders => "headers with a prefix",
        Place::Payload => "the body",
        Place::StatusCode => "the status code",
        Place::Body => "in the body",
    }
}

/// A default as a person would write it.
fn text(value: &Value) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => format!("{value:?}"),
        Value::String(value) => format!("{value:?}"),
        Value::List(items) => format!("[{}]", list(items.iter().map(text).collect())),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(name, value)| format!("{name}: {}", text(value)));
            format!("{{ {} }}", list(entries.collect()))
        }
    }
}
