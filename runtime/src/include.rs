//! What a consumer of `build.rs` includes.

/// Includes the modules that `speccast_build::Build` generated in this package's build script, each by the name of its
/// service, into the module where it stands. A package may deny every lint of rustc and clippy: they do not apply to code
/// that cannot be edited.
///
/// ```ignore
/// mod api {
///     speccast_runtime::include_generated!();
/// }
///
/// let client = api::widgets::Client::builder();
/// ```
#[macro_export]
macro_rules! include_generated {
    () => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/speccast/include.rs"));
    };
}
