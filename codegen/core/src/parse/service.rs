//! `service`.

use super::auth::auth;
use super::constraints::timestamp_format;
use super::errors::names;
use super::failure::failure;
use super::fields::Fields;
use super::headers::headers;
use super::members::members;
use super::paginated::paginated;
use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::{Auth, AwsEndpoints, Endpoint, EndpointRule, Protocol, Service, Spanned, Variable};
use crate::text::Span;
use crate::vocabulary::{AWS_PARTS, aws_endpoints, endpoint, protocol, service, variable};
use crate::yaml::{Kind, Node};

pub(super) fn service(walk: &mut Walk<'_>, node: &Node) -> Option<Service> {
    let mut fields = walk.fields(node, service::MAPPING)?;
    // A placeholder replaces an invalid service, so that the rest is checked.
    let mut read = stand_in(&node.span);
    read.name = fields.text(walk, service::NAME).unwrap_or(read.name);
    read.head = fields.head(walk);
    read.version = fields.read(walk, service::VERSION, |walk, node| {
        walk.refuse_date(node);
        walk.string(node)
    });
    read.protocol = fields.read(walk, service::PROTOCOL, protocol);
    read.timestamps = fields.read(walk, service::TIMESTAMPS, timestamp_format);
    read.endpoints = fields.get(service::ENDPOINT).map(|node| endpoints(walk, node)).unwrap_or_default();
    read.variables = fields.entries(walk, service::VARIABLES, variable);
    read.headers = headers(walk, &mut fields, service::HEADERS);
    read.auth = fields.read(walk, service::AUTH, auth).unwrap_or(read.auth);
    read.source = fields.text(walk, service::SOURCE);
    read.errors = names(walk, &mut fields, service::ERRORS);
    read.failure = fields.get(service::FAILURE).map(|node| failure(walk, node)).unwrap_or_default();
    read.paginated = fields.read(walk, service::PAGINATED, paginated);
    read.error_members =
        fields.get(service::ERROR_MEMBERS).map(|node| members(walk, node)).unwrap_or_default();
    fields.finish(walk);
    Some(read)
}

/// A placeholder for an invalid service.
pub(super) fn stand_in(span: &Span) -> Service {
    Service {
        name: Spanned::new("service".to_owned(), span),
        auth: Spanned::new(Auth::None, span),
        ..Service::default()
    }
}

/// A protocol's name, or a mapping with the prefix of its operations' names.
fn protocol(walk: &mut Walk<'_>, node: &Node) -> Option<Protocol> {
    let Kind::Mapping(entries) = &node.kind else {
        return Some(Protocol { name: walk.string(node)?, target: None });
    };
    let mut fields = walk.fields(node, protocol::MAPPING)?;
    let targets = [protocol::AWS_JSON_1_0, protocol::AWS_JSON_1_1].map(|key| fields.get(key));
    fields.finish(walk);
    if let [Some(_), Some(second)] = targets {
        let diagnostic = Diagnostic::new(&codes::PROTOCOL, "two protocols");
        walk.report(diagnostic.label(&second.span, "second one").help("remove one of them"));
    }
    if entries.is_empty() {
        let help = "write `protocol: http`, or `protocol: { awsJson1_1: PREFIX }`";
        walk.error(&codes::PROTOCOL, "missing protocol", &node.span, help);
    }
    let target = walk.string(targets.into_iter().flatten().next()?)?;
    let (key, _) = entries.iter().find(|(_, node)| node.span == target.span)?;
    Some(Protocol { name: Spanned::new(key.text.clone(), &key.span), target: Some(target) })
}

/// One URL, the rules of AWS, or a list of rules.
fn endpoints(walk: &mut Walk<'_>, node: &Node) -> Vec<EndpointRule> {
    if node.is_empty() {
        let help = "write it as `https://service.{region}.example.com`";
        walk.error(&codes::ENDPOINT, "missing endpoint", &node.span, help);
        return Vec::new();
    }
    match &node.kind {
        Kind::Sequence(_) => walk.list(node, |walk, node| {
            if node.entry(aws_endpoints::AWS.name).is_some() {
                return aws_endpoints(walk, node);
            }
            let fields = walk.fields(node, endpoint::MAPPING)?;
            endpoint(walk, fields)
        }),
        Kind::Mapping(_) if node.entry(endpoint::URL.name).is_some() => {
            let help = "write one URL, or a list of rules: `[{ url: \"https://…\" }, …]`".to_owned();
            walk.expected("a URL or a list of rules", node, Some(help));
            Vec::new()
        }
        Kind::Mapping(_) => aws_endpoints(walk, node).into_iter().collect(),
        _ => endpoint(walk, Fields::alone(endpoint::MAPPING, endpoint::URL, node)).into_iter().collect(),
    }
}

/// A variable of endpoints.
fn variable(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<Variable> {
    let mut fields = walk.fields(node, variable::MAPPING)?;
    let (default, head) = (fields.text(walk, variable::DEFAULT), fields.head(walk));
    fields.finish(walk);
    Some(Variable { name, default, head })
}

fn aws_endpoints(walk: &mut Walk<'_>, node: &Node) -> Option<EndpointRule> {
    let mut fields = walk.fields(node, aws_endpoints::MAPPING)?;
    let prefix = fields.text(walk, aws_endpoints::AWS);
    let without = fields.list(walk, aws_endpoints::WITHOUT, |walk, node| {
        walk.word(node, AWS_PARTS, None).map(|part| part.value)
    });
    fields.finish(walk);
    Some(EndpointRule::Aws(AwsEndpoints { prefix: prefix?, without }))
}

fn endpoint(walk: &mut Walk<'_>, mut fields: Fields<'_>) -> Option<EndpointRule> {
    let url = fields.text(walk, endpoint::URL);
    let regions = fields.text(walk, endpoint::REGIONS);
    let fips = fields.mark(walk, endpoint::FIPS).is_some();
    let dual_stack = fields.mark(walk, endpoint::DUAL_STACK).is_some();
    fields.finish(walk);
    Some(EndpointRule::One(Endpoint { url: url?, regions, fips, dual_stack }))
}
