//! Words of other languages (mainly OpenAPI, JSON Schema and Smithy), and their replacements.

use super::{LONG_WORD, nearest};

/// Returns the replacement for a key of another language, and the known key that it uses.
pub(crate) fn key_elsewhere<'k>(word: &str, known: &[&'k str]) -> Option<(&'k str, String)> {
    let find = |name: &str| known.iter().copied().find(|known| *known == name);
    if let Some((key, value)) = word.split_once(':')
        && let Some(key) = find(key)
        && word.len() <= LONG_WORD
    {
        return Some((key, format!("write a space after the colon: `{key}: {}`", value.escape_debug())));
    }
    if let Some((_, trait_name)) = word.split_once(['#', '@'])
        && let Some(key) = find(trait_name)
    {
        return Some((key, format!("that is `{key}` here")));
    }
    let (here, help) = KEYS
        .iter()
        .filter(|(there, ..)| is_among(word, there))
        .find_map(|(_, here, help)| Some((find(here)?, *help)))?;
    Some((here, if help.is_empty() { format!("that is `{here}` here") } else { help.to_owned() }))
}

/// Returns the replacement for a misspelled key of another language.
pub(crate) fn key_elsewhere_meant<'k>(word: &str, known: &[&'k str]) -> Option<(&'k str, String)> {
    let words =
        KEYS.iter().filter(|(_, here, _)| known.contains(here)).flat_map(|(there, ..)| there.split(' '));
    let (here, help) = key_elsewhere(nearest(word, &words.collect::<Vec<_>>())?, known)?;
    let is_whole = help != format!("that is `{here}` here");
    Some((
        here,
        format!("did you mean `{here}`?{}", if is_whole { format!(" {help}") } else { String::new() }),
    ))
}

/// Returns the advice for a key of another language without a counterpart.
pub(crate) fn key_of_none(word: &str) -> Option<&'static str> {
    if word.starts_with("x-") {
        return Some("remove it, or make it a comment: a spec has no extensions");
    }
    NONE.iter().find(|(there, _)| is_among(word, there)).map(|(_, help)| *help)
}

/// Whether `words`, separated by spaces, contains a word; case is ignored.
fn is_among(word: &str, words: &str) -> bool {
    words.split(' ').any(|there| there.eq_ignore_ascii_case(word))
}

/// Returns the replacement for a place of another language.
pub(crate) fn place_elsewhere(word: &str) -> Option<String> {
    Some(match word {
        "cookie" => "write `in: header`, and `name: Cookie`".to_owned(),
        "multipart" | "file" => {
            "remove `in`, and write `body: multipart` on the operation: a `blob` in its body is a file"
                .to_owned()
        }
        "form" | "formData" | "urlencoded" => {
            "remove `in`, and write `body: form` on the operation: all of its body is a form then".to_owned()
        }
        "querystring" => "that is `query` here".to_owned(),
        "uri" | "url" | "label" => "that is `path` here".to_owned(),
        "json" | "data" => "that is `body` here".to_owned(),
        "status" => "that is `statusCode` here".to_owned(),
        "additionalProperties" | "additionalMembers" | "rest" | "others" | "flatten" => {
            "that is `additional` here".to_owned()
        }
        _ => return None,
    })
}

/// Returns the format of events that a word names.
pub(crate) fn stream_format_elsewhere(word: &str) -> Option<&'static str> {
    if is_among(word, "event-stream sse text/event-stream") {
        Some("sse")
    } else if is_among(word, "application/x-ndjson jsonl jsonlines ndjson") {
        Some("ndjson")
    } else {
        None
    }
}

/// Returns the replacement for a `format` of another language, which is a type here.
pub(crate) fn format_elsewhere(word: &str) -> Option<String> {
    if let Some((_, help)) = FORMATS.iter().find(|(there, _)| is_among(word, there)) {
        return Some((*help).to_owned());
    }
    let help = type_elsewhere(word)?;
    Some(format!(
        "remove `format`, which is for timestamps: as a type, `{word}` {}",
        match help.strip_prefix("that is ") {
            Some(here) => format!("is {here}"),
            None => format!("has another form: {help}"),
        }
    ))
}

