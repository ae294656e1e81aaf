//! Every fixture in `fixtures/`: generated code of the good ones, and diagnostics of the bad ones.
//!
//! The first line of a fixture describes what it tests. `src/fixtures.rs` tests that code of the good ones
//! compiles without warnings, and sends and reads what their examples show.

use speccast::{Options, Source, generate, lint};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(kind)
}

fn source(kind: &str, name: &str) -> Source {
    let path = folder(kind).join(format!("{name}.yaml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let proves = text.lines().next().unwrap_or_default().trim_start_matches('\u{FEFF}');
    let begins = if kind == "good" { "# Proves: " } else { "# Error: " };
    assert!(proves.starts_with(begins), "{name}: the first line says what the fixture proves");
    Source::new(format!("{name}.yaml"), text)
}

/// All files of the fixture's module, one after the other.
fn generated(name: &str) -> String {
    let generated =
        generate(&[source("good", name)], &Options::default()).unwrap_or_else(|error| panic!("{error}"));
    assert!(generated.warnings.is_empty(), "a good fixture has no warnings:\n{}", generated.warnings);
    let files = generated.files.iter().map(|file| format!("=== {}\n{}", file.path, file.text));
    files.collect::<Vec<_>>().join("\n")
}

/// The diagnostics of the fixture, in lines for tools and then for people.
fn said(name: &str) -> String {
    let found = lint(&[source("bad", name)]);
    assert!(!found.is_empty(), "a bad fixture has something wrong with it");
    let generated = generate(&[source("bad", name)], &Options::default());
    assert_eq!(
        generated.is_err(),
        found.has_errors(),
        "an error keeps it from being generated, and nothing else does"
    );
    let lines: String = found.iter().map(|finding| finding.line() + "\n").collect();
    format!("{lines}\n{found}")
}

macro_rules! fixtures {
    ($kind:ident $show:ident: $($name:ident)*) => {
        mod $kind {
            $(
                #[test]
                fn $name() {
                    let name = stringify!($name);
                    let shown = super::$show(name);
                    insta::with_settings!({ snapshot_path => concat!("../snapshots/", stringify!($kind)), prepend_module_to_snapshot => false, omit_expression => true }, {
                        insta::assert_snapshot!(name, shown);
                    });
                }
            )*

            #[test]
            fn every_file_is_listed() {
                super::assert_listed(stringify!($kind), &[$(stringify!($name)),*]);
            }
        }
    };
}

fn assert_listed(kind: &str, listed: &[&str]) {
    let entries = fs::read_dir(folder(kind)).unwrap_or_else(|error| panic!("{kind}: {error}"));
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().replace(".yaml", ""));
    let listed: BTreeSet<String> = listed.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(names.collect::<BTreeSet<String>>(), listed, "fixtures/{kind} and the list in this file");
}

fixtures! { good generated:
    additional aws_endpoints aws_json_1_0 aws_json_1_1 bearer blobs bounds constants deep_constraints multiples default_error defaults deprecated documents epoch_times errors failures
    everyday_names examples float_ranges forms graphql greedy_label greedy_labels heads hostile_docs hostile_language hostile_marks hostile_names
    host_prefixes hostile_values http_auth idempotency_token int_enums keyword_module long_lists many_required map_keys names nested no_members
    nullable page_styles
    list_styles one_of tagged_unions
    pages paginated_service parts patterns payloads plain_http prefix_headers prelude_names query_literals query_params recursion sensitive
    simple_types sparse streams timestamp_formats timestamps trait_names unions unique_items widgets writing_systems
}

fixtures! { bad said:
    additional ambiguous_word anchor auth aws_endpoint_alone aws_endpoints aws_json aws_json_names aws_json_prefix aws_json_target bare_service blank_name bodies bounds builder_names byte_order_mark clumsy_http
    comma_in_doc comment_in_doc constants default default_error default_place deprecated document_end doubtful_output duplicate_error
    duplicate_key empty endless_type endless_types endpoint enum_values error_code error_message example_shape
    example_http example_tags example_values example_wire failures float_range format greedy_label greedy_labels habits hidden_character hidden_name host_prefixes http http_auth
    idempotency_token implied_idempotent implied_length impossible_lengths int_enum key_names label large_numbers line_separator long_lines lost_service
    map_key missing_key misspelled multiple_of name_collision newcomers no_body no_operation nullable number_for_string other_forms
    other_languages page_styles page_styles_shared page_styles_unused pagination pagination_inherited pagination_of_none
    pagination_unused parts pattern_dialect
    list_styles one_of tagged_unions
    pattern_empty pattern_literal pattern_not_regular pattern_syntax payload place plain_http prefix_headers protocol
    query_literal query_params readers_disagree reserved_header retryable rust_name same_code same_route signing_name simple_type_names
    rate_limit sparse stand_ins status streaming streams success_status tab tag ten_mistakes timestamp_formats timestamps too_deep top_and_bottom two_documents two_types types_elsewhere
    undefined_error undefined_type union unique_items unknown_key unused version wire_name word wrong_forms
    wrong_type xml_protocol yaml_syntax
}
