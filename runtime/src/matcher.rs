//! Building blocks of generated matchers: a cursor over a value, and automata as constant tables.
//!
//! Patterns are compiled when code is generated. So this module does not parse patterns and does not
//! allocate, and matching takes time linear in the value.

mod chars;
mod classes;
mod direction;
mod scan;
mod small_table;
mod table;
mod threads;

pub use chars::{all_bytes, all_chars, is_space};
pub use scan::Scan;
pub use small_table::SmallTable;
pub use table::Table;
pub use threads::Threads;
