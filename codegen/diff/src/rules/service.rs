//! Rules about a service as a whole.

use super::{Action, E, I, Kind, N, Rule, Step, W, table};

table! { SERVICE;
    SERVICE_REMOVED = "service-removed": Service Removed, E E Major,
        "a spec is gone",
        "The new set of specs has none for this service. Its module disappears from the crate.",
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }" => "";
    SERVICE_ADDED = "service-added": Service Added, I I Minor,
        "a spec is new",
        "The old set of specs has none for this service. Nothing that was there changes.",
        "" => "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }";
    PROTOCOL_CHANGED = "protocol-changed": Service Changed, E E Patch,
        "the service speaks another protocol",
        "Requests and responses have another format, although the crate's API may look the same. Clients built from \
         the old spec cannot talk to the new service.",
        "service: { name: Widgets, protocol: { awsJson1_0: Widgets }, endpoint: \"https://widgets.example.com\", auth: none }\n\
         operations:\n  Act: { input: { a: string } }" =>
        "service: { name: Widgets, protocol: { awsJson1_1: Widgets }, endpoint: \"https://widgets.example.com\", auth: none }\n\
         operations:\n  Act: { input: { a: string } }";
    ENDPOINT_CHANGED = "endpoint-changed": Service Changed, W N Patch,
        "an endpoint has another URL",
        "Clients built from the old spec go on using the old URL. Nobody but the service's owner knows whether it still \
         answers.",
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }" =>
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://api.example.com\", auth: none }";
    ENDPOINT_ADDED = "endpoint-added": Service Added, I N Minor,
        "an endpoint rule was added",
        "Clients gain a URL for some regions or wishes (FIPS, dual stack). Where the rule is more specific than the one \
         used so far, rebuilt clients go elsewhere than old ones.",
        "service:\n  name: Widgets\n  protocol: restJson1\n  auth: none\n  endpoint:\n    - { url: \"https://widgets.example.com\" }" =>
        "service:\n  name: Widgets\n  protocol: restJson1\n  auth: none\n  endpoint:\n    - { url: \"https://widgets.example.com\" }\n    - { url: \"https://widgets.example.cn\", regions: \"cn-*\" }";
    ENDPOINT_REMOVED = "endpoint-removed": Service Removed, W N Patch,
        "an endpoint rule was removed",
        "Old clients go on using the URL; rebuilt ones use that of another rule, or cannot be built for these regions.",
        "service:\n  name: Widgets\n  protocol: restJson1\n  auth: none\n  endpoint:\n    - { url: \"https://widgets.example.com\" }\n    - { url: \"https://widgets.example.cn\", regions: \"cn-*\" }" =>
        "service:\n  name: Widgets\n  protocol: restJson1\n  auth: none\n  endpoint:\n    - { url: \"https://widgets.example.com\" }";
    MODULE_RENAMED = "module-renamed": Name Changed, N N Major,
        "the module has another name",
        "Nothing changes on the wire. Every path of the crate that goes through the module does.",
        "service: { name: Widgets, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }" =>
        "service: { name: Widgets, rust: things, protocol: restJson1, endpoint: \"https://widgets.example.com\", auth: none }";
    OPERATIONS_REORDERED = "operations-reordered": Docs Changed, N N None,
        "the operations are in another order",
        "The order of operations decides no more than the order of the generated code.",
        "operations:\n  Act: { http: POST /act }\n  Stop: { http: POST /stop }" =>
        "operations:\n  Stop: { http: POST /stop }\n  Act: { http: POST /act }";
    DOC_CHANGED = "doc-changed": Docs Changed, N N None,
        "a text for people changed",
        "Docs, the service's title, its version and the source of its facts appear in the generated docs, and nothing acts \
         on them. Hidden unless asked for.",
        "name: { type: string, doc: What it is called. }" => "name: { type: string, doc: Its name. }";
}
