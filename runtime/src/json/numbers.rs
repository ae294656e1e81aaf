//! Numbers that are too large.

use serde::de::IgnoredAny;

/// Makes strings of numbers that are JSON (RFC 8259 section 6) but beyond every float, such as `1e999`; `None` if there
/// are none. A member that wants a number refuses them then, and whoever skips them can.
pub(super) fn quote_huge(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len() + 2);
    let (mut in_string, mut escaped, mut found) = (false, false, false);
    let mut rest = body;
    while let Some((byte, after)) = rest.split_first() {
        if !in_string && matches!(byte, b'-' | b'0'..=b'9') {
            let is_number = |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
            let end = rest.iter().position(|byte| !is_number(byte)).unwrap_or(rest.len());
            let (number, after) = rest.split_at(end);
            let is_huge = is_huge(number);
            found |= is_huge;
            let quote: &[u8] = if is_huge { b"\"" } else { b"" };
            out.extend([quote, number, quote].into_iter().flatten());
            rest = after;
            continue;
        }
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ => {}
        }
        out.push(*byte);
        rest = after;
    }
    found.then_some(out)
}

/// Whether bytes of a number's characters are a number in JSON, and an infinite float.
fn is_huge(number: &[u8]) -> bool {
    let float = std::str::from_utf8(number).ok().and_then(|text| text.parse().ok());
    // What is ignored is read for its form alone.
    float.is_some_and(f64::is_infinite) && serde_json::from_slice::<IgnoredAny>(number).is_ok()
}

#[cfg(test)]
mod tests {
    use super::quote_huge;

    #[test]
    fn only_huge_numbers_are_quoted() {
        let quoted =
            |body: &str| quote_huge(body.as_bytes()).map(|out| String::from_utf8(out).unwrap_or_default());
        let body = r#"{"a":1e999,"b":[-1.5E+400,1,"1e999","\\",2e3],"c":"\"1e999"}"#;
        let expected = r#"{"a":"1e999","b":["-1.5E+400",1,"1e999","\\",2e3],"c":"\"1e999"}"#;
        assert_eq!(quoted(body).as_deref(), Some(expected));
        for body in
            ["1e99", "[1e-999]", "01e999", "1.e999", "1e999.", "--1e999", "1e9e999", "\"1e999", "{}", ""]
        {
            assert_eq!(quoted(body), None, "{body}");
        }
    }
}
