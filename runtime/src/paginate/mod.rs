//! Paginated operations, as a sequence of pages or items.
//!
//! Generated code defines how the next page is requested; the rest is here, the same for every style of
//! pagination.

mod count;
mod items;
mod link;
mod pages;
mod point;
mod trail;

pub use count::{Count, PageToken, Total, is_true, token};
pub use items::Items;
pub use link::link;
pub use pages::Pages;
pub use point::ResumePoint;

pub(crate) use pages::PageOutcome;
