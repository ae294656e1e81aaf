//! `speccast diff`

use super::Outcome;
use super::git_driver;
use super::project::{Project, similar};
use super::revision::Revision;
use crate::{Source, input};
use anstream::{eprintln, print};
use speccast_core::text::shown_path;
use speccast_diff::{Report, Settings, Stale, Step, Wire, compare, report};
use std::path::{Path, PathBuf};

/// Report how a spec change affects the wire format, the crate version and deployed clients
///
/// OLD and NEW are specs or directories of specs, in the working tree or in a revision of git, such as
/// `git:main:specs`; the path in a revision is relative to the current directory. If one is a file and the
/// other a directory, the file of the same name in the directory is compared. Without NEW, OLD is compared
/// with the project's specs, and `git:main` alone names the project's specs in that revision.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Specs before and after
    #[arg(value_names = ["OLD", "NEW"], num_args = 1..=9, required = true)]
    specs: Vec<String>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,
    /// Show changes of docs and order as well
    #[arg(long, short, visible_alias = "docs")]
    verbose: bool,
    /// Exit with status 1 if a change reaches this verdict or a worse one; several are separated by commas
    #[arg(long, value_enum, value_name = "VERDICT", value_delimiter = ',')]
    fail_on: Vec<FailOn>,
    /// YAML file with severities by rule and changes to ignore
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Act as a diff driver for git: take git's arguments, and always exit with status 0
    #[arg(long, conflicts_with_all = ["format", "fail_on", "config"])]
    git_driver: bool,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// For a person
    #[default]
    Human,
    /// For tools, in the format documented in DIFF.md
    Json,
    /// Annotations of lines in GitHub Actions
    Github,
    /// For a comment on a pull request
    Markdown,
    /// One self-contained page, with the changes of the generated code
    Html,
}

/// A verdict that `--fail-on` can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// A valid request fails, or a response cannot be decoded
    Breaking,
    /// A valid request may fail, or a response may not be decoded
    Dangerous,
    /// Any change except of docs and order
    Compatible,
    /// Code that uses the crate may not compile
    Major,
    /// The crate gains items
    Minor,
    /// The crate changes in any way
    Patch,
    /// Deployed clients refuse values that are now accepted
    Stale,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, String> {
    if arguments.git_driver {
        git_driver::run(&arguments.specs, arguments.verbose);
        return Ok(Outcome::Done);
    }
    let settings = arguments.config.as_deref().map(settings).transpose()?.unwrap_or_default();
    let (old, new) = match arguments.specs.as_slice() {
        [old] => with_project(old)?,
        [old, new] => partners(read(old)?, read(new)?)?,
        _ => return Err("expected two specs, or two directories of specs".to_owned()),
    };
    let mut found = match compare(&old, &new) {
        Ok(found) => found,
        Err(diagnostics) => {
            eprintln!("{}", diagnostics.render(true));
            return Err("specs with errors cannot be compared".to_owned());
        }
    };
    let unused = settings.apply(&mut found);
    match arguments.format {
        Format::Human => {
            print!("{}", report::human(&found, report::Style { color: true, everything: arguments.verbose }));
        }
        Format::Json => print!("{}", report::json(&found)),
        Format::Github => print!("{}", report::github(&found)),
        Format::Markdown => print!("{}", report::markdown(&found, arguments.verbose)),
        Format::Html => print!("{}", report::html(&found, arguments.verbose)),
    }
    if let Err(unused) = &unused {
        eprintln!("{}", unused.render(true));
    }
    let failed = arguments.fail_on.iter().find(|verdict| verdict.holds(&found));
    if let Some(verdict) = failed {
        eprintln!("error: {} (--fail-on {})", verdict.reason(), verdict.name());
    }
    Ok(if failed.is_some() || unused.is_err() { Outcome::No } else { Outcome::Done })
}

fn settings(path: &Path) -> Result<Settings, String> {
    let source = input::read(path).map_err(|error| error.to_string())?;
    Settings::parse(&source).map_err(|diagnostics| {
        eprintln!("{}", diagnostics.render(true));
        format!("{} has errors", shown_path(path))
    })
}

/// An argument with the specs that it names.
struct Named<'a> {
    name: &'a str,
    specs: Vec<Source>,
    is_folder: bool,
}

fn read(name: &str) -> Result<Named<'_>, String> {
    if let Some(revision) = Revision::parse(name) {
        let (specs, is_folder) = revision.read()?;
        return Ok(Named { name, specs, is_folder });
    }
    let path = Path::new(name);
    let found = input::find(path).map_err(|error| match similar(path) {
        help if help.is_empty() && !path.exists() && path.extension().is_none() => {
            let name = shown_path(path);
            format!("{error}\nhelp: for a revision of git, write `git:{name}:PATH`")
        }
        help => format!("{error}{help}"),
    })?;
    let specs = found.iter().map(|file| input::read(file).map_err(|error| error.to_string()));
    Ok(Named { name, specs: specs.collect::<Result<_, _>>()?, is_folder: path.is_dir() })
}

/// Returns the specs to compare with the project's: those of the argument, or the project's specs in a
/// revision.
fn with_project(old: &str) -> Result<(Vec<Source>, Vec<Source>), String> {
    let project = Project::find()?;
    let new = project.read(&[])?;
    let Some(revision) = Revision::parse(old).filter(Revision::is_whole) else {
        let new = Named { name: "the project's specs", specs: new, is_folder: true };
        return partners(read(old)?, new);
    };
    let mut old = Vec::new();
    for path in project.specs(&[]) {
        let path = path.to_string_lossy().replace('\\', "/");
        old.extend(revision.at(&path).read()?.0);
    }
    Ok((old, new))
}

/// Returns the specs to compare: of a directory next to a file, only the spec with the same name.
fn partners(old: Named<'_>, new: Named<'_>) -> Result<(Vec<Source>, Vec<Source>), String> {
    match (old.is_folder, new.is_folder) {
        (false, true) => Ok((old.specs.clone(), new.like(&old)?)),
        (true, false) => Ok((old.like(&new)?, new.specs)),
        _ => Ok((old.specs, new.specs)),
    }
}

impl Named<'_> {
    fn like(self, spec: &Self) -> Result<Vec<Source>, String> {
        let wanted = spec.specs.first().map(Source::file_name).unwrap_or_default();
        let same: Vec<Source> = self.specs.into_iter().filter(|other| other.file_name() == wanted).collect();
        if same.is_empty() {
            return Err(format!(
                "the directory `{1}` contains no spec with the file name of `{0}`\nhelp: pass two specs, or two directories of specs",
                spec.name, self.name
            ));
        }
        Ok(same)
    }
}

impl FailOn {
    fn holds(self, report: &Report) -> bool {
        let verdict = &report.verdict;
        match self {
            Self::Breaking => verdict.wire == Wire::Breaking,
            Self::Dangerous => verdict.wire >= Wire::Dangerous,
            Self::Compatible => report.shown(false).next().is_some(),
            Self::Major => verdict.step == Step::Major,
            Self::Minor => verdict.step >= Step::Minor,
            Self::Patch => verdict.step >= Step::Patch,
            Self::Stale => verdict.stale != Stale::Unaffected,
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Self::Breaking => "there are breaking changes",
            Self::Dangerous => "there are dangerous changes",
            Self::Compatible => "there are changes",
            Self::Major => "the crate needs a major version",
            Self::Minor => "the crate needs a minor version",
            Self::Patch => "the crate changes",
            Self::Stale => "deployed clients may refuse values that are now accepted",
        }
    }

    fn name(self) -> String {
        clap::ValueEnum::to_possible_value(&self).map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}
