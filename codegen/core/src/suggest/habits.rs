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
        return Some((key, format!("use `{key}`")));
    }
    let (here, help) = KEYS
        .iter()
        .filter(|(there, ..)| is_among(word, there))
        .find_map(|(_, here, help)| Some((find(here)?, *help)))?;
    Some((here, if help.is_empty() { format!("use `{here}`") } else { help.to_owned() }))
}

/// Returns the replacement for a misspelled key of another language.
pub(crate) fn key_elsewhere_meant<'k>(word: &str, known: &[&'k str]) -> Option<(&'k str, String)> {
    let words =
        KEYS.iter().filter(|(_, here, _)| known.contains(here)).flat_map(|(there, ..)| there.split(' '));
    let (here, help) = key_elsewhere(nearest(word, &words.collect::<Vec<_>>())?, known)?;
    let is_whole = help != format!("use `{here}`");
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
            "remove `in`, and write `body: multipart` on the operation; a `blob` in its body is a file"
                .to_owned()
        }
        "form" | "formData" | "urlencoded" => {
            "remove `in`, and write `body: form` on the operation".to_owned()
        }
        "querystring" => "use `query`".to_owned(),
        "uri" | "url" | "label" => "use `path`".to_owned(),
        "json" | "data" => "use `body`".to_owned(),
        "status" => "use `statusCode`".to_owned(),
        "additionalProperties" | "additionalMembers" | "rest" | "others" | "flatten" => {
            "use `additional`".to_owned()
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
    Some(format!("remove `format`, and {help}"))
}

/// Returns the replacement for a content type or another language's name of a body format.
pub(crate) fn body_elsewhere(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    if word.contains("multipart") || word == "form-data" {
        Some("write `multipart`")
    } else if word.contains("urlencoded") || word == "formdata" {
        Some("write `form`, or `{ form: brackets }` if names of nested members contain brackets")
    } else if word.contains("json") {
        Some("write `json`, or remove `body`")
    } else if word.contains('/') {
        Some("write `mediaType` on the member with `in: payload`")
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
            "write `auth: { header: X-Api-Key }` or `auth: { query: key }`, with the name on the wire"
        }
        "oauth" | "oauth2" | "openidconnect" => {
            "write `auth: { oauth2: { tokenUrl: … } }`, or `bearer` if callers supply a token"
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
    Some(if here.contains('`') { (*here).to_owned() } else { format!("use `{here}`") })
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
        "option" | "optional" => Some(format!("write `{}`; {ABSENT}", held.trim())),
        "nullable" => Some(or_null_as(held.trim())),
        _ => None,
    }
}

/// Returns the replacement for a type or null.
pub(crate) fn or_null_as(ty: &str) -> String {
    format!("write `type: {ty}`, and `nullable: true` if `null` is a value; {ABSENT}")
}

/// The advice for optional members.
const ABSENT: &str = "members are optional unless they have `required: true`";

