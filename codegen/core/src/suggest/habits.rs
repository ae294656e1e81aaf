//! Words of other languages (mainly OpenAPI, JSON Schema and Smithy), and their replacements.

mod tables;

use super::{LONG_WORD, nearest};
use tables::{ABSENT, FORMATS, NONE};
pub(super) use tables::{KEYS, TYPES};

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
    if word.contains("multipart/") && !word.contains("form-data") {
        Some(
            "this kind of parts is not supported; write the whole body as a `blob` with `in: payload` and `mediaType`",
        )
    } else if word.contains("multipart") || word == "form-data" {
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
    if is_among(word, "https json openapi rest restful jsonrpc json-rpc graphql") {
        Some("write `http`, which is JSON over HTTP")
    } else if is_among(word, "awsQuery ec2Query restXml soap xml") {
        Some(
            "XML is not supported; with `http`, a body can be a string with `in: payload` and `mediaType: application/xml`",
        )
    } else if is_among(word, "cbor grpc protobuf rpcv2Cbor thrift") {
        Some("only JSON is supported; use the service's JSON interface, if it has one")
    } else {
        None
    }
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
        "hmac" | "signature" | "signed" | "digest" => {
            "write the scheme of the key, such as `{ header: X-Api-Key }`, or `none`, and sign requests in a transport of the client"
        }
        "mtls" | "mutualtls" | "certificate" | "clientcertificate" => {
            "write `auth: none`, and give the client a transport with the certificate"
        }
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
