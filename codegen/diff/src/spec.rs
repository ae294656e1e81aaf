//! A spec as it is compared: what it means, and where it says so.

use super::change::Location;
use super::path::{Part, Path};
use speccast_core::diagnostic::{Diagnostic, Severity};
use speccast_core::ir::{Check, Constraint, Enum, ErrorType, IntEnum, Service, Structure, TypeDef, Union};
use speccast_core::resolve;
use speccast_core::source::{Source, Span};
use speccast_core::yaml::{self, Key, Kind, Node};
use std::collections::HashMap;

/// How many types may be no more than another name of the next, as in lowering.
const MAX_ALIASES: usize = 32;

/// A spec that was read without an error.
#[derive(Debug)]
pub(super) struct Spec {
    pub(super) source: Source,
    pub(super) service: Service,
    tree: Node,
    /// Index of each type of the model, by its Rust name.
    types: HashMap<String, usize>,
    /// Index of each named type's definition in the tree.
    definitions: HashMap<String, usize>,
    /// Where each line of the text begins.
    lines: Vec<usize>,
}

impl Spec {
    /// Reads a spec, and finds the mistakes by which it cannot be compared; those in an example are none of them, since an
    /// example changes no meaning.
    pub(super) fn read(source: &Source) -> (Option<Self>, Vec<Diagnostic>) {
        let (service, mut diagnostics) = resolve(source);
        let mut unreadable = Vec::new();
        let tree = yaml::read(source, &mut unreadable);
        let examples = tree.as_ref().and_then(|tree| section(tree, "examples"));
        diagnostics.retain(|found| {
            let place = found.labels.first().map(|label| label.span.start);
            let in_example = examples.as_ref().zip(place).is_some_and(|(span, at)| span.contains(&at));
            // Where the YAML itself is wrong, it may end elsewhere for others.
            found.severity == Severity::Error && (!in_example || unreadable.contains(found))
        });
        let spec = service.zip(tree).map(|(service, tree)| {
            let types = service.types.iter().enumerate();
            let types = types.map(|(index, def)| (rust_name(def).to_owned(), index)).collect();
            let definitions = entries(&tree, "types").iter().enumerate();
            let definitions = definitions.map(|(index, (key, _))| (key.text.clone(), index)).collect();
            let ends = source.text().match_indices('\n').map(|(at, _)| at + 1);
            let lines = std::iter::once(0).chain(ends).collect();
            Self { source: source.clone(), service, tree, types, definitions, lines }
        });
        (spec, diagnostics)
    }

    pub(super) fn structure(&self, rust_name: &str) -> Option<&Structure> {
        match self.def(rust_name) {
            Some(TypeDef::Structure(def)) => Some(def),
            _ => None,
        }
    }

    pub(super) fn union(&self, rust_name: &str) -> Option<&Union> {
        match self.def(rust_name) {
            Some(TypeDef::Union(def)) => Some(def),
            _ => None,
        }
    }

    pub(super) fn string_enum(&self, rust_name: &str) -> Option<&Enum> {
        match self.def(rust_name) {
            Some(TypeDef::Enum(def)) => Some(def),
            _ => None,
        }
    }

    pub(super) fn int_enum(&self, rust_name: &str) -> Option<&IntEnum> {
        match self.def(rust_name) {
            Some(TypeDef::IntEnum(def)) => Some(def),
            _ => None,
        }
    }

    /// The type of this Rust name.
    pub(super) fn def(&self, rust_name: &str) -> Option<&TypeDef> {
        self.types.get(rust_name).and_then(|index| self.service.types.get(*index))
    }

    /// The error of this Rust name.
    pub(super) fn error(&self, rust_name: &str) -> Option<&ErrorType> {
        self.service.errors.iter().find(|error| error.structure.rust_name == rust_name)
    }

    /// The constraints among checks, those of named types looked up.
    pub(super) fn constraints<'s>(&'s self, checks: &'s [Check]) -> impl Iterator<Item = &'s Constraint> {
        checks.iter().filter_map(|check| match check {
            Check::Inline(constraint) => Some(constraint),
            Check::Named(constant, _) => {
                self.service.rules.iter().find(|rule| rule.constant == *constant).map(|rule| &rule.constraint)
            }
            _ => None,
        })
    }

