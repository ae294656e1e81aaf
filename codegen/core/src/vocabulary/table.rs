//! The table of keys. A mapping is a module with a constant for each of its keys.

use super::Form::{
    Any, Boolean, BooleanOrText, Definition, Entries, Entry, Integer, List, Matching, Meaning, NonEmpty,
    Number, OneOf, Route, Set, Text, Version, Words as OneWord,
};
use super::words::{REST_PROTOCOLS, list as words};
use super::{Form, Key, Mapping};

/// Version of the language, which a spec states first.
pub const LANGUAGE: u32 = 1;

/// The keys that define a type: exactly one of them is written.
pub const KINDS: &[&Key; 8] =
    &[ty::TYPE, ty::LIST, ty::MAP, ty::STRUCTURE, ty::UNION, ty::ENUM, ty::INT_ENUM, ty::ONE_OF];

/// A character of a header's name: RFC 9110 section 5.6.2.
macro_rules! token {
    () => {
        "[A-Za-z0-9!#$%&'*+.^_`|~-]"
    };
}

/// Regular expression of a header's name.
pub const TOKEN: &str = concat!("^", token!(), "+$");

/// Regular expression of a media type: RFC 9110 section 8.3.1, or a range of section 12.5.1.
const MEDIA_TYPE_PATTERN: &str = concat!("^", token!(), "+/", token!(), "+( *;.*)?$");

/// Key of other languages that the parser reports with its own reason.
pub(crate) const STREAMING: &str = "streaming";

/// Forms that several keys or the schema refer to, by name.
pub const DEFINITIONS: &[(&str, Form)] = &[
    ("service", Form::Mapping(service::MAPPING)),
    (
        "endpoint",
        OneOf(&[Meaning(URL, &HTTPS), List(&Definition("endpointRule"), 1), Definition("awsEndpoints")]),
    ),
    ("endpointRule", OneOf(&[Form::Mapping(endpoint::MAPPING), Definition("awsEndpoints")])),
    ("awsEndpoints", Form::Mapping(aws_endpoints::MAPPING)),
    (
        "auth",
        OneOf(&[
            Definition("authScheme"),
            Meaning(
                "The first of these that the client has credentials for.",
                &List(&Definition("authScheme"), 1),
            ),
        ]),
    ),
    ("authScheme", OneOf(&[OneWord(words::AUTH), Form::Mapping(auth::MAPPING)])),
    ("oauth2", Form::Mapping(oauth2::MAPPING)),
    ("variable", Form::Mapping(variable::MAPPING)),
    ("failure", Form::Mapping(failure::MAPPING)),
    ("failurePlace", OneOf(&[POINTER, Form::Mapping(failure_place::MAPPING)])),
    (
        "failurePlaces",
        OneOf(&[
            Definition("failurePlace"),
            Meaning("The first of these that is present.", &List(&Definition("failurePlace"), 1)),
        ]),
    ),
    ("condition", OneOf(&[POINTER, Form::Mapping(condition::MAPPING)])),
    ("rateLimit", Form::Mapping(rate_limit::MAPPING)),
    ("protocol", OneOf(&[OneWord(REST_PROTOCOLS), Form::Mapping(protocol::MAPPING)])),
    ("paginated", Form::Mapping(paginated::MAPPING)),
    ("operation", Form::Mapping(operation::MAPPING)),
    ("body", OneOf(&[OneWord(words::BODIES), Form::Mapping(body::MAPPING)])),
    ("error", Form::Mapping(error::MAPPING)),
    ("example", Form::Mapping(example::MAPPING)),
    ("member", OneOf(&[Definition("typeName"), Form::Mapping(member::MAPPING)])),
    ("namedType", OneOf(&[Definition("typeName"), Form::Mapping(named_type::MAPPING)])),
    ("item", OneOf(&[Definition("typeName"), Form::Mapping(item::MAPPING)])),
    ("alternative", OneOf(&[Definition("typeName"), Form::Mapping(alternative::MAPPING)])),
    ("typeName", OneOf(&[OneWord(words::SIMPLE_TYPES), Meaning("One of the spec's `types`.", &Text)])),
    ("length", OneOf(&[Meaning("Exactly this length.", &COUNT), Form::Mapping(length::MAPPING)])),
    ("range", Form::Mapping(range::MAPPING)),
    ("pattern", OneOf(&[Text, Form::Mapping(pattern::MAPPING)])),
    ("enumValue", OneOf(&[NonEmpty, Form::Mapping(enum_value::MAPPING)])),
    ("intEnumValue", OneOf(&[Meaning("Value on the wire.", &INT), Form::Mapping(int_enum_value::MAPPING)])),
];

