//! Rules about members of inputs, outputs, structures, unions and errors.

use super::{Action, E, I, Kind, N, Rule, Step, W, table};

table! { MEMBERS;
    REQUIRED_MEMBER_ADDED = "required-member-added": Member Added, E I Major,
        "required member added",
        "Requests of clients built from the old spec lack it and are refused. In the crate, the builder has another \
         required step, without which code does not compile. Add the member as an optional one, or define another \
         operation.",
        "name: string" => "name: string\nsize: { type: integer, required: true }";
    OPTIONAL_MEMBER_ADDED = "optional-member-added": Member Added, I I Minor,
        "optional member added",
        "Clients built from the old spec neither send it nor read it.",
        "name: string" => "name: string\nsize: integer";
    REQUIRED_MEMBER_REMOVED = "required-member-removed": Member Removed, W E Major,
        "required member removed",
        "Clients built from the old spec still send it, and the service may refuse or ignore it. In a response they \
         expect it, and get an empty value instead.",
        "name: string\nsize: { type: integer, required: true }" => "name: string";
    OPTIONAL_MEMBER_REMOVED = "optional-member-removed": Member Removed, W W Major,
        "optional member removed",
        "Clients built from the old spec may still send it, and the service may refuse or ignore it. In a response \
         it is now always absent.",
        "name: string\nsize: integer" => "name: string";
    MEMBER_RENAMED = "member-renamed": Member Changed, I I Major,
        "member renamed, with the same name on the wire",
        "Nothing changes on the wire. Code that names the field or calls the setter does not compile. If the member \
         is not in a body, JSON files of inputs contain its old name and are refused. The step is a patch if \
         neither the Rust name nor the name in such files changes.",
        "max: { type: integer, name: max-size }" => "most: { type: integer, name: max-size }";
    WIRE_NAME_CHANGED = "wire-name-changed": Member Changed, E E Major,
        "name on the wire changed",
        "Clients built from the old spec send and read the old name. JSON files of values use wire names for \
         members of a body, so files with the old name are refused. Elsewhere the crate's API stays the same, and \
         the step is a patch. Names of headers are case-insensitive, and those of path labels are not sent.",
        "max: { type: integer, name: max-size }" => "max: { type: integer, name: maxSize }";
    PLACE_CHANGED = "place-changed": Member Changed, E E Major,
        "place of a member changed",
        "Clients built from the old spec send it, or read it, in the old place. JSON files of values use the wire \
         name for a member of a body, and the API's name for others; the step is a patch if these are the same.",
        "etag: { type: string, name: ETag }" => "etag: { type: string, name: ETag, in: header }";
    MEDIA_TYPE_CHANGED = "media-type-changed": Member Changed, E W Patch,
        "media type of a body changed",
        "Clients built from the old spec send, or ask for, the old media type, which the service may refuse. The \
         crate's API stays the same.",
        "data: { type: string, in: payload, mediaType: text/csv }" => "data: { type: string, in: payload, mediaType: text/tab-separated-values }";
    STREAM_CHANGED = "stream-changed": Member Changed, I I Major,
        "streaming of a body changed",
        "In the crate, the member has another type. If the body is bytes before and after, nothing changes on the \
         wire. Other changes are breaking: clients built from the old spec cannot decode the events.",
        "data: { type: blob, in: payload }" => "data: { type: blob, in: payload, stream: true }";
    BODY_REGROUPED = "body-regrouped": Member Changed, I I Major,
        "members of a body moved into a structure, or out of one",
        "Nothing changes on the wire: the body is the same object with or without a structure. Other changes of the \
         members are reported separately. In the crate the fields move.",
        "name: string\nsize: integer" => "thing: { type: Thing, in: payload }\ntypes:\n  Thing: { structure: { name: string, size: integer } }";
    BECAME_REQUIRED = "became-required": Member Changed, E I Major,
        "member became required",
        "A request without it was accepted and is now refused. In the crate the field is no longer an `Option`, and \
         its setter becomes a required step of the builder.",
        "name: string" => "name: { type: string, required: true }";
    BECAME_OPTIONAL = "became-optional": Member Changed, I W Major,
        "member became optional",
        "A client built from the old spec always sends it. If a response lacks it, such a client returns an empty \
         value. In the crate the field becomes an `Option`, and its required step of the builder becomes a setter.",
        "name: { type: string, required: true }" => "name: string";
    LIST_STYLE_CHANGED = "list-style-changed": Member Changed, E N Patch,
        "style of a list in the query changed",
        "A client built from the old spec uses the old style, which the service may read as one value or not at all.",
        "ids: { list: string, in: query }" => "ids: { list: string, in: query, style: comma }";
    NULLABLE_ADDED = "nullable-added": Member Changed, I W Major,
        "member may be null",
        "A client built from the old spec does not send `null`. In a response it reads `null` as absent; if the \
         member was required, it returns an empty value. In the crate the type changes if the member is sent or \
         required.",
        "name: { type: string, required: true }" => "name: { type: string, required: true, nullable: true }";
    NULLABLE_REMOVED = "nullable-removed": Member Changed, E I Major,
        "member may no longer be null",
        "A request with `null` was accepted and is now refused. In the crate the type changes if the member is sent \
         or required.",
        "name: { type: string, required: true, nullable: true }" => "name: { type: string, required: true }";
    DEFAULT_ADDED = "default-added": Member Added, W I Patch,
        "default added",
        "The spec now defines the value of an absent member, which may differ from the one that clients assumed. It \
         is breaking if the member is not in a body, since whole requests change their meaning. The step is major \
         if the field is no longer an `Option`.",
        "size: integer" => "size: { type: integer, default: 10 }";
    DEFAULT_CHANGED = "default-changed": Member Changed, W I Patch,
        "default changed",
        "A request without the member has another meaning. It is breaking if the member is not in a body. Clients \
         built from the old spec fill in the old value when a response lacks it.",
        "size: { type: integer, default: 10 }" => "size: { type: integer, default: 20 }";
    DEFAULT_REMOVED = "default-removed": Member Removed, W W Patch,
        "default removed",
        "The spec no longer defines the value of an absent member. It is breaking if the member is not in a body. \
         The step is major if the field becomes an `Option`.",
        "size: { type: integer, default: 10 }" => "size: integer";
    CONST_ADDED = "const-added": Member Changed, E I Major,
        "member became a constant",
        "A client built from the old spec may send another value, which is now refused. In the crate the member no longer has a field, since the client sends the value.",
        "kind: string" => "kind: { type: string, const: text }";
    CONST_CHANGED = "const-changed": Member Changed, E W Patch,
        "value of a constant changed",
        "A client built from the old spec still sends the old value. It does not read the member in a response, but may use it to distinguish the alternatives of a `oneOf`. The crate's API stays the same.",
        "kind: { const: text }" => "kind: { const: image }";
    CONST_REMOVED = "const-removed": Member Changed, I I Major,
        "member is no longer a constant",
        "A client built from the old spec still sends the constant, and does not read the member. In the crate the member has a field; the step is minor if it is optional.",
        "kind: { type: string, required: true, const: text }" => "kind: { type: string, required: true }";
    IDEMPOTENCY_TOKEN_ADDED = "idempotency-token-added": Member Changed, I N Patch,
        "idempotency token added",
        "Rebuilt clients fill in a random value, send it again with each attempt, and repeat the operation after a \
         lost response. Old clients do not.",
        "operations:\n  Act:\n    http: POST /act\n    input:\n      token: { type: string }" =>
        "operations:\n  Act:\n    http: POST /act\n    input:\n      token: { type: string, idempotencyToken: true }";
    IDEMPOTENCY_TOKEN_REMOVED = "idempotency-token-removed": Member Changed, W N Patch,
        "idempotency token removed",
        "Rebuilt clients send no token by themselves, and repeat the operation less often. Old clients still send \
         one, which the service may ignore.",
        "operations:\n  Act:\n    http: POST /act\n    input:\n      token: { type: string, idempotencyToken: true }" =>
        "operations:\n  Act:\n    http: POST /act\n    input:\n      token: { type: string }";
    REQUIRED_MEMBERS_REORDERED = "required-members-reordered": Member Changed, I I Major,
        "required members reordered",
        "Nothing changes on the wire. In the crate, a builder takes the required members in the spec's order: code \
         that builds the structure does not compile until its calls are in the new order.",
        "from: { type: string, required: true }\nto: { type: string, required: true }" =>
        "to: { type: string, required: true }\nfrom: { type: string, required: true }";
    MEMBERS_REORDERED = "members-reordered": Docs Changed, I I None,
        "members reordered",
        "Only the order of the generated code changes. The required members keep their order.",
        "name: string\nsize: integer" => "size: integer\nname: string";
    RUST_NAME_CHANGED = "rust-name-changed": Name Changed, I I Major,
        "Rust name changed",
        "Nothing changes on the wire. Code that uses the old name does not compile.",
        "max: integer" => "max: { type: integer, rust: maximum }";
    DEPRECATED_ADDED = "deprecated-added": Deprecation Added, I I Minor,
        "item deprecated",
        "Code that uses it compiles with a warning.",
        "name: string" => "name: { type: string, deprecated: Use the number. }";
    DEPRECATED_REMOVED = "deprecated-removed": Deprecation Removed, I I Minor,
        "item no longer deprecated",
        "Code that uses it compiles without a warning.",
        "name: { type: string, deprecated: Use the number. }" => "name: string";
}
