//! Endpoint rules: the URLs that requests can be sent to, each for other clients.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model;
use crate::suggest::closest;
use crate::syntax::{self as spec, AwsEndpoints, AwsPart, EndpointRule, Spanned};
use crate::text::Span;
use std::collections::HashMap;
use std::ops::Range;

/// RFC 1035 section 2.3.4.
const LONGEST_LABEL: usize = 63;
const LONGEST_HOST: usize = 253;

/// A problem of a part of a URL, and its fix.
struct Mistake {
    range: Range<usize>,
    message: String,
    help: String,
}

impl Mistake {
    fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Option<Self> {
        Some(Self { range, message: message.into(), help: help.into() })
    }
}

/// The public partitions of AWS, after botocore's `partitions.json`: regions, suffix of hosts, and suffix of
/// dual-stack hosts.
const PARTITIONS: &[(Option<AwsPart>, Option<&str>, &str, &str)] = &[
    (None, None, "amazonaws.com", "api.aws"),
    (Some(AwsPart::China), Some("cn-*"), "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
    (Some(AwsPart::Europe), Some("eusc-*"), "amazonaws.eu", "api.amazonwebservices.eu"),
];

/// The clients that a rule is for: regions, FIPS and dual stack.
type Clients = (Option<String>, bool, bool);

fn clients(endpoint: &model::Endpoint) -> Clients {
    (endpoint.regions.clone(), endpoint.fips, endpoint.dual_stack)
}

impl Resolver<'_> {
    /// The endpoint rules, in the order written.
    pub(super) fn endpoints(&mut self, written: &[EndpointRule]) -> Vec<model::Endpoint> {
        let mut first: HashMap<Clients, &Span> = HashMap::new();
        let mut aws: Option<&Span> = None;
        let mut rules = Vec::new();
        for rule in written {
            match rule {
                EndpointRule::One(endpoint) => {
                    self.check_endpoint(endpoint);
                    let rule = model::Endpoint {
                        url: endpoint.url.value.clone(),
                        regions: endpoint.regions.as_ref().map(|regions| regions.value.clone()),
                        fips: endpoint.fips,
                        dual_stack: endpoint.dual_stack,
                    };
                    if let Some(first) = first.get(&clients(&rule)) {
                        let diagnostic = Diagnostic::new(&codes::ENDPOINT, "this endpoint is never used");
                        let diagnostic = diagnostic
                            .label(&endpoint.url.span, "")
                            .label(first, "this one is for the same clients");
                        let help = "remove one of them, or add `regions`, `fips` or `dualStack`";
                        self.report(diagnostic.help(help));
                    } else {
                        first.insert(clients(&rule), &endpoint.url.span);
                    }
                    rules.push((rule, false));
                }
                EndpointRule::Aws(endpoints) => {
                    if let Some(first) = aws {
                        let diagnostic =
                            Diagnostic::duplicate(&codes::ENDPOINT, "`aws`", &endpoints.prefix.span, first);
                        self.report(diagnostic.help("remove one of them"));
                        continue;
                    }
                    aws = Some(&endpoints.prefix.span);
                    self.check_aws(&endpoints.prefix);
                    rules.extend(rules_of_aws(endpoints).map(|rule| (rule, true)));
                }
            }
        }
        // Rules of the spec replace AWS's rules for the same clients.
        rules.retain(|(rule, is_aws)| !is_aws || !first.contains_key(&clients(rule)));
        rules.into_iter().map(|(rule, _)| rule).collect()
    }

    fn check_aws(&mut self, prefix: &Spanned<String>) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        let is_prefix = prefix.value.chars().all(fits) && !prefix.value.contains("amazonaws");
        // Checks the longest label that contains the prefix.
        if !is_prefix || !is_host(&format!("{}-fips", prefix.value)) || !is_host(&prefix.value) {
            let message = format!("`{}` is not an endpoint prefix", prefix.value.escape_debug());
            let help = "write the first part of the host, such as `codeartifact` for `codeartifact.us-east-1.amazonaws.com`";
            self.error(&codes::ENDPOINT, message, &prefix.span, help);
        }
    }

    fn check_endpoint(&mut self, written: &spec::Endpoint) {
        self.check_url(&written.url);
        if let Some(regions) = &written.regions
            && !is_glob(&regions.value)
        {
            let help = "write a region, or a prefix and `*`, as in `cn-*`";
            self.error(&codes::ENDPOINT, "invalid regions", &regions.span, help);
        }
    }
}

impl Resolver<'_> {
    /// Reports a URL that requests cannot be sent to.
    pub(super) fn check_url(&mut self, url: &Spanned<String>) {
        let variables = self.document.service.variables.iter();
        let names: Vec<&str> = variables.map(|variable| variable.name.value.as_str()).collect();
        if let Some(Mistake { range, message, help }) = mistake(&url.value, &names) {
            let span = self.inside(url, range);
            self.error(&codes::ENDPOINT, message, &span, help);
        }
    }
}

