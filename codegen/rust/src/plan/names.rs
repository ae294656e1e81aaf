//! Rust names, from the names of the API or the spec's `rust`.

use super::boxes::boxes;
use super::checks::kind;
use super::setters;
pub use super::setters::keys;
use super::{imports, words};
use speccast_core::diagnostic::{Diagnostic, codes};
use speccast_core::model::{
    API_KEY, Auth, ErrorId, Head, KeyPlace, Member, Place, Service, Shape, Type, TypeId, TypeRef, UnionForm,
};
use speccast_core::source_map::{KeyPart, KeyPath};
use speccast_core::text::Span;
use speccast_core::{Model, SourceMap};
use std::collections::{HashMap, HashSet};

/// The use of a name, which decides its case and what it may not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The module of a service.
    Module,
    /// A structure, union, enum or error.
    Type,
    /// What the types of an operation start with.
    Operation,
    /// A value of an enum or a member of a union.
    Variant,
    /// A member.
    Field,
    /// A method of a client, or a function.
    Function,
    /// The rule of a named type.
    Constant,
}

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

/// The names of an operation and of its own types.
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
    /// Names everything in a model. Reports names that Rust does not allow, and those that would stand for two things.
    pub fn new(model: &Model) -> (Self, Vec<Diagnostic>) {
        let mut naming = Naming {
            service: &model.service,
            source_map: &model.source_map,
            types: model.service.types.iter().map(|_| String::new()).collect(),
            order: Vec::new(),
            walked: HashSet::new(),
            type_scope: Scope::default(),
            collided: HashSet::new(),
            built: Vec::new(),
            found: Vec::new(),
        };
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

/// Where something is written; computed only if that is reported.
type At<'a> = &'a dyn Fn() -> KeyPath;

/// What is known while a service is named.
struct Naming<'m> {
    service: &'m Service,
    source_map: &'m SourceMap,
    types: Vec<String>,
    order: Vec<TypeId>,
    /// Aliases whose contents are named.
    walked: HashSet<TypeId>,
    type_scope: Scope,
    /// Where operations are written whose names collide, which was reported.
    collided: HashSet<usize>,
    /// Structures that have required members, and so a builder.
    built: Vec<String>,
    found: Vec<Diagnostic>,
}

impl<'m> Naming<'m> {
    fn span(&self, at: At<'_>) -> Span {
        self.source_map.locate(&at()).0
    }

    /// The Rust name of something; an error is reported where `rust` is written, or the name.
    fn name(&mut self, kind: Kind, head: &Head, at: At<'_>, key: &'static str) -> String {
        make(kind, head).unwrap_or_else(|(message, label)| {
            // An empty name was reported, except that of a value of an enum, which may be empty.
            if head.name.is_empty() && head.rust.is_none() && kind != Kind::Variant {
                return String::new();
            }
            let rust = self.source_map.value(&at().key("rust"));
            let own = self.source_map.value(&at().key(key)).filter(|_| !key.is_empty());
            let span = rust.or(own).unwrap_or_else(|| self.span(at));
            let diagnostic = Diagnostic::new(&codes::RUST_NAME, message).label(&span, label);
            self.found.push(diagnostic.help(if is_key(&at()) {
                RENAME_KEY
            } else {
                "choose another name with `rust:`"
            }));
            String::new()
        })
    }

    fn take_type(&mut self, name: &str, at: At<'_>) {
        if let Err(diagnostic) = self.type_scope.take(name, at, self.source_map) {
            self.collided.insert(self.span(at).start);
            self.found.push(diagnostic);
        }
    }

