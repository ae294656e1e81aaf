//! `paginated`.

use super::constraints::flag;
use super::walk::Walk;
use crate::syntax::{Paginated, Spanned};
use crate::vocabulary::paginated;
use crate::yaml::{Node, Scalar};

pub(super) fn paginated(walk: &mut Walk<'_>, node: &Node) -> Option<Paginated> {
    let mut fields = walk.fields(node, paginated::MAPPING)?;
    let paginated = Paginated {
        span: node.span.clone(),
        items: fields.text(walk, paginated::ITEMS),
        page_size: fields.text(walk, paginated::PAGE_SIZE),
        has_more: fields.text(walk, paginated::HAS_MORE),
        input_token: fields.get(paginated::INPUT_TOKEN).map(|node| tokens(walk, node)),
        output_token: fields.get(paginated::OUTPUT_TOKEN).map(|node| tokens(walk, node)),
        ends_on_repeated_token: fields.read(walk, paginated::ENDS_ON_REPEATED_TOKEN, flag),
        page: fields.text(walk, paginated::PAGE),
        first_page: fields.read(walk, paginated::FIRST_PAGE, |walk, node| {
            walk.integer(node, "a page number", "firstPage: 0")
        }),
        total_pages: fields.text(walk, paginated::TOTAL_PAGES),
        offset: fields.text(walk, paginated::OFFSET),
        total: fields.text(walk, paginated::TOTAL),
        after: fields.text(walk, paginated::AFTER),
        from: fields.text(walk, paginated::FROM),
        link: fields.read(walk, paginated::LINK, link),
        next_url: fields.text(walk, paginated::NEXT_URL),
    };
    let is_lost = paginated.link.is_none() && fields.get(paginated::LINK).is_some();
    // With a misspelled key, most others would be reported missing.
    (fields.finish(walk).is_empty() && !is_lost).then_some(paginated)
}

/// The relation of a link.
fn link(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<String>> {
    if let Some(Scalar::Boolean(_)) = node.scalar() {
        walk.expected("the relation of a link", node, Some("write `link: next`".to_owned()));
        return None;
    }
    walk.string(node)
}

/// A token's name, or a list of them.
fn tokens(walk: &mut Walk<'_>, node: &Node) -> Spanned<Vec<Spanned<String>>> {
    Spanned::new(walk.one_or_more(node, Walk::string), &node.span)
}
