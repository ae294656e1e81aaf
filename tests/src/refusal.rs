//! Responses of failure.

use speccast_runtime::http::Response;

/// A response with these headers, and with a request id.
///
/// # Panics
///
/// When HTTP does not allow it.
#[expect(clippy::expect_used, reason = "a test's mistake should stop the test")]
pub fn refusal(status: u16, headers: &[(&str, &str)], body: &str) -> Response<Vec<u8>> {
    let mut response = Response::builder().status(status).header("x-amzn-requestid", "req-7");
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.as_bytes().to_vec()).expect("a valid response")
}

/// Returns every form of an error's code in a response, with the other members of the body: `"message":"…"`.
pub fn every_spelling(status: u16, code: &str, members: &str) -> Vec<Response<Vec<u8>>> {
    let uri = "http://internal.amazon.com/coral/com.amazon.coral.validate/";
    let spellings = [
        code.to_owned(),
        format!("{code}:{uri}"),
        format!("aws.protocoltests#{code}"),
        format!("aws.protocoltests#{code}:{uri}"),
    ];
    let other = r#""code":"OtherException","__type":"OtherException""#;
    let comma = if members.is_empty() { "" } else { "," };
    let mut responses = Vec::new();
    for spelling in &spellings {
        let header = ("x-amzn-errortype", spelling.as_str());
        responses.push(refusal(status, &[header], &format!("{{{members}}}")));
        // The header has the last word, and `code` comes before `__type`.
        responses.push(refusal(status, &[header], &format!("{{{other}{comma}{members}}}")));
        let body = format!(r#"{{"code":"{spelling}","__type":"OtherException"{comma}{members}}}"#);
        responses.push(refusal(status, &[], &body));
        responses.push(refusal(status, &[], &format!(r#"{{"__type":"{spelling}"{comma}{members}}}"#)));
    }
    responses
}
