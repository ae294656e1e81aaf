//! Prints the request that the generated client would send.

#![deny(warnings)]

mod api {
    speccast_runtime::include_generated!();
}

use api::ping::{Ping, PingInput};

fn main() {
    let input = PingInput::new("hello");
    let request = speccast_runtime::operation::encode::<Ping>(&input).expect("a request");
    println!("{} {}", request.method(), request.uri());
}
