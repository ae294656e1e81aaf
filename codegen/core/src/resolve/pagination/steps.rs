//! Steps from one page to the next, style by style.

use super::style::Style;
use super::{At, Both, Members};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Counted, PageStyle, Type, TypeRef, Value};
use crate::resolve::Resolver;
use crate::syntax::{self as spec, Spanned};
use crate::vocabulary::paginated as key;

impl Resolver<'_> {
    /// Resolves the style and its members; `items` is the type of the items, if it is valid.
    pub(super) fn page_style(
        &mut self,
        style: Style,
        both: Both<'_>,
        members: Members<'_>,
        items: Option<&Type>,
    ) -> Option<PageStyle> {
        match style {
            Style::Cursor => self.cursor(both, members),
            Style::Page => self.count(Counted::Pages, both, members),
            Style::Offset => self.count(Counted::Items, both, members),
            Style::After => self.after(both, members, items),
            Style::Link => {
                let rel = self.needed(both.part(|it| it.link.as_ref()), key::LINK, both)?;
                if rel.value.is_empty()
                    || rel.value.contains(|c: char| !c.is_ascii_graphic() || "\"<>".contains(c))
                {
                    let help = "write the relation of the link, such as `link: next`";
                    self.unfit("invalid relation of a link", rel, both.at, help);
                }
                Some(PageStyle::Link(rel.value.clone()))
            }
            Style::NextUrl => {
                let name = self.needed(both.part(|it| it.next_url.as_ref()), key::NEXT_URL, both)?;
                let (path, target) = self.output_member(name, members.output, both.at)?;
                if !matches!(target.ty, Type::String | Type::Error) {
                    let message = format!("`nextUrl` must be a string, but `{}` is not", name.value);
                    self.unfit(&message, name, both.at, "change the type to `string`");
                }
                Some(PageStyle::NextUrl(path))
            }
        }
    }

    fn cursor(&mut self, both: Both<'_>, members: Members<'_>) -> Option<PageStyle> {
        let input = self.needed(both.part(|it| it.input_token.as_ref()), key::INPUT_TOKEN, both);
        let output = self.needed(both.part(|it| it.output_token.as_ref()), key::OUTPUT_TOKEN, both);
        if let (Some(input), Some(output)) = (input, output)
            && input.value.len() != output.value.len()
        {
            let count = |of: &Spanned<Vec<_>>| of.value.len();
            let message = format!("{} input tokens, but {} output tokens", count(input), count(output));
            let name = Spanned { value: String::new(), span: output.span.clone() };
            self.unfit(
                &message,
                &name,
                both.at,
                "write an output token for each input token, in the same order",
            );
            return None;
        }
        let names = |of: Option<&Spanned<Vec<_>>>| of.map(|it| it.value.clone()).unwrap_or_default();
        let inputs: Vec<_> =
            names(input).iter().map(|name| self.requesting_member(name, members.input, both.at)).collect();
        let outputs: Vec<_> =
            names(output).iter().map(|name| self.output_member(name, members.output, both.at)).collect();
        let mut tokens = Vec::new();
        for ((name, other), (member, found)) in
            names(input).iter().zip(&names(output)).zip(inputs.into_iter().zip(outputs))
        {
            let sent = member.as_ref().map(|(_, target)| (name, &target.ty));
            let received = found.as_ref().map(|(_, target)| (other, &target.ty));
            self.refuse_other_token(sent, received, both.at);
            if member.as_ref().is_some_and(|(path, _)| path.len() > 1) && names(input).len() > 1 {
                let help = "write members of the input itself, or a single token";
                self.unfit("several tokens must be members of the input itself", name, both.at, help);
            }
            tokens.push(member.map(|(path, _)| path).zip(found.map(|(path, _)| path)));
        }
        let ends_on_repeated_token = both.part(|it| it.ends_on_repeated_token.as_ref());
        input.zip(output)?;
        Some(PageStyle::Cursor {
            tokens: tokens.into_iter().collect::<Option<_>>()?,
            ends_on_repeated_token: ends_on_repeated_token.is_some_and(|it| it.value),
        })
    }

    fn count(&mut self, what: Counted, both: Both<'_>, members: Members<'_>) -> Option<PageStyle> {
        let (key, member, total, usual) = match what {
            Counted::Pages => {
                (key::PAGE, both.part(|it| it.page.as_ref()), both.part(|it| it.total_pages.as_ref()), 1)
            }
            Counted::Items => {
                (key::OFFSET, both.part(|it| it.offset.as_ref()), both.part(|it| it.total.as_ref()), 0)
            }
        };
        let first = both.part(|it| it.first_page.as_ref());
        let items = both.part(|it| it.total.as_ref()).filter(|_| what == Counted::Pages);
        if let (Some(items), Some(_)) = (items, total) {
            let help = "remove `total`; `totalPages` ends the listing";
            self.unfit("two keys for the end of the listing", items, both.at, help);
        }
        let member = self.needed(member, key, both);
        let [total, total_items] = [total, items].map(|name| {
            name.map(|name| {
                let (path, target) = self.output_member(name, members.output, both.at)?;
                self.refuse_other_number(name, &target.ty, both.at);
                Some(path)
            })
        });
        let name = member?;
        let (member, target) = self.requesting_member(name, members.input, both.at)?;
        self.refuse_other_number(name, &target.ty, both.at);
        // Defaults are resolved after the operations, and members of structures in the input have none.
        let written = both.at.operation.input.get(*member.first()?).filter(|_| member.len() == 1);
        let default = match written.and_then(|it| it.default.as_ref()) {
            Some(spec::Value { value: spec::Literal::Integer(value), .. }) => Some(*value),
            _ => None,
        };
        if let (Some(first), Some(message)) = (first, first.and_then(|it| unfit_number(it.value, &target))) {
            let help = "write the number of the first page, or change the type of the member";
            let diagnostic = Diagnostic::new(&codes::PAGINATION, message).label(&first.span, "");
            self.report(diagnostic.help(help));
        }
        if let (Some(first), Some(default)) = (first, default)
            && i64::from(first.value) != default
        {
            let message =
                format!("`{}` is {default} by default, but `firstPage` is {}", name.value, first.value);
            self.error(&codes::PAGINATION, message, &first.span, "remove one of them");
        }
        let first = first.map(|it| i64::from(it.value)).or(default).unwrap_or(usual);
        let total = total.map_or(Some(None), |path| path.map(Some))?;
        let total_items = total_items.map_or(Some(None), |path| path.map(Some))?;
        Some(PageStyle::Count { what, member, first, total, total_items })
    }

    fn after(&mut self, both: Both<'_>, members: Members<'_>, items: Option<&Type>) -> Option<PageStyle> {
        let after = self.needed(both.part(|it| it.after.as_ref()), key::AFTER, both);
        let from = self.needed(both.part(|it| it.from.as_ref()), key::FROM, both);
        let member = after.and_then(|name| self.requesting_member(name, members.input, both.at));
        let (from, items) = (from?, items?);
        let of = match items {
            Type::List { item, .. } if item.ty == Type::Error => return None,
            Type::List { item, .. } if !item.constraints.sensitive => match item.ty {
                Type::Structure(id) => self.definitions.get(id.index()).and_then(Option::as_ref),
                _ => None,
            },
            _ => None,
        };
        let Some(of) = of.map(|it| it.members().to_vec()) else {
            let message = format!("`items` is not a list of structures with a member `{}`", from.value);
            let help = "use another style, or a list of structures that is not sensitive";
            self.unfit(&message, from, both.at, help);
            return None;
        };
        let (path, target) = self.member_in(from, ("an item", &of), both.at)?;
        let sent = member.as_ref().zip(after).map(|((_, target), name)| (name, &target.ty));
        self.refuse_other_token(sent, Some((from, &target.ty)), both.at);
        Some(PageStyle::After { member: member?.0, from: path })
    }

    /// Reports a token of an unsuitable type, or of another type in the output than in the input.
    fn refuse_other_token(
        &mut self,
        sent: Option<(&Spanned<String>, &Type)>,
        received: Option<(&Spanned<String>, &Type)>,
        at: At<'_>,
    ) {
        let mut fits = true;
        for (name, ty) in sent.into_iter().chain(received) {
            if !matches!(ty, Type::String | Type::Integer(_) | Type::Error) {
                let message = format!("a token must be a string or an integer, but `{}` is not", name.value);
                let help = "change the type, or remove `paginated`";
                self.unfit(&message, name, at, help);
                fits = false;
            }
        }
        if let (true, Some((name, sent)), Some((other, received))) = (fits, sent, received)
            && sent != received
            && *sent != Type::Error
            && *received != Type::Error
        {
            let (sent, received) = (type_name(sent), type_name(received));
            let message = format!("`{}` is a `{sent}`, but `{}` is a `{received}`", name.value, other.value);
            self.unfit(&message, other, at, "change the type of one of them");
        }
    }

    fn refuse_other_number(&mut self, name: &Spanned<String>, ty: &Type, at: At<'_>) {
        if !matches!(ty, Type::Integer(_) | Type::Error) {
            let message = format!("expected an integer, but `{}` is not", name.value);
            self.unfit(&message, name, at, "change the type to `integer`");
        }
    }
}

/// Why a member cannot have this number.
fn unfit_number(number: u32, target: &TypeRef) -> Option<String> {
    let (Type::Integer(width), number) = (&target.ty, i64::from(number)) else { return None };
    if number > width.limits().1 {
        return Some(format!("{number} is beyond the type `{}`", width.name()));
    }
    let violations = target.constraints.violations(&Value::Integer(number), &target.ty);
    violations.into_iter().next().map(|violation| violation.demand)
}

/// The name of a token's type.
fn type_name(ty: &Type) -> &'static str {
    if let Type::Integer(width) = ty { width.name() } else { "string" }
}
