//! Definitions of errors, as generated code writes them.

/// Defines the errors of a service, one entry for each error: its name, status and retry rule.
///
/// An error without braces has one member, `message: Option<String>`. In braces, an error lists all of its
/// members, including its message; all are optional, and the serde name of each follows its type. `= "Code"` after
/// the name of an error is its code on the wire; by default it is the name. The retry rule is `throttling`,
/// `retryable` or `not_retryable`. The status `default` is for any other error of an operation; `client_error` and
/// `server_error` for every other 4xx and 5xx.
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
