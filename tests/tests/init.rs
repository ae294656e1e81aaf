//! `speccast init`: a spec to start from.

use speccast::init::starter;
use speccast::{Options, Source, generate, lint};
use speccast_tests::consumer::Consumer;
use speccast_tests::fixtures::starter_name::{Client, Color, GetThingInput, ListThings, ListThingsInput};
use std::fs;
use std::path::Path;
use std::process::Command;

fn speccast(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_speccast-cli"));
    let output = command.args(arguments).current_dir(folder).output().expect("the command runs");
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    (output.status.code(), text.into_owned())
}

#[test]
fn writes_a_spec_and_no_second_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let (status, said) = speccast(folder.path(), &["init", "Widget Works"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.starts_with("wrote specs/widget_works.yaml\n"), "{said}");
    let path = folder.path().join("specs/widget_works.yaml");
    let text = fs::read_to_string(&path).expect("the spec");
    assert!(text.contains("  name: Widget Works\n"), "{text}");
    assert!(text.contains("\"https://widget-works.example.com\""), "{text}");
    assert_eq!(speccast(folder.path(), &["lint"]).0, Some(0));
    let (status, said) = speccast(folder.path(), &["generate"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("\nadd to generated/src/lib.rs: #[rustfmt::skip] pub mod widget_works;\n"),
        "{said}"
    );
    assert_eq!(speccast(folder.path(), &["generate", "--check"]).0, Some(0), "it may be declared elsewhere");

    fs::write(&path, "mine").expect("a file");
    let (status, said) = speccast(folder.path(), &["init", "Widget Works"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("specs/widget_works.yaml already exists\nhelp: "), "{said}");
    assert_eq!(fs::read_to_string(&path).expect("the spec"), "mine");

    assert_eq!(speccast(folder.path(), &["init", "Widget Works", "--out", "a/b/other.yaml"]).0, Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("a/b/other.yaml")).expect("the spec"), text);
}

#[test]
fn settings_of_a_crate_name_its_sources() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("src")).expect("a folder");
    fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"mine\"\n").expect("a file");
    fs::write(folder.path().join("src/lib.rs"), "").expect("a file");
    assert_eq!(speccast(folder.path(), &["init", "Widget Works"]).0, Some(0));
    let (status, said) = speccast(folder.path(), &["generate"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("\nadd to src/lib.rs: #[rustfmt::skip] pub mod widget_works;\n"), "{said}");
}

#[test]
fn a_whole_crate_builds_and_runs() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // The second one's module and directory are keywords.
    for (name, directory, package) in [("Widget Works", "my-api", "my-api"), ("type", "type", "client-type")]
    {
        let folder = scratch.join(format!("init-{directory}"));
        let _ = fs::remove_dir_all(&folder);
        // The search for a lock file ends at the root of a repository.
        fs::create_dir_all(folder.join(".git")).expect("a folder");
        let (status, said) = speccast(&folder, &["init", name, "--crate", directory]);
        assert_eq!(status, Some(0), "{said}");
        let next = format!("next: run `cargo run --example first_call` in {directory}\n");
        assert!(said.ends_with(&next), "{said}");
        let root = folder.join(directory);
        let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("the manifest");
        assert!(manifest.starts_with(&format!("[package]\nname = \"{package}\"\n")), "{manifest}");
        assert_eq!(speccast(&root, &["generate", "--check", "--fresh"]).0, Some(0));
        assert_eq!(speccast(&root, &["lint"]).0, Some(0));
        let output = Consumer::adopt(&root, scratch).cargo(&["run", "--quiet", "--example", "first_call"]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "cog\ngear\n", "{output:?}");
    }
}

#[test]
fn a_crate_replaces_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("src")).expect("a folder");
    fs::write(folder.path().join("src/lib.rs"), "mine").expect("a file");
    let (status, said) = speccast(folder.path(), &["init", "Widget Works", "--crate", "."]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("src/lib.rs already exists, so nothing was written\nhelp: "), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("src/lib.rs")).expect("the file"), "mine");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing else is there");
}

#[test]
fn specs_are_found_by_their_name_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let init = |name: &str, out: &str| {
        assert_eq!(speccast(folder.path(), &["init", name, "--out", out]).0, Some(0));
    };
    init("First", "first.speccast.yaml");
    fs::write(folder.path().join("compose.yaml"), "services: {}").expect("a file");
    assert_eq!(speccast(folder.path(), &["lint"]).1, "1 spec checked, no problems found\n");
    init("Second", "specs/second.yaml");
    assert_eq!(speccast(folder.path(), &["lint"]).1, "2 specs checked, no problems found\n");
}

#[test]
fn a_path_is_not_a_name() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["../foo", "specs/foo.yaml", "a\\b"] {
        let (status, said) = speccast(folder.path(), &["init", name]);
        assert_eq!(status, Some(2), "{said}");
        assert!(
            said.contains("expected the name of a service, found the path `")
                && said.contains("`--out FILE`")
        );
        assert!(!folder.path().join("specs").exists());
    }
    assert_eq!(speccast(folder.path(), &["init", "TCP/IP", "--out", "tcp.yaml"]).0, Some(0));
}

#[test]
fn any_name_gives_a_clean_spec_or_is_refused() {
    let names = [
        "greeter",
        "AWS CodeArtifact",
        "true",
        "null",
        "No",
        "1st",
        "self",
        "type",
        "client",
        "a: b",
        "a #b",
        "'quoted'",
        "say \"hi\"",
        "back\\slash",
        "- item",
        "{a}",
        "[a]",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "a, b",
        "../../etc/passwd",
        "~",
        "<script>alert(1)</script>",
        "STARTER_HOST",
        "0x1F",
        "1e3",
        ".inf",
        "2026-01-31",
        " padded ",
    ];
    for name in names {
        let Ok((module, spec)) = starter(name) else {
            assert_eq!(name, "~");
            continue;
        };
        assert!(module.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{name}: {module}");
        let source = Source::new("starter.yaml", spec.as_str());
        assert!(lint(std::slice::from_ref(&source)).is_empty(), "{name}");
        generate(&[source], &Options::default()).expect("code");
        let document: serde_json::Value = serde_yaml::from_str(&spec).expect("YAML");
        assert_eq!(document["service"]["name"], name.trim(), "the name is what was said");
    }
    for name in ["", " ", "größe", "a\nb", "a\u{1b}[31m", "\u{202e}a", "***"] {
        let error = starter(name).expect_err(name);
        assert!(error.contains("has no valid module name"), "{error}");
        assert!(!error.contains(['\u{1b}', '\u{202e}']), "{error:?}");
    }
}

#[test]
fn its_code_compiles() {
    // The build script generated it; the library of this package has it compile with warnings denied.
    let input = ListThingsInput::builder().color(Color::Red).max_results(5);
    let request = speccast_runtime::operation::encode::<ListThings>(&input).expect("a request");
    assert_eq!(request.uri(), "/v1/things?color=red&maxResults=5");
    let client = Client::builder().build().expect("a client");
    drop(client.get_thing(GetThingInput::builder().name("cog")));
}
