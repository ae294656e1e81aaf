//! `auth`.

use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{API_KEY, ApiKey, KeyPlace, TokenEndpoint};
use crate::suggest::{auth_elsewhere, closest};
use crate::syntax::{Auth, Spanned};
use crate::vocabulary::{AUTH, CLIENT_AUTHS, Key, auth, oauth2};
use crate::yaml::{Kind, Node};

/// Keys of a scheme; exactly one is required.
const SCHEMES: [&Key; 7] =
    [auth::SIGV4, auth::HEADER, auth::HEADERS, auth::PATH, auth::QUERY, auth::BODY, auth::OAUTH2];

/// Parameters of a token request that the client sends itself.
const OWN_PARAMETERS: [&str; 4] = ["client_id", "client_secret", "refresh_token", "scope"];

const EXAMPLES: &str = "write `bearer`, `basic`, `{ header: X-Api-Key }`, `{ query: key }` or `none`";

/// A scheme, or a list of them.
pub(super) fn auth(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<Auth>> {
    if !matches!(&node.kind, Kind::Sequence(_)) {
        return scheme(walk, node);
    }
    let schemes = walk.list(node, scheme);
    for (index, scheme) in schemes.iter().enumerate() {
        if let Some(first) = schemes[..index].iter().find(|first| first.value == scheme.value) {
            let diagnostic = Diagnostic::duplicate(&codes::AUTH, "scheme", &scheme.span, &first.span);
            walk.report(diagnostic.help("remove one of them"));
        }
    }
    if node.is_empty() {
        walk.error(&codes::AUTH, "missing authentication scheme", &node.span, EXAMPLES);
        return None;
    }
    let mut schemes: Vec<Auth> = schemes.into_iter().map(|scheme| scheme.value).collect();
    // Invalid schemes were reported.
    let auth = if schemes.len() <= 1 { schemes.pop()? } else { Auth::AnyOf(schemes) };
    Some(Spanned::new(auth, &node.span))
}

fn scheme(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<Auth>> {
    let Kind::Mapping(entries) = &node.kind else {
        let Some(text) = node.text().filter(|_| !node.is_null()) else {
            walk.expected("an authentication scheme", node, Some(EXAMPLES.to_owned()));
            return None;
        };
        let others = || {
            let is_close = closest(text, &AUTH.names()).is_some();
            let known = "expected one of: `bearer`, `basic`, `{ header: NAME }`, `{ query: NAME }`, `{ path: LABEL }`, `{ body: NAME }`, `{ oauth2: … }`, `{ sigv4: SIGNING_NAME }`, `none`";
            (!is_close).then_some(known)
        };
        let help = auth_elsewhere(text).or_else(others);
        return walk.word(node, AUTH, help.map(str::to_owned));
    };
    if let Some((key, value)) = entries.iter().find_map(|(key, _)| Some((key, AUTH.find(&key.text)?))) {
        let help = match value {
            Auth::Bearer | Auth::Basic => {
                format!("write `auth: {}`, and give the credentials to the client", key.text)
            }
            _ => format!("write `auth: {}`", key.text),
        };
        walk.expected(&format!("`{}`", key.text), node, Some(help));
        return Some(Spanned::new(value.clone(), &node.span));
    }
    if let Some(help) = of_openapi(node) {
        walk.expected("an authentication scheme", node, Some(help));
        return None;
    }
    if !SCHEMES.iter().any(|key| node.entry(key.name).is_some())
        && let Some((key, help)) = entries.iter().find_map(|(key, _)| Some((key, auth_elsewhere(&key.text)?)))
    {
        let known = ["sigv4", "header", "query", "oauth2", "bearer", "basic", "none"];
        let diagnostic = Diagnostic::unknown(&codes::UNKNOWN_WORD, AUTH.what, &key.text, &key.span, &known);
        walk.report(diagnostic.instead(Some(help.to_owned())));
        return None;
    }
    mapping(walk, node)
}

fn mapping(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<Auth>> {
    let mut fields = walk.fields(node, auth::MAPPING)?;
    let signing_name = fields.text(walk, auth::SIGV4);
    let header = fields.text(walk, auth::HEADER);
    let prefix = fields.text(walk, auth::PREFIX);
    let in_header = |name| KeyPlace::Header { name, prefix: String::new() };
    let headers = fields.get(auth::HEADERS).map(|node| keys(walk, node, auth::HEADERS, in_header));
    let path = fields.get(auth::PATH).and_then(|node| key_or_keys(walk, node, auth::PATH, KeyPlace::Path));
    let query =
        fields.get(auth::QUERY).and_then(|node| key_or_keys(walk, node, auth::QUERY, KeyPlace::Query));
    let body = fields.get(auth::BODY).and_then(|node| key_or_keys(walk, node, auth::BODY, KeyPlace::Body));
    let oauth2 = fields.get(auth::OAUTH2);
    let start = fields.start();
    let meant = fields.finish(walk);
    if let (None, Some(prefix)) = (&header, &prefix)
        && !meant.contains(&auth::HEADER.name)
    {
        let help = "write `{ header: Authorization, prefix: \"Token \" }`";
        walk.error(&codes::AUTH, "`prefix` is only valid with `header`", &prefix.span, help);
    }
    if let Some(prefix) = &prefix
        && prefix.value.ends_with(|c: char| c.is_ascii_alphanumeric())
    {
        let message = format!("no space between `{}` and the key", prefix.value.escape_debug());
        let help = format!("write `prefix: \"{} \"`", prefix.value.escape_debug());
        walk.report(Diagnostic::new(&codes::AUTH, message).warning().label(&prefix.span, "").help(help));
    }
    let span = signing_name.as_ref().map_or(&node.span, |name| &name.span).clone();
    let mut found: Vec<Auth> = Vec::new();
    found.extend(signing_name.map(|name| Auth::SigV4(name.value)));
    let prefix = prefix.map(|prefix| prefix.value).unwrap_or_default();
    found.extend(header.map(|name| Auth::Keys(vec![only(KeyPlace::Header { name: name.value, prefix })])));
    found.extend([headers, path, query, body].into_iter().flatten().map(Auth::Keys));
    found.extend(oauth2.and_then(|node| token_endpoint(walk, node)).map(Auth::OAuth2));
    match found.len() {
        0 | 1 => {
            // A key that is not known was reported.
            if node.is_empty() {
                walk.error(&codes::AUTH, "missing authentication scheme", &start, EXAMPLES);
            }
        }
        _ => {
            let help = "write a list if one of them is enough, or one mapping for keys that are sent together, as in `headers: { HEADER: KEY, HEADER: KEY }`";
            walk.error(&codes::AUTH, "two authentication schemes in one mapping", &start, help);
        }
    }
    found.into_iter().next().map(|value| Spanned { value, span })
}

/// The key that has no name of its own.
fn only(place: KeyPlace) -> ApiKey {
    ApiKey { name: API_KEY.to_owned(), place }
}

/// One key in the place of this name, or several keys by their places.
fn key_or_keys(
    walk: &mut Walk<'_>,
    node: &Node,
    key: &'static Key,
    place: fn(String) -> KeyPlace,
) -> Option<Vec<ApiKey>> {
    match &node.kind {
        Kind::Mapping(_) => Some(keys(walk, node, key, place)),
        _ => Some(vec![only(place(walk.string(node)?.value))]),
    }
}

/// Keys by their places.
fn keys(
    walk: &mut Walk<'_>,
    node: &Node,
    key: &'static Key,
    place: impl Fn(String) -> KeyPlace,
) -> Vec<ApiKey> {
    if node.is_empty() {
        let help = format!("write `{{ {}: {{ NAME: KEY }} }}`, with a name for each key", key.name);
        walk.error(&codes::AUTH, "missing key", &node.span, help);
    }
    walk.entries(node, |walk, name, node| {
        let place = place(name.value);
        let name = walk.string(node)?.value;
        if name.is_empty() {
            walk.expected(
                "the name of the key",
                node,
                Some("write a name; the client's setter will have it".to_owned()),
            );
        }
        Some(ApiKey { name, place })
    })
}

fn token_endpoint(walk: &mut Walk<'_>, node: &Node) -> Option<TokenEndpoint> {
    let mut fields = walk.fields(node, oauth2::MAPPING)?;
    let url = fields.text(walk, oauth2::TOKEN_URL);
    let scopes = fields.list(walk, oauth2::SCOPES, |walk, node| walk.string(node));
    let client_auth =
        fields.read(walk, oauth2::CLIENT_AUTH, |walk, node| walk.word(node, CLIENT_AUTHS, None));
    let parameters = fields
        .get(oauth2::PARAMETERS)
        .map(|node| walk.entries(node, |walk, name, node| Some((name, walk.string(node)?.value))));
    let parameters = parameters.unwrap_or_default();
    fields.finish(walk);
    for (name, _) in &parameters {
        if OWN_PARAMETERS.contains(&name.value.as_str()) {
            let help = "remove it: the client sends its own; scopes are `scopes`";
            walk.error(
                &codes::AUTH,
                format!("`{}` is a parameter of the client", name.value),
                &name.span,
                help,
            );
        }
    }
    for scope in &scopes {
        // RFC 6749 section 3.3.
        let fits = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\');
        if scope.value.is_empty() || !scope.value.chars().all(fits) {
            let help = "write each scope as an item of the list";
            walk.error(&codes::AUTH, "a scope has neither spaces nor quotes", &scope.span, help);
        }
    }
    Some(TokenEndpoint {
        url: url?.value,
        scopes: scopes.into_iter().map(|scope| scope.value).collect(),
        parameters: parameters.into_iter().map(|(name, value)| (name.value, value)).collect(),
        client_auth: client_auth.map(|word| word.value).unwrap_or_default(),
    })
}

/// Suggests the spelling of a security scheme of OpenAPI such as `{ type: apiKey, in: header, name: X-Api-Key
/// }`.
fn of_openapi(node: &Node) -> Option<String> {
    let find = |name: &str| node.entry(name)?.1.text().filter(|text| text.len() < 80);
    let name = || find("name").unwrap_or("NAME").escape_debug().to_string();
    Some(match (find("type")?, find("in"), find("scheme")) {
        ("apiKey", Some("query"), _) => format!("write `auth: {{ query: {} }}`", name()),
        ("apiKey", _, _) => format!("write `auth: {{ header: {} }}`", name()),
        ("http", _, Some("basic")) => "write `auth: basic`".to_owned(),
        ("http", ..) => "write `auth: bearer`".to_owned(),
        ("oauth2" | "openIdConnect", ..) => {
            "write `auth: { oauth2: { tokenUrl: … } }`, or `bearer` if callers supply a token".to_owned()
        }
        _ => return None,
    })
}
