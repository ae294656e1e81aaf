//! Every error of `ListPackages`, however the service writes it.

use speccast_generated::codeartifact::*;
use speccast_runtime::error::{Error, ErrorKind, RetryClass};
use speccast_runtime::operation;
use speccast_tests::refusal::{every_spelling, refusal};

type PackagesError = Error<ListPackagesError>;

fn decode(response: http::Response<Vec<u8>>) -> PackagesError {
    operation::decode::<ListPackages>(response).unwrap_err()
}

/// Code, status, and the client's reaction, for each error in the spec.
const ERRORS: [(&str, u16, RetryClass); 5] = [
    ("AccessDeniedException", 403, RetryClass::Never),
    ("InternalServerException", 500, RetryClass::IfRepeatable),
    ("ResourceNotFoundException", 404, RetryClass::Never),
    ("ThrottlingException", 429, RetryClass::Throttling),
    ("ValidationException", 400, RetryClass::Never),
];

/// The error that has this code, with this message only.
fn modeled(code: &str, message: Option<&str>) -> ListPackagesError {
    let message = serde_json::json!({ "message": message });
    match code {
        "AccessDeniedException" => from::<AccessDeniedException>(message),
        "InternalServerException" => from::<InternalServerException>(message),
        "ResourceNotFoundException" => from::<ResourceNotFoundException>(message),
        "ThrottlingException" => from::<ThrottlingException>(message),
        "ValidationException" => from::<ValidationException>(message),
        other => panic!("{other} is no error of ListPackages"),
    }
}

fn from<T: serde::de::DeserializeOwned + Into<ListPackagesError>>(
    members: serde_json::Value,
) -> ListPackagesError {
    serde_json::from_value::<T>(members).unwrap().into()
}

#[test]
fn every_error_in_every_spelling() {
    for (code, status, retry) in ERRORS {
        for response in every_spelling(status, code, r#""message":"No, \"thanks\"","unknown":[{}]"#) {
            let shown = format!("{response:?}");
            let body = response.body().clone();
            let error = decode(response);
            assert_eq!(error.modeled(), Some(&modeled(code, Some("No, \"thanks\""))), "{shown}");
            assert_eq!((error.code(), error.message()), (Some(code), Some("No, \"thanks\"")), "{shown}");
            assert_eq!((error.kind(), error.retry_class()), (ErrorKind::Service, retry), "{shown}");
            assert_eq!(error.is_retryable(), retry != RetryClass::Never);
            assert_eq!(error.is_throttling(), retry == RetryClass::Throttling);
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.request_id(), Some("req-7"));
            assert_eq!(error.body().unwrap(), &body);
            assert_eq!(
                error.to_string(),
                format!("ListPackages: {code} ({status}): No, \"thanks\" [request req-7]")
            );
        }
    }
}

/// A code decides before a status does: gateways change statuses.
#[test]
fn every_error_with_another_status() {
    for (code, _, retry) in ERRORS {
        let error = decode(refusal(418, &[("x-amzn-errortype", code)], "{}"));
        assert_eq!(error.modeled(), Some(&modeled(code, None)));
        assert_eq!(error.status().unwrap(), 418);
        // If the spec does not document retries, the status decides.
        let retry = if retry == RetryClass::IfRepeatable { RetryClass::Never } else { retry };
        assert_eq!(error.retry_class(), retry, "{code}");
    }
}

