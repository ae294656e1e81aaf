//! `client.rs`: the client, and how each operation becomes a request.

use super::{auth, docs, failure, ident, import, method, pages, place, runtime, statuses, string};
use crate::format::{self, Page, doc_line, fits};
use crate::plan::{Endpoint, Member, Operation, Place, Route, Service};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashSet;

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!("Client of {}.", service.name())));
    let doc = format!("Client of {}; clones share connections and retry budget.", service.name());
    let doc = docs::attributes(&docs::prose(&doc));
    page.item(quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct Client(Handle);
    });
    page.text(&service_impl(service));
    page.item(quote! {
        impl From<Handle> for Client {
            fn from(handle: Handle) -> Self {
                Self(handle)
            }
        }
    });
    auth::setters(service).into_iter().for_each(|block| page.block(block));
    page.text(&client_impl(service));
    for operation in &service.operations {
        page.text(&operation_type(operation));
        page.item(operation_impl(service, operation));
        if let Some(pagination) = &operation.pagination {
            page.item(pages::paginated_impl(service, operation, pagination));
        }
    }
    page.imports(imports(service, &page.names()));
    page
}

/// One line for each imported module.
fn imports(service: &Service, named: &HashSet<&str>) -> TokenStream {
    // What every client names.
    let always = ["self", "Auth", "Endpoint", "Handle", "Service"];
    let used = |name: &&str| named.contains(*name) && !always.contains(name);
    let some = runtime::CLIENT.iter().chain(runtime::TYPES).copied().filter(used);
    let protocol = (!is_shadowed(service)).then(|| runtime::protocol_name(service.of.protocol));
    let runtime = import(&runtime::codegen(), always.into_iter().chain(some).chain(protocol));
    let maps = import(&quote!(std::collections), ["BTreeMap"].into_iter().filter(used));
    quote! {
        use super::{model::*, validator};
        #runtime
        #maps
    }
}

/// Whether an operation has the name of the protocol.
fn is_shadowed(service: &Service) -> bool {
    let name = runtime::protocol_name(service.of.protocol);
    service.operations.iter().any(|operation| operation.rust_name == name)
}

/// The path of the protocol in the client's module.
fn protocol(service: &Service) -> TokenStream {
    let name = ident(runtime::protocol_name(service.of.protocol));
    if is_shadowed(service) { quote!(codegen::#name) } else { quote!(#name) }
}

/// The impl as text, so that endpoints are a table.
fn service_impl(service: &Service) -> String {
    let (name, protocol) = (string(service.name()), protocol(service).to_string().replace(' ', ""));
    let auth = format::expression(&auth::auth(service, &service.of.auth)).replace('\n', "\n    ");
    let endpoints: String = service.of.endpoints.iter().map(endpoint).collect();
    let table = |name: &str, ty: &str, rows: String| match rows.as_str() {
        "" => rows,
        _ => format!("    const {name}: &'static [{ty}] = &[\n{rows}    ];\n"),
    };
    let variables = service.setters.iter().zip(&service.of.variables);
    let variables = variables.map(|(setter, it)| auth::variable(it, &setter.rust_name)).collect();
    let variables = table("VARIABLES", "codegen::Variable", variables);
    let failure = failure::map(&service.of.failure).map(|map| {
        let map = format::expression(&map).replace('\n', "\n    ");
        format!("    const FAILURE: &'static codegen::FailureMap = {map};\n")
    });
    let failure = failure.unwrap_or_default();
    let headers = service.of.headers.iter();
    let headers = headers.map(|(name, value)| format!("        ({}, {}),\n", string(name), string(value)));
    let headers = table("HEADERS", "(&'static str, &'static str)", headers.collect());
    format!(
        "impl Service for Client {{
    type Protocol = {protocol};

    const NAME: &'static str = {name};
    const AUTH: Auth = {auth};
    const ENDPOINTS: &'static [Endpoint] = codegen::endpoints! {{
{endpoints}    }};
{variables}{headers}{failure}}}
"
    )
}

/// A row of the table. Its columns do not depend on other rows, so that an additional row changes no other line.
fn endpoint(endpoint: &Endpoint) -> String {
    let regions = endpoint.regions.as_ref().map_or_else(|| "any".to_owned(), |it| string(it).to_string());
    let variant = match (endpoint.fips, endpoint.dual_stack) {
        (false, false) => "standard",
        (true, false) => "fips",
        (false, true) => "dual_stack",
        (true, true) => "fips_dual_stack",
    };
    format!("        {regions:<10} {variant:<15} {},\n", string(&endpoint.url))
}

