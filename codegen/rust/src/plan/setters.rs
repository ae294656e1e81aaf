//! Setters of the client's builder: of variables of endpoints, and of keys.

use super::names::{Kind, rust_name};
use super::{Setter, SetterKind};
use speccast_core::model::{API_KEY, Head, Service};

/// The setters of a service, in spec order.
pub(super) fn setters(service: &Service) -> Vec<Setter> {
    let variables = service.variables.iter().map(|variable| Setter {
        rust_name: rust_name(Kind::Function, &variable.head),
        kind: SetterKind::Variable,
        name: variable.head.name.clone(),
        doc: variable.head.doc.clone(),
        default: variable.default.clone(),
        is_own: true,
    });
    let mut setters: Vec<Setter> = variables.collect();
    for name in service.keys() {
        setters.push(Setter {
            rust_name: rust_name(Kind::Function, &Head::named(name)),
            kind: SetterKind::Key,
            name: name.to_owned(),
            doc: None,
            default: None,
            is_own: name != API_KEY,
        });
    }
    setters
}
