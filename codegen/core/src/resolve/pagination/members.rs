//! The members that `paginated` names.

use super::At;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Definition, Member, Type, TypeRef};
use crate::resolve::Resolver;
use crate::suggest::suggest;
use crate::syntax::Spanned;

impl Resolver<'_> {
    /// The input member at a path such as `pagination.after`, and its type.
    pub(super) fn input_member(
        &mut self,
        name: &Spanned<String>,
        of: &[Member],
        at: At<'_>,
    ) -> Option<(Vec<usize>, TypeRef)> {
        if of.iter().any(|member| member.head.name == name.value && member.constant.is_some()) {
            let message = format!("`{}` is a constant", name.value);
            self.unfit(&message, name, at, "remove its `const`");
            return None;
        }
        self.member_in(name, ("the input", of), at)
    }

    /// The members at a path and on the way to it.
    fn on_the_way<'m>(&'m self, of: &'m [Member], path: &[usize]) -> Vec<&'m Member> {
        let mut found: Vec<&Member> = Vec::new();
        for index in path {
            let members = found.last().map_or(of, |outer| self.members_of(outer));
            found.extend(members.get(*index));
        }
        found
    }

    /// The members of a member that is a structure.
    fn members_of(&self, outer: &Member) -> &[Member] {
        let inner = outer.target.contained().and_then(|id| self.definitions.get(id.index()));
        inner.and_then(Option::as_ref).map_or(&[], Definition::members)
    }

    /// The input member that requests a page; it must be optional, since the first page is requested without
    /// it.
    pub(super) fn requesting_member(
        &mut self,
        name: &Spanned<String>,
        of: &[Member],
        at: At<'_>,
    ) -> Option<(Vec<usize>, TypeRef)> {
        let (path, target) = self.input_member(name, of, at)?;
        let way: Vec<Member> = self.on_the_way(of, &path).into_iter().cloned().collect();
        let (member, outer) = way.split_last()?;
        if !outer.is_empty() {
            self.check_outer(name, member, outer, at);
        }
        if member.required || member.idempotency_token {
            let message =
                format!("`{}` must be optional: the first page is requested without it", name.value);
            let flag = if member.required { "required" } else { "idempotencyToken" };
            let help = format!("remove `{flag}: true`");
            self.unfit(&message, name, at, &help);
        }
        if member.nullable {
            let message = format!("`{}` must not be nullable, since it requests a page", name.value);
            self.unfit(&message, name, at, "remove `nullable: true`");
        }
        Some((path, target))
    }

    /// Reports structures that the client cannot create to request a page with a member of them.
    fn check_outer(&mut self, name: &Spanned<String>, member: &Member, outer: &[Member], at: At<'_>) {
        if member.default.is_some() {
            let message = format!("`{}` must not have a default, since it requests a page", name.value);
            self.unfit(&message, name, at, "remove `default`");
        }
        for outer in outer {
            let needed = self
                .members_of(outer)
                .iter()
                .find(|member| member.is_asked_for())
                .map(|it| it.head.name.clone());
            let written = &outer.head.name;
            if outer.nullable {
                let message =
                    format!("`{written}` contains `{}`, and must not be nullable", member.head.name);
                self.unfit(&message, name, at, "remove `nullable: true`");
            } else if let (false, Some(needed)) = (outer.required, needed) {
                let message = format!(
                    "`{written}` may be absent, but the client has no value for its member `{needed}`"
                );
                self.unfit(&message, name, at, &format!("add `required: true` to `{written}`"));
            }
        }
    }

    /// The output member at a path such as `result.items`, and its type. A name may itself contain dots.
    pub(super) fn output_member(
        &mut self,
        name: &Spanned<String>,
        of: &[Member],
        at: At<'_>,
    ) -> Option<(Vec<usize>, TypeRef)> {
        self.member_in(name, ("the output", of), at)
    }

    /// The member at a path, below the given members.
    pub(super) fn member_in(
        &mut self,
        name: &Spanned<String>,
        (what, of): (&str, &[Member]),
        at: At<'_>,
    ) -> Option<(Vec<usize>, TypeRef)> {
        let (mut path, mut rest, root) = (Vec::new(), name.value.as_str(), what);
        let (mut what, mut members) = (what.to_owned(), of);
        let (message, help) = loop {
            let is_read = |member: &Member, name: &str| member.head.name == name && member.constant.is_none();
            let find = |name: &str| members.iter().position(|member| is_read(member, name));
            if let Some(index) = find(rest) {
                path.push(index);
                return Some((path, members[index].target.clone()));
            }
            let (first, after) = rest.split_once('.').unwrap_or((rest, ""));
            let Some(index) = find(first).filter(|_| !after.is_empty()) else {
                break no_member(&what, first, members);
            };
            let member = &members[index];
            let inner = match member.target.ty {
                Type::Error => return None,
                Type::Structure(id) if !member.target.constraints.sensitive => {
                    self.definitions.get(id.index()).and_then(Option::as_ref)
                }
                _ => None,
            };
            let Some(inner) = inner else {
                let help = format!("write a member of {root}, or of a structure in it that is not sensitive");
                break (format!("`{first}` has no member `{after}`"), help);
            };
            path.push(index);
            (members, rest, what) = (inner.members(), after, format!("`{first}`"));
        };
        self.unfit(&message, name, at, &help);
        None
    }

    /// Reports a problem of a named member, at the operation's `paginated` or at its use of the service's.
    pub(super) fn unfit(&mut self, message: &str, name: &Spanned<String>, at: At<'_>, help: &str) {
        let is_own = at.paginated.contains(&name.span.start);
        if is_own {
            self.error(&codes::PAGINATION, message, &name.span, help);
            return;
        }
        let diagnostic =
            Diagnostic::new(&codes::PAGINATION, format!("{message} (in `{}`)", at.operation.name.value));
        let diagnostic = diagnostic.label(at.paginated, "").label(&name.span, "written here");
        let help = format!("{help}; or write another member in the operation's own `paginated`");
        self.report(diagnostic.help(help));
    }
}

/// Returns the message and help for an unknown member.
fn no_member(what: &str, name: &str, members: &[Member]) -> (String, String) {
    let known = members.iter().filter(|member| member.constant.is_none());
    let known: Vec<&str> = known.map(|member| member.head.name.as_str()).collect();
    (format!("{what} has no member `{name}`"), suggest(name, &known))
}
