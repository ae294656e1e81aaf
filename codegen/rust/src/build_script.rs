//! Generation from a `build.rs`.

use crate::emit;
use crate::generate::{Generated, GeneratedFile, Options, generate};
use crate::input::{self, InputError};
use crate::output::{OutputError, Plan};
use speccast_core::diagnostic::Diagnostics;
use speccast_core::text::{escaped, inert, shown_path, visible};
use std::path::{Path, PathBuf};
use std::{env, fmt, fs, io};

/// The folder of the generator below `OUT_DIR`.
const FOLDER: &str = "speccast";
/// The file in it that `speccast_runtime::include_generated!` includes.
const INCLUDE: &str = "include.rs";

/// Generates clients while a package is built.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), speccast_build::BuildError> {
///     speccast_build::Build::new().spec("specs/widgets.yaml").compile()
/// }
/// ```
///
/// The package then includes the code with `speccast_runtime::include_generated!();` in any module.
///
/// Cargo runs the script again if a spec changes, but not if other files change. Each error in a spec becomes a
/// `cargo::error` line with its place.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated before `compile`"]
pub struct Build {
    specs: Vec<PathBuf>,
    out_dir: Option<PathBuf>,
    depfile: Option<PathBuf>,
    tests: bool,
}

impl Build {
    /// Creates a build without specs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a spec, or every spec directly in a directory. A relative path starts at the package's root.
    pub fn spec(mut self, path: impl Into<PathBuf>) -> Self {
        self.specs.push(path.into());
        self
    }

    /// Writes to the folder `speccast` below this directory, instead of below `OUT_DIR`.
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(path.into());
        self
    }

    /// Also generates a test for each example in the specs; they run with the package's own tests.
    pub fn tests(mut self, wanted: bool) -> Self {
        self.tests = wanted;
        self
    }

    /// Also writes a depfile in Make's syntax, for Ninja, Bazel and Buck2. The target is the generated file to include;
    /// its prerequisites are the specs.
    pub fn depfile(mut self, path: impl Into<PathBuf>) -> Self {
        self.depfile = Some(path.into());
        self
    }

    /// Generates the modules, and reports dependencies and errors to Cargo on standard output.
    ///
    /// # Errors
    /// If a spec has errors, or a file cannot be read or written. The files of the last successful run are then kept.
    pub fn compile(self) -> Result<(), BuildError> {
        for spec in &self.specs {
            // Watches a directory for new specs, and each spec in it for changes.
            let files = input::find(spec).unwrap_or_default();
            for path in [spec].into_iter().chain(files.iter().filter(|file| *file != spec)) {
                let path = path.to_string_lossy();
                // Cargo would read the text after a line end as another instruction.
                if path.contains(['\n', '\r']) {
                    println!(
                        "cargo::warning={}: Cargo cannot watch a path with a line end",
                        escaped(&path, &[])
                    );
                } else {
                    println!("cargo::rerun-if-changed={path}");
                }
            }
        }
        let result = self.run();
        match &result {
            Ok((_, generated)) => {
                for warning in &generated.warnings {
                    println!("cargo::warning={}", warning.line());
                }
            }
            Err(error) => {
                for line in error.lines() {
                    println!("cargo::error={line}");
                }
            }
        }
        result.map(|_| ())
    }

    /// Generates the modules without output, and returns the specs that they depend on, for build systems other than
    /// Cargo.
    ///
    /// # Errors
    /// If a spec has errors, or a file cannot be read or written. The files of the last successful run are then kept.
    pub fn compile_for_dependencies(self) -> Result<Vec<PathBuf>, BuildError> {
        self.run().map(|(dependencies, _)| dependencies)
    }

    fn run(&self) -> Result<(Vec<PathBuf>, Generated), BuildError> {
        let out_dir = match &self.out_dir {
            Some(path) => path.clone(),
            None => env::var_os("OUT_DIR").map(PathBuf::from).ok_or(BuildError::NoOutDir)?,
        };
        let folder = out_dir.join(FOLDER);
        let mut specs = Vec::new();
        for path in &self.specs {
            specs.extend(input::find(path).map_err(BuildError::Input)?);
        }
        let sources: Result<Vec<_>, _> = specs.iter().map(|path| input::read(path)).collect();
        let options = Options { regenerate: "build again".to_owned(), tests: self.tests };
        let mut generated =
            generate(&sources.map_err(BuildError::Input)?, &options).map_err(BuildError::Spec)?;
        generated.files.push(include_file(&generated.modules));
        Plan::of_all(&folder, &generated).and_then(|plan| plan.write()).map_err(BuildError::Output)?;
        if let Some(depfile) = &self.depfile {
            write_depfile(depfile, &folder.join(INCLUDE), &specs)
                .map_err(|error| BuildError::Depfile(depfile.clone(), error))?;
        }
        Ok((specs, generated))
    }
}

