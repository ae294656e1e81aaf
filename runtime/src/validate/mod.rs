//! Constraints of an input, checked before it is sent.
//!
//! A generated validator is one function for each input: a [`Check`] with one line for each member. It
//! reports every violation at once, and allocates nothing if there are none. Each can be called without a
//! client. Responses are never checked. The [`ValidationPolicy`] decides what a client does about violations.

mod check;
pub(crate) mod member;
mod policy;
mod range;
mod rule;
mod violation;

pub use check::Check;
pub use policy::{Validation, ValidationPolicy};
pub use range::{FloatRule, IntegerRule, LengthRule, RangeRule};
pub use rule::StringRule;
pub use violation::{Constraint, ConstraintKind, Found, Violation, Violations};
