//! Tests of everything that users see: commands, generated code, calls, and results of the library.
//!
//! They are modules of one binary, which is linked once.

#![allow(clippy::incompatible_msrv, reason = "tests run with the newest compiler")]
#![expect(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

pub mod additional;
pub mod allocations;
pub mod architecture;
pub mod aws_json;
pub mod blobs;
pub mod blocking;
pub mod build_script;
pub mod build_systems;
pub mod builders;
pub mod check;
pub mod client_socket;
pub mod client_socket_generated;
pub mod codegen_version;
pub mod command_line;
pub mod completions;
pub mod connections;
pub mod constants;
pub mod constraints_codeartifact;
pub mod constraints_imagebuilder;
pub mod consumers;
pub mod conversions;
pub mod credentials;
pub mod default_errors;
pub mod defaults;
pub mod dependency_trees;
pub mod diff_cases;
pub mod diff_command;
pub mod diff_constraints;
pub mod diff_files;
pub mod diff_fixtures;
pub mod diff_histories;
pub mod diff_hostile;
pub mod diff_pages;
pub mod diff_rules;
pub mod diff_sets;
pub mod diff_settings;
pub mod diff_specs;
pub mod edges;
pub mod endpoints;
pub mod endpoints_generated;
pub mod error_decoding;
pub mod errors_codeartifact;
pub mod errors_imagebuilder;
pub mod explain;
pub mod failures;
pub mod first_calls;
pub mod fixture_examples;
pub mod fixture_round_trips;
pub mod fixtures;
pub mod freshness;
pub mod generated_tests;
pub mod graphql;
pub mod guide;
pub mod gzip;
pub mod hidden_characters;
pub mod host_prefixes;
pub mod http_auth;
pub mod idempotency;
pub mod init;
pub mod int_enums;
pub mod interruptions;
pub mod json_decoding;
pub mod lint_formats;
pub mod locality;
pub mod lock;
pub mod many_specs;
pub mod missing_members;
pub mod mutants;
pub mod page_styles;
pub mod pagination;
pub mod pattern_decisions;
pub mod pattern_language;
pub mod pattern_matchers;
pub mod pattern_oracles;
pub mod payloads;
pub mod plain_http;
pub mod profiles;
pub mod proxies;
pub mod rate_limits;
pub mod reconnecting;
pub mod redirects;
pub mod request_encoding;
pub mod requests;
pub mod retries;
pub mod robustness;
pub mod schema;
pub mod sensitive;
pub mod serde_forms;
pub mod settings;
pub mod signatures;
pub mod signing;
pub mod signing_oracle;
pub mod sparse;
pub mod stream_heads;
pub mod streams;
pub mod streams_decoded;
pub mod string_enums;
pub mod timeouts;
pub mod timestamps;
pub mod tls;
pub mod trace_context;
pub mod tracing;
pub mod transport_errors;
pub mod transports;
pub mod types_roundtrip;
pub mod unchanged;
pub mod unions;
pub mod unique;
pub mod validation_messages;
pub mod voice;
pub mod watch;

/// A file that is not listed above would not be compiled.
#[test]
fn every_file_is_a_module() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().replace(".rs", "");
        let listed = include_str!("main.rs").contains(&format!("\npub mod {name};\n"));
        assert!(listed || name == "main", "main.rs has no `pub mod {name};`");
    }
}