/// Returns the replacement for a content type or another language's name of a body format.
pub(crate) fn body_elsewhere(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    if word.contains("multipart") || word == "form-data" {
        Some("write `multipart`")
    } else if word.contains("urlencoded") || word == "formdata" {
        Some("write `form`, or `{ form: brackets }` if parts of members have brackets in their names")
    } else if word.contains("json") {
        Some("write `json`, or leave it out")
    } else if word.contains('/') {
        Some("write `mediaType` on the member that is the whole body, beside its `in: payload`")
    } else {
        None
    }
}

/// Returns the replacement for a protocol of another language.
pub(crate) fn protocol_elsewhere(word: &str) -> Option<&'static str> {
    is_among(word, "https json openapi rest restful").then_some("write `http`, which is JSON over HTTP")
}

/// Returns the replacement for an authentication scheme of another language.
pub(crate) fn auth_elsewhere(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "sigv4" | "aws" | "aws.auth#sigv4" => "write `auth: { sigv4: SIGNING_NAME }`",
        "basic" | "httpbasicauth" => "write `auth: basic`",
        "apikey" | "api_key" | "api-key" | "key" | "httpapikeyauth" => {
            "write `auth: { header: X-Api-Key }` or `auth: { query: key }`, with the name that the key is sent under"
        }
        "oauth" | "oauth2" | "openidconnect" => {
            "write `auth: { oauth2: { tokenUrl: … } }`, or `bearer` if callers bring a token"
        }
        "token" | "jwt" | "http" | "httpbearerauth" => "write `auth: bearer`",
        _ => return None,
    })
}

/// Returns the replacement for a type of another language.
pub(crate) fn type_elsewhere(word: &str) -> Option<String> {
    if let Some(help) = generic_elsewhere(word) {
        return Some(help);
    }
    let (_, here) = TYPES.iter().find(|(there, _)| is_among(word, there))?;
    // A text with quotes is a complete help.
    Some(if here.contains('`') { (*here).to_owned() } else { format!("that is `{here}` here") })
}

/// Returns the replacement for a generic type: `list<string>`, `map<string, integer>`, `string[]`.
fn generic_elsewhere(word: &str) -> Option<String> {
    if word.len() > LONG_WORD {
        return None;
    }
    let or_null = || word.strip_suffix("null")?.trim_end().strip_suffix('|').map(str::trim_end);
    if let Some(held) = word.strip_suffix('?').or_else(or_null) {
        return Some(or_null_as(held));
    }
    if let Some(held) = word.strip_suffix("[]") {
        return Some(format!("write `{{ list: {held} }}`"));
    }
    let (outer, held) = word.strip_suffix('>')?.split_once('<')?;
    match outer.trim().to_lowercase().as_str() {
        "array" | "list" | "vec" | "seq" | "sequence" => Some(format!("write `{{ list: {} }}`", held.trim())),
        "set" | "hashset" => Some(format!("write `{{ list: {}, uniqueItems: true }}`", held.trim())),
        "dict" | "hashmap" | "map" | "record" => {
            let value = held.split_once(',').map_or(held, |(_, value)| value);
            Some(format!("write `{{ map: {} }}`", value.trim()))
        }
        "option" | "optional" => Some(format!("write `{}`: {ABSENT}", held.trim())),
        "nullable" => Some(or_null_as(held.trim())),
        _ => None,
    }
}

/// Returns the replacement for a type or null.
pub(crate) fn or_null_as(ty: &str) -> String {
    format!("write `type: {ty}`, and `nullable: true` if `null` is a value: {ABSENT}")
}

/// The advice for optional members.
const ABSENT: &str = "members are optional unless they have `required: true`";

