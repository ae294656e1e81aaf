//! `speccast init`

use super::Outcome;
use super::project::{OUT, Project, SETTINGS};
use crate::init::{package, starter};
use crate::output::Directory;
use crate::{Options, Source};
use speccast_core::text::shown_path;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Settings equal to the defaults, except that `out` is `src` in a crate.
const STARTER: &str = "\
# Settings of speccast for this project. Arguments override them.
specs: [specs]            # specs, or directories of specs
out: OUT      # output directory, with a folder for each service
# tests: true             # also generate a test for each example
";

/// Write a first spec, and settings if there are none; or a whole crate
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name of the service in its documentation; `Widget Works` becomes the module `widget_works`
    ///
    /// The module and its file have this name in snake case. The key `rust` of the service gives the module
    /// another name.
    name: String,
    /// File to write [default: MODULE.yaml in the first directory of specs]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write a whole crate into this directory: manifest, spec, generated client, first call, CI
    #[arg(long = "crate", value_name = "DIR", conflicts_with = "out")]
    package: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    if arguments.out.is_none() && arguments.name.contains(['/', '\\']) {
        return Err(format!(
            "expected the name of a service, found the path `{}`\nhelp: pass the file with `--out FILE`",
            arguments.name
        ));
    }
    if let Some(folder) = &arguments.package {
        return write_package(&arguments.name, folder);
    }
    let (module, spec) = starter(&arguments.name)?;
    let project = Project::find()?;
    let specs = || project.folder_of_specs().join(format!("{module}.yaml"));
    let path = arguments.out.clone().unwrap_or_else(specs);
    write_new(&path, &spec)?;
    say!("wrote {}", shown_path(&path));
    if arguments.out.is_none() && !project.has_settings() {
        let out = project.out(None).unwrap_or_default();
        let is_crate = Path::new("Cargo.toml").is_file() && Path::new("src").is_dir();
        let out = if is_crate && out == Path::new(OUT) && !out.exists() { "src".into() } else { out };
        let out =
            if out.as_os_str().is_empty() { ".".to_owned() } else { out.to_string_lossy().into_owned() };
        write_new(Path::new(SETTINGS), &STARTER.replace("OUT", &format!("{:?}", out.replace('\\', "/"))))?;
        say!("wrote {SETTINGS}");
    }
    say!("next: describe an operation in it, then run `speccast generate`");
    say!("for completion in your editor, see `speccast schema`");
    Ok(Outcome::Done)
}

/// Writes a package and generates its client. Writes nothing if one of its files exists.
fn write_package(name: &str, folder: &Path) -> Result<Outcome, String> {
    let files = package(name, folder)?;
    let mut paths = files.iter().map(|(path, _)| folder.join(path));
    if let Some(path) = paths.find(|path| path.symlink_metadata().is_ok()) {
        return Err(format!(
            "{} already exists, so nothing was written\nhelp: pass a new directory with `--crate`",
            shown_path(&path)
        ));
    }
    for (path, text) in &files {
        let path = folder.join(path);
        write_new(&path, text)?;
        say!("wrote {}", shown_path(&path));
    }
    let specs = files.iter().map(|(path, _)| Path::new(path)).take(1);
    let modules = generate(specs, folder)?;
    modules.iter().for_each(|module| say!("generated {}", shown_path(&folder.join("src").join(module))));
    say!("next: run `cargo run --example first_call` in {}", shown_path(folder));
    Ok(Outcome::Done)
}

/// Generates the modules of a package's specs, as `speccast generate` would, and returns their names.
fn generate<'p>(specs: impl Iterator<Item = &'p Path>, folder: &Path) -> Result<Vec<String>, String> {
    fn shown(error: impl ToString) -> String {
        error.to_string()
    }
    std::env::set_current_dir(folder).map_err(shown)?;
    let directory = Directory::open(Path::new("src")).map_err(shown)?.made_by(env!("SPECCAST_BUILD"));
    let sources: Vec<Source> =
        specs.map(|spec| directory.read(spec)).collect::<Result<_, _>>().map_err(shown)?;
    let update = directory.update(&sources, &[], &Options::default(), false).map_err(shown)?;
    update.plan.write().map_err(shown)?;
    Ok(update.generated.modules)
}

/// Writes a file that must not exist.
fn write_new(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            format!("{} already exists\nhelp: remove it, or pass another file with `--out`", shown_path(path))
        }
        _ => format!("cannot write {}: {error}", shown_path(path)),
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}
