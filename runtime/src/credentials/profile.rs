//! Credentials of a profile.

use super::files::{Files, Part};
use super::{Credentials, CredentialsError, ProvideCredentials, thread};
use crate::env::Vars;
use crate::time::BoxFuture;

const ACCESS_KEY_ID: &str = "aws_access_key_id";
const SECRET_ACCESS_KEY: &str = "aws_secret_access_key";
/// The older name has priority, as in botocore.
const SESSION_TOKEN: [&str; 2] = ["aws_security_token", "aws_session_token"];

/// Settings that name another source of credentials. Keys next to them are at most used to assume a role, so
/// they must not be used directly.
const ELSEWHERE: [&str; 5] =
    ["role_arn", "web_identity_token_file", "sso_account_id", "sso_role_name", "login_session"];

/// Credentials of a profile in `~/.aws/credentials` or `~/.aws/config`; the first has priority.
///
/// The variable `AWS_PROFILE`, or else `AWS_DEFAULT_PROFILE`, names the profile; the default is `default`.
/// `AWS_SHARED_CREDENTIALS_FILE` and `AWS_CONFIG_FILE` name the files; a leading `~` is the home directory.
/// The files are read on a separate thread, by the rules of botocore and the AWS CLI:
///
/// - A section of the config file is `[default]` or `[profile NAME]`; a name with spaces is quoted.
/// - A key, its secret and its token come from one section. Blank values count as absent.
/// - Lines that begin with `#` or `;` are comments. A line indented deeper than its key continues the value,
///   which is an error for a key. Duplicate sections and keys are errors.
///
/// A comment after a value (`#` or `;` after white space) is not part of it. In botocore it is, which results
/// in an invalid key.
///
/// Loading fails with [`CredentialsError::NotLoaded`] if no profile was requested by name and `default` has
/// no key. Every other problem is a [`CredentialsError::Failed`] with file, line and section: a named profile
/// that does not exist, an incomplete key, a file that is not text, not readable, not a regular file or
/// larger than 4 MiB. Devices such as `/dev/null` count as missing.
///
/// Only access keys are supported. A profile that assumes a role, signs on or runs a program is an error as
/// well; see [`credentials`](super) for a provider that supports these.
///
/// ```
/// use speccast_runtime::credentials::Profile;
///
/// let provider = Profile::new().name("dev");
/// ```
#[derive(Clone, Debug)]
pub struct Profile(Files);

impl Profile {
    /// Uses the profile that the environment of this process names.
    pub fn new() -> Self {
        Self::with(Vars::process())
    }

    /// Uses the profile that the variables of `get` name.
    pub fn from_vars(get: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self::with(Vars::from_fn(get))
    }

    pub(crate) fn with(vars: Vars) -> Self {
        Self(Files::new(vars))
    }

    /// Uses the profile of this name instead.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.name = Some(name.into());
        self
    }

    /// Returns the credentials, in botocore's order: roles and sign-on, keys of the credentials file, a
    /// program, keys of the config file.
    fn load(&self) -> Result<Credentials, CredentialsError> {
        let failed = |reason: String| CredentialsError::Failed(reason.into());
        let profile = self.0.load().map_err(failed)?;
        let elsewhere = |keys: &[&str]| match keys.iter().find_map(|key| profile.find(key)) {
            Some((part, setting)) => Err(failed(part.error(setting, &unsupported(&setting.key)))),
            None => Ok(()),
        };
        elsewhere(&ELSEWHERE)?;
        let keys = |part: &Option<Part>| part.as_ref().map_or(Ok(None), keys).map_err(failed);
        if let Some(found) = keys(&profile.credentials)? {
            return Ok(found);
        }
        elsewhere(&["credential_process"])?;
        if let Some(found) = keys(&profile.config)? {
            return Ok(found);
        }
        elsewhere(&["sso_session"])?;
        if let Some((part, setting)) = profile.find(SECRET_ACCESS_KEY) {
            return Err(failed(part.error(setting, &missing(SECRET_ACCESS_KEY, ACCESS_KEY_ID))));
        }
        Err(CredentialsError::NotLoaded(profile.without_key().into()))
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::new()
    }
}

impl ProvideCredentials for Profile {
    fn provide_credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        let profile = self.clone();
        Box::pin(async move {
            let loaded = thread::run(move || profile.load()).await;
            loaded.unwrap_or_else(|| Err(CredentialsError::Failed("reading the profile panicked".into())))
        })
    }
}

/// Returns the access key in a section, with its token.
fn keys(part: &Part) -> Result<Option<Credentials>, String> {
    let Some(id) = part.find(ACCESS_KEY_ID) else { return Ok(None) };
    let secret = part.find(SECRET_ACCESS_KEY);
    let secret = secret.ok_or_else(|| part.error(id, &missing(ACCESS_KEY_ID, SECRET_ACCESS_KEY)))?;
    let token = SESSION_TOKEN.iter().find_map(|key| part.find(key));
    let token = token.map(|token| part.value(token)).transpose()?;
    Ok(Some(Credentials::new(part.value(id)?, part.value(secret)?, token.map(str::to_owned), None)))
}

fn missing(set: &str, absent: &str) -> String {
    format!("`{set}` is set, but `{absent}` is not")
}

fn unsupported(key: &str) -> String {
    format!(
        "`{key}` is not supported by this provider: use aws-config's through `credentials::Sdk` \
         (feature `aws-credential-types` of speccast-runtime)"
    )
}