    /// Names the setters of the builder, which has others already.
    fn setters(&mut self) {
        let mut scope = Scope::default();
        for setter in BUILDER {
            scope.reserve(setter, "a setter of every client's builder");
        }
        // `region` is no variable, which was reported.
        let variables = self.service.variables.iter().filter(|it| it.head.name != "region");
        for variable in variables {
            let head = &variable.head;
            let at = || KeyPath::default().key("service").key("variables").name(&head.name);
            self.named_in(&mut scope, Kind::Function, head, &at);
        }
        let keys = keys(self.service);
        for name in keys.iter().filter(|name| **name != API_KEY) {
            let at = || key_path(self.service, name);
            self.named_in(&mut scope, Kind::Function, &setters::head(name), &at);
        }
        if !self.service.variables.is_empty() || keys.iter().any(|name| *name != API_KEY) {
            self.type_scope.reserve("BuilderExt", "the trait of the builder's setters");
        }
    }

    fn operations(&mut self) -> Vec<OperationNames> {
        self.type_scope.reserve("Client", "the client itself");
        let mut methods = Scope::default();
        let mut operations = Vec::new();
        for operation in &self.service.operations {
            let head = &operation.head;
            let at = || KeyPath::default().key("operations").name(&head.name);
            let base = self.name(Kind::Operation, head, &at, "");
            let ty = operation_type(&base);
            self.take_type(&ty, &at);
            for (suffix, what) in [("Input", "its input"), ("Output", "its output"), ("Error", "its errors")]
            {
                let what = format!("what `{}` names {what}", head.name);
                self.type_scope.reserve(&format!("{base}{suffix}"), &what);
            }
            let method = rust_name(Kind::Function, head);
            // Operations of one type name were reported.
            if let Err(diagnostic) = methods.take(&method, &at, self.source_map)
                && self.collided.insert(self.span(&at).start)
            {
                self.found.push(diagnostic);
            }
            let [input, output, error] = ["Input", "Output", "Error"].map(|part| format!("{base}{part}"));
            operations.push(OperationNames { ty, method, input, output, error });
        }
        operations
    }

    /// Names the types and errors, and what is written inside types.
    fn types(&mut self) -> Vec<String> {
        let named = |id: &TypeId| !self.service.definition(*id).inline;
        let named: Vec<TypeId> = self.service.ids().filter(named).collect();
        for id in &named {
            let definition = self.service.definition(*id);
            if definition.is_shape() {
                let at = || KeyPath::of_type(&definition.head.name);
                let name = self.name(Kind::Type, &definition.head, &at, "");
                self.take_type(&name, &at);
                self.types[id.index()] = name;
            }
        }
        let mut errors = Vec::new();
        for error in &self.service.errors {
            let at = || KeyPath::default().key("errors").name(&error.head.name);
            let name = self.name(Kind::Type, &error.head, &at, "");
            self.take_type(&name, &at);
            errors.push(name);
        }
        let mut constants = Scope::default();
        for id in named {
            let definition = self.service.definition(id);
            let at = || KeyPath::of_type(&definition.head.name);
            match &definition.shape {
                Shape::Alias(target) => {
                    self.alias(id);
                    if kind(target).is_some() {
                        let name = self.name(Kind::Constant, &definition.head, &at, "");
                        let taken = constants.take(&name, &at, self.source_map);
                        self.found.extend(taken.err());
                    }
                    self.order.push(id);
                }
                _ => self.define(id, &at),
            }
        }
        errors
    }

    /// Notes that a structure has a builder, if it has required members.
    fn has_builder(&mut self, name: &str, members: &[Member]) {
        if members.iter().any(Member::is_asked_for) {
            self.built.push(name.to_owned());
        }
    }

    /// Reports types that have the name of another one's builder.
    fn builders(&mut self) {
        for name in std::mem::take(&mut self.built) {
            let builder = builder_type(&name);
            if let Some(Owner::Spec(at)) = self.type_scope.taken.get(&builder) {
                let diagnostic =
                    Diagnostic::new(&codes::NAME_COLLISION, format!("duplicate Rust name `{builder}`"))
                        .label(&self.source_map.locate(at).0, "here")
                        .help(format!("`{builder}` is the builder of `{name}`"))
                        .help("give one of them another name with `rust:`");
                self.found.push(diagnostic);
            }
        }
    }

