//! Endpoints of services as data.

use std::fmt;

use crate::variable::{Variable, is_label};

/// An endpoint of a service, for some regions and variants.
///
/// ```
/// use speccast_runtime::codegen::Endpoint;
///
/// const ENDPOINTS: &[Endpoint] = &[
///     Endpoint::new("https://widgets.{region}.example.com"),
///     Endpoint::new("https://widgets.{region}.example.cn").regions("cn-*"),
/// ];
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    url: &'static str,
    regions: Option<&'static str>,
    fips: bool,
    dual_stack: bool,
}

impl Endpoint {
    /// Creates an endpoint of every region; `{region}` in the URL is replaced by the region's name.
    pub const fn new(url: &'static str) -> Self {
        Self { url, regions: None, fips: false, dual_stack: false }
    }

    /// Limits it to the regions that match `glob`, in which `*` is any text: `cn-*`.
    #[must_use]
    pub const fn regions(mut self, glob: &'static str) -> Self {
        self.regions = Some(glob);
        self
    }

    /// Limits it to callers that ask for FIPS 140 validated cryptography.
    #[must_use]
    pub const fn fips(mut self) -> Self {
        self.fips = true;
        self
    }

    /// Limits it to callers that ask for both IPv4 and IPv6.
    #[must_use]
    pub const fn dual_stack(mut self) -> Self {
        self.dual_stack = true;
        self
    }

    /// Returns how many characters of the region the glob contains; `None` if it is for other callers.
    fn specificity(&self, wanted: &EndpointParams<'_>) -> Option<usize> {
        if (self.fips, self.dual_stack) != (wanted.use_fips, wanted.use_dual_stack) {
            return None;
        }
        match (self.regions, wanted.region) {
            (None, _) => Some(0),
            (Some(glob), Some(region)) if glob_matches(glob, region) => {
                Some(1 + glob.bytes().filter(|b| *b != b'*').count())
            }
            (Some(_), _) => None,
        }
    }
}

/// Defines a table of a service's endpoints: regions, variant and URL of each.
///
/// The regions are a glob, or `any`; the variant is `standard`, `fips`, `dual_stack` or `fips_dual_stack`.
///
/// ```
/// use speccast_runtime::codegen::{Endpoint, endpoints};
///
/// const ENDPOINTS: &[Endpoint] = endpoints! {
///     any    standard "https://widgets.{region}.example.com",
///     "cn-*" fips     "https://widgets-fips.{region}.example.cn",
/// };
///
/// assert_eq!(ENDPOINTS[1], Endpoint::new("https://widgets-fips.{region}.example.cn").regions("cn-*").fips());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! endpoints {
    ($($regions:tt $variant:ident $url:literal),* $(,)?) => {
        &[$($crate::endpoints!(@$variant $crate::endpoints!(@regions $regions $url))),*]
    };
    (@regions any $url:literal) => { $crate::codegen::Endpoint::new($url) };
    (@regions $regions:literal $url:literal) => { $crate::codegen::Endpoint::new($url).regions($regions) };
    (@standard $endpoint:expr) => { $endpoint };
    (@fips $endpoint:expr) => { $endpoint.fips() };
    (@dual_stack $endpoint:expr) => { $endpoint.dual_stack() };
    (@fips_dual_stack $endpoint:expr) => { $endpoint.fips().dual_stack() };
}

/// Requirements of a caller.
pub(crate) struct EndpointParams<'a> {
    /// Region, if the service has regions.
    pub(crate) region: Option<&'a str>,
    /// Whether cryptography must be FIPS 140 validated.
    pub(crate) use_fips: bool,
    /// Whether both IPv4 and IPv6 must be supported.
    pub(crate) use_dual_stack: bool,
}

impl EndpointParams<'_> {
    /// Finds the URL of the most specific endpoint: the one whose glob contains most characters of the
    /// region, and the first of equals. FIPS and dual-stack endpoints are only for callers that ask for them,
    /// and no other endpoint replaces them.
    ///
    /// # Errors
    /// If the region is needed and absent, or is not one DNS label, or if no endpoint matches.
    pub(crate) fn resolve(&self, endpoints: &[Endpoint]) -> Result<&'static str, EndpointError> {
        if let Some(region) = self.region {
            check_region(region)?;
        }
        let ranked = endpoints.iter().filter_map(|e| Some((e.specificity(self)?, e)));
        // `max_by_key` returns the last of equals, so the order is reversed.
        let Some((_, endpoint)) = ranked.rev().max_by_key(|(rank, _)| *rank) else {
            return Err(EndpointError::NoneServes {
                region: self.region.map(str::to_owned),
                use_fips: self.use_fips,
                use_dual_stack: self.use_dual_stack,
            });
        };
        Ok(endpoint.url)
    }
}

