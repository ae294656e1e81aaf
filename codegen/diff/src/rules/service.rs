//! Rules about a service as a whole.

use super::{Action, E, I, Kind, N, Rule, Step, W, service_of, table};

table! { SERVICE;
    SERVICE_REMOVED = "service-removed": Service Removed, E E Major,
        "spec removed",
        "There is no new spec for this service. Its module disappears from the crate.",
        service_of!("restJson1", "auth: none") => "";
    SERVICE_ADDED = "service-added": Service Added, I I Minor,
        "spec added",
        "There is no old spec for this service. Nothing else changes.",
        "" => service_of!("restJson1", "auth: none");
    PROTOCOL_CHANGED = "protocol-changed": Service Changed, E E Patch,
        "protocol changed",
        "Requests and responses have another format, although the crate's API may look the same. Clients built from \
         the old spec do not work with the new service.",
        "service: { name: Widgets, protocol: { awsJson1_0: Widgets }, endpoint: \"https://widgets.example.com\", auth: none }\n\
         operations:\n  Act: { input: { a: string } }" =>
        "service: { name: Widgets, protocol: { awsJson1_1: Widgets }, endpoint: \"https://widgets.example.com\", auth: none }\n\
         operations:\n  Act: { input: { a: string } }";
    ENDPOINT_CHANGED = "endpoint-changed": Service Changed, W N Patch,
        "URL of an endpoint changed",
        "Clients built from the old spec use the old URL. Only the service's owner knows whether it still works.",
        service_of!("restJson1", "auth: none") =>
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://api.example.com\", auth: none }";
    ENDPOINT_ADDED = "endpoint-added": Service Added, I N Minor,
        "endpoint rule added",
        "Clients gain a URL for some regions or variants (FIPS, dual stack). If the rule is more specific than the \
         one used so far, rebuilt clients use another URL than old ones.",
        "service:\n  name: Widgets\n  protocol: restJson1\n  auth: none\n  endpoint:\n    - { url: \"https://widgets.example.com\" }" =>
        "service:\n  name: Widgets\n  protocol: restJson1\n  auth: none\n  endpoint:\n    - { url: \"https://widgets.example.com\" }\n    - { url: \"https://widgets.example.cn\", regions: \"cn-*\" }";
    ENDPOINT_REMOVED = "endpoint-removed": Service Removed, W N Patch,
        "endpoint rule removed",
        "Old clients keep using the URL. Rebuilt clients use that of another rule, or cannot be built for these \
         regions.",
        "service:\n  name: Widgets\n  protocol: restJson1\n  auth: none\n  endpoint:\n    - { url: \"https://widgets.example.com\" }\n    - { url: \"https://widgets.example.cn\", regions: \"cn-*\" }" =>
        "service:\n  name: Widgets\n  protocol: restJson1\n  auth: none\n  endpoint:\n    - { url: \"https://widgets.example.com\" }";
    MODULE_RENAMED = "module-renamed": Name Changed, N N Major,
        "module renamed",
        "Nothing changes on the wire. Code that names the module does not compile.",
        service_of!("restJson1", "auth: none") =>
        "service: { name: Widgets, rust: things, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }";
    OPERATIONS_REORDERED = "operations-reordered": Docs Changed, N N None,
        "operations reordered",
        "Only the order of the generated code changes.",
        "operations:\n  Act: { http: POST /act }\n  Stop: { http: POST /stop }" =>
        "operations:\n  Stop: { http: POST /stop }\n  Act: { http: POST /act }";
    DOC_CHANGED = "doc-changed": Docs Changed, N N None,
        "documentation changed",
        "Docs, the service's title, its version and the source of its facts only appear in the generated docs. \
         Reports show these changes on request.",
        "name: { type: string, doc: What it is called. }" => "name: { type: string, doc: Its name. }";
}
