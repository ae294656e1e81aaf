//! `speccast explain`: every code has an entry whose examples are right, and a spec shows its stages.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may panic")]

use regex::Regex;
use speccast::{Source, explain, lint};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Codes whose mistake cannot be shown in a few lines of a spec; the last three are of the settings of `speccast diff`.
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

/// All texts below a folder whose names end so.
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

/// The codes that sources and snapshots name.
fn codes() -> BTreeSet<String> {
    let made = Regex::new(
        r#"(?:Diagnostic::(?:error|warning|note)|\.error|\.refuse|\.unknown|\.wrong)\(\s*"([a-z0-9-]+)""#,
    )
    .expect("a regex");
    let said = Regex::new(r"(?m): (?:error|warning|note)\[([a-z0-9-]+)\]: ").expect("a regex");
    let mut codes = BTreeSet::new();
    for (regex, texts) in [
        (made, texts(&root().join("codegen/src"), ".rs")),
        (said, texts(&root().join("tests/snapshots/bad"), ".snap")),
    ] {
        for text in &texts {
            codes.extend(regex.captures_iter(text).map(|captures| captures[1].to_owned()));
        }
    }
    codes
}

/// The codes of what is said of examples, together.
fn said(examples: &[&str]) -> BTreeSet<String> {
    let source = |(index, example): (usize, &&str)| {
        Source::new(format!("example-{index}.yaml"), explain::complete(example))
    };
    let sources: Vec<Source> = examples.iter().enumerate().map(source).collect();
    lint(&sources).iter().map(|finding| finding.diagnostic.code.to_owned()).collect()
}

#[test]
fn every_code_has_an_entry_and_every_entry_its_code() {
    let known: BTreeSet<String> = explain::all().iter().map(|entry| entry.code().to_owned()).collect();
    let missing: Vec<_> = codes().difference(&known).cloned().collect();
    assert!(
        missing.is_empty(),
        "write codegen/src/explain/CODE.md for {missing:?}, and list it in catalogue.rs"
    );
    let sources = texts(&root().join("codegen/src"), ".rs").concat();
    for code in known {
        let named = sources.matches(&format!("\"{code}\"")).count();
        assert!(named >= 2, "nothing but the catalogue names `{code}`: remove its entry");
    }
}

#[test]
fn entries_are_in_order_and_whole() {
    let codes: Vec<&str> = explain::all().iter().map(explain::Entry::code).collect();
    assert!(codes.is_sorted(), "sort catalogue.rs");
    for entry in explain::all() {
        let code = entry.code();
        let file =
            fs::read_to_string(root().join(format!("codegen/src/explain/{code}.md"))).expect("the entry");
        assert!(file.starts_with(&format!("# {code}: ")), "{code}: the heading is `# code: title`");
        assert!(entry.text().len() > 80, "{code}: say when it comes, and why it matters");
        assert!(file.lines().all(|line| line.chars().count() <= 110), "{code}: a line is too long");
        let examples = (entry.wrong().is_empty(), entry.right().is_empty());
        assert_eq!(examples.0, examples.1, "{code}: a wrong example has a right one");
        assert_eq!(examples.0, WITHOUT_EXAMPLE.contains(&code), "{code}: show a wrong and a right example");
    }
    let files = fs::read_dir(root().join("codegen/src/explain")).expect("the entries").flatten();
    let files =
        files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md")).count();
    assert_eq!(files, codes.len(), "an entry is not listed in catalogue.rs");
}