/// Keys of other languages, the key to use, and advice if needed. A word may have several keys, the likeliest
/// first.
pub(super) const KEYS: &[(&str, &str, &str)] = &[
    ("$ref ref", "type", "a type of the spec is referred to by its name: `type: NAME`"),
    (
        "additional additionalProperties catchAll unevaluatedProperties",
        "map",
        "write `map: TYPE`; next to a `structure`, add a member to it that keeps the others: `NAME: { map: TYPE, in: additional }`",
    ),
    ("allOf", "structure", "write the members of all of them into one `structure`"),
    (
        "anyOf",
        "oneOf",
        "write `oneOf: [TYPE, …]` if the JSON itself shows which one it is; `union: { NAME: TYPE }` with `tag: MEMBER` if a member names it",
    ),
    ("discriminator propertyName", "tag", "write `tag: MEMBER` next to `union: { NAME: TYPE }`"),
    ("untagged variants", "oneOf", "write `oneOf: [TYPE, …]`"),
    ("apiVersion", "version", ""),
    ("authorizationUrl", "tokenUrl", "the client requests tokens of the token endpoint"),
    ("constantHeaders defaultHeaders", "headers", ""),
    ("serverVariables", "variables", ""),
    ("authentication authorization security securitySchemes", "auth", ""),
    ("baseUrl endpoints host servers url", "endpoint", ""),
    ("basePath", "endpoint", "write the path at the end of the `endpoint`"),
    (
        "basePath baseUrl endpoint host hosts schemes servers",
        "service",
        "write the URL as `endpoint` of the `service`",
    ),
    ("body requestBody", "input", "members of `input` without another `in` are sent in the body"),
    ("components definitions schemas shapes", "types", ""),
    (
        "contentType consumes mime mimeType produces",
        "mediaType",
        "write `mediaType` on the member that is the whole body",
    ),
    (
        "consumes contentType enctype",
        "body",
        "write `body: form` for a form, or `mediaType` on the member that is the whole body",
    ),
    ("constant fixed fixedValue literal", "const", ""),
    ("const constant", "enum", "write `const` on the member itself"),
    (
        "auth authentication security securityDefinitions securitySchemes",
        "service",
        "write `auth` of the `service`",
    ),
    (
        "failure name paginated protocol timestamps variables version",
        "service",
        "write it under `service`, with two spaces before it",
    ),
    ("description documentation summary title", "doc", ""),
    ("endpointPrefix", "endpoint", "write `endpoint: { aws: PREFIX }`"),
    ("error", "status", "an error has `status`: 400 to 499, or 500 and up if the fault is the service's"),
    ("example", "doc", "an example is one of an operation, under the spec's `examples`"),
    (
        "eventStream events",
        "stream",
        "write `stream: TYPE` in an output, with `format: sse` or `format: ndjson`",
    ),
    ("examples", "doc", "examples are written under the spec's own `examples`, by operation"),
    ("exceptions throws", "errors", ""),
    (
        "cursor continuationToken next_cursor nextCursor nextToken next_token pageToken page_token",
        "inputToken",
        "write `inputToken` for the member of the input, and `outputToken` for that of the output",
    ),
    (
        "next nextLink next_link nextPage next_page nextPageUrl",
        "nextUrl",
        "write `nextUrl` for a member with a URL, `outputToken` for one with a token, `link: next` for a `Link` header",
    ),
    (
        "has_more hasNext hasNextPage has_next has_next_page isTruncated is_truncated moreResults more_results",
        "hasMore",
        "",
    ),
    ("data entries records results resultKey result_key values", "items", ""),
    (
        "limit limitKey limit_key maxResults max_results pageLimit perPage per_page page_size size",
        "pageSize",
        "",
    ),
    ("pageNumber page_number", "page", ""),
    ("lastPage last_page pageCount page_count total_pages", "totalPages", ""),
    ("count totalCount total_count totalItems totalResults", "total", ""),
    ("skip start startAt startIndex start_index", "offset", ""),
    ("pagination paging pages", "paginated", ""),
    (
        "sinceId since_id startingAfter starting_after",
        "after",
        "write `after: MEMBER` for the input's member, and `from: MEMBER` for the item's",
    ),
    ("linkHeader link_header rel", "link", "write `link: next`"),
    ("exclusiveMaximum", "range", "write `range: { max: … }`, which is inclusive"),
    ("exclusiveMinimum", "range", "write `range: { min: … }`, which is inclusive"),
    ("collectionFormat explode", "style", "write `style: comma` for `ids=1,2`; `ids=1&ids=2` is the default"),
    ("externalDocs", "doc", "write the link into `doc`"),
    ("headers", "input", "a header is a member of `input` with `in: header`"),
    ("headers", "members", "a header is a member with `in: header`"),
    ("http", "status", "an error has `status`"),
    ("httpError httpResponseCode httpStatus httpStatusCode statusCode", "status", ""),
    ("httpHeader", "in", "write `in: header`, and `name` for the header's name"),
    ("httpLabel", "in", "write `in: path`"),
    ("httpPayload", "in", "write `in: payload`"),
    ("httpPrefixHeaders", "in", "write `in: prefixHeaders`, and `name` for the prefix"),
    ("httpQuery", "in", "write `in: query`, and `name` for the parameter's name"),
    ("httpQueryParams", "in", "write `in: queryParams`"),
    ("httpResponseCode", "in", "write `in: statusCode`"),
    ("info", "service", ""),
    ("items", "list", "write `list: TYPE`"),
    ("jsonName locationName wireName", "name", ""),
    ("jsonVersion targetPrefix", "protocol", "write `protocol: { awsJson1_1: PREFIX }`"),
    ("location", "in", ""),
    ("max", "range", "write `range: { max: … }` of a number, `length: { max: … }` of anything else"),
    ("maxItems maxLength maxProperties", "length", "write `length: { max: … }`"),
    ("maximum", "range", "write `range: { max: … }`"),
    ("members object", "structure", ""),
    (
        "delete get head method patch path post put uri url verb",
        "http",
        "write method and path together, as in `http: GET /v1/things/{id}`",
    ),
    ("message", "members", "remove it: every error has a `message`"),
    ("min", "range", "write `range: { min: … }` of a number, `length: { min: … }` of anything else"),
    ("minItems minLength minProperties", "length", "write `length: { min: … }`"),
    ("minimum", "range", "write `range: { min: … }`"),
    ("optional", "required", ABSENT),
    (
        "nullable",
        "sparse",
        "write `nullable: true` on the member itself; for a list or map that contains nulls, write `sparse: true`",
    ),
    ("allowNull isNullable x-nullable", "nullable", ""),
    ("openapi smithy swagger", "speccast", "a spec begins with `speccast: 1`"),
    ("parameters", "input", "each member of `input` has its place: `in: path`, `in: query`, `in: header`"),
    ("paths", "operations", ""),
    (
        "patternProperties",
        "map",
        "write `map: TYPE`, with the pattern of its keys: `key: { type: string, pattern: … }`",
    ),
    ("properties", "structure", "write `structure: { NAME: TYPE }`"),
    ("properties schema structure", "members", ""),
    ("propertyNames", "key", ""),
    ("query", "input", "what is in the query is a member of `input` with `in: query`"),
    (
        "enum required",
        "default",
        "remove it: a variable without a `default` must be set, to any value that fits",
    ),
    ("regex", "pattern", ""),
    (
        "retryAfter retry_after",
        "retryable",
        "remove it: `failure` of the service has where a response reports how long to wait",
    ),
    (
        "retry retryable",
        "idempotent",
        "write `idempotent: true` if the operation is safe to repeat, or `retryable` on an error",
    ),
    ("cookie cookies", "header", "write `header: Cookie`, and `prefix: \"NAME=\"`"),
    ("stream streaming", "output", "write `stream` on the member that is the whole body"),
    ("success successStatus", "status", ""),
    ("rateLimiting rateLimits throttling", "rateLimit", ""),
    ("request", "input", ""),
    ("retryable shouldRetry", "retry", ""),
    ("required", "structure", "write `required: true` on each member that is always given"),
    ("response responses returns", "output", ""),
    ("signingName", "auth", "write `auth: { sigv4: SIGNING_NAME }`"),
    ("timestampFormat", "format", ""),
    ("unique", "uniqueItems", ""),
    ("values", "enum", ""),
];

