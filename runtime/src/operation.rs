//! Operations as data and pure functions: what a request is made of, what a response means.
//!
//! Nothing here does I/O. A client drives an operation over a network; [`encode`] and [`decode`] let anything else do
//! so: a test, a queue, another HTTP stack.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::error::{DecodeError, Error, Failure};
use crate::modeled::OperationError;
use crate::response::Response;
use crate::types::Sensitive;
use crate::validate::Violations;

pub use crate::json::{Head, HeadPart};
pub use crate::request::{EncodeError, Request};

/// An operation of a service: its types, and how they travel.
///
/// ```
/// use speccast_runtime::operation::{self, Meta, Operation, Request};
/// use speccast_runtime::serde::{Deserialize, Serialize};
/// use speccast_runtime::{builder, operation_error};
///
/// /// Input of `GetWidget`.
/// #[derive(Clone, Debug)]
/// pub struct GetWidgetInput {
///     pub name: String,
/// }
///
/// builder! {
///     GetWidgetInput::new(name: String) {}
/// }
///
/// /// A widget.
/// #[derive(Debug, Deserialize)]
/// #[serde(crate = "speccast_runtime::serde")]
/// pub struct Widget {
///     pub size: i32,
/// }
///
/// operation_error! {
///     /// Errors of `GetWidget`.
///     pub enum GetWidgetError {}
/// }
///
/// /// `GET /widgets/{name}`.
/// pub struct GetWidget;
///
/// impl Operation for GetWidget {
///     type Input = GetWidgetInput;
///     type Output = Widget;
///     type Error = GetWidgetError;
///
///     const META: Meta = Meta::new("GetWidget").readonly();
///
///     fn encode(input: &GetWidgetInput) -> Request {
///         Request::get("/widgets/{name}").label("name", &input.name)
///     }
/// }
///
/// let request = operation::encode::<GetWidget>(&GetWidgetInput::new("cog"))?;
/// assert_eq!(request.uri(), "/widgets/cog");
/// let widget = operation::decode::<GetWidget>(http::Response::new(r#"{"size":3}"#))?;
/// assert_eq!(widget.size, 3);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub trait Operation: Sized + Send + Sync + 'static {
    /// What the caller gives.
    type Input: Clone + Send + Sync + 'static;
    /// What the service answers.
    type Output: DeserializeOwned + Send + 'static;
    /// What the service refuses with.
    type Error: OperationError;

    /// Its name and traits.
    const META: Meta;
    /// The check of an input; by default there is nothing to check.
    const VALIDATE: Validator<Self> = |_| Ok(());
    /// Members of the output that travel outside the body.
    const HEAD: Head = &[];
    /// The member of the input by which the service knows a request that it has had before.
    ///
    /// A client fills it in where it is absent, once a call, so that every attempt has the same; the operation may be
    /// repeated then.
    const IDEMPOTENCY_TOKEN: Option<InputToken<Self>> = None;

    /// Makes the request, without authority and credentials.
    fn encode(input: &Self::Input) -> Request;

    /// Reads a response of success.
    ///
    /// # Errors
    /// Where a member has the wrong type, or the body is not the JSON it should be.
    fn decode(response: &Response) -> Result<Self::Output, DecodeError> {
        response.json(Self::HEAD)
    }
}

/// An operation that answers in pages.
///
/// ```
/// use speccast_runtime::operation::Paginated;
///
/// /// Where the page after this one is.
/// fn next<Op: Paginated>(page: &Op::Output) -> Option<&str> {
///     Op::OUTPUT_TOKEN(page).get()
/// }
/// ```
pub trait Paginated: Operation {
    /// An element of a page.
    type Item: Send + 'static;

    /// The member of the input that asks for a page.
    const INPUT_TOKEN: InputToken<Self>;
    /// The member of the output that names the next page.
    const OUTPUT_TOKEN: OutputToken<Self>;
    /// The elements of a page.
    const ITEMS: Items<Self>;
}

/// A function that checks an input and reports every violation.
pub type Validator<Op> = fn(&<Op as Operation>::Input) -> Result<(), Violations>;

