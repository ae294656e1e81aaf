//! Which specs of two sets are compared, and where their changes are shown.

use speccast::Source;
use speccast::diff::{Change, compare};
use speccast_tests::diff::{Side, found, spec};

#[test]
fn specs_belong_together_by_file_and_then_by_module() {
    let spec = |file: &str, name: &str| {
        let text = format!(
            "speccast: 1\nservice: {{ name: {name}, protocol: restJson1, endpoint: \"https://w.example.com\", auth: none }}\n\
             operations:\n  Act: {{ http: POST /act }}\n"
        );
        Source::new(file, text)
    };
    let old = [spec("old/a.yaml", "One"), spec("old/b.yaml", "Two"), spec("old/c.yaml", "Three")];
    let new = [spec("new/a.yaml", "One"), spec("new/bb.yaml", "Two"), spec("new/d.yaml", "Four")];
    let report = compare(&old, &new).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    assert_eq!(
        found(&report),
        ["compatible minor service-added: Four", "breaking major service-removed: Three"]
    );
    // Single specs are compared under any name.
    let renamed = compare(&old[..1], &new[2..]).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    assert_eq!(
        found(&renamed),
        ["compatible major module-renamed: service", "compatible none doc-changed: service",]
    );
}

#[test]
fn specs_with_errors_are_not_compared() {
    let wrong = Source::new("new.yaml", "speccast: 1\n");
    let found = compare(&[spec("old.yaml", "name: string", Side::Request)], &[wrong]);
    assert!(found.is_err_and(|diagnostics| diagnostics.has_errors()));
}

#[test]
fn specs_whose_texts_moved_to_other_files_are_shown_in_their_own_files() {
    let named =
        |folder: &str, file: &str, text: &Source| Source::new(format!("{folder}/{file}"), text.text());
    let one = spec("one.yaml", "size: { type: string, length: { max: 5 } }", Side::Request);
    let two = Source::new("two.yaml", one.text().replace("max: 5", "max: 9"));
    let old = [named("old", "one.yaml", &one), named("old", "two.yaml", &two)];
    let new = [named("new", "one.yaml", &two), named("new", "two.yaml", &one)];
    let report = compare(&old, &new).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let files = |it: &Change| [&it.old, &it.new].map(|place| place.as_ref().map(|place| place.file.clone()));
    let name = |folder: &str, file: &str| Some(format!("{folder}/{file}"));
    assert_eq!(
        report.changes.iter().map(files).collect::<Vec<_>>(),
        ["one.yaml", "two.yaml"].map(|file| [name("old", file), name("new", file)])
    );
}
