//! Environment variables, or what stands in for them in a test.

use std::fmt;
use std::sync::Arc;

/// Where variables are looked up.
#[derive(Clone)]
pub(crate) struct Vars(Arc<Lookup>);

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Vars {
    /// The variables of this process; one that is not Unicode counts as unset.
    pub(crate) fn process() -> Self {
        Self(Arc::new(|name| std::env::var(name).ok()))
    }

    /// Variables that `get` knows.
    pub(crate) fn from_fn(get: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(get))
    }

    /// The value of a variable; an empty one counts as unset, as it does for the AWS SDKs.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty())
    }
}

impl fmt::Debug for Vars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values hold secrets.
        f.write_str("Vars")
    }
}
