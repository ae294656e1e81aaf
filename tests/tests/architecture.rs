//! The order of the modules inside a crate: no module imports from a later one. The compiler enforces the
//! order between crates.

use regex::Regex;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of each crate; each may use those before it.
const ORDER: &[(&str, &[&str])] = &[
    (
        "codegen/core",
        &[
            "text",
            "number",
            "fingerprint",
            "suggest",
            "diagnostic",
            "yaml",
            "model",
            "syntax",
            "vocabulary",
            "parse",
            "settings",
            "source_map",
            "resolve",
        ],
    ),
    (
        "codegen/rust",
        &[
            "tokens",
            "plan",
            "edges",
            "format",
            "emit",
            "parallel",
            "generate",
            "input",
            "lock",
            "output",
            "build_script",
        ],
    ),
    (
        "codegen/diff",
        &[
            "witness",
            "verdict",
            "rules",
            "constraints",
            "path",
            "spec",
            "change",
            "compare",
            "settings",
            "pairs",
            "report",
        ],
    ),
    ("codegen/cli", &["init", "report", "schema", "command"]),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn no_module_imports_from_one_that_uses_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let import = Regex::new(r"\bcrate::(?:\{([^}]*)\}|(\w+))").unwrap();
    let mut wrong = Vec::new();
    for (name, order) in ORDER {
        let source = root.join(name).join("src");
        for file in files(&source) {
            let inside = file.strip_prefix(&source).unwrap();
            let module = inside.components().next().unwrap().as_os_str().to_string_lossy();
            let module = module.trim_end_matches(".rs");
            // The agreement of two YAML parsers is a test.
            if ["lib", "main"].contains(&module) || inside.ends_with("agreement.rs") {
                continue;
            }
            let place = |module: &str| order.iter().position(|known| *known == module);
            let Some(own) = place(module) else {
                wrong.push(format!("{name}: add `{module}` to the order"));
                continue;
            };
            let text = fs::read_to_string(&file).unwrap();
            // Comments link anywhere, and tests at the end of a file may use the whole crate.
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            let mut text = code.join("\n");
            // At the root of a crate, the module above is the crate.
            let is_at_root = inside.components().count() == 1 || inside == Path::new(module).join("mod.rs");
            if is_at_root {
                text = text.replace("super::", "crate::");
            }
            for captures in import.captures_iter(&text) {
                let names = captures.get(1).or(captures.get(2)).unwrap().as_str();
                // Items at the root of a crate are re-exported from a module.
                for used in names.split(',').map(|it| it.trim().split("::").next().unwrap()) {
                    if place(used).is_some_and(|used| used > own) {
                        wrong.push(format!("{name}: `{}` imports from `{used}`", inside.display()));
                    }
                }
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
