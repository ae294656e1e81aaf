//! The encodings of a body that a request accepts, and their decoding.

#[cfg(feature = "gzip")]
use http::StatusCode;
use http::{HeaderValue, Method, header};

use crate::transport::Body;

/// Accepts only bodies that the client can decode, unless the caller set the header. Without the header, a
/// request accepts every encoding (RFC 9110 section 12.5.3), and some servers use that. Returns whether to
/// decode an encoded body.
///
/// A partial body is not compressed: its range would refer to the compressed bytes (section 14.2).
pub(super) fn accept<B>(request: &mut http::Request<B>) -> bool {
    let headers = request.headers_mut();
    if headers.contains_key(header::ACCEPT_ENCODING) {
        return false;
    }
    let accepts_gzip = cfg!(feature = "gzip") && !headers.contains_key(header::RANGE);
    let accepted = HeaderValue::from_static(if accepts_gzip { "gzip" } else { "identity" });
    headers.insert(header::ACCEPT_ENCODING, accepted);
    accepts_gzip && *request.method() != Method::HEAD
}

/// Decodes a body as it arrives, if gzip is its only encoding. Its headers then describe the decoded body:
/// its length is unknown, and parts of it cannot be requested.
#[cfg(feature = "gzip")]
pub(super) fn decoded(head: &mut http::response::Parts, body: Body) -> Body {
    let mut codings = head.headers.get_all(header::CONTENT_ENCODING).into_iter();
    let (Some(coding), None) = (codings.next(), codings.next()) else { return body };
    // `x-gzip` is a synonym (section 8.4.1.3).
    let is_gzip =
        ["gzip", "x-gzip"].iter().any(|name| coding.as_bytes().eq_ignore_ascii_case(name.as_bytes()));
    if !is_gzip || matches!(head.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        return body;
    }
    for name in [header::CONTENT_ENCODING, header::CONTENT_LENGTH, header::ACCEPT_RANGES] {
        head.headers.remove(name);
    }
    super::gzip::decoded(body)
}

/// Without the feature `gzip`, no encoding is decoded.
#[cfg(not(feature = "gzip"))]
pub(super) fn decoded(_: &mut http::response::Parts, body: Body) -> Body {
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(request: http::request::Builder) -> (Option<String>, bool) {
        let Ok(mut request) = request.body(()) else { return (None, false) };
        let decodes = accept(&mut request);
        let value = request.headers().get(header::ACCEPT_ENCODING);
        (value.and_then(|value| value.to_str().ok()).map(str::to_owned), decodes)
    }

    #[test]
    fn asks_for_what_the_client_can_decode() {
        let coding = if cfg!(feature = "gzip") { "gzip" } else { "identity" };
        let own = || http::Request::get("/");
        assert_eq!(accepted(own()), (Some(coding.to_owned()), cfg!(feature = "gzip")));
        assert_eq!(accepted(http::Request::head("/")), (Some(coding.to_owned()), false));
        assert_eq!(accepted(own().header("range", "bytes=5-")), (Some("identity".to_owned()), false));
        assert_eq!(accepted(own().header("accept-encoding", "br")), (Some("br".to_owned()), false));
    }
}
