//! Constructors and setters of generated structures.

/// Gives a structure `new`, with its required members, and a chained setter for each other one.
///
/// With more than three required members, `new` takes a structure of them, which the macro defines.
///
/// ```
/// /// A widget.
/// #[derive(Clone, Debug)]
/// pub struct Widget { pub name: String, pub size: Option<i32> }
///
/// speccast_runtime::codegen::builder! {
///     Widget::new(name: String) {
///         size: i32,
///     }
/// }
///
/// /// A load of widgets.
/// #[derive(Clone, Debug)]
/// pub struct Load { pub from: String, pub to: String, pub item: Widget, pub count: i64, pub note: Option<String> }
///
/// speccast_runtime::codegen::builder! {
///     Load::new(LoadRequired { from: String, to: String, item: Widget, count: i64 }) {
///         note: String,
///     }
/// }
///
/// let item = Widget::new("cog").size(3);
/// let load = Load::new(LoadRequired { from: "a".into(), to: "b".into(), item, count: 9 }).note("fragile");
/// assert_eq!(load.item.size, Some(3));
/// ```
///
/// A member with a default is no `Option`. The names after its `=>` become private functions for serde, one that gives
/// the default and one that reads the member, where `null` is the default too:
///
/// ```
/// use speccast_runtime::serde::{Deserialize, Serialize};
///
/// /// A box.
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// #[serde(crate = "speccast_runtime::serde")]
/// pub struct Crate {
///     #[serde(default = "Crate::default_size", deserialize_with = "Crate::size_or_default")]
///     pub size: i16,
///     pub label: String,
/// }
///
/// speccast_runtime::codegen::builder! {
///     Crate::new() {
///         size: i16 = 10 => default_size | size_or_default,
///         label: String = "fragile",
///     }
/// }
///
/// assert_eq!(Crate::new().label("sturdy").size, 10);
/// let read: Crate = speccast_runtime::serde_json::from_str(r#"{"label":"fragile","size":null}"#)?;
/// assert_eq!(read, Crate::new());
/// # Ok::<_, speccast_runtime::serde_json::Error>(())
/// ```
///
/// Attributes before a member are those of its setter, such as `#[deprecated]`.
#[doc(hidden)]
#[macro_export]
macro_rules! builder {
    ($name:ident::new() { $($optional:tt)* }) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        $crate::builder! { @members $name [] { $($optional)* } }
    };
    ($name:ident::new($(
        $(#[$attribute:meta])* $required:ident: $argument:ident $(<$($held:ty),+>)?
    ),+ $(,)?) { $($optional:tt)* }) => {
        $crate::builder! { @members $name [$($required: $argument $(<$($held),+>)?,)+] { $($optional)* } }
    };
    ($name:ident::new($arguments:ident { $(
        $(#[$attribute:meta])* $required:ident: $argument:ty
    ),+ $(,)? }) { $($optional:tt)* }) => {
        #[doc = ::core::concat!("Required members of [`", ::core::stringify!($name), "`].")]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct $arguments {
            $(
                // No anchor of its own: that of a raw identifier is without its `r#`.
                #[doc = ::core::concat!(
                    "See [`", ::core::stringify!($required), "`](", ::core::stringify!($name), "#fields).",
                )]
                $(#[$attribute])*
                pub $required: $argument,
            )+
        }

        $crate::builder! { @members $name $arguments [$($required,)+] { $($optional)* } }
    };
    (@members $name:ident [$($required:ident: $argument:ident $(<$($held:ty),+>)?,)*] { $(
        $(#[$attribute:meta])* $optional:ident: $type:ident $(<$($of:ty),+>)?
        $(= $default:expr $(=> $value:ident | $read:ident)?)?
    ),* $(,)? }) => {
        #[allow(deprecated, reason = "a deprecated member has its value too")]
        impl $name {
            /// Returns one with its required members; the others are absent or have their defaults.
            #[must_use]
            pub fn new($($required: $crate::builder!(@argument $argument $(<$($held),+>)?)),*) -> Self {
                Self {
                    $($required: ::core::convert::Into::into($required),)*
                    $($optional: $crate::builder!(@initial $type $(= $default)?),)*
                }
            }
        }

        $crate::builder! { @wipe $name [$($required,)* $($optional,)*] }
        $crate::builder! { @setters $name { $(
            $(#[$attribute])* $optional: $type $(<$($of),+>)? $(= $default $(=> $value | $read)?)?,
        )* } }
    };
    (@members $name:ident $arguments:ident [$($required:ident,)+] { $(
        $(#[$attribute:meta])* $optional:ident: $type:ident $(<$($of:ty),+>)?
        $(= $default:expr $(=> $value:ident | $read:ident)?)?
    ),* $(,)? }) => {
        #[allow(deprecated, reason = "a deprecated member has its value too")]
        impl $name {
            /// Returns one with its required members; the others are absent or have their defaults.
            #[must_use]
            pub fn new(required: $arguments) -> Self {
                Self {
                    $($required: required.$required,)+
                    $($optional: $crate::builder!(@initial $type $(= $default)?),)*
                }
            }
        }

        $crate::builder! { @wipe $name [$($required,)* $($optional,)*] }
        $crate::builder! { @setters $name { $(
            $(#[$attribute])* $optional: $type $(<$($of),+>)? $(= $default $(=> $value | $read)?)?,
        )* } }
    };
    // A number is taken as it is, because a literal converts to no other width than `i32` and `f64`.
    (@argument i8) => { i8 };
    (@argument i16) => { i16 };
    (@argument i32) => { i32 };
    (@argument i64) => { i64 };
    (@argument f32) => { f32 };
    (@argument f64) => { f64 };
    (@argument bool) => { bool };
    (@argument $type:ty) => { impl ::core::convert::Into<$type> };
    (@initial $type:ident) => { ::core::option::Option::None };
    (@initial i8 = $default:expr) => { $default };
    (@initial i16 = $default:expr) => { $default };
    (@initial i32 = $default:expr) => { $default };
    (@initial i64 = $default:expr) => { $default };
    (@initial f32 = $default:expr) => { $default };
    (@initial f64 = $default:expr) => { $default };
    (@initial bool = $default:expr) => { $default };
    (@initial $type:ident = $default:expr) => { ::core::convert::Into::into($default) };
    (@set $value:ident) => { ::core::option::Option::Some(::core::convert::Into::into($value)) };
    (@set $value:ident = $default:expr) => { ::core::convert::Into::into($value) };
    (@wipe $name:ident [$($member:ident,)*]) => {
        $crate::__member! { $name }

        #[allow(deprecated, reason = "a deprecated member has its value too")]
        impl $crate::types::Wipe for $name {
            fn wipe(&mut self) {
                $($crate::types::Wipe::wipe(&mut self.$member);)*
            }
        }
    };
    (@setters $name:ident {}) => {};
    (@setters $name:ident { $(
        $(#[$attribute:meta])* $optional:ident: $type:ident $(<$($of:ty),+>)?
        $(= $default:expr $(=> $value:ident | $read:ident)?)?,
    )+ }) => {
        #[allow(
            deprecated,
            clippy::should_implement_trait,
            clippy::wrong_self_convention,
            reason = "setters have the names of their members, and may set one that is deprecated"
        )]
        impl $name {
            $(
                #[doc = ::core::concat!("Sets [`", ::core::stringify!($optional), "`](Self#fields).")]
                $(#[$attribute])*
                #[must_use]
                pub fn $optional(mut self, value: $crate::builder!(@argument $type $(<$($of),+>)?)) -> Self {
                    self.$optional = $crate::builder!(@set value $(= $default)?);
                    self
                }
            )+
        }

        $($crate::defaults! { $name $optional: $type $(<$($of),+>)? $(= $default $(=> $value | $read)?)? })+
    };
}

/// Defines, for a member with a default, the function that gives it and the one that reads the member.
#[doc(hidden)]
#[macro_export]
macro_rules! defaults {
    (
        $name:ident $member:ident: $type:ident $(<$($of:ty),+>)?
        = $default:expr => $value:ident | $read:ident
    ) => {
        impl $name {
            fn $value() -> $type $(<$($of),+>)? {
                $crate::builder!(@initial $type = $default)
            }

            fn $read<'de, D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<$type $(<$($of),+>)?, D::Error> {
                let read: ::core::option::Option<_> = $crate::serde::Deserialize::deserialize(deserializer)?;
                ::core::result::Result::Ok(read.unwrap_or_else(Self::$value))
            }
        }
    };
    // Without a default, or without the names of its functions.
    ($name:ident $member:ident: $($rest:tt)+) => {};
}
