//! A small change of a spec is a small change of the generated code, in the places where a reviewer looks for it.
//!
//! Each case edits a spec and counts the changed lines of each file; the snapshot has the lines.

use similar::{ChangeTag, TextDiff};
use speccast::{Options, Source, generate};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Removed and added lines of a file.
type Counts = (usize, usize);

/// A spec of this repository.
fn spec(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files generated from a spec, by name, without the module's folder.
fn generated(text: &str) -> BTreeMap<String, String> {
    let generated = generate(&[Source::new("spec.yaml", text)], &Options::default());
    let generated = generated.unwrap_or_else(|error| panic!("{error}"));
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    generated.files.into_iter().map(|file| (name(&file.path.to_string()), file.text.to_string())).collect()
}

/// Edits a spec, and gives the changed lines of each file and their numbers.
fn change(spec: &str, edits: &[(&str, &str)]) -> (String, BTreeMap<String, Counts>) {
    let mut edited = spec.to_owned();
    for (old, new) in edits {
        assert_eq!(edited.matches(old).count(), 1, "{old:?} stands in the spec once");
        edited = edited.replace(old, new);
    }
    let (before, after) = (generated(spec), generated(&edited));
    assert!(before.keys().eq(after.keys()), "the same files");
    let (mut shown, mut counts) = (String::new(), BTreeMap::new());
    for (name, old) in &before {
        let new = after.get(name).expect("the same files");
        let diff = TextDiff::from_lines(old, new);
        let changed = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal);
        let (mut removed, mut added) = (0, 0);
        for change in changed {
            if removed + added == 0 {
                writeln!(shown, "=== {name}").expect("a string takes everything");
            }
            match change.tag() {
                ChangeTag::Delete => removed += 1,
                _ => added += 1,
            }
            write!(shown, "{}{change}", change.tag()).expect("a string takes everything");
        }
        if removed + added > 0 {
            counts.insert(name.clone(), (removed, added));
        }
    }
    (shown, counts)
}

macro_rules! cases {
    ($($name:ident($path:literal) { $($old:literal => $new:literal,)+ } = [$($file:literal -$removed:literal +$added:literal),*];)+) => {
        $(
            #[test]
            fn $name() {
                let (shown, counts) = change(&spec($path), &[$(($old, $new)),+]);
                let expected: &[(&str, Counts)] = &[$(($file, ($removed, $added))),*];
                let expected = expected.iter().map(|(file, counts)| ((*file).to_owned(), *counts));
                assert_eq!(counts, expected.collect(), "{shown}");
                insta::with_settings!({ snapshot_path => "../snapshots/locality", prepend_module_to_snapshot => false, omit_expression => true }, {
                    insta::assert_snapshot!(stringify!($name), shown);
                });
            }
        )+
    };
}

