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
pub(crate) mod words;

pub(crate) use checks::{Check, CheckKind, Constraint, Rule};
pub(crate) use functions::Matcher;
use names::Names;
pub(crate) use pages::{Item, PageField, PageStep, Pagination, Token};
use speccast_core::Model;
pub(crate) use speccast_core::model::{
    ApiKey, Auth, BodyFormat, Bounds, ClientAuth, Counted, Deprecated, Endpoint, Example, ExampleBody,
    ExampleOutcome, ExampleRequest, ExampleResponse, Failure, FailurePlace, FailureSource, FormStyle,
    Integer, Json, KeyPlace, ListStyle, Place, Protocol, RateLimit, Retryable, Stream, StreamEnd,
    StreamFormat, Tag, Test, Time, TimestampFormat, UnionForm, Value, Variable, VariablePlace, WaitUnit,
};
use speccast_core::model::{ErrorId, HttpMethod};

/// A service and all that is generated for it.
#[derive(Debug)]
pub(crate) struct Service {
    /// What its documentation calls it.
    pub(crate) name: String,
    pub(crate) doc: Option<String>,
    /// Its module.
    pub(crate) module: String,
    /// The API's version.
    pub(crate) version: Option<String>,
    /// Source of the facts, and when it was read.
    pub(crate) source: Option<String>,
    pub(crate) protocol: Protocol,
    pub(crate) auth: Auth,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) variables: Vec<Variable>,
    /// Headers that each request has.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) failure: Failure,
    /// Setters of variables and keys.
    pub(crate) setters: Vec<Setter>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<TypeDef>,
    /// Constraints of named types.
    pub(crate) rules: Vec<Rule>,
    pub(crate) matchers: Vec<Matcher>,
    pub(crate) errors: Vec<ErrorType>,
}

impl Service {
    /// Plans the code of a model that was resolved without an error.
    pub(crate) fn new(model: &Model, names: &Names) -> Self {
        functions::finish(structures::Planner::new(model, names).plan(), model, names)
    }

    /// The setter of a key.
    pub(crate) fn key_setter(&self, name: &str) -> &str {
        let setter = self.setters.iter().find(|it| it.kind == SetterKind::Key && it.name == name);
        setter.map_or("", |setter| &setter.rust_name)
    }

    /// How the members of a union are distinguished.
    pub(crate) fn form(&self, union: &str) -> Option<&UnionForm> {
        self.types.iter().find_map(|def| match def {
            TypeDef::Union(data) if data.rust_name == union => Some(&data.form),
            _ => None,
        })
    }

    /// The error of an id.
    pub(crate) fn error(&self, id: ErrorId) -> &ErrorType {
        &self.errors[id.index()]
    }
}

/// A setter of the client's builder.
#[derive(Clone, Debug)]
pub(crate) struct Setter {
    /// Its name in Rust.
    pub(crate) rust_name: String,
    /// What it sets.
    pub(crate) kind: SetterKind,
    /// Name of that in the spec.
    pub(crate) name: String,
    pub(crate) doc: Option<String>,
    pub(crate) default: Option<String>,
    /// Whether no other service has it.
    pub(crate) is_own: bool,
}

/// What a setter of the builder sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SetterKind {
    /// A variable of endpoints.
    Variable,
    /// A key.
    Key,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its name in the API.
    pub(crate) name: String,
    /// Its type.
    pub(crate) rust_name: String,
    /// Its method on the client.
    pub(crate) method: String,
    pub(crate) doc: Option<String>,
    pub(crate) deprecated: Option<Deprecated>,
    pub(crate) route: Route,
    pub(crate) auth: Option<Auth>,
    pub(crate) endpoint: Option<String>,
    /// What precedes the host, and the fields that fill its labels.
    pub(crate) host_prefix: Option<(String, Vec<(String, String)>)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) statuses: Vec<u16>,
    pub(crate) readonly: bool,
    pub(crate) idempotent: bool,
    pub(crate) body: BodyFormat,
    pub(crate) input: Structure,
    pub(crate) output: Structure,
    /// Type of its errors.
    pub(crate) error: String,
    /// The errors that it can return.
    pub(crate) errors: Vec<ErrorId>,
    pub(crate) pagination: Option<Pagination>,
    pub(crate) examples: Vec<Example>,
}

/// How a request names its operation.
#[derive(Debug)]
pub(crate) enum Route {
    /// By method and path, the path as the spec has it.
    Http { method: HttpMethod, path: String },
    /// By this value of the header `X-Amz-Target`.
    Target(String),
}

/// A type that the model module defines.
#[derive(Debug)]
pub(crate) enum TypeDef {
    Structure(Structure),
    Union(Union),
    Enum(Enum),
    IntEnum(IntEnum),
}

/// A structure, or the members of an input, an output or an error.
#[derive(Debug)]
pub(crate) struct Structure {
    pub(crate) rust_name: String,
    pub(crate) doc: Option<String>,
    pub(crate) deprecated: Option<Deprecated>,
    /// Whether clients send values of it.
    pub(crate) in_request: bool,
    /// Whether services send values of it, and so members that the spec does not name.
    pub(crate) in_response: bool,
    pub(crate) members: Vec<Member>,
    /// The function that checks it, if clients send it and anything in it can be wrong.
    pub(crate) validator: Option<String>,
}

