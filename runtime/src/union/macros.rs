//! Macros of unions: common parts, and unions identified by their JSON.

/// Defines a union with its tag among the members of the value, or next to the member with the value.
///
/// ```
/// use speccast_runtime::serde_json;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Circle { pub radius: f64 }
///
/// speccast_runtime::codegen::structure! {
///     CircleBuilder {
///         radius: f64 = "radius",
///     } => Circle {}
/// }
///
/// speccast_runtime::codegen::tagged_union! {
///     /// A shape.
///     pub enum Shape tagged("type") {
///         Circle(Circle) = "circle" => as_circle | from,
///     }
/// }
/// speccast_runtime::codegen::tagged_union! {
///     /// An event.
///     pub enum Event tagged("kind", "data") {
///         Moved(f64) = 1 => as_moved,
///     }
/// }
///
/// let shape: Shape = serde_json::from_str(r#"{"radius":1.5,"type":"circle"}"#)?;
/// assert_eq!(shape, Shape::Circle(Circle::builder().radius(1.5)));
/// assert_eq!(serde_json::to_string(&shape)?, r#"{"type":"circle","radius":1.5}"#);
/// assert_eq!(serde_json::to_string(&Event::Moved(2.0))?, r#"{"kind":1,"data":2.0}"#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! tagged_union {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident tagged $told:tt {
            $($(#[$doc:meta])* $variant:ident($type:ident $(<$($of:ty),+>)? $(as $form:ident)?)
                = $member:literal => $accessor:ident $(| $from:ident)?),* $(,)?
        }
    ) => {
        $crate::__union! {
            $(#[$attribute])*
            ///
            /// The JSON of any other tag is kept as `Unknown`.
            $visibility enum $name {
                $(
                    $(#[$doc])*
                    ///
                    #[doc = ::core::concat!("On the wire: `` ", $member, " ``.")]
                    $variant($type $(<$($of),+>)? $(as $form)?)
                        = (::core::concat!($member)) => $accessor $(| $from)?,
                )*
            }
        }

        impl $crate::codegen::ToldUnion for $name {
            const TOLD: $crate::codegen::Told = $crate::tagged_union!(@told $told);
        }

        #[allow(deprecated, reason = "a deprecated member is one of them")]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::tagged_union!(@write $crate::__union!(@form value $(, $form)?), serializer, $member, $told)
                    })*
                    Self::Unknown(member) => $crate::serde::Serialize::serialize(member.value(), serializer),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::deserialize_told(deserializer)
            }
        }
    };
    (@told ($tag:literal)) => { $crate::codegen::Told::Tag($tag) };
    (@told ($tag:literal, $content:literal)) => { $crate::codegen::Told::TagAndContent($tag, &[$content]) };
    (@write $value:expr, $serializer:ident, $member:literal, ($tag:literal)) => {
        $crate::codegen::serialize_tagged($tag, &$member, $value, $serializer)
    };
    (@write $value:expr, $serializer:ident, $member:literal, ($tag:literal, $content:literal)) => {
        $crate::codegen::serialize_beside_tag($tag, &$member, $content, $value, $serializer)
    };
}

/// Defines a union whose members are identified by their JSON: each has its form of JSON after the `=`.
///
/// ```
/// use speccast_runtime::serde_json;
///
/// speccast_runtime::codegen::one_of! {
///     /// Text, or several.
///     pub enum Content {
///         Text(String) = Json::Text => as_text | from,
///         Texts(Vec<String>) = Json::List => as_texts,
///     }
/// }
///
/// let content: Content = serde_json::from_str(r#"["a","b"]"#)?;
/// assert_eq!(content.as_texts().map(Vec::len), Some(2));
/// assert_eq!(serde_json::to_string(&Content::from("a"))?, r#""a""#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! one_of {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$doc:meta])* $variant:ident($type:ident $(<$($of:ty),+>)? $(as $form:ident)?)
                = $json:expr => $accessor:ident $(| $from:ident)?),* $(,)?
        }
    ) => {
        $crate::__union! {
            $(#[$attribute])*
            ///
            /// Any other JSON is kept as `Unknown`.
            $visibility enum $name {
                $($(#[$doc])*
                    #[doc = ::core::concat!("`", ::core::stringify!($type $(<$($of),+>)?), "`")]
                    $variant($type $(<$($of),+>)? $(as $form)?)
                        = (::core::stringify!($variant)) => $accessor $(| $from)?,)*
            }
        }

        impl $crate::codegen::ToldUnion for $name {
            const TOLD: $crate::codegen::Told = {
                #[allow(unused_imports, reason = "some need no tests")]
                use $crate::codegen::{Json, Test};
                $crate::codegen::Told::Json(&[$($json),*])
            };
        }

        #[allow(deprecated, reason = "a deprecated member is one of them")]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::serde::Serialize::serialize($crate::__union!(@form value $(, $form)?), serializer)
                    })*
                    Self::Unknown(member) => $crate::serde::Serialize::serialize(member.value(), serializer),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::deserialize_told(deserializer)
            }
        }
    };
}

