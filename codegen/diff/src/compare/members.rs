//! Members of inputs, outputs, structures and errors.

use super::matched::in_other_order;
use super::values::Held;
use super::{At, Comparison, Found, Match, before, matched};
use crate::constraints::Question;
use crate::path::operation_of_input;
use crate::rules;
use crate::spec::Spec;
use crate::verdict::{Direction, Step, Wire};
use crate::witness::Value;
use speccast_build::names::{Kind, rust_name, serde_name};
use speccast_core::model::{Member, Place, Route, Stream, StreamEnd, Tag, TypeId, UnionForm};
use speccast_core::source_map::KeyPath;
use speccast_core::vocabulary::{LIST_STYLES, STREAM_FORMATS};

/// The owner of members.
#[derive(Clone, Copy, Debug)]
pub(super) enum Role<'s> {
    /// An input, with the routes of its operation before and after.
    Input([&'s Route; 2]),
    /// An output or a structure.
    Structure,
    /// An error, which has a builder only if a member has a default.
    Error,
    /// A union, with how its members are distinguished.
    Union(&'s UnionForm),
}

impl Role<'_> {
    /// Returns the Rust name of a member.
    fn rust_name(self, member: &Member) -> String {
        let kind = if matches!(self, Self::Union(_)) { Kind::Variant } else { Kind::Field };
        rust_name(kind, &member.head)
    }
}

/// Members, and their Rust type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'s> {
    pub(super) members: &'s [Member],
    pub(super) rust_name: &'s str,
    /// The definition, if they have one.
    pub(super) id: Option<TypeId>,
}

impl<'s> Fields<'s> {
    pub(super) fn new(members: &'s [Member], rust_name: &'s str) -> Self {
        Self { members, rust_name, id: None }
    }

    pub(super) fn of_type(spec: &'s Spec, id: TypeId) -> Self {
        let members = spec.service().definition(id).members();
        Self { members, rust_name: spec.names.ty(id), id: Some(id) }
    }

    /// Returns whether a member is boxed in Rust.
    fn is_boxed(self, spec: &Spec, member: usize) -> bool {
        self.id.is_some_and(|id| spec.names.is_boxed(id, member))
    }
}

