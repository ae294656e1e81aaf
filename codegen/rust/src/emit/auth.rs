//! Authentication, variables of endpoints, and the setters of the client's builder.

use super::{docs, ident, method, string, with_list};
use crate::format::Block;
use crate::plan::{
    ApiKey, Auth, ClientAuth, Head, KeyPlace, Service, Setter, Setting, Variable, VariablePlace,
};
use proc_macro2::TokenStream;
use quote::quote;

/// How requests are authenticated.
pub(super) fn auth(service: &Service, auth: &Auth) -> TokenStream {
    match auth {
        Auth::SigV4(name) => {
            let name = string(name);
            quote!(Auth::SigV4(#name))
        }
        Auth::Bearer => quote!(Auth::Bearer),
        Auth::Basic => quote!(Auth::Basic),
        Auth::Keys(keys) => {
            let keys = keys.iter().map(|it| key(service, it));
            quote!(Auth::Keys(&[#(#keys),*]))
        }
        Auth::OAuth2(endpoint) => {
            let url = string(&endpoint.url);
            let scopes = with_list("scopes", endpoint.scopes.iter().map(|scope| string(scope)));
            let parameters = endpoint.parameters.iter().map(|(name, value)| {
                let (name, value) = (string(name), string(value));
                quote!((#name, #value))
            });
            let parameters = with_list("parameters", parameters);
            let in_body = match endpoint.client_auth {
                ClientAuth::Basic => None,
                ClientAuth::Body => Some(quote!(.client_auth_in_body())),
            };
            quote!(Auth::OAuth2(codegen::TokenEndpoint::new(#url) #scopes #parameters #in_body))
        }
        Auth::AnyOf(schemes) => {
            let schemes = schemes.iter().map(|scheme| self::auth(service, scheme));
            quote!(Auth::AnyOf(&[#(#schemes),*]))
        }
        Auth::None => quote!(Auth::None),
    }
}

fn key(service: &Service, key: &ApiKey) -> TokenStream {
    let (constructor, names) = match &key.place {
        KeyPlace::Header { name, prefix } if prefix.is_empty() => ("header", vec![name]),
        KeyPlace::Header { name, prefix } => ("prefixed", vec![name, prefix]),
        KeyPlace::Path(label) => ("path", vec![label]),
        KeyPlace::Query(name) => ("query", vec![name]),
        KeyPlace::Body(name) => ("body", vec![name]),
    };
    let names = names.into_iter().map(|name| string(name));
    let (constructor, setter) = (ident(constructor), string(service.key_setter(&key.name)));
    quote!(codegen::ApiKey::#constructor(#(#names,)* #setter))
}

/// The labels of a path that the client replaces with keys.
pub(super) fn key_labels(auth: &Auth) -> impl Iterator<Item = TokenStream> {
    auth.keys().filter_map(|key| match &key.place {
        KeyPlace::Path(label) => Some(method("key_label", [string(label)])),
        KeyPlace::Header { .. } | KeyPlace::Query(_) | KeyPlace::Body(_) => None,
    })
}

/// A variable of endpoints, a row of a table.
pub(super) fn variable(variable: &Variable, setter: &str) -> String {
    let constructor = ident(match variable.place {
        VariablePlace::Host => "host",
        VariablePlace::Domain => "domain",
        VariablePlace::Label => "label",
        VariablePlace::Port => "port",
        VariablePlace::Segment => "segment",
    });
    let (name, setter) = (string(&variable.head.name), string(setter));
    let default = variable.default.as_ref().map(|default| format!(".default({})", string(default)));
    let default = default.unwrap_or_default();
    format!("        codegen::Variable::{constructor}({name}, {setter}){default},\n")
}

/// The builder's setters that are specific to the service.
pub(super) fn setters(service: &Service) -> Option<Block> {
    let mut block = Block::new("codegen::builder_ext!");
    block.open("Client");
    let own: Vec<&Setter> = service.setters.iter().filter(|setter| setter.is_own()).collect();
    for Setter { rust_name, sets } in &own {
        let (doc, default, entry) = match sets {
            Setting::Variable(Variable { head: Head { name, doc, .. }, default, .. }) => {
                let sets = || format!("Sets the variable `{name}` of the endpoint.");
                let default = default.as_ref().map(|default| format!("Defaults to {}.", docs::code(default)));
                (doc.clone().unwrap_or_else(sets), default, format!("variable {}", string(name)))
            }
            Setting::Key(name) => {
                let doc = format!("Sets the API key `{name}`, or a provider of keys.");
                (doc, None, format!("key {}", string(rust_name)))
            }
        };
        block.entry_docs(&[docs::prose(&doc), default.into_iter().collect()].concat());
        block.entries([format!("{}: {entry}", ident(rust_name))]);
    }
    (!own.is_empty()).then_some(block)
}
