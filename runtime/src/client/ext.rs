//! Setters of a client's builder for one service.

/// Defines `BuilderExt`, a trait with setters of `Client::builder()` for variables of the endpoint and for
/// named keys.
///
/// ```
/// use speccast_runtime::client::{Handle, Service};
/// use speccast_runtime::codegen::{ApiKey, Auth, Builder, Endpoint, Http, Variable, builder_ext};
/// use speccast_runtime::transport::Mock;
///
/// #[derive(Debug)]
/// pub struct Client(Handle);
///
/// impl From<Handle> for Client {
///     fn from(handle: Handle) -> Self {
///         Self(handle)
///     }
/// }
///
/// impl Service for Client {
///     type Protocol = Http;
///
///     const NAME: &'static str = "Widgets";
///     const AUTH: Auth = Auth::Keys(&[ApiKey::header("X-Shop-Key", "shop_key")]);
///     const ENDPOINTS: &'static [Endpoint] = &[Endpoint::new("https://{shop}.example.com")];
///     const VARIABLES: &'static [Variable] = &[Variable::label("shop", "shop")];
/// }
///
/// builder_ext! {
///     Client {
///         /// Name of the shop.
///         shop: variable "shop",
///         /// Sets the key of the shop.
///         shop_key: key "shop_key",
///     }
/// }
///
/// let builder = || Builder::<Client>::default().transport(Mock::new()).shop_key("not-a-secret");
/// assert!(builder().shop("acme").build().is_ok());
/// let error = builder().shop("evil.example/").build().unwrap_err();
/// assert!(error.to_string().contains("part of a host: 1 to 63 letters"));
/// let error = builder().build().unwrap_err();
/// assert!(error.to_string().contains("set it with `BuilderExt::shop`"));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! builder_ext {
    ($client:ident { $($(#[$attribute:meta])* $setter:ident: $kind:ident $name:literal),* $(,)? }) => {
        #[doc = concat!("Settings of [`", stringify!($client), "::builder`] that other services do not have.")]
        pub trait BuilderExt: Sized {
            $($crate::builder_ext! { @declare $kind [$(#[$attribute])*] $setter })*
        }

        impl BuilderExt for $crate::codegen::Builder<$client> {
            $($crate::builder_ext! { @define $kind $setter $name })*
        }
    };
    (@declare variable [$($attribute:tt)*] $setter:ident) => {
        $($attribute)*
        #[must_use]
        fn $setter(self, value: impl ::core::convert::Into<::std::string::String>) -> Self;
    };
    (@declare key [$($attribute:tt)*] $setter:ident) => {
        $($attribute)*
        #[must_use]
        fn $setter(self, key: impl ::core::convert::Into<$crate::codegen::SecretSource>) -> Self;
    };
    (@define variable $setter:ident $name:literal) => {
        fn $setter(self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.variable($name, value)
        }
    };
    (@define key $setter:ident $name:literal) => {
        fn $setter(self, key: impl ::core::convert::Into<$crate::codegen::SecretSource>) -> Self {
            self.key($name, key)
        }
    };
}
