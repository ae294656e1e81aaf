//! What `lint` and `generate` cost for 100 to 20,000 operations, in one spec and in many.
//!
//! `cargo bench -p speccast-tests --bench generation` prints the least of three times. Time is to grow with the number of
//! operations, however they are divided, and the specs are read and printed on all processors. With `-- --instructions`,
//! valgrind counts instructions, of the smaller ones only; `-- --spec 100` prints a spec of 100 operations.

#![expect(clippy::expect_used, reason = "a benchmark may panic")]

use speccast::{Options, Source, generate, lint};
use speccast_tests::services::service;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

/// Numbers of specs, and of operations in each.
const SIZES: [(usize, usize); 4] = [(1, 100), (20, 100), (1, 2_000), (200, 100)];
/// The greatest number of operations whose instructions are counted, which takes fifty times as long as they do.
const COUNTED: usize = 2_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |option: &str| {
        let at = arguments.iter().position(|argument| argument == option)?;
        arguments.get(at + 1)?.parse::<usize>().ok()
    };
    if let Some(operations) = number("--spec") {
        print!("{}", service(0, operations));
        return;
    }
    if let Some(row) = number("--lint") {
        drop(black_box(lint(&sources(SIZES[row]))));
        return;
    }
    if let Some(row) = number("--generate") {
        drop(black_box(generate(&sources(SIZES[row]), &Options::default())));
        return;
    }
    let in_instructions = arguments.iter().any(|argument| argument == "--instructions");
    let unit = if in_instructions { "instructions" } else { "ms" };
    println!("| operations | KB of specs | KB of code | {unit}, lint | {unit}, generate |");
    println!("|---|--:|--:|--:|--:|");
    for (row, size) in SIZES.into_iter().enumerate() {
        let (specs, each) = size;
        if in_instructions && specs * each > COUNTED {
            continue;
        }
        let sources = sources(size);
        let read: usize = sources.iter().map(|source| source.text().len()).sum();
        let files = generate(&sources, &Options::default()).expect("specs without errors").files;
        let written: usize = files.iter().map(|file| file.text.len()).sum();
        let [linted, generated] = if in_instructions {
            ["--lint", "--generate"].map(|what| instructions(what, row))
        } else {
            let linted = least(|| drop(lint(&sources)));
            [linted, least(|| drop(generate(&sources, &Options::default())))].map(|time| time.as_millis())
        };
        println!("| {specs} × {each} | {} | {} | {linted} | {generated} |", read / 1000, written / 1000);
    }
}

fn sources((specs, each): (usize, usize)) -> Vec<Source> {
    let source = |number| Source::new(format!("service{number}.yaml"), service(number, each));
    (0..specs).map(source).collect()
}

/// The least of three times.
fn least(work: impl Fn()) -> Duration {
    let time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    time().min(time()).min(time())
}

/// Instructions of a row, counted by valgrind in a process of its own, which has one thread at a time.
fn instructions(what: &str, row: usize) -> u128 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().expect("this program"))
        .args([what, &row.to_string()])
        .output()
        .expect("valgrind");
    let log = String::from_utf8_lossy(&output.stderr);
    let count = log.lines().find_map(|line| line.split_once("Collected : "));
    count.and_then(|(_, count)| count.trim().parse().ok()).expect("a number of instructions")
}
