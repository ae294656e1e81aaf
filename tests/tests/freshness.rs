//! The checked-in code is what the specs make, and is the same whenever and wherever it is made.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may panic")]

use speccast::output::Plan;
use speccast::{Generated, Options, Source, generate, input};
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned()
}

fn from_specs(name: impl Fn(&Path) -> PathBuf) -> Generated {
    let specs = input::find(&workspace().join("specs")).expect("specs");
    let sources: Vec<Source> = specs
        .iter()
        .map(|path| Source::new(name(path).display().to_string(), input::read(path).expect("a spec").text()))
        .collect();
    generate(&sources, &Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn generated_code_is_fresh() {
    let generated = from_specs(Path::to_owned);
    let plan = Plan::new(&workspace().join("generated/src"), &generated).expect("generated code");
    let stale: Vec<&str> = plan.changes().iter().map(|change| change.path.as_str()).collect();
    assert!(stale.is_empty(), "run `cargo run -- generate` and commit the result: {stale:?}");
    assert!(generated.warnings.is_empty(), "the specs have no warnings:\n{}", generated.warnings);
}

#[test]
fn the_same_specs_make_the_same_bytes() {
    let here = from_specs(Path::to_owned);
    assert_eq!(here.files, from_specs(Path::to_owned).files);
    let elsewhere = from_specs(|path| Path::new("/some/where/else").join(path.file_name().expect("a name")));
    assert_eq!(here.files, elsewhere.files, "the directory of a spec is not in its output");
}

#[test]
fn generated_modules_are_as_reviewed() {
    for file in from_specs(Path::to_owned).files {
        insta::with_settings!({ snapshot_path => "../snapshots/generated", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(file.path.replace('/', "_").replace(".rs", ""), file.text);
        });
    }
}
