//! Output of `speccast lint --format` for tools, which no spec can break.

use serde_json::Value;
use speccast::{Diagnostics, Source, lint, report};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Two errors, one with two places, in a file with characters of several bytes.
const SPEC: &str = r#"# Größe
speccast: 1
service: { name: Ping, protocol: restJson1, endpoint: "https://ping.example.com", auth: none }
operations:
  Ping:
    doc: "ÄÖ🦀"
    http: GET /ping
    input: { a: { type: strng, in: query, doc: Größe }, a: string }
"#;

/// A spec with names that try to break the output.
const HOSTILE: &str = r#"
speccast: 1
service: { name: Ping, protocol: "x\n::error file=a.rs::gone\u001b[31m", endpoint: "https://ping.example.com", auth: none }
operations:
  Ping:
    http: GET /ping
    "in, title=x::y%0A\r\n::stop-commands::z": query
    input: { "a\",\"b\": {1}": "[run me](https://example.com){0}\u202E</script>" }
"#;

fn found(text: &str) -> Diagnostics {
    lint(&[Source::new("specs/a, b: 100%.yaml", text)])
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn json() {
    insta::with_settings!({ snapshot_path => "../snapshots/lint_formats", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("json", report::json(&found(SPEC)));
    });
    let json = parsed(&report::json(&found(SPEC)));
    let label = &json["findings"][0]["labels"][0];
    let (start, end) = (&label["start"]["byte"], &label["end"]["byte"]);
    let range = start.as_u64().expect("an offset") as usize..end.as_u64().expect("an offset") as usize;
    assert_eq!(&SPEC[range], "strng", "offsets are bytes of the file");
    assert_eq!(parsed(&report::json(&Diagnostics::new()))["findings"], Value::Array(vec![]));
}

/// Each of these ends the reading of a spec, so that they would need a fixture each.
#[test]
fn slips_of_yaml() {
    let slips = [
        "doc: Gets it: all",
        "doc: a\n      b: c",
        "doc: 'it's here'",
        "doc: \"see\" the docs",
        "doc: \"see the docs",
        "doc: %see",
        "doc: > see\n      the docs",
        "\tdoc: see",
        " doc: see",
        "input",
        "input: { a: string b: string }",
        "input: { a: string",
        "output: { a: [string\n      b: string }",
        "output: { a: { enum: [a b: c] } }",
        "input: { a: { type: string, pattern: \"é\\n\\.x\\d+\" } }",
        "input: { a: { type: string, pattern: \"\\u12+\" } }",
        "input: { a: { type: string, pattern: [a-z]+ } }",
        "input: { a: { type: string, pattern: [a-z]{2,3} } }",
        "input: { a: { type: string, pattern: ^a{2,3}$ } }",
        "input: { a: { type: string, pattern: *.txt } }",
        "input: { a: { type: string, pattern: @.* } }",
        "input:\n      a:\n        type: string\n        pattern: [a-z]+",
        "input: { a: {type:string} }",
    ];
    let said = slips.map(|slip| {
        let lines = SPEC.lines().take(5).map(|line| format!("{line}\n")).collect::<String>();
        let found = found(&format!("{lines}    http: GET /ping\n    in: query\n    {slip}\n"));
        format!("{slip}\n{found}")
    });
    insta::with_settings!({ snapshot_path => "../snapshots/lint_formats", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("slips_of_yaml", said.join("\n\n"));
    });
}

/// Exactly the members of an object that `DIAGNOSTICS.md` documents.
fn assert_members(value: &Value, members: &[&str]) {
    let mut found: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut documented = members.to_vec();
    found.sort_unstable();
    documented.sort_unstable();
    assert_eq!(found, documented);
}

#[test]
fn json_is_as_documented() {
    for file in
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad")).expect("specs").flatten()
    {
        let text = fs::read_to_string(file.path()).expect("a spec");
        let json = parsed(&report::json(&lint(&[Source::new("a.yaml", text.as_str())])));
        assert_members(&json, &["version", "errors", "warnings", "notes", "findings"]);
        let findings = json["findings"].as_array().expect("findings");
        for severity in ["error", "warning", "note"] {
            let count = findings.iter().filter(|finding| finding["severity"] == severity).count();
            assert_eq!(json[format!("{severity}s")], count);
        }
        for finding in findings {
            assert_members(finding, &["file", "severity", "code", "message", "labels", "help"]);
            assert!(!finding["message"].as_str().expect("a message").contains('\n'), "{finding}");
            for label in finding["labels"].as_array().expect("labels") {
                assert_members(label, &["text", "start", "end"]);
                for place in [&label["start"], &label["end"]] {
                    assert_members(place, &["byte", "line", "column"]);
                    let before = &text[..place["byte"].as_u64().expect("an offset") as usize];
                    let line = before.rsplit('\n').next().unwrap_or_default();
                    assert_eq!(place["line"], before.matches('\n').count() + 1);
                    assert_eq!(place["column"], line.chars().count() + 1);
                }
            }
        }
    }
}

#[test]
fn github() {
    let lines: Vec<String> = report::github(&found(SPEC)).lines().map(str::to_owned).collect();
    let file = "file=specs/a%2C b%3A 100%25.yaml";
    assert_eq!(
        lines[0],
        format!(
            "::error {file},line=8,endLine=8,col=25,endColumn=30,title=undefined-type::unknown type `strng`%0Ahelp: did you mean `string`?"
        )
    );
    assert!(lines[1].contains("%0A8:14: first defined here"), "{}", lines[1]);
    assert_eq!(lines.len(), 2);
}

/// The requirements of section 3 of SARIF 2.1.0 for the objects in use.
fn assert_sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|schema| schema.ends_with("sarif-schema-2.1.0.json")));
    for run in log["runs"].as_array().expect("3.13.4: runs is an array") {
        let driver = &run["tool"]["driver"];
        assert!(driver["name"].as_str().is_some_and(|name| !name.is_empty()), "3.19.8: a tool has a name");
        assert_eq!(run["columnKind"], "unicodeCodePoints", "3.14.17: columns count characters");
        let rules = driver["rules"].as_array().expect("3.19.23: rules is an array");
        for rule in rules {
            assert!(rule["id"].is_string(), "3.49.3: a rule has an id");
            assert!(rule["shortDescription"]["text"].is_string(), "3.12.3: a description has a text");
            assert!(rule["help"]["text"].as_str().is_some_and(|text| !text.is_empty()));
            assert!(rule["help"]["markdown"].is_string());
            assert!(rule.get("helpUri").is_none());
        }
        for result in run["results"].as_array().expect("3.14.23: results is an array") {
            assert_message(&result["message"]);
            let index = result["ruleIndex"].as_u64().expect("3.27.6: an index into the rules") as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let level = result["level"].as_str().expect("3.27.10: a level");
            assert!(["error", "warning", "note"].contains(&level));
            assert_eq!(result["locations"].as_array().map(Vec::len), Some(1));
            let related = result["relatedLocations"].as_array().into_iter().flatten();
            for location in result["locations"].as_array().into_iter().flatten().chain(related) {
                assert_location(location);
            }
        }
    }
}

