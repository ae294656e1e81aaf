//! Bytes.

use super::text;
use crate::emit::is_shown;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use speccast_core::model;

/// Bytes, written in base64 in the spec, as an expression; as a string if they are readable text.
pub(super) fn expression(base64: &str) -> TokenStream {
    // The value was validated when the spec was read.
    let bytes = model::base64(base64).unwrap_or_default();
    match std::str::from_utf8(&bytes) {
        Ok(readable) if is_shown(readable) => match text(readable) {
            (literal, true) => quote!(Blob::from(#literal)),
            (string, false) => quote!(Blob::from(#string.as_str())),
        },
        _ => {
            let bytes = Literal::byte_string(&bytes);
            quote!(Blob::from(#bytes))
        }
    }
}
