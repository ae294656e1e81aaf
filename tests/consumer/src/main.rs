//! Prints the request that the generated client would send.

#![deny(warnings)]

mod api {
    speccast_runtime::include_generated!();
}

use api::ping::{Ping, PingInput};
use speccast_runtime::codegen::{Protocol, RestJson1, structure};
use speccast_runtime::response::Response;
use speccast_runtime::{Document, Timestamp};

/// Numbers in every place.
#[derive(Debug, PartialEq)]
struct Numbers {
    whole: i64,
    float: f64,
    time: Timestamp,
    any: Document,
}

structure! {
    NumbersBuilder {
        whole: i64 = "whole",
        float: f64 = "float",
        time: Timestamp = "time",
        any: Document = "any",
    } => Numbers {}
}

/// Reads and writes numbers. This package enables serde_json's `arbitrary_precision` and `preserve_order`.
fn numbers() {
    let body =
        r#"{"whole":-9223372036854775808,"float":0.1,"time":1515531081.123,"any":{"b":1.50,"a":[1e+999,1]}}"#;
    let read: Numbers = RestJson1::decode(&Response::from(http(body)), &[]).expect("a response");
    assert_eq!((read.whole, read.float, read.time.subsec_nanos()), (i64::MIN, 0.1, 123_000_000));
    let request = RestJson1::post("/").field("all", &read).finish().expect("a request");
    assert_eq!(*request.body(), format!(r#"{{"all":{body}}}"#).as_bytes());
    // Numbers as the deserializer of the document's type gives them.
    let all: Numbers = serde_json::from_str(body).expect("JSON");
    assert_eq!(serde_json::to_string(&all).expect("JSON"), body);
    let body = r#"{"whole":-0,"float":1e2,"time":1.5e3,"any":[-0,1.0]}"#;
    let read: Numbers = RestJson1::decode(&Response::from(http(body)), &[]).expect("a response");
    assert_eq!((read.whole, read.float, read.time.secs()), (0, 100.0, 1500));
    let huge = Response::from(http(r#"{"whole":1,"float":1e999,"time":0,"any":null}"#));
    let error = RestJson1::decode::<Numbers>(&huge, &[]).expect_err("no float is so large");
    assert_eq!(error.path(), "/float");
}

fn http(body: &'static str) -> speccast_runtime::http::Response<&'static str> {
    speccast_runtime::http::Response::new(body)
}

fn main() {
    numbers();
    let input = PingInput::builder().word("hello");
    let request = speccast_runtime::operation::encode::<Ping>(&input).expect("a request");
    println!("{} {}", request.method(), request.uri());
}