/// Section 3.11: braces are doubled, and there are no links.
fn assert_message(message: &Value) {
    let text = message["text"].as_str().expect("3.11.8: a message has a text");
    assert!(!text.contains("]("), "3.11.6: this would be a link: {text}");
    let rest = text.replace("{{", "").replace("}}", "");
    assert!(!rest.contains(['{', '}']), "3.11.5: this would be a placeholder: {text}");
}

fn assert_location(location: &Value) {
    let physical = &location["physicalLocation"];
    let uri = physical["artifactLocation"]["uri"].as_str().expect("3.4.3: a URI reference");
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/%:".contains(c);
    assert!(uri.chars().all(allowed), "RFC 3986: {uri}");
    let Some(region) = physical.get("region") else { return };
    let number = |key: &str| region[key].as_u64().unwrap_or_else(|| panic!("3.30: {key} is a number"));
    assert!(number("startLine") >= 1 && number("startColumn") >= 1);
    let (start, end) =
        ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
    assert!(end >= start, "3.30.7: the end is not before the start");
}

#[test]
fn sarif() {
    let log = parsed(&report::sarif(&found(SPEC)));
    assert_sarif(&log);
    let results = &log["runs"][0]["results"];
    assert_eq!(results[0]["message"]["text"], "unknown type `strng`\nhelp: did you mean `string`?");
    let physical = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "specs/a%2C%20b%3A%20100%25.yaml");
    assert_eq!(
        (&physical["region"]["startLine"], &physical["region"]["startColumn"]),
        (&8.into(), &25.into())
    );
    assert_eq!(results[1]["relatedLocations"][0]["message"]["text"], "first defined here");
    assert_sarif(&parsed(&report::sarif(&Diagnostics::new())));
}