/// Values of the labels of an endpoint.
#[derive(Debug, Default)]
pub(crate) struct Labels(Vec<(&'static str, String)>);

impl Labels {
    /// Takes the region and every variable.
    ///
    /// # Errors
    /// If a variable has no value, or one that could lead to another host or path.
    pub(crate) fn new(
        region: Option<&str>,
        variables: &'static [Variable],
        given: &[(&'static str, String)],
    ) -> Result<Self, EndpointError> {
        let mut labels: Vec<_> = region.iter().map(|region| ("region", (*region).to_owned())).collect();
        for variable in variables {
            labels.push((variable.name, variable.value(given)?.to_owned()));
        }
        Ok(Self(labels))
    }

    /// Replaces the labels of a URL.
    ///
    /// # Errors
    /// If the region is needed and absent.
    pub(crate) fn fill_in(&self, url: &str) -> Result<String, EndpointError> {
        let mut url = url.to_owned();
        for (name, value) in &self.0 {
            url = url.replace(&format!("{{{name}}}"), value);
        }
        if url.contains("{region}") { Err(EndpointError::RegionMissing) } else { Ok(url) }
    }
}

/// Checks that a region is one DNS label (RFC 1123 section 2.1): 1 to 63 letters, digits and hyphens, without
/// a hyphen at either end. Anything else could lead a signed request to another host.
///
/// # Errors
/// If it is not a label.
pub(crate) fn check_region(region: &str) -> Result<(), EndpointError> {
    if is_label(region) { Ok(()) } else { Err(EndpointError::RegionInvalid(region.to_owned())) }
}

/// Why there is no endpoint.
///
/// ```
/// use speccast_runtime::error::EndpointError;
///
/// let error = EndpointError::RegionInvalid("x.evil.example/#".to_owned());
/// assert!(error.to_string().contains("is not a DNS label"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// The endpoint depends on a region, but none is set.
    RegionMissing,
    /// The region is not one DNS label.
    RegionInvalid(String),
    /// A variable of the endpoint has no value and no default.
    VariableMissing {
        /// Its setter.
        setter: &'static str,
    },
    /// A variable of the endpoint has characters that could lead to another host or path.
    VariableInvalid {
        /// Its setter.
        setter: &'static str,
        /// Description of valid values.
        expected: &'static str,
    },
    /// The spec has no endpoint for these requirements.
    NoneServes {
        /// Requested region.
        region: Option<String>,
        /// Whether FIPS was requested.
        use_fips: bool,
        /// Whether dual-stack was requested.
        use_dual_stack: bool,
    },
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RegionMissing => f.write_str("the endpoint requires a region, but none is set"),
            Self::RegionInvalid(region) => {
                write!(f, "region {region:?} is not a DNS label: 1 to 63 letters, digits and inner hyphens",)
            }
            Self::VariableMissing { setter } => {
                write!(f, "the endpoint requires a variable: set it with `BuilderExt::{setter}`")
            }
            Self::VariableInvalid { setter, expected } => {
                write!(f, "the value of `BuilderExt::{setter}` is not {expected}")
            }
            Self::NoneServes { region, use_fips, use_dual_stack } => {
                f.write_str("the service has no ")?;
                if *use_fips {
                    f.write_str("FIPS ")?;
                }
                if *use_dual_stack {
                    f.write_str("dual-stack ")?;
                }
                f.write_str("endpoint")?;
                match region {
                    Some(region) => write!(f, " in region {region:?}"),
                    None => f.write_str(" without a region"),
                }
            }
        }
    }
}

impl std::error::Error for EndpointError {}

/// Returns whether `glob`, in which `*` is any text, matches all of `text`.
fn glob_matches(glob: &str, text: &str) -> bool {
    let Some((first, rest)) = glob.split_once('*') else {
        return glob == text;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return text.ends_with(part);
        }
        let Some(at) = text.find(part) else {
            return false;
        };
        text = &text[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        for (glob, text) in [("cn-*", "cn-north-1"), ("*", ""), ("*-1", "a-1-1"), ("a*b*c", "abbc")] {
            assert!(glob_matches(glob, text), "{glob} should match {text}");
        }
        for (glob, text) in [("cn-*", "xcn-"), ("a", "ab"), ("a*a", "a"), ("a*b*c", "acb")] {
            assert!(!glob_matches(glob, text), "{glob} should not match {text}");
        }
    }
}