    fn members_of_operations(&mut self, operations: &[OperationNames], errors: &[String]) {
        for (error, name) in self.service.errors.iter().zip(errors) {
            let at = || KeyPath::default().key("errors").name(&error.head.name).key("members");
            // Without defaults, it has no builder at all.
            if error.members.iter().any(|member| member.default.is_some()) {
                self.has_builder(name, &error.members);
            }
            self.members(Kind::Field, name, &error.members, &at);
        }
        for (operation, names) in self.service.operations.iter().zip(operations) {
            let at = || KeyPath::default().key("operations").name(&operation.head.name);
            self.has_builder(&names.input, &operation.input);
            self.has_builder(&names.output, &operation.output);
            self.members(Kind::Field, &names.input, &operation.input, &|| at().key("input"));
            self.members(Kind::Field, &names.output, &operation.output, &|| at().key("output"));
        }
    }

    /// Names what is inside a structure, union or enum, which has a name itself.
    fn define(&mut self, id: TypeId, at: At<'_>) {
        self.order.push(id);
        let name = self.types[id.index()].clone();
        match &self.service.definition(id).shape {
            Shape::Structure(members) => {
                self.has_builder(&name, members);
                self.members(Kind::Field, &name, members, &|| at().key("structure"));
            }
            // Alternatives that are the same, or could not be read, were reported.
            Shape::Union(_, UnionForm::Told(told)) if told.is_empty() => {}
            Shape::Union(members, UnionForm::Told(_)) => {
                self.members(Kind::Variant, &name, members, &|| at().key("oneOf"));
            }
            Shape::Union(members, UnionForm::Named | UnionForm::Tagged(_)) => {
                self.members(Kind::Variant, &name, members, &|| at().key("union"));
            }
            Shape::Enum(values) => self.variants(values.iter().map(|it| &it.head), &|| at().key("enum")),
            Shape::IntEnum(values) => {
                self.variants(values.iter().map(|it| &it.head), &|| at().key("intEnum"));
            }
            Shape::Alias(_) => {}
        }
    }

    fn variants(&mut self, values: impl Iterator<Item = &'m Head>, at: At<'_>) {
        let mut scope = Scope::default();
        for head in values {
            self.named_in(&mut scope, Kind::Variant, head, &|| at().name(&head.name));
        }
    }

    fn named_in(&mut self, scope: &mut Scope, kind: Kind, head: &Head, at: At<'_>) {
        let name = self.name(kind, head, at, "value");
        let taken = scope.take(&name, at, self.source_map);
        self.found.extend(taken.err());
    }

    fn members(&mut self, kind: Kind, holder: &str, members: &'m [Member], at: At<'_>) {
        let mut scope = Scope::default();
        for Member { head, target, constant, .. } in members {
            let at = || at().name(&head.name);
            if constant.is_none() {
                self.named_in(&mut scope, kind, head, &at);
            }
            let owner = format!("{holder}_{}", head.rust.as_ref().unwrap_or(&head.name));
            self.target(target, &owner, &at, &at);
        }
    }

    /// Names what is written where a type is used, by `owner`, the member at `member`.
    fn target(&mut self, target: &'m TypeRef, owner: &str, at: At<'_>, member: At<'_>) {
        if let Some(id) = target.named {
            return self.alias(id);
        }
        match &target.ty {
            Type::List { item, .. } => {
                self.target(item, &format!("{owner}Item"), &|| at().key("list"), member);
            }
            Type::Map { key, value, .. } => {
                self.target(key, &format!("{owner}Key"), &|| at().key("key"), member);
                self.target(value, &format!("{owner}Item"), &|| at().key("map"), member);
            }
            Type::Structure(id) | Type::Union(id) | Type::Enum(id) | Type::IntEnum(id) => {
                let head = Head { name: owner.to_owned(), ..Head::default() };
                let name = self.name(Kind::Type, &head, member, "");
                self.take_type(&name, member);
                self.types[id.index()] = name;
                self.define(*id, at);
            }
            _ => {}
        }
    }