/// Keys of other languages, the key to use, and advice if needed. A word may have several keys, the likeliest
/// first.
pub(super) const KEYS: &[(&str, &str, &str)] = &[
    ("$ref ref", "type", "write `type: NAME`, with the name of a type from `types`"),
    (
        "additional additionalProperties catchAll unevaluatedProperties",
        "map",
        "write `map: TYPE`, or in a structure the member `NAME: { map: TYPE, in: additional }`",
    ),
    ("allOf", "structure", "write all members in one `structure`"),
    (
        "anyOf",
        "oneOf",
        "write `oneOf: [TYPE, …]`, or `union: { NAME: TYPE }` with `tag: MEMBER` if a member names the alternative",
    ),
    ("discriminator propertyName", "tag", "write `tag: MEMBER` next to `union: { NAME: TYPE }`"),
    ("untagged variants", "oneOf", "write `oneOf: [TYPE, …]`"),
    ("apiVersion", "version", ""),
    ("authorizationUrl", "tokenUrl", "write `tokenUrl`, the URL of the token endpoint"),
    ("constantHeaders defaultHeaders", "headers", ""),
    ("serverVariables", "variables", ""),
    ("authentication authorization security securitySchemes", "auth", ""),
    ("baseUrl endpoints host servers url", "endpoint", ""),
    ("basePath", "endpoint", "add the path to the `endpoint`"),
    (
        "basePath baseUrl endpoint host hosts schemes servers",
        "service",
        "write the URL as `endpoint` under `service`",
    ),
    ("body requestBody", "input", "write the members under `input`; by default, they are sent in the body"),
    ("components definitions schemas shapes", "types", ""),
    (
        "contentType consumes mime mimeType produces",
        "mediaType",
        "write `mediaType` on the member with `in: payload`",
    ),
    (
        "consumes contentType enctype",
        "body",
        "write `body: form` for a form, or `mediaType` on the member with `in: payload`",
    ),
    ("constant fixed fixedValue literal", "const", ""),
    ("const constant", "enum", "write `const` on the member itself"),
    (
        "auth authentication security securityDefinitions securitySchemes",
        "service",
        "write `auth` under `service`",
    ),
    (
        "failure name paginated protocol timestamps variables version",
        "service",
        "indent it by two spaces, under `service`",
    ),
    ("description documentation summary title", "doc", ""),
    ("endpointPrefix", "endpoint", "write `endpoint: { aws: PREFIX }`"),
    (
        "error",
        "status",
        "write `status`, from 400 to 499 for a client error, from 500 to 599 for a server error",
    ),
    ("example", "doc", "write it under the spec's `examples`, by operation"),
    (
        "eventStream events",
        "stream",
        "write `stream: TYPE` in an output, with `format: sse` or `format: ndjson`",
    ),
    ("examples", "doc", "write them under the spec's `examples`, by operation"),
    ("exceptions throws", "errors", ""),
    (
        "cursor continuationToken next_cursor nextCursor nextToken next_token pageToken page_token",
        "inputToken",
        "write `inputToken: MEMBER` for the request, and `outputToken: MEMBER` for the response",
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
        "write `after: MEMBER` for the request, and `from: MEMBER` for the items",
    ),
    ("linkHeader link_header rel", "link", "write `link: next`"),
    ("exclusiveMaximum", "range", "write `range: { max: … }`, which is inclusive"),
    ("exclusiveMinimum", "range", "write `range: { min: … }`, which is inclusive"),
    ("collectionFormat explode", "style", "write `style: comma` for `ids=1,2`; `ids=1&ids=2` is the default"),
    ("externalDocs", "doc", "add the link to `doc`"),
    (
        "exists isPresent present",
        "pointer",
        "remove it: without `equals`, any value there counts but null, `false` and an empty one",
    ),
    ("headers", "input", "write a member of `input` with `in: header`"),
    ("headers", "members", "write a member with `in: header`"),
    ("http", "status", "write `status`"),
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
    ("max", "range", "write `range: { max: … }` for a number, `length: { max: … }` for other types"),
    ("maxItems maxLength maxProperties", "length", "write `length: { max: … }`"),
    ("maximum", "range", "write `range: { max: … }`"),
    ("members object", "structure", ""),
    (
        "delete get head method patch path post put uri url verb",
        "http",
        "write the method and the path in one string, as in `http: GET /v1/things/{id}`",
    ),
    ("message", "members", "remove it; every error has a `message`"),
    ("min", "range", "write `range: { min: … }` for a number, `length: { min: … }` for other types"),
    ("minItems minLength minProperties", "length", "write `length: { min: … }`"),
    ("minimum", "range", "write `range: { min: … }`"),
    ("optional", "required", ABSENT),
    (
        "nullable",
        "sparse",
        "write `nullable: true` on the member itself; for a list or map that contains nulls, write `sparse: true`",
    ),
    ("allowNull isNullable x-nullable", "nullable", ""),
    ("openapi smithy swagger", "speccast", "write `speccast: 1`"),
    ("parameters", "input", "write members of `input` with `in: path`, `in: query` or `in: header`"),
    ("paths", "operations", ""),
    (
        "patternProperties",
        "map",
        "write `map: TYPE`, with the pattern of its keys: `key: { type: string, pattern: … }`",
    ),
    ("properties", "structure", "write `structure: { NAME: TYPE }`"),
    ("properties schema structure", "members", ""),
    ("propertyNames", "key", ""),
    ("query", "input", "write members of `input` with `in: query`"),
    ("enum required", "default", "remove it; a variable without a `default` is required"),
    ("regex", "pattern", ""),
    ("retryAfter retry_after", "retryable", "remove it; write `retryAfter` under `failure` of the service"),
    (
        "retry retryable",
        "idempotent",
        "write `idempotent: true` if the operation is safe to repeat, or `retryable` on an error",
    ),
    ("cookie cookies", "header", "write `header: Cookie`, and `prefix: \"NAME=\"`"),
    ("stream streaming", "output", "write `stream` on the member with `in: payload`"),
    ("success successStatus", "status", ""),
    ("rateLimiting rateLimits throttling", "rateLimit", ""),
    ("request", "input", ""),
    ("retryable shouldRetry", "retry", ""),
    ("required", "structure", "write `required: true` on each required member"),
    ("response responses returns", "output", ""),
    ("signingName", "auth", "write `auth: { sigv4: SIGNING_NAME }`"),
    ("timestampFormat", "format", ""),
    ("unique", "uniqueItems", ""),
    ("values", "enum", ""),
];

