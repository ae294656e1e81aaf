//! Compares specs, and reports what a change means on the wire, for the generated crate, and for deployed
//! clients.
//!
//! Specs are compared by meaning. Names of types are not sent, so types are matched by their uses.
//! Constraints are decided with automata, so a change that refuses values shows one of them:
//!
//! ```
//! use speccast_core::Source;
//!
//! let spec = |constraint: &str| Source::new("ping.yaml", format!(r#"
//! speccast: 1
//! service: {{ name: Ping, protocol: restJson1, endpoint: "https://ping.example.com", auth: none }}
//! operations:
//!   Ping:
//!     http: POST /ping
//!     input:
//!       word: {{ type: string, required: true, {constraint} }}
//! "#));
//! let report = speccast_diff::compare(&[spec("pattern: '[a-z-]+'")], &[spec("pattern: '[a-z]+'")])?;
//! assert_eq!(report.verdict.wire, speccast_diff::Wire::Breaking);
//! assert_eq!(report.changes[0].rule.id, "pattern-narrowed");
//! assert_eq!(report.changes[0].witnesses[0].to_string(), r#""-" was accepted, now refused"#);
//! # Ok::<(), speccast_core::Diagnostics>(())
//! ```

mod change;
mod compare;
mod constraints;
mod pairs;
mod path;
pub mod report;
mod rules;
mod settings;
mod spec;
mod verdict;
mod witness;

pub use change::{Change, Pair, Report};
pub use pairs::compare;
pub use rules::{Action, Kind, Rule, rule, rules};
pub use settings::Settings;
pub use spec::Location;
pub use verdict::{Direction, Stale, Step, Verdict, Wire};
pub use witness::{Value, Witness};
