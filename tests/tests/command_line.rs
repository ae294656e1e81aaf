//! What the command says and does, and how it exits.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const SPEC: &str = include_str!("../consumer/specs/ping.yaml");

/// A directory with `specs/ping.yaml` and a crate's root for the generated module.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder, "specs/ping.yaml", SPEC);
    write(&folder, "generated/src/lib.rs", "#[rustfmt::skip]\npub mod ping;\n");
    folder
}

fn write(folder: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What the command prints, and its exit status.
fn speccast(folder: &TempDir, arguments: &[&str]) -> String {
    speccast_in(folder.path(), arguments)
}

fn speccast_in(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_speccast-cli"));
    let output =
        command.args(arguments).current_dir(folder).env("COLUMNS", "100").output().expect("the command runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let mut shown = format!("$ speccast {}\n{stdout}", arguments.join(" "));
    if !stderr.is_empty() {
        shown.push_str(&format!("[stderr]\n{stderr}"));
    }
    format!("{shown}[exit {}]\n", output.status.code().unwrap_or(-1))
}

/// Paths of all files below the folder, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            found.push(name);
        }
    }
    found.sort_unstable();
    found
}

macro_rules! shown {
    ($($text:expr),+ $(,)?) => {
        insta::with_settings!({ snapshot_path => "../snapshots/command_line", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!([$($text),+].join("\n"));
        })
    };
}

#[test]
fn help() {
    let folder = project();
    shown!(speccast(&folder, &["help"]), speccast(&folder, &["generate", "--help"]));
}

#[test]
fn generates_what_changed() {
    let folder = project();
    let first = speccast(&folder, &["generate"]);
    let modified =
        |path: &str| fs::metadata(folder.path().join(path)).and_then(|it| it.modified()).expect("a time");
    let before = modified("generated/src/ping/model.rs");
    let second = speccast(&folder, &["generate"]);
    assert_eq!(modified("generated/src/ping/model.rs"), before, "a file that is right is not written");
    write(&folder, "specs/ping.yaml", SPEC.replace("max: 10", "max: 12"));
    let third = speccast(&folder, &["generate"]);
    shown!(first, second, third);
}

#[test]
fn checks() {
    let folder = project();
    let missing = speccast(&folder, &["generate", "--check"]);
    assert!(missing.contains("--- /dev/null\n+++ generated/src/ping/mod.rs"), "{missing}");
    assert!(!folder.path().join("generated/src/ping").exists(), "a check writes nothing");
    speccast(&folder, &["generate"]);
    let fresh = speccast(&folder, &["generate", "--check"]);
    write(&folder, "specs/ping.yaml", SPEC.replace("max: 10", "max: 12"));
    let stale = speccast(&folder, &["generate", "--check"]);
    shown!(fresh, stale);
}

#[test]
fn a_check_names_the_command_that_fixes_it() {
    let folder = project();
    write(&folder, "my specs/it's.yaml", SPEC);
    let said = speccast(&folder, &["generate", "my specs/it's.yaml", "--out", "out dir", "--check"]);
    assert!(
        said.contains(
            r"run `speccast generate 'my specs/it'\''s.yaml' --out 'out dir'` and commit the result"
        ),
        "{said}"
    );
}

