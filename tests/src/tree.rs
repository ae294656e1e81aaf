//! Checks that directories are handled safely, with any lock file, any names of specs, and interrupted runs.

use crate::ending::{Ending, generate};
use crate::mutation::Mutator;
use crate::project::{EXAMPLE, SPEC, files};
use speccast::output::RealDisk;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Lines that a lock file should not have.
const FORGED: &[&str] = &[
    "spec 00 specs/a.yaml > .",
    "spec 00 specs/a.yaml > ..",
    "spec 00 specs/a.yaml > generated/src",
    "spec 00 ../../specs/a.yaml > mine",
    "spec 00 specs/a.yaml > generated/src/..",
    "spec 00 ../../specs/a.yaml > ping",
    "made 00 mine",
    "file 00 mine/mod.rs",
    "file 00 lib.rs",
    "file 00 ../mine.rs",
    "file 00 /etc/passwd",
    "tests ..",
    "unfinished",
    "generator 99.0.0",
    "format 1",
    "<<<<<<< HEAD",
    "=======",
    ">>>>>>> theirs",
];

/// Files written by a person, which must not be lost.
const BY_HAND: &[&str] = &[
    "mine.rs",
    "generated/mine.rs",
    "generated/src/lib.rs",
    "generated/src/mine/mod.rs",
    "generated/src/ping/mine.rs",
];
/// The working directory of a test is elsewhere.
const LOCK: &str = "generated/src/speccast.lock";
const TEXT: &str = "// By hand.\n";

/// Forges lock files, interrupts runs and changes specs, and reports findings.
///
/// # Errors
/// The finding.
pub fn judge(mutator: &mut Mutator) -> Result<(), String> {
    let folder = TempDir::new().map_err(|error| error.to_string())?;
    let path = folder.path();
    let write = |name: &str, text: &str| -> Result<(), String> {
        let file = path.join(name);
        let made = fs::create_dir_all(file.parent().unwrap_or(path)).and_then(|()| fs::write(&file, text));
        made.map_err(|error| format!("{name:?}: {error}"))
    };
    fs::create_dir(path.join(".git")).map_err(|error| error.to_string())?;
    for name in BY_HAND {
        write(name, TEXT)?;
    }
    let spec = format!("specs/{}.yaml", mutator.file_name());
    let mut forged = false;
    for _ in 0..=mutator.below(4) {
        let max = 10 + mutator.below(5);
        let service = ["Ping", "Gong"][mutator.below(2)];
        let text = [SPEC, EXAMPLE].concat().replace("max: 10", &format!("max: {max}"));
        write(&spec, &text.replace("name: Ping", &format!("name: {service}")))?;
        let tests = mutator.below(2) == 0;
        let mut disk = Ending { operations: mutator.below(40), in_part: mutator.below(2) == 0 };
        // It may well end in an error.
        let _ = generate(path, tests, false, &mut disk);
        if mutator.below(3) == 0 {
            forged = true;
            let lock = fs::read_to_string(path.join(LOCK)).unwrap_or_default();
            write(LOCK, &mutator.forge(&lock, FORGED))?;
        }
        by_hand(path)?;
    }
    if forged {
        let _ = generate(path, false, true, &mut RealDisk);
        let _ = fs::remove_file(path.join(LOCK));
        by_hand(path)?;
    }
    generate(path, false, forged, &mut RealDisk)?;
    by_hand(path)?;
    let all = files(path);
    match all.iter().find(|name| name.ends_with(".tmp")) {
        Some(left) => Err(format!("{left} is left")),
        None => rust(path, &all),
    }
}

fn by_hand(path: &Path) -> Result<(), String> {
    let lost = BY_HAND.iter().find(|name| fs::read_to_string(path.join(name)).ok().as_deref() != Some(TEXT));
    lost.map_or(Ok(()), |lost| Err(format!("{lost} is lost")))
}

fn rust(path: &Path, names: &[String]) -> Result<(), String> {
    for name in names.iter().filter(|name| name.ends_with(".rs")) {
        let text = fs::read_to_string(path.join(name)).map_err(|error| error.to_string())?;
        syn::parse_file(&text).map_err(|error| format!("{name}: {error}\n{text}"))?;
    }
    Ok(())
}
