//! Rules about parts of every request and setters of the builder.

use super::{Action, E, I, Kind, N, Rule, Step, W, table};

table! { CLIENT;
    AUTH_CHANGED = "auth-changed": Service Changed, E E Patch,
        "requests are authenticated in another way",
        "A client built from the old spec sends the wrong credentials, or none, and is refused with 401 or 403.",
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }" =>
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: bearer }";
    AUTH_REMOVED = "auth-removed": Service Removed, W N Patch,
        "requests are no longer authenticated",
        "Clients built from the old spec go on sending credentials, which a service without authentication usually \
         ignores. Make sure that it is meant.",
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: bearer }" =>
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }";
    AUTH_SCHEME_ADDED = "auth-scheme-added": Service Added, I N Patch,
        "another way to authenticate is enough",
        "Clients built from the old spec go on with the ways that they know.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: bearer }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: [bearer, basic] }";
    AUTH_SCHEME_REMOVED = "auth-scheme-removed": Service Removed, E N Patch,
        "a way to authenticate is no longer enough",
        "Clients built from the old spec that use it are refused with 401 or 403. Without `none`, calls need credentials.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: [bearer, none] }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: bearer }";
    SIGNING_NAME_CHANGED = "signing-name-changed": Service Changed, E E Patch,
        "requests are signed under another name",
        "The signing name is part of what is signed: a request of a client built from the old spec is refused.",
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: { sigv4: widgets } }" =>
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: { sigv4: things } }";
    KEY_ADDED = "key-added": Service Added, I N Minor,
        "a client's builder has a setter for another key",
        "Whether requests need the key is another change.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: { headers: { X-Key: apiKey } } }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: { headers: { X-Key: apiKey, X-App: appKey } } }";
    KEY_REMOVED = "key-removed": Service Removed, I N Major,
        "a client's builder has no setter for a key any more",
        "Code that calls the setter does not compile.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: { headers: { X-Key: apiKey, X-App: appKey } } }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: { headers: { X-Key: apiKey } } }";
    HEADER_ADDED = "header-added": Service Added, W N Patch,
        "requests have another constant header",
        "Clients built from the old spec do not send it. If it chooses a version of the API, they get another one than rebuilt \
         clients.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none, headers: { X-Version: \"2\" } }";
    HEADER_REMOVED = "header-removed": Service Removed, W N Patch,
        "requests no longer have a constant header",
        "Clients built from the old spec go on sending it.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none, headers: { X-Version: \"2\" } }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none }";
    HEADER_CHANGED = "header-changed": Service Changed, W N Patch,
        "a constant header has another value",
        "Clients built from the old spec send the old value. If it chooses a version of the API, they get another one than \
         rebuilt clients.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none, headers: { X-Version: \"1\" } }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none, headers: { X-Version: \"2\" } }";
    FAILURE_CHANGED = "failure-changed": Service Changed, N W Patch,
        "responses of failure are read in another way",
        "A client built from the old spec looks for the code, the message or the wait in the old place: it may take one error for \
         another, or a failure for a success. A change of `message` or `requestId` costs no more than a text.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none, failure: { code: /code } }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none, failure: { code: /error/code } }";
    SUCCESS_STATUS_CHANGED = "success-status-changed": Operation Changed, N W Patch,
        "an operation has other statuses of success",
        "A client built from the old spec takes a response with a status that it does not know for an error.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none }\noperations:\n  Act: { http: POST /act, status: [200] }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none }\noperations:\n  Act: { http: POST /act, status: [200, 202] }";
    VARIABLE_ADDED = "variable-added": Service Added, W N Major,
        "the endpoint has another variable",
        "A client's builder has a setter for it. Without a default, no client can be built that does not call it; with one, \
         nothing that was there changes, and the step is minor.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://widgets.example.com\", auth: none }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://{shop}.example.com\", auth: none, variables: { shop: {} } }";
    VARIABLE_REMOVED = "variable-removed": Service Removed, I N Major,
        "the endpoint has a variable less",
        "Code that calls its setter does not compile.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://{shop}.example.com\", auth: none, variables: { shop: { default: a } } }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://a.example.com\", auth: none }";
    VARIABLE_DEFAULT_CHANGED = "variable-default-changed": Service Changed, W N Patch,
        "a variable of the endpoint has another default",
        "Clients that do not set it go elsewhere once they are rebuilt. If there is no default any more, they cannot be built, \
         and the step is major.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://{shop}.example.com\", auth: none, variables: { shop: { default: a } } }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://{shop}.example.com\", auth: none, variables: { shop: { default: b } } }";
}
