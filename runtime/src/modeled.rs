//! Errors that a spec names.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::json::Head;
use crate::response::ErrorResponse;

/// What a spec says about sending a request again after an error.
///
/// ```
/// use speccast_runtime::modeled::{OperationError, Retryable};
///
/// fn asks_for_fewer_requests<E: OperationError>(error: &E) -> bool {
///     error.retryable() == Retryable::Throttling
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retryable {
    /// The service asks for fewer requests.
    Throttling,
    /// The request may succeed when it is sent again.
    Yes,
    /// The request fails again.
    No,
    /// The spec does not say; the status and the code decide.
    Unsaid,
}

/// A structure that is an error, made so by [`modeled_error!`](crate::modeled_error!).
///
/// ```
/// use speccast_runtime::modeled::Modeled;
/// use speccast_runtime::transport::Mock;
///
/// /// Lets a test's service refuse the next request.
/// fn refuse<E: Modeled>(mock: &Mock) {
///     mock.error_message::<E>("not today");
/// }
/// ```
pub trait Modeled: fmt::Debug + DeserializeOwned {
    /// Its code on the wire.
    const CODE: &'static str;
    /// Its HTTP status.
    const STATUS: u16;
    /// Whether a request that met it may be sent again.
    const RETRY: Retryable;
    /// Members that travel outside the body.
    const HEAD: Head;

    /// What the service says about it.
    fn message(&self) -> Option<&str>;
}

/// How one variant of an [`OperationError`] is recognized and read.
#[derive(Debug)]
pub struct Case<E> {
    code: &'static str,
    status: u16,
    decode: fn(&ErrorResponse<'_>) -> Option<E>,
}

impl<E> Case<E> {
    /// The case of the modeled error `T`.
    pub const fn new<T: Modeled>(decode: fn(&ErrorResponse<'_>) -> Option<E>) -> Self {
        Self { code: T::CODE, status: T::STATUS, decode }
    }
}

/// The errors of one operation, an enum made by [`operation_error!`](crate::operation_error!).
///
/// ```
/// use speccast_runtime::modeled::OperationError;
///
/// fn log<E: OperationError>(error: &E) -> String {
///     format!("{}: {}", error.code(), error.message().unwrap_or_default())
/// }
/// ```
pub trait OperationError: std::error::Error + Sized + Send + Sync + 'static {
    /// Its variants.
    const CASES: &'static [Case<Self>];

    /// Code of this error on the wire.
    fn code(&self) -> &'static str;

    /// What the service says about it.
    fn message(&self) -> Option<&str>;

    /// What the spec says about sending a request again after it.
    fn retryable(&self) -> Retryable;

