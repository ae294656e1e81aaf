//! Where members travel: who may use a place, what fits there, and what it is called on the wire.

use super::Lowering;
use super::docs::is_hidden;
use super::structures::Role;
use crate::diagnostic::Diagnostic;
use crate::ir::{self, Type};
use crate::source::Span;
use crate::spec::{self, Auth, Place, Spanned};
use std::collections::HashMap;

/// What is known of the places of a structure's members.
pub(super) struct Places<'a> {
    pub(super) role: Role,
    /// Where the name was written that has a place on the wire.
    on_wire: HashMap<(Place, String), &'a Span>,
    headers: Vec<&'a Spanned<String>>,
    prefix: Option<&'a Spanned<String>>,
    /// Members that are or may be the only ones of their kind.
    payload: Option<&'a Span>,
    params: Option<&'a Span>,
    status: Option<&'a Span>,
    body: Vec<&'a Span>,
    /// Where a member is said to mark a request.
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
            body: Vec::new(),
            token: None,
        }
    }
}

impl<'a> Lowering<'a> {
    /// Where a member travels; where the others do, if what is written cannot be.
    pub(super) fn place(&mut self, member: &spec::Member, role: Role) -> Place {
        use Place::{Body, Header, Path, Payload, PrefixHeaders, Query, QueryParams, StatusCode};
        let (default, allowed, what): (Place, &[Place], &str) = match role {
            Role::Input { place, .. } => {
                (place, &[Path, Query, QueryParams, Header, PrefixHeaders, Payload, Body], "an input")
            }
            Role::Output | Role::Error => {
                (Body, &[Header, PrefixHeaders, Payload, StatusCode, Body], "an answer")
            }
            Role::Data => (Body, &[Body], "a structure inside a body"),
        };
        let Some(place) = &member.place else {
            // Most likely it was meant to fill the label, which is what will be said of it.
            let name = &member.wire_name.as_ref().unwrap_or(&member.name).value;
            let meant = matches!(role, Role::Input { .. }) && self.open_labels.contains(name.as_str());
            return if meant { Place::Unreadable } else { default };
        };
        if place.value == Place::Unreadable {
            return Place::Unreadable;
        }
        if !allowed.contains(&place.value) {
            let message = format!("no member of {what} travels there");
            self.error("place", message, &place.span, "remove `in`, or move the member");
            return default;
        }
        if self.is_aws_json() && place.value != Body {
            let message = "under this protocol every member travels in the body";
            self.error("place", message, &place.span, "remove `in`");
            return Body;
        }
        place.value
    }

