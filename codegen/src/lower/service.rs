//! The service itself: module, protocol, authentication, endpoints.

use super::Lowering;
use super::names::Kind;
use super::places::is_token;
use crate::ir;
use crate::parse::{closest, suggest};
use crate::spec;

const PROTOCOLS: &[(&str, ir::Protocol)] = &[
    ("restJson1", ir::Protocol::RestJson1),
    ("awsJson1_0", ir::Protocol::AwsJson1_0),
    ("awsJson1_1", ir::Protocol::AwsJson1_1),
];

impl Lowering<'_> {
    /// Puts the service together.
    pub(super) fn service(
        &mut self,
        operations: Vec<ir::Operation>,
        errors: Vec<ir::ErrorType>,
    ) -> ir::Service {
        let written = &self.document.service;
        let module = self.rust_name(Kind::Module, &written.name, written.rust.as_ref());
        let name = self.doc(Some(&written.name)).unwrap_or_default();
        let doc = self.doc(written.doc.as_ref());
        let version = self.doc(written.version.as_ref());
        let source = self.doc(written.source.as_ref());
        let endpoints = written.endpoints.iter().map(|endpoint| self.endpoint(endpoint)).collect();
        let auth = match &written.auth.value {
            spec::Auth::SigV4(name) => ir::Auth::SigV4(name.clone()),
            spec::Auth::Bearer => ir::Auth::Bearer,
            spec::Auth::None => ir::Auth::None,
        };
        ir::Service {
            origin: self.source.file_name().to_owned(),
            module,
            name,
            doc,
            version,
            source,
            // What could not be read was reported.
            protocol: self.protocol.unwrap_or(ir::Protocol::RestJson1),
            auth,
            endpoints,
            operations,
            types: std::mem::take(&mut self.lowered),
            rules: std::mem::take(&mut self.rules),
            matchers: std::mem::take(&mut self.matchers),
            errors,
        }
    }

    /// The protocol and, where it has one, what precedes an operation's name in the header.
    pub(super) fn read_protocol(&mut self) {
        let Some(written) = &self.document.service.protocol else {
            return;
        };
        let name = &written.name;
        let known = PROTOCOLS.iter().find(|(known, _)| *known == name.value).map(|(_, protocol)| *protocol);
        match (known, &written.target) {
            (None, _) => {
                let message = format!("the protocol `{}` is not known", name.value);
                let known: Vec<&str> = PROTOCOLS.iter().map(|(name, _)| *name).collect();
                self.error("protocol", message, &name.span, suggest(&name.value, &known));
            }
            (Some(ir::Protocol::AwsJson1_0 | ir::Protocol::AwsJson1_1), None) => {
                let message = "this protocol needs what the header `X-Amz-Target` begins with";
                let help = format!("write it `{{ {}: PREFIX }}`", name.value);
                self.error("protocol", message, &name.span, help);
            }
            (Some(_), Some(target)) if !is_token(&target.value) => {
                let help = "write the prefix as it is on the wire, without the dot";
                self.error("protocol", "this cannot begin a header", &target.span, help);
            }
            _ => {}
        }
        self.protocol = known;
    }

    /// Whether every operation is a `POST` to `/`.
    pub(super) fn is_aws_json(&self) -> bool {
        matches!(self.protocol, Some(ir::Protocol::AwsJson1_0 | ir::Protocol::AwsJson1_1))
    }

    fn endpoint(&mut self, written: &spec::Endpoint) -> ir::Endpoint {
        let url = &written.url;
        if let Some((message, help)) = endpoint_mistake(&url.value) {
            self.error("endpoint", message, &url.span, help);
        }
        if let Some(regions) = &written.regions
            && !regions
                .value
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-*".contains(c))
        {
            let help = "write a region, or its beginning and `*`, as in `cn-*`";
            self.error("endpoint", "these are no regions", &regions.span, help);
        }
        ir::Endpoint {
            url: url.value.clone(),
            regions: written.regions.as_ref().map(|regions| regions.value.clone()),
            fips: written.fips,
            dual_stack: written.dual_stack,
        }
    }
}

/// What is wrong with an endpoint's URL, and what to do about it.
fn endpoint_mistake(url: &str) -> Option<(String, String)> {
    let example = "write it as `https://service.{region}.example.com`";
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else {
        return Some(("an endpoint begins with `https://` or `http://`".to_owned(), example.to_owned()));
    };
    let rest = rest.replace("{region}", "region");
    let label = rest.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(label, _)| label);
    if let Some(label) = label {
        let message = format!("nothing is put in place of `{{{}}}`", label.escape_debug());
        let help = match closest(label, &["region"]) {
            Some(close) => format!("did you mean `{{{close}}}`?"),
            None => "only `{region}` stands for something, the client's region".to_owned(),
        };
        return Some((message, help));
    }
    if rest.contains(['?', '#']) {
        let message = "an endpoint has neither a query nor a fragment".to_owned();
        return Some((message, "parameters come from members with `in: query`".to_owned()));
    }
    // RFC 3986 section 3.2, a registered name and a port; no user.
    let fits = |c: char| c.is_ascii_alphanumeric() || "-.:/_".contains(c);
    let is_host = !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(fits);
    (!is_host).then(|| ("this is no endpoint".to_owned(), example.to_owned()))
}
