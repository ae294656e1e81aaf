//! The Rust view of a service: names, types, checks and matchers, decided before anything is emitted.
//!
//! The emitters cannot fail on a plan. Its lists are in the order of the generated code.

mod boxes;
mod checks;
mod functions;
pub(crate) mod imports;
pub mod names;
mod pages;
mod setters;
mod structures;
mod types;
pub(crate) mod words;

pub(crate) use checks::{Check, CheckKind, Constraint, Rule};
pub(crate) use functions::Matcher;
use names::Names;
pub(crate) use pages::{Item, PageField, Pagination};
use speccast_core::Model;
use speccast_core::model::{self, ErrorId};
pub(crate) use speccast_core::model::{
    ApiKey, Auth, BodyFormat, Bounds, ClientAuth, Counted, Deprecated, Endpoint, ErrorStatus, Example,
    ExampleBody, ExampleOutcome, ExampleRequest, ExampleResponse, Failure, FailurePlace, FailureSource,
    FormStyle, Head, Json, KeyPlace, ListStyle, PageStyle, Place, Protocol, RateLimit, Retryable, Route,
    Stream, StreamEnd, StreamFormat, Tag, Test, Time, TimestampFormat, UnionForm, Value, Variable,
    VariablePlace, WaitUnit,
};
pub(crate) use types::Type;

/// A service, and everything to generate for it.
#[derive(Debug)]
pub(crate) struct Service<'m> {
    pub(crate) of: &'m model::Service,
    /// Its module.
    pub(crate) module: String,
    /// Setters of variables and keys.
    pub(crate) setters: Vec<Setter<'m>>,
    pub(crate) operations: Vec<Operation<'m>>,
    pub(crate) types: Vec<Definition<'m>>,
    /// Constraints of named types.
    pub(crate) rules: Vec<Rule<'m>>,
    pub(crate) matchers: Vec<Matcher>,
    pub(crate) errors: Vec<ErrorType<'m>>,
}

impl<'m> Service<'m> {
    /// Plans the code of a model that was resolved without an error.
    pub(crate) fn new(model: &'m Model, names: &'m Names) -> Self {
        functions::finish(structures::Planner::new(model, names).plan(), model, names)
    }

    /// Returns its name in its documentation.
    pub(crate) fn name(&self) -> &'m str {
        &self.of.head.name
    }

    /// The setter of a key.
    pub(crate) fn key_setter(&self, name: &str) -> &str {
        let setter = self.setters.iter().find(|it| it.sets == Setting::Key(name));
        setter.map_or("", |setter| &setter.rust_name)
    }

    /// The type of this Rust name.
    pub(crate) fn definition(&self, rust_name: &str) -> Option<&Definition<'m>> {
        self.types.iter().find(|def| def.rust_name == rust_name)
    }

    /// Everything that the model module defines: inputs and outputs, types, errors.
    pub(crate) fn definitions(&self) -> impl Iterator<Item = &Definition<'m>> {
        let of_operations = self.operations.iter().flat_map(|it| [&it.input, &it.output]);
        of_operations.chain(&self.types).chain(self.errors.iter().map(|error| &error.structure))
    }

    /// Returns the error with an ID.
    pub(crate) fn error(&self, id: ErrorId) -> &ErrorType<'m> {
        &self.errors[id.index()]
    }
}

/// A setter of the client's builder.
#[derive(Clone, Debug)]
pub(crate) struct Setter<'m> {
    /// Its name in Rust.
    pub(crate) rust_name: String,
    pub(crate) sets: Setting<'m>,
}

/// What a setter of the builder sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Setting<'m> {
    /// A variable of endpoints.
    Variable(&'m Variable),
    /// The key with this name.
    Key(&'m str),
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation<'m> {
    pub(crate) of: &'m model::Operation,
    /// Its type.
    pub(crate) rust_name: String,
    /// Its method on the client.
    pub(crate) method: String,
    pub(crate) input: Definition<'m>,
    pub(crate) output: Definition<'m>,
    /// Type of its errors.
    pub(crate) error: String,
    pub(crate) pagination: Option<Pagination>,
}

/// What the model module defines: a type, or the input, the output or an error of operations.
#[derive(Debug)]
pub(crate) struct Definition<'m> {
    pub(crate) rust_name: String,
    /// Its names and documentation; none of an input or output.
    pub(crate) head: Option<&'m Head>,
    /// Whether clients send values of it.
    pub(crate) in_request: bool,
    /// Whether services send values of it, which may have unknown members.
    pub(crate) in_response: bool,
    pub(crate) shape: Shape<'m>,
    /// The members of a structure or union; none of an enum.
    pub(crate) members: Vec<Member<'m>>,
    /// The function that checks it, if clients send it and it can be invalid.
    pub(crate) validator: Option<String>,
}

/// The shape of a definition.
#[derive(Debug)]
pub(crate) enum Shape<'m> {
    /// The input of an operation, whose defaults the service fills in.
    Input,
    /// An error, whose members are all optional.
    Error,
    /// Another structure.
    Structure,
    /// A union, which can be extended by the service.
    Union(&'m UnionForm),
    /// A set of strings.
    Enum(Vec<EnumValue<'m>>),
    /// A set of numbers.
    IntEnum(Vec<EnumValue<'m>>),
}

/// A member of a structure or union.
#[derive(Debug)]
pub(crate) struct Member<'m> {
    pub(crate) of: &'m model::Member,
    /// Its field or variant.
    pub(crate) rust_name: String,
    /// Its documentation, or the first paragraph of its type's.
    pub(crate) doc: Option<&'m str>,
    pub(crate) ty: Type,
    pub(crate) checks: Vec<Check>,
    /// Whether it is a step of the builder.
    pub(crate) required: bool,
    /// Whether its field is an `Option`.
    pub(crate) is_optional: bool,
}

impl<'m> Member<'m> {
    /// Returns its name in the API.
    pub(crate) fn name(&self) -> &'m str {
        &self.of.head.name
    }

    /// Returns the method that returns the value of a union's member, if the union has this member.
    pub(crate) fn accessor(&self) -> String {
        format!("as_{}", words::snake(&self.rust_name))
    }
}

impl<'m> Definition<'m> {
    /// Returns its documentation.
    pub(crate) fn doc(&self) -> Option<&'m str> {
        self.head?.doc.as_deref()
    }

    /// Returns its deprecation.
    pub(crate) fn deprecated(&self) -> Option<&'m Deprecated> {
        self.head?.deprecated.as_ref()
    }

    /// Returns the members with a field.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Member<'m>> {
        self.members.iter().filter(|member| member.of.constant.is_none())
    }

    /// Returns the members with a constant value.
    pub(crate) fn constants(&self) -> impl Iterator<Item = (&Member<'m>, &Value)> {
        self.members.iter().filter_map(|member| Some((member, member.of.constant.as_ref()?)))
    }

    /// The values of an enum.
    pub(crate) fn values(&self) -> &[EnumValue<'m>] {
        match &self.shape {
            Shape::Enum(values) | Shape::IntEnum(values) => values,
            Shape::Input | Shape::Error | Shape::Structure | Shape::Union(_) => &[],
        }
    }
}

/// A value of an enum.
#[derive(Debug)]
pub(crate) struct EnumValue<'m> {
    pub(crate) of: &'m model::EnumValue,
    pub(crate) rust_name: String,
}

/// An error.
#[derive(Debug)]
pub(crate) struct ErrorType<'m> {
    pub(crate) of: &'m model::ErrorType,
    pub(crate) structure: Definition<'m>,
    /// Whether its code distinguishes it from others of its status.
    pub(crate) has_own_code: bool,
}