cases! {
    // A bound: its line; the doc of a member states an inline one, that of a named type's rule its own.
    a_bound_of_a_member("specs/imagebuilder.yaml") {
        "range: { min: 1, max: 100 }" => "range: { min: 1, max: 25 }",
    } = ["model.rs" -1 +1, "validator.rs" -1 +1];
    a_bound_of_a_type("specs/codeartifact.yaml") {
        "DomainName:       { type: string, length: { min: 2, max: 50 }" => "DomainName:       { type: string, length: { min: 2, max: 64 }",
    } = ["validator.rs" -2 +2];
    a_pattern("specs/codeartifact.yaml") {
        "length: 12, pattern: '[0-9]{12}'" => "length: 12, pattern: '[0-9a-f]{12}'",
    } = ["validator.rs" -4 +4];
    a_constraint_more("specs/imagebuilder.yaml") {
        "PaginationToken: { type: string, length: { min: 1, max: 65535 } }" => "PaginationToken: { type: string, length: { min: 1, max: 65535 }, pattern: '[ -~]+' }",
    } = ["validator.rs" -3 +9];

    // An optional member: a field with its doc, a setter, a line of `encode`; nothing is checked of it.
    an_optional_member("specs/imagebuilder.yaml") {
        "      maxResults:\n        type: integer\n" => "      order: { type: string, doc: How to sort. }\n      maxResults:\n        type: integer\n",
    } = ["client.rs" -0 +1, "model.rs" -0 +3];
    an_optional_member_with_a_constraint("specs/codeartifact.yaml") {
        "      namespace:\n        type: PackageNamespace\n        doc: >-" => "      owner: { type: AccountId, doc: Whose. }\n      namespace:\n        type: PackageNamespace\n        doc: >-",
    } = ["client.rs" -0 +1, "model.rs" -0 +4, "validator.rs" -0 +1];
    a_member_of_an_output("specs/imagebuilder.yaml") {
        "      requestId:        {" => "      total:            { type: long, doc: How many there are. }\n      requestId:        {",
    } = ["model.rs" -0 +3];
    a_member_of_a_structure("specs/codeartifact.yaml") {
        "      package:             {" => "      downloads:           { type: long, doc: How often it was fetched. }\n      package:             {",
    } = ["model.rs" -0 +3];
    a_required_member("specs/codeartifact.yaml") {
        "type: RepositoryName\n        required: true" => "type: RepositoryName\n        required: false",
    } = ["model.rs" -2 +2];
    a_wire_name("specs/codeartifact.yaml") {
        "name: package-prefix" => "name: prefix",
    } = ["client.rs" -1 +1];
    a_place("specs/codeartifact.yaml") {
        "name: package-prefix" => "name: package-prefix\n        in: header",
    } = ["client.rs" -1 +1, "model.rs" -0 +1];

    an_enum_value("specs/codeartifact.yaml") {
        "      - cargo\n" => "      - cargo\n      - conan\n",
    } = ["model.rs" -0 +1];
    an_enum_value_gone("specs/codeartifact.yaml") {
        "      - swift\n" => "",
    } = ["model.rs" -1 +0];

    // An error on an operation: a variant. A new one: its type as well.
    an_error_of_an_operation("specs/codeartifact.yaml") {
        "  auth: { sigv4: codeartifact }" => "  auth: { sigv4: codeartifact }\n  errors: [ThrottlingException]",
        "      - ThrottlingException\n" => "",
    } = ["model.rs" -1 +1];
    a_new_error("specs/imagebuilder.yaml") {
        "      - ForbiddenException\n" => "      - ForbiddenException\n      - GoneException\n",
        "  CallRateLimitExceededException:\n" => "  GoneException: { status: 410, doc: It is no longer there. }\n\n  CallRateLimitExceededException:\n",
    } = ["model.rs" -0 +3];
    an_error_status("specs/codeartifact.yaml") {
        "    status: 403\n" => "    status: 401\n",
    } = ["model.rs" -1 +1];

    a_doc("specs/codeartifact.yaml") {
        "doc: Package format to filter by." => "doc: Only packages of that format.",
    } = ["model.rs" -1 +1];
    a_path("specs/codeartifact.yaml") {
        "http: POST /v1/packages" => "http: POST /v2/packages",
        "\"/v1/packages?domain=my-domain&repository" => "\"/v2/packages?domain=my-domain&repository",
        "\"/v1/packages?domain=my-domain&domain-owner" => "\"/v2/packages?domain=my-domain&domain-owner",
    } = ["client.rs" -2 +2];
    an_endpoint("specs/imagebuilder.yaml") {
        "\"https://imagebuilder.{region}.amazonaws.com\"" => "\"https://imagebuilder.us-gov-west-1.amazonaws.com\"",
    } = ["client.rs" -1 +1];
    regional_endpoints("specs/codeartifact.yaml") {
        "{ aws: codeartifact }" => "{ aws: codeartifact, without: [fips] }",
    } = ["client.rs" -6 +0];
    an_operation("tests/fixtures/good/widgets.yaml") {
        "\ntypes:\n" => "  Ping:\n    http: GET /v1/ping\n\ntypes:\n",
    } = ["client.rs" -0 +27, "mod.rs" -1 +1, "model.rs" -0 +28, "validator.rs" -0 +5];

    // Members of other types: one line for each.
    a_member_of_a_union("tests/fixtures/good/widgets.yaml") {
        "union: { radius: double, side: double }" => "union: { radius: double, side: double, name: SerialNo }",
    } = ["model.rs" -0 +2];
    a_constraint_in_a_union("tests/fixtures/good/unions.yaml") {
        "length: { max: 8 }, name: shape-name" => "length: { max: 9 }, name: shape-name",
    } = ["model.rs" -1 +1, "validator.rs" -1 +1];
    a_number_of_an_enum("tests/fixtures/good/int_enums.yaml") {
        "      Low:  1\n" => "      Low:  1\n      Middle: 7\n",
    } = ["model.rs" -0 +1];
    a_bound_of_a_float("tests/fixtures/good/float_ranges.yaml") {
        "range: { max: 0.25 }" => "range: { max: 0.5 }",
    } = ["model.rs" -1 +1, "validator.rs" -1 +1];
    a_bound_at_depth("tests/fixtures/good/widgets.yaml") {
        "length: { max: 128 }" => "length: { max: 64 }",
    } = ["model.rs" -1 +1];
    a_length_of_a_list("tests/fixtures/good/widgets.yaml") {
        "length: { max: 20 }" => "length: { max: 50 }",
    } = ["model.rs" -1 +1];
    a_bound_of_items_at_depth("tests/fixtures/good/deep_constraints.yaml") {
        "{ type: Name, length: { max: 2 } }" => "{ type: Name, length: { max: 3 } }",
    } = ["model.rs" -1 +1, "validator.rs" -1 +1];
    no_equal_items("tests/fixtures/good/widgets.yaml") {
        ", uniqueItems: true" => "",
    } = ["model.rs" -1 +0];
    a_secret("tests/fixtures/good/widgets.yaml") {
        "pattern: '[0-9]{12}' }" => "pattern: '[0-9]{12}', sensitive: true }",
    } = ["model.rs" -2 +2];
    a_deprecation("tests/fixtures/good/widgets.yaml") {
        "      color:  Color\n" => "      color:  { type: Color, deprecated: Use shape. }\n",
    } = ["mod.rs" -0 +3, "model.rs" -0 +2];
    a_form_of_a_timestamp("tests/fixtures/good/widgets.yaml") {
        "type: timestamp, name: created-after" => "type: timestamp, format: epoch-seconds, name: created-after",
    } = ["client.rs" -1 +1];
    a_default("tests/fixtures/good/defaults.yaml") {
        "default: 10" => "default: 20",
    } = ["model.rs" -2 +2];
}