/// Defines the common parts of unions: the enum, its accessors, reading and wiping its members, and whether
/// it is known.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$doc:meta])* $variant:ident($type:ident $(<$($of:ty),+>)? $(as $form:ident)?)
                = ($member:expr) $(=> $accessor:ident $(| $from:ident)?)?,)*
        }
    ) => {
        $(#[$attribute])*
        #[allow(deprecated, reason = "a deprecated member is one of them")]
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        $visibility enum $name {
            $($(#[$doc])* $variant($type $(<$($of),+>)?),)*
            /// Any other value.
            Unknown($crate::types::UnknownMember),
        }

        #[allow(deprecated, reason = "a deprecated member is one of them")]
        impl $name {
            $($crate::__union! { @accessor $variant [$type $(<$($of),+>)?] $($accessor)? })*
        }

        #[allow(deprecated, reason = "a deprecated member is one of them")]
        impl $crate::codegen::Union for $name {
            const MEMBERS: &'static [&'static str] = &[$($member),*];

            fn read<'de, A: $crate::serde::de::VariantAccess<'de>>(
                name: &str,
                value: A,
            ) -> ::core::result::Result<::core::result::Result<Self, A>, A::Error> {
                $(
                    if name == $member {
                        let value = $crate::__union!(@read value $(, $form)?);
                        return ::core::result::Result::Ok(::core::result::Result::Ok(Self::$variant(value)));
                    }
                )*
                ::core::result::Result::Ok(::core::result::Result::Err(value))
            }

            fn unknown(member: $crate::types::UnknownMember) -> Self {
                Self::Unknown(member)
            }
        }

        impl $crate::codegen::Known for $name {
            const CONSTRAINT: $crate::validate::Constraint =
                $crate::validate::Constraint::Enum(<Self as $crate::codegen::Union>::MEMBERS);

            fn unknown(&self) -> ::core::option::Option<$crate::validate::Found> {
                match self {
                    Self::Unknown(_) => ::core::option::Option::Some($crate::validate::Found::Hidden),
                    _ => ::core::option::Option::None,
                }
            }
        }

        $($crate::__union! { @[$($($from)?)?] $name $variant $type $(<$($of),+>)? })*

        $crate::__member! { $name }

        impl $crate::codegen::Single for $name {}

        #[allow(deprecated, reason = "a deprecated member is one of them")]
        impl $crate::types::Wipe for $name {
            fn wipe(&mut self) {
                match self {
                    $(Self::$variant(value) => $crate::types::Wipe::wipe(value),)*
                    Self::Unknown(member) => $crate::types::Wipe::wipe(member),
                }
            }
        }
    };
    (@[] $($unused:tt)*) => {};
    (@accessor $variant:ident [$type:ty]) => {};
    (@accessor $variant:ident [$type:ty] $accessor:ident) => {
        #[doc = ::core::concat!("Returns the value if it is [`", ::core::stringify!($variant), "`](Self::", ::core::stringify!($variant), ").")]
        pub fn $accessor(&self) -> ::core::option::Option<&$type> {
            match self {
                Self::$variant(value) => ::core::option::Option::Some(value),
                _ => ::core::option::Option::None,
            }
        }
    };
    (@read $value:ident) => { $value.newtype_variant()? };
    (@read $value:ident, $form:ident) => {
        $value.newtype_variant::<$crate::codegen::InForm<_, $crate::codegen::$form>>()?.into_inner()
    };
    (@form $value:ident) => { $value };
    (@form $value:ident, $form:ident) => { &$crate::codegen::$form($value) };
    (@[from] $name:ident $variant:ident String) => {
        $crate::__union! { @into $name $variant ::std::string::String }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::$variant(::core::convert::From::from(value))
            }
        }
    };
    (@[from] $name:ident $variant:ident Box<$type:ty>) => {
        impl ::core::convert::From<$type> for $name {
            fn from(value: $type) -> Self {
                Self::$variant(::std::boxed::Box::new(value))
            }
        }
    };
    (@[from] $name:ident $variant:ident $type:ty) => {
        $crate::__union! { @into $name $variant $type }
    };
    (@into $name:ident $variant:ident $type:ty) => {
        impl ::core::convert::From<$type> for $name {
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        }
    };
}
