//! Constructors and setters of generated structures.

/// Gives a structure `new`, with its required members, and a chained setter for each optional one.
///
/// With more than three required members, `new` takes a structure of them, which the macro defines.
///
/// ```
/// /// A widget.
/// #[derive(Clone, Debug)]
/// pub struct Widget { pub name: String, pub size: Option<i32> }
///
/// speccast_runtime::builder! {
///     Widget::new(name: String) {
///         size: i32,
///     }
/// }
///
/// /// A load of widgets.
/// #[derive(Clone, Debug)]
/// pub struct Load { pub from: String, pub to: String, pub item: Widget, pub count: i64, pub note: Option<String> }
///
/// speccast_runtime::builder! {
///     Load::new(LoadRequired { from: String, to: String, item: Widget, count: i64 }) {
///         note: String,
///     }
/// }
///
/// let item = Widget::new("cog").size(3);
/// let load = Load::new(LoadRequired { from: "a".into(), to: "b".into(), item, count: 9 }).note("fragile");
/// assert_eq!(load.item.size, Some(3));
/// ```
#[macro_export]
macro_rules! builder {
    ($name:ident::new() { $($optional:ident: $type:ident $(<$($of:ty),+>)?),* $(,)? }) => {
        impl $name {
            /// Makes one with every member absent.
            #[must_use]
            pub fn new() -> Self {
                Self { $($optional: ::core::option::Option::None,)* }
            }
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        $crate::builder! { @setters $name { $($optional: $type $(<$($of),+>)?,)* } }
    };
    (
        $name:ident::new($($required:ident: $argument:ident $(<$($held:ty),+>)?),+ $(,)?) {
            $($optional:ident: $type:ident $(<$($of:ty),+>)?),* $(,)?
        }
    ) => {
        impl $name {
            /// Makes one of its required members, with the others absent.
            #[must_use]
            pub fn new(
                $($required: $crate::builder!(@argument $argument $(<$($held),+>)?)),+
            ) -> Self {
                Self {
                    $($required: ::core::convert::Into::into($required),)+
                    $($optional: ::core::option::Option::None,)*
                }
            }
        }

        $crate::builder! { @setters $name { $($optional: $type $(<$($of),+>)?,)* } }
    };
    (
        $name:ident::new($arguments:ident { $($required:ident: $argument:ty),+ $(,)? }) {
            $($optional:ident: $type:ident $(<$($of:ty),+>)?),* $(,)?
        }
    ) => {
        #[doc = ::core::concat!("Required members of [`", ::core::stringify!($name), "`].")]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct $arguments {
            $(
                #[doc = ::core::concat!(
                    "See [`", ::core::stringify!($required), "`](", ::core::stringify!($name),
                    "#structfield.", ::core::stringify!($required), ").",
                )]
                pub $required: $argument,
            )+
        }

        impl $name {
            /// Makes one of its required members, with the others absent.
            #[must_use]
            pub fn new(required: $arguments) -> Self {
                Self {
                    $($required: required.$required,)+
                    $($optional: ::core::option::Option::None,)*
                }
            }
        }

        $crate::builder! { @setters $name { $($optional: $type $(<$($of),+>)?,)* } }
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
    (@setters $name:ident {}) => {};
    (@setters $name:ident { $($optional:ident: $type:ident $(<$($of:ty),+>)?,)+ }) => {
        #[allow(
            clippy::should_implement_trait,
            clippy::wrong_self_convention,
            reason = "setters have the names of their members"
        )]
        impl $name {
            $(
                #[doc = ::core::concat!(
                    "Sets [`", ::core::stringify!($optional), "`](Self#structfield.",
                    ::core::stringify!($optional), ").",
                )]
                #[must_use]
                pub fn $optional(mut self, value: $crate::builder!(@argument $type $(<$($of),+>)?)) -> Self {
                    self.$optional = ::core::option::Option::Some(::core::convert::Into::into(value));
                    self
                }
            )+
        }
    };
}
