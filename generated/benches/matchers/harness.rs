//! Measures several things in one run, in turns, so that what else the machine does hits all of them.

use std::borrow::Borrow;
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

const NAMES: [&str; 5] = ["speccast", "by hand", "regex", "regex-lite", "regress"];
const ROUNDS: usize = 41;
const TURN: Duration = Duration::from_micros(250);
/// Calls whose instructions are counted.
const COUNTED: u32 = 100;

/// Contestants at the same task, in the order of [`NAMES`].
pub(crate) struct Row<'a> {
    pub(crate) name: String,
    pub(crate) contestants: [Make<'a>; NAMES.len()],
}

/// Makes a contestant when it is its turn, since some take long to prepare; nothing where it cannot do the task.
pub(crate) type Make<'a> = Box<dyn Fn() -> Option<Contestant> + 'a>;

/// One call of what is measured.
pub(crate) struct Contestant(Box<dyn Fn() -> bool>);

impl Contestant {
    /// `call` has to hide its input from the compiler.
    pub(crate) fn new(call: impl Fn() -> bool + 'static) -> Self {
        Self(Box::new(call))
    }

    /// A check of one value.
    pub(crate) fn of<T: Clone + Borrow<V> + 'static, V: ?Sized>(
        value: &T,
        check: impl Fn(&V) -> bool + 'static,
    ) -> Self {
        let value = value.clone();
        Self::new(move || check(black_box(value.borrow())))
    }

    /// What it decides.
    pub(crate) fn call(&self) -> bool {
        (self.0)()
    }
}

/// Prints a table of times, or of instructions if the command line asks for them: of all rows, or of those with a name
/// that it has a part of. `assert_alike` makes sure that contestants may be compared.
pub(crate) fn run(rows: &[Row<'_>], assert_alike: impl FnOnce()) {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = args.iter().position(|arg| arg == "--call") {
        let [row, contestant] = [1, 2].map(|after| args[at + after].parse::<usize>().unwrap());
        return call(&rows[row].contestants[contestant]().unwrap());
    }
    assert_alike();
    let part = args.iter().find(|arg| !arg.starts_with("--"));
    let rows = rows.iter().enumerate().filter(|(_, row)| part.is_none_or(|part| row.name.contains(part)));
    if args.iter().any(|arg| arg == "--instructions") {
        print("instructions", rows, |index, row| {
            std::array::from_fn(|contestant| {
                row.contestants[contestant]().map(|_| instructions(index, contestant))
            })
        });
    } else {
        print("ns", rows, |_, row| times(row));
    }
}

fn print<'a>(
    unit: &str,
    rows: impl Iterator<Item = (usize, &'a Row<'a>)>,
    measure: impl Fn(usize, &Row<'_>) -> [Option<f64>; NAMES.len()],
) {
    print!("| {unit} |");
    NAMES.iter().for_each(|name| print!(" {name} |"));
    println!("\n|---|{}", "--:|".repeat(NAMES.len()));
    for (index, row) in rows {
        print!("| {} |", row.name);
        for count in measure(index, row) {
            print!(" {} |", count.map_or_else(|| "–".to_owned(), |count| format!("{count:.0}")));
        }
        println!();
    }
}

/// Median time of a call in nanoseconds.
fn times(row: &Row<'_>) -> [Option<f64>; NAMES.len()] {
    let contestants = row.contestants.each_ref().map(|make| make());
    let contestants =
        contestants.each_ref().map(|contestant| contestant.as_ref().map(|it| (it, calls_in_a_turn(it))));
    let mut turns = [const { Vec::new() }; NAMES.len()];
    for _ in 0..ROUNDS {
        for (contestant, turns) in contestants.iter().zip(&mut turns) {
            let Some((contestant, calls)) = *contestant else { continue };
            turns.push(repeat(calls, contestant).as_secs_f64() * 1e9 / f64::from(calls));
        }
    }
    turns.map(|mut turns| {
        turns.sort_by(f64::total_cmp);
        turns.get(ROUNDS / 2).copied()
    })
}

fn calls_in_a_turn(contestant: &Contestant) -> u32 {
    let mut calls = 1;
    while repeat(calls, contestant) < TURN {
        calls *= 2;
    }
    calls
}

/// What [`instructions`] counts in a process of its own.
fn call(contestant: &Contestant) {
    // Some build their automaton as they go.
    contestant.call();
    repeat(COUNTED, contestant);
}

/// Instructions of a call, counted by valgrind in [`call`].
fn instructions(row: usize, contestant: usize) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*repeat_calls*", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .args(["--call", &row.to_string(), &contestant.to_string()])
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    let count = log.lines().find_map(|line| line.split_once("Collected : ")).unwrap().1;
    count.trim().parse::<f64>().unwrap() / f64::from(COUNTED)
}

fn repeat(calls: u32, contestant: &Contestant) -> Duration {
    let start = Instant::now();
    repeat_calls(calls, contestant);
    start.elapsed()
}

/// A function of its own, for valgrind to know it by name.
#[inline(never)]
fn repeat_calls(calls: u32, contestant: &Contestant) {
    for _ in 0..calls {
        assert!(black_box(contestant.call()), "the value matches");
    }
}