#[test]
fn tests_are_generated_when_asked_for() {
    let folder = project();
    speccast(&folder, &["generate", "--tests"]);
    let tests = read(&folder, "generated/src/ping/tests.rs");
    assert!(
        tests.contains(r#"assert!(check("aaaaaaaaaaa").is_err());"#),
        "a character more than the ten allowed: {tests}"
    );
    assert!(read(&folder, "generated/src/ping/mod.rs").contains("#[cfg(test)]\nmod tests;\n"));
    let check = speccast(&folder, &["generate", "--check"]);
    assert!(check.contains("+++ /dev/null"), "without the flag they do not belong there: {check}");
    fs::remove_file(folder.path().join("generated/src/ping/tests.rs")).expect("a file");
    let check = speccast(&folder, &["generate", "--tests", "--check"]);
    assert!(check.contains("run `speccast generate --tests` and commit the result"), "{check}");
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = project();
    let before = files(folder.path());
    shown!(speccast(&folder, &["generate", "--dry-run"]));
    assert_eq!(files(folder.path()), before);
}

#[test]
fn orphans_of_ours_are_removed_and_no_others() {
    let folder = project();
    speccast(&folder, &["generate"]);
    write(&folder, "generated/src/ping/old.rs", "// Generated by speccast from ping.yaml: …\n");
    write(&folder, "generated/src/ping/mine.rs", "// Written by hand.\n");
    write(&folder, "generated/src/other/old.rs", "// Generated by speccast from other.yaml: …\n");
    let check = speccast(&folder, &["generate", "--check"]);
    shown!(check, speccast(&folder, &["generate"]));
    assert!(!folder.path().join("generated/src/ping/old.rs").exists());
    assert!(folder.path().join("generated/src/ping/mine.rs").exists(), "a file by hand is left alone");
    assert!(
        folder.path().join("generated/src/other/old.rs").exists(),
        "a module that was not named is left alone"
    );
}

#[test]
fn a_file_that_is_not_ours_is_not_replaced() {
    let folder = project();
    write(&folder, "generated/src/ping/model.rs", "// Written by hand.\n");
    shown!(speccast(&folder, &["generate"]));
    assert_eq!(read(&folder, "generated/src/ping/model.rs"), "// Written by hand.\n");
    assert!(!folder.path().join("generated/src/ping/client.rs").exists(), "nothing is half written");
}

#[test]
fn nothing_is_half_written() {
    let folder = project();
    write(&folder, "specs/zed.yaml", SPEC.replace("name: Ping", "name: Zed"));
    write(&folder, "generated/src/zed", "a file where a folder belongs");
    let before = files(folder.path());
    let said = speccast(&folder, &["generate"]);
    assert!(said.ends_with("[exit 2]\n"), "{said}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_new_module_is_to_be_declared() {
    let folder = project();
    write(&folder, "generated/src/lib.rs", "//! Clients.\n");
    let said = speccast(&folder, &["generate"]);
    assert!(said.contains("add to generated/src/lib.rs: #[rustfmt::skip] pub mod ping;"), "{said}");
}

#[test]
fn a_bad_spec_generates_nothing() {
    let folder = project();
    write(&folder, "specs/bad.yaml", SPEC.replace("type: string", "type: strng"));
    shown!(speccast(&folder, &["generate"]));
    assert!(!folder.path().join("generated/src/ping").exists(), "not even the good one");
}

#[test]
fn two_specs_cannot_make_one_module() {
    let folder = project();
    write(&folder, "specs/twin.yaml", SPEC);
    shown!(speccast(&folder, &["generate"]));
}

#[test]
fn what_cannot_be_read() {
    let folder = project();
    write(&folder, "latin.yaml", b"speccast: 1\n# caf\xe9\n");
    write(&folder, "empty/readme.txt", "");
    let nothing = tempfile::tempdir().expect("a folder");
    shown!(
        speccast(&folder, &["generate", "nowhere.yaml"]),
        speccast(&folder, &["generate", "latin.yaml"]),
        speccast(&folder, &["generate", "empty"]),
        speccast_in(nothing.path(), &["generate"]),
        speccast(&folder, &["generate", "--chek"]),
    );
}

#[test]
fn lints() {
    let folder = project();
    let nothing = speccast(&folder, &["lint"]);
    write(&folder, "specs/ping.yaml", SPEC.replace("length: { max: 10 }", "length: 1, pattern: '[a-z]'"));
    let note = speccast(&folder, &["lint"]);
    assert!(!speccast(&folder, &["generate"]).contains("note"), "only a lint shows notes");
    write(&folder, "specs/ping.yaml", SPEC.replace("length: { max: 10 }", "length: 1, pattern: '[a-z]{2}'"));
    shown!(nothing, note, speccast(&folder, &["lint", "specs/ping.yaml"]));
}

#[test]
fn the_directory_makes_no_difference() {
    let folder = project();
    speccast(&folder, &["generate"]);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("specs/ping.yaml").display().to_string();
    speccast_in(elsewhere.path(), &["generate", &spec, "--out", "out"]);
    for file in ["mod.rs", "model.rs", "validator.rs", "client.rs"] {
        let there = fs::read_to_string(elsewhere.path().join("out/ping").join(file)).expect("a file");
        assert_eq!(there, read(&folder, &format!("generated/src/ping/{file}")));
    }
}
