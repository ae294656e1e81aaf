//! Proxies.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::proxy::matcher::Matcher;

use super::connect::Hop;
use crate::env::Vars;

/// A proxy for [`Hyper`](super::Hyper). Requests to `https` URLs pass through a tunnel (`CONNECT`); requests
/// to `http` URLs are sent to the proxy itself. The proxy's own URL must be `http`; for other kinds of
/// proxies, see [`Reqwest`](super::Reqwest). `Debug` shows no password.
///
/// ```
/// use speccast_runtime::transport::Proxy;
///
/// let proxy = Proxy::new("http://user:password@proxy.example.com:3128", "localhost, .internal.example.com, 10.0.0.0/8")?;
/// # Ok::<_, speccast_runtime::transport::ProxyError>(())
/// ```
#[derive(Clone)]
pub struct Proxy(Arc<Matcher>);

impl Proxy {
    /// Creates a proxy for every host except those in `except`: names with their subdomains, addresses and
    /// networks, separated by commas, in the format of `NO_PROXY`. `""` excludes none. User and password are
    /// percent-encoded in the URL.
    ///
    /// # Errors
    ///
    /// If the URL is not an `http` URL.
    pub fn new(url: &str, except: &str) -> Result<Self, ProxyError> {
        if url.is_empty() { Err(ProxyError) } else { Self::of([url, "", ""], except) }
    }

    /// Reads the proxies from the environment, with the same variables as curl: `HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY` and `NO_PROXY`, or the same in lower case. If none is set, requests are sent directly. In
    /// a CGI script, `HTTP_PROXY` is a header from the caller, so it is ignored.
    ///
    /// # Errors
    ///
    /// If one of them is not an `http` URL.
    pub fn from_env() -> Result<Self, ProxyError> {
        Self::from_vars(&Vars::process())
    }

    fn from_vars(vars: &Vars) -> Result<Self, ProxyError> {
        let value =
            |large: &str, small: &str| vars.get(large).or_else(|| vars.get(small)).unwrap_or_default();
        let is_cgi = vars.get("REQUEST_METHOD").is_some();
        let http = if is_cgi { String::new() } else { value("HTTP_PROXY", "http_proxy") };
        let (all, https) = (value("ALL_PROXY", "all_proxy"), value("HTTPS_PROXY", "https_proxy"));
        Self::of([&all, &http, &https], &value("NO_PROXY", "no_proxy"))
    }

    /// Creates proxies for all URLs, for `http` URLs and for `https` URLs; `""` means no proxy.
    fn of(proxies: [&str; 3], except: &str) -> Result<Self, ProxyError> {
        // The matcher ignores URLs that it cannot parse, and requests would bypass the proxy.
        let is_usable = |url: &&str| {
            let known = Matcher::builder().all(*url).build();
            let hop = known.intercept(&Uri::from_static("http://example.com/"));
            hop.is_some_and(|hop| hop.uri().scheme() == Some(&Scheme::HTTP))
        };
        if !proxies.iter().filter(|url| !url.is_empty()).all(is_usable) {
            return Err(ProxyError);
        }
        let [all, http, https] = proxies;
        Ok(Self(Arc::new(Matcher::builder().all(all).http(http).https(https).no(except).build())))
    }

    /// Returns the proxy for a URL, or `None` if it is reached directly.
    pub(super) fn hop(&self, url: &Uri) -> Option<Hop> {
        let found = self.0.intercept(url)?;
        Some(Hop { url: found.uri().clone(), authorization: found.basic_auth().cloned() })
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A proxy cannot be used: its URL is invalid, or not an `http` URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProxyError;

impl fmt::Display for ProxyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The URL is not shown, since it may contain a password.
        f.write_str("the proxy is not an `http` URL")
    }
}

impl Error for ProxyError {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the proxy of a URL in an environment.
    fn hop(vars: &'static [(&str, &str)], url: &'static str) -> Result<Option<String>, ProxyError> {
        let get = |name: &str| Some(vars.iter().find(|(known, _)| *known == name)?.1.to_owned());
        let proxy = Proxy::from_vars(&Vars::from_fn(get))?;
        Ok(proxy.hop(&Uri::from_static(url)).map(|hop| hop.url.to_string()))
    }

    #[test]
    fn the_environment_is_read_as_curl_does() {
        let both: &[_] =
            &[("HTTPS_PROXY", "http://s:1"), ("http_proxy", "p:2"), ("NO_PROXY", ".corp, 10.0.0.0/8")];
        assert_eq!(hop(both, "https://a/"), Ok(Some("http://s:1/".to_owned())));
        assert_eq!(hop(both, "http://a/"), Ok(Some("http://p:2/".to_owned())));
        for direct in ["https://corp/", "https://a.corp:8443/", "http://10.1.2.3/"] {
            assert_eq!(hop(both, direct), Ok(None), "{direct}");
        }
        assert_eq!(hop(&[("ALL_PROXY", "http://u:p@a:1")], "https://b/"), Ok(Some("http://a:1/".to_owned())));
        assert_eq!(hop(&[], "https://a/"), Ok(None));
        assert_eq!(hop(&[("HTTP_PROXY", " ")], "http://a/"), Ok(None));
        assert_eq!(hop(&[("HTTP_PROXY", "http://evil:1"), ("REQUEST_METHOD", "GET")], "http://a/"), Ok(None));
    }

    /// An invalid proxy is an error, and is never ignored.
    #[test]
    fn other_proxies_are_errors() {
        for url in ["socks5://a:1", "https://a:1", "ftp://a", "http://a b", "http://", "::"] {
            assert_eq!(Proxy::new(url, "*").map(drop), Err(ProxyError), "{url}");
        }
        assert_eq!(hop(&[("HTTPS_PROXY", "socks5://a:1")], "http://a/"), Err(ProxyError));
        assert_eq!(Proxy::new("", "").map(drop), Err(ProxyError));
    }

    #[test]
    fn no_password_is_shown() -> Result<(), ProxyError> {
        let shown = format!("{:?}", Proxy::new("http://user:secret@proxy:3128", "")?);
        assert!(
            shown.contains("proxy:3128") && !shown.contains("secret") && !shown.contains("user"),
            "{shown}"
        );
        Ok(())
    }
}
