//! `service`, `operations`, `errors` and `examples`.

use super::members::default_place;
use super::{any_of, boolean, deprecated, doc, hover, named, object, reference, rust, string, word};
use speccast_core::json::Json;

pub(super) fn definitions() -> Vec<(&'static str, Json)> {
    vec![
        ("service", service()),
        ("endpoint", endpoint()),
        ("auth", auth()),
        ("protocol", protocol()),
        ("paginated", paginated()),
        ("operation", operation()),
        ("error", error()),
        ("example", example()),
    ]
}

fn service() -> Json {
    object(
        "",
        &["name", "protocol", "endpoint", "auth"],
        vec![
            ("name", string("What the documentation calls the service. The module is named after it.")),
            rust("the module"),
            ("version", string("The API's version. Quote it: `\"2026-01-31\"`.")),
            ("protocol", reference("How requests and responses are laid out.", "protocol")),
            (
                "endpoint",
                reference(
                    "Where requests go: a URL, or a list of rules of which the most specific one that fits is used.",
                    "endpoint",
                ),
            ),
            ("auth", reference("How requests are authenticated.", "auth")),
            ("source", string("What the facts were taken from, and when.")),
            doc("the service is"),
            ("errors", names("Errors that every operation may answer with, by their names under `errors`.")),
            (
                "paginated",
                reference("Pagination of the operations that name only their `items`.", "paginated"),
            ),
        ],
    )
}

fn names(text: &str) -> Json {
    hover(text, [("type", Json::array(["array", "null"])), ("items", string(""))])
}

/// A character that a header's name may have: RFC 9110 section 5.6.2.
const TOKEN: &str = "[A-Za-z0-9!#$%&'*+.^_`|~-]";

fn protocol() -> Json {
    let target = "What precedes the dot and an operation's name in the header `X-Amz-Target`.";
    let pattern = format!("^{TOKEN}*(?!\\.){TOKEN}$");
    let target = hover(target, [("type", "string".into()), ("pattern", pattern.as_str().into())]);
    let aws_json = hover(
        "",
        [
            ("type", "object".into()),
            ("minProperties", Json::Number(1)),
            ("maxProperties", Json::Number(1)),
            ("additionalProperties", false.into()),
            ("properties", Json::from([("awsJson1_0", target.clone()), ("awsJson1_1", target)])),
        ],
    );
    let rest = word("", &[("restJson1", "Members in the path, the query, headers and a JSON body.")]);
    any_of("", [rest, aws_json])
}

/// What an operation says depends on the protocol: a method and a path, or neither.
pub(super) fn of_protocol() -> Vec<Json> {
    let when = |protocol: Json| {
        let service = Json::from([
            ("required", Json::array(["protocol"])),
            ("properties", Json::from([("protocol", protocol)])),
        ]);
        Json::from([
            ("required", Json::array(["service"])),
            ("properties", Json::from([("service", service)])),
        ])
    };
    let then = |operations: Json| Json::from([("properties", Json::from([("operations", operations)]))]);
    let rest = Json::from([("const", "restJson1".into())]);
    let aws_json = Json::from([("type", "object".into())]);
    let needs_http = Json::from([("required", Json::array(["http"]))]);
    let needs_http = Json::from([("additionalProperties", needs_http)]);
    let has_no_http = Json::from([("properties", Json::from([("http", false.into())]))]);
    let names = Json::from([("pattern", format!("^{TOKEN}+$").as_str().into())]);
    let has_no_http = Json::from([("propertyNames", names), ("additionalProperties", has_no_http)]);
    vec![
        Json::from([("if", when(rest)), ("then", then(needs_http))]),
        Json::from([("if", when(aws_json)), ("then", then(has_no_http))]),
    ]
}

fn endpoint() -> Json {
    let url = "URL of the service, as in `https://service.{region}.example.com`; `{region}` stands for the client's region.";
    let url = hover(url, [("type", "string".into()), ("pattern", "^https://".into())]);
    let rule = object(
        "",
        &["url"],
        vec![
            ("url", url.clone()),
            (
                "regions",
                string(
                    "Regions that the rule is for: a name, or the beginning of several and `*`, as in `cn-*`.",
                ),
            ),
            ("fips", boolean("Whether it is for clients that ask for FIPS.")),
            ("dualStack", boolean("Whether it is for clients that ask for IPv4 and IPv6.")),
        ],
    );
    let rules = hover("", [("type", "array".into()), ("minItems", Json::Number(1)), ("items", rule)]);
    any_of("", [url, rules])
}

