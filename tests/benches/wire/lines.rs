//! Lines of generated code for each operation of the examples.

use std::fs;
use std::path::Path;

/// A row for each of the examples: what a client needs, without the tests that are generated too.
pub(crate) fn table() -> String {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut names: Vec<String> = fs::read_dir(examples.join("specs"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    let mut table =
        "| | operations | lines of spec | lines of Rust | … for each operation |\n|---|--:|--:|--:|--:|\n"
            .to_owned();
    for name in names {
        let lines = |path: &Path| fs::read_to_string(path).unwrap().lines().count();
        let spec = fs::read_to_string(examples.join(format!("specs/{name}.yaml"))).unwrap();
        let spec = spec.split_once("\nexamples:").map_or(spec.as_str(), |(spec, _)| spec).lines().count();
        let folder = examples.join("src").join(&name);
        let rust: usize = ["mod.rs", "model.rs", "validator.rs", "client.rs"]
            .map(|file| lines(&folder.join(file)))
            .iter()
            .sum();
        let client = fs::read_to_string(folder.join("client.rs")).unwrap();
        let operations = client.lines().filter(|line| line.starts_with("impl Operation for ")).count();
        table.push_str(&format!("| {name} | {operations} | {spec} | {rust} | {} |\n", rust / operations));
    }
    table
}
