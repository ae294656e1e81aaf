//! `speccast explain`: every code has an explanation with correct examples.

use regex::Regex;
use speccast::diagnostic::{codes, complete};
use speccast::{Source, lint};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Codes whose error cannot be shown in a few lines of a spec; the last three are about settings of `speccast
/// diff`.
const WITHOUT_EXAMPLE: [&str; 8] = [
    "byte-order-mark",
    "empty-spec",
    "generator-bug",
    "too-large",
    "too-many-mistakes",
    "unknown-rule",
    "unknown-severity",
    "unused-ignore",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files below a folder with this ending.
fn texts(folder: &Path, end: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten()
    {
        if entry.path().is_dir() {
            found.extend(texts(&entry.path(), end));
        } else if entry.file_name().to_string_lossy().ends_with(end) {
            found.push(fs::read_to_string(entry.path()).expect("a text"));
        }
    }
    found
}

/// The codes that snapshots show.
fn shown_codes() -> BTreeSet<String> {
    let shown = Regex::new(r"(?m): (?:error|warning|note)\[([a-z0-9-]+)\]: ").expect("a regex");
    let texts = texts(&root().join("tests/snapshots/bad"), ".snap");
    let codes =
        texts.iter().flat_map(|text| shown.captures_iter(text).map(|captures| captures[1].to_owned()));
    codes.collect()
}

/// The codes of the diagnostics of examples.
fn said(examples: &[&str]) -> BTreeSet<String> {
    let source =
        |(index, example): (usize, &&str)| Source::new(format!("example-{index}.yaml"), complete(example));
    let sources: Vec<Source> = examples.iter().enumerate().map(source).collect();
    lint(&sources).iter().map(|finding| finding.diagnostic.code.name.to_owned()).collect()
}

/// The compiler reports undefined codes; this test reports unused ones.
#[test]
fn every_code_is_used() {
    let known: BTreeSet<String> = codes::ALL.iter().map(|code| code.name.to_owned()).collect();
    assert!(shown_codes().is_subset(&known));
    let sources = texts(&root().join("codegen"), ".rs").concat();
    for code in known {
        let constant = format!("codes::{}", code.to_uppercase().replace('-', "_"));
        assert!(sources.contains(&constant), "nothing uses `{code}`: remove it");
    }
}

#[test]
fn entries_are_in_order_and_whole() {
    let codes: Vec<&str> = codes::ALL.iter().map(|code| code.name).collect();
    assert!(codes.is_sorted(), "sort codes.rs");
    for entry in codes::ALL {
        let code = entry.name;
        let file =
            fs::read_to_string(root().join(format!("codegen/core/src/diagnostic/explanations/{code}.md")))
                .expect("the entry");
        assert!(file.starts_with(&format!("# {code}: ")), "{code}: the heading is `# code: title`");
        assert!(entry.text().len() > 80, "{code}: say when it comes, and why it matters");
        assert!(file.lines().all(|line| line.chars().count() <= 110), "{code}: a line is too long");
        let examples = (entry.wrong().is_empty(), entry.right().is_empty());
        assert_eq!(examples.0, examples.1, "{code}: a wrong example has a right one");
        assert_eq!(examples.0, WITHOUT_EXAMPLE.contains(&code), "{code}: show a wrong and a right example");
    }
    let files =
        fs::read_dir(root().join("codegen/core/src/diagnostic/explanations")).expect("the entries").flatten();
    let files =
        files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md")).count();
    assert_eq!(files, codes.len(), "an entry is not listed in codes.rs");
}

#[test]
fn a_wrong_example_is_wrong_in_that_way_alone_and_a_right_one_is_clean() {
    let mut odd = String::new();
    for entry in codes::ALL.iter().filter(|entry| !entry.wrong().is_empty()) {
        let found = said(&entry.wrong());
        if found != BTreeSet::from([entry.name.to_owned()]) {
            odd.push_str(&format!("{}: the wrong example gives {found:?}\n", entry.name));
        }
        for found in entry.right().iter().map(|example| said(&[example])).filter(|found| !found.is_empty()) {
            odd.push_str(&format!("{}: the right example gives {found:?}\n", entry.name));
        }
    }
    assert!(odd.is_empty(), "{odd}");
}

fn speccast(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_speccast-cli"));
    let output = command
        .args(arguments)
        .current_dir(root().join("tests/consumer"))
        .output()
        .expect("the command runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let said = if stderr.is_empty() { String::new() } else { format!("[stderr]\n{stderr}") };
    format!(
        "$ speccast {}\n{stdout}{said}[exit {}]\n",
        arguments.join(" "),
        output.status.code().unwrap_or(-1)
    )
}

macro_rules! shown {
    ($($text:expr),+ $(,)?) => {
        insta::with_settings!({ snapshot_path => "../snapshots/explain", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!([$($text),+].join("\n"));
        })
    };
}

#[test]
fn explains_a_code() {
    shown!(
        speccast(&["explain", "same-module"]),
        speccast(&["explain", "unknwn-key"]),
        speccast(&["explain", "zzz"])
    );
    assert_eq!(
        speccast(&["explain", "error[label]:"]).split_once('\n').map(|(_, rest)| rest.to_owned()),
        speccast(&["explain", "label"]).split_once('\n').map(|(_, rest)| rest.to_owned()),
        "as it stands in a message"
    );
    let list = speccast(&["explain"]);
    assert!(codes::ALL.iter().all(|entry| list.contains(entry.title())), "{list}");
}
