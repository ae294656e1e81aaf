//! The checked-in code is up to date, and generated code does not depend on time and place.

use speccast::output::{Directory, LockState};
use speccast::{Generated, Options, Source, generate, input};
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned()
}

fn output() -> Directory {
    Directory::open(&workspace().join("generated/src")).expect("an output directory with a lock file")
}

fn sources() -> Vec<Source> {
    let specs = input::find(&workspace().join("specs")).expect("specs");
    specs.iter().map(|path| output().read(path).expect("a spec")).collect()
}

fn generated(sources: &[Source]) -> Generated {
    generate(sources, &Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn generated_code_is_fresh() {
    let update = output().update(&sources(), &[workspace().join("specs")], &Options::default(), true);
    let speccast::output::Update { generated, plan, .. } = update.expect("generated code");
    let differ = |change: &speccast::output::Change| format!("{}: {:?}", change.path, change.reasons);
    let stale: Vec<String> = plan.changes().iter().map(differ).collect();
    assert!(stale.is_empty(), "run `cargo run -- generate` and commit the result: {stale:#?}");
    assert_eq!(plan.lock_state(), LockState::Current, "run `cargo run -- generate` and commit the result");
    assert!(plan.is_done(), "{:?}", plan.declarations());
    assert!(generated.warnings.is_empty(), "the specs have no warnings:\n{}", generated.warnings);
}

#[test]
fn the_same_specs_make_the_same_bytes() {
    let here = generated(&sources());
    assert_eq!(here.files, generated(&sources()).files);
    let elsewhere = |source: &Source| {
        let name = format!("/some/where/else/{}", source.file_name());
        Source::new(name, source.text()).with_origin(source.origin())
    };
    let elsewhere: Vec<Source> = sources().iter().map(elsewhere).collect();
    assert_eq!(here.files, generated(&elsewhere).files, "the directory of a spec is not in its output");
}

#[test]
fn generated_modules_are_as_reviewed() {
    for file in generated(&sources()).files {
        insta::with_settings!({ snapshot_path => "../snapshots/generated", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(file.path.replace('/', "_").replace(".rs", ""), file.text);
        });
    }
}
