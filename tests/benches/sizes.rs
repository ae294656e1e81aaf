//! Time of `lint` for specs of the maximum size, and of a quarter of it.
//!
//! Time is to grow with the size, not with its square.

use speccast::{Source, lint};
use speccast_tests::sizes::texts;
use std::time::Instant;

/// A little less than is read.
const LARGEST: usize = 4 * 1024 * 1024 - 4096;

fn main() {
    println!("| | ms, 1 MiB | ms, 4 MiB | findings |");
    println!("|---|--:|--:|--:|");
    for ((name, quarter), (_, whole)) in texts(LARGEST / 4).into_iter().zip(texts(LARGEST)) {
        let [(quarter, _), (whole, findings)] = [quarter, whole].map(time);
        println!("| {name} | {quarter} | {whole} | {findings} |");
    }
}

/// The least of three times, in milliseconds, and the number of findings.
fn time(text: String) -> (u128, usize) {
    let sources = [Source::new("spec.yaml", text)];
    let time = || {
        let start = Instant::now();
        let findings = lint(&sources).iter().count();
        (start.elapsed().as_millis(), findings)
    };
    [time(), time(), time()].into_iter().min().unwrap_or_default()
}
