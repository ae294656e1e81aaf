//! The construction of a client with credentials and endpoint variables.

use super::variable;
use crate::emit::{ident, runtime};
use crate::plan::{Auth, Operation, Service, Setter, Setting, words};
use proc_macro2::TokenStream;
use quote::quote;
use speccast_core::model::API_KEY;

/// An expression that builds a client, and its imports.
pub(super) struct Client {
    pub(super) expression: TokenStream,
    /// An import from the runtime.
    pub(super) import: Option<TokenStream>,
    /// The trait of setters that only this service has.
    pub(super) trait_of_setters: Option<&'static str>,
}

/// The client for calls of an operation.
pub(super) fn client(service: &Service, operation: &Operation) -> Client {
    let runtime = runtime::root();
    let auth = operation.of.auth.as_ref().unwrap_or(&service.of.auth);
    let scheme = auth.schemes().first().unwrap_or(&Auth::None);
    let (credentials, import) = match scheme {
        Auth::SigV4(_) => (quote!(.config(Config::from_env())), Some(quote!(use #runtime::client::Config;))),
        Auth::Bearer => {
            let token = variable(service, "TOKEN");
            (quote!(.token(#token)), None)
        }
        Auth::Basic => {
            let (user, password) = (variable(service, "USER"), variable(service, "PASSWORD"));
            (quote!(.basic(#user, #password)), None)
        }
        Auth::Keys(keys) => {
            let keys = keys.iter().map(|key| {
                let name = service.key_setter(&key.name);
                let (setter, key) = (ident(name), variable(service, &words::shouty(name)));
                quote!(.#setter(#key))
            });
            (quote!(#(#keys)*), None)
        }
        Auth::OAuth2(_) => {
            let (id, secret) = (variable(service, "CLIENT_ID"), variable(service, "CLIENT_SECRET"));
            let oauth2 = quote!(.oauth2(OAuth2::client_credentials(#id, #secret)));
            (oauth2, Some(quote!(use #runtime::credentials::OAuth2;)))
        }
        Auth::AnyOf(_) | Auth::None => (TokenStream::new(), None),
    };
    let mut urls = service.of.endpoints.iter().map(|endpoint| &endpoint.url).chain(&operation.of.endpoint);
    let is_regional = !matches!(scheme, Auth::SigV4(_)) && urls.any(|url| url.contains("{region}"));
    let region = is_regional.then(|| quote!(.region("eu-central-1")));
    let is_open = |it: &&Setter| matches!(it.sets, Setting::Variable(it) if it.default.is_none());
    let open = service.setters.iter().filter(is_open);
    let variables = open.map(|setter| ident(&setter.rust_name)).map(|setter| quote!(.#setter("…")));
    let variables: Vec<TokenStream> = variables.collect();
    let has_own = !variables.is_empty()
        || matches!(scheme, Auth::Keys(keys) if keys.iter().any(|key| key.name != API_KEY));
    Client {
        expression: quote!(Client::builder() #region #(#variables)* #credentials.build()?),
        import,
        trait_of_setters: has_own.then_some("BuilderExt"),
    }
}
