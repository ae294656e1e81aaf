//! Errors that a spec defines.

use std::fmt::{self, Write as _};

use serde::de::DeserializeOwned;

use crate::error::{Cut, OneLine};
use crate::json::{self, Fields, Head, HeadPart};
use crate::response::Response;
use crate::structure::members::Structure;

/// Whether a request may be sent again after an error, as documented in the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retryable {
    /// The service asks for fewer requests.
    Throttling,
    /// The request may succeed when it is sent again.
    Yes,
    /// The request fails again.
    No,
    /// Undocumented; the code and the status decide.
    Undocumented,
}

/// A structure that is an error, defined by [`modeled_errors!`](crate::codegen::modeled_errors).
pub trait Modeled: fmt::Debug + DeserializeOwned + Structure {
    /// Its code on the wire.
    const CODE: &'static str;
    /// Its HTTP status; `None` for the default error, of all statuses or of one class.
    const STATUS: Option<u16>;
    /// First digit of the statuses of a default error for one class.
    const CLASS: Option<u16> = None;
    /// Whether the spec gives it a code, if the protocol does not require one.
    const HAS_CODE: bool = true;
    /// Whether the request may be sent again.
    const RETRY: Retryable;
    /// Members outside the body.
    const HEAD: Head;
    /// JSON Pointer to the members in the body, if not where the service's other errors have them.
    const AT: Option<&'static str> = None;

    /// Returns the service's error message.
    fn message(&self) -> Option<&str>;
}

/// The parts of a failed response that its [`Protocol`](crate::protocol::Protocol) can read.
pub struct ErrorResponse<'a> {
    pub(crate) response: &'a Response,
    /// Possible codes of the error, the preferred place first.
    pub(crate) codes: Vec<CodePlace>,
    /// The error's message.
    pub(crate) message: Option<String>,
    /// The body, with an empty one read as an object; `None` if it is not JSON.
    pub(crate) body: Option<Fields<'a>>,
    /// Whether a response without a code is the only error of its status, independent of its body.
    pub(crate) status_decides: bool,
    /// Place of the members in the body: a JSON Pointer.
    pub(crate) at: &'static str,
}

/// A possible code of an error, and its place.
#[derive(Debug)]
pub(crate) struct CodePlace {
    /// Member of the body; `None` for a header.
    pub(crate) member: Option<&'static str>,
    /// The code without a namespace; `None` if the value is not a string.
    pub(crate) code: Option<String>,
}

/// The error that a response was recognized as.
#[derive(Debug)]
pub(crate) struct Recognized {
    /// The modeled error, whose members have not been read yet.
    pub(crate) case: Option<&'static Case>,
    /// The code of the response, or of the inferred error.
    pub(crate) code: Option<String>,
    /// Whether the status alone names the modeled error, where that is not the rule.
    pub(crate) inferred: bool,
}

