//! Pagination: which style it has, and which members lead from page to page.

mod members;
mod style;
mod unused;

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, Counted, Member, PageStyle, Type};
use crate::syntax::{self as spec, Paginated, Spanned};
use crate::text::Span;
use crate::vocabulary::{Key, paginated as key};
use style::{Style, style_of, styles};

/// The operation that is paginated.
#[derive(Clone, Copy)]
struct At<'a> {
    operation: &'a spec::Operation,
    /// Where it is paginated.
    paginated: &'a Span,
}

/// An operation's own `paginated`, and the service's.
#[derive(Clone, Copy)]
struct Both<'a> {
    at: At<'a>,
    own: &'a Paginated,
    shared: Option<&'a Paginated>,
    /// The service's, if it has the operation's style.
    of_style: Option<&'a Paginated>,
}

impl<'a> Both<'a> {
    /// A part of the style, the operation's own before the service's.
    fn part<T>(&self, of: fn(&Paginated) -> Option<&T>) -> Option<&'a T> {
        of(self.own).or(self.of_style.and_then(of))
    }
}

/// The members of an operation.
#[derive(Clone, Copy)]
struct Members<'a> {
    input: &'a [Member],
    output: &'a [Member],
}

impl Resolver<'_> {
    /// Pagination, where an operation says that it is paginated; what it leaves out comes from the service.
    pub(super) fn pagination(
        &mut self,
        written: &spec::Operation,
        input: &[Member],
        output: &[Member],
    ) -> Option<model::Pagination> {
        let own = written.paginated.as_ref()?;
        let at = At { operation: written, paginated: &own.span };
        let document = self.document;
        let shared = document.service.paginated.as_ref();
        let style = self.style(own, shared)?;
        let of_style = style.and_then(|style| shared.filter(|it| style_of(it) == Some(style)));
        let both = Both { at, own, shared, of_style };
        let members = Members { input, output };
        let items = own.items.as_ref().or(shared.and_then(|it| it.items.as_ref()));
        let items = self.needed(items, key::ITEMS, both).and_then(|name| self.items(name, output, at));
        let ty = items.as_ref().map(|(_, ty)| ty);
        let page_style = style.and_then(|style| self.page_style(style, both, members, ty));
        let page_size = self.page_size(both, input);
        let has_more = self.has_more(style, both, output);
        Some(model::Pagination { style: page_style?, page_size, items: items?.0, has_more })
    }

    /// The style of an operation; an inner `None` if none is named, which is reported, and an outer one if there are
    /// several.
    fn style(&mut self, own: &Paginated, shared: Option<&Paginated>) -> Option<Option<Style>> {
        if styles(own).is_empty() {
            let Some(shared) = shared.filter(|it| !styles(it).is_empty()) else {
                let message =
                    "`paginated` needs `inputToken` and `outputToken`, or the keys of another style";
                let help = "name the members that lead to the next page, as in `page: page` or `offset: offset`; or \
                            write `link: next` for a `Link` header";
                self.error(&codes::MISSING_KEY, message, &own.span, help);
                return Some(None);
            };
            return style_of(shared).map(Some);
        }
        self.refuse_two_styles(own);
        style_of(own).map(Some)
    }

    /// Reports keys of different styles in the service's pagination.
    pub(super) fn check_shared_pagination(&mut self) {
        let document = self.document;
        if let Some(shared) = &document.service.paginated {
            self.refuse_two_styles(shared);
        }
    }

    /// Reports keys of different styles in one mapping.
    fn refuse_two_styles(&mut self, of: &Paginated) {
        if let [(first, style, place), rest @ ..] = styles(of).as_slice() {
            for (key, other, span) in rest {
                let message = format!("`{first}` and `{key}` are of two styles of pagination");
                let help = match (style, other) {
                    (Style::Page, Style::Offset) if *key == "total" => {
                        "remove `total`, or write `totalPages` if it is the number of pages".to_owned()
                    }
                    (Style::Offset, Style::Page) if *key == "totalPages" => {
                        "remove `totalPages`, or write `total` if it is the number of items".to_owned()
                    }
                    _ => format!("remove `{first}` or `{key}`"),
                };
                let diagnostic = Diagnostic::new(&codes::PAGINATION, message).label(span, "");
                self.report(diagnostic.label(place, "one style").help(help));
            }
        }
    }

    /// The style and its members; `items` is the type of the items, if they could be read.
    fn page_style(
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
                    let help = "write the relation of the link to the next page: `link: next`";
                    self.unfit("a link's relation is one word", rel, both.at, help);
                }
                Some(PageStyle::Link(rel.value.clone()))
            }
            Style::NextUrl => {
                let name = self.needed(both.part(|it| it.next_url.as_ref()), key::NEXT_URL, both)?;
                let (path, target) = self.output_member(name, members.output, both.at)?;
                if !matches!(target.ty, Type::String | Type::Error) {
                    let message = format!("a URL is a string, and `{}` is not", name.value);
                    self.unfit(&message, name, both.at, "change its type to `string`");
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
            let message = format!("{} input tokens, and {} output tokens", count(input), count(output));
            let name = Spanned { value: String::new(), span: output.span.clone() };
            self.unfit(
                &message,
                &name,
                both.at,
                "name an output token for each input token, in the same order",
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
            let sent = member.map(|member| (name, &members.input[member].target.ty));
            let received = found.as_ref().map(|(_, target)| (other, &target.ty));
            self.refuse_other_token(sent, received, both.at);
            tokens.push(member.zip(found.map(|(path, _)| path)));
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
        let member = self.needed(member, key, both);
        let total = total.map(|name| {
            let (path, target) = self.output_member(name, members.output, both.at)?;
            self.refuse_other_number(name, &target.ty, both.at);
            Some(path)
        });
        let name = member?;
        let index = self.requesting_member(name, members.input, both.at)?;
        let member = &members.input[index];
        self.refuse_other_number(name, &member.target.ty, both.at);
        // Defaults are resolved after all operations.
        let default = match both.at.operation.input.get(index).and_then(|it| it.default.as_ref()) {
            Some(spec::Value { value: spec::Literal::Integer(value), .. }) => Some(*value),
            _ => None,
        };
        if let (Some(first), Some(default)) = (first, default)
            && i64::from(first.value) != default
        {
            let message =
                format!("`{}` is {default} by default, and `firstPage` is {}", name.value, first.value);
            let diagnostic = Diagnostic::new(&codes::PAGINATION, message).label(&first.span, "");
            self.report(diagnostic.help("remove one of them"));
        }
        let first = first.map(|it| i64::from(it.value)).or(default).unwrap_or(usual);
        let total = total.map_or(Some(None), |path| path.map(Some))?;
        Some(PageStyle::Count { what, member: index, first, total })
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
            let message = format!("the items are not a list of structures with a member `{}`", from.value);
            let help = "use another style, or items that are structures, and not sensitive as a whole";
            self.unfit(&message, from, both.at, help);
            return None;
        };
        let (path, target) = self.member_in(from, ("an item", &of), both.at)?;
        let sent = member.zip(after).map(|(member, name)| (name, &members.input[member].target.ty));
        self.refuse_other_token(sent, Some((from, &target.ty)), both.at);
        Some(PageStyle::After { member: member?, from: path })
    }

    fn page_size(&mut self, both: Both<'_>, input: &[Member]) -> Option<usize> {
        // Not every operation of a service lets its caller bound a page.
        let bounds = |name: &&Spanned<String>| input.iter().any(|member| member.head.name == name.value);
        let shared = both.shared.and_then(|it| it.page_size.as_ref()).filter(bounds);
        let name = both.own.page_size.as_ref().or(shared)?;
        let member = self.input_member(name, input, both.at)?;
        if !matches!(input[member].target.ty, Type::Integer(_) | Type::Error) {
            self.unfit("a page's size is a whole number", name, both.at, "change the member's type");
        }
        Some(member)
    }

    fn has_more(&mut self, style: Option<Style>, both: Both<'_>, output: &[Member]) -> Option<Vec<usize>> {
        let ends = both.own.total.as_ref().or(both.own.total_pages.as_ref());
        let shared = both.of_style.filter(|_| ends.is_none()).and_then(|it| it.has_more.as_ref());
        let name = both.own.has_more.as_ref().or(shared)?;
        let end = match style {
            Some(Style::Link | Style::NextUrl) => Some("a page without a next one is the last"),
            Some(Style::Page) => {
                both.part(|it| it.total_pages.as_ref()).map(|_| "`totalPages` ends the listing")
            }
            Some(Style::Offset) => both.part(|it| it.total.as_ref()).map(|_| "`total` ends the listing"),
            Some(Style::Cursor | Style::After) | None => None,
        };
        if let Some(end) = end {
            self.unfit("two members end the listing", name, both.at, &format!("remove `hasMore`: {end}"));
            return None;
        }
        let (path, target) = self.output_member(name, output, both.at)?;
        if !matches!(target.ty, Type::Boolean | Type::Error) || target.constraints.sensitive {
            let message = format!("`hasMore` is a boolean, and `{}` is not", name.value);
            let help = match target.ty {
                Type::Boolean => "remove `sensitive: true` from it",
                Type::Integer(_) => "use `totalPages` or `total` for a number of pages or items",
                Type::String => "use `outputToken` for a token, or `nextUrl` for a URL",
                _ => "name a `boolean` that is true if there are more pages",
            };
            self.unfit(&message, name, both.at, help);
        }
        Some(path)
    }

    fn items(&mut self, name: &Spanned<String>, of: &[Member], at: At<'_>) -> Option<(Vec<usize>, Type)> {
        let (path, target) = self.output_member(name, of, at)?;
        let sensitive = target.constraints.sensitive;
        match target.ty {
            Type::List { sparse: false, .. } | Type::Map { sparse: false, .. } if !sensitive => {
                Some((path, target.ty))
            }
            // It could not be read or found, which was reported.
            Type::Error => None,
            _ => {
                let help = "name a member that is a list or a map, neither sparse nor sensitive as a whole";
                self.unfit("a page's items are a list or a map", name, at, help);
                None
            }
        }
    }

    /// What a key has, which must be there.
    fn needed<'v, T>(&mut self, value: Option<&'v T>, key: &Key, both: Both<'_>) -> Option<&'v T> {
        if value.is_none() {
            let message = format!("`paginated` needs `{}`", key.name);
            self.error(&codes::MISSING_KEY, message, &both.own.span, "name the member");
        }
        value
    }

    /// Reports a token that is not one, or is received as another type than it is sent as.
    fn refuse_other_token(
        &mut self,
        sent: Option<(&Spanned<String>, &Type)>,
        received: Option<(&Spanned<String>, &Type)>,
        at: At<'_>,
    ) {
        let mut fits = true;
        for (name, ty) in sent.into_iter().chain(received) {
            if !matches!(ty, Type::String | Type::Integer(_) | Type::Error) {
                let message = format!("a token is a string or a whole number, and `{}` is not", name.value);
                let help = "change its type, or remove `paginated`: callers request each page themselves";
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
            let message = format!(
                "`{}` is sent as `{sent}`, and `{}` received as `{received}`",
                name.value, other.value
            );
            self.unfit(&message, other, at, "change the type of one of them");
        }
    }

    fn refuse_other_number(&mut self, name: &Spanned<String>, ty: &Type, at: At<'_>) {
        if !matches!(ty, Type::Integer(_) | Type::Error) {
            let message = format!("expected a whole number, and `{}` is not one", name.value);
            self.unfit(&message, name, at, "change its type to `integer`");
        }
    }
}

/// The name of a token's type.
fn type_name(ty: &Type) -> &'static str {
    if let Type::Integer(width) = ty { width.name() } else { "string" }
}
