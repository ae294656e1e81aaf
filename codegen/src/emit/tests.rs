//! `tests.rs`: values at and just over the edge of every constraint, for those who ask for it.

use super::{docs, ident, string};
use crate::edges::{self, Edges};
use crate::format::Page;
use crate::ir::{Check, Constraint, Enum, Integer, Member, Operation, Rule, Service, Type, TypeDef};
use crate::pattern::Pattern;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The longest string that is written out.
const WRITTEN_OUT: usize = 60;
/// The shortest run of one character that is written as a repetition.
const RUN: usize = 12;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!(
        "Values at and just over the edge of each constraint of {}.",
        service.name
    )));
    page.item(imports(service));
    for rule in &service.rules {
        rule_test(&mut page, service, rule);
    }
    for operation in &service.operations {
        input_tests(&mut page, service, operation);
    }
    for def in &service.types {
        if let TypeDef::Enum(data) = def {
            page.item(enum_test(data));
        }
    }
    page
}

fn imports(service: &Service) -> TokenStream {
    let enums = service.types.iter().any(|def| matches!(def, TypeDef::Enum(_)));
    let inputs = service.operations.iter().any(|operation| tested(service, operation).is_some());
    let rules = service.rules.iter().any(|rule| sides(&rule.constraint, service, Integer::Long).is_some());
    match (enums || inputs, inputs || rules) {
        (true, true) => quote!(
            use super::{model::*, validator};
        ),
        (true, false) => quote!(
            use super::model::*;
        ),
        (false, true) => quote!(
            use super::validator;
        ),
        (false, false) => TokenStream::new(),
    }
}

/// The pattern that a matcher is for.
fn pattern<'s>(service: &'s Service, constraint: &Constraint) -> Option<&'s Pattern> {
    let Constraint::String { pattern: Some(used), .. } = constraint else { return None };
    let matcher = used.matcher.as_ref()?;
    service.matchers.iter().find(|known| known.function == *matcher).map(|known| &known.pattern)
}

fn string_edges(service: &Service, constraint: &Constraint) -> Option<Edges<String>> {
    let Constraint::String { length, .. } = constraint else { return None };
    let length = length.map(|length| {
        let (min, max) = length.ends();
        (min.unwrap_or(0), max)
    });
    Some(edges::of_string(pattern(service, constraint), length))
}

fn integer_edges(constraint: &Constraint, width: Integer) -> Option<Edges<i64>> {
    let Constraint::Integer(range) = constraint else { return None };
    let (min, max) = range.ends();
    let width = match width {
        Integer::Byte => 8,
        Integer::Short => 16,
        Integer::Integer => 32,
        Integer::Long => 64,
    };
    Some(edges::of_integer(min, max, width))
}

