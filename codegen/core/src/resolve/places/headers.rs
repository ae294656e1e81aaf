//! Names of headers, and those reserved for the client.

use super::Places;
use crate::diagnostic::{Diagnostic, codes};
use crate::resolve::Resolver;
use crate::resolve::places::Role;
use crate::syntax::{self as spec, Auth, Place, Spanned};

impl<'a> Resolver<'a> {
    pub(in crate::resolve) fn check_header(&mut self, name: &Spanned<String>) {
        if !is_token(&name.value) {
            let message = format!("invalid header name `{}`", name.value.escape_debug());
            self.error(&codes::HEADER_NAME, message, &name.span, "use letters, digits and dashes");
        }
    }

    /// Reports a request header that the client writes itself, or that it refuses.
    pub(super) fn refuse_reserved_header(&mut self, name: &Spanned<String>) {
        self.refuse_reserved_header_of(name, self.auth, "member");
    }

    /// Reports a request header that a client with this authentication writes itself, or refuses.
    pub(in crate::resolve) fn refuse_reserved_header_of(
        &mut self,
        name: &Spanned<String>,
        auth: &Auth,
        what: &str,
    ) {
        let header = name.value.to_ascii_lowercase();
        let Some((_, why, help)) =
            reserved_headers(auth).into_iter().find(|(reserved, ..)| *reserved == header)
        else {
            return;
        };
        let message = format!("a {what} cannot be sent in `{}`, which {why}", name.value);
        self.error(&codes::HEADER_NAME, message, &name.span, format!("remove the {what}{help}"));
    }

    /// Warns of a prefix that includes a header of the client.
    fn remark_on_reserved_header(&mut self, prefix: &Spanned<String>) {
        let begins = prefix.value.to_ascii_lowercase();
        let mut reserved = reserved_headers(self.auth).into_iter();
        let Some((reserved, why, _)) =
            reserved.find(|(reserved, ..)| !begins.is_empty() && reserved.starts_with(&begins))
        else {
            return;
        };
        let message = format!("this prefix fits `{reserved}`, which {why}");
        let warning = Diagnostic::new(&codes::HEADER_NAME, message).warning().label(&prefix.span, "");
        self.report(warning.help("write a longer prefix, if all of the headers have it"));
    }

    /// Checks the prefix of prefixed headers, which is required.
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
                let message = "missing `name`, the prefix of the headers";
                self.error(
                    &codes::MISSING_KEY,
                    message,
                    &member.name.span,
                    "add `name`, as in `name: x-meta-`",
                );
            }
        }
        if let Some(first) = places.on_wire.insert((Place::PrefixHeaders, String::new()), &member.name.span) {
            self.refuse_second(Place::PrefixHeaders, &member.name.span, first);
        }
    }
}

/// Headers that are managed by the connection.
pub(in crate::resolve) const CONNECTION: [&str; 4] =
    ["connection", "content-length", "host", "transfer-encoding"];

/// Headers that a member cannot be bound to, why, and what to do instead of removing it.
fn reserved_headers(auth: &Auth) -> Vec<(String, &'static str, &'static str)> {
    let own = "; the client sets this header";
    let connection = CONNECTION.map(|name| (name.to_owned(), "is set by the client", own));
    let of_credentials = |name: String| match name.as_str() {
        "authorization" => (name, "contains the client's credentials", ", or write `auth: none`"),
        _ => (name, "contains the client's credentials", "; the client sends its key in this header"),
    };
    let signs = auth.schemes().iter().any(|scheme| matches!(scheme, Auth::SigV4(_)));
    let signature = ["x-amz-date", "x-amz-security-token"]
        .map(|name| (name.to_owned(), "is part of the signature", "; the client signs each request"));
    let credentials = auth.headers().into_iter().map(of_credentials);
    connection.into_iter().chain(credentials).chain(signature.into_iter().filter(|_| signs)).collect()
}

/// Whether a text is a valid header name: a token of RFC 9110 section 5.6.2.
pub(in crate::resolve) fn is_token(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(fits)
}
