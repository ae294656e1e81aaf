//! Tests of a spec's examples: the encoding of inputs, and the decoding of responses.

use crate::emit::{docs, ident, method, string, value};
use crate::format::assert;
use crate::plan::{
    BodyFormat, Example, ExampleBody, ExampleOutcome, ExampleRequest, ExampleResponse, Operation, Service,
    Value,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// Returns a test for each example of an operation. The tests have distinct names, since operations whose names only
/// differ in underscores are rejected.
pub(super) fn tests(service: &Service, operation: &Operation) -> Vec<TokenStream> {
    let numbered = operation.of.examples.iter().zip(1..);
    let tests = numbered.map(|(example, number)| {
        let name = ident(&format!("{}_example_{number}", operation.method.trim_end_matches('_')));
        test(service, operation, example, &name)
    });
    tests.collect()
}

fn test(service: &Service, operation: &Operation, example: &Example, name: &Ident) -> TokenStream {
    let doc = docs::attributes(&example.doc.as_deref().map(docs::prose).unwrap_or_default());
    let ty = ident(&operation.rust_name);
    let input = members(&example.input);
    let input = value::structure(service, &operation.input, input);
    let validator = ident(operation.input.validator.as_deref().unwrap_or_default());
    let valid = assert(quote!(validator::#validator(&input)), quote!(Ok(())));
    let is_multipart = operation.of.body == BodyFormat::Multipart;
    let request = example.request.as_ref().map(|it| request(it, is_multipart)).unwrap_or_default();
    let encode = match request.is_empty() {
        true => quote!(operation::encode::<#ty>(&input)?;),
        false => quote! {
            let request = operation::encode::<#ty>(&input)?;
            #request
        },
    };
    let response = example.response.as_ref().map(|response| {
        let response = self::response(service, operation, response);
        quote! {
            speccast_blank! {}
            #response
        }
    });
    quote! {
        #doc
        #[test]
        fn #name() -> Result<(), Box<dyn std::error::Error>> {
            let input = #input;
            #valid
            #encode
            #response
            Ok(())
        }
    }
}

/// The assertions about a request.
fn request(request: &ExampleRequest, is_multipart: bool) -> TokenStream {
    let method =
        request.method.as_ref().map(|method| assert(quote!(request.method()), string(method.name())));
    let uri = request.uri.as_ref().map(|uri| assert(quote!(request.uri()), string(uri)));
    let headers = request.headers.iter().map(|(name, text)| {
        let name = string(&name.to_lowercase());
        assert(quote!(request.headers()[#name]), string(text))
    });
    let body = request.body.as_ref().map(|body| match body {
        ExampleBody::Json(json) => {
            let json = value::raw(&value::json(json));
            assert(quote!(codegen::comparable(request.body())?), quote!(codegen::comparable(#json)?))
        }
        ExampleBody::Text(text) if is_multipart => {
            assert(quote!(codegen::multipart_text(&request)), value::raw(text))
        }
        ExampleBody::Text(text) => assert(quote!(request.body()), value::raw(text)),
    });
    quote!(#method #uri #(#headers)* #body)
}

/// The response, and the assertion about its result.
fn response(service: &Service, operation: &Operation, response: &ExampleResponse) -> TokenStream {
    let status = Literal::u16_unsuffixed(response.status);
    let headers = response.headers.iter();
    let headers = headers.map(|(name, text)| method("header", [string(name), string(text)]));
    let body = match &response.body {
        None => quote!(""),
        Some(ExampleBody::Json(json)) => value::raw(&value::json(json)),
        Some(ExampleBody::Text(text)) => value::raw(text),
    };
    let ty = ident(&operation.rust_name);
    let outcome = match &response.outcome {
        ExampleOutcome::Output(output) => {
            let expected = value::structure(service, &operation.output, members(output));
            let assertion = assert(quote!(output), quote!(expected));
            quote! {
                let output = operation::decode::<#ty>(response)?;
                let expected = #expected;
                #assertion
            }
        }
        ExampleOutcome::Error { error, value } => {
            let known = service.error(*error);
            let expected = value::structure(service, &known.structure, members(value));
            let (errors, variant) = (ident(&operation.error), ident(&known.structure.rust_name));
            let modeled = quote!(error.as_ref().and_then(|error| error.modeled()));
            let assertion = assert(modeled, quote!(Some(&expected)));
            quote! {
                let error = operation::decode::<#ty>(response).err();
                let expected = #errors::#variant(#expected);
                #assertion
            }
        }
    };
    quote! {
        let response = http::Response::builder().status(#status)#(#headers)*.body(#body)?;
        #outcome
    }
}

fn members(value: &Value) -> &[(String, Value)] {
    match value {
        Value::Map(members) => members,
        _ => &[],
    }
}
