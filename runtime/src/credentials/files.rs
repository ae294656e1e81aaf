//! The two files that AWS's tools share, and the profile wanted from them.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::ini::{self, Ini, Section, Setting};
use super::present;
use crate::env::Vars;

/// Size in bytes beyond which a file is not read: many times that of a profile for each account of a large company.
const MAX_SIZE: u64 = 4 << 20;

/// The two files, and the profile wanted from them.
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
    /// If one exists and cannot be read or parsed, or neither has a profile that was asked for by name.
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

    /// The region that the profile sets.
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
        // No shell saw it, and the AWS SDKs expand it too.
        match (path.strip_prefix('~'), home) {
            (Some(""), Some(home)) => Some(home),
            (Some(rest), Some(home)) if rest.starts_with(std::path::is_separator) => {
                Some(home.join(rest.trim_start_matches(std::path::is_separator)))
            }
            _ => Some(path.into()),
        }
    }
}

/// A profile, in the parts that the two files have of it.
pub(super) struct Profile {
    pub(super) name: String,
    pub(super) credentials: Option<Part>,
    pub(super) config: Option<Part>,
}

impl Profile {
    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.credentials.iter().chain(&self.config)
    }

    /// A setting that either file has, the credentials file first.
    pub(super) fn find(&self, key: &str) -> Option<(&Part, &Setting)> {
        self.parts().find_map(|part| Some((part, part.find(key)?)))
    }

    /// The value of a setting that either file has, the credentials file first.
    pub(super) fn get(&self, key: &str) -> Result<Option<&str>, String> {
        self.find(key).map(|(part, setting)| part.value(setting)).transpose()
    }

    /// That a profile which was not asked for by name has no key.
    #[cfg(feature = "sigv4")]
    pub(super) fn without_key(&self) -> String {
        match self.parts().find(|part| part.section.is_some()) {
            Some(part) => format!("profile `{}` has no access key ({})", self.name, part.path.display()),
            None => self.not_found(),
        }
    }

    /// That neither file has the profile.
    pub(super) fn not_found(&self) -> String {
        let paths: Vec<_> = self.parts().map(|part| part.path.display().to_string()).collect();
        match &paths[..] {
            [] => format!("no profile `{}`: there is no home directory to read it from", self.name),
            paths => format!("no profile `{}` in {}", self.name, paths.join(" or ")),
        }
    }
}

/// What one file has of a profile.
pub(super) struct Part {
    path: PathBuf,
    section: Option<Section>,
    inherited: Vec<Setting>,
}

impl Part {
    fn read(path: PathBuf, name: &str, is_config: bool) -> Result<Self, String> {
        let ini = match text(&path) {
            Ok(Some(text)) => ini::parse(&text).map_err(|problem| {
                let section = problem.section.map(|section| format!(", section `[{section}]`"));
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
        // Of `[default]` and `[profile default]` the last one counts, as for botocore.
        let section = ini.sections.into_iter().rfind(wanted);
        Ok(Self { path, section, inherited: ini.inherited })
    }

    /// A setting whose value is not blank.
    pub(super) fn find(&self, key: &str) -> Option<&Setting> {
        let section = self.section.as_ref()?;
        let setting = section.settings.iter().find(|setting| setting.key == key);
        let setting = setting.or_else(|| self.inherited.iter().find(|setting| setting.key == key));
        setting.filter(|setting| present(&setting.value).is_some())
    }

    /// The value of a setting that must have one line.
    pub(super) fn value<'s>(&self, setting: &'s Setting) -> Result<&'s str, String> {
        match setting.value.contains('\n') {
            true => Err(self.error(setting, &format!("the value of `{}` has several lines", setting.key))),
            false => Ok(&setting.value),
        }
    }

    /// An error at a setting.
    pub(super) fn error(&self, setting: &Setting, reason: &str) -> String {
        let section = self.section.as_ref().map_or("", |section| &section.name);
        format!("{}:{}, section `[{section}]`: {reason}", self.path.display(), setting.line)
    }
}

/// The name of the profile that a section of the config file contains. Whether a profile's section starts with the word
/// `profile` is botocore's rule: `[default]`, or two words of which the first starts with it.
fn name_in_config(section: &str) -> Option<String> {
    if section == "default" {
        return Some(section.to_owned());
    }
    let words = section.starts_with("profile").then(|| ini::words(section))??;
    <[String; 2]>::try_from(words).ok().map(|[_, name]| name)
}

/// The text of a file, or `None` if there is none. A device such as `/dev/null`, which stands for no file, is not read.
fn text(path: &Path) -> Result<Option<String>, String> {
    // Before it is opened, since opening a pipe waits for its other end.
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
        return Err("it is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(MAX_SIZE + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MAX_SIZE {
        return Err(format!("it is larger than {} MiB", MAX_SIZE >> 20));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
        format!("line {line} is not UTF-8")
    })
}