/// A function that finds a token in an input: that of a page, or that of idempotency.
pub type InputToken<Op> = for<'a> fn(&'a mut <Op as Operation>::Input) -> &'a mut dyn PageToken;

/// A function that finds the page token of an output.
pub type OutputToken<Op> = for<'a> fn(&'a <Op as Operation>::Output) -> &'a dyn PageToken;

/// A function that takes the elements out of an output.
pub type Items<Op> = fn(<Op as Operation>::Output) -> Option<Vec<<Op as Paginated>::Item>>;

/// A member that names a page or a request: text that may be absent or sensitive.
///
/// ```
/// use speccast_runtime::Sensitive;
/// use speccast_runtime::operation::PageToken;
///
/// let mut token: Option<Sensitive<String>> = None;
/// token.set(Some("page-2".to_owned()));
/// assert_eq!(token.get(), Some("page-2"));
/// ```
pub trait PageToken {
    /// The token; `None` where it is absent or empty.
    fn get(&self) -> Option<&str>;

    /// Replaces the token; an absent one is empty where it cannot be absent.
    fn set(&mut self, token: Option<String>);
}

impl PageToken for String {
    fn get(&self) -> Option<&str> {
        Some(self.as_str()).filter(|token| !token.is_empty())
    }

    fn set(&mut self, token: Option<String>) {
        *self = token.unwrap_or_default();
    }
}

impl PageToken for Sensitive<String> {
    fn get(&self) -> Option<&str> {
        self.expose().get()
    }

    fn set(&mut self, token: Option<String>) {
        *self = token.unwrap_or_default().into();
    }
}

impl<T: PageToken + From<String>> PageToken for Option<T> {
    fn get(&self) -> Option<&str> {
        self.as_ref()?.get()
    }

    fn set(&mut self, token: Option<String>) {
        *self = token.map(T::from);
    }
}

/// What a client must know of an operation besides its types.
///
/// ```
/// use speccast_runtime::operation::Meta;
///
/// const META: Meta = Meta::new("DeleteWidget").idempotent();
/// assert!(META.is_repeatable());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta {
    name: &'static str,
    readonly: bool,
    idempotent: bool,
}

impl Meta {
    /// An operation that changes something, and may change it again if it is sent again.
    pub const fn new(name: &'static str) -> Self {
        Self { name, readonly: false, idempotent: false }
    }

    /// This, but it changes nothing.
    #[must_use]
    pub const fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// This, but sending it again has no further effect (RFC 9110 section 9.2.2).
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Its name in the spec.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it may be sent again when nobody knows whether it was carried out.
    pub const fn is_repeatable(&self) -> bool {
        self.readonly || self.idempotent
    }
}

/// Makes the request of an input: origin form (RFC 9112 section 3.2.1), no authority, no credentials.
///
/// The input is not validated, which is for [`Operation::VALIDATE`]; nor is an absent
/// [idempotency token](Operation::IDEMPOTENCY_TOKEN) filled in.
///
/// # Errors
/// Where a member cannot travel, such as an empty path label or a line break in a header.
pub fn encode<Op: Operation>(input: &Op::Input) -> Result<http::Request<Bytes>, EncodeError> {
    Op::encode(input).finish()
}

/// Reads a response: the output for a status of success (2xx), the error for any other.
///
/// # Errors
/// What the service refused with, or that its response cannot be read; either way with the whole response.
pub fn decode<Op: Operation>(response: impl Into<Response>) -> Result<Op::Output, Error<Op::Error>> {
    read::<Op>(response.into()).map(|(output, _)| output)
}

/// The same as [`decode`], but returns the response too.
pub(crate) fn read<Op: Operation>(response: Response) -> Result<(Op::Output, Response), Error<Op::Error>> {
    if !response.status().is_success() {
        return Err(Error::service(Op::META.name(), response));
    }
    match Op::decode(&response) {
        Ok(output) => Ok((output, response)),
        Err(error) => Err(Error::new(Op::META.name(), Failure::Undecodable(error)).with_response(response)),
    }
}
