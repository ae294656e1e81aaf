//! The rules: possible differences between two specs, and their meaning.
//!
//! Each rule has an example, fragments of a spec before and after, which the tests compare, so explanations
//! stay true.

mod bounds;
mod client;
mod constraints;
mod errors;
mod members;
mod operations;
mod service;
mod types;

pub(super) use bounds::*;
pub(super) use client::*;
pub(super) use constraints::*;
pub(super) use errors::*;
pub(super) use members::*;
pub(super) use operations::*;
pub(super) use service::*;
pub(super) use types::*;

use super::verdict::{Direction, Step, Wire, names};

/// Maximum width of an explanation.
const WIDTH: usize = 100;

/// The subject of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The service as a whole.
    Service,
    /// An operation.
    Operation,
    /// A member of an input, an output, a structure or an error.
    Member,
    /// A type, or a part of it.
    Type,
    /// A constraint.
    Constraint,
    /// An error.
    Error,
    /// The pagination of an operation.
    Pagination,
    /// A name in Rust.
    Name,
    /// A deprecation.
    Deprecation,
    /// Text and order without effect.
    Docs,
}

/// What happened to the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// It is new.
    Added,
    /// It was removed.
    Removed,
    /// It is different.
    Changed,
}

/// A rule: one possible difference between specs.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id, in kebab case; stable across versions.
    pub id: &'static str,
    /// Its subject.
    pub kind: Kind,
    /// What happened to it.
    pub action: Action,
    /// The level if it is sent to the service; none if it is not.
    pub request: Option<Wire>,
    /// The level if it is sent by the service; none if it is not.
    pub response: Option<Wire>,
    /// The step of the regenerated crate's version.
    pub step: Step,
    /// A noun phrase.
    pub title: &'static str,
    /// Its meaning, and what to do.
    pub explanation: &'static str,
    /// A fragment of a spec before: members of an input or output, or the spec's own keys.
    pub before: &'static str,
    /// The fragment after.
    pub after: &'static str,
}

impl Rule {
    /// Returns the level in a direction; without one, the worse of both.
    pub fn level(&self, direction: Option<Direction>) -> Wire {
        let level = match direction {
            Some(Direction::Request) => self.request,
            Some(Direction::Response) => self.response,
            None => self.request.max(self.response),
        };
        level.unwrap_or_default()
    }

    /// Returns whether it is only about docs or order, which reports show on request.
    pub(super) fn is_minor_matter(&self) -> bool {
        self.kind == Kind::Docs
    }

    /// Returns the text of `speccast explain ID`.
    pub fn explain(&self) -> String {
        let level = |level: Option<Wire>| level.map_or("does not apply", Wire::name);
        let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
        let decided = match self.kind {
            Kind::Constraint => {
                "\nThese verdicts apply if values are gained or lost. This is decided exactly, with all constraints of\n\
                 a value together, and the report shows a shortest value.\n"
            }
            _ => "",
        };
        format!(
            "{}: {}\n\n{}\n\nbefore:\n\n{}\nafter:\n\n{}\n\
             request: {}\nresponse: {}\ncrate: {}\n{decided}",
            self.id,
            self.title,
            wrapped(self.explanation),
            indented(self.before),
            indented(self.after),
            level(self.request),
            level(self.response),
            self.step,
        )
    }
}

/// Wraps prose.
fn wrapped(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// Returns every rule, in the order of a spec.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let before = [SERVICE, CLIENT, OPERATIONS, MEMBERS, TYPES].into_iter().flatten().copied();
    let bounds = BOUNDS.iter().flat_map(|of| &of.rules);
    before.chain(bounds).chain([CONSTRAINTS, ERRORS].into_iter().flatten().copied())
}

/// Returns the rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

/// Levels in the columns of the tables: breaking, dangerous (a warning), compatible (information), and not
/// applicable.
const E: Option<Wire> = Some(Wire::Breaking);
const W: Option<Wire> = Some(Wire::Dangerous);
const I: Option<Wire> = Some(Wire::Compatible);
const N: Option<Wire> = None;

/// A group of rules: `NAME = "id": Kind Action, request response Step, title, explanation, before => after`.
macro_rules! table {
    ($group:ident; $(
        $name:ident = $id:literal: $kind:ident $action:ident, $request:ident $response:ident $step:ident,
        $title:literal, $explanation:literal, $before:expr => $after:expr;
    )+) => {
        $(
            pub(crate) static $name: Rule = Rule {
                id: $id,
                kind: Kind::$kind,
                action: Action::$action,
                request: $request,
                response: $response,
                step: Step::$step,
                title: $title,
                explanation: $explanation,
                before: $before,
                after: $after,
            };
        )+
        pub(crate) static $group: &[&Rule] = &[$(&$name),+];
    };
}
use table;

/// The service of an example: its protocol, its other keys, and what follows it.
macro_rules! service_of {
    ($protocol:literal, $keys:literal) => {
        concat!(
            "service: { name: Widgets, protocol: ",
            $protocol,
            ", endpoint: \"https://widgets.example.com\", ",
            $keys,
            " }"
        )
    };
    ($protocol:literal, $keys:literal, $rest:literal) => {
        concat!(service_of!($protocol, $keys), "\n", $rest)
    };
}
use service_of;

names!(Kind {
    Service = "service",
    Operation = "operation",
    Member = "member",
    Type = "type",
    Constraint = "constraint",
    Error = "error",
    Pagination = "pagination",
    Name = "name",
    Deprecation = "deprecation",
    Docs = "docs"
});
names!(Action { Added = "added", Removed = "removed", Changed = "changed" });
