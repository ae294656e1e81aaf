//! Rules about members of inputs, outputs, structures, unions and errors.

use super::{Action, E, I, Kind, N, Rule, Step, W, table};

table! { MEMBERS;
    REQUIRED_MEMBER_ADDED = "required-member-added": Member Added, E I Major,
        "a required member was added",
        "A request of a client built from the old spec lacks it and is refused. In the crate, the builder has another \
         required step, without which code does not compile. Add the member as an optional one, or make another operation.",
        "name: string" => "name: string\nsize: { type: integer, required: true }";
    OPTIONAL_MEMBER_ADDED = "optional-member-added": Member Added, I I Minor,
        "an optional member was added",
        "Clients built from the old spec neither send it nor see it.",
        "name: string" => "name: string\nsize: integer";
    REQUIRED_MEMBER_REMOVED = "required-member-removed": Member Removed, W E Major,
        "a member was removed that was always there",
        "Clients built from the old spec go on sending it, which the service may refuse or ignore; in a response they expect it, and get an empty value instead.",
        "name: string\nsize: { type: integer, required: true }" => "name: string";
    OPTIONAL_MEMBER_REMOVED = "optional-member-removed": Member Removed, W W Major,
        "an optional member was removed",
        "Clients built from the old spec may go on sending it, which the service may refuse or ignore; in a response it is absent from now on.",
        "name: string\nsize: integer" => "name: string";
    MEMBER_RENAMED = "member-renamed": Member Changed, I I Major,
        "a member has another name, and the same one on the wire",
        "Nothing changes on the wire. Code that names the field or calls the setter does not compile. Where the member is no \
         part of a body, inputs kept as JSON files have its old name and are refused. The step is a patch where neither its \
         name in Rust nor that in such files changes.",
        "max: { type: integer, name: max-size }" => "most: { type: integer, name: max-size }";
    WIRE_NAME_CHANGED = "wire-name-changed": Member Changed, E E Major,
        "a member has another name on the wire",
        "Clients built from the old spec send and look for the old name. Values kept as JSON files have the wire's names of \
         members of a body, so that files with the old name are refused; elsewhere the crate's API stays the same, and the \
         step is a patch. Names of headers differ by more than case, those of path labels not at all.",
        "max: { type: integer, name: max-size }" => "max: { type: integer, name: maxSize }";
    PLACE_CHANGED = "place-changed": Member Changed, E E Major,
        "a member is sent in another place",
        "Clients built from the old spec send it, or look for it, in the old place. In values kept as JSON files it has the \
         wire's name while it is a member of a body, and else that of the API: the step is a patch if these are the same.",
        "etag: { type: string, name: ETag }" => "etag: { type: string, name: ETag, in: header }";
    MEDIA_TYPE_CHANGED = "media-type-changed": Member Changed, E W Patch,
        "a body has another media type",
        "Clients built from the old spec send, or ask for, the old media type, which the service may refuse. The crate's API \
         stays the same.",
        "data: { type: string, in: payload, mediaType: text/csv }" => "data: { type: string, in: payload, mediaType: text/tab-separated-values }";
    STREAM_CHANGED = "stream-changed": Member Changed, I I Major,
        "a body is sent or received in other pieces",
        "In the crate, the member has another type. Nothing changes on the wire where the body is bytes before and after. \
         Breaking where it is events: clients built from the old spec cannot read it.",
        "data: { type: blob, in: payload }" => "data: { type: blob, in: payload, stream: true }";
    BODY_REGROUPED = "body-regrouped": Member Changed, I I Major,
        "members of a body were moved into a structure, or out of one",
        "Nothing changes on the wire: a body is the object of its members, with or without a structure of their own \
         that is the whole body. Other changes of them are judged separately. In the crate the fields are elsewhere.",
        "name: string\nsize: integer" => "thing: { type: Thing, in: payload }\ntypes:\n  Thing: { structure: { name: string, size: integer } }";
    BECAME_REQUIRED = "became-required": Member Changed, E I Major,
        "a member must always be there now",
        "A request without it was accepted and is refused now. In the crate the field is no longer an `Option`, and its \
         setter becomes a required step of the builder.",
        "name: string" => "name: { type: string, required: true }";
    BECAME_OPTIONAL = "became-optional": Member Changed, I W Major,
        "a member need no longer be there",
        "A client built from the old spec cannot leave it out. In a response without it, such a client finds an empty value \
         and cannot tell the difference. In the crate the field becomes an `Option`, and its step of the builder a setter \
         that follows the required ones.",
        "name: { type: string, required: true }" => "name: string";
    LIST_STYLE_CHANGED = "list-style-changed": Member Changed, E N Patch,
        "a list in the query is written otherwise",
        "A client built from the old spec goes on writing it in the old style, which the service may read as one value or not at all.",
        "ids: { list: string, in: query }" => "ids: { list: string, in: query, style: comma }";
    NULLABLE_ADDED = "nullable-added": Member Changed, I W Major,
        "a member may be null now",
        "A client built from the old spec does not send `null`. In a response it reads `null` as absent: where the member was \
         always there, it finds an empty value. In the crate the type changes where the member is sent or required.",
        "name: { type: string, required: true }" => "name: { type: string, required: true, nullable: true }";
    NULLABLE_REMOVED = "nullable-removed": Member Changed, E I Major,
        "a member may no longer be null",
        "A request with `null` was accepted and is refused now. In the crate the type changes where the member is sent or \
         required.",
        "name: { type: string, required: true, nullable: true }" => "name: { type: string, required: true }";
    DEFAULT_ADDED = "default-added": Member Added, W I Patch,
        "a member has a default now",
        "What an absent member means is settled, perhaps otherwise than a client's author assumed. Breaking where the member is \
         no part of a body, since whole requests change their meaning. The step is major where the field is no longer an \
         `Option`.",
        "size: integer" => "size: { type: integer, default: 10 }";
    DEFAULT_CHANGED = "default-changed": Member Changed, W I Patch,
        "a member has another default",
        "A request without the member means something else. Breaking where the member is no part of a body. Clients built from \
         the old spec fill in the old value when they decode a response without it.",
        "size: { type: integer, default: 10 }" => "size: { type: integer, default: 20 }";
    DEFAULT_REMOVED = "default-removed": Member Removed, W W Patch,
        "a member has no default any more",
        "The spec no longer defines the meaning of an absent member. Breaking where the member is no part of a body. The step is major where the \
         field becomes an `Option`.",
        "size: { type: integer, default: 10 }" => "size: integer";
    IDEMPOTENCY_TOKEN_ADDED = "idempotency-token-added": Member Changed, I N Patch,
        "clients make up a member that marks a request",
        "Rebuilt clients fill in a random value, send it again with each attempt, and repeat the operation after a lost response. \
         Old ones go on as before.",
        "operations:\n  Act:\n    http: POST /act\n    input:\n      token: { type: string }" =>
        "operations:\n  Act:\n    http: POST /act\n    input:\n      token: { type: string, idempotencyToken: true }";
    IDEMPOTENCY_TOKEN_REMOVED = "idempotency-token-removed": Member Changed, W N Patch,
        "clients no longer make up a member that marks a request",
        "Rebuilt clients send no token of their own accord, and repeat the operation less often. Old ones go on sending one, \
         which the service may no longer heed.",
        "operations:\n  Act:\n    http: POST /act\n    input:\n      token: { type: string, idempotencyToken: true }" =>
        "operations:\n  Act:\n    http: POST /act\n    input:\n      token: { type: string }";
    REQUIRED_MEMBERS_REORDERED = "required-members-reordered": Member Changed, I I Major,
        "required members are in another order",
        "Nothing changes on the wire. In the crate, a builder takes the required members in the spec's order: code that \
         builds the structure does not compile until its calls are in the new order.",
        "from: { type: string, required: true }\nto: { type: string, required: true }" =>
        "to: { type: string, required: true }\nfrom: { type: string, required: true }";
    MEMBERS_REORDERED = "members-reordered": Docs Changed, I I None,
        "members are in another order",
        "The order decides no more than the order of the generated code, as the required members are in the same order.",
        "name: string\nsize: integer" => "size: integer\nname: string";
    RUST_NAME_CHANGED = "rust-name-changed": Name Changed, I I Major,
        "something has another name in Rust alone",
        "Nothing changes on the wire. Code that uses the old name does not compile.",
        "max: integer" => "max: { type: integer, rust: maximum }";
    DEPRECATED_ADDED = "deprecated-added": Deprecation Added, I I Minor,
        "something should no longer be used",
        "Code that uses it compiles with a warning.",
        "name: string" => "name: { type: string, deprecated: Use the number. }";
    DEPRECATED_REMOVED = "deprecated-removed": Deprecation Removed, I I Minor,
        "something may be used again",
        "Code that uses it compiles without a warning.",
        "name: { type: string, deprecated: Use the number. }" => "name: string";
}
