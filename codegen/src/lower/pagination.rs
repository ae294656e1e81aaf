//! Pagination: which members carry tokens and items.

use super::Lowering;
use super::types::is_unknown;
use crate::ir;
use crate::parse::suggest;
use crate::spec::{self, Paginated, Spanned};

impl Lowering<'_> {
    /// Pagination, where an operation says that it is paginated; what it leaves out comes from the service.
    pub(super) fn pagination(
        &mut self,
        written: &spec::Operation,
        input: &ir::Structure,
        output: &ir::Structure,
    ) -> Option<ir::Pagination> {
        let own = written.paginated.as_ref()?;
        let shared = self.document.service.paginated.as_ref();
        let part = |of: fn(&Paginated) -> Option<&Spanned<String>>| of(own).or(shared.and_then(of)).cloned();
        let input_token = part(|it| it.input_token.as_ref());
        let output_token = part(|it| it.output_token.as_ref());
        let items = part(|it| it.items.as_ref());
        let page_size = part(|it| it.page_size.as_ref());
        for (key, name) in [("inputToken", &input_token), ("outputToken", &output_token), ("items", &items)] {
            if name.is_none() {
                self.error("missing-key", format!("`paginated` needs `{key}`"), &own.span, "name the member");
            }
        }
        let input_token = input_token.and_then(|name| self.token(&name, input, "input"));
        let output_token = output_token.and_then(|name| self.token(&name, output, "output"));
        let items = items.and_then(|name| self.items(&name, output));
        let page_size = page_size.and_then(|name| Some((self.page_member(&name, input, "input")?, name)));
        if let Some((member, name)) = &page_size
            && !(matches!(member.ty.plain(), ir::Type::Integer(_)) || is_unknown(&member.ty))
        {
            self.error(
                "pagination",
                "a page's size is a whole number",
                &name.span,
                "change the member's type",
            );
        }
        let (items, item) = items?;
        Some(ir::Pagination {
            input_token: input_token?.rust_name.clone(),
            output_token: output_token?.rust_name.clone(),
            page_size: page_size.map(|(member, _)| member.rust_name.clone()),
            items: items.rust_name.clone(),
            items_required: items.required || items.default.is_some(),
            item,
        })
    }

    fn token<'m>(
        &mut self,
        name: &Spanned<String>,
        of: &'m ir::Structure,
        what: &str,
    ) -> Option<&'m ir::Member> {
        let member = self.page_member(name, of, what)?;
        let is_token = *member.ty.plain() == ir::Type::String || is_unknown(&member.ty);
        let optional = !member.required && member.default.is_none() && !member.idempotency_token;
        if !is_token || !optional {
            let message = format!("a token is an optional string, and `{}` is not", member.name);
            self.error(
                "pagination",
                message,
                &name.span,
                "the first page has no token, and neither has the last",
            );
        }
        Some(member)
    }

    fn items<'m>(
        &mut self,
        name: &Spanned<String>,
        of: &'m ir::Structure,
    ) -> Option<(&'m ir::Member, ir::Type)> {
        let member = self.page_member(name, of, "output")?;
        match &member.ty {
            ir::Type::List { item, sparse: false } => Some((member, ir::Type::clone(item))),
            // What it is could not be read or found, which was reported.
            ty if is_unknown(ty) => None,
            _ => {
                self.error(
                    "pagination",
                    "a page's items are a list",
                    &name.span,
                    "name a member that is a list, neither sparse nor sensitive as a whole",
                );
                None
            }
        }
    }

    fn page_member<'m>(
        &mut self,
        name: &Spanned<String>,
        of: &'m ir::Structure,
        what: &str,
    ) -> Option<&'m ir::Member> {
        let found = of.members.iter().find(|member| member.name == name.value);
        if found.is_none() {
            let known: Vec<&str> = of.members.iter().map(|member| member.name.as_str()).collect();
            let message = format!("the {what} has no member `{}`", name.value);
            self.error("pagination", message, &name.span, suggest(&name.value, &known));
        }
        found
    }
}
