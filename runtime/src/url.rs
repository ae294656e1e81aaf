//! URL references in responses: resolved (RFC 3986 section 5.2), and limited to an origin (RFC 6454).

use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};

use crate::request::percent;

/// Resolves a reference in a response; `base` is the URL of its request. A fragment is dropped, and invalid
/// characters are percent-encoded. `None` if it is not a reference, or if its scheme has no hosts.
pub(crate) fn resolve(base: &Uri, reference: &str) -> Option<Uri> {
    let reference = encoded(reference.split('#').next()?);
    let (path, query) = split_query(&reference);
    if let Some((scheme, rest)) = path.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        let uri: Uri = if rest.starts_with("//") { reference.parse().ok()? } else { return None };
        let scheme: Scheme = scheme.to_ascii_lowercase().parse().ok()?;
        return build(scheme, uri.authority()?.clone(), uri.path(), query);
    }
    let scheme = base.scheme()?.clone();
    if let Some(rest) = path.strip_prefix("//") {
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        return build(scheme, authority.parse().ok()?, path, query);
    }
    let authority = base.authority()?.clone();
    if path.is_empty() {
        return build(scheme, authority, base.path(), query.or(base.query()));
    }
    if path.starts_with('/') {
        return build(scheme, authority, path, query);
    }
    let folder = base.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    build(scheme, authority, &format!("{folder}/{path}"), query)
}

/// Returns the URL without the parameters whose name `is_dropped`.
pub(crate) fn without_parameters(url: Uri, is_dropped: impl Fn(&str) -> bool) -> Uri {
    let Some(query) = url.query() else { return url };
    let is_kept = |pair: &&str| {
        let name: Vec<u8> = percent::decode_form(pair.split('=').next().unwrap_or_default()).collect();
        !std::str::from_utf8(&name).is_ok_and(&is_dropped)
    };
    let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
    if kept.len() == query.split('&').count() {
        return url;
    }
    let query = kept.join("&");
    let query = Some(query.as_str()).filter(|query| !query.is_empty());
    let parts = (url.scheme().cloned(), url.authority().cloned());
    let (Some(scheme), Some(authority)) = parts else { return url };
    build(scheme, authority, url.path(), query).unwrap_or(url)
}

/// Returns whether two URLs have the same scheme, host and port; the default port may be left out.
pub(crate) fn is_same_origin(one: &Uri, other: &Uri) -> bool {
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    one.scheme() == other.scheme() && host(one) == host(other) && port(one) == port(other)
}

/// Returns the origin of a URL for messages, without user information.
pub(crate) fn origin(uri: &Uri) -> String {
    format!("{}://{}", uri.scheme_str().unwrap_or_default(), server(uri))
}

/// Returns the host and port of a URL for messages, without user information.
pub(crate) fn server(uri: &Uri) -> String {
    let port = uri.port().map(|port| format!(":{port}")).unwrap_or_default();
    uri.host().unwrap_or_default().to_owned() + &port
}

/// Returns the port of a URL. An invalid port does not count as the default one.
fn port(uri: &Uri) -> Option<u16> {
    let authority = uri.authority()?;
    if authority.as_str().ends_with(authority.host()) {
        return if *uri.scheme()? == Scheme::HTTPS { Some(443) } else { Some(80) };
    }
    authority.port_u16()
}

fn build(scheme: Scheme, authority: Authority, path: &str, query: Option<&str>) -> Option<Uri> {
    let is_valid = !authority.host().is_empty() && has_valid_port(&authority);
    if !is_valid {
        return None;
    }
    let path = without_dots(path);
    let path = query.map_or_else(|| path.clone(), |query| format!("{path}?{query}"));
    let mut parts = Parts::default();
    parts.scheme = Some(scheme);
    parts.authority = Some(authority);
    parts.path_and_query = Some(PathAndQuery::try_from(path).ok()?);
    Uri::from_parts(parts).ok()
}

/// Returns whether there is no port, an empty one, or one of 16 bits.
fn has_valid_port(authority: &Authority) -> bool {
    let text = authority.as_str();
    text.ends_with(authority.host()) || text.ends_with(':') || authority.port_u16().is_some()
}

fn split_query(reference: &str) -> (&str, Option<&str>) {
    reference.split_once('?').map_or((reference, None), |(path, query)| (path, Some(query)))
}

fn is_scheme(text: &str) -> bool {
    let rest = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(rest)
}

