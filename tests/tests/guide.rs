//! Every example in README and guide works: Rust is compiled, specs are checked, commands run.

#[path = "../src/snippets.rs"]
mod snippets;

use snippets::Snippet;
use speccast::{Source, lint};
use speccast_tests::project::Project;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

/// The crate that the guide's reader makes.
mod my_api {
    include!(concat!(env!("OUT_DIR"), "/guide/speccast/include.rs"));
}

/// A function for each example in Rust.
#[allow(unused, reason = "they are examples")]
mod rust {
    use super::my_api;

    include!(concat!(env!("OUT_DIR"), "/guide/snippets.rs"));
}

fn all() -> Vec<Snippet> {
    snippets::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("pages")
}

/// The top-level keys of a spec, each with its lines.
fn sections(spec: &str) -> Vec<(&str, String)> {
    let mut sections: Vec<(&str, String)> = Vec::new();
    for line in spec.lines() {
        match line.split_once(':') {
            Some((key, _)) if key.starts_with(|c: char| c.is_ascii_lowercase()) => {
                sections.push((key, format!("{line}\n")));
            }
            _ => {
                if let Some((_, lines)) = sections.last_mut() {
                    lines.extend([line, "\n"]);
                }
            }
        }
    }
    sections
}

/// A spec that is shown in part, with the other keys of the guide's spec. Types are added to the guide's.
fn whole(part: &str, guide: &str) -> String {
    let part = sections(part);
    if part.iter().any(|(key, _)| *key == "speccast") {
        return part.into_iter().map(|(_, lines)| lines).collect();
    }
    let mut whole = sections(guide);
    for (key, lines) in part {
        match whole.iter_mut().find(|(other, _)| *other == key) {
            Some((_, old)) if key == "types" => old.extend(lines.split_inclusive('\n').skip(1)),
            Some((_, old)) => *old = lines,
            None => whole.push((key, lines)),
        }
    }
    whole.into_iter().map(|(_, lines)| lines).collect()
}

#[test]
fn specs_are_valid() {
    let snippets = all();
    let guide = snippets::spec(&snippets).expect("the guide's spec");
    let mut count = 0;
    for snippet in snippets.iter().filter(|snippet| snippet.language == "yaml") {
        let text = whole(&snippet.text, guide);
        let found = lint(&[Source::new("specs/greeter.yaml", text.as_str())]);
        assert!(!found.has_errors(), "{}:{}\n{text}\n{found}", snippet.page, snippet.line);
        count += 1;
    }
    assert!(count >= 5, "{count} specs");
}

/// Runs the lines that call speccast or git, page by page, in a project with the guide's spec, and compares
/// the output of `console` blocks.
#[test]
fn commands_work() {
    let snippets = all();
    let guide = snippets::spec(&snippets).expect("the guide's spec");
    let cli = Path::new(env!("CARGO_BIN_EXE_speccast-cli"));
    let bin = tempfile::tempdir().expect("a folder");
    fs::copy(cli, bin.path().join(format!("speccast{}", env::consts::EXE_SUFFIX))).expect("the command");
    let path = env::join_paths(
        [bin.path().to_owned()].into_iter().chain(env::split_paths(&env::var_os("PATH").expect("a path"))),
    )
    .expect("a path");
    let run = |folder: &Path, line: &str| {
        let command = format!("exec 2>&1; {line}");
        let shell = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder)
            .env("PATH", &path)
            .stdin(Stdio::null())
            .output()
            .expect("a shell");
        (shell.status.success(), String::from_utf8(shell.stdout).expect("UTF-8"))
    };
    let mut count = 0;
    let mut pages: Vec<&str> = snippets.iter().map(|snippet| snippet.page.as_str()).collect();
    pages.dedup();
    for page in pages.into_iter().filter(|page| page.starts_with("docs/")) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("specs")).expect("a folder");
        fs::create_dir(folder.path().join("src")).expect("a folder");
        fs::write(folder.path().join("specs/greeter.yaml"), guide).expect("a file");
        for line in [
            "git init -q",
            "speccast generate --out src",
            "git add specs",
            "git -c user.name=a -c user.email=a@example.com commit -qm first",
        ] {
            let (ok, shown) = run(folder.path(), line);
            assert!(ok, "{line}\n{shown}");
        }
        for snippet in snippets.iter().filter(|snippet| snippet.page == page) {
            let at = format!("{page}:{}", snippet.line);
            match snippet.language.as_str() {
                "sh" => {
                    for line in snippet.text.lines() {
                        if line.starts_with("speccast ") || line.starts_with("git ") {
                            let (ok, shown) = run(folder.path(), line);
                            assert!(ok, "{at}: {line}\n{shown}");
                            count += 1;
                        }
                    }
                }
                "console" => {
                    let (line, expected) = snippet.text.split_once('\n').expect("output");
                    let line = line.strip_prefix("$ ").expect("a command");
                    assert_eq!(run(folder.path(), line).1, expected, "{at}: {line}");
                    count += 1;
                }
                "text" if is_settings(&snippet.text) => {
                    fs::write(folder.path().join("speccast.yaml"), &snippet.text).expect("a file");
                    let (ok, shown) = run(folder.path(), "speccast generate");
                    assert!(ok, "{at}: {shown}");
                    count += 1;
                }
                _ => {}
            }
        }
    }
    assert!(count >= 8, "{count} commands");
}

