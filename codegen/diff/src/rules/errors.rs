//! Rules about errors.

use super::{Action, E, I, Kind, N, Rule, Step, W, table};

table! { ERRORS;
    ERROR_ADDED = "error-added": Error Added, N I Minor,
        "an operation has another error",
        "A client built from the old spec gets it as an error that is not modeled, with its code, status and message.",
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Gone, Busy] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }";
    ERROR_REMOVED = "error-removed": Error Removed, N W Major,
        "an operation no longer has an error",
        "Code that matches it does not compile. Should the service still send it, rebuilt clients get it as an error that is \
         not modeled.",
        "operations:\n  Act: { http: POST /act, errors: [Gone, Busy] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }";
    ERRORS_REORDERED = "errors-reordered": Error Changed, N I Patch,
        "the errors of an operation are in another order",
        "Nothing changes on the wire. In the crate, the variants of the operation's error are in the spec's order, in which a \
         client looks for the one that a response is.",
        "operations:\n  Act: { http: POST /act, errors: [Gone, Busy] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Busy, Gone] }\nerrors:\n  Gone: { status: 410 }\n  Busy: { status: 503 }";
    ERROR_STATUS_CHANGED = "error-status-changed": Error Changed, N E Patch,
        "an error has another HTTP status",
        "A status decides how a client treats an error without a code, and whether it tries again. Clients built from the old \
         spec may take it for another error, although the crate's API stays the same.",
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 404 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410 }";
    ERROR_CODE_CHANGED = "error-code-changed": Error Changed, N E Patch,
        "an error has another code",
        "Clients built from the old spec no longer recognize it, although the crate's API stays the same.",
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410 }" =>
        "operations:\n  Act: { http: POST /act, errors: [Gone] }\nerrors:\n  Gone: { status: 410, code: GoneAway }";
    RETRYABLE_CHANGED = "retryable-changed": Error Changed, N W Patch,
        "an error changed whether to retry",
        "Clients built from the old spec try again where they should not, or give up where they need not.",
        "operations:\n  Act: { http: POST /act, errors: [Busy] }\nerrors:\n  Busy: { status: 503, retryable: true }" =>
        "operations:\n  Act: { http: POST /act, errors: [Busy] }\nerrors:\n  Busy: { status: 503, retryable: false }";
}
