//! What a call costs.

use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use allocation_counter::measure;

/// What is measured: a call of its function.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// How often it is called for its time, and for its instructions.
    pub(crate) calls: u32,
    pub(crate) run: Box<dyn Fn()>,
}

/// A row of the table.
pub(crate) fn row(index: usize, case: &Case) -> String {
    (case.run)();
    let allocations = measure(|| (case.run)());
    let mut times: Vec<f64> = (0..case.calls)
        .map(|_| {
            let start = Instant::now();
            (case.run)();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let time = times[times.len() / 2];
    let instructions = instructions(index, case.calls);
    let instructions = instructions.map_or_else(|| "–".to_owned(), |count| format!("{count:.0}"));
    let (count, most) = (allocations.count_total, allocations.bytes_max);
    format!("| {} | {instructions} | {count} | {most} | {time:.1} |", case.name)
}

/// What [`instructions`] counts in a process of its own.
pub(crate) fn call(case: &Case) {
    (case.run)();
    repeat_calls(case);
}

/// A function of its own, for valgrind to know it by name.
#[inline(never)]
fn repeat_calls(case: &Case) {
    for _ in 0..case.calls {
        black_box(&case.run)();
    }
}

/// Instructions of a call, counted by valgrind in [`call`]; nothing without valgrind.
fn instructions(case: usize, calls: u32) -> Option<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*repeat_calls*", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args(["--call", &case.to_string()])
        .output()
        .ok()?;
    let log = String::from_utf8_lossy(&output.stderr);
    let count = log.lines().find_map(|line| line.split_once("Collected : "))?.1;
    Some(count.trim().parse::<f64>().ok()? / f64::from(calls))
}
