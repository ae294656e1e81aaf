//! Rust names, from the names of the API or the spec's `rust`.

mod naming;
mod rust_name;
mod scope;

use super::boxes::boxes;
use naming::Naming;
pub(crate) use rust_name::is_of_client;
pub use rust_name::{Kind, rust_name};
use speccast_core::Model;
use speccast_core::diagnostic::Diagnostic;
use speccast_core::model::{ErrorId, Place, TypeId};
use speccast_core::source_map::KeyPath;
use std::collections::HashSet;

/// The Rust names of a service, each in its scope.
#[derive(Clone, Debug)]
pub struct Names {
    module: String,
    operations: Vec<OperationNames>,
    errors: Vec<String>,
    types: Vec<String>,
    order: Vec<TypeId>,
    boxes: HashSet<(TypeId, usize)>,
}

/// The names of an operation and of its types.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// Its type.
    pub ty: String,
    /// Its method on the client.
    pub method: String,
    /// Its input.
    pub input: String,
    /// Its output.
    pub output: String,
    /// Its errors.
    pub error: String,
}

impl Names {
    /// Names everything in a model. Reports invalid and duplicate names.
    pub fn new(model: &Model) -> (Self, Vec<Diagnostic>) {
        let mut naming = Naming::new(model);
        let head = &model.service.head;
        let module = naming.name(Kind::Module, head, &|| KeyPath::default().key("service"), "name");
        naming.setters();
        let operations = naming.operations();
        let errors = naming.types();
        naming.members_of_operations(&operations, &errors);
        naming.builders();
        let Naming { types, order, found, .. } = naming;
        let boxes = boxes(model, &order);
        (Self { module, operations, errors, types, order, boxes }, found)
    }

    /// Returns the module of the service.
    pub fn module(&self) -> &str {
        &self.module
    }

    /// Returns the names of the operation at `index`.
    pub fn operation(&self, index: usize) -> &OperationNames {
        &self.operations[index]
    }

    /// Returns the type of an error.
    pub fn error(&self, id: ErrorId) -> &str {
        &self.errors[id.index()]
    }

    /// Returns the type of a structure, union or enum.
    pub fn ty(&self, id: TypeId) -> &str {
        &self.types[id.index()]
    }

    /// Returns the types in the order of the generated code: in spec order, each followed by the types written inside it.
    pub fn order(&self) -> &[TypeId] {
        &self.order
    }

    /// Returns whether a member of a structure or union is boxed, so that its type is finite in size.
    pub fn is_boxed(&self, holder: TypeId, member: usize) -> bool {
        self.boxes.contains(&(holder, member))
    }
}

/// Returns the type of the builder of a structure with required members.
pub(crate) fn builder_type(structure: &str) -> String {
    format!("{structure}Builder")
}

/// Returns the name that serde knows a member by: the wire's in a body, and the API's elsewhere.
pub fn serde_name<'m>(place: Place, name: &'m str, wire_name: &'m str) -> &'m str {
    if place == Place::Body { wire_name } else { name }
}
