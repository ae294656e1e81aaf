//! Generates the code of the good fixtures, as a consumer's build script would, and a matcher for each pattern of the
//! corpus.

#[path = "src/checks.rs"]
mod checks;
#[path = "src/snippets.rs"]
mod snippets;

use std::path::{Path, PathBuf};
use std::{env, error, fs};

fn main() -> Result<(), Box<dyn error::Error>> {
    speccast_build::Build::new()
        .spec("fixtures/good")
        .spec("../specs")
        .spec("../codegen/cli/src/init/starter.yaml")
        .tests(true)
        .compile()
        .map_err(|error| error.to_string())?;
    list_checks()?;
    first_calls()?;
    guide()?;
    matchers()
}

/// The client of the guide's spec, and a function for each Rust example in README and guide.
fn guide() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed=../README.md");
    println!("cargo::rerun-if-changed=../docs");
    let snippets = snippets::all(Path::new(".."))?;
    let folder = PathBuf::from(env::var("OUT_DIR")?).join("guide");
    fs::create_dir_all(&folder)?;
    let spec = folder.join("greeter.yaml");
    fs::write(&spec, snippets::spec(&snippets)?)?;
    let build = speccast_build::Build::new().spec(spec).out_dir(&folder);
    build.compile_for_dependencies().map_err(|error| error.to_string())?;
    let mut functions = String::new();
    for (number, snippet) in snippets.iter().filter(|snippet| snippet.language == "rust").enumerate() {
        functions.push_str(&format!(
            "/// {}:{}\nasync fn snippet_{number}(client: my_api::greeter::Client, \
             input: my_api::greeter::ListPeopleInput) -> Result<(), Box<dyn std::error::Error>> {{\n{}\nOk(())\n}}\n",
            snippet.page, snippet.line, snippet.text
        ));
    }
    fs::write(folder.join("snippets.rs"), functions)?;
    Ok(())
}

/// The checks of the inputs of each module, for the tests of edges.
fn list_checks() -> Result<(), Box<dyn error::Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut list = String::new();
    for entry in fs::read_dir(out.join("speccast"))? {
        let entry = entry?;
        let Ok(validator) = fs::read_to_string(entry.path().join("validator.rs")) else { continue };
        let name = entry.file_name().into_string().map_err(|_| "a module's name is UTF-8")?;
        let checks = checks::list(&validator, &format!("fixtures::r#{name}"));
        list.push_str(&format!("({name:?}, {checks}),\n"));
    }
    fs::write(out.join("checks.rs"), format!("&[\n{list}]\n"))?;
    Ok(())
}

/// The first call in the docs of each module, as a function beside an import of the module.
fn first_calls() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed=../examples/src");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let fixtures = (out.join("speccast"), "speccast_tests::fixtures");
    let mut calls = String::new();
    for (folder, path) in [fixtures, (PathBuf::from("../examples/src"), "speccast_examples")] {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let Ok(module) = fs::read_to_string(entry.path().join("mod.rs")) else { continue };
            let name = entry.file_name().into_string().map_err(|_| "a module's name is UTF-8")?;
            // Test servers are a module of their own.
            if !module.starts_with("// Generated") {
                continue;
            }
            let lines = module.lines().map(|line| line.trim_start_matches("//!"));
            let lines = lines.skip_while(|line| *line != " ```no_run").skip(1);
            let lines = lines.take_while(|line| *line != " ```").filter(|line| *line != " # #[cfg(any())]");
            let code: String = lines.flat_map(|line| [line.trim_start_matches(" #"), "\n"]).collect();
            if code.is_empty() {
                return Err(format!("{path}::{name} has no first call").into());
            }
            calls.push_str(&format!("mod r#{name} {{\nuse {path}::r#{name};\n{code}}}\n"));
        }
    }
    fs::write(out.join("first_calls.rs"), calls)?;
    Ok(())
}

/// Writes a spec of one operation whose input has a member for each pattern, and a list of the generated
/// rules.
fn matchers() -> Result<(), Box<dyn error::Error>> {
    let corpus = "corpus/patterns.txt";
    println!("cargo::rerun-if-changed={corpus}");
    let patterns = fs::read_to_string(corpus)?;
    let patterns = patterns.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    let (mut members, mut types, mut rules) = (String::new(), String::new(), String::new());
    for (number, pattern) in patterns.enumerate() {
        let quoted = pattern.replace('\'', "''");
        members.push_str(&format!("      m{number}: P{number:03}\n"));
        types.push_str(&format!("  P{number:03}: {{ type: string, pattern: '{quoted}' }}\n"));
        rules.push_str(&format!("patterns::validator::P{number:03},\n"));
    }
    let service =
        "service: { name: Patterns, protocol: restJson1, endpoint: \"https://example.com\", auth: none }";
    let operation = "  Match:\n    http: GET /\n    in: query\n    input:\n";
    let folder = PathBuf::from(env::var("OUT_DIR")?).join("corpus");
    fs::create_dir_all(&folder)?;
    let spec = folder.join("patterns.yaml");
    fs::write(&spec, format!("speccast: 1\n{service}\noperations:\n{operation}{members}types:\n{types}"))?;
    fs::write(folder.join("rules.rs"), format!("&[\n{rules}]\n"))?;
    let build = speccast_build::Build::new().spec(spec).out_dir(folder);
    // The corpus has patterns with warnings, which would only be noise here.
    build.compile_for_dependencies().map_err(|error| error.to_string())?;
    Ok(())
}
