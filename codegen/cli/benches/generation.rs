//! What `lint` and `generate` cost for 100 to 20,000 operations, in one spec and in many.
//!
//! `cargo bench -p speccast --bench generation` takes about a minute. Each run is a process of its own, on all processors:
//! its CPU seconds, the time that it takes, and its peak memory, as Linux counts them. *Again* is a run of `generate` where
//! nothing changed. With `-- --instructions`, valgrind counts instructions, of the smaller rows only; `-- --spec 100`
//! prints a spec of 100 operations.

#![expect(clippy::expect_used, reason = "a benchmark may panic")]

#[expect(unreachable_pub, reason = "it is public in the crate of the tests")]
#[path = "../../../tests/src/services.rs"]
mod services;

use services::service;
use speccast::output::Directory;
use speccast::{Options, input, lint};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs, hint};

/// Numbers of specs, and of operations in each.
const SIZES: [(usize, usize); 4] = [(1, 100), (20, 100), (1, 2_000), (200, 100)];
/// The greatest number of operations whose instructions are counted, which takes fifty times as long as they do.
const COUNTED: usize = 2_000;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--spec", operations, ..] => print!("{}", service(0, operations.parse().expect("a number"))),
        ["--run", what, folder] => run(what, Path::new(folder)),
        _ => table(words.contains(&"--instructions")),
    }
}

fn table(in_instructions: bool) {
    let unit = if in_instructions { "instructions" } else { "CPU s" };
    println!(
        "| operations | KB of specs | KB of code | lint, {unit} | generate, {unit} | again, {unit} | s | MiB |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    for (specs, each) in SIZES {
        let operations = specs * each;
        if in_instructions && operations > COUNTED {
            continue;
        }
        let folder = env::temp_dir().join(format!("speccast-generation-{}", std::process::id()));
        let out = folder.join("out");
        fs::create_dir_all(folder.join("specs")).expect("a folder");
        for number in 0..specs {
            let path = folder.join(format!("specs/service{number}.yaml"));
            fs::write(path, service(number, each)).expect("a spec");
        }
        // Linux counts CPU time in hundredths of a second.
        let runs = if in_instructions { 1 } else { (4_000 / operations).clamp(1, 10) };
        let cost = |what: &str, is_first: bool| {
            let costs = (0..runs).map(|_| {
                if is_first && out.exists() {
                    fs::remove_dir_all(&out).expect("generated code");
                }
                if in_instructions { instructions(what, &folder) } else { measured(what, &folder) }
            });
            costs.reduce(Cost::add).expect("a run").divided(runs as f64)
        };
        let [linted, first, again] = [cost("lint", false), cost("generate", true), cost("generate", false)];
        println!(
            "| {specs} × {each} | {} | {} | {} | {} | {} | {:.2} | {:.0} |",
            size(&folder.join("specs")) / 1000,
            size(&out) / 1000,
            linted.shown(in_instructions),
            first.shown(in_instructions),
            again.shown(in_instructions),
            first.seconds,
            first.peak,
        );
        fs::remove_dir_all(&folder).expect("the folder");
    }
}

/// What a process cost.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    /// Instructions, or seconds of processor time.
    work: f64,
    /// The time that it took.
    seconds: f64,
    /// Its peak memory in MiB.
    peak: f64,
}

impl Cost {
    fn add(self, other: Self) -> Self {
        let peak = self.peak + other.peak;
        Self { work: self.work + other.work, seconds: self.seconds + other.seconds, peak }
    }

    fn divided(self, by: f64) -> Self {
        Self { work: self.work / by, seconds: self.seconds / by, peak: self.peak / by }
    }

    fn shown(self, in_instructions: bool) -> String {
        if in_instructions { format!("{:.0}", self.work) } else { format!("{:.3}", self.work) }
    }
}

/// The work of one process.
fn run(what: &str, folder: &Path) {
    let start = Instant::now();
    let (specs, out) = (folder.join("specs"), folder.join("out"));
    let directory = Directory::open(&out).expect("a lock file, or none");
    let files = input::find(&specs).expect("specs");
    let sources: Vec<_> = files.iter().map(|file| directory.read(file).expect("a spec")).collect();
    if what == "lint" {
        drop(hint::black_box(lint(&sources)));
    } else {
        let update = directory.update(&sources, &[specs], &Options::default(), false).expect("good specs");
        update.plan.write().expect("a folder to write to");
    }
    let (work, peak) = used().unwrap_or_default();
    println!("{work} {} {peak}", start.elapsed().as_secs_f64());
}

/// The processor time of this process in seconds, and its peak memory in MiB.
fn used() -> Option<(f64, f64)> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program is in parentheses.
    let fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(2);
    let ticks: f64 = fields.filter_map(|field| field.parse::<f64>().ok()).sum();
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let peak: f64 = peak.trim().trim_end_matches(" kB").parse().ok()?;
    Some((ticks / 100.0, peak / 1024.0))
}

fn measured(what: &str, folder: &Path) -> Cost {
    let output = Command::new(this()).args(["--run", what]).arg(folder).output().expect("this program");
    let said = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> = said.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    let [work, seconds, peak] = figures.try_into().expect("three figures");
    Cost { work, seconds, peak }
}

/// Instructions, counted by valgrind, which runs one thread at a time.
fn instructions(what: &str, folder: &Path) -> Cost {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    let output = valgrind.arg(this()).args(["--run", what]).arg(folder).output().expect("valgrind");
    let log = String::from_utf8_lossy(&output.stderr);
    let count = log.lines().find_map(|line| line.split_once("Collected : "));
    let work = count.and_then(|(_, count)| count.trim().parse().ok()).expect("a number of instructions");
    Cost { work, ..Cost::default() }
}

fn this() -> PathBuf {
    env::current_exe().expect("this program")
}

/// Bytes of the files in a folder, at every depth.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let size =
        |path: PathBuf| if path.is_dir() { size(&path) } else { fs::metadata(path).map_or(0, |it| it.len()) };
    entries.map(|entry| size(entry.path())).sum()
}
