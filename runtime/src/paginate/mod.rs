//! Operations that answer in pages, as a sequence of pages or of what is on them.
//!
//! Generated code says how the next page is asked for; everything else is here, the same for every style of pagination.

mod count;
mod items;
mod link;
mod pages;
mod point;
mod trail;

pub use count::{Count, PageToken, is_true, token};
pub use items::Items;
pub use link::link;
pub use pages::Pages;
pub use point::ResumePoint;

pub(crate) use pages::PageOutcome;
