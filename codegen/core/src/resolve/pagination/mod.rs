//! Pagination: its style, and the members that lead from page to page.

mod members;
mod steps;
mod style;
mod unused;

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, Member, Type};
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
    /// Returns a part of the style, the operation's own before the service's.
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
    /// Resolves the pagination of an operation; missing parts come from the service.
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

    /// The style of an operation. The outer `None` means several styles, the inner one none; both are
    /// reported.
    fn style(&mut self, own: &Paginated, shared: Option<&Paginated>) -> Option<Option<Style>> {
        if styles(own).is_empty() {
            let Some(shared) = shared.filter(|it| !styles(it).is_empty()) else {
                let message =
                    "`paginated` needs `inputToken` and `outputToken`, or the keys of another style";
                let help = "write the members that lead to the next page, as in `page: page` or `offset: offset`, or \
                            `link: next` for a `Link` header";
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
                let message = format!("`{first}` and `{key}` belong to different styles of pagination");
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

    fn page_size(&mut self, both: Both<'_>, input: &[Member]) -> Option<Vec<usize>> {
        // Not every operation of a service has a parameter for the page size.
        let first = |name: &Spanned<String>| name.value.split('.').next().unwrap_or_default().to_owned();
        let bounds = |name: &&Spanned<String>| {
            let is_there = |of: &str| input.iter().any(|member| member.head.name == of);
            is_there(&name.value) || is_there(&first(name))
        };
        let shared = both.shared.and_then(|it| it.page_size.as_ref()).filter(bounds);
        let name = both.own.page_size.as_ref().or(shared)?;
        let (member, target) = self.input_member(name, input, both.at)?;
        if !matches!(target.ty, Type::Integer(_) | Type::Error) {
            self.unfit("`pageSize` must be an integer", name, both.at, "change the type of the member");
        }
        Some(member)
    }

    fn has_more(&mut self, style: Option<Style>, both: Both<'_>, output: &[Member]) -> Option<Vec<usize>> {
        let ends = both.own.total.as_ref().or(both.own.total_pages.as_ref());
        let shared = both.of_style.filter(|_| ends.is_none()).and_then(|it| it.has_more.as_ref());
        let name = both.own.has_more.as_ref().or(shared)?;
        let end = match style {
            Some(Style::Link | Style::NextUrl) => Some("the listing ends at a page without a next one"),
            Some(Style::Page) => {
                let pages = both.part(|it| it.total_pages.as_ref()).map(|_| "`totalPages` ends the listing");
                pages.or(both.part(|it| it.total.as_ref()).map(|_| "`total` ends the listing"))
            }
            Some(Style::Offset) => both.part(|it| it.total.as_ref()).map(|_| "`total` ends the listing"),
            Some(Style::Cursor | Style::After) | None => None,
        };
        if let Some(end) = end {
            self.unfit(
                "two keys for the end of the listing",
                name,
                both.at,
                &format!("remove `hasMore`; {end}"),
            );
            return None;
        }
        let (path, target) = self.output_member(name, output, both.at)?;
        if !matches!(target.ty, Type::Boolean | Type::Error) || target.constraints.sensitive {
            let message = format!("`hasMore` must be a boolean, but `{}` is not", name.value);
            let help = match target.ty {
                Type::Boolean => "remove `sensitive: true`",
                Type::Integer(_) => "use `totalPages` or `total` for a number of pages or items",
                Type::String => "use `outputToken` for a token, or `nextUrl` for a URL",
                _ => "write a `boolean` member that is true if there are more pages",
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
            // An invalid or unknown type was reported.
            Type::Error => None,
            _ => {
                let help = "name a list or map that is neither sparse nor sensitive";
                self.unfit("`items` must be a list or map", name, at, help);
                None
            }
        }
    }

    /// Returns the value of a required key.
    fn needed<'v, T>(&mut self, value: Option<&'v T>, key: &Key, both: Both<'_>) -> Option<&'v T> {
        if value.is_none() {
            let message = format!("`paginated` needs `{}`", key.name);
            let help = format!("add `{}: MEMBER`, with the name of the member", key.name);
            self.error(&codes::MISSING_KEY, message, &both.own.span, help);
        }
        value
    }
}