/// Keys of other languages without a counterpart, and the advice.
const NONE: &[(&str, &str)] = &[
    ("callbacks webhooks", "remove it: a client only sends requests"),
    (
        "contentType consumes mediaType produces",
        "write `mediaType` on the member that is the whole body, beside its `in: payload`",
    ),
    ("host servers", "remove it: `endpoint` of the `service` is for every operation"),
    ("hostLabel", "remove it: a label of `hostPrefix` has the name of its member"),
    (
        "jsonvalue",
        "remove it: a `document` in a header is JSON in base64, or with `protocol: http` JSON text",
    ),
    ("mixins traits", "write what it adds in place"),
    ("operationId", "remove it: the key of an operation is its name"),
    ("readOnly", "remove it: such a member is one of the `output` alone"),
    ("cache rateLimit rate_limit retries timeout timeouts", "remove it: callers set it on the client"),
    ("requiresLength", "remove it: give the client a stream of a known length"),
    ("tags", "remove it: operations are not grouped"),
    ("writeOnly", "remove it: such a member is one of the `input` alone"),
    ("xml", "remove it: every body is JSON"),
];

/// Formats of timestamps in other languages, and what to do.
const FORMATS: &[(&str, &str)] = &[
    ("date day full-date", "remove `format`, and write `type: date`, which is a day"),
    ("datetime instant iso iso-8601 rfc3339 rfc-3339", "write `date-time`"),
    ("imf-fixdate rfc1123 rfc-1123 rfc7231 rfc9110", "write `http-date`"),
    ("epoch epochseconds unix unix-seconds unix-time unixtime unixtimestamp", "write `epoch-seconds`"),
    (
        "epoch-ms epoch-milliseconds epochmillis milliseconds millis ms unix-ms unix-millis unix-milliseconds",
        "write `epoch-millis`",
    ),
    ("mail-date rfc-2822 rfc822 rfc-822 rfc5322 rfc-5322", "write `rfc2822`"),
    ("mysql sql-datetime", "write `sql`"),
];

