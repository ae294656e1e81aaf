//! `speccast diff`: formats, exit status, revisions, and the git driver.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const OLD: &str = r#"speccast: 1
service: { name: Widgets, protocol: restJson1, endpoint: "https://widgets.example.com", auth: none }
operations:
  List:
    doc: Lists widgets.
    http: POST /list
    input:
      name:  { type: Name, required: true }
      color: Color
    output:
      widgets: { list: Widget }
types:
  Name:  { type: string, length: { min: 1, max: 25 }, pattern: '[a-z-]+' }
  Color: { enum: [red, green] }
  Widget:
    structure:
      name:  Name
      color: Color
"#;

fn new() -> String {
    OLD.replace("'[a-z-]+'", "'[a-z]([a-z-]*[a-z])?'")
        .replace("red, green", "red, green, blue")
        .replace("Lists widgets.", "Lists all widgets.")
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder, "old.yaml", OLD);
    write(&folder, "new.yaml", &new());
    folder
}

fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn output(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_speccast-cli"));
    command.args(arguments).current_dir(folder).env("COLUMNS", "100").output().expect("the command runs")
}

/// Returns the output of the command, and its exit status.
fn speccast(folder: &TempDir, arguments: &[&str]) -> String {
    let output = output(folder.path(), arguments);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let mut shown = format!("$ speccast {}\n{stdout}", arguments.join(" "));
    if !stderr.is_empty() {
        shown.push_str(&format!("[stderr]\n{stderr}"));
    }
    format!("{shown}[exit {}]\n", output.status.code().unwrap_or(-1))
}

fn status(folder: &TempDir, arguments: &[&str]) -> i32 {
    output(folder.path(), arguments).status.code().unwrap_or(-1)
}

fn git(folder: &TempDir, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder.path())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_PAGER", "cat")
        .output()
        .expect("git runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

macro_rules! shown {
    ($($text:expr),+ $(,)?) => {
        insta::with_settings!({ snapshot_path => "../snapshots/diff_command", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!([$($text),+].join("\n"));
        })
    };
}

#[test]
fn reports() {
    let folder = folder();
    shown!(
        speccast(&folder, &["diff", "old.yaml", "new.yaml"]),
        speccast(&folder, &["diff", "old.yaml", "new.yaml", "--format", "json"]),
        speccast(&folder, &["diff", "old.yaml", "new.yaml", "--format", "github"]),
        speccast(&folder, &["diff", "new.yaml", "old.yaml", "--verbose"]),
        speccast(&folder, &["diff", "old.yaml", "old.yaml"]),
    );
}

#[test]
fn what_the_json_has_is_documented() {
    let folder = folder();
    let stdout = output(folder.path(), &["diff", "old.yaml", "new.yaml", "--format", "json"]).stdout;
    let report: Value = serde_json::from_slice(&stdout).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["verdict"]["wire"], "breaking");
    let docs = include_str!("../../codegen/DIFF.md");
    let mut open = vec![&report];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    assert!(docs.contains(&format!("`{name}`")), "DIFF.md does not mention `{name}`");
                    open.push(value);
                }
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

#[test]
fn exit_codes() {
    let folder = folder();
    let diff = |arguments: &[&str]| status(&folder, &[&["diff"], arguments].concat());
    let fail_on = |verdict: &str, old: &str, new: &str| diff(&[old, new, "--fail-on", verdict]);
    assert_eq!(diff(&["old.yaml", "new.yaml"]), 0, "a change alone is no failure");
    for verdict in ["breaking", "dangerous", "compatible", "minor", "patch", "stale", "major,stale"] {
        assert_eq!(fail_on(verdict, "old.yaml", "new.yaml"), 1, "{verdict}");
        assert_eq!(fail_on(verdict, "old.yaml", "old.yaml"), 0, "{verdict}");
    }
    assert_eq!(fail_on("major", "old.yaml", "new.yaml"), 0);
    write(&folder, "docs.yaml", &OLD.replace("Lists widgets.", "Lists all."));
    assert_eq!(fail_on("compatible,patch", "old.yaml", "docs.yaml"), 0, "docs are no change");
    assert_eq!(diff(&["old.yaml", "missing.yaml"]), 2);
    assert_eq!(diff(&["old.yaml"]), 2);
    assert_eq!(fail_on("nonsense", "old.yaml", "new.yaml"), 2);
    write(&folder, "wrong.yaml", "speccast: 1\n");
    assert_eq!(diff(&["old.yaml", "wrong.yaml"]), 2);
}

