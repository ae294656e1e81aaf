//! Names of headers, and those that belong to the client.

use super::Places;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::spec::{self, Auth, Place, Spanned};

impl<'a> Lowering<'a> {
    pub(super) fn check_header(&mut self, name: &Spanned<String>) {
        if !is_token(&name.value) {
            let message = format!("`{}` is no name of a header", name.value.escape_debug());
            self.error("header-name", message, &name.span, "a header's name has letters, digits and dashes");
        }
    }

    /// Reports a header of a request that the client itself writes, or that it refuses.
    pub(super) fn refuse_reserved_header(&mut self, name: &Spanned<String>) {
        let header = name.value.to_ascii_lowercase();
        let auth = &self.document.service.auth.value;
        let signs = matches!(auth, Auth::SigV4(_));
        let (why, help) = match header.as_str() {
            "connection" | "content-length" | "host" | "transfer-encoding" => {
                ("belongs to the connection", "remove the member: the client takes care of that header")
            }
            "authorization" if *auth != Auth::None => (
                "is where the client puts its credentials",
                "remove the member, or write `auth: none` if it is to say who calls",
            ),
            "x-amz-date" | "x-amz-security-token" if signs => {
                ("is a part of the signature", "remove the member: the client signs each request")
            }
            _ => return,
        };
        let message = format!("no member can be sent as `{}`, which {why}", name.value);
        self.error("header-name", message, &name.span, help);
    }

    /// The prefix of prefixed headers, which must be said.
    pub(super) fn check_prefix(&mut self, member: &'a spec::Member, places: &mut Places<'a>) {
        match &member.wire_name {
            Some(name) => {
                self.check_header(name);
                places.prefix.get_or_insert(name);
            }
            None => {
                let message = "`in: prefixHeaders` needs `name`, what the headers begin with";
                self.error("missing-key", message, &member.name.span, "add it, as in `name: x-meta-`");
            }
        }
        if let Some(first) = places.on_wire.insert((Place::PrefixHeaders, String::new()), &member.name.span) {
            let diagnostic = Diagnostic::error("place", "just one member travels there");
            let diagnostic = diagnostic.label(&member.name.span, "this is a second one");
            self.report(diagnostic.label(first, "the first").help("put one of them elsewhere"));
        }
    }
}

/// Whether a text can be the name of a header: a token of RFC 9110 section 5.6.2.
pub(in crate::lower) fn is_token(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(fits)
}