/// Whether a block is a `speccast.yaml`.
fn is_settings(text: &str) -> bool {
    text.starts_with("out:") || text.starts_with("specs:")
}

/// Output that pages show, of the guide's spec after a change.
#[test]
fn sample_output_is_real() {
    let snippets = all();
    let guide = snippets::spec(&snippets).expect("the guide's spec");
    let shown = |page: &str, start: &str| {
        let found = snippets.iter().find(|snippet| snippet.page == page && snippet.text.starts_with(start));
        &found.expect("the sample").text
    };
    let project = Project::new(env!("CARGO_BIN_EXE_speccast-cli"));
    let misspelled = guide.replacen("{ type: string", "{ type: strng", 1);
    project.write("specs/greeter.yaml", misspelled);
    let lint = project.run(&["lint", "specs/greeter.yaml"]);
    let sample = shown("README.md", "error[undefined-type]");
    assert!(lint.contains(sample.trim_end()), "{sample}\n{lint}");

    project.write("old.yaml", guide);
    project.write("new.yaml", guide.replacen("max: 64", "max: 32", 1));
    let diff = project.run(&["diff", "old.yaml", "new.yaml"]);
    let diff =
        diff.replace("old.yaml", "git:HEAD:specs/greeter.yaml").replace("new.yaml", "specs/greeter.yaml");
    let sample = shown("docs/review.md", "wire: ");
    assert!(diff.contains(sample.trim_end()), "{sample}\n{diff}");
}

/// Generated code that the README shows, without the lines that it leaves out.
#[test]
fn sample_code_is_generated() {
    let snippets = all();
    let sample =
        snippets.iter().find(|snippet| snippet.page == "README.md" && snippet.language == "rust,ignore");
    let code = include_str!("../../generated/src/codeartifact/validator.rs");
    let mut rest = code;
    for line in sample.expect("the sample").text.lines().filter(|line| !line.is_empty()) {
        let (_, after) = rest.split_once(line).unwrap_or_else(|| panic!("not generated: {line}"));
        rest = after;
    }
}

/// The number of generated lines in the comparison is true within a tenth.
#[test]
fn the_comparison_counts_generated_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let modules = ["codeartifact", "imagebuilder"].map(|module| root.join("generated/src").join(module));
    let files = modules.iter().flat_map(|folder| fs::read_dir(folder).expect("a module"));
    let texts = files.map(|file| fs::read_to_string(file.expect("a file").path()).expect("code"));
    let count: usize = texts.map(|text| text.lines().count()).sum();
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let (before, _) = readme.split_once(" generated, for the two operations").expect("the row");
    let shown: usize = before.rsplit(' ').next().expect("a number").parse().expect("a number");
    assert!(shown.abs_diff(count) * 10 <= count, "README shows {shown} lines, there are {count}");
}

/// Files in other formats can be parsed, and name versions that exist.
#[test]
fn files_are_valid() {
    let version = env!("CARGO_PKG_VERSION");
    for snippet in all() {
        let at = format!("{}:{}", snippet.page, snippet.line);
        match snippet.language.as_str() {
            "yml" => {
                let parsed: Result<serde_yaml::Value, _> = serde_yaml::from_str(&snippet.text);
                assert!(parsed.is_ok(), "{at}: {parsed:?}");
            }
            "json" => {
                let parsed: Result<serde_json::Value, _> = serde_json::from_str(&snippet.text);
                assert!(parsed.is_ok(), "{at}: {parsed:?}");
            }
            "toml" => {
                for line in snippet.text.lines().filter(|line| line.starts_with("speccast-")) {
                    let (_, named) = line.split_once('"').expect("a version");
                    let (named, _) = named.split_once('"').expect("its end");
                    assert!(version.starts_with(named), "{at}: {line}");
                }
            }
            _ => {}
        }
    }
}

