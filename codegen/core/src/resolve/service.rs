//! The service itself: module, protocol, authentication.

use super::Resolver;
use super::places::is_token;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{self, Protocol};
use crate::suggest::protocol_elsewhere;

impl Resolver<'_> {
    /// Resolves the service.
    pub(super) fn service(
        &mut self,
        operations: Vec<model::Operation>,
        errors: Vec<model::ErrorType>,
    ) -> model::Service {
        let written = &self.document.service;
        let mut head = self.head(&written.name, &written.head);
        // The name of a service may contain any prose. A blank one is kept, since it names no module.
        head.name = self.doc(Some(&written.name)).filter(|name| !name.is_empty()).unwrap_or(head.name);
        let version = self.doc(written.version.as_ref());
        let source = self.doc(written.source.as_ref());
        let endpoints = self.endpoints(&written.endpoints);
        let variables = self.variables();
        self.check_auth(&written.auth);
        let headers = self.headers(&written.headers, &written.auth.value);
        self.check_service_headers(&written.headers);
        model::Service {
            head,
            version,
            source,
            // An invalid protocol was reported.
            protocol: self.protocol.unwrap_or(Protocol::Http),
            auth: written.auth.value.clone(),
            endpoints,
            variables,
            headers,
            failure: self.failure(),
            operations,
            // A definition is only missing in a spec with too many errors.
            types: std::mem::take(&mut self.definitions)
                .into_iter()
                .map(|it| it.unwrap_or_else(placeholder))
                .collect(),
            errors,
        }
    }

    /// Resolves the protocol and its prefix of operation names.
    pub(super) fn read_protocol(&mut self) {
        let Some(written) = &self.document.service.protocol else {
            return;
        };
        let name = &written.name;
        let known = Protocol::ALL.into_iter().find(|known| known.name() == name.value);
        match (known, &written.target) {
            (None, _) => {
                let known = Protocol::ALL.map(Protocol::name);
                let diagnostic =
                    Diagnostic::unknown(&codes::PROTOCOL, "protocol", &name.value, &name.span, &known);
                self.report(diagnostic.instead(protocol_elsewhere(&name.value).map(str::to_owned)));
            }
            (Some(protocol), None) if protocol.is_aws_json() => {
                let message = "missing prefix of the header `X-Amz-Target`";
                let help = format!("write `{{ {}: PREFIX }}`", name.value);
                self.error(&codes::PROTOCOL, message, &name.span, help);
            }
            (Some(_), Some(target)) if !is_token(&target.value) => {
                let help = "write the prefix on the wire, without the dot";
                self.error(&codes::PROTOCOL, "invalid prefix of a header value", &target.span, help);
            }
            (Some(_), Some(target)) if target.value.ends_with('.') => {
                let help = "remove the dot; the client adds it";
                self.error(&codes::PROTOCOL, "dot at the end of the prefix", &target.span, help);
            }
            _ => {}
        }
        self.protocol = known;
        self.check_timestamps();
    }

    /// Whether the protocol is JSON over plain HTTP.
    pub(super) fn is_http(&self) -> bool {
        self.protocol == Some(Protocol::Http)
    }

    /// Whether every operation is a `POST` to `/`.
    pub(super) fn is_aws_json(&self) -> bool {
        self.protocol.is_some_and(Protocol::is_aws_json)
    }
}

fn placeholder() -> model::Definition {
    model::Definition { head: model::Head::default(), inline: true, shape: model::Shape::Enum(Vec::new()) }
}