    /// Names what is written in an alias.
    fn alias(&mut self, id: TypeId) {
        let definition = self.service.definition(id);
        if let Shape::Alias(target) = &definition.shape
            && self.walked.insert(id)
        {
            let at = || KeyPath::of_type(&definition.head.name);
            self.target(target, &definition.head.name, &at, &at);
        }
    }
}

/// Methods of every client's builder, which none of a service's own may hide.
const BUILDER: &[&str] = &[
    "api_key",
    "basic",
    "build",
    "clock",
    "config",
    "credentials",
    "endpoint_url",
    "idempotency_tokens",
    "key",
    "max_idle_connections",
    "max_redirects",
    "max_response_size",
    "missing_members",
    "oauth2",
    "region",
    "retry",
    "sleeper",
    "timeouts",
    "token",
    "trace_context",
    "transport",
    "use_dual_stack",
    "use_fips",
    "user_agent",
    "validation",
    "variable",
];

/// Methods that clients, inputs and their builders have of traits in the prelude: a method of this name would hide one.
const HIDDEN: &[&str] = &["clone", "into", "to_owned", "try_into"];

/// Whether the generated model itself names such a type; a type of the spec with this name gets `Value` added.
fn is_of_model(name: &str) -> bool {
    imports::MODEL.contains(&name) || imports::TYPES.contains(&name)
}

/// Whether a client's module imports or uses such a name; an operation of this name gets `Operation` added.
pub(crate) fn is_of_client(name: &str) -> bool {
    imports::CLIENT.contains(&name) || imports::CLIENT_PRELUDE.contains(&name)
}

/// Returns the type of the builder of a structure with required members.
pub fn builder_type(structure: &str) -> String {
    format!("{structure}Builder")
}

/// The type of an operation whose own types begin with `base`.
fn operation_type(base: &str) -> String {
    if is_of_client(base) || is_of_model(base) { format!("{base}Operation") } else { base.to_owned() }
}

/// Returns the Rust name of something; empty if there is none, which [`Names::new`] reports.
///
/// Keywords stay themselves if Rust has a raw form for them (the emitters write `r#type`).
pub fn rust_name(kind: Kind, head: &Head) -> String {
    make(kind, head).unwrap_or_default()
}

/// Returns the name that serde knows a member by: the wire's in a body, and the API's elsewhere.
pub fn serde_name<'m>(place: Place, name: &'m str, wire_name: &'m str) -> &'m str {
    if place == Place::Body { wire_name } else { name }
}

/// The Rust name of something; or why there is none, and what to say where it is written.
fn make(kind: Kind, head: &Head) -> Result<String, (String, String)> {
    let text = head.rust.as_ref().unwrap_or(&head.name);
    let message = || format!("`{}` has no valid Rust name", text.escape_debug());
    if let Some(odd) = text.chars().find(|c| !c.is_ascii()) {
        return Err((message(), format!("`{}` is not ASCII", odd.escape_debug())));
    }
    let name = match kind {
        Kind::Module | Kind::Field | Kind::Function => {
            let name = words::snake(text);
            // An underscore that was chosen tells a name from a keyword, or from another name.
            let end = text.len() - text.trim_end_matches('_').len();
            if head.rust.is_some() { name + &"_".repeat(end) } else { name }
        }
        Kind::Type | Kind::Operation | Kind::Variant => words::camel(text),
        Kind::Constant => words::shouty(text),
    };
    if !name.contains(|c: char| c.is_ascii_alphanumeric()) {
        return Err((message(), "no letter or digit here".to_owned()));
    }
    let name = if name.starts_with(|c: char| c.is_ascii_digit()) { digit_first(kind, &name) } else { name };
    Ok(avoid(kind, name))
}

/// A name may not begin with a digit: `_1st`, and `V1` for what must begin with a capital.
fn digit_first(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Type | Kind::Operation | Kind::Variant => format!("V{name}"),
        Kind::Constant => format!("V_{name}"),
        Kind::Module | Kind::Field | Kind::Function => format!("_{name}"),
    }
}

