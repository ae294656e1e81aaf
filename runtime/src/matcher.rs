//! What the matchers of generated clients stand on: a cursor over a value, and automata as constant tables.
//!
//! A pattern is compiled when code is generated, so nothing here parses one, allocates, or takes more than
//! time linear in the value.

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
