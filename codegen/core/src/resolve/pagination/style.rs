//! The styles of `paginated`, and the keys of each.

use crate::syntax::Paginated;
use crate::text::Span;
use crate::vocabulary::{Key, paginated as key};

/// How one page leads to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Cursor,
    Page,
    Offset,
    After,
    Link,
    NextUrl,
}

/// Returns the place of a key.
type Place = fn(&Paginated) -> Option<&Span>;

/// Every key, with its style if only one style has it, and its place.
pub(super) const KEYS: [(&Key, Option<Style>, Place); 15] = [
    (key::ITEMS, None, |it| span(it.items.as_ref())),
    (key::PAGE_SIZE, None, |it| span(it.page_size.as_ref())),
    (key::HAS_MORE, None, |it| span(it.has_more.as_ref())),
    (key::INPUT_TOKEN, Some(Style::Cursor), |it| span(it.input_token.as_ref())),
    (key::OUTPUT_TOKEN, Some(Style::Cursor), |it| span(it.output_token.as_ref())),
    (key::ENDS_ON_REPEATED_TOKEN, Some(Style::Cursor), |it| span(it.ends_on_repeated_token.as_ref())),
    (key::PAGE, Some(Style::Page), |it| span(it.page.as_ref())),
    (key::FIRST_PAGE, Some(Style::Page), |it| span(it.first_page.as_ref())),
    (key::TOTAL_PAGES, Some(Style::Page), |it| span(it.total_pages.as_ref())),
    (key::OFFSET, Some(Style::Offset), |it| span(it.offset.as_ref())),
    (key::TOTAL, Some(Style::Offset), |it| span(it.total.as_ref())),
    (key::AFTER, Some(Style::After), |it| span(it.after.as_ref())),
    (key::FROM, Some(Style::After), |it| span(it.from.as_ref())),
    (key::LINK, Some(Style::Link), |it| span(it.link.as_ref())),
    (key::NEXT_URL, Some(Style::NextUrl), |it| span(it.next_url.as_ref())),
];

fn span<T>(value: Option<&crate::syntax::Spanned<T>>) -> Option<&Span> {
    value.map(|value| &value.span)
}

/// A key, its style and where it is written.
pub(super) type Written<'p> = (&'static str, Style, &'p Span);

/// Returns the styles in use, each with its first key.
pub(super) fn styles(of: &Paginated) -> Vec<Written<'_>> {
    let mut written: Vec<Written<'_>> =
        KEYS.iter().filter_map(|(key, style, place)| Some((key.name, (*style)?, place(of)?))).collect();
    // Pages can have the number of all items, too.
    if of.page.is_some() {
        written.iter_mut().filter(|(key, ..)| *key == key::TOTAL.name).for_each(|it| it.1 = Style::Page);
    }
    written.sort_by_key(|(_, _, span)| span.start);
    let mut found: Vec<Written<'_>> = Vec::new();
    for entry in written {
        if found.iter().all(|(_, style, _)| *style != entry.1) {
            found.push(entry);
        }
    }
    found
}

/// The style of a mapping, if it has just one.
pub(super) fn style_of(of: &Paginated) -> Option<Style> {
    match styles(of).as_slice() {
        [(_, style, _)] => Some(*style),
        _ => None,
    }
}
