//! The `Link` header (RFC 8288).

use crate::response::Response;

/// Returns the target of the first link with this relation, as written: a relative or absolute reference.
/// Links about another page (`anchor`) do not count, nor does one with `results="false"`, by which Sentry marks an empty
/// page.
///
/// ```
/// use speccast_runtime::codegen::link;
///
/// let header = r#"</items?page=2>; rel="next", </items?page=9>; rel=last"#;
/// let response = http::Response::builder().header("link", header).body("")?.into();
/// assert_eq!(link(&response, "next").as_deref(), Some("/items?page=2"));
/// # Ok::<_, http::Error>(())
/// ```
pub fn link(response: &Response, rel: &str) -> Option<String> {
    response.headers().get_all(http::header::LINK).into_iter().find_map(|header| {
        // A title in another encoding must not hide the link.
        let header = String::from_utf8_lossy(header.as_bytes());
        Links { rest: &header }.find(|link| link.is(rel)).map(|link| link.target.to_owned())
    })
}

/// A link: its target and the relevant parameters.
#[derive(Debug, Default, PartialEq, Eq)]
struct Link<'h> {
    target: &'h str,
    /// The first `rel`; others are ignored (section 3.3).
    rel: Option<String>,
    has_anchor: bool,
    is_empty: bool,
}

impl Link<'_> {
    /// Returns whether it has this relation; names are case-insensitive (section 2.1.1).
    fn is(&self, wanted: &str) -> bool {
        let rels = self.rel.iter().flat_map(|rels| rels.split_ascii_whitespace());
        !self.has_anchor && !self.is_empty && rels.into_iter().any(|rel| rel.eq_ignore_ascii_case(wanted))
    }
}

/// The links of one header, up to the first syntax error (appendix B.2).
struct Links<'h> {
    rest: &'h str,
}

impl<'h> Iterator for Links<'h> {
    type Item = Link<'h>;

    fn next(&mut self) -> Option<Link<'h>> {
        self.rest = self.rest.trim_start_matches([' ', '\t', ',']);
        let (target, rest) = self.rest.strip_prefix('<')?.split_once('>')?;
        self.rest = rest;
        let mut link = Link { target: target.trim(), ..Link::default() };
        while let Some((name, value)) = self.parameter() {
            if name.eq_ignore_ascii_case("rel") && link.rel.is_none() {
                link.rel = Some(value);
            } else if name.eq_ignore_ascii_case("anchor") {
                link.has_anchor = true;
            } else if name.eq_ignore_ascii_case("results") {
                link.is_empty = value == "false";
            }
        }
        Some(link)
    }
}

impl<'h> Links<'h> {
    /// Returns the next parameter of a link; none at its end (appendix B.3).
    fn parameter(&mut self) -> Option<(&'h str, String)> {
        let rest = self.blanks().strip_prefix(';')?.trim_start_matches([' ', '\t', ';']);
        let end = rest.find(['=', ';', ',']).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        self.rest = rest;
        let value = match rest.strip_prefix('=') {
            Some(value) => self.value(value.trim_start_matches([' ', '\t'])),
            None => String::new(),
        };
        Some((name.trim(), value))
    }

    /// Returns a value, quoted or not.
    fn value(&mut self, text: &'h str) -> String {
        let Some(quoted) = text.strip_prefix('"') else {
            let end = text.find([';', ',']).unwrap_or(text.len());
            let (value, rest) = text.split_at(end);
            self.rest = rest;
            return value.trim().to_owned();
        };
        let (mut value, mut characters) = (String::new(), quoted.chars());
        while let Some(character) = characters.next().filter(|character| *character != '"') {
            // A backslash quotes the next character (RFC 9110 section 5.6.4).
            value.extend(if character == '\\' { characters.next() } else { Some(character) });
        }
        self.rest = characters.as_str();
        value
    }

    fn blanks(&mut self) -> &'h str {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
        self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(header: &str) -> Option<&str> {
        Links { rest: header }.find(|link| link.is("next")).map(|link| link.target)
    }

    #[test]
    fn what_is_a_next_link() {
        for header in [
            "</a>; rel=next",
            "</a>;rel=\"next\"",
            "</a> ; rel = \"next\"",
            "</a>; REL=Next",
            "</a>; rel=\"prev next\"",
            "</a>; title=\"a; rel=\\\"x\\\", <b>\"; rel=next",
            "</b>; rel=prev, </a>; rel=next, </c>; rel=next",
            "</b,;c>; rel=\"prev\"; title=\"x, y\",, </a>; rel=next",
            "</a>; crossorigin; rel=next",
            "</a>; rel=next; rel=prev",
            "</a>;; rel=next;",
            "< /a >; rel=next",
            "</a>; rel=\"next",
            "</b>; rel=next; anchor=\"/other\", </a>; rel=next",
            "</b>; rel=prev; results=\"false\", </a>; rel=next; results=\"true\"",
        ] {
            assert_eq!(next(header), Some("/a"), "{header}");
        }
    }

    #[test]
    fn what_is_none() {
        for header in [
            "",
            ",",
            "/a; rel=next",
            "</a; rel=next",
            "</a>",
            "</a> rel=next",
            "</a>; rel=nextpage",
            "</a>; rel=prev; rel=next",
            "</a>; title=\"rel=next\"",
            "</a>; rel=prev; title=\", </b>; rel=next",
            "</a>; rel=\"prev\\\"\", x </b>; rel=next",
            "</a>; rel=\"next\"; results=\"false\"; cursor=\"0:100:0\"",
        ] {
            assert_eq!(next(header), None, "{header}");
        }
        assert_eq!(next("<>; rel=next"), Some(""), "a reference to the page itself");
    }
}
