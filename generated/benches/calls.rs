//! What a whole call costs but for the network: an input to a signed request, a response to an output.
//!
//! `cargo bench -p speccast-generated --bench calls` counts allocations and, with valgrind, instructions; with part of
//! a name after `--`, those of some rows only.

#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

mod page;

use std::hint::black_box;
use std::process::Command;

use allocation_counter::measure;
use speccast_generated::codeartifact::{Client, ListPackagesInput};
use speccast_runtime::bytes::Bytes;
use speccast_runtime::credentials::from_keys;
use speccast_runtime::http;
use speccast_runtime::transport::{self, Body};
use tokio::runtime::Runtime;

use page::page;

/// Items of the page that the service returns.
const ITEMS: [usize; 3] = [0, 10, 100];
/// Calls of which the mean is counted.
const CALLS: u32 = 10;

/// A client whose every response is a page of so many items.
fn client(items: usize) -> Client {
    let page = if items == 0 { Bytes::from_static(b"{}") } else { page(items).into() };
    let transport = transport::from_fn(move |_| {
        let page = page.clone();
        async { Ok(http::Response::new(Body::from(page))) }
    });
    let keys = from_keys("AKIDEXAMPLE", "not-a-secret", None);
    Client::builder().region("eu-central-1").transport(transport).credentials(keys).build().unwrap()
}

fn call(runtime: &Runtime, client: &Client) {
    let input = ListPackagesInput::builder().domain("my-domain").repository("my-repo");
    black_box(runtime.block_on(client.list_packages(input).send())).unwrap();
}

/// A function of its own, for valgrind to know it by name.
#[inline(never)]
fn repeat_calls(runtime: &Runtime, client: &Client) {
    for _ in 0..CALLS {
        call(runtime, client);
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--call") {
        let client = client(arguments[at + 1].parse().unwrap());
        // The first call derives the signing key of the day.
        call(&runtime, &client);
        repeat_calls(&runtime, &client);
        return;
    }
    println!("| | allocations | instructions |");
    println!("|---|--:|--:|");
    let part = arguments.iter().find(|argument| !argument.starts_with("--"));
    for items in ITEMS {
        let name = format!("call-{items}");
        if part.is_some_and(|part| !name.contains(part.as_str())) {
            continue;
        }
        let client = client(items);
        call(&runtime, &client);
        let allocations = measure(|| call(&runtime, &client)).count_total;
        let instructions = instructions(items).map_or_else(|| "–".to_owned(), |count| format!("{count:.0}"));
        println!("| {name} | {allocations} | {instructions} |");
    }
}

/// Instructions of a call, counted by valgrind in a process of its own; nothing without valgrind.
fn instructions(items: usize) -> Option<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*repeat_calls*", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args(["--call", &items.to_string()])
        .output()
        .ok()?;
    let log = String::from_utf8_lossy(&output.stderr);
    let count = log.lines().find_map(|line| line.split_once("Collected : "))?.1;
    Some(count.trim().parse::<f64>().ok()? / f64::from(CALLS))
}
