//! Operations as pure functions: an input becomes a request, a response an output or an error.
//!
//! Nothing here does I/O. A client drives an operation over a network; [`encode`] and [`decode`] let anything else do
//! so: a test, a queue, another HTTP stack.

pub(crate) mod parts;

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::client::Service;
use crate::error::{DecodeError, EncodeError, Error, Failure};
use crate::json::Head;
use crate::modeled::OperationError;
use crate::protocol::Protocol;
use crate::request::{self, Request, header};
use crate::response::{Identifiers, Response};
use crate::stream::ByteStream;
use parts::{InputToken, Meta, OutputStream, Validator};

/// An operation of a service: its types, and how they become a request and are made from a response.
///
/// ```
/// use speccast_runtime::codegen::{Meta, Operation, Request, RestJson1, operation_error, structure};
/// use speccast_runtime::operation;
/// # use speccast_runtime::client::{Handle, Service};
/// # use speccast_runtime::codegen::{Auth, Endpoint};
/// #
/// # pub struct Client(Handle);
/// #
/// # impl From<Handle> for Client {
/// #     fn from(handle: Handle) -> Self {
/// #         Self(handle)
/// #     }
/// # }
/// #
/// # impl Service for Client {
/// #     type Protocol = RestJson1;
/// #
/// #     const NAME: &'static str = "Widgets";
/// #     const AUTH: Auth = Auth::None;
/// #     const ENDPOINTS: &'static [Endpoint] = &[];
/// # }
///
/// /// Input of `GetWidget`.
/// #[derive(Clone, Debug)]
/// pub struct GetWidgetInput {
///     pub name: String,
/// }
///
/// structure! {
///     GetWidgetInputBuilder {
///         name: String = "name",
///     } => GetWidgetInput {}
/// }
///
/// /// A widget.
/// #[derive(Debug)]
/// pub struct Widget {
///     pub size: i32,
/// }
///
/// structure! {
///     WidgetBuilder {
///         size: i32 = "size",
///     } => Widget {}
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
///     type Service = Client;
///     type Input = GetWidgetInput;
///     type Output = Widget;
///     type Error = GetWidgetError;
///
///     const META: Meta = Meta::new("GetWidget").readonly();
///
///     fn encode(input: &GetWidgetInput) -> Request {
///         RestJson1::get("/widgets/{name}").label("name", &input.name)
///     }
/// }
///
/// let request = operation::encode::<GetWidget>(&GetWidgetInput::builder().name("cog"))?;
/// assert_eq!(request.uri(), "/widgets/cog");
/// let widget = operation::decode::<GetWidget>(http::Response::new(r#"{"size":3}"#))?;
/// assert_eq!(widget.size, 3);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub trait Operation: Sized + Send + Sync + 'static {
    /// The service whose operation it is.
    type Service: Service;
    /// What the caller gives.
    type Input: Clone + Send + Sync + 'static;
    /// What a successful response becomes.
    type Output: DeserializeOwned + Send + 'static;
    /// What a failed response becomes.
    type Error: OperationError;

    /// Its name and traits.
    const META: Meta;
    /// The check of an input; by default nothing is checked.
    const VALIDATE: Validator<Self> = |_| Ok(());
    /// Members of the output outside the body.
    const HEAD: Head = &[];
    /// The member of the input that identifies a request and its repetitions.
    ///
    /// If it is absent, a client fills it in once a call, so that every attempt has the same; the operation may be
    /// repeated then.
    const IDEMPOTENCY_TOKEN: Option<InputToken<Self>> = None;

    /// Puts the body of a successful response into the member that is a stream, if one is. The body is not collected then:
    /// the output is there as soon as the head of the response is.
    const STREAM: Option<OutputStream<Self>> = None;

    /// Starts the request as the service's protocol does, and adds every member of the input.
    fn encode(input: &Self::Input) -> Request;

    /// Reads a successful response.
    ///
    /// # Errors
    /// Where a member has the wrong type, or the body is not what the protocol expects.
    fn decode(response: &Response) -> Result<Self::Output, DecodeError> {
        ProtocolOf::<Self>::decode(response, Self::HEAD)
    }
}

/// The protocol of an operation's service.
pub(crate) type ProtocolOf<Op> = <<Op as Operation>::Service as Service>::Protocol;