/// Types of other languages, and the replacement or advice.
pub(super) const TYPES: &[(&str, &str)] = &[
    ("any json", "document"),
    ("array list vec", "write `list: TYPE` in place of a type's name"),
    ("base64 binary bytes file", "blob"),
    ("bool", "boolean"),
    ("char email hostname ipv4 ipv6 str text uri url", "string"),
    ("date-time datetime instant time", "timestamp"),
    ("day full-date localdate", "date"),
    ("decimal", "use `double`, or `string` if it is sent as one"),
    ("dict map", "write `map: TYPE` in place of a type's name"),
    ("enum", "write `enum: [VALUE, …]` in place of a type's name"),
    ("f32 float32", "float"),
    ("f64 float64", "double"),
    ("guid uuid", "write `string`; a `pattern` can describe its form"),
    ("i16 int16", "short"),
    ("i32 int int32", "integer"),
    ("i64 int64", "long"),
    ("i8 int8", "byte"),
    ("intEnum", "write `intEnum: { NAME: NUMBER, … }` in place of a type's name"),
    ("null", ABSENT),
    ("number", "use `double`, or `integer` or `long` for a whole number"),
    ("object record struct structure", "write `structure: { NAME: TYPE }` in place of a type's name"),
    ("password", "use `string`, with `sensitive: true`"),
    ("set", "write `list: TYPE` and `uniqueItems: true`"),
    ("u16", "use `integer`, with `range: { min: 0 }`"),
    ("u32 u64", "use `long`, with `range: { min: 0 }`"),
    ("u8", "use `short`, with `range: { min: 0 }`"),
    ("union", "write `union: { NAME: TYPE }` in place of a type's name"),
];
