//! The two files that AWS's tools share, and the selected profile.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::ini::{self, Ini, Section, Setting};
use super::present;
use crate::env::Vars;

/// Maximum size of a file in bytes: enough for a profile for each account of a large company.
const MAX_SIZE: u64 = 4 << 20;

/// The two files, and the selected profile.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    vars: Vars,
    pub(super) name: Option<String>,
}

impl Files {
    pub(crate) fn new(vars: Vars) -> Self {
        Self { vars, name: None }
    }

    /// Reads both files.
    ///
    /// # Errors
    /// If a file exists and cannot be read or parsed, or if neither has a profile that was requested by name.
    pub(super) fn load(&self) -> Result<Profile, String> {
        let set = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].iter().find_map(|variable| self.vars.get(variable));
        let set = self.name.clone().or(set);
        let name = set.clone().unwrap_or_else(|| "default".to_owned());
        let read = |variable, file| match self.path(variable, file) {
            Some(path) => Part::read(path, &name, file == "config").map(Some),
            None => Ok(None),
        };
        let credentials = read("AWS_SHARED_CREDENTIALS_FILE", "credentials")?;
        let config = read("AWS_CONFIG_FILE", "config")?;
        let profile = Profile { name, credentials, config };
        if set.is_some() && profile.parts().all(|part| part.section.is_none()) {
            return Err(profile.not_found());
        }
        Ok(profile)
    }

    /// Returns the region of the profile.
    ///
    /// # Errors
    /// As for [`load`](Self::load), and if the value has several lines.
    pub(crate) fn region(&self) -> Result<Option<String>, String> {
        Ok(self.load()?.get("region")?.map(str::to_owned))
    }

    fn path(&self, variable: &str, file: &str) -> Option<PathBuf> {
        let home = self.vars.get("HOME").or_else(|| self.vars.get("USERPROFILE")).map(PathBuf::from);
        let Some(path) = self.vars.get(variable) else {
            return Some(home?.join(".aws").join(file));
        };
        // Shells do not expand it in a variable, but the AWS SDKs do.
        match (path.strip_prefix('~'), home) {
            (Some(""), Some(home)) => Some(home),
            (Some(rest), Some(home)) if rest.starts_with(std::path::is_separator) => {
                Some(home.join(rest.trim_start_matches(std::path::is_separator)))
            }
            _ => Some(path.into()),
        }
    }
}

/// The parts of a profile in both files.
pub(super) struct Profile {
    pub(super) name: String,
    pub(super) credentials: Option<Part>,
    pub(super) config: Option<Part>,
}

impl Profile {
    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.credentials.iter().chain(&self.config)
    }

    /// Returns a setting, from the credentials file first.
    pub(super) fn find(&self, key: &str) -> Option<(&Part, &Setting)> {
        self.parts().find_map(|part| Some((part, part.find(key)?)))
    }

    /// Returns the value of a setting, from the credentials file first.
    pub(super) fn get(&self, key: &str) -> Result<Option<&str>, String> {
        self.find(key).map(|(part, setting)| part.value(setting)).transpose()
    }

    /// The error for a profile without a key that was not requested by name.
    #[cfg(feature = "sigv4")]
    pub(super) fn without_key(&self) -> String {
        match self.parts().find(|part| part.section.is_some()) {
            Some(part) => format!("profile `{}` has no access key ({})", self.name, part.path.display()),
            None => self.not_found(),
        }
    }

    /// The error for a missing profile.
    pub(super) fn not_found(&self) -> String {
        let paths: Vec<_> = self.parts().map(|part| part.path.display().to_string()).collect();
        match &paths[..] {
            [] => format!("no profile `{}`: no home directory was found", self.name),
            paths => format!("no profile `{}` in {}", self.name, paths.join(" or ")),
        }
    }
}

/// Returns the name of a section for messages. If a line end is missing, a setting and its secret may follow the first
/// bracket or separator.
fn shown(section: &str) -> &str {
    section.split([']', '=', ':']).next().unwrap_or_default()
}

/// The part of a profile in one file.
pub(super) struct Part {
    path: PathBuf,
    section: Option<Section>,
    inherited: Vec<Setting>,
}

impl Part {
    fn read(path: PathBuf, name: &str, is_config: bool) -> Result<Self, String> {
        let ini = match text(&path) {
            Ok(Some(text)) => ini::parse(&text).map_err(|problem| {
                let section = problem.section.map(|section| format!(", section `[{}]`", shown(&section)));
                let (line, reason) = (problem.line, problem.reason);
                format!("{}:{line}{}: {reason}", path.display(), section.unwrap_or_default())
            })?,
            Ok(None) => Ini::default(),
            Err(reason) => return Err(format!("profile `{name}`: cannot read {}: {reason}", path.display())),
        };
        let wanted = |section: &Section| match is_config {
            true => name_in_config(&section.name).is_some_and(|found| found == name),
            false => section.name == name,
        };
        // The last of `[default]` and `[profile default]` is used, as in botocore.
        let section = ini.sections.into_iter().rfind(wanted);
        Ok(Self { path, section, inherited: ini.inherited })
    }

    /// Returns a setting with a value that is not blank.
    pub(super) fn find(&self, key: &str) -> Option<&Setting> {
        let section = self.section.as_ref()?;
        let setting = section.settings.iter().find(|setting| setting.key == key);
        let setting = setting.or_else(|| self.inherited.iter().find(|setting| setting.key == key));
        setting.filter(|setting| present(&setting.value).is_some())
    }

    /// Returns the value of a setting, which must be one line.
    pub(super) fn value<'s>(&self, setting: &'s Setting) -> Result<&'s str, String> {
        match setting.value.contains('\n') {
            true => Err(self.error(setting, &format!("the value of `{}` has several lines", setting.key))),
            false => Ok(&setting.value),
        }
    }

    /// Returns an error about a setting.
    pub(super) fn error(&self, setting: &Setting, reason: &str) -> String {
        let section = self.section.as_ref().map_or("", |section| shown(&section.name));
        format!("{}:{}, section `[{section}]`: {reason}", self.path.display(), setting.line)
    }
}

/// Returns the name of the profile in a section of the config file. As in botocore, a section is a profile if
/// it is `[default]`, or two words that start with `profile`.
fn name_in_config(section: &str) -> Option<String> {
    if section == "default" {
        return Some(section.to_owned());
    }
    let words = section.starts_with("profile").then(|| ini::words(section))??;
    <[String; 2]>::try_from(words).ok().map(|[_, name]| name)
}

/// Returns the text of a file, or `None` if it does not exist. A device such as `/dev/null` counts as
/// missing.
fn text(path: &Path) -> Result<Option<String>, String> {
    // Checked before opening, since opening a pipe blocks.
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    #[cfg(unix)]
    if std::os::unix::fs::FileTypeExt::is_char_device(&metadata.file_type()) {
        return Ok(None);
    }
    if !metadata.is_file() {
        return Err("not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(MAX_SIZE + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MAX_SIZE {
        return Err(format!("larger than {} MiB", MAX_SIZE >> 20));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
        format!("line {line} is not UTF-8")
    })
}
