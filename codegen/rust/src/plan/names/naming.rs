//! Names everything in a model, and reports invalid and duplicate names.

use super::rust_name::{Kind, make, operation_type, rust_name};
use super::scope::{At, Owner, RENAME_KEY, Scope, is_key};
use super::{OperationNames, builder_type};
use crate::plan::checks::kind;
use speccast_core::diagnostic::{Diagnostic, codes};
use speccast_core::model::{
    API_KEY, Auth, EnumValue, Head, KeyPlace, Member, Service, Shape, Type, TypeId, TypeRef, UnionForm,
};
use speccast_core::source_map::KeyPath;
use speccast_core::text::Span;
use speccast_core::{Model, SourceMap};
use std::collections::HashSet;

/// State of naming a service.
pub(super) struct Naming<'m> {
    service: &'m Service,
    source_map: &'m SourceMap,
    pub(super) types: Vec<String>,
    pub(super) order: Vec<TypeId>,
    /// Aliases whose contents already have names.
    walked: HashSet<TypeId>,
    type_scope: Scope,
    /// Positions of operations whose names collide; the collisions are reported.
    collided: HashSet<usize>,
    /// Structures with required members, which have a builder.
    built: Vec<String>,
    pub(super) found: Vec<Diagnostic>,
}

impl<'m> Naming<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            service: &model.service,
            source_map: &model.source_map,
            types: model.service.types.iter().map(|_| String::new()).collect(),
            order: Vec::new(),
            walked: HashSet::new(),
            type_scope: Scope::default(),
            collided: HashSet::new(),
            built: Vec::new(),
            found: Vec::new(),
        }
    }

    fn span(&self, at: At<'_>) -> Span {
        self.source_map.locate(&at()).0
    }

    /// Returns a Rust name. An error is reported at `rust`, or at the name.
    pub(super) fn name(&mut self, kind: Kind, head: &Head, at: At<'_>, key: &'static str) -> String {
        make(kind, head).unwrap_or_else(|(message, label)| {
            // An empty name is already reported, except for an enum value, which may be empty.
            if head.name.is_empty() && head.rust.is_none() && kind != Kind::Variant {
                return String::new();
            }
            let rust = self.source_map.value(&at().key("rust"));
            let own = self.source_map.value(&at().key(key)).filter(|_| !key.is_empty());
            let span = rust.or(own).unwrap_or_else(|| self.span(at));
            let diagnostic = Diagnostic::new(&codes::RUST_NAME, message).label(&span, label);
            self.found.push(match kind {
                _ if is_key(&at()) => diagnostic.help(RENAME_KEY),
                Kind::Variant if head.rust.is_none() && !head.name.is_empty() => diagnostic
                    .help(format!("write `{{ value: \"{}\", rust: NAME }}`", head.name.escape_debug())),
                _ => diagnostic.help("choose another name with `rust:`"),
            });
            String::new()
        })
    }

    fn take_type(&mut self, name: &str, at: At<'_>) {
        if let Err(diagnostic) = self.type_scope.take(name, at, self.source_map) {
            self.collided.insert(self.span(at).start);
            self.found.push(diagnostic);
        }
    }

    /// Names the setters of the builder, which also has predefined ones.
    pub(super) fn setters(&mut self) {
        let mut scope = Scope::default();
        for setter in BUILDER {
            scope.reserve(setter, "a setter of every client's builder");
        }
        // A variable named `region` is already reported.
        let variables = self.service.variables.iter().filter(|it| it.head.name != "region");
        for variable in variables {
            let head = &variable.head;
            let at = || KeyPath::default().key("service").key("variables").name(&head.name);
            self.named_in(&mut scope, Kind::Function, head, &at);
        }
        let keys = self.service.keys();
        for name in keys.iter().filter(|name| **name != API_KEY) {
            let at = || key_path(self.service, name);
            self.named_in(&mut scope, Kind::Function, &Head::named(*name), &at);
        }
        if !self.service.variables.is_empty() || keys.iter().any(|name| *name != API_KEY) {
            self.type_scope.reserve("BuilderExt", "the trait with the builder's setters");
        }
    }

    pub(super) fn operations(&mut self) -> Vec<OperationNames> {
        self.type_scope.reserve("Client", "the client itself");
        let mut methods = Scope::default();
        let mut operations = Vec::new();
        for operation in &self.service.operations {
            let head = &operation.head;
            let at = || KeyPath::default().key("operations").name(&head.name);
            let base = self.name(Kind::Operation, head, &at, "");
            let ty = operation_type(&base);
            self.take_type(&ty, &at);
            for (suffix, what) in [("Input", "the input"), ("Output", "the output"), ("Error", "the error")] {
                let what = format!("{what} of `{}`", head.name);
                self.type_scope.reserve(&format!("{base}{suffix}"), &what);
            }
            let method = rust_name(Kind::Function, head);
            // Operations with the same type name are already reported.
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

    /// Names the types and errors, and the types inside them.
    pub(super) fn types(&mut self) -> Vec<String> {
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

    /// Records a structure with a builder, if it has required members.
    fn has_builder(&mut self, name: &str, members: &[Member]) {
        if members.iter().any(Member::is_asked_for) {
            self.built.push(name.to_owned());
        }
    }

    /// Reports types with the name of another type's builder.
    pub(super) fn builders(&mut self) {
        for name in std::mem::take(&mut self.built) {
            let builder = builder_type(&name);
            if let Some(Owner::Spec(at)) = self.type_scope.taken.get(&builder) {
                let diagnostic =
                    Diagnostic::new(&codes::NAME_COLLISION, format!("duplicate Rust name `{builder}`"))
                        .label(&self.source_map.locate(at).0, "here")
                        .help(format!("`{builder}` is the builder of `{name}`"))
                        .help("rename one of them with `rust:`");
                self.found.push(diagnostic);
            }
        }
    }

    pub(super) fn members_of_operations(&mut self, operations: &[OperationNames], errors: &[String]) {
        for (error, name) in self.service.errors.iter().zip(errors) {
            let at = || KeyPath::default().key("errors").name(&error.head.name).key("members");
            // An error without defaults has no builder.
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

    /// Names the contents of a structure, union or enum, which already has a name.
    fn define(&mut self, id: TypeId, at: At<'_>) {
        self.order.push(id);
        let name = self.types[id.index()].clone();
        match &self.service.definition(id).shape {
            Shape::Structure(members) => {
                self.has_builder(&name, members);
                self.members(Kind::Field, &name, members, &|| at().key("structure"));
            }
            // Equal or invalid alternatives are already reported.
            Shape::Union(_, UnionForm::Told(told)) if told.is_empty() => {}
            Shape::Union(members, UnionForm::Told(_)) => {
                self.members(Kind::Variant, &name, members, &|| at().key("oneOf"));
            }
            Shape::Union(members, UnionForm::Named | UnionForm::Tagged(_)) => {
                self.members(Kind::Variant, &name, members, &|| at().key("union"));
            }
            Shape::Enum(values) => self.variants(values, &|| at().key("enum")),
            Shape::IntEnum(values) => self.variants(values, &|| at().key("intEnum")),
            Shape::Alias(_) => {}
        }
    }

    fn variants(&mut self, values: &[EnumValue], at: At<'_>) {
        let mut scope = Scope::default();
        for EnumValue { head, .. } in values {
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

    /// Names a type that is written inline in the member at `member`, after `owner`.
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
                let name = self.name(Kind::Type, &Head::named(owner), member, "");
                self.take_type(&name, member);
                self.types[id.index()] = name;
                self.define(*id, at);
            }
            _ => {}
        }
    }

    /// Names the contents of an alias.
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

/// Methods of every client's builder, which a service's setters must not hide.
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

/// Where a key is that has a name.
fn key_path(service: &Service, name: &str) -> KeyPath {
    let place = |auth: &Auth| auth.keys().find(|key| key.name == name).map(|key| key.place.clone());
    let own = service
        .operations
        .iter()
        .filter_map(|operation| Some((&operation.head.name, operation.auth.as_ref()?)));
    let of_operation = || {
        own.clone().find_map(|(operation, auth)| {
            Some((KeyPath::default().key("operations").name(operation), place(auth)?))
        })
    };
    let of_service = place(&service.auth).map(|place| (KeyPath::default().key("service"), place));
    let Some((holder, place)) = of_service.or_else(of_operation) else { return KeyPath::default() };
    let key = match &place {
        KeyPlace::Header { .. } => "headers",
        KeyPlace::Path(_) => "path",
        KeyPlace::Query(_) => "query",
        KeyPlace::Body(_) => "body",
    };
    holder.key("auth").key(key).name(place.name())
}
