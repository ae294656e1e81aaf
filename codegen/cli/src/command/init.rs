//! `speccast init`

use super::Outcome;
use super::project::{Project, SETTINGS};
use crate::init::starter;
use speccast_core::text::shown_path;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What a project's settings are without any.
const STARTER: &str = "\
# Settings of speccast for this project. Arguments override them.
specs: [specs]          # specs, or directories of specs
out: OUT      # directory that holds a folder for each service
# tests: true           # generate a test for each example, too
";

/// Write a small spec to start from, and settings if there are none
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Name of the service, as its documentation calls it; `Widget Works` becomes the module `widget_works`
    ///
    /// The module and its file are called after it in snake case. Another name for the module is the service's key `rust`.
    name: String,
    /// Where to write it [default: MODULE.yaml in the first directory of specs]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    if arguments.out.is_none() && arguments.name.contains(['/', '\\']) {
        return Err(format!(
            "`{}` looks like a path, but the name of a service is expected\nhelp: choose the file with `--out FILE`",
            arguments.name
        ));
    }
    let (module, spec) = starter(&arguments.name)?;
    let project = Project::find()?;
    let specs = || project.folder_of_specs().join(format!("{module}.yaml"));
    let path = arguments.out.clone().unwrap_or_else(specs);
    write_new(&path, &spec)?;
    say!("wrote {}", shown_path(&path));
    if arguments.out.is_none() && !project.has_settings() {
        let out = project.out(None).unwrap_or_default();
        let out =
            if out.as_os_str().is_empty() { ".".to_owned() } else { out.to_string_lossy().into_owned() };
        write_new(Path::new(SETTINGS), &STARTER.replace("OUT", &format!("{:?}", out.replace('\\', "/"))))?;
        say!("wrote {SETTINGS}");
    }
    say!("next: describe an operation in it, then run `speccast generate`");
    say!("for completion in your editor, see `speccast schema`");
    Ok(Outcome::Done)
}

/// Writes a file that must not be there yet.
fn write_new(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            format!("{} already exists\nhelp: remove it, or name another file with `--out`", shown_path(path))
        }
        _ => format!("cannot write {}: {error}", shown_path(path)),
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}
