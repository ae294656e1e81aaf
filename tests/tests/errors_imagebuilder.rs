//! Every error of `ListImagePackages`, however the service writes it.

use speccast_generated::imagebuilder::*;
use speccast_runtime::error::{Error, ErrorKind, RetryClass};
use speccast_runtime::operation;
use speccast_tests::refusal::{every_spelling, refusal};

type PackagesError = Error<ListImagePackagesError>;

fn decode(response: http::Response<Vec<u8>>) -> PackagesError {
    operation::decode::<ListImagePackages>(response).unwrap_err()
}

/// Code, status, and the client's reaction, for each error in the spec.
const ERRORS: [(&str, u16, RetryClass); 8] = [
    ("ServiceException", 500, RetryClass::IfRepeatable),
    ("ClientException", 400, RetryClass::Never),
    ("ServiceUnavailableException", 503, RetryClass::IfRepeatable),
    ("InvalidRequestException", 400, RetryClass::Never),
    ("InvalidPaginationTokenException", 400, RetryClass::Never),
    ("ResourceNotFoundException", 404, RetryClass::Never),
    ("ForbiddenException", 403, RetryClass::Never),
    ("CallRateLimitExceededException", 429, RetryClass::Throttling),
];

/// The error that has this code, with this message.
fn modeled(code: &str, message: Option<&str>) -> ListImagePackagesError {
    let message = serde_json::json!({ "message": message });
    match code {
        "ServiceException" => from::<ServiceException>(message),
        "ClientException" => from::<ClientException>(message),
        "ServiceUnavailableException" => from::<ServiceUnavailableException>(message),
        "InvalidRequestException" => from::<InvalidRequestException>(message),
        "InvalidPaginationTokenException" => from::<InvalidPaginationTokenException>(message),
        "ResourceNotFoundException" => from::<ResourceNotFoundException>(message),
        "ForbiddenException" => from::<ForbiddenException>(message),
        "CallRateLimitExceededException" => from::<CallRateLimitExceededException>(message),
        other => panic!("{other} is no error of ListImagePackages"),
    }
}

fn from<T: serde::de::DeserializeOwned + Into<ListImagePackagesError>>(
    members: serde_json::Value,
) -> ListImagePackagesError {
    serde_json::from_value::<T>(members).unwrap().into()
}

#[test]
fn every_error_in_every_spelling() {
    for (code, status, retry) in ERRORS {
        for response in every_spelling(status, code, r#""message":"é 📦","unknown":null"#) {
            let shown = format!("{response:?}");
            let body = response.body().clone();
            let error = decode(response);
            assert_eq!(error.modeled(), Some(&modeled(code, Some("é 📦"))), "{shown}");
            assert_eq!((error.code(), error.message()), (Some(code), Some("é 📦")), "{shown}");
            assert_eq!((error.kind(), error.retry_class()), (ErrorKind::Service, retry), "{shown}");
            assert_eq!(error.is_retryable(), retry != RetryClass::Never);
            assert_eq!(error.is_throttling(), retry == RetryClass::Throttling);
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.request_id(), Some("req-7"));
            assert_eq!(error.body().unwrap(), &body);
            let line = format!("ListImagePackages: {code} ({status}): é 📦 [request req-7]");
            assert_eq!(error.to_string(), line);
            assert_eq!(error.modeled().unwrap().to_string(), format!("{code}: é 📦"));
        }
    }
}

/// Without a code, a status decides that one error has, if the body may be the service's; 400 is that of three.
#[test]
fn bodies_that_cannot_be_read_lose_neither_error_nor_body() {
    for (code, status, retry) in ERRORS {
        for body in ["", "{}", "null", "<html>no</html>", r#"{"message":"Rate exc"#, r#"{"message":7}"#, "\0"]
        {
            let by_code = decode(refusal(status, &[("x-amzn-errortype", code)], body));
            assert_eq!(by_code.modeled(), Some(&modeled(code, None)), "{code} {body}");
            assert_eq!(by_code.to_string(), format!("ListImagePackages: {code} ({status}) [request req-7]"));
            let by_status = decode(refusal(status, &[], body));
            if status == 400 {
                assert_eq!((by_status.modeled(), by_status.code()), (None, None));
                let line = "ListImagePackages: HTTP status 400 Bad Request [request req-7]";
                assert_eq!(by_status.to_string(), line);
            } else if ["", "{}", r#"{"message":7}"#].contains(&body) {
                assert_eq!(by_status.modeled(), Some(&modeled(code, None)), "{code} {body}");
                assert_eq!((by_status.code(), by_status.is_inferred()), (Some(code), true));
            } else {
                assert_eq!((by_status.modeled(), by_status.code()), (None, None), "{code} {body}");
            }
            for error in [by_code, by_status] {
                assert_eq!(error.retry_class(), retry, "{code} {body}");
                assert_eq!(error.status().unwrap(), status);
                assert_eq!(error.body().unwrap(), body);
                assert_eq!((error.message(), error.request_id()), (None, Some("req-7")));
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

/// The service has more errors than this operation's spec, and those of the AWS front end.
#[test]
fn an_unknown_code_is_kept() {
    let table = [
        (400, "InvalidParameterException", RetryClass::Never),
        (404, "UnknownOperationException", RetryClass::Never),
        (403, "MissingAuthenticationTokenException", RetryClass::Never),
        (500, "InternalFailure", RetryClass::IfRepeatable),
        (400, "ThrottlingException", RetryClass::Throttling),
        (400, "RequestTimeoutException", RetryClass::IfRepeatable),
    ];
    for (status, code, retry) in table {
        for response in every_spelling(status, code, "") {
            let error = decode(response);
            assert_eq!((error.modeled(), error.code()), (None, Some(code)), "{status} {code}");
            assert_eq!((error.kind(), error.retry_class()), (ErrorKind::Service, retry), "{status} {code}");
            assert_eq!(error.to_string(), format!("ListImagePackages: {code} ({status}) [request req-7]"));
        }
    }
}

#[test]
fn into_modeled_gives_the_error_or_everything_back() {
    let throttled = decode(refusal(429, &[], r#"{"message":"Slow down"}"#));
    let slow = modeled("CallRateLimitExceededException", Some("Slow down"));
    assert_eq!(throttled.into_modeled().unwrap(), slow);
    let unknown = decode(refusal(418, &[("x-amzn-errortype", "Teapot")], "short and stout"));
    let unknown = unknown.into_modeled().unwrap_err();
    assert_eq!(unknown.code(), Some("Teapot"));
    assert_eq!(unknown.body().unwrap(), "short and stout");
}