/// An operation whose output is one page of many.
///
/// It has [`next`](Self::next) or, where the service links to its pages, [`next_url`](Self::next_url). Both only lead from one
/// page to the next; [`Pages`](crate::client::Pages) decides when a listing ends or fails.
pub trait Paginated: Operation<Input: PartialEq> {
    /// An element of a page, or an entry if the items are a map.
    type Item: Send + 'static;

    /// Whether a page that leads to its own request is the last one. If not, it is followed by an error.
    const ENDS_ON_REPEATED_TOKEN: bool = false;

    /// Whether the client counts pages or items, so that a service which ignores the count sends the same page for ever.
    const COUNTED: bool = false;

    /// Returns whether the service has more pages, if it reports that apart from what leads to them.
    fn has_more(_page: &Self::Output) -> Option<bool> {
        None
    }

    /// Returns the input of the request for the page after `page`, which answered `input`; `None` after the last page.
    fn next(_input: &Self::Input, _page: &Self::Output) -> Option<Self::Input> {
        None
    }

    /// Returns the URL of the page after `page`, which came in `response`; it may be relative. `None` after the last page.
    /// Its request is that of the first page's input, but for the URL.
    fn next_url(_page: &Self::Output, _response: &Response) -> Option<String> {
        None
    }

    /// Returns the elements of a page.
    fn items(page: Self::Output) -> Option<Vec<Self::Item>>;
}

/// Makes the request of an input: origin form (RFC 9112 section 3.2.1), no authority, no credentials.
///
/// The input is not validated, which is for [`Operation::VALIDATE`]; nor is an absent
/// [idempotency token](Operation::IDEMPOTENCY_TOKEN) filled in.
///
/// # Errors
/// Where a member cannot be sent, such as an empty path label or a line break in a header.
pub fn encode<Op: Operation>(input: &Op::Input) -> Result<http::Request<Bytes>, EncodeError> {
    request::whole(encode_stream::<Op>(input)?)
}

/// The same as [`encode`], for a request whose body may be a stream.
///
/// # Errors
/// Where a member cannot be sent.
pub fn encode_stream<Op: Operation>(input: &Op::Input) -> Result<http::Request<ByteStream>, EncodeError> {
    let mut request = Op::encode(input).finish_stream()?;
    header::fill_in(request.headers_mut(), <Op::Service as Service>::HEADERS)?;
    Ok(request)
}

/// Where the responses of an operation have the identifier of the request.
pub(crate) fn identifiers<Op: Operation>() -> Identifiers {
    let places = <Op::Service as Service>::FAILURE.request_id;
    Identifiers { headers: ProtocolOf::<Op>::REQUEST_ID, places }
}

/// Whether a status is one of success.
pub(crate) fn is_success<Op: Operation>(status: StatusCode) -> bool {
    match Op::META.own_statuses() {
        [] => status.is_success(),
        statuses => statuses.contains(&status.as_u16()),
    }
}

/// Whether a response is a failure: by its status, or by what is in its body.
pub(crate) fn is_failure<Op: Operation>(response: &Response) -> bool {
    !is_success::<Op>(response.status()) || <Op::Service as Service>::FAILURE.is_failure(response)
}

/// Reads a response: the output for a status of success (2xx, unless the operation has others), the error for any other.
///
/// # Errors
/// The service's error, or that its response cannot be read; either way with the whole response.
pub fn decode<Op: Operation>(response: impl Into<Response>) -> Result<Op::Output, Error<Op::Error>> {
    let response = response.into().identified_by(identifiers::<Op>());
    read::<Op>(response, None).map(|(output, _)| output)
}

/// The same as [`decode`], but returns the response too. Its body is `body`, if that was not collected.
pub(crate) fn read<Op: Operation>(
    response: Response,
    body: Option<ByteStream>,
) -> Result<(Op::Output, Response), Error<Op::Error>> {
    if is_failure::<Op>(&response) {
        return Err(Error::service::<Op>(response));
    }
    match Op::decode(&response) {
        Ok(mut output) => {
            if let Some(stream) = Op::STREAM {
                stream(&mut output, body.unwrap_or_else(|| response.body().clone().into()));
            }
            Ok((output, response))
        }
        Err(error) => Err(Error::new(Op::META.name(), Failure::Undecodable(error)).with_response(response)),
    }
}
