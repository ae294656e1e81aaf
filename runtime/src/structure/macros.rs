//! Serde for structures, as generated code writes it.

/// Implements serde both ways for a structure, by the serde names of its members.
///
/// `as` gives the format of timestamps, `or` the value of an absent or null member. The word at the end
/// decides about other members: `skip` or `reject`. An optional member of the type `Nullable` is `null` only
/// if that was sent.
///
/// ```
/// use speccast_runtime::{Timestamp, serde_json};
///
/// /// A widget.
/// #[derive(Debug, PartialEq)]
/// pub struct Widget { pub name: String, pub made_at: Option<Timestamp>, pub size: i32 }
///
/// speccast_runtime::codegen::serde_structure! {
///     Widget {
///         name: String = "name";
///         made_at: Timestamp = "madeAt" as date_time;
///         size: i32 = "size" or 10;
///     }
///     reject
/// }
///
/// let text = r#"{"name":"cog","madeAt":"1970-01-01T00:00:00Z","size":10}"#;
/// let widget = Widget { name: "cog".to_owned(), made_at: Some(Timestamp::UNIX_EPOCH), size: 10 };
/// assert_eq!(serde_json::to_string(&widget)?, text);
/// assert_eq!(serde_json::from_str::<Widget>(&text.replace(",\"size\":10", ""))?, widget);
/// assert!(serde_json::from_str::<Widget>(r#"{"name":"cog","sise":10}"#).is_err());
/// # Ok::<_, serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! serde_structure {
    ($name:ident { $($constant:literal = $fixed:expr;)* $(
        $member:ident: $type:ident = $wire:literal $(as $form:ident)? $(or $default:expr)?;
    )* } $others:ident) => {
        #[allow(deprecated, reason = "a deprecated member is written too")]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codegen::serialize_members(serializer, ::core::stringify!($name), &[
                    $(($constant, &$fixed),)*
                    $(($wire, &$crate::serde_structure!(@written $type (&self.$member) $($form)?)),)*
                ])
            }
        }

        $crate::serde_structure! { @deserialize $name
            { $($constant = $fixed;)* } { $($member: $type = $wire $(as $form)? $(or $default)?;)* } [$($wire),*] [$others] {}
        }
    };
    // A structure that keeps unlisted members.
    ($name:ident { $($constant:literal = $fixed:expr;)* $(
        $member:ident: $type:ident = $wire:literal $(as $form:ident)? $(or $default:expr)?;
    )* } ..$rest:ident) => {
        #[allow(deprecated, reason = "a deprecated member is written too")]
        impl $crate::codegen::OpenStructure for $name {
            fn write<S: $crate::serde::ser::SerializeMap>(
                &self,
                members: &mut S,
            ) -> ::core::result::Result<(), S::Error> {
                $(members.serialize_entry($constant, &$fixed)?;)*
                $($crate::serde_structure! { @entry members (&self.$member) $wire $type $($form)? })*
                $crate::codegen::write_additional(self.$rest.as_ref(), &[$($constant,)* $($wire),*], members)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codegen::serialize_open_structure(self, serializer)
            }
        }

        $crate::serde_structure! { @deserialize $name
            { $($constant = $fixed;)* } { $($member: $type = $wire $(as $form)? $(or $default)?;)* }
            [$($wire,)* $crate::codegen::ADDITIONAL] [skip] { $rest }
        }
    };
    (@deserialize $name:ident { $($constant:literal = $fixed:expr;)* } { $(
        $member:ident: $type:ident = $wire:literal $(as $form:ident)? $(or $default:expr)?;
    )* } [$($known:expr),*] $others:tt { $($rest:ident)? }) => {
        #[allow(deprecated, unreachable_patterns, reason = "a deprecated member is read too; there may be no member")]
        impl $crate::codegen::Structure for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const MEMBERS: &'static [&'static str] = &[$($known),*];

            fn read<'de, A: $crate::serde::de::MapAccess<'de>>(
                mut members: A,
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $member = ::core::option::Option::None;)*
                $(let mut $rest = ::core::option::Option::None;)?
                $crate::codegen::read_members(
                    &mut members,
                    &mut [
                        $(($wire, &mut $crate::serde_structure!(@slot $type $member $($form)?)),)*
                        $(($constant, &mut $crate::serde_structure!(@constant $others ($fixed))),)*
                    ],
                    &mut $crate::serde_structure!(@others $others { $($rest)? }),
                )?;
                match ($($member,)*) {
                    ($(::core::option::Option::Some($member),)*) => ::core::result::Result::Ok(Self {
                        $($member: $crate::serde_structure!(@value $member $(or $default)?),)*
                        $($rest,)?
                    }),
                    _ => ::core::result::Result::Err($crate::codegen::unread()),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::deserialize_structure(deserializer)
            }
        }
    };
    (@entry $members:ident ($value:expr) $wire:literal Nullable $($form:ident)?) => {
        if $value.is_some() {
            $crate::serde_structure! { @entry $members ($value) $wire Member $($form)? }
        }
    };
    (@entry $members:ident ($value:expr) $wire:literal $type:ident) => {
        $members.serialize_entry($wire, $value)?;
    };
    (@entry $members:ident ($value:expr) $wire:literal $type:ident $form:ident) => {
        $members.serialize_entry($wire, &$crate::codegen::$form($value))?;
    };
    (@written Nullable ($value:expr)) => {
        $crate::codegen::IfPresent { is_present: $value.is_some(), value: $value }
    };
    (@written Nullable ($value:expr) $form:ident) => {
        $crate::codegen::IfPresent { is_present: $value.is_some(), value: $crate::codegen::$form($value) }
    };
    (@written $type:ident ($value:expr)) => { $value };
    (@written $type:ident ($value:expr) $form:ident) => { $crate::codegen::$form($value) };
    (@constant [reject] ($fixed:expr)) => { $crate::codegen::Constant(&$fixed) };
    (@constant [skip] ($fixed:expr)) => { $crate::codegen::Skip };
    (@others [skip] {}) => { $crate::codegen::Skip };
    (@others [reject] {}) => { $crate::codegen::Reject(Self::MEMBERS) };
    (@others [skip] { $rest:ident }) => { $rest };
    (@slot Nullable $member:ident) => { $crate::codegen::nullable(&mut $member) };
    (@slot Nullable $member:ident $form:ident) => {
        $crate::codegen::nullable_in_form::<$crate::codegen::$form, _, _>(&mut $member)
    };
    (@slot $type:ident $member:ident) => { $member };
    (@slot $type:ident $member:ident $form:ident) => {
        $crate::codegen::in_form::<$crate::codegen::$form, _, _>(&mut $member)
    };
    (@value $member:ident) => { $member };
    (@value $member:ident or $default:expr) => {
        $crate::codegen::member_or($member, || $crate::codegen::IntoMember::into_member($default))
    };
}
