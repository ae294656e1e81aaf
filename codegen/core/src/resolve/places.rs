//! Places of members: where each may be sent, and under which name.

mod headers;
mod types;

pub(super) use headers::{CONNECTION, is_token};
pub(super) use types::{elsewhere, is_list, is_object, is_simple};

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::{self as spec, Place, Spanned};
use crate::text::{Span, find_hidden};
use crate::vocabulary::PLACES;
use std::collections::HashMap;

/// Role of a structure, which decides the places of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The input of an operation.
    Input {
        /// Default place of members.
        place: Place,
        /// The operation's method, if its requests have no body.
        bodiless: Option<&'static str>,
        /// Whether the body has parts, in which every file can be a stream.
        has_parts: bool,
    },
    /// The output of an operation.
    Output,
    /// An error: its members may always be missing, since a response may come from a proxy.
    Error,
    /// A part of one of the others.
    Data,
}

/// State of checking the places of a structure's members.
pub(super) struct Places<'a> {
    pub(super) role: Role,
    /// Place of the member with this name on the wire.
    on_wire: HashMap<(Place, String), &'a Span>,
    headers: Vec<&'a Spanned<String>>,
    prefix: Option<&'a Spanned<String>>,
    /// Members that may appear only once.
    payload: Option<&'a Span>,
    params: Option<&'a Span>,
    status: Option<&'a Span>,
    additional: Option<&'a Span>,
    body: Vec<&'a Span>,
    /// Place of the idempotency token.
    pub(super) token: Option<&'a Span>,
}

impl Places<'_> {
    pub(super) fn new(role: Role) -> Self {
        Self {
            role,
            on_wire: HashMap::new(),
            headers: Vec::new(),
            prefix: None,
            payload: None,
            params: None,
            status: None,
            additional: None,
            body: Vec::new(),
            token: None,
        }
    }
}

impl<'a> Resolver<'a> {
    /// The place of a member; the default if the spec's is invalid.
    pub(super) fn place(&mut self, member: &spec::Member, role: Role) -> Place {
        use Place::{Additional, Body, Header, Path, Payload, PrefixHeaders, Query, QueryParams, StatusCode};
        let (default, allowed, what): (Place, &[Place], &str) = match role {
            Role::Input { place, .. } => (
                place,
                &[Path, Query, QueryParams, Header, PrefixHeaders, Payload, Body, Additional],
                "an input",
            ),
            Role::Output => {
                (Body, &[Header, PrefixHeaders, Payload, StatusCode, Body, Additional], "an output")
            }
            Role::Error => (Body, &[Header, PrefixHeaders, Payload, StatusCode, Body], "an error"),
            Role::Data => (Body, &[Body, Additional], "a structure in a body"),
        };
        let Some(place) = &member.place else {
            // It was probably meant for the label, which is reported instead.
            let name = &member.wire().value;
            let meant = matches!(role, Role::Input { .. }) && self.open_labels.contains(name.as_str());
            let is_part = matches!(role, Role::Input { has_parts: true, .. });
            let is_body = member.stream.is_some() && role != Role::Data && !is_part;
            return match (meant, is_body) {
                (true, _) => Place::Error,
                (false, true) => Place::Payload,
                (false, false) => default,
            };
        };
        if place.value == Place::Error {
            return Place::Error;
        }
        if !allowed.contains(&place.value) {
            let message = format!("`in: {}` is not valid in {what}", PLACES.word(&place.value));
            let help = match (place.value, role) {
                (StatusCode, Role::Input { .. }) => "move the member to `output`",
                (Path | Query | QueryParams, Role::Output) => "move the member to `input`",
                _ => "remove `in`, or move the member",
            };
            self.error(&codes::PLACE, message, &place.span, help);
            return default;
        }
        if self.is_aws_json() && !matches!(place.value, Body | Additional) {
            let message = "`in` is not valid with this protocol: every member is in the body";
            self.error(&codes::PLACE, message, &place.span, "remove `in`");
            return Body;
        }
        place.value
    }

