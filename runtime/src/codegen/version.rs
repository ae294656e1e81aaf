//! Compatibility of this runtime with generators.

/// Checks that this runtime is compatible with the generator of a module. The argument is the version of
/// [this interface](crate::codegen#compatibility) that the module needs.
///
/// ```
/// speccast_runtime::codegen::version!(1);
/// ```
///
/// Code of an older generator or a newer one does not compile:
///
/// ```compile_fail
/// speccast_runtime::codegen::version!(0);
/// ```
///
/// ```compile_fail
/// speccast_runtime::codegen::version!(2);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __version {
    (1) => {};
    (0) => {
        ::core::compile_error!(
            "this code was generated for an older speccast-runtime: run `speccast generate` again, or update \
             speccast-build in `[build-dependencies]`"
        );
    };
    ($newer:literal) => {
        ::core::compile_error!(::core::concat!(
            "this code needs version ",
            $newer,
            " of speccast_runtime::codegen, and this speccast-runtime has version 1: update speccast-runtime, or \
             generate the code with the speccast of the same release"
        ));
    };
}