/// A member of a structure or union.
#[derive(Debug)]
pub(crate) struct Member {
    /// Its name in the API.
    pub(crate) name: String,
    /// Its field or variant.
    pub(crate) rust_name: String,
    pub(crate) doc: Option<String>,
    pub(crate) deprecated: Option<Deprecated>,
    pub(crate) wire_name: String,
    pub(crate) place: Place,
    /// Media type of the body that it is.
    pub(crate) media_type: Option<String>,
    pub(crate) style: ListStyle,
    /// How it is a body in pieces.
    pub(crate) stream: Option<Stream>,
    pub(crate) ty: Type,
    pub(crate) checks: Vec<Check>,
    pub(crate) required: bool,
    pub(crate) default: Option<Value>,
    /// The value that it always has: then it has no field.
    pub(crate) constant: Option<Value>,
    pub(crate) idempotency_token: bool,
}

impl Structure {
    /// The members that have a field.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.constant.is_none())
    }

    /// The members that always have one value.
    pub(crate) fn constants(&self) -> impl Iterator<Item = (&Member, &Value)> {
        self.members.iter().filter_map(|member| Some((member, member.constant.as_ref()?)))
    }
}

/// One of several members, open in what a service sends.
#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) rust_name: String,
    pub(crate) doc: Option<String>,
    pub(crate) deprecated: Option<Deprecated>,
    /// Whether clients send values of it.
    pub(crate) in_request: bool,
    /// Whether services send values of it, and so members that the spec does not list.
    pub(crate) in_response: bool,
    pub(crate) variants: Vec<Member>,
    pub(crate) form: UnionForm,
    pub(crate) validator: Option<String>,
}

/// A set of strings.
#[derive(Debug)]
pub(crate) struct Enum {
    pub(crate) rust_name: String,
    pub(crate) doc: Option<String>,
    pub(crate) deprecated: Option<Deprecated>,
    pub(crate) values: Vec<EnumValue<String>>,
}

/// A set of numbers.
#[derive(Debug)]
pub(crate) struct IntEnum {
    pub(crate) rust_name: String,
    pub(crate) doc: Option<String>,
    pub(crate) deprecated: Option<Deprecated>,
    pub(crate) values: Vec<EnumValue<i32>>,
}

/// A value of an enum.
#[derive(Debug)]
pub(crate) struct EnumValue<T> {
    pub(crate) rust_name: String,
    pub(crate) value: T,
    pub(crate) doc: Option<String>,
    pub(crate) deprecated: Option<Deprecated>,
}

/// An error.
#[derive(Debug)]
pub(crate) struct ErrorType {
    pub(crate) structure: Structure,
    pub(crate) code: String,
    pub(crate) status: Option<u16>,
    pub(crate) class: Option<u16>,
    pub(crate) has_own_code: bool,
    pub(crate) at: Option<String>,
    pub(crate) retryable: Option<Retryable>,
}

/// The Rust type of a member that is always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    String,
    Boolean,
    Integer(Integer),
    Float,
    Double,
    Timestamp(TimestampFormat),
    Date,
    Blob,
    Document,
    List {
        item: Box<Type>,
        sparse: bool,
    },
    Map {
        key: Box<Type>,
        value: Box<Type>,
        sparse: bool,
    },
    /// A file of a multipart body.
    FilePart,
    /// Bytes that are sent or arrive piece by piece.
    ByteStream,
    /// Events that arrive one after the other.
    EventStream(Box<Type>),
    Structure(String),
    Union(String),
    Enum(String),
    IntEnum(String),
    /// A value that must not be shown.
    Sensitive(Box<Type>),
    /// A value or `null`.
    Nullable(Box<Type>),
    /// A structure or union that would otherwise be of infinite size.
    Boxed(Box<Type>),
}

impl Type {
    /// This type without what is around its values in Rust alone.
    pub(crate) fn plain(&self) -> &Self {
        match self {
            Self::Sensitive(inner) | Self::Nullable(inner) | Self::Boxed(inner) => inner.plain(),
            _ => self,
        }
    }
}

impl TypeDef {
    /// Its Rust name.
    pub(crate) fn rust_name(&self) -> &str {
        match self {
            Self::Structure(data) => &data.rust_name,
            Self::Union(data) => &data.rust_name,
            Self::Enum(data) => &data.rust_name,
            Self::IntEnum(data) => &data.rust_name,
        }
    }

    /// Its doc in the spec.
    pub(crate) fn doc(&self) -> Option<&str> {
        let doc = match self {
            Self::Structure(data) => &data.doc,
            Self::Union(data) => &data.doc,
            Self::Enum(data) => &data.doc,
            Self::IntEnum(data) => &data.doc,
        };
        doc.as_deref()
    }

    /// The members of a structure or union.
    pub(crate) fn members(&self) -> &[Member] {
        match self {
            Self::Structure(data) => &data.members,
            Self::Union(data) => &data.variants,
            Self::Enum(_) | Self::IntEnum(_) => &[],
        }
    }
}
