//! Code of every accepted spec compiles without warnings, and its checks are correct at the edges of
//! constraints.

use speccast::{Source, lint};
use speccast_tests::consumer::test_all;
use speccast_tests::mutation::Mutator;
use speccast_tests::tree;
use std::fs;
use std::path::Path;

/// Forged lock files, interrupted runs, and odd names of specs; `tests/fuzz.sh` continues for any time.
#[test]
fn nothing_by_hand_is_lost_and_every_tree_is_repaired() {
    let mut mutator = Mutator::new(11);
    for number in 0..100 {
        tree::judge(&mut mutator).unwrap_or_else(|error| panic!("{number}: {error}"));
    }
}

/// Random specs, all accepted; `tests/fuzz.sh` continues for any time.
#[test]
fn accepted_mutants_compile_and_hold_at_their_edges() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(here.join("fixtures/good")).expect("a folder").flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort_unstable();
    let specs: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).expect("a spec")).collect();
    let mut mutator = Mutator::new(7);
    let mut accepted = Vec::new();
    for _ in 0..2_000 {
        let [base, other] = [(); 2].map(|()| mutator.below(specs.len()));
        let text = mutator.mutate(&specs[base], &specs[other]);
        if !lint(&[Source::new("spec.yaml", text.as_str())]).has_errors() {
            accepted.push(text);
        }
    }
    assert!(accepted.len() > 20, "only {} were accepted", accepted.len());
    accepted.truncate(60);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutants");
    test_all(&folder, &accepted).unwrap_or_else(|said| panic!("{said}"));
}
