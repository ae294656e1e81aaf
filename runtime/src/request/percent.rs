//! Percent-encoding (RFC 3986 section 2.1).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986 section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// All but the unreserved characters and the slash, which a greedy label keeps.
const RESERVED_IN_GREEDY: &AsciiSet = &RESERVED.remove(b'/');

/// Appends `text`, encoded.
pub(super) fn encode(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// Appends `text`, encoded but for its slashes.
pub(super) fn encode_greedy(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED_IN_GREEDY));
}
