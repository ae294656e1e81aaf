//! Inclusion of generated code by users of `build.rs`.

/// Includes the modules that `speccast_build::Build` generated in this package's build script, each named
/// after its service. Lints of rustc and clippy do not apply to them, even if the package denies all, since
/// the code cannot be edited.
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
