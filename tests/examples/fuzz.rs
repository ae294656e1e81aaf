//! Mutates specs and bodies of responses for some seconds, and saves those with unacceptable results.
//!
//! `tests/fuzz.sh [SECONDS [SEED]]` runs it. Findings are reduced and written to `target/fuzz`; the current
//! text is kept there too, in case of a crash. At the end, accepted specs, in `target/fuzz/accepted`, are
//! compiled without warnings and tested at their edges.

#![expect(clippy::unwrap_used, clippy::print_stderr, clippy::print_stdout, reason = "a tool for developers")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use allocation_counter::measure;
use speccast_tests::bodies::{self, Cost};
use speccast_tests::consumer::test_all;
use speccast_tests::decoders;
use speccast_tests::grammar;
use speccast_tests::judge;
use speccast_tests::mutation::Mutator;
use speccast_tests::tree;

/// Factor of the limits without optimization.
const SLOWNESS: u64 = if cfg!(debug_assertions) { 30 } else { 1 };
/// A result must be there by then.
const PATIENCE: Duration = Duration::from_secs(SLOWNESS);
/// After this time, a result is considered missing.
const NEVER: Duration = Duration::from_secs(20 * SLOWNESS);
/// Number of specs to continue from.
const POOL: usize = 600;

fn main() {
    let mut numbers = env::args().skip(1).map(|arg| arg.parse::<u64>().unwrap());
    let (seconds, seed) = (numbers.next().unwrap_or(60), numbers.next().unwrap_or(1));
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.join("../target/fuzz");
    fs::create_dir_all(&folder).unwrap();
    let mut pool: Vec<String> =
        ["fixtures/good", "fixtures/bad", "../specs", "../examples/specs", "../codegen/cli/src/init"]
            .iter()
            .flat_map(|path| fs::read_dir(here.join(path)).unwrap())
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
    pool.sort();
    let given = pool.len();
    std::panic::set_hook(Box::new(|_| {}));
    let current = Arc::new(Mutex::new((Instant::now(), String::new())));
    watch(Arc::downgrade(&current), folder.join("hangs.yaml"));

    let mut mutator = Mutator::new(seed);
    let (start, mut texts, mut accepted) = (Instant::now(), 0_u64, 0_u64);
    let mut findings: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut unseen: BTreeSet<&str> = grammar::keys().map(|key| key.name).collect();
    while start.elapsed() < Duration::from_secs(seconds) {
        let (base, other) = (mutator.below(pool.len()), mutator.below(pool.len()));
        let text = mutator.mutate(&pool[base], &pool[other]);
        fs::write(folder.join("current.yaml"), &text).unwrap();
        *current.lock().unwrap() = (Instant::now(), text.clone());
        texts += 1;
        let decoded = (0..4).try_for_each(|_| decoders::judge(&mut mutator));
        if let Err(error) = bodies::judge(&mut mutator, cost).and(decoded) {
            let kind = kind(&error);
            if !findings.contains_key(&kind) {
                let path = folder.join(format!("finding-{seed}-{}.txt", findings.len()));
                fs::write(&path, &error).unwrap();
                eprintln!("{}: {error}", path.display());
                findings.insert(kind, path);
            }
        }
        if texts.is_multiple_of(50)
            && let Err(error) = tree::judge(&mut mutator)
        {
            let kind = kind(&error);
            eprintln!("tree after {texts} texts of seed {seed}: {error}");
            findings.entry(kind).or_insert_with(|| folder.join("current.yaml"));
        }
        match judge(&text) {
            Ok(false) => {}
            Ok(true) => {
                accepted += 1;
                unseen.retain(|key| !text.contains(&format!("{key}:")));
                // Continues from accepted texts, unless they are too long.
                if text.len() < 6_000 {
                    if pool.len() < POOL {
                        pool.push(text)
                    } else {
                        *pool.last_mut().unwrap() = text
                    }
                    let at = given + mutator.below(pool.len() - given);
                    let last = pool.len() - 1;
                    pool.swap(at, last);
                }
            }
            Err(error) => {
                let kind = kind(&error);
                if findings.contains_key(&kind) {
                    continue;
                }
                let path = folder.join(format!("finding-{seed}-{}.yaml", findings.len()));
                let reduced = reduce(text, &kind, &current);
                fs::write(&path, &reduced).unwrap();
                eprintln!("{}: {}\n{reduced}\n", path.display(), error.chars().take(400).collect::<String>());
                findings.insert(kind, path);
            }
        }
    }
    drop(current);
    let kept = folder.join("accepted");
    fs::create_dir_all(&kept).unwrap();
    for (number, text) in pool[given..].iter().enumerate() {
        fs::write(kept.join(format!("{number}.yaml")), text).unwrap();
    }
    println!("{texts} texts, {accepted} accepted, {} findings, seed {seed}", findings.len());
    println!("keys that no accepted text has: {unseen:?}");
    eprintln!("compiling the last {}", pool.len() - given);
    let compiled = test_all(&folder.join("package"), &pool[given..]);
    if let Err(said) = &compiled {
        eprintln!("{said}");
    }
    exit(i32::from(!findings.is_empty() || compiled.is_err()));
}

/// Reports findings of a text, including a time over [`PATIENCE`].
fn judge(text: &str) -> Result<bool, String> {
    let mut fastest = Duration::MAX;
    // The machine may have had something else to do.
    for _ in 0..3 {
        let start = Instant::now();
        let answer = judge::judge(text)?;
        fastest = fastest.min(start.elapsed());
        if fastest <= PATIENCE {
            return Ok(answer);
        }
    }
    Err(format!("slow: {fastest:?}"))
}

/// Allocations of some work.
fn cost(work: &mut dyn FnMut()) -> Cost {
    let cost = measure(work);
    Cost { bytes: cost.bytes_max, count: cost.count_total }
}

/// The common part of findings with one cause.
fn kind(error: &str) -> String {
    error.lines().next().unwrap_or_default().chars().filter(|c| !c.is_ascii_digit()).take(60).collect()
}

/// Without the lines that it takes not.
fn reduce(text: String, kind_of: &str, current: &Mutex<(Instant, String)>) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines.remove(at);
        let shorter = lines.join("\n") + "\n";
        *current.lock().unwrap() = (Instant::now(), shorter.clone());
        if judge(&shorter).is_err_and(|error| kind(&error) == kind_of) {
            continue;
        }
        lines.insert(at, line);
        at += 1;
    }
    lines.join("\n") + "\n"
}

/// Ends the process if a result does not arrive.
fn watch(current: Weak<Mutex<(Instant, String)>>, path: PathBuf) {
    thread::spawn(move || {
        while let Some(current) = current.upgrade() {
            thread::sleep(Duration::from_millis(500));
            let (since, text) = current.lock().unwrap().clone();
            if since.elapsed() > NEVER {
                fs::write(&path, &text).unwrap();
                eprintln!("{}: no answer\n{text}", path.display());
                exit(1);
            }
        }
    });
}