/// Another name where this one is taken by what surrounds it.
fn avoid(kind: Kind, name: String) -> String {
    match kind {
        Kind::Type if is_of_model(&name) => name + "Value",
        Kind::Variant if name == "Unknown" || name == "Self" => name + "Value",
        // `builder` makes the structure or the client, so no setter or method can have that name.
        Kind::Field | Kind::Function if name == "builder" || HIDDEN.contains(&name.as_str()) => name + "_",
        // These have no raw form.
        Kind::Field | Kind::Function | Kind::Module if words::NEVER_RAW.contains(&name.as_str()) => {
            name + "_"
        }
        // A module has a folder of its name, which everybody must be able to check out.
        Kind::Module if words::is_device(&name) => name + "_",
        _ => name,
    }
}

/// The Rust names of one scope, and what each stands for, so that none is given twice.
#[derive(Debug, Default)]
struct Scope {
    taken: HashMap<String, Owner>,
}

/// What has a name.
#[derive(Debug)]
enum Owner {
    /// What the generator makes itself, described.
    Generator(String),
    /// What is written there.
    Spec(KeyPath),
}

impl Scope {
    /// Takes `name` for what the generator makes itself; `what` describes that.
    fn reserve(&mut self, name: &str, what: &str) {
        self.taken.insert(name.to_owned(), Owner::Generator(what.to_owned()));
    }

    /// Takes `name` for what is written at `at`. A name that could not be made is nothing to take.
    fn take(&mut self, name: &str, at: At<'_>, source_map: &SourceMap) -> Result<(), Diagnostic> {
        if name.is_empty() {
            return Ok(());
        }
        let at = at();
        let Some(first) = self.taken.get(name) else {
            self.taken.insert(name.to_owned(), Owner::Spec(at));
            return Ok(());
        };
        let message = format!("duplicate Rust name `{name}`");
        let diagnostic = Diagnostic::new(&codes::NAME_COLLISION, message);
        let diagnostic = diagnostic.label(&source_map.locate(&at).0, "here");
        let help = if is_key(&at) { RENAME_KEY } else { "give one of them another name with `rust:`" };
        Err(match first {
            Owner::Spec(first) => {
                diagnostic.label(&source_map.locate(first).0, format!("the first `{name}`"))
            }
            Owner::Generator(what) => diagnostic.help(format!("`{name}` is {what}")),
        }
        .help(help))
    }
}

/// What to do about the name of a key, which is nothing but a name of the spec's own.
const RENAME_KEY: &str = "give the key another name";

/// Returns whether a path leads to a key, which has no `rust:`.
fn is_key(at: &KeyPath) -> bool {
    at.parts().contains(&KeyPart::Key("auth"))
}

/// Where the header of a key is that has a name.
fn key_path(service: &Service, name: &str) -> KeyPath {
    let header = |auth: &Auth| {
        auth.keys().filter(|key| key.name == name).find_map(|key| match &key.place {
            KeyPlace::Header { name, .. } => Some(name.clone()),
            KeyPlace::Query(_) => None,
        })
    };
    let own = service
        .operations
        .iter()
        .filter_map(|operation| Some((&operation.head.name, operation.auth.as_ref()?)));
    let of_operation = || {
        own.clone().find_map(|(operation, auth)| {
            Some((KeyPath::default().key("operations").name(operation), header(auth)?))
        })
    };
    let of_service = header(&service.auth).map(|header| (KeyPath::default().key("service"), header));
    let (holder, header) = of_service.or_else(of_operation).unwrap_or_default();
    holder.key("auth").key("headers").name(&header)
}

#[cfg(test)]
mod tests {
    use super::{Kind, make, operation_type};
    use crate::plan::words;
    use speccast_core::model::Head;

    fn name(kind: Kind, text: &str) -> Option<String> {
        make(kind, &Head { name: text.to_owned(), ..Head::default() }).ok()
    }

    fn chosen(kind: Kind, text: &str) -> Option<String> {
        make(kind, &Head { rust: Some(text.to_owned()), ..Head::default() }).ok()
    }

