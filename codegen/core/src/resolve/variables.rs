//! Variables of endpoints: their places in URLs, and their valid values.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, VariablePlace};
use crate::syntax::{EndpointRule, Spanned};
use crate::text::Span;

impl Resolver<'_> {
    /// The variables, in the order written.
    pub(super) fn variables(&mut self) -> Vec<model::Variable> {
        let document = self.document;
        let rules = document.service.endpoints.iter().filter_map(|rule| match rule {
            EndpointRule::One(endpoint) => Some(&endpoint.url),
            EndpointRule::Aws(_) => None,
        });
        let own = document.operations.iter().filter_map(|operation| operation.endpoint.as_ref());
        let auths = document.operations.iter().filter_map(|operation| operation.auth.as_ref());
        let auths = auths.chain([&document.service.auth]);
        let tokens =
            auths.flat_map(|auth| auth.value.token_endpoints().map(|it| (it.url.as_str(), &auth.span)));
        let tokens: Vec<(&str, &Span)> = tokens.collect();
        let urls: Vec<&Spanned<String>> = rules.chain(own).collect();
        let mut variables = Vec::new();
        for written in &document.service.variables {
            let place = self.variable_place(&written.name, &urls, &tokens);
            if let (Some(place), Some(default)) = (place, &written.default)
                // What is empty was reported.
                && !default.value.is_empty()
                && !fits(place, &default.value)
            {
                let message = format!("`{}` is not valid as {}", default.value.escape_debug(), what(place));
                self.error(&codes::VARIABLE, message, &default.span, characters(place));
            }
            variables.push(model::Variable {
                head: self.head(&written.name, &written.head),
                default: written.default.as_ref().map(|default| default.value.clone()),
                place: place.unwrap_or(VariablePlace::Label),
            });
        }
        variables
    }

    /// Returns the place of a variable, which must be the same in all URLs.
    fn variable_place(
        &mut self,
        name: &Spanned<String>,
        urls: &[&Spanned<String>],
        tokens: &[(&str, &Span)],
    ) -> Option<VariablePlace> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        if name.value.is_empty() || !name.value.chars().all(is_name) {
            let help = "use letters, digits, `_` and `-`";
            self.error(&codes::VARIABLE, "invalid name of a variable", &name.span, help);
            return None;
        }
        if name.value == "region" {
            let help = "rename it, as in `{area}`, or remove it: `{region}` is the client's region";
            self.error(&codes::VARIABLE, "reserved variable `region`", &name.span, help);
            return None;
        }
        let label = format!("{{{}}}", name.value);
        let mut first: Option<(VariablePlace, Span)> = None;
        let of_host = [VariablePlace::Host, VariablePlace::Domain];
        let endpoints = urls.iter().map(|url| (url.value.as_str(), &url.span, Some(*url)));
        let tokens = tokens.iter().map(|(url, span)| (*url, *span, None));
        for (url, span, written) in endpoints.chain(tokens) {
            for (at, _) in url.match_indices(&label) {
                let inside = written.map(|url| self.inside(url, at..at + label.len()));
                let span = inside.unwrap_or_else(|| span.clone());
                let found = place(url, at, &label);
                match &first {
                    None => first = Some((found, span)),
                    // Where one has no port, none has.
                    Some((place, there)) if of_host.contains(place) && of_host.contains(&found) => {
                        let place = if *place == found { found } else { VariablePlace::Domain };
                        first = Some((place, there.clone()));
                    }
                    Some((place, there)) if *place != found => {
                        let message =
                            format!("`{label}` is {} here, but {} elsewhere", what(found), what(*place));
                        let diagnostic = Diagnostic::new(&codes::VARIABLE, message).label(&span, "");
                        let diagnostic = diagnostic.label(there, "elsewhere");
                        self.report(diagnostic.help("use two variables"));
                        return None;
                    }
                    Some(_) => {}
                }
            }
        }
        if first.is_none() {
            let message = format!("no endpoint contains `{label}`");
            self.error(&codes::VARIABLE, message, &name.span, "remove the variable, or add it to the URL");
        }
        first.map(|(place, _)| place)
    }
}

/// Returns the place of a label in a URL.
fn place(url: &str, at: usize, label: &str) -> VariablePlace {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find('/').map_or(url.len(), |at| start + at);
    if at >= end {
        return VariablePlace::Segment;
    }
    let (before, after) = (&url[start..at], &url[at + label.len()..end]);
    let is_rest = before.is_empty() || before.ends_with('.');
    match after.bytes().next() {
        None if is_rest => VariablePlace::Host,
        Some(b':') if is_rest => VariablePlace::Domain,
        _ if before.ends_with(':') => VariablePlace::Port,
        _ => VariablePlace::Label,
    }
}

/// Describes a valid value, with its article.
fn what(place: VariablePlace) -> &'static str {
    match place {
        VariablePlace::Host => "a host",
        VariablePlace::Domain => "a host without a port",
        VariablePlace::Label => "a part of a host",
        VariablePlace::Port => "a port",
        VariablePlace::Segment => "a part of a path",
    }
}

/// Describes the valid characters.
fn characters(place: VariablePlace) -> &'static str {
    match place {
        VariablePlace::Host => {
            "write a host of letters, digits, inner hyphens and dots, and a port if it needs one"
        }
        VariablePlace::Domain => "write a host of letters, digits, inner hyphens and dots",
        VariablePlace::Label => "write letters, digits and inner hyphens",
        VariablePlace::Port => "write a number from 1 to 65535",
        VariablePlace::Segment => "write letters, digits, `-`, `.`, `_` and `~`",
    }
}

/// Whether a value is valid, as the client checks it.
fn fits(place: VariablePlace, value: &str) -> bool {
    let is_label = |label: &str| {
        let fits = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        fits && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    let is_host = |host: &str| host.len() <= 253 && host.split('.').all(is_label);
    let is_port = |port: &str| {
        port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    match place {
        VariablePlace::Label => is_label(value),
        VariablePlace::Port => is_port(value),
        VariablePlace::Domain => is_host(value),
        VariablePlace::Host => match value.split_once(':') {
            Some((host, port)) => is_host(host) && is_port(port),
            None => is_host(value),
        },
        VariablePlace::Segment => {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            !value.is_empty() && value.bytes().all(fits) && !matches!(value, "." | "..")
        }
    }
}