    /// Reports a duplicate or invalid name on the wire.
    pub(super) fn check_wire_name(
        &mut self,
        member: &'a spec::Member,
        place: Place,
        places: &mut Places<'a>,
    ) {
        let name = member.wire();
        let only = match place {
            Place::QueryParams => &mut places.params,
            Place::Payload => &mut places.payload,
            Place::StatusCode => &mut places.status,
            Place::Additional => {
                places.body.push(&member.name.span);
                &mut places.additional
            }
            Place::PrefixHeaders => {
                self.check_prefix(member, places);
                return;
            }
            Place::Path | Place::Query | Place::Header | Place::Body => {
                self.check_own_name(name, place, places);
                return;
            }
            Place::Error => return,
        };
        if let Some(first) = only.replace(&member.name.span) {
            self.refuse_second(place, &member.name.span, first);
        }
        if let Some(name) = &member.wire_name {
            self.error(&codes::PLACE, "`name` has no effect here", &name.span, "remove `name`");
        }
    }

    fn check_own_name(&mut self, name: &'a Spanned<String>, place: Place, places: &mut Places<'a>) {
        match place {
            Place::Header => {
                self.check_header(name);
                if matches!(places.role, Role::Input { .. }) {
                    self.refuse_reserved_header(name);
                }
                places.headers.push(name);
            }
            Place::Body => {
                self.check_name(name);
                places.body.push(&name.span);
            }
            _ => self.check_name(name),
        }
        // Field names are case-insensitive: RFC 9110 section 5.1.
        let key = if place == Place::Header { name.value.to_lowercase() } else { name.value.clone() };
        match places.on_wire.get(&(place, key.clone())) {
            Some(first) => {
                let first = *first;
                self.refuse_same_name(name, first);
            }
            None => {
                places.on_wire.insert((place, key), &name.span);
            }
        }
    }

    /// Reports a second member in a place for one.
    fn refuse_second(&mut self, place: Place, second: &Span, first: &Span) {
        let message = format!("two members with `in: {}`", PLACES.word(&place));
        let diagnostic = Diagnostic::new(&codes::PLACE, message);
        let diagnostic = diagnostic.label(second, "second one");
        self.report(diagnostic.label(first, "first one").help("change `in` of one of them"));
    }

    /// Reports a name on the wire that another member has.
    pub(super) fn refuse_same_name(&mut self, name: &Spanned<String>, first: &Span) {
        let message = format!("two members with the name `{}` on the wire", name.value);
        let diagnostic = Diagnostic::new(&codes::WIRE_NAME, message).label(&name.span, "again here");
        self.report(diagnostic.label(first, "first here").help("change the `name` of one of them"));
    }

    /// Reports a name with hidden characters.
    pub(super) fn check_name(&mut self, name: &Spanned<String>) {
        if let Some((at, odd, reason)) = find_hidden(&name.value, &[]) {
            let message = format!("name contains U+{:04X}, which {reason}", u32::from(odd));
            let span = self.inside(name, at..at + odd.len_utf8());
            self.error(&codes::HIDDEN_CHARACTER, message, &span, "remove it; reviewers cannot see it");
        } else if name.value.is_empty() {
            self.error(&codes::WIRE_NAME, "empty name", &name.span, "write the name on the wire");
        }
    }

    /// Checks that concern all members together.
    pub(super) fn check_places(&mut self, places: &Places<'_>) {
        if let Some(payload) = places.payload {
            for body in &places.body {
                let message = "member in the body, but another member is the whole body";
                let diagnostic = Diagnostic::new(&codes::PLACE, message).label(body, "");
                let diagnostic = diagnostic.label(payload, "the whole body");
                self.report(diagnostic.help("change its `in`, or move it into the other member"));
            }
        }
        let Some(prefix) = places.prefix else { return };
        for header in &places.headers {
            if header.value.to_lowercase().starts_with(&prefix.value.to_lowercase()) {
                let message = format!("`{}` also has the prefix of a map of headers", header.value);
                let diagnostic = Diagnostic::new(&codes::WIRE_NAME, message).label(&header.span, "");
                let diagnostic = diagnostic.label(&prefix.span, "the prefix");
                self.report(diagnostic.help("change the prefix, or remove this member"));
            }
        }
    }
}
