//! Named types that the model has no type for: what they hold, and what is said of them.

use super::constraints::{Effective, NONE};
use super::names::Kind;
use super::types::Checked;
use super::{Lowering, primitive};
use crate::diagnostic::codes;
use crate::ir::{self, Check};
use crate::syntax as spec;

/// How many types may be no more than a name, or a list or map, of the next.
const MAX_ALIASES: usize = 32;

impl<'a> Lowering<'a> {
    /// The rule of a named type that the model has no type for.
    pub(super) fn rule(&mut self, named: &'a spec::NamedType) {
        let Checked { ty, .. } = self.contents(named);
        self.check_constraints(&ty, &named.constraints);
        let doc = self.doc(named.doc.as_ref());
        let effective = self.effective(named);
        let Some(constraint) = self.constraint(&ty, &effective) else {
            return;
        };
        let constant = self.constant(named);
        self.take(|it| &mut it.constant_scope, &constant, &named.name.span);
        let type_name = named.name.value.clone();
        self.rules.push(ir::Rule { constant, type_name, doc, constraint });
    }

    /// What a named type holds that the model has no type for, without what is said of the whole.
    pub(super) fn contents(&mut self, named: &'a spec::NamedType) -> Checked {
        let name = named.name.value.as_str();
        if let Some(done) = self.contents.get(name) {
            return done.clone();
        }
        if self.open.contains(&name) {
            let message = format!("`{name}` holds nothing but itself");
            let help = "a type may refer to itself from a member of a structure";
            self.error(&codes::ENDLESS_TYPE, message, &named.name.span, help);
            return Checked::unknown();
        }
        if self.open.len() == MAX_ALIASES {
            let message = format!(
                "`{name}` is the end of more than {MAX_ALIASES} types, each another name of the next"
            );
            self.error(&codes::ENDLESS_TYPE, message, &named.name.span, "use fewer names");
            return Checked::unknown();
        }
        self.open.push(name);
        let mut checked = self.ty(&named.ty, NONE, &named.name);
        self.open.pop();
        checked.checks.retain(|check| !is_constraint(check));
        self.contents.insert(name, checked.clone());
        checked
    }

    /// What is said of a named type, and of the types that it renames.
    ///
    /// `contents` has refused a type that renames itself.
    pub(super) fn effective(&self, named: &'a spec::NamedType) -> Effective<'a> {
        let mut chain = vec![named];
        let mut next = Some(named);
        while let Some(spec::Type::Name(target)) = next.map(|named| &named.ty) {
            let renamed = primitive(&target.value).is_none().then(|| self.types.get(target.value.as_str()));
            next = renamed.flatten().copied().filter(|_| chain.len() <= MAX_ALIASES);
            chain.extend(next);
        }
        chain.iter().rev().fold(Effective::default(), |inherited, named| {
            inherited.replaced_by(&named.constraints, &named.name)
        })
    }

    /// The name of the constant that holds a named type's rule.
    pub(super) fn constant(&mut self, named: &spec::NamedType) -> String {
        self.rust_name(Kind::Constant, &named.name, named.rust.as_ref())
    }
}

fn is_constraint(check: &Check) -> bool {
    matches!(check, Check::Named(..) | Check::Inline(_))
}