#[test]
fn settings() {
    let folder = folder();
    let config = "severity: { enum-value-added: dangerous }\n\
                  ignore:\n  - { rule: pattern-narrowed, path: types/Name/pattern, reason: Nobody has such names. }\n";
    write(&folder, "diff.yaml", config);
    write(&folder, "unused.yaml", &config.replace("types/Name", "types/Other"));
    write(&folder, "mistake.yaml", "ignored: []\n");
    let with = |config: &str| {
        speccast(&folder, &["diff", "old.yaml", "new.yaml", "--config", config, "--fail-on", "breaking"])
    };
    shown!(with("diff.yaml"), with("unused.yaml"), with("mistake.yaml"));
}

#[test]
fn revisions() {
    let folder = tempfile::tempdir().expect("a folder");
    git(&folder, &["init", "-q", "-b", "main"]);
    write(&folder, "api/specs/widgets.yaml", OLD);
    write(&folder, "api/specs/README.md", "no spec");
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "Describe widgets"]);
    git(&folder, &["tag", "v1"]);
    write(&folder, "api/specs/widgets.yaml", &new());
    let said = speccast(&folder, &["diff", "git:v1:api/specs", "api/specs"]);
    assert!(said.contains("- git:v1:api/specs/widgets.yaml:13 |"), "{said}");
    let file = speccast(&folder, &["diff", "git:HEAD:api/specs/widgets.yaml", "api/specs/widgets.yaml"]);
    assert!(file.contains("breaking[pattern-narrowed]"), "{file}");
    // Paths are relative to the current directory, like those of files.
    let inside =
        output(&folder.path().join("api"), &["diff", "git:main:specs", "git:HEAD:./specs/widgets.yaml"]);
    assert_eq!(String::from_utf8_lossy(&inside.stdout), "the specs mean the same\n");
    let wrong = |name: &str| {
        let said = speccast(&folder, &["diff", name, "api/specs"]);
        assert!(said.ends_with("[exit 2]\n"), "{said}");
        said
    };
    assert!(wrong("git:nowhere:api/specs").contains("git has no `git:nowhere:api/specs`: "));
    assert!(
        wrong("git:v1:missing")
            .contains("git has no `git:v1:missing`: path 'missing' does not exist in 'v1'\nhelp: ")
    );
    assert!(wrong("git:v1:api").contains("no specs in this directory"));
    assert!(wrong("git:--output=x:api").contains("unknown revision `--output=x`"));
}

#[test]
fn a_spec_and_a_directory() {
    let folder = folder();
    write(&folder, "specs/old.yaml", &new());
    write(&folder, "specs/other.yaml", &OLD.replace("Widgets", "Others"));
    for (old, new) in [("old.yaml", "specs"), ("specs", "old.yaml")] {
        let said = speccast(&folder, &["diff", old, new]);
        assert!(said.contains("enum-value-") && !said.contains("service-"), "{said}");
    }
    let said = speccast(&folder, &["diff", "new.yaml", "specs"]);
    assert!(
        said.contains(
            "error: the directory `specs` contains no spec with the file name of `new.yaml`\nhelp: "
        )
    );
    assert!(said.ends_with("[exit 2]\n"), "{said}");
}

