//! Packages of users, built with cargo as they would.

use crate::{checks, edges};
use speccast::{Options, Source, generate};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

/// Packages share a target directory, in which one replaces the program of another with the same name.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A copy of the package in `consumer/`, whose spec a test may change.
#[derive(Debug)]
pub struct Consumer {
    root: PathBuf,
    /// The target directory, next to the packages of all tests.
    target: PathBuf,
}

#[expect(clippy::expect_used, reason = "a test may panic")]
impl Consumer {
    /// The package in the folder `root`, next to which something may have been built before.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = here.parent().expect("a workspace").display().to_string();
        // In a shared target directory, cargo confuses packages of the same name.
        let folder = root.file_name().expect("a name").to_string_lossy();
        let folder = folder.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let name = format!("name = \"consumer-{folder}\"");
        for folder in ["specs", "src"] {
            let _ = fs::remove_dir_all(root.join(folder));
            fs::create_dir_all(root.join(folder)).expect("a folder");
        }
        for file in ["Cargo.toml", "build.rs", "src/main.rs", "specs/ping.yaml"] {
            let text = fs::read_to_string(here.join("consumer").join(file)).expect("a file of the consumer");
            let text = text.replace("../..", &workspace.replace('\\', "/"));
            fs::write(root.join(file), text.replace("name = \"consumer\"", &name)).expect("a copy");
        }
        // The workspace's lock file has every crate that the consumer needs, at the versions that are at hand.
        fs::copy(format!("{workspace}/Cargo.lock"), root.join("Cargo.lock")).expect("a lock file");
        Self { root: root.to_owned(), target: root.with_file_name("consumers") }
    }

    /// A package in the folder `root`, written by other code, that is built with this runtime. `scratch` has the packages of
    /// all tests.
    #[must_use]
    pub fn adopt(root: &Path, scratch: &Path) -> Self {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace");
        let manifest = root.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("a manifest");
        let runtime = workspace.join("runtime");
        let own = format!("path = {runtime:?}");
        let patched = text.replace(concat!("git = \"", env!("CARGO_PKG_REPOSITORY"), "\""), &own);
        assert_ne!(patched, text, "the runtime is the published one");
        fs::write(manifest, patched + "\n[workspace]\n").expect("a manifest");
        fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).expect("a lock file");
        Self { root: root.to_owned(), target: scratch.join("consumers") }
    }

    /// The package's folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Writes a file of the package.
    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.root.join(file), text).expect("a file");
    }

    /// Puts `to` in the place of `from` in the spec, where it must be.
    pub fn edit(&self, from: &str, to: &str) {
        let path = self.root.join("specs/ping.yaml");
        let text = fs::read_to_string(&path).expect("the spec");
        assert!(text.contains(from), "the spec holds {from:?}");
        fs::write(path, text.replace(from, to)).expect("a spec");
    }

    /// Runs cargo in the package.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        let _one = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.arg("--offline").args(arguments).current_dir(&self.root);
        // Flags of the test run would rebuild everything. Shared dependencies are built once.
        command.env("CARGO_TARGET_DIR", &self.target).env_remove("RUSTFLAGS");
        // Nobody debugs them.
        command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
        command
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .expect("cargo runs")
    }

    /// Returns the output of the package.
    #[must_use]
    pub fn run(&self) -> String {
        let output = self.cargo(&["run", "--quiet"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Whether building now runs the build script.
    #[must_use]
    pub fn reruns(&self) -> bool {
        let output = self.cargo(&["build", "--verbose"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        said.contains("build-script-build`")
    }
}

/// Generates code from valid specs, and runs the checks of inputs at the edges of each constraint, in a
/// package in `root` with warnings denied. Tests of examples are only compiled, since an example may be
/// wrong.
///
/// # Errors
/// The output of cargo, if the package does not compile or fails.
#[expect(clippy::expect_used, reason = "a test may panic")]
pub fn test_all(root: &Path, specs: &[String]) -> Result<(), String> {
    let consumer = Consumer::new(root);
    let mut options = Options::default();
    options.tests = true;
    let checked = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checked.rs");
    let mut library = format!(
        "//! One module for each spec.\n\n#![deny(warnings, missing_docs, unreachable_pub)]\n\
         #[cfg(test)] #[allow(unreachable_pub)] #[path = {checked:?}] mod checked;\n"
    );
    for (number, spec) in specs.iter().enumerate() {
        let generated = generate(&[Source::new("spec.yaml", spec.as_str())], &options).expect("a good spec");
        let folder = consumer.path().join(format!("src/m{number}"));
        for file in &generated.files {
            let path = folder.join(&file.path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, &*file.text).expect("a file");
        }
        let cases = serde_json::to_string(&edges::cases(spec)).expect("JSON");
        fs::write(folder.join("cases.json"), cases).expect("a file");
        let module = &generated.modules[0];
        let validator = generated.files.iter().find(|file| file.path.ends_with("/validator.rs"));
        let checks = checks::list(&validator.expect("a validator").text, &format!("r#{module}"));
        writeln!(
            library,
            "#[doc = \"A spec.\"] pub mod m{number} {{
                pub mod r#{module};
                #[cfg(test)] use crate::checked;
                #[test] fn edges() {{
                    let cases = speccast_runtime::serde_json::from_str::<Vec<_>>(include_str!(\"m{number}/cases.json\"));
                    let wrong = checked::all_wrong(&cases.expect(\"cases\"), {checks});
                    assert!(wrong.is_empty(), \"{{wrong:#?}}\");
                }}
            }}"
        )
        .expect("text is written");
    }
    fs::write(consumer.path().join("src/lib.rs"), library).expect("a library");
    let output = consumer.cargo(&["test", "--quiet", "--lib", "--", "--skip", "_example_"]);
    let said = [output.stdout, output.stderr].concat();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said).into_owned()) }
}