/// Both sides as Rust lists; nothing, if every value is accepted.
fn sides(constraint: &Constraint, service: &Service, width: Integer) -> Option<[Vec<TokenStream>; 2]> {
    let sides = if let Some(edges) = string_edges(service, constraint) {
        [edges.accepted, edges.refused].map(|side| side.iter().map(|value| text(value)).collect::<Vec<_>>())
    } else {
        let number = |value: &i64| {
            let value = Literal::i64_unsuffixed(*value);
            quote!(#value)
        };
        let edges = integer_edges(constraint, width)?;
        [edges.accepted, edges.refused].map(|side| side.iter().map(number).collect())
    };
    (!sides.iter().all(Vec::is_empty)).then_some(sides)
}

/// A string expression, runs written as repetitions.
fn text(value: &str) -> TokenStream {
    if value.chars().count() <= WRITTEN_OUT {
        let literal = string(value);
        return quote!(#literal);
    }
    let mut parts: Vec<TokenStream> = Vec::new();
    let mut plain = String::new();
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let run = rest.chars().take_while(|next| *next == c).count();
        if run >= RUN {
            if !plain.is_empty() {
                let literal = string(&std::mem::take(&mut plain));
                parts.push(quote!(#literal));
            }
            let (c, run) = (string(&c.to_string()), Literal::usize_unsuffixed(run));
            parts.push(quote!(#c.repeat(#run).as_str()));
        } else {
            plain.extend(std::iter::repeat_n(c, run));
        }
        rest = &rest[run * c.len_utf8()..];
    }
    if !plain.is_empty() {
        let literal = string(&plain);
        parts.push(quote!(#literal));
    }
    match parts.as_slice() {
        [part] => part.clone(),
        parts => quote!([#(#parts),*].concat().as_str()),
    }
}

/// The assertions of both sides, `check` being a call of its argument that gives a `Result`.
fn assertions(check: impl Fn(&TokenStream) -> TokenStream, sides: &[Vec<TokenStream>; 2]) -> TokenStream {
    let assert = |value: &TokenStream, accepted: bool| {
        let check = check(value);
        if accepted { quote!(assert_eq!(#check, Ok(()));) } else { quote!(assert!(#check.is_err());) }
    };
    let [accepted, refused] =
        [(&sides[0], true), (&sides[1], false)].map(|(side, accepted)| match side.as_slice() {
            [] => TokenStream::new(),
            [value] => assert(value, accepted),
            values => {
                let check = check(&quote!(value));
                let assertion = if accepted {
                    quote!(assert_eq!(#check, Ok(()), "{value:?} is accepted");)
                } else {
                    quote!(assert!(#check.is_err(), "{value:?} is refused");)
                };
                quote! {
                    for value in [#(#values),*] {
                        #assertion
                    }
                }
            }
        });
    quote!(#accepted #refused)
}

fn rule_test(page: &mut Page, service: &Service, rule: &Rule) {
    let Some(sides) = sides(&rule.constraint, service, Integer::Long) else { return };
    let (name, constant) = (ident(&rule.constant.to_lowercase()), ident(&rule.constant));
    let assertions = assertions(|value| quote!(validator::#constant.check(#value)), &sides);
    page.item(quote! {
        #[test]
        fn #name() {
            #assertions
        }
    });
}

/// What is tested of an input: a valid one's required members, and the members that are constrained strings or numbers.
struct Tested<'s> {
    valid: Vec<TokenStream>,
    constrained: Vec<(&'s Member, [Vec<TokenStream>; 2])>,
}

/// Nothing, if no valid input can be made here, or nothing of it is constrained.
fn tested<'s>(service: &'s Service, operation: &'s Operation) -> Option<Tested<'s>> {
    let members = &operation.input.members;
    let sides_of = |member: &'s Member| {
        let sides = member.checks.iter().find_map(|check| check_sides(service, member, check))?;
        Some((member, sides))
    };
    let constrained: Vec<_> = members.iter().filter_map(sides_of).collect();
    let required = members.iter().filter(|member| member.required);
    let valid: Vec<TokenStream> =
        required.map(|member| valid_value(service, member)).collect::<Option<_>>()?;
    let testable = !constrained.is_empty() && valid.len() <= super::model::MAX_ARGUMENTS;
    testable.then_some(Tested { valid, constrained })
}

/// A test for each constrained string or number of an input.
fn input_tests(page: &mut Page, service: &Service, operation: &Operation) {
    let input = &operation.input;
    let Some(Tested { valid, constrained }) = tested(service, operation) else { return };
    let (ty, function) = (ident(&input.rust_name), ident(input.validator.as_deref().unwrap_or_default()));
    let doc = docs::attributes(&["An input that satisfies every constraint.".to_owned()]);
    page.item(quote! {
        #doc
        fn #function() -> #ty {
            #ty::new(#(#valid),*)
        }
    });
    for (member, sides) in constrained {
        let name = ident(&format!("{}_{}", input.validator.as_deref().unwrap_or_default(), member.rust_name));
        let field = ident(&member.rust_name);
        let (argument, value) = match &member.ty {
            Type::String => (quote!(&str), quote!(value.into())),
            ty => (super::ty(ty), quote!(value)),
        };
        let value = if member.required { value } else { quote!(Some(#value)) };
        let assertions = assertions(|value| quote!(check(#value)), &sides);
        page.item(quote! {
            #[test]
            fn #name() {
                let check = |value: #argument| {
                    let mut input = #function();
                    input.#field = #value;
                    validator::#function(&input)
                };
                #assertions
            }
        });
    }
}

fn constraint<'s>(service: &'s Service, check: &'s Check) -> Option<&'s Constraint> {
    match check {
        Check::Inline(constraint) => Some(constraint),
        Check::Named(constant, _) => {
            service.rules.iter().find(|rule| rule.constant == *constant).map(|rule| &rule.constraint)
        }
        _ => None,
    }
}

fn check_sides(service: &Service, member: &Member, check: &Check) -> Option<[Vec<TokenStream>; 2]> {
    let width = match member.ty {
        Type::String => Integer::Long,
        Type::Integer(width) => width,
        _ => return None,
    };
    sides(constraint(service, check)?, service, width)
}

/// A value that a required member may have.
fn valid_value(service: &Service, member: &Member) -> Option<TokenStream> {
    let sides = member.checks.iter().find_map(|check| check_sides(service, member, check));
    match (&member.ty, sides) {
        (Type::String | Type::Integer(_), Some([accepted, _])) => accepted.into_iter().next(),
        (Type::String, None) => Some(quote!("a")),
        (Type::Integer(_), None) => Some(quote!(0)),
        (Type::Boolean, _) => Some(quote!(false)),
        (Type::Enum(name), _) => {
            let value = service.types.iter().find_map(|def| match def {
                TypeDef::Enum(data) if data.rust_name == *name => data.values.first(),
                _ => None,
            })?;
            let (name, variant) = (ident(name), ident(&value.rust_name));
            Some(quote!(#name::#variant))
        }
        _ => None,
    }
}

fn enum_test(data: &Enum) -> TokenStream {
    let (name, ty) = (ident(&crate::lower::snake(&data.rust_name)), ident(&data.rust_name));
    let values = data.values.iter().map(|value| {
        let (variant, value) = (ident(&value.rust_name), string(&value.value));
        quote!(assert_eq!(#ty::from(#value), #ty::#variant);)
    });
    quote! {
        #[test]
        fn #name() {
            #(#values)*
            assert!(matches!(#ty::from("no value of the spec"), #ty::Unknown(_)));
        }
    }
}
