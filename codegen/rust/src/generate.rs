//! The pipeline from texts to files, without I/O.

use crate::emit;
use crate::format::Page;
use crate::parallel::in_parallel;
use crate::plan::{self, names::Names};
use speccast_core::Source;
use speccast_core::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use speccast_core::{Model, resolve};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// Options of [`generate`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The end of the instruction in the header of each file, after "edit that, then".
    pub regenerate: String,
    /// Whether to generate a file of tests for specs with examples, with one test for each example.
    pub tests: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { regenerate: "run `speccast generate`".to_owned(), tests: false }
    }
}

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its path below the output directory, with `/` as separator.
    pub path: String,
    /// All that is in it, shared with what has to happen to a directory.
    pub text: Arc<str>,
}

/// Generated modules and files.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Generated {
    /// The modules, in the order of the sources.
    pub modules: Vec<String>,
    /// The files of every module.
    pub files: Vec<GeneratedFile>,
    /// Warnings about the specs.
    pub warnings: Diagnostics,
}

/// A resolved spec and its Rust names.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Its text.
    pub source: Source,
    /// Its meaning.
    pub model: Model,
    /// Its names in Rust.
    pub names: Names,
}

impl Spec {
    /// Resolves and names a spec, and returns all findings. There is no spec if there is no model.
    pub fn read(source: &Source) -> (Option<Self>, Vec<Diagnostic>) {
        let (model, mut found) = resolve(source);
        let spec = model.map(|model| {
            let (names, collisions) = Names::new(&model);
            found.extend(collisions);
            Self { source: source.clone(), model, names }
        });
        (spec, found)
    }

    /// Generates the module of a spec without errors. Without tests, its examples may have errors.
    ///
    /// # Errors
    /// If the generator has a bug.
    pub fn generate(&self, options: &Options) -> Result<Vec<GeneratedFile>, Diagnostics> {
        let service = plan::Service::new(&self.model, &self.names);
        let file = |(name, page): (&str, Page)| {
            let text = page.print(self.source.origin(), &options.regenerate)?;
            Ok(GeneratedFile { path: format!("{}/{name}", service.module), text: text.into() })
        };
        let files = emit::service(&service, options.tests).into_iter().map(file);
        files.collect::<Result<_, _>>().map_err(|error| our_bug(&self.source, &error))
    }
}

/// Returns all findings in specs, including notes.
pub fn lint(sources: &[Source]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    read_all(sources, &mut diagnostics, |_, _| ());
    diagnostics
}

/// Generates the modules of specs. Each module is a folder with four files, or five with tests.
///
/// # Errors
/// All errors in the specs. Nothing is generated then.
pub fn generate(sources: &[Source], options: &Options) -> Result<Generated, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    // Each spec is printed as soon as it is read, so that only a few models are in memory.
    let printed = read_all(sources, &mut diagnostics, |spec, found| {
        let is_right = found.iter().all(|found| found.severity != Severity::Error);
        is_right.then(|| spec.generate(options))
    });
    let diagnostics = diagnostics.without_notes();
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let mut generated = Generated { warnings: diagnostics, ..Generated::default() };
    for (module, files) in printed {
        generated.files.extend(files.transpose()?.unwrap_or_default());
        generated.modules.push(module);
    }
    Ok(generated)
}

/// Reads and processes several specs at a time. Returns the modules and the results, in the order of the sources.
fn read_all<R: Send>(
    sources: &[Source],
    diagnostics: &mut Diagnostics,
    make: impl Fn(&Spec, &[Diagnostic]) -> R + Sync,
) -> Vec<(String, R)> {
    let read = in_parallel(sources, |source| {
        let (spec, found) = Spec::read(source);
        let made = spec.map(|spec| (spec.names.module().to_owned(), make(&spec, &found)));
        (made, found)
    });
    let mut first_by_module: HashMap<String, &Source> = HashMap::new();
    let mut all = Vec::with_capacity(sources.len());
    for (source, (made, found)) in sources.iter().zip(read) {
        diagnostics.extend(source, found);
        let Some((module, made)) = made else { continue };
        match first_by_module.entry(module.clone()) {
            Entry::Occupied(first) => {
                diagnostics.extend(source, vec![same_module(&module, first.get())]);
            }
            Entry::Vacant(place) => {
                place.insert(source);
            }
        }
        all.push((module, made));
    }
    all
}

fn same_module(module: &str, first: &Source) -> Diagnostic {
    Diagnostic::new(&codes::SAME_MODULE, format!("{} also generates the module `{module}`", first.name()))
        .help("set another module name with `rust:` under one of the services")
}

/// Reports that the emitters produced invalid Rust, which is a bug.
fn our_bug(source: &Source, error: &syn::Error) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let diagnostic = Diagnostic::new(
        &codes::GENERATOR_BUG,
        format!("the code generated for this spec is not valid Rust: {error}"),
    );
    diagnostics
        .extend(source, vec![diagnostic.help("this is a bug in speccast; please report it with the spec")]);
    diagnostics
}