impl ErrorResponse<'_> {
    /// Decodes the members of an error; `None` if `T` is not a structure of optional members. An invalid
    /// member counts as absent.
    pub fn decode<T: Modeled>(&self) -> Option<T> {
        json::decode_error(self, T::HEAD, T::AT.unwrap_or(self.at)).ok()
    }

    /// Recognizes an error by its code. Without a code, the status decides if only one error has it and,
    /// unless the protocol relies on the status, the body is empty or has a member of that error. Otherwise
    /// it is the default error, if there is one, for an unknown code, or for a body that is empty or has a
    /// member of it.
    ///
    /// A member such as `code` that an error of this status defines may have another meaning, so it is the
    /// code only if it names an error of the operation.
    pub(crate) fn recognize(&self, cases: &'static [Case]) -> Recognized {
        if self.status_decides {
            return self.recognize_by_status(cases);
        }
        let status = self.response.status().as_u16();
        let of_status = || cases.iter().filter(|case| case.status == Some(status));
        let by_code = |code: &str| cases.iter().find(|case| case.code == code);
        let code = self.codes.iter().find_map(|place| {
            let code = place.code.as_deref()?;
            let may_be_data = place.member.is_some_and(|name| of_status().any(|case| case.has_member(name)));
            (!may_be_data || by_code(code).is_some()).then_some(code)
        });
        let other = || other(cases, status);
        let case = match (code, of_status().collect::<Vec<_>>().as_slice()) {
            (Some(code), _) => by_code(code).or_else(other),
            (None, [only]) if self.may_be(only) => Some(*only),
            (None, _) => other().filter(|case| self.may_be(case)),
        };
        let inferred = code.is_none() && case.is_some_and(|case| case.status.is_some());
        let of_status = case.filter(|_| inferred);
        let code = code.or_else(|| of_status.map(|case| case.code)).map(str::to_owned);
        Recognized { case, code, inferred }
    }

    /// Recognizes an error by its code in the spec, or by its status among the errors without a code.
    fn recognize_by_status(&self, cases: &'static [Case]) -> Recognized {
        let status = self.response.status().as_u16();
        let code = self.codes.iter().find_map(|place| place.code.as_deref());
        let by_code = |code: &str| cases.iter().find(|case| case.has_code && case.code == code);
        let of_status = || {
            let mut same = cases.iter().filter(|case| !case.has_code && case.status == Some(status));
            same.next().filter(|_| same.next().is_none())
        };
        let named = code.and_then(by_code);
        let case = named.or_else(of_status).or_else(|| other(cases, status));
        let own = case.filter(|case| case.status.is_some()).map(|case| case.code);
        Recognized { case, code: code.or(own).map(str::to_owned), inferred: false }
    }

    /// Returns whether a response without a code may be the only error of its status: a proxy's page, or an
    /// error of another API, has none of its members.
    fn may_be(&self, case: &Case) -> bool {
        let has = |name: &str| case.has_member(name);
        if let Some((_, payload)) = case.head.iter().find(|(_, part)| part.is_payload()) {
            return self.body.is_some() || *payload != HeadPart::Payload;
        }
        let Some(body) = self.body.filter(Fields::is_object) else { return false };
        let (mut is_empty, mut is_known) = (true, self.message.is_some());
        body.visit(|name, _| {
            is_empty = false;
            is_known |= has(name);
        });
        let other_code = self.codes.iter().any(|place| place.member.is_some_and(|name| !has(name)));
        !other_code && (is_empty || is_known)
    }
}

/// Without headers and body, which may contain secrets.
impl fmt::Debug for ErrorResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("response", &self.response)
            .field("codes", &Cut(&self.codes))
            .finish_non_exhaustive()
    }
}

/// Returns the default error of a status: that of its class, or of all.
fn other(cases: &'static [Case], status: u16) -> Option<&'static Case> {
    let of = |class| cases.iter().find(move |case| case.status.is_none() && case.class == class);
    of(Some(status / 100)).or_else(|| of(None))
}

/// How one variant of an [`OperationError`] is recognized.
#[derive(Debug)]
pub struct Case {
    /// Name of the variant.
    name: &'static str,
    code: &'static str,
    has_code: bool,
    status: Option<u16>,
    class: Option<u16>,
    retry: Retryable,
    head: Head,
    members: &'static [&'static str],
}

impl Case {
    /// Creates the case of the modeled error `T`.
    pub const fn new<T: Modeled>() -> Self {
        Self {
            name: T::NAME,
            code: T::CODE,
            has_code: T::HAS_CODE && T::STATUS.is_some(),
            status: T::STATUS,
            class: T::CLASS,
            retry: T::RETRY,
            head: T::HEAD,
            members: T::MEMBERS,
        }
    }

    /// Its HTTP status; `None` for a default error.
    pub(crate) fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns whether a request may be sent again after it, as documented in the spec.
    pub(crate) fn retryable(&self) -> Retryable {
        self.retry
    }

    /// Returns the name of the variant.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Returns whether the error has a member of this name in the body.
    fn has_member(&self, name: &str) -> bool {
        self.members.contains(&name) && !self.head.iter().any(|(member, _)| *member == name)
    }
}

/// The errors of one operation, an enum defined by [`operation_error!`](crate::codegen::operation_error).
pub trait OperationError: std::error::Error + Sized + Send + Sync + 'static {
    /// Its variants.
    const CASES: &'static [Case];

    /// Decodes the members of the variant of this name; `None` if it cannot be decoded.
    fn decode(variant: &str, response: &ErrorResponse<'_>) -> Option<Self>;

    /// Returns the code of this error on the wire.
    fn code(&self) -> &'static str;

    /// Returns the service's error message.
    fn message(&self) -> Option<&str>;

    /// Returns whether a request may be sent again after it, as documented in the spec.
    fn retryable(&self) -> Retryable;
}

