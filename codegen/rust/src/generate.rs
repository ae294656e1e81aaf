//! The pipeline from texts to files, without any input or output.

use crate::emit;
use crate::format::Page;
use crate::plan::{self, names::Names};
use speccast_core::Source;
use speccast_core::diagnostic::{Diagnostic, Diagnostics, codes};
use speccast_core::{Model, resolve};

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
    /// All that is in it.
    pub text: String,
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
            Ok(GeneratedFile { path: format!("{}/{name}", service.module), text })
        };
        let files = emit::service(&service, options.tests).into_iter().map(file);
        files.collect::<Result<_, _>>().map_err(|error| our_bug(&self.source, &error))
    }
}

/// Everything that there is to say of some specs, notes among it, whether or not they could be generated from.
pub fn lint(sources: &[Source]) -> Diagnostics {
    resolve_all(sources).1
}

/// Generates the modules of some specs: each becomes a folder of four files.
///
/// # Errors
/// Everything that is wrong with any of the specs; nothing is generated then.
pub fn generate(sources: &[Source], options: &Options) -> Result<Generated, Diagnostics> {
    let (specs, diagnostics) = resolve_all(sources);
    let diagnostics = diagnostics.without_notes();
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let mut generated = Generated { warnings: diagnostics, ..Generated::default() };
    for spec in &specs {
        generated.files.extend(spec.generate(options)?);
        generated.modules.push(spec.names.module().to_owned());
    }
    Ok(generated)
}

/// Every spec through the phases before anything is emitted.
fn resolve_all(sources: &[Source]) -> (Vec<Spec>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut specs: Vec<Spec> = Vec::new();
    for source in sources {
        let (spec, found) = Spec::read(source);
        diagnostics.extend(source, found);
        let Some(spec) = spec else { continue };
        let module = spec.names.module();
        if let Some(first) = specs.iter().find(|other| other.names.module() == module) {
            diagnostics.extend(source, vec![same_module(module, &first.source)]);
        }
        specs.push(spec);
    }
    (specs, diagnostics)
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
