//! Names this build of the generator by its sources, where they are beside this package: then its version does not tell it
//! from another while it is developed. A package from a registry has them not, and its version is enough.

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

/// The files at a path, sorted.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort_unstable();
    entries.iter().flat_map(|entry| files(entry)).collect()
}