#[test]
fn bodies_that_cannot_be_read_lose_neither_error_nor_body() {
    let bodies = [
        "",
        "{}",
        "null",
        "<html><body>503 Service Unavailable</body></html>",
        r#"{"message":"Rate exc"#,
        r#"{"message":"a"} trailing"#,
        r#"["message"]"#,
        r#"{"message":{"text":"a"}}"#,
        "\u{feff}[]",
    ];
    for (code, status, retry) in ERRORS {
        for body in bodies {
            let by_code = decode(refusal(status, &[("x-amzn-errortype", code)], body));
            assert_eq!(by_code.modeled(), Some(&modeled(code, None)), "{code} {body}");
            assert_eq!((by_code.code(), by_code.is_inferred()), (Some(code), false), "{code} {body}");
            assert_eq!(by_code.to_string(), format!("ListPackages: {code} ({status}) [request req-7]"));
            // Each of them has a status of its own, which decides if the body may be the service's.
            let by_status = decode(refusal(status, &[], body));
            if ["", "{}", r#"{"message":{"text":"a"}}"#].contains(&body) {
                assert_eq!(by_status.modeled(), Some(&modeled(code, None)), "{code} {body}");
                assert_eq!((by_status.code(), by_status.is_inferred()), (Some(code), true), "{code} {body}");
                let line = format!("ListPackages: {code} (inferred from status {status}) [request req-7]");
                assert_eq!(by_status.to_string(), line);
            } else {
                assert_eq!((by_status.modeled(), by_status.code()), (None, None), "{code} {body}");
            }
            for error in [by_code, by_status] {
                assert_eq!(error.message(), None, "{code} {body}");
                assert_eq!(error.retry_class(), retry, "{code} {body}");
                assert_eq!(error.body().unwrap(), body);
                assert_eq!(error.status().unwrap(), status);
            }
        }
    }
}

