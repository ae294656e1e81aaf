//! Decoding of error responses.

use std::error::Error as _;

use bytes::Bytes;
use speccast_runtime::Error;
use speccast_runtime::codegen::{Meta, Request, RestJson1, modeled_error, operation_error, serde_structure};
use speccast_runtime::error::{ErrorKind, RetryClass};
use speccast_runtime::operation::{Operation, decode};
use speccast_tests::widgets::Client;

/// Too many requests.
#[derive(Clone, Debug, PartialEq)]
pub struct ThrottlingException {
    /// The service's error message.
    pub message: Option<String>,
    /// How long to wait.
    pub retry_after_seconds: Option<i32>,
    /// The status.
    pub http_status: Option<i32>,
}

serde_structure! {
    ThrottlingException {
        message: Member = "message";
        retry_after_seconds: Member = "retryAfterSeconds";
        http_status: Member = "httpStatus";
    }
    skip
}

modeled_error! {
    ThrottlingException {
        code: "ThrottlingException",
        status: 429,
        retryable: throttling,
        head: ["retryAfterSeconds" = header "Retry-After", "httpStatus" = status],
    }
}

/// Something does not exist.
#[derive(Clone, Debug, PartialEq)]
pub struct NotFoundException {
    /// The service's error message.
    pub message: Option<String>,
    /// Identifier of the missing resource.
    pub resource_id: Option<String>,
    /// How many.
    pub count: Option<i32>,
}

serde_structure! {
    NotFoundException {
        message: Member = "message";
        resource_id: Member = "resourceId";
        count: Member = "count";
    }
    skip
}

modeled_error! {
    NotFoundException { code: "NotFound", status: 404 }
}

/// The first of two errors with one status.
#[derive(Clone, Debug, PartialEq)]
pub struct ConflictException {
    /// The service's error message.
    pub message: Option<String>,
}

serde_structure! {
    ConflictException {
        message: Member = "message";
    }
    skip
}

modeled_error! {
    ConflictException { code: "ConflictException", status: 409, retryable: retryable }
}

/// The second of two errors with one status.
#[derive(Clone, Debug, PartialEq)]
pub struct ExistsException {
    /// The service's error message.
    pub message: Option<String>,
}

serde_structure! {
    ExistsException {
        message: Member = "message";
    }
    skip
}

modeled_error! {
    ExistsException { code: "ExistsException", status: 409, retryable: not_retryable }
}

/// An error with a code of its own among its members, and a message under another name.
#[derive(Clone, Debug, PartialEq)]
pub struct TeapotException {
    /// The service's error message.
    pub message: Option<String>,
    /// Which rule it broke.
    pub code: Option<String>,
}

serde_structure! {
    TeapotException {
        message: Member = "text";
        code: Member = "code";
    }
    skip
}

modeled_error! {
    TeapotException { code: "TeapotException", status: 418 }
}

operation_error! {
    /// Errors of [`GetWidget`].
    pub enum GetWidgetError {
        ThrottlingException,
        NotFoundException,
        ConflictException,
        ExistsException,
        TeapotException,
    }
}

/// An operation.
#[derive(Debug)]
pub struct GetWidget;

impl Operation for GetWidget {
    type Service = Client;
    type Input = ();
    type Output = ();
    type Error = GetWidgetError;

    const META: Meta = Meta::new("GetWidget");

    fn encode(_: &()) -> Request {
        RestJson1::get("/widget")
    }
}

fn error(status: u16, headers: &[(&str, &str)], body: &str) -> Error<GetWidgetError> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    decode::<GetWidget>(response.body(Bytes::copy_from_slice(body.as_bytes())).unwrap()).unwrap_err()
}

fn by_header(code: &str) -> Error<GetWidgetError> {
    error(400, &[("x-amzn-ErrorType", code)], "{}")
}

fn by_body(body: &str) -> Error<GetWidgetError> {
    error(400, &[], body)
}

fn not_found(message: Option<&str>) -> GetWidgetError {
    let message = message.map(str::to_owned);
    NotFoundException { message, resource_id: None, count: None }.into()
}

#[test]
fn a_code_is_cut_to_its_name() {
    for code in [
        "NotFound",
        "NotFound:http://internal.amazon.com/coral/com.amazon.coral.validate/",
        "aws.protocoltests.restjson#NotFound",
        "aws.protocoltests.restjson#NotFound:http://internal.amazon.com/coral#x:y/",
        " NotFound ",
    ] {
        assert_eq!(by_header(code).code(), Some("NotFound"), "{code}");
        assert_eq!(by_header(code).modeled(), Some(&not_found(None)), "{code}");
        for name in ["code", "Code", "__type"] {
            let body = serde_json::json!({ (name): code, "message": "m" }).to_string();
            assert_eq!(by_body(&body).modeled(), Some(&not_found(Some("m"))), "{body}");
        }
    }
}

