//! The URL that requests are sent to.

use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderMap, Uri};

use super::BuildError;

/// The part of a URL before an operation's path.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    scheme: Scheme,
    authority: Authority,
    /// Path before every operation's, without a trailing slash.
    prefix: String,
}

impl Base {
    /// Parses a URL set by the caller.
    pub(crate) fn parse(url: &str) -> Result<Self, BuildError> {
        let wrong = |reason| BuildError::EndpointUrl { reason };
        // A fragment would be dropped silently.
        if url.contains(['?', '#']) {
            return Err(wrong("has a query or a fragment"));
        }
        let uri: Uri = url.parse().map_err(|_| match url.is_ascii() {
            true => wrong("is not a URL"),
            false => {
                wrong("is not a URL: write a host beyond ASCII in Punycode, as in `xn--bcher-kva.example`")
            }
        })?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(wrong("has no scheme or no host: write it as in `http://localhost:8080`"));
        };
        if scheme != Scheme::HTTP && scheme != Scheme::HTTPS {
            return Err(wrong("has a scheme other than `http` and `https`"));
        }
        if authority.as_str().contains('@') {
            return Err(wrong("has user information"));
        }
        // Hosts are case-insensitive (RFC 9110 section 4.2.3), but signatures are not.
        let authority = authority.as_str().to_ascii_lowercase();
        let authority: Authority = authority.parse().map_err(|_| wrong("has no valid host"))?;
        let host = authority.host();
        if host.is_empty() {
            return Err(wrong("has no host"));
        }
        // An invalid port would be replaced by the default one, so requests would go elsewhere.
        if authority.as_str().len() > host.len() && authority.port_u16().is_none_or(|port| port == 0) {
            return Err(wrong("has no valid port"));
        }
        let path = parts.path_and_query.as_ref().map_or("", PathAndQuery::path);
        Ok(Self { scheme, authority, prefix: path.trim_end_matches('/').to_owned() })
    }

    /// Parses a URL from a spec, which must be encrypted.
    pub(crate) fn parse_secure(url: &str) -> Result<Self, BuildError> {
        let base = Self::parse(url)?;
        if base.scheme == Scheme::HTTPS {
            Ok(base)
        } else {
            let reason = "is not encrypted, which only the caller may allow";
            Err(BuildError::EndpointUrl { reason })
        }
    }

    /// Returns the URL itself, with a query.
    pub(crate) fn whole(&self, query: &str) -> Result<Uri, http::Error> {
        let path = if self.prefix.is_empty() { "/" } else { &self.prefix };
        let builder = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
        builder.path_and_query(format!("{path}{query}")).build()
    }

    /// Adds a prefix to the host; `None` if the result is not a host.
    pub(crate) fn prefixed(&self, prefix: &str) -> Option<Self> {
        let authority = format!("{prefix}{}", self.authority).to_ascii_lowercase();
        let is_prefix = prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
        let authority: Authority = authority.parse().ok().filter(|_| is_prefix)?;
        Some(Self { authority, ..self.clone() })
    }

    /// The absolute URI of a request in origin form.
    pub(crate) fn join(&self, origin: &Uri) -> Result<Uri, http::Error> {
        let path = origin.path_and_query().map_or("/", PathAndQuery::as_str);
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(format!("{}{path}", self.prefix))
            .build()
    }
}

/// Adds headers that the request does not have yet.
pub(crate) fn fill_in(headers: &mut HeaderMap, defaults: &HeaderMap) {
    for (name, value) in defaults {
        headers.entry(name).or_insert_with(|| value.clone());
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says so")]
mod tests {
    use super::*;

    fn joined(base: &str, origin: &str) -> String {
        let base = Base::parse(base).expect("a valid endpoint");
        let origin = origin.parse().expect("a valid path");
        base.join(&origin).expect("a valid URL").to_string()
    }

    #[test]
    fn joins_paths() {
        assert_eq!(joined("https://Example.COM", "/a%2Fb?c=d"), "https://example.com/a%2Fb?c=d");
        assert_eq!(joined("http://[::1]:8080/base/", "/a"), "http://[::1]:8080/base/a");
        assert_eq!(joined("https://example.com/\u{e9}", "/a"), "https://example.com/\u{e9}/a");
    }

    #[test]
    fn refuses_what_is_no_endpoint() {
        let urls = [
            "",
            "/",
            "example.com",
            "ftp://example.com",
            "https://user@example.com",
            "https://a/?b",
            "https://a#b",
            "https://",
            "https://a b/",
            "https://b\u{fc}cher.example",
        ];
        for url in urls {
            assert!(Base::parse(url).is_err(), "{url}");
        }
        assert!(Base::parse_secure("http://example.com").is_err());
    }
}
