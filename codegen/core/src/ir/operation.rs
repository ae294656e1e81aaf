//! Operations.

use super::{Deprecated, Example, Structure, Type};

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name in the API.
    pub name: String,
    /// Its type.
    pub rust_name: String,
    /// Its method on the client.
    pub method: String,
    /// What it does.
    pub doc: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// How a request says that it is for this operation.
    pub route: Route,
    /// Whether it changes nothing.
    pub readonly: bool,
    /// Whether sending it twice does no more than sending it once.
    pub idempotent: bool,
    /// What it takes.
    pub input: Structure,
    /// What it gives.
    pub output: Structure,
    /// Type of its errors.
    pub error: String,
    /// Types of the errors that it may answer with.
    pub errors: Vec<String>,
    /// How its pages hang together.
    pub pagination: Option<Pagination>,
    /// Calls that must work out as they say.
    pub examples: Vec<Example>,
}

/// How a request says which operation it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// By its method and path.
    Http {
        /// The method.
        method: HttpMethod,
        /// The path, as written: literal text and `{label}`s.
        path: String,
    },
    /// By the header `X-Amz-Target` with this value.
    Target(String),
}

/// A method that an operation may have.
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

    /// The method's name as it is on the wire (RFC 9110 section 9.1).
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

/// How an operation's pages hang together; all are names of Rust fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// Input field that takes the token.
    pub input_token: String,
    /// Output field that brings the next one.
    pub output_token: String,
    /// Input field that bounds a page.
    pub page_size: Option<String>,
    /// Output field that holds the items.
    pub items: String,
    /// Whether that field is always there.
    pub items_required: bool,
    /// What an item is.
    pub item: Type,
}
