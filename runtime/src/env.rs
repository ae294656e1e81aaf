//! Environment variables, or their replacement in a test.

use std::fmt;
use std::sync::Arc;

use crate::credentials::present;

/// A source of variables.
#[derive(Clone)]
pub(crate) struct Vars(Arc<Lookup>);

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Vars {
    /// The variables of this process. Bytes that are not Unicode become U+FFFD, which no key, region or name
    /// of a profile contains: such a variable must not count as unset.
    pub(crate) fn process() -> Self {
        Self(Arc::new(|name| Some(std::env::var_os(name)?.to_string_lossy().into_owned())))
    }

    /// Variables from `get`.
    pub(crate) fn from_fn(get: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(get))
    }

    /// Returns the value of a variable; a blank one counts as unset.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).and_then(present)
    }
}

impl fmt::Debug for Vars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be secrets.
        f.write_str("Vars")
    }
}
