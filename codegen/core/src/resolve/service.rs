//! The service itself: module, protocol, authentication.

use super::Resolver;
use super::places::is_token;
use crate::diagnostic::codes;
use crate::model;
use crate::suggest::suggest;
use crate::syntax as spec;

const PROTOCOLS: &[(&str, model::Protocol)] = &[
    ("restJson1", model::Protocol::RestJson1),
    ("awsJson1_0", model::Protocol::AwsJson1_0),
    ("awsJson1_1", model::Protocol::AwsJson1_1),
];

impl Resolver<'_> {
    /// Puts the service together.
    pub(super) fn service(
        &mut self,
        operations: Vec<model::Operation>,
        errors: Vec<model::ErrorType>,
    ) -> model::Service {
        let written = &self.document.service;
        let mut head = self.head(&written.name, written.doc.as_ref(), None, written.rust.as_ref());
        // The name of a service is prose.
        head.name = self.doc(Some(&written.name)).unwrap_or_default();
        let version = self.doc(written.version.as_ref());
        let source = self.doc(written.source.as_ref());
        let endpoints = self.endpoints(&written.endpoints);
        let auth = match &written.auth.value {
            spec::Auth::SigV4(name) => {
                if !is_signing_name(name) {
                    let message = format!("`{}` is no signing name", name.escape_debug());
                    let help = "write the name that signatures are made with, as in `codeartifact`: letters, digits and dashes";
                    self.error(&codes::SIGNING_NAME, message, &written.auth.span, help);
                }
                model::Auth::SigV4(name.clone())
            }
            spec::Auth::Bearer => model::Auth::Bearer,
            spec::Auth::None => model::Auth::None,
        };
        model::Service {
            head,
            version,
            source,
            // What could not be read was reported.
            protocol: self.protocol.unwrap_or(model::Protocol::RestJson1),
            auth,
            endpoints,
            operations,
            // A definition that was not reached is of a spec with too many errors.
            types: std::mem::take(&mut self.definitions)
                .into_iter()
                .map(|it| it.unwrap_or_else(placeholder))
                .collect(),
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
                self.error(&codes::PROTOCOL, message, &name.span, suggest(&name.value, &known));
            }
            (Some(model::Protocol::AwsJson1_0 | model::Protocol::AwsJson1_1), None) => {
                let message = "this protocol needs what the header `X-Amz-Target` begins with";
                let help = format!("write it `{{ {}: PREFIX }}`", name.value);
                self.error(&codes::PROTOCOL, message, &name.span, help);
            }
            (Some(_), Some(target)) if !is_token(&target.value) => {
                let help = "write the prefix as it is on the wire, without the dot";
                self.error(&codes::PROTOCOL, "this cannot begin a header", &target.span, help);
            }
            (Some(_), Some(target)) if target.value.ends_with('.') => {
                let help =
                    "leave out the dot: the client writes it between the prefix and an operation's name";
                self.error(&codes::PROTOCOL, "this would be followed by a second dot", &target.span, help);
            }
            _ => {}
        }
        self.protocol = known;
    }

    /// Whether every operation is a `POST` to `/`.
    pub(super) fn is_aws_json(&self) -> bool {
        matches!(self.protocol, Some(model::Protocol::AwsJson1_0 | model::Protocol::AwsJson1_1))
    }
}

/// Whether a text can be a part of a credential scope, between slashes and before a comma: `IoTSecuredTunneling` is one.
fn is_signing_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
}

fn placeholder() -> model::Definition {
    model::Definition { head: model::Head::default(), inline: true, shape: model::Shape::Enum(Vec::new()) }
}
