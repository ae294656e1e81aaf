//! The service itself: module, protocol, authentication, endpoints.

use super::Lowering;
use super::names::Kind;
use crate::ir;
use crate::parse::suggest;
use crate::spec;

impl Lowering<'_> {
    /// Puts the service together.
    pub(super) fn service(
        &mut self,
        operations: Vec<ir::Operation>,
        errors: Vec<ir::ErrorType>,
    ) -> Option<ir::Service> {
        let written = &self.document.service;
        let module = self.rust_name(Kind::Module, &written.name, written.rust.as_ref());
        let protocol = self.protocol();
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
        Some(ir::Service {
            origin: self.source.file_name().to_owned(),
            module,
            name,
            doc,
            version,
            source,
            protocol: protocol?,
            auth,
            endpoints,
            operations,
            types: std::mem::take(&mut self.lowered),
            rules: std::mem::take(&mut self.rules),
            matchers: std::mem::take(&mut self.matchers),
            errors,
        })
    }

    fn protocol(&mut self) -> Option<ir::Protocol> {
        let written = &self.document.service.protocol;
        if written.value == "restJson1" {
            return Some(ir::Protocol::RestJson1);
        }
        let message = format!("the protocol `{}` is not known", written.value);
        self.error("protocol", message, &written.span, suggest(&written.value, &["restJson1"]));
        None
    }

    fn endpoint(&mut self, written: &spec::Endpoint) -> ir::Endpoint {
        let url = &written.url;
        let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
        let host = rest.map(|rest| rest.replace("{region}", "region"));
        // RFC 3986 section 3.2, a registered name and a port; no user, query or fragment.
        let fits = |c: char| c.is_ascii_alphanumeric() || "-.:/_".contains(c);
        if !host.is_some_and(|host| !host.is_empty() && !host.starts_with('/') && host.chars().all(fits)) {
            let help = "write it as `https://service.{region}.example.com`";
            self.error("endpoint", "this is no endpoint", &url.span, help);
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
