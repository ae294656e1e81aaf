//! Profiles in the files that AWS's tools share.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[cfg(feature = "sigv4")]
use super::{Credentials, CredentialsError, ProvideCredentials, thread};
use crate::env::Vars;
#[cfg(feature = "sigv4")]
use crate::time::BoxFuture;

/// Settings by which a profile gets its credentials in a way that is not offered here. The keys beside them are at
/// most what a role is assumed with, so they may not be used in its place.
#[cfg(feature = "sigv4")]
const ELSEWHERE: [&str; 4] = ["role_arn", "web_identity_token_file", "sso_session", "sso_account_id"];

/// Credentials from a profile in `~/.aws/credentials` or `~/.aws/config`, the first of which wins.
///
/// `AWS_PROFILE` names the profile (`default` if it does not), `AWS_SHARED_CREDENTIALS_FILE` and `AWS_CONFIG_FILE` the
/// files, in which a leading `~` is the home directory. They are read on a thread of their own. Only access keys are read: a profile that assumes a role, signs on or runs a program is an error that says
/// so.
///
/// ```
/// use speccast_runtime::credentials::Profile;
///
/// let provider = Profile::new().name("dev");
/// ```
#[cfg(feature = "sigv4")]
#[derive(Clone, Debug)]
pub struct Profile(Files);

#[cfg(feature = "sigv4")]
impl Profile {
    /// The profile that the environment of this process names.
    pub fn new() -> Self {
        Self::with(Vars::process())
    }

    /// The profile that the variables which `get` knows name.
    pub fn from_vars(get: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self::with(Vars::from_fn(get))
    }

    pub(crate) fn with(vars: Vars) -> Self {
        Self(Files::new(vars))
    }

    /// Takes the profile of this name, whatever the environment says.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.name = Some(name.into());
        self
    }

    fn load(&self) -> Result<Credentials, CredentialsError> {
        let name = self.0.name();
        let settings = self.0.settings();
        if let Some(way) = ELSEWHERE.iter().find(|way| settings.contains_key(**way)) {
            return Err(elsewhere(&name, way));
        }
        let get = |key: &str| settings.get(key).cloned();
        match (get("aws_access_key_id"), get("aws_secret_access_key")) {
            (Some(id), Some(secret)) => Ok(Credentials::new(id, secret, get("aws_session_token"), None)),
            (None, None) if settings.contains_key("credential_process") => {
                Err(elsewhere(&name, "credential_process"))
            }
            (None, None) => {
                Err(CredentialsError::NotLoaded(format!("no profile `{name}` with an access key").into()))
            }
            _ => Err(CredentialsError::Failed(format!("profile `{name}` has half an access key").into())),
        }
    }
}

#[cfg(feature = "sigv4")]
impl Default for Profile {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "sigv4")]
impl ProvideCredentials for Profile {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        let profile = self.clone();
        Box::pin(async move {
            let loaded = thread::run(move || profile.load()).await;
            loaded.unwrap_or_else(|| Err(CredentialsError::Failed("reading the profile panicked".into())))
        })
    }
}

#[cfg(feature = "sigv4")]
fn elsewhere(name: &str, way: &str) -> CredentialsError {
    let reason = format!(
        "profile `{name}` gets its credentials by `{way}`: give the client a provider that can, \
         such as one of aws-config"
    );
    CredentialsError::Failed(reason.into())
}

/// The two files, and the profile wanted from them.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    vars: Vars,
    name: Option<String>,
}

/// The settings of a profile.
type Settings = BTreeMap<String, String>;

impl Files {
    pub(crate) fn new(vars: Vars) -> Self {
        Self { vars, name: None }
    }

    fn name(&self) -> String {
        let name = self.name.clone().or_else(|| self.vars.get("AWS_PROFILE"));
        name.unwrap_or_else(|| "default".to_owned())
    }

    /// What both files say about the profile; a file that cannot be read says nothing.
    pub(crate) fn settings(&self) -> Settings {
        let name = self.name();
        let mut settings = Settings::new();
        if let Some(path) = self.path("AWS_CONFIG_FILE", "config") {
            let header = format!("profile {name}");
            read(&path, &mut settings, |section| {
                section == header || (name == "default" && section == "default")
            });
        }
        if let Some(path) = self.path("AWS_SHARED_CREDENTIALS_FILE", "credentials") {
            let mut own = Settings::new();
            read(&path, &mut own, |section| section == name);
            if own.contains_key("aws_access_key_id") {
                // A session token belongs to the key that it stands beside.
                settings.retain(|key, _| !key.starts_with("aws_"));
            }
            settings.extend(own);
        }
        settings
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

fn read(path: &Path, settings: &mut Settings, wanted: impl Fn(&str) -> bool) {
    if let Ok(text) = std::fs::read_to_string(path) {
        parse(&text, settings, wanted);
    }
}

/// Collects the settings of all sections that are wanted; a setting that comes again replaces the one before.
fn parse(text: &str, settings: &mut Settings, wanted: impl Fn(&str) -> bool) {
    let mut inside = false;
    for line in text.trim_start_matches('\u{feff}').lines() {
        let content = uncommented(line).trim();
        if let Some(section) = content.strip_prefix('[') {
            let section = section.split(']').next().unwrap_or_default();
            inside = wanted(&section.split_whitespace().collect::<Vec<_>>().join(" "));
        } else if line.starts_with([' ', '\t']) {
            // An indented line belongs to a nested setting, of which none concerns us.
        } else if inside && let Some((key, value)) = content.split_once('=') {
            settings.insert(key.trim().to_ascii_lowercase(), value.trim().to_owned());
        }
    }
}

/// A line without its comment: `#` or `;` at its start or after white space.
fn uncommented(line: &str) -> &str {
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        if matches!(c, '#' | ';') && before.is_whitespace() {
            return &line[..at];
        }
        before = c;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str, name: &str) -> Vec<(String, String)> {
        let mut settings = Settings::new();
        parse(text, &mut settings, |section| section == name);
        settings.into_iter().collect()
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn reads_one_section() {
        let text = "\u{feff}# top\n[other]\nregion = no\n[ default ] ; mine\r\nRegion = eu-central-1 # here\r\n\
                    key=a=b#c/+\n  nested = 1\n; key = no\n[default]\nlast = yes\n";
        let found = settings(text, "default");
        let expected = [pair("key", "a=b#c/+"), pair("last", "yes"), pair("region", "eu-central-1")];
        assert_eq!(found, expected);
    }

    #[test]
    fn white_space_in_a_header_does_not_matter() {
        assert_eq!(settings("[profile \t dev]\na = 1", "profile dev"), [pair("a", "1")]);
    }
}