/// The rules for Ninja, if it is installed.
#[test]
fn ninja_runs_the_rules() {
    let snippets = all();
    let rules = snippets.iter().find(|snippet| snippet.language == "ninja").expect("rules");
    let project = Project::new(env!("CARGO_BIN_EXE_speccast-cli"));
    project.write("specs/greeter.yaml", snippets::spec(&snippets).expect("the guide's spec"));
    let command = format!("= {} generate", env!("CARGO_BIN_EXE_speccast-cli"));
    project.write("build.ninja", rules.text.replace("= speccast generate", &command));
    let Ok(first) = Command::new("ninja").current_dir(project.path()).output() else { return };
    assert!(first.status.success(), "{first:?}");
    assert!(project.has("gen/greeter/client.rs") && project.has("greeter.stamp"));
    let second = Command::new("ninja").current_dir(project.path()).output().expect("Ninja runs");
    assert!(String::from_utf8_lossy(&second.stdout).contains("no work to do"), "{second:?}");
}

/// The anchors of a page's headings, as code forges create them.
fn anchors(page: &str) -> Vec<String> {
    let mut in_code = false;
    let headings = page.lines().filter(move |line| {
        in_code ^= line.starts_with("```");
        !in_code && line.starts_with('#')
    });
    let anchor = |heading: &str| {
        let text = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = text.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// The lines of a page below a heading, up to the next heading that is not below it.
fn section(page: &str, anchor: &str) -> String {
    let level = |line: &str| line.len() - line.trim_start_matches('#').len();
    let mut in_code = false;
    let mut open = None;
    let mut found = String::new();
    for line in page.lines() {
        in_code ^= line.starts_with("```");
        let heading = level(line);
        if !in_code && heading > 0 {
            open = open.filter(|open| heading > *open);
            open = open.or_else(|| (anchors(line) == [anchor]).then_some(heading));
        } else if open.is_some() {
            found.extend([line, "\n"]);
        }
    }
    found
}

/// Each section that shows how to write what a reference documents has an example.
#[test]
fn needs_have_examples() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let needs = fs::read_to_string(docs.join("needs.md")).expect("the page");
    let link = regex::Regex::new(r"\]\(([^)#:]*)#([^)]*)\)").expect("a pattern");
    let rows: Vec<&str> =
        needs.lines().filter(|line| line.starts_with("| ") && line.contains("](")).collect();
    assert!(rows.len() > 30, "{} rows", rows.len());
    for found in rows.iter().flat_map(|row| link.captures_iter(row)) {
        let page = fs::read_to_string(docs.join(&found[1])).expect("a page");
        let section = section(&page, &found[2]);
        let is_shown = section.contains("```yaml") || section.contains("```rust");
        assert!(is_shown || &found[1] == "reference.md", "{}#{}\n{section}", &found[1], &found[2]);
    }
}

#[test]
fn links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let link = regex::Regex::new(r"\]\(([^)#:]*)(?:#([^)]*))?\)").expect("a pattern");
    let mut pages: Vec<_> =
        ["README.md", "CONTRIBUTING.md", "RELEASING.md", "codegen/ARCHITECTURE.md", "codegen/DIFF.md"]
            .into_iter()
            .chain(["codegen/DIAGNOSTICS.md", "codegen/PATTERNS.md"])
            .map(|page| root.join(page))
            .collect();
    for entry in fs::read_dir(root.join("docs")).expect("the guide") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    for page in pages {
        let text = fs::read_to_string(&page).expect("a page");
        for found in link.captures_iter(&text) {
            let target = match &found[1] {
                "" => page.clone(),
                path => page.parent().expect("a folder").join(path),
            };
            assert!(target.exists(), "{}: {} does not exist", page.display(), &found[1]);
            if let Some(anchor) = found.get(2) {
                let headings = anchors(&fs::read_to_string(&target).expect("a page"));
                let anchor = anchor.as_str();
                assert!(headings.iter().any(|it| it == anchor), "{}: no #{anchor}", page.display());
            }
        }
    }
    let summary = fs::read_to_string(root.join("docs/SUMMARY.md")).expect("the contents");
    for entry in fs::read_dir(root.join("docs")).expect("the guide") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        let listed =
            summary.contains(&format!("]({name})")) || !name.ends_with(".md") || name == "SUMMARY.md";
        assert!(listed, "SUMMARY.md does not list {name}");
    }
}