/// Lints that a package may deny for its own code: all of clippy, and lints of rustc that are off by default.
///
/// Of rustc's lints, the list only contains those that generated code cannot follow, because `allow` conflicts with
/// `forbid`.
const ALLOW: &str = "\
#[allow(
    clippy::all, clippy::cargo, clippy::nursery, clippy::pedantic, clippy::restriction,
    dead_code, missing_copy_implementations, missing_debug_implementations, unreachable_pub, unused_imports,
    unused_qualifications, unused_results,
    reason = \"generated code cannot be edited, and may be used in part\"
)]";

/// Returns the file that the consumer includes. It declares modules, because an included file cannot have inner docs or
/// attributes.
fn include_file(modules: &[String]) -> GeneratedFile {
    let mut text = format!("{} for speccast_runtime::include_generated!.\n", crate::format::HEADER);
    for module in modules {
        text.push_str(&format!("\n{ALLOW}\npub {}\n", emit::declaration(module)));
    }
    GeneratedFile { path: INCLUDE.to_owned(), text: text.into() }
}

/// Writes a rule in Make's syntax by which a file depends on specs.
///
/// # Errors
/// If a path contains a line end, which Make's syntax cannot express, or the file cannot be written.
pub fn write_depfile(path: &Path, target: &Path, specs: &[PathBuf]) -> io::Result<()> {
    if specs.iter().any(|spec| spec.to_string_lossy().contains(['\n', '\r'])) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "a depfile cannot name a path with a line end",
        ));
    }
    let specs: Vec<String> = specs.iter().map(|spec| for_make(spec)).collect();
    let text = format!("{}: {}\n", for_make(target), specs.join(" "));
    fs::write(path, text)
}

/// Returns a path in the syntax of GNU Make and Ninja: `$$` is a `$`, a backslash escapes a space or a `#`, and
/// backslashes before one of these are doubled. Other backslashes are not escaped.
fn for_make(path: &Path) -> String {
    let (mut text, mut backslashes) = (String::new(), 0);
    for c in path.to_string_lossy().chars() {
        if matches!(c, ' ' | '\t' | '#') {
            text.extend(std::iter::repeat_n('\\', backslashes + 1));
        } else if c == '$' {
            text.push('$');
        }
        text.push(c);
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
    }
    // A space or the line end follows.
    text.extend(std::iter::repeat_n('\\', backslashes));
    text
}

/// Why a build failed.
///
/// `Debug` is the text of `Display`, because a `main` that returns a `Result` prints `Debug`.
#[non_exhaustive]
pub enum BuildError {
    /// `OUT_DIR` is not set, and no other directory was given.
    NoOutDir,
    /// A spec could not be read.
    Input(InputError),
    /// A spec has errors.
    Spec(Diagnostics),
    /// The output could not be written.
    Output(OutputError),
    /// The depfile could not be written.
    Depfile(PathBuf, io::Error),
}

impl BuildError {
    /// Returns a line for each error.
    fn lines(&self) -> Vec<String> {
        match self {
            Self::Spec(diagnostics) => {
                diagnostics.iter().map(speccast_core::diagnostic::Finding::line).collect()
            }
            other => vec![other.to_string().replace('\n', " ")],
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::NoOutDir => {
                "OUT_DIR is not set: run this from a build script, or give `out_dir`".to_owned()
            }
            Self::Input(error) => error.to_string(),
            Self::Spec(diagnostics) => diagnostics.to_string(),
            Self::Output(error) => error.to_string(),
            Self::Depfile(path, error) => format!("cannot write {}: {error}", shown_path(path)),
        };
        f.write_str(&inert(&visible(&text, &['\n'])))
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for BuildError {}
