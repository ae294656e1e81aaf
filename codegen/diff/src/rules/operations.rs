//! Rules about operations and pagination.

use super::{Action, E, I, Kind, N, Rule, Step, W, table};

table! { OPERATIONS;
    OPERATION_REMOVED = "operation-removed": Operation Removed, E E Major,
        "an operation was removed",
        "Calls of it fail, and code that names it does not compile. Mark an operation as deprecated a while before.",
        "operations:\n  Act: { http: POST /act }\n  Stop: { http: POST /stop }" =>
        "operations:\n  Act: { http: POST /act }";
    OPERATION_ADDED = "operation-added": Operation Added, I I Minor,
        "an operation was added",
        "Nothing that was there changes.",
        "operations:\n  Act: { http: POST /act }" =>
        "operations:\n  Act: { http: POST /act }\n  Stop: { http: POST /stop }";
    OPERATION_RENAMED = "operation-renamed": Operation Changed, I I Major,
        "an operation has another name, and the same method and path",
        "A request names its operation by method and path, so nothing changes on the wire. Code that names the operation, \
         its input, output or errors does not compile.",
        "operations:\n  Act: { http: POST /act }" => "operations:\n  Perform: { http: POST /act }";
    METHOD_CHANGED = "method-changed": Operation Changed, E N Patch,
        "an operation has another HTTP method",
        "Clients built from the old spec send the old method and are refused, although the crate's API stays the same.",
        "operations:\n  Act: { http: POST /act }" => "operations:\n  Act: { http: PUT /act }";
    PATH_CHANGED = "path-changed": Operation Changed, E N Patch,
        "an operation has another path",
        "Clients built from the old spec go to the old path, although the crate's API stays the same. A query in `http` is \
         part of the path, in any order; a label's name is not: it may change.",
        "operations:\n  Act: { http: POST /act }" => "operations:\n  Act: { http: POST /v2/act }";
    TARGET_CHANGED = "target-changed": Operation Changed, E N Patch,
        "an operation has another target",
        "A request of the awsJson protocols names its operation in the header X-Amz-Target. Clients built from the old spec \
         send the old name.",
        "service: { name: Widgets, protocol: { awsJson1_0: Widgets }, endpoint: \"https://widgets.example.com\", auth: none }\n\
         operations:\n  Act: { input: { a: string } }" =>
        "service: { name: Widgets, protocol: { awsJson1_0: Widgets_2026 }, endpoint: \"https://widgets.example.com\", auth: none }\n\
         operations:\n  Act: { input: { a: string } }";
    BODY_FORMAT_CHANGED = "body-format-changed": Operation Changed, E N Patch,
        "the body of requests has another format",
        "Clients built from the old spec send the old format. The crate's API stays the same, but for `multipart`, where blobs are \
         files: then the step is major.",
        "operations:\n  Act: { http: POST /act, input: { size: integer } }" =>
        "operations:\n  Act: { http: POST /act, body: form, input: { size: integer } }";
    READONLY_CHANGED = "readonly-changed": Operation Changed, W N Patch,
        "an operation became readonly, or no longer is",
        "A client repeats a read after a lost response. If the operation has begun to change something, clients built from the \
         old spec may do it twice.",
        "operations:\n  Act: { http: POST /act, readonly: true }" => "operations:\n  Act: { http: POST /act }";
    IDEMPOTENT_CHANGED = "idempotent-changed": Operation Changed, W N Patch,
        "an operation became idempotent, or no longer is",
        "A client repeats an idempotent operation after a lost response. If it is no longer idempotent, clients built from the \
         old spec may do it twice.",
        "operations:\n  Act: { http: POST /act, idempotent: true }" => "operations:\n  Act: { http: POST /act }";
    PAGINATION_ADDED = "pagination-added": Pagination Added, W N Minor,
        "an operation has pages now",
        "If the service used to send everything at once, a client built from the old spec reads only the first page.",
        "operations:\n  Act:\n    http: POST /act\n    input: { token: string }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, things: { list: string } }";
    PAGINATION_REMOVED = "pagination-removed": Pagination Removed, W N Major,
        "an operation has no pages any more",
        "Code that goes through the pages does not compile. Clients built from the old spec go on sending tokens.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    input: { token: string }\n    output: { next: string, things: { list: string } }";
    PAGINATION_STYLE_CHANGED = "pagination-style-changed": Pagination Changed, E N Patch,
        "the next page is requested in another way",
        "A client built from the old spec does not find the next page: it stops after the first one, or gets it again and \
         again.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string, page: integer }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { page: page, items: things }\n    input: { token: string, page: integer }\n    output: { next: string, things: { list: string } }";
    PAGINATION_TOKEN_CHANGED = "pagination-token-changed": Pagination Changed, E N Patch,
        "the next page is requested by another member, or from another one",
        "A client built from the old spec reads or sends the wrong member: it stops after the first page, gets it again \
         and again, or leaves one out.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, marker: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: marker, items: things }\n    input: { token: string }\n    output: { next: string, marker: string, things: { list: string } }";
    PAGINATION_ITEMS_CHANGED = "pagination-items-changed": Pagination Changed, E N Patch,
        "a page's items are in another member",
        "A client built from the old spec goes through the wrong list. The step is major if the items are of another type.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, things: { list: string }, others: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: others }\n    input: { token: string }\n    output: { next: string, things: { list: string }, others: { list: string } }";
    PAGINATION_END_CHANGED = "pagination-end-changed": Pagination Changed, W N Patch,
        "the last page of an operation is marked in another way",
        "A client built from the old spec may stop early or ask for pages that are not there; a page that repeats its token \
         is an error to it where it is the end now, or the end where it is an error now.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things, endsOnRepeatedToken: true }\n    input: { token: string }\n    output: { next: string, things: { list: string } }";
    PAGINATION_SIZE_CHANGED = "pagination-size-changed": Pagination Changed, I N Patch,
        "another member limits the size of a page",
        "The member itself is judged on its own; this change is only for information.",
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things }\n    input: { token: string, size: integer }\n    output: { next: string, things: { list: string } }" =>
        "operations:\n  Act:\n    http: POST /act\n    paginated: { inputToken: token, outputToken: next, items: things, pageSize: size }\n    input: { token: string, size: integer }\n    output: { next: string, things: { list: string } }";
}