#[test]
fn a_revision_has_the_file_names_of_its_paths() {
    let folder = folder();
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "Describe widgets"]);
    for (old, new) in [("git:main", "old.yaml"), ("old.yaml", "git:main"), ("git:main:old.yaml", ".")] {
        let said = speccast(&folder, &["diff", old, new]);
        assert!(said.contains("the specs mean the same"), "{said}");
    }
    let page = speccast(&folder, &["diff", "git:main:old.yaml", "new.yaml", "--format", "html"]);
    assert!(page.contains("<title>new.yaml: breaking</title>"), "{page}");
    let page = speccast(&folder, &["diff", "new.yaml", "git:main:old.yaml", "--format", "html"]);
    assert!(page.contains("<title>old.yaml: "), "{page}");
}

#[test]
fn a_page_has_the_generated_code_of_specs_with_an_error_in_an_example() {
    let folder = folder();
    write(&folder, "wrong/old.yaml", &format!("{}examples:\n  Gone: []\n", OLD.replace("25", "20")));
    for (old, new) in [("old.yaml", "wrong/old.yaml"), ("wrong/old.yaml", "old.yaml")] {
        let page = speccast(&folder, &["diff", old, new, "--format", "html"]);
        let (_, code) = page.split_once("Changes of the generated code").expect("the code");
        assert_eq!(code.matches("<summary>").count(), 1, "{code}");
        assert!(code.matches("<tr class=\"add\"").count() <= 4, "{code}");
    }
}

#[test]
fn specs_with_an_error_in_an_example_are_compared() {
    let folder = folder();
    let example =
        "examples:\n  List:\n    - { input: { nam: cog }, request: { method: POST, zzz: 1 } }\n  Gone: []\n";
    write(&folder, "example.yaml", &format!("{}{example}", new()));
    assert_eq!(status(&folder, &["lint", "example.yaml"]), 1);
    let said = speccast(&folder, &["diff", "old.yaml", "example.yaml"]);
    assert!(said.contains("breaking[pattern-narrowed]") && !said.contains("[stderr]"), "{said}");
    let driver = ["diff", "--git-driver", "a.yaml", "old.yaml", ".", ".", "example.yaml", ".", "."];
    assert!(speccast(&folder, &driver).contains("breaking[pattern-narrowed]"));
    write(&folder, "anchor.yaml", &format!("{OLD}examples: &a\n  List: []\n"));
    assert_eq!(status(&folder, &["diff", "old.yaml", "anchor.yaml"]), 2, "the YAML itself is wrong");
}

#[test]
fn a_mistake_is_said_once_and_without_notes() {
    let folder = folder();
    let wrong = OLD.replace("color: Color\n    output", "color: Colr\n    output");
    write(
        &folder,
        "wrong.yaml",
        &wrong.replace("http: POST", "readonly: true\n    idempotent: true\n    http: POST"),
    );
    let said = speccast(&folder, &["diff", "wrong.yaml", "wrong.yaml"]);
    assert_eq!(said.matches("error[undefined-type]").count(), 1, "{said}");
    assert!(!said.contains("note["), "{said}");
}

#[test]
fn the_readme_shows_what_it_prints() {
    let command = "$ speccast diff git:main:specs specs\n";
    let (_, shown) = include_str!("../../README.md").split_once(command).expect("the sample");
    let (shown, _) = shown.split_once("  …\n```").expect("its end");
    let spec = include_str!("../../specs/codeartifact.yaml");
    let (before, rest) = spec.split_once("      # The reference page ends here").expect("the formats");
    let (_, after) = rest.split_once("- cargo\n").expect("the last format");
    let old = format!("{before}{after}").replace("{0,48}[a-z0-9]'", "{0,49}'");
    let folder = tempfile::tempdir().expect("a folder");
    git(&folder, &["init", "-q", "-b", "main"]);
    write(&folder, "specs/codeartifact.yaml", &old);
    write(&folder, "specs/imagebuilder.yaml", include_str!("../../specs/imagebuilder.yaml"));
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "Describe packages"]);
    write(&folder, "specs/codeartifact.yaml", spec);
    let said = output(folder.path(), &["diff", "git:main:specs", "specs"]).stdout;
    let said = String::from_utf8_lossy(&said);
    assert!(said.starts_with(shown), "{said}");
}

