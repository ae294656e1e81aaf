//! The first call in the docs of each generated module compiles: those of every fixture, of both real specs and of the
//! examples. As a doctest it compiles nothing, wherever it is.

#[allow(warnings, clippy::all, reason = "they are examples")]
mod calls {
    include!(concat!(env!("OUT_DIR"), "/first_calls.rs"));
}

/// The first calls, as they are compiled.
const CALLS: &str = include_str!(concat!(env!("OUT_DIR"), "/first_calls.rs"));

fn call(module: &str) -> &str {
    let start = CALLS.find(&format!("mod r#{module} {{")).expect("a module");
    CALLS[start..].split("\nmod ").next().expect("a call")
}

#[test]
fn clients_have_the_credentials_and_variables_of_the_service() {
    for (module, expected) in [
        ("codeartifact", "Client::builder().config(Config::from_env()).build()?"),
        ("stripe", "Client::builder().token(std::env::var(\"STRIPE_TOKEN\")?).build()?"),
        ("anthropic", "Client::builder().api_key(std::env::var(\"ANTHROPIC_API_KEY\")?).build()?"),
        ("http_auth", "use http_auth::{BearerInput, BuilderExt, Client};"),
        ("http_auth", ".tenant(\"…\")"),
        ("prelude", ".region(\"eu-central-1\")"),
    ] {
        assert!(call(module).contains(expected), "{expected}\n{}", call(module));
    }
}

#[test]
fn calls_have_the_values_of_an_example_and_use_what_comes_back() {
    let listing = call("codeartifact");
    assert!(listing.contains(".domain(\"my-domain\")"), "{listing}");
    assert!(listing.contains("client.list_packages(input).items();"), "{listing}");
    assert!(listing.contains("while let Some(item) = items.next().await {"), "{listing}");
    let customer = call("stripe");
    assert!(customer.contains(".id(\"cus_9s6XKzkNRiz8i3\");"), "{customer}");
    assert!(customer.contains("println!(\"{:?}\", output.customer);"), "{customer}");
}