/// Keys of other languages without a counterpart, and the advice.
const NONE: &[(&str, &str)] = &[
    ("callbacks webhooks", "remove it; a client only sends requests"),
    ("contentType consumes mediaType produces", "write `mediaType` on the member with `in: payload`"),
    ("host servers", "remove it; write `endpoint` under `service`, or under an operation"),
    ("hostLabel", "remove it; a label of `hostPrefix` is bound to the member of its name"),
    ("jsonvalue", "remove it; a `document` in a header is sent as JSON"),
    ("mixins traits", "remove it, and write its contents here"),
    ("operationId", "remove it; the key of an operation is its name"),
    ("readOnly", "remove it; write the member only under `output`"),
    ("cache rateLimit rate_limit retries timeout timeouts", "remove it; callers set it on the client"),
    ("requiresLength", "remove it; give the client a stream of a known length"),
    ("tags", "remove it; operations are not grouped"),
    ("writeOnly", "remove it; write the member only under `input`"),
    ("xml", "remove it; XML is not supported"),
];

/// Formats of timestamps in other languages, and what to do.
const FORMATS: &[(&str, &str)] = &[
    ("date day full-date", "remove `format`, and write `type: date`"),
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
    ("array list vec", "write `list: TYPE` instead of `type`"),
    ("base64 binary bytes file", "blob"),
    ("bool", "boolean"),
    ("char email hostname ipv4 ipv6 str text uri url", "string"),
    ("date-time datetime instant time", "timestamp"),
    ("day full-date localdate", "date"),
    ("decimal", "use `double`, or `string` if the value is sent as a string"),
    ("dict map", "write `map: TYPE` instead of `type`"),
    ("enum", "write `enum: [VALUE, …]` instead of `type`"),
    ("f32 float32", "float"),
    ("f64 float64", "double"),
    ("guid uuid", "use `string`, with a `pattern` if needed"),
    ("i16 int16", "short"),
    ("i32 int int32", "integer"),
    ("i64 int64", "long"),
    ("i8 int8", "byte"),
    ("intEnum", "write `intEnum: { NAME: NUMBER, … }` instead of `type`"),
    ("null", ABSENT),
    ("number", "use `integer` or `long`, or `double` for fractions"),
    ("object record struct structure", "write `structure: { NAME: TYPE }` instead of `type`"),
    ("password", "use `string`, with `sensitive: true`"),
    ("set", "write `list: TYPE` and `uniqueItems: true`"),
    ("u16", "use `integer`, with `range: { min: 0 }`"),
    ("u32 u64", "use `long`, with `range: { min: 0 }`"),
    ("u8", "use `short`, with `range: { min: 0 }`"),
    ("union", "write `union: { NAME: TYPE }` instead of `type`"),
];
