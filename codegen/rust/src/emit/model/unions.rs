//! Unions.

use super::enums::{describe, open};
use super::field::timestamp_form;
use crate::emit::{constraints, docs, ident, import, matcher, runtime, string, ty};
use crate::format::Block;
use crate::plan::words::snake;
use crate::plan::{Definition, Json, Member, Test, UnionForm, imports};
use crate::tokens::names;
use proc_macro2::TokenStream;
use quote::quote;
use speccast_core::model::Pattern;

pub(super) fn union(data: &Definition, form: &UnionForm, doc: &[String]) -> Block {
    let (macro_name, head) = match form {
        UnionForm::Named => ("union", data.rust_name.clone()),
        UnionForm::Told(_) => ("one_of", data.rust_name.clone()),
        UnionForm::Tagged(tag) => {
            let names = [Some(&tag.name), tag.content.as_ref()].into_iter().flatten();
            let names: Vec<String> = names.map(|name| string(name).to_string()).collect();
            ("tagged_union", format!("{} tagged({})", data.rust_name, names.join(", ")))
        }
    };
    let mut block = open(macro_name, doc, data.deprecated(), &head);
    for (index, variant) in data.members.iter().enumerate() {
        let mut doc = variant.doc.map(docs::prose).unwrap_or_default();
        doc.extend(constraints::notes(&variant.checks, &variant.ty, data.in_request));
        describe(&mut block, &doc, variant.of.head.deprecated.as_ref());
        let timestamps = timestamp_form(&variant.ty)
            .map(|form| format!(" as {}", runtime::timestamp_form(form)))
            .unwrap_or_default();
        let (name, accessor, ty) = (ident(&variant.rust_name), variant.accessor(), ty(&variant.ty));
        let wire = match form {
            UnionForm::Named => {
                let wire = string(&variant.of.wire_name);
                block.entries([format!("{name}({ty}{timestamps}) = {wire} => {accessor}")]);
                continue;
            }
            UnionForm::Tagged(tag) if tag.is_number => variant.of.wire_name.clone(),
            UnionForm::Tagged(_) => string(&variant.of.wire_name).to_string(),
            UnionForm::Told(told) => {
                told.get(index).map(|json| self::json(json, data, variant, &mut 0)).unwrap_or_default()
            }
        };
        let from = if is_one_of_a_kind(data, variant) { " | from" } else { "" };
        block.entries([format!("{name}({ty}{timestamps}) = {wire} => {accessor}{from}")]);
    }
    block
}

/// Whether this is the only member of a union with its type, so that values can be converted to the union.
fn is_one_of_a_kind(data: &Definition, variant: &Member) -> bool {
    data.members.iter().filter(|other| other.ty.plain() == variant.ty.plain()).count() == 1
}

/// The functions that match the patterns by which a union distinguishes its members.
pub(super) fn matchers(data: &Definition, form: &UnionForm) -> Vec<TokenStream> {
    let UnionForm::Told(told) = form else { return Vec::new() };
    let mut functions = Vec::new();
    for (json, variant) in told.iter().zip(&data.members) {
        for (number, pattern) in patterns(json).into_iter().enumerate() {
            let doc = format!("Whether the whole of `value` matches {}.", docs::code(&pattern.source));
            let (doc, name) = (docs::attributes(&[doc]), ident(&function(data, variant, number)));
            let body = pattern.parsed.as_deref().map_or_else(|| quote!(true), matcher::matcher);
            let text = body.to_string();
            let used = names(&text);
            let used = imports::VALIDATOR.iter().copied().filter(|name| used.contains(*name));
            let import = import(&runtime::codegen(), used);
            functions.push(quote! {
                #doc
                fn #name(value: &str) -> bool {
                    #import
                    #body
                }
            });
        }
    }
    functions
}

fn function(data: &Definition, variant: &Member, number: usize) -> String {
    let number = if number == 0 { String::new() } else { format!("_{number}") };
    format!("is_{}_of_{}{number}", snake(&variant.rust_name), snake(&data.rust_name))
}

/// The patterns that identify a member, at every depth.
fn patterns(json: &Json) -> Vec<&Pattern> {
    match json {
        Json::Matching(pattern) => vec![pattern],
        Json::Object(tests) => tests
            .iter()
            .flat_map(|test| match test {
                Test::Has(_, json) | Test::Lacks(_, json) => patterns(json),
            })
            .collect(),
        Json::Any | Json::Boolean | Json::Number | Json::Text | Json::OneOf(_) | Json::List => Vec::new(),
    }
}

/// The runtime's description of a member's JSON; `number` counts the patterns.
fn json(json: &Json, data: &Definition, variant: &Member, number: &mut usize) -> String {
    match json {
        Json::Any => "Json::Any".to_owned(),
        Json::Boolean => "Json::Boolean".to_owned(),
        Json::Number => "Json::Number".to_owned(),
        Json::Text => "Json::Text".to_owned(),
        Json::List => "Json::List".to_owned(),
        Json::OneOf(values) => {
            let values: Vec<String> = values.iter().map(|value| string(value).to_string()).collect();
            format!("Json::OneOf(&[{}])", values.join(", "))
        }
        Json::Matching(_) => {
            *number += 1;
            format!("Json::Matching({})", function(data, variant, *number - 1))
        }
        Json::Object(tests) => {
            let tests = tests.iter().map(|test| {
                let (word, name, of) = match test {
                    Test::Has(name, json) => ("Has", name, json),
                    Test::Lacks(name, json) => ("Lacks", name, json),
                };
                format!("Test::{word}({}, {})", string(name), self::json(of, data, variant, number))
            });
            format!("Json::Object(&[{}])", tests.collect::<Vec<_>>().join(", "))
        }
    }
}