#[test]
fn a_wrong_example_is_wrong_in_that_way_alone_and_a_right_one_is_clean() {
    let mut odd = String::new();
    for entry in explain::all().iter().filter(|entry| !entry.wrong().is_empty()) {
        let found = said(&entry.wrong());
        if found != BTreeSet::from([entry.code().to_owned()]) {
            odd.push_str(&format!("{}: the wrong example gives {found:?}\n", entry.code()));
        }
        for found in entry.right().iter().map(|example| said(&[example])).filter(|found| !found.is_empty()) {
            odd.push_str(&format!("{}: the right example gives {found:?}\n", entry.code()));
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
    assert!(explain::all().iter().all(|entry| list.contains(entry.title())), "{list}");
}

#[test]
fn shows_the_stages_of_a_spec() {
    let shown = speccast(&["explain", "specs/ping.yaml"]);
    for expected in [
        "=== document: what specs/ping.yaml says, by line\n\n",
        "=== IR: what it means\n\norigin: ping.yaml\nmodule: ping\n",
        "=== files: what is generated\n\nping/mod.rs ",
        "[exit 0]\n",
    ] {
        assert!(shown.contains(expected), "{expected:?} in {shown}");
    }
    assert!(!shown.contains("pub struct"), "{shown}");
    assert!(
        speccast(&["explain", "--files", "specs/ping.yaml"]).contains("--- ping/model.rs\n\n// Generated by")
    );
}

#[test]
fn the_document_is_shown_by_line() {
    let spec = explain::complete(
        "operations:\n  Get:\n    doc: Gets.\n    http: GET /things\n    in: query\n    input:\n      id: { type: string, length: 3 }",
    );
    let stages = explain::stages(&Source::new("get.yaml", spec));
    let document = stages.document.expect("a document");
    assert!(
        document
            .contains("   8 | operations\n     |   - name: Get\n   9 |     doc: Gets.\n  10 |     http: \"GET /things\"\n"),
        "{document}"
    );
    assert!(document.contains("type: string, constraints: { length: { min: 3, max: 3 } }"), "{document}");
    let ir = stages.ir.expect("an IR");
    assert!(ir.contains("rust_name: GetInput\n"), "{ir}");
    assert!(!ir.contains("None") && !ir.contains("Some("), "{ir}");
}

#[test]
fn the_document_says_what_its_spec_says() {
    let spec = explain::complete(
        "operations:\n  Get:\n    http: GET /things/{id}\n    readonly: true\n    deprecated: true\n    input:\n      \
         id: { type: string, required: true, in: path, sensitive: true }\n      \
         all: { type: boolean, in: query, default: false }\n      tags: { list: string, sparse: true, in: query }\n\
         errors:\n  Gone: { status: 410, retryable: not_retryable }\n\
         examples:\n  Get:\n    - { input: { id: a, all: true, tags: [1, null] }, request: { method: GET } }\n",
    );
    let document = explain::stages(&Source::new("get.yaml", spec)).document.expect("a document");
    for line in [
        "  auth: none\n",
        " readonly\n",
        " deprecated\n",
        "- name: id, type: string, required, in: path, constraints: { sensitive }\n",
        "- name: all, type: boolean, default: false, in: query\n",
        "- name: tags, type: list { item: { type: string }, sparse }, in: query\n",
        "- name: Gone, status: 410, retryable: not_retryable\n",
        "input: { id: a, all: true, tags: [1, null] }",
    ] {
        assert!(document.contains(line), "{line:?} in\n{document}");
    }
}

#[test]
fn the_stages_stop_at_a_mistake() {
    let stages = explain::stages(&Source::new(
        "get.yaml",
        explain::complete("operations:\n  Get: { http: GET /a, errors: [X] }"),
    ));
    assert!(stages.document.is_some() && stages.ir.is_none() && stages.files.is_empty());
    assert!(stages.found.has_errors());
    let stages = explain::stages(&Source::new("get.yaml", "operations: ["));
    assert!(stages.document.is_none() && stages.found.has_errors());
}

#[test]
fn whatever_is_in_a_spec_its_stages_are_printable() {
    for folder in ["good", "bad"] {
        for text in texts(&root().join("tests/fixtures").join(folder), ".yaml") {
            let stages = explain::stages(&Source::new("fixture.yaml", text));
            for stage in [stages.document, stages.ir].into_iter().flatten() {
                assert!(
                    !stage.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'),
                    "{stage:?}"
                );
            }
        }
    }
}
