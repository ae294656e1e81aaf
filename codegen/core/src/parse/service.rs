//! `service`.

use super::operations::{names, paginated};
use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::suggest::closest;
use crate::syntax::{Auth, Endpoint, Protocol, Service, Spanned};
use crate::yaml::{Kind, Node};

pub(super) fn service(walk: &mut Walk<'_>, node: &Node) -> Option<Service> {
    let mut fields = walk.fields(node, "`service`")?;
    let name = fields.need("name").and_then(|node| walk.string(node));
    let rust = fields.text(walk, "rust");
    let version = fields.get("version").and_then(|node| {
        walk.refuse_date(node);
        walk.string(node)
    });
    let protocol = fields.need("protocol").and_then(|node| protocol(walk, node));
    let endpoints = fields.need("endpoint").map(|node| endpoints(walk, node));
    let auth = fields.need("auth").and_then(|node| auth(walk, node));
    let source = fields.text(walk, "source");
    let doc = fields.text(walk, "doc");
    let errors = names(walk, &mut fields, "errors");
    let paginated = fields.get("paginated").and_then(|node| paginated(walk, node));
    fields.finish(walk);
    // What could not be read was reported; something stands in for it, so that the rest is still looked at.
    let stand_in = stand_in(&node.span);
    Some(Service {
        name: name.unwrap_or(stand_in.name),
        rust,
        version,
        protocol,
        endpoints: endpoints.unwrap_or_default(),
        auth: auth.unwrap_or(stand_in.auth),
        source,
        doc,
        errors,
        paginated,
    })
}

/// A service that nothing can be said of.
pub(super) fn stand_in(span: &Span) -> Service {
    Service {
        name: Spanned { value: "service".to_owned(), span: span.clone() },
        rust: None,
        version: None,
        protocol: None,
        endpoints: Vec::new(),
        auth: Spanned { value: Auth::None, span: span.clone() },
        source: None,
        doc: None,
        errors: Vec::new(),
        paginated: None,
    }
}

/// A protocol's name, or what names its operations under it.
fn protocol(walk: &mut Walk<'_>, node: &Node) -> Option<Protocol> {
    let Kind::Mapping(entries) = &node.kind else {
        return Some(Protocol { name: walk.string(node)?, target: None });
    };
    let mut fields = walk.fields(node, "`protocol`")?;
    let targets = ["awsJson1_0", "awsJson1_1"].map(|name| fields.get(name));
    fields.finish(walk);
    if let [Some(_), Some(second)] = targets {
        let diagnostic = Diagnostic::new(&codes::PROTOCOL, "a service has one protocol");
        walk.report(diagnostic.label(&second.span, "this is a second one").help("remove one of them"));
    }
    if entries.is_empty() {
        let diagnostic = Diagnostic::new(&codes::PROTOCOL, "no protocol is named").label(&node.span, "");
        walk.report(diagnostic.help("write `protocol: restJson1`, or `protocol: { awsJson1_1: PREFIX }`"));
    }
    let target = walk.string(targets.into_iter().flatten().next()?)?;
    let (key, _) = entries.iter().find(|(_, node)| node.span == target.span)?;
    let name = Spanned { value: key.text.clone(), span: key.span.clone() };
    Some(Protocol { name, target: Some(target) })
}

/// One URL, or a list of rules.
fn endpoints(walk: &mut Walk<'_>, node: &Node) -> Vec<Endpoint> {
    if node.is_empty() {
        let diagnostic =
            Diagnostic::new(&codes::ENDPOINT, "the service has no endpoint").label(&node.span, "");
        walk.report(diagnostic.help("write it as `https://service.{region}.example.com`"));
        return Vec::new();
    }
    match &node.kind {
        Kind::Sequence(_) => walk.list(node, |walk, node| {
            let mut fields = walk.fields(node, "an endpoint")?;
            let url = fields.need("url").and_then(|node| walk.string(node));
            let regions = fields.text(walk, "regions");
            let fips = fields.flag(walk, "fips");
            let dual_stack = fields.flag(walk, "dualStack");
            fields.finish(walk);
            Some(Endpoint { url: url?, regions, fips, dual_stack })
        }),
        Kind::Mapping(_) => {
            let help = "write one URL, or a list of rules: `[{ url: \"https://…\" }, …]`".to_owned();
            walk.wrong_type(node, "a URL, or a list of rules,", Some(help));
            Vec::new()
        }
        _ => {
            let url = walk.string(node);
            url.map(|url| Endpoint { url, regions: None, fips: false, dual_stack: false })
                .into_iter()
                .collect()
        }
    }
}

fn auth(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<Auth>> {
    let simple = |word: &str| match word {
        "none" => Some(Auth::None),
        "bearer" => Some(Auth::Bearer),
        _ => None,
    };
    if let Kind::Scalar { text, .. } = &node.kind {
        let value = simple(text);
        if value.is_none() {
            let diagnostic =
                Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{text}` is no way to authenticate"));
            let help = match (text.to_lowercase().as_str(), closest(text, &["bearer", "none"])) {
                ("sigv4" | "aws", _) => "write `auth: { sigv4: SIGNING_NAME }`".to_owned(),
                ("basic" | "apikey" | "api_key" | "api-key" | "key", _) => {
                    "write `auth: none`, and the key as a member of the input with `in: header`".to_owned()
                }
                ("oauth" | "oauth2" | "token" | "jwt", _) => "write `auth: bearer`".to_owned(),
                (_, Some(close)) => format!("did you mean `{close}`?"),
                (_, None) => "known here: `{ sigv4: SIGNING_NAME }`, `bearer`, `none`".to_owned(),
            };
            walk.report(diagnostic.label(&node.span, "").help(help));
        }
        return value.map(|value| Spanned { value, span: node.span.clone() });
    }
    if let Kind::Mapping(entries) = &node.kind
        && let Some((key, value)) = entries.iter().find_map(|(key, _)| Some((key, simple(&key.text)?)))
    {
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, format!("`{}` has nothing beside it", key.text));
        let diagnostic = diagnostic.label(&node.span, "this is a mapping");
        let help = match value {
            Auth::Bearer => {
                "write `auth: bearer`: a token is given to the client, not to the spec".to_owned()
            }
            _ => format!("write `auth: {}`", key.text),
        };
        walk.report(diagnostic.help(help));
        return Some(Spanned { value, span: node.span.clone() });
    }
    let mut fields = walk.fields(node, "`auth`")?;
    let name = fields.need("sigv4").and_then(|node| walk.string(node));
    fields.finish(walk);
    name.map(|name| Spanned { value: Auth::SigV4(name.value), span: name.span })
}