#[test]
fn every_bad_fixture_in_every_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad");
    for entry in fs::read_dir(folder).expect("the fixtures").flatten() {
        let text = fs::read_to_string(entry.path()).expect("a fixture");
        let found = lint(&[Source::new(entry.path().display().to_string(), text)]);
        let count = found.iter().count();
        assert_sarif(&parsed(&report::sarif(&found)));
        let json = parsed(&report::json(&found));
        assert_eq!(json["findings"].as_array().map(Vec::len), Some(count));
        assert_eq!(report::github(&found).lines().count(), count);
        let sum: u64 = ["errors", "warnings", "notes"].iter().filter_map(|key| json[key].as_u64()).sum();
        assert_eq!(sum, count as u64);
    }
}

#[test]
fn a_spec_writes_no_commands_and_no_links() {
    let found = found(HOSTILE);
    assert!(found.iter().count() >= 2, "{found}");
    let github = report::github(&found);
    assert_eq!(github.lines().count(), found.iter().count());
    for line in github.lines() {
        assert!(line.starts_with("::error file=specs/a%2C b%3A 100%25.yaml,line="), "{line}");
        assert!(!line.contains(|c: char| c.is_control() || c == '\u{202e}'), "{line:?}");
        let properties = line.trim_start_matches("::error ").split("::").next().unwrap_or_default();
        let keys: Vec<&str> = properties.split(',').filter_map(|it| it.split('=').next()).collect();
        assert_eq!(keys, ["file", "line", "endLine", "col", "endColumn", "title"], "{line}");
    }
    for text in [report::json(&found), report::sarif(&found)] {
        assert!(text.chars().all(|c| c == '\n' || matches!(c, ' '..='~')), "only ASCII is printed");
    }
    assert_sarif(&parsed(&report::sarif(&found)));
    let json = parsed(&report::json(&found));
    let messages: Vec<&str> =
        json["findings"].as_array().into_iter().flatten().filter_map(|it| it["message"].as_str()).collect();
    assert!(
        messages.iter().any(|message| message.contains("[run me](https://example.com){0}\u{202e}</script>")),
        "{messages:?}"
    );
    let human = found.to_string();
    assert!(!human.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{human:?}");
    assert!(
        !found.iter().any(|finding| finding.line().contains(|c: char| c.is_control() || c == '\u{202e}'))
    );
}

#[test]
fn an_absolute_path_is_a_file_uri() {
    let found = lint(&[Source::new("/home/me/my specs/ping.yaml", SPEC)]);
    let log = parsed(&report::sarif(&found));
    let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(location["uri"], "file:///home/me/my%20specs/ping.yaml");
}

#[test]
fn the_first_of_thousands_of_errors_on_one_line_are_listed_and_all_are_counted() {
    let found = found(&format!("speccast: 1\nöö: {{ {} }}\n", "a: ä, ".repeat(3000)));
    let json = parsed(&report::json(&found));
    assert!(json["errors"].as_u64().is_some_and(|errors| errors > 2999));
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(1000));
    // The keys that are missing and the key itself are the first findings.
    let start = &json["findings"][999]["labels"][0]["start"];
    let column = |it: &Value| it["column"].as_u64().expect("a column");
    let third = column(&json["findings"][2]["labels"][0]["start"]);
    assert_eq!((&start["line"], column(start)), (&2.into(), third + 6 * 997));
    assert_eq!(report::github(&found).lines().count(), 1000);
    assert_eq!(parsed(&report::sarif(&found))["runs"][0]["results"].as_array().map(Vec::len), Some(1000));
}

fn speccast(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_speccast-cli"));
    command.args(arguments).current_dir(folder).output().expect("the command runs")
}

#[test]
fn the_command_only_prints_them() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("ping.yaml"), SPEC).expect("a file");
    let expected = lint(&[Source::new("ping.yaml", SPEC)]);
    for (format, text) in [
        ("json", report::json(&expected) + "\n"),
        ("sarif", report::sarif(&expected) + "\n"),
        ("github", report::github(&expected)),
    ] {
        let output = speccast(folder.path(), &["lint", "ping.yaml", "--format", format]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), text);
        assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0), "{format}");
    }
    let output = speccast(folder.path(), &["lint", "nowhere.yaml", "--format", "json"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}