/// Defines the errors of a service, one entry for each error: its name, status and retry rule.
///
/// An error without braces has one member, `message: Option<String>`. In braces, an error lists all of its
/// members, including its message; all are optional, and the serde name of each follows its type. `= "Code"`
/// after the name of an error is its code on the wire; by default it is the name. The retry rule is
/// `throttling`, `retryable` or `not_retryable`. The status `default` stands for every other error of an
/// operation; `client_error` and `server_error` for every other 4xx and 5xx.
///
/// `head [...]` lists the members outside the body, by serde name: `header "Name"`, `prefix "x-"` (all
/// headers with this prefix), `status`; or `payload`, `text_payload` or `blob_payload` for a member that is
/// the whole body.
///
/// `at "/error"` is where the members are in the body, if not where the service's other errors have them.
///
/// ```
/// use speccast_runtime::codegen::Modeled;
///
/// speccast_runtime::codegen::modeled_errors! {
///     /// The widget does not exist.
///     NoSuchWidget = "WidgetNotFound": 404,
///     /// Too many requests.
///     ThrottlingException: 429 throttling {
///         /// The service's error message.
///         message: Option<String> = "message",
///         /// Seconds to wait.
///         retry_after_seconds: Option<i32> = "retryAfterSeconds",
///     } head ["retryAfterSeconds" = header "Retry-After"],
/// }
///
/// # fn main() {
/// assert_eq!(NoSuchWidget::CODE, "WidgetNotFound");
/// assert_eq!(ThrottlingException::default().message, None);
/// # }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! modeled_errors {
    ($(
        $(#[$attribute:meta])*
        $name:ident $(= $code:literal)?: $status:tt $($retry:ident)?
        $({ $($members:tt)* } $(head $head:tt)? $(at $at:literal)?)?
    ),* $(,)?) => {
        $(
            $crate::modeled_errors! { @define [$(#[$attribute])*] $name $({ $($members)* })? }
            $crate::modeled_error! {
                $name {
                    code: $crate::modeled_errors!(@code $name $($code)?),
                    has_code: $crate::modeled_errors!(@has_code $($code)?),
                    status: $status
                    $(, retryable: $retry)?
                    $($(, head: $head)? $(, at: $at)?)?
                }
            }
        )*
    };
    (@define [$($attribute:tt)*] $name:ident) => {
        $crate::modeled_errors! {
            @define [$($attribute)*] $name {
                /// The service's error message.
                message: ::core::option::Option<::std::string::String> = "message",
            }
        }
    };
    (@define [$($attribute:tt)*] $name:ident {
        $($(#[$about:meta])* $member:ident: $type:ty = $wire:literal $(as $form:ident)?),* $(,)?
    }) => {
        #[derive(
            ::core::clone::Clone,
            ::core::fmt::Debug,
            ::core::default::Default,
            ::core::cmp::PartialEq,
        )]
        $($attribute)*
        #[non_exhaustive]
        pub struct $name {
            $($(#[$about])* pub $member: $type,)*
        }

        $crate::serde_structure! {
            $name { $($member: Member = $wire $(as $form)?;)* } skip
        }
    };
    (@has_code) => { false };
    (@has_code $code:literal) => { true };
    (@code $name:ident) => { ::core::stringify!($name) };
    (@code $name:ident $code:literal) => { $code };
}

/// Makes a structure with a member `message: Option<String>` an error of a service, as
/// [`modeled_errors!`](crate::codegen::modeled_errors) does for its own.
///
/// ```
/// use speccast_runtime::codegen::{Modeled, modeled_error, structure};
///
/// /// Too many requests.
/// #[derive(Debug)]
/// pub struct ThrottlingException {
///     message: Option<String>,
///     seconds: i32,
/// }
///
/// structure! {
///     ThrottlingException {
///         message: String = "message",
///         seconds: i32 = "seconds" or 0,
///     }
/// }
///
/// modeled_error! {
///     ThrottlingException {
///         code: "ThrottlingException",
///         status: 429,
///         retryable: throttling,
///         head: ["seconds" = header "Retry-After"],
///     }
/// }
///
/// # fn main() {
/// assert_eq!(ThrottlingException::STATUS, Some(429));
/// # }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! modeled_error {
    (
        $name:ident {
            code: $code:expr,
            $(has_code: $has_code:expr,)?
            status: $status:tt
            $(, retryable: $retryable:tt)?
            $(, head: [$($member:literal = $part:ident $($header:literal)?),* $(,)?])?
            $(, at: $at:literal)?
            $(,)?
        }
    ) => {
        impl $crate::codegen::Modeled for $name {
            const CODE: &'static str = $code;
            $(const HAS_CODE: bool = $has_code;)?
            const STATUS: ::core::option::Option<u16> = $crate::modeled_error!(@status $status);
            const CLASS: ::core::option::Option<u16> = $crate::modeled_error!(@class $status);
            const RETRY: $crate::codegen::Retryable =
                $crate::modeled_error!(@retryable $($retryable)?);
            const HEAD: $crate::codegen::Head = &[
                $($(($member, $crate::modeled_error!(@part $part $($header)?)),)*)?
            ];
            $(const AT: ::core::option::Option<&'static str> = ::core::option::Option::Some($at);)?

            fn message(&self) -> ::core::option::Option<&str> {
                self.message.as_deref()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::display_error(self, f)
            }
        }

        impl ::core::error::Error for $name {}
    };
    (@class client_error) => { ::core::option::Option::Some(4) };
    (@class server_error) => { ::core::option::Option::Some(5) };
    (@class $status:tt) => { ::core::option::Option::None };
    (@status client_error) => { ::core::option::Option::None };
    (@status server_error) => { ::core::option::Option::None };
    (@status default) => { ::core::option::Option::None };
    (@status $status:literal) => { ::core::option::Option::Some($status) };
    (@retryable) => { $crate::codegen::Retryable::Undocumented };
    (@retryable throttling) => { $crate::codegen::Retryable::Throttling };
    (@retryable retryable) => { $crate::codegen::Retryable::Yes };
    (@retryable not_retryable) => { $crate::codegen::Retryable::No };
    (@part header $header:literal) => { $crate::codegen::HeadPart::Header($header) };
    (@part json_header $header:literal) => { $crate::codegen::HeadPart::JsonHeader($header) };
    (@part base64_json_header $header:literal) => { $crate::codegen::HeadPart::Base64JsonHeader($header) };
    (@part prefix $prefix:literal) => { $crate::codegen::HeadPart::PrefixHeaders($prefix) };
    (@part status) => { $crate::codegen::HeadPart::Status };
    (@part payload) => { $crate::codegen::HeadPart::Payload };
    (@part text_payload) => { $crate::codegen::HeadPart::TextPayload };
    (@part blob_payload) => { $crate::codegen::HeadPart::BlobPayload };
}

/// Writes `Code: message` on one line, with a long message shortened.
///
/// # Errors
/// If `f` fails.
pub fn display_error<T: Modeled>(error: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(T::CODE)?;
    error.message().map_or(Ok(()), |message| write!(OneLine(f), ": {}", Cut(message)))
}

/// Defines the errors of one operation: an enum with a variant for each listed structure, under its own name.
///
/// Every structure must be an error defined by [`modeled_errors!`](crate::codegen::modeled_errors).
#[doc(hidden)]
#[macro_export]
macro_rules! operation_error {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident { $($variant:ident),* $(,)? }
    ) => {
        $(#[$attribute])*
        ///
        /// Any other error of the service is unmodeled.
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        $visibility enum $name {
            $(
                #[doc = ::core::concat!("[`", ::core::stringify!($variant), "`].")]
                $variant($variant),
            )*
        }

        impl $crate::codegen::OperationError for $name {
            const CASES: &'static [$crate::codegen::Case] = &[$($crate::codegen::Case::new::<$variant>()),*];

            fn decode(
                variant: &str,
                response: &$crate::codegen::ErrorResponse<'_>,
            ) -> ::core::option::Option<Self> {
                match variant {
                    $(::core::stringify!($variant) => response.decode().map(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn code(&self) -> &'static str {
                match *self {
                    $(Self::$variant(_) => <$variant as $crate::codegen::Modeled>::CODE,)*
                }
            }

            fn message(&self) -> ::core::option::Option<&str> {
                match *self {
                    $(Self::$variant(ref error) => $crate::codegen::Modeled::message(error),)*
                }
            }

            fn retryable(&self) -> $crate::codegen::Retryable {
                match *self {
                    $(Self::$variant(_) => <$variant as $crate::codegen::Modeled>::RETRY,)*
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
