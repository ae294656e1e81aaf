//! Operations as pure functions: from an input to a request, from a response to an output or an error.
//!
//! This module does no I/O. A client drives an operation over a network; with [`encode`] and [`decode`],
//! other code can do so: a test, a queue, another HTTP stack.

pub(crate) mod parts;

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::client::Service;
use crate::error::{DecodeError, EncodeError, Error, Failure};
use crate::json::Head;
use crate::modeled::OperationError;
use crate::paginate::Total;
use crate::protocol::Protocol;
use crate::request::{self, Request, header};
use crate::response::{Identifiers, Response};
use crate::stream::ByteStream;
use parts::{InputToken, Meta, OutputStream, Validator};

/// Prefix of an endpoint's host. It is an extension of the requests of an operation with `hostPrefix`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPrefix(pub String);

/// An operation of a service: its types, and their conversion to requests and from responses.
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
    /// Its service.
    type Service: Service;
    /// Input given by the caller.
    type Input: Clone + Send + Sync + 'static;
    /// Output of a successful response.
    type Output: DeserializeOwned + Send + 'static;
    /// Error of a failed response.
    type Error: OperationError;

    /// Its name and properties.
    const META: Meta;
    /// The check of an input; the default accepts every input.
    const VALIDATE: Validator<Self> = |_| Ok(());
    /// Members of the output outside the body.
    const HEAD: Head = &[];
    /// The member of the input that identifies a request and its retries.
    ///
    /// If it is absent, a client fills it in once per call, so that every attempt has the same value and the
    /// operation may be repeated.
    const IDEMPOTENCY_TOKEN: Option<InputToken<Self>> = None;

    /// Puts the body of a successful response into the member that is a stream, if there is one. The body is
    /// not collected then: the output is returned as soon as the head of the response has arrived.
    const STREAM: Option<OutputStream<Self>> = None;

    /// Starts the request of the service's protocol, and adds every member of the input.
    fn encode(input: &Self::Input) -> Request;

    /// Decodes a successful response.
    ///
    /// # Errors
    /// If a member has the wrong type, or the body is not what the protocol expects.
    fn decode(response: &Response) -> Result<Self::Output, DecodeError> {
        ProtocolOf::<Self>::decode(response, Self::HEAD)
    }
}

/// The protocol of an operation's service.
pub(crate) type ProtocolOf<Op> = <<Op as Operation>::Service as Service>::Protocol;

/// An operation whose output is one of several pages.
///
/// It implements [`next`](Self::next) or, if the service links to its pages, [`next_url`](Self::next_url).
/// Both only lead from one page to the next; [`Pages`](crate::client::Pages) decides when a listing ends or
/// fails.
pub trait Paginated: Operation<Input: PartialEq> {
    /// An element of a page, or an entry if the items are a map.
    type Item: Send + 'static;

    /// Whether a page that leads to its own request is the last one; if not, that is an error.
    const ENDS_ON_REPEATED_TOKEN: bool = false;

    /// Whether the client counts pages or items, so a service that ignores the count returns the same page
    /// forever.
    const COUNTED: bool = false;

    /// Returns whether there are more pages, if the service reports that separately.
    fn has_more(_page: &Self::Output) -> Option<bool> {
        None
    }

    /// Returns the items of a page and of the whole listing, which ends when all of them were returned; `None` if
    /// something else ends it.
    fn total(_page: &Self::Output) -> Option<Total> {
        None
    }

    /// Returns the input of the request for the next page, from the input and output of this one; `None`
    /// after the last page.
    fn next(_input: &Self::Input, _page: &Self::Output) -> Option<Self::Input> {
        None
    }

    /// Returns the URL of the page after `page`, which came in `response`; it may be relative. `None` after
    /// the last page. The URL replaces that of the first page's request; everything else of the request
    /// stays.
    fn next_url(_page: &Self::Output, _response: &Response) -> Option<String> {
        None
    }

    /// Returns the elements of a page.
    fn items(page: Self::Output) -> Option<Vec<Self::Item>>;
}

/// Encodes an input as a request in origin form (RFC 9112 section 3.2.1), without authority and credentials.
///
/// The input is not validated (see [`Operation::VALIDATE`]), and a missing [idempotency
/// token](Operation::IDEMPOTENCY_TOKEN) is not filled in.
///
/// # Errors
/// If a member cannot be sent, such as an empty path label or a line break in a header.
pub fn encode<Op: Operation>(input: &Op::Input) -> Result<http::Request<Bytes>, EncodeError> {
    request::whole(encode_stream::<Op>(input)?)
}

/// Does the same as [`encode`], for a request whose body may be a stream.
///
/// # Errors
/// If a member cannot be sent.
pub fn encode_stream<Op: Operation>(input: &Op::Input) -> Result<http::Request<ByteStream>, EncodeError> {
    encode_with_template::<Op>(input).map(|(request, _)| request)
}

/// The same as [`encode_stream`], also with the operation's path, whose labels are not replaced.
pub(crate) fn encode_with_template<Op: Operation>(
    input: &Op::Input,
) -> Result<(http::Request<ByteStream>, &'static str), EncodeError> {
    let request = Op::encode(input);
    let template = request.template();
    let mut request = request.finish_stream()?;
    header::fill_in(request.headers_mut(), <Op::Service as Service>::HEADERS)?;
    Ok((request, template))
}

/// Returns where responses contain the identifier of the request.
pub(crate) fn identifiers<Op: Operation>() -> Identifiers {
    Identifiers { headers: ProtocolOf::<Op>::REQUEST_ID, failure: <Op::Service as Service>::FAILURE }
}

/// Returns whether a status is a success.
pub(crate) fn is_success<Op: Operation>(status: StatusCode) -> bool {
    match Op::META.own_statuses() {
        [] => status.is_success(),
        statuses => statuses.contains(&status.as_u16()),
    }
}

/// Returns whether an operation has an outcome for a status: success, or an error of just this status.
pub(crate) fn is_modeled<Op: Operation>(status: StatusCode) -> bool {
    is_success::<Op>(status) || Op::Error::CASES.iter().any(|case| case.status() == Some(status.as_u16()))
}

/// Returns whether a response is a failure, by its status or its body.
pub(crate) fn is_failure<Op: Operation>(response: &Response) -> bool {
    !is_success::<Op>(response.status()) || <Op::Service as Service>::FAILURE.is_failure(response)
}

/// Decodes a response: to the output for a status of success (2xx, unless the operation has others), to the
/// error for any other.
///
/// # Errors
/// The service's error, or a response that cannot be decoded; both with the whole response.
pub fn decode<Op: Operation>(response: impl Into<Response>) -> Result<Op::Output, Error<Op::Error>> {
    let response = response.into().identified_by(identifiers::<Op>());
    read::<Op>(response, None).map(|(output, _)| output)
}

/// Does the same as [`decode`], and also returns the response. `body` replaces its body if that was not
/// collected.
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
