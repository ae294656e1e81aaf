//! Services as data: authentication and endpoints.

use std::fmt;

/// How a request proves who sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Auth {
    /// AWS Signature Version 4, with this signing name.
    SigV4(&'static str),
    /// A bearer token (RFC 6750 section 2.1).
    Bearer,
    /// Not at all.
    None,
}

/// Where a service is, for some regions and variants.
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
    /// An endpoint of every region; `{region}` in the URL stands for the region's name.
    pub const fn new(url: &'static str) -> Self {
        Self { url, regions: None, fips: false, dual_stack: false }
    }

    /// This, but of the regions that `glob` matches only, where `*` stands for any characters: `cn-*`.
    #[must_use]
    pub const fn regions(mut self, glob: &'static str) -> Self {
        self.regions = Some(glob);
        self
    }

    /// This, but of callers who want FIPS 140 validated cryptography only.
    #[must_use]
    pub const fn fips(mut self) -> Self {
        self.fips = true;
        self
    }

    /// This, but of callers who want both IPv4 and IPv6 only.
    #[must_use]
    pub const fn dual_stack(mut self) -> Self {
        self.dual_stack = true;
        self
    }

    /// How many characters of the region it pins, if it serves `wanted` at all.
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

/// Makes a table of a service's endpoints: regions, variant and URL of each.
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

/// What a caller wants of an endpoint.
pub(crate) struct EndpointParams<'a> {
    /// Region, for services that have regions.
    pub(crate) region: Option<&'a str>,
    /// Whether cryptography must be FIPS 140 validated.
    pub(crate) use_fips: bool,
    /// Whether both IPv4 and IPv6 must do.
    pub(crate) use_dual_stack: bool,
}

impl EndpointParams<'_> {
    /// Finds the URL of the most specific of `endpoints`: the one whose glob pins most characters of the region, the
    /// first of equals. One for FIPS or dual-stack serves nobody else, nor does another serve in its place.
    ///
    /// # Errors
    /// Where the region is needed and absent, is not one DNS label, or no endpoint serves these wants.
    pub(crate) fn resolve(&self, endpoints: &[Endpoint]) -> Result<String, EndpointError> {
        if let Some(region) = self.region {
            check_region(region)?;
        }
        let ranked = endpoints.iter().filter_map(|e| Some((e.specificity(self)?, e)));
        // `max_by_key` keeps the last of equals, so the order is turned round.
        let Some((_, endpoint)) = ranked.rev().max_by_key(|(rank, _)| *rank) else {
            return Err(EndpointError::NoneServes {
                region: self.region.map(str::to_owned),
                use_fips: self.use_fips,
                use_dual_stack: self.use_dual_stack,
            });
        };
        match self.region {
            Some(region) => Ok(endpoint.url.replace("{region}", region)),
            None if endpoint.url.contains("{region}") => Err(EndpointError::RegionMissing),
            None => Ok(endpoint.url.to_owned()),
        }
    }
}

/// Checks that a region is one DNS label (RFC 1123 section 2.1): 1 to 63 letters, digits and hyphens, no hyphen at
/// either end. Anything else could lead a signed request to another host.
///
/// # Errors
/// Where it is not.
pub(crate) fn check_region(region: &str) -> Result<(), EndpointError> {
    let label = region.as_bytes();
    let inner = label.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let ends = label.first() != Some(&b'-') && label.last() != Some(&b'-');
    if inner && ends && (1..=63).contains(&label.len()) {
        Ok(())
    } else {
        Err(EndpointError::RegionInvalid(region.to_owned()))
    }
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
    /// The endpoint depends on a region, and there is none.
    RegionMissing,
    /// The region is not one DNS label.
    RegionInvalid(String),
    /// The spec has no endpoint for these wants.
    NoneServes {
        /// Region that was wanted.
        region: Option<String>,
        /// Whether FIPS was wanted.
        use_fips: bool,
        /// Whether dual-stack was wanted.
        use_dual_stack: bool,
    },
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RegionMissing => f.write_str("the endpoint depends on a region, and none is set"),
            Self::RegionInvalid(region) => {
                write!(f, "region {region:?} is not a DNS label: 1 to 63 letters, digits and inner hyphens",)
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

/// Whether `glob`, in which `*` stands for any characters, matches all of `text`.
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
