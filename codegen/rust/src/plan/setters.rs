//! Setters of the client's builder: of variables of endpoints, and of keys.

use super::names::{Kind, rust_name};
use super::{Setter, SetterKind};
use speccast_core::model::{API_KEY, Auth, Head, Service};

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
    for name in keys(service) {
        setters.push(Setter {
            rust_name: rust_name(Kind::Function, &head(name)),
            kind: SetterKind::Key,
            name: name.to_owned(),
            doc: None,
            default: None,
            is_own: name != API_KEY,
        });
    }
    setters
}

/// Returns the names of keys, each once.
pub fn keys(service: &Service) -> Vec<&str> {
    let own = service.operations.iter().filter_map(|operation| operation.auth.as_ref());
    let mut names: Vec<&str> = Vec::new();
    for key in std::iter::once(&service.auth).chain(own).flat_map(Auth::keys) {
        if !names.contains(&key.name.as_str()) {
            names.push(&key.name);
        }
    }
    names
}

/// The head for naming the setter of a key.
pub(super) fn head(name: &str) -> Head {
    Head { name: name.to_owned(), ..Head::default() }
}
