//! Operations.

use super::{Auth, ErrorId, Example, Head, Member, Path};

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Name and documentation.
    pub head: Head,
    /// Part of a request that identifies the operation.
    pub route: Route,
    /// Authentication of its requests, if it differs from the service's.
    pub auth: Option<Auth>,
    /// URL that its requests are sent to, if not the service's.
    pub endpoint: Option<String>,
    /// What precedes the host of its requests; its labels are members of the input.
    pub host_prefix: Option<Path>,
    /// Constant headers, which are added to the service's or replace them.
    pub headers: Vec<(String, String)>,
    /// Statuses of success; every 2xx if there are none.
    pub statuses: Vec<u16>,
    /// Whether it changes nothing.
    pub readonly: bool,
    /// Whether sending it twice has the same effect as sending it once.
    pub idempotent: bool,
    /// Format of the request's body.
    pub body: BodyFormat,
    /// Members of its input.
    pub input: Vec<Member>,
    /// Members of its output.
    pub output: Vec<Member>,
    /// Errors that it can return: the service's and its own.
    pub errors: Vec<ErrorId>,
    /// How its pages are requested.
    pub pagination: Option<Pagination>,
    /// Examples of calls.
    pub examples: Vec<Example>,
}

impl Operation {
    /// Returns whether a client may send it again if it may have been processed.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.readonly || self.idempotent || self.input.iter().any(|member| member.idempotency_token)
    }
}

/// Part of a request that identifies its operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// By method and path.
    Http {
        /// The method.
        method: HttpMethod,
        /// The path.
        path: Path,
    },
    /// By this value of the header `X-Amz-Target`.
    Target(String),
    /// An invalid route, which was reported.
    Error,
}

/// Format of a request body that has members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyFormat {
    /// A JSON object.
    #[default]
    Json,
    /// A form (`application/x-www-form-urlencoded`).
    Form(FormStyle),
    /// Parts with a media type each (`multipart/form-data`); blobs are files.
    Multipart,
}

/// How a form writes members inside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormStyle {
    /// Not at all: values are simple, and a list repeats its name.
    Plain,
    /// `items[0][price]=7`
    Brackets,
}

impl BodyFormat {
    /// Returns its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form(_) => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
        }
    }
}

/// The HTTP method of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpMethod(String);

impl HttpMethod {
    /// The methods that almost every API uses, in the order of their names.
    pub const USUAL: [&str; 6] = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

    /// Returns the method of this name. Names are case-sensitive (RFC 9110 section 9.1), and those in use are in
    /// capitals. `CONNECT` is not the method of an operation, since it opens a tunnel.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let is_method = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
            && name != "CONNECT";
        is_method.then(|| Self(name.to_owned()))
    }

    /// Returns its name on the wire.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Returns whether it is one of [`USUAL`](Self::USUAL).
    pub fn is_usual(&self) -> bool {
        Self::USUAL.contains(&self.name())
    }
}

/// Pagination of an operation. A member of the input or the output is a path of indices, such as two for `result.token`.
/// Views [`map`](Self::map) them to what they call the members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination<M = Vec<usize>> {
    /// How one page leads to the next.
    pub style: PageStyle<M>,
    /// Input member that limits a page.
    pub page_size: Option<M>,
    /// Output member that contains the items, a list or a map.
    pub items: M,
    /// Output member, a boolean, that is true if there are more pages.
    pub has_more: Option<M>,
}

/// How one page leads to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageStyle<M = Vec<usize>> {
    /// By tokens in the output.
    Cursor {
        /// Input member for each token, and output member with the next one: both strings, or integers of one
        /// width.
        tokens: Vec<(M, M)>,
        /// Whether the last page has the token that it was requested with.
        ends_on_repeated_token: bool,
    },
    /// By counting.
    Count {
        /// The things counted.
        what: Counted,
        /// Input member for the number.
        member: M,
        /// Number of the first page or item.
        first: i64,
        /// Output member with the total number.
        total: Option<M>,
        /// Output member with the number of all items, where pages are counted.
        total_items: Option<M>,
    },
    /// By the last item of a page.
    After {
        /// Input member for the identifier of the last item.
        member: M,
        /// Member of an item that identifies it, of the same type: a string or an integer.
        from: M,
    },
    /// By a `Link` header (RFC 8288) with this relation.
    Link(String),
    /// By the URL of the next page, in this output member.
    NextUrl(M),
}

impl<M> Pagination<M> {
    /// Returns the same with other members: those of the input, of the output and of an item are mapped. Returns none if
    /// a function does.
    pub fn map<N>(
        &self,
        input: impl Fn(&M) -> Option<N>,
        output: impl Fn(&M) -> Option<N>,
        item: impl Fn(&M) -> Option<N>,
    ) -> Option<Pagination<N>> {
        let optional = |of: &Option<M>| of.as_ref().map_or(Some(None), |of| output(of).map(Some));
        let style = match &self.style {
            PageStyle::Cursor { tokens, ends_on_repeated_token } => {
                let tokens = tokens.iter().map(|(sent, received)| Some((input(sent)?, output(received)?)));
                let tokens = tokens.collect::<Option<_>>()?;
                PageStyle::Cursor { tokens, ends_on_repeated_token: *ends_on_repeated_token }
            }
            PageStyle::Count { what, member, first, total, total_items } => PageStyle::Count {
                what: *what,
                member: input(member)?,
                first: *first,
                total: optional(total)?,
                total_items: optional(total_items)?,
            },
            PageStyle::After { member, from } => {
                PageStyle::After { member: input(member)?, from: item(from)? }
            }
            PageStyle::Link(rel) => PageStyle::Link(rel.clone()),
            PageStyle::NextUrl(url) => PageStyle::NextUrl(output(url)?),
        };
        Some(Pagination {
            style,
            page_size: self.page_size.as_ref().map_or(Some(None), |of| input(of).map(Some))?,
            items: output(&self.items)?,
            has_more: optional(&self.has_more)?,
        })
    }
}

/// What a client counts to request pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Pages.
    Pages,
    /// Items.
    Items,
}
