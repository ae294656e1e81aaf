//! How responses of failure are read.

use super::{string, value};
use crate::plan::{Failure, FailurePlace, FailureSource, WaitUnit};
use proc_macro2::TokenStream;
use quote::quote;

/// The failure map of a service; none if it leaves everything to the protocol.
pub(super) fn map(failure: &Failure) -> Option<TokenStream> {
    if *failure == Failure::default() {
        return None;
    }
    let code = places(&failure.code).map(|it| quote!(.code(#it)));
    let message = places(&failure.message).map(|it| quote!(.message(#it)));
    let request_id = places(&failure.request_id).map(|it| quote!(.request_id(#it)));
    let retry_after = places(&failure.retry_after).map(|it| quote!(.retry_after(#it)));
    let at = (!failure.at.is_empty()).then(|| {
        let at = string(&failure.at);
        quote!(.at(#at))
    });
    let when = failure.when.as_ref().map(|when| {
        let (pointer, equals) = (string(&when.pointer), string(&value::json(&when.equals)));
        quote!(.when(#pointer, #equals))
    });
    Some(quote!(&codegen::FailureMap::new() #code #message #request_id #retry_after #at #when))
}

fn places(places: &[FailurePlace]) -> Option<TokenStream> {
    let each = places.iter().map(|place| {
        let source = match &place.source {
            FailureSource::Pointer(pointer) => {
                let pointer = string(pointer);
                quote!(codegen::FailurePlace::pointer(#pointer))
            }
            FailureSource::Header(name) => {
                let name = string(&name.to_lowercase());
                quote!(codegen::FailurePlace::header(#name))
            }
        };
        match place.unit {
            WaitUnit::Seconds => source,
            WaitUnit::Millis => quote!(#source.milliseconds()),
            WaitUnit::EpochSeconds => quote!(#source.epoch_seconds()),
            WaitUnit::EpochMillis => quote!(#source.epoch_millis()),
        }
    });
    (!places.is_empty()).then(|| quote!(&[#(#each),*]))
}
