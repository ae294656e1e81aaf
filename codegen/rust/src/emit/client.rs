//! `client.rs`: the client, and each operation's way onto the wire and back.

use super::{docs, ident, import, named, place, runtime, string, ty};
use crate::format::{self, Page};
use proc_macro2::TokenStream;
use quote::quote;
use speccast_core::ir::{Auth, Endpoint, Operation, Pagination, Protocol, Route, Service, Type};
use speccast_core::resolve::CLIENT_NAMES;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!("The client of {}.", service.name)));
    let operations: Vec<TokenStream> =
        service.operations.iter().flat_map(|it| operation(service, it)).collect();
    page.item(imports(&operations));
    let doc = format!("Client of {}; clones share connections and retry budget.", service.name);
    let doc = docs::attributes(&docs::prose(&doc));
    page.item(quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct Client(Handle);
    });
    page.item(service_impl(service));
    page.item(quote! {
        impl From<Handle> for Client {
            fn from(handle: Handle) -> Self {
                Self(handle)
            }
        }
    });
    page.item(client_impl(service));
    operations.into_iter().for_each(|item| page.item(item));
    page
}

/// The items of an operation.
fn operation(service: &Service, operation: &Operation) -> impl Iterator<Item = TokenStream> {
    let pages = operation.pagination.as_ref().map(|pagination| paginated_impl(operation, pagination));
    [operation_type(operation), operation_impl(service, operation)].into_iter().chain(pages)
}

