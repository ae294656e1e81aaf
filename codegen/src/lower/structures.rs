//! Structures: inputs, outputs, errors and the data they are made of.

use super::Lowering;
use super::names::{Kind, Scope};
use crate::diagnostic::Diagnostic;
use crate::ir;
use crate::source::Span;
use crate::spec::{self, Place, Spanned};
use std::collections::HashMap;

/// What a structure is for, which decides where its members may travel.
#[derive(Clone, Copy, Debug)]
pub(super) enum Role {
    /// The input of an operation; members that don't say travel here.
    Input(Place),
    /// The output of an operation.
    Output,
    /// An error: its members may be missing whatever the spec says, since an answer may come from a proxy.
    Error,
    /// A part of one of these.
    Data,
}

impl<'a> Lowering<'a> {
    /// Lowers members to a structure; who may send it and what checks it is found out at the end.
    pub(super) fn structure(
        &mut self,
        rust_name: String,
        doc: Option<String>,
        members: &'a [spec::Member],
        role: Role,
    ) -> ir::Structure {
        let mut fields = Scope::default();
        let mut on_wire: HashMap<(Place, String), Span> = HashMap::new();
        let mut lowered = Vec::new();
        for member in members {
            let field = self.rust_name(Kind::Field, &member.name, member.rust.as_ref());
            if !field.is_empty()
                && let Err(diagnostic) = fields.take(&field, &member.name.span)
            {
                self.report(diagnostic);
            }
            let place = self.place(member, role);
            let wire_name = member.wire_name.as_ref().unwrap_or(&member.name);
            self.check_wire_name(place, wire_name, &mut on_wire);
            let doc = self.doc(member.doc.as_ref());
            let owner = Spanned {
                value: format!("{rust_name}_{}", member.name.value),
                span: member.name.span.clone(),
            };
            let Some((ty, checks)) = self.ty(&member.ty, &member.constraints, &owner) else {
                continue;
            };
            self.check_type_of_place(member, place, &ty, role);
            lowered.push(ir::Member {
                name: member.name.value.clone(),
                rust_name: field,
                wire_name: wire_name.value.clone(),
                place: match place {
                    Place::Path => ir::Place::Path,
                    Place::Query => ir::Place::Query,
                    Place::Header => ir::Place::Header,
                    Place::StatusCode => ir::Place::StatusCode,
                    Place::Body => ir::Place::Body,
                },
                ty,
                required: member.required && !matches!(role, Role::Error),
                default: None,
                idempotency_token: false,
                deprecated: None,
                doc,
                checks,
            });
        }
        ir::Structure {
            name: rust_name.clone(),
            rust_name,
            deprecated: None,
            doc,
            in_request: false,
            in_response: false,
            members: lowered,
            validator: None,
        }
    }

    /// Where a member travels; where the others do, if what is written cannot be.
    fn place(&mut self, member: &spec::Member, role: Role) -> Place {
        let (default, allowed, what): (Place, &[Place], &str) = match role {
            Role::Input(default) => {
                (default, &[Place::Path, Place::Query, Place::Header, Place::Body], "an input")
            }
            Role::Output | Role::Error => {
                (Place::Body, &[Place::Header, Place::StatusCode, Place::Body], "an answer")
            }
            Role::Data => (Place::Body, &[Place::Body], "a structure inside a body"),
        };
        match &member.place {
            Some(place) if !allowed.contains(&place.value) => {
                let message = format!("no member of {what} travels there");
                self.error("place", message, &place.span, "remove `in`, or move the member");
                default
            }
            Some(place) => place.value,
            None => default,
        }
    }

    /// Reports a name that two members have in one place, or that cannot be a header's name.
    fn check_wire_name(
        &mut self,
        place: Place,
        name: &Spanned<String>,
        on_wire: &mut HashMap<(Place, String), Span>,
    ) {
        // Field names are case-insensitive: RFC 9110 section 5.1.
        let key = if place == Place::Header { name.value.to_lowercase() } else { name.value.clone() };
        if place == Place::StatusCode {
            return;
        }
        // RFC 9110 section 5.6.2, token.
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if place == Place::Header && (name.value.is_empty() || !name.value.chars().all(is_token)) {
            let message = format!("`{}` is no name of a header", name.value.escape_debug());
            self.error("header-name", message, &name.span, "a header's name has letters, digits and dashes");
        }
        if let Some(first) = on_wire.get(&(place, key.clone())) {
            let message = format!("two members would be `{}` on the wire", name.value);
            let diagnostic = Diagnostic::error("wire-name", message).label(&name.span, "again here");
            let diagnostic = diagnostic.label(first, "first here").help("give one of them another `name`");
            self.report(diagnostic);
        } else {
            on_wire.insert((place, key), name.span.clone());
        }
    }

    fn check_type_of_place(&mut self, member: &spec::Member, place: Place, ty: &ir::Type, role: Role) {
        let span = &member.name.span;
        let simple = |ty: &ir::Type| {
            !matches!(ty, ir::Type::Structure(_) | ir::Type::List { .. } | ir::Type::Map { .. })
        };
        let listed = matches!(ty, ir::Type::List { item, .. } if simple(item));
        match place {
            Place::Path if !simple(ty) => {
                self.error("place", "only a simple value fits into the path", span, "send it in the body");
            }
            Place::Path if !member.required => {
                let help = "add `required: true`: without it the path would have a hole";
                self.error("place", "a member in the path must be required", span, help);
            }
            Place::Query if !simple(ty) && !listed => {
                let help = "send it in the body";
                self.error("place", "only a simple value or a list of them fits into the query", span, help);
            }
            Place::Header if !simple(ty) && (!listed || !matches!(role, Role::Input(_))) => {
                self.error("place", "only a simple value fits into a header", span, "send it in the body");
            }
            Place::StatusCode if *ty != ir::Type::Integer(ir::Integer::Integer) => {
                self.error("place", "a status code is an `integer`", span, "change the type");
            }
            _ => {}
        }
    }
}