    /// Reports a name that two members have in one place, or that cannot be what it is.
    pub(super) fn check_wire_name(
        &mut self,
        member: &'a spec::Member,
        place: Place,
        places: &mut Places<'a>,
    ) {
        let name = member.wire_name.as_ref().unwrap_or(&member.name);
        let only = match place {
            Place::QueryParams => &mut places.params,
            Place::Payload => &mut places.payload,
            Place::StatusCode => &mut places.status,
            Place::PrefixHeaders => {
                self.check_prefix(member, places);
                return;
            }
            Place::Path | Place::Query | Place::Header | Place::Body => {
                self.check_own_name(name, place, places);
                return;
            }
            Place::Unreadable => return,
        };
        if let Some(first) = only.replace(&member.name.span) {
            let diagnostic = Diagnostic::error("place", "just one member travels there");
            let diagnostic = diagnostic.label(&member.name.span, "this is a second one");
            self.report(diagnostic.label(first, "the first").help("put one of them elsewhere"));
        }
        if let Some(name) = &member.wire_name {
            self.error("place", "nothing there has the member's name", &name.span, "remove `name`");
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
                let message = format!("two members would be `{}` on the wire", name.value);
                let diagnostic = Diagnostic::error("wire-name", message).label(&name.span, "again here");
                let diagnostic =
                    diagnostic.label(first, "first here").help("give one of them another `name`");
                self.report(diagnostic);
            }
            None => {
                places.on_wire.insert((place, key), &name.span);
            }
        }
    }

    /// Reports a name that a reviewer could not see as it is.
    pub(super) fn check_name(&mut self, name: &Spanned<String>) {
        if let Some((at, odd)) = name.value.char_indices().find(|(_, c)| is_hidden(*c)) {
            let message = "this name holds an invisible character";
            let span = self.inside(name, at..at + odd.len_utf8());
            self.error("hidden-character", message, &span, "remove it: a reviewer would not see it");
        } else if name.value.is_empty() {
            self.error("wire-name", "this name is empty", &name.span, "write what is on the wire");
        }
    }

    fn check_header(&mut self, name: &Spanned<String>) {
        if !is_token(&name.value) {
            let message = format!("`{}` is no name of a header", name.value.escape_debug());
            self.error("header-name", message, &name.span, "a header's name has letters, digits and dashes");
        }
    }

    /// Reports a header of a request that the client itself writes, or that it refuses.
    fn refuse_reserved_header(&mut self, name: &Spanned<String>) {
        let header = name.value.to_ascii_lowercase();
        let auth = &self.document.service.auth.value;
        let signs = matches!(auth, Auth::SigV4(_));
        let (why, help) = match header.as_str() {
            "connection" | "content-length" | "host" | "transfer-encoding" => {
                ("belongs to the connection", "remove the member: the client takes care of that header")
            }
            "authorization" if *auth != Auth::None => (
                "is where the client puts its credentials",
                "remove the member, or write `auth: none` if it is to say who calls",
            ),
            "x-amz-date" | "x-amz-security-token" if signs => {
                ("is a part of the signature", "remove the member: the client signs each request")
            }
            _ => return,
        };
        let message = format!("no member can be sent as `{}`, which {why}", name.value);
        self.error("header-name", message, &name.span, help);
    }

    /// The prefix of prefixed headers, which must be said.
    fn check_prefix(&mut self, member: &'a spec::Member, places: &mut Places<'a>) {
        match &member.wire_name {
            Some(name) => {
                self.check_header(name);
                places.prefix.get_or_insert(name);
            }
            None => {
                let message = "`in: prefixHeaders` needs `name`, what the headers begin with";
                self.error("missing-key", message, &member.name.span, "add it, as in `name: x-meta-`");
            }
        }
        if let Some(first) = places.on_wire.insert((Place::PrefixHeaders, String::new()), &member.name.span) {
            let diagnostic = Diagnostic::error("place", "just one member travels there");
            let diagnostic = diagnostic.label(&member.name.span, "this is a second one");
            self.report(diagnostic.label(first, "the first").help("put one of them elsewhere"));
        }
    }

    /// What can only be said of all members together.
    pub(super) fn check_places(&mut self, places: &Places<'_>) {
        if let Some(payload) = places.payload {
            for body in &places.body {
                let message = "one member is the whole body, and this one would travel in it";
                let diagnostic = Diagnostic::error("place", message).label(body, "");
                let diagnostic = diagnostic.label(payload, "the whole body");
                self.report(diagnostic.help("put it elsewhere with `in`, or into the other"));
            }
        }
        let Some(prefix) = places.prefix else { return };
        for header in &places.headers {
            if header.value.to_lowercase().starts_with(&prefix.value.to_lowercase()) {
                let message = format!("`{}` would also be one of the headers with a prefix", header.value);
                let diagnostic = Diagnostic::error("wire-name", message).label(&header.span, "");
                let diagnostic = diagnostic.label(&prefix.span, "the prefix");
                self.report(
                    diagnostic
                        .help("take it out of the map's reach with another prefix, or leave it to the map"),
                );
            }
        }
    }

    pub(super) fn check_type_of_place(&mut self, member: &spec::Member, place: Place, ty: &Type, role: Role) {
        let span = &member.name.span;
        let ty = ty.plain();
        let listed = is_list(ty);
        let (is_input, bodiless) = match role {
            Role::Input { bodiless, .. } => (true, bodiless),
            _ => (false, None),
        };
        let elsewhere = || elsewhere(ty, bodiless);
        let (message, help) = match place {
            Place::Path if !is_simple(ty) || *ty == Type::Blob => {
                ("only a simple value fits into the path", elsewhere())
            }
            Place::Path if member.required.is_none() => (
                "a member in the path must be required",
                "add `required: true`: without it the path would have a hole".to_owned(),
            ),
            Place::Query if !is_simple(ty) && !listed => {
                ("only a simple value or a list of them fits into the query", elsewhere())
            }
            Place::Header if !is_simple(ty) && (!listed || !is_input) => {
                let help = "write `in: prefixHeaders`, and `name` for what the headers begin with";
                let help = if is_map(ty, false) { help.to_owned() } else { elsewhere() };
                ("only a simple value fits into a header", help)
            }
            Place::PrefixHeaders if !is_map(ty, false) => {
                ("headers with a prefix are a map of strings", "write it `map: string`".to_owned())
            }
            Place::QueryParams if !is_map(ty, true) => (
                "such parameters are a map of strings, or of lists of strings",
                "write it `map: string`, or `map: { list: string }`".to_owned(),
            ),
            Place::Payload if !is_payload(ty) => (
                "a body is a structure, a union, a document, a string, an enum or a blob",
                "change the member's type, or remove `in: payload`".to_owned(),
            ),
            Place::StatusCode if *ty != Type::Integer(ir::Integer::Integer) => {
                ("a status code is an `integer`", "change the type".to_owned())
            }
            _ => return,
        };
        self.error("place", message, span, help);
    }
}

/// Whether a text can be the name of a header: a token of RFC 9110 section 5.6.2.
pub(super) fn is_token(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(fits)
}

/// What to do with a member that cannot travel where it is said to, or where a method without a body leaves it.
pub(super) fn elsewhere(ty: &Type, bodiless: Option<&str>) -> String {
    let ty = ty.plain();
    match bodiless {
        _ if is_map(ty, true) => "write `in: queryParams`: each entry is a parameter then".to_owned(),
        None => "send it in the body".to_owned(),
        Some(_) if is_simple(ty) || is_list(ty) => "write `in: query`".to_owned(),
        Some(method) => {
            let parts = if matches!(ty, Type::Structure(_)) { "its members" } else { "what it holds" };
            format!("a {method} has no body: use POST, or send {parts} one by one in the query")
        }
    }
}

/// Whether this is a list of values that one text says each.
fn is_list(ty: &Type) -> bool {
    matches!(ty, Type::List { item, sparse: false } if is_simple(item))
}

/// Whether one text says the whole value.
fn is_simple(ty: &Type) -> bool {
    !matches!(
        ty.plain(),
        Type::Structure(_) | Type::Union(_) | Type::List { .. } | Type::Map { .. } | Type::Document
    )
}

/// Whether this is a map of strings, or of lists of them if those fit.
fn is_map(ty: &Type, or_lists: bool) -> bool {
    let string = |ty: &Type| *ty.plain() == Type::String;
    let Type::Map { key, value, sparse: false } = ty else {
        return false;
    };
    let list = matches!(value.plain(), Type::List { item, sparse: false } if string(item));
    string(key) && (string(value) || (or_lists && list))
}

fn is_payload(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Structure(_) | Type::Union(_) | Type::Document | Type::String | Type::Enum(_) | Type::Blob
    )
}
