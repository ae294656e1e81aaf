//! A package that generates its client in `build.rs`, built with cargo as a user would.

use speccast::{Build, BuildError};
use speccast_tests::consumer::Consumer;
use std::fs;
use std::path::Path;

#[test]
fn a_consumer_builds_rebuilds_and_shows_what_is_wrong() {
    let consumer = Consumer::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer"));
    assert_eq!(consumer.run(), "GET /ping?word=hello\n");

    assert!(!consumer.reruns(), "nothing changed");
    fs::write(consumer.path().join("specs/other.yaml"), "not: ours").expect("a file");
    fs::write(consumer.path().join("README.md"), "text").expect("a file");
    assert!(!consumer.reruns(), "a file that was not named changed");

    consumer.edit("GET /ping", "GET /pong");
    assert_eq!(consumer.run(), "GET /pong?word=hello\n");

    consumer.edit("readonly: true", "readonyl: true");
    let broken = consumer.cargo(&["build"]);
    let said = String::from_utf8_lossy(&broken.stderr).into_owned();
    assert!(!broken.status.success(), "a broken spec fails the build");
    let line =
        "specs/ping.yaml:12:5: error[unknown-key]: unknown key `readonyl`; help: did you mean `readonly`?";
    assert!(said.contains(line), "cargo shows the line of the spec:\n{said}");

    consumer.edit("readonyl: true", "readonly: true");
    assert_eq!(consumer.run(), "GET /pong?word=hello\n");
}

#[test]
fn a_renamed_module_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("ping.yaml");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("consumer/specs/ping.yaml"))
        .expect("a spec");
    let modules = |text: &str| {
        fs::write(&spec, text).expect("a spec");
        let specs =
            Build::new().spec(&spec).out_dir(folder.path()).compile_for_dependencies().expect("a good spec");
        assert_eq!(specs, [spec.as_path()]);
        let entries = fs::read_dir(folder.path().join("speccast")).expect("a folder").flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        names
    };
    assert_eq!(modules(&text), ["include.rs", "ping"]);
    assert_eq!(modules(&text.replace("name: Ping", "name: Echo")), ["echo", "include.rs"]);
}

#[test]
fn a_depfile_names_target_and_specs() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("my spec.yaml");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("consumer/specs/ping.yaml"), &spec).expect("a spec");
    let depfile = folder.path().join("client.d");
    let build = Build::new().spec(&spec).out_dir(folder.path()).depfile(&depfile);
    build.compile_for_dependencies().expect("a good spec");
    let root = folder.path().display();
    let expected = format!("{root}/speccast/include.rs: {root}/my\\ spec.yaml\n");
    assert_eq!(fs::read_to_string(depfile).expect("a depfile"), expected);
}

#[test]
fn errors_are_values_and_leave_the_last_good_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = Build::new().spec("nowhere.yaml").out_dir(folder.path()).compile_for_dependencies();
    let error = missing.expect_err("there is no such spec");
    assert_eq!(error.to_string(), "nowhere.yaml: no such file or directory");

    let spec = folder.path().join("ping.yaml");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("consumer/specs/ping.yaml"), &spec).expect("a spec");
    let build = Build::new().spec(&spec).out_dir(folder.path());
    build.clone().compile_for_dependencies().expect("a good spec");
    let before = fs::read_to_string(folder.path().join("speccast/ping/client.rs")).expect("a client");
    fs::write(&spec, "speccast: 1\n").expect("a spec");
    let error = build.compile_for_dependencies().expect_err("a bad spec");
    assert!(matches!(error, BuildError::Spec(_)));
    assert!(
        format!("{error:?}").contains("a spec needs `service`"),
        "Debug is what `main` prints: {error:?}"
    );
    assert_eq!(fs::read_to_string(folder.path().join("speccast/ping/client.rs")).expect("a client"), before);
}