#[test]
fn messages_under_other_names() {
    for name in ["message", "Message", "errorMessage"] {
        for (code, status, _) in ERRORS {
            let body = format!(r#"{{"__type":"{code}","{name}":"why"}}"#);
            let error = decode(refusal(status, &[], &body));
            assert_eq!(error.modeled(), Some(&modeled(code, Some("why"))), "{body}");
        }
    }
}

#[test]
fn members_of_resource_not_found() {
    let table = [
        (r#""resourceId":"my-domain","resourceType":"domain""#, Some("my-domain"), Some("domain")),
        (r#""resourceId":"","resourceType":"package-version""#, Some(""), Some("package-version")),
        (r#""resourceType":"package-group""#, None, Some("package-group")),
        (r#""resourceId":null,"resourceType":null"#, None, None),
        // A member of the wrong type costs only itself.
        (r#""resourceId":7,"resourceType":"asset""#, None, Some("asset")),
        (r#""resourceId":"a","resourceType":["domain"]"#, Some("a"), None),
    ];
    for (members, id, kind) in table {
        let body = format!(r#"{{"message":"Gone",{members}}}"#);
        let error = decode(refusal(404, &[("x-amzn-errortype", "ResourceNotFoundException")], &body));
        let Some(ListPackagesError::ResourceNotFoundException(found)) = error.modeled() else {
            panic!("{error:?}");
        };
        assert_eq!(found.message.as_deref(), Some("Gone"), "{members}");
        assert_eq!(found.resource_id.as_deref(), id, "{members}");
        assert_eq!(found.resource_type.as_ref().map(ResourceType::as_str), kind, "{members}");
        let unknown = matches!(found.resource_type, Some(ResourceType::Unknown(_)));
        assert_eq!(unknown, kind == Some("package-group"), "{members}");
    }
    let names = ["domain", "repository", "package", "package-version", "asset"];
    assert_eq!(ResourceType::VALUES, names);
}

#[test]
fn members_of_validation() {
    let known =
        ["CANNOT_PARSE", "ENCRYPTION_KEY_ERROR", "FIELD_VALIDATION_FAILED", "UNKNOWN_OPERATION", "OTHER"];
    assert_eq!(ValidationExceptionReason::VALUES, known);
    for reason in known.into_iter().chain(["TOO_LATE", ""]) {
        let body = format!(r#"{{"code":"ValidationException","reason":"{reason}"}}"#);
        let error = decode(refusal(400, &[], &body));
        let Some(ListPackagesError::ValidationException(invalid)) = error.modeled() else {
            panic!("{error:?}");
        };
        let found = invalid.reason.as_ref().unwrap();
        assert_eq!(found.as_str(), reason);
        let unknown = matches!(found, ValidationExceptionReason::Unknown(_));
        assert_eq!(unknown, !known.contains(&reason), "{reason}");
    }
}

#[test]
fn retry_after_is_a_member_of_throttling() {
    let table = [
        ("30", Some(30)),
        (" 0 ", Some(0)),
        ("-1", Some(-1)),
        ("2147483647", Some(i32::MAX)),
        ("2147483648", None),
        ("1.5", None),
        ("", None),
        ("soon", None),
        // RFC 9110 allows a date, but the spec has a number. The error is recognized anyway.
        ("Sun, 22 Nov 2026 12:35:26 GMT", None),
    ];
    for (header, expected) in table {
        let headers = [("x-amzn-errortype", "ThrottlingException"), ("retry-after", header)];
        let error = decode(refusal(429, &headers, r#"{"message":"Slow down","retryAfterSeconds":99}"#));
        let Some(ListPackagesError::ThrottlingException(throttled)) = error.modeled() else {
            panic!("{error:?}");
        };
        assert_eq!(throttled.retry_after_seconds, expected, "{header:?}");
        assert_eq!(throttled.message.as_deref(), Some("Slow down"));
        assert_eq!(error.headers().unwrap()["retry-after"], header);
    }
    // Without the header there is no member, even if the body has one.
    let body = r#"{"__type":"ThrottlingException","retryAfterSeconds":99,"Retry-After":98}"#;
    assert_eq!(decode(refusal(429, &[], body)).modeled(), Some(&modeled("ThrottlingException", None)));
}

#[test]
fn an_unknown_code_is_kept() {
    let table = [
        (404, "NewException", RetryClass::Never),
        (500, "NewException", RetryClass::IfRepeatable),
        (503, "NewException", RetryClass::IfRepeatable),
        (429, "NewException", RetryClass::Throttling),
        (400, "RequestThrottledException", RetryClass::Throttling),
        (402, "ServiceQuotaExceededException", RetryClass::Never),
        (403, "ExpiredTokenException", RetryClass::Never),
        // The case of a code matters.
        (404, "resourceNotFoundException", RetryClass::Never),
    ];
    for (status, code, retry) in table {
        for response in every_spelling(status, code, r#""message":"m""#) {
            let error = decode(response);
            assert_eq!((error.modeled(), error.code()), (None, Some(code)), "{status} {code}");
            assert_eq!((error.kind(), error.retry_class()), (ErrorKind::Service, retry), "{status} {code}");
            assert_eq!(error.to_string(), format!("ListPackages: {code} ({status}): m [request req-7]"));
        }
    }
}

#[test]
fn no_code_and_a_status_that_no_error_has() {
    for (status, text) in
        [(502, "502 Bad Gateway"), (418, "418 I'm a teapot"), (301, "301 Moved Permanently")]
    {
        let error = decode(refusal(status, &[("content-type", "text/html")], "<html>no</html>"));
        assert_eq!((error.modeled(), error.code(), error.message()), (None, None, None));
        assert_eq!(error.body().unwrap(), "<html>no</html>");
        assert_eq!(error.is_retryable(), status == 502);
        assert_eq!(error.to_string(), format!("ListPackages: HTTP status {text} [request req-7]"));
    }
}

#[test]
fn a_response_of_success_that_cannot_be_read_keeps_everything() {
    let error = decode(refusal(200, &[("x-team", "a")], r#"{"packages":[{"format":"npm"},{"package":7}]}"#));
    assert_eq!(error.kind(), ErrorKind::Undecodable);
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("req-7")));
    assert_eq!(error.headers().unwrap()["x-team"], "a");
    assert!(error.body().unwrap().starts_with(b"{\"packages\""));
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "ListPackages: undecodable response: expected a string, found a number at '/packages/1/package' \
         (HTTP status 200) [request req-7]"
    );
}

#[test]
fn debug_shows_neither_headers_nor_body() {
    let error = decode(refusal(418, &[("set-cookie", "s3cret")], r#"{"token":"s3cret"}"#));
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
}
