//! How long `lint` and `generate` take for 100 to 20,000 operations, in one spec and in many.
//!
//! `cargo bench -p speccast-tests --bench generation` prints the least of three times. Time is to grow with the number of
//! operations, however they are divided, and the specs are read and printed on all processors.

#![expect(clippy::expect_used, reason = "a benchmark may panic")]

use speccast::{Options, Source, generate, lint};
use speccast_tests::services::service;
use std::time::{Duration, Instant};

fn main() {
    println!("| operations | specs | KB of specs | KB of code | ms, lint | ms, generate |");
    println!("|--:|--:|--:|--:|--:|--:|");
    for (specs, each) in [(1, 100), (20, 100), (1, 2_000), (200, 100)] {
        let sources: Vec<Source> = (0..specs)
            .map(|number| Source::new(format!("service{number}.yaml"), service(number, each)))
            .collect();
        let read: usize = sources.iter().map(|source| source.text().len()).sum();
        let (linted, _) = least(|| lint(&sources));
        let (generated, result) = least(|| generate(&sources, &Options::default()));
        let files = result.expect("specs without errors").files;
        let written: usize = files.iter().map(|file| file.text.len()).sum();
        println!(
            "| {} | {specs} | {} | {} | {} | {} |",
            specs * each,
            read / 1000,
            written / 1000,
            linted.as_millis(),
            generated.as_millis(),
        );
    }
}

/// The least of three times, and the last result.
fn least<R>(work: impl Fn() -> R) -> (Duration, R) {
    let time = || {
        let start = Instant::now();
        let result = work();
        (start.elapsed(), result)
    };
    let earlier = time().0.min(time().0);
    let (last, result) = time();
    (earlier.min(last), result)
}
