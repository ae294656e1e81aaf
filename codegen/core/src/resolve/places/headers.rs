//! Names of headers, and those that belong to the client.

use super::Places;
use crate::diagnostic::{Diagnostic, codes};
use crate::resolve::Resolver;
use crate::resolve::structures::Role;
use crate::syntax::{self as spec, Auth, Place, Spanned};

impl<'a> Resolver<'a> {
    pub(super) fn check_header(&mut self, name: &Spanned<String>) {
        if !is_token(&name.value) {
            let message = format!("`{}` is not a valid header name", name.value.escape_debug());
            self.error(
                &codes::HEADER_NAME,
                message,
                &name.span,
                "a header's name has letters, digits and dashes",
            );
        }
    }

    /// Reports a header of a request that the client itself writes, or that it refuses.
    pub(super) fn refuse_reserved_header(&mut self, name: &Spanned<String>) {
        let header = name.value.to_ascii_lowercase();
        let Some((_, why, help)) = self.reserved_headers().find(|(reserved, ..)| *reserved == header) else {
            return;
        };
        let message = format!("no member can be sent as `{}`, which {why}", name.value);
        self.error(&codes::HEADER_NAME, message, &name.span, help);
    }

    /// Remarks upon a prefix that has a header of the client's among those that begin with it.
    fn remark_on_reserved_header(&mut self, prefix: &Spanned<String>) {
        let begins = prefix.value.to_ascii_lowercase();
        let Some((reserved, why, _)) = self
            .reserved_headers()
            .find(|(reserved, ..)| !begins.is_empty() && reserved.starts_with(&begins))
        else {
            return;
        };
        let message = format!("a header that begins so may be `{reserved}`, which {why}");
        let warning = Diagnostic::new(&codes::HEADER_NAME, message).warning().label(&prefix.span, "");
        self.report(warning.help("write a longer prefix, if all of the headers begin with it"));
    }

    /// Headers that no request has from a member, why not, and what to do.
    fn reserved_headers(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        let connection = ["connection", "content-length", "host", "transfer-encoding"].map(|name| {
            (name, "is set by the client", "remove the member: the client takes care of that header")
        });
        let help = "remove the member, or write `auth: none`";
        let credentials = ("authorization", "is where the client puts its credentials", help);
        let signature = ["x-amz-date", "x-amz-security-token"].map(|name| {
            (name, "is a part of the signature", "remove the member: the client signs each request")
        });
        let auth = &self.document.service.auth.value;
        let (proves, signs) = (*auth != Auth::None, matches!(auth, Auth::SigV4(_)));
        connection
            .into_iter()
            .chain(proves.then_some(credentials))
            .chain(signature.into_iter().filter(move |_| signs))
    }

    /// The prefix of prefixed headers, which must be said.
    pub(super) fn check_prefix(&mut self, member: &'a spec::Member, places: &mut Places<'a>) {
        match &member.wire_name {
            Some(name) => {
                // With an empty prefix, the map has all headers.
                if !name.value.is_empty() {
                    self.check_header(name);
                }
                if matches!(places.role, Role::Input { .. }) {
                    self.remark_on_reserved_header(name);
                }
                places.prefix.get_or_insert(name);
            }
            None => {
                let message = "`in: prefixHeaders` needs `name`, what the headers begin with";
                self.error(&codes::MISSING_KEY, message, &member.name.span, "add it, as in `name: x-meta-`");
            }
        }
        if let Some(first) = places.on_wire.insert((Place::PrefixHeaders, String::new()), &member.name.span) {
            let diagnostic = Diagnostic::new(&codes::PLACE, "only one member can be bound there");
            let diagnostic = diagnostic.label(&member.name.span, "this is a second one");
            self.report(diagnostic.label(first, "the first").help("put one of them elsewhere"));
        }
    }
}

/// Whether a text can be the name of a header: a token of RFC 9110 section 5.6.2.
pub(in crate::resolve) fn is_token(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(fits)
}