    /// Recognizes an error by its code; where the response has none, by a status that only one error has.
    fn decode(response: &ErrorResponse<'_>) -> Option<Self> {
        let case = match response.code() {
            Some(code) => Self::CASES.iter().find(|case| case.code == code)?,
            None => {
                let status = response.status().as_u16();
                let mut cases = Self::CASES.iter().filter(|case| case.status == status);
                cases.next().filter(|_| cases.next().is_none())?
            }
        };
        (case.decode)(response)
    }
}

/// Makes a structure an error of a service: [`Modeled`], `Display` and `Error`.
///
/// The structure has a member `message: Option<String>`; all its members are optional or have a default.
///
/// After `head:` stand the members that travel outside the body, by their serde name: `header "Name"`, `prefix "x-"`
/// (of headers whose names begin so), `status`; or `payload`, `text_payload` or `blob_payload` for the one that is the
/// whole body.
///
/// ```
/// use speccast_runtime::serde::{Deserialize, Serialize};
///
/// /// Too many requests.
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
/// #[serde(rename_all = "camelCase", crate = "speccast_runtime::serde")]
/// #[non_exhaustive]
/// pub struct ThrottlingException {
///     /// What the service says.
///     pub message: Option<String>,
///     /// Seconds to wait.
///     pub retry_after_seconds: Option<i32>,
/// }
///
/// speccast_runtime::modeled_error! {
///     ThrottlingException {
///         code: "ThrottlingException",
///         status: 429,
///         retryable: throttling,
///         head: ["retryAfterSeconds" = header "Retry-After"],
///     }
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! modeled_error {
    (
        $name:ident {
            code: $code:literal,
            status: $status:literal
            $(, retryable: $retryable:tt)?
            $(, head: [$($member:literal = $part:ident $($header:literal)?),* $(,)?])?
            $(,)?
        }
    ) => {
        impl $crate::modeled::Modeled for $name {
            const CODE: &'static str = $code;
            const STATUS: u16 = $status;
            const RETRY: $crate::modeled::Retryable =
                $crate::modeled_error!(@retryable $($retryable)?);
            const HEAD: $crate::json::Head = &[
                $($(($member, $crate::modeled_error!(@part $part $($header)?)),)*)?
            ];

            fn message(&self) -> ::core::option::Option<&str> {
                self.message.as_deref()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::modeled::display(self, f)
            }
        }

        impl ::core::error::Error for $name {}
    };
    (@retryable) => { $crate::modeled::Retryable::Unsaid };
    (@retryable throttling) => { $crate::modeled::Retryable::Throttling };
    (@retryable true) => { $crate::modeled::Retryable::Yes };
    (@retryable false) => { $crate::modeled::Retryable::No };
    (@part header $header:literal) => { $crate::json::HeadPart::Header($header) };
    (@part prefix $prefix:literal) => { $crate::json::HeadPart::PrefixHeaders($prefix) };
    (@part status) => { $crate::json::HeadPart::Status };
    (@part payload) => { $crate::json::HeadPart::Payload };
    (@part text_payload) => { $crate::json::HeadPart::TextPayload };
    (@part blob_payload) => { $crate::json::HeadPart::BlobPayload };
}

/// Writes `Code: message`.
///
/// # Errors
/// Where `f` refuses it.
#[doc(hidden)]
pub fn display<T: Modeled>(error: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(T::CODE)?;
    error.message().map_or(Ok(()), |message| write!(f, ": {message}"))
}

/// Defines the errors of one operation: an enum with a variant for each listed structure, under its own name.
///
/// Every structure was made an error by [`modeled_error!`](crate::modeled_error!).
#[macro_export]
macro_rules! operation_error {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident { $($variant:ident),* $(,)? }
    ) => {
        $(#[$attribute])*
        ///
        /// Open: an error that is not listed here is an unmodeled one.
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        $visibility enum $name {
            $(
                #[doc = ::core::concat!("[`", ::core::stringify!($variant), "`].")]
                $variant($variant),
            )*
        }

        impl $crate::modeled::OperationError for $name {
            const CASES: &'static [$crate::modeled::Case<Self>] = &[
                $($crate::modeled::Case::new::<$variant>(|response| {
                    ::core::option::Option::Some(Self::$variant(response.decode().ok()?))
                }),)*
            ];

            fn code(&self) -> &'static str {
                match *self {
                    $(Self::$variant(_) => <$variant as $crate::modeled::Modeled>::CODE,)*
                }
            }

            fn message(&self) -> ::core::option::Option<&str> {
                match *self {
                    $(Self::$variant(ref error) => $crate::modeled::Modeled::message(error),)*
                }
            }

            fn retryable(&self) -> $crate::modeled::Retryable {
                match *self {
                    $(Self::$variant(_) => <$variant as $crate::modeled::Modeled>::RETRY,)*
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match *self {
                    $(Self::$variant(ref error) => ::core::fmt::Display::fmt(error, f),)*
                }
            }
        }

        impl ::core::error::Error for $name {}

        $(
            impl ::core::convert::From<$variant> for $name {
                fn from(error: $variant) -> Self {
                    Self::$variant(error)
                }
            }
        )*
    };
}
