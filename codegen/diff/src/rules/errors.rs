//! Rules about errors.

use super::{Action, E, I, Kind, N, Rule, Step, W, service_of, table};

table! { ERRORS;
    ERROR_ADDED = "error-added": Error Added, N I Minor,
        "error of an operation added",
        "A client built from the old spec reports it as an unmodeled error, with its code, status and message.",
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Gone, Busy] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }";
    ERROR_REMOVED = "error-removed": Error Removed, N W Major,
        "error of an operation removed",
        "Code that matches it does not compile. If the service still sends it, rebuilt clients report it as an \
         unmodeled error.",
        "operations:\n  Act: { http: POST /act, errors: [Gone, Busy] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }";
    ERRORS_REORDERED = "errors-reordered": Error Changed, N I Patch,
        "errors of an operation reordered",
        "Nothing changes on the wire. In the crate, the variants of the operation's error have the spec's order.",
        "operations:\n  Act: { http: POST /act, errors: [Gone, Busy] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Busy, Gone] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }";
    ERROR_STATUS_CHANGED = "error-status-changed": Error Changed, N E Patch,
        "HTTP status of an error changed",
        "The status decides how a client treats an error without a code, and whether it retries. Clients built from \
         the old spec may take it for another error, although the crate's API stays the same.",
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 404 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410 }";
    ERROR_CODE_CHANGED = "error-code-changed": Error Changed, N E Patch,
        "code of an error changed",
        "Clients built from the old spec no longer recognize it, although the crate's API stays the same.",
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410, code: GoneAway }";
    ERROR_PLACE_CHANGED = "error-place-changed": Error Changed, N W Patch,
        "members of an error moved within the body",
        "Clients built from the old spec look for them in the old place, and report them as absent.",
        service_of!("http", "auth: none", "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410 }") =>
        service_of!("http", "auth: none", "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410, at: /details }");
    RETRYABLE_CHANGED = "retryable-changed": Error Changed, N W Patch,
        "retries after an error changed",
        "Clients built from the old spec may retry when they should not, or give up too early.",
        "operations:\n  Act: { http: POST /act, errors: [Busy] }\nerrors:\n  Busy: { status: 503, retryable: true }" =>
        "operations:\n  Act: { http: POST /act, errors: [Busy] }\nerrors:\n  Busy: { status: 503, retryable: false }";
}