    /// Whether the spec says something there.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.node(path).is_some()
    }

    fn node(&self, path: &Path) -> Option<&Node> {
        let (start, parts) = self.start(path);
        parts.iter().try_fold(start.1, |node, part| child(node, part).map(|(_, node)| node))
    }

    /// Where to begin with a path, and what of it is left to go: a spec may have thousands of types.
    fn start<'p>(&self, path: &'p Path) -> ((Span, &Node), &'p [Part]) {
        if let [Part::Key("types"), Part::Name(name), rest @ ..] = path.parts()
            && let Some((key, node)) = self.definition_of(name)
        {
            return ((key.span.clone(), node), rest);
        }
        ((0..0, &self.tree), path.parts())
    }

    /// The definition of a named type.
    fn definition_of(&self, name: &str) -> Option<&(Key, Node)> {
        entries(&self.tree, "types").get(*self.definitions.get(name)?)
    }

    /// The named type that the value described at `path` has, if it has one.
    fn alias(&self, path: &Path) -> Option<&str> {
        let named = |node: &Node| match &node.kind {
            Kind::Scalar { text, .. } => Some(text.clone()),
            _ => None,
        };
        let node = self.node(path)?;
        let name = match &node.kind {
            Kind::Mapping(_) => named(child(node, &Part::Key("type"))?.1)?,
            _ => named(node)?,
        };
        self.definition_of(&name).map(|(key, _)| key.text.as_str())
    }

    /// The named types that a value's description leads to, each another name of the next.
    pub(super) fn aliases(&self, path: &Path) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        let mut at = path.clone();
        while let Some(name) = self.alias(&at) {
            if found.contains(&name) || found.len() > MAX_ALIASES {
                break;
            }
            at = Path::of_type(name);
            found.push(name);
        }
        found
    }

    /// Where a value is described: there, or where its named type is defined.
    pub(super) fn definition(&self, path: &Path) -> Path {
        self.aliases(path).last().map_or_else(|| path.clone(), |name| Path::of_type(name))
    }

    /// Where `key` of a value is said: beside it, or by one of its named types.
    pub(super) fn declared(&self, path: &Path, key: &'static str) -> Option<Path> {
        let own = std::iter::once(path.clone());
        let named = self.aliases(path).into_iter().map(Path::of_type);
        own.chain(named).map(|path| path.key(key)).find(|path| self.has(path))
    }

    /// The line of a path; of the nearest thing around it, if this spec does not have it.
    pub(super) fn locate(&self, path: &Path) -> Location {
        let ((mut span, mut node), rest) = self.start(path);
        let mut parts = rest.iter().peekable();
        while let Some((found, next)) = parts.peek().and_then(|part| child(node, part)) {
            (span, node) = (found, next);
            parts.next();
        }
        // Where a key of the language is missing, its thing is there and does not say it.
        let exact = !parts.any(|part| matches!(part, Part::Name(_)));
        self.location(&span, exact)
    }
}

impl Spec {
    /// The first line: for what is about all of the spec.
    pub(super) fn first_line(&self) -> Location {
        self.location(&(0..0), true)
    }

    fn location(&self, span: &Span, exact: bool) -> Location {
        let index = self.lines.partition_point(|start| *start <= span.start).saturating_sub(1);
        let start = self.lines.get(index).copied().unwrap_or_default();
        let text = self.source.text().get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let before = self.source.text().get(start..span.start).unwrap_or_default();
        Location {
            file: self.source.name().to_owned(),
            line: index + 1,
            column: before.chars().count() + 1,
            text: text.to_owned(),
            exact,
        }
    }
}

/// The Rust name of a type.
pub(super) fn rust_name(def: &TypeDef) -> &str {
    match def {
        TypeDef::Structure(def) => &def.rust_name,
        TypeDef::Union(def) => &def.rust_name,
        TypeDef::Enum(def) => &def.rust_name,
        TypeDef::IntEnum(def) => &def.rust_name,
    }
}

/// The entries of a mapping in the root.
fn entries<'n>(tree: &'n Node, key: &str) -> &'n [(Key, Node)] {
    let Kind::Mapping(sections) = &tree.kind else { return &[] };
    match sections.iter().find(|(name, _)| name.text == key).map(|(_, node)| &node.kind) {
        Some(Kind::Mapping(entries)) => entries,
        _ => &[],
    }
}

/// Where a mapping in the root is written, with its key.
fn section(tree: &Node, key: &str) -> Option<Span> {
    let Kind::Mapping(sections) = &tree.kind else { return None };
    let (name, node) = sections.iter().find(|(name, _)| name.text == key)?;
    Some(name.span.start..node.span.end.max(name.span.end))
}

/// A part of a node, and where it begins: a key's value, or a list's item.
fn child<'n>(node: &'n Node, part: &Part) -> Option<(Span, &'n Node)> {
    match &node.kind {
        Kind::Mapping(entries) => {
            let (key, value) = entries.iter().find(|(key, _)| key.text == part.text())?;
            Some((key.span.clone(), value))
        }
        Kind::Sequence(items) => {
            let item = items.iter().find(|item| is_item(item, part.text()))?;
            Some((item.span.clone(), item))
        }
        // One where a list may stand.
        Kind::Scalar { text, .. } if matches!(part, Part::Name(name) if name == text) => {
            Some((node.span.clone(), node))
        }
        Kind::Scalar { .. } | Kind::Refused => None,
    }
}

/// Whether an item of a list is this name, or a mapping that has it as its `value` or `url`.
fn is_item(item: &Node, name: &str) -> bool {
    match &item.kind {
        Kind::Scalar { text, .. } => text == name,
        Kind::Mapping(entries) => entries.iter().any(|(key, value)| {
            ["value", "url"].contains(&key.text.as_str())
                && matches!(&value.kind, Kind::Scalar { text, .. } if text == name)
        }),
        Kind::Sequence(_) | Kind::Refused => false,
    }
}