/// Returns the rules of AWS: each variant for each partition.
fn rules_of_aws(written: &AwsEndpoints) -> impl Iterator<Item = model::Endpoint> + '_ {
    let has = |part: AwsPart| !written.without.contains(&part);
    let variants = [(false, false), (true, false), (false, true), (true, true)];
    let variants = variants.into_iter().filter(move |(fips, dual_stack)| {
        (!fips || has(AwsPart::Fips)) && (!dual_stack || has(AwsPart::DualStack))
    });
    variants.flat_map(move |(fips, dual_stack)| {
        let partitions = PARTITIONS.iter().filter(move |(part, ..)| part.is_none_or(has));
        partitions.map(move |(_, regions, suffix, dual_suffix)| model::Endpoint {
            url: format!(
                "https://{}{}.{{region}}.{}",
                written.prefix.value,
                if fips { "-fips" } else { "" },
                if dual_stack { dual_suffix } else { suffix }
            ),
            regions: regions.map(str::to_owned),
            fips,
            dual_stack,
        })
    })
}

/// Whether a text is a region or a pattern of regions, with `*` for any text.
fn is_glob(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-*".contains(c);
    !text.is_empty() && text.chars().all(fits) && !text.starts_with('-') && !text.ends_with('-')
}

/// Returns the problem that prevents requests to this URL.
fn mistake(url: &str, variables: &[&str]) -> Option<Mistake> {
    let all = 0..url.len();
    if url.starts_with("http://") {
        let help = "write `https://`; for a local server, set `endpoint_url` of the client";
        return Mistake::new(0..4, "unencrypted endpoint", help);
    }
    let Some(rest) = url.strip_prefix("https://") else {
        let rest = url.rsplit("://").next().unwrap_or_default().trim_start_matches('/');
        let help = match rest {
            "" => "write it as `https://service.example.com`".to_owned(),
            rest => format!("write `https://{}`", rest.escape_debug()),
        };
        return Mistake::new(all, "an endpoint must begin with `https://`", help);
    };
    let start = url.len() - rest.len();
    if let Some(found) = unknown_label(rest, start, variables) {
        return Some(found);
    }
    if let Some(at) = rest.find(['?', '#']) {
        let message = "query or fragment in an endpoint";
        return Mistake::new(
            start + at..url.len(),
            message,
            "remove it; parameters are members with `in: query`",
        );
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if authority.contains('@') {
        let help = "remove the part before `@`, and set `auth`";
        return Mistake::new(start..start + authority.len(), "user name in an endpoint", help);
    }
    let port_of = |text: &str| {
        if text.starts_with('{') && text.ends_with('}') { "1".to_owned() } else { text.to_owned() }
    };
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let end = start + host.len();
    if !is_host(host) {
        let help = "use letters, digits, inner hyphens and single dots";
        return Mistake::new(start..end.max(start + 1).min(url.len()), "invalid host", help);
    }
    if let Some(port) = port
        && let value = port_of(port)
        && !(value.bytes().all(|byte| byte.is_ascii_digit())
            && value.parse::<u16>().is_ok_and(|port| port > 0))
    {
        return Mistake::new(end..end + 1 + port.len(), "invalid port", "write a number from 1 to 65535");
    }
    // RFC 3986 section 3.3, without percent escapes.
    let odd = |c: char| !(c.is_ascii_alphanumeric() || "-.:/_~{}".contains(c));
    let at = path.find(odd)?;
    let at = start + authority.len() + at;
    let length = url.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let help = "use letters, digits, `-`, `.`, `_`, `~` and `:`";
    Mistake::new(at..at + length, "invalid path in an endpoint", help)
}

/// Whether requests can be sent to this URL as it is, which may have a query.
pub(super) fn is_whole_url(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let fits = |c: char| c.is_ascii_graphic() && !"\"#<>@\\^`{|}".contains(c);
    !authority.contains('{')
        && mistake(&url[..url.len() - path.len()], &[]).is_none()
        && path.chars().all(fits)
}

/// A label that is neither `{region}` nor a variable.
fn unknown_label(rest: &str, start: usize, variables: &[&str]) -> Option<Mistake> {
    let mut from = 0;
    while let Some(open) = rest.get(from..)?.find(['{', '}']).map(|at| from + at) {
        let close = rest.get(open..)?.find('}').filter(|_| rest[open..].starts_with('{')).map(|at| open + at);
        let Some(close) = close else {
            let message = "unbalanced brace in an endpoint";
            return Mistake::new(start + open..start + open + 1, message, "write `{region}`");
        };
        let label = &rest[open + 1..close];
        if label != "region" && !variables.contains(&label) {
            let message = format!("unknown variable `{{{}}}`", label.escape_debug());
            let known: Vec<&str> = variables.iter().copied().chain(["region"]).collect();
            let help = match closest(label, &known) {
                Some(close) => format!("did you mean `{{{close}}}`?"),
                None => format!("add `variables: {{ {}: {{}} }}` to the `service`", label.escape_debug()),
            };
            return Mistake::new(start + open..start + close + 1, message, help);
        }
        from = close + 1;
    }
    None
}

/// Whether this is a host name or an IPv4 address, after the region and variables are filled in.
pub(super) fn is_host(host: &str) -> bool {
    let host = host.replace(['{', '}'], "");
    let is_label = |label: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        let ends = !label.starts_with('-') && !label.ends_with('-');
        ends && (1..=LONGEST_LABEL).contains(&label.len()) && label.chars().all(fits)
    };
    host.len() <= LONGEST_HOST && host.split('.').all(is_label)
}