#[test]
fn the_header_goes_before_code_and_code_before_type() {
    let capital = by_body(r#"{"Code": "ExistsException", "__type": "ConflictException"}"#);
    assert_eq!(capital.code(), Some("ExistsException"));
    let body = r#"{"code": "ExistsException", "Code": "NotFound", "__type": "ConflictException"}"#;
    assert_eq!(by_body(body).code(), Some("ExistsException"));
    let both = error(400, &[("x-amzn-errortype", "NotFound")], body);
    assert_eq!(both.code(), Some("NotFound"));
    // An empty code counts as absent.
    for useless in ["", ":", "ns#", "ns#:uri"] {
        let both = error(400, &[("x-amzn-errortype", useless)], body);
        assert_eq!(both.code(), Some("ExistsException"), "{useless:?}");
    }
    assert_eq!(by_body(r#"{"code": 7, "__type": "NotFound"}"#).code(), Some("NotFound"));
    assert_eq!(by_body(r#"{"code": null, "__type": "NotFound"}"#).code(), Some("NotFound"));
}

#[test]
fn a_message_has_three_names() {
    for (body, message) in [
        (r#"{"code": "NotFound", "message": "a", "Message": "b", "errorMessage": "c"}"#, Some("a")),
        (r#"{"code": "NotFound", "Message": "b", "errorMessage": "c"}"#, Some("b")),
        (r#"{"code": "NotFound", "message": null, "errorMessage": "c"}"#, Some("c")),
        (r#"{"code": "NotFound", "message": 5}"#, None),
        (r#"{"code": "NotFound"}"#, None),
    ] {
        let error = by_body(body);
        assert_eq!(error.message(), message, "{body}");
        assert_eq!(error.modeled(), Some(&not_found(message)), "{body}");
    }
}

#[test]
fn any_body_gives_the_typed_error() {
    for body in ["", "<html>502</html>", "{\"message\": \"trunc", "[]", "null", "\"x\"", "5"] {
        let error = error(404, &[("x-amzn-errortype", "NotFound")], body);
        assert_eq!(error.modeled(), Some(&not_found(None)), "{body}");
        assert_eq!(error.body().unwrap(), body);
    }
}

#[test]
fn a_member_of_the_wrong_type_costs_only_itself() {
    let body = r#"{"code": "NotFound", "resourceId": {"x": 1}, "count": 2, "message": "m"}"#;
    let expected = NotFoundException { message: Some("m".into()), resource_id: None, count: Some(2) };
    assert_eq!(by_body(body).modeled(), Some(&expected.into()));
    let all = r#"{"code": "NotFound", "resourceId": 1, "count": "x", "message": []}"#;
    assert_eq!(by_body(all).modeled(), Some(&not_found(None)));
}

#[test]
fn head_members() {
    let throttled = |retry_after: &str| {
        let headers = [("x-amzn-errortype", "ThrottlingException"), ("retry-after", retry_after)];
        let error = error(429, &headers, r#"{"message": "slow", "retryAfterSeconds": 9}"#);
        error.into_modeled().unwrap()
    };
    let expected = |seconds| {
        let message = Some("slow".into());
        ThrottlingException { message, retry_after_seconds: seconds, http_status: Some(429) }.into()
    };
    assert_eq!(throttled("7"), expected(Some(7)));
    assert_eq!(throttled("Fri, 31 Dec 1999 23:59:59 GMT"), expected(None));
    assert_eq!(throttled(""), expected(None));
}

#[test]
fn an_unknown_code_is_kept() {
    let error = error(404, &[("x-amzn-errortype", "OddException"), ("x-amz-request-id", "7")], "");
    assert_eq!((error.kind(), error.modeled()), (ErrorKind::Service, None));
    assert_eq!(error.code(), Some("OddException"));
    assert_eq!(error.to_string(), "GetWidget: OddException (404) [request 7]");
    assert_eq!(error.into_modeled().unwrap_err().code(), Some("OddException"));
}

#[test]
fn without_a_code_the_status_decides_if_it_can() {
    for (body, message) in [
        ("", None),
        ("{}", None),
        (r#"{"message": "m"}"#, Some("m")),
        (r#"{"Message": "m", "code": null}"#, Some("m")),
        (r#"{"errorMessage": "m", "code": ""}"#, Some("m")),
        (r#"{"resourceId": null, "requestId": "7"}"#, None),
    ] {
        let error = error(404, &[], body);
        assert_eq!(error.modeled(), Some(&not_found(message)), "{body}");
        assert!(error.is_inferred(), "{body}");
        assert_eq!(error.code(), Some("NotFound"));
        let end = message.map_or_else(String::new, |message| format!(": {message}"));
        assert_eq!(error.to_string(), format!("GetWidget: NotFound (inferred from status 404){end}"));
    }
    // Two errors have this one.
    let conflict = error(409, &[], r#"{"message": "m"}"#);
    assert_eq!((conflict.modeled(), conflict.code(), conflict.message()), (None, None, Some("m")));
    let unavailable = error(503, &[], "<html>");
    assert_eq!(unavailable.modeled(), None);
    assert_eq!(unavailable.to_string(), "GetWidget: HTTP status 503 Service Unavailable");
    // A redirect is not a success.
    assert_eq!(error(301, &[], "").kind(), ErrorKind::Service);
}

#[test]
fn a_status_does_not_identify_errors_of_another_api() {
    for body in [
        "gone",
        "<html><body>404 Not Found</body></html>",
        "[]",
        "null",
        "7",
        r#""NotFound""#,
        r#"{"message": "trunc"#,
        r#"{"error": {"code": "X", "message": "m"}}"#,
        r#"{"errors": [{"code": "NotFound"}]}"#,
        r#"{"detail": "m"}"#,
        r#"{"code": 404, "message": "m"}"#,
        r#"{"code": {"code": "NotFound"}}"#,
    ] {
        let error = error(404, &[("content-type", "text/html")], body);
        assert_eq!((error.modeled(), error.code(), error.is_inferred()), (None, None, false), "{body}");
        assert_eq!(error.body().unwrap(), body);
        assert!(error.to_string().starts_with("GetWidget: HTTP status 404 Not Found"), "{error}");
    }
    for body in [r#"{"code": "X", "message": "m"}"#, r#"{"Code": "X"}"#, r#"{"__type": "a#X:b"}"#] {
        let error = error(404, &[], body);
        assert_eq!((error.modeled(), error.code(), error.is_inferred()), (None, Some("X"), false), "{body}");
    }
    // An error with a code is not inferred.
    assert!(!error(404, &[], r#"{"Code": "NotFound"}"#).is_inferred());
    assert!(!error(404, &[("x-amzn-errortype", "NotFound")], "").is_inferred());
}

#[test]
fn a_member_named_code_is_the_code_only_if_it_names_an_error() {
    let teapot = |code: Option<&str>, text: Option<&str>| -> GetWidgetError {
        TeapotException { message: text.map(str::to_owned), code: code.map(str::to_owned) }.into()
    };
    for body in [
        r#"{"code": "E42", "text": "short"}"#,
        r#"{"code": "E42", "text": "short", "__type": "a#TeapotException"}"#,
    ] {
        let error = error(418, &[], body);
        assert_eq!(error.modeled(), Some(&teapot(Some("E42"), Some("short"))), "{body}");
        assert_eq!(error.code(), Some("TeapotException"));
        assert_eq!(error.is_inferred(), !body.contains("__type"), "{body}");
    }
    let itself = error(418, &[], r#"{"code": "TeapotException"}"#);
    assert_eq!(itself.modeled(), Some(&teapot(Some("TeapotException"), None)));
    assert!(!itself.is_inferred());
    // Another place has the code, and another error has the status.
    let by_header = error(418, &[("x-amzn-errortype", "X")], r#"{"code": "E42"}"#);
    assert_eq!((by_header.modeled(), by_header.code()), (None, Some("X")));
    let capital = error(418, &[], r#"{"code": "E42", "Code": "X"}"#);
    assert_eq!((capital.modeled(), capital.code()), (None, Some("X")));
    let other = error(404, &[], r#"{"code": "E42"}"#);
    assert_eq!((other.modeled(), other.code()), (None, Some("E42")));
}

#[test]
fn the_modeled_errors_own_message_goes_first() {
    let message = |body: &str| error(418, &[], body).message().map(str::to_owned);
    assert_eq!(message(r#"{"text": "own", "message": "other"}"#).as_deref(), Some("own"));
    assert_eq!(message(r#"{"__type": "TeapotException", "text": "own"}"#).as_deref(), Some("own"));
    assert_eq!(message(r#"{"message": "other"}"#).as_deref(), Some("other"));
    let shown = error(418, &[], r#"{"__type": "TeapotException", "text": "own"}"#);
    assert_eq!(shown.to_string(), "GetWidget: TeapotException (418): own");
}

#[test]
fn everything_of_the_response_is_kept() {
    let headers =
        [("x-amzn-requestid", "4c2f"), ("x-other", "y"), ("x-amzn-errortype", "ThrottlingException")];
    let error = error(429, &headers, r#"{"message": "Rate exceeded"}"#);
    assert_eq!(error.to_string(), "GetWidget: ThrottlingException (429): Rate exceeded [request 4c2f]");
    assert_eq!(error.operation(), "GetWidget");
    assert_eq!(error.status().unwrap(), 429);
    assert_eq!(error.headers().unwrap()["x-other"], "y");
    assert_eq!(error.request_id(), Some("4c2f"));
    assert_eq!(error.body().unwrap(), r#"{"message": "Rate exceeded"}"#);
    assert_eq!(error.modeled().unwrap().to_string(), "ThrottlingException: Rate exceeded");
    assert!(error.source().is_none());
}

#[test]
fn a_byte_order_mark_hides_no_code() {
    let error = error(429, &[], "\u{feff}{\"code\": \"ThrottlingException\"}");
    assert!(error.modeled().is_some() && !error.is_inferred(), "{error}");
}

#[test]
fn an_error_is_one_line_and_shows_no_body() {
    let message = "a\r\nb\u{1b}[31m\u{85}c".to_owned() + &"x".repeat(2000);
    let body = serde_json::json!({ "code": "Odd\nCode", "message": message, "token": "s3cret" });
    let error = error(400, &[("set-cookie", "s3cret")], &body.to_string());
    let line = error.to_string();
    assert!(line.starts_with(r"GetWidget: Odd\nCode (400): a\r\nb\u{1b}[31m\u{85}cxxx"), "{line}");
    assert!(line.ends_with("xx…") && line.len() < 1100, "{line}");
    assert!(!format!("{error:?}").contains("s3cret"));
    assert_eq!(error.message(), Some(message.as_str()));
}

#[test]
fn a_code_of_any_length_makes_a_line_of_bounded_length() {
    let code = "x".repeat(1 << 20);
    let error = by_body(&serde_json::json!({ "code": code }).to_string());
    assert!(error.to_string().len() < 1100);
    assert_eq!(error.code(), Some(code.as_str()));
}

#[test]
fn no_text_of_a_service_makes_an_error_long() {
    let long = "é\n".repeat(100_000);
    let id = "x".repeat(100_000);
    let body = serde_json::json!({ "code": "NotFound", "message": long, "resourceId": long }).to_string();
    let known = error(404, &[("x-amzn-requestid", &id)], &body);
    let unknown = error(404, &[("x-amzn-requestid", &id), ("x-amzn-errortype", &id)], &body);
    for error in [&known, &unknown] {
        for text in [
            error.to_string(),
            format!("{error:?}"),
            format!("{error:#?}"),
            format!("{:?}", error.response()),
        ] {
            assert!(text.chars().count() < 8000 && text.contains('…'), "{text}");
        }
        assert_eq!(error.request_id(), Some(id.as_str()));
        assert_eq!(error.message(), Some(long.as_str()));
    }
    let own = known.into_modeled().unwrap().to_string();
    assert!(own.starts_with(r"NotFound: é\né\n") && own.chars().count() < 2100, "{own}");
    assert!(!format!("{unknown:#?}").contains("x".repeat(1001).as_str()));
}

#[test]
fn an_empty_header_does_not_hide_a_request_id() {
    let ids = |headers: &[(&str, &str)]| error(404, headers, "").request_id().map(str::to_owned);
    assert_eq!(ids(&[("x-amzn-requestid", ""), ("x-amz-request-id", "7")]).as_deref(), Some("7"));
    assert_eq!(ids(&[("x-amzn-requestid", ""), ("x-amzn-requestid", " 8 ")]).as_deref(), Some("8"));
    assert_eq!(ids(&[("x-amzn-requestid", "\t"), ("x-amzn-request-id", "9")]).as_deref(), Some("9"));
    assert_eq!(ids(&[("x-amzn-requestid", "")]), None);
}

#[test]
fn retry_classes() {
    let class = |status, code: &str| {
        let headers: &[_] = if code.is_empty() { &[] } else { &[("x-amzn-errortype", code)] };
        error(status, headers, "").retry_class()
    };
    assert_eq!(class(429, "ThrottlingException"), RetryClass::Throttling);
    assert_eq!(class(400, "CallRateLimitExceededException"), RetryClass::Throttling);
    assert_eq!(class(429, ""), RetryClass::Throttling);
    assert_eq!(class(409, "ConflictException"), RetryClass::Always);
    assert_eq!(class(500, "ConflictException"), RetryClass::IfRepeatable, "it may have been carried out");
    assert_eq!(class(503, "ExistsException"), RetryClass::Never);
    assert_eq!(class(400, "RequestTimeout"), RetryClass::IfRepeatable);
    for status in [500, 502, 503, 504] {
        assert_eq!(class(status, "Whatever"), RetryClass::IfRepeatable);
    }
    for status in [400, 403, 404, 501] {
        assert_eq!(class(status, "Whatever"), RetryClass::Never);
    }
    assert!(error(503, &[], "").is_retryable() && !error(503, &[], "").is_throttling());
    assert!(error(429, &[], "").is_throttling());
}
