//! Configuration from environment variables.

use super::Config;
#[cfg(feature = "sigv4")]
use crate::credentials::Chain;
use crate::credentials::Files;
use crate::env::Vars;
use crate::retry::Retry;

impl Config {
    /// Reads the environment variables of the AWS SDKs.
    ///
    /// | Variable | Sets |
    /// |---|---|
    /// | `AWS_REGION`, else `AWS_DEFAULT_REGION` | the region; without both, the profile's `region` |
    /// | `AWS_ENDPOINT_URL` | the endpoint of every service |
    /// | `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` | `true` or `false` |
    /// | `AWS_MAX_ATTEMPTS` | attempts per call, 1 or more |
    /// | `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` | credentials (feature `sigv4`) |
    /// | `AWS_PROFILE`, `AWS_SHARED_CREDENTIALS_FILE`, `AWS_CONFIG_FILE` | credentials, where the variables above are not set |
    ///
    /// Blank variables count as unset. Invalid values are reported when a client is built. If the region comes
    /// from a profile, this call reads the profile's files. If that fails, building a client that needs a
    /// region returns the error.
    pub fn from_env() -> Self {
        Self::with(Vars::process())
    }

    /// Does the same as [`from_env`](Self::from_env) with variables from `get`.
    pub fn from_vars(get: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self::with(Vars::from_fn(get))
    }

    fn with(vars: Vars) -> Self {
        let mut config = Self::new();
        config.region = vars.get("AWS_REGION").or_else(|| vars.get("AWS_DEFAULT_REGION"));
        if config.region.is_none() {
            match Files::new(vars.clone()).region() {
                Ok(region) => config.region = region,
                Err(reason) => config.unread = Some(reason),
            }
        }
        config.endpoint_url = vars.get("AWS_ENDPOINT_URL");
        config.use_fips = config.switch(&vars, "AWS_USE_FIPS_ENDPOINT");
        config.use_dual_stack = config.switch(&vars, "AWS_USE_DUALSTACK_ENDPOINT");
        if let Some(attempts) = vars.get("AWS_MAX_ATTEMPTS") {
            match attempts.parse() {
                Ok(attempts @ 1..) => config.retry = Some(Retry::standard().max_attempts(attempts)),
                _ => config.misread = Some(("AWS_MAX_ATTEMPTS", "a number, 1 or more")),
            }
        }
        #[cfg(feature = "sigv4")]
        {
            config = config.credentials(Chain::with(vars));
        }
        config
    }

    fn switch(&mut self, vars: &Vars, name: &'static str) -> Option<bool> {
        let wanted = vars.get(name)?.to_ascii_lowercase().parse().ok();
        if wanted.is_none() {
            self.misread = Some((name, "`true` or `false`"));
        }
        wanted
    }
}
