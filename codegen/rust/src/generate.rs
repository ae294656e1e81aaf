//! The pipeline from texts to files, without any input or output.

use crate::emit;
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

/// Everything that there is to say of some specs, notes among it, whether or not they could be generated from.
pub fn lint(sources: &[Source]) -> Diagnostics {
    resolve_all(sources).1
}

/// Generates the modules of some specs: each becomes a folder of four files.
///
/// # Errors
/// Everything that is wrong with any of the specs; nothing is generated then.
pub fn generate(sources: &[Source], options: &Options) -> Result<Generated, Diagnostics> {
    let (services, diagnostics) = resolve_all(sources);
    let diagnostics = diagnostics.without_notes();
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let mut generated = Generated { warnings: diagnostics, ..Generated::default() };
    for (source, model, names) in &services {
        let service = plan::Service::new(model, names);
        print(source, &service, options, &mut generated).map_err(|error| our_bug(source, &error))?;
    }
    Ok(generated)
}

/// Every spec through the phases before anything is emitted.
fn resolve_all(sources: &[Source]) -> (Vec<(Source, Model, Names)>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut services: Vec<(Source, Model, Names)> = Vec::new();
    for source in sources {
        let (model, mut found) = resolve(source);
        let named = model.map(|model| {
            let (names, collisions) = Names::new(&model);
            found.extend(collisions);
            (model, names)
        });
        diagnostics.extend(source, found);
        let Some((model, names)) = named else { continue };
        if let Some((first, ..)) = services.iter().find(|(_, _, other)| other.module() == names.module()) {
            diagnostics.extend(source, vec![same_module(names.module(), first)]);
        }
        services.push((source.clone(), model, names));
    }
    (services, diagnostics)
}

fn print(
    source: &Source,
    service: &plan::Service,
    options: &Options,
    generated: &mut Generated,
) -> Result<(), syn::Error> {
    for (name, page) in emit::service(service, options.tests) {
        let path = format!("{}/{name}", service.module);
        let text = page.print(source.origin(), &options.regenerate)?;
        generated.files.push(GeneratedFile { path, text });
    }
    generated.modules.push(service.module.clone());
    Ok(())
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