impl Comparison<'_> {
    /// Compares members. Members of a body and those of a structure that is the body are the same on the
    /// wire.
    pub(super) fn members(&mut self, old: Fields<'_>, new: Fields<'_>, at: &At, role: Role<'_>) {
        if !self.regrouped(old, new, at, role) {
            self.each_member(old, new, at, role);
            self.order(old, new, at, role);
        }
    }

    /// Matches members by name, and the rest by place and name on the wire.
    pub(super) fn each_member(&mut self, old: Fields<'_>, new: Fields<'_>, at: &At, role: Role<'_>) {
        let at = &match role {
            // Each value contains a value of each required member.
            Role::Input(_) | Role::Structure | Role::Error => {
                let [was, is] = &mut self.counts;
                let filled = [(was, old), (is, new)];
                at.clone().within(
                    filled.map(|(counts, it)| !counts.structures(it.members, Question::Any).is_none()),
                )
            }
            Role::Union(_) => at.clone(),
        };
        let name = |of: &Member| of.head.name.clone();
        for found in matched(old.members, new.members, name, |it, side| on_wire(it, role, side)) {
            match found {
                Match::Both(before, after) => {
                    let boxed = (old.is_boxed(self.old, before), new.is_boxed(self.new, after));
                    let (before, after) = (&old.members[before], &new.members[after]);
                    let at = at.names(&before.head.name, &after.head.name);
                    self.member(before, after, &at, role);
                    if boxed.0 != boxed.1 {
                        let message =
                            if boxed.1 { "`Box`ed in Rust now" } else { "no longer `Box`ed in Rust" };
                        self.note(&rules::RUST_TYPE_CHANGED, &at, message);
                    }
                }
                Match::Added(index) => {
                    let member = &new.members[index];
                    self.added(member, &at.name(&member.head.name), role);
                }
                Match::Removed(index) => {
                    let member = &old.members[index];
                    self.removed(member, &at.name(&member.head.name), role);
                }
            }
        }
    }

    /// Returns whether a member may have a value, before (0) or after (1).
    fn is_filled(&mut self, side: usize, member: &Member) -> bool {
        !self.counts[side].of(&member.target, Question::Any).is_none()
    }

    fn added(&mut self, member: &Member, at: &At, role: Role<'_>) {
        match role {
            Role::Union(form) => {
                let at = &at.clone().within([true, self.is_filled(1, member)]);
                self.record(
                    Found::new(&rules::VARIANT_ADDED, at, "added").gained(variant(self.new, member, form)),
                );
            }
            // It has no field.
            _ if member.constant.is_some() => {
                let rule = match member.required {
                    true => &rules::REQUIRED_MEMBER_ADDED,
                    false => &rules::OPTIONAL_MEMBER_ADDED,
                };
                self.record(Found::new(rule, at, "added, a constant").step(Step::Patch));
            }
            _ if member.required => self.note(&rules::REQUIRED_MEMBER_ADDED, at, "added, required"),
            _ => self.note(&rules::OPTIONAL_MEMBER_ADDED, at, "added"),
        }
    }

    fn removed(&mut self, member: &Member, at: &At, role: Role<'_>) {
        let found = match role {
            Role::Union(form) => {
                let at = &at.clone().within([self.is_filled(0, member), true]);
                Found::new(&rules::VARIANT_REMOVED, at, "removed").lost(variant(self.old, member, form))
            }
            // It had no field, and nothing read it.
            _ if member.constant.is_some() => {
                let found = Found::new(&rules::OPTIONAL_MEMBER_REMOVED, at, "removed; it was a constant");
                let found = found.step(Step::Patch);
                if at.direction == Some(Direction::Response) { found.wire(Wire::Compatible) } else { found }
            }
            _ if member.required => {
                Found::new(&rules::REQUIRED_MEMBER_REMOVED, at, "removed; it was required").always_sent()
            }
            _ => Found::new(&rules::OPTIONAL_MEMBER_REMOVED, at, "removed"),
        };
        self.record(found);
    }

    fn member(&mut self, old: &Member, new: &Member, at: &At, role: Role<'_>) {
        let (was, is) = (role.rust_name(old), role.rust_name(new));
        if old.head.name == new.head.name {
            self.rust_name(at, &was, &is);
        } else {
            let message = format!("`{}` before, and the same on the wire", old.head.name);
            let found = Found::new(&rules::MEMBER_RENAMED, at, message);
            // With `rust`, its Rust name may stay the same.
            self.record(if was == is { found.step(serde_step(old, new)) } else { found });
        }
        self.head(at, &old.head, &new.head);
        self.wire(old, new, at, role);
        self.media_type(old, new, at);
        self.style(old, new, at);
        self.stream(old, new, at);
        // The type of events is written below `stream`.
        let inside = |at: &KeyPath, of: &Member| match of.stream {
            Some(Stream::Events { .. }) => at.key("stream"),
            Some(Stream::Bytes) | None => at.clone(),
        };
        let inside = At { old: inside(&at.old, old), new: inside(&at.new, new), ..*at };
        let held = Held { old: &old.target, new: &new.target, at: &inside };
        if old.constant.is_some() || new.constant.is_some() {
            self.constant(old, new, at);
            self.type_of_constant(held);
        } else {
            self.presence(old, new, at);
            self.default(old, new, at, role);
            self.value(held);
        }
    }

    fn wire(&mut self, old: &Member, new: &Member, at: &At, role: Role<'_>) {
        if old.place != new.place {
            let message = format!("{}, {} before", place(new.place), place(old.place));
            // The operation decides the place of members without `in`.
            let found = match self.place_of_all(at) {
                Some(all) => {
                    let message = format!("members without `in` are {message}");
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
            self.record(found.step(serde_step(old, new)));
        } else if on_wire(old, role, 0) != on_wire(new, role, 1) {
            let message = format!("`{}` on the wire, `{}` before", new.wire_name, old.wire_name);
            let found = Found::new(&rules::WIRE_NAME_CHANGED, &at.key("name"), message);
            self.record(found.step(serde_step(old, new)));
        }
    }

    fn stream(&mut self, old: &Member, new: &Member, at: &At) {
        if old.stream == new.stream {
            return;
        }
        let name = |of: &Member| match &of.stream {
            None => "whole".to_owned(),
            Some(Stream::Bytes) => "a stream of bytes".to_owned(),
            Some(Stream::Events { format, end }) => {
                let format = STREAM_FORMATS.word(format);
                let end = match end {
                    None => String::new(),
                    Some(StreamEnd::Data(data)) => format!(" that end with `{data}`"),
                    Some(StreamEnd::Event(name)) => format!(" that end with the event `{name}`"),
                };
                format!("`{format}` events{end}")
            }
        };
        let message = format!("{}, {} before", name(new), name(old));
        let found = Found::new(&rules::STREAM_CHANGED, &at.key("stream"), message);
        let are_bytes = [old, new].iter().all(|it| matches!(it.stream, None | Some(Stream::Bytes)));
        self.record(if are_bytes { found } else { found.wire(Wire::Breaking) });
    }

    fn style(&mut self, old: &Member, new: &Member, at: &At) {
        if old.place == new.place {
            let styles = [old, new].map(|it| LIST_STYLES.word(&it.style));
            self.differs(&rules::LIST_STYLE_CHANGED, &at.key("style"), "", styles, |it| format!("`{it}`"));
        }
    }

    fn media_type(&mut self, old: &Member, new: &Member, at: &At) {
        if old.place != new.place || old.media_type == new.media_type {
            return;
        }
        let name = |of: &Member| {
            of.media_type.as_ref().map_or("that of its type".to_owned(), |it| format!("`{it}`"))
        };
        let found =
            Found::new(&rules::MEDIA_TYPE_CHANGED, &at.key("mediaType"), before(name(new), name(old)));
        // Text becomes a JSON string, or the reverse.
        let is_same = old.is_raw(self.old.service().protocol) == new.is_raw(self.new.service().protocol);
        self.record(if is_same { found } else { found.wire(Wire::Breaking) });
    }

    /// Returns the place of the operation's `in`, if both specs leave the member's place to it and it
    /// changed.
    fn place_of_all(&self, at: &At) -> Option<At> {
        let parent = |path: &KeyPath| operation_of_input(path).map(|it| it.key("in"));
        let (old, new) = (parent(&at.old)?, parent(&at.new)?);
        let own = self.old.has(&at.old.key("in")) || self.new.has(&at.new.key("in"));
        (!own).then_some(At { old, new, ..*at })
    }

    /// Compares the order of members; the order of required members is that of a builder's steps.
    fn order(&mut self, old: Fields<'_>, new: Fields<'_>, at: &At, role: Role<'_>) {
        let name = |it: &Member| role.rust_name(it);
        if !in_other_order(old.members.iter().map(name), new.members.iter().map(name)) {
            return;
        }
        let steps = |of: &[Member]| {
            let is_built = !matches!(role, Role::Error) || of.iter().any(|it| it.default.is_some());
            of.iter().filter(|it| is_built && it.required).map(name).collect::<Vec<_>>()
        };
        let (before, after) = (steps(old.members), steps(new.members));
        if !in_other_order(before.iter(), after.iter()) {
            return self.note(&rules::MEMBERS_REORDERED, at, "the members are in another order");
        }
        let message = format!(
            "`{}::builder()` takes {} in this order, {} before",
            new.rust_name,
            after.join(", "),
            before.join(", ")
        );
        self.note(&rules::REQUIRED_MEMBERS_REORDERED, at, message);
    }
}

/// Returns the step for a member whose Rust name stays: its name in serde formats, such as files of inputs,
/// is part of the API.
fn serde_step(old: &Member, new: &Member) -> Step {
    let [old, new] = [old, new].map(|it| serde_name(it.place, &it.head.name, &it.wire_name));
    if old == new { Step::Patch } else { Step::Major }
}

/// Returns the identity of a member on the wire. A label of the path is identified by its place.
fn on_wire(member: &Member, role: Role<'_>, side: usize) -> (Place, String) {
    let name = match (member.place, role) {
        (Place::StatusCode | Place::Payload | Place::QueryParams | Place::Additional, _) => String::new(),
        // Field names are case-insensitive: RFC 9110 section 5.1.
        (Place::Header | Place::PrefixHeaders, _) => member.wire_name.to_ascii_lowercase(),
        (Place::Path, Role::Input(routes)) => match routes[side] {
            Route::Http { path, .. } => path
                .labels()
                .position(|label| label == member.wire_name)
                .map_or_else(String::new, |at| at.to_string()),
            Route::Target(_) | Route::Error => String::new(),
        },
        (Place::Query | Place::Body | Place::Path | Place::Error, _) => member.wire_name.clone(),
    };
    (member.place, name)
}

/// Returns a value of a union's member.
pub(super) fn variant(spec: &Spec, member: &Member, form: &UnionForm) -> Value {
    let quoted = |text: &str| format!("\"{}\"", text.escape_debug());
    let name = quoted(&member.wire_name);
    Value::Other(match form {
        UnionForm::Named => format!("{{{name}: …}}"),
        UnionForm::Told(_) => spec.noun(&member.target.ty),
        UnionForm::Tagged(Tag { name: tag, is_number, content }) => {
            let value = if *is_number { member.wire_name.clone() } else { name };
            let content =
                content.as_ref().map_or("…".to_owned(), |content| format!("{}: …", quoted(content)));
            format!("{{{}: {value}, {content}}}", quoted(tag))
        }
    })
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "in the path",
        Place::Query => "in the query string",
        Place::QueryParams => "the query string",
        Place::Additional => "the additional members of the body",
        Place::Header => "in a header",
        Place::PrefixHeaders => "headers with a prefix",
        Place::Payload => "the body",
        Place::StatusCode => "the status code",
        Place::Body => "in the body",
        Place::Error => "nowhere",
    }
}
