//! Generated code does not compile with an incompatible runtime, and the error names what to update.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Compiles the line that generated code begins with; the compiler's message, if it does not compile.
fn compile(version: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let check = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src/codegen/version.rs");
    let code = format!("#[macro_use]\n#[path = {check:?}]\nmod version;\n\n__version!({version});\n");
    fs::write(folder.path().join("lib.rs"), code).expect("a file");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(Path::new(&cargo).with_file_name("rustc"))
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "lib.rs"])
        .current_dir(folder.path())
        .output()
        .expect("rustc runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(()) } else { Err(said) }
}

#[test]
fn code_of_this_generator_compiles() {
    let module = include_str!("../../generated/src/codeartifact/mod.rs");
    let line = module.lines().find_map(|line| line.strip_prefix("speccast_runtime::codegen::version!("));
    let version = line.and_then(|line| line.strip_suffix(");")).expect("a version");
    assert_eq!(compile(version), Ok(()));
}

#[test]
fn code_of_an_older_generator_says_so() {
    let said = compile("0").expect_err("another version");
    let error = "error: this code was generated for an older speccast-runtime: run `speccast generate` again, or \
                 update speccast-build in `[build-dependencies]`";
    assert!(said.contains(error), "{said}");
}

#[test]
fn code_of_a_newer_generator_says_so() {
    for version in ["2", "17"] {
        let said = compile(version).expect_err("another version");
        let error =
            format!("error: this code needs version {version} of speccast_runtime::codegen, and this");
        assert!(said.contains(&error) && said.contains("update speccast-runtime"), "{said}");
    }
}