#[test]
fn git_runs_it_as_a_diff_driver() {
    let folder = tempfile::tempdir().expect("a folder");
    git(&folder, &["init", "-q", "-b", "main"]);
    write(&folder, ".gitattributes", "specs/*.yaml diff=speccast\n");
    write(&folder, "specs/widgets.yaml", OLD);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "Describe widgets"]);
    write(&folder, "specs/widgets.yaml", &new());
    git(&folder, &["commit", "-q", "-a", "-m", "Narrow names"]);
    fs::rename(folder.path().join("specs/widgets.yaml"), folder.path().join("specs/gadgets.yaml"))
        .expect("a move");
    write(&folder, "specs/gadgets.yaml", &new().replace("25", "20"));
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "Move and shorten"]);
    write(&folder, "specs/gadgets.yaml", "speccast: 1\n");
    git(&folder, &["commit", "-q", "-a", "-m", "Break it"]);
    let driver =
        format!("diff.speccast.command=\"{}\" diff --git-driver", env!("CARGO_BIN_EXE_speccast-cli"));
    let log =
        git(&folder, &["-c", &driver, "log", "-p", "--ext-diff", "-M", "--reverse", "--format=commit: %s"]);
    shown!(log);
}

#[test]
fn every_call_by_git_exits_with_zero() {
    let folder = folder();
    let driver = |arguments: &[&str]| {
        let said = speccast(&folder, &[&["diff", "--git-driver"], arguments].concat());
        assert!(said.ends_with("[exit 0]\n"), "{said}");
        said
    };
    let zero = "0000000000000000000000000000000000000000";
    let same = driver(&["specs/a.yaml", "old.yaml", zero, "100644", "old.yaml", zero, "100644"]);
    assert!(same.contains("the specs mean the same"), "{same}");
    let added = driver(&["specs/a.yaml", "/dev/null", ".", ".", "new.yaml", zero, "100644"]);
    assert!(added.contains("compatible[service-added]"), "{added}");
    let removed = driver(&["specs/a.yaml", "old.yaml", zero, "100644", "/dev/null", ".", "."]);
    assert!(removed.contains("breaking[service-removed]"), "{removed}");
    driver(&["specs/a.yaml"]);
    driver(&["specs/a.yaml", "gone", zero, "100644", "also gone", zero, "100644"]);
    driver(&["one", "two", "three"]);
    // A text diff is shown if specs cannot be compared; it contains no commands to a CI system.
    write(&folder, "wrong.yaml", "a: 1\n::error::gotcha\n ##[error]x ##vso[task]\n\u{1b}[31m");
    write(&folder, "other.yaml", "b: 1\n::error::gotcha\n ##[error]x ##vso[task]\n\u{1b}[31m");
    let path = "specs/\n::error::##[x].yaml";
    let arguments = [path, "wrong.yaml", ".", ".", "other.yaml", ".", ".", "specs/::new.yaml", "renamed"];
    let said = output(folder.path(), &[&["diff", "--git-driver"], &arguments[..]].concat()).stdout;
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("gotcha") && said.contains("renamed from"), "{said}");
    for line in said.lines() {
        assert!(!line.trim_start().starts_with("::"), "{said}");
        assert!(!line.contains("##[") && !line.contains("##vso["), "{said}");
    }
}

#[test]
fn rules_are_explained() {
    let folder = folder();
    let said = speccast(&folder, &["explain", "pattern-narrowed"]);
    assert!(
        said.starts_with(
            "$ speccast explain pattern-narrowed\npattern-narrowed: pattern accepts fewer values\n"
        ),
        "{said}"
    );
    assert_eq!(status(&folder, &["explain", "breaking[max-length-added]"]), 0, "as it stands in a report");
    let all = speccast(&folder, &["explain"]);
    assert!(speccast::diff::rules().all(|rule| all.contains(rule.id)));
}
