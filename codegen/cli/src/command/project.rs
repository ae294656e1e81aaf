//! The specs and the output directory of a command, from arguments, settings and the lock file.

use crate::{Source, input, output};
use anstream::eprintln;
use speccast_core::diagnostic::{Diagnostic, codes};
use speccast_core::did_you_mean;
use speccast_core::settings::{self, Node, Walk};
use speccast_core::text::{escaped, shown_path};
use speccast_core::vocabulary::{Form, Key, Mapping};
use std::path::{Component, Path, PathBuf};

/// The file of the settings.
pub(super) const SETTINGS: &str = input::SETTINGS;
/// Default directory of specs.
const SPECS: &str = "specs";
/// Endings of the names of specs outside of that directory, such as next to the code that uses them.
const ENDS: [&str; 2] = [".speccast.yaml", ".speccast.yml"];
/// Default output directory.
pub(super) const OUT: &str = "generated/src";

/// The settings of a project; empty if it has none. Paths are relative to the working directory.
///
/// ```yaml
/// specs: [specs, vendor/other.yaml]   # specs, or directories of specs
/// out: generated/src                  # directory that holds a folder for each service
/// tests: true                         # whether a test is generated for each example
/// ```
#[derive(Clone, Debug, Default)]
pub(super) struct Project {
    /// Directory of the settings, if there are any.
    folder: Option<PathBuf>,
    specs: Vec<PathBuf>,
    out: Option<PathBuf>,
    /// Whether to generate tests.
    pub(super) tests: Option<bool>,
}

/// The specs that a command reads.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// All specs.
    pub(super) files: Vec<PathBuf>,
    /// The directories among the arguments; their specs are in `files`.
    pub(super) folders: Vec<PathBuf>,
}

impl Project {
    /// Reads the settings in the working directory or the nearest one above it that has some, up to the root
    /// of the repository or the package.
    pub(super) fn find() -> Result<Self, String> {
        let Some(folder) = output::find(SETTINGS) else { return Ok(Self::default()) };
        let source = input::read(&folder.join(SETTINGS)).map_err(|error| error.to_string())?;
        let project = settings::read(&source, &KEYS, |walk, fields| {
            let specs = fields.get(&SPECS_KEY).map(|node| walk.list(node, path)).unwrap_or_default();
            let out = fields.get(&OUT_KEY).and_then(|node| path_below(walk, node));
            Self {
                folder: None,
                specs: specs.iter().map(|path| folder.join(path)).collect(),
                out: out.map(|path| folder.join(path)),
                tests: fields.get(&TESTS_KEY).and_then(|node| walk.boolean(node)),
            }
        });
        let project = project.map_err(|diagnostics| {
            eprintln!("{}", diagnostics.render(true));
            format!("invalid settings in {}", shown_path(&folder.join(SETTINGS)))
        })?;
        Ok(Self { folder: Some(folder), ..project })
    }

    /// Returns whether there are settings.
    pub(super) fn has_settings(&self) -> bool {
        self.folder.is_some()
    }

    /// Returns the arguments, or the settings' specs, or the directory `specs` and every `*.speccast.yaml`
    /// here.
    pub(super) fn specs(&self, named: &[PathBuf]) -> Vec<PathBuf> {
        match (named, self.specs.as_slice()) {
            ([], []) => usual_specs(),
            ([], specs) | (specs, _) => specs.to_vec(),
        }
    }

    /// Returns the directory for new specs.
    pub(super) fn folder_of_specs(&self) -> PathBuf {
        let is_folder = |path: &PathBuf| path.extension().is_none_or(|end| end != "yaml" && end != "yml");
        self.specs.iter().find(|path| is_folder(path)).cloned().unwrap_or_else(|| PathBuf::from(SPECS))
    }

    /// Finds the specs of the arguments, or those of the project.
    pub(super) fn find_specs(&self, named: &[PathBuf]) -> Result<Found, String> {
        let mut found = Found::default();
        for path in self.specs(named) {
            let files = input::find(&path).map_err(|error| match (named, self.specs.as_slice()) {
                ([], []) => format!(
                    "{error}\nhelp: pass the specs as arguments, write `specs:` in {SETTINGS}, or run this in a directory with `{SPECS}`"
                ),
                _ => format!("{error}{}", similar(&path)),
            })?;
            if files != [path.clone()] {
                found.folders.push(path);
            }
            found.files.extend(files);
        }
        Ok(found)
    }