const URL: &str = "URL of the service, such as `https://service.{region}.example.com`; `{region}` is replaced by the client's region, and `{name}` by the value of that variable in `variables`.";
const AWS: &str = "Endpoint prefix of an AWS service, such as `codeartifact`. It is short for twelve rules: the URLs of the partitions `aws`, `aws-cn` and `aws-eusc`, with and without FIPS and dual stack. In a list, a rule for the same clients replaces one of them. A global service needs its own rules.";
const DEPRECATED: &str =
    "Whether it should no longer be used: `true`, or a string that names the replacement.";
const HTTPS: Form = Matching("^https://");
const COUNT: Form = Integer(0, None);
const INT: Form = Integer(i32::MIN, Some(i32::MAX));
const MEMBERS: Form = Entries(&Definition("member"), 0);
const POINTER: Form = Matching("^/");
const HEADERS_FORM: Form = Entries(&Text, 0);
const KEYS: Form = Entries(&NonEmpty, 1);
const NAME_OR_KEYS: Form = OneOf(&[NonEmpty, KEYS]);
const NAMES: Form = List(&Text, 0);
const TOKENS: Form = OneOf(&[Text, List(&Text, 1)]);
const SUCCESS: Form = Integer(200, Some(399));
const REFUSAL: Form = Integer(400, Some(599));
const TARGET: Form = Matching(concat!("^", token!(), "*(?!\\.)", token!(), "$"));

macro_rules! doc {
    ($what:literal) => {
        concat!("What ", $what, ", in your own words: prose with `code` and links to `https://` pages.")
    };
}

macro_rules! rust {
    ($what:literal) => {
        concat!("Rust name of ", $what, ", if the default does not fit.")
    };
}

// mod MODULE = title, name in messages, also [mappings], needs [keys], usage { KEY = name: form, help; … }
macro_rules! keys {
    ($(mod $module:ident = $title:literal, $what:literal, also [$($also:ident)*], needs [$($needed:ident)*], $usage:literal {
        $($constant:ident = $name:literal: $form:expr, $help:expr;)*
    })*) => {
        $(
            #[doc = concat!("Keys of ", $what, ".")]
            pub mod $module {
                use super::*;
                #[doc = concat!("Mapping of ", $what, ".")]
                pub const MAPPING: &Mapping = &Mapping {
                    title: $title,
                    what: $what,
                    usage: $usage,
                    also: &[$(super::$also::MAPPING),*],
                    needed: &[$($needed),*],
                    own: &[$($constant),*],
                };
                $(
                    #[doc = concat!("`", $name, "`")]
                    pub const $constant: &Key = &Key { name: $name, form: $form, help: $help };
                )*
            }
        )*

        /// Every mapping.
        pub const MAPPINGS: &[&Mapping] = &[$($module::MAPPING),*];
    };
}

