//! Structures, and how they are made.

use super::field::{Case, field};
use crate::emit::{docs, ident, runtime, ty, value};
use crate::format::{self, Block, Page};
use crate::plan::{Member, Service, Structure, names};
use proc_macro2::TokenStream;
use quote::quote;

/// What a structure is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Role {
    /// The input of an operation, whose defaults the service fills in.
    Input,
    /// An error, whose members may all be absent.
    Error,
    /// An output, or a part of one of the others.
    Data,
}

/// Whether a member's value may be absent.
pub(in crate::emit) fn is_optional(member: &Member, role: Role) -> bool {
    !member.required && (role == Role::Input || member.default.is_none())
}

/// A structure and its builder.
pub(super) fn define(page: &mut Page, service: &Service, data: &Structure, doc: &[String], role: Role) {
    page.item(structure(data, doc, role));
    page.block(builder(service, data, role));
}

fn structure(data: &Structure, doc: &[String], role: Role) -> TokenStream {
    let (doc, deprecated) = (docs::attributes(doc), docs::deprecated(data.deprecated.as_ref()));
    let name = ident(&data.rust_name);
    // A file that holds an input is written by hand, and a misspelt member should be noticed.
    let strict = (!data.in_response).then(|| quote!(#[serde(deny_unknown_fields)]));
    let case = Case::of(data).name().map(|case| quote!(rename_all = #case,));
    let serde = runtime::SERDE;
    let fields = data.members.iter().map(|member| field(data, member, role));
    quote! {
        #doc
        #deprecated
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(#case crate = #serde)]
        #strict
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

/// What serde makes of the names of fields, where a macro takes it.
pub(super) fn case_attribute(data: &Structure) -> Option<String> {
    Case::of(data).name().map(|case| format!("#[serde(rename_all = \"{case}\")]"))
}

/// The steps of what is required, and a setter for each other member.
fn builder(service: &Service, data: &Structure, role: Role) -> Block {
    let entry = |member: &Member| format!("{}: {}", ident(&member.rust_name), compact(&ty(&member.ty)));
    let (required, others): (Vec<&Member>, Vec<&Member>) =
        data.members.iter().partition(|member| member.required);
    let mut block = Block::new("builder!");
    if required.is_empty() {
        block.open(&data.rust_name);
    } else {
        let steps = required.into_iter().flat_map(|member| {
            let deprecated = member.deprecated.as_ref().map(docs::deprecated_text);
            deprecated.into_iter().chain([entry(member) + ","])
        });
        let after = format!(" => {}", ident(&data.rust_name));
        block.open_nested(&names::builder_type(&data.rust_name), steps, &after);
    }
    for member in others {
        if let Some(deprecated) = &member.deprecated {
            block.entry_attribute(docs::deprecated_text(deprecated));
        }
        let value = member.default.as_ref().filter(|_| !is_optional(member, role));
        block.entries([match value {
            None => entry(member),
            Some(value) => {
                let value = format::expression(&value::argument(service, &member.ty, value));
                let [default, or_default] = default_functions(data, member);
                format!("{} = {value} => {default} | {or_default}", entry(member))
            }
        }]);
    }
    block
}

/// The functions that give a member's default, and read the member or its default; named like no setter.
pub(super) fn default_functions(data: &Structure, member: &Member) -> [String; 2] {
    let name = member.rust_name.trim_matches('_');
    [format!("default_{name}"), format!("{name}_or_default")].map(|mut function| {
        while data.members.iter().any(|other| other.rust_name == function) {
            function.push('_');
        }
        function
    })
}

/// A type without the spaces that tokens print with.
pub(super) fn compact(ty: &TokenStream) -> String {
    ty.to_string().replace(" < ", "<").replace(" >", ">").replace(" ,", ",")
}
