//! What it costs to decode responses: pages of packages, beside serde_json straight into the same types, and bodies of
//! 4 MiB that are as costly as can be, beside a page of that size.
//!
//! `cargo bench -p speccast-generated --bench decoding` prints times; with `-- --instructions` after it, how many
//! instructions a call takes (needs valgrind); with part of a name, those rows only.

#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

mod page;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use speccast_generated::codeartifact::ListPackagesOutput;
use speccast_runtime::codegen::{Protocol, RestJson1};
use speccast_runtime::response::Response;
use speccast_runtime::serde::de::DeserializeOwned;
use speccast_runtime::{Document, http, serde_json};

use page::page;

const HOSTILE: usize = 4 << 20;

/// A way to decode a body.
type Decode = fn(&Response) -> bool;

fn ours<T: DeserializeOwned>(response: &Response) -> bool {
    black_box(RestJson1::decode::<T>(response, &[])).is_ok()
}

fn straight<T: DeserializeOwned>(response: &Response) -> bool {
    black_box(serde_json::from_slice::<T>(response.body())).is_ok()
}

fn repeat(before: &str, part: &str, after: &str) -> String {
    let parts = part.repeat(HOSTILE / part.len());
    format!("{before}{}{after}", parts.trim_end_matches(','))
}

fn map(value: &str) -> String {
    let entries: Vec<String> = (0..HOSTILE / 14).map(|key| format!(r#""{key:07}":{value}"#)).collect();
    format!("{{{}}}", entries.join(","))
}

fn cases() -> Vec<(&'static str, String, Decode)> {
    let output = ours::<ListPackagesOutput>;
    let plain = straight::<ListPackagesOutput>;
    let list = |part| repeat(r#"{"packages":["#, part, "]}");
    vec![
        ("page-10", page(10), output),
        ("page-10-serde_json", page(10), plain),
        ("page-100", page(100), output),
        ("page-100-serde_json", page(100), plain),
        ("page-1000", page(1000), output),
        ("page-1000-serde_json", page(1000), plain),
        ("friendly", page(HOSTILE / 134), output),
        ("friendly-serde_json", page(HOSTILE / 134), plain),
        ("unknown-lists", repeat(r#"{"new":["#, "[],", "]}"), output),
        ("unknown-strings", repeat(r#"{"new":["#, r#""\u0041","#, "]}"), output),
        ("unknown-members", repeat("{", r#""a":0,"#, "}"), output),
        ("unknown-members-of-items", list(r#"{"a":0,"b":[],"":{}},"#), output),
        ("empty-items", list("{},"), output),
        ("null-members", list(r#"{"package":null,"format":null},"#), output),
        ("repeated-members", repeat("{", r#""nextToken":"","#, "}"), output),
        ("escapes", format!(r#"{{"nextToken":"{}"}}"#, r"\u00e9".repeat(HOSTILE / 6)), output),
        ("numbers", repeat("[", "1.0e0,", "]"), ours::<Vec<i64>>),
        ("long-number", "1".repeat(HOSTILE), ours::<f64>),
        ("map", map("1"), ours::<BTreeMap<String, i32>>),
        ("map-serde_json", map("1"), straight::<BTreeMap<String, i32>>),
        ("nulls-of-a-map", map("null"), ours::<BTreeMap<String, i32>>),
        ("nested", repeat("{\"new\":[", &format!("{}{},", "[".repeat(100), "]".repeat(100)), "]}"), output),
        ("document", format!("[{}]", vec![page(1); HOSTILE / 200].join(",")), ours::<Document>),
    ]
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let cases = cases();
    if let Some(at) = arguments.iter().position(|argument| argument == "--call") {
        let number: usize = arguments[at + 1].parse().unwrap();
        let (_, body, decode) = &cases[number];
        let response = response(body);
        decode(&response);
        counted(*decode, &response);
        return;
    }
    let part = arguments.iter().find(|argument| !argument.starts_with("--"));
    let in_instructions = arguments.iter().any(|argument| argument == "--instructions");
    println!("| | bytes | read | {} | … a byte |", if in_instructions { "instructions" } else { "ns" });
    println!("|---|--:|---|--:|--:|");
    for (number, (name, body, decode)) in cases.iter().enumerate() {
        if part.is_some_and(|part| !name.contains(part.as_str())) {
            continue;
        }
        let response = response(body);
        let is_read = decode(&response);
        let cost = if in_instructions { instructions(number) } else { nanoseconds(*decode, &response) };
        let size = body.len();
        println!("| {name} | {size} | {is_read} | {cost:.0} | {:.2} |", cost / size as f64);
    }
}

fn response(body: &str) -> Response {
    Response::from(http::Response::new(body.to_owned()))
}

/// The least time of a call.
fn nanoseconds(decode: Decode, response: &Response) -> f64 {
    let (begin, mut best) = (Instant::now(), Duration::MAX);
    while begin.elapsed() < Duration::from_millis(200) {
        let start = Instant::now();
        counted(decode, response);
        best = best.min(start.elapsed());
    }
    best.as_secs_f64() * 1e9
}

/// Instructions of a call, counted by valgrind in a process of its own.
fn instructions(number: usize) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*counted*", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .args(["--call", &number.to_string()])
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    log.lines().find_map(|line| line.split_once("Collected : ")).unwrap().1.trim().parse().unwrap()
}

/// A function of its own, for valgrind to know it by name.
#[inline(never)]
fn counted(decode: Decode, response: &Response) {
    black_box(decode(black_box(response)));
}
