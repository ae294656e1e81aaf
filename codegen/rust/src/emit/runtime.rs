//! Every path of the runtime that generated code names.

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use crate::plan::imports::{CLIENT, TYPES, VALIDATOR};

/// The version of the runtime's `codegen` module that the emitters write for.
pub(super) const VERSION: u32 = 1;

/// The module of everything that generated code is made of.
pub(super) fn codegen() -> TokenStream {
    quote!(speccast_runtime::codegen)
}

/// The runtime itself.
pub(super) fn root() -> TokenStream {
    quote!(speccast_runtime)
}

/// JSON values, written as they are.
pub(super) fn json() -> TokenStream {
    quote!(speccast_runtime::serde_json::json)
}