    /// Reads the specs of the arguments, or those of the project.
    pub(super) fn read(&self, named: &[PathBuf]) -> Result<Vec<Source>, String> {
        let files = self.find_specs(named)?.files;
        files.iter().map(|file| input::read(file).map_err(|error| error.to_string())).collect()
    }

    /// Returns the output directory: from the argument, the settings, the lock file if it knows only one, or
    /// `generated/src`.
    pub(super) fn out(&self, named: Option<&Path>) -> Result<PathBuf, String> {
        if let Some(named) = named {
            return Ok(named.to_owned());
        }
        let out = match &self.out {
            Some(out) => out.clone(),
            None => self.known_out()?.unwrap_or_else(|| PathBuf::from(OUT)),
        };
        let base = self.folder.clone().or_else(|| output::find(crate::lock::FILE_NAME)).unwrap_or_default();
        if !output::is_below(&out, &base) {
            let out = shown_path(&out);
            return Err(format!(
                "{out} leads to another directory through a symbolic link\nhelp: pass that directory with `--out`"
            ));
        }
        Ok(out)
    }

    /// Returns the output directory in the lock file, unless it is the default one.
    fn known_out(&self) -> Result<Option<PathBuf>, String> {
        let known = output::known_directories().map_err(|error| error.to_string())?;
        if known.len() < 2 || known.iter().any(|known| output::is_same(known, Path::new(OUT))) {
            return Ok(if known.len() == 1 { known.into_iter().next() } else { None });
        }
        let known: Vec<String> = known.iter().map(|known| format!("`{}`", shown_path(known))).collect();
        Err(format!(
            "generated code is in several directories: {}\nhelp: pass one with `--out`, or write `out:` in {SETTINGS}",
            known.join(", ")
        ))
    }
}

/// Suggests an existing file in place of one that does not exist; empty if none has a similar name.
pub(super) fn similar(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().filter(|_| !path.exists()).map(|name| name.to_string_lossy());
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let help = name.and_then(|name| did_you_mean(&name, &names));
    help.map(|help| format!("\nhelp: {}", escaped(&help, &[]))).unwrap_or_default()
}

fn usual_specs() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(".").into_iter().flatten().flatten();
    let names = entries.map(|entry| PathBuf::from(entry.file_name()));
    let is_spec =
        |path: &PathBuf| ENDS.iter().any(|end| path.to_string_lossy().ends_with(end)) && path.is_file();
    let mut specs: Vec<PathBuf> = names.filter(is_spec).collect();
    specs.sort_unstable();
    if specs.is_empty() || Path::new(SPECS).exists() {
        specs.insert(0, PathBuf::from(SPECS));
    }
    specs
}

static SPECS_KEY: Key = settings::key("specs", Form::List(&Form::Text, 1));
static OUT_KEY: Key = settings::key("out", Form::Text);
static TESTS_KEY: Key = settings::key("tests", Form::Boolean);
static KEYS: Mapping = settings::mapping(
    "the settings",
    "write `specs:`, `out:` or `tests:`",
    &[],
    &[&SPECS_KEY, &OUT_KEY, &TESTS_KEY],
);

fn path(walk: &mut Walk<'_>, node: &Node) -> Option<PathBuf> {
    walk.verbatim(node).map(PathBuf::from)
}

/// A path below the settings, since the settings of any repository are read.
fn path_below(walk: &mut Walk<'_>, node: &Node) -> Option<PathBuf> {
    let path = path(walk, node)?;
    let leads_down = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !leads_down || path.as_os_str().is_empty() {
        let help = format!("write a directory below that of {SETTINGS}, or pass another one with `--out`");
        let expected = "a path below the directory of this file";
        let found = format!("`{}`", shown_path(&path));
        walk.report(Diagnostic::expected(&codes::WRONG_TYPE, expected, found, &node.span).help(help));
        return None;
    }
    Some(path)
}
