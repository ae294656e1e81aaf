//! Generated structures: building, changing and serializing them.

mod macros;
pub(crate) mod members;
pub(crate) mod open;
pub(crate) mod slot;
pub(crate) mod written;

/// Gives a structure serde both ways, `builder` with a step for each required member, and a chained setter
/// for each other member.
///
/// The builder is a separate type. Its parameter contains the members given so far, so each step has one
/// method, and the last one returns the structure:
///
/// ```
/// /// A load of widgets.
/// #[derive(Clone, Debug)]
/// pub struct Load { pub from: String, pub to: String, pub count: i64, pub labels: Option<Vec<String>> }
///
/// speccast_runtime::codegen::structure! {
///     LoadBuilder {
///         from: String = "from",
///         to: String = "to",
///         count: i64 = "count",
///     } => Load {
///         labels: Vec<String> = "labels",
///     }
/// }
///
/// let load = Load::builder().from("a").to("b").count(9).labels(["fragile"]);
/// assert_eq!((load.to.as_str(), load.count), ("b", 9));
/// ```
///
/// A structure without required members is its own builder:
///
/// ```
/// /// A widget.
/// #[derive(Clone, Debug)]
/// pub struct Widget { pub size: Option<i32> }
///
/// speccast_runtime::codegen::structure! {
///     Widget {
///         size: i32 = "size",
///     }
/// }
///
/// assert_eq!(Widget::builder().size(3).size, Some(3));
/// ```
///
/// Numbers are passed as they are; [`IntoMember`](crate::codegen::IntoMember) documents the arguments for
/// other members.
///
/// The part after `=` is for serde: the name of a member, the format of timestamps after `as`, and the
/// default of an absent or null member after `or`, whose type is then not an `Option`. Other members are
/// skipped, or refused with `..reject`.
///
/// ```
/// use speccast_runtime::serde_json;
///
/// /// A box.
/// #[derive(Debug, PartialEq)]
/// pub struct Crate { pub size: i16, pub label: String }
///
/// speccast_runtime::codegen::structure! {
///     Crate {
///         size: i16 = "size" or 10,
///         label: String = "label" or "fragile",
///         ..reject
///     }
/// }
///
/// assert_eq!(Crate::builder().label("sturdy").size, 10);
/// let read: Crate = serde_json::from_str(r#"{"size":null}"#)?;
/// assert_eq!(read, Crate::builder());
/// assert!(serde_json::from_str::<Crate>(r#"{"sise":1}"#).is_err());
/// # Ok::<_, serde_json::Error>(())
/// ```
///
/// A member without a field is written before the others, by its name and the value that it always has. A value that is
/// read may have it or not; with `..reject` it may have no other one.
///
/// ```
/// use speccast_runtime::serde_json;
///
/// /// A circle.
/// #[derive(Debug, PartialEq)]
/// pub struct Circle { pub radius: f64 }
///
/// speccast_runtime::codegen::structure! {
///     CircleBuilder {
///         radius: f64 = "radius",
///     } => Circle {
///         "kind" = "circle",
///         ..reject
///     }
/// }
///
/// let circle = Circle::builder().radius(1.5);
/// assert_eq!(serde_json::to_string(&circle)?, r#"{"kind":"circle","radius":1.5}"#);
/// assert_eq!(serde_json::from_str::<Circle>(r#"{"radius":1.5,"kind":"circle"}"#)?, circle);
/// assert_eq!(serde_json::from_str::<Circle>(r#"{"radius":1.5}"#)?, circle);
/// assert!(serde_json::from_str::<Circle>(r#"{"radius":1.5,"kind":"square"}"#).is_err());
/// # Ok::<_, serde_json::Error>(())
/// ```
///
/// `..name: TYPE` at the end, a map of strings, keeps the members that are not listed:
///
/// ```
/// use std::collections::BTreeMap;
///
/// use speccast_runtime::serde_json;
///
/// /// A person.
/// #[derive(Debug, PartialEq)]
/// pub struct Person { pub name: Option<String>, pub others: Option<BTreeMap<String, i64>> }
///
/// speccast_runtime::codegen::structure! {
///     Person {
///         name: String = "name",
///         ..others: BTreeMap<String, i64>,
///     }
/// }
///
/// let person = Person::builder().name("Ada").others([("age", 36)]);
/// let text = r#"{"name":"Ada","age":36}"#;
/// assert_eq!(serde_json::to_string(&person)?, text);
/// assert_eq!(serde_json::from_str::<Person>(text)?, person);
/// assert!(serde_json::to_string(&Person::builder().others([("name", 1)])).is_err());
/// # Ok::<_, serde_json::Error>(())
/// ```
///
/// Attributes before a member apply to its method, such as `#[deprecated]`.
#[doc(hidden)]
#[macro_export]
macro_rules! structure {
    ($name:ident { $($optional:tt)* }) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::builder()
            }
        }

        #[allow(deprecated, reason = "a deprecated member has its value too")]
        impl $name {
            /// Returns a structure whose members are absent or have their defaults; setters follow.
            #[must_use]
            pub fn builder() -> Self {
                $crate::structure! { @new $name [] { $($optional)* } }
            }
        }

        $crate::structure! { @members $name {} { $($optional)* } }
    };
    ($builder:ident { $(
        $(#[$attribute:meta])* $required:ident: $type:ident $(<$($of:ty),+>)? = $wire:literal $(as $form:ident)?
    ),+ $(,)? } => $name:ident { $($optional:tt)* }) => {
        #[doc = ::core::concat!("Steps of [`", ::core::stringify!($name), "::builder`], one for each required member.")]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct $builder<Given = ()>(Given);

        impl $name {
            #[doc = ::core::concat!(
                "Begins with the required members", $(" `", ::core::stringify!($required), "`,",)+
                " in this order; setters of the others follow.",
            )]
            #[must_use]
            pub fn builder() -> $builder {
                $builder(())
            }
        }

        $crate::__steps! {
            $builder $name { $($optional)* } []
            $({ $(#[$attribute])* $required: $type $(<$($of),+>)? })+
        }

        $crate::structure! {
            @members $name { $($required: Required = $wire $(as $form)?;)+ } { $($optional)* }
        }
    };
    (@members $name:ident { $(
        $required:ident: $required_type:ident = $required_wire:literal $(as $required_form:ident)?;
    )* } { $($constant:literal = $fixed:expr,)* $(
        $(#[$attribute:meta])* $optional:ident: $type:ident $(<$($of:ty),+>)?
        = $wire:literal $(as $form:ident)? $(or $default:expr)?,
    )* $(..$others:ident $(: $rest:ident $(<$($rest_of:ty),+>)?)?)? $(,)? }) => {
        $crate::__member! { $name }

        impl $crate::codegen::Single for $name {}

        #[allow(deprecated, reason = "a deprecated member has its value too")]
        impl $crate::types::Wipe for $name {
            fn wipe(&mut self) {
                $($crate::types::Wipe::wipe(&mut self.$required);)*
                $($crate::types::Wipe::wipe(&mut self.$optional);)*
                $($($crate::structure! { @wipe self $others $rest })?)?
            }
        }

        #[allow(
            deprecated,
            clippy::should_implement_trait,
            clippy::wrong_self_convention,
            reason = "setters have the names of their members, and may set one that is deprecated"
        )]
        impl $name {
            $($crate::structure! {
                @setter $(#[$attribute])* $optional: $type $(<$($of),+>)? $(or $default)?
            })*
            $($($crate::structure! { @setter $others: $rest $(<$($rest_of),+>)? })?)?
        }

        $crate::structure! { @serde $name
            { $($constant = $fixed;)* }
            { $($required: $required_type = $required_wire $(as $required_form)?;)* }
            { $($optional: $type = $wire $(as $form)? $(or $default)?;)* }
            $($others $(: $rest)?)?
        }
    };
    (@setter $(#[$attribute:meta])* $optional:ident: $type:ident $(<$($of:ty),+>)? $(or $default:expr)?) => {
        $crate::__by_type! {
            $type $(<$($of),+>)?
            {
                #[doc = ::core::concat!("Sets [`", ::core::stringify!($optional), "`](Self#fields).")]
                $(#[$attribute])*
                #[must_use]
                pub fn $optional(mut self, value: impl ::core::convert::Into<::core::option::Option<$type>>) -> Self {
                    let value = ::core::convert::Into::<::core::option::Option<$type>>::into(value);
                    self.$optional = $crate::structure!(@given value $(or $default)?);
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
                    let value = $crate::codegen::IntoMember::into_member(value);
                    self.$optional = $crate::structure!(@given value $(or $default)?);
                    self
                }
            }
        }
    };
    (@wipe $this:ident $rest:ident $type:ident) => { $crate::types::Wipe::wipe(&mut $this.$rest); };
    (@serde $name:ident $constants:tt $required:tt $optional:tt) => {
        $crate::structure! { @serde $name $constants $required $optional [skip] }
    };
    (@serde $name:ident $constants:tt $required:tt $optional:tt $others:ident) => {
        $crate::structure! { @serde $name $constants $required $optional [$others] }
    };
    (@serde $name:ident $constants:tt $required:tt $optional:tt $rest:ident: $type:ident) => {
        $crate::structure! { @serde $name $constants $required $optional [..$rest] }
    };
    (@serde $name:ident { $($constants:tt)* } { $($required:tt)* } { $(
        $optional:ident: $type:ident = $wire:literal $(as $form:ident)? $(or $default:expr)?;
    )* } [$($others:tt)*]) => {
        $crate::serde_structure! {
            $name {
                $($constants)*
                $($required)*
                $($optional: $type = $wire $(as $form)? $(or $default)?;)*
            }
            $($others)*
        }
    };
    (@new $name:ident [$($required:ident = $given:expr,)*] { $($constant:literal = $fixed:expr,)* $(
        $(#[$attribute:meta])* $optional:ident: $type:ident $(<$($of:ty),+>)?
        = $wire:literal $(as $form:ident)? $(or $default:expr)?,
    )* $(..$others:ident $(: $rest:ident $(<$($rest_of:ty),+>)?)?)? $(,)? }) => {
        $name {
            $($required: $given,)*
            $($optional: $crate::structure!(@initial $(or $default)?),)*
            $($($others: $crate::structure!(@none $rest),)?)?
        }
    };
    (@none $type:ident) => { ::core::option::Option::None };
    (@initial) => { ::core::option::Option::None };
    (@initial or $default:expr) => { $crate::codegen::IntoMember::into_member($default) };
    (@given $value:ident) => { $value };
    (@given $value:ident or $default:expr) => {
        $value.unwrap_or_else(|| $crate::codegen::IntoMember::into_member($default))
    };
}

/// Defines the steps of a builder: members given so far in brackets, and the remaining ones in braces.
///
/// Eight steps at a time keep structures with hundreds of required members within the recursion limit.
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
                $crate::structure! { @new $name [$($given = $given,)* $member = value,] $optional }
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

/// Expands to the first braces for a type whose values are passed as they are, and to the second ones for
/// another type.
///
/// A literal only converts to `i32` and `f64`, and a document has its own value for an absent member.
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
