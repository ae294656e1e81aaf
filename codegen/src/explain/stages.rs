//! What becomes of a spec on its way through the pipeline, for people who work on the generator.

use super::outline::outline;
use crate::diagnostic::Diagnostics;
use crate::generate::{GeneratedFile, Options, generate};
use crate::{Source, lower, parse};

/// The stages of one spec, as far as it gets.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stages {
    /// The spec as written, with the lines where its parts stand; nothing, where it cannot be told what it says.
    pub document: Option<String>,
    /// What it means; nothing, if anything is wrong with it.
    pub ir: Option<String>,
    /// What is generated from it; nothing, if anything is wrong with it.
    pub files: Vec<GeneratedFile>,
    /// What there is to say of it.
    pub found: Diagnostics,
}

/// Takes a spec through the pipeline and keeps what each phase makes of it.
pub fn stages(source: &Source) -> Stages {
    let mut diagnostics = Vec::new();
    let document = parse::parse(source, &mut diagnostics);
    let service = document.as_ref().map(|document| lower::lower(source, document, &mut diagnostics));
    let mut found = Diagnostics::new();
    found.extend(source, diagnostics);
    let service = service.filter(|_| !found.has_errors());
    let files = match generate(std::slice::from_ref(source), &Options::default()) {
        Ok(generated) => generated.files,
        Err(_) => Vec::new(),
    };
    Stages {
        document: document.map(|document| outline(&document, Some(source))),
        ir: service.map(|service| outline(&service, None)),
        files,
        found,
    }
}
