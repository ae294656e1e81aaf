//! A spec for comparison: its model, the places of its items, and its Rust names.

use speccast_core::Source;
use speccast_core::diagnostic::{Code, Diagnostic, Severity, codes};
use speccast_core::model::{Integer, Service, Shape, Type, TypeId, TypeRef};
use speccast_core::source_map::KeyPath;
use speccast_core::text::Span;
use std::ops::Deref;

/// Errors of the YAML itself: after one of them, another parser may end the examples elsewhere.
const YAML: [&Code; 7] = [
    &codes::DUPLICATE_KEY,
    &codes::HIDDEN_CHARACTER,
    &codes::KEY_NOT_SCALAR,
    &codes::TOO_DEEP,
    &codes::YAML_ANCHOR,
    &codes::YAML_SYNTAX,
    &codes::YAML_TAG,
];

/// A line of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The spec's name: a path, or `git:REV:PATH`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// The text of the line; it may contain anything.
    pub text: String,
    /// Whether the item itself, or its absence, is here. If not, this is the nearest item around it.
    pub exact: bool,
}

/// A spec without errors, except perhaps in its examples.
#[derive(Debug)]
pub(super) struct Spec(speccast_build::Spec);

impl Deref for Spec {
    type Target = speccast_build::Spec;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Spec {
    /// Resolves a spec, and returns the errors that prevent a comparison. Those in examples do not, since
    /// examples do not change the meaning.
    pub(super) fn read(source: &Source) -> (Option<Self>, Vec<Diagnostic>) {
        let (spec, mut diagnostics) = speccast_build::Spec::read(source);
        let examples = spec.as_ref().and_then(|spec| spec.model.source_map.section("examples"));
        diagnostics.retain(|found| {
            let place = found.labels.first().map(|label| label.span.start);
            let in_example = examples.as_ref().zip(place).is_some_and(|(span, at)| span.contains(&at));
            found.severity == Severity::Error && (!in_example || YAML.contains(&found.code))
        });
        (spec.map(Self), diagnostics)
    }

    pub(super) fn service(&self) -> &Service {
        &self.model.service
    }

    /// Returns whether the spec has an item at `path`.
    pub(super) fn has(&self, path: &KeyPath) -> bool {
        self.model.source_map.contains(path)
    }

    /// Returns the ids of structures, unions and enums.
    pub(super) fn shapes(&self) -> impl Iterator<Item = TypeId> {
        self.service().ids().filter(|id| self.service().definition(*id).is_shape())
    }

    /// Returns the names of the types that `target` refers to, each an alias of the next.
    pub(super) fn aliases(&self, target: &TypeRef) -> impl Iterator<Item = &str> {
        let definition = |id: TypeId| self.service().definition(id);
        let chain = std::iter::successors(target.named, move |id| match &definition(*id).shape {
            Shape::Alias(next) => next.named,
            _ => None,
        });
        chain.map(move |id| definition(id).head.name.as_str())
    }

    /// Returns where the value at `path` is described: at `path`, or at the definition of its named type.
    pub(super) fn definition(&self, path: &KeyPath, target: &TypeRef) -> KeyPath {
        self.aliases(target).last().map_or_else(|| path.clone(), KeyPath::of_type)
    }

    /// Returns where `key` of the value at `path` is written: next to the type, or in one of its named types.
    pub(super) fn declared(&self, path: &KeyPath, target: &TypeRef, key: &'static str) -> Option<KeyPath> {
        let paths = std::iter::once(path.clone()).chain(self.aliases(target).map(KeyPath::of_type));
        paths.map(|path| path.key(key)).find(|path| self.has(path))
    }

    /// Returns the path of an item where it is written.
    pub(super) fn written(&self, path: &KeyPath) -> KeyPath {
        self.model.source_map.written(path)
    }

    /// Returns the line of an item, or of the nearest item around it if the spec does not have it.
    pub(super) fn locate(&self, path: &KeyPath) -> Location {
        let (span, exact) = self.model.source_map.locate(path);
        self.location(&span, exact)
    }

    /// Returns the first line, for changes of the whole spec.
    pub(super) fn first_line(&self) -> Location {
        self.location(&(0..0), true)
    }

    fn location(&self, span: &Span, exact: bool) -> Location {
        let (line, column) = self.source.line_column(span.start);
        let text = self.source.line(span.start).to_owned();
        Location { file: self.source.name().to_owned(), line, column, text, exact }
    }

    /// Returns what messages call a type.
    pub(super) fn noun(&self, ty: &Type) -> String {
        match ty {
            Type::String => "a string".to_owned(),
            Type::Boolean => "a boolean".to_owned(),
            Type::Integer(width) => format!("an integer of {} bits", bits(*width)),
            Type::Float => "a 32-bit number".to_owned(),
            Type::Double => "a 64-bit number".to_owned(),
            Type::Timestamp(_) => "a timestamp".to_owned(),
            Type::Date => "a date".to_owned(),
            Type::Blob => "a blob".to_owned(),
            Type::Document => "any JSON".to_owned(),
            Type::List { .. } => "a list".to_owned(),
            Type::Map { .. } => "a map".to_owned(),
            Type::Structure(id) => format!("the structure `{}`", self.names.ty(*id)),
            Type::Union(id) => format!("the union `{}`", self.names.ty(*id)),
            Type::Enum(id) | Type::IntEnum(id) => format!("the enum `{}`", self.names.ty(*id)),
            Type::Error => "an unknown type".to_owned(),
        }
    }
}

/// Returns the width of an integer, including its sign.
fn bits(width: Integer) -> u32 {
    65 - width.limits().1.leading_zeros()
}
