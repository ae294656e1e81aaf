//! Setters of the client's builder: of variables of endpoints, and of keys.

use super::names::{Kind, rust_name};
use super::{Setter, Setting};
use speccast_core::model::{API_KEY, Head, Service};

/// The setters of a service, in spec order.
pub(super) fn setters(service: &Service) -> Vec<Setter<'_>> {
    let setter = |head: &Head, sets| Setter { rust_name: rust_name(Kind::Function, head), sets };
    let variables = service.variables.iter().map(|it| setter(&it.head, Setting::Variable(it)));
    let keys = service.keys().into_iter().map(|name| setter(&Head::named(name), Setting::Key(name)));
    variables.chain(keys).collect()
}

impl Setter<'_> {
    /// Returns whether it is specific to the service.
    pub(crate) fn is_own(&self) -> bool {
        self.sets != Setting::Key(API_KEY)
    }
}