/// Removes segments `.` and `..` (section 5.2.4) in every spelling, since a server would remove them too.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    // Additional slashes are separate segments.
    let slashes = path.len() - path.trim_start_matches('/').len();
    kept.extend(std::iter::repeat_n("", slashes.saturating_sub(1)));
    for (index, segment) in segments.iter().enumerate() {
        let plain = segment.replace("%2e", ".").replace("%2E", ".");
        match plain.as_str() {
            "." | ".." => {
                if plain == ".." {
                    kept.pop();
                }
                if index + 1 == segments.len() {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

/// Percent-encodes every byte that is not valid in a URL.
fn encoded(reference: &str) -> String {
    let mut out = String::new();
    for character in reference.trim_matches([' ', '\t', '\r', '\n']).chars() {
        if character.is_ascii_graphic() && !r#""<>\^`{|}"#.contains(character) {
            out.push(character);
        } else {
            percent::encode(&mut out, character.encode_utf8(&mut [0; 4]));
        }
    }
    out
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says so")]
mod tests {
    use super::*;

    fn uri(text: &str) -> Uri {
        text.parse().expect("a URL")
    }

    /// The examples of RFC 3986 sections 5.4.1 and 5.4.2, except those without a host or with only a
    /// fragment.
    #[test]
    fn references_of_the_standard() {
        let base = uri("http://a/b/c/d;p?q");
        for (reference, expected) in [
            ("http:g", None),
            ("g:h", None),
            ("g", Some("http://a/b/c/g")),
            ("./g", Some("http://a/b/c/g")),
            ("g/", Some("http://a/b/c/g/")),
            ("/g", Some("http://a/g")),
            ("//g", Some("http://g/")),
            ("?y", Some("http://a/b/c/d;p?y")),
            ("g?y", Some("http://a/b/c/g?y")),
            ("g?y#s", Some("http://a/b/c/g?y")),
            (";x", Some("http://a/b/c/;x")),
            ("", Some("http://a/b/c/d;p?q")),
            (".", Some("http://a/b/c/")),
            ("./", Some("http://a/b/c/")),
            ("..", Some("http://a/b/")),
            ("../g", Some("http://a/b/g")),
            ("../..", Some("http://a/")),
            ("../../g", Some("http://a/g")),
            ("../../../../g", Some("http://a/g")),
            ("/./g", Some("http://a/g")),
            ("/../g", Some("http://a/g")),
            ("g.", Some("http://a/b/c/g.")),
            ("..g", Some("http://a/b/c/..g")),
            ("./g/.", Some("http://a/b/c/g/")),
            ("g/../h", Some("http://a/b/c/h")),
            ("g;x=1/../y", Some("http://a/b/c/y")),
            ("g?y/../x", Some("http://a/b/c/g?y/../x")),
        ] {
            let resolved = resolve(&base, reference).map(|uri| uri.to_string());
            assert_eq!(resolved.as_deref(), expected, "{reference}");
        }
    }

    #[test]
    fn references_of_services() {
        let base = uri("https://api.example.com/v1/items?page=1");
        for (reference, expected) in [
            ("HTTPS://API.example.com:443/v1/items?page=2", "https://API.example.com:443/v1/items?page=2"),
            (" /v1/items?q=a b&n={x}|é ", "https://api.example.com/v1/items?q=a%20b&n=%7Bx%7D%7C%C3%A9"),
            ("/v1/items?at=10:30", "https://api.example.com/v1/items?at=10:30"),
            ("https://api.example.com?page=2", "https://api.example.com/?page=2"),
            ("/%2e%2E/a", "https://api.example.com/a"),
            ("/a//b/../c", "https://api.example.com/a//c"),
            (r"\\evil.example\a", "https://api.example.com/v1/%5C%5Cevil.example%5Ca"),
        ] {
            assert_eq!(resolve(&base, reference).map(|uri| uri.to_string()).as_deref(), Some(expected));
        }
        for reference in [
            "javascript:alert(1)",
            "https://",
            "//",
            "https:///a",
            "mailto:a@example.com",
            "//a b/",
            "//:80/",
            "//a:99999/",
        ] {
            assert_eq!(resolve(&base, reference), None, "{reference}");
        }
    }

    #[test]
    fn parameters_that_are_dropped() {
        for (url, expected) in [
            ("https://a/b?key=x", "https://a/b"),
            ("https://a/b?k%65y=x&page=2&key", "https://a/b?page=2"),
            ("https://a/b?page=2&%FF=1&keys=3", "https://a/b?page=2&%FF=1&keys=3"),
            ("https://a/b", "https://a/b"),
        ] {
            assert_eq!(without_parameters(uri(url), |name| name == "key"), uri(expected), "{url}");
        }
    }

    #[test]
    fn origins() {
        let base = uri("https://api.example.com/");
        for same in
            ["https://api.example.com:443/x", "https://API.Example.COM", "https://user@api.example.com/"]
        {
            assert!(is_same_origin(&base, &uri(same)), "{same}");
        }
        for other in [
            "http://api.example.com/",
            "https://api.example.com:444/",
            "https://api.example.com.evil.example/",
            "https://api.example.com@evil.example/",
            "https://example.com/",
            "https://api.example.com./",
        ] {
            assert!(!is_same_origin(&base, &uri(other)), "{other}");
        }
        assert!(is_same_origin(&uri("http://[::1]:80/"), &uri("http://[::1]/")));
        assert_eq!(origin(&uri("https://secret@evil.example:8/x?token=t")), "https://evil.example:8");
    }
}
