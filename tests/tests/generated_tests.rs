//! The output of `generate --tests` for a few good fixtures, for review of its layout. All of these tests run
//! in this package's library, whose build script generates them.

use speccast::{Options, Source, generate};
use std::fs;
use std::path::Path;

macro_rules! fixtures {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let name = stringify!($name);
                insta::with_settings!({ snapshot_path => "../snapshots/generated_tests", prepend_module_to_snapshot => false, omit_expression => true }, {
                    insta::assert_snapshot!(name, tests(name));
                });
            }
        )*
    };
}

fixtures! { bounds examples float_ranges hostile_values unions }

/// The file of tests of a fixture's module.
fn tests(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/good").join(format!("{name}.yaml"));
    let source = Source::new(format!("{name}.yaml"), fs::read_to_string(path).expect("the fixture"));
    let mut options = Options::default();
    options.tests = true;
    let generated = generate(&[source], &options).expect("a good fixture");
    let file = generated.files.into_iter().find(|file| file.path.ends_with("/tests.rs"));
    file.expect("a file of tests").text.to_string()
}
