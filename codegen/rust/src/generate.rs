//! The pipeline from texts to files, without any input or output.

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

/// What a caller of [`generate`] may choose.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// What the header of a file tells its reader to do after editing the spec, as it goes on after "edit that, then".
    pub regenerate: String,
    /// Whether the module of a spec with examples gets a file of tests, one for each example.
    pub tests: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { regenerate: "run `speccast generate`".to_owned(), tests: false }
    }
}

/// A file to be written: its text, and its path below the output directory, with `/` between the parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Where it belongs.
    pub path: String,
    /// All that is in it, shared with what has to happen to a directory.
    pub text: Arc<str>,
}

/// What was generated.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Generated {
    /// The modules, in the order of the sources.
    pub modules: Vec<String>,
    /// The files of every module.
    pub files: Vec<GeneratedFile>,
    /// What is worth knowing about the specs.
    pub warnings: Diagnostics,
}

/// A spec that was resolved, and its names in Rust: what views are made from.
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
    /// Resolves and names a spec, and returns all that was found in it. Without a model, there is no spec.
    pub fn read(source: &Source) -> (Option<Self>, Vec<Diagnostic>) {
        let (model, mut found) = resolve(source);
        let spec = model.map(|model| {
            let (names, collisions) = Names::new(&model);
            found.extend(collisions);
            Self { source: source.clone(), model, names }
        });
        (spec, found)
    }

    /// Generates the module of a spec without errors; its examples may have some unless tests are wanted.
    ///
    /// # Errors
    /// A bug of the generator.
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

/// Everything that there is to say of some specs, notes among it, whether or not they could be generated from.
pub fn lint(sources: &[Source]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    read_all(sources, &mut diagnostics, |_, _| ());
    diagnostics
}

/// Generates the modules of some specs: each becomes a folder of four files.
///
/// # Errors
/// Everything that is wrong with any of the specs; nothing is generated then.
pub fn generate(sources: &[Source], options: &Options) -> Result<Generated, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    // A spec is printed as soon as it is read, so that only a few models are in memory at a time.
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

/// Reads each spec and makes something of it, several at a time; returns the modules and what was made, in the order of
/// the sources.
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
    Diagnostic::new(&codes::SAME_MODULE, format!("{} makes the module `{module}` already", first.name()))
        .help("give one of the services another module with `rust:`")
}

/// The emitters made something that is no Rust, which no spec should be able to bring about.
fn our_bug(source: &Source, error: &syn::Error) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let diagnostic = Diagnostic::new(
        &codes::GENERATOR_BUG,
        format!("the generator made invalid Rust of this spec: {error}"),
    );
    diagnostics
        .extend(source, vec![diagnostic.help("this is a bug of speccast: please report it with the spec")]);
    diagnostics
}
