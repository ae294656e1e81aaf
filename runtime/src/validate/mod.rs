//! Constraints of an input, checked before it is sent.
//!
//! A generated validator is one function an input: a [`Check`] with one line a member, which reports every violation
//! at once and allocates nothing while there is none. Each can be called alone, without a client. Responses are never
//! checked. What a client does about violations is its [`ValidationPolicy`].

mod check;
pub(crate) mod member;
mod policy;
mod range;
mod rule;
mod violation;

pub use check::Check;
pub use policy::{Judgement, Validation, ValidationPolicy};
pub use range::{FloatRule, IntegerRule};
pub use rule::{LengthRule, StringRule};
pub use violation::{Constraint, ConstraintKind, Found, Violation, Violations};