fn client_impl(service: &Service) -> String {
    // A setter named `default` is a candidate as well.
    let is_hidden = service.setters.iter().any(|setter| setter.rust_name == "default");
    let builder = if is_hidden { "<Builder<Self> as Default>" } else { "Builder" };
    let mut text = format!(
        "impl Client {{
    /// Returns a builder that configures a client.
    pub fn builder() -> Builder<Self> {{
        {builder}::default()
    }}
"
    );
    for operation in &service.operations {
        let (method, input) = (ident(&operation.method), ident(&operation.input.rust_name));
        let mut lines: Vec<String> = doc(operation).iter().map(|line| doc_line(line)).collect();
        lines.extend(operation.of.head.deprecated.as_ref().map(docs::deprecated_text));
        let end = format!(") -> Call<{}> {{", ident(&operation.rust_name));
        let line = format!("pub fn {method}(&self, input: {input}{end}");
        lines.extend(match fits(&format!("    {line}")) {
            true => vec![line],
            false => vec![
                format!("pub fn {method}("),
                "    &self,".to_owned(),
                format!("    input: {input},"),
                end,
            ],
        });
        lines.extend(["    self.0.call(input)".to_owned(), "}".to_owned()]);
        text.push('\n');
        for line in lines {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text + "}\n"
}

/// The doc of a method: what it does, what it returns, and which errors of the service are possible. The errors are listed
/// with their enum, so that one more does not change this too.
fn doc(operation: &Operation) -> Vec<String> {
    let mut lines = match &operation.of.head.doc {
        Some(doc) => docs::prose(doc),
        None => vec![format!("Sends {}.", docs::code(&route(operation)))],
    };
    let output = &operation.output.rust_name;
    let returns = match &operation.pagination {
        None => format!("Returns [`{output}`]."),
        Some(_) => format!("Returns one page, [`{output}`]; `.items()` and `.pages()` fetch them all."),
    };
    lines.push(String::new());
    lines.extend(docs::ours(&returns));
    if !operation.of.errors.is_empty() {
        lines.extend([String::new(), "# Errors".to_owned()]);
        lines.extend(docs::ours(&format!("From the service: [`{}`].", operation.error)));
    }
    lines
}

/// How the request names its operation.
fn route(operation: &Operation) -> String {
    match &operation.of.route {
        Route::Http { method, path } => format!("{} {path}", method.name()),
        Route::Target(target) => target.clone(),
        Route::Error => String::new(),
    }
}

/// What precedes the host of a request.
fn host_prefix(operation: &Operation) -> Vec<TokenStream> {
    let Some(prefix) = &operation.of.host_prefix else { return Vec::new() };
    let labels = prefix.labels().filter_map(|label| {
        let member = operation.input.members.iter().find(|member| member.name() == label)?;
        let (label, field) = (string(label), ident(&member.rust_name));
        Some(quote!(.host_label(#label, &input.#field)))
    });
    [method("host_prefix", [string(&prefix.to_string())])].into_iter().chain(labels).collect()
}

fn operation_type(operation: &Operation) -> String {
    let doc = format!("{}: [`Client::{}`].", docs::code(&route(operation)), operation.method);
    format!("{}\npub struct {};\n", doc_line(&doc), ident(&operation.rust_name))
}

fn operation_impl(service: &Service, operation: &Operation) -> TokenStream {
    let (rust_name, error) = (ident(&operation.rust_name), ident(&operation.error));
    let (input, output) = (ident(&operation.input.rust_name), ident(&operation.output.rust_name));
    let validator = ident(operation.input.validator.as_deref().unwrap_or_default());
    let token = operation.input.members.iter().find(|member| member.of.idempotency_token).map(|member| {
        let field = ident(&member.rust_name);
        quote!(const IDEMPOTENCY_TOKEN: Option<InputToken<Self>> = Some(|input| &mut input.#field);)
    });
    let head = |member| place::head(member, service.of.protocol);
    let heads: Vec<TokenStream> = operation.output.members.iter().filter_map(head).collect();
    let heads = (!heads.is_empty()).then(|| quote!(const HEAD: Head = &[#(#heads),*];));
    let stream = operation.output.members.iter().find_map(|it| place::stream(service, it));
    let parameter = ident(if operation.input.fields().next().is_none() { "_input" } else { "input" });
    let (meta, request) = (meta(service, operation), request(service, operation));
    quote! {
        impl Operation for #rust_name {
            type Service = Client;
            type Input = #input;
            type Output = #output;
            type Error = #error;
            speccast_blank! {}
            const META: Meta = #meta;
            const VALIDATE: Validator<Self> = validator::#validator;
            #token
            #heads
            #stream
            speccast_blank! {}
            fn encode(#parameter: &#input) -> Request {
                #request
            }
        }
    }
}

/// The name of an operation, and what its requests have in common.
fn meta(service: &Service, operation: &Operation) -> TokenStream {
    let name = string(&operation.of.head.name);
    let readonly = operation.of.readonly.then(|| quote!(.readonly()));
    let idempotent = operation.of.idempotent.then(|| quote!(.idempotent()));
    let auth = operation.of.auth.as_ref().map(|own| method("auth", [auth::auth(service, own)]));
    let endpoint = operation.of.endpoint.as_ref().map(|url| method("endpoint", [string(url)]));
    let statuses = statuses("statuses", &operation.of.statuses);
    quote!(Meta::new(#name) #readonly #idempotent #auth #endpoint #statuses)
}

/// The request of an input.
fn request(service: &Service, operation: &Operation) -> TokenStream {
    let protocol = protocol(service);
    let request = match &operation.of.route {
        Route::Http { method, path } => {
            let (name, path) = (method.name(), string(&path.to_string()));
            if method.is_usual() {
                let verb = ident(&name.to_lowercase());
                quote!(#protocol::#verb(#path))
            } else {
                let name = string(name);
                quote!(#protocol::method(#name, #path))
            }
        }
        Route::Target(target) => {
            let target = string(target);
            quote!(#protocol::call(#target))
        }
        Route::Error => TokenStream::new(),
    };
    let headers = operation.of.headers.iter();
    let headers = headers.map(|(name, value)| method("header", [string(name), string(value)]));
    // Members for the rest come last.
    let (rest, listed): (Vec<&Member>, Vec<&Member>) =
        operation.input.members.iter().partition(|member| member.of.place == Place::Additional);
    let members = listed.into_iter().chain(rest).flat_map(|it| {
        [place::part(service, it, operation.of.body)].into_iter().chain(place::media_type(it))
    });
    let parts = place::format(operation.of.body)
        .into_iter()
        .chain(host_prefix(operation))
        .chain(auth::key_labels(operation.of.auth.as_ref().unwrap_or(&service.of.auth)))
        .chain(headers)
        .chain(members)
        .chain(place::accept(operation));
    format::chain(&request, &parts.collect::<Vec<_>>())
}
