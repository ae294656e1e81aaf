//! Operations.

use super::{Auth, ErrorId, Example, Head, Member, Path};

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Name and documentation.
    pub head: Head,
    /// How a request names the operation.
    pub route: Route,
    /// How its requests are authenticated, if not as the service's.
    pub auth: Option<Auth>,
    /// URL that its requests are sent to, if not the service's.
    pub endpoint: Option<String>,
    /// Headers that each of its requests has, besides the service's or in place of them.
    pub headers: Vec<(String, String)>,
    /// Statuses of success; every 2xx if there are none.
    pub statuses: Vec<u16>,
    /// Whether it changes nothing.
    pub readonly: bool,
    /// Whether sending it twice does no more than sending it once.
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
    /// Returns whether a client may send it again when it may have been carried out.
    pub fn is_repeatable(&self) -> bool {
        self.readonly || self.idempotent || self.input.iter().any(|member| member.idempotency_token)
    }
}

/// How a request names its operation.
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
    /// A route that could not be read, which was reported.
    Error,
}

/// Format of a request's body that has members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyFormat {
    /// A JSON object.
    #[default]
    Json,
    /// A form (`application/x-www-form-urlencoded`).
    Form(FormStyle),
    /// Parts with a media type each (`multipart/form-data`), blobs among them as files.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpMethod {
    /// `DELETE`
    Delete,
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `POST`
    Post,
    /// `PUT`
    Put,
}

impl HttpMethod {
    /// Every method, in the order of their names.
    pub const ALL: [Self; 6] = [Self::Delete, Self::Get, Self::Head, Self::Patch, Self::Post, Self::Put];

    /// Returns its name on the wire (RFC 9110 section 9.1).
    pub fn name(self) -> &'static str {
        match self {
            Self::Delete => "DELETE",
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// How the pages of an operation are requested; members by their indices. An output member has before it the structures
/// that it is in: `result.token` is two indices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// How one page leads to the next.
    pub style: PageStyle,
    /// Input member that limits a page.
    pub page_size: Option<usize>,
    /// Output member that contains the items, a list or a map.
    pub items: Vec<usize>,
    /// Output member, a boolean, that is true if there are more pages.
    pub has_more: Option<Vec<usize>>,
}

/// How one page leads to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageStyle {
    /// It has tokens for the next one.
    Cursor {
        /// Input member that takes each token, and output member that has it: both strings, or numbers of one width.
        tokens: Vec<(usize, Vec<usize>)>,
        /// Whether the last page has the token that it was requested with.
        ends_on_repeated_token: bool,
    },
    /// The client counts.
    Count {
        /// What it counts.
        what: Counted,
        /// Input member that takes the number.
        member: usize,
        /// Number of the first page or item.
        first: i64,
        /// Output member with the number of all of them.
        total: Option<Vec<usize>>,
    },
    /// The next one is what comes after its last item.
    After {
        /// Input member that takes what stands for the last item.
        member: usize,
        /// Member of an item that stands for it, of the same type: a string or a number.
        from: Vec<usize>,
    },
    /// It has a `Link` header (RFC 8288) with this relation.
    Link(String),
    /// It has the URL of the next one, in this output member.
    NextUrl(Vec<usize>),
}

/// What a client counts to request pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Pages.
    Pages,
    /// Items.
    Items,
}

/// Where a member is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In a label of the path.
    Path,
    /// In the query string.
    Query,
    /// In the query string, as a map of parameters.
    QueryParams,
    /// In a header.
    Header,
    /// In headers with a common prefix, the member's name on the wire, as a map.
    PrefixHeaders,
    /// As the whole body.
    Payload,
    /// As the status code.
    StatusCode,
    /// In the JSON body.
    Body,
}
