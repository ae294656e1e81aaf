//! A first call of the service for the module docs: it builds a client and calls an operation.
//!
//! As a doctest it compiles nothing, since the path of the module in the user's crate is unknown. The tests of this
//! project compile it.

mod client;
mod input;

use super::{ident, import, runtime};
use crate::format;
use crate::plan::{ExampleOutcome, Member, Operation, Place, Service, Stream, Value, words};
use crate::tokens::names;
use proc_macro2::TokenStream;
use quote::quote;

/// Names that the example may import in addition to those of its input, which must differ from these.
const OWN: &[&str] = &["BuilderExt", "Config", "OAuth2"];

/// The lines of the example; empty if no operation has a suitable example.
pub(super) fn lines(service: &Service) -> Vec<String> {
    let mut operations: Vec<&Operation> = service.operations.iter().collect();
    // Operations with an example first, then those that are read-only, in spec order.
    operations.sort_by_key(|it| (it.of.head.deprecated.is_some(), example(it).is_none(), !it.of.readonly));
    operations.into_iter().find_map(|operation| lines_of(service, operation)).unwrap_or_default()
}

/// The values of the operation's first example that does not fail.
fn example<'m>(operation: &Operation<'m>) -> Option<&'m [(String, Value)]> {
    let is_failure = |outcome: &ExampleOutcome| matches!(outcome, ExampleOutcome::Error { .. });
    let mut examples = operation.of.examples.iter();
    let example = examples.find(|it| !it.response.as_ref().is_some_and(|it| is_failure(&it.outcome)))?;
    match &example.input {
        Value::Map(members) => Some(members),
        _ => Some(&[]),
    }
}

fn lines_of(service: &Service, operation: &Operation) -> Option<Vec<String>> {
    let client = client::client(service, operation);
    let input = input::input(service, operation, example(operation))?;
    let imports = imports(service, &client, &input)?;
    let (client, used) = (client.expression, outcome(operation));
    let code = format::item(quote! {
        async fn example() -> Result<(), Box<dyn std::error::Error>> {
            #imports
            speccast_blank! {}
            let client = #client;
            let input = #input;
            #used
            Ok(())
        }
    })
    .ok()?;
    let lines: Vec<&str> = code.lines().collect();
    let [head, body @ .., result, end] = lines.as_slice() else { return None };
    let hidden = |line: &str| format!("# {}", line.trim_start());
    let mut lines = vec!["```no_run".to_owned(), hidden("#[cfg(any())]"), hidden(head)];
    lines.extend(body.iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()));
    lines.extend([hidden(result), hidden(end), "```".to_owned()]);
    Some(lines)
}

/// The imports of the example: from this module, the runtime and the standard library. `None` if two items have the
/// same name.
fn imports(service: &Service, client: &client::Client, input: &TokenStream) -> Option<TokenStream> {
    let text = input.to_string();
    let named = names(&text);
    let used = |name: &&str| named.contains(*name);
    let types = service.types.iter().map(|def| def.rust_name.as_str());
    let inputs = service.operations.iter().map(|operation| operation.input.rust_name.as_str());
    let own: Vec<&str> = inputs.chain(types).filter(used).collect();
    if own.iter().any(|name| OWN.contains(name)) {
        return None;
    }
    let module = ident(&service.module);
    let own = import(&quote!(#module), own.into_iter().chain(["Client"]).chain(client.trait_of_setters));
    let types = import(&runtime::root(), runtime::TYPES.iter().copied().filter(used));
    let maps = import(&quote!(std::collections), ["BTreeMap"].into_iter().filter(used));
    let runtime = &client.import;
    Some(quote!(#own #runtime #types #maps))
}

/// How the output of a call is used.
fn outcome(operation: &Operation) -> TokenStream {
    let method = ident(&operation.method);
    let each = |items: TokenStream, item: &str| {
        let (shown, items_name, item) = (format!("{{{item}:?}}"), ident(&format!("{item}s")), ident(item));
        quote! {
            let mut #items_name = #items;
            while let Some(#item) = #items_name.next().await {
                let #item = #item?;
                println!(#shown);
            }
        }
    };
    if operation.pagination.is_some() {
        return each(quote!(client.#method(input).items()), "item");
    }
    let call = quote!(client.#method(input).await?);
    // The streamed member, or else a member of the body other than an ID.
    let fields = || operation.output.fields();
    let is_main = |member: &&Member| !input::is_simple(&member.ty) && member.of.place != Place::Header;
    let main = fields().find(|member| member.of.stream.is_some()).or(fields().find(is_main));
    let Some(member) = main.or(fields().next()) else { return quote!(#call;) };
    let field = ident(&member.rust_name);
    match &member.of.stream {
        Some(Stream::Events { .. }) => each(quote!(#call.#field), "event"),
        Some(Stream::Bytes) => each(quote!(#call.#field), "chunk"),
        None => quote! {
            let output = #call;
            println!("{:?}", output.#field);
        },
    }
}

/// The variable of the environment that a secret of this service is read from.
fn variable(service: &Service, secret: &str) -> TokenStream {
    let name = format!("{}_{secret}", words::shouty(&service.module));
    quote!(std::env::var(#name)?)
}