keys! {
    mod spec = "Spec", "a spec", also [], needs [SPECCAST SERVICE OPERATIONS], "write `speccast: 1`, then `service:` and `operations:`" {
        SPECCAST = "speccast": Version, "Version of the spec language.";
        SERVICE = "service": Definition("service"), "The service that the operations belong to.";
        OPERATIONS = "operations": Entries(&Definition("operation"), 1), "Operations, by their names in the API. List those that you need.";
        TYPES = "types": Entries(&Definition("namedType"), 0), "Types that members refer to, by their names in the API.";
        ERRORS = "errors": Entries(&Definition("error"), 0), "Errors, by their names in the API. Every error has a `message`, which is not listed. An error is identified by its code; without a code, by its status, if no other error of the operation has it and the body is empty or has a member of the error.";
        EXAMPLES = "examples": Entries(&List(&Definition("example"), 0), 0), "Examples, by operation. They are checked against the spec, and can be generated as tests.";
    }
    mod service = "Service", "`service`", also [], needs [NAME PROTOCOL ENDPOINT AUTH], "write `name`, `protocol`, `endpoint` and `auth` under it" {
        NAME = "name": NonEmpty, "The service's name in its documentation. The module is named after it.";
        RUST = "rust": Text, rust!("the module");
        VERSION = "version": Text, "The API's version. Quote it: `\"2026-01-31\"`.";
        PROTOCOL = "protocol": Definition("protocol"), "Format of requests and responses.";
        TIMESTAMPS = "timestamps": OneWord(words::FORMATS), "Format of timestamps without a `format`, in every place; only with the protocol `http`. The default is `date-time`.";
        ENDPOINT = "endpoint": Definition("endpoint"), "Where requests are sent: a URL, the rules of AWS, or a list of rules. The most specific matching rule is used.";
        VARIABLES = "variables": Entries(&Definition("variable"), 0), "Variables of the `endpoint`, by name. Each is a setter of the client's builder.";
        AUTH = "auth": Definition("auth"), "How requests are authenticated.";
        HEADERS = "headers": HEADERS_FORM, "Constant headers of every request, by name. A member bound to the same header replaces the value.";
        FAILURE = "failure": Definition("failure"), "How failed responses are read; only with the protocol `http`.";
        SOURCE = "source": Text, "Source of the facts in the spec, and its date.";
        DOC = "doc": Text, doc!("the service is");
        ERRORS = "errors": NAMES, "Errors that every operation can return, by their names under `errors`.";
        PAGINATED = "paginated": Definition("paginated"), "Pagination keys that operations share. An operation with its own `paginated` uses them.";
        ERROR_MEMBERS = "errorMembers": MEMBERS, "Members that every error has in addition to `message`. An error's own member replaces the one with the same name.";
    }
    mod protocol = "Protocol", "`protocol`", also [], needs [], "write `http`, `restJson1`, or `{ awsJson1_1: PREFIX }`" {
        AWS_JSON_1_0 = "awsJson1_0": TARGET, "Prefix of an operation's name in the `X-Amz-Target` header, without the dot.";
        AWS_JSON_1_1 = "awsJson1_1": TARGET, "Prefix of an operation's name in the `X-Amz-Target` header, without the dot.";
    }
    mod endpoint = "Endpoint", "an endpoint", also [], needs [URL], "write `{ url: \"https://service.example.com\" }`" {
        URL = "url": HTTPS, super::URL;
        REGIONS = "regions": Text, "Regions that the rule is for: a name, or a prefix and `*`, as in `cn-*`.";
        FIPS = "fips": Boolean, "Whether the rule is for clients that request FIPS endpoints.";
        DUAL_STACK = "dualStack": Boolean, "Whether the rule is for clients that request endpoints with IPv4 and IPv6.";
    }
    mod aws_endpoints = "Regional endpoints", "regional endpoints", also [], needs [AWS], "write `{ aws: PREFIX }`, as in `{ aws: codeartifact }`" {
        AWS = "aws": Matching("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"), super::AWS;
        WITHOUT = "without": List(&OneWord(words::AWS_PARTS), 1), "Partitions and kinds of endpoints that the service does not have.";
    }
    mod auth = "Authentication", "`auth`", also [], needs [], "write `bearer`, `basic`, `{ header: X-Api-Key }`, `{ query: key }` or `none`" {
        SIGV4 = "sigv4": Matching("^[A-Za-z0-9._-]+$"), "AWS Signature Version 4 with this signing name.";
        HEADER = "header": Matching(TOKEN), "An API key in this header.";
        PREFIX = "prefix": Text, "Text before the key in the `header`, such as `\"Token \"`.";
        HEADERS = "headers": KEYS, "API keys in several headers: the name of each key, by the name of its header.";
        PATH = "path": NAME_OR_KEYS, "An API key in the path, at this label: `POST /bot{token}/sendMessage`.";
        QUERY = "query": NAME_OR_KEYS, "An API key in this parameter of the query, or the names of several keys, by their parameters.";
        BODY = "body": NAME_OR_KEYS, "An API key in this member of the JSON body or the form, or the names of several keys, by their members.";
        OAUTH2 = "oauth2": Definition("oauth2"), "Bearer tokens that the client requests with its own credentials or a refresh token: RFC 6749.";
    }
    mod oauth2 = "OAuth 2", "`oauth2`", also [], needs [TOKEN_URL], "write `{ tokenUrl: \"https://…\" }`" {
        TOKEN_URL = "tokenUrl": HTTPS, "URL of the token endpoint. It may have `variables`, as an `endpoint`.";
        SCOPES = "scopes": List(&NonEmpty, 0), "Scopes to request.";
        PARAMETERS = "parameters": Entries(&Text, 1), "Parameters of each token request in addition to those of RFC 6749, such as `audience`. A `grant_type` replaces the default.";
        CLIENT_AUTH = "clientAuth": OneWord(words::CLIENT_AUTHS), "How the client authenticates at the token endpoint; `basic` by default.";
    }
    mod failure = "Failures", "`failure`", also [], needs [], "write `{ code: /error/code, message: /error/message }`" {
        CODE = "code": Definition("failurePlaces"), "Place of the error code, a string or a number: a JSON Pointer into the body such as `/error/type`, `{ header: NAME }`, or a list of places. Without it, errors are identified by their status.";
        MESSAGE = "message": Definition("failurePlaces"), "Place of the message; by default `message`, `detail`, `title` or `error_description` in the body.";
        REQUEST_ID = "requestId": Definition("failurePlaces"), "Place of the request identifier; by default the header `X-Request-Id` or `Request-Id`.";
        RETRY_AFTER = "retryAfter": Definition("failurePlaces"), "Place of the time to wait before a retry; by default the header `Retry-After`.";
        RETRY = "retry": Definition("failurePlaces"), "Place of a `true` or `false` that decides whether the request is sent again. It overrides `retryable`, the code and the status.";
        RATE_LIMIT = "rateLimit": OneOf(&[Definition("rateLimit"), List(&Definition("rateLimit"), 1)]), "Places of the rate limit in every response, or a list of several limits; by default the headers `RateLimit`, `RateLimit-…` or `X-RateLimit-…`.";
        AT = "at": POINTER, "Place of the members of errors in the body: a JSON Pointer such as `/error`.";
        WHEN = "when": Definition("condition"), "Condition under which a response with a success status is a failure.";
    }
    mod rate_limit = "Rate limit", "`rateLimit`", also [], needs [], "write `{ remaining: { header: X-RateLimit-Remaining } }`" {
        NAME = "name": NonEmpty, "Name of the limit, if there are several: `requests`, `tokens`.";
        LIMIT = "limit": Definition("failurePlaces"), "Place of the number of requests that are allowed in a period.";
        REMAINING = "remaining": Definition("failurePlaces"), "Place of the number of requests that remain in the period.";
        RESET = "reset": Definition("failurePlaces"), "Place of the time at which the limit is reset: seconds or a date, unless `as` sets another unit.";
        STATUS = "status": OneOf(&[REFUSAL, List(&REFUSAL, 1)]), "Status, or list of statuses, that reports an exceeded limit if no requests remain or the response has a time to wait, such as GitHub's 403. The statuses 429 and 529 always report one.";
    }
    mod failure_place = "Place of a failure", "a place in a response", also [], needs [], "write a JSON Pointer such as `/error/code`, or `{ header: NAME }`" {
        POINTER = "pointer": super::POINTER, "JSON Pointer into the body: RFC 6901.";
        HEADER = "header": Matching(TOKEN), "Header of the response.";
        AS = "as": OneWord(words::WAIT_UNITS), "Format of the time.";
    }
    mod condition = "Condition", "a condition", also [], needs [POINTER], "write a JSON Pointer such as `/errors`, or `{ pointer: /ok, equals: false }`" {
        POINTER = "pointer": super::POINTER, "JSON Pointer into the body: RFC 6901.";
        EQUALS = "equals": Any, "Value at this place that makes the response a failure: a string, a number or a boolean. By default, any value except null, `false` and an empty one.";
    }
    mod variable = "Variable", "a variable", also [], needs [], "write `NAME: { default: VALUE }`, or `NAME: {}` if each client must set it" {
        DEFAULT = "default": NonEmpty, "Value if the client sets none.";
        DOC = "doc": Text, doc!("it is");
        RUST = "rust": Text, rust!("the setter");
    }
    mod paginated = "Pagination", "`paginated`", also [], needs [], "write `{ items: MEMBER, inputToken: MEMBER, outputToken: MEMBER }`, or instead of tokens `page`, `offset`, `after` and `from`, `link`, or `nextUrl`" {
        ITEMS = "items": Text, "Output member with a page's items: a list, or a map whose entries are the items. `result.items` is a member of the structure `result`.";
        PAGE_SIZE = "pageSize": Text, "Input member that limits the size of a page: an integer.";
        HAS_MORE = "hasMore": Text, "Output member that is true if there are more pages: a boolean. It alone decides where the listing ends. Not with `link` and `nextUrl`.";
        INPUT_TOKEN = "inputToken": TOKENS, "Input member for the token: an optional string or integer. Several tokens are a list.";
        OUTPUT_TOKEN = "outputToken": TOKENS, "Output member with the next token: a string or integer; absent, empty or zero on the last page. `result.token` is a member of the structure `result`.";
        ENDS_ON_REPEATED_TOKEN = "endsOnRepeatedToken": Boolean, "Whether the last page repeats the token that it was requested with. If not, a repeated token is an error.";
        PAGE = "page": Text, "Input member for the page number: an optional integer. The listing ends at an empty page, or according to `totalPages`, `total` or `hasMore`.";
        FIRST_PAGE = "firstPage": Integer(0, None), "Number of the first page; by default, the `default` of the `page` member, or 1.";
        TOTAL_PAGES = "totalPages": Text, "Output member with the total number of pages: an integer.";
        OFFSET = "offset": Text, "Input member for the number of items to skip: an optional integer. If it counts from 1, give it `default: 1`. The listing ends at an empty page, or according to `total` or `hasMore`.";
        TOTAL = "total": Text, "Output member with the total number of items, with `page` or `offset`: an integer.";
        AFTER = "after": Text, "Input member for the last item of the previous page: an optional string or integer. The listing ends at an empty page, or according to `hasMore`.";
        FROM = "from": Text, "Member of an item that is sent as `after`. `node.id` is a member of the structure `node`.";
        LINK = "link": Text, "Relation of the link to the next page in the `Link` header (RFC 8288): `next`. The listing ends without one.";
        NEXT_URL = "nextUrl": Text, "Output member with the URL of the next page, absolute or relative: a string, absent or empty on the last page. `links.next` is a member of the structure `links`. A URL with another origin is an error.";
    }
    mod operation = "Operation", "an operation", also [], needs [], "write `NAME: { http: GET /path, … }`" {
        HTTP = "http": Route, "Method and path, such as `GET /v1/things/{id}`. The method may be any one, such as `LIST`. The label `{id}` is replaced by the member of that name. `{rest+}` may contain slashes; with the protocol `http`, there can be several such labels with text between them. A query such as `?list-type=2` is sent with each request.";
        DOC = "doc": Text, doc!("it does");
        RUST = "rust": Text, rust!("the operation");
        ENDPOINT = "endpoint": Meaning(super::URL, &HTTPS), "URL for this operation instead of the service's `endpoint`. `endpoint_url` of the client overrides it.";
        HOST_PREFIX = "hostPrefix": NonEmpty, "Prefix of the endpoint's host, such as `data.` or `{accountId}.`. A label is replaced by the required string of that name in the input, which is also sent in its own place. With `endpoint_url` of the client, there is no prefix.";
        STATUS = "status": OneOf(&[SUCCESS, List(&SUCCESS, 0)]), "Success status, or a list of them; by default every 2xx. A response with another status is a failure.";
        AUTH = "auth": Definition("auth"), "Authentication of this operation, instead of the service's.";
        HEADERS = "headers": HEADERS_FORM, "Constant headers of this operation, by name. They are added to the service's, or replace those of the same name.";
        READONLY = "readonly": Boolean, "Whether the operation changes nothing, so that a request is safe to send again.";
        IDEMPOTENT = "idempotent": Boolean, "Whether sending a request twice has the same effect as sending it once, so that it is safe to send again.";
        IN = "in": OneWord(words::PLACES.split_at(4).0), "Where input members without an `in` are sent; `body` by default.";
        PAGINATED = "paginated": Definition("paginated"), "Pagination of the operation. Missing keys are taken from the service's `paginated`.";
        BODY = "body": Definition("body"), "Format of the request's body; `json` by default.";
        INPUT = "input": MEMBERS, "Input members, by their names in the API.";
        OUTPUT = "output": MEMBERS, "Output members, by their names in the API.";
        ERRORS = "errors": NAMES, "Errors that it can return in addition to the service's, by their names under `errors`.";
        DEPRECATED = "deprecated": BooleanOrText, super::DEPRECATED;
    }
    mod body = "Body of a request", "`body`", also [], needs [FORM], "write `json`, `form`, `{ form: brackets }` or `multipart`; write the members of the body under `input`" {
        FORM = "form": OneWord(words::FORM_STYLES), "Notation of nested members in a form.";
    }
    mod error = "Error", "an error", also [], needs [STATUS], "write `NAME: { status: 404 }`" {
        STATUS = "status": OneOf(&[Integer(400, Some(599)), Integer(200, Some(299)), OneWord(words::ANY_STATUS)]), "HTTP status, from 400 to 599, or a success status if `failure` of the service has a `when`.";
        CODE = "code": Text, "Code on the wire, if it is not the error's name.";
        AT = "at": Matching("^(/|$)"), "Place of its members in the body, instead of `at` in the service's `failure`: a JSON Pointer such as `/error`, or `\"\"` for the body itself.";
        RETRYABLE = "retryable": OneWord(words::RETRYABLE), "Whether the same request may succeed later; by default, this follows from the code and the status.";
        DOC = "doc": Text, doc!("it means");
        DEPRECATED = "deprecated": BooleanOrText, super::DEPRECATED;
        MEMBERS = "members": super::MEMBERS, "Members other than `message`, by their names in the API.";
        RUST = "rust": Text, rust!("the error");
    }
    mod example = "Example", "an example", also [], needs [], "" {
        DOC = "doc": Text, doc!("it shows");
        INPUT = "input": Any, "Input, by member names.";
        REQUEST = "request": Form::Mapping(request::MAPPING), "Request that the client must send; missing keys are not compared.";
        RESPONSE = "response": Form::Mapping(response::MAPPING), "Response of the service.";
        OUTPUT = "output": Any, "Output that the response must be decoded to, by member names.";
        ERROR = "error": Entry, "Error that the response must be decoded to: `{ NAME: { MEMBER: VALUE } }`.";
    }
    mod request = "Request of an example", "the request of an example", also [], needs [], "" {
        METHOD = "method": Text, "HTTP method.";
        URI = "uri": Text, "Path and query as they are sent, such as `/v1/things?max=10`, with escapes in values: `@` is `%40`. The path of the endpoint is part of it.";
        HEADERS = "headers": Entries(&Text, 0), "Headers that the request must have; it may have others.";
        BODY = "body": Any, "Body: JSON, or a string for any other format.";
    }
    mod response = "Response of an example", "the response of an example", also [], needs [STATUS], "write `{ status: 200, body: … }`" {
        STATUS = "status": Integer(100, Some(599)), "HTTP status.";
        HEADERS = "headers": Entries(&Text, 0), "Headers.";
        BODY = "body": Any, "Body: JSON, or a string for any other format.";
    }
    mod member = "Member", "a member", also [ty constraint], needs [], "write `NAME: TYPE`, or `NAME: { type: TYPE, … }`; a list is `NAME: { list: TYPE }`" {
        REQUIRED = "required": Boolean, "Whether a value must be given.";
        NULLABLE = "nullable": Boolean, "Whether the value may be `null`. An optional member of a request is then absent, null or a value.";
        IN = "in": OneWord(words::PLACES), "Place on the wire. Input members default to the operation's `in`.";
        NAME = "name": OneOf(&[Text, Meaning("Value of a `tag` that is a number.", &INT)]), "Name on the wire, if it is not the member's own.";
        MEDIA_TYPE = "mediaType": Matching(MEDIA_TYPE_PATTERN), "Media type of a member with `in: payload`, such as `text/csv`: the `Content-Type` of a request, or the `Accept` header for a response. By default, it follows from the type. With `application/json` and the protocol `http`, a string is a JSON string.";
        STYLE = "style": OneWord(words::LIST_STYLES), "Notation of a list in the query (`repeat` by default) or the path, of a structure or a map in the query, or of JSON in the query or a header.";
        STREAM = "stream": OneOf(&[Boolean, Definition("item")]), "Whether a `blob` with `in: payload` is sent or received piece by piece; in an output, also the type of the events in the body.";
        END = "end": OneOf(&[NonEmpty, Form::Mapping(stream_end::MAPPING)]), "Last event of a stream of server-sent events: `{ event: NAME }`, or its data if it is not an event of the type, such as `\"[DONE]\"`.";
        DOC = "doc": Text, doc!("it means");
        DEFAULT = "default": Any, "Value of an absent member. In a request it is not sent, since the service fills it in; in a response, the client does.";
        CONST = "const": OneOf(&[Text, Number, Boolean]), "Constant value of the member: a string, a number or a boolean. The client sends it, and ignores it in responses. The type follows from the value, unless another key defines it.";
        IDEMPOTENCY_TOKEN = "idempotencyToken": Boolean, "Whether the client fills in a random UUID if no value is given. It is the same for every attempt of a call.";
        DEPRECATED = "deprecated": BooleanOrText, super::DEPRECATED;
        RUST = "rust": Text, rust!("the field");
    }
    mod stream_end = "End of a stream", "the end of a stream", also [], needs [EVENT], "write the data of the last event, such as `\"[DONE]\"`, or `{ event: NAME }`" {
        EVENT = "event": NonEmpty, "Name of the last event, an event of the type.";
    }
    mod named_type = "Named type", "a type", also [ty constraint], needs [], "write `NAME: TYPE`, or `NAME: { type: TYPE, … }`; a list is `NAME: { list: TYPE }`" {
        DOC = "doc": Text, doc!("it is");
        DEPRECATED = "deprecated": BooleanOrText, super::DEPRECATED;
        RUST = "rust": Text, rust!("the type");
    }
    mod item = "Item of a list, map or stream", "an item's type", also [ty constraint], needs [], "write the name of a type, or `{ type: TYPE, … }`" {}
    mod alternative = "Alternative of `oneOf`", "an alternative of `oneOf`", also [ty constraint], needs [], "write the name of a type, or `{ type: TYPE, … }`" {
        DOC = "doc": Text, doc!("it means");
        DEPRECATED = "deprecated": BooleanOrText, super::DEPRECATED;
        RUST = "rust": Text, rust!("the variant");
    }
    mod map_key = "", "a map's key", also [ty constraint], needs [], "write the name of a type, or `{ type: TYPE, … }`" {}
    mod ty = "Type", "a type", also [], needs [], "" {
        TYPE = "type": Definition("typeName"), "A simple type, or one of the spec's `types`.";
        LIST = "list": Definition("item"), "A list of this type.";
        MAP = "map": Definition("item"), "A map with values of this type. Its keys are strings, unless `key` sets another type.";
        KEY = "key": Definition("item"), "Type of the keys of the `map`: a string, with or without constraints, or an enum.";
        SPARSE = "sparse": Boolean, "Whether items of the `list`, or values of the `map`, may be null.";
        STRUCTURE = "structure": MEMBERS, "A structure with these members.";
        UNION = "union": Entries(&Definition("member"), 1), "Exactly one of these members. The value is an object with only that member, unless there is a `tag`.";
        TAG = "tag": Text, "Member that identifies the alternative of the `union`: a string, or a number if the alternatives have numbers as names. It is part of the alternative's structure, or next to `content`.";
        CONTENT = "content": Text, "Member with the value of the `union`, next to its `tag`.";
        ONE_OF = "oneOf": List(&Definition("alternative"), 2), "One of these types, distinguished by the JSON: its kind, then required members, then values of enums and patterns.";
        ENUM = "enum": Set(&Definition("enumValue")), "One of these strings. A value that the service adds later is kept, and is not an error.";
        INT_ENUM = "intEnum": Entries(&Definition("intEnumValue"), 1), "One of these numbers, by name: `{ Low: 1, High: 2 }`.";
    }
    mod constraint = "Constraints", "constraints", also [], needs [], "" {
        LENGTH = "length": Definition("length"), "Length of a string in characters, of a blob in bytes, of a list or map in entries: a number, or `min` and `max`, inclusive.";
        RANGE = "range": Definition("range"), "Value of a number: `min` and `max`, inclusive.";
        PATTERN = "pattern": Definition("pattern"), "ECMA-262 regular expression that matches the whole value. Put it in single quotes.";
        MULTIPLE_OF = "multipleOf": Integer(1, None), "Divisor of an integer, such as 5 for multiples of 5.";
        UNIQUE_ITEMS = "uniqueItems": Boolean, "Whether the items of a list must all be different.";
        FORMAT = "format": OneOf(&[OneWord(words::FORMATS), OneWord(words::STREAM_FORMATS)]), "Format of a `timestamp`, if it is not the default for its place; or format of a stream of events.";
        SENSITIVE = "sensitive": Boolean, "Whether the value is a secret, which is never shown and is wiped from memory.";
    }
    mod length = "Length", "`length`", also [], needs [], "write a number, or `{ min: 1, max: 100 }`, or only one of the two" {
        MIN = "min": COUNT, "Smallest length.";
        MAX = "max": COUNT, "Largest length.";
    }
    mod range = "Range", "`range`", also [], needs [], "write `{ min: 1, max: 100 }`, or only one of the two" {
        MIN = "min": Number, "Smallest value.";
        MAX = "max": Number, "Largest value.";
    }
    mod pattern = "Pattern", "`pattern`", also [], needs [UNCHECKED], "" {
        UNCHECKED = "unchecked": Text, "A pattern that cannot be compiled. It is documented but not checked.";
    }
    mod enum_value = "Value of an enum", "an enum value", also [], needs [VALUE], "" {
        VALUE = "value": Text, "Value on the wire. The empty string needs `rust`.";
        DOC = "doc": Text, doc!("it means");
        RUST = "rust": Text, rust!("the variant");
        DEPRECATED = "deprecated": BooleanOrText, super::DEPRECATED;
    }
    mod int_enum_value = "Value of an integer enum", "an integer enum value", also [], needs [VALUE], "" {
        VALUE = "value": INT, "Value on the wire.";
        DOC = "doc": Text, doc!("it means");
        RUST = "rust": Text, rust!("the variant");
        DEPRECATED = "deprecated": BooleanOrText, super::DEPRECATED;
    }
}
