//! `client.rs`: the client, and each operation's way onto the wire and back.

use super::{docs, ident, runtime, string, ty};
use crate::format::Page;
use crate::ir::{
    Auth, Endpoint, HttpMethod, Member, Operation, Pagination, Place, Protocol, Route, Service, Type,
};
use crate::lower::CLIENT_NAMES;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!("The client of {}.", service.name)));
    page.item(imports(service));
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
    for operation in &service.operations {
        page.item(operation_type(operation));
        page.item(operation_impl(operation));
        if let Some(pagination) = &operation.pagination {
            page.item(paginated_impl(operation, pagination));
        }
    }
    page
}

fn imports(service: &Service) -> TokenStream {
    let mut names = vec!["Meta", "Operation", "Request", "Validator"];
    if service.operations.iter().any(|operation| operation.pagination.is_some()) {
        names.extend(["InputToken", "Items", "OutputToken", "Paginated"]);
    }
    if service
        .operations
        .iter()
        .any(|operation| operation.output.members.iter().any(|member| head(member).is_some()))
    {
        names.extend(["Head", "HeadPart"]);
    }
    names.sort_unstable();
    let names = names.into_iter().map(ident);
    let (client, operation) = (runtime::client(), runtime::operation());
    quote! {
        use super::{model::*, validator};
        use #client::{Auth, Builder, Call, Endpoint, Handle, Protocol, Service};
        use #operation::{#(#names),*};
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
        let doc = docs::attributes(&doc(operation));
        let (method, input, name) =
            (ident(&operation.method), ident(&operation.input.rust_name), ident(&operation.rust_name));
        quote! {
            speccast_blank! {}
            #doc
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
        Route::Http { method, path } => format!("{} {path}", verb(*method).to_uppercase()),
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

fn operation_impl(operation: &Operation) -> TokenStream {
    let (rust_name, error) = (ident(&operation.rust_name), ident(&operation.error));
    let (input, output) = (ident(&operation.input.rust_name), ident(&operation.output.rust_name));
    let name = string(&operation.name);
    let readonly = operation.readonly.then(|| quote!(.readonly()));
    let idempotent = operation.idempotent.then(|| quote!(.idempotent()));
    let validator = ident(operation.input.validator.as_deref().unwrap_or_default());
    let heads: Vec<TokenStream> = operation.output.members.iter().filter_map(head).collect();
    let heads = (!heads.is_empty()).then(|| quote!(const HEAD: Head = &[#(#heads),*];));
    let (verb, path) = match &operation.route {
        Route::Http { method, path } => (ident(verb(*method)), string(path)),
        Route::Target(target) => (ident("aws_json_1_1"), string(target)),
    };
    let parts = operation.input.members.iter().map(part);
    let parameter = ident(if operation.input.members.is_empty() { "_input" } else { "input" });
    quote! {
        impl Operation for #rust_name {
            type Input = #input;
            type Output = #output;
            type Error = #error;
            speccast_blank! {}
            const META: Meta = Meta::new(#name) #readonly #idempotent;
            const VALIDATE: Validator<Self> = validator::#validator;
            #heads
            speccast_blank! {}
            fn encode(#parameter: &#input) -> Request {
                Request::#verb(#path) #(#parts)*
            }
        }
    }
}

/// How a member gets onto the wire.
fn part(member: &Member) -> TokenStream {
    let (name, field) = (string(&member.wire_name), ident(&member.rust_name));
    let verb: Ident = ident(match member.place {
        Place::Path => "label",
        Place::Query => "query",
        Place::Header => "header",
        Place::QueryParams => "query_map",
        Place::PrefixHeaders => "prefix_headers",
        Place::Payload => "payload",
        Place::Body | Place::StatusCode => "field",
    });
    quote!(.#verb(#name, &input.#field))
}

/// Where an output member comes from that is not in the body.
fn head(member: &Member) -> Option<TokenStream> {
    let name = string(&member.name);
    match member.place {
        Place::Header => {
            let header = string(&member.wire_name);
            Some(quote!((#name, HeadPart::Header(#header))))
        }
        Place::StatusCode => Some(quote!((#name, HeadPart::Status))),
        _ => None,
    }
}

fn paginated_impl(operation: &Operation, pagination: &Pagination) -> TokenStream {
    let name = ident(&operation.rust_name);
    let item = match &pagination.item {
        Type::Structure(name) | Type::Enum(name) if CLIENT_NAMES.contains(&name.as_str()) => {
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

fn verb(method: HttpMethod) -> &'static str {
    match method {
        HttpMethod::Delete => "delete",
        HttpMethod::Get => "get",
        HttpMethod::Head => "head",
        HttpMethod::Patch => "patch",
        HttpMethod::Post => "post",
        HttpMethod::Put => "put",
    }
}
