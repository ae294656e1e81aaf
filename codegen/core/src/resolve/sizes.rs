//! Lists and maps that would need more different items or keys than there are.

use super::Resolver;
use super::constraints::Written;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Counts, Service, Type, TypeRef};
use crate::syntax::{Bounds, Constraints, Spanned};
use crate::text::Span;

/// A list without equal items, or a map, with a minimum length.
pub(super) struct Limited<'a> {
    target: TypeRef,
    min: u64,
    length: &'a Span,
    /// Where `uniqueItems` is written, for a list.
    unique: Option<&'a Span>,
}

impl<'a> Resolver<'a> {
    /// Notes a list or map for [`check_sizes`](Self::check_sizes), once where its constraints come together.
    pub(super) fn note_size(&mut self, target: &TypeRef, own: &Constraints, written: &Written<'a>) {
        let Some(Spanned { value: Bounds { min: Some(min), max }, span }) = written.length else { return };
        if (own.length.is_none() && own.unique.is_none()) || max.is_some_and(|max| max < *min) {
            return;
        }
        let (least, unique) = match target.ty {
            Type::List { .. } if target.constraints.unique_items == Some(true) => {
                (2, written.unique.map(|unique| &unique.span))
            }
            Type::Map { .. } => (1, None),
            _ => return,
        };
        if *min >= least {
            self.sizes.push(Limited { target: target.clone(), min: *min, length: span, unique });
        }
    }

    /// Reports lists and maps whose minimum length no value has. All types must be known.
    pub(super) fn check_sizes(&mut self, service: &Service) {
        let mut counts = Counts::new(service);
        for Limited { target, min, length, unique } in std::mem::take(&mut self.sizes) {
            let room = counts.room(&target).most;
            // A part that is missing or has no value was reported itself.
            if self.lost || room == 0 || room >= min {
                continue;
            }
            let what = if unique.is_some() { "items" } else { "keys" };
            let message =
                format!("minimum length {min} is greater than the number of different {what}, {room}");
            let diagnostic = Diagnostic::new(&codes::EMPTY_BOUNDS, message).label(length, "");
            self.report(match unique {
                Some(unique) => diagnostic
                    .label(unique, "items must be different")
                    .help("decrease `min`, or remove `uniqueItems`"),
                None => diagnostic.help("decrease `min`, or change the type of the keys"),
            });
        }
    }
}
