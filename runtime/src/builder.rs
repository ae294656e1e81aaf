//! Builders and setters of generated structures.

/// Gives a structure `builder`, which takes the required members one by one, and a chained setter for each other member.
///
/// The builder is a type of its own. Its parameter is what was given so far, so that each step has one method, and the
/// last one returns the structure:
///
/// ```
/// /// A load of widgets.
/// #[derive(Clone, Debug)]
/// pub struct Load { pub from: String, pub to: String, pub count: i64, pub labels: Option<Vec<String>> }
///
/// speccast_runtime::codegen::builder! {
///     LoadBuilder {
///         from: String,
///         to: String,
///         count: i64,
///     } => Load {
///         labels: Vec<String>,
///     }
/// }
///
/// let load = Load::builder().from("a").to("b").count(9).labels(["fragile"]);
/// assert_eq!((load.to.as_str(), load.count), ("b", 9));
/// ```
///
/// A structure without required members has no such type, and is its own builder:
///
/// ```
/// /// A widget.
/// #[derive(Clone, Debug)]
/// pub struct Widget { pub size: Option<i32> }
///
/// speccast_runtime::codegen::builder! {
///     Widget {
///         size: i32,
///     }
/// }
///
/// assert_eq!(Widget::builder().size(3).size, Some(3));
/// ```
///
/// Numbers are taken as they are; [`IntoMember`](crate::codegen::IntoMember) documents what other members take.
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
///     Crate {
///         size: i16 = 10 => default_size | size_or_default,
///         label: String = "fragile",
///     }
/// }
///
/// assert_eq!(Crate::builder().label("sturdy").size, 10);
/// let read: Crate = speccast_runtime::serde_json::from_str(r#"{"label":"fragile","size":null}"#)?;
/// assert_eq!(read, Crate::builder());
/// # Ok::<_, speccast_runtime::serde_json::Error>(())
/// ```
///
/// Attributes before a member are those of its method, such as `#[deprecated]`.
#[doc(hidden)]
#[macro_export]
macro_rules! builder {
    ($name:ident { $($optional:tt)* }) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::builder()
            }
        }

        #[allow(deprecated, reason = "a deprecated member has its value too")]
        impl $name {
            /// Returns one whose members are absent or have their defaults; setters follow.
            #[must_use]
            pub fn builder() -> Self {
                $crate::builder! { @value $name [] { $($optional)* } }
            }
        }

        $crate::builder! { @structure $name [] { $($optional)* } }
    };
    ($builder:ident {
        $(#[$attribute:meta])* $first:ident: $type:ident $(<$($of:ty),+>)?
        $(, $(#[$attributes:meta])* $required:ident: $types:ident $(<$($ofs:ty),+>)?)* $(,)?
    } => $name:ident { $($optional:tt)* }) => {
        #[doc = ::core::concat!("Steps of [`", ::core::stringify!($name), "::builder`], one for each required member.")]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct $builder<Given = ()>(Given);

        impl $name {
            #[doc = ::core::concat!(
                "Begins with the required members: `", ::core::stringify!($first),
                $("`, `", ::core::stringify!($required),)* "`; setters of the others follow.",
            )]
            #[must_use]
            pub fn builder() -> $builder {
                $builder(())
            }
        }

        $crate::__steps! {
            $builder $name { $($optional)* } []
            { $(#[$attribute])* $first: $type $(<$($of),+>)? }
            $({ $(#[$attributes])* $required: $types $(<$($ofs),+>)? })*
        }

        $crate::builder! { @structure $name [$first $($required)*] { $($optional)* } }
    };
    (@structure $name:ident [$($required:ident)*] { $(
        $(#[$attribute:meta])* $optional:ident: $type:ident $(<$($of:ty),+>)?
        $(= $default:expr $(=> $value:ident | $read:ident)?)?
    ),* $(,)? }) => {
        $crate::__member! { $name }

        impl $crate::codegen::Single for $name {}

        #[allow(deprecated, reason = "a deprecated member has its value too")]
        impl $crate::types::Wipe for $name {
            fn wipe(&mut self) {
                $($crate::types::Wipe::wipe(&mut self.$required);)*
                $($crate::types::Wipe::wipe(&mut self.$optional);)*
            }
        }

        #[allow(
            deprecated,
            clippy::should_implement_trait,
            clippy::wrong_self_convention,
            reason = "setters have the names of their members, and may set one that is deprecated"
        )]
        impl $name {
            $($crate::__by_type! {
                $type $(<$($of),+>)?
                {
                    #[doc = ::core::concat!("Sets [`", ::core::stringify!($optional), "`](Self#fields).")]
                    $(#[$attribute])*
                    #[must_use]
                    pub fn $optional(mut self, value: impl ::core::convert::Into<::core::option::Option<$type>>) -> Self {
                        self.$optional = ::core::convert::Into::<::core::option::Option<$type>>::into(value)
                            $(.unwrap_or($default))?;
                        self
                    }
                }
                {
                    #[doc = ::core::concat!("Sets [`", ::core::stringify!($optional), "`](Self#fields).")]
                    $(#[$attribute])*
                    #[must_use]
                    pub fn $optional<M>(
                        mut self,
                        value: impl $crate::codegen::IntoMember<::core::option::Option<$type $(<$($of),+>)?>, M>,
                    ) -> Self {
                        self.$optional = $crate::codegen::IntoMember::<::core::option::Option<_>, M>::into_member(value)
                            $(.unwrap_or_else(|| $crate::codegen::IntoMember::into_member($default)))?;
                        self
                    }
                }
            })*
        }

        $($crate::defaults! { $name $optional: $type $(<$($of),+>)? $(= $default $(=> $value | $read)?)? })*
    };
    (@value $name:ident [$($required:ident = $given:expr,)*] { $(
        $(#[$attribute:meta])* $optional:ident: $type:ident $(<$($of:ty),+>)?
        $(= $default:expr $(=> $value:ident | $read:ident)?)?
    ),* $(,)? }) => {
        $name {
            $($required: $given,)*
            $($optional: $crate::builder!(@initial $(= $default)?),)*
        }
    };
    (@initial) => { ::core::option::Option::None };
    (@initial = $default:expr) => { $crate::codegen::IntoMember::into_member($default) };
}

/// Defines the steps of a builder: what was given, in brackets, and then the members that are to be given, in braces.
///
/// Eight steps at a time keep a structure of some hundred required members within the limit of recursion.
#[doc(hidden)]
#[macro_export]
macro_rules! __steps {
    (
        $builder:ident $name:ident $optional:tt [$($given:tt)*]
        $a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $($rest:tt)+
    ) => {
        $crate::__step! { $builder $name [$($given)*] $a }
        $crate::__step! { $builder $name [$($given)* $a] $b }
        $crate::__step! { $builder $name [$($given)* $a $b] $c }
        $crate::__step! { $builder $name [$($given)* $a $b $c] $d }
        $crate::__step! { $builder $name [$($given)* $a $b $c $d] $e }
        $crate::__step! { $builder $name [$($given)* $a $b $c $d $e] $f }
        $crate::__step! { $builder $name [$($given)* $a $b $c $d $e $f] $g }
        $crate::__step! { $builder $name [$($given)* $a $b $c $d $e $f $g] $h }
        $crate::__steps! { $builder $name $optional [$($given)* $a $b $c $d $e $f $g $h] $($rest)+ }
    };
    ($builder:ident $name:ident $optional:tt [$($given:tt)*] $next:tt $($rest:tt)+) => {
        $crate::__step! { $builder $name [$($given)*] $next }
        $crate::__steps! { $builder $name $optional [$($given)* $next] $($rest)+ }
    };
    ($builder:ident $name:ident $optional:tt [$($given:tt)*] $last:tt) => {
        $crate::__step! { $builder $name [$($given)*] $last => $optional }
    };
}

/// Defines one step of a builder; the last one has the optional members after `=>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __step {
    (
        $builder:ident $name:ident
        [$({ $(#[$attributes:meta])* $given:ident: $types:ident $(<$($ofs:ty),+>)? })*]
        { $(#[$attribute:meta])* $member:ident: $type:ident $(<$($of:ty),+>)? }
    ) => {
        $crate::__step! {
            @method $builder $name ($builder<($($types $(<$($ofs),+>)?,)* $type $(<$($of),+>)?,)>)
            [$($given: $types $(<$($ofs),+>)?,)*] { $(#[$attribute])* $member: $type $(<$($of),+>)? }
            self value {
                let ($($given,)*) = self.0;
                $builder(($($given,)* value,))
            }
        }
    };
    (
        $builder:ident $name:ident
        [$({ $(#[$attributes:meta])* $given:ident: $types:ident $(<$($ofs:ty),+>)? })*]
        { $(#[$attribute:meta])* $member:ident: $type:ident $(<$($of:ty),+>)? }
        => $optional:tt
    ) => {
        $crate::__step! {
            @method $builder $name ($name)
            [$($given: $types $(<$($ofs),+>)?,)*] { $(#[$attribute])* $member: $type $(<$($of),+>)? }
            self value {
                let ($($given,)*) = self.0;
                $crate::builder! { @value $name [$($given = $given,)* $member = value,] $optional }
            }
        }
    };
    (
        @method $builder:ident $name:ident ($next:ty) [$($given:ident: $held:ty,)*]
        { $(#[$attribute:meta])* $member:ident: $type:ident $(<$($of:ty),+>)? }
        $this:ident $value:ident $body:block
    ) => {
        #[allow(
            deprecated,
            clippy::should_implement_trait,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            reason = "steps have the names and types of their members, and may set one that is deprecated"
        )]
        impl $builder<($($held,)*)> {
            $crate::__by_type! {
                $type $(<$($of),+>)?
                {
                    #[doc = ::core::concat!(
                        "Sets [`", ::core::stringify!($member), "`](", ::core::stringify!($name), "#fields).",
                    )]
                    $(#[$attribute])*
                    #[must_use]
                    pub fn $member($this, $value: $type) -> $next $body
                }
                {
                    #[doc = ::core::concat!(
                        "Sets [`", ::core::stringify!($member), "`](", ::core::stringify!($name), "#fields).",
                    )]
                    $(#[$attribute])*
                    #[must_use]
                    pub fn $member<M>(
                        $this,
                        $value: impl $crate::codegen::IntoMember<$type $(<$($of),+>)?, M>,
                    ) -> $next {
                        let $value = $crate::codegen::IntoMember::<_, M>::into_member($value);
                        $body
                    }
                }
            }
        }
    };
}

/// Expands to the first braces for a type whose values are taken as they are, and to the second ones for another type.
///
/// A literal converts to no other width than `i32` and `f64`, and a document has its own value for what is absent.
#[doc(hidden)]
#[macro_export]
macro_rules! __by_type {
    (bool { $($exact:tt)* } $other:tt) => { $($exact)* };
    (i8 { $($exact:tt)* } $other:tt) => { $($exact)* };
    (i16 { $($exact:tt)* } $other:tt) => { $($exact)* };
    (i32 { $($exact:tt)* } $other:tt) => { $($exact)* };
    (i64 { $($exact:tt)* } $other:tt) => { $($exact)* };
    (f32 { $($exact:tt)* } $other:tt) => { $($exact)* };
    (f64 { $($exact:tt)* } $other:tt) => { $($exact)* };
    (Document { $($exact:tt)* } $other:tt) => { $($exact)* };
    ($type:ty { $($exact:tt)* } { $($other:tt)* }) => { $($other)* };
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
                $crate::builder!(@initial = $default)
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