fn auth() -> Json {
    let words = word("", &[("none", "Not at all."), ("bearer", "A bearer token: RFC 6750.")]);
    let name = "AWS Signature Version 4, under this signing name.";
    let name = hover(name, [("type", "string".into()), ("pattern", "^[A-Za-z0-9._-]+$".into())]);
    any_of("", [words, object("", &["sigv4"], vec![("sigv4", name)])])
}

fn paginated() -> Json {
    object(
        "",
        &[],
        vec![
            ("items", string("Output member that holds a page's items: a list.")),
            ("inputToken", string("Input member that takes the token: an optional string.")),
            (
                "outputToken",
                string(
                    "Output member that brings the next token: an optional string, absent after the last page.",
                ),
            ),
            ("pageSize", string("Input member that bounds a page: a whole number.")),
        ],
    )
}

fn operation() -> Json {
    let http = "Method and path, as in `GET /v1/things/{id}`. `{id}` is the member of that name that travels `in: path`; `{rest+}` may hold slashes.";
    let http =
        hover(http, [("type", "string".into()), ("pattern", "^(DELETE|GET|HEAD|PATCH|POST|PUT) +/".into())]);
    object(
        "",
        &[],
        vec![
            ("http", http),
            doc("it does"),
            rust("the operation"),
            ("readonly", boolean("Whether it changes nothing, so that it is safe to send again.")),
            (
                "idempotent",
                boolean(
                    "Whether sending it twice does no more than sending it once, so that it is safe to send again.",
                ),
            ),
            ("in", default_place("Where input members travel that do not say; `body` if nothing is said.")),
            (
                "paginated",
                reference(
                    "How its pages hang together. What is left out comes from the service.",
                    "paginated",
                ),
            ),
            ("input", named("Input members, by their names in the API.", "member")),
            ("output", named("Output members, by their names in the API.", "member")),
            (
                "errors",
                names(
                    "Errors that it may answer with, by their names under `errors`, beside those of the service.",
                ),
            ),
            deprecated(),
        ],
    )
}

fn error() -> Json {
    let status = hover(
        "HTTP status, from 400 to 599. From 500 on the fault is the service's.",
        [("type", "integer".into()), ("minimum", Json::Number(400)), ("maximum", Json::Number(599))],
    );
    object(
        "",
        &["status"],
        vec![
            ("status", status),
            ("code", string("Code on the wire, where it is not the error's name.")),
            (
                "retryable",
                hover(
                    "Whether the same request may succeed later: `throttling` means yes, and slow down. Left out, the status decides.",
                    [("enum", Json::Array(vec!["throttling".into(), true.into(), false.into()]))],
                ),
            ),
            doc("it means"),
            deprecated(),
            ("members", named("Members beside `message`, by their names in the API.", "member")),
            rust("the error"),
        ],
    )
}

fn example() -> Json {
    let headers =
        |text| hover(text, [("type", Json::array(["object", "null"])), ("additionalProperties", string(""))]);
    let status = hover(
        "HTTP status.",
        [("type", "integer".into()), ("minimum", Json::Number(100)), ("maximum", Json::Number(599))],
    );
    let request = object(
        "The request that the client makes of the input; what is left out is not compared.",
        &[],
        vec![
            ("method", string("HTTP method.")),
            ("uri", string("Path and query, as in `/v1/things?max=10`.")),
            ("headers", headers("Headers, of which the request may have more.")),
            ("body", hover("JSON body.", [])),
        ],
    );
    let response = object(
        "What the service answers.",
        &["status"],
        vec![("status", status), ("headers", headers("Headers.")), ("body", hover("JSON body.", []))],
    );
    object(
        "",
        &[],
        vec![
            doc("it shows"),
            ("input", hover("Input, by member names.", [])),
            ("request", request),
            ("response", response),
            ("output", hover("Output, by member names, that the response is read as.", [])),
            (
                "error",
                hover(
                    "Error that the response is read as: `{ NAME: { MEMBER: VALUE } }`.",
                    [
                        ("type", "object".into()),
                        ("minProperties", Json::Number(1)),
                        ("maxProperties", Json::Number(1)),
                    ],
                ),
            ),
        ],
    )
}