/// What every client uses, and lines of their own for what only some do.
fn imports(items: &[TokenStream]) -> TokenStream {
    let named = named(items);
    let used = |name: &&&str| named.contains(**name);
    let imported =
        |path: &TokenStream, names: &[&'static str]| import(path, names.iter().filter(used).copied());
    let (client, operation) = (runtime::client(), runtime::operation());
    let pages = imported(&operation, &["InputToken", "Items", "OutputToken", "Paginated"]);
    let heads = imported(&operation, &["Head", "HeadPart"]);
    let held = imported(&runtime::root(), runtime::CLIENT_TYPES);
    let maps = imported(&quote!(std::collections), &["BTreeMap"]);
    quote! {
        use super::{model::*, validator};
        use #client::{Auth, Builder, Call, Endpoint, Handle, Protocol, Service};
        use #operation::{Meta, Operation, Request, Validator};
        #pages
        #heads
        #held
        #maps
    }
}

fn service_impl(service: &Service) -> TokenStream {
    let name = string(&service.name);
    let protocol = match service.protocol {
        Protocol::RestJson1 => quote!(Protocol::RestJson1),
        Protocol::AwsJson1_0 => quote!(Protocol::AwsJson1_0),
        Protocol::AwsJson1_1 => quote!(Protocol::AwsJson1_1),
    };
    let auth = match &service.auth {
        Auth::SigV4(name) => {
            let name = string(name);
            quote!(Auth::SigV4(#name))
        }
        Auth::Bearer => quote!(Auth::Bearer),
        Auth::None => quote!(Auth::None),
    };
    let endpoints = service.endpoints.iter().map(endpoint);
    quote! {
        impl Service for Client {
            const NAME: &'static str = #name;
            const PROTOCOL: Protocol = #protocol;
            const AUTH: Auth = #auth;
            const ENDPOINTS: &'static [Endpoint] = &[#(#endpoints),*];
        }
    }
}

fn endpoint(endpoint: &Endpoint) -> TokenStream {
    let url = string(&endpoint.url);
    let regions = endpoint.regions.as_ref().map(|regions| {
        let regions = string(regions);
        quote!(.regions(#regions))
    });
    let fips = endpoint.fips.then(|| quote!(.fips()));
    let dual_stack = endpoint.dual_stack.then(|| quote!(.dual_stack()));
    quote!(Endpoint::new(#url) #regions #fips #dual_stack)
}

fn client_impl(service: &Service) -> TokenStream {
    let methods = service.operations.iter().map(|operation| {
        let (doc, deprecated) =
            (docs::attributes(&doc(operation)), docs::deprecated(operation.deprecated.as_ref()));
        let (method, input, name) =
            (ident(&operation.method), ident(&operation.input.rust_name), ident(&operation.rust_name));
        quote! {
            speccast_blank! {}
            #doc
            #deprecated
            pub fn #method(&self, input: #input) -> Call<#name> {
                self.0.call(input)
            }
        }
    });
    quote! {
        impl Client {
            #[doc = " Starts the configuration of a client."]
            pub fn builder() -> Builder<Self> {
                Builder::default()
            }
            #(#methods)*
        }
    }
}

fn doc(operation: &Operation) -> Vec<String> {
    match &operation.doc {
        Some(doc) => docs::prose(doc),
        None => docs::prose(&format!("Calls `{}`.", operation.name)),
    }
}

fn operation_type(operation: &Operation) -> TokenStream {
    let method = &operation.method;
    let route = match &operation.route {
        Route::Http { method, path } => format!("{} {path}", method.name()),
        Route::Target(target) => target.clone(),
    };
    let doc = docs::attributes(&[format!("{}: [`Client::{method}`].", docs::code(&route))]);
    let name = ident(&operation.rust_name);
    quote! {
        #doc
        #[derive(Clone, Copy, Debug)]
        pub struct #name;
    }
}

fn operation_impl(service: &Service, operation: &Operation) -> TokenStream {
    let (rust_name, error) = (ident(&operation.rust_name), ident(&operation.error));
    let (input, output) = (ident(&operation.input.rust_name), ident(&operation.output.rust_name));
    let name = string(&operation.name);
    let readonly = operation.readonly.then(|| quote!(.readonly()));
    let idempotent = operation.idempotent.then(|| quote!(.idempotent()));
    let validator = ident(operation.input.validator.as_deref().unwrap_or_default());
    let token = operation.input.members.iter().find(|member| member.idempotency_token).map(|member| {
        let field = ident(&member.rust_name);
        quote!(const IDEMPOTENCY_TOKEN: Option<InputToken<Self>> = Some(|input| &mut input.#field);)
    });
    let heads: Vec<TokenStream> = operation.output.members.iter().filter_map(place::head).collect();
    let heads = (!heads.is_empty()).then(|| quote!(const HEAD: Head = &[#(#heads),*];));
    let request = match &operation.route {
        Route::Http { method, path } => {
            let (verb, path) = (ident(&method.name().to_lowercase()), string(path));
            quote!(Request::#verb(#path))
        }
        Route::Target(target) => {
            let (verb, target) = (ident(aws_json(service.protocol)), string(target));
            quote!(Request::#verb(#target))
        }
    };
    let parts: Vec<TokenStream> = operation.input.members.iter().map(place::part).collect();
    let parameter = ident(if parts.is_empty() { "_input" } else { "input" });
    let request = format::chain(&request, &parts);
    quote! {
        impl Operation for #rust_name {
            type Input = #input;
            type Output = #output;
            type Error = #error;
            speccast_blank! {}
            const META: Meta = Meta::new(#name) #readonly #idempotent;
            const VALIDATE: Validator<Self> = validator::#validator;
            #token
            #heads
            speccast_blank! {}
            fn encode(#parameter: &#input) -> Request {
                #request
            }
        }
    }
}

/// The request of a protocol that names operations in a header.
fn aws_json(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::AwsJson1_0 => "aws_json_1_0",
        Protocol::AwsJson1_1 | Protocol::RestJson1 => "aws_json_1_1",
    }
}

fn paginated_impl(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let name = ident(&operation.rust_name);
    let item = match &pagination.item {
        Type::Structure(name) | Type::Union(name) | Type::Enum(name) | Type::IntEnum(name)
            if CLIENT_NAMES.contains(&name.as_str()) =>
        {
            let name = ident(name);
            quote!(super::model::#name)
        }
        item => ty(item),
    };
    let (input_token, output_token, items) =
        (ident(&pagination.input_token), ident(&pagination.output_token), ident(&pagination.items));
    let items = if pagination.items_required { quote!(Some(output.#items)) } else { quote!(output.#items) };
    quote! {
        impl Paginated for #name {
            type Item = #item;
            speccast_blank! {}
            const INPUT_TOKEN: InputToken<Self> = |input| &mut input.#input_token;
            const OUTPUT_TOKEN: OutputToken<Self> = |output| &output.#output_token;
            const ITEMS: Items<Self> = |output| #items;
        }
    }
}