    #[test]
    fn cases() {
        assert_eq!(name(Kind::Field, "domainOwner").as_deref(), Some("domain_owner"));
        assert_eq!(name(Kind::Field, "Retry-After").as_deref(), Some("retry_after"));
        assert_eq!(name(Kind::Type, "ListPackages").as_deref(), Some("ListPackages"));
        assert_eq!(name(Kind::Variant, "package-version").as_deref(), Some("PackageVersion"));
        assert_eq!(name(Kind::Variant, "FIELD_VALIDATION_FAILED").as_deref(), Some("FieldValidationFailed"));
        assert_eq!(name(Kind::Constant, "DomainName").as_deref(), Some("DOMAIN_NAME"));
    }

    #[test]
    fn what_rust_does_not_allow() {
        assert_eq!(name(Kind::Variant, "1.0").as_deref(), Some("V10"));
        assert_eq!(name(Kind::Field, "1st").as_deref(), Some("_1st"));
        assert_eq!(name(Kind::Field, "self").as_deref(), Some("self_"));
        assert_eq!(name(Kind::Field, "builder").as_deref(), Some("builder_"));
        assert_eq!(name(Kind::Function, "Clone").as_deref(), Some("clone_"));
        assert_eq!(chosen(Kind::Field, "into").as_deref(), Some("into_"));
        assert_eq!(name(Kind::Field, "default").as_deref(), Some("default"));
        assert_eq!(name(Kind::Type, "String").as_deref(), Some("StringValue"));
        assert_eq!(name(Kind::Variant, "unknown").as_deref(), Some("UnknownValue"));
        for (service, module) in [("Aux", "aux_"), ("CON", "con_"), ("COM1", "com1_"), ("COM10", "com10")] {
            assert_eq!(name(Kind::Module, service).as_deref(), Some(module));
        }
        assert_eq!(chosen(Kind::Module, "nul").as_deref(), Some("nul_"));
        assert_eq!(name(Kind::Field, "aux").as_deref(), Some("aux"));
        assert_eq!(name(Kind::Variant, "*"), None);
        assert_eq!(name(Kind::Field, "größe"), None);
        assert_eq!(name(Kind::Field, "_"), None);
    }

    #[test]
    fn a_chosen_underscore_is_kept() {
        assert_eq!(chosen(Kind::Field, "gen_").as_deref(), Some("gen_"));
        assert_eq!(chosen(Kind::Function, "MyMove__").as_deref(), Some("my_move__"));
        assert_eq!(chosen(Kind::Module, "self_").as_deref(), Some("self_"));
        assert_eq!(chosen(Kind::Field, "self").as_deref(), Some("self_"));
        assert_eq!(chosen(Kind::Type, "Gen_").as_deref(), Some("Gen"), "rustc warns of `Gen_Input`");
        assert_eq!(name(Kind::Field, "gen_").as_deref(), Some("gen"));
        assert_eq!(chosen(Kind::Field, "__"), None);
    }

    /// Any name is an identifier, or is reported.
    #[test]
    fn names_of_any_text_are_identifiers() {
        let parts =
            ["0", "1a", "{", "}", "_", "-", "a", "Z", "s", "IDs", " ", ".", "self", "Self", "gen", "9_"];
        let kinds = [
            Kind::Module,
            Kind::Type,
            Kind::Operation,
            Kind::Variant,
            Kind::Field,
            Kind::Function,
            Kind::Constant,
        ];
        for [a, b, c] in parts.iter().flat_map(|a| parts.iter().flat_map(move |b| parts.map(|c| [*a, *b, c])))
        {
            let text = [a, b, c].concat();
            for kind in kinds {
                for name in [name(kind, &text), chosen(kind, &text)].into_iter().flatten() {
                    let name = if kind == Kind::Operation { operation_type(&name) } else { name };
                    let raw = if words::is_raw(&name) { format!("r#{name}") } else { name };
                    assert!(syn::parse_str::<syn::Ident>(&raw).is_ok(), "{text}: {raw}");
                }
            }
        }
    }
}
