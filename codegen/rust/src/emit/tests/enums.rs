//! Every value of an enum, and one that it does not name.

use super::{Names, test};
use crate::emit::{ident, string};
use crate::format::assert;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use speccast_core::ir::{Enum, IntEnum};
use speccast_core::resolve::snake;

pub(super) fn string_enum(data: &Enum, names: &mut Names) -> TokenStream {
    let ty = ident(&data.rust_name);
    let values = data.values.iter().map(|value| {
        let (variant, value) = (ident(&value.rust_name), string(&value.value));
        assert(&[quote!(#ty::from(#value)), quote!(#ty::#variant)])
    });
    let body = quote! {
        #(#values)*
        assert!(matches!(#ty::from("no value of the spec"), #ty::Unknown(_)));
    };
    test(&names.take(&format!("{}_values", snake(&data.rust_name))), &body)
}

pub(super) fn int_enum(data: &IntEnum, names: &mut Names) -> TokenStream {
    let ty = ident(&data.rust_name);
    let values = data.values.iter().map(|value| {
        let (variant, value) = (ident(&value.rust_name), Literal::i32_unsuffixed(value.value));
        assert(&[quote!(#ty::from(#value)), quote!(#ty::#variant)])
    });
    let unknown = Literal::i32_unsuffixed(unnamed(data));
    let body = quote! {
        #(#values)*
        assert!(matches!(#ty::from(#unknown), #ty::Unknown(_)));
    };
    test(&names.take(&format!("{}_values", snake(&data.rust_name))), &body)
}

/// A number that an enum does not name.
pub(super) fn unnamed(data: &IntEnum) -> i32 {
    let is_free = |number: &i32| data.values.iter().all(|value| value.value != *number);
    (0..=i32::MAX).find(is_free).unwrap_or(-1)
}
