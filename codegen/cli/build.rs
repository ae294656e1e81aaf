//! Identifies this build of the generator by a hash of its sources, if they are present: during development,
//! the version is not enough. A package from a registry has no other sources, and its version is enough.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut hasher = DefaultHasher::new();
    for path in ["../core", "../pattern", "../rust", "../../Cargo.lock"] {
        if Path::new(path).exists() {
            println!("cargo::rerun-if-changed={path}");
        }
        for file in files(Path::new(path)) {
            (&file, fs::read(&file).ok()).hash(&mut hasher);
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=SPECCAST_BUILD={:016x}", hasher.finish());
}

/// Returns the files at a path, sorted.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort_unstable();
    entries.iter().flat_map(|entry| files(entry)).collect()
}
