//! Members, their Rust types and their checks.

use super::functions::Matchers;
use super::names::{Kind, Names, OperationNames, rust_name};
use super::setters::setters;
use super::{
    Check, Constraint, Definition, EnumValue, ErrorType, Member, Operation, Pagination, Rule, Service, Shape,
    Type,
};
use speccast_core::Model;
use speccast_core::model::{self, ErrorId, Head, TypeId, TypeRef};
use std::collections::HashMap;

/// State of planning a service.
pub(super) struct Planner<'m> {
    model: &'m Model,
    names: &'m Names,
    matchers: Matchers,
    /// Types and checks of planned aliases, without the constraints of the whole value.
    aliases: HashMap<TypeId, (Type, Vec<Check>)>,
}

impl<'m> Planner<'m> {
    pub(super) fn new(model: &'m Model, names: &'m Names) -> Self {
        let matchers = Matchers::new(names, &model.service);
        Self { model, names, matchers, aliases: HashMap::new() }
    }

    pub(super) fn plan(mut self) -> Service<'m> {
        let service = &self.model.service;
        let mut rules = Vec::new();
        let mut types = Vec::new();
        for id in self.names.order() {
            let definition = service.definition(*id);
            match &definition.shape {
                model::Shape::Alias(target) => rules.extend(self.rule(*id, definition, target)),
                _ => types.push(self.definition(*id, definition)),
            }
        }
        let errors = service.errors.iter().enumerate().map(|(index, it)| self.error(index, it)).collect();
        let operations = service.operations.iter().enumerate();
        let operations = operations.map(|(index, it)| self.operation(index, it, &types)).collect();
        Service {
            of: service,
            module: self.names.module().to_owned(),
            setters: setters(service),
            operations,
            types,
            rules,
            matchers: self.matchers.finish(),
            errors,
        }
    }

    fn operation(&mut self, index: usize, of: &'m model::Operation, types: &[Definition]) -> Operation<'m> {
        let OperationNames { ty, method, input, output, error } = self.names.operation(index).clone();
        let mut input = self.define(input, None, Shape::Input, &of.input, None);
        if of.body == model::BodyFormat::Multipart {
            let is_part = |member: &&mut Member| member.of.place == model::Place::Body;
            input.members.iter_mut().filter(is_part).for_each(with_files);
        }
        let output = self.define(output, None, Shape::Structure, &of.output, None);
        let pagination =
            of.pagination.as_ref().and_then(|pages| Pagination::new(pages, &input, &output, types));
        Operation { of, rust_name: ty, method, input, output, error, pagination }
    }

    fn error(&mut self, index: usize, of: &'m model::ErrorType) -> ErrorType<'m> {
        let name = self.names.error(ErrorId::new(index)).to_owned();
        let structure = self.define(name, Some(&of.head), Shape::Error, &of.members, None);
        // With AWS's protocols, the name is the code.
        let has_own_code = of.has_own_code && self.model.service.protocol == model::Protocol::Http;
        ErrorType { of, structure, has_own_code }
    }

    /// Plans a definition; `id` is that of a type, and none of an input, an output or an error.
    fn define(
        &mut self,
        rust_name: String,
        head: Option<&'m Head>,
        shape: Shape<'m>,
        members: &'m [model::Member],
        id: Option<TypeId>,
    ) -> Definition<'m> {
        let is_input = matches!(shape, Shape::Input);
        let facts = &self.model.facts;
        let sides = id.map(|id| (facts.in_request(id), facts.in_response(id)));
        let (in_request, in_response) = sides.unwrap_or((is_input, !is_input));
        let (members, validator) = (self.members(&rust_name, members, id, (&shape, in_request)), None);
        Definition { rust_name, head, in_request, in_response, shape, members, validator }
    }

    fn rule(&mut self, id: TypeId, of: &'m model::Definition, target: &TypeRef) -> Option<Rule<'m>> {
        let (ty, _) = self.alias(id);
        let constraint = self.constraint(target, &self.pattern_owner(id))?;
        Some(Rule { head: &of.head, constant: rust_name(Kind::Constant, &of.head), ty, constraint })
    }

    fn definition(&mut self, id: TypeId, of: &'m model::Definition) -> Definition<'m> {
        let shape = match &of.shape {
            model::Shape::Structure(_) | model::Shape::Alias(_) => Shape::Structure,
            model::Shape::Union(_, form) => Shape::Union(form),
            model::Shape::Enum(values) => Shape::Enum(values.iter().map(enum_value).collect()),
            model::Shape::IntEnum(values) => Shape::IntEnum(values.iter().map(enum_value).collect()),
        };
        self.define(self.names.ty(id).to_owned(), Some(&of.head), shape, of.members(), Some(id))
    }

    /// The members of `holder`; `id` is its definition, unless it is an input, an output or an error.
    fn members(
        &mut self,
        holder: &str,
        members: &'m [model::Member],
        id: Option<TypeId>,
        (shape, in_request): (&Shape, bool),
    ) -> Vec<Member<'m>> {
        let kind = if let Shape::Union(_) = shape { Kind::Variant } else { Kind::Field };
        let is_input = matches!(shape, Shape::Input);
        let plan = |(index, of): (usize, &'m model::Member)| {
            let owner = format!("{holder}_{}", of.head.rust.as_ref().unwrap_or(&of.head.name));
            let (ty, checks) = self.target(&of.target, &owner);
            let ty = match &of.stream {
                None => ty,
                Some(model::Stream::Bytes) => Type::ByteStream,
                Some(model::Stream::Events { .. }) => Type::EventStream(Box::new(ty)),
            };
            let is_boxed = id.is_some_and(|id| self.names.is_boxed(id, index));
            let ty = if is_boxed { Type::Boxed(Box::new(ty)) } else { ty };
            // In a response, null and absent mean the same.
            let required = of.is_asked_for() && (in_request || !of.nullable);
            Member {
                of,
                rust_name: rust_name(kind, &of.head),
                doc: of.head.doc.as_deref().or_else(|| self.doc_of_type(&of.target)),
                ty: if of.nullable && in_request { Type::Nullable(Box::new(ty)) } else { ty },
                checks: if of.constant.is_some() { Vec::new() } else { checks },
                required,
                is_optional: !required && (is_input || of.default.is_none()),
            }
        };
        members.iter().enumerate().map(plan).collect()
    }

    /// Returns the first paragraph of a named type's doc, for members without a doc.
    fn doc_of_type(&self, target: &TypeRef) -> Option<&'m str> {
        let doc = self.model.service.definition(target.named?).head.doc.as_ref()?;
        doc.split("\n\n").next()
    }

    /// The Rust type of a value and its checks; `owner` names the matcher of a pattern that is written here.
    fn target(&mut self, target: &TypeRef, owner: &str) -> (Type, Vec<Check>) {
        let service = &self.model.service;
        let alias = target.named.filter(|id| !service.definition(*id).is_shape());
        let (ty, inner) = match alias {
            Some(id) => {
                let (_, inner) = self.alias(id);
                // The place of the member determines the format of timestamps.
                (self.contents(&target.ty, owner).0, inner)
            }
            None => self.contents(&target.ty, owner),
        };
        let ty = match target.constraints.sensitive {
            true => Type::Sensitive(Box::new(ty)),
            false => ty,
        };
        let owner = match alias {
            // The pattern of a named type is named after it.
            Some(id) if target.own.pattern.is_none() => self.pattern_owner(id),
            _ => owner.to_owned(),
        };
        let rule = self.constraint(target, &owner).map(|rule| match alias {
            Some(id) if target.own.is_unbounded() => {
                Check::Named(rust_name(Kind::Constant, &service.definition(id).head), rule.kind)
            }
            _ => Check::Inline(rule),
        });
        let unique = (target.constraints.unique_items == Some(true)).then_some(Check::Unique);
        let checks = rule.into_iter().chain(unique).chain(inner).collect();
        (ty, checks)
    }

    /// Returns the name of the type that defines the pattern of an alias.
    fn pattern_owner(&self, id: TypeId) -> String {
        let definition = self.model.service.definition(id);
        let next = match &definition.shape {
            model::Shape::Alias(target) if target.own.pattern.is_none() => target.named,
            _ => None,
        };
        match next.filter(|next| !self.model.service.definition(*next).is_shape()) {
            Some(next) => self.pattern_owner(next),
            None => definition.head.name.clone(),
        }
    }

    /// Returns the type and checks of an alias, without the constraints of the whole value.
    fn alias(&mut self, id: TypeId) -> (Type, Vec<Check>) {
        if let Some(done) = self.aliases.get(&id) {
            return done.clone();
        }
        let definition = self.model.service.definition(id);
        let planned = match &definition.shape {
            model::Shape::Alias(target) => {
                let inner = target.named.filter(|id| !self.model.service.definition(*id).is_shape());
                match inner {
                    Some(inner) => self.alias(inner),
                    None => self.contents(&target.ty, &definition.head.name),
                }
            }
            _ => self.contents(&model::Type::Structure(id), &definition.head.name),
        };
        self.aliases.insert(id, planned.clone());
        planned
    }

    /// Returns a type and the checks of its contents.
    fn contents(&mut self, ty: &model::Type, owner: &str) -> (Type, Vec<Check>) {
        let name = |id: TypeId| self.names.ty(id).to_owned();
        let ty = match ty {
            model::Type::String | model::Type::Error => Type::String,
            model::Type::Boolean => Type::Boolean,
            model::Type::Integer(width) => Type::Integer(*width),
            model::Type::Float => Type::Float,
            model::Type::Double => Type::Double,
            model::Type::Timestamp(format) => Type::Timestamp(*format),
            model::Type::Date => Type::Date,
            model::Type::Blob => Type::Blob,
            model::Type::Document => Type::Document,
            model::Type::Structure(id) => {
                return (Type::Structure(name(*id)), vec![Check::Nested(name(*id))]);
            }
            model::Type::Union(id) => return (Type::Union(name(*id)), vec![Check::Nested(name(*id))]),
            model::Type::Enum(id) => return (Type::Enum(name(*id)), vec![Check::Known]),
            model::Type::IntEnum(id) => return (Type::IntEnum(name(*id)), vec![Check::Known]),
            model::Type::List { item, sparse } => {
                let (item, checks) = self.target(item, &format!("{owner}Item"));
                let checks = if checks.is_empty() { Vec::new() } else { vec![Check::Each(checks)] };
                return (Type::List { item: Box::new(item), sparse: *sparse }, checks);
            }
            model::Type::Map { key, value, sparse } => {
                let (key, keys) = self.target(key, &format!("{owner}Key"));
                let (value, values) = self.target(value, &format!("{owner}Item"));
                let is_checked = !(keys.is_empty() && values.is_empty());
                let checks = if is_checked { vec![Check::Entries { keys, values }] } else { Vec::new() };
                return (Type::Map { key: Box::new(key), value: Box::new(value), sparse: *sparse }, checks);
            }
        };
        (ty, Vec::new())
    }

    fn constraint(&mut self, target: &TypeRef, owner: &str) -> Option<Constraint> {
        Constraint::new(target, |pattern| self.matchers.function(pattern, owner))
    }
}

/// Converts the blobs of a member to files.
fn with_files(member: &mut Member) {
    match &mut member.ty {
        Type::List { item, .. } if **item == Type::Blob => **item = Type::FilePart,
        ty if *ty == Type::Blob => *ty = Type::FilePart,
        _ => {}
    }
}

fn enum_value(of: &model::EnumValue) -> EnumValue<'_> {
    EnumValue { of, rust_name: rust_name(Kind::Variant, &of.head) }
}
