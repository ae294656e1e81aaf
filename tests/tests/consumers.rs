//! Generated code in packages of every edition, and with every lint that a package may deny.

use speccast_tests::consumer::Consumer;
use std::path::Path;

/// Keywords of every edition, words that are almost keywords, and names of functions and imports in generated
/// code.
const WORDS: &str = "abstract all_bytes all_chars as async auto await become box break builder const continue crate default do dyn else \
    enum extern false final fn for gen if impl in is_space let loop macro macro_rules match mod move mut new override priv pub \
    raw ref return safe self static struct super trait true try type typeof union unsafe unsized use virtual where \
    while yield";

fn words() -> impl Iterator<Item = &'static str> {
    WORDS.split_whitespace()
}

/// A line for each word.
fn each(line: impl Fn(&str) -> String) -> String {
    words().map(line).collect()
}

/// A service with the module `word`.
fn module(word: &str) -> String {
    format!(
        "speccast: 1
service: {{ name: \"{word}\", protocol: restJson1, endpoint: \"https://x.example.com\", auth: none }}
operations: {{ Ping: {{ http: GET / }} }}
"
    )
}

/// A service that has every word for operations, for members and for named types with a pattern.
fn operations() -> String {
    format!(
        "speccast: 1
service: {{ name: Operations, protocol: restJson1, endpoint: \"https://x.example.com\", auth: none }}
operations:
{}types:
{}examples:
{}",
        each(|word| format!(
            "  \"{word}\": {{ http: \"GET /{{{word}}}\", input: {{ \"{word}\": {{ type: \"{word}\", required: true, in: path }} }} }}\n"
        )),
        each(|word| format!("  \"{word}\": {{ type: string, pattern: '{word}|[xy]+' }}\n")),
        each(|word| format!("  \"{word}\": [{{ input: {{ \"{word}\": x }}, request: {{ uri: /x }} }}]\n")),
    )
}

/// A service that has every word for members, values, types and errors, and chooses names with `rust`.
fn all() -> String {
    let kept = |word: &str| match word {
        // These get an underscore anyway.
        "self" | "super" | "crate" | "builder" => String::new(),
        _ => format!("          k{word}: {{ type: string, rust: {word}_ }}\n"),
    };
    format!(
        "speccast: 1
service: {{ name: All, rust: gen_, protocol: restJson1, endpoint: \"https://x.example.com\", auth: none }}
operations:
  Put:
    http: POST /
    input:
      all:
        structure:
{}      chosen:
        structure:
{}{}      one:
        union:
{}      value: {{ enum: [{}] }}
{}    errors: [{}]
types:
{}errors:
{}",
        each(|word| format!("          \"{word}\": {{ type: string, pattern: 'a{word}' }}\n")),
        each(|word| format!("          c{word}: {{ type: string, rust: \"{word}\" }}\n")),
        each(kept),
        each(|word| format!("          \"{word}\": {{ list: string }}\n")),
        words().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", "),
        each(|word| format!("      t{word}: T{word}\n")),
        words().map(|word| format!("E{word}")).collect::<Vec<_>>().join(", "),
        each(|word| format!(
            "  T{word}: {{ rust: \"{word}\", structure: {{ \"{word}\": {{ type: string, pattern: '[a-z]+' }} }} }}\n"
        )),
        each(|word| format!(
            "  E{word}: {{ rust: {word}_error, status: 400, members: {{ \"{word}\": string, message: string }} }}\n"
        )),
    )
}

/// A service with method names from `rust`, each with an underscore; and names that do not begin with a
/// letter.
fn chosen() -> String {
    format!(
        "speccast: 1
service: {{ name: Chosen, protocol: restJson1, endpoint: \"https://x.example.com\", auth: none }}
operations:
  0a: {{ http: GET /0a }}
  \"1\": {{ http: GET /1 }}
  \"{{0}}\": {{ http: GET /0 }}
{}examples:
  0a: [{{ request: {{ method: GET }} }}]
  \"1\": [{{ request: {{ method: GET }} }}]
  \"{{0}}\": [{{ request: {{ method: GET }} }}]
{}",
        each(|word| format!("  {word}Of: {{ rust: {word}_, http: POST /{word} }}\n")),
        each(|word| format!("  {word}Of: [{{ request: {{ method: POST }} }}]\n")),
    )
}

/// A service with a structure of more required members than a macro has levels.
fn wide() -> String {
    let members: String =
        (0..300).map(|number| format!("      m{number}: {{ type: string, required: true }}\n")).collect();
    format!(
        "speccast: 1
service: {{ name: Wide, protocol: restJson1, endpoint: \"https://x.example.com\", auth: none }}
operations:
  Put:
    http: POST /
    input:
{members}"
    )
}

/// A package that only includes generated code, with tests.
fn package(name: &str) -> Consumer {
    let consumer = Consumer::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
    let build = "fn main() -> Result<(), speccast_build::BuildError> {
    speccast_build::Build::new().spec(\"specs\").tests(true).compile()\n}\n";
    consumer.write("build.rs", build);
    std::fs::remove_file(consumer.path().join("src/main.rs")).expect("a file");
    consumer.write(
        "src/lib.rs",
        "//! Generated.\n\n#![deny(warnings)]\n\nspeccast_runtime::include_generated!();\n",
    );
    consumer
}

#[test]
fn every_keyword_is_a_name_in_every_edition() {
    let consumer = package("keywords");
    for word in words() {
        consumer.write(&format!("specs/{word}.yaml"), &module(word));
    }
    consumer.write("specs/operations.yaml", &operations());
    consumer.write("specs/all.yaml", &all());
    consumer.write("specs/chosen.yaml", &chosen());
    consumer.write("specs/wide.yaml", &wide());
    let manifest = std::fs::read_to_string(consumer.path().join("Cargo.toml")).expect("a manifest");
    for edition in ["2018", "2021"] {
        let edition = format!("edition = \"{edition}\"");
        consumer.write("Cargo.toml", &manifest.replace("edition = \"2024\"", &edition));
        let output = consumer.cargo(&["check", "--quiet", "--tests"]);
        assert!(output.status.success(), "{edition}: {}", String::from_utf8_lossy(&output.stderr));
    }
    consumer.write("Cargo.toml", &manifest);
    let output = consumer.cargo(&["test", "--quiet", "--lib"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&[output.stdout, output.stderr].concat()));
}

/// Lints of rustc that are off by default, except unstable ones and those that no code can satisfy.
const LINTS: &str = "absolute_paths_not_starting_with_crate ambiguous_negative_literals closure_returning_async_block \
    deprecated_in_future deprecated_safe_2024 edition_2024_expr_fragment_specifier elided_lifetimes_in_paths \
    explicit_outlives_requirements ffi_unwind_calls if_let_rescope impl_trait_overcaptures \
    impl_trait_redundant_captures keyword_idents_2018 keyword_idents_2024 let_underscore_drop macro_use_extern_crate \
    meta_variable_misuse missing_copy_implementations missing_debug_implementations missing_docs \
    missing_unsafe_on_extern non_ascii_idents redundant_imports redundant_lifetimes \
    rust_2021_incompatible_closure_captures rust_2021_incompatible_or_patterns \
    rust_2021_prefixes_incompatible_syntax rust_2021_prelude_collisions \
    rust_2024_guarded_string_incompatible_syntax rust_2024_incompatible_pat rust_2024_prelude_collisions \
    single_use_lifetimes tail_expr_drop_order trivial_casts trivial_numeric_casts unit_bindings unnameable_types \
    unreachable_pub unsafe_code unsafe_op_in_unsafe_fn unused_crate_dependencies unused_extern_crates \
    unused_import_braces unused_lifetimes unused_macro_rules unused_qualifications unused_results \
    variant_size_differences warnings";

#[test]
fn a_package_may_deny_every_lint() {
    let consumer = package("strict");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/good").display().to_string();
    let build = std::fs::read_to_string(consumer.path().join("build.rs")).expect("a build script");
    let build = build.replace("\"specs\"", &format!("{fixtures:?}"));
    consumer.write("build.rs", &format!("//! Generates.\n\n#![allow(clippy::restriction)]\n{build}"));
    let mut lints = String::from("\n[lints.rust]\n");
    for lint in LINTS.split_whitespace() {
        let level = if lint == "warnings" { "{ level = \"deny\", priority = -1 }" } else { "\"deny\"" };
        lints.push_str(&format!("{lint} = {level}\n"));
    }
    lints.push_str("\n[lints.clippy]\n");
    for group in ["all", "cargo", "nursery", "pedantic", "restriction"] {
        lints.push_str(&format!("{group} = {{ level = \"deny\", priority = -1 }}\n"));
    }
    // These lints are about the package itself.
    for lint in ["blanket_clippy_restriction_lints", "cargo_common_metadata", "multiple_crate_versions"] {
        lints.push_str(&format!("{lint} = \"allow\"\n"));
    }
    let manifest = std::fs::read_to_string(consumer.path().join("Cargo.toml")).expect("a manifest");
    // A crate that is not used would be reported.
    let used = manifest.split("# Features").next().expect("a part").to_owned();
    consumer.write("Cargo.toml", &(used + "\n[workspace]\n" + &lints));
    let output = consumer.cargo(&["clippy", "--quiet", "--lib", "--tests"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
