//! Rules about parts of every request and setters of the builder.

use super::{Action, E, I, Kind, N, Rule, Step, W, service_of, table};

table! { CLIENT;
    AUTH_CHANGED = "auth-changed": Service Changed, E E Patch,
        "authentication changed",
        "A client built from the old spec sends the wrong credentials, or none. The service refuses its requests \
         with 401 or 403.",
        service_of!("restJson1", "auth: none") => service_of!("restJson1", "auth: bearer");
    AUTH_REMOVED = "auth-removed": Service Removed, W N Patch,
        "authentication removed",
        "Clients built from the old spec still send credentials. A service without authentication usually ignores \
         them. Check that the change is intended.",
        service_of!("restJson1", "auth: bearer") => service_of!("restJson1", "auth: none");
    AUTH_SCHEME_ADDED = "auth-scheme-added": Service Added, I N Patch,
        "alternative way to authenticate added",
        "Clients built from the old spec keep using the ways that they support.",
        service_of!("http", "auth: bearer") => service_of!("http", "auth: [bearer, basic]");
    AUTH_SCHEME_REMOVED = "auth-scheme-removed": Service Removed, E N Patch,
        "alternative way to authenticate removed",
        "Clients built from the old spec that use it are refused with 401 or 403. Without `none`, calls need \
         credentials.",
        service_of!("http", "auth: [bearer, none]") => service_of!("http", "auth: bearer");
    SIGNING_NAME_CHANGED = "signing-name-changed": Service Changed, E E Patch,
        "signing name changed",
        "The signing name is part of the signature: the service refuses requests of clients built from the old spec.",
        service_of!("restJson1", "auth: { sigv4: widgets }") => service_of!("restJson1", "auth: { sigv4: things }");
    KEY_ADDED = "key-added": Service Added, I N Minor,
        "setter for an API key added",
        "The client's builder has a setter for another key. Whether requests need the key is reported as a separate \
         change.",
        service_of!("http", "auth: { headers: { X-Key: apiKey } }") =>
        service_of!("http", "auth: { headers: { X-Key: apiKey, X-App: appKey } }");
    KEY_REMOVED = "key-removed": Service Removed, I N Major,
        "setter for an API key removed",
        "Code that calls the setter does not compile.",
        service_of!("http", "auth: { headers: { X-Key: apiKey, X-App: appKey } }") =>
        service_of!("http", "auth: { headers: { X-Key: apiKey } }");
    HEADER_ADDED = "header-added": Service Added, W N Patch,
        "constant header added",
        "Clients built from the old spec do not send it. If the header selects a version of the API, they get \
         another version than rebuilt clients.",
        service_of!("http", "auth: none") => service_of!("http", "auth: none, headers: { X-Version: \"2\" }");
    HEADER_REMOVED = "header-removed": Service Removed, W N Patch,
        "constant header removed",
        "Clients built from the old spec still send it.",
        service_of!("http", "auth: none, headers: { X-Version: \"2\" }") => service_of!("http", "auth: none");
    HEADER_CHANGED = "header-changed": Service Changed, W N Patch,
        "value of a constant header changed",
        "Clients built from the old spec send the old value. If the header selects a version of the API, they get \
         another version than rebuilt clients.",
        service_of!("http", "auth: none, headers: { X-Version: \"1\" }") =>
        service_of!("http", "auth: none, headers: { X-Version: \"2\" }");
    FAILURE_CHANGED = "failure-changed": Service Changed, N W Patch,
        "place of a failure's parts changed",
        "A client built from the old spec looks for the code, the message or the time to wait in the old place. It \
         may confuse two errors, or take a failure for a success. A change of `message` or `requestId` only affects texts for people.",
        service_of!("http", "auth: none, failure: { code: /code }") =>
        service_of!("http", "auth: none, failure: { code: /error/code }");
    SUCCESS_STATUS_CHANGED = "success-status-changed": Operation Changed, N W Patch,
        "statuses of success changed",
        "A client built from the old spec treats a response with a status that it does not know as an error.",
        service_of!("http", "auth: none", "operations:\n  Act: { http: POST /act, status: [200] }") =>
        service_of!("http", "auth: none", "operations:\n  Act: { http: POST /act, status: [200, 202] }");
    VARIABLE_ADDED = "variable-added": Service Added, W N Major,
        "variable of the endpoint added",
        "The client's builder has a setter for it. Without a default, code that does not call the setter gets an \
         error when it builds a client. With a default, existing code keeps working, and the step is minor.",
        service_of!("http", "auth: none") =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://{shop}.example.com\", auth: none, variables: { shop: {} } }";
    VARIABLE_REMOVED = "variable-removed": Service Removed, I N Major,
        "variable of the endpoint removed",
        "Code that calls its setter does not compile.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://{shop}.example.com\", auth: none, variables: { shop: { default: a } } }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://a.example.com\", auth: none }";
    VARIABLE_DEFAULT_CHANGED = "variable-default-changed": Service Changed, W N Patch,
        "default of an endpoint variable changed",
        "Clients that do not set the variable use another URL once they are rebuilt. Without a default, they cannot be built, and the step is major.",
        "service: { name: Widgets, protocol: http, endpoint: \"https://{shop}.example.com\", auth: none, variables: { shop: { default: a } } }" =>
        "service: { name: Widgets, protocol: http, endpoint: \"https://{shop}.example.com\", auth: none, variables: { shop: { default: b } } }";
}
