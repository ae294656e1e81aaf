//! `oneOf`: checks that the form of the JSON distinguishes the alternatives.

mod common;
mod forms;

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Json, Member, Service, Shape, Test, Type, UnionForm};
use common::{Common, common, has_kind_of};
use forms::{Values, values};

impl Resolver<'_> {
    /// Determines how JSON distinguishes the alternatives of each `oneOf`, or reports a value of two of them.
    pub(super) fn tell_apart(&mut self, service: &mut Service) {
        for (id, written) in std::mem::take(&mut self.one_ofs) {
            let members = service.definition(id).members();
            if members.iter().any(|member| member.target.ty.has_error()) {
                continue;
            }
            let told = match told(service, members) {
                Ok(told) => told,
                Err(clash) => {
                    let [one, other] = [clash.one, clash.other].map(|at| &members[at].head.name);
                    let message = format!("`{one}` and `{other}` {}", clash.why);
                    let mut diagnostic = Diagnostic::new(&codes::ONE_OF, message);
                    for (at, label) in [(clash.other, "or this"), (clash.one, "this")] {
                        if let Some(written) = written.get(at) {
                            diagnostic = diagnostic.label(&written.name.span, label);
                        }
                    }
                    self.report(diagnostic.help(clash.help));
                    continue;
                }
            };
            if let Some(Shape::Union(_, form)) = service.types.get_mut(id.index()).map(|it| &mut it.shape) {
                *form = UnionForm::Told(told);
            }
        }
    }
}

/// Two alternatives that JSON does not distinguish.
struct Clash {
    one: usize,
    other: usize,
    why: String,
    help: String,
}

/// Returns the form of JSON of each alternative.
fn told(service: &Service, members: &[Member]) -> Result<Vec<Json>, Clash> {
    let all: Vec<Values<'_>> = members.iter().map(|member| values(service, &member.target)).collect();
    let mut told: Vec<Json> = all.iter().map(Values::kind).collect();
    for (other, b) in all.iter().enumerate() {
        for (one, a) in all.iter().enumerate().take(other) {
            if !has_kind_of(a, b) {
                continue;
            }
            match common(a, b, 0) {
                Common::None(tests) => {
                    add(&mut told[one], a, &tests[0]);
                    add(&mut told[other], b, &tests[1]);
                }
                found => return Err(clash(service, (one, other), &found, [&members[one], &members[other]])),
            }
        }
    }
    for (json, values) in told.iter_mut().zip(&all) {
        // An alternative with members that others lack is recognized by these members.
        if let (Json::Object(tests), Values::Objects(object)) = (json, values)
            && !tests.is_empty()
            && !tests.iter().any(|test| matches!(test, Test::Has(..)))
            && let Some(member) = object.members.iter().find(|member| member.required)
        {
            tests.push(Test::Has(member.name.to_owned(), Json::Any));
        }
    }
    Ok(told)
}

/// Adds tests that distinguish an alternative from another one.
fn add(json: &mut Json, values: &Values<'_>, tests: &[Test]) {
    match json {
        Json::Object(known) => {
            known.extend(tests.iter().filter(|it| !known.contains(it)).cloned().collect::<Vec<_>>())
        }
        _ => *json = values.json(),
    }
}

fn clash(service: &Service, (one, other): (usize, usize), found: &Common, members: [&Member; 2]) -> Clash {
    let is = |wanted: fn(&Type) -> bool| members.iter().any(|member| wanted(&member.target.ty));
    let why = match found {
        Common::Some(json) => format!("both fit the JSON `{json}`"),
        _ => "cannot be distinguished by their JSON".to_owned(),
    };
    if let Some(name) = optional_constant(service, members) {
        let help = format!("add `required: true` to `{name}` in both");
        return Clash { one, other, why, help };
    }
    let help = if is(|ty| matches!(ty, Type::Enum(_))) && is(|ty| *ty == Type::String) {
        "remove the `string`; an enum keeps unlisted values"
    } else if is(|ty| matches!(ty, Type::IntEnum(_))) && is(|ty| matches!(ty, Type::Integer(_))) {
        "remove the number; an `intEnum` keeps unlisted values"
    } else if is(|ty| *ty == Type::Document) {
        "remove the other alternatives; a `document` is any JSON"
    } else if members.iter().all(|member| matches!(member.target.ty, Type::Structure(_))) {
        "make a member of one of them `required`, or give each a required member with its own `const` or enum"
    } else {
        "write one type for both, or `document`"
    };
    Clash { one, other, why, help: help.to_owned() }
}

/// A member that would distinguish two structures if it were required: its constants differ.
fn optional_constant<'s>(service: &'s Service, members: [&Member; 2]) -> Option<&'s str> {
    let [a, b] = members.map(|member| match member.target.ty {
        Type::Structure(id) => service.definition(id).members(),
        _ => &[],
    });
    let differs = |member: &&Member| {
        let other = b.iter().find(|other| other.wire_name == member.wire_name);
        let constant = other.and_then(|other| other.constant.as_ref());
        member.constant.is_some() && constant.is_some() && constant != member.constant.as_ref()
    };
    a.iter().find(differs).map(|member| member.head.name.as_str())
}
