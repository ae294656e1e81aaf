//! Rules about operations and pagination.

use super::{Action, E, I, Kind, N, Rule, Step, W, table};

table! { OPERATIONS;
    OPERATION_REMOVED = "operation-removed": Operation Removed, E E Major,
        "operation removed",
        "Calls of it fail, and code that names it does not compile. Mark an operation as deprecated before you \
         remove it.",
        "operations:\n  Act: { http: POST /act }\n  Stop: { http: POST /stop }" =>
        "operations:\n  Act: { http: POST /act }";
    OPERATION_ADDED = "operation-added": Operation Added, I I Minor,
        "operation added",
        "Nothing else changes.",
        "operations:\n  Act: { http: POST /act }" =>
        "operations:\n  Act: { http: POST /act }\n  Stop: { http: POST /stop }";
    OPERATION_RENAMED = "operation-renamed": Operation Changed, I I Major,
        "operation renamed, with the same method and path",
        "A request identifies its operation by method and path, so nothing changes on the wire. Code that names the \
         operation, its input, output or errors does not compile.",
        "operations:\n  Act: { http: POST /act }" => "operations:\n  Perform: { http: POST /act }";
    METHOD_CHANGED = "method-changed": Operation Changed, E N Patch,
        "HTTP method changed",
        "Clients built from the old spec send the old method and are refused, although the crate's API stays the same.",
        "operations:\n  Act: { http: POST /act }" => "operations:\n  Act: { http: PUT /act }";
    PATH_CHANGED = "path-changed": Operation Changed, E N Patch,
        "path changed",
        "Clients built from the old spec use the old path, although the crate's API stays the same. A query in \
         `http` is part of the path, in any order. Names of labels are not sent and may change.",
        "operations:\n  Act: { http: POST /act }" => "operations:\n  Act: { http: POST /v2/act }";
    TARGET_CHANGED = "target-changed": Operation Changed, E N Patch,
        "target changed",
        "A request of the awsJson protocols names its operation in the header `X-Amz-Target`. Clients built from \
         the old spec send the old name.",
        "service: { name: Widgets, protocol: { awsJson1_0: Widgets }, endpoint: \"https://widgets.example.com\", auth: none }\n\
         operations:\n  Act: { input: { a: string } }" =>
        "service: { name: Widgets, protocol: { awsJson1_0: Widgets_2026 }, endpoint: \"https://widgets.example.com\", auth: none }\n\
         operations:\n  Act: { input: { a: string } }";
    BODY_FORMAT_CHANGED = "body-format-changed": Operation Changed, E N Patch,
        "format of request bodies changed",
        "Clients built from the old spec send the old format. The crate's API stays the same, except for \
         `multipart`, in which blobs are files; then the step is major.",
        "operations:\n  Act: { http: POST /act, input: { size: integer } }" =>
        "operations:\n  Act: { http: POST /act, body: form, input: { size: integer } }";
    READONLY_CHANGED = "readonly-changed": Operation Changed, W N Patch,
        "`readonly` changed",
        "A client repeats a read after a lost response. If the operation now changes something, clients built from \
         the old spec may do so twice.",
        "operations:\n  Act: { http: POST /act, readonly: true }" => "operations:\n  Act: { http: POST /act }";
    IDEMPOTENT_CHANGED = "idempotent-changed": Operation Changed, W N Patch,
        "`idempotent` changed",
        "A client repeats an idempotent operation after a lost response. If it is no longer idempotent, clients \
         built from the old spec may perform it twice.",
        "operations:\n  Act: { http: POST /act, idempotent: true }" => "operations:\n  Act: { http: POST /act }";
    PAGINATION_ADDED = "pagination-added": Pagination Added, W N Minor,
        "pagination added",
        "If the service used to return everything at once, a client built from the old spec only reads the first page.",
        "operations:\n  Act:\n    http: POST /act\n    input: { token: string }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, things: { list: string } }";
    PAGINATION_REMOVED = "pagination-removed": Pagination Removed, W N Major,
        "pagination removed",
        "Code that reads the pages does not compile. Clients built from the old spec still send tokens.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    input: { token: string }\n    output: { next: string, things: { list: string } }";
    PAGINATION_STYLE_CHANGED = "pagination-style-changed": Pagination Changed, E N Patch,
        "style of pagination changed",
        "A client built from the old spec does not find the next page: it stops after the first one, or requests it \
         again and again.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string, page: integer }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { page: page, items: things }\n    input: { token: string, page: integer }\n    output: { next: string, things: { list: string } }";
    PAGINATION_TOKEN_CHANGED = "pagination-token-changed": Pagination Changed, E N Patch,
        "member that leads to the next page changed",
        "A client built from the old spec reads or sends the wrong member: it stops after the first page, requests \
         it again and again, or skips a page.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, marker: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: marker, items: things }\n    input: { token: string }\n    output: { next: string, marker: string, things: { list: string } }";
    PAGINATION_ITEMS_CHANGED = "pagination-items-changed": Pagination Changed, E N Patch,
        "member with a page's items changed",
        "A client built from the old spec reads the wrong list. The step is major if the items have another type.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, things: { list: string }, others: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: others }\n    input: { token: string }\n    output: { next: string, things: { list: string }, others: { list: string } }";
    PAGINATION_END_CHANGED = "pagination-end-changed": Pagination Changed, W N Patch,
        "end of the listing changed",
        "A client built from the old spec may stop too early, or request pages that do not exist. It may treat a \
         page that repeats its token as an error although it is the last one, or the reverse.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things, endsOnRepeatedToken: true }\n    input: { token: string }\n    output: { next: string, things: { list: string } }";
    PAGINATION_SIZE_CHANGED = "pagination-size-changed": Pagination Changed, I N Patch,
        "member for the page size changed",
        "Changes of the member itself are reported separately.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string, size: integer }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things, pageSize: size }\n    input: { token: string, size: integer }\n    output: { next: string, things: { list: string } }";
}
